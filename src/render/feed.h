/*
 * feed: a document of a feed, gathered from the archive, in whatever format it will be.
 *
 * Private to render/. Everything lives in the view's arena.
 */
#ifndef RENDER_FEED_H
#define RENDER_FEED_H

#include "archive/feeds.h"
#include "content/xml.h"
#include "render/view.h"

/* Namespaces that both formats in XML use. */
#define FEED_HISTORY STR("http://purl.org/syndication/history/1.0")
#define FEED_MEDIA   STR("http://search.yahoo.com/mrss/")

/* An author, or what an article is filed under. */
struct feed_name {
	struct str label;
	struct str url;    /* of its page; empty if it has none */
	struct str scheme; /* of a term: the URL of its taxonomy */
};

struct feed_names {
	struct feed_name *items;
	size_t count;
};

struct feed_entry {
	struct str url; /* which is its id, too: it stays when the title does not */
	struct str title;
	struct str summary;  /* text; may be empty */
	struct str content;  /* HTML with absolute URLs */
	struct str language; /* empty: the feed's */
	struct str image, image_alt;
	int64_t image_width, image_height;
	struct date published, updated; /* with time and offset */
	struct feed_names authors, terms;
};

struct feed {
	struct str title, subtitle, language;
	struct str id, self, home;        /* URLs; home is of the page that is like it */
	struct str current, older, newer; /* of other documents, or empty */
	bool is_archived;                 /* it is not the subscription document */
	struct date updated;              /* of the newest entry */
	const struct feed_entry *entries; /* newest first */
	size_t count;
};

/* As RFC 3339 has them, and RFC 822 with years of four digits. */
struct str feed_iso_date(struct arena *arena, struct date date);
struct str feed_mail_date(struct arena *arena, struct date date);

/* The picture of an entry, if it has one, in XML. */
void feed_add_image(struct xml *xml, const struct feed_entry *entry, struct arena *arena);

void feed_write_atom(struct view *view, const struct feed *feed);
void feed_write_rss(struct view *view, const struct feed *feed);
void feed_write_json(struct view *view, const struct feed *feed);

#endif
