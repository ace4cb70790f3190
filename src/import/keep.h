/*
 * keep: what stays of an article besides the blocks for which its run was chosen.
 *
 * That is what stands between two of them, if nothing but its shortness speaks against
 * it; headings over them; at the ends tables, lists and captions of pictures, and behind
 * the last of an element that declares itself the article short lines. Linear in the
 * number of blocks.
 */
#ifndef IMPORT_KEEP_H
#define IMPORT_KEEP_H

#include <stdbool.h>

#include "import/blocks.h"

/*
 * Set kept of what stays around the blocks of the run that are kept; returns the run with
 * it. within is the element's, declared: it declares itself the article.
 */
struct block_range keep_around(struct blocks *blocks, struct block_range run,
                               struct block_range within, bool declared);

#endif
