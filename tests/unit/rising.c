#include "base/rising.h"

#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "t.h"

/* Numbers of all sizes, sorted by us and by the C library. */
static void check_sorted(size_t count, uint32_t greatest)
{
	uint32_t *ours = ARENA_ARRAY(&t_arena, uint32_t, 2 * count + 1);
	uint32_t *theirs = ARENA_ARRAY(&t_arena, uint32_t, count + 1);
	uint64_t seed = count + greatest;

	for (size_t i = 0; i < count; i++)
		ours[i] = theirs[i] =
			(uint32_t)((uint64_t)random_below(&seed, UINT32_MAX) * greatest /
		                   UINT32_MAX);
	rising_sort(ours, count);
	if (count)
		qsort(theirs, count, sizeof(*theirs), rising_compare);
	CHECK(count == 0 || memcmp(ours, theirs, count * sizeof(*ours)) == 0);
}

TEST(rising, numbers_of_all_sizes_are_sorted)
{
	static const uint32_t sizes[] = { 1, 500, 512, 1 << 17, 1 << 27, UINT32_MAX };

	for (size_t i = 0; i < ARRAY_LEN(sizes); i++)
		for (size_t count = 0; count < 700; count = count * 3 + 1)
			check_sorted(count, sizes[i]);
}

TEST(rising, the_place_of_a_number_is_before_the_first_that_is_not_below_it)
{
	static const uint32_t numbers[] = { 3, 5, 5, 9 };

	CHECK_INT(rising_place(numbers, 4, 0), 0);
	CHECK_INT(rising_place(numbers, 4, 5), 1);
	CHECK_INT(rising_place(numbers, 4, 6), 3);
	CHECK_INT(rising_place(numbers, 4, 10), 4);
	CHECK_INT(rising_place(numbers, 0, 10), 0);
}
