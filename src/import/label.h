/*
 * label: the headings under which pages list other articles ("Related", "Mehr zum
 * Thema"), and lines that name one other article ("Read more: ...").
 *
 * Constant tables; owns nothing, cannot fail.
 */
#ifndef IMPORT_LABEL_H
#define IMPORT_LABEL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* Is the whole line such a heading? */
bool label_is_heading(struct str text, struct str words);

/* Does it begin as a label of what belongs to an article: "Related", "Mehr zum ..."? */
bool label_is_related(struct str words);

/* Is it the heading of readers' comments: "3 comments", "Leave a reply"? */
bool label_is_comments(struct str words);

/* The headline in "Read more: Harbour wall to be rebuilt"; empty if it is no such line.
 */
struct str label_headline(struct arena *arena, struct str text);

/* "Read more", "Weiterlesen", "5 comments": what ends a card. */
bool label_is_foot(struct str words);

#endif
