/*
 * markdownpieces: a run of inline nodes as a flat row of pieces, each with the marks that
 * hold for it; private to the files of tomarkdown.h.
 *
 * White space is one space, and stands where fewer marks hold: "** bold**" is none.
 * Breaks in a row are the end of a paragraph. pieces_clear returns the text; the rest is
 * the writer's arena's.
 */
#ifndef IMPORT_MARKDOWNPIECES_H
#define IMPORT_MARKDOWNPIECES_H

#include "import/markdownwriter.h"

/* The last is the highest; MARKS is how many there are. */
enum { MARK_STRONG = 1, MARK_EM = 2, MARK_DEL = 4, MARK_LINK = 8, MARKS = 4 };

enum piece_kind {
	PIECE_TEXT,
	PIECE_BREAK,
	PIECE_PARAGRAPH,
	PIECE_PICTURE,
	PIECE_CODE,
	PIECE_HTML
};

struct piece {
	enum piece_kind kind;
	unsigned marks;
	const struct html_node *link; /* if MARK_LINK */
	size_t start, end;            /* in the line's text */
};

struct pieces {
	struct markdown_writer *writer;
	struct buf text;
	struct piece *items;
	size_t count, cap;
	bool space; /* white space is to come */
	bool code;  /* text is, between breaks and links of an element of code */
};

void pieces_read(struct pieces *pieces, struct inline_run run);
void pieces_clear(struct pieces *pieces);

#endif
