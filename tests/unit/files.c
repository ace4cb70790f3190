#include "base/files.h"

#include "fixture.h"
#include "t.h"

/* The same checks on a folder in memory and on one on the disk. */
static void on_both(void (*check)(struct files *files))
{
	struct str folder = folder_new();
	struct files *memory = files_open_memory(), *disk = files_open_disk(folder);

	check(memory);
	check(disk);
	files_close(memory);
	files_close(disk);
	folder_remove(folder);
}

static struct str text_of(struct files *files, const char *path)
{
	struct str text;
	enum file_status status =
		files_read(files, str_of(path), 1 << 20, &t_arena, &text, NULL);

	return status == FILE_OK ? text : str_of(files_explain(status));
}

/* "a b/ c": the entries of a folder, or why it cannot be listed. */
static struct str names_in(struct files *files, const char *path)
{
	struct file_entry *entries;
	size_t count;
	enum file_status status =
		files_list(files, str_of(path), &t_arena, &entries, &count);
	struct buf out = { 0 };
	struct str names;

	if (status != FILE_OK)
		return str_of(files_explain(status));
	for (size_t i = 0; i < count; i++)
		buf_printf(&out, "%s%.*s%s", i ? " " : "", STR_ARG(entries[i].name),
		           entries[i].type == FILE_FOLDER ? "/" : "");
	names = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return names;
}

static void make(struct files *files, const char *path, const char *text)
{
	CHECK_INT(files_create(files, str_of(path), str_of(text)), FILE_OK);
}

static void check_reading(struct files *files)
{
	struct file_info info, stat;
	struct str text = STR("untouched");

	CHECK_INT(files_create(files, STR("a"), STR("one\0two")), FILE_OK);
	make(files, "empty", "");
	CHECK_INT(files_read(files, STR("a"), 7, &t_arena, &text, &info), FILE_OK);
	CHECK_STR(text, STR("one\0two"));
	CHECK(text.ptr[7] == '\0');
	CHECK_INT(info.type, FILE_REGULAR);
	CHECK_INT(info.size, 7);
	CHECK_INT(files_stat(files, STR("a"), &stat), FILE_OK);
	CHECK_INT(stat.mtime_ns, info.mtime_ns);
	CHECK_INT(stat.inode, info.inode);
	CHECK_INT(files_read(files, STR("a"), 6, &t_arena, &text, NULL), FILE_TOO_LARGE);
	CHECK_STR(text_of(files, "empty"), STR(""));
	CHECK_STR(text_of(files, "b"), STR("no such file or folder"));
	CHECK_STR(text_of(files, ""), STR("it is a folder"));
	CHECK_STR(text_of(files, "a/b"), STR("it is not a folder"));
	CHECK_STR(text_of(files, "x/b"), STR("no such file or folder"));
}

static void check_reading_the_start(struct files *files)
{
	struct str text = STR("untouched");

	make(files, "a", "0123456789");
	CHECK_INT(files_read_start(files, STR("b"), 4, &t_arena, &text), FILE_MISSING);
	CHECK_STR(text, STR("untouched"));
	CHECK_INT(files_read_start(files, STR("a"), 4, &t_arena, &text), FILE_OK);
	CHECK_STR(text, STR("0123"));
	CHECK_INT(files_read_start(files, STR("a"), 400, &t_arena, &text), FILE_OK);
	CHECK_STR(text, STR("0123456789"));
	CHECK_INT(files_read_start(files, STR("a"), 0, &t_arena, &text), FILE_OK);
	CHECK_STR(text, STR(""));
}

static void check_reading_a_part(struct files *files)
{
	struct buf out = { 0 };

	make(files, "a", "0123456789");
	CHECK_INT(files_read_part(files, STR("b"), 0, 4, &out), FILE_MISSING);
	CHECK_INT(files_read_part(files, STR(""), 0, 4, &out), FILE_IS_FOLDER);
	CHECK_INT(files_read_part(files, STR("a"), 2, 4, &out), FILE_OK);
	CHECK_STR(buf_str(&out), STR("2345"));
	CHECK_INT(files_read_part(files, STR("a"), 8, 4, &out), FILE_OK);
	CHECK_STR(buf_str(&out), STR("234589"));
	CHECK_INT(files_read_part(files, STR("a"), 10, 4, &out), FILE_OK);
	CHECK_INT(files_read_part(files, STR("a"), UINT64_MAX, 4, &out), FILE_OK);
	CHECK_STR(buf_str(&out), STR("234589"));
	buf_clear(&out);
}

