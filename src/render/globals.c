/*
 * globals: what every template sees: site, page, data, and the listing, term or taxonomy
 * that the page is about.
 */
#include "render/view.h"

#include "archive/permalink.h"
#include "base/attr.h"
#include "base/escape.h"
#include "base/path.h"
#include "base/text.h"

struct view_object_base {
	struct object object;
	struct view *view;
	struct str prefix; /* of data: the folder, ending in "/" */
};

static struct view *view_of(const struct object *object)
{
	return ((const struct view_object_base *)object)->view;
}

static struct value new_object(struct view *view, const struct object_class *class,
                               struct str prefix)
{
	struct view_object_base *self = ARENA_NEW(view->arena, struct view_object_base);

	*self = (struct view_object_base){ { class }, view, prefix };
	return value_object(&self->object);
}

static bool url_is_web(struct str url)
{
	return str_has_prefix(url, STR("https://")) ||
	       str_has_prefix(url, STR("http://"));
}

/* Most URLs are slugs, and need no encoding. */
static bool is_plain(struct str url)
{
	for (size_t i = 0; i < url.len; i++)
		if (!is_alnum(url.ptr[i]) && url.ptr[i] != '-' && url.ptr[i] != '/' &&
		    url.ptr[i] != '.')
			return false;
	return true;
}

struct str view_href(const struct view *view, struct str url)
{
	struct str home = view->site->config->home, href;
	struct buf out = { 0 };

	if (is_plain(url))
		return home.len == 1 ? url
		                     : path_join(view->arena, home, str_from(url, 1));
	buf_add(&out, home);
	escape_url_path(&out, str_from(url, 1));
	href = buf_keep(&out, view->arena);
	buf_clear(&out);
	return href;
}

struct str view_permalink(const struct view *view, struct str url)
{
	const struct config *config = view->site->config;
	struct str href = view_href(view, url);

	if (config->url.len == 0)
		return href;
	return arena_printf(view->arena, "%.*s%.*s", STR_ARG(config->url),
	                    STR_ARG(str_from(href, config->home.len)));
}

struct value view_date(const struct view *view, struct date date)
{
	struct buf text = { 0 };
	struct value value;

	if (!date_is_known(date))
		return UNDEFINED;
	date_format_iso(date, &text);
	value = value_str(buf_keep(&text, view->arena));
	buf_clear(&text);
	return value;
}

static struct value list_of(struct view *view, struct strs strs)
{
	struct value *items = ARENA_ARRAY(view->arena, struct value, strs.count);

	for (size_t i = 0; i < strs.count; i++)
		items[i] = value_str(strs.items[i]);
	return value_list(items, strs.count);
}

static struct value site_get(const struct object *object, struct str name)
{
	struct view *view = view_of(object);
	const struct config *config = view->site->config;

	if (str_eq(name, STR("title")))
		return value_str(config->title);
	if (str_eq(name, STR("tagline")))
		return value_str_or_undefined(config->tagline);
	if (str_eq(name, STR("url")))
		return value_str(config->url.len ? config->url : config->home);
	if (str_eq(name, STR("home")))
		return value_str(config->home);
	if (str_eq(name, STR("language")))
		return value_str(config->language);
	if (str_eq(name, STR("direction")))
		return value_str(config->direction);
	if (str_eq(name, STR("params")))
		return config->params;
	if (str_eq(name, STR("taxonomies")))
		return list_of(view, config->taxonomies);
	if (str_eq(name, STR("search")))
		return value_bool(config->search);
	return UNDEFINED;
}

struct value site_object(struct view *view)
{
	static const struct str names[] = {
		STR_INIT("title"),  STR_INIT("tagline"),    STR_INIT("url"),
		STR_INIT("home"),   STR_INIT("language"),   STR_INIT("direction"),
		STR_INIT("params"), STR_INIT("taxonomies"), STR_INIT("search"),
	};
	static const struct object_class class = {
		.name = "site",
		.get = site_get,
		.names = names,
		.name_count = ARRAY_LEN(names),
	};

	return new_object(view, &class, (struct str){ 0 });
}

