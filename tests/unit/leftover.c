#include "build/leftover.h"

#include "t.h"

TEST(leftover, what_editors_leave)
{
	static const char *const names[] = {
		"4913",
		"a.md~",
		".a.md.swp",
		".a.md.swo",
		".a.md.swx",
		".a.md.kate-swp",
		"#a.md#",
		".#a.md",
		".~lock.a.csv#",
		".goutputstream-ABC123",
		"a.md___jb_tmp___",
		"a.md___jb_old___",
		".nfs0000000001",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		CHECK_STR(is_leftover(str_of(names[i])) ? STR("") : str_of(names[i]),
		          STR(""));
}

TEST(leftover, what_people_write)
{
	static const char *const names[] = {
		"a.md",         "",          "~",       "#",           "##",
		".swp",         "a.swp",     "4913.md", "14913",       "a~b.md",
		"c#.md",        ".htaccess", ".#",      ".well-known", "a.md.AbC123",
		"___jb_tmp___",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		CHECK_STR(is_leftover(str_of(names[i])) ? str_of(names[i]) : STR(""),
		          STR(""));
}

TEST(leftover, folders_of_version_control)
{
	CHECK(is_repository(STR(".git")));
	CHECK(is_repository(STR(".hg")));
	CHECK(!is_repository(STR(".github")));
	CHECK(!is_repository(STR("git")));
}
