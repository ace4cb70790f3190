#include "import/wxrpictures.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/url.h"
#include "import/encoding.h"
#include "import/wxrstream.h"

static struct str clean_field(struct str item, const char *name, struct arena *scratch)
{
	struct encoding_notes notes;

	return encoding_clean(scratch, wxr_field(item, str_of(name), scratch), &notes);
}

/* Nothing, if there are too many words already. */
static struct str keep_words(struct attachments *list, struct str words)
{
	if (list->words + words.len > WXR_WORDS_MAX) {
		list->dropped++;
		return (struct str){ 0 };
	}
	list->words += words.len;
	return words;
}

static void add_text(struct buf *texts, struct str text)
{
	buf_add(texts, str_slice(text, 0, str_find_char(text, '\0')));
	buf_add_char(texts, '\0');
}

static struct str next_text(const char **texts)
{
	struct str text = str_of(*texts);

	*texts += text.len + 1;
	return text;
}

static bool picture_of(const struct attachments *list,
                       const struct attachment *attachment, struct arena *arena,
                       struct picture *picture)
{
	struct str folder = list->folders.keys[attachment->folder];
	const char *texts = attachment->texts;
	struct str name = next_text(&texts);

	*picture = (struct picture){ 0 };
	picture->src = arena_printf(arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(name));
	picture->alt = next_text(&texts);
	picture->caption = next_text(&texts);
	return picture->src.len > 0;
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

/* Pictures of a month lie in one folder, whose name is kept once. */
static uint32_t folder_of(struct attachments *list, struct str src)
{
	size_t slash = str_find_last_char(src, '/');
	struct str folder = slash == STR_NONE ? STR("") : str_slice(src, 0, slash + 1);
	bool is_new;
	uint32_t number = table_add(&list->folders, folder, &is_new);

	if (is_new)
		list->folders.keys[number] = arena_str(&list->arena, folder);
	return number;
}

static int32_t order_of(struct str text)
{
	int64_t order = number_of(text);

	return order < INT32_MIN   ? INT32_MIN
	       : order > INT32_MAX ? INT32_MAX
	                           : (int32_t)order;
}

void attachments_add(struct attachments *list, struct str item, struct arena *scratch)
{
	int64_t id = number_of(wxr_field(item, STR("wp:post_id"), scratch));
	struct str src = clean_field(item, "wp:attachment_url", scratch), alt, caption;
	struct encoding_notes notes;
	struct buf texts = { 0 };
	uint32_t folder;

	if (id == 0 || list->count == UINT32_MAX)
		return;
	if (list->count == list->cap) {
		list->cap = list->cap + list->cap / 2 + 64;
		list->items =
			xrealloc_array(list->items, list->cap, sizeof(*list->items));
	}
	folder = folder_of(list, src);
	alt = encoding_clean(scratch,
	                     wxr_meta(item, STR("_wp_attachment_image_alt"), scratch),
	                     &notes);
	caption = clean_field(item, "excerpt:encoded", scratch);
	add_text(&texts, str_from(src, list->folders.keys[folder].len));
	add_text(&texts, keep_words(list, alt));
	add_text(&texts, keep_words(list, caption));
	attachments_add_host(list, src);
	list->items[list->count] = (struct attachment){
		.id = id,
		.post = number_of(wxr_field(item, STR("wp:post_parent"), scratch)),
		.order = order_of(wxr_field(item, STR("wp:menu_order"), scratch)),
		.number = (uint32_t)list->count,
		.folder = folder,
		.texts = buf_keep(&texts, &list->arena).ptr,
	};
	list->count++;
	buf_clear(&texts);
}

static int compare(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_ids(const void *a, const void *b)
{
	const struct attachment *x = a, *y = b;
	int order = compare(x->id, y->id);

	return order ? order : compare(x->number, y->number);
}

static int compare_posts(const void *a, const void *b, void *context)
{
	const struct attachment *items = context;
	const struct attachment *x = &items[*(const uint32_t *)a],
				*y = &items[*(const uint32_t *)b];
	int order = compare(x->post, y->post);

	if (order == 0)
		order = compare(x->order, y->order);
	return order ? order : compare(x->number, y->number);
}

void attachments_sort(struct attachments *list)
{
	size_t kept = 0;

	if (list->count == 0)
		return;
	qsort(list->items, list->count, sizeof(*list->items), compare_ids);
	for (size_t i = 0; i < list->count; i++)
		if (i == 0 || list->items[i].id != list->items[kept - 1].id)
			list->items[kept++] = list->items[i];
	list->count = kept;
	list->by_post = xrealloc_array(list->by_post, kept, sizeof(*list->by_post));
	for (size_t i = 0; i < kept; i++)
		list->by_post[i] = (uint32_t)i;
	qsort_r(list->by_post, kept, sizeof(*list->by_post), compare_posts, list->items);
}

static int compare_id(const void *key, const void *item)
{
	return compare(*(const int64_t *)key, ((const struct attachment *)item)->id);
}

bool attachments_find(const struct attachments *list, struct str id, struct arena *arena,
                      struct picture *picture)
{
	int64_t wanted = number_of(id);
	const struct attachment *found = NULL;

	if (list->count)
		found = bsearch(&wanted, list->items, list->count, sizeof(*list->items),
		                compare_id);
	return found && picture_of(list, found, arena, picture);
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

static const struct attachment *at_post(const struct attachments *list, size_t place)
{
	return &list->items[list->by_post[place]];
}

bool attachments_of(const struct attachments *list, struct nth_picture which,
                    struct arena *arena, struct str *id, struct picture *picture)
{
	int64_t post = number_of(which.post);
	size_t low = 0, high = list->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (at_post(list, middle)->post < post)
			low = middle + 1;
		else
			high = middle;
	}
	for (; post && low < list->count && at_post(list, low)->post == post; low++) {
		struct arena_mark mark = arena_mark(arena);

		if (!picture_of(list, at_post(list, low), arena, picture) ||
		    !is_picture(picture->src) || which.n-- > 0) {
			arena_rewind(arena, mark);
			continue;
		}
		*id = arena_printf(arena, "%" PRId64, at_post(list, low)->id);
		return true;
	}
	return false;
}

void attachments_clear(struct attachments *list)
{
	table_clear(&list->folders);
	table_clear(&list->hosts);
	free(list->items);
	free(list->by_post);
	arena_clear(&list->arena);
	*list = (struct attachments){ 0 };
}
