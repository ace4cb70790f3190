/*
 * body: one Markdown body on its way from source to HTML; private to markdown.c and the
 * files that know parts of the language.
 *
 *     source --cuts--> text --cmark--> tree --grids, footnotes, marks, typeset--> HTML
 *
 * Everything lives in the arena of the call. What an extension adds is hung on cmark's
 * nodes as user data, and the nodes it belongs to say what it is:
 *
 *     text               struct marks      what to write instead of some of its bytes
 *     paragraph, heading struct block      a table in its place, an id
 *     link, image        struct link_target, if it is written at all
 */
#ifndef CONTENT_BODY_H
#define CONTENT_BODY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/table.h"
#include "content/cmarktree.h"
#include "content/headings.h"
#include "content/markdown.h"
#include "content/places.h"

/*
 * Stands in cmark's text for a backslash that escapes something cmark does not know as
 * special, so that the tree still tells. Clean text has no such byte.
 */
#define ESCAPED '\x01'

struct footnote {
	struct str label;
	size_t line;      /* of the body, from 1 */
	cmark_node *item; /* what it says: the item of a list; NULL: not found */
	bool used;
	size_t number; /* by first reference; 0: not yet */
	size_t references;
};

struct footnotes {
	struct footnote *items; /* in the order of the source */
	size_t count;
	struct table labels;        /* lower case */
	struct footnote **labelled; /* the first of each label */
	struct footnote **numbered; /* from number 1 on */
	size_t numbered_count;
};

/* A cell of a grid, or the lines of a paragraph that precede it. */
struct cell {
	size_t text_line;   /* where body.text holds it */
	size_t line;        /* where the body does, from 1 */
	bool prefixed;      /* it begins with CELL_PREFIX */
	cmark_node *inside; /* a paragraph; NULL: empty */
};

struct grid_row {
	size_t first, count; /* of body.cells */
};

enum column_align { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

struct grid {
	size_t line; /* of the body, where its paragraph begins */
	size_t lead; /* the cell before it; SIZE_MAX: none */
	bool ruled;  /* a "---" below it, which cmark took for a heading's */
	size_t columns;
	unsigned char *aligns;
	struct grid_row *rows; /* the header first */
	size_t row_count;
};

/* What hangs on a paragraph or a heading. */
struct block {
	struct grid *grid; /* to be written in its place */
	struct str id;     /* the author's own */
};

struct body {
	const struct markdown_options *options;
	struct arena *arena;
	struct diags *diags;
	struct places places;
	struct str text;    /* what cmark reads */
	size_t cell_lines;  /* lines of text that precede the body's: cells of grids */
	struct cell *cells; /* in the order of those lines */
	size_t cell_count;
	struct grid *grids; /* in the order of the body */
	size_t grid_count;
	bool has_escapes;     /* text holds ESCAPED */
	bool raw;             /* the sanitiser will read what has been typeset */
	struct table *linked; /* if raw: the URLs that are resolved already */
	struct footnotes notes;
	struct headings headings;
	size_t warnings;
};

enum mark_kind {
	MARK_NOTHING, /* leave the bytes out */
	MARK_DELETE,  /* <del> */
	MARK_DELETED, /* </del> */
	MARK_FOOTNOTE,
	MARK_TODO,
	MARK_DONE,
};

struct mark {
	enum mark_kind kind;
	size_t start, end; /* of the node's literal */
	struct footnote *note;
	struct mark *next;
};

/* Of one text node, in order. */
struct marks {
	struct mark *first, *last;
};

/* A text with more to warn of has one cause, which the first messages show. */
#define WARNINGS_MAX 200

/* May one more warning be added? The last one says that there are more. */
bool body_may_warn(struct body *body);

/* The line of the body, from 1, on which a node begins. */
size_t body_line(const struct body *body, cmark_node *node);

#endif
