/*
 * report: what became of each input of an import, and what was left out of it and why,
 * as tab-separated values.
 *
 * One row for each line that is not part of the article's text: input, line, kind, why,
 * how sure (0 to 1), and the line itself. Behind these, one that says what became of the
 * input: an article, or of another kind that report_is_outcome knows. Tabs, line breaks
 * and backslashes within a value are written \t, \n and \\. Appends to a buf; cannot
 * fail.
 */
#ifndef IMPORT_REPORT_H
#define IMPORT_REPORT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"
#include "import/scrape.h"
#include "import/shelf.h"

struct report_row {
	struct str kind, why;
	int percent; /* how sure */
	struct str text;
};

void report_begin(struct buf *out);

/* A text as the value of a column. */
void report_field(struct buf *out, struct str s);

/* And the text again. */
struct str report_unfield(struct arena *arena, struct str field);

/* The columns from kind on, and the end of the row. */
void report_rest(struct buf *out, struct report_row row);

/* number: of the line or block in the input, from 1; 0: the input as a whole. */
void report_row(struct buf *out, struct str input, size_t number, struct report_row row);

/* An article that was put on the shelf; path is the file that holds this version. */
struct report_row report_article(enum shelved how, struct str path);

/* What spellings_settle has changed, in the front matter of an input; how many rows. */
size_t report_terms(struct buf *out, struct str input, size_t number,
                    struct value changes);

/* An input of which nothing came, for the reason that was said last. */
struct report_row report_failure(const struct diags *diags);

/* Does a row of this kind say what became of an input? Otherwise it is about a part. */
bool report_is_outcome(struct str kind);

/* The rows of what a scrape lost; returns how many. */
size_t report_scrape(struct buf *out, struct str input, const struct scrape *scrape);

#endif
