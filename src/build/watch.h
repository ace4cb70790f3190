/*
 * watch: says which sources change, as they change (libinotifytools; its only includer).
 *
 * watch_open returns when everything is watched: what happens after that, a later
 * watch_wait reports. So open first, scan then, and no change is lost between the two. A
 * save is reported 2 ms after its last event; settle.h has the rules. Nothing that a
 * build does to its sources, which is to read them, is ever reported.
 *
 * A path that is reported stands for itself and for all that is below it: it may be a
 * file that changed, came or is gone, or a folder that is gone or was replaced. In a
 * folder that is new, all files are reported by name. Where the system cannot say what
 * changed (its queue overflowed), or will not watch so much (a warning says so, with the
 * way out), rescan is reported in place of paths: from then on in the latter case,
 * whenever anything differs.
 *
 * Roots are names in the current folder, files or folders, which need not exist yet;
 * links to folders are followed, and paths below them reported under the link's name.
 * Names that leftover.h knows are nobody's sources. A struct watcher owns a thread, which
 * keeps the kernel's queue short while the caller is busy building. The library has one
 * state for the whole process, so that there can be one watcher at a time. watch_open,
 * watch_wait and watch_close are for one thread; watch_stop is for any, and for signal
 * handlers.
 */
#ifndef BUILD_WATCH_H
#define BUILD_WATCH_H

#include "base/arena.h"
#include "base/diag.h"
#include "build/settle.h"
#include "content/article.h"

struct watcher;

struct watch_options {
	struct strs roots; /* names in the current folder; copied, as all strings here */
	struct str
		ignored;  /* a path below a root that is no source: an output; or empty */
	unsigned poll_ms; /* rest between looks where nothing can be watched; 0: 1000 */
	size_t watches;   /* watch no more folders than this; 0: what the system gives */
};

enum watch_event { WATCH_CHANGED, WATCH_STOPPED, WATCH_TIMEOUT };

/* NULL if even a thread cannot be had. Warnings say if changes have to be looked for. */
struct watcher *watch_open(const struct watch_options *options, struct diags *diags);

/*
 * Wait until something has changed and settled, for ever if timeout_ms is negative. The
 * paths live in the arena. diags gets warnings of what happened meanwhile.
 */
enum watch_event watch_wait(struct watcher *watcher, int timeout_ms, struct arena *arena,
                            struct changes *changes, struct diags *diags);

/* Every watch_wait, the one that is waiting and all later ones, returns at once. */
void watch_stop(struct watcher *watcher);

void watch_close(struct watcher *watcher);

#endif
