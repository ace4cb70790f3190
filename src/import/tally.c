#include "import/tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static struct tally_entry *slot_of(struct tally_entry *entries, size_t cap, uint64_t hash)
{
	size_t at = (size_t)hash & (cap - 1);

	while (entries[at].hash != 0 && entries[at].hash != hash)
		at = (at + 1) & (cap - 1);
	return &entries[at];
}

/* Move what was seen or marked more than floor times to a table of cap slots. */
static void rebuild(struct tally *tally, size_t cap, uint32_t floor)
{
	struct tally_entry *entries = xmalloc(cap * sizeof(*entries));
	size_t kept = 0;

	memset(entries, 0, cap * sizeof(*entries));
	for (size_t i = 0; i < tally->cap; i++) {
		const struct tally_entry *entry = &tally->entries[i];

		if (entry->hash == 0 || (entry->count <= floor && entry->marked <= floor))
			continue;
		*slot_of(entries, cap, entry->hash) = *entry;
		kept++;
	}
	free(tally->entries);
	*tally = (struct tally){ entries, kept, cap };
}

static void make_room(struct tally *tally)
{
	size_t cap = tally->cap ? tally->cap : 512;

	if (tally->count < cap / 2 && tally->cap > 0)
		return;
	if (tally->cap == 0 || tally->count < TALLY_MAX) {
		rebuild(tally, tally->cap ? 2 * cap : cap, 0);
		return;
	}
	for (uint32_t floor = 1; tally->count > TALLY_MAX / 2; floor *= 2)
		rebuild(tally, cap, floor);
}

struct tally_entry *tally_add(struct tally *tally, uint64_t hash)
{
	struct tally_entry *entry;

	make_room(tally);
	hash += hash == 0;
	entry = slot_of(tally->entries, tally->cap, hash);
	if (entry->hash == 0) {
		entry->hash = hash;
		tally->count++;
	}
	return entry;
}

const struct tally_entry *tally_find(const struct tally *tally, uint64_t hash)
{
	const struct tally_entry *entry;

	if (tally->cap == 0)
		return NULL;
	hash += hash == 0;
	entry = slot_of(tally->entries, tally->cap, hash);
	return entry->hash != 0 ? entry : NULL;
}

void tally_clear(struct tally *tally)
{
	free(tally->entries);
	*tally = (struct tally){ 0 };
}
