/*
 * pagekind: is a page one article, or a listing of many: a front page, a section, a tag,
 * an author, a search, a calendar?
 *
 * Signs of the page's structure, each worth some points, are added up: what it says of
 * itself (OpenGraph, JSON-LD, microdata, the classes of its body), its address, how many
 * headings are links, and what the extractor found. No word of its text counts.
 *
 * pagekind_look must see the tree before it is cut to the article. Everything is a pure
 * function of the page; linear in its size; cannot fail.
 */
#ifndef IMPORT_PAGEKIND_H
#define IMPORT_PAGEKIND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "content/htmltree.h"
#include "import/extract.h"

/* What was seen of the whole page. */
struct pagesigns {
	bool og_article, og_website; /* og:type */
	bool ld_article, ld_listing; /* @type in JSON-LD */
	bool body_article,
		body_listing; /* classes of the body, as publishing systems set */
	bool paged;           /* there is a next or previous page of it */
	size_t articles;      /* elements of that name, or that microdata, outermost */
	size_t linked_headings;
};

struct pagekind {
	bool is_article;
	bool says_listing; /* the page itself says it, or its address */
	int percent;       /* how sure */
	const char *why;   /* the weightiest sign for what it is */
};

struct pagesigns pagekind_look(struct html_node *root);

/* url: where the page was published, or empty. */
struct pagekind pagekind_judge(const struct pagesigns *signs,
                               const struct extract *extract, struct str url);

#endif
