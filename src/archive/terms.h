/*
 * terms: what there is to say of one term: its years, and the terms it keeps company
 * with. Pure functions of the archive, made when they are asked for.
 */
#ifndef ARCHIVE_TERMS_H
#define ARCHIVE_TERMS_H

#include <stdint.h>

#include "archive/archive.h"

/* Related terms are those of the term's newest articles: these many of each. */
#define RELATED_ARTICLES 200
#define RELATED_TERMS    8

#define YEAR_UNDATED (-1) /* before all others, as undated articles are */

/* A year in which articles of a listing were published. */
struct listed_year {
	int year;
	uint32_t count; /* articles */
	uint32_t page;  /* of the listing, where the newest of them is */
};

/* Newest first, in the arena. Gives how many there are. */
uint32_t listing_years(const struct archive *archive, const struct listing *listing,
                       struct arena *arena, struct listed_year **years);

/*
 * The terms of the same taxonomy that most of the term's newest articles have, too; of
 * two the first by label. Not those above or below it. Gives how many there are.
 */
uint32_t term_related(const struct archive *archive, uint32_t taxonomy, uint32_t term,
                      uint32_t related[RELATED_TERMS]);

#endif
