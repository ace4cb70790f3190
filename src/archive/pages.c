#include "archive/pages.h"

#include <stdlib.h>

#include "archive/feeds.h"
#include "archive/pagelist.h"
#include "archive/permalink.h"
#include "archive/redirects.h"
#include "archive/related.h"
#include "archive/search_index.h"
#include "archive/sitemaps.h"
#include "base/escape.h"
#include "base/path.h"
#include "base/table.h"
#include "base/text.h"

/* File systems take no longer name; hosts and archives choke sooner. */
#define NAME_MAX_BYTES 255

struct str page_describe(struct builder *builder, const struct page *page,
                         struct str *source)
{
	static const struct str alone[] = {
		[PAGE_HOME] = STR_INIT("the front page"),
		[PAGE_NOT_FOUND] = STR_INIT("the page for what is not found"),
		[PAGE_LISTING] = STR_INIT("the list of all articles"),
		[PAGE_CALENDAR] = STR_INIT("the page of all years"),
		[PAGE_ATOM] = STR_INIT("a feed"),
		[PAGE_RSS] = STR_INIT("a feed"),
		[PAGE_JSON_FEED] = STR_INIT("a feed"),
		[PAGE_SITEMAPS] = STR_INIT("the sitemap"),
		[PAGE_SITEMAP] = STR_INIT("the sitemap"),
		[PAGE_SITEMAP_PAGES] = STR_INIT("the sitemap"),
		[PAGE_SITEMAP_NEWS] = STR_INIT("the sitemap"),
		[PAGE_ROBOTS] = STR_INIT("robots.txt"),
		[PAGE_OPENSEARCH] = STR_INIT("the description of the search"),
		[PAGE_MANIFEST] = STR_INIT("the web app manifest"),
		[PAGE_SEARCH] = STR_INIT("the search page"),
		[PAGE_SEARCH_PART] = STR_INIT("the search index"),
	};
	const struct archive *archive = builder->archive;

	*source = (struct str){ 0 };
	switch (page->kind) {
	case PAGE_ARTICLE:
	case PAGE_WITHDRAWN:
		*source = archive->records[page->article]->path;
		return arena_printf(&builder->scratch, "'%.*s'", STR_ARG(*source));
	case PAGE_REDIRECT:
		*source = archive->records[page->article]->path;
		return arena_printf(&builder->scratch, "an alias of '%.*s'",
		                    STR_ARG(*source));
	case PAGE_RELATED:
		*source = archive->records[page->article]->path;
		return arena_printf(&builder->scratch, "what is related to '%.*s'",
		                    STR_ARG(*source));
	case PAGE_FILE:
		*source = page->source;
		return arena_printf(&builder->scratch, "'%.*s'", STR_ARG(*source));
	case PAGE_TAXONOMY:
	case PAGE_LETTER:
		return arena_printf(&builder->scratch, "the page of all %.*s",
		                    STR_ARG(archive->taxonomies[page->taxonomy].name));
	case PAGE_TERM:
		return arena_printf(&builder->scratch, "the page of '%.*s' in %.*s",
		                    STR_ARG(archive->taxonomies[page->taxonomy]
		                                    .terms[page->term]
		                                    .label),
		                    STR_ARG(archive->taxonomies[page->taxonomy].name));
	case PAGE_PERIOD:
		return arena_printf(
			&builder->scratch, "the calendar's page of %.*s",
			STR_ARG(period_name(&archive->calendar.periods[page->period],
		                            &builder->scratch)));
	case PAGE_REDIRECTS:
		return arena_printf(&builder->scratch, "the table of redirects for %.*s",
		                    STR_ARG(redirects_name(page->number)));
	default:
		return page->kind < ARRAY_LEN(alone) ? alone[page->kind] : STR("a page");
	}
}

void page_hint_at_taken(struct builder *builder, const struct page *page,
                        const struct page *first)
{
	if (!str_eq(url_to_path(&builder->scratch, page->url),
	            url_to_path(&builder->scratch, first->url)))
		diag_hint(builder->diags,
		          "'%.*s' differs only in case, which some disks "
		          "and hosts do not tell apart",
		          STR_ARG(first->url));
	else if (page->kind == PAGE_REDIRECT)
		diag_hint(builder->diags, "remove the alias");
	else if (page->kind == PAGE_ARTICLE && first->kind == PAGE_ARTICLE)
		diag_hint(builder->diags, "give one of them another slug");
}

