/*
 * state: what builds remember: the sources they read, the facts they saw, the pages they
 * wrote and what each of them had read.
 *
 * Loaded from the store when a build begins and saved to it when it ends (statefile.h);
 * between the builds of one process it stays in memory. It belongs to one output folder.
 * What differs from the store is dirty.
 *
 * Owns all it holds, but for records, which live on the loader's shelves. One thread
 * changes it; while none does, any may read. Only disks can fail.
 */
#ifndef BUILD_STATE_H
#define BUILD_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "archive/related.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/stamp.h"
#include "base/str.h"
#include "base/table.h"
#include "build/journal.h"
#include "build/store.h"
#include "render/fact.h"

#define PAGE_UNKNOWN UINT32_MAX

/* An article's file as it was read last. */
struct known_source {
	struct str path;
	struct stamp stamp;
	struct hash hash;            /* of its bytes */
	struct record *record;       /* NULL: not unpacked yet */
	struct str packed;           /* the record's bytes; in the map of the store */
	struct str messages;         /* packed: what was said of it; may be empty */
	struct related_note related; /* the loader's, or in the map of the store */
	bool is_related_mapped;      /* the latter */
	bool draft;
	struct date embargo, expires;
	uint32_t found_in; /* the run of this process that found it last; 0: none */
	bool is_unread;    /* it could not be read then: this is how it was before */
	bool is_gone, is_dirty;
};

/* A file of the output as it was written last, and the trace of the page. */
struct known_page {
	struct str path;    /* below the output */
	struct str source;  /* what it was made from; empty: many articles */
	struct hash hash;   /* of its bytes */
	struct stamp stamp; /* of the file */
	uint64_t size;
	bool has_trace; /* false: must be made again */
	uint32_t *facts;
	uint32_t fact_count;
	struct str resources; /* packed: the files that it publishes */
	struct str messages;  /* packed: what was said of it */
	struct str reasons;   /* packed: why it was made last */
	enum page_kind kind;
	uint32_t made_in;   /* the run of this process that made it; 0: none */
	uint32_t wanted_in; /* the run for which it was part of the site last */
	bool is_gone, is_dirty;
};

struct state {
	struct str folder; /* below .broadsheet/ */
	struct files *files;
	struct store *store; /* open from statefile_load until state_release */
	struct journal journal;
	int lock;
	struct hash program, config; /* what the records and traces were made by */
	size_t taxonomies;           /* in the records */
	struct str search;           /* of which the parts of its index were made, */
	struct str related;          /* and the lists of related articles */
	bool drafts;                 /* the options of the last build */
	struct date date;
	bool is_partial; /* it could not read all articles: its facts are of those it did
	                  */
	struct table source_paths, page_paths; /* their numbers index the next */
	struct known_source *sources;
	struct known_page *pages;
	uint32_t source_cap, page_cap;
	struct facts facts;
	bool *fact_dirty;
	uint32_t fact_dirty_cap;
	struct arena arena;
	uint32_t run;       /* numbers the builds of this process, from 1 */
	bool about_dirty;   /* program or config */
	bool facts_behind;  /* articles changed, and not all facts were looked at since */
	bool facts_packed;  /* the store's facts have other numbers: write all */
	bool is_changed;    /* anything is dirty */
	bool is_ours;       /* the store is as this process left it */
	bool keeps_journal; /* it alone knows of files that stay, since they were not made
	                     */
};

/* The folder of the state of an output folder, by its name. */
struct str state_folder(struct str output, struct arena *arena);

/*
 * Open the state in a folder. If another process holds it, busy is called, once,
 * before waiting for it. Returns why the disk failed, or FILE_OK.
 */
enum file_status state_open(struct state *state, struct str folder,
                            void (*busy)(void *context), void *context);

/*
 * The same only to look, whoever holds it: what was saved last is read, which another
 * process may be about to replace. FILE_MISSING if nothing was saved yet.
 */
enum file_status state_peek(struct state *state, struct str folder);

/* Forget everything. */
void state_forget(struct state *state);

/*
 * Forget all but which files are ours and what they publish, should they stay: for a
 * build that makes everything anew.
 */
void state_distrust(struct state *state);

/* Give back the map of the store: packed records are no longer read. */
void state_release(struct state *state);

/* The entry of a path, or NULL; or a new one. */
struct known_source *state_source(struct state *state, struct str path);
struct known_source *state_add_source(struct state *state, struct str path);
struct known_page *state_page(struct state *state, struct str path);
struct known_page *state_add_page(struct state *state, struct str path);

/* The number of a page's entry, or PAGE_UNKNOWN. */
uint32_t state_find_page(const struct state *state, struct str path);

/* Copy packed bytes into the state, in place of what was there. */
void state_keep(struct state *state, struct str *place, struct str bytes);

/* The number of a fact of the state's; path is taken as it is if it is a source's. */
uint32_t state_add_fact(struct state *state, const struct fact *fact);

/* Note that a fact is not what it was. */
void state_set_fact(struct state *state, uint32_t number, struct hash seen,
                    struct stamp stamp);

bool state_fact_is_dirty(const struct state *state, uint32_t number);

/* Nothing is dirty any more; what is gone is forgotten. */
void state_is_saved(struct state *state);

void state_close(struct state *state);

#endif
