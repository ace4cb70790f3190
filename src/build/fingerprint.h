/*
 * fingerprint: one hash of the state of all sources, for where they cannot be watched.
 *
 * Of every file below the roots it takes path, size, inode and times, not the bytes; so
 * two fingerprints are equal as long as nothing was changed in between. Follows symbolic
 * links as scan.h does. What cannot be read counts as what it is: unreadable. Keeps
 * nothing and cannot fail. Any thread may call.
 */
#ifndef BUILD_FINGERPRINT_H
#define BUILD_FINGERPRINT_H

#include "base/files.h"
#include "base/hash.h"
#include "content/article.h"

/* roots may be missing; ignored is a path below one of them, or empty. */
struct hash fingerprint_take(struct files *files, struct strs roots, struct str ignored);

#endif
