/*
 * follow: build, and build again after every save, until a signal says that it is enough.
 *
 * The builds run on a thread of their own; the one that calls waits for SIGINT or
 * SIGTERM. While nothing happens, what was done is saved, so that a signal then ends it
 * cleanly; a build that it cuts off is put right by the next.
 */
#ifndef COMMANDS_FOLLOW_H
#define COMMANDS_FOLLOW_H

#include <pthread.h>
#include <stdbool.h>

#include "base/diag.h"
#include "build/build.h"
#include "commands/command.h"

struct follower {
	struct build_options *options;
	bool watches; /* false: build once */
	void *context;
	/* The output is held, and nothing built yet; false ends it. May be NULL. */
	bool (*opened)(void *context, struct build *build);
	/* After every build. */
	void (*built)(void *context, const struct build_result *result,
	              struct diags *diags);
	/* Before what is held is let go. May be NULL. */
	void (*closing)(void *context);

	/* Private. */
	enum exit_status status;
	pthread_mutex_t mutex;
	bool is_building, is_stopped; /* under the mutex */
	struct build *build;
	struct watcher *watcher;
};

/* Keep the signals for follow; before any thread is started. */
void follow_block_signals(void);

enum exit_status follow(struct follower *follower);

#endif
