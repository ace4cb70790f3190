/*
 * plan: which pages must be made again, and why.
 *
 * A page is made again when it has no trace, when it is made from something else than
 * last time, when a fact that it read is not what it was, or when its file in the output
 * is not the one that was written. Nothing else is looked at. plan_observe looks at every
 * fact on all threads and brings the state's facts up to date; plan_page may then be
 * called by many threads at once, each for a page of its own.
 */
#ifndef BUILD_PLAN_H
#define BUILD_PLAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/files.h"
#include "base/pool.h"
#include "build/state.h"
#include "render/site.h"

#define REASONS_MAX 20 /* facts that a page's reasons name: the rest are only counted */

enum reason {
	REASON_NONE, /* the page is as it should be */
	REASON_NEW,
	REASON_ANEW,       /* everything is made: nothing is known, or can be relied on */
	REASON_UNFINISHED, /* the last build did not make it, though it should have */
	REASON_OTHER_SOURCE,
	REASON_FACTS,
	REASON_OUTPUT_CHANGED,
	REASON_OUTPUT_MISSING,
};

/* Those of templates, data and plain files, and of which pages there are. */
#define FACTS_OF_THEME                                                                \
	(1u << FACT_SITE | 1u << FACT_TEMPLATE | 1u << FACT_ASSET | 1u << FACT_DATA | \
	 1u << FACT_REDIRECTS | 1u << FACT_PAGE | 1u << FACT_FILE)

/* Those of the search index and of related articles. */
#define FACTS_DERIVED (1u << FACT_SEARCH | 1u << FACT_RELATED)

struct plan {
	struct state *state;
	const struct site *site;
	struct files *output; /* as it is */
	bool is_anew;         /* everything must be made */
	bool trusts_output;   /* nobody else has written to it since the last run */
	uint32_t kinds;       /* of facts that may have changed, a bit each; 0: all */
	bool *changed;        /* for each fact of the state */
	uint32_t fact_count;
};

/* A plan for which no fact has changed; the caller marks those that have. */
void plan_nothing(struct plan *plan, struct state *state, const struct site *site);

void plan_observe(struct plan *plan, struct pool *pool);

/*
 * Why the page must be made. known is what was remembered of its file (NULL: nothing),
 * and source what it is made from now, if it is one file. The stamp in known is brought
 * up to date.
 */
enum reason plan_page(const struct plan *plan, struct known_page *known,
                      enum page_kind kind, struct str source);

/*
 * The reasons as lines for people: a sentence, or facts as "card:content/a.md". In the
 * arena.
 */
struct str plan_reasons(const struct plan *plan, const struct known_page *known,
                        enum reason reason, struct arena *arena);

void plan_clear(struct plan *plan);

#endif
