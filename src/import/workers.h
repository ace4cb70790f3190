/*
 * workers: work on untrusted inputs in child processes, many at once, results in order.
 *
 * The parent asks for inputs one after another (give), hands each to a child, and gets
 * what the child makes of it (take), in the order of the inputs. A child that dies, or
 * takes too much memory or time, costs the input it had and is replaced. Children are in
 * a sandbox (sandbox.h) before they see an input, and are what the parent was when
 * workers_run was called: what it had learned by then they know. The parent must have no
 * threads. A few inputs for each child are in memory at a time, and no more.
 */
#ifndef IMPORT_WORKERS_H
#define IMPORT_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

enum worker_end {
	WORKER_DONE,
	WORKER_OUT_OF_MEMORY,
	WORKER_OUT_OF_TIME,
	WORKER_CRASHED,
	WORKER_NOT_STARTED, /* the system gave no process */
};

struct workers_options {
	unsigned count;   /* of children; 0: one for each processor */
	size_t memory;    /* bytes for each */
	unsigned seconds; /* of computing for each input */

	/* The next input; false if there is none. In the parent. */
	bool (*give)(void *context, size_t index, struct buf *input);

	/* What became of it, in order; output is empty unless WORKER_DONE. In the parent.
	 */
	void (*take)(void *context, size_t index, enum worker_end end, struct str output);

	/* Once in each child before it loses its files; may be NULL. */
	void (*prepare)(void *context);

	/* In a child: make the output. */
	void (*work)(void *context, struct str input, struct buf *output);

	void *context;
};

void workers_run(const struct workers_options *options);

/* "needed too much memory": for messages. */
const char *worker_end_explain(enum worker_end end);

#endif