void page_report_taken(struct builder *builder, const struct page *page,
                       const struct page *first)
{
	struct str source, other_source;
	struct str other = page_describe(builder, first, &other_source);
	struct str mine = page_describe(builder, page, &source);

	builder->ok = false;
	if (source.len == 0 && other_source.len == 0) {
		diag_error(builder->diags, SPAN_NONE,
		           "%.*s and %.*s want one URL, '%.*s'", STR_ARG(other),
		           STR_ARG(mine), STR_ARG(page->url));
		return;
	}
	if (source.len == 0) {
		source = other_source;
		other = mine;
	}
	diag_error_path(builder->diags, source, "the URL '%.*s' is taken by %.*s",
	                STR_ARG(page->url), STR_ARG(other));
	page_hint_at_taken(builder, page, first);
}

struct str page_key(struct arena *arena, struct str url)
{
	for (size_t i = 0; i < url.len; i++)
		if (is_upper(url.ptr[i]) || (unsigned char)url.ptr[i] >= 0x80)
			return url_to_path(arena, text_lower(arena, url));
	/* Most URLs are lower case and name their file: no copy. */
	if (str_has_suffix(url, STR("/")))
		return url_to_path(arena, url);
	return str_from(url, 1);
}

bool page_is_too_long(struct str url)
{
	struct str rest = str_from(url, 1), part;

	if (url.len > URL_MAX)
		return true;
	while (rest.len) {
		str_cut(rest, '/', &part, &rest);
		if (part.len > NAME_MAX_BYTES)
			return true;
	}
	return false;
}

static void report_too_long(struct builder *builder, const struct page *page)
{
	struct str source;

	page_describe(builder, page, &source);
	builder->ok = diag_error_path(builder->diags, source,
	                              "the URL is too long for a file's name: %zu bytes",
	                              page->url.len);
	diag_hint(builder->diags, "give it a shorter slug");
}

static void report_blocker(struct builder *builder, const struct page *page,
                           struct str key)
{
	struct str source;
	bool is_new;

	table_add(&builder->blockers, key, &is_new);
	if (!is_new)
		return;
	page_describe(builder, page, &source);
	builder->ok = diag_error_path(
		builder->diags, source,
		"the URL '%.*s' cannot be a file: there are pages below it",
		STR_ARG(page->url));
	diag_hint(builder->diags, "end it in '/' or '.html'");
}

const struct page *page_find_blocker(const struct builder *builder,
                                     const struct page *page, struct str key,
                                     struct str *blocked)
{
	const struct archive *archive = builder->archive;

	*blocked = key;
	if (table_find(&builder->folders, key) != TABLE_NONE)
		return page;
	for (*blocked = path_dir(key); blocked->len; *blocked = path_dir(*blocked)) {
		uint32_t number;

		if (table_find(&builder->folders, *blocked) != TABLE_NONE)
			return NULL;
		number = table_find(&archive->by_file, *blocked);
		if (number != TABLE_NONE)
			return &archive->pages[number];
	}
	return NULL;
}

static void add_folders(struct builder *builder, struct str key)
{
	for (struct str folder = path_dir(key); folder.len; folder = path_dir(folder)) {
		bool is_new;

		table_add(&builder->folders, folder, &is_new);
		if (!is_new)
			break;
	}
}

void page_add(struct builder *builder, struct page page)
{
	struct archive *archive = builder->archive;
	struct str key = page_key(&archive->page_arena, page.url), blocked;
	const struct page *blocker;
	bool is_new;
	uint32_t number;

	if (page_is_too_long(page.url)) {
		report_too_long(builder, &page);
		return;
	}
	blocker = page_find_blocker(builder, &page, key, &blocked);
	if (blocker) {
		report_blocker(builder, blocker, blocked);
		return;
	}
	add_folders(builder, key);
	number = table_add(&archive->by_file, key, &is_new);
	if (!is_new) {
		page_report_taken(builder, &page, &archive->pages[number]);
		return;
	}
	if (number == builder->cap) {
		builder->cap = builder->cap ? builder->cap + builder->cap / 2 : 256;
		archive->pages = xrealloc_array(archive->pages, builder->cap,
		                                sizeof(*archive->pages));
	}
	archive->pages[archive->page_count++] = page;
}

