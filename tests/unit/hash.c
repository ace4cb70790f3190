#include "base/hash.h"

#include "t.h"

TEST(hash, is_that_of_xxh3_as_published)
{
	CHECK_STR(hash_hex(&t_arena, hash_bytes(STR("")), 32),
	          STR("99aa06d3014798d86001c324468d497f"));
	CHECK_INT(hash_short(STR("")), (int64_t)0x2d06800538d394c2);
}

TEST(hash, depends_on_every_byte_and_on_the_length)
{
	CHECK(hash_eq(hash_bytes((struct str){ 0 }), hash_bytes(STR(""))));
	CHECK(!hash_eq(hash_bytes(STR("a")), hash_bytes(STR("a\0"))));
	CHECK(!hash_eq(hash_bytes(STR("ab")), hash_bytes(STR("ba"))));
	CHECK(hash_short(STR("a")) != hash_short(STR("b")));
}

TEST(hash, of_a_sequence_knows_order_and_borders)
{
	struct hash a = hash_bytes(STR("a")), b = hash_bytes(STR("b"));
	struct hash ab = hash_bytes(STR("ab")), none = hash_bytes(STR(""));

	CHECK(!hash_eq(hash_join(a, b), hash_join(b, a)));
	CHECK(!hash_eq(hash_join(a, b), hash_join(ab, none)));
	CHECK(hash_eq(hash_join(a, b), hash_join(a, b)));
}

TEST(hash, has_a_total_order)
{
	struct hash small = { 1, 9 }, middle = { 2, 0 }, large = { 2, 1 };

	CHECK_INT(hash_cmp(small, middle), -1);
	CHECK_INT(hash_cmp(large, middle), 1);
	CHECK_INT(hash_cmp(large, large), 0);
}

TEST(hash, prints_its_first_digits)
{
	struct hash hash = { 0x0123456789abcdef, 0xff };

	CHECK_STR(hash_hex(&t_arena, hash, 8), STR("01234567"));
	CHECK_STR(hash_hex(&t_arena, hash, 32), STR("0123456789abcdef00000000000000ff"));
	CHECK_INT(hash_hex(&t_arena, hash, 99).len, 32);
}
