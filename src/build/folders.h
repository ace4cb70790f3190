/*
 * folders: which folders are watched, under which names.
 *
 * A spot is a folder on the disk, known by its device and inode: what the kernel
 * watches. A folder is one name of it, as a path; symbolic links give a spot several.
 * Folders form the tree of their paths. A spot keeps its number for life, and no other
 * gets it: to a folder that is renamed, its spot is found again by the inode.
 *
 * Owns spots, folders and their paths. The zero value is empty and ready for use;
 * folders_clear returns the memory. Knows no disk and cannot fail. One thread at a time.
 */
#ifndef BUILD_FOLDERS_H
#define BUILD_FOLDERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct folder;

struct spot {
	uint64_t device, inode;
	uint32_t number;
	struct folder *names;
	struct spot *chain; /* private: in by_inode */
};

struct folder {
	struct str path; /* ends in NUL, which its length does not count */
	struct spot *spot;
	struct folder *parent;
	struct folder *next_name; /* of the same spot */
	bool readable;            /* when it was last listed */
	/* Private: the tree, and by_path. */
	struct folder *child, *older, *younger, *chain;
};

struct folders {
	struct spot **by_number, **by_inode;
	struct folder **by_path;
	uint32_t numbers, number_cap; /* given so far */
	size_t spots, inode_cap, count, path_cap;
};

struct folder *folders_find(const struct folders *folders, struct str path);

/* A new name of a spot; the path is copied. parent is NULL for the first of all. */
struct folder *folders_add(struct folders *folders, struct folder *parent,
                           struct str path, struct spot *spot);

/* Forget a folder and all below it. Their spots stay, if without a name. */
void folders_drop(struct folders *folders, struct folder *folder);

struct spot *spot_find(const struct folders *folders, uint64_t device, uint64_t inode);
struct spot *spot_numbered(const struct folders *folders, uint32_t number);
struct spot *spot_add(struct folders *folders, uint64_t device, uint64_t inode);

/* Forget a spot, which must have no name. */
void spot_drop(struct folders *folders, struct spot *spot);

void folders_clear(struct folders *folders);

#endif
