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

#include "base/diag.h"
#include "import/importer.h"

#define SCRAPE_MAX ((size_t)16 << 20) /* bytes: no page of text is larger */

/* False if there was any error; what could be done is done all the same. */
bool text_import(const struct import_options *options, struct import_counts *counts,
                 struct diags *diags);

#endif