static struct value kind_of(const struct page *page)
{
	static const struct str kinds[] = {
		[PAGE_HOME] = STR_INIT("home"),
		[PAGE_ARTICLE] = STR_INIT("article"),
		[PAGE_WITHDRAWN] = STR_INIT("article"),
		[PAGE_RELATED] = STR_INIT("related"),
		[PAGE_LISTING] = STR_INIT("listing"),
		[PAGE_TAXONOMY] = STR_INIT("taxonomy"),
		[PAGE_LETTER] = STR_INIT("letter"),
		[PAGE_TERM] = STR_INIT("term"),
		[PAGE_CALENDAR] = STR_INIT("archive"),
		[PAGE_PERIOD] = STR_INIT("period"),
		[PAGE_REDIRECT] = STR_INIT("redirect"),
		[PAGE_NOT_FOUND] = STR_INIT("404"),
		[PAGE_SEARCH] = STR_INIT("search"),
		[PAGE_FILE] = STR_INIT("file"),
	};

	return value_str(kinds[page->kind]);
}

static struct value page_title(struct view *view)
{
	const struct page *page = view->page;

	switch (page->kind) {
	case PAGE_ARTICLE:
	case PAGE_WITHDRAWN:
	case PAGE_RELATED:
	case PAGE_REDIRECT:
		return view->record ? card_field(view, page->article, STR("title"))
		                    : UNDEFINED;
	case PAGE_TERM: {
		struct value term = term_object(view, page->taxonomy, page->term);

		return term.object->class->get(term.object, STR("label"));
	}
	case PAGE_TAXONOMY:
		return taxonomy_title(view, page->taxonomy);
	case PAGE_LETTER:
		return letter_title(view, page->taxonomy, page->number);
	case PAGE_LISTING:
		return value_str(STR("Latest"));
	case PAGE_CALENDAR:
		return value_str(STR("Archive"));
	case PAGE_PERIOD:
		return period_title(view, page->period);
	case PAGE_SEARCH:
		return value_str(STR("Search"));
	case PAGE_NOT_FOUND:
		return value_str(STR("Not found"));
	default:
		return value_str(view->site->config->title);
	}
}

/*
 * The address that search engines should keep of a page: its own, or, if the config says
 * so, that where the article first stood.
 */
static struct value canonical_url(struct view *view)
{
	const struct config *config = view->site->config;
	const struct record *record = view->record;

	if (record && config->canonical_is_source && !record->withdrawn &&
	    url_is_web(view->article.source))
		return value_str(view->article.source);
	if (config->url.len == 0)
		return UNDEFINED;
	return value_str(view_permalink(view, record ? record->url : view->page->url));
}

static struct value page_get(const struct object *object, struct str name)
{
	struct view *view = view_of(object);
	const struct config *config = view->site->config;

	if (str_eq(name, STR("kind")))
		return kind_of(view->page);
	if (str_eq(name, STR("url")))
		return value_str(view_href(view, view->page->url));
	if (str_eq(name, STR("permalink")))
		return value_str(view_permalink(view, view->page->url));
	if (str_eq(name, STR("canonical")))
		return canonical_url(view);
	if (str_eq(name, STR("title")))
		return page_title(view);
	if (str_eq(name, STR("language")))
		return view->record ? card_field(view, view->page->article, name)
		                    : value_str(config->language);
	if (str_eq(name, STR("direction")))
		return view->record ? card_field(view, view->page->article, name)
		                    : value_str(config->direction);
	if (str_eq(name, STR("feeds")))
		return feeds_value(view);
	return UNDEFINED;
}

struct value page_object(struct view *view)
{
	static const struct str names[] = { STR_INIT("kind"),     STR_INIT("title"),
		                            STR_INIT("url"),      STR_INIT("permalink"),
		                            STR_INIT("language"), STR_INIT("direction"),
		                            STR_INIT("feeds"),    STR_INIT("canonical") };
	static const struct object_class class = {
		.name = "page",
		.get = page_get,
		.names = names,
		.name_count = ARRAY_LEN(names),
	};

	return new_object(view, &class, (struct str){ 0 });
}

static const struct listing *listing_of(const struct view *view)
{
	const struct archive *archive = view->site->archive;

	if (view->page->kind == PAGE_TERM)
		return &archive->taxonomies[view->page->taxonomy]
		                .terms[view->page->term]
		                .listing;
	return &archive->latest;
}

static struct str page_url(struct view *view, uint32_t number)
{
	const struct listing *listing = listing_of(view);

	return view_href(view, listing_url(view->arena, listing->url, number));
}

/* The page before in time: from the front page, the highest number. */
static struct value older_page(struct view *view, uint32_t pages)
{
	uint32_t number = view->page->number;

	if (number == LISTING_FRONT)
		return pages ? value_str(page_url(view, pages)) : UNDEFINED;
	return number > 1 ? value_str(page_url(view, number - 1)) : UNDEFINED;
}

