/*
 * terminal: what commands print, and how: messages, progress, colours.
 *
 * Colours and the progress bar appear on a terminal only; NO_COLOR is honoured.
 */
#ifndef COMMANDS_TERMINAL_H
#define COMMANDS_TERMINAL_H

#include <stddef.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/value.h"

/* All messages, to standard error. */
void print_diags(const struct diags *diags);

/* A progress callback for build and import: redraws one line of standard error. */
void show_progress(void *context, const char *what, size_t done, size_t total);

/* Remove the progress line. */
void end_progress(void);

/* One JSON object and a newline, to standard output. */
void print_json(struct value value);

/* "1 page", "2 pages" */
const char *plural(size_t count);

/*
 * The only place that asks the clock what day it is: a person begins an article, checks
 * a site, or brings one in, today.
 */
struct date today(void);

#endif
