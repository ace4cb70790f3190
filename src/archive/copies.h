/*
 * copies: do two articles say nearly the same? A wire's story is often printed twice, and
 * each paper gives it a headline of its own: so only the words of the bodies count, each
 * once. Private to related articles.
 *
 * Pure functions of bags: what words weigh in an archive does not matter, lest copies
 * come and go with other articles. Whether it is worth while to compare two bodies a
 * sketch tells: words are known by hashes, so the first few of a bag in their order are a
 * sample that is the same for bodies that say the same.
 *
 * Source: bottom-k sketches (Broder 1997).
 */
#ifndef ARCHIVE_COPIES_H
#define ARCHIVE_COPIES_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/bag.h"

/* The zero value is of no words. */
struct sketch {
	uint64_t bits[4];
	uint32_t count;
};

/* A word of the body; in the order of their terms. */
void sketch_add(struct sketch *sketch, uint32_t term);

/* False: the bodies are not nearly the same. */
bool sketches_agree(const struct sketch *a, const struct sketch *b);

/* Are the bodies of two bags nearly the same? Never of those that say next to nothing. */
bool bodies_agree(struct str a, struct str b);

#endif
