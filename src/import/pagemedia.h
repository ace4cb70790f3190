/*
 * pagemedia: pictures and films that a page shows by its own scripts, as plain elements:
 * those of AMP and other elements of scripts, and those that stand in a noscript and
 * nowhere else. Formulas as code, and captions without what is only read aloud.
 *
 * Changes the tree; what is settled once stays. New nodes are the arena's. Linear; cannot
 * fail.
 */
#ifndef IMPORT_PAGEMEDIA_H
#define IMPORT_PAGEMEDIA_H

#include "base/arena.h"
#include "content/htmltree.h"

void pagemedia_settle(struct arena *arena, struct html_node *root);

#endif