static struct value newer_page(struct view *view, uint32_t pages)
{
	uint32_t number = view->page->number;

	if (number == LISTING_FRONT)
		return UNDEFINED;
	return value_str(page_url(view, number < pages ? number + 1 : LISTING_FRONT));
}

/* Which articles are on the page, and where it leads: "tags/syria/3", "tags/syria/". */
static void note_listing(struct view *view, const struct listing *listing)
{
	struct str key = arena_printf(view->arena, "%.*s/", STR_ARG(listing->name));

	if (view->page->number != LISTING_FRONT)
		key = arena_printf(view->arena, "%.*s%u", STR_ARG(key),
		                   view->page->number);
	view_note(view, FACT_LISTING, key);
}

static struct value listing_get(const struct object *object, struct str name)
{
	struct view *view = view_of(object);
	const struct listing *listing = listing_of(view);
	uint32_t per_page = view->site->config->paginate, start, end;
	uint32_t pages = listing_pages(listing->count, per_page);

	if (str_eq(name, STR("title")))
		return page_title(view);
	if (str_eq(name, STR("url")))
		return value_str(view_href(view, listing->url));
	if (str_eq(name, STR("number")))
		return view->page->number ? value_int(view->page->number) : UNDEFINED;
	listing_range(listing->count, per_page, view->page->number, &start, &end);
	note_listing(view, listing);
	if (str_eq(name, STR("items")))
		return cards_newest_first(view, listing, start, end);
	if (str_eq(name, STR("older")))
		return older_page(view, pages);
	if (str_eq(name, STR("newer")))
		return newer_page(view, pages);
	return UNDEFINED;
}

struct value listing_object(struct view *view)
{
	static const struct str names[] = { STR_INIT("title"), STR_INIT("url"),
		                            STR_INIT("items"), STR_INIT("number"),
		                            STR_INIT("older"), STR_INIT("newer") };
	static const struct object_class class = {
		.name = "listing",
		.get = listing_get,
		.names = names,
		.name_count = ARRAY_LEN(names),
	};

	return new_object(view, &class, (struct str){ 0 });
}

static struct value data_get(const struct object *object, struct str name)
{
	const struct view_object_base *self = (const struct view_object_base *)object;
	struct view *view = self->view;
	struct str full = arena_printf(view->arena, "%.*s%.*s", STR_ARG(self->prefix),
	                               STR_ARG(name));
	const struct data_file *file = site_data(view->site, full);

	view_note(view, FACT_DATA, full);
	if (file) {
		view->failed |= file->is_broken;
		return file->value;
	}
	if (!site_has_data_folder(view->site, full))
		return UNDEFINED;
	return data_object(view, arena_printf(view->arena, "%.*s/", STR_ARG(full)));
}

struct value data_object(struct view *view, struct str prefix)
{
	static const struct object_class class = { .name = "data", .get = data_get };

	return new_object(view, &class, prefix);
}

const struct str view_global_names[] = {
	STR_INIT("site"),     STR_INIT("page"),    STR_INIT("data"),
	STR_INIT("article"),  STR_INIT("listing"), STR_INIT("term"),
	STR_INIT("taxonomy"), STR_INIT("letter"),  STR_INIT("period"),
};
const size_t view_global_count = ARRAY_LEN(view_global_names);

struct value view_global(void *context, struct str name)
{
	struct view *view = context;
	enum page_kind kind = view->page->kind;

	if (str_eq(name, STR("site")))
		return site_object(view);
	if (str_eq(name, STR("page")))
		return page_object(view);
	if (str_eq(name, STR("data")))
		return data_object(view, (struct str){ 0 });
	if (str_eq(name, STR("article")) && view->record)
		return article_object(view);
	if (str_eq(name, STR("listing")) &&
	    (kind == PAGE_HOME || kind == PAGE_LISTING || kind == PAGE_TERM))
		return listing_object(view);
	if (str_eq(name, STR("term")) && kind == PAGE_TERM)
		return term_object(view, view->page->taxonomy, view->page->term);
	if (str_eq(name, STR("taxonomy")) &&
	    (kind == PAGE_TAXONOMY || kind == PAGE_LETTER || kind == PAGE_TERM))
		return taxonomy_object(view);
	if (str_eq(name, STR("letter")) && kind == PAGE_LETTER)
		return letter_object(view, view->page->taxonomy, view->page->number);
	if (str_eq(name, STR("period")) && kind == PAGE_PERIOD)
		return period_object(view, view->page->period);
	return UNDEFINED;
}
