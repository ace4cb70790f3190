/*
 * anatomy: what each line of a scrape is: headline, dek, byline, paragraph, promotion,
 * repetition, card of another article.
 *
 * The head is read from the top, cards are found by their form, promotions by their words
 * and by what stands beside them, and what other inputs repeat is taken from what is
 * left. Whatever is not told to be something else is body: in doubt a line stays. All
 * memory is the arena's; strings are views of the scrape.
 */
#ifndef IMPORT_ANATOMY_H
#define IMPORT_ANATOMY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "import/cardfinder.h"
#include "import/repetition.h"
#include "import/scrape.h"

struct anatomy {
	struct str title; /* empty: no line could be one */
	struct str dek, kicker, publication;
	struct strs authors;
	struct date date, updated;
	struct card *cards;
	size_t card_count;
	size_t paragraphs; /* lines that are body; 0 is no article */
};

/* Settle every line, knowing what other inputs repeat. learned may be NULL. */
void anatomy_read(struct arena *arena, struct scrape *scrape,
                  const struct repetition *learned, struct anatomy *out);

/* Learn from an input, by local rules alone: the first of two passes. */
void anatomy_teach(struct arena *arena, struct scrape *scrape,
                   struct repetition *repetition);

#endif
