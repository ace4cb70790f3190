/*
 * disk: what the two halves of struct files on the real file system share; private to
 * disk.c, which opens and reads, and diskwrite.c, which changes.
 */
#ifndef BASE_DISK_H
#define BASE_DISK_H

#include <dirent.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "base/files_backend.h"

struct disk {
	struct files files;
	atomic_int handle; /* -1: the folder does not exist yet */
	atomic_uint temporaries;
	char *within; /* what is read must lie in this folder; NULL: anywhere */
	char path[];
};

/* What an errno means. */
enum file_status disk_status(int error);

/* The handle of the root, or -1. */
int disk_root(struct files *files);

/* A C string for the system; "" becomes ".". */
enum file_status disk_name(struct str path, char name[PATH_MAX]);

/* What the system is to be asked for: a name below the handle of the root. */
enum file_status disk_locate(struct files *files, struct str path, int *root,
                             char name[PATH_MAX]);

bool disk_is_dots(const char *name);
enum file_status disk_open_folder(int root, const char *name, int flags, DIR **folder);

/* The half of diskwrite.c; the functions are those of files.h. */
enum file_status disk_create(struct files *files, struct str path, struct str text);
enum file_status disk_append(struct files *files, struct str path, struct str text);
enum file_status disk_lock(struct files *files, struct str path, bool wait, int *lock);
void disk_unlock(struct files *files, int lock);
enum file_status disk_replace(struct files *files, struct str path, struct str text);
enum file_status disk_make_folder(struct files *files, struct str path);
enum file_status disk_rename(struct files *files, struct str from, struct str to);
enum file_status disk_exchange(struct files *files, struct str a, struct str b);
enum file_status disk_remove(struct files *files, struct str path);
enum file_status disk_remove_tree(struct files *files, struct str path);

#endif
