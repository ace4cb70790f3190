/*
 * disk: struct files on the real file system. Every call goes through the folder's
 * handle, so that the program never depends on the current folder after it was opened.
 */
#include "base/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define HASH_PART ((size_t)1 << 20) /* read at a time */

enum file_status disk_status(int error)
{
	switch (error) {
	case ENOENT:
		return FILE_MISSING;
	case EACCES:
	case EPERM:
		return FILE_DENIED;
	case EISDIR:
		return FILE_IS_FOLDER;
	case ENOTDIR:
		return FILE_NOT_FOLDER;
	case EEXIST:
		return FILE_EXISTS;
	case ENOTEMPTY:
		return FILE_NOT_EMPTY;
	case EFBIG:
	case ENAMETOOLONG:
	case EOVERFLOW:
		return FILE_TOO_LARGE;
	case ELOOP:
		return FILE_LOOP;
	case ENOSPC:
	case EDQUOT:
		return FILE_FULL;
	case EROFS:
		return FILE_READ_ONLY;
	case EXDEV:
		return FILE_CROSSES;
	case ENOMEM:
		out_of_memory(0);
	default:
		return FILE_FAILED;
	}
}

static int open_root(const char *path)
{
	return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

int disk_root(struct files *files)
{
	struct disk *disk = (struct disk *)files;
	int handle = atomic_load(&disk->handle), none = -1;

	if (handle >= 0)
		return handle;
	handle = open_root(disk->path);
	if (handle >= 0 &&
	    !atomic_compare_exchange_strong(&disk->handle, &none, handle)) {
		close(handle); /* another thread was first */
		handle = none;
	}
	return handle;
}

/* A C string for the system; "" becomes ".". */
enum file_status disk_name(struct str path, char name[PATH_MAX])
{
	if (path.len >= PATH_MAX)
		return FILE_TOO_LARGE;
	if (str_find_char(path, '\0') != STR_NONE)
		return FILE_MISSING;
	if (path.len == 0)
		path = STR(".");
	memcpy(name, path.ptr, path.len);
	name[path.len] = '\0';
	return FILE_OK;
}

/* What the system is to be asked for: a name below the handle of the root. */
enum file_status disk_locate(struct files *files, struct str path, int *root,
                             char name[PATH_MAX])
{
	*root = disk_root(files);
	return *root < 0 ? disk_status(errno) : disk_name(path, name);
}

static void fill_info(struct file_info *info, const struct stat *st)
{
	*info = (struct file_info){
		.type = S_ISREG(st->st_mode)   ? FILE_REGULAR
		        : S_ISDIR(st->st_mode) ? FILE_FOLDER
		                               : FILE_OTHER,
		.size = (uint64_t)st->st_size,
		.mtime_ns = st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
		.ctime_ns = st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec,
		.device = st->st_dev,
		.inode = st->st_ino,
	};
}

/* Read to the end, whatever the size was a moment ago. */
static enum file_status read_all(int fd, size_t expected, size_t limit,
                                 struct arena *arena, struct str *text)
{
	size_t cap = expected + 1, len = 0;
	char *data = arena_alloc_raw(arena, cap + 1);

	for (;;) {
		ssize_t got = read(fd, data + len, cap - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return disk_status(errno);
		len += (size_t)got;
		if (len > limit)
			return FILE_TOO_LARGE;
		if (got == 0)
			break;
		if (len == cap) {
			char *grown = arena_alloc_raw(arena, cap * 2 + 1);

			memcpy(grown, data, len);
			data = grown;
			cap *= 2;
		}
	}
	data[len] = '\0';
	*text = (struct str){ data, len };
	return FILE_OK;
}

/* Where an open file or folder is, all links followed. */
static bool real_path(int fd, char real[PATH_MAX])
{
	char link[32];
	ssize_t len;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	len = readlink(link, real, PATH_MAX - 1);
	if (len < 0)
		return false;
	real[len] = '\0';
	return true;
}

static enum file_status disk_confine(struct files *files, struct str folder)
{
	struct disk *disk = (struct disk *)files;
	char name[PATH_MAX], real[PATH_MAX];
	int root, fd;
	enum file_status status = disk_locate(files, folder, &root, name);

	if (status != FILE_OK)
		return status;
	fd = openat(root, name, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return disk_status(errno);
	if (!real_path(fd, real))
		status = disk_status(errno);
	close(fd);
	if (status != FILE_OK)
		return status;
	free(disk->within);
	disk->within = xmalloc(strlen(real) + 1);
	memcpy(disk->within, real, strlen(real) + 1);
	return FILE_OK;
}

/* What is open cannot become another file meanwhile, as a path can. */
static bool is_outside(struct files *files, int fd)
{
	const struct disk *disk = (const struct disk *)files;
	char real[PATH_MAX];
	struct str rest;

	if (!disk->within || strcmp(disk->within, "/") == 0)
		return false;
	if (!real_path(fd, real))
		return true;
	rest = str_of(real);
	return !str_skip_prefix(&rest, str_of(disk->within)) ||
	       (rest.len && rest.ptr[0] != '/');
}

/* Open a regular file for reading. A pipe without a writer must not stop the build. */
static enum file_status open_file(struct files *files, struct str path, int *fd,
                                  struct stat *st)
{
	char name[PATH_MAX];
	int root;
	enum file_status status = disk_locate(files, path, &root, name);

	*fd = -1;
	if (status != FILE_OK)
		return status;
	*fd = openat(root, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (*fd < 0)
		return disk_status(errno);
	if (fstat(*fd, st) != 0)
		status = disk_status(errno);
	else if (is_outside(files, *fd))
		status = FILE_OUTSIDE;
	else if (S_ISREG(st->st_mode))
		return FILE_OK;
	else
		status = S_ISDIR(st->st_mode) ? FILE_IS_FOLDER : FILE_FAILED;
	close(*fd);
	*fd = -1;
	return status;
}

static enum file_status disk_read(struct files *files, struct str path, size_t limit,
                                  struct arena *arena, struct str *text,
                                  struct file_info *info)
{
	struct stat st;
	int fd;
	enum file_status status = open_file(files, path, &fd, &st);

	if (status != FILE_OK)
		return status;
	if ((uint64_t)st.st_size > limit)
		status = FILE_TOO_LARGE;
	else
		status = read_all(fd, (size_t)st.st_size, limit, arena, text);
	if (status == FILE_OK && info)
		fill_info(info, &st);
	close(fd);
	return status;
}

/* As many bytes as there are, but no more than limit. */
static enum file_status read_up_to(int fd, char *data, size_t limit, size_t *len)
{
	for (*len = 0; *len < limit;) {
		ssize_t got = read(fd, data + *len, limit - *len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return disk_status(errno);
		if (got == 0)
			break;
		*len += (size_t)got;
	}
	return FILE_OK;
}

static enum file_status disk_read_start(struct files *files, struct str path,
                                        size_t limit, struct arena *arena,
                                        struct str *text)
{
	char *data = arena_alloc_raw(arena, limit + 1);
	struct stat st;
	size_t len;
	int fd;
	enum file_status status = open_file(files, path, &fd, &st);

	if (status != FILE_OK)
		return status;
	status = read_up_to(fd, data, limit, &len);
	close(fd);
	data[len] = '\0';
	*text = (struct str){ data, len };
	return status;
}

static enum file_status disk_read_part(struct files *files, struct str path,
                                       uint64_t offset, size_t limit, struct buf *out)
{
	char *data = buf_reserve(out, limit);
	struct stat st;
	size_t len = 0;
	int fd;
	enum file_status status = open_file(files, path, &fd, &st);

	if (status != FILE_OK)
		return status;
	if (offset < (uint64_t)st.st_size) {
		if (lseek(fd, (off_t)offset, SEEK_SET) < 0)
			status = disk_status(errno);
		else
			status = read_up_to(fd, data, limit, &len);
	}
	close(fd);
	out->len += len;
	return status;
}

static enum file_status disk_hash(struct files *files, struct str path, struct hash *hash)
{
	struct hasher *hasher;
	size_t len;
	char *part;
	struct stat st;
	int fd;
	enum file_status status = open_file(files, path, &fd, &st);

	if (status != FILE_OK)
		return status;
	hasher = hasher_new();
	part = xmalloc(HASH_PART);
	do {
		status = read_up_to(fd, part, HASH_PART, &len);
		hasher_add(hasher, (struct str){ part, len });
	} while (status == FILE_OK && len == HASH_PART);
	*hash = hasher_end(hasher);
	free(part);
	close(fd);
	return status;
}

static enum file_status stat_with(struct files *files, struct str path,
                                  struct file_info *info, int flags)
{
	char name[PATH_MAX];
	struct stat st;
	int root;
	enum file_status status = disk_locate(files, path, &root, name);

	if (status != FILE_OK)
		return status;
	if (fstatat(root, name, &st, flags) != 0)
		return disk_status(errno);
	fill_info(info, &st);
	return FILE_OK;
}

static enum file_status disk_stat(struct files *files, struct str path,
                                  struct file_info *info)
{
	return stat_with(files, path, info, 0);
}

static enum file_status disk_stat_link(struct files *files, struct str path,
                                       struct file_info *info)
{
	return stat_with(files, path, info, AT_SYMLINK_NOFOLLOW);
}

static int64_t disk_now(struct files *files)
{
	struct timespec now;

	(void)files;
	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static enum file_type entry_type(int folder, const struct dirent *entry)
{
	struct stat st;

	if (entry->d_type == DT_REG)
		return FILE_REGULAR;
	if (entry->d_type == DT_DIR)
		return FILE_FOLDER;
	if ((entry->d_type == DT_LNK || entry->d_type == DT_UNKNOWN) &&
	    fstatat(folder, entry->d_name, &st, 0) == 0)
		return S_ISREG(st.st_mode)   ? FILE_REGULAR
		       : S_ISDIR(st.st_mode) ? FILE_FOLDER
		                             : FILE_OTHER;
	return FILE_OTHER;
}

bool disk_is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

enum file_status disk_open_folder(int root, const char *name, int flags, DIR **folder)
{
	int fd = openat(root, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags);
	int fd_error;

	if (fd < 0)
		return disk_status(errno);
	*folder = fdopendir(fd);
	if (*folder)
		return FILE_OK;
	fd_error = errno;
	close(fd);
	return disk_status(fd_error);
}

static enum file_status disk_list(struct files *files, struct str path,
                                  struct arena *arena, struct file_entry **entries,
                                  size_t *count)
{
	char name[PATH_MAX];
	struct dirent *entry;
	size_t cap = 16;
	DIR *folder;
	int root;
	enum file_status status = disk_locate(files, path, &root, name);

	if (status == FILE_OK)
		status = disk_open_folder(root, name, 0, &folder);
	if (status != FILE_OK)
		return status;
	if (is_outside(files, dirfd(folder))) {
		closedir(folder);
		return FILE_OUTSIDE;
	}
	*entries = ARENA_ARRAY(arena, struct file_entry, cap);
	*count = 0;
	errno = 0;
	while ((entry = readdir(folder))) {
		if (disk_is_dots(entry->d_name))
			continue;
		if (*count == cap) {
			struct file_entry *grown =
				ARENA_ARRAY(arena, struct file_entry, cap * 2);

			memcpy(grown, *entries, cap * sizeof(*grown));
			*entries = grown;
			cap *= 2;
		}
		(*entries)[(*count)++] = (struct file_entry){
			.name = arena_str(arena, str_of(entry->d_name)),
			.type = entry_type(dirfd(folder), entry),
		};
		errno = 0;
	}
	status = errno ? disk_status(errno) : FILE_OK;
	closedir(folder);
	return status;
}

static void disk_close(struct files *files)
{
	struct disk *disk = (struct disk *)files;

	if (disk->handle >= 0)
		close(disk->handle);
	free(disk->within);
	free(disk);
}

struct files *files_open_disk(struct str path)
{
	static const struct files_backend backend = {
		.confine = disk_confine,
		.read = disk_read,
		.read_start = disk_read_start,
		.read_part = disk_read_part,
		.hash = disk_hash,
		.stat = disk_stat,
		.stat_link = disk_stat_link,
		.now = disk_now,
		.list = disk_list,
		.create = disk_create,
		.append = disk_append,
		.lock = disk_lock,
		.unlock = disk_unlock,
		.replace = disk_replace,
		.make_folder = disk_make_folder,
		.rename = disk_rename,
		.exchange = disk_exchange,
		.remove = disk_remove,
		.remove_tree = disk_remove_tree,
		.close = disk_close,
	};
	struct disk *disk;

	if (path.len == 0)
		path = STR(".");
	disk = xmalloc(sizeof(*disk) + path.len + 1);
	disk->files.backend = &backend;
	disk->within = NULL;
	memcpy(disk->path, path.ptr, path.len);
	disk->path[path.len] = '\0';
	atomic_init(&disk->temporaries, 0);
	atomic_init(&disk->handle, open_root(disk->path));
	return &disk->files;
}
