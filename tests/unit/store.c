#include "build/store.h"

#include <lmdb.h>
#include <string.h>

#include "base/files.h"
#include "base/path.h"
#include "fixture.h"
#include "t.h"

static struct written page_of(struct str path, const char *source)
{
	return (struct written){ .path = path,
		                 .source = str_of(source),
		                 .hash = hash_bytes(path),
		                 .size = path.len };
}

static void write_pages(struct str folder, struct written *pages, size_t count)
{
	struct diags diags = { 0 };

	CHECK(store_write(folder, pages, count, &diags));
	CHECK_STR(t_messages(&diags), STR(""));
}

/* A store of one page, which later writing must be able to replace. */
static struct str store_of_one(struct str folder)
{
	struct str store = path_join(&t_arena, folder, STR("state/one"));
	struct written page = page_of(STR("a.html"), "content/a.md");

	write_pages(store, &page, 1);
	return store;
}

static size_t count_in(struct str store)
{
	struct written *pages;
	size_t count;

	store_read(store, &t_arena, &pages, &count);
	return count;
}

TEST(store, what_was_written_is_read_in_order_of_the_paths)
{
	struct str folder = folder_new(), store = path_join(&t_arena, folder, STR("a/b"));
	struct written pages[] = { page_of(STR("b.html"), "content/b.md"),
		                   page_of(STR("a/index.html"), ""),
		                   page_of(STR("a.html"), "content/a.md") };
	struct written *read;
	size_t count;

	write_pages(store, pages, 3);
	store_read(store, &t_arena, &read, &count);
	if (CHECK_INT(count, 3)) {
		CHECK_STR(read[0].path, STR("a.html"));
		CHECK_STR(read[0].source, STR("content/a.md"));
		CHECK_STR(read[1].path, STR("a/index.html"));
		CHECK_STR(read[1].source, STR(""));
		CHECK_STR(read[2].path, STR("b.html"));
		CHECK(hash_eq(read[2].hash, hash_bytes(STR("b.html"))));
		CHECK_INT(read[2].size, 6);
	}
	folder_remove(folder);
}

TEST(store, holds_what_was_written_last_and_no_more)
{
	struct str folder = folder_new(), store = store_of_one(folder);
	struct written page = page_of(STR("b.html"), "");
	struct written *read;
	size_t count;

	write_pages(store, &page, 1);
	store_read(store, &t_arena, &read, &count);
	CHECK_INT(count, 1);
	CHECK_STR(read[0].path, STR("b.html"));
	write_pages(store, NULL, 0);
	CHECK_INT(count_in(store), 0);
	folder_remove(folder);
}

TEST(store, remembers_paths_of_any_length)
{
	struct str folder = folder_new(), store = path_join(&t_arena, folder, STR("s"));
	struct buf path = { 0 };
	struct written page;
	struct written *read;
	size_t count;

	for (int i = 0; i < 100; i++)
		buf_puts(&path, "123456789/");
	page = page_of(buf_str(&path), "content/long.md");
	write_pages(store, &page, 1);
	store_read(store, &t_arena, &read, &count);
	if (CHECK_INT(count, 1)) {
		CHECK_STR(read[0].path, buf_str(&path));
		CHECK_STR(read[0].source, STR("content/long.md"));
	}
	buf_clear(&path);
	folder_remove(folder);
}

/* Stores of many sizes, one after the other: none of them may pass for a damaged one. */
TEST(store, round_trips_whatever_came_before)
{
	struct str folder = folder_new(), store = path_join(&t_arena, folder, STR("s"));
	struct written *pages = ARENA_ARRAY(&t_arena, struct written, 3000);
	uint64_t seed = 18;

	for (uint32_t i = 0; i < 3000; i++)
		pages[i] = page_of(
			arena_printf(&t_arena, "%05u/index.html", i * 7919 % 3000),
			"content/some/where.md");
	for (int round = 0; round < 40; round++) {
		uint32_t count = random_below(&seed, round % 3 ? 3000 : 30);
		struct arena arena = { 0 };
		struct written *read;
		size_t got;

		write_pages(store, pages, count);
		store_read(store, &arena, &read, &got);
		CHECK_INT(got, count);
		for (size_t i = 0; i < got; i++)
			CHECK_STR(read[i].path, pages[i].path);
		arena_clear(&arena);
	}
	folder_remove(folder);
}

