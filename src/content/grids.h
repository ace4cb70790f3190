/*
 * grids: GFM's tables, on top of cmark, for which a table is a paragraph; private to the
 * Markdown files.
 *
 * A paragraph with a delimiter row (|---|:-:|) under a header of as many cells is a
 * table from there on. cmark has then read links and emphasis across its cells, so that
 * the cells are parsed again, each for itself: they are written as paragraphs in front
 * of the body, and the whole is given to cmark once more, which keeps the definitions
 * of links in sight of the cells. A cell begins with CELL_PREFIX, so that nothing in it
 * begins a block.
 */
#ifndef CONTENT_GRIDS_H
#define CONTENT_GRIDS_H

#include "content/body.h"

#define GRID_COLUMNS 1000 /* a wider table is none */

#define CELL_PREFIX "a "

/*
 * Find the tables of a tree made of body->text. True if there are any: body->text then
 * has cells in front, and is to be parsed again.
 */
bool grids_find(struct body *body, cmark_node *root);

/* Hang them on the paragraphs of the new tree, and take the cells out of it. */
void grids_place(struct body *body, cmark_node *root);

/* Unlink the cells from the tree; their nodes stay with the grids. */
void grids_unlink_cells(struct body *body);

#endif
