/*
 * feeds: which documents a feed has, and which articles are in each.
 *
 * Only dated articles are in feeds. The subscription document holds the newest. Where
 * the whole archive is published (RFC 5005), the documents are cut as listings are:
 * number 1 holds the oldest N articles for ever, and the subscription document (number 0)
 * from N to 2N-1. Where it is not, the subscription document holds the newest N. Pure
 * functions of the archive.
 */
#ifndef ARCHIVE_FEEDS_H
#define ARCHIVE_FEEDS_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"

enum feed_format { FEED_ATOM, FEED_RSS, FEED_JSON };
#define FEED_FORMATS (FEED_JSON + 1)

/* The feed of a term, or of the site. */
struct feed_source {
	const struct listing *listing;
	const struct taxonomy *taxonomy; /* NULL: the site's */
	const struct term *term;
};

/* Is any article of the listing dated? */
bool feed_has_entries(const struct archive *archive, const struct listing *listing);

/* Does the site, or the term, have a feed of the format? A term without dated articles
 * has none. */
bool feed_is_made(const struct archive *archive, struct feed_source source,
                  enum feed_format format);

/* Are the older articles of the feed published, too? */
bool feed_has_archive(const struct config *config, enum feed_format format,
                      bool of_terms);

/* Of PAGE_ATOM, PAGE_RSS or PAGE_JSON_FEED: the format, and what the feed is of. */
enum feed_format feed_format_of(const struct page *page);
enum page_kind feed_page_kind(enum feed_format format);
struct feed_source feed_source_of(const struct archive *archive, const struct page *page);

/* How many numbered documents there are beside the subscription document. */
uint32_t feed_documents(const struct archive *archive, const struct listing *listing);

/* The articles [*start, *end) of the listing that a document of an archived feed holds;
 */
void feed_range(const struct archive *archive, const struct listing *listing,
                uint32_t number, uint32_t *start, uint32_t *end);

/* and those of a feed without an archive. */
void feed_newest(const struct archive *archive, const struct listing *listing,
                 uint32_t *start, uint32_t *end);

/*
 * The URL of a document: "/feed.xml", "/feed/3.xml", "/tags/harbour/rss.xml". folder is
 * "/" or a term's URL.
 */
struct str feed_url(struct arena *arena, struct str folder, enum feed_format format,
                    uint32_t number);

#endif
