/*
 * newfront: an old page's front matter as ours.
 *
 * What an article of ours can say is said by its main name, in the order of the guide;
 * what has another meaning here, or is said twice, is kept under the generator's name
 * ("hugo: { layout: wide }"); all else stays as it was. Aliases are the page's old URL
 * and those that it lists, each given once in a run. All in the body's arena.
 */
#ifndef IMPORT_NEWFRONT_H
#define IMPORT_NEWFRONT_H

#include "base/table.h"
#include "base/value.h"
#include "import/rebody.h"

struct newfront {
	struct table aliases; /* of the run, as files of a disk */
	struct arena arena;   /* of all these names */
	struct date today;    /* or unknown: migration.h */
	size_t under_embargo;
};

/* Give each article its own old URL first, before what others list. */
void newfront_claim(struct newfront *front, struct oldpage *page);

struct value newfront_make(struct newfront *front, struct rebody *body, struct date date);

void newfront_clear(struct newfront *front);

#endif
