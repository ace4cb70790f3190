/*
 * wxrblocks: puts into a post the text of those blocks that it does not hold itself:
 * footnotes, which are kept beside it, and reusable blocks, which are items of their own.
 * Blocks that WordPress fills when it shows a page have none, and are listed.
 *
 * All in the arena; linear in the text and WXR_FILL_MAX; cannot fail.
 */
#ifndef IMPORT_WXRBLOCKS_H
#define IMPORT_WXRBLOCKS_H

#include "base/arena.h"
#include "base/str.h"
#include "content/article.h"

#define WXR_FILL_MAX   ((size_t)1 << 20) /* bytes of reusable blocks in a post */
#define WXR_FILL_DEPTH 8                 /* of one in another */
#define WXR_EMPTY_MAX  50                /* blocks of one post, that are listed */

struct wxr_blocks {
	/* The text of a reusable block; empty: there is none. */
	struct str (*find)(void *context, struct str id);
	void *context;
	struct str footnotes; /* as JSON, or empty */
	struct strs empty;    /* gets the blocks that have no text */
};

struct str wxr_blocks_fill(struct arena *arena, struct str text,
                           struct wxr_blocks *blocks);

#endif
