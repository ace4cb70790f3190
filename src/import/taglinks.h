/*
 * taglinks: links below a headline that say they are its tags, or in a blog its section.
 *
 * Texts are the arena's. Cannot fail.
 */
#ifndef IMPORT_TAGLINKS_H
#define IMPORT_TAGLINKS_H

#include "base/arena.h"
#include "import/blocks.h"
#include "import/metadata.h"

/* Fill in tags and section, if they are not known; start is the first block behind. */
void taglinks_read(struct arena *arena, const struct blocks *blocks, uint32_t start,
                   struct metadata *data);

#endif
