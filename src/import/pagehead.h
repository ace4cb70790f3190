/*
 * pagehead: what the visible page says of its article: headline, byline, dates,
 * standfirst.
 *
 * They stand among the blocks above and around the text; those blocks get BLOCK_HEAD, so
 * that they are fields and not text. What the page's data say already is only marked,
 * what they leave open is filled in.
 */
#ifndef IMPORT_PAGEHEAD_H
#define IMPORT_PAGEHEAD_H

#include "base/arena.h"
#include "base/str.h"
#include "import/blocks.h"
#include "import/metadata.h"

/* url is where the page was published, or empty. */
void pagehead_read(struct arena *arena, struct blocks *blocks, struct str url,
                   struct metadata *data);

#endif
