/* What only a real disk has: links, pipes, permissions, threads. See files.c, too. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "base/path.h"
#include "base/pool.h"
#include "fixture.h"
#include "t.h"

static const char *below(struct str folder, const char *name)
{
	return path_join(&t_arena, folder, str_of(name)).ptr;
}

TEST(disk, a_folder_that_is_not_there_is_missing_not_broken)
{
	struct str folder = folder_new(), text;
	struct files *files =
		files_open_disk(path_join(&t_arena, folder, STR("not/yet")));
	struct file_entry *entries;
	struct file_info info;
	size_t count;

	CHECK_INT(files_read(files, STR("a"), 10, &t_arena, &text, NULL), FILE_MISSING);
	CHECK_INT(files_read_start(files, STR("a"), 10, &t_arena, &text), FILE_MISSING);
	CHECK_INT(files_stat(files, STR(""), &info), FILE_MISSING);
	CHECK_INT(files_list(files, STR(""), &t_arena, &entries, &count), FILE_MISSING);
	CHECK_INT(files_create(files, STR("a"), STR("")), FILE_MISSING);
	CHECK_INT(files_replace(files, STR("a"), STR("")), FILE_MISSING);
	CHECK_INT(files_rename(files, STR("a"), STR("b")), FILE_MISSING);
	CHECK_INT(files_remove(files, STR("a")), FILE_MISSING);
	CHECK_INT(files_remove_tree(files, STR("a")), FILE_OK);
	/* It comes into being when it is wanted. */
	CHECK_INT(files_make_folder(files, STR("a/b")), FILE_OK);
	CHECK_INT(files_create(files, STR("a/b/c"), STR("text")), FILE_OK);
	CHECK(access(below(folder, "not/yet/a/b/c"), R_OK) == 0);
	files_close(files);
	folder_remove(folder);
}

TEST(disk, a_folder_may_come_into_being_after_it_was_opened)
{
	struct str folder = folder_new();
	struct files *files = files_open_disk(path_join(&t_arena, folder, STR("late")));
	struct file_info info;

	CHECK(mkdir(below(folder, "late"), 0777) == 0);
	CHECK_INT(files_stat(files, STR(""), &info), FILE_OK);
	files_close(files);
	folder_remove(folder);
}

TEST(disk, a_root_that_is_a_file_is_no_folder)
{
	struct str folder = folder_new(), text;
	struct files *above = files_open_disk(folder);
	struct files *files = files_open_disk(path_join(&t_arena, folder, STR("file")));

	CHECK_INT(files_create(above, STR("file"), STR("")), FILE_OK);
	CHECK_INT(files_read(files, STR("a"), 10, &t_arena, &text, NULL),
	          FILE_NOT_FOLDER);
	CHECK_INT(files_make_folder(files, STR("a")), FILE_NOT_FOLDER);
	files_close(files);
	files_close(above);
	folder_remove(folder);
}

TEST(disk, names_that_no_disk_can_hold_are_refused)
{
	struct str folder = folder_new(), text;
	struct files *files = files_open_disk(folder);
	struct buf name = { 0 };

	buf_add_chars(&name, 'x', 300);
	CHECK_INT(files_create(files, buf_str(&name), STR("")), FILE_TOO_LARGE);
	buf_add_chars(&name, 'x', 10000);
	CHECK_INT(files_create(files, buf_str(&name), STR("")), FILE_TOO_LARGE);
	CHECK_INT(files_read(files, STR("a\0b"), 10, &t_arena, &text, NULL),
	          FILE_MISSING);
	buf_clear(&name);
	files_close(files);
	folder_remove(folder);
}

TEST(disk, makes_and_removes_folders_as_deep_as_a_path_is_long)
{
	struct str folder = folder_new();
	struct files *files = files_open_disk(folder);
	struct buf path = { 0 };

	for (int i = 0; i < 400; i++)
		buf_puts(&path, "deep/");
	buf_puts(&path, "er");
	CHECK_INT(files_make_folder(files, buf_str(&path)), FILE_OK);
	CHECK_INT(files_make_folder(files, buf_str(&path)), FILE_OK);
	CHECK_INT(files_remove_tree(files, STR("deep")), FILE_OK);
	buf_clear(&path);
	files_close(files);
	folder_remove(folder);
}

TEST(disk, follows_links_but_never_to_remove)
{
	struct str folder = folder_new(), text;
	struct files *files = files_open_disk(folder);
	struct file_entry *entries;
	struct file_info info;
	size_t count;

	CHECK_INT(files_make_folder(files, STR("real")), FILE_OK);
	CHECK_INT(files_create(files, STR("real/a"), STR("text")), FILE_OK);
	CHECK_INT(files_make_folder(files, STR("tree")), FILE_OK);
	CHECK(symlink("../real", below(folder, "tree/folder")) == 0);
	CHECK(symlink("../real/a", below(folder, "tree/file")) == 0);
	CHECK(symlink("nowhere", below(folder, "tree/dangling")) == 0);
	CHECK(symlink("self", below(folder, "tree/self")) == 0);
	CHECK_INT(files_list(files, STR("tree"), &t_arena, &entries, &count), FILE_OK);
	CHECK_INT(count, 4);
	CHECK_INT(entries[0].type, FILE_OTHER);
	CHECK_INT(entries[1].type, FILE_REGULAR);
	CHECK_INT(entries[2].type, FILE_FOLDER);
	CHECK_INT(entries[3].type, FILE_OTHER);
	CHECK_INT(files_read(files, STR("tree/folder/a"), 10, &t_arena, &text, NULL),
	          FILE_OK);
	CHECK_INT(files_read(files, STR("tree/self"), 10, &t_arena, &text, NULL),
	          FILE_LOOP);
	CHECK_INT(files_stat(files, STR("tree/dangling"), &info), FILE_MISSING);
	CHECK_INT(files_remove_tree(files, STR("tree")), FILE_OK);
	CHECK_INT(files_stat(files, STR("tree"), &info), FILE_MISSING);
	CHECK_INT(files_stat(files, STR("real/a"), &info), FILE_OK);
	files_close(files);
	folder_remove(folder);
}

