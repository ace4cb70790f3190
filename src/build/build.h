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
 * build_close, and what is known in memory: what build_update is told has changed is
 * all that it looks at. It belongs to one thread, but for build_render.
 */
#ifndef BUILD_BUILD_H
#define BUILD_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/archive.h"
#include "base/date.h"
#include "base/diag.h"
#include "build/settle.h"

struct build_options {
	struct str output; /* a path of the system's; empty: "public" */
	unsigned jobs;     /* 0: one for each processor */
	struct date date;
	bool drafts, clean, strict;
	bool backwards;   /* read and make everything in another order: to verify */
	struct str state; /* the folder of the state; empty: below .broadsheet/ */
	unsigned shard,
		shards; /* make only the shard-th (from 1) of so many parts; 0: all */

	/* What to call, if not NULL, with the context. */
	void *context;
	void (*progress)(void *context, const char *what, size_t done, size_t total);
	void (*busy)(void *context); /* another build holds the output: waiting for it */
	/* A file of the output is another now, or gone; on any thread. */
	void (*written)(void *context, struct str path, bool is_removed);
	void (*swapped)(void *context); /* all of the output is another tree */
	/* Paths of the output that are to be made first; in the arena. */
	size_t (*urgent)(void *context, struct arena *arena, struct str **paths);
};

struct build_result {
	size_t articles, parsed, pages, rendered, written, deleted, unchanged;
	size_t failed;                     /* articles that could not be read */
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

/*
 * The same when only that has changed since the last run. What was done is not saved:
 * call build_save when there is time. Messages are those of what was looked at.
 */
bool build_update(struct build *build, const struct changes *changes,
                  struct build_result *result, struct diags *diags);

/* Remember on disk what was done, and prepare for the next update. */
bool build_save(struct build *build, struct diags *diags);

/*
 * The bytes of the page at a URL from the site's root as it is now, without writing it;
 * false if there is none or it cannot be made. Waits while sources are read. On any
 * thread, while others build.
 */
bool build_render(struct build *build, struct str url, struct buf *bytes);

/* Every page that the last run made, in order of the paths, and why, in lines. */
void build_explain(struct build *build,
                   void (*each)(void *context, struct str path, struct str reasons),
                   void *context);

/* The archive of the last run; it lives until the next. NULL if none could be loaded. */
const struct archive *build_archive(const struct build *build);

/* NULL is allowed. */
void build_close(struct build *build);

/* Open, run once, close. */
bool build_site(const struct build_options *options, struct build_result *result,
                struct diags *diags);

#endif
