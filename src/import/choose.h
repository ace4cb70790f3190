/*
 * choose: which blocks of a page are the article.
 *
 * The element whose blocks weigh most together is the article's; the run of blocks within
 * it that weighs most is its text (a maximum sum over ranges: Pasternack and Roth, WWW
 * 2009); of that run what weighs less than nothing is left out, unless it belongs to what
 * stays: headings over it, items beside it. Linear in the number of elements.
 */
#ifndef IMPORT_CHOOSE_H
#define IMPORT_CHOOSE_H

#include "import/blocks.h"

struct choice {
	struct html_node *root; /* NULL: there is no article */
	uint32_t start, end;    /* the run of blocks */
	uint32_t length;        /* characters of the blocks that are kept */
};

/* Sets kept of the blocks that are the article's text. */
struct choice blocks_choose(struct arena *arena, struct blocks *blocks);

#endif
