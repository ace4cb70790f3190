#include "build/fingerprint.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "t.h"

static struct hash take(struct files *files)
{
	return fingerprint_take(files, words("content|site.yaml"), STR("content/out"));
}

TEST(fingerprint, differs_when_a_source_does)
{
	struct str folder = folder_new();
	struct files *files = files_open_disk(folder);
	struct hash hash = take(files), before;
	int changes = 0;

#define CHANGE(statement)                  \
	before = hash;                     \
	CHECK_INT(statement, FILE_OK);     \
	hash = take(files);                \
	changes += !hash_eq(before, hash); \
	CHECK(hash_eq(hash, take(files)))
	CHANGE(files_create(files, STR("site.yaml"), STR("a: 1")));
	CHANGE(files_make_folder(files, STR("content/sub")));
	CHANGE(files_create(files, STR("content/sub/a.md"), STR("text")));
	CHANGE(files_replace(files, STR("content/sub/a.md"), STR("TEXT")));
	CHANGE(files_rename(files, STR("content/sub"), STR("content/new")));
	CHANGE(files_remove(files, STR("content/new/a.md")));
	CHANGE(files_remove_tree(files, STR("content")));
	CHECK_INT(changes, 7);
	changes = 0;
	CHECK_INT(files_make_folder(files, STR("content/.git")), FILE_OK);
	hash = take(files);
	CHANGE(files_create(files, STR("content/a.md~"), STR("")));
	CHANGE(files_create(files, STR("content/.git/index"), STR("")));
	CHANGE(files_make_folder(files, STR("content/out")));
	CHANGE(files_create(files, STR("content/out/index.html"), STR("")));
	CHANGE(files_create(files, STR("elsewhere"), STR("")));
	CHECK_INT(changes, 0);
	files_close(files);
	folder_remove(folder);
}

TEST(fingerprint, follows_links_but_not_for_ever)
{
	struct str folder = folder_new();
	struct files *files = files_open_disk(folder);
	struct hash hash;

	CHECK_INT(files_make_folder(files, STR("elsewhere")), FILE_OK);
	CHECK_INT(files_make_folder(files, STR("content")), FILE_OK);
	CHECK(symlink("../elsewhere",
	              arena_printf(&t_arena, "%.*s/content/link", STR_ARG(folder)).ptr) ==
	      0);
	CHECK(symlink(".",
	              arena_printf(&t_arena, "%.*s/content/loop", STR_ARG(folder)).ptr) ==
	      0);
	hash = take(files);
	CHECK_INT(files_create(files, STR("elsewhere/a.md"), STR("")), FILE_OK);
	CHECK(!hash_eq(hash, take(files)));
	files_close(files);
	folder_remove(folder);
}
