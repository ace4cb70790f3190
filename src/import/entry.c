#include "import/entry.h"

#include <stdint.h>
#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "base/url.h"
#include "base/utf8.h"
#include "content/values.h"
#include "import/importer.h"
#include "import/pagemedia.h"
#include "import/wordlist.h"

#define UNTITLED_CHARS 80 /* of the text that stands for a title */

/* The texts below a node, with a space where a line or paragraph begins. */
static struct str spaced_text(struct arena *arena, const struct html_node *root)
{
	static const struct str breaks[] = { STR_INIT("p"),  STR_INIT("br"),
		                             STR_INIT("li"), STR_INIT("div"),
		                             STR_INIT("td"), STR_INIT("blockquote") };
	struct buf out = { 0 };
	struct str text;

	for (struct html_node *n = root->first; n; n = html_next(root, n)) {
		for (size_t i = 0; i < ARRAY_LEN(breaks); i++)
			if (str_eq(n->name, breaks[i]))
				buf_add_char(&out, ' ');
		buf_add(&out, n->text);
	}
	text = text_squeeze(arena, buf_str(&out));
	buf_clear(&out);
	return text;
}

struct str entry_text(struct arena *arena, struct str html)
{
	if (str_find_char(html, '<') == STR_NONE && str_find_char(html, '&') == STR_NONE)
		return text_squeeze(arena, html);
	return spaced_text(arena, html_parse(html, arena));
}

struct str entry_language(struct arena *arena, struct str text)
{
	struct str tag = str_trim(text), part, rest;
	char *written = arena_cstr(arena, tag);

	for (size_t i = 0; i < tag.len; i++)
		written[i] = written[i] == '_' ? '-' : to_lower(written[i]);
	tag.ptr = written;
	if (!value_is_language(tag))
		return (struct str){ 0 };
	str_cut(tag, '-', &part, &rest);
	while (str_cut(rest, '-', &part, &rest) || part.len) {
		char *place = written + (part.ptr - tag.ptr);

		if (part.len == 2 || part.len == 4) /* a country; a script */
			place[0] = to_upper(place[0]);
		if (part.len == 2)
			place[1] = to_upper(place[1]);
	}
	return tag;
}

void entry_append(struct arena *arena, struct strs *strs, struct str text)
{
	size_t count = strs->count;
	struct str *items = (struct str *)(uintptr_t)strs->items;

	if ((count & (count - 1)) == 0) { /* 0 or a power of two: it is full */
		items = ARENA_ARRAY(arena, struct str, count ? 2 * count : 1);
		if (count)
			memcpy(items, strs->items, count * sizeof(*items));
		strs->items = items;
	}
	items[strs->count++] = text;
}

void entry_add(struct arena *arena, struct strs *strs, struct str text)
{
	text = str_trim(text);
	for (size_t i = 0; i < strs->count; i++)
		if (str_eq(strs->items[i], text))
			return;
	if (text.len > 0)
		entry_append(arena, strs, text);
}

/* Micro-blogs have no titles: the beginning of the text, to the end of a word. */
static struct str title_of(struct arena *arena, const struct entry *entry)
{
	struct str text = entry->title, cut;
	size_t space;

	if (!text_is_blank(text))
		return utf8_prefix(text, TITLE_MAX);
	text = spaced_text(arena, entry->body);
	cut = utf8_prefix(text, UNTITLED_CHARS);
	if (cut.len == text.len)
		return cut.len ? cut : STR("Untitled");
	space = str_find_last_char(cut, ' ');
	cut = space == STR_NONE ? cut : str_slice(cut, 0, space);
	return arena_printf(arena, "%.*s …", STR_ARG(cut));
}

static struct value image_value(struct arena *arena, const struct entry *entry)
{
	struct value_builder dict = { .arena = arena };
	struct str src = url_resolve(arena, entry->base, entry->image.src);

	if (!url_is_web(src))
		return UNDEFINED;
	src = picture_find(entry->finder, arena, entry->base, src);
	value_add(&dict, STR("src"), value_str(src));
	add_known(&dict, STR("alt"), value_str_or_undefined(entry->image.alt));
	add_known(&dict, STR("caption"), value_str_or_undefined(entry->image.caption));
	add_known(&dict, STR("credit"), value_str_or_undefined(entry->image.credit));
	return value_built_dict(&dict);
}

/* Its address, and paths that led to it. */
static struct value all_aliases(struct arena *arena, const struct entry *entry)
{
	struct value own = aliases_value(arena, (struct strs){ &entry->url, 1 });
	struct value_builder list = { .arena = arena };

	for (uint32_t i = 0; i < own.len; i++)
		value_add_item(&list, own.items[i]);
	for (size_t i = 0; i < entry->aliases.count; i++)
		value_add_item(&list, value_str(entry->aliases.items[i]));
	return list.count ? value_built_list(&list) : UNDEFINED;
}

/* A standfirst, but none that is no more than the beginning of the text. */
static struct str dek_of(struct arena *arena, const struct entry *entry)
{
	static const struct str ends[] = { STR_INIT("…"), STR_INIT("."), STR_INIT("["),
		                           STR_INIT("]"), STR_INIT(" ") };
	struct str dek = str_trim(entry->dek), text;

	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (str_skip_suffix(&dek, ends[i]))
			i = (size_t)-1;
	text = words_of(arena, spaced_text(arena, entry->body));
	if (str_has_prefix(text, str_trim_end(words_of(arena, dek))))
		return (struct str){ 0 };
	return entry->dek;
}

static struct value front_of(struct arena *arena, const struct entry *entry,
                             struct str title)
{
	struct value_builder dict = { .arena = arena };

	value_add(&dict, STR("title"), value_str(title));
	add_known(&dict, STR("dek"), value_str_or_undefined(dek_of(arena, entry)));
	value_add(&dict, STR("date"),
	          date_is_known(entry->date) ? date_value(arena, entry->date)
	                                     : value_str(STR("unknown")));
	if (date_cmp(entry->updated, entry->date) > 0)
		add_known(&dict, STR("updated"), date_value(arena, entry->updated));
	add_known(&dict, STR("authors"), strs_value(arena, entry->authors));
	add_known(&dict, STR("section"), value_str_or_undefined(entry->section));
	add_known(&dict, STR("tags"), strs_value(arena, entry->tags));
	add_known(&dict, STR("publication"), value_str_or_undefined(entry->publication));
	add_known(&dict, STR("language"), value_str_or_undefined(entry->language));
	add_known(&dict, STR("image"), image_value(arena, entry));
	if (url_is_web(entry->url))
		value_add(&dict, STR("source"), value_str(entry->url));
	if (entry->draft)
		value_add(&dict, STR("draft"), value_bool(true));
	add_known(&dict, STR("aliases"), all_aliases(arena, entry));
	return value_built_dict(&dict);
}

struct value entry_article(struct arena *arena, const struct entry *entry)
{
	struct value_builder dict = { .arena = arena };
	struct str title = title_of(arena, entry), body;

	value_add(&dict, STR("from"), value_str(entry->from));
	value_add(&dict, STR("slug"), value_str(entry->slug.len ? entry->slug : title));
	add_known(&dict, STR("date"), date_value(arena, entry->date));
	value_add(&dict, STR("front"), front_of(arena, entry, title));
	pagemedia_settle(arena, entry->body);
	body = html_to_markdown(arena, entry->body, entry->base, entry->finder);
	value_add(&dict, STR("body"), value_str(body));
	if (entry->pictures && entry->pictures->count)
		value_add(&dict, STR("pictures"), value_built_list(entry->pictures));
	return value_built_dict(&dict);
}
