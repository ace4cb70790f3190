/*
 * inspect: looks at one page of the output: its tags, its ids, and where its links lead.
 *
 * A struct inspector belongs to one thread. What it finds, and the links that can only be
 * followed when the ids of all pages are known, gather in it over all pages.
 */
#ifndef CHECK_INSPECT_H
#define CHECK_INSPECT_H

#include <stdatomic.h>

#include "archive/archive.h"
#include "base/table.h"
#include "check/balance.h"
#include "check/findings.h"

/* What all threads share. */
struct territory {
	const struct archive *archive;
	struct table files;  /* of the output, by path */
	atomic_bool *linked; /* for each: does another page link to it? */
};

/* A link to a place in a page. */
struct jump {
	uint64_t target; /* place_hash */
	struct str path; /* of the page it stands in */
	struct str link; /* as written */
	size_t offset;
};

struct inspector {
	const struct territory *territory;
	struct findings findings;
	struct jump *jumps;
	uint64_t *places; /* every id of every page: place_hash */
	size_t jump_count, jump_cap, place_count, place_cap, links;
	struct arena kept;    /* of what was found */
	struct arena scratch; /* of one page */
	struct table ids;     /* of one page */
	struct balance balance;
};

uint64_t place_hash(uint32_t file, struct str id);

/* number is that of the page's path in the files of the territory. */
void inspect_page(struct inspector *inspector, uint32_t number, struct str html);

void inspector_clear(struct inspector *inspector);

#endif
