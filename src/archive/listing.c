#include "archive/listing.h"

#include "base/rising.h"

uint32_t listing_pages(uint32_t count, uint32_t per_page)
{
	return count < 2 * per_page ? 0 : count / per_page - 1;
}

void listing_range(uint32_t count, uint32_t per_page, uint32_t number, uint32_t *start,
                   uint32_t *end)
{
	if (number == LISTING_FRONT) {
		*start = listing_pages(count, per_page) * per_page;
		*end = count;
	} else {
		*start = (number - 1) * per_page;
		*end = number * per_page;
	}
}

void listing_neighbours(const struct listing *listing, uint32_t article,
                        uint32_t *earlier, uint32_t *later)
{
	uint32_t low = rising_place(listing->ids, listing->count, article);

	*earlier = low > 0 ? listing->ids[low - 1] : LISTING_NONE;
	if (low < listing->count && listing->ids[low] == article)
		low++;
	*later = low < listing->count ? listing->ids[low] : LISTING_NONE;
}

struct str listing_url(struct arena *arena, struct str front, uint32_t number)
{
	if (number == LISTING_FRONT)
		return front;
	return arena_printf(arena, "%.*s%u.html", STR_ARG(front), number);
}
