/*
 * feedfile: the articles of a feed: RSS 0.90 to 2.0, Atom 0.3 and 1.0; and of Blogger's
 * export, which is a feed of Atom with much else in it.
 *
 * An entry with its whole text becomes an article (entry.h); one with a summary only, a
 * draft, and what is no post, is told. The result is a value, so that it can be sent from
 * one process to another:
 *
 *     kind       "RSS", "Atom"; "WordPress": an export, whose drafts only wxritem.h can
 *                tell, and nothing else is said of it; absent: it is no feed
 *     damaged    the line of a fault that was read over, or absent
 *     articles   a list of what entry.h makes
 *     left_out   a list of lists: kind, why, and the entry's title or address
 *
 * A pure function of the bytes; all memory is the arena's; cannot fail. It is meant for
 * feeds that nobody has looked at: run it in workers.h.
 */
#ifndef IMPORT_FEEDFILE_H
#define IMPORT_FEEDFILE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"
#include "base/value.h"
#include "import/charset.h"
#include "import/nearby.h"

struct feed_options {
	struct str url;              /* where the feed was published, or empty */
	struct date date;            /* of entries that do not say one */
	bool drafts;                 /* take what was not published too */
	const struct nearby *nearby; /* pictures that lie with the feed, or NULL */
	struct str folder;           /* in which the feed was found, or empty */
};

struct value feed_articles(struct arena *arena, struct charsets *charsets,
                           struct str bytes, const struct feed_options *options);

#endif
