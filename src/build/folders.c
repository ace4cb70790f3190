#include "build/folders.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"

/* Of both tables; always a power of two. */
#define FIRST_CAP 64

static size_t path_slot(const struct folders *folders, struct str path)
{
	return hash_short(path) & (folders->path_cap - 1);
}

/* Inodes are numbered in a row, so that the low bits alone spread them well. */
static size_t inode_slot(const struct folders *folders, uint64_t inode)
{
	return inode & (folders->inode_cap - 1);
}

static void *no_pointers(size_t count)
{
	void **slots = xrealloc_array(NULL, count, sizeof(*slots));

	memset(slots, 0, count * sizeof(*slots));
	return slots;
}

static void grow_paths(struct folders *folders)
{
	struct folder **old = folders->by_path;
	size_t cap = folders->path_cap;

	folders->path_cap = cap ? cap * 2 : FIRST_CAP;
	folders->by_path = no_pointers(folders->path_cap);
	for (size_t i = 0; i < cap; i++) {
		for (struct folder *folder = old[i], *next; folder; folder = next) {
			size_t slot = path_slot(folders, folder->path);

			next = folder->chain;
			folder->chain = folders->by_path[slot];
			folders->by_path[slot] = folder;
		}
	}
	free(old);
}

static void grow_inodes(struct folders *folders)
{
	struct spot **old = folders->by_inode;
	size_t cap = folders->inode_cap;

	folders->inode_cap = cap ? cap * 2 : FIRST_CAP;
	folders->by_inode = no_pointers(folders->inode_cap);
	for (size_t i = 0; i < cap; i++) {
		for (struct spot *spot = old[i], *next; spot; spot = next) {
			size_t slot = inode_slot(folders, spot->inode);

			next = spot->chain;
			spot->chain = folders->by_inode[slot];
			folders->by_inode[slot] = spot;
		}
	}
	free(old);
}

struct folder *folders_find(const struct folders *folders, struct str path)
{
	struct folder *folder = NULL;

	if (folders->path_cap)
		folder = folders->by_path[path_slot(folders, path)];
	while (folder && !str_eq(folder->path, path))
		folder = folder->chain;
	return folder;
}

static struct str copy(struct str path)
{
	char *bytes = xmalloc(path.len + 1);

	if (path.len)
		memcpy(bytes, path.ptr, path.len);
	bytes[path.len] = '\0';
	return (struct str){ bytes, path.len };
}

struct folder *folders_add(struct folders *folders, struct folder *parent,
                           struct str path, struct spot *spot)
{
	struct folder *folder = xmalloc(sizeof(*folder));
	size_t slot;

	if (folders->count == folders->path_cap)
		grow_paths(folders);
	folders->count++;
	slot = path_slot(folders, path);
	*folder = (struct folder){ .path = copy(path),
		                   .spot = spot,
		                   .parent = parent,
		                   .next_name = spot->names,
		                   .chain = folders->by_path[slot] };
	folders->by_path[slot] = folder;
	spot->names = folder;
	if (parent) {
		folder->older = parent->child;
		if (folder->older)
			folder->older->younger = folder;
		parent->child = folder;
	}
	return folder;
}

static void unlink_name(struct folder *folder)
{
	struct folder **link = &folder->spot->names;

	/* A spot has as many names as links lead to it: few. */
	while (*link != folder)
		link = &(*link)->next_name;
	*link = folder->next_name;
}

static void unlink_path(struct folders *folders, struct folder *folder)
{
	struct folder **link = &folders->by_path[path_slot(folders, folder->path)];

	while (*link != folder)
		link = &(*link)->chain;
	*link = folder->chain;
}

static void unlink_sibling(struct folder *folder)
{
	if (folder->older)
		folder->older->younger = folder->younger;
	if (folder->younger)
		folder->younger->older = folder->older;
	else if (folder->parent)
		folder->parent->child = folder->older;
}

static void free_folder(struct folder *folder)
{
	free((void *)(uintptr_t)folder->path.ptr);
	free(folder);
}

void folders_drop(struct folders *folders, struct folder *folder)
{
	/* Deep as a walk may go, which has its own limit. */
	while (folder->child)
		folders_drop(folders, folder->child);
	unlink_sibling(folder);
	unlink_path(folders, folder);
	unlink_name(folder);
	folders->count--;
	free_folder(folder);
}

struct spot *spot_find(const struct folders *folders, uint64_t device, uint64_t inode)
{
	struct spot *spot = NULL;

	if (folders->inode_cap)
		spot = folders->by_inode[inode_slot(folders, inode)];
	while (spot && (spot->inode != inode || spot->device != device))
		spot = spot->chain;
	return spot;
}

struct spot *spot_numbered(const struct folders *folders, uint32_t number)
{
	return number < folders->numbers ? folders->by_number[number] : NULL;
}

struct spot *spot_add(struct folders *folders, uint64_t device, uint64_t inode)
{
	struct spot *spot = xmalloc(sizeof(*spot));
	size_t slot;

	if (folders->spots == folders->inode_cap)
		grow_inodes(folders);
	if (folders->numbers == folders->number_cap) {
		folders->number_cap =
			folders->number_cap ? folders->number_cap * 2 : FIRST_CAP;
		folders->by_number = xrealloc_array(
			folders->by_number, folders->number_cap, sizeof(struct spot *));
	}
	folders->spots++;
	slot = inode_slot(folders, inode);
	*spot = (struct spot){ device, inode, folders->numbers++, NULL,
		               folders->by_inode[slot] };
	folders->by_inode[slot] = spot;
	folders->by_number[spot->number] = spot;
	return spot;
}

void spot_drop(struct folders *folders, struct spot *spot)
{
	struct spot **link = &folders->by_inode[inode_slot(folders, spot->inode)];

	while (*link != spot)
		link = &(*link)->chain;
	*link = spot->chain;
	folders->by_number[spot->number] = NULL;
	folders->spots--;
	free(spot);
}

void folders_clear(struct folders *folders)
{
	for (size_t i = 0; i < folders->path_cap; i++) {
		for (struct folder *folder = folders->by_path[i], *next; folder;
		     folder = next) {
			next = folder->chain;
			free_folder(folder);
		}
	}
	for (uint32_t i = 0; i < folders->numbers; i++)
		free(folders->by_number[i]);
	free(folders->by_path);
	free(folders->by_inode);
	free(folders->by_number);
	*folders = (struct folders){ 0 };
}
