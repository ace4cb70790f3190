#include "build/folders.h"

#include "fixture.h"
#include "t.h"

TEST(folders, a_spot_may_have_many_names)
{
	struct folders all = { 0 };
	struct spot *top = spot_add(&all, 1, 10), *spot = spot_add(&all, 1, 11);
	struct folder *root = folders_add(&all, NULL, STR(""), top);
	struct folder *a = folders_add(&all, root, STR("a"), spot);
	struct folder *link = folders_add(&all, root, STR("link"), spot);

	CHECK(spot_find(&all, 1, 11) == spot);
	CHECK(spot_find(&all, 2, 11) == NULL);
	CHECK(spot_numbered(&all, spot->number) == spot);
	CHECK(spot->names == link && link->next_name == a);
	folders_drop(&all, link);
	CHECK(spot->names == a && a->next_name == NULL);
	CHECK(folders_find(&all, STR("link")) == NULL);
	CHECK(folders_find(&all, STR("a")) == a);
	folders_drop(&all, root);
	CHECK(spot->names == NULL && top->names == NULL);
	CHECK_INT(all.count, 0);
	spot_drop(&all, spot);
	CHECK(spot_find(&all, 1, 11) == NULL);
	CHECK(spot_numbered(&all, 1) == NULL);
	CHECK(spot_add(&all, 1, 11)->number == 2);
	folders_clear(&all);
}

/* Against a list of what should be there. */
TEST(folders, thousands_come_and_go)
{
	enum { COUNT = 500, DEEP = 4 };
	static bool there[COUNT * DEEP];
	struct folders all = { 0 };
	struct folder *top = folders_add(&all, NULL, STR(""), spot_add(&all, 0, 0));
	uint64_t seed = 7;

	for (int round = 0; round < 20000; round++) {
		uint32_t at = random_below(&seed, COUNT * DEEP);
		struct str path = arena_printf(&t_arena, "%u", at % COUNT);
		struct folder *parent = top, *folder;

		for (uint32_t level = 0; level < at / COUNT; level++) {
			parent = parent ? folders_find(&all, path) : NULL;
			path = arena_printf(&t_arena, "%.*s/x", STR_ARG(path));
		}
		if (at >= COUNT)
			parent = folders_find(&all, str_slice(path, 0, path.len - 2));
		folder = folders_find(&all, path);
		CHECK(!!folder == there[at]);
		if (folder) {
			folders_drop(&all, folder);
			for (uint32_t below = at; below < COUNT * DEEP; below += COUNT)
				there[below] = false;
		} else if (parent) {
			folders_add(&all, parent, path,
			            spot_add(&all, 1, (uint64_t)round));
			there[at] = true;
		}
	}
	folders_clear(&all);
}
