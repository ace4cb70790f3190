/*
 * keys: what front matter may say about an article, and by which names.
 *
 * The table of names in keys.c is the master copy. Constant data; cannot fail.
 */
#ifndef CONTENT_KEYS_H
#define CONTENT_KEYS_H

#include <stddef.h>

#include "base/str.h"

enum key {
	KEY_TITLE,
	KEY_DATE,
	KEY_UPDATED,
	KEY_DEK,
	KEY_KICKER,
	KEY_SECTION,
	KEY_TAGS,
	KEY_AUTHORS,
	KEY_SERIES,
	KEY_SLUG,
	KEY_URL,
	KEY_ALIASES,
	KEY_SOURCE,
	KEY_PUBLICATION,
	KEY_ARCHIVED,
	KEY_IMAGE,
	KEY_LANGUAGE,
	KEY_DIRECTION,
	KEY_DRAFT,
	KEY_EMBARGO,
	KEY_EXPIRES,
	KEY_CORRECTIONS,
	KEY_WITHDRAWN,
	KEY_RELATED,
	KEY_TEMPLATE,
	KEY_COUNT, /* also: no key of ours */
};

/*
 * What a name stands for, whatever its case; KEY_COUNT if it is none of ours. Of two
 * names of one key the one with the lower rank counts; the main name's is the lowest.
 */
enum key key_of(struct str name, size_t *rank);

/* The known name that differs by one slip of the finger; empty if there is none. */
struct str key_meant(struct str name);

/* All names. */
const struct str *key_names(size_t *count);

#endif
