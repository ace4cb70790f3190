/*
 * hashset: a set of strings that are known by their 128-bit hashes alone, numbered from 0
 * in the order they were added.
 *
 * As a table (table.h), and of a million strings without their bytes: some 25 bytes for
 * each, however long. Strings of one hash are one; by chance that does not happen, and
 * who makes it happen (the hash is not cryptographic) fools only the set that he fills.
 * Owns its memory; hashset_clear returns it. Cannot fail. One thread at a time.
 */
#ifndef BASE_HASHSET_H
#define BASE_HASHSET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"

#define HASHSET_NONE UINT32_MAX

struct hashset {
	uint32_t count;
	struct hash *hashes; /* private from here; by number */
	uint32_t cap;
	uint32_t *slots; /* numbers plus one; 0: none */
	uint32_t slot_count;
};

/* The string's number, or HASHSET_NONE. */
uint32_t hashset_find(const struct hashset *set, struct str string);

/* The string's number; *added (may be NULL) says whether it is new. */
uint32_t hashset_add(struct hashset *set, struct str string, bool *added);

void hashset_clear(struct hashset *set);

#endif
