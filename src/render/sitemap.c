/*
 * sitemap: the sitemap's index and its parts (sitemaps.org, and Google's for news).
 */
#include "archive/sitemaps.h"
#include "content/xml.h"
#include "render/view.h"

#define SITEMAP_SPACE STR("http://www.sitemaps.org/schemas/sitemap/0.9")
#define NEWS_SPACE    STR("http://www.google.com/schemas/sitemap-news/0.9")

/* The day, or the time with its offset: both are W3C's dates. */
static struct str date_text(struct view *view, struct date date)
{
	return value_text(view_date(view, date));
}

static void add_url(struct xml *xml, struct view *view, struct str url, struct date date)
{
	xml_open(xml, "url");
	xml_element(xml, "loc", view_permalink(view, url));
	xml_element(xml, "lastmod", date_text(view, date));
	xml_close(xml);
}

static const struct record *record_at(const struct view *view, uint32_t place)
{
	const struct archive *archive = view->site->archive;

	return archive->records[archive->latest.ids[place]];
}

static void write_articles(struct xml *xml, struct view *view)
{
	const struct sitemap *sitemap =
		&view->site->archive->sitemaps[view->page->number];

	view_note(view, FACT_SITEMAP, sitemap->name);
	for (uint32_t i = sitemap->start; i < sitemap->end; i++)
		add_url(xml, view, record_at(view, i)->url,
		        sitemap_changed(record_at(view, i)));
}

/* Which terms there are says what their URLs are: these are made of their slugs. */
static void write_pages(struct xml *xml, struct view *view)
{
	const struct archive *archive = view->site->archive;
	uint32_t first = view->page->number * SITEMAP_URLS;

	for (size_t i = 0; i < archive->config->taxonomies.count; i++)
		view_note(view, FACT_TERMS, archive->taxonomies[i].name);
	for (uint32_t i = first; i < first + SITEMAP_URLS; i++) {
		struct str url = sitemap_page_url(archive, i);

		if (url.len == 0)
			break;
		add_url(xml, view, url, (struct date){ 0 });
	}
}

static void add_news(struct xml *xml, struct view *view, uint32_t article)
{
	const struct record *record = view->site->archive->records[article];
	struct str language = value_text(card_field(view, article, STR("language"))),
		   rest;

	view_note_article(view, FACT_CARD, record);
	/* Of a language's tag, only Chinese has more than its first part there. */
	if (!str_has_prefix_nocase(language, STR("zh-")))
		str_cut(language, '-', &language, &rest);
	xml_open(xml, "url");
	xml_element(xml, "loc", view_permalink(view, record->url));
	xml_open(xml, "news:news");
	xml_open(xml, "news:publication");
	xml_element(xml, "news:name", view->site->config->title);
	xml_element(xml, "news:language", language);
	xml_close(xml);
	xml_element(xml, "news:publication_date", date_text(view, record->date));
	xml_element(xml, "news:title", record->title);
	xml_close(xml);
	xml_close(xml);
}

static void write_news(struct xml *xml, struct view *view)
{
	const struct archive *archive = view->site->archive;
	uint32_t start, end;

	view_note(view, FACT_SITEMAP, STR("news"));
	xml_attribute(xml, "xmlns:news", NEWS_SPACE);
	sitemap_news(archive, &start, &end);
	while (end-- > start)
		add_news(xml, view, archive->latest.ids[end]);
}

static void add_part(struct xml *xml, struct view *view, struct str name,
                     struct date date)
{
	struct str url = arena_printf(view->arena, "/sitemaps/%.*s.xml", STR_ARG(name));

	xml_open(xml, "sitemap");
	xml_element(xml, "loc", view_permalink(view, url));
	xml_element(xml, "lastmod", date_text(view, date));
	xml_close(xml);
}

static void write_index(struct xml *xml, struct view *view)
{
	const struct archive *archive = view->site->archive;
	const struct date unknown = { 0 };
	uint32_t start, end;

	view_note(view, FACT_SITEMAP, (struct str){ 0 });
	for (uint32_t i = 0; i < sitemap_page_parts(archive); i++)
		add_part(xml, view, sitemap_pages_name(view->arena, i), unknown);
	sitemap_news(archive, &start, &end);
	if (start < end)
		add_part(xml, view, STR("news"), unknown);
	for (uint32_t i = 0; i < archive->sitemap_count; i++) {
		const struct sitemap *sitemap = &archive->sitemaps[i];

		view_note(
			view, FACT_SITEMAP,
			arena_printf(view->arena, "%.*s?newest", STR_ARG(sitemap->name)));
		add_part(xml, view, sitemap->name, sitemap_newest(archive, sitemap));
	}
}

bool sitemap_render(struct view *view)
{
	bool is_index = view->page->kind == PAGE_SITEMAPS;
	struct xml *xml = xml_start(&view->rendering->bytes, view->arena);

	xml_open(xml, is_index ? "sitemapindex" : "urlset");
	xml_attribute(xml, "xmlns", SITEMAP_SPACE);
	if (is_index)
		write_index(xml, view);
	else if (view->page->kind == PAGE_SITEMAP)
		write_articles(xml, view);
	else if (view->page->kind == PAGE_SITEMAP_NEWS)
		write_news(xml, view);
	else
		write_pages(xml, view);
	xml_end(xml);
	return true;
}
