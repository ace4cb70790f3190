/*
 * beneath: opens a file of a folder, and never one outside it, whatever its path and
 * whatever links lie on the way.
 *
 * The one door of the server to the disk; base/files.h follows links wherever they lead.
 * The caller closes what was opened. Safe from any thread: no state but the disk's.
 */
#ifndef SERVE_BENEATH_H
#define SERVE_BENEATH_H

#include "base/arena.h"
#include "base/files.h"
#include "base/str.h"

struct opened {
	int fd;
	struct file_info info;
};

/*
 * A regular file, to read: never a pipe or a device, and opening those does not wait.
 * The folder is found anew by its path, since a build may have put another in its place.
 * FILE_MISSING stands for what leads outside, too.
 */
enum file_status beneath_open(struct arena *arena, struct str folder, struct str path,
                              struct opened *opened) MUST_USE;

/*
 * What beneath_open does where the kernel has no openat2 (before 5.6, and in some
 * containers): part by part, and no link is followed at all. For tests.
 */
enum file_status beneath_walk(struct arena *arena, struct str folder, struct str path,
                              struct opened *opened) MUST_USE;

#endif
