/*
 * warcimport: the articles of web archives (WARC and WACZ) into Markdown articles, with
 * their pictures.
 *
 * Every WARC is read three times at most, always forwards: once to learn which captures
 * count (warcindex.h); once to hand those that are pages to child processes (workers.h),
 * which tell articles from listings (pagekind.h) and make Markdown of them; and once for
 * the pictures that articles show. Where the form of the file allows it, the second and
 * third reading go only where something is wanted. Memory is what crawl.h says for each
 * page, picture and revisit, some 200 bytes for each article, and a few pages.
 *
 * What is written depends on the inputs and options alone. A page that cannot be read is
 * an error of its own; damage in a WARC is a warning; both are told with file and place.
 * Nothing is printed.
 */
#ifndef IMPORT_WARCIMPORT_H
#define IMPORT_WARCIMPORT_H

#include <stdbool.h>

#include "base/diag.h"
#include "import/importer.h"

/* False if there was any error; what could be done is done all the same. */
bool warc_import(const struct import_options *options, struct import_counts *counts,
                 struct diags *diags);

#endif
