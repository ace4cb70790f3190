/*
 * files: the only door to the file system, on a real disk or in memory.
 *
 * A struct files is a folder: every path is relative to it, and "" is the folder
 * itself. Results are a status, never errno; files_explain turns a status into
 * words. All functions may be called from many threads at once. What is read is
 * allocated in the caller's arena.
 */
#ifndef BASE_FILES_H
#define BASE_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/str.h"

enum file_status {
	FILE_OK,
	FILE_MISSING,
	FILE_DENIED,
	FILE_IS_FOLDER,
	FILE_NOT_FOLDER,
	FILE_EXISTS,
	FILE_NOT_EMPTY,
	FILE_TOO_LARGE, /* larger than the caller's limit, or than a file may be */
	FILE_LOOP,      /* too many symbolic links */
	FILE_FULL,      /* no space, no inodes or over the quota */
	FILE_READ_ONLY,
	FILE_CROSSES, /* a rename between file systems */
	FILE_BUSY,    /* another process holds it */
	FILE_OUTSIDE, /* of the folder that files_confine named */
	FILE_FAILED,  /* anything else */
};

enum file_type { FILE_REGULAR, FILE_FOLDER, FILE_OTHER };

struct file_info {
	enum file_type type;
	uint64_t size;
	int64_t mtime_ns, ctime_ns;
	uint64_t device, inode;
};

struct file_entry {
	struct str name;
	enum file_type type; /* of what a symbolic link leads to; FILE_OTHER if nowhere */
};

struct files;

/* The folder at path on the real disk; it need not exist yet. */
struct files *files_open_disk(struct str path);

/* An empty folder in memory, for tests. */
struct files *files_open_memory(void);

void files_close(struct files *files);

/*
 * From now on nothing is read or listed but what lies in a folder, whatever links and
 * ".." are on the way; the rest is FILE_OUTSIDE. For what others wrote. The folder "/"
 * lets everything be read again. Not while another thread reads.
 */
enum file_status files_confine(struct files *files, struct str folder) MUST_USE;

/*
 * All of a file; at most limit bytes, else FILE_TOO_LARGE. info (may be NULL) is
 * taken from the open file, so that it describes the bytes that were read.
 */
enum file_status files_read(struct files *files, struct str path, size_t limit,
                            struct arena *arena, struct str *text,
                            struct file_info *info) MUST_USE;

/* The first bytes of a file, at most limit of them; a longer file is no error. */
enum file_status files_read_start(struct files *files, struct str path, size_t limit,
                                  struct arena *arena, struct str *text) MUST_USE;

/* Append the bytes of a file from an offset on, at most limit; none behind its end. */
enum file_status files_read_part(struct files *files, struct str path, uint64_t offset,
                                 size_t limit, struct buf *out) MUST_USE;

/* The hash of a file of any size, a part at a time; equal bytes have equal hashes. */
enum file_status files_hash(struct files *files, struct str path,
                            struct hash *hash) MUST_USE;

enum file_status files_stat(struct files *files, struct str path,
                            struct file_info *info) MUST_USE;

/* The same of a symbolic link itself, as FILE_OTHER, not of what it leads to. */
enum file_status files_stat_link(struct files *files, struct str path,
                                 struct file_info *info) MUST_USE;

/* The time by which the disk stamps files, in nanoseconds since 1970. */
int64_t files_now(struct files *files);

/* The entries of a folder but "." and "..", in byte order of their names. */
enum file_status files_list(struct files *files, struct str path, struct arena *arena,
                            struct file_entry **entries, size_t *count) MUST_USE;

/* Write a new file; its folder must exist; FILE_EXISTS if it is there already. */
enum file_status files_create(struct files *files, struct str path,
                              struct str text) MUST_USE;

/* Add to the end of a file, which is created if it is missing, in one write. */
enum file_status files_append(struct files *files, struct str path,
                              struct str text) MUST_USE;

/*
 * Hold a file, which is created if it is missing, against all other processes, until
 * files_unlock or the end of this process. Without wait, FILE_BUSY if another holds it.
 */
enum file_status files_lock(struct files *files, struct str path, bool wait,
                            int *lock) MUST_USE;
void files_unlock(struct files *files, int lock);

/*
 * Replace or create a file so that no reader ever sees part of it: a temporary file
 * beside it, renamed over it. The folder must exist. Nothing is left on failure.
 */
enum file_status files_replace(struct files *files, struct str path,
                               struct str text) MUST_USE;

/* Create a folder and those above it; FILE_OK if it is there. */
enum file_status files_make_folder(struct files *files, struct str path) MUST_USE;

enum file_status files_rename(struct files *files, struct str from,
                              struct str to) MUST_USE;

/* Swap two names in one step (renameat2 with RENAME_EXCHANGE). */
enum file_status files_exchange(struct files *files, struct str a, struct str b) MUST_USE;

enum file_status files_remove(struct files *files, struct str path) MUST_USE;

/* Remove a folder and all below it; FILE_OK if there is none. Follows no links. */
enum file_status files_remove_tree(struct files *files, struct str path) MUST_USE;

/* "no such file", "permission denied", "the disk is full", ... */
const char *files_explain(enum file_status status);

/* For what makes nothing worse if it fails: a leftover that the next build removes. */
void files_let_fail(enum file_status status);

/* Is it the machine's failure (exit 3), or the content's (exit 1)? */
bool files_is_system(enum file_status status);

#endif
