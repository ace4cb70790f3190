/*
 * related: for every article those that are related to it, found in what the articles
 * say, their tags and their dates.
 *
 * What each article says (bag.h) and its list are remembered from build to build by the
 * caller. When articles change, the lists are found again that may hang on them, and no
 * other; they are what they would be if all were found anew.
 *
 * One thread makes it; many may then look at lists. Owns what it holds, the notes
 * included; what it is made from must outlive it. The zero value is none, and may be
 * cleared.
 */
#ifndef ARCHIVE_RELATED_H
#define ARCHIVE_RELATED_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "archive/bags.h"
#include "archive/related_lists.h"
#include "base/buf.h"
#include "base/files.h"
#include "base/pool.h"

/* What is remembered of an article. */
struct related_note {
	struct str bag;  /* what it says; empty: nothing, or nobody knows */
	struct str list; /* of the articles that are related to it, packed */
};

/* An article that was there the last time and is not now. */
struct related_gone {
	struct str path, bag;
};

struct related_input {
	const struct archive *archive;
	struct files *files;        /* the site's folder */
	struct str remembered;      /* related->remember of the last time, or nothing */
	const struct weights *kept; /* what words weigh; NULL: what the articles say */
	const struct related_note *notes; /* of the last time: one for each article */
	const struct related_gone *gone;
	size_t gone_count;
	bool explains; /* keep the index, for related_candidates */
};

/* Articles by their numbers. */
struct related_list {
	const uint32_t
		*articles; /* the best first; the first few for the article's page */
	uint32_t count;
	const uint32_t *copies; /* those that say nearly the same */
	uint32_t copy_count;
};

struct related {
	struct bags bags;           /* those whose texts are missing are in it */
	struct related_note *notes; /* to be remembered; one for each article */
	struct buf remember;        /* and this */
	bool is_changed;            /* any of it is not what was remembered */
	uint32_t found;             /* lists that were found anew */
	struct related_index index; /* if it explains */
	struct related_list *lists; /* private from here */
	uint32_t count;
	struct arena *arenas;
	unsigned threads;
};

/*
 * Begin with what is remembered. Whoever reads articles' texts between the two may give
 * them to bags_listener(&related->bags); all others are read by related_make.
 */
void related_open(struct related *related, const struct related_input *input,
                  unsigned threads);
void related_make(struct related *related, const struct related_input *input,
                  struct pool *pool);
void related_clear(struct related *related);

/* Nothing for an article that has none, or that is withdrawn. */
struct related_list related_list(const struct related *related, uint32_t article);

/* Is one article among the copies of another? */
bool related_is_copy(const struct related *related, uint32_t article, uint32_t of);

/* Is there a page of the whole list of an article; where? */
bool related_has_page(const struct archive *archive, uint32_t article);
struct str related_url(struct arena *arena, struct str article_url);

/* How many of a list stand on the article's own page. */
uint32_t related_first(const struct config *config, const struct related_list *list);

#endif
