/*
 * extract: the article of a page: what it is called, who wrote it and when, and its text
 * as a tree of nothing but that text.
 *
 * Works on a page's tree (htmltree.h), which is cut to the article's text. Linear in the
 * size of the page. All memory is the arena's. Cannot fail: a page without an article has
 * an empty body.
 */
#ifndef IMPORT_EXTRACT_H
#define IMPORT_EXTRACT_H

#include "base/arena.h"
#include "base/str.h"
#include "content/htmltree.h"
#include "import/linkcards.h"
#include "import/metadata.h"
#include "import/refrain.h"

struct extract {
	struct metadata data;
	struct html_node *body; /* NULL: there is no article */
	struct linkcards cards; /* of other articles */
	struct blocks *blocks;  /* of what the body is from: kept or not */
	struct blocks *shown;   /* of the page, which are others if it is from its data */
	struct str base;        /* what links are relative to */
	const struct html_node *lead_image; /* that data.image was read of, or NULL */
};

struct extract_options {
	struct str url; /* where the page was published; empty: as it says itself */
	const struct refrain *refrain; /* what other pages have taught, or NULL */
};

void extract_article(struct arena *arena, struct html_node *root,
                     const struct extract_options *options, struct extract *out);

#endif
