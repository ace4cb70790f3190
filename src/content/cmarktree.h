/*
 * cmarktree: cmark's parser and its tree in the page's arena (the only includer of
 * cmark.h).
 *
 * cmark's allocator has no context argument, so that the arena is the calling thread's:
 * tree_enter sets it, tree_leave puts back the one before, and between them every node,
 * string and iterator is allocated in it. Nothing of cmark's is ever freed: all of it
 * dies with the arena. Parsing cannot fail.
 */
#ifndef CONTENT_CMARKTREE_H
#define CONTENT_CMARKTREE_H

#include <stdbool.h>
#include <stddef.h>

#include <cmark.h>

#include "base/arena.h"
#include "base/str.h"

/* Returns the arena that was in use, for tree_leave. */
struct arena *tree_enter(struct arena *arena);
void tree_leave(struct arena *before);

/* CommonMark as a tree. NULs and what is not UTF-8 become U+FFFD. */
cmark_node *tree_parse(struct str text);

/* What a node holds; empty if it holds none. */
struct str tree_literal(cmark_node *node);
struct str tree_url(cmark_node *node);
struct str tree_title(cmark_node *node);

/* From 1; 0 if cmark does not know. */
size_t tree_line(cmark_node *node);
size_t tree_end_line(cmark_node *node);
size_t tree_column(cmark_node *node);

/* Is this the paragraph of a tight list, which has no <p>? */
bool tree_is_tight(cmark_node *paragraph);

/* The text below a node as in an image's alt: no markup, breaks are spaces. */
struct str tree_text(cmark_node *node, struct arena *arena);

#endif
