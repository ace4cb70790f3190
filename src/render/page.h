/*
 * page: makes one page from the facts it reads.
 *
 * A pure function of those facts: nothing else goes in, so that a page whose facts have
 * not changed need not be made again.
 */
#ifndef RENDER_PAGE_H
#define RENDER_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "archive/archive.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "render/fact.h"
#include "render/site.h"

#define PICTURE_MAX ((size_t)1 << 30) /* or any other file that is published */

/* How messages about links and pictures end that cannot be resolved. */
#define LINK_BROKEN "leads nowhere"

/* A file beside an article that the page refers to: published with it. */
struct resource {
	struct str source; /* its path in the site's folder */
	struct str url;    /* from the site's root, unescaped */
};

/*
 * What page_render fills in. One for each thread; page_render empties it first, but for
 * the facts, which gather over all pages, and keeps its memory for the next page. Clear
 * with rendering_clear.
 */
struct rendering {
	struct arena arena;
	struct buf bytes;
	struct facts facts; /* all that any page has read; they outlive the archive not */
	struct trace trace; /* those that this page has read */
	struct resource *resources;
	size_t resource_count, resource_cap;
	enum file_status status; /* FILE_OK, or why a source could not be read */
};

bool page_render(const struct site *site, const struct page *page,
                 struct rendering *rendering, struct diags *diags);

/* Note that the page publishes a file. The strings live in the rendering's arena. */
void rendering_publish(struct rendering *rendering, struct str source, struct str url);

bool rendering_publishes(const struct rendering *rendering, struct str source);

void rendering_clear(struct rendering *rendering);

#endif
