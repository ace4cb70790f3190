/*
 * wordset: the words that an archive's articles say, numbered from 0 in the order of
 * their terms (bag.h).
 *
 * A bit for each term that there can be, and how many are before it, by blocks: the
 * number of a word is found by counting few bits (Jacobson's rank). Owns both.
 */
#ifndef ARCHIVE_WORDSET_H
#define ARCHIVE_WORDSET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/pool.h"
#include "base/str.h"

struct wordset {
	uint32_t count;
	_Atomic uint64_t *bits; /* private from here */
	uint32_t *ranks;
};

/* All that is said in these bags. */
void wordset_make(struct wordset *words, const struct str *bags, uint32_t count,
                  struct pool *pool);
void wordset_clear(struct wordset *words);

bool wordset_has(const struct wordset *words, uint32_t term);

/* The number of a word that it has. */
uint32_t wordset_number(const struct wordset *words, uint32_t term);

/* The first word from this term on; UINT32_MAX if there is none. */
uint32_t wordset_next(const struct wordset *words, uint32_t term);

#endif
