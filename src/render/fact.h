/*
 * fact: named pieces of what is known, which pages read, and the traces of who read
 * which.
 *
 * A fact is known by its kind and its key: "card:content/2014/02/a.md". The hash seen is
 * that of its value; what does not exist has the zero hash. A struct facts holds each
 * once, under a number; a struct trace is the numbers of those that one page read.
 *
 * Both own their memory; the zero value is empty and ready for use; clear returns it.
 * Nothing here can fail. Each belongs to one thread, but what does not change may be read
 * by many.
 */
#ifndef RENDER_FACT_H
#define RENDER_FACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/stamp.h"
#include "base/str.h"

#define FACT_NONE UINT32_MAX

/* Their numbers are in stores: change STORE_FORMAT with them. */
enum fact_kind {
	FACT_SITE,    /* the config */
	FACT_CARD,    /* what lists show of an article */
	FACT_ARTICLE, /* an article's front matter */
	FACT_BODY,    /* an article's body */
	FACT_LISTING, /* the articles on a page of a listing ("tags/syria/3", "latest/"),
	                 or its newest ("latest?newest=5") */
	FACT_TERM,    /* a term's label and URL */
	FACT_TERMS,   /* which terms there are: all ("tags"), below one ("sections/news"),
	                 or the most used first ("tags?most", "tags?most=9") */
	FACT_LETTERS, /* which letters a taxonomy has ("tags"), or which parts or terms
	                 one of these ("tags/s", "tags/s/sch") */
	FACT_YEARS,   /* in which years the articles of a term are, how many, and where */
	FACT_RELATED_TERMS, /* which terms are related to a term */
	FACT_COUNT,         /* how many articles a term has */
	FACT_NEIGHBOURS,    /* the articles before and after an article */
	FACT_SEQUENCE, /* the same among those of a term ("series/flood?content/a.md") */
	FACT_CALENDAR, /* of a period ("2014/02", or "" for all time), what is asked:
	                  which periods are in it ("2014/02?parts"), which beside it
	                  ("?beside"), how many articles it has ("?count"), which
	                  ("?items"), or its newest ("?newest=5") */
	FACT_FEED, /* the articles in a document of a feed ("latest/3", "latest/"), or in
	              one without an archive ("tags/syria?newest"), or whether there
	              are any ("tags/syria?any") */
	FACT_SITEMAP,   /* which parts there are (""), the URLs and dates of one
	                   ("2014-02"), the newest of them ("2014-02?newest"), or the news
	                   ("news") */
	FACT_ROUTE,     /* the URL of the article that a source file is */
	FACT_REFERENCE, /* the article that a path, a slug or a URL stands for */
	FACT_REDIRECTS, /* all that was moved or withdrawn */
	FACT_PAGE,      /* the page that is served at a URL */
	FACT_RELATED,   /* the articles that are related to an article, as its own page
	                   shows them, or all of them ("content/a.md?all"), or its
	                   copies ("content/a.md?copies") */
	FACT_SEARCH,    /* the manifest of the search index (""), or that it has a part */
	FACT_TEMPLATE,  /* a template's text */
	FACT_ASSET,     /* an asset's bytes */
	FACT_DATA,      /* a data file, or that it is a folder of them */
	FACT_FILE,      /* the bytes of a file that is published as it is */
	FACT_PICTURE,   /* a picture's size: not a hash but the size itself */
	FACT_PRESENCE,  /* that there is a regular file at a path */
};
#define FACT_KINDS (FACT_PRESENCE + 1)

/* What is seen of a file that cannot be read, or changes while it is: as nothing else. */
#define HASH_UNSTEADY ((struct hash){ UINT64_MAX, UINT64_MAX })

struct fact {
	struct str key;
	struct hash seen;
	struct stamp stamp; /* of the file, of FILE and PICTURE; none of all others */
	enum fact_kind kind;
};

struct facts {
	struct fact *items;
	uint32_t count;
	struct arena keys; /* private from here */
	uint32_t *hashes;  /* of kinds and keys */
	uint32_t *slots;   /* number + 1, or 0 */
	uint32_t cap, slot_mask;
};

/*
 * The number of a fact, which is added if it is new: then the caller sets what was seen.
 * The key is copied unless it is lasting: it lives as long as the set.
 */
uint32_t facts_add(struct facts *facts, enum fact_kind kind, struct str key, bool lasting,
                   bool *is_new);

/* FACT_NONE if it is not among them. */
uint32_t facts_find(const struct facts *facts, enum fact_kind kind, struct str key);

void facts_clear(struct facts *facts);

/* "card:content/2014/02/a.md" */
void fact_format(const struct fact *fact, struct buf *out);

/* The facts that the page in work has read, each once, in the order they were read. */
struct trace {
	uint32_t *ids; /* numbers in the set */
	size_t count;
	size_t cap; /* private from here */
	uint32_t *last_page;
	uint32_t last_cap, page;
};

/* Begin another page. */
void trace_start(struct trace *trace);

void trace_add(struct trace *trace, uint32_t fact);

void trace_clear(struct trace *trace);

#endif
