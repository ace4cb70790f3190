/*
 * byline: who wrote it, and for which paper: "By Ann Lee and Tom Hale, Harbour Gazette
 * Published 12 May 2014", "Von Anna Berg", "Ann Lee | 12 May 2014".
 *
 * Strings are views of the line, or the arena's; lists are in the arena. Cannot fail.
 */
#ifndef IMPORT_BYLINE_H
#define IMPORT_BYLINE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "content/article.h"
#include "import/dateline.h"

struct byline {
	struct strs authors;
	struct str publication; /* empty if it is not said */
	struct dateline date;   /* of the tail: "Published 12 May 2014" */
	bool marked; /* begins with "By", "Von", ...; else a bare name with a date */
};

/* False if the line is no byline. */
bool byline_read(struct arena *arena, struct str text, struct byline *out);

/* The same of a line that is said to be one: persons, then papers and offices. */
bool byline_read_names(struct arena *arena, struct str text, struct byline *out);

/* Is it a bare name of a person, as may stand alone under a headline? */
bool is_person(struct arena *arena, struct str text);

/* Is it a paper or an office rather than a name: "The Gazette", "CNN", "Chief Reporter"?
 */
bool is_affiliation(struct arena *arena, struct str text);

#endif
