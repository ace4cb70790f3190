/*
 * pagelayout: what editors lay out by classes, as plain elements: galleries that are
 * lists, pictures that float beside the first words of a paragraph, buttons that repeat
 * the link before them, films that stand in an attribute until a script runs, poems,
 * letters that are drawn, labels in headlines, and boxes that are tables of spacers and
 * one text.
 *
 * Changes the tree at a node; what is settled once stays. New nodes are the arena's.
 * Cannot fail.
 */
#ifndef IMPORT_PAGELAYOUT_H
#define IMPORT_PAGELAYOUT_H

#include "base/arena.h"
#include "content/htmltree.h"

/* Nodes are to be given in the order of the document. */
void pagelayout_settle(struct arena *arena, struct html_node *node);

#endif
