#include "import/spellings.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/text.h"

#define SLUG_MAX 200 /* bytes: no name is longer, and files' names have 255 */

/* Settles the front matter of one article. */
struct settler {
	struct spellings *spellings;
	struct arena *arena;
	struct value_builder changes;
};

static const struct str taxonomies[] = { STR_INIT("authors"), STR_INIT("section"),
	                                 STR_INIT("tags"), STR_INIT("series") };

/* The first name with the URL, which is this one if there was none. */
static struct str first_name(struct spellings *spellings, struct str url, struct str name)
{
	bool added;
	uint32_t number = hashset_add(&spellings->urls, url, &added);

	if (number >= spellings->cap) {
		spellings->cap += spellings->cap / 2 + 16;
		spellings->names = xrealloc_array(spellings->names, spellings->cap,
		                                  sizeof(*spellings->names));
	}
	if (added)
		spellings->names[number] = arena_str(&spellings->arena, name);
	return spellings->names[number];
}

static void note(struct settler *in, struct str why, struct str name)
{
	struct value_builder change = { .arena = in->arena };

	value_add_item(&change, value_str(why));
	value_add_item(&change, value_str(name));
	value_add_item(&in->changes, value_built_list(&change));
}

/* Can the name have a URL? */
static bool is_name(struct settler *in, struct str name, struct str slug)
{
	if (slug.len > 0 && slug.len <= SLUG_MAX)
		return true;
	note(in, slug.len ? STR("is too long for a name") : STR("has no letter or digit"),
	     name);
	return false;
}

/* The name as it is to be spelled, whose URL is one of its taxonomy. */
static struct str spell(struct settler *in, struct str url, struct str name)
{
	struct str first = first_name(in->spellings, url, name);

	if (str_eq(first, name) ||
	    str_eq(text_term(in->arena, first), text_term(in->arena, name)))
		return name;
	note(in, STR("is spelled as another one with its URL"), name);
	return first;
}

/* Sections lie within one another: "world/europe". */
static bool next_part(bool nested, struct str *rest, struct str *part)
{
	while (rest->len) {
		str_cut(*rest, nested ? '/' : '\0', part, rest);
		*part = str_trim(*part);
		if (part->len)
			return true;
	}
	return false;
}

/* Each part of the name as it is to be spelled; empty if none is left. */
static struct str settle_name(struct settler *in, struct str taxonomy, struct str name)
{
	bool nested = str_eq(taxonomy, STR("section"));
	struct buf out = { 0 }, url = { 0 };
	struct str part;

	buf_add(&url, taxonomy);
	while (next_part(nested, &name, &part)) {
		struct str slug = text_slug(in->arena, part);

		if (!is_name(in, part, slug))
			continue;
		buf_add_char(&url, '/');
		buf_add(&url, slug);
		if (out.len)
			buf_add_char(&out, '/');
		buf_add(&out, spell(in, buf_str(&url), part));
	}
	name = buf_keep(&out, in->arena);
	buf_clear(&out);
	buf_clear(&url);
	return name;
}

/* A name as it is written; empty: it is no text. */
static struct str text_of(struct arena *arena, struct value value)
{
	struct buf out = { 0 };
	struct str text;

	if (value.type == VALUE_INT)
		buf_add_int(&out, value.integer);
	else
		buf_add(&out, value_text(value));
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}

static bool has_item(struct value list, struct value item)
{
	for (uint32_t i = 0; i < list.len; i++)
		if (value_eq(list.items[i], item))
			return true;
	return false;
}

/* A text or number, or a list of them; undefined if none is left. */
static struct value settle_value(struct settler *in, struct str taxonomy,
                                 struct value value)
{
	struct value_builder list = { .arena = in->arena };

	if (value.type != VALUE_LIST) {
		struct str written = text_of(in->arena, value), name;

		name = settle_name(in, taxonomy, written);
		return str_eq(name, written) ? value : value_str_or_undefined(name);
	}
	for (uint32_t i = 0; i < value.len; i++) {
		struct value item = settle_value(in, taxonomy, value.items[i]);

		if (item.type != VALUE_UNDEFINED &&
		    !has_item(value_built_list(&list), item))
			value_add_item(&list, item);
	}
	return list.count ? value_built_list(&list) : UNDEFINED;
}

struct value spellings_settle(struct spellings *spellings, struct arena *arena,
                              struct value front, struct value *changes)
{
	struct settler in = { spellings, arena, { .arena = arena } };
	struct value_builder dict = { .arena = arena };

	for (uint32_t i = 0; i < front.len; i++) {
		struct value_entry entry = front.entries[i];

		for (size_t k = 0; k < ARRAY_LEN(taxonomies); k++)
			if (str_eq(entry.key, taxonomies[k]))
				entry.value =
					settle_value(&in, taxonomies[k], entry.value);
		if (entry.value.type != VALUE_UNDEFINED)
			value_add_entry(&dict, entry);
	}
	*changes = value_built_list(&in.changes);
	return value_built_dict(&dict);
}

void spellings_clear(struct spellings *spellings)
{
	hashset_clear(&spellings->urls);
	free(spellings->names);
	arena_clear(&spellings->arena);
	*spellings = (struct spellings){ 0 };
}
