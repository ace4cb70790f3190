/*
 * How libinotifytools is used, and what it made necessary:
 *
 * It is one state without locks, and its reader waits in whole seconds or for ever, on a
 * descriptor it does not show. So one thread does all that concerns it: it waits there
 * for ever, hears each event, and puts paths into a struct settle; watch_wait waits
 * beside it, in milliseconds, for these to settle. What wakes the thread, to end it, is
 * an event too: a pipe, the bell, is watched like a file, and a byte is written to it.
 *
 * It finds a watch's name by its descriptor, never forgets a name, and keeps the first of
 * two that are equal: a folder that is removed and made again would be taken for the old
 * one. So we give each name with the spot's number in front, spelled in dots and
 * slashes, which lead nowhere: no two are equal, and each says which spot it is. Which
 * paths that spot has now is our own knowledge (hearing.h), and follows renames.
 *
 * It prints a message when it removes a watch that the kernel has removed already, which
 * cannot be known in advance. So no watch is ever removed: a folder that was moved out of
 * the site is watched until it is deleted, and its events find no name.
 */
#include "build/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <inotifytools/inotify.h>
#include <inotifytools/inotifytools.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

#include "base/files.h"
#include "build/fingerprint.h"
#include "build/hearing.h"

/*
 * Never opens, reads, or closes without a write: a build does these to every source. A
 * watched folder's own end needs no asking: IN_IGNORED always comes.
 */
#define EVENTS                                                            \
	(IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_DELETE | \
	 IN_MOVED_FROM | IN_MOVED_TO | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK)

/* Digits of a number in a name: four billion watches are more than any kernel has. */
#define NUMBER_BITS 32

/* Events heard before they are handed over: some thousand take a millisecond or two. */
#define BATCH 2048

/* Looking at everything is to take no more than a tenth of one processor's time. */
#define POLL_MS   1000
#define POLL_REST 10

/* What is recommended when watches run out; a watch takes about 1 KiB of the kernel's. */
#define WATCHES_WANTED 1048576

struct watcher {
	/* Of the opening thread, then of the watching one, then of the closing one. */
	struct arena arena; /* the roots */
	struct hearing hearing;
	struct diags warnings;
	bool polling;
	unsigned poll_ms;
	struct hash seen;  /* what the last look saw */
	int64_t look_took; /* in nanoseconds */

	/* Shared, under the mutex. */
	pthread_mutex_t mutex;
	struct settle settle;
	struct diags handed;

	pthread_t thread;
	int bell[2]; /* a pipe: wakes the thread */
	int heard;   /* an eventfd: wakes watch_wait, which clears it */
	int stopped; /* an eventfd, never cleared */
	atomic_bool closing;
};

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/*
 * Numbers in names
 */

/* ".", then "/." or "//" for each bit, "/" and the path: the same folder. */
static const char *spell(struct arena *arena, uint32_t number, struct str path)
{
	struct buf name = { 0 };
	struct str kept;

	buf_add_char(&name, '.');
	for (int bit = NUMBER_BITS - 1; bit >= 0; bit--) {
		buf_add_char(&name, '/');
		buf_add_char(&name, number >> bit & 1 ? '/' : '.');
	}
	buf_add_char(&name, '/');
	buf_add(&name, path);
	/* With a slash at the end, what a link leads to is meant, also by the library. */
	buf_add(&name, path.len ? STR("/") : STR("./"));
	kept = buf_keep(&name, arena);
	buf_clear(&name);
	return kept.ptr;
}

/* False for the bell, and for the empty name of a watch that the library forgot. */
static bool read_number(const char *name, uint32_t *number)
{
	if (!name || *name++ != '.')
		return false;
	*number = 0;
	for (int bit = 0; bit < NUMBER_BITS; bit++) {
		if (name[0] != '/' || (name[1] != '/' && name[1] != '.'))
			return false;
		*number = *number << 1 | (name[1] == '/');
		name += 2;
	}
	return true;
}

/*
 * Starting, starting again, and doing without
 */

static int watch_folder(uint32_t number, struct str path)
{
	struct arena scratch = { 0 };
	int error = 0;

	if (!inotifytools_watch_file(spell(&scratch, number, path), EVENTS))
		error = inotifytools_error();
	arena_clear(&scratch);
	return error;
}

static void fail(struct watcher *watcher, int error)
{
	watcher->hearing.failure = error;
	watcher->hearing.failed_path = STR(".");
}

/*
 * The library waits by select(2), which ends the program for a descriptor of FD_SETSIZE
 * or more. Its own will be the lowest that is free.
 */
static bool has_low_descriptor(const struct watcher *watcher)
{
	int lowest = dup(watcher->bell[0]);

	if (lowest >= 0)
		close(lowest);
	return lowest >= 0 && lowest < FD_SETSIZE;
}

