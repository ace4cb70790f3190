/*
 * blocks: a page's text as a row of blocks, such as its paragraphs, in their order.
 *
 * What cannot be part of an article (scripts, forms, navigation) is left out, unless most
 * of the page's text is inside. Every element is a range of the row, so that the sum of
 * anything over an element is the difference of two prefix sums. Nodes of the tree are
 * numbered in their order by their marks, from 1, and the arrays here go by that number.
 * All memory is the arena's; linear in the size of the page; cannot fail.
 */
#ifndef IMPORT_BLOCKS_H
#define IMPORT_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "content/htmltree.h"

#define BLOCK_NONE UINT32_MAX

#define CAPTION_MAX   1000 /* bytes of text of a figure: what is longer is no caption */
#define CAPTION_DEPTH 8    /* elements between a caption and what holds its picture too */

enum {
	BLOCK_OTHER = 1,        /* in an element that says it is not of the article */
	BLOCK_CAPTION = 2,      /* of a picture */
	BLOCK_HEADING = 4,      /* h1 to h6 */
	BLOCK_ITEM = 8,         /* in a list */
	BLOCK_CELL = 16,        /* in a table */
	BLOCK_QUOTE = 32,       /* in a blockquote */
	BLOCK_CODE = 64,        /* in pre */
	BLOCK_PARAGRAPH = 128,  /* in p */
	BLOCK_LABEL = 256,      /* "Related articles" and the like */
	BLOCK_HEAD = 512,       /* the headline, a byline, a date: pagehead.h */
	BLOCK_CARD = 1024,      /* of a card of another article: linkcards.h */
	BLOCK_ASIDE = 2048,     /* in an aside */
	BLOCK_PROMOTION = 8192, /* by its words: promotion.h */
	BLOCK_REPEATED = 4096,  /* other inputs have it too: refrain.h */
	BLOCK_OWN = 32768,      /* if it is links, they are the article's: ownlinks.h */
	BLOCK_TITLE = 16384,    /* HEAD, and of that the headline */

	/* None of these is text of the article. */
	BLOCK_BARRED = BLOCK_OTHER | BLOCK_CAPTION | BLOCK_LABEL | BLOCK_HEAD |
	               BLOCK_CARD | BLOCK_ASIDE | BLOCK_PROMOTION,
};

struct block {
	struct html_node *element; /* the innermost one around it that makes blocks */
	struct str text;           /* with single spaces */
	struct str words;          /* the same for comparing: words.h */
	uint32_t length, linked;   /* its characters, and how many of them are in links */
	unsigned flags;
	bool is_sentence; /* ends like one */
	double weight;    /* weigh.h */
	bool kept;        /* choose.h */
};

/* The blocks of an element or text: from start up to, not including, end. */
struct block_range {
	uint32_t start, end;
};

struct blocks {
	struct html_node *root;
	struct block *items;
	uint32_t count, cap;
	uint32_t nodes;              /* how many there are; numbers go from 1 to it */
	struct html_node **node_of;  /* by number */
	struct block_range *ranges;  /* by number */
	unsigned *hints;             /* by number; hints.h, and those of its ancestors */
	bool *dropped;               /* by number: left out, with all that is in it */
	uint32_t *text_sizes;        /* by number: bytes of text in it */
	bool *pictures;              /* by number: holds a picture, film or frame */
	double text, paragraph_text; /* characters of all blocks, and of those in p */
};

/* ignore_others: no word of a class says that a block is none of the article's. */
struct blocks *blocks_read(struct arena *arena, struct html_node *root,
                           bool ignore_others);

/* Is an element of readers' comments, or in a box of other articles? By its number. */
bool blocks_node_is_anothers(const struct blocks *blocks, uint32_t number);

#endif
