/*
 * htmlimport: saved pages of articles into Markdown articles.
 *
 * Every page is read in a child process (workers.h) and comes back as what pagearticle.h
 * says; the parent writes articles (shelf.h) and the report, in the order of the inputs'
 * paths, so that the result depends on the inputs and options alone. A page that cannot
 * be read, or holds no article, is an error of its own; the others go on. Nothing is
 * printed.
 *
 * Of several inputs that say they are the same page (the same canonical address) and have
 * nearly the same text, the first is imported and the others are counted as copies.
 */
#ifndef IMPORT_HTMLIMPORT_H
#define IMPORT_HTMLIMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "import/importer.h"

#define PAGE_MAX ((size_t)16 << 20) /* bytes: no page of an article is larger */

/* What the reading of one page may take. */
#define PAGE_MEMORY  ((size_t)512 << 20)
#define PAGE_SECONDS 10

/* False if there was any error; what could be done is done all the same. */
bool html_import(const struct import_options *options, struct import_counts *counts,
                 struct diags *diags);

#endif
