/*
 * bag: what an article says, as related articles see it: its words without their order.
 *
 * A pure function of the source, the record's path and the config, as bytes, so that it
 * can be remembered from build to build. Words are folded (content/words.h), without
 * their endings (content/stem.h), and known by a part of their hash only: two words in
 * thousands share theirs, which no list of related articles is the worse for, and no
 * table of words must be kept.
 */
#ifndef ARCHIVE_BAG_H
#define ARCHIVE_BAG_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "archive/mentions.h"
#include "base/pack.h"
#include "content/stem.h"

/* Words are told apart by so many bits of their hash. */
#define BAG_TERM_BITS 27

/* How often a word may be said is kept as one of so many steps: bag_weight. */
#define BAG_STEPS 8

struct bag_word {
	uint32_t term; /* its hash */
	uint32_t step;
	bool in_body; /* and not only in the headline and the dek */
};

/* An opened bag. */
struct bag {
	struct hash source; /* bag_source */
	struct str rest;    /* all but that: equal for articles that say the same */
	struct date date;
	uint32_t tag_count;
	struct unpack tags, words; /* private: yet to be read, */
	uint32_t tag, term;        /* after these */
};

/* False if the bytes are no bag; an empty one is of no article. */
bool bag_open(struct str packed, struct bag *bag);

/* The hash of its next tag; they rise. There are bag->tag_count of them. */
uint32_t bag_next_tag(struct bag *bag);

/* Its next word, in the order of their terms; false at the end. */
bool bag_next(struct bag *bag, struct bag_word *word);

/* 16 * (1 + log2 n) for words that are said n times, with n the middle of the step. */
uint32_t bag_weight(uint32_t step);

/* Makes bags, on one thread; cleared by bag_maker_clear. The zero value is ready. */
struct bag_maker {
	struct arena scratch;
	struct stems stems;
	struct stemmer *stemmer; /* of the article at hand */
	uint32_t *said; /* terms with how often they are said; room for twice as many */
	size_t count;
	uint32_t *heads; /* terms of words that the body does not say; likewise */
	size_t head_count;
	struct buf packed;
};

/*
 * The bag of an article that says this; it lies in the maker until the next call. The
 * terms of words are noted: the mentions must always be given to the same maker.
 */
struct str bag_make(struct bag_maker *maker, const struct archive *archive,
                    const struct record *record, struct mentions *mentions);

/* What an article's bag is made of: bag->source of one that is up to date. */
struct hash bag_source(const struct archive *archive, const struct record *record);

/*
 * A word of a language without its ending, valid until the next call; and the term of
 * such a word.
 */
struct str bag_stem(struct bag_maker *maker, struct str language, struct str word);
uint32_t bag_term_of(struct str stem);

void bag_maker_clear(struct bag_maker *maker);

#endif
