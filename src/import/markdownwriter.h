/*
 * markdownwriter: what the files of tomarkdown.h share; private to them.
 */
#ifndef IMPORT_MARKDOWNWRITER_H
#define IMPORT_MARKDOWNWRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/table.h"
#include "content/article.h"
#include "content/htmltree.h"
#include "import/tomarkdown.h"

/* Nodes of the tree have one of these as their mark while it is written. */
enum node_kind {
	NODE_INLINE,  /* text, and elements in a line of it */
	NODE_BLOCK,   /* blocks, and whatever holds one */
	NODE_NOTHING, /* not written: scripts and the like */
};

struct markdown_writer {
	struct arena *arena;
	struct str base;                     /* what links are relative to */
	const struct picture_finder *finder; /* or NULL */
	struct buf out;
	struct buf prefix;  /* of every line: "> " */
	struct buf pending; /* of the next line, if it is another: "> - " */
	size_t depth;       /* of quotes and lists */
	bool fresh;         /* nothing has been written in the innermost block yet */
	bool tight;         /* no empty lines between blocks */
	int heading_shift;
	struct table targets; /* ids of headings that links in the text lead to */
	struct note *notes;   /* in the order of their numbers */
	size_t note_count;
	char last_bullet; /* of a list that this comes right behind, or 0 */
};

/* A footnote: the link that refers to it first, and what it says. */
struct note {
	const struct html_node *link;
	struct html_node *block;
};

/* What is between two siblings of a parent, NULL for the end. */
struct inline_run {
	struct html_node *first, *end;
};

enum line_use { LINE_USE_PARAGRAPH, LINE_USE_HEADING, LINE_USE_CELL };

/* markdownline.c: a run of inline nodes as text with marks; empty if it has none. */
struct str line_of(struct markdown_writer *writer, struct inline_run run,
                   enum line_use use);

/* markdownlink.c: where a link or picture leads; empty if nowhere that is safe. */
struct str link_url(struct markdown_writer *writer, struct str href);
struct picture picture_of(struct markdown_writer *writer, const struct html_node *image);
void write_destination(struct buf *out, struct str url);
void write_link_title(struct buf *out, struct str title);
void write_picture(struct buf *out, const struct picture *picture);

/* The address and a name of what an iframe, video, audio, embed or object shows. */
bool embed_of(struct markdown_writer *writer, const struct html_node *node,
              struct str *url, struct str *name);

/* markdownfigure.c: is the block a picture with its caption? That, and what else is in
 * it. */
bool is_figure(struct html_node *node);
void write_figure(struct markdown_writer *writer, struct html_node *figure);

/* markdowntable.c */
void write_table(struct markdown_writer *writer, struct html_node *table);

/* markdownhtml.c: is it an element within lines that stays HTML? The element as HTML,
 * without attributes that do anything. */
void write_html(struct markdown_writer *writer, struct buf *out,
                const struct html_node *node);
bool html_is_kept(const struct html_node *node);

/* markdownnotes.c: footnotes are taken out of the tree, and written at its end. */
void notes_take(struct markdown_writer *writer, struct html_node *root);
void notes_write(struct markdown_writer *writer);
/* The number of the note that a link refers to, or 0. */
size_t note_number(const struct markdown_writer *writer, const struct html_node *link);

/* tomarkdown.c: blocks. */
void begin_block(struct markdown_writer *writer);
void begin_line(struct markdown_writer *writer);
void push_prefix(struct markdown_writer *writer, struct str first, struct str rest);
void pop_prefix(struct markdown_writer *writer, size_t rest_len);
void write_blocks(struct markdown_writer *writer, struct html_node *parent);
void write_paragraph(struct markdown_writer *writer, struct str line);

#endif
