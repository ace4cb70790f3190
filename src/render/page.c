#include "render/page.h"

#include <string.h>

#include "archive/redirects.h"
#include "archive/search_index.h"
#include "base/path.h"
#include "render/observe.h"
#include "render/view.h"

static struct str template_name(const struct view *view)
{
	static const struct str periods[] = { STR_INIT("year.html"),
		                              STR_INIT("month.html"),
		                              STR_INIT("day.html") };
	static const struct str names[] = {
		[PAGE_HOME] = STR_INIT("home.html"),
		[PAGE_ARTICLE] = STR_INIT("article.html"),
		[PAGE_WITHDRAWN] = STR_INIT("withdrawn.html"),
		[PAGE_RELATED] = STR_INIT("related.html"),
		[PAGE_LISTING] = STR_INIT("listing.html"),
		[PAGE_TAXONOMY] = STR_INIT("taxonomy.html"),
		[PAGE_LETTER] = STR_INIT("letter.html"),
		[PAGE_TERM] = STR_INIT("term.html"),
		[PAGE_CALENDAR] = STR_INIT("archive.html"),
		[PAGE_REDIRECT] = STR_INIT("redirect.html"),
		[PAGE_NOT_FOUND] = STR_INIT("404.html"),
		[PAGE_SEARCH] = STR_INIT("search.html"),
	};

	if (view->page->kind == PAGE_ARTICLE && view->article.template.len)
		return view->article.template;
	if (view->page->kind == PAGE_PERIOD) {
		const struct period *period =
			&view->site->archive->calendar.periods[view->page->period];

		return periods[!!period->month + !!period->day];
	}
	return names[view->page->kind];
}

bool view_read_article(struct view *view, uint32_t article)
{
	const struct record *record = view->site->archive->records[article];
	struct article_options options = {
		.zone = view->site->config->zone,
		.root = STR("content"),
	};
	struct rendering *rendering = view->rendering;
	struct diags repeated = { 0 };
	bool ok;

	if (table_find(view->site->failed, record->path) != TABLE_NONE)
		return false;
	view->source.path = record->path;
	rendering->status = files_read(view->site->files, record->path, SOURCE_MAX,
	                               view->arena, &view->source.text, NULL);
	if (rendering->status != FILE_OK)
		return diag_error_path(view->diags, record->path, "cannot read: %s",
		                       files_explain(rendering->status));
	if (!hash_eq(hash_bytes(view->source.text), record->source)) {
		diag_error_path(view->diags, record->path,
		                "changed while the site was built");
		diag_hint(view->diags, "build again");
		return false;
	}
	/* What there is to say about the front matter was said when it was first read. */
	ok = article_read(&view->source, &options, view->arena, &view->article,
	                  &repeated);
	diags_clear(&repeated);
	view->record = record;
	return ok;
}

const struct fact *view_note(struct view *view, enum fact_kind kind, struct str key)
{
	struct rendering *rendering = view->rendering;
	bool is_new;
	uint32_t number = facts_add(&rendering->facts, kind, key, false, &is_new);
	struct fact *fact = &rendering->facts.items[number];

	if (is_new)
		fact_observe(view->site, fact);
	trace_add(&rendering->trace, number);
	return fact;
}

void view_note_article(struct view *view, enum fact_kind kind,
                       const struct record *record)
{
	struct rendering *rendering = view->rendering;
	bool is_new;
	uint32_t number = facts_add(&rendering->facts, kind, record->path, true, &is_new);

	if (is_new)
		fact_observe(view->site, &rendering->facts.items[number]);
	trace_add(&rendering->trace, number);
}

static void note_template(void *context, struct str name, const struct template *template)
{
	struct view *view = context;

	(void)template;
	view_note(view, FACT_TEMPLATE, name);
}

static bool render_template(struct view *view)
{
	struct str name = template_name(view);
	const struct template *template = template_find(view->site->templates, name);
	struct template_host host = {
		.context = view,
		.global = view_global,
		.global_names = view_global_names,
		.global_count = view_global_count,
		.used = note_template,
		.language = view->record && view->record->language.len
		                    ? view->record->language
		                    : view->site->config->language,
	};

	if (!template && view->record && str_eq(name, view->article.template)) {
		note_template(view, name, NULL);
		diag_error(view->diags,
		           article_span(&view->source, &view->article, "template"),
		           "no template '%.*s'", STR_ARG(name));
		return false;
	}
	if (!template) {
		note_template(view, name, NULL);
		return diag_error_path(view->diags,
		                       path_join(view->arena, STR("templates"), name),
		                       "no such template, and it could not be read");
	}
	return template_render(view->site->templates, template, &host, view->arena,
	                       &view->rendering->bytes, view->diags) &&
	       !view->failed;
}

/* What was read is what was seen, whatever happens to the file meanwhile. */
static void note_bytes(struct view *view, struct str path, struct str text,
                       const struct file_info *info)
{
	struct rendering *rendering = view->rendering;
	bool is_new;
	uint32_t number = facts_add(&rendering->facts, FACT_FILE, path, false, &is_new);
	struct fact *fact = &rendering->facts.items[number];

	fact->seen = hash_bytes(text);
	fact->stamp = stamp_of(info, view->site->now, STAMP_GAP_NS);
	trace_add(&rendering->trace, number);
}