/* False if the system does not give as much as there is to watch. */
static bool start_library(struct watcher *watcher)
{
	char bell[64];
	int error = has_low_descriptor(watcher) ? 0 : EMFILE;

	if (!error && !inotifytools_initialize())
		error = inotifytools_error();
	if (error) {
		fail(watcher, error);
		return false;
	}
	/* What it read for another instance and never gave out, it still has. */
	while (inotifytools_next_events(0, 1))
		;
	snprintf(bell, sizeof(bell), "/proc/self/fd/%d", watcher->bell[0]);
	if (inotifytools_watch_file(bell, IN_MODIFY))
		hearing_begin(&watcher->hearing);
	else
		fail(watcher, inotifytools_error());
	return !watcher->hearing.failure;
}

static void stop_library(struct watcher *watcher)
{
	hearing_forget(&watcher->hearing);
	inotifytools_cleanup();
}

static void look(struct watcher *watcher)
{
	int64_t start = now_ns();

	watcher->seen = fingerprint_take(watcher->hearing.files, watcher->hearing.roots,
	                                 watcher->hearing.ignored);
	watcher->look_took = now_ns() - start;
}

static unsigned rest_ms(const struct watcher *watcher)
{
	int64_t rest = watcher->look_took * POLL_REST / 1000000;
	unsigned least = watcher->poll_ms;

	return rest > least ? (unsigned)(rest < 3600000 ? rest : 3600000) : least;
}

static void explain_failure(struct watcher *watcher)
{
	struct diags *diags = &watcher->warnings;
	int most = inotifytools_get_max_user_watches();
	int wanted = most < WATCHES_WANTED / 2 ? WATCHES_WANTED : WATCHES_WANTED * 8;

	if (watcher->hearing.failure == ENOSPC) {
		diag_warn_path(
			diags, watcher->hearing.failed_path,
			"the system watches no more folders: looking for changes from time to time instead");
		diag_hint(diags, "sysctl fs.inotify.max_user_watches=%d", wanted);
	} else if (watcher->hearing.failure == EMFILE) {
		diag_warn_path(
			diags, watcher->hearing.failed_path,
			"too many programs watch folders: looking for changes from time to time instead");
		diag_hint(diags, "sysctl fs.inotify.max_user_instances=1024");
	} else {
		diag_warn_path(
			diags, watcher->hearing.failed_path,
			"cannot be watched (error %d): looking for changes from time to time instead",
			watcher->hearing.failure);
	}
}

/* Do without the library; other programs can have what it held. */
static void fall_back(struct watcher *watcher)
{
	explain_failure(watcher);
	stop_library(watcher);
	watcher->polling = true;
	look(watcher);
}

/* After an overflow nobody knows what happened, nor to which folders. */
static void start_again(struct watcher *watcher)
{
	stop_library(watcher);
	watcher->hearing.rescan = true;
	start_library(watcher);
}

/*
 * The thread
 */

static void hear(struct watcher *watcher, const struct inotify_event *event)
{
	uint32_t number;

	if (event->mask & IN_Q_OVERFLOW)
		start_again(watcher);
	else if (read_number(inotifytools_filename_from_wd(event->wd), &number))
		hearing_event(&watcher->hearing, number, event);
}

/* Give what was heard to whoever waits. */
static void hand_over(struct watcher *watcher)
{
	int64_t now = now_ns();
	uint64_t one = 1;
	bool is_news = watcher->hearing.news_count || watcher->hearing.rescan ||
	               watcher->warnings.first;

	if (is_news) {
		pthread_mutex_lock(&watcher->mutex);
		for (size_t i = 0; i < watcher->hearing.news_count; i++)
			settle_note(&watcher->settle, watcher->hearing.news[i].path,
			            watcher->hearing.news[i].note, now);
		if (watcher->hearing.rescan)
			settle_rescan(&watcher->settle, now);
		diags_move(&watcher->handed, &watcher->warnings);
		pthread_mutex_unlock(&watcher->mutex);
		if (write(watcher->heard, &one, sizeof(one)) < 0) {
			/* Full: it wakes all the same. */
		}
	}
	hearing_reset(&watcher->hearing);
}

static void listen_once(struct watcher *watcher)
{
	const struct inotify_event *event = inotifytools_next_events(-1, 1);

	/* With other numbers than 0 and 1 the library waits busily, for bytes of events.
	 */
	for (unsigned i = 0; event && i < BATCH && !watcher->hearing.failure; i++) {
		hear(watcher, event);
		event = inotifytools_next_events(0, 1);
	}
	if (event)
		hear(watcher, event);
	else if (inotifytools_error() && inotifytools_error() != EINTR)
		fail(watcher, inotifytools_error());
	if (watcher->hearing.failure) {
		fall_back(watcher);
		watcher->hearing.rescan = true;
	}
}

static void look_once(struct watcher *watcher)
{
	struct pollfd bell = { .fd = watcher->bell[0], .events = POLLIN };
	struct hash before = watcher->seen;

	if (poll(&bell, 1, (int)rest_ms(watcher)) != 0)
		return; /* rung, or interrupted */
	look(watcher);
	watcher->hearing.rescan = !hash_eq(before, watcher->seen);
}

