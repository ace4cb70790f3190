/*
 * store: what a build remembers for the next one, in .broadsheet/ (LMDB; the only
 * includer of lmdb.h).
 *
 * Safe to delete: without it a build does not know which files of the output are its own,
 * and removes none. A store of another version of the program's format, or a damaged one,
 * counts as empty. The format, in LMDB's default database: key "format" holds
 * STORE_FORMAT; the keys "page:00000000", "page:00000001" and so on hold, in order of the
 * paths, a struct kept_page followed by the page's path and that of the source it was
 * made from.
 */
#ifndef BUILD_STORE_H
#define BUILD_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/str.h"

#define STORE_FORMAT "broadsheet 1"

/* One file of the output as it was written. */
struct written {
	struct str path;   /* below the output */
	struct str source; /* what it was made from; empty for pages of many articles */
	struct hash hash;
	uint64_t size;
};

/* The folder below .broadsheet/ that belongs to an output folder. */
struct str store_folder(struct arena *arena, struct str output);

/* All that was written last time, in order of the paths. */
void store_read(struct str folder, struct arena *arena, struct written **pages,
                size_t *count);

/* Replace all of it, in one transaction. pages are put in order. */
bool store_write(struct str folder, struct written *pages, size_t count,
                 struct diags *diags);

#endif
