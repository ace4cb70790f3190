/*
 * links: what the links and pictures of an article lead to.
 *
 * A relative link names a source file: another article becomes its URL, any other file
 * is published with the page. What leads nowhere is a warning at the place of the link.
 */
#include "render/view.h"

#include "archive/alias.h"
#include "archive/permalink.h"
#include "base/escape.h"
#include "base/path.h"
#include "content/markup.h"
#include "content/scan.h"
#include "render/observe.h"

#define CONTENT STR("content/")

/* Cut "?query" and "#fragment" off a URL. */
static struct str split_suffix(struct str url, struct str *suffix)
{
	size_t at = 0;

	while (at < url.len && url.ptr[at] != '?' && url.ptr[at] != '#')
		at++;
	*suffix = str_from(url, at);
	return str_slice(url, 0, at);
}

/*
 * Where a file that belongs to an article is published. One that lies in the article's
 * folder, or below, stands beside the page; any other keeps its place below content/, so
 * that articles share it.
 */
static struct str resource_url(struct view *view, const struct record *record,
                               struct str path)
{
	struct str folder =
		arena_printf(view->arena, "%.*s/", STR_ARG(path_dir(record->path)));
	struct str page = record->url, rest = path;

	if (str_skip_prefix(&rest, folder)) {
		page = str_slice(page, 0, str_find_last_char(page, '/') + 1);
		return arena_printf(view->arena, "%.*s%.*s", STR_ARG(page),
		                    STR_ARG(rest));
	}
	str_skip_prefix(&rest, CONTENT);
	return arena_printf(view->arena, "/%.*s", STR_ARG(rest));
}

/* A link in an article: what quotes it is read elsewhere. */
static struct str link_to(const struct view *view, struct str url)
{
	return view->is_quote ? view_permalink(view, url) : view_href(view, url);
}

/* Publish a file with the article's own page. */
static void publish(struct view *view, struct str path, struct str url)
{
	if (!view->is_quote)
		rendering_publish(view->rendering, path, url);
}

/* The source that a relative reference names; false if it leaves the site's folder. */
static bool source_path(struct view *view, const struct record *record,
                        struct str reference, struct str *path)
{
	struct str joined = path_join(view->arena, path_dir(record->path),
	                              unescape_url(view->arena, reference));

	return path_normalize(view->arena, joined, path) &&
	       str_has_prefix(*path, CONTENT);
}

/* The size of a picture, as a fact: a change of it changes the page. */
static bool find_picture(struct view *view, struct str path, struct link_target *target)
{
	const struct fact *fact = view_note(view, FACT_PICTURE, path);

	if (hash_eq(fact->seen, HASH_UNSTEADY)) {
		view->rendering->status = FILE_FAILED;
		view->failed = !diag_error_path(view->diags, path, "cannot read");
	}
	return fact_picture_size(fact, &target->width, &target->height);
}

/* A URL that stays as it is written, but for what a URL may not hold. */
static struct str valid_url(const struct view *view, struct str url)
{
	struct buf out = { 0 };

	markup_url(&out, url);
	url = buf_keep(&out, view->arena);
	buf_clear(&out);
	return url;
}

bool view_picture(struct view *view, const struct record *record, struct str src,
                  struct link_target *target)
{
	struct str path, url;

	*target = (struct link_target){ .url = valid_url(view, src) };
	if (src.len == 0 || url_is_external(src))
		return true;
	if (src.ptr[0] == '/') {
		target->url = link_to(view, unescape_url(view->arena, src));
		return true;
	}
	if (!source_path(view, record, src, &path))
		return false;
	url = resource_url(view, record, path);
	target->url = link_to(view, url);
	if (!find_picture(view, path, target))
		return false;
	if (record == view->record)
		publish(view, path, url);
	return true;
}

static bool broken(struct view *view, const struct link *link)
{
	diag_warn(view->diags, link->span, "%s '%.*s' " LINK_BROKEN,
	          link->kind == LINK_PICTURE ? "the picture" : "the link",
	          STR_ARG(link->url));
	return false;
}

