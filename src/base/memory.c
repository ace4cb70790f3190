/*
 * memory: struct files in memory, for tests. A flat list of entries by their full path;
 * a folder is an entry without text. A lock makes it as safe for threads as a disk.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/files_backend.h"
#include "base/path.h"

struct node {
	struct str path; /* its bytes are the node's own, as are those of text */
	struct str text;
	bool is_folder;
	uint64_t inode;
	int64_t mtime_ns;
};

struct memory {
	struct files files;
	pthread_mutex_t lock;
	struct node *nodes;
	size_t count, cap;
	uint64_t ticks; /* stands for the clock, and numbers the inodes */
};

static struct memory *lock(struct files *files)
{
	struct memory *memory = (struct memory *)files;

	pthread_mutex_lock(&memory->lock);
	return memory;
}

static enum file_status unlock(struct memory *memory, enum file_status status)
{
	pthread_mutex_unlock(&memory->lock);
	return status;
}

static struct str own(struct str s)
{
	char *copy = xmalloc(s.len + 1);

	if (s.len)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return (struct str){ copy, s.len };
}

static void disown(struct str s)
{
	union {
		const char *borrowed;
		char *owned;
	} text = { s.ptr };

	free(text.owned);
}

static struct node *find(struct memory *memory, struct str path)
{
	for (size_t i = 0; i < memory->count; i++)
		if (str_eq(memory->nodes[i].path, path))
			return &memory->nodes[i];
	return NULL;
}

static bool is_folder(struct memory *memory, struct str path)
{
	struct node *node = find(memory, path);

	return path.len == 0 || (node && node->is_folder);
}

/* Why there is nothing at a path: a file cannot hold others. */
static enum file_status why_missing(struct memory *memory, struct str path)
{
	for (path = path_dir(path); path.len; path = path_dir(path)) {
		struct node *node = find(memory, path);

		if (node)
			return node->is_folder ? FILE_MISSING : FILE_NOT_FOLDER;
	}
	return FILE_MISSING;
}

static bool is_below(struct str path, struct str folder)
{
	if (folder.len == 0)
		return path.len != 0;
	return str_has_prefix(path, folder) && path.len > folder.len &&
	       path.ptr[folder.len] == '/';
}

static struct node *add(struct memory *memory, struct str path, struct str text,
                        bool folder)
{
	struct node *node;

	if (memory->count == memory->cap) {
		memory->cap = memory->cap ? memory->cap * 2 : 16;
		memory->nodes = xrealloc_array(memory->nodes, memory->cap,
		                               sizeof(*memory->nodes));
	}
	node = &memory->nodes[memory->count++];
	*node = (struct node){ .path = own(path),
		               .text = own(text),
		               .is_folder = folder };
	node->inode = ++memory->ticks;
	node->mtime_ns = (int64_t)memory->ticks;
	return node;
}

static void drop(struct memory *memory, struct node *node)
{
	disown(node->path);
	disown(node->text);
	*node = memory->nodes[--memory->count];
}

static void fill_info(struct file_info *info, const struct node *node)
{
	*info = (struct file_info){ .type = node->is_folder ? FILE_FOLDER : FILE_REGULAR,
		                    .size = node->text.len,
		                    .mtime_ns = node->mtime_ns,
		                    .ctime_ns = node->mtime_ns,
		                    .inode = node->inode };
}

static enum file_status memory_read(struct files *files, struct str path, size_t limit,
                                    struct arena *arena, struct str *text,
                                    struct file_info *info)
{
	struct memory *memory = lock(files);
	struct node *node = find(memory, path);

	if (is_folder(memory, path))
		return unlock(memory, FILE_IS_FOLDER);
	if (!node)
		return unlock(memory, why_missing(memory, path));
	if (node->text.len > limit)
		return unlock(memory, FILE_TOO_LARGE);
	*text = arena_str(arena, node->text);
	if (info)
		fill_info(info, node);
	return unlock(memory, FILE_OK);
}

static enum file_status memory_read_start(struct files *files, struct str path,
                                          size_t limit, struct arena *arena,
                                          struct str *text)
{
	enum file_status status = memory_read(files, path, SIZE_MAX, arena, text, NULL);

	if (status == FILE_OK)
		*text = str_slice(*text, 0, limit);
	return status;
}

