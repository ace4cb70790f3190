#include "base/table.h"

#include "fixture.h"
#include "t.h"

#define KEYS 3000

/* What the table should say, by looking at every key. */
static uint32_t naive_find(const struct str *keys, uint32_t count, struct str key)
{
	for (uint32_t i = 0; i < count; i++)
		if (str_eq(keys[i], key))
			return i;
	return TABLE_NONE;
}

TEST(table, agrees_with_a_list_of_keys)
{
	struct str *keys = ARENA_ARRAY(&t_arena, struct str, KEYS);
	struct table table = { 0 };
	uint32_t count = 0;
	uint64_t seed = 5;

	for (int i = 0; i < KEYS; i++) {
		struct str key = random_text(&seed, STR("ab\xc3\xa9/"), 6);
		uint32_t want = naive_find(keys, count, key), got;
		bool added;

		CHECK_INT(table_find(&table, key), want);
		got = table_add(&table, key, i % 2 ? &added : NULL);
		if (i % 2)
			CHECK_INT(added, want == TABLE_NONE);
		if (want == TABLE_NONE)
			keys[count++] = key;
		CHECK_INT(got, want == TABLE_NONE ? count - 1 : want);
	}
	CHECK_INT(table.count, count);
	for (uint32_t i = 0; i < count; i++) {
		CHECK_STR(table.keys[i], keys[i]);
		CHECK_INT(table_find(&table, keys[i]), i);
	}
	table_clear(&table);
}

TEST(table, an_empty_one_finds_nothing)
{
	struct table table = { 0 };

	CHECK_INT(table_find(&table, STR("")), TABLE_NONE);
	CHECK_INT(table_add(&table, STR(""), NULL), 0);
	CHECK_INT(table_find(&table, (struct str){ 0 }), 0);
	CHECK_INT(table_find(&table, STR("\0")), TABLE_NONE);
	table_clear(&table);
	CHECK_INT(table_find(&table, STR("")), TABLE_NONE);
	table_clear(&table);
}
