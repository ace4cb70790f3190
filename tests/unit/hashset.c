#include "base/hashset.h"

#include "base/table.h"
#include "fixture.h"
#include "t.h"

#define STRINGS 5000

TEST(hashset, numbers_strings_as_a_table_does)
{
	struct hashset set = { 0 };
	struct table table = { 0 };
	uint64_t seed = 5;

	for (int i = 0; i < STRINGS; i++) {
		struct str string = random_text(&seed, STR("ab\xc3\xa9/"), 6);
		bool is_new, added;

		CHECK_INT(hashset_find(&set, string), table_find(&table, string));
		CHECK_INT(hashset_add(&set, string, i % 2 ? &added : NULL),
		          table_add(&table, string, &is_new));
		if (i % 2)
			CHECK_INT(added, is_new);
	}
	CHECK_INT(set.count, table.count);
	for (uint32_t i = 0; i < table.count; i++)
		CHECK_INT(hashset_find(&set, table.keys[i]), i);
	hashset_clear(&set);
	table_clear(&table);
}

TEST(hashset, an_empty_one_finds_nothing)
{
	struct hashset set = { 0 };

	CHECK_INT(hashset_find(&set, STR("")), HASHSET_NONE);
	CHECK_INT(hashset_add(&set, STR(""), NULL), 0);
	CHECK_INT(hashset_find(&set, (struct str){ 0 }), 0);
	CHECK_INT(hashset_find(&set, STR("\0")), HASHSET_NONE);
	hashset_clear(&set);
	CHECK_INT(hashset_find(&set, STR("")), HASHSET_NONE);
	hashset_clear(&set);
}
