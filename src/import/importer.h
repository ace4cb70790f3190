/*
 * importer: what every import takes and gives, whatever the format.
 *
 * Inputs are files, and folders in which those with certain endings are taken; all are
 * gone through in the order of their paths. A struct inputs owns its list; its strings
 * are in the caller's arena.
 */
#ifndef IMPORT_IMPORTER_H
#define IMPORT_IMPORTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/str.h"
#include "base/value.h"
#include "content/article.h"
#include "import/nearby.h"
#include "import/shelf.h"

struct import_options {
	struct files *inputs;    /* what the paths are relative to; a disk takes absolute
	                            ones too */
	const struct str *paths; /* files and folders */
	size_t path_count;
	struct files *site; /* the site's root */
	struct str into;    /* folder in it: content/x */
	struct date date; /* of articles that do not say their own; unknown is allowed */
	struct str url;   /* the original address */
	bool drafts;      /* take what was not published too, as drafts */
	unsigned jobs;    /* processes at once; 0: as many as there are processors */
	void (*report)(void *context,
	               struct str rows); /* gets the TSV piece by piece; or NULL */
	void (*progress)(void *context, size_t done, size_t total); /* or NULL */
	void *context;                                              /* of both */
};

struct import_counts {
	size_t inputs;
	size_t written, updated, unchanged; /* articles */
	size_t undated;                     /* of all these */
	size_t beside;       /* new versions beside files that were edited */
	size_t copies;       /* inputs that hold an article that another one holds too */
	size_t failed;       /* inputs without an article */
	size_t removed;      /* rows in the report: lines, or blocks of a page */
	size_t cards;        /* related entries */
	size_t passed;       /* pages of a crawl that are no articles */
	size_t pictures;     /* that articles show, and that were written */
	bool machine_failed; /* disk full and the like: exit status 3 */
};

void count_article(struct import_counts *counts, enum shelved how, struct date date);
void count_luggage(struct import_counts *counts, const struct luggage *luggage);

/* One input file. */
struct input {
	struct str path;
	struct str folder; /* that was named; empty: this file was */
	struct str from;   /* below the folder: what its article is known by */
};

/* Set options, endings and arena before inputs_find. */
struct inputs {
	const struct import_options *options;
	const struct str *endings; /* that are taken of folders: ".txt" */
	size_t ending_count;
	struct nearby *nearby; /* gets the pictures of folders; or NULL */
	struct arena *arena;
	struct input *items;
	size_t count, cap;
};

/* Find the inputs, in order, each once. What cannot be listed is an error. */
void inputs_find(struct inputs *inputs, struct import_counts *counts,
                 struct diags *diags);
void inputs_clear(struct inputs *inputs);

/* A headline from a name: "harbour-wall_1" gives "Harbour wall 1". Never empty. */
struct str title_from_slug(struct arena *arena, struct str slug);

/* The same from that of a file, or of the last folder of an address:
 * "x/harbour-wall.txt". */
struct str title_from_path(struct arena *arena, struct str path);

/* Values of front matter; undefined if there is nothing to say. */
struct value strs_value(struct arena *arena, struct strs strs);

/*
 * Addresses as aliases: their paths, with their queries, each once as disks and hosts see
 * it. Of a path that is one of them none is with a query: it leads whatever the query is.
 * What is no address, or a front page's, is left out.
 */
struct value aliases_value(struct arena *arena, struct strs addresses);
struct value date_value(struct arena *arena, struct date date);
void add_known(struct value_builder *dict, struct str key, struct value value);

#endif
