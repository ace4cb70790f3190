#include "archive/listing.h"

#include "t.h"

#define COUNT_MAX 500
#define PAGE_MAX  50

/* Every article is on one page, and the pages are as large as they should be. */
static bool is_partition(uint32_t count, uint32_t per_page)
{
	uint32_t pages = listing_pages(count, per_page), expected = 0, start, end;

	for (uint32_t number = 1; number <= pages; number++) {
		listing_range(count, per_page, number, &start, &end);
		if (start != expected || end != start + per_page)
			return false;
		expected = end;
	}
	listing_range(count, per_page, LISTING_FRONT, &start, &end);
	if (start != expected || end != count)
		return false;
	/* The front holds N to 2N - 1, or all. */
	return end - start < 2 * per_page && (pages == 0 || end - start >= per_page);
}

TEST(listing, pages_partition_the_list)
{
	for (uint32_t per_page = 1; per_page <= PAGE_MAX; per_page++)
		for (uint32_t count = 0; count <= COUNT_MAX; count++)
			if (!CHECK(is_partition(count, per_page)))
				return;
}

TEST(listing, a_numbered_page_never_changes)
{
	for (uint32_t per_page = 1; per_page <= PAGE_MAX; per_page++) {
		for (uint32_t count = 0; count < COUNT_MAX; count++) {
			uint32_t pages = listing_pages(count, per_page);

			for (uint32_t number = 1; number <= pages; number++) {
				uint32_t before[2], after[2];

				listing_range(count, per_page, number, &before[0],
				              &before[1]);
				listing_range(count + 1, per_page, number, &after[0],
				              &after[1]);
				CHECK(before[0] == after[0] && before[1] == after[1]);
			}
			/* At most one page is new. */
			CHECK(listing_pages(count + 1, per_page) - pages <= 1);
		}
	}
}

TEST(listing, cuts_as_the_design_says)
{
	uint32_t start, end;

	CHECK_INT(listing_pages(39, 20), 0);
	CHECK_INT(listing_pages(40, 20), 1);
	CHECK_INT(listing_pages(59, 20), 1);
	CHECK_INT(listing_pages(60, 20), 2);
	listing_range(59, 20, LISTING_FRONT, &start, &end);
	CHECK_INT(start * 100 + end, 2059);
	listing_range(59, 20, 1, &start, &end);
	CHECK_INT(start * 100 + end, 20);
}

TEST(listing, pages_have_urls)
{
	CHECK_STR(listing_url(&t_arena, STR("/latest/"), LISTING_FRONT), STR("/latest/"));
	CHECK_STR(listing_url(&t_arena, STR("/tags/x/"), 12), STR("/tags/x/12.html"));
}

TEST(listing, neighbours_are_those_beside)
{
	const uint32_t ids[] = { 2, 5, 9 };
	struct listing listing = { .ids = ids, .count = 3 };
	uint32_t earlier, later;

	listing_neighbours(&listing, 2, &earlier, &later);
	CHECK(earlier == LISTING_NONE && later == 5);
	listing_neighbours(&listing, 5, &earlier, &later);
	CHECK(earlier == 2 && later == 9);
	listing_neighbours(&listing, 9, &earlier, &later);
	CHECK(earlier == 5 && later == LISTING_NONE);
}
