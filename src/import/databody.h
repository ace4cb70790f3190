/*
 * databody: the text of an article as the page's data have it (JSON-LD's articleBody),
 * for pages that show none of it, or no more than its beginning, without their scripts.
 *
 * All memory is the arena's. Cannot fail.
 */
#ifndef IMPORT_DATABODY_H
#define IMPORT_DATABODY_H

#include <stdbool.h>

#include "base/arena.h"
#include "import/blocks.h"
#include "import/choose.h"

/* Has the data's text much more than what was chosen of the page, and all of that? */
bool databody_is_more(struct arena *arena, const struct blocks *blocks,
                      struct choice choice, struct str text);

/* The text as a tree of paragraphs, or of what it has as HTML. */
struct html_node *databody_tree(struct arena *arena, struct str text);

#endif
