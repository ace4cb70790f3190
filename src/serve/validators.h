/*
 * validators: what tells two versions of a file apart in HTTP: entity tags and dates.
 *
 * Pure: no clock is read. Results live in the arena; cannot fail but by saying so.
 */
#ifndef SERVE_VALIDATORS_H
#define SERVE_VALIDATORS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * Is the tag (with its quotes) in the list of an If-None-Match, or the list "*"? Weak and
 * strong tags compare alike there.
 */
bool etag_in(struct str list, struct str etag);

/* Seconds since 1970 as "Sun, 06 Nov 1994 08:49:37 GMT". */
struct str http_date(struct arena *arena, int64_t seconds);

/* The same read; false for any other form (the two obsolete ones among them). */
bool http_date_read(struct arena *arena, struct str text, int64_t *seconds);

#endif
