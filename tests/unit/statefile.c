#include "build/statefile.h"

#include "base/path.h"
#include "fixture.h"
#include "t.h"

static void never_busy(void *context)
{
	(void)context;
	CHECK(false);
}

static enum state_found open_state(struct state *state, struct str folder, uint64_t tree)
{
	CHECK_INT(state_open(state, folder, never_busy, NULL), FILE_OK);
	return statefile_load(state, tree);
}

static void add_page(struct state *state, const char *path, const char *text)
{
	struct fact fact = { .kind = FACT_PAGE,
		             .key = str_of(path),
		             .seen = hash_bytes(str_of(text)) };
	struct known_page *page = state_add_page(state, str_of(path));

	page->facts = ARENA_NEW(&state->arena, uint32_t);
	page->facts[0] = state_add_fact(state, &fact);
	page->fact_count = 1;
	page->has_trace = page->is_dirty = state->is_changed = true;
	page->hash = hash_bytes(str_of(text));
	state_keep(state, &page->reasons, STR("it was not known"));
}

/* Save a state of one page, and close it. */
static void save_one(struct str folder)
{
	struct state state;

	CHECK_INT(open_state(&state, folder, 0), STATE_NONE);
	add_page(&state, "a.html", "a");
	CHECK(statefile_save(&state) == NULL);
	state_close(&state);
}

static void check_pages(struct str folder, uint64_t tree, const char *want)
{
	struct state state;
	struct buf names = { 0 };

	CHECK_INT(open_state(&state, folder, tree), STATE_FOUND);
	for (uint32_t i = 0; i < state.page_paths.count; i++) {
		CHECK(state.pages[i].has_trace);
		CHECK_STR(state.facts.items[state.pages[i].facts[0]].key,
		          state.pages[i].path);
		buf_printf(&names, "%.*s ", STR_ARG(state.pages[i].path));
	}
	CHECK_STR(buf_str(&names), str_of(want));
	buf_clear(&names);
	state_close(&state);
}

TEST(statefile, what_is_saved_is_loaded)
{
	struct str folder = folder_new();
	struct state state;

	save_one(folder);
	check_pages(folder, 0, "a.html ");
	CHECK_INT(open_state(&state, folder, 0), STATE_FOUND);
	CHECK(hash_eq(state_page(&state, STR("a.html"))->hash, hash_bytes(STR("a"))));
	CHECK_STR(state_page(&state, STR("a.html"))->reasons, STR("it was not known"));
	state_page(&state, STR("a.html"))->is_dirty = true;
	state_page(&state, STR("a.html"))->is_gone = state.is_changed = true;
	add_page(&state, "b.html", "b");
	CHECK(statefile_save(&state) == NULL);
	state_close(&state);
	check_pages(folder, 0, "b.html ");
	folder_remove(folder);
}

/* The state of a fresh tree counts once the tree is where the output is. */
TEST(statefile, a_fresh_tree_that_was_put_in_place_brings_its_state)
{
	struct str folder = folder_new();
	struct state state;

	save_one(folder);
	CHECK_INT(open_state(&state, folder, 41), STATE_FOUND);
	state_distrust(&state);
	add_page(&state, "fresh.html", "f");
	state_page(&state, STR("a.html"))->is_gone = true;
	CHECK(statefile_save_fresh(&state, 42) == NULL);
	state_close(&state); /* killed here, before or after the tree was swapped in */
	check_pages(folder, 42, "fresh.html ");
	check_pages(folder, 42, "fresh.html ");
	folder_remove(folder);
}

TEST(statefile, a_fresh_tree_that_was_not_put_in_place_leaves_the_old_state)
{
	struct str folder = folder_new();
	struct state state;

	save_one(folder);
	CHECK_INT(open_state(&state, folder, 41), STATE_FOUND);
	state_distrust(&state);
	add_page(&state, "fresh.html", "f");
	CHECK(statefile_save_fresh(&state, 42) == NULL);
	state_close(&state);
	check_pages(folder, 41, "a.html ");
	check_pages(folder, 42, "a.html "); /* and what was not used is gone */
	folder_remove(folder);
}

TEST(statefile, a_damaged_store_and_one_of_another_format_are_not_used)
{
	struct str folder = folder_new();
	struct files *files = files_open_disk(folder);
	struct state state;
	struct store *store;
	enum store_status status;

	save_one(folder);
	CHECK_INT(files_replace(files, STR("state.mdb"), STR("rubbish")), FILE_OK);
	CHECK_INT(open_state(&state, folder, 0), STATE_DAMAGED);
	CHECK_INT(state.page_paths.count, 0);
	add_page(&state, "a.html", "a");
	CHECK(statefile_save(&state) == NULL);
	state_close(&state);
	check_pages(folder, 0, "a.html ");

	store = store_open(folder, STR("state"), &status);
	CHECK(store_begin(store));
	CHECK(store_put(store, STORE_ABOUT, STR("format"), STR("broadsheet 99")));
	CHECK(store_commit(store));
	store_close(store);
	CHECK_INT(open_state(&state, folder, 0), STATE_DAMAGED);
	state_close(&state);
	files_close(files);
	folder_remove(folder);
}

TEST(statefile, of_another_program_only_the_files_are_known)
{
	struct str folder = folder_new();
	struct state state;

	CHECK_INT(open_state(&state, folder, 0), STATE_NONE);
	add_page(&state, "a.html", "a");
	state.program = hash_bytes(STR("another program"));
	CHECK(statefile_save(&state) == NULL);
	state_close(&state);
	CHECK_INT(open_state(&state, folder, 0), STATE_OTHER_PROGRAM);
	CHECK(!state_page(&state, STR("a.html"))->has_trace);
	CHECK(hash_eq(state_page(&state, STR("a.html"))->hash, hash_bytes(STR("a"))));
	CHECK_INT(state.facts.count, 0);
	state_close(&state);
	folder_remove(folder);
}

/* Facts that nobody reads any more do not pile up for ever. */
TEST(statefile, idle_facts_are_dropped_and_the_others_keep_their_readers)
{
	struct str folder = folder_new();
	struct state state;

	CHECK_INT(open_state(&state, folder, 0), STATE_NONE);
	for (uint32_t i = 0; i < 5000; i++) {
		struct fact fact = { .kind = FACT_CARD,
			             .key = arena_printf(&t_arena, "idle %u", i) };

		state_add_fact(&state, &fact);
	}
	add_page(&state, "a.html", "a");
	CHECK(statefile_save(&state) == NULL);
	state_close(&state);
	CHECK_INT(open_state(&state, folder, 0), STATE_FOUND);
	CHECK_INT(state.facts.count, 1);
	add_page(&state, "b.html", "b");
	CHECK(statefile_save(&state) == NULL);
	state_close(&state);
	check_pages(folder, 0, "a.html b.html ");
	CHECK_INT(open_state(&state, folder, 0), STATE_FOUND);
	CHECK_INT(state.facts.count, 2);
	state_close(&state);
	folder_remove(folder);
}

TEST(statefile, one_process_holds_it_and_another_can_look)
{
	struct str folder = folder_new();
	struct state holder, other;

	save_one(folder);
	CHECK_INT(open_state(&holder, folder, 0), STATE_FOUND);
	CHECK_INT(state_peek(&other, folder), FILE_OK);
	CHECK_INT(statefile_peek(&other), STATE_FOUND);
	CHECK(state_page(&other, STR("a.html")) != NULL);
	state_close(&other);
	state_close(&holder);
	CHECK_INT(state_peek(&other, STR("/nonexistent")), FILE_MISSING);
	state_close(&other);
	folder_remove(folder);
}
