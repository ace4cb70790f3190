/*
 * report: what was left out of an import and why, as tab-separated values.
 *
 * One row for each line that is not part of the article's text: input, line, kind, why,
 * how sure (0 to 1), and the line itself. Tabs, line breaks and backslashes within a
 * value are written \t, \n and \\. Appends to a buf; cannot fail.
 */
#ifndef IMPORT_REPORT_H
#define IMPORT_REPORT_H

#include "base/buf.h"
#include "base/str.h"
#include "import/scrape.h"

struct report_row {
	struct str kind, why;
	int percent; /* how sure */
	struct str text;
};

void report_begin(struct buf *out);

/* A text as the value of a column. */
void report_field(struct buf *out, struct str s);

/* number: of the line or block in the input, from 1; 0: the input as a whole. */
void report_row(struct buf *out, struct str input, size_t number, struct report_row row);

/* The rows of one input; returns how many. */
size_t report_scrape(struct buf *out, struct str input, const struct scrape *scrape);

#endif
