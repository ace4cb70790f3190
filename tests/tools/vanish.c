/*
 * vanish: makes files disappear, when loaded with LD_PRELOAD.
 *
 * A file whose name holds "vanish" is listed and has a status, but is gone when it is
 * opened: as if somebody deleted it just then. One whose name holds "shrink" ends at the
 * first read, whatever its status said: as if it were being written again.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define HANDLES 1024

static char shrinks[HANDLES]; /* by file descriptor */

int openat(int folder, const char *path, int flags, ...)
{
	int (*real)(int, const char *, int, ...) = NULL;
	mode_t mode = 0;
	va_list args;
	int fd;

	if (strstr(path, "vanish") && !(flags & (O_CREAT | O_DIRECTORY))) {
		errno = ENOENT;
		return -1;
	}
	va_start(args, flags);
	if (flags & O_CREAT)
		mode = va_arg(args, mode_t);
	va_end(args);
	/* POSIX's way to make a function of what dlsym gives. */
	*(void **)&real = dlsym(RTLD_NEXT, "openat");
	fd = real(folder, path, flags, mode);
	if (fd >= 0 && fd < HANDLES)
		shrinks[fd] = strstr(path, "shrink") && !(flags & O_CREAT);
	return fd;
}

int openat64(int folder, const char *path, int flags, ...)
{
	mode_t mode = 0;
	va_list args;

	va_start(args, flags);
	if (flags & O_CREAT)
		mode = va_arg(args, mode_t);
	va_end(args);
	return openat(folder, path, flags, mode);
}

ssize_t read(int fd, void *data, size_t size)
{
	ssize_t (*real)(int, void *, size_t) = NULL;

	if (fd >= 0 && fd < HANDLES && shrinks[fd])
		return 0;
	*(void **)&real = dlsym(RTLD_NEXT, "read");
	return real(fd, data, size);
}
