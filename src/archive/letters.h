/*
 * letters: the terms of a taxonomy under their first letters, in pieces that fit a page.
 *
 * A taxonomy with no more terms than a page takes has them all on its own page, and the
 * letters are headings there. In a larger one each letter has a page, and a letter with
 * too many terms is cut into parts by what these begin with: "s" into "sa", "sch", "se".
 * Where a term is depends on its own slug alone, so that one that comes or goes changes
 * one page, but where a part grows too big for its page, or a letter is new. Built once;
 * immutable; lives in the arena.
 */
#ifndef ARCHIVE_LETTERS_H
#define ARCHIVE_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define LETTER_NONE UINT32_MAX

struct taxonomy;

/* A letter, or a part of one. */
struct letter {
	struct str name;            /* "s", "0-9"; of a part "sch" */
	struct str label;           /* for people: "S", "Sch" */
	uint32_t parent;            /* of a part: its letter; else LETTER_NONE */
	uint32_t start, end;        /* its terms, in letters->order */
	uint32_t first, part_count; /* its parts, letters in a row; 0: it is whole */
};

/* All letters in order, then all parts, in order of their letters. */
struct letters {
	struct letter *items;
	uint32_t count;
	uint32_t letter_count; /* without the parts */
	uint32_t *order;       /* the terms, by letter and slug */
	bool have_pages;       /* else they are on the taxonomy's */
};

/* per_page: how many terms a page takes. */
void letters_build(struct letters *letters, const struct taxonomy *taxonomy,
                   uint32_t per_page, struct arena *arena);

/* A letter ("s") or a part ("s/sch"); NULL if there is none. */
const struct letter *letters_named(const struct letters *letters, struct str name);

/* "s", "s/sch" */
struct str letter_path(const struct letters *letters, const struct letter *letter,
                       struct arena *arena);

/* "/tags/by-letter/s/sch/" */
struct str letter_url(const struct taxonomy *taxonomy, const struct letter *letter,
                      struct arena *arena);

#endif
