/*
 * article: one source file as the archive knows it.
 *
 * article_read turns front matter into typed fields, by the table of keys and their
 * synonyms in keys.c, which is the master copy of what an article may say. All
 * strings live in the caller's arena or in the source. Immutable once read; depends on
 * its one source and on the options, on nothing else.
 */
#ifndef CONTENT_ARTICLE_H
#define CONTENT_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/value.h"
#include "base/zone.h"

#define TITLE_MAX 1000 /* characters of a headline; a longer one is a mistake */

struct strs {
	const struct str *items;
	size_t count;
};

struct picture {
	struct str src, alt, caption, credit; /* src empty: no picture */
};

/* An article picked by hand: either a reference to resolve, or a card as it stands. */
struct related_entry {
	struct str ref; /* path, slug or URL; empty for a card */
	struct str title, kicker, dek, url, publication;
	struct str date; /* as written */
	struct strs authors;
	size_t at; /* byte offset in the source, for messages */
};

struct correction {
	struct date date;
	struct str text;
};

struct article {
	struct str path; /* of the source, from the site's root: content/2014/a.md */
	struct str title, dek, kicker;
	struct date date, updated, archived;
	bool undated;       /* date: unknown */
	struct str section; /* "News/Local", or empty */
	struct strs tags, authors, series, aliases;
	struct str slug; /* given, or from the file's name; never empty */
	struct str url;  /* the whole URL if given */
	struct str source, publication;
	struct picture image;
	struct str language, direction; /* empty: the site's */
	bool draft;
	struct date embargo, expires;
	const struct correction *corrections;
	size_t correction_count;
	bool is_withdrawn;
	struct str withdrawn; /* the reason; may be empty */
	const struct related_entry *related;
	size_t related_count;
	struct str template;                 /* empty: article.html */
	struct value params;                 /* a dict: all other keys in order */
	struct value data;                   /* the whole front matter, with places */
	size_t front_start, front_end, body; /* byte offsets in the source */
	bool is_html;                        /* the body is HTML, not Markdown */
};

#define SOURCE_MAX ((size_t)64 << 20) /* an article of more than this is no article */

struct article_options {
	const struct zone *zone; /* for dates with an offset; NULL is UTC */
	struct str root; /* the folder of all articles, "content": no part of a date in
	                    the path */
};

/*
 * Read the source's front matter into *article. False after errors: then the fields
 * that could be read are set and the others are zero. Warns of keys that look like
 * misspellings of known ones.
 */
bool article_read(const struct source *source, const struct article_options *options,
                  struct arena *arena, struct article *article, struct diags *diags);

/* Where a known key (by its main name) stands in the source, for messages. */
struct span article_span(const struct source *source, const struct article *article,
                         const char *key);

/* All names that article_read knows, main names and synonyms, for suggestions. */
const struct str *article_keys(size_t *count);

#endif
