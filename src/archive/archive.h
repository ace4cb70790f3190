/*
 * archive: all articles together, and every page that the site has.
 *
 * A pure function of the articles' records, the config and the names of the files that
 * are published as they are. Answers what a page can ask: which article is at a path,
 * what a listing holds, where a term is. Immutable once built, shared by threads.
 * Everything lives in the arena given to archive_build but the tables, the pages and
 * their URLs, which archive_clear frees.
 */
#ifndef ARCHIVE_ARCHIVE_H
#define ARCHIVE_ARCHIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/calendar.h"
#include "archive/config.h"
#include "archive/listing.h"
#include "archive/record.h"
#include "archive/taxonomy.h"
#include "base/table.h"

#define ARTICLE_NONE  UINT32_MAX
#define TAXONOMY_NONE UINT32_MAX

enum page_kind {
	PAGE_HOME,
	PAGE_ARTICLE,
	PAGE_WITHDRAWN, /* the notice in place of a withdrawn article */
	PAGE_RELATED,   /* the longer list of what is related to one */
	PAGE_LISTING,   /* of everything */
	PAGE_TAXONOMY,
	PAGE_LETTER, /* of a taxonomy that is too long for one page: letters.h */
	PAGE_TERM,
	PAGE_CALENDAR, /* every year */
	PAGE_PERIOD,   /* a year, a month or a day */
	PAGE_REDIRECT,
	PAGE_NOT_FOUND,
	PAGE_REDIRECTS, /* all of them, in a table for a host: redirects.h */
	PAGE_ATOM,      /* a document of a feed: feeds.h */
	PAGE_RSS,
	PAGE_JSON_FEED,
	PAGE_SITEMAPS,      /* the index of these: sitemaps.h */
	PAGE_SITEMAP,       /* of the articles of a month */
	PAGE_SITEMAP_PAGES, /* of pages that are no articles */
	PAGE_SITEMAP_NEWS,  /* of the newest, when the build has a date */
	PAGE_ROBOTS,
	PAGE_OPENSEARCH,
	PAGE_MANIFEST,
	PAGE_SEARCH,
	PAGE_SEARCH_PART, /* of what the search page reads */
	PAGE_FILE,        /* a file of the site's or the theme's, published as it is */
};

/* One file of the output. Which of the numbers mean something depends on the kind. */
struct page {
	enum page_kind kind;
	uint32_t article;        /* ARTICLE, WITHDRAWN, RELATED, REDIRECT: a record */
	uint32_t taxonomy, term; /* TAXONOMY, LETTER, TERM; of feeds TAXONOMY_NONE: the
	                            site's */
	uint32_t number;         /* LISTING, TERM, feeds: of the listing's page;
	                            LETTER: of the letter or part;
	                            SITEMAP, SITEMAP_PAGES: of the part;
	                            REDIRECTS: enum redirect_form;
	                            SEARCH_PART: of the part, or SEARCH_MANIFEST */
	uint32_t period;         /* PERIOD: in the calendar */
	struct str url;          /* from the site's root, unescaped */
	struct str source;       /* FILE: what is copied */
};

/* A file that is published as it is. */
struct plain_file {
	struct str url, source;
};

/* An alias, whether there is a page for it or not: alias.h. */
struct redirect {
	struct str url;   /* from the site's root, unescaped; a folder's with "/" */
	struct str query; /* without "?", as browsers send it */
	uint32_t article; /* where it leads */
	bool is_bare;     /* a folder's that was written without "/" */
	bool has_no_file; /* only a table can lead from it */
	bool is_left_out; /* nothing leads from it: but for case, a page is there */
};

/* A part of the sitemap: the articles of a month, or a piece of them. */
struct sitemap {
	struct str name;     /* "2014-02", "2014-02-2" for the second piece, "undated" */
	int16_t year;        /* 0: undated */
	uint8_t month;       /* 0: undated */
	uint32_t piece;      /* from 0 */
	uint32_t start, end; /* in archive->latest */
};

struct search_index;
struct related;

struct archive {
	const struct config *config;
	struct record **records; /* in archive order, oldest first */
	uint32_t count;
	struct listing latest;    /* all articles that are not withdrawn */
	struct calendar calendar; /* of these */
	struct sitemap *sitemaps; /* of these; none without a URL */
	uint32_t sitemap_count;
	struct taxonomy *taxonomies; /* as in config->taxonomies */
	struct search_index *search; /* if the site has search: set before pages are
	                                listed; not the archive's to clear */
	struct related *related;     /* likewise */
	struct page *pages;
	uint32_t page_count;
	struct arena page_arena; /* of their URLs */
	struct table by_path;    /* its numbers are those of the records */
	struct table by_url;     /* the same, for URLs */
	struct table by_slug;    /* its numbers index slug_articles */
	uint32_t *slug_articles; /* ARTICLE_NONE where several articles share the slug */
	struct table
		by_file; /* every page, by its file in lower case; numbers index pages */
	struct redirect *redirects; /* in order of the articles */
	uint32_t redirect_count, redirect_cap;
	struct table by_alias; /* its numbers index redirects */
	struct arena *arena;
};

/*
 * records is put in order and kept. An article that wants a URL that is taken already is
 * left out with an error that names both; the archive is usable all the same, but has no
 * pages yet. False after errors.
 */
bool archive_build(struct archive *archive, const struct config *config,
                   struct record **records, uint32_t count, struct arena *arena,
                   struct diags *diags);

/*
 * List the pages, or list them anew, with the files that are published as they are. What
 * wants a URL that is taken already (the same but for case counts as the same) is left
 * out with an error. False after errors.
 */
bool archive_list_pages(struct archive *archive, const struct plain_file *files,
                        size_t file_count, struct diags *diags);

void archive_clear(struct archive *archive);

/* The number of the article whose source has that path; ARTICLE_NONE if there is none. */
uint32_t archive_by_path(const struct archive *archive, struct str path);

/* The same for a URL from the site's root. */
uint32_t archive_by_url(const struct archive *archive, struct str url);

/* The page that a host would serve at a URL from the site's root, or NULL. */
const struct page *archive_page(const struct archive *archive, struct str url);

/*
 * What an author may call an article: its path (with or without "content/"), its URL
 * (absolute or from the root), or its slug if no other article has the same.
 */
uint32_t archive_find(const struct archive *archive, struct str reference);

/* The taxonomy of that name, or NULL; a term by its slug or by its name, or NULL. */
const struct taxonomy *archive_taxonomy(const struct archive *archive, struct str name);
const struct term *taxonomy_term(const struct taxonomy *taxonomy, struct str name);

/* The neighbours in time that are listed and dated; ARTICLE_NONE at the ends. */
void archive_neighbours(const struct archive *archive, uint32_t article,
                        uint32_t *earlier, uint32_t *later);

#endif
