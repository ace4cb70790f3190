/*
 * faults: makes the n-th call of a kind fail, or ends the program there, when loaded with
 * LD_PRELOAD.
 *
 * FAULT_CALL names the kind (see "names" below), or is "any": any call that changes what
 * is on the disk. FAULT_AT is n, from 1. FAULT_DO is what happens: a number is the errno
 * with which the call fails; "kill" kills the program before the call, "late" after it,
 * "half" after half of it, where it is a write. With FAULT_STAYS every later call fails,
 * too, as on a disk that is full. FAULT_COUNT is a file that gets the number of calls.
 *
 * Calls count from the beginning of main() to its end or to exit(): neither the dynamic
 * loader nor the last words of stdio are disturbed. What is written to standard output
 * and standard error is left alone.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum call {
	CALL_WRITE,
	CALL_RENAME,
	CALL_CREATE,
	CALL_FOLDER,
	CALL_REMOVE,
	CALL_SYNC,
	CALL_SIZE,
	CALL_CLOSE,
	CALL_MAP,
	CALL_READ,
	CALL_OPEN,
	CALL_MEMORY,
	CALL_ANY,
	CALLS,
};

static const char *const names[] = { "write", "rename", "create", "folder", "remove",
	                             "sync",  "size",   "close",  "map",    "read",
	                             "open",  "memory", "any" };

enum fate { FATE_NORMAL, FATE_FAILS, FATE_LATE, FATE_HALF };

static atomic_bool armed;
static atomic_ulong counts[CALLS];
static enum call chosen = CALLS;
static unsigned long chosen_at;
static const char *chosen_fate = "";
static int chosen_errno;
static bool stays;

/* POSIX's way to make a function of what dlsym gives. */
#define REAL(function, name) (*(void **)&(function) = dlsym(RTLD_NEXT, (name)))

static _Noreturn void die(void)
{
	kill(getpid(), SIGKILL);
	for (;;)
		pause();
}

/* Is it this call's turn? */
static bool is_due(enum call call)
{
	unsigned long number = atomic_fetch_add(&counts[call], 1) + 1;

	return call == chosen && (number == chosen_at || (stays && number > chosen_at));
}

static enum fate fate_of(enum call call)
{
	bool due;

	if (!atomic_load(&armed))
		return FATE_NORMAL;
	due = is_due(call);
	if (call <= CALL_SIZE)
		due |= is_due(CALL_ANY);
	if (!due)
		return FATE_NORMAL;
	if (strcmp(chosen_fate, "kill") == 0)
		die();
	if (strcmp(chosen_fate, "late") == 0)
		return FATE_LATE;
	if (strcmp(chosen_fate, "half") == 0)
		return FATE_HALF;
	errno = chosen_errno;
	return FATE_FAILS;
}

/* An interposed call: fail, or make the real one, and perhaps die after it. */
#define PASS(call, failure, real_call)          \
	do {                                    \
		enum fate fate = fate_of(call); \
                                                \
		if (fate == FATE_FAILS)         \
			return (failure);       \
		if (fate == FATE_NORMAL)        \
			return (real_call);     \
		(void)(real_call);              \
		die();                          \
	} while (0)

/* main, and exit. */

typedef int main_function(int, char **, char **);

static main_function *program;

static void read_orders(void)
{
	const char *call = getenv("FAULT_CALL"), *at = getenv("FAULT_AT");
	const char *fate = getenv("FAULT_DO");

	for (size_t i = 0; call && i < CALLS; i++)
		if (strcmp(call, names[i]) == 0)
			chosen = (enum call)i;
	chosen_at = at ? strtoul(at, NULL, 10) : 0;
	chosen_fate = fate ? fate : "";
	chosen_errno = atoi(chosen_fate);
	stays = getenv("FAULT_STAYS") != NULL;
}

static void report(void)
{
	const char *path = getenv("FAULT_COUNT");
	FILE *file;

	atomic_store(&armed, false);
	file = path ? fopen(path, "w") : NULL;
	if (!file)
		return;
	for (size_t i = 0; i < CALLS; i++)
		fprintf(file, "%s %lu\n", names[i], atomic_load(&counts[i]));
	fclose(file);
}

