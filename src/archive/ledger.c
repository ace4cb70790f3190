#include "archive/ledger.h"

#include <stdlib.h>

#include "archive/alias.h"
#include "archive/redirects.h"
#include "base/path.h"
#include "base/text.h"

struct reading {
	const struct archive *archive;
	const struct source *source;
	struct diags *diags;
	struct arena arena;
	struct table unfiled; /* URLs of the terms of withdrawn articles */
	struct str previous;
	size_t vanished;
	bool knows_unfiled, is_unsorted, has_returns, ok;
};

static struct span span_of(const struct reading *reading, struct str line)
{
	size_t start = (size_t)(line.ptr - reading->source->text.ptr);

	return (struct span){ reading->source, start, start + line.len };
}

/* An alias that nothing leads from was told of, with what mends that. */
static bool is_served(const struct archive *archive, struct str url)
{
	const struct page *page = archive_page(archive, url);

	return (page && str_eq(page->url, url)) || alias_find(archive, url);
}

/* The URLs of a term that an article is not filed under, and of those above it. */
static void add_term(struct reading *reading, const struct taxonomy *taxonomy,
                     struct str name)
{
	struct str url = taxonomy->url, part;

	while (name.len) {
		part = name;
		name = (struct str){ 0 };
		if (taxonomy_nests(taxonomy->name))
			str_cut(part, '/', &part, &name);
		part = text_slug(&reading->arena, part);
		if (part.len == 0)
			continue;
		url = arena_printf(&reading->arena, "%.*s%.*s/", STR_ARG(url),
		                   STR_ARG(part));
		table_add(&reading->unfiled, url, NULL);
	}
}

static void add_terms(struct reading *reading, const struct record *record)
{
	const struct archive *archive = reading->archive;

	for (size_t i = 0; i < archive->config->taxonomies.count; i++)
		for (size_t j = 0; j < record->filings[i].names.count; j++)
			add_term(reading, &archive->taxonomies[i],
			         record->filings[i].names.items[j]);
}

/*
 * Is there nothing at the URL only because the articles of its term are withdrawn? That
 * was meant so, and no alias could mend it.
 */
static bool is_of_withdrawn(struct reading *reading, struct str url)
{
	const struct archive *archive = reading->archive;

	for (uint32_t i = 0; !reading->knows_unfiled && i < archive->count; i++)
		if (archive->records[i]->withdrawn)
			add_terms(reading, archive->records[i]);
	reading->knows_unfiled = true;
	return table_find(&reading->unfiled, url) != TABLE_NONE;
}

/* The article that may have taken the URL's place: one with its slug, if only one has. */
static const struct record *successor(const struct archive *archive, struct str url)
{
	struct str path = url;
	uint32_t number;

	while (str_skip_suffix(&path, STR("/")))
		;
	number = table_find(&archive->by_slug, path_stem(path));
	if (number == TABLE_NONE || archive->slug_articles[number] == ARTICLE_NONE)
		return NULL;
	return archive->records[archive->slug_articles[number]];
}

static void report_vanished(struct reading *reading, struct str url)
{
	const struct record *record;

	if (reading->vanished++ >= LEDGER_TOLD)
		return;
	diag_warn(reading->diags, span_of(reading, url),
	          "the URL '%.*s' " LEDGER_VANISHED, STR_ARG(url));
	record = successor(reading->archive, url);
	if (record)
		diag_hint(reading->diags, "add it to the aliases of '%.*s'",
		          STR_ARG(record->path));
	else
		diag_hint(reading->diags,
		          "add it to the aliases of the article that took its place, or "
		          "bring the article back with 'withdrawn' and a reason");
}

static void report_line(struct reading *reading, struct str line)
{
	reading->ok = diag_error(reading->diags, span_of(reading, line),
	                         "this line is no URL path");
	if (str_has_prefix(line, STR("<<<<<<<")) ||
	    str_has_prefix(line, STR("=======")) || str_has_prefix(line, STR(">>>>>>>")))
		diag_hint(reading->diags, "a merge left it: keep the URLs of both sides, "
		                          "and remove the lines of the markers");
	else if (str_has_prefix(line, STR("\xef\xbb\xbf")))
		diag_hint(reading->diags,
		          "save the file as UTF-8 without a byte order mark");
	else
		diag_hint(reading->diags,
		          "a URL here begins with '/', and is alone in its "
		          "line");
}

