/*
 * pageshelf: what a child process made of a page (pagearticle.h), put on the shelf and
 * into the report. For all imports whose inputs are pages.
 *
 * The child's word is not trusted: what it says is read as strictly as any input. Owns
 * its shelf and buffers. One thread.
 */
#ifndef IMPORT_PAGESHELF_H
#define IMPORT_PAGESHELF_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/value.h"
#include "content/article.h"
#include "import/importer.h"
#include "import/report.h"
#include "import/shelf.h"

struct pageshelf {
	const struct import_options *options;
	struct import_counts *counts;
	struct diags *diags;
	struct shelf shelf;
	struct buf report;
};

/* One page, as its import knows it. */
struct page_input {
	struct str name;   /* in messages and in the report */
	struct str from;   /* what its article is known by */
	struct str title;  /* if it has no headline */
	struct str source; /* its address, if that is not what the page says; or empty */
	struct strs aliases; /* addresses whose paths are to lead to the article */
};

/* Writes the report's first line. */
void pageshelf_open(struct pageshelf *shelf, const struct import_options *options,
                    struct import_counts *counts, struct diags *diags);
void pageshelf_close(struct pageshelf *shelf);

/* The page as the child has it; false, after an error, if that makes no sense. */
bool page_parse(struct pageshelf *shelf, struct str name, struct str output,
                struct arena *arena, struct value *page);

/* What a page that does not say its address is known by: its headline and its day. */
struct str page_name(struct arena *arena, struct value page);

/* A row about the page as a whole, and one for each thing that was left out of it. */
void pageshelf_report(struct pageshelf *shelf, struct str name, struct report_row row);
void pageshelf_report_left_out(struct pageshelf *shelf, struct str name,
                               struct value page);

/* No article came of it: counted, and reported with the error that was said last. */
void pageshelf_fail(struct pageshelf *shelf, struct str name);

/* Hand over what the report has so far. */
void pageshelf_send_report(struct pageshelf *shelf);

/* Write the article, and its row; *path is its file. False after errors. */
bool pageshelf_put(struct pageshelf *shelf, const struct page_input *input,
                   struct value page, struct arena *arena, struct str *path);

#endif
