/*
 * headings: what a body's headings are called and how deep they are, once for the whole
 * body, whether they come from Markdown or from HTML.
 *
 * Ids: a slug of the text, or the author's own; "-2", "-3" are added to those that are
 * taken. The author's own are registered first, so that no slug takes one.
 *
 * Levels: the page has its own <h1>, so that the outline of a body begins with <h2> and
 * never skips a level, whatever levels the author wrote: each heading is one below the
 * nearest before it that is written higher.
 *
 * Owns a table: headings_clear returns it. The list is in the arena.
 */
#ifndef CONTENT_HEADINGS_H
#define CONTENT_HEADINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/table.h"
#include "content/markdown.h"

struct heading_id {
	bool own;      /* the author chose it for something */
	bool taken;    /* it is in the page */
	uint32_t next; /* the number to try behind it next */
};

struct headings {
	struct arena *arena;
	struct str prefix; /* of every id */
	struct table ids;
	struct heading_id *states; /* one for each of the ids */
	uint32_t state_cap;
	int above[6]; /* levels as written of the headings that hold the last one */
	int depth;
	struct heading *items;
	size_t count, cap;
};

/* Say that the author gave this id to something. */
void headings_reserve(struct headings *headings, struct str id);

/* An id for the author's own, or for one that was given already: itself if it is free. */
struct str headings_own_id(struct headings *headings, struct str id);

/* An id, with its prefix, made of a heading's text. */
struct str headings_slug(struct headings *headings, struct str text);

/* The level at which a heading is shown, 2 to 6. Must be asked in order. */
int headings_level(struct headings *headings, int written);

/* Add to the list. */
void headings_add(struct headings *headings, struct heading heading);

void headings_clear(struct headings *headings);

#endif
