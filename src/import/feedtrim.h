/*
 * feedtrim: takes out of the text of an entry what the feed has put into it.
 *
 * Changes the tree; what is made lives in the arena. Linear; cannot fail.
 */
#ifndef IMPORT_FEEDTRIM_H
#define IMPORT_FEEDTRIM_H

#include "content/htmltree.h"

/* FeedBurner's and WordPress.com's buttons, and the pictures that count readers. */
void feedtrim_buttons(struct html_node *body);

#endif
