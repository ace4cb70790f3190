#include "import/wxrpictures.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/path.h"
#include "base/url.h"
#include "import/encoding.h"
#include "import/wxrstream.h"

static struct str clean_field(struct str item, const char *name, struct arena *scratch)
{
	struct encoding_notes notes;

	return encoding_clean(scratch, wxr_field(item, str_of(name), scratch), &notes);
}

/* What a plugin or WordPress keeps beside the item. */
static struct str meta_field(struct str item, struct str key, struct arena *scratch)
{
	struct str mark = STR("<wp:postmeta>"), value = { 0 };
	size_t at;

	while (value.len == 0 && (at = str_find(item, mark)) != STR_NONE) {
		item = str_from(item, at + mark.len);
		if (str_eq(wxr_field(item, STR("wp:meta_key"), scratch), key))
			value = clean_field(item, "wp:meta_value", scratch);
	}
	return value;
}

static const char *keep_words(struct attachments *list, struct str words)
{
	if (words.len == 0)
		return "";
	if (list->words + words.len > WXR_WORDS_MAX) {
		list->dropped++;
		return "";
	}
	list->words += words.len;
	return arena_cstr(&list->arena, words);
}

static struct picture picture_of(const struct attachment *attachment)
{
	return (struct picture){ .src = str_of(attachment->src),
		                 .alt = str_of(attachment->alt),
		                 .caption = str_of(attachment->caption) };
}

static int64_t number_of(struct str text)
{
	int64_t number;

	return str_to_int(text, &number) ? number : 0;
}

static struct str plain_host(struct str host)
{
	str_skip_prefix(&host, STR("www."));
	return host;
}

void attachments_add_host(struct attachments *list, struct str url)
{
	struct str host = plain_host(url_split(url).host);
	bool added;

	if (host.len && table_find(&list->hosts, host) == TABLE_NONE)
		table_add(&list->hosts, arena_str(&list->arena, host), &added);
}

bool attachments_host(const struct attachments *list, struct str host)
{
	return table_find(&list->hosts, plain_host(host)) != TABLE_NONE;
}

void attachments_add(struct attachments *list, struct str item, struct arena *scratch)
{
	struct str id = wxr_field(item, STR("wp:post_id"), scratch);
	struct attachment *new;
	struct str src;
	uint32_t number;
	bool added;

	if (id.len == 0 || table_find(&list->ids, id) != TABLE_NONE)
		return;
	number = table_add(&list->ids, arena_str(&list->arena, id), &added);
	if ((number & (number + 1)) == 0) { /* 0, 1, 3, 7: room for as many again */
		size_t cap = 2 * (size_t)number + 2;

		list->items = xrealloc_array(list->items, cap, sizeof(*list->items));
		list->attached =
			xrealloc_array(list->attached, cap, sizeof(*list->attached));
	}
	new = &list->items[number];
	src = clean_field(item, "wp:attachment_url", scratch);
	attachments_add_host(list, src);
	new->src = arena_cstr(&list->arena, src);
	new->alt = keep_words(list,
	                      meta_field(item, STR("_wp_attachment_image_alt"), scratch));
	new->caption = keep_words(list, clean_field(item, "excerpt:encoded", scratch));
	list->attached[number] = (struct attached){
		number_of(wxr_field(item, STR("wp:post_parent"), scratch)),
		number_of(wxr_field(item, STR("wp:menu_order"), scratch)),
		number,
	};
}

static int compare_attached(const void *a, const void *b)
{
	const struct attached *x = a, *y = b;
	int order = (x->post > y->post) - (x->post < y->post);

	if (order == 0)
		order = (x->order > y->order) - (x->order < y->order);
	return order ? order : (x->number > y->number) - (x->number < y->number);
}

void attachments_sort(struct attachments *list)
{
	if (list->ids.count > 1)
		qsort(list->attached, list->ids.count, sizeof(*list->attached),
		      compare_attached);
}

bool attachments_find(const struct attachments *list, struct str id,
                      struct picture *picture)
{
	uint32_t number = table_find(&list->ids, id);

	if (number == TABLE_NONE || !*list->items[number].src)
		return false;
	*picture = picture_of(&list->items[number]);
	return true;
}

/* A gallery leaves out what else was uploaded; an export says no types. */
static bool is_picture(struct str url)
{
	static const char *const endings[] = { ".jpg",  ".jpeg", ".png", ".gif",
		                               ".webp", ".avif", ".bmp", ".svg" };
	struct str ending = path_extension(url_split(url).path);

	for (size_t i = 0; i < ARRAY_LEN(endings); i++)
		if (str_eq_nocase(ending, str_of(endings[i])))
			return true;
	return false;
}

bool attachments_of(const struct attachments *list, struct str post, size_t n,
                    struct str *id, struct picture *picture)
{
	int64_t wanted = number_of(post);
	size_t low = 0, high = list->ids.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (list->attached[middle].post < wanted)
			low = middle + 1;
		else
			high = middle;
	}
	for (; wanted && low < list->ids.count && list->attached[low].post == wanted;
	     low++) {
		uint32_t number = list->attached[low].number;

		if (!is_picture(str_of(list->items[number].src)) || n-- > 0)
			continue;
		*id = list->ids.keys[number];
		*picture = picture_of(&list->items[number]);
		return true;
	}
	return false;
}

void attachments_clear(struct attachments *list)
{
	table_clear(&list->ids);
	table_clear(&list->hosts);
	free(list->items);
	free(list->attached);
	arena_clear(&list->arena);
	*list = (struct attachments){ 0 };
}
