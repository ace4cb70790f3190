/* What only files in memory promise. See files.c, too. */
#include "base/files.h"
#include "base/pool.h"
#include "fixture.h"
#include "t.h"

TEST(memory, gives_every_version_of_a_file_its_own_time)
{
	struct files *files = files_open_memory();
	struct file_info first, second;

	CHECK_INT(files_replace(files, STR("a"), STR("x")), FILE_OK);
	CHECK_INT(files_stat(files, STR("a"), &first), FILE_OK);
	CHECK_INT(files_replace(files, STR("a"), STR("x")), FILE_OK);
	CHECK_INT(files_stat(files, STR("a"), &second), FILE_OK);
	CHECK(second.mtime_ns > first.mtime_ns);
	files_close(files);
}

TEST(memory, keeps_copies_of_what_it_is_given)
{
	struct files *files = files_open_memory();
	char path[] = "a", text[] = "old";
	struct str got;

	CHECK_INT(files_create(files, str_of(path), str_of(text)), FILE_OK);
	path[0] = text[0] = 'X';
	CHECK_INT(files_read(files, STR("a"), 10, &t_arena, &got, NULL), FILE_OK);
	CHECK_INT(files_remove(files, STR("a")), FILE_OK);
	files_close(files);
	CHECK_STR(got, STR("old"));
}

static void write_item(void *context, unsigned worker, size_t item)
{
	struct files *files = context;
	struct arena arena = { 0 };
	struct str path = arena_printf(&arena, "%zu", item), text;

	(void)worker;
	CHECK_INT(files_create(files, path, path), FILE_OK);
	CHECK_INT(files_read(files, path, 100, &arena, &text, NULL), FILE_OK);
	CHECK_STR(text, path);
	arena_clear(&arena);
}

TEST(memory, serves_many_threads)
{
	struct files *files = files_open_memory();
	struct pool *pool = pool_new(4);
	struct file_entry *entries;
	size_t count;

	pool_run(pool, 300, write_item, files);
	pool_free(pool);
	CHECK_INT(files_list(files, STR(""), &t_arena, &entries, &count), FILE_OK);
	CHECK_INT(count, 300);
	files_close(files);
}
