#include "content/keys.h"

#include <stdint.h>

#include "base/attr.h"

#define MISSPELT_MIN 5 /* shorter names are names of their own */

/*
 * All names that mean the same stand together, the main one first: when several are
 * given, the first of them here counts.
 */
#define KEYS(X)                            \
	X("title", KEY_TITLE)              \
	X("date", KEY_DATE)                \
	X("published", KEY_DATE)           \
	X("updated", KEY_UPDATED)          \
	X("lastmod", KEY_UPDATED)          \
	X("modified", KEY_UPDATED)         \
	X("last_modified_at", KEY_UPDATED) \
	X("dek", KEY_DEK)                  \
	X("description", KEY_DEK)          \
	X("standfirst", KEY_DEK)           \
	X("summary", KEY_DEK)              \
	X("excerpt", KEY_DEK)              \
	X("subtitle", KEY_DEK)             \
	X("kicker", KEY_KICKER)            \
	X("section", KEY_SECTION)          \
	X("sections", KEY_SECTION)         \
	X("category", KEY_SECTION)         \
	X("categories", KEY_SECTION)       \
	X("tags", KEY_TAGS)                \
	X("tag", KEY_TAGS)                 \
	X("authors", KEY_AUTHORS)          \
	X("author", KEY_AUTHORS)           \
	X("byline", KEY_AUTHORS)           \
	X("series", KEY_SERIES)            \
	X("slug", KEY_SLUG)                \
	X("url", KEY_URL)                  \
	X("permalink", KEY_URL)            \
	X("aliases", KEY_ALIASES)          \
	X("alias", KEY_ALIASES)            \
	X("redirect_from", KEY_ALIASES)    \
	X("source", KEY_SOURCE)            \
	X("publication", KEY_PUBLICATION)  \
	X("archived", KEY_ARCHIVED)        \
	X("image", KEY_IMAGE)              \
	X("cover", KEY_IMAGE)              \
	X("featured_image", KEY_IMAGE)     \
	X("language", KEY_LANGUAGE)        \
	X("lang", KEY_LANGUAGE)            \
	X("direction", KEY_DIRECTION)      \
	X("draft", KEY_DRAFT)              \
	X("embargo", KEY_EMBARGO)          \
	X("publishDate", KEY_EMBARGO)      \
	X("expires", KEY_EXPIRES)          \
	X("expiryDate", KEY_EXPIRES)       \
	X("unpublishDate", KEY_EXPIRES)    \
	X("corrections", KEY_CORRECTIONS)  \
	X("correction", KEY_CORRECTIONS)   \
	X("withdrawn", KEY_WITHDRAWN)      \
	X("related", KEY_RELATED)          \
	X("template", KEY_TEMPLATE)        \
	X("layout", KEY_TEMPLATE)

#define NAME_OF(name, key) STR_INIT(name),
#define KEY_OF(name, key)  key,

static const struct str names[] = { KEYS(NAME_OF) };
static const uint8_t keys[] = { KEYS(KEY_OF) };

const struct str *key_names(size_t *count)
{
	*count = ARRAY_LEN(names);
	return names;
}

enum key key_of(struct str name, size_t *rank)
{
	/* Hugo reads expirydate as expiryDate, and people write Title. */
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (str_eq_nocase(names[i], name)) {
			*rank = 2 * i + !str_eq(names[i], name);
			return keys[i];
		}
	}
	return KEY_COUNT;
}

/* How many characters the two begin with alike. */
static size_t common_start(struct str a, struct str b)
{
	size_t len = 0;

	while (len < a.len && len < b.len && to_lower(a.ptr[len]) == to_lower(b.ptr[len]))
		len++;
	return len;
}

/*
 * One letter too many, too few, wrong, or two of them swapped. Not the first one (craft
 * is no draft) nor the last (sources, archive, publisher): those are other words.
 */
static bool is_slip(struct str name, struct str known)
{
	size_t same = common_start(name, known);
	struct str a = str_from(name, same), b = str_from(known, same);

	if (same == 0 || a.len < 2 || b.len < 2)
		return false;
	if (a.len == b.len)
		return str_eq_nocase(str_from(a, 1), str_from(b, 1)) ||
		       (to_lower(a.ptr[0]) == to_lower(b.ptr[1]) &&
		        to_lower(a.ptr[1]) == to_lower(b.ptr[0]) &&
		        str_eq_nocase(str_from(a, 2), str_from(b, 2)));
	return str_eq_nocase(str_from(a, 1), b) || str_eq_nocase(a, str_from(b, 1));
}

struct str key_meant(struct str name)
{
	if (name.len >= MISSPELT_MIN)
		for (size_t i = 0; i < ARRAY_LEN(names); i++)
			if (names[i].len >= MISSPELT_MIN && is_slip(name, names[i]))
				return names[i];
	return (struct str){ 0 };
}
