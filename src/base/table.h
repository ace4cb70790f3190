/*
 * table: a set of strings, numbered from 0 in the order they were added.
 *
 * The number indexes an array of the caller's, which makes it a map of anything;
 * walking 0..count-1 visits the keys in insertion order, whatever their hashes.
 * Owns its slots, not the bytes of its keys: these must outlive it. The zero
 * value is empty and ready for use; table_clear returns the memory. Keys cannot
 * be removed. Adding cannot fail. Reading is safe from many threads at once.
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define TABLE_NONE UINT32_MAX

struct table {
	struct str *keys; /* count of them */
	uint32_t count;
	struct table_slot *slots; /* private from here */
	uint32_t cap, slot_mask;
};

/* The key's number, or TABLE_NONE. */
uint32_t table_find(const struct table *table, struct str key);

/*
 * The key's number; *added (may be NULL) says whether it is new. A key that is may be
 * put in the place of its like: keys[number].
 */
uint32_t table_add(struct table *table, struct str key, bool *added);

void table_clear(struct table *table);

#endif
