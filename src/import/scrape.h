/*
 * scrape: a page saved as plain text, line by line, and what each line looks like.
 *
 * A scrape holds everything that was on the page: headline and paragraphs, one to a line,
 * but also buttons, promotions and cards of other articles. scrape_read says what a line
 * looks like by itself; anatomy.h decides what it is. Empty lines are left out. A text
 * whose paragraphs were wrapped at a fixed width is unwrapped first.
 *
 * All memory is the arena's. Cannot fail.
 */
#ifndef IMPORT_SCRAPE_H
#define IMPORT_SCRAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "import/promotion.h"

/* What a line looks like: any number of these. */
enum looks {
	LOOKS_SEPARATOR = 1, /* punctuation alone: "-", "* * *" */
	LOOKS_HEADLINE = 2,  /* short, begins large, does not end like a sentence */
	LOOKS_PROSE = 4,     /* a sentence of some length, or longer than any headline */
	LOOKS_BYLINE = 8,    /* "By NAME", or a name with a date */
	LOOKS_PERSON = 16,   /* a bare name */
	LOOKS_DATE = 32,     /* dates and nothing else */
	LOOKS_LABEL = 64,    /* "Related articles" */
	LOOKS_POINTER = 128, /* "Read more: HEADLINE" */
	LOOKS_FOOT = 256,    /* "Continue reading" */
	LOOKS_CREDIT = 512,  /* "Photo: NAME" */
	LOOKS_TRAIL = 1024,  /* "Home > News > Harbour" */
};

/* What a line is. */
enum line_kind {
	LINE_BODY,
	LINE_BREAK, /* a separator between two parts of the body */
	LINE_TITLE,
	LINE_DEK,
	LINE_KICKER,
	LINE_BYLINE, /* from here on: not part of the text, and reported */
	LINE_DATE,
	LINE_PROMOTION,
	LINE_CREDIT,
	LINE_REPEATED,
	LINE_SEPARATOR,
	LINE_LABEL,
	LINE_CARD,
	LINE_DUPLICATE_CARD,
};

#define LINE_FIRST_REMOVED LINE_BYLINE

struct scrape_line {
	struct str text; /* without space at its ends, never empty */
	struct str
		words; /* the same for comparing: see wordlist.h; empty for punctuation */
	uint64_t hash; /* of the words */
	size_t number; /* of the line in the file, from 1 */
	unsigned looks; /* enum looks */
	struct promotion promotion;
	enum line_kind kind;
	bool settled;    /* its kind is decided */
	const char *why; /* it was removed */
	double sure;
};

struct scrape {
	struct scrape_line *lines;
	size_t count;
};

/* text is clean UTF-8 with "\n" (see encoding.h) and must outlive the scrape. */
struct scrape scrape_read(struct arena *arena, struct str text);

/* Decide what a line is. */
void scrape_settle(struct scrape_line *line, enum line_kind kind, const char *why,
                   double sure);

/* "promotion", "card": what reports call it. */
const char *line_kind_name(enum line_kind kind);

#endif
