/*
 * feed: gathers the documents of feeds. Each is a pure function of which articles are in
 * it, their cards and their bodies, which are the same HTML as on the articles' pages.
 */
#include "render/feed.h"

#include "archive/permalink.h"
#include "base/attr.h"
#include "base/escape.h"
#include "base/path.h"
#include "content/sanitize.h"

/* A bare date stands at noon in UTC: it is the same day for nearly everyone. */
#define NOON 12

/* Of a feed that has no entry yet. */
static const struct date never = { .year = 1970, .month = 1, .day = 1, .has_time = true };

static struct date instant(struct date date)
{
	if (!date.has_time) {
		date.has_time = true;
		date.hour = NOON;
	}
	if (date.offset == OFFSET_NONE)
		date.offset = 0;
	if (date.second > 59)
		date.second = 59;
	return date;
}

static struct str formatted(struct arena *arena, struct date date, struct str format)
{
	struct buf text = { 0 };
	struct str kept;
	size_t bad;

	if (format.len)
		date_format(date, format, STR("en"), &text, &bad);
	else
		date_format_iso(date, &text);
	kept = buf_keep(&text, arena);
	buf_clear(&text);
	return kept;
}

struct str feed_iso_date(struct arena *arena, struct date date)
{
	return formatted(arena, date, (struct str){ 0 });
}

struct str feed_mail_date(struct arena *arena, struct date date)
{
	return formatted(arena, date, STR("%a, %d %b %Y %H:%M:%S %z"));
}

/*
 * Absolute URLs
 */

/* Of "https://example.org/a/b": what precedes the path. */
static struct str origin_of(struct str url)
{
	size_t host = str_find(url, STR("://")) + 3;

	return str_slice(url, 0, host + str_find_char(str_from(url, host), '/'));
}

/* A path from the root, of one relative to that of base; ".." ends at the root. */
static struct str join_paths(struct arena *arena, struct str base, struct str path)
{
	struct str folder = path_dir(str_from(base, 1)), part, rest, joined;
	bool is_folder = str_has_suffix(path, STR("/"));

	for (rest = path; str_cut(rest, '/', &part, &rest);) {
		if (str_eq(part, STR("..")))
			folder = path_dir(folder);
		else if (!str_eq(part, STR(".")))
			break;
		path = rest;
	}
	if (!path_normalize(arena, path_join(arena, folder, path), &joined))
		joined = path;
	return arena_printf(
		arena, "/%.*s%s", STR_ARG(joined),
		is_folder && joined.len && !str_has_suffix(joined, STR("/")) ? "/" : "");
}

/* A URL as it stands in a page at base, which has neither query nor fragment. */
static struct str make_absolute(struct arena *arena, struct str base, struct str url)
{
	struct str origin = origin_of(base), path;
	size_t end = 0;

	if (str_has_prefix(url, STR("//")))
		return arena_printf(
			arena, "%.*s%.*s",
			STR_ARG(str_slice(base, 0, str_find_char(base, ':') + 1)),
			STR_ARG(url));
	if (url_is_external(url))
		return url;
	if (str_has_prefix(url, STR("/")))
		return arena_printf(arena, "%.*s%.*s", STR_ARG(origin), STR_ARG(url));
	while (end < url.len && url.ptr[end] != '?' && url.ptr[end] != '#')
		end++;
	path = str_from(base, origin.len);
	if (end)
		path = join_paths(arena, path, str_slice(url, 0, end));
	return arena_printf(arena, "%.*s%.*s%.*s", STR_ARG(origin), STR_ARG(path),
	                    STR_ARG(str_from(url, end)));
}

struct base {
	struct arena *arena;
	struct str url;
};

static bool resolve(void *context, const struct link *link, struct link_target *target)
{
	const struct base *base = context;

	*target = (struct link_target){
		.url = make_absolute(base->arena, base->url, link->url),
	};
	return true;
}

/*
 * Entries
 */

static struct str field(struct view *view, uint32_t article, const char *name)
{
	return value_text(card_field(view, article, str_of(name)));
}

/* Terms as names; the URLs of their pages are those of the site's root. */
static void add_names(struct view *view, struct str base, struct value terms,
                      struct str scheme, struct feed_names *names)
{
	for (uint32_t i = 0; terms.type == VALUE_LIST && i < terms.len; i++) {
		const struct object *term;

		if (terms.items[i].type != VALUE_OBJECT)
			continue;
		term = terms.items[i].object;
		names->items[names->count++] = (struct feed_name){
			.label = value_text(term->class->get(term, STR("label"))),
			.url = make_absolute(
				view->arena, base,
				value_text(term->class->get(term, STR("url")))),
			.scheme = scheme,
		};
	}
}

