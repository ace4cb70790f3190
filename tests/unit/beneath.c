#include "serve/beneath.h"

#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"
#include "t.h"

typedef enum file_status opener(struct arena *, struct str, struct str, struct opened *);

static void make(struct str folder, const char *path, const char *text)
{
	struct files *files = files_open_disk(folder);

	CHECK_INT(files_make_folder(files, STR("in/deep")), FILE_OK);
	CHECK_INT(files_create(files, str_of(path), str_of(text)), FILE_OK);
	files_close(files);
}

static void make_link(struct str folder, const char *path, const char *target)
{
	CHECK_INT(symlink(target,
	                  arena_printf(&t_arena, "%.*s/%s", STR_ARG(folder), path).ptr),
	          0);
}

static struct str read_at(opener *open, struct str folder, const char *path)
{
	struct str inner = arena_printf(&t_arena, "%.*s/in", STR_ARG(folder));
	struct opened opened;
	enum file_status status = open(&t_arena, inner, str_of(path), &opened);
	char text[16];
	ssize_t got;

	if (status != FILE_OK)
		return str_of(files_explain(status));
	got = read(opened.fd, text, sizeof(text));
	close(opened.fd);
	CHECK_INT(got, opened.info.size);
	return arena_str(&t_arena, (struct str){ text, (size_t)got });
}

static void plant(struct str folder)
{
	make(folder, "in/a", "inside");
	make(folder, "in/deep/b", "deeper");
	make(folder, "secret", "secret");
	make_link(folder, "in/up", "../secret");
	make_link(folder, "in/top", "..");
	make_link(folder, "in/root", "/");
	make_link(folder, "in/passwd", "/etc/passwd");
	make_link(folder, "in/loop", "loop");
	make_link(folder, "in/magic", "/proc/self/root");
	make_link(folder, "in/near", "deep/b");
	CHECK_INT(
		mkfifo(arena_printf(&t_arena, "%.*s/in/pipe", STR_ARG(folder)).ptr, 0600),
		0);
}

static void check_opening(opener *open)
{
	static const char *const missing[] = {
		"x",
		"x/y",
		"a/x",
		"up",
		"top/secret",
		"root/etc/passwd",
		"passwd",
		"loop",
		"magic/etc/passwd",
		"../secret",
		"deep/../../secret",
		"pipe",
		"",
	};
	struct str folder = folder_new();

	plant(folder);
	CHECK_STR(read_at(open, folder, "a"), STR("inside"));
	CHECK_STR(read_at(open, folder, "deep/b"), STR("deeper"));
	CHECK_STR(read_at(open, folder, "deep"), STR("it is a folder"));
	for (size_t i = 0; i < ARRAY_LEN(missing); i++)
		if (!CHECK_STR(read_at(open, folder, missing[i]),
		               STR("no such file or folder")))
			CHECK_STR(str_of(missing[i]), STR("otherwise"));
	folder_remove(folder);
}

TEST(beneath, opens_files_of_the_folder_and_no_others)
{
	check_opening(beneath_open);
}

TEST(beneath, does_so_where_the_kernel_does_not_help)
{
	check_opening(beneath_walk);
}

TEST(beneath, follows_links_that_stay_inside)
{
	struct str folder = folder_new();

	plant(folder);
	CHECK_STR(read_at(beneath_open, folder, "near"), STR("deeper"));
	CHECK_STR(read_at(beneath_walk, folder, "near"), STR("no such file or folder"));
	folder_remove(folder);
}

TEST(beneath, a_folder_that_is_not_there_has_no_files)
{
	struct opened opened;

	CHECK_INT(beneath_open(&t_arena, STR("/nonexistent"), STR("a"), &opened),
	          FILE_MISSING);
}
