/*
 * related_index: the words that tell articles apart, and where each of them is said.
 * Private to related articles.
 *
 * The heaviest words of an article make a vector of length 1: said often here, and by few
 * articles (weights.h). All is in integers, and so the same on every machine.
 *
 * Source: tf-idf and cosine (Salton & Buckley 1988).
 */
#ifndef ARCHIVE_RELATED_INDEX_H
#define ARCHIVE_RELATED_INDEX_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/bag.h"
#include "archive/copies.h"
#include "archive/weights.h"
#include "archive/wordset.h"
#include "base/pool.h"

#define VECTOR_MAX 128 /* words of an article that count */
#define VECTOR_TOP 40  /* of these, so many are looked up to find others */
#define VECTOR_ONE 255 /* the length of a vector: cosines are in its square */

#define WORD_NONE UINT32_MAX

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
	struct wordset words;
	struct weights weights;
	struct vector
		*vectors;     /* one for each article; those that say nothing are empty */
	struct label *labels; /* likewise */
	struct sketch *sketches; /* of their bodies, likewise */
	const struct str *bags;
	uint32_t *starts;         /* of each word's postings, and the end of all */
	struct posting *postings; /* of a word in the order of articles */
	uint8_t *posted;          /* what the word weighs there */
	struct arena *arenas;     /* one for each thread */
	unsigned threads;
};

/*
 * Of articles that have these bags, in archive order; an empty one says nothing. Words
 * weigh what is kept, or, if that is NULL, what these articles say of them. The bags and
 * what is kept must outlive the index.
 */
void related_index_make(struct related_index *index, const struct str *bags,
                        uint32_t count, const struct weights *kept, struct pool *pool);
void related_index_clear(struct related_index *index);

/* The whole part of the square root of a number below 2^53. */
uint32_t root_of(uint64_t n);

/* Do two articles say nearly the same (copies.h)? */
bool related_index_same(const struct related_index *index, uint32_t a, uint32_t b);

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
struct vector vector_of(const struct weights *weights, struct str bag,
                        struct arena *arena);

#endif