static enum file_status memory_read_part(struct files *files, struct str path,
                                         uint64_t offset, size_t limit, struct buf *out)
{
	struct memory *memory = lock(files);
	struct node *node = find(memory, path);

	if (is_folder(memory, path))
		return unlock(memory, FILE_IS_FOLDER);
	if (!node)
		return unlock(memory, why_missing(memory, path));
	if (offset < node->text.len)
		buf_add(out, str_slice(str_from(node->text, (size_t)offset), 0, limit));
	return unlock(memory, FILE_OK);
}

static enum file_status memory_hash(struct files *files, struct str path,
                                    struct hash *hash)
{
	struct arena scratch = { 0 };
	struct str text;
	enum file_status status =
		memory_read(files, path, SIZE_MAX, &scratch, &text, NULL);

	if (status == FILE_OK)
		*hash = hash_bytes(text);
	arena_clear(&scratch);
	return status;
}

static enum file_status memory_stat(struct files *files, struct str path,
                                    struct file_info *info)
{
	struct memory *memory = lock(files);
	struct node *node = find(memory, path);

	if (node)
		fill_info(info, node);
	else
		*info = (struct file_info){ .type = FILE_FOLDER };
	return unlock(memory,
	              node || path.len == 0 ? FILE_OK : why_missing(memory, path));
}

static enum file_status memory_list(struct files *files, struct str path,
                                    struct arena *arena, struct file_entry **entries,
                                    size_t *count)
{
	struct memory *memory = lock(files);

	if (!is_folder(memory, path))
		return unlock(memory, find(memory, path) ? FILE_NOT_FOLDER
		                                         : why_missing(memory, path));
	*entries = ARENA_ARRAY(arena, struct file_entry, memory->count);
	*count = 0;
	for (size_t i = 0; i < memory->count; i++) {
		struct node *node = &memory->nodes[i];

		if (str_eq(path_dir(node->path), path))
			(*entries)[(*count)++] = (struct file_entry){
				arena_str(arena, path_base(node->path)),
				node->is_folder ? FILE_FOLDER : FILE_REGULAR,
			};
	}
	return unlock(memory, FILE_OK);
}

static enum file_status put(struct files *files, struct str path, struct str text,
                            bool over)
{
	struct memory *memory = lock(files);
	struct node *node = find(memory, path);

	if (!is_folder(memory, path_dir(path)))
		return unlock(memory, why_missing(memory, path));
	if (node && !over)
		return unlock(memory, FILE_EXISTS);
	if (node && node->is_folder)
		return unlock(memory, FILE_IS_FOLDER);
	if (node)
		drop(memory, node);
	add(memory, path, text, false);
	return unlock(memory, FILE_OK);
}

static enum file_status memory_create(struct files *files, struct str path,
                                      struct str text)
{
	return put(files, path, text, false);
}

static enum file_status memory_replace(struct files *files, struct str path,
                                       struct str text)
{
	return put(files, path, text, true);
}

static enum file_status memory_append(struct files *files, struct str path,
                                      struct str text)
{
	struct arena scratch = { 0 };
	struct str before = { 0 };
	enum file_status status =
		memory_read(files, path, SIZE_MAX, &scratch, &before, NULL);

	if (status == FILE_OK || status == FILE_MISSING)
		status = put(files, path,
		             arena_printf(&scratch, "%.*s%.*s", STR_ARG(before),
		                          STR_ARG(text)),
		             true);
	arena_clear(&scratch);
	return status;
}

/* No other process can see this memory. */
static enum file_status memory_lock(struct files *files, struct str path, bool wait,
                                    int *lock)
{
	(void)files;
	(void)path;
	(void)wait;
	*lock = 0;
	return FILE_OK;
}

static void memory_unlock(struct files *files, int lock)
{
	(void)files;
	(void)lock;
}

/* So long after the last change that no stamp is too fresh. */
static int64_t memory_now(struct files *files)
{
	(void)files;
	return INT64_MAX;
}

static enum file_status make_folders(struct memory *memory, struct str path)
{
	for (size_t end = 1; end <= path.len; end++) {
		struct str folder = str_slice(path, 0, end);
		struct node *node;

		if (end < path.len && path.ptr[end] != '/')
			continue;
		node = find(memory, folder);
		if (node && !node->is_folder)
			return FILE_NOT_FOLDER;
		if (!node)
			add(memory, folder, (struct str){ 0 }, true);
	}
	return FILE_OK;
}

static enum file_status memory_make_folder(struct files *files, struct str path)
{
	struct memory *memory = lock(files);