static void *run_thread(void *argument)
{
	struct watcher *watcher = argument;

	while (!atomic_load(&watcher->closing)) {
		if (watcher->polling)
			look_once(watcher);
		else
			listen_once(watcher);
		hand_over(watcher);
	}
	return NULL;
}

/* Signals are for the program's other threads, whose waiting they may have to end. */
static bool start_thread(struct watcher *watcher)
{
	sigset_t all, before;
	bool ok;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	ok = pthread_create(&watcher->thread, NULL, run_thread, watcher) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return ok;
}

/*
 * For the caller
 */

static void keep_options(struct watcher *watcher, const struct watch_options *options)
{
	size_t count = options->roots.count;
	struct str *roots = ARENA_ARRAY(&watcher->arena, struct str, count);

	for (size_t i = 0; i < count; i++)
		roots[i] = arena_str(&watcher->arena, options->roots.items[i]);
	watcher->poll_ms = options->poll_ms ? options->poll_ms : POLL_MS;
	watcher->hearing.files = files_open_disk(STR("."));
	watcher->hearing.roots = (struct strs){ roots, count };
	watcher->hearing.ignored = arena_str(&watcher->arena, options->ignored);
	watcher->hearing.most = options->watches;
	watcher->hearing.watch = watch_folder;
}

static void free_watcher(struct watcher *watcher)
{
	stop_library(watcher);
	files_close(watcher->hearing.files);
	hearing_clear(&watcher->hearing);
	arena_clear(&watcher->arena);
	settle_clear(&watcher->settle);
	diags_clear(&watcher->warnings);
	diags_clear(&watcher->handed);
	for (size_t i = 0; i < 2; i++)
		if (watcher->bell[i] >= 0)
			close(watcher->bell[i]);
	if (watcher->heard >= 0)
		close(watcher->heard);
	if (watcher->stopped >= 0)
		close(watcher->stopped);
	pthread_mutex_destroy(&watcher->mutex);
	free(watcher);
}

struct watcher *watch_open(const struct watch_options *options, struct diags *diags)
{
	struct watcher *watcher = xmalloc(sizeof(*watcher));

	*watcher = (struct watcher){ .bell = { -1, -1 } };
	keep_options(watcher, options);
	pthread_mutex_init(&watcher->mutex, NULL);
	watcher->heard = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	watcher->stopped = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (watcher->heard < 0 || watcher->stopped < 0 ||
	    pipe2(watcher->bell, O_CLOEXEC | O_NONBLOCK) != 0) {
		free_watcher(watcher);
		diag_error(diags, SPAN_NONE, "cannot watch: too many open files");
		return NULL;
	}
	if (!start_library(watcher))
		fall_back(watcher);
	diags_move(diags, &watcher->warnings);
	if (!start_thread(watcher)) {
		free_watcher(watcher);
		diag_error(diags, SPAN_NONE, "cannot watch: no thread can be started");
		return NULL;
	}
	return watcher;
}

/* Nanoseconds until then, for ppoll; NULL for never. */
static struct timespec *until(int64_t then, int64_t now, struct timespec *span)
{
	int64_t left = then > now ? then - now : 0;

	*span = (struct timespec){ left / 1000000000, left % 1000000000 };
	return then == SETTLE_NEVER ? NULL : span;
}

enum watch_event watch_wait(struct watcher *watcher, int timeout_ms, struct arena *arena,
                            struct changes *changes, struct diags *diags)
{
	int64_t now = now_ns();
	int64_t end = timeout_ms < 0 ? SETTLE_NEVER : now + (int64_t)timeout_ms * 1000000;
	struct pollfd fds[2] = { { .fd = watcher->stopped, .events = POLLIN },
		                 { .fd = watcher->heard, .events = POLLIN } };
	struct timespec span = { 0 }, *wait = &span;
	uint64_t cleared;

	for (;;) {
		int64_t due;
		bool is_due;

		ppoll(fds, 2, wait, NULL);
		if (fds[0].revents)
			return WATCH_STOPPED;
		if (fds[1].revents &&
		    read(watcher->heard, &cleared, sizeof(cleared)) < 0) {
			/* Cleared already, which is as well. */
		}
		now = now_ns();
		pthread_mutex_lock(&watcher->mutex);
		is_due = settle_take(&watcher->settle, now, arena, changes);
		due = settle_due(&watcher->settle);
		diags_move(diags, &watcher->handed);
		pthread_mutex_unlock(&watcher->mutex);
		if (is_due)
			return WATCH_CHANGED;
		if (now >= end)
			return WATCH_TIMEOUT;
		wait = until(due < end ? due : end, now, &span);
	}
}

static void ring(int fd)
{
	uint64_t one = 1;
	int error = errno;

	if (write(fd, &one, sizeof(one)) < 0) {
		/* Full: rung already. */
	}
	errno = error;
}

void watch_stop(struct watcher *watcher)
{
	ring(watcher->stopped);
}

void watch_close(struct watcher *watcher)
{
	atomic_store(&watcher->closing, true);
	ring(watcher->bell[1]);
	pthread_join(watcher->thread, NULL);
	free_watcher(watcher);
}
