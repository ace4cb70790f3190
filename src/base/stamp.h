/*
 * stamp: what the file system says of a file, to tell without reading it that its bytes
 * are still those that were read.
 *
 * A stamp is only worth something when it is older than the moment it was taken: a file
 * that changes twice within one tick of the clock looks the same after both ("racily
 * clean", as git calls it). Such a stamp is taken as none, which equals nothing, so that
 * the file is read again. Owns nothing, cannot fail.
 */
#ifndef BASE_STAMP_H
#define BASE_STAMP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/files.h"

/* For what others write: the coarsest clock of a file system in use ticks every 2 s. */
#define STAMP_GAP_NS INT64_C(2000000000)

/* For what we wrote on a disk that counts nanoseconds: several ticks of the kernel. */
#define STAMP_TICK_NS INT64_C(50000000)

/* A hash of mtime, ctime, size and inode; 0: none. */
struct stamp {
	uint64_t value;
};

/* None if the file changed within the gap before now, or after it. */
struct stamp stamp_of(const struct file_info *info, int64_t now_ns, int64_t gap_ns);

/* The gap for a file that we wrote ourselves: short if the disk's clock is fine enough.
 */
int64_t stamp_own_gap(const struct file_info *info);

/* False if either is none. */
bool stamp_eq(struct stamp a, struct stamp b);

#endif
