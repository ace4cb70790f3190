/*
 * wxrimport: exports of WordPress (WXR 1.0 to 1.2) into Markdown articles.
 *
 * Files are read twice, a part at a time (wxrstream.h): all for pictures and reusable
 * blocks, as one part of an export shows those of another, then each for its posts, each
 * of which is made an article in a child process (workers.h, wxritem.h); the parent
 * writes it (entryshelf.h). Memory does not grow with the files but for the addresses of
 * their pictures, their reusable blocks and the names of their articles. A file that is
 * no export, or breaks off, is an error of its own; the others go on. Nothing is printed.
 */
#ifndef IMPORT_WXRIMPORT_H
#define IMPORT_WXRIMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "import/importer.h"

/* What the reading of one item may take. */
#define WXR_MEMORY  ((size_t)512 << 20)
#define WXR_SECONDS 20

/* False if there was any error; what could be done is done all the same. */
bool wxr_import(const struct import_options *options, struct import_counts *counts,
                struct diags *diags);

#endif
