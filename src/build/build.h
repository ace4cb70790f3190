/*
 * build: brings the output folder up to date with the sources. The one build algorithm.
 *
 * Loads the site, finds the pages that are stale (plan.h), makes them, writes what
 * differs, removes what is no longer part of the site, and remembers what was done
 * (state.h). A clean build is the same with nothing known. A page that cannot be made
 * leaves the previous one where it is, and all others are made all the same; every error
 * is reported, again in every build until it is mended. Runs in the current folder.
 *
 * A struct build holds the output folder against other processes from build_open to
 * build_close, and what is known in memory. It belongs to one thread.
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
	void (*busy)(void *context); /* another build holds the output: waiting for it */
	void *context;               /* of both; both may be NULL */
};

struct build_result {
	size_t articles, parsed, pages, rendered, written, deleted, unchanged;
	size_t drafts, embargoed, expired; /* articles left out */
	uint64_t bytes;                    /* of the pages that were made */
	double load_ms, plan_ms, render_ms, finish_ms;
	const char *note;   /* NULL, or why everything was made again */
	bool system_failed; /* a full disk, no permission: exit 3 */
};

struct build;

/* NULL if there is no site, or the output or the state cannot be used. */
struct build *build_open(const struct build_options *options, struct build_result *result,
                         struct diags *diags);

/* False if there were errors (or, when strict, warnings). diags are in order. */
bool build_run(struct build *build, struct build_result *result, struct diags *diags);

/* Every page that the last run made, in order of the paths, and why, in lines. */
void build_explain(struct build *build,
                   void (*each)(void *context, struct str path, struct str reasons),
                   void *context);

/* NULL is allowed. */
void build_close(struct build *build);

/* Open, run once, close. */
bool build_site(const struct build_options *options, struct build_result *result,
                struct diags *diags);

#endif
