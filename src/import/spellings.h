/*
 * spellings: the names of authors, sections, tags and series under which an import files
 * its articles, so that every one of them can have a page.
 *
 * Names that would share a URL without being one term ("Q&A", "Q & A") are spelled as the
 * first of them; each stands once in its list. A name that no URL can be made of ("---",
 * or a whole paragraph) is left out. Owns the names of the run; spellings_clear returns
 * them. Cannot fail. One thread at a time.
 */
#ifndef IMPORT_SPELLINGS_H
#define IMPORT_SPELLINGS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/hashset.h"
#include "base/value.h"

struct spellings {
	struct hashset urls; /* "tags/slug" */
	struct str *names;   /* by their numbers, in the arena */
	size_t cap;
	struct arena arena;
};

/*
 * The front matter with its names settled. In *changes a list of what was changed: for
 * each name a list of why and the name. All in the arena.
 */
struct value spellings_settle(struct spellings *spellings, struct arena *arena,
                              struct value front, struct value *changes);

void spellings_clear(struct spellings *spellings);

#endif
