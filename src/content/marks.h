/*
 * marks: the parts of text nodes that the extensions read: ~~strikethrough~~, [^notes],
 * tasks in lists, and {#ids} of headings; private to the Markdown files.
 *
 * One pass over cmark's tree, in which text that CommonMark left as it is gets marks.
 * Strikethrough follows GFM with two tildes; one alone is text ("~5 people"). Its ends
 * must have one parent: emphasis binds tighter.
 */
#ifndef CONTENT_MARKS_H
#define CONTENT_MARKS_H

#include "content/body.h"

/* The text with ESCAPED for each backslash before "~~" and "[^". */
struct str marks_protect(struct str text, struct arena *arena, bool *has_escapes);

/* What cmark took over from such text, with the backslashes: for code and raw HTML. */
struct str marks_restore(const struct body *body, struct str s);

/* The same without them: for URLs and titles, where an escape has done its work. */
struct str marks_unescape(const struct body *body, struct str s);

/* Add a mark behind those of a text node. */
struct mark *mark_add(struct body *body, cmark_node *text, enum mark_kind kind,
                      size_t start, size_t end);

void marks_find(struct body *body, cmark_node *root);

#endif
