#include "base/hashset.h"

#include <stdlib.h>

#include "base/arena.h"

#define FIRST_SLOTS 16

/* The slot that holds the hash's number, or the free one where it belongs. */
static uint32_t *find_slot(const struct hashset *set, struct hash hash)
{
	uint32_t mask = set->slot_count - 1;
	uint32_t at = (uint32_t)hash.low & mask;

	while (set->slots[at] && !hash_eq(set->hashes[set->slots[at] - 1], hash))
		at = (at + 1) & mask;
	return &set->slots[at];
}

/* The old ones go first, lest both be in memory: the hashes tell where all belong. */
static void grow_slots(struct hashset *set)
{
	if (set->slot_count > UINT32_MAX / 2)
		out_of_memory(SIZE_MAX);
	free(set->slots);
	set->slot_count = set->slot_count ? set->slot_count * 2 : FIRST_SLOTS;
	set->slots = xcalloc(set->slot_count, sizeof(*set->slots));
	for (uint32_t i = 0; i < set->count; i++)
		*find_slot(set, set->hashes[i]) = i + 1;
}

static void grow_hashes(struct hashset *set)
{
	set->cap += set->cap / 2 + FIRST_SLOTS;
	set->hashes = xrealloc_array(set->hashes, set->cap, sizeof(*set->hashes));
}

uint32_t hashset_find(const struct hashset *set, struct str string)
{
	return set->count ? *find_slot(set, hash_bytes(string)) - 1 : HASHSET_NONE;
}

uint32_t hashset_add(struct hashset *set, struct str string, bool *added)
{
	struct hash hash = hash_bytes(string);
	uint32_t *slot;
	bool is_new;

	if (set->count >= set->slot_count / 4 * 3)
		grow_slots(set);
	if (set->count == set->cap)
		grow_hashes(set);
	slot = find_slot(set, hash);
	is_new = *slot == 0;
	if (is_new) {
		set->hashes[set->count] = hash;
		*slot = ++set->count;
	}
	if (added)
		*added = is_new;
	return *slot - 1;
}

void hashset_clear(struct hashset *set)
{
	free(set->hashes);
	free(set->slots);
	*set = (struct hashset){ 0 };
}
