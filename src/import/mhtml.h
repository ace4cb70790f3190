/*
 * mhtml: a page and what it shows in one file, as browsers save it: a mail of several
 * parts (RFC 2557), of which the first that is HTML is the page.
 *
 * All memory is the arena's, or a view of the bytes. Linear; cannot fail: what is missing
 * or damaged is left out.
 */
#ifndef IMPORT_MHTML_H
#define IMPORT_MHTML_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "import/embedded.h"

#define MHTML_DEPTH 8 /* of parts that have parts */

struct mhtml {
	struct str html;    /* empty: there is none */
	struct str charset; /* as its part says, or empty */
	struct str url;     /* where it was, or empty */
};

/* Does it begin as one? */
bool mhtml_is(struct arena *arena, struct str bytes);

/* The page. Its pictures are added to those it holds, unless embedded is NULL. */
struct mhtml mhtml_read(struct arena *arena, struct str bytes, struct embedded *embedded);

#endif
