/*
 * wxritem: one item of a WordPress export as an article (entry.h).
 *
 * What all items of a site share is in a struct wxr, which is filled from the heads of
 * its exports and from their attachments before the first item is made; then it is not
 * changed but for the head, and many processes may use it. wxr_clear returns its memory.
 * The result is a value, so that it can be sent from one process to another as JSON:
 *
 *     article   what entry.h makes, or absent
 *     rows      a list of lists: kind, why, text: what was left out of it, or it of all
 *
 * A function of the item and the struct alone; its memory is the arena's; cannot fail.
 */
#ifndef IMPORT_WXRITEM_H
#define IMPORT_WXRITEM_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"
#include "base/table.h"
#include "base/value.h"
#include "import/nearby.h"
#include "import/wxrpictures.h"

/* Bytes of the texts of reusable blocks that are kept: a site has a few dozen. */
#define WXR_BLOCKS_MAX ((size_t)16 << 20)

struct wxr {
	struct arena arena;
	struct str root;            /* the tag "<rss ...>", for its namespaces */
	struct str title, language; /* of the site, ... */
	struct str site;            /* ... and its address, or empty */
	struct table logins;        /* of authors, ... */
	struct str *names;          /* ... and what readers call them */
	struct attachments attachments;
	struct table blocks;     /* reusable ones by their ids, ... */
	struct str *block_texts; /* ... and what they hold */
	size_t block_bytes;
	const struct nearby *nearby; /* pictures that lie with the export, or NULL */
	bool drafts;                 /* take what is not published too */
	struct date date;            /* of posts that do not say one */
};

/* What a file is, as far as what precedes its items says. */
bool wxr_is_utf16(struct str head);
bool wxr_is_export(struct str head);
bool wxr_is_feed(struct str head);

/* The address of the site that an export is of, or empty. */
struct str wxr_site(struct str head, struct arena *arena);

/* Read what precedes the items: of each part again, before items of it are made. */
void wxr_read_head(struct wxr *wxr, struct str head);

/* Is the item a picture or the like? */
bool wxr_is_attachment(struct str item, struct arena *scratch);

/*
 * Keep what other items show: a reusable block, or an attachment, for attachments_sort
 * when all are there. True: it is an attachment.
 */
bool wxr_note_item(struct wxr *wxr, struct str item, struct arena *scratch);

struct value wxr_item(const struct wxr *wxr, struct str item, struct arena *arena);

void wxr_clear(struct wxr *wxr);

#endif
