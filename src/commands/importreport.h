/*
 * importreport: the file that --report names, and how far an import is.
 *
 * Opened before anything is imported, so that a name that cannot be written costs no
 * work. Without a name nothing is written, and nothing fails.
 */
#ifndef COMMANDS_IMPORTREPORT_H
#define COMMANDS_IMPORTREPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/str.h"

struct import_report {
	struct str path;
	FILE *file; /* NULL: there is none */
};

/* Both say what failed. */
bool report_open(struct import_report *report, struct str path);
bool report_close(struct import_report *report);

/* For importers; context is a report. */
void report_rows(void *context, struct str rows);
void report_progress(void *context, size_t done, size_t total);

#endif
