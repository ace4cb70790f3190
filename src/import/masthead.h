/*
 * masthead: the head of a scrape: buttons and the name of the site, kicker, headline,
 * dek, byline and dates, up to the first paragraph. The first part of anatomy.h's work,
 * and private to it.
 *
 * A reader owns nothing: what it points to is the caller's. Cannot fail.
 */
#ifndef IMPORT_MASTHEAD_H
#define IMPORT_MASTHEAD_H

#include "import/anatomy.h"

/* A scrape that is being taken apart. */
struct reader {
	struct arena *arena;
	struct scrape *scrape;
	const struct repetition *learned; /* NULL if there is nothing to learn from */
	const struct kickers *kickers;
	struct anatomy *out;
	size_t body; /* the first line behind the head */
};

/* Settle the lines of the head, fill in the fields of *out, and set body. */
void masthead_read(struct reader *reader);

/* The i-th line, or NULL behind the last. */
struct scrape_line *reader_line(const struct reader *reader, size_t i);

/* Does the i-th line look like any of these? */
bool reader_looks(const struct reader *reader, size_t i, unsigned what);

/* If the line is one of dates, or a byline: take its fields, unless known, and settle it.
 */
bool reader_take_date(struct reader *reader, struct scrape_line *line);
bool reader_take_byline(struct reader *reader, struct scrape_line *line);

#endif
