/*
 * stem: words without their endings, so that "floods" and "flooded" are one (Snowball;
 * the only includer of libstemmer.h).
 *
 * Owns the stemmers it makes, one for each language it was asked for; stems_clear frees
 * them. The zero value is ready for use and belongs to one thread. Cannot fail: in a
 * language for which there is no stemmer words stay as they are.
 */
#ifndef CONTENT_STEM_H
#define CONTENT_STEM_H

#include "base/str.h"

struct stemmer;

struct stems {
	struct stemmer *first; /* private */
};

/* What stems the words of a language (a BCP 47 tag); NULL: they stay as they are. */
struct stemmer *stems_of(struct stems *stems, struct str language);

/* A word's stem, valid until the next call for the same language. */
struct str stem(struct stemmer *stemmer, struct str word);

void stems_clear(struct stems *stems);

#endif