TEST(disk, a_pipe_is_no_file_and_does_not_stop_the_build)
{
	struct str folder = folder_new(), text;
	struct files *files = files_open_disk(folder);

	CHECK(mkfifo(below(folder, "pipe"), 0666) == 0);
	CHECK_INT(files_read(files, STR("pipe"), 10, &t_arena, &text, NULL), FILE_FAILED);
	files_close(files);
	folder_remove(folder);
}

TEST(disk, what_may_not_be_read_is_denied)
{
	struct str folder = folder_new(), text;
	struct files *files = files_open_disk(folder);

	if (geteuid() == 0)
		t_skip("root may read everything");
	CHECK_INT(files_create(files, STR("a"), STR("secret")), FILE_OK);
	CHECK(chmod(below(folder, "a"), 0) == 0);
	if (geteuid() != 0)
		CHECK_INT(files_read(files, STR("a"), 10, &t_arena, &text, NULL),
		          FILE_DENIED);
	files_close(files);
	folder_remove(folder);
}

TEST(disk, reads_files_that_say_they_are_empty)
{
	struct files *files = files_open_disk(STR("/proc/self"));
	struct str text = { 0 };

	if (files_read(files, STR("status"), 1 << 20, &t_arena, &text, NULL) != FILE_OK)
		t_skip("there is no /proc");
	else
		CHECK(text.len > 100);
	files_close(files);
}

#define WRITERS 200

static void write_item(void *context, unsigned worker, size_t item)
{
	struct files *files = context;
	struct arena arena = { 0 };
	struct str folder = arena_printf(&arena, "f/%zu/g", item % 5);
	struct str own = arena_printf(&arena, "%.*s/%zu", STR_ARG(folder), item);
	struct str shared = arena_printf(&arena, "%.*s/shared", STR_ARG(folder)), text;

	(void)worker;
	CHECK_INT(files_make_folder(files, folder), FILE_OK);
	CHECK_INT(files_create(files, own, own), FILE_OK);
	CHECK_INT(files_replace(files, shared, STR("always the same text")), FILE_OK);
	CHECK_INT(files_read(files, shared, 100, &arena, &text, NULL), FILE_OK);
	CHECK_STR(text, STR("always the same text"));
	arena_clear(&arena);
}

TEST(disk, serves_many_threads_even_before_it_is_there)
{
	struct str folder = folder_new();
	struct files *files = files_open_disk(path_join(&t_arena, folder, STR("a/b/c")));
	struct pool *pool = pool_new(4);
	struct file_entry *entries;
	size_t count;

	pool_run(pool, WRITERS, write_item, files);
	pool_free(pool);
	CHECK_INT(files_list(files, STR("f/3/g"), &t_arena, &entries, &count), FILE_OK);
	CHECK_INT(count, WRITERS / 5 + 1);
	files_close(files);
	folder_remove(folder);
}

TEST(disk, a_confined_folder_gives_nothing_from_outside)
{
	struct str folder = folder_new(), text;
	struct files *files = files_open_disk(folder);
	struct file_entry *entries;
	size_t count;

	CHECK_INT(files_make_folder(files, STR("in/deep")), FILE_OK);
	CHECK_INT(files_make_folder(files, STR("inside")), FILE_OK);
	CHECK_INT(files_create(files, STR("in/deep/a"), STR("mine")), FILE_OK);
	CHECK_INT(files_create(files, STR("inside/b"), STR("not mine")), FILE_OK);
	CHECK(symlink("deep/a", below(folder, "in/good")) == 0);
	CHECK(symlink("../inside/b", below(folder, "in/bad")) == 0);
	CHECK(symlink("../inside", below(folder, "in/way")) == 0);
	CHECK_INT(files_read(files, STR("in/bad"), 10, &t_arena, &text, NULL), FILE_OK);
	CHECK_INT(files_confine(files, STR("none")), FILE_MISSING);
	CHECK_INT(files_confine(files, STR("in")), FILE_OK);
	CHECK_INT(files_read(files, STR("in/deep/a"), 10, &t_arena, &text, NULL),
	          FILE_OK);
	CHECK_INT(files_read(files, STR("in/good"), 10, &t_arena, &text, NULL), FILE_OK);
	CHECK_STR(text, STR("mine"));
	CHECK_INT(files_read(files, STR("in/bad"), 10, &t_arena, &text, NULL),
	          FILE_OUTSIDE);
	CHECK_INT(files_read(files, STR("in/../inside/b"), 10, &t_arena, &text, NULL),
	          FILE_OUTSIDE);
	CHECK_INT(files_read_start(files, STR("in/way/b"), 10, &t_arena, &text),
	          FILE_OUTSIDE);
	CHECK_INT(files_list(files, STR("in"), &t_arena, &entries, &count), FILE_OK);
	CHECK_INT(files_list(files, STR("in/way"), &t_arena, &entries, &count),
	          FILE_OUTSIDE);
	/* Another one in its place. */
	CHECK_INT(files_confine(files, STR("inside")), FILE_OK);
	CHECK_INT(files_read(files, STR("in/bad"), 10, &t_arena, &text, NULL), FILE_OK);
	files_close(files);
	folder_remove(folder);
}
