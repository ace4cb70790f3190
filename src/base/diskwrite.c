/*
 * diskwrite: the part of disk.h that changes the file system.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/disk.h"
#include "base/path.h"

#define TREE_DEPTH 512 /* of folders to remove; deeper ones cannot be named anyway */

static enum file_status write_all(int fd, struct str text)
{
	while (text.len) {
		ssize_t put = write(fd, text.ptr, text.len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return disk_status(errno);
		text = str_from(text, (size_t)put);
	}
	return FILE_OK;
}

static enum file_status create_at(int root, const char *name, struct str text)
{
	enum file_status status;
	int fd = openat(root, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

	if (fd < 0)
		return disk_status(errno);
	status = write_all(fd, text);
	if (close(fd) != 0 && status == FILE_OK)
		status = disk_status(errno);
	if (status != FILE_OK)
		unlinkat(root, name, 0);
	return status;
}

enum file_status disk_create(struct files *files, struct str path, struct str text)
{
	char name[PATH_MAX];
	int root;
	enum file_status status = disk_locate(files, path, &root, name);

	return status == FILE_OK ? create_at(root, name, text) : status;
}

enum file_status disk_append(struct files *files, struct str path, struct str text)
{
	char name[PATH_MAX];
	int root, fd;
	enum file_status status = disk_locate(files, path, &root, name);

	if (status != FILE_OK)
		return status;
	fd = openat(root, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (fd < 0)
		return disk_status(errno);
	status = write_all(fd, text);
	if (close(fd) != 0 && status == FILE_OK)
		status = disk_status(errno);
	return status;
}

/* The kernel lets go of it when the process ends, however it ends. */
enum file_status disk_lock(struct files *files, struct str path, bool wait, int *lock)
{
	char name[PATH_MAX];
	int root;
	enum file_status status = disk_locate(files, path, &root, name);

	if (status != FILE_OK)
		return status;
	*lock = openat(root, name, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (*lock < 0)
		return disk_status(errno);
	while (flock(*lock, wait ? LOCK_EX : LOCK_EX | LOCK_NB) != 0) {
		if (errno == EINTR)
			continue;
		status = errno == EWOULDBLOCK ? FILE_BUSY : disk_status(errno);
		close(*lock);
		*lock = -1;
		return status;
	}
	return FILE_OK;
}

void disk_unlock(struct files *files, int lock)
{
	(void)files;
	close(lock);
}

enum file_status disk_replace(struct files *files, struct str path, struct str text)
{
	struct disk *disk = (struct disk *)files;
	struct str folder = path_dir(path);
	char name[PATH_MAX], temporary[PATH_MAX];
	int root, len;
	enum file_status status = disk_locate(files, path, &root, name);

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
		status = disk_status(errno);
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
		return disk_status(errno);
	return S_ISDIR(st.st_mode) ? FILE_OK : FILE_NOT_FOLDER;
}

enum file_status disk_make_folder(struct files *files, struct str path)
{
	struct disk *disk = (struct disk *)files;
	char name[PATH_MAX];
	int root;
	enum file_status status;

	if (disk_root(files) < 0) {
		status = disk_name(str_of(disk->path), name);
		if (status == FILE_OK)
			status = make_folders(AT_FDCWD, name);
		if (status != FILE_OK)
			return status;
	}
	status = disk_locate(files, path, &root, name);
	return status == FILE_OK ? make_folders(root, name) : status;
}

static enum file_status rename_with(struct files *files, struct str from, struct str to,
                                    unsigned flags)
{
	char a[PATH_MAX], b[PATH_MAX];
	int root;
	enum file_status status = disk_locate(files, from, &root, a);

	if (status == FILE_OK)
		status = disk_name(to, b);
	if (status == FILE_OK && renameat2(root, a, root, b, flags) != 0)
		status = disk_status(errno);
	return status;
}

enum file_status disk_rename(struct files *files, struct str from, struct str to)
{
	return rename_with(files, from, to, 0);
}

enum file_status disk_exchange(struct files *files, struct str a, struct str b)
{
	return rename_with(files, a, b, RENAME_EXCHANGE);
}

enum file_status disk_remove(struct files *files, struct str path)
{
	char name[PATH_MAX];
	int root;
	enum file_status status = disk_locate(files, path, &root, name);

	if (status != FILE_OK || unlinkat(root, name, 0) == 0)
		return status;
	if (errno != EISDIR)
		return disk_status(errno);
	return unlinkat(root, name, AT_REMOVEDIR) == 0 ? FILE_OK : disk_status(errno);
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
		return disk_status(errno);
	status = disk_open_folder(root, name, O_NOFOLLOW, &folder);
	if (status != FILE_OK)
		return status;
	while (status == FILE_OK && (entry = readdir(folder)))
		if (!disk_is_dots(entry->d_name))
			status = remove_below(dirfd(folder), entry->d_name, depth + 1);
	closedir(folder);
	if (status == FILE_OK && unlinkat(root, name, AT_REMOVEDIR) != 0)
		status = disk_status(errno);
	return status;
}

enum file_status disk_remove_tree(struct files *files, struct str path)
{
	char name[PATH_MAX];
	int root;
	enum file_status status = disk_locate(files, path, &root, name);

	if (status == FILE_OK)
		status = remove_below(root, name, 0);
	return status == FILE_MISSING ? FILE_OK : status;
}
