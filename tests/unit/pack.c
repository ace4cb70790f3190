#include "base/pack.h"

#include "t.h"

static const uint64_t numbers[] = { 0, 1, 127, 128, 300, UINT32_MAX, UINT64_MAX };

static struct str packed(struct buf *out)
{
	struct date date = { .year = 2014, .month = 2, .day = 10, .offset = OFFSET_NONE };
	struct stamp stamp = { 0x8000000000000005 };

	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		pack_uint(out, numbers[i]);
	pack_str(out, STR("a\0b"));
	pack_str(out, STR(""));
	pack_hash(out, hash_bytes(STR("x")));
	pack_date(out, date);
	pack_stamp(out, stamp);
	return buf_str(out);
}

TEST(pack, what_is_packed_is_unpacked)
{
	struct buf out = { 0 };
	struct unpack in = { .rest = packed(&out) };
	struct date date;
	struct stamp stamp;

	for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
		CHECK(unpack_uint(&in) == numbers[i]);
	CHECK_STR(unpack_str(&in), STR("a\0b"));
	CHECK_STR(unpack_str(&in), STR(""));
	CHECK(hash_eq(unpack_hash(&in), hash_bytes(STR("x"))));
	date = unpack_date(&in);
	CHECK_INT(date.year * 10000 + date.month * 100 + date.day, 20140210);
	stamp = unpack_stamp(&in);
	CHECK(stamp.value == 0x8000000000000005);
	CHECK_INT(in.rest.len, 0);
	CHECK(!in.failed);
	buf_clear(&out);
}

TEST(pack, what_is_cut_short_fails_wherever_it_is_cut)
{
	struct buf out = { 0 };
	struct str whole = packed(&out);

	for (size_t len = 0; len < whole.len; len++) {
		struct unpack in = { .rest = str_slice(whole, 0, len) };

		for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
			unpack_uint(&in);
		unpack_str(&in);
		unpack_str(&in);
		unpack_hash(&in);
		unpack_date(&in);
		unpack_stamp(&in);
		CHECK(in.failed);
		CHECK_INT(in.rest.len, 0);
	}
	buf_clear(&out);
}

TEST(pack, a_count_is_never_more_than_the_bytes_that_follow)
{
	struct buf out = { 0 };
	struct unpack in;

	pack_uint(&out, 1000000);
	buf_puts(&out, "xyz");
	in = (struct unpack){ .rest = buf_str(&out) };
	CHECK_INT(unpack_count(&in), 0);
	CHECK(in.failed);
	buf_clear(&out);
}

TEST(pack, a_number_of_too_many_bytes_fails)
{
	struct unpack in = { .rest = STR(
				     "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01") };

	unpack_uint(&in);
	CHECK(in.failed);
}
