/*
 * refrain: text that many pages of one source have in common, among what was taken for
 * their articles: who the author is, how to subscribe, whose rights are reserved.
 *
 * Learn the blocks that are kept of all pages first, then ask of each page. Owns its
 * counts (refrain_clear returns them); the zero value has learned nothing. The counts are
 * bounded (tally.h).
 */
#ifndef IMPORT_REFRAIN_H
#define IMPORT_REFRAIN_H

#include "base/buf.h"
#include "base/str.h"
#include "import/blocks.h"
#include "import/tally.h"

struct refrain {
	struct tally blocks;
	size_t pages;
};

/* What a page has to teach, as bytes that another process can learn from. */
void refrain_pack(struct buf *out, const struct blocks *blocks);

/* Learn from one page. Bytes that are no lesson teach nothing. */
void refrain_learn(struct refrain *refrain, struct str packed);

/*
 * Take back kept of the blocks that many other pages have; unless they are most of the
 * text, for then the pages are captures of one article; and unless they are sentences
 * amid the page's own text, longer than a notice, that advertise nothing: the background,
 * which a reporter repeats in each story of a row.
 */
void refrain_drop(const struct refrain *refrain, struct blocks *blocks);

void refrain_clear(struct refrain *refrain);

#endif