TEST(store, a_missing_one_is_empty)
{
	CHECK_INT(count_in(STR("/nonexistent/store")), 0);
}

static void check_damaged(struct str text)
{
	struct str folder = folder_new(), store = store_of_one(folder);
	struct files *files = files_open_disk(store);
	struct written page = page_of(STR("b.html"), "");

	CHECK_INT(files_replace(files, STR("data.mdb"), text), FILE_OK);
	CHECK_INT(count_in(store), 0);
	write_pages(store, &page, 1);
	CHECK_INT(count_in(store), 1);
	files_close(files);
	folder_remove(folder);
}

TEST(store, a_damaged_one_is_empty_and_is_replaced)
{
	struct buf garbage = { 0 };

	buf_add_chars(&garbage, 'x', 100000);
	check_damaged(STR(""));
	check_damaged(STR("short"));
	check_damaged(buf_str(&garbage));
	buf_clear(&garbage);
}

TEST(store, one_that_was_cut_short_is_empty)
{
	struct str folder = folder_new(), store = store_of_one(folder), whole;
	struct files *files = files_open_disk(store);

	CHECK_INT(files_read(files, STR("data.mdb"), 1 << 20, &t_arena, &whole, NULL),
	          FILE_OK);
	for (size_t pages = 0; pages * 4096 < whole.len; pages++)
		check_damaged(str_slice(whole, 0, pages * 4096));
	check_damaged(str_slice(whole, 0, whole.len - 1));
	files_close(files);
	folder_remove(folder);
}

/* Change the format that a store says it has. */
static void set_format(struct str store, const char *format)
{
	char name[] = "format";
	char *text = arena_cstr(&t_arena, str_of(format));
	MDB_val key = { sizeof(name) - 1, name }, data = { strlen(format), text };
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi dbi;

	CHECK_INT(mdb_env_create(&env), 0);
	CHECK_INT(mdb_env_open(env, arena_cstr(&t_arena, store), 0, 0666), 0);
	CHECK_INT(mdb_txn_begin(env, NULL, 0, &txn), 0);
	CHECK_INT(mdb_dbi_open(txn, NULL, 0, &dbi), 0);
	CHECK_INT(mdb_put(txn, dbi, &key, &data, 0), 0);
	CHECK_INT(mdb_txn_commit(txn), 0);
	mdb_env_close(env);
}

TEST(store, one_of_another_format_is_empty_and_is_replaced)
{
	struct str folder = folder_new(), store = store_of_one(folder);

	set_format(store, "broadsheet 99");
	CHECK_INT(count_in(store), 0);
	store = store_of_one(folder);
	CHECK_INT(count_in(store), 1);
	folder_remove(folder);
}

TEST(store, one_that_cannot_be_written_is_an_error)
{
	struct str folder = folder_new();
	struct files *files = files_open_disk(folder);
	struct str store = path_join(&t_arena, folder, STR("file/store"));
	struct diags diags = { 0 };

	CHECK_INT(files_create(files, STR("file"), STR("")), FILE_OK);
	CHECK(!store_write(store, NULL, 0, &diags));
	CHECK_STR(t_messages(&diags),
	          arena_printf(&t_arena,
	                       "%.*s: error: cannot open the state: it is not a folder\n",
	                       STR_ARG(store)));
	files_close(files);
	folder_remove(folder);
}

TEST(store, each_output_has_a_folder_of_its_own)
{
	struct str one = store_folder(&t_arena, STR("public"));

	CHECK(str_has_prefix(one, STR(".broadsheet/public-")));
	CHECK_STR(store_folder(&t_arena, STR("public")), one);
	CHECK(!str_eq(store_folder(&t_arena, STR("Public")), one));
	CHECK(!str_eq(store_folder(&t_arena, STR("public/")), one));
	CHECK_INT(str_find_last_char(store_folder(&t_arena, STR("../a/b")), '/'), 11);
}
