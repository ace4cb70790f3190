#include "content/scan.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "fixture.h"
#include "t.h"

static void touch(struct files *files, const char *path)
{
	if (path_dir(str_of(path)).len)
		CHECK_INT(files_make_folder(files, path_dir(str_of(path))), FILE_OK);
	CHECK_INT(files_create(files, str_of(path), STR("x")), FILE_OK);
}

/* The paths found, a space between; diags are checked to be those wanted. */
static struct str found(struct files *files, bool articles_only,
                        const char *want_messages)
{
	struct diags diags = { 0 };
	struct buf out = { 0 };
	struct str paths;
	struct scan scan;
	bool ok = articles_only
	                  ? scan_articles(files, STR("content"), &t_arena, &scan, &diags)
	                  : scan_files(files, STR("content"), &t_arena, &scan, &diags);

	CHECK_INT(ok, diags.errors == 0);
	for (size_t i = 0; i < scan.count; i++)
		buf_printf(&out, "%s%.*s", i ? " " : "", STR_ARG(scan.paths[i]));
	paths = buf_keep(&out, &t_arena);
	buf_clear(&out);
	diags_sort(&diags);
	CHECK_STR(t_messages(&diags), str_of(want_messages));
	return paths;
}

TEST(scan, finds_articles_in_byte_order_of_their_paths)
{
	struct files *files = files_open_memory();

	touch(files, "content/b.md");
	touch(files, "content/a/z.markdown");
	touch(files, "content/a/y.html");
	touch(files, "content/a.md");
	touch(files, "content/a-b.md");
	touch(files, "content/B.md");
	touch(files, "content/a/picture.jpg");
	touch(files, "content/a/UPPER.MD");
	touch(files, "content/md");
	touch(files, "elsewhere.md");
	/* "-" and "." are before "/". */
	CHECK_STR(found(files, true, ""),
	          STR("content/B.md content/a-b.md content/a.md content/a/y.html "
	              "content/a/z.markdown content/b.md"));
	files_close(files);
}

TEST(scan, hidden_names_are_no_articles_but_files)
{
	struct files *files = files_open_memory();

	touch(files, "content/.a.md");
	touch(files, "content/_b.md");
	touch(files, "content/.git/c.md");
	touch(files, "content/_drafts/d.md");
	touch(files, "content/.md");
	touch(files, "content/e_.md");
	CHECK_STR(found(files, true, ""), STR("content/e_.md"));
	CHECK_STR(found(files, false, ""),
	          STR("content/.a.md content/.git/c.md content/.md content/_b.md "
	              "content/_drafts/d.md content/e_.md"));
	files_close(files);
}

TEST(scan, a_missing_root_is_an_empty_archive)
{
	struct files *files = files_open_memory();
	struct files *disk = files_open_disk(STR("/nonexistent/site"));

	CHECK_STR(found(files, true, ""), STR(""));
	CHECK_STR(found(disk, true, ""), STR(""));
	files_close(disk);
	files_close(files);
}

TEST(scan, a_root_that_is_a_file_is_an_error)
{
	struct files *files = files_open_memory();

	touch(files, "content");
	CHECK_STR(found(files, true,
	                "content: error: cannot read the folder: it is not a folder\n"),
	          STR(""));
	files_close(files);
}

TEST(scan, nesting_has_a_limit)
{
	struct files *files = files_open_memory();
	struct buf path = { 0 };
	struct str deepest;

	touch(files, "content/a.md");
	buf_puts(&path, "content");
	for (int i = 0; i < SCAN_DEPTH; i++)
		buf_puts(&path, "/d");
	deepest = arena_printf(&t_arena, "%.*s/b.md", STR_ARG(buf_str(&path)));
	touch(files, deepest.ptr);
	CHECK_STR(found(files, true, ""),
	          arena_printf(&t_arena, "content/a.md %.*s", STR_ARG(deepest)));
	buf_puts(&path, "/d");
	touch(files, arena_printf(&t_arena, "%.*s/c.md", STR_ARG(buf_str(&path))).ptr);
	CHECK_STR(
		found(files, true,
	              arena_printf(&t_arena,
	                           "%.*s: error: the folder is nested too deeply\n"
	                           "  hint: is there a symbolic link that leads back?\n",
	                           STR_ARG(buf_str(&path)))
	                      .ptr),
		arena_printf(&t_arena, "content/a.md %.*s", STR_ARG(deepest)));
	buf_clear(&path);
	files_close(files);
}

static void make_link(struct str folder, const char *to, const char *name)
{
	CHECK(symlink(to, path_join(&t_arena, folder, str_of(name)).ptr) == 0);
}

TEST(scan, links_are_followed_and_loops_reported)
{
	struct str folder = folder_new();
	struct files *files = files_open_disk(folder);

	touch(files, "content/a/one.md");
	touch(files, "other/two.md");
	make_link(folder, "../other", "content/b");
	make_link(folder, "../other/two.md", "content/three.md");
	make_link(folder, "..", "content/a/up");
	make_link(folder, "nowhere.md", "content/dangling.md");
	CHECK_STR(
		found(files, true,
	              "content/a/up: error: the folder contains itself\n"
	              "  hint: is there a symbolic link that leads back?\n"
	              "content/dangling.md: warning: is no file and leads to none: left out\n"),
		STR("content/a/one.md content/b/two.md content/three.md"));
	files_close(files);
	folder_remove(folder);
}

TEST(scan, a_folder_that_cannot_be_read_does_not_hide_the_others)
{
	struct str folder = folder_new();
	struct files *files = files_open_disk(folder);
	const char *secret = path_join(&t_arena, folder, STR("content/secret")).ptr;

	touch(files, "content/secret/a.md");
	touch(files, "content/z.md");
	CHECK(chmod(secret, 0) == 0);
	if (geteuid() == 0)
		t_skip("root may read everything");
	else
		CHECK_STR(found(files, true,
		                "content/secret: error: cannot read the folder: "
		                "permission denied\n"),
		          STR("content/z.md"));
	CHECK(chmod(secret, 0700) == 0);
	files_close(files);
	folder_remove(folder);
}
