/*
 * writer: puts pages into the output folder, so that no reader ever sees half of one.
 *
 * Where there is no output yet, or on demand (clean), a fresh tree is written beside it
 * and swapped in by one rename when all is done; until then the old one stays as it is.
 * Otherwise each file that differs is replaced by a rename, and what has the same bytes
 * is not touched. Files that others put there are never touched, unless clean. writer_put
 * may be called by many threads at once.
 */
#ifndef BUILD_WRITER_H
#define BUILD_WRITER_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/str.h"

struct writer;

enum put_result {
	PUT_WRITTEN,
	PUT_UNCHANGED,
	PUT_BLOCKED, /* a file is where a folder must be, or the other way round */
	PUT_FAILED,
};

/* output is a path of the system's. NULL and *status if it cannot be written to. */
struct writer *writer_open(struct str output, bool clean, enum file_status *status);

/* Is a fresh tree being written? */
bool writer_is_fresh(const struct writer *writer);

/* Write one file; path is relative to the output. scratch is for what is there already.
 */
enum put_result writer_put(struct writer *writer, struct str path, struct str text,
                           struct arena *scratch, enum file_status *status);

/* Keep a file of the old output that could not be made this time; nothing if it has none.
 */
void writer_keep(struct writer *writer, struct str path, struct arena *scratch);

/*
 * Remove a file that is no longer part of the site, and its folders if they are now
 * empty. False if it is not what was written (its hash differs) and so was left alone.
 */
bool writer_delete(struct writer *writer, struct str path, struct hash written,
                   struct arena *scratch);

/* Make a fresh tree the output. writer is freed. */
enum file_status writer_commit(struct writer *writer);

/* Give up: a fresh tree is removed, and the old output stays. writer is freed. */
void writer_abort(struct writer *writer);

#endif
