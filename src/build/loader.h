/*
 * loader: reads every source of a site into an archive.
 *
 * Articles are read on all threads, each into an arena of its own; the records outlive
 * the sources, which are dropped at once. A file that is as the state knows it is not
 * read, one with the same bytes is not parsed, and what was said of it is said again.
 * Errors are gathered: one article that cannot be read keeps none of the others out.
 */
#ifndef BUILD_LOADER_H
#define BUILD_LOADER_H

#include <stdbool.h>
#include <stddef.h>

#include "archive/archive.h"
#include "archive/related.h"
#include "archive/search_index.h"
#include "archive/weights.h"
#include "base/date.h"
#include "base/files.h"
#include "base/pool.h"
#include "base/table.h"
#include "build/settle.h"
#include "build/state.h"
#include "render/site.h"

struct load_options {
	struct date date; /* unknown: embargoes hold, nothing expires */
	bool drafts;
	struct state *state; /* what is known of the sources, and is brought up to date;
	                        NULL: nothing */
	bool explains;       /* find related articles, with or without a state, to show
	                        why, and make nothing else of the texts */
	const struct changes *changes; /* all else is as the state knows it; NULL: look */
	void (*progress)(void *context, const char *what, size_t done, size_t total);
	void *progress_context;
};

/* A site in memory: what site_load and archive_build need, and what owns it. */
struct loaded {
	struct files *files;          /* the site's folder; the caller's */
	struct arena arena;           /* of all that is read by one thread, */
	struct arena theme_arena;     /* and of templates, data and files */
	struct record_shelf *shelves; /* one for each thread; kept from load to load */
	unsigned threads;
	struct config config;
	struct archive archive;
	struct source ledger;     /* urls.txt; no text if there is none */
	struct frequencies words; /* words.txt, likewise */
	struct search_index search;
	struct related related; /* the state's notes are in it: kept from load to load */
	struct plain_file *plain; /* that the pages were listed with */
	size_t plain_count;
	struct site site;
	struct table failed; /* paths of the articles that could not be read; what was
	                        known of them before stands in the archive */
	struct table
		unread;  /* paths of those whose texts were gone when they were wanted */
	size_t articles; /* found, read or not */
	size_t parsed;   /* the others were known already */
	size_t drafts, embargoed, expired; /* left out */
	bool system_failed;                /* the machine's fault, not the content's */
	bool can_render;                   /* config, templates and data are in order */
};

/*
 * Load the site in a folder, which must stay open; loaded is zero, or holds an earlier
 * load, which is replaced. False after errors; what could be read is there all the same,
 * and can_render says whether pages can be made of it.
 */
bool load_site(struct loaded *loaded, struct files *files, struct pool *pool,
               const struct load_options *options, struct diags *diags);

/* Is there a site in the folder? An error with a hint if not. */
bool load_check(struct files *files, struct diags *diags);

/*
 * Load templates, data and the names of files anew, into a site that is loaded: its
 * config and its articles stay as they are. False after errors, as load_site.
 */
bool load_theme(struct loaded *loaded, struct diags *diags);

/*
 * Read site.yaml alone; without one everything has its default. False after errors, and
 * *status says whether the file could be read.
 */
bool load_config(struct files *files, struct arena *arena, struct config *config,
                 enum file_status *status, struct diags *diags);

void loaded_clear(struct loaded *loaded);

#endif
