/*
 * seen: which articles of an import were there before, by what names them (an address, or
 * a headline and a date) and by their texts.
 *
 * The zero value has seen nothing. Owns what it remembers: some 35 bytes of an article.
 */
#ifndef IMPORT_SEEN_H
#define IMPORT_SEEN_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hashset.h"
#include "base/str.h"

struct seen {
	struct hashset names; /* private, as all */
	uint64_t *likenesses;
	size_t cap;
};

enum sameness {
	SEEN_NEW,
	SEEN_COPY,  /* nearly the same text had this name */
	SEEN_OTHER, /* another text had */
};

/* Look, and remember what is new. */
enum sameness seen_note(struct seen *seen, struct str name, struct str text,
                        struct arena *scratch);

void seen_clear(struct seen *seen);

#endif
