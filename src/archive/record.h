/*
 * record: what the archive remembers of every article: what cards, lists and routes need.
 *
 * About 1 KiB each, strings included; bodies and rare keys are read again from the source
 * when the article's own page is made. Lives on the shelf given to record_new; immutable
 * but for terms, which the taxonomies fill in once all articles are known.
 */
#ifndef ARCHIVE_RECORD_H
#define ARCHIVE_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/config.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/pack.h"
#include "base/str.h"
#include "base/table.h"
#include "content/article.h"

/* The terms of one taxonomy that an article is filed under. */
struct filing {
	struct strs names; /* as the article writes them */
	uint32_t *terms;   /* their numbers in the taxonomy (TERM_NONE: an empty name) */
};

struct record {
	struct str path; /* of the source; identifies the article */
	struct hash id;  /* of the path */
	struct str url;  /* from the site's root, unescaped */
	struct str slug;
	struct str title, dek, kicker, publication, language, direction;
	struct str image_src, image_alt; /* as written */
	struct date date, updated;
	struct strs aliases;
	struct filing *filings;  /* one for each of config->taxonomies */
	bool withdrawn, is_html; /* the latter: its body is no Markdown */
	size_t body_start;       /* where that begins in the file */
	struct hash source;      /* of all the file's bytes */
	struct hash card;        /* of what a card shows */
	struct hash front;       /* of the front matter */
	struct hash body;        /* of the rest */
};

/*
 * Where one thread's records live. Names that many articles share are kept once. The zero
 * value is empty and ready for use.
 */
struct record_shelf {
	struct arena arena;
	struct table names;
};

void record_shelf_clear(struct record_shelf *shelf);

/*
 * source and article are not needed afterwards: all that is kept is copied but the path,
 * which must live as long as the record.
 */
struct record *record_new(struct record_shelf *shelf, const struct config *config,
                          const struct source *source, const struct article *article);

/*
 * A record as bytes, but for its path, and back. taxonomies are as many as the config had
 * when it was made. NULL if the bytes are no record.
 */
void record_pack(const struct record *record, size_t taxonomies, struct buf *out);
struct record *record_unpack(struct record_shelf *shelf, size_t taxonomies,
                             struct str path, struct unpack *in);

/* The names it is filed under in the taxonomy "tags"; none if the site has no such. */
struct strs record_tags(const struct record *record, const struct config *config);

/* Its own, or the site's. */
struct str record_language(const struct record *record, const struct config *config);

/* In archive order, oldest first: by date, then path; without a date before all others.
 */
int record_cmp(const struct record *a, const struct record *b);

#endif
