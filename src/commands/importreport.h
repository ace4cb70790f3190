/*
 * importreport: what an import says while it runs and at its end: the file that --report
 * names, the "report" of --json, how far it is, and what to look at by hand.
 *
 * The file is opened before anything is imported, so that a name that cannot be written
 * costs no work. Without a name nothing is written, and nothing fails. The JSON is
 * printed input by input, so that memory does not grow with a crawl.
 */
#ifndef COMMANDS_IMPORTREPORT_H
#define COMMANDS_IMPORTREPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/value.h"
#include "commands/command.h"

#define SURE_ENOUGH 0.6 /* what is less sure is worth a look */

struct import_report {
	struct str path;
	FILE *file;             /* NULL: there is none */
	size_t unsure_articles; /* that may be none */
	size_t unsure_rows;     /* of anything else */
	bool begun;             /* its first line was read: */
	bool has_columns;       /* rows have a column behind the line */
	size_t entries;         /* of the JSON that were printed */
	struct arena arena;     /* of the entry that is not complete yet: */
	struct str input;
	struct value_builder removed;
};

/* False if the file cannot be written, which is said. */
bool report_open(struct import_report *report, struct str path);

/* For importers; context is a report. */
void report_rows(void *context, struct str rows);
void report_progress(void *context, size_t done, size_t total);

/* The end of the JSON: a dict of totals. */
void report_print_totals(struct import_report *report, struct value totals);

/* Lines of the summary: what to look at by hand. */
void report_print_advice(const struct import_report *report, size_t undated,
                         size_t beside);

/* Close it; how the import went. */
enum exit_status report_end(struct import_report *report, bool ok, bool machine_failed);

#endif
