/*
 * remarks: what an import of another generator's site has to say: rows of its report
 * (report.h, with a column for the column), and how often each tag was not understood.
 *
 * Owns its tables; remarks_clear returns them. Rows are written to a buf of the caller's.
 * Cannot fail.
 */
#ifndef IMPORT_REMARKS_H
#define IMPORT_REMARKS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/table.h"
#include "import/report.h"

#define REMARK_TEXT_MAX 200 /* bytes of a text that is quoted */

struct remarks {
	struct buf *report;
	size_t rows;
	struct arena arena;
	struct table tags; /* names of tags that were left in the texts, ... */
	size_t *times;     /* ... and how often */
	/* The place of the row before, so that many in one file are not slow. */
	const char *text;
	size_t at, line, column;
};

/* The row that names the columns: input, line, column, kind, why, sure, text. */
void remarks_begin(struct remarks *remarks);

/* Of a place in a source. */
void remark(struct remarks *remarks, struct span span, const char *kind, const char *why);

/* Of a whole file; text may be empty. */
void remark_file(struct remarks *remarks, struct str path, const char *kind,
                 const char *why, struct str text);

/* What became of a file; this is no remark, and not counted. */
void remark_outcome(struct remarks *remarks, struct str path, struct report_row row);

/* Count a tag that was left. */
void remark_tag(struct remarks *remarks, struct str name);

void remarks_clear(struct remarks *remarks);

#endif
