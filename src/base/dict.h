/*
 * dict: a dict that is being read from a file, where no key may come twice.
 *
 * Its entries are in the arena; the index that large ones need is not: dict_done or
 * dict_clear returns its memory. Adding cannot fail.
 */
#ifndef BASE_DICT_H
#define BASE_DICT_H

#include "base/arena.h"
#include "base/str.h"
#include "base/table.h"
#include "base/value.h"

struct dict {
	struct value_builder entries;
	struct table index; /* of all keys, or empty while they are few */
};

struct dict dict_new(struct arena *arena);

/* The entry with this key, or NULL; valid until the next dict_add. */
struct value_entry *dict_find(const struct dict *dict, struct str key);

/* Add an entry whose key is not there yet. */
void dict_add(struct dict *dict, struct value_entry entry);

/* The dict as a value; it is empty afterwards. */
struct value dict_done(struct dict *dict);

void dict_clear(struct dict *dict);

#endif