static void read_line(struct reading *reading, struct str line)
{
	struct str url = line;

	if (str_skip_suffix(&url, STR("\r")) && !reading->has_returns) {
		reading->has_returns = true;
		reading->ok = diag_error(reading->diags, span_of(reading, line),
		                         "lines end in CRLF");
		diag_hint(reading->diags,
		          "save the file with Unix line ends; in .gitattributes: "
		          "urls.txt text eol=lf");
	}
	if (!str_has_prefix(url, STR("/"))) {
		report_line(reading, line);
		return;
	}
	if (reading->previous.ptr && str_cmp(reading->previous, url) >= 0 &&
	    !reading->is_unsorted) {
		reading->is_unsorted = true;
		diag_warn(reading->diags, span_of(reading, url),
		          "the URLs are not in byte order, each once");
		diag_hint(reading->diags,
		          "'broadsheet check --publish' puts them in order");
	}
	reading->previous = url;
	if (!is_served(reading->archive, url) && !is_of_withdrawn(reading, url))
		report_vanished(reading, url);
}

bool ledger_check(const struct archive *archive, const struct source *source,
                  struct diags *diags)
{
	struct reading reading = {
		.archive = archive,
		.source = source,
		.diags = diags,
		.ok = true,
	};
	struct str rest = source->text, line;

	while (rest.len) {
		str_cut(rest, '\n', &line, &rest);
		read_line(&reading, line);
	}
	if (reading.vanished > LEDGER_TOLD)
		diag_warn_path(diags, source->path, "%zu more URLs have vanished",
		               reading.vanished - LEDGER_TOLD);
	table_clear(&reading.unfiled);
	arena_clear(&reading.arena);
	return reading.ok;
}

/* Does the ledger keep the page's URL? */
static bool is_kept(const struct page *page)
{
	switch (page->kind) {
	case PAGE_HOME:
	case PAGE_ARTICLE:
	case PAGE_WITHDRAWN:
	case PAGE_TAXONOMY:
	case PAGE_CALENDAR:
	case PAGE_SEARCH:
		return true;
	case PAGE_LISTING:
	case PAGE_TERM:
		return page->number == LISTING_FRONT;
	default:
		return false; /* aliases are counted apart */
	}
}

static bool fits_in_a_line(struct str url)
{
	return str_find_char(url, '\n') == STR_NONE && !str_has_suffix(url, STR("\r"));
}

static int compare_urls(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

void ledger_merge(const struct archive *archive, struct str text, struct buf *out,
                  size_t *added)
{
	size_t count = 0, lines = 0, before = 0, after = 0;
	struct str rest = text, line, *urls;
	struct arena scratch = { 0 };

	for (size_t i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n';
	urls = xrealloc_array(NULL,
	                      lines + 1 + archive->page_count + archive->redirect_count,
	                      sizeof(*urls));
	while (str_next_line(&rest, &line))
		urls[count++] = line;
	if (count)
		qsort(urls, count, sizeof(*urls), compare_urls);
	for (size_t i = 0; i < count; i++)
		before += i == 0 || !str_eq(urls[i], urls[i - 1]);
	for (uint32_t i = 0; i < archive->page_count; i++)
		if (is_kept(&archive->pages[i]) && fits_in_a_line(archive->pages[i].url))
			urls[count++] = archive->pages[i].url;
	for (uint32_t i = 0; i < archive->redirect_count; i++) {
		line = alias_line(&scratch, &archive->redirects[i]);
		if (redirects_carry(archive->config, &archive->redirects[i]) &&
		    fits_in_a_line(line))
			urls[count++] = line;
	}
	if (count)
		qsort(urls, count, sizeof(*urls), compare_urls);
	for (size_t i = 0; i < count; i++) {
		if (i && str_eq(urls[i], urls[i - 1]))
			continue;
		buf_add(out, urls[i]);
		buf_add_char(out, '\n');
		after++;
	}
	*added = after - before;
	arena_clear(&scratch);
	free(urls);
}