static void check_stat(struct files *files)
{
	struct file_info info;

	make(files, "a", "x");
	CHECK_INT(files_stat(files, STR(""), &info), FILE_OK);
	CHECK_INT(info.type, FILE_FOLDER);
	CHECK_INT(files_stat(files, STR("b"), &info), FILE_MISSING);
	CHECK_INT(files_stat(files, STR("a/b"), &info), FILE_NOT_FOLDER);
}

static void check_listing(struct files *files)
{
	CHECK_STR(names_in(files, ""), STR(""));
	CHECK_INT(files_make_folder(files, STR("b/deep")), FILE_OK);
	make(files, "b.md", "");
	make(files, ".hidden", "");
	make(files, "a", "");
	make(files, "B", "");
	make(files, "b/1", "");
	for (int i = 10; i < 50; i++)
		make(files, arena_printf(&t_arena, "b/deep/%d", i).ptr, "");
	CHECK_STR(names_in(files, ""), STR(".hidden B a b/ b.md"));
	CHECK_STR(names_in(files, "b"), STR("1 deep/"));
	CHECK_STR(str_slice(names_in(files, "b/deep"), 0, 8), STR("10 11 12"));
	CHECK_INT(names_in(files, "b/deep").len, 40 * 3 - 1);
	CHECK_STR(names_in(files, "c"), STR("no such file or folder"));
	CHECK_STR(names_in(files, "a"), STR("it is not a folder"));
	CHECK_STR(names_in(files, "a/b"), STR("it is not a folder"));
}

static void check_creating(struct files *files)
{
	CHECK_INT(files_create(files, STR("x/a"), STR("")), FILE_MISSING);
	make(files, "a", "old");
	CHECK_INT(files_create(files, STR("a"), STR("new")), FILE_EXISTS);
	CHECK_INT(files_create(files, STR("a/b"), STR("new")), FILE_NOT_FOLDER);
	CHECK_STR(text_of(files, "a"), STR("old"));
	CHECK_INT(files_make_folder(files, STR("f")), FILE_OK);
	CHECK_INT(files_create(files, STR("f"), STR("new")), FILE_EXISTS);
	CHECK_STR(names_in(files, ""), STR("a f/"));
}

static void check_replacing(struct files *files)
{
	struct file_info before, after;

	CHECK_INT(files_replace(files, STR("a"), STR("one")), FILE_OK);
	CHECK_INT(files_stat(files, STR("a"), &before), FILE_OK);
	CHECK_INT(files_replace(files, STR("a"), STR("two, longer")), FILE_OK);
	CHECK_INT(files_stat(files, STR("a"), &after), FILE_OK);
	CHECK_STR(text_of(files, "a"), STR("two, longer"));
	CHECK(before.inode != after.inode); /* a reader of the old one keeps it */
	CHECK_INT(files_replace(files, STR("x/a"), STR("")), FILE_MISSING);
	CHECK_INT(files_replace(files, STR("a/b"), STR("")), FILE_NOT_FOLDER);
	CHECK_INT(files_make_folder(files, STR("f")), FILE_OK);
	CHECK_INT(files_replace(files, STR("f"), STR("")), FILE_IS_FOLDER);
	CHECK_STR(names_in(files, ""), STR("a f/")); /* nothing temporary is left */
}

static void check_making_folders(struct files *files)
{
	CHECK_INT(files_make_folder(files, STR("")), FILE_OK);
	CHECK_INT(files_make_folder(files, STR("a/b/c")), FILE_OK);
	CHECK_INT(files_make_folder(files, STR("a/b/c")), FILE_OK);
	CHECK_INT(files_make_folder(files, STR("a/b/d")), FILE_OK);
	CHECK_STR(names_in(files, "a/b"), STR("c/ d/"));
	make(files, "a/file", "");
	CHECK_INT(files_make_folder(files, STR("a/file")), FILE_NOT_FOLDER);
	CHECK_INT(files_make_folder(files, STR("a/file/b/c")), FILE_NOT_FOLDER);
}

static void check_renaming(struct files *files)
{
	make(files, "a", "a");
	make(files, "b", "b");
	CHECK_INT(files_make_folder(files, STR("full/deep")), FILE_OK);
	CHECK_INT(files_make_folder(files, STR("hollow")), FILE_OK);
	make(files, "full/deep/x", "x");
	CHECK_INT(files_rename(files, STR("none"), STR("c")), FILE_MISSING);
	CHECK_INT(files_rename(files, STR("a"), STR("none/c")), FILE_MISSING);
	CHECK_INT(files_rename(files, STR("a"), STR("full")), FILE_IS_FOLDER);
	CHECK_INT(files_rename(files, STR("hollow"), STR("a")), FILE_NOT_FOLDER);
	CHECK_INT(files_rename(files, STR("hollow"), STR("full")), FILE_NOT_EMPTY);
	CHECK_INT(files_rename(files, STR("full"), STR("full/deep/y")), FILE_FAILED);
	CHECK_INT(files_rename(files, STR("a"), STR("a")), FILE_OK);
	CHECK_STR(text_of(files, "a"), STR("a"));
	CHECK_INT(files_rename(files, STR("a"), STR("b")), FILE_OK);
	CHECK_STR(text_of(files, "b"), STR("a"));
	CHECK_INT(files_rename(files, STR("full"), STR("hollow")), FILE_OK);
	CHECK_STR(text_of(files, "hollow/deep/x"), STR("x"));
	CHECK_STR(names_in(files, ""), STR("b hollow/"));
}

