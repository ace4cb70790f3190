/*
 * cardfinder: the other articles that a page points to.
 *
 * A card is a headline with what belongs to it: a kicker, a dek, a byline, dates. Cards
 * stand between separators, under a heading ("Related"), in rows of the same form, or
 * behind a pointer ("Read more: ..."). cards_find settles their lines; cards_gather makes
 * entries of them and folds those that come twice. All memory is the arena's; cannot
 * fail.
 */
#ifndef IMPORT_CARDFINDER_H
#define IMPORT_CARDFINDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"
#include "content/article.h"
#include "import/repetition.h"
#include "import/scrape.h"

struct card {
	struct str title, kicker, dek, publication;
	struct strs authors;
	struct date date;
};

/* Lines of one card in a scrape; NO_LINE for what it has not. */
#define NO_LINE ((size_t)-1)

struct card_place {
	size_t kicker, title, dek, byline, date, end;
	bool pointer; /* the headline is behind "Read more:" */
};

struct card_places {
	struct card_place *items;
	size_t count;
};

/*
 * Find the cards among the lines from start on. has_byline: the article's own byline is
 * known, so that another one is a card's. Teaches kickers what their deks teach.
 */
struct card_places cards_find(struct arena *arena, struct scrape *scrape, size_t start,
                              bool has_byline, const struct repetition *learned);

/* Let the deks of the cards teach kickers. */
void cards_teach(struct arena *arena, const struct scrape *scrape,
                 const struct card_places *places, struct kickers *kickers);

/*
 * The cards themselves, without copies of one another and of the article: the lines of
 * these are settled anew as duplicates.
 */
struct card *cards_gather(struct arena *arena, struct scrape *scrape,
                          const struct card_places *places, const struct kickers *kickers,
                          struct str own_title, size_t *count);

#endif
