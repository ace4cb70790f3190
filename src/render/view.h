/*
 * view: one page while it is made: what it may read, and what it has read.
 *
 * Everything that a template can reach is one of the objects made here, and every read of
 * an object passes through its class, which notes the fact in the rendering's trace.
 * Lives in the page's arena; belongs to one thread.
 */
#ifndef RENDER_VIEW_H
#define RENDER_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/value.h"
#include "content/article.h"
#include "content/markdown.h"
#include "render/page.h"
#include "render/site.h"

struct view {
	const struct site *site;
	const struct page *page;
	struct rendering *rendering;
	struct arena *arena;
	struct diags *diags;
	bool failed; /* something that was read is broken, which was said */

	/*
	 * On an article's own page; record is NULL on all others. In a view of an article
	 * that a page quotes, such as a feed, links are absolute; the article's files are
	 * published with its own page, and what there is to say of it is said there.
	 */
	bool is_quote;
	const struct record *record;
	struct source source;
	struct article article;
	bool has_body;
	struct markdown body;
};

/* The globals of templates: site, page, data, article, listing, term, taxonomy, letter,
 * period. */
struct value view_global(void *view, struct str name);
extern const struct str view_global_names[];
extern const size_t view_global_count;

/* Note that the page reads a fact, and see what it is. */
const struct fact *view_note(struct view *view, enum fact_kind kind, struct str key);

/* The same for a fact of an article. */
void view_note_article(struct view *view, enum fact_kind kind,
                       const struct record *record);

/*
 * Read an article's source again: bodies are not kept. Should it have changed since the
 * archive was built, the page would not be what the listings say: false then, or if it
 * cannot be read.
 */
bool view_read_article(struct view *view, uint32_t article);

/* The body of the view's article as HTML, made once however often it is asked for. */
const struct markdown *view_body(struct view *view);

/* A URL from the site's root as it stands in href: below the site's home, encoded. */
struct str view_href(const struct view *view, struct str url);

/* The same with scheme and host, if the site's URL is known. */
struct str view_permalink(const struct view *view, struct str url);

/* A date as templates see it, in ISO form; undefined if it is not known. */
struct value view_date(const struct view *view, struct date date);

/* The objects: cards.c, story.c, periods.c, taxonomies.c, globals.c. */
struct value card_object(struct view *view, uint32_t article);
struct value card_field(struct view *view, uint32_t article, struct str name);
struct value term_object(struct view *view, uint32_t taxonomy, uint32_t term);
struct value picture_value(struct view *view, const struct record *record,
                           const struct picture *picture);
struct value article_object(struct view *view);
struct value period_object(struct view *view, uint32_t period);
struct value year_objects(struct view *view);
struct value period_title(struct view *view, uint32_t period);
struct value listing_object(struct view *view);
struct value taxonomy_object(struct view *view);
struct value taxonomy_title(struct view *view, uint32_t taxonomy);
struct value letter_object(struct view *view, uint32_t taxonomy, uint32_t letter);
struct value letter_title(struct view *view, uint32_t taxonomy, uint32_t letter);
struct value site_object(struct view *view);
struct value page_object(struct view *view);
struct value data_object(struct view *view, struct str prefix);

/* Cards of listing->ids[start..end), the last of them first. Notes nothing. */
struct value cards_newest_first(struct view *view, const struct listing *listing,
                                uint32_t start, uint32_t end);

/*
 * relations.c, of the view's article. Cards of what editors picked, then of what was
 * found; of what says nearly the same; the address of the page of all, or undefined; and
 * a dict of "earlier" and "since", all that was found in the order of time.
 */
struct value related_cards(struct view *view);
struct value related_copies(struct view *view);
struct value related_page(struct view *view);
struct value related_timeline(struct view *view);

/* links.c: what a link or picture of the article leads to. */
bool view_resolve(void *view, const struct link *link, struct link_target *target);

/*
 * The URL of a picture of an article, and its size, in *target. On the article's own page
 * the file is published with it. False if there is no such file.
 */
bool view_picture(struct view *view, const struct record *record, struct str src,
                  struct link_target *target);

/* Pages that are made without a template: feed.c, sitemap.c, discovery.c. */
bool feed_render(struct view *view);
bool sitemap_render(struct view *view);
bool robots_render(struct view *view);
bool opensearch_render(struct view *view);
bool manifest_render(struct view *view);

/* What <link rel="alternate"> says of the feeds of a page: dicts of type, title, url. */
struct value feeds_value(struct view *view);

#endif