static void add_listing(struct builder *builder, const struct listing *listing,
                        struct page page)
{
	struct archive *archive = builder->archive;
	uint32_t pages = listing_pages(listing->count, archive->config->paginate);

	for (page.number = 0; page.number <= pages; page.number++) {
		page.url = listing_url(&archive->page_arena, listing->url, page.number);
		page_add(builder, page);
	}
}

static void add_letters(struct builder *builder, uint32_t number)
{
	struct archive *archive = builder->archive;
	const struct taxonomy *taxonomy = &archive->taxonomies[number];
	const struct letters *letters = &taxonomy->letters;

	for (uint32_t i = 0; letters->have_pages && i < letters->count; i++)
		page_add(builder,
		         (struct page){ .kind = PAGE_LETTER,
		                        .taxonomy = number,
		                        .number = i,
		                        .url = letter_url(taxonomy, &letters->items[i],
		                                          &archive->page_arena) });
}

static void add_taxonomies(struct builder *builder)
{
	struct archive *archive = builder->archive;

	for (uint32_t i = 0; i < archive->config->taxonomies.count; i++) {
		const struct taxonomy *taxonomy = &archive->taxonomies[i];

		page_add(builder, (struct page){ .kind = PAGE_TAXONOMY,
		                                 .taxonomy = i,
		                                 .url = taxonomy->url });
		add_letters(builder, i);
		for (uint32_t j = 0; j < taxonomy->count; j++)
			add_listing(builder, &taxonomy->terms[j].listing,
			            (struct page){ .kind = PAGE_TERM,
			                           .taxonomy = i,
			                           .term = j });
	}
}

static void add_calendar(struct builder *builder)
{
	struct archive *archive = builder->archive;
	const struct calendar *calendar = &archive->calendar;

	page_add(builder,
	         (struct page){ .kind = PAGE_CALENDAR, .url = STR("/archive/") });
	for (uint32_t i = 0; i < calendar->count; i++)
		page_add(builder,
		         (struct page){ .kind = PAGE_PERIOD,
		                        .period = i,
		                        .url = period_url(&calendar->periods[i],
		                                          &archive->page_arena) });
}

static void add_feed(struct builder *builder, struct page page, enum feed_format format)
{
	const struct archive *archive = builder->archive;
	struct feed_source source = feed_source_of(archive, &page);
	uint32_t documents = 0;

	if (!feed_is_made(archive, source, format))
		return;
	if (feed_has_archive(archive->config, format, source.term != NULL))
		documents = feed_documents(archive, source.listing);
	page.kind = feed_page_kind(format);
	for (page.number = 0; page.number <= documents; page.number++) {
		page.url = feed_url(&builder->archive->page_arena,
		                    source.term ? source.term->url : STR("/"), format,
		                    page.number);
		page_add(builder, page);
	}
}

static void add_feeds(struct builder *builder)
{
	const struct archive *archive = builder->archive;

	for (enum feed_format format = FEED_ATOM; format < FEED_FORMATS; format++) {
		add_feed(builder, (struct page){ .taxonomy = TAXONOMY_NONE }, format);
		for (uint32_t i = 0; i < archive->config->taxonomies.count; i++)
			for (uint32_t j = 0; j < archive->taxonomies[i].count; j++)
				add_feed(builder,
				         (struct page){ .taxonomy = i, .term = j },
				         format);
	}
}

static void add_sitemap(struct builder *builder, enum page_kind kind, uint32_t number,
                        struct str name)
{
	struct str url = arena_printf(&builder->archive->page_arena, "/sitemaps/%.*s.xml",
	                              STR_ARG(name));

	page_add(builder, (struct page){ .kind = kind, .number = number, .url = url });
}

static void add_sitemaps(struct builder *builder)
{
	const struct archive *archive = builder->archive;
	uint32_t start, end;

	page_add(builder,
	         (struct page){ .kind = PAGE_SITEMAPS, .url = STR("/sitemap.xml") });
	for (uint32_t i = 0; i < archive->sitemap_count; i++)
		add_sitemap(builder, PAGE_SITEMAP, i, archive->sitemaps[i].name);
	for (uint32_t i = 0; i < sitemap_page_parts(archive); i++)
		add_sitemap(builder, PAGE_SITEMAP_PAGES, i,
		            sitemap_pages_name(&builder->scratch, i));
	sitemap_news(archive, &start, &end);
	if (start < end)
		add_sitemap(builder, PAGE_SITEMAP_NEWS, 0, STR("news"));
}

