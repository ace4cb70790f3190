/*
 * mentions: the words of one article, each once, with where and how often they stand.
 *
 * What search and related articles know of an article they make of these. Words are
 * folded (content/words.h) and numbered in the order in which they were first met, in
 * this article or in one before it; so what is known of a word can be kept under its
 * number. Owns what it holds; the zero value is empty, belongs to one thread and is good
 * for one article after another; mentions_clear frees it, and forgets the words. Cannot
 * fail.
 */
#ifndef ARCHIVE_MENTIONS_H
#define ARCHIVE_MENTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "base/arena.h"
#include "base/str.h"
#include "base/table.h"

enum mention_place {
	MENTION_TITLE,
	MENTION_KICKER,
	MENTION_DEK,
	MENTION_LEAD, /* the first words of the body: they say what it is about */
	MENTION_BODY, /* the rest of it */
	MENTION_PLACES,
};

/* Different words of one article: more than any newspaper's. The rest is left out. */
#define MENTIONS_MAX 20000

struct mention {
	uint32_t word; /* its number */
	uint32_t times[MENTION_PLACES];
};

/* What a reader keeps of a word, in a language or whatever else it stands for. */
struct word_note {
	const void *of;
	uint32_t value;
	bool is_made;
};

struct mentions {
	struct table words;      /* of this article and those before it */
	struct word_note *notes; /* one for each of them; not made at first */
	struct mention *items;   /* of this article, in the order of their first places */
	uint32_t count;
	uint32_t *
		places; /* private from here: of each word among the items, or anywhere */
	uint32_t words_cap;
	enum mention_place place;
	uint32_t left; /* of the words of the lead */
	struct arena kept, scratch;
};

/* Of an article whose text is this; what was of another is forgotten but its words. */
void mentions_read(struct mentions *mentions, const struct record *record,
                   struct str body);

void mentions_clear(struct mentions *mentions);

#endif
