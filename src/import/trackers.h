/*
 * trackers: addresses without the parameters that say where a reader came from, not what
 * the page is ("utm_source=rss").
 *
 * Cannot fail; what is made lives in the arena.
 */
#ifndef IMPORT_TRACKERS_H
#define IMPORT_TRACKERS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* A query, with its "?" or without, and "?" before it, if anything is left of it. */
void trackers_add_query(struct buf *out, struct str query);

struct str trackers_strip(struct arena *arena, struct str url);

#endif
