/*
 * migration: the sites of other generators, Hugo's and Jekyll's, into Markdown articles.
 *
 * Each input is the folder of a site, or of its articles alone. All its pages are looked
 * at once, so that every article has its name and its old URL, and those that are no
 * articles are told apart (oldsite.h); then each is converted (rebody.h, newfront.h),
 * written (shelf.h) and reported. A page that cannot be read is an error of its own. The
 * names of pages are in memory, their texts are not. Nothing is printed. The result
 * depends on the inputs and options alone.
 */
#ifndef IMPORT_MIGRATION_H
#define IMPORT_MIGRATION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/str.h"
#include "import/oldsite.h"

struct migration {
	enum generator generator;
	struct files *inputs;    /* what the paths are relative to */
	const struct str *paths; /* folders */
	size_t path_count;
	struct files *site; /* the site's root */
	struct str into;    /* folder in it: content */
	struct date date;  /* of articles that do not say their own; unknown is allowed */
	struct date today; /* what is dated later is put under an embargo; or unknown */
	struct str url;    /* where the site was published; articles then name it */
	void (*report)(void *context, struct str rows); /* gets the TSV; or NULL */
	void (*progress)(void *context, size_t done, size_t total); /* or NULL */
	void *context;                                              /* of both */
};

/* A tag that was left in the texts. */
struct migration_tag {
	struct str name;
	size_t times;
};

struct migration_counts {
	size_t inputs;                      /* pages */
	size_t written, updated, unchanged; /* articles */
	size_t beside;   /* new versions beside files that were edited */
	size_t failed;   /* pages that could not be read or written */
	size_t left_out; /* pages that are no articles */
	size_t drafts, under_embargo, undated;
	size_t files;                 /* copied */
	size_t rows;                  /* in the report */
	size_t left;                  /* tags that were left in the texts, of all names */
	struct migration_tag tags[8]; /* the most frequent ones */
	size_t tag_count;
	bool machine_failed; /* disk full and the like: exit status 3 */
};

/*
 * False if there was any error; what could be done is done all the same. Names in the
 * counts are in the arena.
 */
bool migration_run(const struct migration *options, struct arena *arena,
                   struct migration_counts *counts, struct diags *diags);

#endif
