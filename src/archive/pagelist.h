/*
 * pagelist: the list of pages in the making, in which each URL is one page's.
 *
 * Private to pages.c, which says what pages there are, and aliases.c, which says it of
 * old URLs. What wants a URL that is taken is left out with an error; builder->ok is
 * false then.
 */
#ifndef ARCHIVE_PAGELIST_H
#define ARCHIVE_PAGELIST_H

#include "archive/archive.h"

struct builder {
	struct archive *archive;
	struct diags *diags;
	struct arena scratch;
	struct table folders;  /* those that pages are in */
	struct table blockers; /* files that should be folders, reported once */
	struct table claims;   /* aliases without their case; numbers index
	                          firsts */
	uint32_t *firsts;      /* the redirects that claimed them first */
	struct redirect lost;  /* the first with a query that nothing leads from, ... */
	uint32_t lost_count;   /* ... and how many there are */
	uint32_t cap;
	bool ok;
};

void page_add(struct builder *builder, struct page page);

/* What a page is, for a message; *source is its file, if it comes from one. */
struct str page_describe(struct builder *builder, const struct page *page,
                         struct str *source);

/* An error: the page wants the URL of the first; or the hint of it alone. */
void page_report_taken(struct builder *builder, const struct page *page,
                       const struct page *first);
void page_hint_at_taken(struct builder *builder, const struct page *page,
                        const struct page *first);

bool page_is_too_long(struct str url);

/*
 * The page whose file, *blocked, would have to be a folder too: the page itself if there
 * are others below it, or one that it is below. NULL if there is none.
 */
const struct page *page_find_blocker(const struct builder *builder,
                                     const struct page *page, struct str key,
                                     struct str *blocked);

/* List the aliases of all articles, when all other pages are known. */
void aliases_add(struct builder *builder);

#endif
