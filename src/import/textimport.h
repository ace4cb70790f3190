/*
 * textimport: plain-text scrapes into Markdown articles.
 *
 * Reads every input twice when there are several: once to learn what they have in common,
 * once to take each apart (anatomy.h), write its article (shelf.h) and report what was
 * left out (report.h). An input that cannot be understood is an error of its own; the
 * others go on. Memory does not grow with the number of inputs but for their names and
 * the bounded counts of repetition.h. Nothing is printed. Work is done in the order of
 * the inputs' paths; the result depends on the inputs and options alone.
 */
#ifndef IMPORT_TEXTIMPORT_H
#define IMPORT_TEXTIMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/str.h"

#define SCRAPE_MAX ((size_t)16 << 20) /* bytes: no page of text is larger */

struct text_import {
	struct files *inputs; /* what the paths are relative to; a disk takes absolute
	                         ones too */
	const struct str
		*paths; /* files, and folders whose *.txt are taken, with those below */
	size_t path_count;
	struct files *site; /* the site's root */
	struct str into;    /* folder in it: content/x */
	struct date date; /* of articles that do not say their own; unknown is allowed */
	struct str url;   /* the original address, for a single input */
	void (*report)(void *context,
	               struct str rows); /* gets the TSV piece by piece; or NULL */
	void (*progress)(void *context, size_t done, size_t total); /* or NULL */
	void *context;                                              /* of both */
};

struct text_import_counts {
	size_t inputs;
	size_t written, updated, unchanged; /* articles */
	size_t beside;       /* new versions beside files that were edited */
	size_t failed;       /* inputs without an article */
	size_t removed;      /* lines in the report */
	size_t cards;        /* related entries */
	bool machine_failed; /* disk full and the like: exit status 3 */
};

/* False if there was any error; what could be done is done all the same. */
bool text_import(const struct text_import *options, struct text_import_counts *counts,
                 struct diags *diags);

#endif
