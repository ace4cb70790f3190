/*
 * promotion: does a line advertise, or belong to the page and not to the article?
 *
 * A judgement of one line by its own words, in English, German, French, Spanish, Italian
 * and Dutch: phrases with weights (newsletter, "in your inbox", "cookie policy"), whom it
 * addresses, whether it commands, and what speaks against it (reported speech, a long
 * sentence about third persons). What stands around the line is weighed in anatomy.c.
 * The tables in vocabulary.c are the master copy. Owns nothing, cannot fail.
 */
#ifndef IMPORT_PROMOTION_H
#define IMPORT_PROMOTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#define PROMOTION_SURE   0.6 /* a promotion whatever stands around it */
#define PROMOTION_LIKELY 0.3 /* one beside another, or between two */
#define PROMOTION_FAINT  0.1 /* one between two others, if a phrase of offers says so */

enum promotion_kind {
	PROMOTION_OFFER,
	PROMOTION_FOLLOW,
	PROMOTION_LEGAL,
	PROMOTION_BUTTON
};

struct promotion {
	double score;             /* 0 to 1 */
	enum promotion_kind kind; /* of the phrase that tells most */
	const char *why;          /* "offers a newsletter, subscription or app" */
	bool offers; /* a phrase of an offer or notice is in it, and no mere button */
	bool menu;   /* a word of menus, which may head a part of an article too: "Search"
	              */
};

struct promotion promotion_judge(struct str text, struct str words);

/* Does it say whose picture stood there: "Photo: A. Lee / Agency"? */
bool promotion_is_credit(struct str text, struct str words);

/* vocabulary.c: all phrases are folded as in wordlist.h. */
struct promotion_phrase {
	struct str words;
	double weight;
	enum promotion_kind kind;
};

extern const struct promotion_phrase promotion_phrases[];
extern const size_t promotion_phrase_count;

/* Lines that are nothing but a button, a menu entry or a mark of an advert. */
extern const struct str promotion_buttons[];
extern const size_t promotion_button_count;

/* Lines that are the same only among their like. */
extern const struct str promotion_menus[];
extern const size_t promotion_menu_count;

#endif
