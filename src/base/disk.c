/*
 * disk: struct files on the real file system. Every call goes through the folder's
 * handle, so that the program never depends on the current folder after it was opened.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files_backend.h"
#include "base/path.h"

#define TREE_DEPTH 512 /* of folders to remove; deeper ones cannot be named anyway */

struct disk {
	struct files files;
	atomic_int handle; /* -1: the folder does not exist yet */
	atomic_uint temporaries;
	char path[];
};

static enum file_status status_of(int error)
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
	default:
		return FILE_FAILED;
	}
}

static int open_root(const char *path)
{
	return open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

static int root_of(struct files *files)
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
static enum file_status system_path(struct str path, char name[PATH_MAX])
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
static enum file_status locate(struct files *files, struct str path, int *root,
                               char name[PATH_MAX])
{
	*root = root_of(files);
	return *root < 0 ? status_of(errno) : system_path(path, name);
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
			return status_of(errno);
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

/* Open a regular file for reading. A pipe without a writer must not stop the build. */
static enum file_status open_file(struct files *files, struct str path, int *fd,
                                  struct stat *st)
{
	char name[PATH_MAX];
	int root;
	enum file_status status = locate(files, path, &root, name);

	if (status != FILE_OK)
		return status;
	*fd = openat(root, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (*fd < 0)
		return status_of(errno);
	if (fstat(*fd, st) != 0)
		status = status_of(errno);
	else if (S_ISREG(st->st_mode))
		return FILE_OK;
	else
		status = S_ISDIR(st->st_mode) ? FILE_IS_FOLDER : FILE_FAILED;
	close(*fd);
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

static enum file_status disk_read_start(struct files *files, struct str path,
                                        size_t limit, struct arena *arena,
                                        struct str *text)
{
	char *data = arena_alloc_raw(arena, limit + 1);
	struct stat st;
	size_t len = 0;
	int fd;
	enum file_status status = open_file(files, path, &fd, &st);

	if (status != FILE_OK)
		return status;
	while (len < limit) {
		ssize_t got = read(fd, data + len, limit - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			status = status_of(errno);
		if (got <= 0)
			break;
		len += (size_t)got;
	}
	close(fd);
	data[len] = '\0';
	*text = (struct str){ data, len };
	return status;
}

static enum file_status disk_stat(struct files *files, struct str path,
                                  struct file_info *info)
{
	char name[PATH_MAX];
	struct stat st;
	int root;
	enum file_status status = locate(files, path, &root, name);

	if (status != FILE_OK)
		return status;
	if (fstatat(root, name, &st, 0) != 0)
		return status_of(errno);
	fill_info(info, &st);
	return FILE_OK;
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

static bool is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static enum file_status open_folder(int root, const char *name, int flags, DIR **folder)
{
	int fd = openat(root, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags);

	if (fd < 0)
		return status_of(errno);
	*folder = fdopendir(fd);
	if (*folder)
		return FILE_OK;
	close(fd);
	return FILE_FAILED;
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
	enum file_status status = locate(files, path, &root, name);

	if (status == FILE_OK)
		status = open_folder(root, name, 0, &folder);
	if (status != FILE_OK)
		return status;
	*entries = ARENA_ARRAY(arena, struct file_entry, cap);
	*count = 0;
	errno = 0;
	while ((entry = readdir(folder))) {
		if (is_dots(entry->d_name))
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
	status = errno ? status_of(errno) : FILE_OK;
	closedir(folder);
	return status;
}

static enum file_status write_all(int fd, struct str text)
{
	while (text.len) {
		ssize_t put = write(fd, text.ptr, text.len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return status_of(errno);
		text = str_from(text, (size_t)put);
	}
	return FILE_OK;
}

static enum file_status create_at(int root, const char *name, struct str text)
{
	enum file_status status;
	int fd = openat(root, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	if (fd < 0)
		return status_of(errno);
	status = write_all(fd, text);
	if (close(fd) != 0 && status == FILE_OK)
		status = status_of(errno);
	if (status != FILE_OK)
		unlinkat(root, name, 0);
	return status;
}

static enum file_status disk_create(struct files *files, struct str path, struct str text)
{
	char name[PATH_MAX];
	int root;
	enum file_status status = locate(files, path, &root, name);

	return status == FILE_OK ? create_at(root, name, text) : status;
}

static enum file_status disk_replace(struct files *files, struct str path,
                                     struct str text)
{
	struct disk *disk = (struct disk *)files;
	struct str folder = path_dir(path);
	char name[PATH_MAX], temporary[PATH_MAX];
	int root, len;
	enum file_status status = locate(files, path, &root, name);

	if (status != FILE_OK)
		return status;
	len = snprintf(temporary, sizeof(temporary), "%.*s%s.broadsheet-%d-%u.tmp",
	               STR_ARG(folder), folder.len ? "/" : "", (int)getpid(),
	               atomic_fetch_add(&disk->temporaries, 1));
	if (len < 0 || (size_t)len >= sizeof(temporary))
		return FILE_TOO_LARGE;
	status = create_at(root, temporary, text);
	if (status != FILE_OK)
		return status;
	if (renameat(root, temporary, root, name) != 0) {
		status = status_of(errno);
		unlinkat(root, temporary, 0);
	}
	return status;
}

/* Create a folder and those above it, from the top down. */
static enum file_status make_folders(int root, char name[PATH_MAX])
{
	struct stat st;

	if (mkdirat(root, name, 0777) == 0)
		return FILE_OK;
	for (char *at = name + 1; errno == ENOENT && *at; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		if (mkdirat(root, name, 0777) == 0 || errno == EEXIST)
			errno = ENOENT;
		*at = '/';
	}
	if (errno == ENOENT && mkdirat(root, name, 0777) == 0)
		return FILE_OK;
	if (errno != EEXIST || fstatat(root, name, &st, 0) != 0)
		return status_of(errno);
	return S_ISDIR(st.st_mode) ? FILE_OK : FILE_NOT_FOLDER;
}

static enum file_status disk_make_folder(struct files *files, struct str path)
{
	struct disk *disk = (struct disk *)files;
	char name[PATH_MAX];
	int root;
	enum file_status status;

	if (root_of(files) < 0) {
		status = system_path(str_of(disk->path), name);
		if (status == FILE_OK)
			status = make_folders(AT_FDCWD, name);
		if (status != FILE_OK)
			return status;
	}
	status = locate(files, path, &root, name);
	return status == FILE_OK ? make_folders(root, name) : status;
}

static enum file_status rename_with(struct files *files, struct str from, struct str to,
                                    unsigned flags)
{
	char a[PATH_MAX], b[PATH_MAX];
	int root;
	enum file_status status = locate(files, from, &root, a);

	if (status == FILE_OK)
		status = system_path(to, b);
	if (status == FILE_OK && renameat2(root, a, root, b, flags) != 0)
		status = status_of(errno);
	return status;
}

static enum file_status disk_rename(struct files *files, struct str from, struct str to)
{
	return rename_with(files, from, to, 0);
}

static enum file_status disk_exchange(struct files *files, struct str a, struct str b)
{
	return rename_with(files, a, b, RENAME_EXCHANGE);
}

static enum file_status disk_remove(struct files *files, struct str path)
{
	char name[PATH_MAX];
	int root;
	enum file_status status = locate(files, path, &root, name);

	if (status != FILE_OK || unlinkat(root, name, 0) == 0)
		return status;
	if (errno != EISDIR)
		return status_of(errno);
	return unlinkat(root, name, AT_REMOVEDIR) == 0 ? FILE_OK : status_of(errno);
}

static enum file_status remove_below(int root, const char *name, unsigned depth)
{
	struct dirent *entry;
	DIR *folder;
	enum file_status status;

	if (depth > TREE_DEPTH)
		return FILE_FAILED;
	if (unlinkat(root, name, 0) == 0 || errno == ENOENT)
		return FILE_OK;
	if (errno != EISDIR)
		return status_of(errno);
	status = open_folder(root, name, O_NOFOLLOW, &folder);
	if (status != FILE_OK)
		return status;
	while (status == FILE_OK && (entry = readdir(folder)))
		if (!is_dots(entry->d_name))
			status = remove_below(dirfd(folder), entry->d_name, depth + 1);
	closedir(folder);
	if (status == FILE_OK && unlinkat(root, name, AT_REMOVEDIR) != 0)
		status = status_of(errno);
	return status;
}

static enum file_status disk_remove_tree(struct files *files, struct str path)
{
	char name[PATH_MAX];
	int root;
	enum file_status status = locate(files, path, &root, name);

	if (status == FILE_OK)
		status = remove_below(root, name, 0);
	return status == FILE_MISSING ? FILE_OK : status;
}

static void disk_close(struct files *files)
{
	struct disk *disk = (struct disk *)files;

	if (disk->handle >= 0)
		close(disk->handle);
	free(disk);
}

struct files *files_open_disk(struct str path)
{
	static const struct files_backend backend = {
		.read = disk_read,
		.read_start = disk_read_start,
		.stat = disk_stat,
		.list = disk_list,
		.create = disk_create,
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
	memcpy(disk->path, path.ptr, path.len);
	disk->path[path.len] = '\0';
	atomic_init(&disk->temporaries, 0);
	atomic_init(&disk->handle, open_root(disk->path));
	return &disk->files;
}
