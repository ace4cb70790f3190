/*
 * taxonomy: tags, sections, authors and whatever else articles are filed under.
 *
 * Names that differ only in case, accents or width are one term, labelled as most
 * articles write it. Sections nest at "/": an article in "News/Harbour" is in "News"
 * too. Built once from all records; immutable; lives in the arena.
 */
#ifndef ARCHIVE_TAXONOMY_H
#define ARCHIVE_TAXONOMY_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/config.h"
#include "archive/letters.h"
#include "archive/listing.h"
#include "archive/record.h"
#include "base/diag.h"
#include "base/table.h"

#define TERM_NONE UINT32_MAX

struct term {
	struct str label; /* "Harbour" */
	struct str slug;  /* "news/harbour" */
	struct str url;   /* "/sections/news/harbour/" */
	uint32_t parent;  /* TERM_NONE at the top */
	uint32_t *children;
	uint32_t child_count;
	struct listing listing;
	struct hash hash; /* of its label and URL */
};

struct taxonomy {
	struct str name;    /* "tags" */
	struct str url;     /* "/tags/" */
	struct term *terms; /* in order of their labels */
	uint32_t count;
	uint32_t *by_use;     /* the terms, those with the most articles first */
	struct table by_slug; /* its numbers are those of the terms */
	struct letters letters;
};

/* Are the names of its terms parted at "/"? */
bool taxonomy_nests(struct str name);

/*
 * records are in archive order; those that are withdrawn are filed nowhere. Sets the
 * terms of every record's filings. Two names with one slug are an error that names an
 * article of each; they become one term, so that the taxonomy is usable all the same.
 */
bool taxonomy_build(struct taxonomy *taxonomy, uint32_t number,
                    const struct config *config, struct record **records, uint32_t count,
                    struct arena *arena, struct diags *diags);

void taxonomy_clear(struct taxonomy *taxonomy);

#endif
