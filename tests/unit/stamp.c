#include "base/stamp.h"

#include "t.h"

static const struct file_info file = {
	.size = 7, .mtime_ns = 5000000000, .ctime_ns = 6000000000, .inode = 42
};

TEST(stamp, equals_itself_and_no_other)
{
	struct stamp stamp = stamp_of(&file, 9000000000, STAMP_GAP_NS);
	struct file_info other = file;

	CHECK(stamp_eq(stamp, stamp_of(&file, 10000000000, STAMP_GAP_NS)));
	other.size++;
	CHECK(!stamp_eq(stamp, stamp_of(&other, 9000000000, STAMP_GAP_NS)));
	other = file;
	other.inode++;
	CHECK(!stamp_eq(stamp, stamp_of(&other, 9000000000, STAMP_GAP_NS)));
	other = file;
	other.mtime_ns--;
	CHECK(!stamp_eq(stamp, stamp_of(&other, 9000000000, STAMP_GAP_NS)));
	other = file;
	other.ctime_ns--;
	CHECK(!stamp_eq(stamp, stamp_of(&other, 9000000000, STAMP_GAP_NS)));
}

TEST(stamp, one_that_is_too_fresh_is_none_and_equals_nothing)
{
	struct stamp fresh = stamp_of(&file, 7999999999, STAMP_GAP_NS);

	CHECK(fresh.value == 0);
	CHECK(!stamp_eq(fresh, fresh));
	CHECK(stamp_of(&file, 8000000000, STAMP_GAP_NS).value != 0);
	/* A file from the future tells nothing. */
	CHECK(stamp_of(&file, 0, STAMP_GAP_NS).value == 0);
	CHECK(stamp_of(&file, 6050000000, STAMP_TICK_NS).value != 0);
}

TEST(stamp, a_disk_that_counts_whole_seconds_has_the_long_gap)
{
	struct file_info fine = file;

	fine.ctime_ns += 123;
	CHECK_INT(stamp_own_gap(&file), STAMP_GAP_NS);
	CHECK_INT(stamp_own_gap(&fine), STAMP_TICK_NS);
}
