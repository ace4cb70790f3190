/*
 * weights: how common words are in an archive, and how much they weigh therefore when
 * related articles are looked for.
 *
 * Counted are the oldest articles only, those of whole years, at least half of the
 * greatest power of two that is not above their number: today's article is not among
 * them. And there are only three weights: each step between them is a border that words
 * pass when an old article changes, and then the lists of all that say them may change.
 * A site that keeps what was counted (wordfile.h) counts no more.
 *
 * Source: inverse document frequency (Spärck Jones 1972), frozen.
 */
#ifndef ARCHIVE_WEIGHTS_H
#define ARCHIVE_WEIGHTS_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/wordset.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/pack.h"
#include "base/pool.h"
#include "base/str.h"

/* What most words weigh, and none weighs more. */
#define WEIGHT_RARE 2

/* The words that many articles say. */
struct frequencies {
	uint32_t asked; /* how many articles were, or rather: a power of two that is no
	                   more, lest the borders move; 0: nothing is known */
	uint32_t count;
	uint32_t *terms;   /* rising */
	uint32_t *said_by; /* and how many articles say them: at most asked */
};

/* The words that weigh less than WEIGHT_RARE. */
struct weights {
	uint32_t count;
	uint32_t *terms; /* rising */
	uint8_t *values;
};

/* How many articles would be asked today, of articles that have these bags. */
uint32_t frequencies_would_ask(const struct str *bags, uint32_t count);

/* What the articles that have these bags, and so these words, say; in the arena. */
void frequencies_count(struct frequencies *frequencies, const struct wordset *words,
                       const struct str *bags, uint32_t count, struct pool *pool,
                       struct arena *arena);

/* In the arena. */
struct weights weights_of(const struct frequencies *frequencies, struct arena *arena);

uint32_t weight_of(const struct weights *weights, uint32_t term);

bool weights_eq(const struct weights *a, const struct weights *b);

void weights_pack(const struct weights *weights, struct buf *out);

/* In the arena; false if the bytes are damaged. */
bool weights_unpack(struct weights *weights, struct unpack *in, struct arena *arena);

#endif
