/*
 * hints: what an element's name, classes, id, role and style say of what it is for.
 *
 * Classes and ids are read as words: "postContent", "post-content" and "post_content" are
 * "post" and "content". A few that layouts are made of, such as "hidden", count only as
 * whole classes. Constant tables; cannot fail, allocates nothing.
 */
#ifndef IMPORT_HINTS_H
#define IMPORT_HINTS_H

#include <stdbool.h>

#include "content/htmltree.h"

enum {
	HINT_FURNITURE = 1, /* of the page or of a program: nav, footer, script, hidden */
	HINT_OTHER = 2,   /* beside the article: comments, shares, related, promotions */
	HINT_BODY = 4,    /* says that it holds the article's text */
	HINT_CAPTION = 8, /* of a picture: figcaption, class caption or credit */
	HINT_NEVER = 16, /* holds no text for readers, whatever its size: script, style */
	HINT_SPARED = 32,    /* what says HINT_OTHER is not to be believed: body, main */
	HINT_COMMENTS = 256, /* OTHER, and of readers' comments, which may be long */
	HINT_ASIDE = 128,    /* an aside: beside the text, if not of it */
	HINT_EMBED = 64,     /* a post of another site, quoted: class twitter-tweet */
};

unsigned hints_of(const struct html_node *element);

/* Has the element's class or id one of these words? row is " a b c ". */
bool hints_have(const struct html_node *element, const char *row);

/* Does it begin a new block of text, and end the one before? */
bool is_block_element(const struct html_node *element);

bool is_heading_element(const struct html_node *element); /* h1 to h6 */

#endif
