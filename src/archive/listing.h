/*
 * listing: how a list of articles is cut into pages that do not change.
 *
 * Pages are numbered from the oldest: page 1 holds the oldest N articles for ever. The
 * newest are on the front page (number 0), which holds from N to 2N-1 articles, or all
 * of fewer than 2N. So an article that is added changes one page, not all. Pure
 * arithmetic.
 */
#ifndef ARCHIVE_LISTING_H
#define ARCHIVE_LISTING_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define LISTING_FRONT 0
#define LISTING_NONE  UINT32_MAX

/* Articles in archive order (oldest first), as indexes of archive->records. */
struct listing {
	struct str name; /* "latest", "tags/syria" */
	struct str url;  /* of its front page, ending in "/" */
	const uint32_t *ids;
	uint32_t count;
};

/* How many numbered pages there are beside the front page. */
uint32_t listing_pages(uint32_t count, uint32_t per_page);

/* The articles [*start, *end) of the listing that are on a page. */
void listing_range(uint32_t count, uint32_t per_page, uint32_t number, uint32_t *start,
                   uint32_t *end);

/* The articles before and after one in a listing; LISTING_NONE at the ends. */
void listing_neighbours(const struct listing *listing, uint32_t article,
                        uint32_t *earlier, uint32_t *later);

/* The URL of a page: "/latest/", "/latest/3.html". */
struct str listing_url(struct arena *arena, struct str front, uint32_t number);

#endif
