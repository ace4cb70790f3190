/*
 * kicker: the label over a headline, and how to tell it from the dek it runs into:
 * "Talking Point European countries rapidly froze asylum claims".
 *
 * A kicker is a few capitalised words before a dek that begins like a sentence. Where it
 * ends is told by the dek's first word (The, Why, a quotation mark), by a table of
 * kickers that many papers use, or by the same words standing before several other deks:
 * that is what struct kickers learns, from one input or from all of them.
 *
 * Kickers own their counts; kickers_clear returns the memory. Strings are views.
 */
#ifndef IMPORT_KICKER_H
#define IMPORT_KICKER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "import/tally.h"

#define KICKER_WORDS 5 /* "Today's Big Question" has three; hardly any has more */

/* The zero value has learned nothing. */
struct kickers {
	struct tally prefixes; /* count: deks it begins; marked: those that go on like a
	                          sentence */
	struct tally seen;     /* deks, and prefixes with what follows, counted once */
};

/* Learn from the dek of a card. */
void kickers_learn(struct kickers *kickers, struct arena *arena, struct str dek);

/* Learn that these words stood alone over a headline. */
void kickers_learn_line(struct kickers *kickers, struct str words);

void kickers_clear(struct kickers *kickers);

/*
 * Cut the kicker off a dek. False, and *kicker empty, if it has none; *sure says how
 * sure that is.
 */
bool kicker_split(const struct kickers *kickers, struct arena *arena, struct str text,
                  struct str *kicker, struct str *dek, double *sure);

/* May the whole line be a kicker or the name of a section? */
bool kicker_is_line(const struct kickers *kickers, struct str text, struct str words);

#endif
