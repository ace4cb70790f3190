/*
 * leftover: names of files that are nobody's source: what editors, synchronisers and
 * version control leave beside the files people mean.
 *
 * Goes by the name alone; allocates nothing, cannot fail, any thread may call. The rules
 * name what programs are known to write. A temporary file with a name of no such form is
 * a file like any other: one report too many does no harm, one too few does.
 */
#ifndef BUILD_LEFTOVER_H
#define BUILD_LEFTOVER_H

#include <stdbool.h>

#include "base/str.h"

/* A file's name: a backup, a swap file, a lock, a probe, half of an atomic save? */
bool is_leftover(struct str name);

/* A folder's name: does it belong to a version control system? */
bool is_repository(struct str name);

#endif
