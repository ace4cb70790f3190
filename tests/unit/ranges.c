#include "serve/ranges.h"

#include "t.h"

/* "2+3": from 2, three bytes; of ten. */
static struct str read_as(const char *header, uint64_t size)
{
	struct range range = { 0 };

	switch (range_read(str_of(header), size, &range)) {
	case RANGE_ALL:
		return STR("all");
	case RANGE_NONE:
		return STR("none");
	case RANGE_PART:
		return arena_printf(&t_arena, "%d+%d", (int)range.start,
		                    (int)range.length);
	}
	return STR("no status");
}

TEST(ranges, one_part_of_a_file)
{
	CHECK_STR(read_as("bytes=0-0", 10), STR("0+1"));
	CHECK_STR(read_as("bytes=2-4", 10), STR("2+3"));
	CHECK_STR(read_as("Bytes=2-", 10), STR("2+8"));
	CHECK_STR(read_as("bytes=-3", 10), STR("7+3"));
	CHECK_STR(read_as("bytes=-30", 10), STR("0+10"));
	CHECK_STR(read_as("bytes=9-99999999999999999999999", 10), STR("9+1"));
}

TEST(ranges, beyond_the_end_there_is_nothing)
{
	CHECK_STR(read_as("bytes=10-", 10), STR("none"));
	CHECK_STR(read_as("bytes=10-20", 10), STR("none"));
	CHECK_STR(read_as("bytes=-0", 10), STR("none"));
	CHECK_STR(read_as("bytes=0-", 0), STR("none"));
	CHECK_STR(read_as("bytes=-1", 0), STR("none"));
	CHECK_STR(read_as("bytes=99999999999999999999999-", 10), STR("none"));
}

TEST(ranges, what_cannot_be_understood_is_ignored)
{
	static const char *const headers[] = {
		"",          "bytes",       "bytes=",     "bytes=-",    "bytes=a-b",
		"lines=1-2", "bytes=4-2",   "bytes=1",    "bytes=+1-2", "bytes=1-2,4-5",
		"bytes=--1", "bytes=1-2-3", "bytes=1 -2", "bytes=0x1-", "bytes=-1-",
	};

	for (size_t i = 0; i < ARRAY_LEN(headers); i++)
		if (!CHECK_STR(read_as(headers[i], 10), STR("all")))
			CHECK_STR(str_of(headers[i]), STR("otherwise"));
}
