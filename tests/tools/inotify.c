/*
 * inotify: a kernel that watches less than it is asked to, when loaded with LD_PRELOAD.
 *
 * INOTIFY_WATCHES=N     the N-th call to set a watch and all later ones fail (ENOSPC)
 * INOTIFY_INSTANCES=0   no instance is to be had (EMFILE)
 * INOTIFY_OVERFLOW=N    every N-th read of events gives an overflow in their place
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

static atomic_int watches, reads, instance = -1;

static int setting(const char *name)
{
	const char *text = getenv(name);

	return text ? atoi(text) : -1;
}

int inotify_init(void)
{
	if (setting("INOTIFY_INSTANCES") == 0) {
		errno = EMFILE;
		return -1;
	}
	atomic_store(&instance, inotify_init1(0));
	return atomic_load(&instance);
}

int inotify_add_watch(int fd, const char *path, uint32_t mask)
{
	int (*real)(int, const char *, uint32_t) = NULL;
	int most = setting("INOTIFY_WATCHES");

	if (most >= 0 && atomic_fetch_add(&watches, 1) + 1 >= most) {
		errno = ENOSPC;
		return -1;
	}
	/* POSIX's way to make a function of what dlsym gives. */
	*(void **)&real = dlsym(RTLD_NEXT, "inotify_add_watch");
	return real(fd, path, mask);
}

/* The number is soon that of another file, in another thread. */
int close(int fd)
{
	int (*real)(int) = NULL;
	int expected = fd;

	atomic_compare_exchange_strong(&instance, &expected, -1);
	*(void **)&real = dlsym(RTLD_NEXT, "close");
	return real(fd);
}

ssize_t read(int fd, void *data, size_t size)
{
	ssize_t (*real)(int, void *, size_t) = NULL;
	int every = setting("INOTIFY_OVERFLOW");
	ssize_t got;

	*(void **)&real = dlsym(RTLD_NEXT, "read");
	got = real(fd, data, size);
	if (every > 0 && fd == atomic_load(&instance) && got > 0 &&
	    (atomic_fetch_add(&reads, 1) + 1) % every == 0) {
		struct inotify_event event = { .wd = -1, .mask = IN_Q_OVERFLOW };

		memcpy(data, &event, sizeof(event));
		got = sizeof(event);
	}
	return got;
}
