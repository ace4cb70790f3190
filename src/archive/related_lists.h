/*
 * related_lists: which articles are related to an article, best first. Private to related
 * articles.
 *
 * Candidates are found by the article's heaviest words, each among those articles that
 * say it and are nearest in the archive's order: a bounded number whatever the size of
 * the archive. The best of them are scored by the cosine of the two texts, the tags they
 * share, and the days between them. Texts that are nearly the same are copies of one
 * another, as a wire's story is: they are told apart from what is related, and of several
 * copies a list has the best one.
 */
#ifndef ARCHIVE_RELATED_LISTS_H
#define ARCHIVE_RELATED_LISTS_H

#include <stdint.h>

#include "archive/related_index.h"

/* Postings that are looked at on either side of an article. */
#define RELATED_REACH 120

#define RELATED_CANDIDATES 64 /* that are scored */
#define RELATED_COPIES     20 /* of one article that are named */

#define RELATED_HALF_LIFE 180 /* days in which nearness in time halves */

/* Nearness is a fraction of this: that of articles of the same day. */
#define RELATED_NEAREST 65536u

/* Scores are fractions of this. */
#define RELATED_ONE ((uint32_t)VECTOR_ONE * VECTOR_ONE)

struct candidate {
	uint32_t article;
	uint32_t cosine;   /* of the texts */
	uint32_t tags;     /* what shared tags add */
	uint32_t days;     /* between them; UINT32_MAX: nobody knows */
	uint32_t nearness; /* in time: the sum is multiplied by it */
	uint32_t score;    /* the sum; */
	uint32_t level;    /* in steps, by which they are in order */
};

/* What one thread finds candidates with. */
struct finder {
	const struct related_index *index;
	uint32_t *scores;  /* of every article; zero between calls */
	uint32_t *touched; /* those that are not */
	uint8_t *marks;    /* what each word weighs in the article at hand */
	uint32_t nearness[RELATED_HALF_LIFE]; /* by days */
	struct candidate candidates[RELATED_CANDIDATES];
	uint32_t count;
};

void finder_open(struct finder *finder, const struct related_index *index);
void finder_close(struct finder *finder);

/* Find and score the candidates for an article, the best first. */
void finder_find(struct finder *finder, uint32_t article);

/* A list, as articles. */
struct related_choice {
	uint32_t copies[RELATED_COPIES];
	uint32_t copy_count;
	uint32_t articles[RELATED_CANDIDATES];
	uint32_t count;
};

/* Find and choose so many articles, and the copies. */
void finder_choose(struct finder *finder, uint32_t article, uint32_t most,
                   struct related_choice *choice);

#endif
