/*
 * feedfile: the articles of a feed: RSS 0.90 to 2.0, Atom 0.3 and 1.0.
 *
 * An entry with its whole text becomes an article (entry.h); one with a summary only is
 * told. The result is a value, so that it can be sent from one process to another:
 *
 *     kind       "RSS", "Atom"; absent: it is no feed
 *     damaged    the line of a fault that was read over, or absent
 *     articles   a list of what entry.h makes
 *     left_out   a list of texts: the titles or addresses of entries without their text
 *
 * A pure function of the bytes; all memory is the arena's; cannot fail. It is meant for
 * feeds that nobody has looked at: run it in workers.h.
 */
#ifndef IMPORT_FEEDFILE_H
#define IMPORT_FEEDFILE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"
#include "base/value.h"
#include "import/charset.h"

/* url: where the feed was published, or empty; date: of entries that do not say one. */
struct value feed_articles(struct arena *arena, struct charsets *charsets,
                           struct str bytes, struct str url, struct date date);

#endif
