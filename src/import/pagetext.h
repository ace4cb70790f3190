/*
 * pagetext: texts of a page as people read them, for fields and captions. In the arena;
 * cannot fail.
 */
#ifndef IMPORT_PAGETEXT_H
#define IMPORT_PAGETEXT_H

#include "base/arena.h"
#include "base/str.h"
#include "content/htmltree.h"

/* Text of an attribute or of data: without tags, entities, and double spaces. */
struct str clean_text(struct arena *arena, struct str text);

/* The text of an element, with single spaces; without scripts. */
struct str element_text(struct arena *arena, const struct html_node *element);

/* The same with a comma between lines and spans that touch, "&" between items: a byline.
 */
struct str element_lines(struct arena *arena, const struct html_node *element);

#endif
