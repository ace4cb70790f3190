#include "build/store.h"

#include "base/files.h"
#include "base/path.h"
#include "fixture.h"
#include "t.h"

#define NAME STR("s")

static const char *problem;

static struct str key_of(uint32_t number)
{
	return arena_printf(&t_arena, "%08u", number);
}

/* A new store with the keys [0, count), each the value of itself. */
static void write_store(struct str folder, uint32_t count)
{
	struct store *store = store_create(folder, NAME, &problem);

	if (!CHECK(store != NULL))
		return;
	for (uint32_t i = 0; i < count; i++)
		CHECK(store_put(store, STORE_PAGES, key_of(i), key_of(i)));
	CHECK(store_commit(store));
	store_close(store);
}

static bool count_one(void *context, struct str key, struct str value)
{
	uint32_t *count = context;

	CHECK_STR(key, key_of(*count));
	CHECK_STR(value, key);
	++*count;
	return true;
}

/* How many keys there are, or minus the status. */
static long count_in(struct str folder)
{
	enum store_status status;
	struct store *store = store_open(folder, NAME, &status);
	uint32_t count = 0;

	if (!store)
		return -(long)status;
	store_each(store, STORE_PAGES, count_one, &count);
	store_close(store);
	return count;
}

TEST(store, holds_what_was_committed_in_order_of_the_keys)
{
	struct str folder = folder_new();

	write_store(folder, 1000);
	CHECK_INT(count_in(folder), 1000);
	write_store(folder, 0);
	CHECK_INT(count_in(folder), 0);
	folder_remove(folder);
}

TEST(store, a_transaction_changes_what_it_names_and_nothing_else)
{
	struct str folder = folder_new();
	enum store_status status;
	struct store *store;

	write_store(folder, 10);
	store = store_open(folder, NAME, &status);
	CHECK(store_begin(store));
	CHECK(store_drop(store, STORE_PAGES, key_of(9)));
	CHECK(store_drop(store, STORE_PAGES, key_of(12345)));
	CHECK(store_put(store, STORE_ABOUT, STR("x"), STR("y")));
	CHECK(store_commit(store));
	store_close(store);
	CHECK_INT(count_in(folder), 9);
	store = store_open(folder, NAME, &status);
	CHECK_STR(store_get(store, STORE_ABOUT, STR("x")), STR("y"));
	CHECK_STR(store_get(store, STORE_ABOUT, STR("z")), STR(""));
	store_close(store);
	folder_remove(folder);
}

TEST(store, a_transaction_that_is_not_committed_leaves_nothing)
{
	struct str folder = folder_new();
	enum store_status status;
	struct store *store;

	write_store(folder, 10);
	store = store_open(folder, NAME, &status);
	CHECK(store_begin(store));
	CHECK(store_empty(store, STORE_PAGES));
	store_close(store);
	CHECK_INT(count_in(folder), 10);
	folder_remove(folder);
}

TEST(store, a_missing_one_is_missing)
{
	CHECK_INT(count_in(STR("/nonexistent/store")), -STORE_MISSING);
}

/* Whatever byte is changed and wherever it is cut, it is damaged, and never opened. */
TEST(store, a_damaged_one_is_told_from_a_sound_one)
{
	struct str folder = folder_new(), whole;
	struct files *files = files_open_disk(folder);
	uint64_t seed = 7;

	write_store(folder, 300);
	CHECK_INT(files_read(files, STR("s.mdb"), 1 << 24, &t_arena, &whole, NULL),
	          FILE_OK);
	for (int i = 0; i < 200; i++) {
		struct arena scratch = { 0 };
		char *bytes = arena_cstr(&scratch, whole);
		size_t len = i % 2 ? random_below(&seed, (uint32_t)whole.len) : whole.len;

		bytes[random_below(&seed, (uint32_t)whole.len)] ^= 16;
		CHECK_INT(files_replace(files, STR("s.mdb"), (struct str){ bytes, len }),
		          FILE_OK);
		CHECK_INT(count_in(folder), -STORE_DAMAGED);
		arena_clear(&scratch);
	}
	CHECK_INT(files_replace(files, STR("s.mdb"), whole), FILE_OK);
	CHECK_INT(count_in(folder), 300);
	CHECK_INT(files_replace(files, STR("s.sum"), STR("no sum")), FILE_OK);
	CHECK_INT(count_in(folder), -STORE_DAMAGED);
	files_close(files);
	folder_remove(folder);
}

/* So a build leaves it that is killed between a transaction and its sum. */
TEST(store, one_without_a_sum_is_taken_as_it_is_unless_it_is_cut_short)
{
	struct str folder = folder_new(), whole;
	struct files *files = files_open_disk(folder);

	write_store(folder, 300);
	CHECK_INT(files_remove(files, STR("s.sum")), FILE_OK);
	CHECK_INT(count_in(folder), 300);
	CHECK_INT(files_read(files, STR("s.mdb"), 1 << 24, &t_arena, &whole, NULL),
	          FILE_OK);
	for (size_t pages = 0; pages * 4096 < whole.len; pages++) {
		CHECK_INT(files_replace(files, STR("s.mdb"),
		                        str_slice(whole, 0, pages * 4096)),
		          FILE_OK);
		CHECK_INT(count_in(folder), -STORE_DAMAGED);
	}
	files_close(files);
	folder_remove(folder);
}

TEST(store, takes_the_place_of_another)
{
	struct str folder = folder_new();
	struct store *store;

	write_store(folder, 10);
	store = store_create(folder, STR("next"), &problem);
	CHECK(store_put(store, STORE_PAGES, key_of(0), key_of(0)));
	CHECK(store_commit(store));
	store_close(store);
	CHECK_INT(count_in(folder), 10);
	CHECK(store_rename(folder, STR("next"), NAME));
	CHECK_INT(count_in(folder), 1);
	CHECK(!store_rename(folder, STR("next"), NAME));
	store_remove(folder, NAME);
	CHECK_INT(count_in(folder), -STORE_MISSING);
	folder_remove(folder);
}

TEST(store, one_that_cannot_be_made_is_none)
{
	CHECK(store_create(STR("/proc/nowhere"), NAME, &problem) == NULL);
	CHECK_STR(str_of(problem), STR("No such file or directory"));
}
