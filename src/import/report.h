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

void report_begin(struct buf *out);

/* The rows of one input; returns how many. */
size_t report_scrape(struct buf *out, struct str input, const struct scrape *scrape);

#endif
