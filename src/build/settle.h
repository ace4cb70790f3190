/*
 * settle: gathers paths that change until they have been quiet for long enough.
 *
 * A save is several events, a checkout thousands. Each path is noted as done or as
 * unsure: a file that was closed is done; one that is being written, or is gone and may
 * be about to be replaced, is unsure. What is done waits for a moment without news; many
 * at once wait for longer; what is unsure longest. Nothing waits for ever, however
 * endless the stream. The constants in settle.c have the figures and their reasons.
 *
 * Owns the paths until they are taken. The zero value is empty and ready for use;
 * settle_clear returns the memory. Cannot fail. Reads no clock: times are the caller's,
 * in nanoseconds from any start, and never go back. One thread at a time.
 */
#ifndef BUILD_SETTLE_H
#define BUILD_SETTLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/table.h"
#include "content/article.h"

/* What changed. With rescan anything may have changed, and paths is empty. */
struct changes {
	struct strs paths; /* in byte order, each once */
	bool rescan;
};

enum settle_note {
	SETTLE_DONE,    /* it is as it is meant to be */
	SETTLE_UNSURE,  /* more is likely to follow */
	SETTLE_TOUCHED, /* done, unless it is unsure already */
};

/* Paths of one kind: how many, and when the last of them was noted. */
struct settle_group {
	size_t count;
	int64_t last;
};

struct settle {
	struct arena arena;
	struct table paths;
	bool *unsure; /* by number of the path */
	uint32_t cap;
	struct settle_group done, waiting;
	int64_t first; /* when there was nothing before */
	bool rescan;
};

void settle_note(struct settle *settle, struct str path, enum settle_note note,
                 int64_t now);

/* Forget the paths: all is to be looked at. */
void settle_rescan(struct settle *settle, int64_t now);

/* When to call settle_take, if nothing else is noted; SETTLE_NEVER if there is nothing.
 */
#define SETTLE_NEVER INT64_MAX
int64_t settle_due(const struct settle *settle);

/*
 * Take what has settled; false, and nothing, before it is due. The paths are copied to
 * the arena. What is still unsure stays.
 */
bool settle_take(struct settle *settle, int64_t now, struct arena *arena,
                 struct changes *changes);

void settle_clear(struct settle *settle);

#endif
