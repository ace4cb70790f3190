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

/* One file: what to write where, and what came of it. */
struct put {
	struct str path; /* relative to the output */
	struct str text;
	struct hash hash;        /* of the text */
	enum file_status status; /* why it is blocked or failed */
	struct file_info info;   /* of the file as it is now */
};

/*
 * output is a path of the system's. What replaces a file of an old tree is first noted in
 * the journal in that folder. NULL and *status if the output cannot be written to.
 */
struct writer *writer_open(struct str output, bool clean, struct files *journal,
                           enum file_status *status);

/* The inode of the output folder, 0 if there is none. */
uint64_t writer_inode(struct str output);

/* Is a fresh tree being written? */
bool writer_is_fresh(const struct writer *writer);

/* The tree that is written to, and its inode. */
struct files *writer_tree(const struct writer *writer);
uint64_t writer_tree_inode(const struct writer *writer);

/* Write one file. scratch is for what is there already. */
enum put_result writer_put(struct writer *writer, struct put *put, struct arena *scratch);

/*
 * Keep a file of the old output that could not be made this time. Into a fresh tree it is
 * copied; false if there is no such file.
 */
bool writer_keep(struct writer *writer, struct str path, struct arena *scratch);

/*
 * Remove a file that is no longer part of the site, and its folders if they are now
 * empty. is_ours is asked about the hash of its bytes: FILE_EXISTS if it is not, and so
 * was left alone.
 */
enum file_status writer_delete(struct writer *writer, struct str path,
                               bool (*is_ours)(void *context, struct hash hash),
                               void *context) MUST_USE;

/* Make a fresh tree the output. writer is freed. */
enum file_status writer_commit(struct writer *writer);

/* Give up: a fresh tree is removed, and the old output stays. writer is freed. */
void writer_abort(struct writer *writer);

#endif
