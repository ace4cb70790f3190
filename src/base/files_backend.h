/*
 * files_backend: what a kind of file system must do; private to files.c, disk.c and
 * memory.c. The functions are those of files.h, of the same names.
 */
#ifndef BASE_FILES_BACKEND_H
#define BASE_FILES_BACKEND_H

#include "base/files.h"

struct files_backend {
	enum file_status (*confine)(struct files *files, struct str folder);
	enum file_status (*read)(struct files *files, struct str path, size_t limit,
	                         struct arena *arena, struct str *text,
	                         struct file_info *info);
	enum file_status (*read_start)(struct files *files, struct str path, size_t limit,
	                               struct arena *arena, struct str *text);
	enum file_status (*read_part)(struct files *files, struct str path,
	                              uint64_t offset, size_t limit, struct buf *out);
	enum file_status (*hash)(struct files *files, struct str path, struct hash *hash);
	enum file_status (*stat)(struct files *files, struct str path,
	                         struct file_info *info);
	enum file_status (*stat_link)(struct files *files, struct str path,
	                              struct file_info *info);
	int64_t (*now)(struct files *files);
	/* In any order: files_list sorts. */
	enum file_status (*list)(struct files *files, struct str path,
	                         struct arena *arena, struct file_entry **entries,
	                         size_t *count);
	enum file_status (*create)(struct files *files, struct str path, struct str text);
	enum file_status (*append)(struct files *files, struct str path, struct str text);
	enum file_status (*lock)(struct files *files, struct str path, bool wait,
	                         int *lock);
	void (*unlock)(struct files *files, int lock);
	enum file_status (*replace)(struct files *files, struct str path,
	                            struct str text);
	enum file_status (*make_folder)(struct files *files, struct str path);
	enum file_status (*rename)(struct files *files, struct str from, struct str to);
	enum file_status (*exchange)(struct files *files, struct str a, struct str b);
	enum file_status (*remove)(struct files *files, struct str path);
	enum file_status (*remove_tree)(struct files *files, struct str path);
	void (*close)(struct files *files);
};

/* The first member of disk.c's and memory.c's own structs. */
struct files {
	const struct files_backend *backend;
};

#endif
