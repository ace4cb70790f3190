#include "base/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"

#define FIRST_CAP 16

static uint32_t key_hash(struct str key)
{
	return (uint32_t)hash_short(key);
}

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t *find_slot(const struct table *table, struct str key, uint32_t hash)
{
	uint32_t at = hash & table->slot_mask;

	while (table->slots[at]) {
		uint32_t number = table->slots[at] - 1;

		if (table->hashes[number] == hash && str_eq(table->keys[number], key))
			break;
		at = (at + 1) & table->slot_mask;
	}
	return &table->slots[at];
}

static void grow(struct table *table)
{
	uint32_t cap = table->cap ? table->cap * 2 : FIRST_CAP;

	if (cap > UINT32_MAX / 4)
		out_of_memory(SIZE_MAX);
	table->keys = xrealloc_array(table->keys, cap, sizeof(*table->keys));
	table->hashes = xrealloc_array(table->hashes, cap, sizeof(*table->hashes));
	free(table->slots);
	table->slots = xrealloc_array(NULL, (size_t)cap * 2, sizeof(*table->slots));
	memset(table->slots, 0, (size_t)cap * 2 * sizeof(*table->slots));
	table->cap = cap;
	table->slot_mask = cap * 2 - 1;
	for (uint32_t i = 0; i < table->count; i++)
		*find_slot(table, table->keys[i], table->hashes[i]) = i + 1;
}

uint32_t table_find(const struct table *table, struct str key)
{
	return table->count ? *find_slot(table, key, key_hash(key)) - 1 : TABLE_NONE;
}

uint32_t table_add(struct table *table, struct str key, bool *added)
{
	uint32_t hash = key_hash(key);
	uint32_t *slot;
	bool is_new;

	if (table->count == table->cap)
		grow(table);
	slot = find_slot(table, key, hash);
	is_new = *slot == 0;
	if (is_new) {
		table->keys[table->count] = key;
		table->hashes[table->count] = hash;
		*slot = ++table->count;
	}
	if (added)
		*added = is_new;
	return *slot - 1;
}

void table_clear(struct table *table)
{
	free(table->keys);
	free(table->hashes);
	free(table->slots);
	*table = (struct table){ 0 };
}
