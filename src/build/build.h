/*
 * build: brings the output folder up to date with the sources. The one build algorithm.
 *
 * Loads the site, makes every page, writes what differs, removes what is no longer part
 * of the site. A page that cannot be made leaves the previous one where it is, and all
 * others are made all the same; every error is reported. Runs in the current folder.
 */
#ifndef BUILD_BUILD_H
#define BUILD_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/diag.h"

struct build_options {
	struct str output; /* a path of the system's; empty: "public" */
	unsigned jobs;     /* 0: one for each processor */
	struct date date;
	bool drafts, clean, strict;
	unsigned shard,
		shards; /* make only the shard-th (from 1) of so many parts; 0: all */
	void (*progress)(void *context, const char *what, size_t done, size_t total);
	void *progress_context;
};

struct build_result {
	size_t articles, pages, rendered, written, deleted, unchanged;
	size_t drafts, embargoed, expired; /* articles left out */
	uint64_t bytes;                    /* of all pages */
	double load_ms, render_ms, finish_ms;
	bool system_failed; /* a full disk, no permission: exit 3 */
};

/* False if there were errors (or, when strict, warnings). diags are in order. */
bool build_site(const struct build_options *options, struct build_result *result,
                struct diags *diags);

#endif
