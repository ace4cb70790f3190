/*
 * config: the site's settings, from site.yaml.
 *
 * The table in config.c is the master copy of the keys: name, what it may be, default.
 * An unknown key is an error with a suggestion. Everything lives in the arena given to
 * config_read; immutable afterwards.
 */
#ifndef ARCHIVE_CONFIG_H
#define ARCHIVE_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/hash.h"
#include "base/value.h"
#include "base/zone.h"
#include "content/article.h"
#include "content/markdown.h"

#define PAGINATE_MAX 1000
#define TERMS_MAX    10000 /* on a page: some 1 MB of HTML */
#define FEED_MAX     1000  /* entries of a document */

/* Formats are named "atom", "rss", "json". */
struct feed_settings {
	struct strs formats;  /* of the site's feed; the others are among them */
	struct strs archives; /* of the documents with what is too old for the feed */
	struct strs terms;    /* of the feed of every term */
	uint32_t count;       /* entries of a document */
};

struct config {
	struct str title, tagline;
	struct str url;  /* absolute, ends in "/"; empty if the site has none */
	struct str home; /* its path: "/" or "/base/" */
	struct str language, direction;
	struct str timezone;
	const struct zone *zone;
	struct str permalink;
	uint32_t paginate;
	uint32_t paginate_terms; /* on a page of a taxonomy */
	struct strs taxonomies;
	uint32_t related_count, related_page_count;
	bool has_related, related_pages;
	enum html_policy html;
	bool canonical_is_source; /* of an article that has one */
	struct feed_settings feeds;
	struct strs redirects;
	bool search;
	struct value params; /* a dict */
	struct hash hash;    /* of all the above */
	struct date today;   /* not from site.yaml: --date, or unknown */
};

/* source->text may be empty (no site.yaml): everything has a default. */
bool config_read(const struct source *source, struct arena *arena, struct config *config,
                 struct diags *diags);

#endif
