/*
 * linkcards: the other articles that a page shows as cards, found by their structure.
 *
 * A card is an element of a few short blocks whose links all lead to one address, and in
 * which one block is nothing but such a link: its headline. Cards stand in rows: at least
 * three siblings, or fewer behind a label such as "Related". Their blocks get BLOCK_CARD,
 * unless cards are most of what the page has to say. Linear in the size of the page; all
 * memory is the arena's; cannot fail.
 */
#ifndef IMPORT_LINKCARDS_H
#define IMPORT_LINKCARDS_H

#include "base/arena.h"
#include "base/date.h"
#include "content/article.h"
#include "import/blocks.h"

struct linkcard {
	struct str title, dek, kicker;
	struct str url; /* as it stands in the page */
	struct strs authors;
	struct date date;
	bool related; /* a label or class says that it belongs to this article */
};

struct linkcards {
	struct linkcard *items;
	size_t count;
};

struct linkcards linkcards_find(struct arena *arena, struct blocks *blocks);

#endif
