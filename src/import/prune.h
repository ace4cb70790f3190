/*
 * prune: the tree of a page cut to its article: the text that was chosen, pictures and
 * films within it, their captions, the marks of footnotes; and what is around these.
 */
#ifndef IMPORT_PRUNE_H
#define IMPORT_PRUNE_H

#include "base/arena.h"
#include "import/blocks.h"
#include "import/choose.h"

/* Unlink from the tree below choice.root whatever does not stay. */
void prune(struct arena *arena, struct blocks *blocks, struct choice choice);

#endif