static void check_exchanging(struct files *files)
{
	CHECK_INT(files_make_folder(files, STR("old/deep")), FILE_OK);
	CHECK_INT(files_make_folder(files, STR("new")), FILE_OK);
	make(files, "old/deep/x", "old");
	make(files, "new/y", "new");
	CHECK_INT(files_exchange(files, STR("old"), STR("none")), FILE_MISSING);
	CHECK_INT(files_exchange(files, STR("old"), STR("new")), FILE_OK);
	CHECK_STR(text_of(files, "new/deep/x"), STR("old"));
	CHECK_STR(text_of(files, "old/y"), STR("new"));
	CHECK_STR(names_in(files, ""), STR("new/ old/"));
}

static void check_removing(struct files *files)
{
	CHECK_INT(files_make_folder(files, STR("a/b")), FILE_OK);
	make(files, "a/b/c", "");
	make(files, "a/b.md", "");
	CHECK_INT(files_remove(files, STR("a/b")), FILE_NOT_EMPTY);
	CHECK_INT(files_remove(files, STR("a/x")), FILE_MISSING);
	CHECK_INT(files_remove(files, STR("a/b.md/x")), FILE_NOT_FOLDER);
	CHECK_INT(files_remove(files, STR("a/b/c")), FILE_OK);
	CHECK_INT(files_remove(files, STR("a/b")), FILE_OK);
	CHECK_STR(names_in(files, "a"), STR("b.md"));
	CHECK_INT(files_remove_tree(files, STR("none")), FILE_OK);
	CHECK_INT(files_remove_tree(files, STR("a")), FILE_OK);
	CHECK_INT(files_remove_tree(files, STR("a")), FILE_OK);
	CHECK_STR(names_in(files, ""), STR(""));
}

static void check_removing_trees(struct files *files)
{
	for (int i = 0; i < 300; i++) {
		struct str folder = arena_printf(&t_arena, "t/%d", i % 20);

		CHECK_INT(files_make_folder(files, folder), FILE_OK);
		make(files, arena_printf(&t_arena, "%.*s/%d", STR_ARG(folder), i).ptr,
		     "x");
	}
	make(files, "t.md", "beside");
	CHECK_INT(files_remove_tree(files, STR("t")), FILE_OK);
	CHECK_STR(names_in(files, ""), STR("t.md"));
	CHECK_INT(files_remove_tree(files, STR("t.md")), FILE_OK);
	CHECK_STR(names_in(files, ""), STR(""));
}

TEST(files, read_all_of_a_file_or_say_why_not)
{
	on_both(check_reading);
}

TEST(files, read_the_start_of_a_file)
{
	on_both(check_reading_the_start);
	on_both(check_reading_a_part);
}

TEST(files, stat_what_is_there)
{
	on_both(check_stat);
}

TEST(files, list_in_byte_order)
{
	on_both(check_listing);
}

TEST(files, create_only_what_is_new)
{
	on_both(check_creating);
}

TEST(files, replace_without_a_trace)
{
	on_both(check_replacing);
}

TEST(files, make_folders_with_all_above)
{
	on_both(check_making_folders);
}

TEST(files, rename_as_the_system_does)
{
	on_both(check_renaming);
}

TEST(files, exchange_two_trees)
{
	on_both(check_exchanging);
}

TEST(files, remove_files_and_empty_folders)
{
	on_both(check_removing);
}

TEST(files, remove_trees_and_nothing_beside_them)
{
	on_both(check_removing_trees);
}

TEST(files, every_status_has_words)
{
	for (enum file_status status = FILE_OK; status <= FILE_FAILED; status++)
		CHECK(files_explain(status)[0] != '\0');
	CHECK(files_is_system(FILE_FULL));
	CHECK(files_is_system(FILE_DENIED));
	CHECK(!files_is_system(FILE_MISSING));
	CHECK(!files_is_system(FILE_LOOP));
}
