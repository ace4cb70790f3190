/*
 * metadata: what a page says of its article apart from the text: headline, authors, dates
 * and so on.
 *
 * Read from four sources that are asked in turn, field by field: JSON-LD (jsonld.c), meta
 * elements (metatags.c), microdata and the visible page (pagehead.c). Strings are clean
 * text: without tags, entities and double spaces. All memory is the arena's; an empty
 * field was not said. Cannot fail.
 */
#ifndef IMPORT_METADATA_H
#define IMPORT_METADATA_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"
#include "base/value.h"
#include "content/article.h"
#include "content/htmltree.h"

struct metadata {
	struct str title;       /* without the site's name */
	struct str page_title;  /* the title element, as it is */
	struct str other_title; /* JSON-LD's name, which may differ from its headline */
	struct str dek, kicker, section;
	struct str site; /* the publication's name */
	struct str url;  /* canonical, absolute if the page gave it so */
	struct str language, direction;
	struct strs authors, tags;
	struct strs organisations; /* said to be authors; so if the page names no other */
	struct date published, updated;
	struct picture image; /* src as it stands in the page */
	struct str body;      /* the text as JSON-LD has it: only a hint */
};

/* Fields of to that are empty are taken from from. */
void metadata_fill(struct metadata *to, const struct metadata *from);

/* What stands in the head of the page and in its data: everything but the text itself. */
void metadata_read_data(struct arena *arena, struct html_node *root,
                        struct metadata *out);

/* The site is an author only if nobody else is: it goes to the organisations. */
void metadata_part_site(struct arena *arena, struct metadata *data);

/* The sources, each for itself. */

/* Of several articles in JSON-LD, the one that the page's tags speak of. */
void jsonld_read(struct arena *arena, struct html_node *root, const struct metadata *tags,
                 struct metadata *out);
void metatags_read(struct arena *arena, struct html_node *root, struct metadata *out);
void microdata_read(struct arena *arena, struct html_node *root, struct metadata *out);

/* A date however it is written: ISO 8601, digits, RFC 822, in words, since 1970. */
struct date metadata_date(struct arena *arena, struct str text);

/*
 * Is it what programs write where they know no date: the first day of year 1 (.NET), or
 * of 1970 (all others), at midnight in Greenwich?
 */
bool metadata_no_date(struct date date);

/* Add to a list that is being built, without copies; empty text is not added. */
void strs_add(struct arena *arena, struct strs *list, struct str text);

/* Add the tags in text: with commas between them, or, without any, with semicolons. */
void tags_add(struct arena *arena, struct strs *list, struct str text);

/* Add the names in text: "Ann Lee and Tom Hale", "By ANN LEE". URLs are no names. */
void authors_add(struct arena *arena, struct strs *list, struct str text);

/* Add the name of what the data say is one person: "José Ortega y Gasset", "Lee, MD". */
void author_add_person(struct arena *arena, struct strs *list, struct str text);

#endif
