/*
 * statefile: the state of builds in its store, and how its parts are packed there.
 *
 * An incremental build writes what is dirty, in one transaction. A build into a fresh
 * tree writes a store of its own beside the old one; once the tree is in place the store
 * takes its place, too, and a kill between the two is settled by the next build, which
 * knows the tree by its inode. A store of another format counts as damaged.
 */
#ifndef BUILD_STATEFILE_H
#define BUILD_STATEFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "build/state.h"

/* What became of the state of the last build. */
enum state_found {
	STATE_FOUND,
	STATE_NONE,
	STATE_OTHER_PROGRAM, /* known are only the files that it wrote */
	STATE_DAMAGED,       /* or of another format: nothing is known */
	STATE_FAILED,        /* the disk: nothing may be done */
};

/*
 * Load what the last build remembered; packed records are read until state_release. tree
 * is the inode of the output folder as it is now (0: there is none).
 */
enum state_found statefile_load(struct state *state, uint64_t tree);

/* The same for a state that was opened to look at: nothing is settled or changed. */
enum state_found statefile_peek(struct state *state);

/*
 * Write what is dirty, and remove the journal unless it is still needed. NULL, or why it
 * failed.
 */
const char *statefile_save(struct state *state);

/*
 * Write all of it, as the state of the fresh tree of that inode: NULL, or why it failed.
 * Once the tree is in place, statefile_promote makes it the store.
 */
const char *statefile_save_fresh(struct state *state, uint64_t tree);
bool statefile_promote(struct state *state);

#endif