static bool lead_to(struct view *view, struct str url, struct str suffix,
                    struct link_target *target)
{
	target->url = arena_printf(view->arena, "%.*s%.*s", STR_ARG(link_to(view, url)),
	                           STR_ARG(suffix));
	return true;
}

/* The page of a URL; a folder may be named without its last slash. */
static const struct page *find_page(struct view *view, struct str url)
{
	const struct page *page = archive_page(view->site->archive, url);

	view_note(view, FACT_PAGE, url);
	if (page || str_has_suffix(url, STR("/")))
		return page;
	url = arena_printf(view->arena, "%.*s/", STR_ARG(url));
	view_note(view, FACT_PAGE, url);
	return archive_page(view->site->archive, url);
}

/*
 * From the root of the site: a page, or a file that something else publishes. What leads
 * nowhere stays within the site all the same.
 */
static bool resolve_rooted(struct view *view, const struct link *link, struct str url,
                           struct str suffix, struct link_target *target)
{
	struct str plain = unescape_url(view->arena, url);
	const struct page *page = find_page(view, plain);
	struct str extension = path_extension(plain);

	if (!page && !alias_find(view->site->archive, plain) &&
	    (extension.len == 0 || str_eq(extension, STR(".html")) ||
	     str_eq(extension, STR(".md"))))
		broken(view, link);
	return lead_to(view, page ? page->url : plain, suffix, target);
}

static bool resolve_article(struct view *view, uint32_t article, struct str suffix,
                            struct link_target *target)
{
	const struct record *record = view->site->archive->records[article];

	return lead_to(view, record->url, suffix, target);
}

/* Relative to the page instead of the source, as in archives taken from the web. */
static bool resolve_beside_page(struct view *view, const struct link *link,
                                struct str url, struct str suffix,
                                struct link_target *target)
{
	struct str from = str_from(view->record->url, 1), path;
	struct str joined =
		path_join(view->arena, path_dir(from), unescape_url(view->arena, url));
	const struct page *page;
	bool is_folder = str_has_suffix(url, STR("/"));

	if (!path_normalize(view->arena, joined, &path))
		return broken(view, link);
	joined = arena_printf(view->arena, "/%.*s%s", STR_ARG(path),
	                      is_folder && path.len ? "/" : "");
	page = find_page(view, joined);
	if (!page)
		return broken(view, link);
	return lead_to(view, page->url, suffix, target);
}

/* Not a page but a file that is published with this one. */
static bool resolve_file(struct view *view, struct str path, struct str suffix,
                         struct link_target *target)
{
	struct str published = resource_url(view, view->record, path);

	publish(view, path, published);
	return lead_to(view, published, suffix, target);
}

static bool is_plain_file(struct view *view, struct str path)
{
	return !is_article_path(path) &&
	       view_note(view, FACT_PRESENCE, path)->seen.low == 1;
}

bool view_resolve(void *context, const struct link *link, struct link_target *target)
{
	struct view *view = context;
	struct str suffix, path, url = split_suffix(link->url, &suffix);
	uint32_t article;

	*target = (struct link_target){ 0 };
	if (url.len == 0 || url_is_external(link->url))
		return false;
	if (url.ptr[0] == '/')
		return resolve_rooted(view, link, url, suffix, target);
	if (link->kind == LINK_PICTURE)
		return view_picture(view, view->record, url, target) ||
		       broken(view, link);
	if (!source_path(view, view->record, url, &path))
		return resolve_beside_page(view, link, url, suffix, target);
	view_note(view, FACT_ROUTE, path);
	article = archive_by_path(view->site->archive, path);
	if (article != ARTICLE_NONE)
		return resolve_article(view, article, suffix, target);
	if (is_plain_file(view, path))
		return resolve_file(view, path, suffix, target);
	return resolve_beside_page(view, link, url, suffix, target);
}