	return unlock(memory, make_folders(memory, path));
}

static void move(struct memory *memory, struct str from, struct str to)
{
	for (size_t i = 0; i < memory->count; i++) {
		struct node *node = &memory->nodes[i];
		struct arena scratch = { 0 };
		struct str moved;

		if (!str_eq(node->path, from) && !is_below(node->path, from))
			continue;
		moved = arena_printf(&scratch, "%.*s%.*s", STR_ARG(to),
		                     STR_ARG(str_from(node->path, from.len)));
		disown(node->path);
		node->path = own(moved);
		arena_clear(&scratch);
	}
}

static void remove_tree(struct memory *memory, struct str path)
{
	for (size_t i = memory->count; i-- > 0;) {
		struct node *node = &memory->nodes[i];

		if (str_eq(node->path, path) || is_below(node->path, path))
			drop(memory, node);
	}
}

static bool is_empty(struct memory *memory, struct str folder)
{
	for (size_t i = 0; i < memory->count; i++)
		if (is_below(memory->nodes[i].path, folder))
			return false;
	return true;
}

/* As rename(2): a file takes the place of a file, a folder that of an empty folder. */
static enum file_status memory_rename(struct files *files, struct str from, struct str to)
{
	struct memory *memory = lock(files);
	struct node *source = find(memory, from), *target = find(memory, to);

	if (!source)
		return unlock(memory, why_missing(memory, from));
	if (!is_folder(memory, path_dir(to)))
		return unlock(memory, why_missing(memory, to));
	if (source->is_folder && is_below(to, from))
		return unlock(memory, FILE_FAILED);
	if (target == source)
		return unlock(memory, FILE_OK);
	if (target && target->is_folder && !source->is_folder)
		return unlock(memory, FILE_IS_FOLDER);
	if (target && source->is_folder && !target->is_folder)
		return unlock(memory, FILE_NOT_FOLDER);
	if (target && !is_empty(memory, to))
		return unlock(memory, FILE_NOT_EMPTY);
	if (target)
		drop(memory, target);
	move(memory, from, to);
	return unlock(memory, FILE_OK);
}

static enum file_status memory_exchange(struct files *files, struct str a, struct str b)
{
	struct memory *memory = lock(files);
	struct str aside = STR("\001exchange");

	if (!find(memory, a) || !find(memory, b))
		return unlock(memory, FILE_MISSING);
	move(memory, a, aside);
	move(memory, b, a);
	move(memory, aside, b);
	return unlock(memory, FILE_OK);
}

static enum file_status memory_remove(struct files *files, struct str path)
{
	struct memory *memory = lock(files);
	struct node *node = find(memory, path);

	if (!node)
		return unlock(memory, why_missing(memory, path));
	if (!is_empty(memory, path))
		return unlock(memory, FILE_NOT_EMPTY);
	drop(memory, node);
	return unlock(memory, FILE_OK);
}

static enum file_status memory_remove_tree(struct files *files, struct str path)
{
	struct memory *memory = lock(files);

	remove_tree(memory, path);
	return unlock(memory, FILE_OK);
}

static void memory_close(struct files *files)
{
	struct memory *memory = (struct memory *)files;

	remove_tree(memory, (struct str){ 0 });
	pthread_mutex_destroy(&memory->lock);
	free(memory->nodes);
	free(memory);
}

/* There are no links, and ".." leads nowhere. */
static enum file_status memory_confine(struct files *files, struct str folder)
{
	(void)files;
	(void)folder;
	return FILE_OK;
}

struct files *files_open_memory(void)
{
	static const struct files_backend backend = {
		.confine = memory_confine,
		.read = memory_read,
		.read_start = memory_read_start,
		.read_part = memory_read_part,
		.hash = memory_hash,
		.stat = memory_stat,
		.stat_link = memory_stat,
		.now = memory_now,
		.list = memory_list,
		.create = memory_create,
		.append = memory_append,
		.lock = memory_lock,
		.unlock = memory_unlock,
		.replace = memory_replace,
		.make_folder = memory_make_folder,
		.rename = memory_rename,
		.exchange = memory_exchange,
		.remove = memory_remove,
		.remove_tree = memory_remove_tree,
		.close = memory_close,
	};
	struct memory *memory = xmalloc(sizeof(*memory));

	*memory = (struct memory){ .files.backend = &backend };
	pthread_mutex_init(&memory->lock, NULL);
	return &memory->files;
}
