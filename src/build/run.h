/*
 * run: one run of the build: what its parts share. Private to build.c, round.c, sweep.c.
 */
#ifndef BUILD_RUN_H
#define BUILD_RUN_H

#include <stdatomic.h>

#include "base/pool.h"
#include "build/build.h"
#include "build/loader.h"
#include "build/plan.h"
#include "build/readers.h"
#include "build/settle.h"
#include "build/state.h"
#include "build/writer.h"
#include "render/page.h"

enum page_fate {
	PAGE_LEFT_OUT, /* of another shard, or after the disk failed */
	PAGE_FRESH,    /* need not be made */
	PAGE_MADE,
	PAGE_FAILED,  /* the previous one stays */
	PAGE_BLOCKED, /* what is in its way must be removed first */
};

/* What became of one page. */
struct output {
	enum page_fate fate;
	enum reason reason;
	unsigned worker; /* whose facts the trace numbers */
	uint32_t known;  /* the page's number in the state, or PAGE_UNKNOWN */
	struct hash hash;
	uint64_t size;
	struct file_info info;
	uint32_t *facts;
	uint32_t fact_count;
	struct str resources, messages; /* packed */
};

/* Pages that are made together: first those of the archive, then what they refer to. */
struct round {
	const struct page *pages;
	size_t count;
	struct output *outputs; /* one for each page */
	bool are_resources;
};

/* What a thread has for itself. */
struct worker {
	struct rendering rendering;
	struct diags page_diags, diags;
	struct buf packed;
	struct arena scratch; /* emptied for every page */
	struct arena lasting; /* what is kept of the pages it made */
	size_t rendered, written;
	uint64_t bytes;
	bool system_failed; /* a file could not be read */
};

struct run {
	const struct build_options *options;
	struct loaded *loaded;
	struct state *state;
	struct pool *pool;
	struct worker *workers;
	struct writer *writer;
	struct plan plan;
	struct round archive, resources;
	struct build_result *result;
	struct diags *diags;
	bool saves_later;   /* not at the end of the run */
	int64_t written_at; /* files_now from when all pages were written */
	atomic_int failure; /* enum file_status of the disk's first failure */
	bool is_retry;
	atomic_size_t done;
	struct round *round;   /* the one in work, */
	const uint32_t *items; /* and which of its pages */
	size_t item_count;
};

/* The source that a page is made from, if it is just one. */
struct str run_page_source(const struct run *run, const struct page *page);

/* round.c: a round of pages of which nothing is known yet. */
void round_start(struct round *round, const struct page *pages, size_t count);

/* Decide which pages of a round are stale, and make them. */
void round_make(struct run *run, struct round *round, const struct page *pages,
                size_t count);

/* Make all of them. */
void round_make_all(struct run *run, struct round *round, enum reason reason);

/* Make those that something was in the way of, now that it is gone. */
void round_retry(struct run *run, struct round *round);

/* Bring the state up to date with what became of the pages of all rounds. */
void rounds_remember(struct run *run);

void round_clear(struct round *round);

/* Is the page at a URL to be made, or removed, by this part of a build? */
bool run_has_in_shard(const struct run *run, struct str url);

/* What was made is in place: tell who wants to know. */
void run_tell(const struct run *run, struct str path, bool is_removed);

/* patch.c: articles whose places among the others have not changed. */
struct patch;

/*
 * See whether the changes are no more than that, and read them. NULL, and nothing has
 * happened, if not: then all must be loaded.
 */
struct patch *patch_read(struct run *run, const struct changes *changes,
                         struct arena *arena);

/* Put them into the archive: nobody may be reading it. */
void patch_apply(struct run *run, struct patch *patch);

/* Make the pages that read what has changed; false if other files must be published. */
bool patch_make(struct run *run, const struct patch *patch, struct readers *readers);

/* resources.c: the files that the archive's pages refer to, as pages. */
struct page *resources_list(struct run *run, size_t *count);

/* sweep.c: remove what is no longer part of the site. */
void sweep_gone(struct run *run);

/* Warn of files in the output that no build wrote. */
void sweep_strangers(struct run *run);

#endif
