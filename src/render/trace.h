/*
 * trace: which facts a page read while it was made, and the hashes it saw.
 *
 * Every function through which templates reach the archive calls trace_read, so that
 * what a page depends on is known without anyone declaring it. A trace belongs to the
 * page being made and lives in its arena. A fact is noted once.
 */
#ifndef RENDER_TRACE_H
#define RENDER_TRACE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/str.h"

enum fact_kind {
	FACT_SITE,    /* the config */
	FACT_CARD,    /* what lists show of an article */
	FACT_ARTICLE, /* an article's front matter */
	FACT_BODY,    /* an article's body */
	FACT_LISTING, /* which articles are on a page of a listing, or are its newest */
	FACT_TERM,    /* a term's label and URL */
	FACT_TERMS,   /* which terms there are, below what or most used, with counts */
	FACT_COUNT,   /* how many articles a term has */
	FACT_NEIGHBOURS, /* the articles before and after an article */
	FACT_ROUTE, /* the URL of a source file, a page or a reference; or that there is
	               none */
	FACT_TEMPLATE, /* a template's text, or that there is none */
	FACT_ASSET,    /* an asset's URL */
	FACT_DATA,     /* a data file, or that there is none */
	FACT_FILE,     /* a file that is published as it is; a picture's size */
};

struct fact {
	enum fact_kind kind;
	struct str key; /* what of: a path, "tags/syria/3" */
	struct hash seen;
};

struct trace {
	struct arena *arena;
	struct fact *facts;
	size_t count, cap;
	uint32_t *slots; /* number + 1, or 0, by hash of kind and key */
	size_t slot_count;
};

/* The key must live as long as the trace's arena. */
void trace_read(struct trace *trace, enum fact_kind kind, struct str key,
                struct hash seen);

/* "card:content/2014/02/a.md" */
void fact_format(const struct fact *fact, struct buf *out);

#endif
