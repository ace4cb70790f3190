#include "build/settle.h"

#include "t.h"

#define MS 1000000LL

static struct settle settle;

/* "a b" or "rescan" or "nothing": what is taken at that time. */
static struct str taken(int64_t ms)
{
	struct changes changes;
	struct buf out = { 0 };
	struct str kept;

	if (!settle_take(&settle, ms * MS, &t_arena, &changes))
		return STR("nothing");
	if (changes.rescan) {
		CHECK_INT(changes.paths.count, 0);
		return STR("rescan");
	}
	for (size_t i = 0; i < changes.paths.count; i++)
		buf_printf(&out, "%s%.*s", i ? " " : "", STR_ARG(changes.paths.items[i]));
	kept = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return kept;
}

static void note(const char *path, enum settle_note note, int64_t ms)
{
	settle_note(&settle, str_of(path), note, ms * MS);
}

static void note_many(unsigned count, int64_t ms)
{
	for (unsigned i = 0; i < count; i++)
		settle_note(&settle, arena_printf(&t_arena, "%u", i), SETTLE_DONE,
		            ms * MS);
}

TEST(settle, one_save_waits_two_milliseconds)
{
	CHECK(settle_due(&settle) == SETTLE_NEVER);
	CHECK_STR(taken(0), STR("nothing"));
	note("b", SETTLE_DONE, 10);
	CHECK_INT(settle_due(&settle), 12 * MS);
	note("a", SETTLE_DONE, 11);
	note("b", SETTLE_DONE, 11);
	CHECK_STR(taken(12), STR("nothing"));
	CHECK_STR(taken(13), STR("a b"));
	CHECK(settle_due(&settle) == SETTLE_NEVER);
	settle_clear(&settle);
}

TEST(settle, a_file_being_written_waits_until_it_is_closed)
{
	note("a", SETTLE_UNSURE, 0);
	note("a", SETTLE_TOUCHED, 5);
	CHECK_STR(taken(50), STR("nothing"));
	note("a", SETTLE_DONE, 50);
	CHECK_STR(taken(52), STR("a"));
	note("a", SETTLE_TOUCHED, 60);
	CHECK_STR(taken(62), STR("a"));
	settle_clear(&settle);
}

TEST(settle, or_until_it_was_quiet_for_long)
{
	note("a", SETTLE_DONE, 0);
	note("a", SETTLE_UNSURE, 1);
	note("a", SETTLE_UNSURE, 90);
	CHECK_STR(taken(189), STR("nothing"));
	CHECK_STR(taken(190), STR("a"));
	settle_clear(&settle);
}

TEST(settle, what_is_unsure_holds_nothing_else_up)
{
	note("a", SETTLE_UNSURE, 0);
	note("b", SETTLE_DONE, 1);
	CHECK_STR(taken(3), STR("b"));
	CHECK_INT(settle_due(&settle), 100 * MS);
	note("c", SETTLE_DONE, 99);
	CHECK_STR(taken(100), STR("a c"));
	settle_clear(&settle);
}

TEST(settle, many_wait_longer_and_come_together)
{
	note_many(1000, 0);
	CHECK_STR(taken(29), STR("nothing"));
	note("last", SETTLE_DONE, 29);
	CHECK_STR(taken(58), STR("nothing"));
	CHECK_STR(str_slice(taken(59), 0, 8), STR("0 1 10 1"));
	settle_clear(&settle);
}

TEST(settle, an_endless_stream_is_reported_all_the_same)
{
	for (int64_t ms = 0; ms < 500; ms++) {
		note("done", SETTLE_DONE, ms);
		note("open", SETTLE_UNSURE, ms);
		CHECK_STR(taken(ms), STR("nothing"));
	}
	CHECK_STR(taken(500), STR("done open"));
	settle_clear(&settle);
}

TEST(settle, rescan_covers_every_path)
{
	note("a", SETTLE_DONE, 0);
	note("b", SETTLE_UNSURE, 0);
	settle_rescan(&settle, 1 * MS);
	note("c", SETTLE_DONE, 20);
	CHECK_STR(taken(49), STR("nothing"));
	CHECK_STR(taken(50), STR("rescan"));
	note("d", SETTLE_DONE, 60);
	CHECK_STR(taken(62), STR("d"));
	settle_clear(&settle);
}

TEST(settle, too_many_paths_become_a_rescan)
{
	note_many(100001, 0);
	CHECK_STR(taken(30), STR("rescan"));
	settle_clear(&settle);
}