static void add_filings(struct view *view, uint32_t article, struct feed_entry *entry)
{
	const struct archive *archive = view->site->archive;
	const struct strs *names = &view->site->config->taxonomies;
	size_t most = 0;

	for (size_t i = 0; i < names->count; i++)
		most += archive->records[article]->filings[i].names.count;
	entry->authors.items = ARENA_ARRAY(view->arena, struct feed_name, most);
	entry->terms.items = ARENA_ARRAY(view->arena, struct feed_name, most);
	for (size_t i = 0; i < names->count; i++) {
		bool are_authors = str_eq(names->items[i], STR("authors"));

		add_names(view, entry->url, card_field(view, article, names->items[i]),
		          view_permalink(view, archive->taxonomies[i].url),
		          are_authors ? &entry->authors : &entry->terms);
	}
}

static void add_image(struct view *view, uint32_t article, struct feed_entry *entry)
{
	struct value image = card_field(view, article, STR("image"));
	struct str src = value_text(value_get(image, STR("src")));

	if (src.len == 0)
		return;
	entry->image = make_absolute(view->arena, entry->url, src);
	entry->image_alt = value_text(value_get(image, STR("alt")));
	entry->image_width = value_get(image, STR("width")).integer;
	entry->image_height = value_get(image, STR("height")).integer;
}

/*
 * Does HTML of our own writing hold links that begin with no scheme? Those to the
 * article's own notes and headings do, and those that lead nowhere.
 */
static bool has_relative_links(struct str html)
{
	static const struct str names[] = { STR_INIT(" href="), STR_INIT(" src="),
		                            STR_INIT(" cite="), STR_INIT(" poster=") };
	size_t found, at = 0;

	while ((found = str_find(str_from(html, at), STR("=\""))) != STR_NONE) {
		struct str before = str_slice(html, 0, at + found + 1);

		at += found + 2;
		if (str_has_suffix(before, STR(" srcset=")))
			return true; /* it may hold several */
		for (size_t i = 0; i < ARRAY_LEN(names); i++)
			if (str_has_suffix(before, names[i]) &&
			    !url_is_external(str_from(html, at)))
				return true;
	}
	return false;
}

/* A body in a script that runs from the right is that in a feed, too. */
static struct str with_direction(struct view *view, uint32_t article, struct str html)
{
	struct str language = field(view, article, "language");
	struct buf out = { 0 };

	if (!str_eq(field(view, article, "direction"), STR("rtl")))
		return html;
	buf_puts(&out, "<div dir=\"rtl\" lang=\"");
	escape_html(&out, language);
	buf_puts(&out, "\">");
	buf_add(&out, html);
	buf_puts(&out, "</div>");
	html = buf_keep(&out, view->arena);
	buf_clear(&out);
	return html;
}

/* The body as on the article's page, passed once more for whole URLs if it needs it. */
static bool add_body(struct view *view, uint32_t article, struct feed_entry *entry)
{
	struct base base = { view->arena, entry->url };
	struct link_resolver links = { &base, resolve };
	struct view quoted = *view;
	struct diags said = { 0 };
	struct str html;

	quoted.is_quote = true;
	if (!view_read_article(&quoted, article))
		return false;
	quoted.diags = &said;
	html = view_body(&quoted)->html;
	if (view->site->config->html == HTML_TRUSTED || has_relative_links(html))
		html = sanitize_html(html, &links, SPAN_NONE, view->arena);
	entry->content = with_direction(view, article, html);
	if (quoted.failed)
		diags_move(view->diags, &said);
	diags_clear(&said);
	return !quoted.failed;
}

static bool make_entry(struct view *view, uint32_t article, struct feed_entry *entry)
{
	const struct record *record = view->site->archive->records[article];
	struct str language = field(view, article, "language");

	view_note_article(view, FACT_CARD, record);
	*entry = (struct feed_entry){
		.url = view_permalink(view, record->url),
		.title = record->title,
		.published = instant(record->date),
		.updated = instant(date_cmp(record->updated, record->date) > 0
		                           ? record->updated
		                           : record->date),
	};
	if (record->dek.len)
		entry->summary = sanitize_text(markdown_inline(record->dek,
		                                               view->site->config->html,
		                                               view->arena),
		                               view->arena);
	if (!str_eq(language, view->site->config->language))
		entry->language = language;
	add_filings(view, article, entry);
	add_image(view, article, entry);
	return add_body(view, article, entry);
}

/*
 * Documents
 */

static struct str document_url(struct view *view, struct feed_source source,
                               enum feed_format format, uint32_t number)
{
	struct str folder = source.term ? source.term->url : STR("/");

	return view_permalink(view, feed_url(view->arena, folder, format, number));
}

/* The links of RFC 5005. */
static void add_neighbours(struct view *view, struct feed_source source,
                           struct feed *feed)
{
	enum feed_format format = feed_format_of(view->page);
	uint32_t number = view->page->number;
	uint32_t documents = feed_documents(view->site->archive, source.listing);

	feed->is_archived = number != LISTING_FRONT;
	if (feed->is_archived)
		feed->current = feed->id;
	if (feed->is_archived && number < documents)
		feed->newer = document_url(view, source, format, number + 1);
	number = feed->is_archived ? number - 1 : documents;
	if (number)
		feed->older = document_url(view, source, format, number);
}

