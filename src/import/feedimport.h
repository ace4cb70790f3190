/*
 * feedimport: saved feeds, RSS and Atom, into Markdown articles.
 *
 * Every feed is read in a child process (workers.h) and comes back as what feedfile.h
 * says; the parent writes articles and the report (entryshelf.h). Of several captures of
 * one feed the last by its path tells what an entry is; earlier ones add what it has
 * dropped. A file that is no feed is an error of its own; the others go on. Nothing is
 * printed.
 */
#ifndef IMPORT_FEEDIMPORT_H
#define IMPORT_FEEDIMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "import/importer.h"

#define FEED_MAX ((size_t)64 << 20) /* bytes: feeds hold dozens of articles */

/* What the reading of one feed may take. */
#define FEED_MEMORY  ((size_t)1 << 30)
#define FEED_SECONDS 60

/* False if there was any error; what could be done is done all the same. */
bool feed_import(const struct import_options *options, struct import_counts *counts,
                 struct diags *diags);

#endif
