/*
 * ranges: which bytes of a file a Range header asks for (RFC 9110, 14.2).
 *
 * Pure: allocates nothing, cannot fail, any thread.
 */
#ifndef SERVE_RANGES_H
#define SERVE_RANGES_H

#include <stdint.h>

#include "base/str.h"

enum range_status {
	RANGE_ALL,  /* none asked for, several, another unit, or not to be understood */
	RANGE_PART, /* those in *range */
	RANGE_NONE, /* they are all beyond the end: 416 */
};

struct range {
	uint64_t start, length;
};

/* header may be empty. Several ranges at once are answered with the whole, as allowed. */
enum range_status range_read(struct str header, uint64_t size, struct range *range);

#endif