/* Which articles are in the document. */
static void find_range(struct view *view, struct feed_source source, struct feed *feed,
                       uint32_t *start, uint32_t *end)
{
	const struct archive *archive = view->site->archive;
	struct str name = source.listing->name;
	bool has_archive = feed_has_archive(archive->config, feed_format_of(view->page),
	                                    source.term != NULL);

	if (!has_archive) {
		view_note(view, FACT_FEED,
		          arena_printf(view->arena, "%.*s?newest", STR_ARG(name)));
		feed_newest(archive, source.listing, start, end);
		return;
	}
	view_note(view, FACT_FEED,
	          view->page->number == LISTING_FRONT
	                  ? arena_printf(view->arena, "%.*s/", STR_ARG(name))
	                  : arena_printf(view->arena, "%.*s/%u", STR_ARG(name),
	                                 view->page->number));
	feed_range(archive, source.listing, view->page->number, start, end);
	add_neighbours(view, source, feed);
}

static struct str feed_title(struct view *view, struct feed_source source)
{
	const struct config *config = view->site->config;

	if (!source.term)
		return config->title;
	view_note(view, FACT_TERM, source.listing->name);
	return arena_printf(view->arena, "%.*s — %.*s", STR_ARG(source.term->label),
	                    STR_ARG(config->title));
}

static bool add_entries(struct view *view, struct feed_source source, uint32_t start,
                        uint32_t end, struct feed *feed)
{
	struct feed_entry *entries =
		ARENA_ARRAY(view->arena, struct feed_entry, end - start);
	bool ok = true;

	feed->entries = entries;
	feed->updated = never;
	for (uint32_t i = end; i-- > start;) {
		struct feed_entry *entry = &entries[feed->count++];

		ok &= make_entry(view, source.listing->ids[i], entry);
		if (feed->count == 1 ||
		    date_to_seconds(entry->updated) > date_to_seconds(feed->updated))
			feed->updated = entry->updated;
	}
	return ok;
}

bool feed_render(struct view *view)
{
	static void (*const writers[])(struct view * view, const struct feed *feed) = {
		[FEED_ATOM] = feed_write_atom,
		[FEED_RSS] = feed_write_rss,
		[FEED_JSON] = feed_write_json,
	};
	enum feed_format format = feed_format_of(view->page);
	struct feed_source source = feed_source_of(view->site->archive, view->page);
	struct feed feed = {
		.title = feed_title(view, source),
		.subtitle = view->site->config->tagline,
		.language = view->site->config->language,
		.id = document_url(view, source, format, LISTING_FRONT),
		.self = view_permalink(view, view->page->url),
		.home = view_permalink(view, source.term ? source.term->url : STR("/")),
	};
	uint32_t start, end;

	find_range(view, source, &feed, &start, &end);
	if (!add_entries(view, source, start, end, &feed))
		return false;
	writers[format](view, &feed);
	return true;
}

void feed_add_image(struct xml *xml, const struct feed_entry *entry, struct arena *arena)
{
	if (entry->image.len == 0)
		return;
	xml_open(xml, "media:content");
	xml_attribute(xml, "url", entry->image);
	xml_attribute(xml, "medium", STR("image"));
	if (entry->image_width) {
		xml_attribute(xml, "width",
		              arena_printf(arena, "%lld", (long long)entry->image_width));
		xml_attribute(
			xml, "height",
			arena_printf(arena, "%lld", (long long)entry->image_height));
	}
	xml_element(xml, "media:description", entry->image_alt);
	xml_close(xml);
}

/*
 * Links to feeds
 */

static void add_links(struct view *view, struct feed_source source,
                      struct value_builder *links)
{
	static const struct str types[] = {
		[FEED_ATOM] = STR_INIT("application/atom+xml"),
		[FEED_RSS] = STR_INIT("application/rss+xml"),
		[FEED_JSON] = STR_INIT("application/feed+json"),
	};
	struct str folder = source.term ? source.term->url : STR("/");

	for (enum feed_format format = FEED_ATOM; format < FEED_FORMATS; format++) {
		struct value_builder link = { .arena = view->arena };

		if (!feed_is_made(view->site->archive, source, format))
			continue;
		value_add(&link, STR("type"), value_str(types[format]));
		value_add(&link, STR("title"), value_str(feed_title(view, source)));
		value_add(&link, STR("url"),
		          value_str(view_href(view, feed_url(view->arena, folder, format,
		                                             LISTING_FRONT))));
		value_add_item(links, value_built_dict(&link));
	}
}

struct value feeds_value(struct view *view)
{
	const struct archive *archive = view->site->archive;
	struct value_builder links = { .arena = view->arena };

	if (view->page->kind == PAGE_TERM) {
		struct feed_source source = feed_source_of(archive, view->page);

		view_note(view, FACT_FEED,
		          arena_printf(view->arena, "%.*s?any",
		                       STR_ARG(source.listing->name)));
		add_links(view, source, &links);
	}
	add_links(view, (struct feed_source){ .listing = &archive->latest }, &links);
	return value_built_list(&links);
}
