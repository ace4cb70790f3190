/*
 * ownlinks: links that are the article's own, though they stand in rows as a menu's do.
 *
 * They are in the cells of a table that has short ones or headers, and of which not
 * nearly all are links; in the items of a list that the text before it announces; and in
 * headings between paragraphs and quoted posts.
 * Linear in the number of blocks, for each level of tables in tables.
 */
#ifndef IMPORT_OWNLINKS_H
#define IMPORT_OWNLINKS_H

#include "import/blocks.h"

/* Set BLOCK_OWN of such blocks. */
void ownlinks_find(struct blocks *blocks);

#endif