/* Whoever has such a file in static/ wants that one. */
static void add_unless_own(struct builder *builder, struct page page)
{
	const struct page *own = archive_page(builder->archive, page.url);

	if (!own || own->kind != PAGE_FILE)
		page_add(builder, page);
}

static void add_files_of_hosts(struct builder *builder)
{
	const struct config *config = builder->archive->config;

	add_unless_own(builder,
	               (struct page){ .kind = PAGE_ROBOTS, .url = STR("/robots.txt") });
	add_unless_own(builder, (struct page){ .kind = PAGE_MANIFEST,
	                                       .url = STR("/manifest.webmanifest") });
	if (config->search && config->url.len)
		add_unless_own(builder, (struct page){ .kind = PAGE_OPENSEARCH,
		                                       .url = STR("/opensearch.xml") });
}

static void add_related(struct builder *builder)
{
	struct archive *archive = builder->archive;

	for (uint32_t i = 0; i < archive->count; i++)
		if (related_has_page(archive, i))
			page_add(builder,
			         (struct page){
					 .kind = PAGE_RELATED,
					 .article = i,
					 .url = related_url(&archive->page_arena,
			                                    archive->records[i]->url) });
}

/* Those who only look at the archive know of the page, and have no index. */
static void add_search(struct builder *builder)
{
	struct archive *archive = builder->archive;
	uint32_t parts = archive->search ? archive->search->part_count : 0;

	page_add(builder, (struct page){ .kind = PAGE_SEARCH, .url = SEARCH_URL });
	page_add(builder, (struct page){ .kind = PAGE_SEARCH_PART,
	                                 .number = SEARCH_MANIFEST,
	                                 .url = SEARCH_MANIFEST_URL });
	for (uint32_t i = 0; i < parts; i++)
		page_add(builder,
		         (struct page){ .kind = PAGE_SEARCH_PART,
		                        .number = i,
		                        .url = search_part_url(
						&archive->page_arena,
						archive->search->parts[i].name) });
}

static void add_tables(struct builder *builder)
{
	const struct config *config = builder->archive->config;

	for (uint32_t form = 0; form < REDIRECT_FORMS; form++) {
		/* Cloudflare reads Netlify's. */
		if (form == REDIRECTS_CLOUDFLARE &&
		    redirects_wanted(config, redirects_name(REDIRECTS_NETLIFY)))
			continue;
		if (redirects_wanted(config, redirects_name(form)))
			page_add(builder, (struct page){ .kind = PAGE_REDIRECTS,
			                                 .number = form,
			                                 .url = redirects_url(form) });
	}
}

bool pages_list(struct archive *archive, const struct plain_file *files,
                size_t file_count, struct diags *diags)
{
	struct builder builder = { .archive = archive, .diags = diags, .ok = true };

	for (uint32_t i = 0; i < archive->count; i++) {
		bool withdrawn = archive->records[i]->withdrawn;

		page_add(&builder,
		         (struct page){ .kind = withdrawn ? PAGE_WITHDRAWN : PAGE_ARTICLE,
		                        .article = i,
		                        .url = archive->records[i]->url });
	}
	for (size_t i = 0; i < file_count; i++)
		page_add(&builder, (struct page){ .kind = PAGE_FILE,
		                                  .url = files[i].url,
		                                  .source = files[i].source });
	page_add(&builder, (struct page){ .kind = PAGE_HOME, .url = STR("/") });
	page_add(&builder,
	         (struct page){ .kind = PAGE_NOT_FOUND, .url = STR("/404.html") });
	add_listing(&builder, &archive->latest, (struct page){ .kind = PAGE_LISTING });
	add_taxonomies(&builder);
	add_calendar(&builder);
	add_tables(&builder);
	add_feeds(&builder);
	if (archive->config->url.len)
		add_sitemaps(&builder);
	add_files_of_hosts(&builder);
	if (archive->related)
		add_related(&builder);
	if (archive->config->search)
		add_search(&builder);
	/* Last, so that an alias never takes the place of a page. */
	aliases_add(&builder);

	archive->pages = xrealloc_array(archive->pages, archive->page_count,
	                                sizeof(*archive->pages));
	table_clear(&builder.folders);
	table_clear(&builder.blockers);
	table_clear(&builder.claims);
	free(builder.firsts);
	arena_clear(&builder.scratch);
	return builder.ok;
}
