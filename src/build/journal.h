/*
 * journal: what a build is about to write, so that the next one knows its own files even
 * if this one is killed before it can remember them.
 *
 * A file to which every page's path and hash are added before the page is put in place,
 * and which is removed once the store holds them. What was cut short at the end by a kill
 * was never put in place. journal_add may be called by many threads at once.
 */
#ifndef BUILD_JOURNAL_H
#define BUILD_JOURNAL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/str.h"
#include "base/table.h"

/* What builds that were killed have left. The zero value is that of none. */
struct journal {
	struct arena arena;
	struct table paths;
	struct table entries; /* a path and one of its hashes, packed */
};

/* Read it; a folder without one has an empty one. Why the disk failed, or FILE_OK. */
enum file_status journal_read(struct journal *journal, struct files *folder) MUST_USE;

/* May a file at a path be ours, with those bytes? */
bool journal_has(const struct journal *journal, struct str path, struct hash hash);

void journal_clear(struct journal *journal);

/* Must be done before the page is put in place. */
enum file_status journal_add(struct files *folder, struct str path,
                             struct hash hash) MUST_USE;

/* All of it is in the store. */
enum file_status journal_remove(struct files *folder) MUST_USE;

#endif
