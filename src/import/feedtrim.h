/*
 * feedtrim: takes out of the text of an entry what the feed has put into it.
 *
 * Changes the tree; what is made lives in the arena. Linear; cannot fail.
 */
#ifndef IMPORT_FEEDTRIM_H
#define IMPORT_FEEDTRIM_H

#include "base/arena.h"
#include "base/str.h"
#include "content/article.h"
#include "content/htmltree.h"

/*
 * The last paragraph, if it has no links but one to the entry and one to its site, in
 * this order: "The post X appeared first on Y.", in whatever language, and the rule
 * before it. Its text; or nothing.
 */
struct str feedtrim_footer(struct arena *arena, struct html_node *body, struct str entry,
                           struct str site);

/* What Substack and Blogger put into a text for subscribers; the texts of it. */
struct strs feedtrim_furniture(struct arena *arena, struct html_node *body);

/* FeedBurner's and WordPress.com's buttons, and the pictures that count readers. */
void feedtrim_buttons(struct html_node *body);

#endif