static int armed_main(int argc, char **argv, char **environment)
{
	int status;

	read_orders();
	atomic_store(&armed, true);
	status = program(argc, argv, environment);
	report();
	return status;
}

int __libc_start_main(main_function *main, int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void *stack_end);

int __libc_start_main(main_function *main, int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void *stack_end)
{
	int (*real)(main_function *, int, char **, void (*)(void), void (*)(void),
	            void (*)(void), void *) = NULL;

	REAL(real, "__libc_start_main");
	program = main;
	return real(armed_main, argc, argv, init, fini, rtld_fini, stack_end);
}

_Noreturn void exit(int status)
{
	void (*real)(int) = NULL;

	report();
	REAL(real, "exit");
	real(status);
	die(); /* the compiler does not know that the real one never returns */
}

/* Memory. The C library's own names need no dlsym, which allocates. */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *malloc(size_t size)
{
	PASS(CALL_MEMORY, NULL, __libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
	PASS(CALL_MEMORY, NULL, __libc_calloc(count, size));
}

void *realloc(void *old, size_t size)
{
	PASS(CALL_MEMORY, NULL, __libc_realloc(old, size));
}

void *mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
	void *(*real)(void *, size_t, int, int, int, off_t) = NULL;

	REAL(real, "mmap");
	PASS(CALL_MAP, MAP_FAILED, real(address, size, protection, flags, fd, offset));
}

void *mmap64(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
	return mmap(address, size, protection, flags, fd, offset);
}

/* Reading and writing. */

static size_t half(enum fate fate, size_t size)
{
	return fate == FATE_HALF ? size / 2 : size;
}

ssize_t write(int fd, const void *data, size_t size)
{
	ssize_t (*real)(int, const void *, size_t) = NULL;
	enum fate fate = fd <= STDERR_FILENO ? FATE_NORMAL : fate_of(CALL_WRITE);
	ssize_t put;

	REAL(real, "write");
	if (fate == FATE_FAILS)
		return -1;
	put = real(fd, data, half(fate, size));
	if (fate != FATE_NORMAL)
		die();
	return put;
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t offset)
{
	ssize_t (*real)(int, const void *, size_t, off_t) = NULL;
	enum fate fate = fate_of(CALL_WRITE);
	ssize_t put;

	REAL(real, "pwrite");
	if (fate == FATE_FAILS)
		return -1;
	put = real(fd, data, half(fate, size), offset);
	if (fate != FATE_NORMAL)
		die();
	return put;
}

ssize_t pwrite64(int fd, const void *data, size_t size, off_t offset)
{
	return pwrite(fd, data, size, offset);
}

ssize_t writev(int fd, const struct iovec *parts, int count)
{
	ssize_t (*real)(int, const struct iovec *, int) = NULL;

	REAL(real, "writev");
	PASS(CALL_WRITE, -1, real(fd, parts, count));
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset)
{
	ssize_t (*real)(int, const struct iovec *, int, off_t) = NULL;

	REAL(real, "pwritev");
	PASS(CALL_WRITE, -1, real(fd, parts, count, offset));
}

ssize_t pwritev64(int fd, const struct iovec *parts, int count, off_t offset)
{
	return pwritev(fd, parts, count, offset);
}

ssize_t read(int fd, void *data, size_t size)
{
	ssize_t (*real)(int, void *, size_t) = NULL;

	REAL(real, "read");
	PASS(CALL_READ, -1, real(fd, data, size));
}

ssize_t pread(int fd, void *data, size_t size, off_t offset)
{
	ssize_t (*real)(int, void *, size_t, off_t) = NULL;

	REAL(real, "pread");
	PASS(CALL_READ, -1, real(fd, data, size, offset));
}

ssize_t pread64(int fd, void *data, size_t size, off_t offset)
{
	return pread(fd, data, size, offset);
}

/* Opening and closing. A descriptor is closed even if close says that it failed. */

static int open_at(int folder, const char *path, int flags, mode_t mode)
{
	int (*real)(int, const char *, int, ...) = NULL;

	REAL(real, "openat");
	PASS(flags & O_CREAT ? CALL_CREATE : CALL_OPEN, -1,
	     real(folder, path, flags, mode));
}

