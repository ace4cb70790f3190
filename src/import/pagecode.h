/*
 * pagecode: code that a page cuts into lines, as the plain text of a pre.
 *
 * Highlighters put every line into an element of its own, and the numbers of the lines
 * into a column of a table beside them. Changes the tree; new nodes are the arena's.
 * Linear; cannot fail.
 */
#ifndef IMPORT_PAGECODE_H
#define IMPORT_PAGECODE_H

#include "base/arena.h"
#include "content/htmltree.h"

void pagecode_settle(struct arena *arena, struct html_node *root);

#endif
