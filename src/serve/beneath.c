#include "serve/beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FLAGS (O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

/* A rename during a look-up may make the kernel give up; it says to try again. */
#define TRIES 8

static enum file_status status_of(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR:
	case ENAMETOOLONG:
	case EINVAL:
	case EXDEV: /* leads outside */
	case ELOOP: /* a link, where none is followed */
	case ENXIO: /* a socket */
	case ENODEV:
		return FILE_MISSING;
	case EACCES:
		return FILE_DENIED;
	case EISDIR:
		return FILE_IS_FOLDER;
	default:
		return FILE_FAILED;
	}
}

static int64_t nanoseconds(struct timespec time)
{
	return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Keep the file if it is one that can be served. */
static enum file_status examine(int fd, struct opened *opened)
{
	enum file_status status = FILE_OK;
	struct stat stat;

	if (fstat(fd, &stat) != 0)
		status = FILE_FAILED;
	else if (S_ISDIR(stat.st_mode))
		status = FILE_IS_FOLDER;
	else if (!S_ISREG(stat.st_mode))
		status = FILE_MISSING;
	if (status != FILE_OK) {
		close(fd);
		return status;
	}
	*opened = (struct opened){ fd,
		                   { .type = FILE_REGULAR,
		                     .size = (uint64_t)stat.st_size,
		                     .mtime_ns = nanoseconds(stat.st_mtim),
		                     .ctime_ns = nanoseconds(stat.st_ctim),
		                     .device = stat.st_dev,
		                     .inode = stat.st_ino } };
	return FILE_OK;
}

/* -1 and ENOSYS where there is no such call; some sandboxes say EPERM instead. */
static int open_beneath(int folder, const char *path)
{
	struct open_how how = {
		.flags = FLAGS,
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	long fd = -1;

	for (int i = 0; i < TRIES; i++) {
		fd = syscall(SYS_openat2, folder, path, &how, sizeof(how));
		if (fd >= 0 || (errno != EAGAIN && errno != EINTR))
			break;
	}
	return (int)fd;
}

/* Part by part; folder stays open. */
static int open_parts(int folder, struct arena *arena, struct str path)
{
	int at = folder;

	for (;;) {
		struct str part;
		bool more = str_cut(path, '/', &part, &path);
		int next = -1;

		errno = ENOENT;
		if (part.len && !str_eq(part, STR(".")) && !str_eq(part, STR("..")))
			next = openat(at, arena_cstr(arena, part),
			              FLAGS | O_NOFOLLOW | (more ? O_DIRECTORY : 0));
		if (at != folder) {
			int error = errno;

			close(at);
			errno = error;
		}
		if (next < 0 || !more)
			return next;
		at = next;
	}
}

static enum file_status open_in(struct arena *arena, struct str folder, struct str path,
                                bool can_openat2, struct opened *opened)
{
	int top = open(arena_cstr(arena, folder), O_PATH | O_DIRECTORY | O_CLOEXEC);
	int fd = -1;

	if (top < 0)
		return status_of(errno);
	if (can_openat2)
		fd = open_beneath(top, arena_cstr(arena, path));
	if (!can_openat2 || (fd < 0 && (errno == ENOSYS || errno == EPERM)))
		fd = open_parts(top, arena, path);
	if (fd < 0) {
		enum file_status status = status_of(errno);

		close(top);
		return status;
	}
	close(top);
	return examine(fd, opened);
}

enum file_status beneath_open(struct arena *arena, struct str folder, struct str path,
                              struct opened *opened)
{
	return open_in(arena, folder, path, true, opened);
}

enum file_status beneath_walk(struct arena *arena, struct str folder, struct str path,
                              struct opened *opened)
{
	return open_in(arena, folder, path, false, opened);
}
