/*
 * spool: records that are put by until all are there, in a file that is removed again:
 * memory does not grow with them, but for four bytes each.
 *
 * Set files and path; the file's folder is made with the first record. Read them again in
 * their order. Owns its list and its file, which spool_clear removes. One thread.
 */
#ifndef IMPORT_SPOOL_H
#define IMPORT_SPOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/files.h"
#include "base/str.h"

struct spool {
	struct files *files;
	struct str path;
	uint32_t *sizes; /* private, as all */
	size_t count, cap;
	size_t next;   /* that is read */
	uint64_t from; /* where it begins */
};

enum file_status spool_add(struct spool *spool, struct str record) MUST_USE;

/* Append the next record to out. */
enum file_status spool_next(struct spool *spool, struct buf *out) MUST_USE;

void spool_clear(struct spool *spool);

#endif
