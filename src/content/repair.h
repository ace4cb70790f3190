/*
 * repair: moves and renames what stands in the wrong order in a tree of HTML: a caption,
 * summary or figcaption that is not where it belongs.
 */
#ifndef CONTENT_REPAIR_H
#define CONTENT_REPAIR_H

#include "content/htmltree.h"

void repair_tree(struct html_node *root);

#endif
