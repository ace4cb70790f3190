#include "base/files.h"

#include <stdlib.h>

#include "base/files_backend.h"

enum file_status files_read(struct files *files, struct str path, size_t limit,
                            struct arena *arena, struct str *text, struct file_info *info)
{
	return files->backend->read(files, path, limit, arena, text, info);
}

enum file_status files_read_start(struct files *files, struct str path, size_t limit,
                                  struct arena *arena, struct str *text)
{
	return files->backend->read_start(files, path, limit, arena, text);
}

enum file_status files_read_part(struct files *files, struct str path, uint64_t offset,
                                 size_t limit, struct buf *out)
{
	return files->backend->read_part(files, path, offset, limit, out);
}

enum file_status files_hash(struct files *files, struct str path, struct hash *hash)
{
	return files->backend->hash(files, path, hash);
}

enum file_status files_confine(struct files *files, struct str folder)
{
	return files->backend->confine(files, folder);
}

enum file_status files_stat(struct files *files, struct str path, struct file_info *info)
{
	return files->backend->stat(files, path, info);
}

enum file_status files_stat_link(struct files *files, struct str path,
                                 struct file_info *info)
{
	return files->backend->stat_link(files, path, info);
}

int64_t files_now(struct files *files)
{
	return files->backend->now(files);
}

static int compare_names(const void *a, const void *b)
{
	const struct file_entry *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

enum file_status files_list(struct files *files, struct str path, struct arena *arena,
                            struct file_entry **entries, size_t *count)
{
	enum file_status status =
		files->backend->list(files, path, arena, entries, count);

	if (status == FILE_OK && *count > 1)
		qsort(*entries, *count, sizeof(**entries), compare_names);
	return status;
}

enum file_status files_create(struct files *files, struct str path, struct str text)
{
	return files->backend->create(files, path, text);
}

enum file_status files_append(struct files *files, struct str path, struct str text)
{
	return files->backend->append(files, path, text);
}

enum file_status files_lock(struct files *files, struct str path, bool wait, int *lock)
{
	return files->backend->lock(files, path, wait, lock);
}

void files_unlock(struct files *files, int lock)
{
	files->backend->unlock(files, lock);
}

enum file_status files_replace(struct files *files, struct str path, struct str text)
{
	return files->backend->replace(files, path, text);
}

enum file_status files_make_folder(struct files *files, struct str path)
{
	return files->backend->make_folder(files, path);
}

enum file_status files_rename(struct files *files, struct str from, struct str to)
{
	return files->backend->rename(files, from, to);
}

enum file_status files_exchange(struct files *files, struct str a, struct str b)
{
	return files->backend->exchange(files, a, b);
}

enum file_status files_remove(struct files *files, struct str path)
{
	return files->backend->remove(files, path);
}

enum file_status files_remove_tree(struct files *files, struct str path)
{
	return files->backend->remove_tree(files, path);
}

void files_close(struct files *files)
{
	if (files)
		files->backend->close(files);
}

const char *files_explain(enum file_status status)
{
	static const char *const words[] = {
		[FILE_OK] = "no error",
		[FILE_MISSING] = "no such file or folder",
		[FILE_DENIED] = "permission denied",
		[FILE_IS_FOLDER] = "it is a folder",
		[FILE_NOT_FOLDER] = "it is not a folder",
		[FILE_EXISTS] = "it exists already",
		[FILE_NOT_EMPTY] = "the folder is not empty",
		[FILE_TOO_LARGE] = "it is too large",
		[FILE_LOOP] = "symbolic links lead in a circle",
		[FILE_FULL] = "the disk is full",
		[FILE_READ_ONLY] = "the disk is read-only",
		[FILE_CROSSES] = "it is on another disk",
		[FILE_BUSY] = "another process holds it",
		[FILE_OUTSIDE] = "it is outside the folder, or a link that leads there",
		[FILE_FAILED] = "input or output failed",
	};

	return words[status];
}

void files_let_fail(enum file_status status)
{
	(void)status;
}

bool files_is_system(enum file_status status)
{
	return status == FILE_DENIED || status == FILE_FULL || status == FILE_READ_ONLY ||
	       status == FILE_FAILED;
}
