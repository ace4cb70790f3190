#include "base/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"

#define FIRST_CAP 16

struct table_slot {
	uint32_t number; /* of the key, plus one; 0: none */
	uint32_t hash;
};

static uint32_t key_hash(struct str key)
{
	return (uint32_t)hash_short(key);
}

/* The slot that holds the key, or the free one where it belongs. */
static struct table_slot *find_slot(const struct table *table, struct str key,
                                    uint32_t hash)
{
	struct table_slot *slot = &table->slots[hash & table->slot_mask];

	while (slot->number &&
	       (slot->hash != hash || !str_eq(table->keys[slot->number - 1], key)))
		slot = slot == &table->slots[table->slot_mask] ? table->slots : slot + 1;
	return slot;
}

static void move_slots(struct table *table, const struct table_slot *old, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t at = old[i].hash & table->slot_mask;

		if (old[i].number == 0)
			continue;
		while (table->slots[at].number)
			at = (at + 1) & table->slot_mask;
		table->slots[at] = old[i];
	}
}

static void grow(struct table *table)
{
	uint32_t cap = table->cap ? table->cap * 2 : FIRST_CAP;
	struct table_slot *old = table->slots;

	if (cap > UINT32_MAX / 4)
		out_of_memory(SIZE_MAX);
	table->keys = xrealloc_array(table->keys, cap, sizeof(*table->keys));
	table->slots = xcalloc((size_t)cap * 2, sizeof(*table->slots));
	table->slot_mask = cap * 2 - 1;
	move_slots(table, old, table->cap * 2);
	table->cap = cap;
	free(old);
}

uint32_t table_find(const struct table *table, struct str key)
{
	return table->count ? find_slot(table, key, key_hash(key))->number - 1
	                    : TABLE_NONE;
}

uint32_t table_add(struct table *table, struct str key, bool *added)
{
	uint32_t hash = key_hash(key);
	struct table_slot *slot;
	bool is_new;

	if (table->count == table->cap)
		grow(table);
	slot = find_slot(table, key, hash);
	is_new = slot->number == 0;
	if (is_new) {
		table->keys[table->count] = key;
		*slot = (struct table_slot){ ++table->count, hash };
	}
	if (added)
		*added = is_new;
	return slot->number - 1;
}

void table_clear(struct table *table)
{
	free(table->keys);
	free(table->slots);
	*table = (struct table){ 0 };
}