/* A file of the site's or of the theme's, as it is. */
static bool copy_file(struct view *view)
{
	struct str name = view->page->source, text;
	struct rendering *rendering = view->rendering;
	struct file_info info;

	if (str_skip_prefix(&name, STR("templates/assets/"))) {
		const struct asset *asset = site_asset(view->site, name);

		view_note(view, FACT_ASSET, name);
		buf_add(&rendering->bytes, asset->text);
		return true;
	}
	rendering->status = files_read(view->site->files, view->page->source, PICTURE_MAX,
	                               view->arena, &text, &info);
	if (rendering->status != FILE_OK)
		return diag_error_path(view->diags, view->page->source, "cannot read: %s",
		                       files_explain(rendering->status));
	note_bytes(view, view->page->source, text, &info);
	buf_add(&rendering->bytes, text);
	return true;
}

static bool render_redirects(struct view *view)
{
	view_note(view, FACT_REDIRECTS, (struct str){ 0 });
	redirects_write(view->site->archive, view->page->number, &view->rendering->bytes);
	return true;
}

/* The manifest, or a part that it names, which never changes. */
static bool render_search_part(struct view *view)
{
	struct search_index *search = view->site->archive->search;
	struct search_part *part;

	if (view->page->number == SEARCH_MANIFEST) {
		view_note(view, FACT_SEARCH, (struct str){ 0 });
		buf_add(&view->rendering->bytes, buf_str(&search->manifest));
		return true;
	}
	part = &search->parts[view->page->number];
	view_note(view, FACT_SEARCH,
	          arena_printf(view->arena, "%016llx", (unsigned long long)part->name));
	if (search_index_render(search, part, &view->rendering->bytes))
		return true;
	diag_error_path(view->diags, STR("content"),
	                "changed while the search index was made");
	diag_hint(view->diags, "build again");
	return false;
}

/* What makes a page of that kind, if it is not a template. */
static bool (*generator_of(enum page_kind kind))(struct view *view)
{
	static bool (*const generators[])(struct view * view) = {
		[PAGE_ATOM] = feed_render,
		[PAGE_RSS] = feed_render,
		[PAGE_JSON_FEED] = feed_render,
		[PAGE_SITEMAPS] = sitemap_render,
		[PAGE_SITEMAP] = sitemap_render,
		[PAGE_SITEMAP_PAGES] = sitemap_render,
		[PAGE_SITEMAP_NEWS] = sitemap_render,
		[PAGE_ROBOTS] = robots_render,
		[PAGE_OPENSEARCH] = opensearch_render,
		[PAGE_MANIFEST] = manifest_render,
		[PAGE_REDIRECTS] = render_redirects,
		[PAGE_SEARCH_PART] = render_search_part,
		[PAGE_FILE] = copy_file,
	};

	return generators[kind];
}

static void start(struct rendering *rendering)
{
	arena_reset(&rendering->arena);
	buf_reset(&rendering->bytes);
	trace_start(&rendering->trace);
	rendering->resources = NULL;
	rendering->resource_count = rendering->resource_cap = 0;
	rendering->status = FILE_OK;
}

bool page_render(const struct site *site, const struct page *page,
                 struct rendering *rendering, struct diags *diags)
{
	struct view view = {
		.site = site,
		.page = page,
		.rendering = rendering,
		.arena = &rendering->arena,
		.diags = diags,
	};
	bool (*generate)(struct view * view) = generator_of(page->kind);
	struct link_target picture;

	start(rendering);
	/* Base URL, permalinks, languages: the config is in everything that is not as it
	 * was read. */
	if (page->kind != PAGE_FILE && page->kind != PAGE_SEARCH_PART)
		view_note(&view, FACT_SITE, (struct str){ 0 });
	if (generate)
		return generate(&view) && !view.failed;
	if (page->kind == PAGE_ARTICLE || page->kind == PAGE_WITHDRAWN ||
	    page->kind == PAGE_RELATED || page->kind == PAGE_REDIRECT) {
		if (!view_read_article(&view, page->article))
			return false;
		/* Its template, its picture, the lines that messages name. */
		view_note_article(&view, FACT_ARTICLE, view.record);
	}
	/* Cards elsewhere show the picture, so that it is published whatever the
	 * template. */
	if (page->kind == PAGE_ARTICLE && view.article.image.src.len &&
	    !view_picture(&view, view.record, view.article.image.src, &picture))
		diag_warn(diags, article_span(&view.source, &view.article, "image"),
		          "the picture '%.*s' leads nowhere",
		          STR_ARG(view.article.image.src));
	return render_template(&view);
}

bool rendering_publishes(const struct rendering *rendering, struct str source)
{
	for (size_t i = 0; i < rendering->resource_count; i++)
		if (str_eq(rendering->resources[i].source, source))
			return true;
	return false;
}

void rendering_publish(struct rendering *rendering, struct str source, struct str url)
{
	if (rendering_publishes(rendering, source))
		return;
	if (rendering->resource_count == rendering->resource_cap) {
		size_t cap = rendering->resource_cap ? rendering->resource_cap * 2 : 8;
		struct resource *grown =
			ARENA_ARRAY(&rendering->arena, struct resource, cap);

		if (rendering->resource_count)
			memcpy(grown, rendering->resources,
			       rendering->resource_count * sizeof(*grown));
		rendering->resources = grown;
		rendering->resource_cap = cap;
	}
	rendering->resources[rendering->resource_count++] =
		(struct resource){ source, url };
}

void rendering_clear(struct rendering *rendering)
{
	arena_clear(&rendering->arena);
	buf_clear(&rendering->bytes);
	facts_clear(&rendering->facts);
	trace_clear(&rendering->trace);
	*rendering = (struct rendering){ 0 };
}
