/*
 * related_index: the words that tell articles apart, and where each of them is said.
 * Private to related articles.
 *
 * The heaviest words of an article make a vector of length 1. How much a word weighs
 * hangs on how many articles say it, which every new article changes; so only the oldest
 * are asked, those of whole years, at least half of the greatest power of two that is not
 * above their number, and their answer has four values: what is related to an article
 * moves with its words and its neighbours', and seldom with others'. All is in integers,
 * and so the same on every machine.
 *
 * Source: tf-idf and cosine (Salton & Buckley 1988), with frozen document frequencies.
 */
#ifndef ARCHIVE_RELATED_INDEX_H
#define ARCHIVE_RELATED_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/bag.h"
#include "base/buf.h"
#include "base/pool.h"

#define VECTOR_MAX 128 /* words of an article that count */
#define VECTOR_TOP 48  /* of these, so many are looked up to find others */
#define VECTOR_ONE 255 /* the length of a vector: cosines are in its square */

#define WORD_NONE UINT32_MAX

/* How much words weigh in an archive. */
struct frozen {
	uint32_t prefix;  /* as if so many articles had been asked, */
	uint32_t *terms;  /* what many of them say, rising, */
	uint8_t *weights; /* and what that weighs; anything else weighs more */
	uint32_t count;
};

/* The heaviest words of an article, the heaviest first. */
struct vector {
	uint32_t count;
	uint32_t *words; /* in an index their numbers, else their terms */
	uint8_t *weights;
};

/* A place where a word is said. */
struct posting {
	uint32_t article : 31;
	uint32_t is_top : 1; /* the word is of those that find others */
};

/* What else brings articles together. */
struct label {
	int32_t day; /* date_to_days */
	uint32_t tag_count;
	uint32_t *tags; /* hashes, rising */
};

struct related_index {
	uint32_t count; /* of articles */
	struct frozen frozen;
	struct vector
		*vectors;     /* one for each article; those that say nothing are empty */
	struct label *labels; /* likewise */
	uint32_t word_count;
	uint32_t *starts;         /* of each word's postings, and the end of all */
	struct posting *postings; /* of a word in the order of articles */
	uint8_t *posted;          /* what the word weighs there */
	_Atomic uint64_t *terms;  /* private: a bit for each term that is a word, */
	uint32_t *ranks;          /* and how many words are before it, by blocks */
	struct arena *arenas;     /* one for each thread */
	unsigned threads;
};

/* Of articles that have these bags, in archive order; an empty one says nothing. */
void related_index_make(struct related_index *index, const struct str *bags,
                        uint32_t count, struct pool *pool);
void related_index_clear(struct related_index *index);

/* The whole part of the square root of a number below 2^53. */
uint32_t root_of(uint64_t n);

/* The number of a word, or WORD_NONE. */
uint32_t related_index_word(const struct related_index *index, uint32_t term);

/* Postings [first, end). */
struct places {
	uint32_t first, end;
};

/*
 * The postings of a word around the place where an article is, or would be: at most so
 * many on either side of it.
 */
struct places related_index_around(const struct related_index *index, uint32_t word,
                                   uint32_t article, uint32_t reach);

/* The vector of a bag where words weigh so much; its words are terms. */
struct vector vector_of(const struct frozen *frozen, struct str bag, struct arena *arena);

void frozen_pack(const struct frozen *frozen, struct buf *out);

/* In the arena; false if the bytes are damaged. */
bool frozen_unpack(struct frozen *frozen, struct unpack *in, struct arena *arena);

#endif