#define OPEN_AT(folder)                      \
	va_list args;                        \
	mode_t mode = 0;                     \
                                             \
	va_start(args, flags);               \
	if (flags & (O_CREAT | O_TMPFILE))   \
		mode = va_arg(args, mode_t); \
	va_end(args);                        \
	return open_at(folder, path, flags, mode)

int openat(int folder, const char *path, int flags, ...)
{
	OPEN_AT(folder);
}

int openat64(int folder, const char *path, int flags, ...)
{
	OPEN_AT(folder);
}

int open(const char *path, int flags, ...)
{
	OPEN_AT(AT_FDCWD);
}

int open64(const char *path, int flags, ...)
{
	OPEN_AT(AT_FDCWD);
}

int close(int fd)
{
	int (*real)(int) = NULL;
	enum fate fate = fate_of(CALL_CLOSE);
	int error = errno, status;

	REAL(real, "close");
	status = real(fd);
	if (fate == FATE_NORMAL)
		return status;
	if (fate != FATE_FAILS)
		die();
	errno = error;
	return -1;
}

/* Names. */

int rename(const char *old, const char *new)
{
	int (*real)(const char *, const char *) = NULL;

	REAL(real, "rename");
	PASS(CALL_RENAME, -1, real(old, new));
}

int renameat(int old_folder, const char *old, int new_folder, const char *new)
{
	int (*real)(int, const char *, int, const char *) = NULL;

	REAL(real, "renameat");
	PASS(CALL_RENAME, -1, real(old_folder, old, new_folder, new));
}

int renameat2(int old_folder, const char *old, int new_folder, const char *new,
              unsigned flags)
{
	int (*real)(int, const char *, int, const char *, unsigned) = NULL;

	REAL(real, "renameat2");
	PASS(CALL_RENAME, -1, real(old_folder, old, new_folder, new, flags));
}

int mkdir(const char *path, mode_t mode)
{
	int (*real)(const char *, mode_t) = NULL;

	REAL(real, "mkdir");
	PASS(CALL_FOLDER, -1, real(path, mode));
}

int mkdirat(int folder, const char *path, mode_t mode)
{
	int (*real)(int, const char *, mode_t) = NULL;

	REAL(real, "mkdirat");
	PASS(CALL_FOLDER, -1, real(folder, path, mode));
}

int unlink(const char *path)
{
	int (*real)(const char *) = NULL;

	REAL(real, "unlink");
	PASS(CALL_REMOVE, -1, real(path));
}

int unlinkat(int folder, const char *path, int flags)
{
	int (*real)(int, const char *, int) = NULL;

	REAL(real, "unlinkat");
	PASS(CALL_REMOVE, -1, real(folder, path, flags));
}

int rmdir(const char *path)
{
	int (*real)(const char *) = NULL;

	REAL(real, "rmdir");
	PASS(CALL_REMOVE, -1, real(path));
}

/* Sizes, and what is to last. */

int ftruncate(int fd, off_t size)
{
	int (*real)(int, off_t) = NULL;

	REAL(real, "ftruncate");
	PASS(CALL_SIZE, -1, real(fd, size));
}

int ftruncate64(int fd, off_t size)
{
	return ftruncate(fd, size);
}

int fallocate(int fd, int mode, off_t offset, off_t size)
{
	int (*real)(int, int, off_t, off_t) = NULL;

	REAL(real, "fallocate");
	PASS(CALL_SIZE, -1, real(fd, mode, offset, size));
}

int fsync(int fd)
{
	int (*real)(int) = NULL;

	REAL(real, "fsync");
	PASS(CALL_SYNC, -1, real(fd));
}

int fdatasync(int fd)
{
	int (*real)(int) = NULL;

	REAL(real, "fdatasync");
	PASS(CALL_SYNC, -1, real(fd));
}

int msync(void *address, size_t size, int flags)
{
	int (*real)(void *, size_t, int) = NULL;

	REAL(real, "msync");
	PASS(CALL_SYNC, -1, real(address, size, flags));
}

int syncfs(int fd)
{
	int (*real)(int) = NULL;

	REAL(real, "syncfs");
	PASS(CALL_SYNC, -1, real(fd));
}
