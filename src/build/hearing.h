/*
 * hearing: what the events of watched folders mean for the paths of a site.
 *
 * Knows which folders there are below the roots, sees to it that each is watched, and
 * turns each event into news: paths, and how sure it is that they are as they are meant
 * to be. A folder that comes is watched and then looked into, so that what is in it is
 * either seen or heard. After each event what is known agrees with the disk as far as
 * events were heard: at the last one, it agrees altogether.
 *
 * Owns what it knows and the news until hearing_reset; hearing_clear returns all memory.
 * What could not be watched is in failure; nothing else can fail. One thread at a time.
 */
#ifndef BUILD_HEARING_H
#define BUILD_HEARING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/files.h"
#include "build/folders.h"
#include "build/settle.h"

struct inotify_event;

struct news {
	struct str path;
	enum settle_note note;
};

struct hearing {
	/* The caller's to set. */
	struct files *files; /* the site's folder, which is the current one */
	struct strs roots;   /* names in it */
	struct str ignored;  /* a path below a root, or empty */
	size_t most;         /* spots to watch; 0: any number */
	/* Watch the folder at path and call it number; 0, or what went wrong, as errno.
	 */
	int (*watch)(uint32_t number, struct str path);

	/* The caller's to read, and to reset. */
	struct news *news;
	size_t news_count;
	bool rescan;            /* the news are not all */
	int failure;            /* errno: not everything is watched; 0: it is */
	struct str failed_path; /* in the batch */

	/* Private. */
	struct folders folders;
	struct arena batch; /* the bytes of the news */
	size_t news_cap;
	uint32_t moved_cookie; /* of the file that was last renamed away */
	struct str moved_path; /* in the batch; empty: none */
};

/* Watch the current folder, of which only the roots matter, and all below the roots. */
void hearing_begin(struct hearing *hearing);

/* An event of the spot with that number. */
void hearing_event(struct hearing *hearing, uint32_t number,
                   const struct inotify_event *event);

/* The news were read. */
void hearing_reset(struct hearing *hearing);

/* Nothing is watched any more; the news stay. */
void hearing_forget(struct hearing *hearing);

void hearing_clear(struct hearing *hearing);

#endif
