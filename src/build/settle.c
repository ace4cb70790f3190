#include "build/settle.h"

#include <stdlib.h>

#define MS 1000000LL

/* Events of one save are microseconds apart; a reader notices nothing below ten of these.
 */
#define QUIET (2 * MS)

/* So many paths are a checkout or a copy, which may pause for the disk in between. */
#define MANY       64
#define MANY_QUIET (30 * MS)

/* Editors wait for the disk (fsync) between moving the old file away and closing the new.
 */
#define UNSURE_QUIET (100 * MS)

/* Who saves all the time still sees something. */
#define LONGEST (500 * MS)

/* To look at everything is then no slower than to look at each, and memory has an end. */
#define PATHS_MAX 100000

static int64_t earlier(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static void empty(struct settle *settle)
{
	table_clear(&settle->paths);
	arena_reset(&settle->arena);
	settle->done = settle->waiting = (struct settle_group){ 0 };
}

void settle_note(struct settle *settle, struct str path, enum settle_note note,
                 int64_t now)
{
	uint32_t number = table_find(&settle->paths, path);
	bool unsure = note == SETTLE_UNSURE;
	struct settle_group *group;

	if (settle->rescan) {
		settle->done.last = now;
		return;
	}
	if (number == TABLE_NONE && settle->paths.count == PATHS_MAX) {
		settle_rescan(settle, now);
		return;
	}
	if (settle->paths.count == 0)
		settle->first = now;
	if (number == TABLE_NONE) {
		number = table_add(&settle->paths, arena_str(&settle->arena, path), NULL);
		if (number >= settle->cap) {
			settle->cap = settle->cap ? settle->cap * 2 : 64;
			settle->unsure = xrealloc_array(settle->unsure, settle->cap,
			                                sizeof(*settle->unsure));
		}
	} else {
		if (note == SETTLE_TOUCHED)
			unsure = settle->unsure[number];
		/* It counts anew, among those it belongs to now. */
		if (settle->unsure[number])
			settle->waiting.count--;
		else
			settle->done.count--;
	}
	settle->unsure[number] = unsure;
	group = unsure ? &settle->waiting : &settle->done;
	group->count++;
	group->last = now;
}

void settle_rescan(struct settle *settle, int64_t now)
{
	if (settle->paths.count == 0 && !settle->rescan)
		settle->first = now;
	empty(settle);
	settle->rescan = true;
	/* As many: whatever made it necessary is likely to go on for a while. */
	settle->done = (struct settle_group){ MANY, now };
}

/* When a group was quiet for long enough, or all of them have waited for too long. */
static int64_t due_of(const struct settle *settle, const struct settle_group *group,
                      int64_t quiet)
{
	return group->count ? earlier(group->last + quiet, settle->first + LONGEST)
	                    : SETTLE_NEVER;
}

static int64_t unsure_due(const struct settle *settle)
{
	return due_of(settle, &settle->waiting, UNSURE_QUIET);
}

int64_t settle_due(const struct settle *settle)
{
	int64_t quiet = settle->done.count < MANY ? QUIET : MANY_QUIET;

	return earlier(due_of(settle, &settle->done, quiet), unsure_due(settle));
}

static int compare_paths(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* Copy the paths that are unsure, or those that are not. */
static struct strs choose(const struct settle *settle, bool unsure, struct arena *arena)
{
	size_t most = settle->paths.count, count = 0;
	struct str *paths = ARENA_ARRAY(arena, struct str, most);

	for (uint32_t i = 0; i < settle->paths.count; i++)
		if (settle->unsure[i] == unsure)
			paths[count++] = arena_str(arena, settle->paths.keys[i]);
	qsort(paths, count, sizeof(*paths), compare_paths);
	return (struct strs){ paths, count };
}

bool settle_take(struct settle *settle, int64_t now, struct arena *arena,
                 struct changes *changes)
{
	struct settle_group waiting = settle->waiting;
	int64_t first = settle->first;
	struct arena scratch = { 0 };
	struct strs left;

	*changes = (struct changes){ 0 };
	if (now < settle_due(settle))
		return false;
	if (now >= unsure_due(settle)) {
		for (uint32_t i = 0; i < settle->paths.count; i++)
			settle->unsure[i] = false;
	}
	changes->rescan = settle->rescan;
	changes->paths = choose(settle, false, arena);
	left = choose(settle, true, &scratch);
	empty(settle);
	settle->rescan = false;
	for (size_t i = 0; i < left.count; i++)
		settle_note(settle, left.items[i], SETTLE_UNSURE, waiting.last);
	settle->first = first;
	arena_clear(&scratch);
	return true;
}

void settle_clear(struct settle *settle)
{
	table_clear(&settle->paths);
	arena_clear(&settle->arena);
	free(settle->unsure);
	*settle = (struct settle){ 0 };
}
