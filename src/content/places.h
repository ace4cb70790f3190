/*
 * places: where in the source a link or a tag of the body stands, for messages.
 *
 * cmark's positions are right about lines and near about columns; a place is found by
 * looking for what was written. The index of lines is made when it is first asked for,
 * and lives in the arena. Cannot fail: at worst the place is a line.
 */
#ifndef CONTENT_PLACES_H
#define CONTENT_PLACES_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct places {
	const struct source *source;
	size_t start; /* of the body */
	struct arena *arena;
	size_t *lines; /* where each line begins; NULL: not made yet */
	size_t count;
};

/* A line (from 1) of the body without the space around it. */
struct span place_line(struct places *places, size_t line);

/* Where needle stands in a line (from 1) of the body or soon after; or that line. */
struct span place_find(struct places *places, size_t line, struct str needle);

/*
 * The same for a link's url. A link by reference has none in its line: then its
 * brackets at the column (from 1), where the author used it.
 */
struct span place_link(struct places *places, size_t line, size_t column, struct str url);

/* The starts of all lines of text as cmark counts them, and one for its end. */
size_t *line_starts(struct str text, struct arena *arena, size_t *count);

#endif
