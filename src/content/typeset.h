/*
 * typeset: cmark's tree with all that hangs on it, as HTML and as plain text; private to
 * the Markdown files.
 *
 * Walks with cmark's iterator and never recurses. Nesting beyond TYPESET_DEPTH is
 * flattened, with one warning, which keeps the result below SANITIZE_DEPTH. With the
 * plain option it writes byte for byte what CommonMark's examples show.
 */
#ifndef CONTENT_TYPESET_H
#define CONTENT_TYPESET_H

#include "base/buf.h"
#include "content/body.h"

#define TYPESET_DEPTH  100 /* of quotes, lists and their items */
#define TYPESET_INLINE 50  /* of emphasis and links */

struct typesetter {
	struct body *body;
	struct buf *html, *text;
	cmark_node *figure;      /* the picture that is one; or NULL */
	cmark_node *image;       /* whose alt is being written; or NULL */
	cmark_node *flat;        /* the block that is too deep, with all below it */
	cmark_node *flat_inline; /* the same of emphasis */
	cmark_node *bare;        /* a paragraph or item whose own tags are not written */
	struct footnote *note;   /* that is being written; or NULL */
	size_t depth, inline_depth;
	size_t links;       /* 1 inside a link */
	size_t link_start;  /* of the current link in html */
	size_t link_inside; /* of what is in it */
	size_t block_start; /* of the current paragraph or heading in html */
	size_t start;       /* of what is in it */
	size_t text_start;  /* the same in text */
	int level;          /* of the current heading */
	size_t filled;      /* cells that rows lacked */
	bool warned;        /* of depth */
	bool backlinked;    /* the note has its links back */
};

/* All below a node. */
void typeset_tree(struct typesetter *setter, cmark_node *root);

/* The notes that were referred to, as a section at the end. */
void typeset_footnotes(struct typesetter *setter);

#endif
