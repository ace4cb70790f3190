#include "archive/alias.h"
#include "archive/pagelist.h"
#include "archive/pages.h"
#include "archive/redirects.h"
#include "base/text.h"

static struct page page_of_alias(struct builder *builder, const struct redirect *redirect)
{
	return (struct page){ .kind = PAGE_REDIRECT,
		              .article = redirect->article,
		              .url = alias_line(&builder->archive->page_arena,
		                                redirect) };
}

/*
 * Is there a page at the alias? Then it is left out, as what is asked for is there. Only
 * where two articles want one URL, one of them is wrong.
 */
static bool gives_way(struct builder *builder, const struct redirect *redirect)
{
	const struct archive *archive = builder->archive;
	const struct page *page = archive_page(archive, redirect->url);
	struct page own = page_of_alias(builder, redirect);
	struct str path = archive->records[redirect->article]->path, source;

	if (redirect->query.len || !page || page->kind == PAGE_REDIRECT)
		return false;
	if (page->kind != PAGE_ARTICLE && page->kind != PAGE_WITHDRAWN) {
		diag_warn_path(builder->diags, path,
		               "the alias '%.*s' is left out: the URL is that of %.*s",
		               STR_ARG(own.url),
		               STR_ARG(page_describe(builder, page, &source)));
		page_hint_at_taken(builder, &own, page);
	} else if (page->article != redirect->article) {
		page_report_taken(builder, &own, page);
	} else if (!str_eq(page->url, redirect->url)) {
		diag_warn_path(builder->diags, path,
		               "the alias '%.*s' differs from the article's URL only in "
		               "case, so that there is no page for it",
		               STR_ARG(own.url));
	}
	return true;
}

/* Is it another article's alias? One that differs from it only in case has no file. */
static bool is_claimed(struct builder *builder, struct redirect *redirect)
{
	struct archive *archive = builder->archive;
	struct str url = redirect->url;
	const struct redirect *first;
	struct page mine, other;
	uint32_t number;
	bool is_new;

	number = table_add(&builder->claims,
	                   alias_key(&archive->page_arena,
	                             text_lower(&archive->page_arena, url),
	                             redirect->query),
	                   &is_new);
	if (is_new) {
		builder->firsts = xrealloc_array(builder->firsts, builder->claims.cap,
		                                 sizeof(*builder->firsts));
		builder->firsts[number] = archive->redirect_count;
		return false;
	}
	first = &archive->redirects[builder->firsts[number]];
	redirect->has_no_file = true;
	if (first->article == redirect->article)
		return false;
	mine = page_of_alias(builder, redirect);
	other = page_of_alias(builder, first);
	page_report_taken(builder, &mine, &other);
	return true;
}

/* Why no page can be at an alias; NULL if one can. */
static const char *why_no_file(struct builder *builder, const struct redirect *redirect)
{
	struct page page = { .url = redirect->url };
	struct str blocked;

	if (redirect->has_no_file)
		return "differs from another only in case, so that there is no page for it";
	if (page_is_too_long(page.url))
		return "is too long for a file's name, so that there is no page for it";
	if (page_find_blocker(builder, &page, page_key(&builder->scratch, page.url),
	                      &blocked))
		return "cannot be a file beside the other pages, so that there is no page "
		       "for it";
	return NULL;
}

/* No file can be at one with a query. An old site may have one for every article. */
static void place_query(struct builder *builder, struct redirect *redirect)
{
	redirect->has_no_file = true;
	if (redirects_carry(builder->archive->config, redirect))
		return;
	if (builder->lost_count++ == 0)
		builder->lost = *redirect;
}

static void report_lost(struct builder *builder)
{
	const struct archive *archive = builder->archive;
	struct page page;

	if (builder->lost_count == 0)
		return;
	page = page_of_alias(builder, &builder->lost);
	if (builder->lost_count == 1)
		diag_warn_path(builder->diags, archive->records[page.article]->path,
		               "the alias '%.*s' has a query, which none of the forms in "
		               "'redirects' can match",
		               STR_ARG(page.url));
	else
		diag_warn_path(builder->diags, archive->records[page.article]->path,
		               "the alias '%.*s', and %u more, have a query, which none "
		               "of the forms in 'redirects' can match",
		               STR_ARG(page.url), builder->lost_count - 1);
	diag_hint(builder->diags,
	          "nginx and apache match every query, netlify those like 'id=3'");
}

static void place_alias(struct builder *builder, struct redirect *redirect)
{
	const struct config *config = builder->archive->config;
	struct page page = page_of_alias(builder, redirect);
	const char *problem;

	if (redirect->query.len) {
		place_query(builder, redirect);
		return;
	}
	problem = why_no_file(builder, redirect);
	redirect->has_no_file = problem != NULL;
	if (!problem && redirects_wanted(config, STR("html")))
		page_add(builder, page);
	if (!problem || redirects_carry(config, redirect))
		return;
	diag_warn_path(builder->diags, builder->archive->records[redirect->article]->path,
	               "the alias '%.*s' %s", STR_ARG(page.url), problem);
	diag_hint(builder->diags, "a table of redirects in the form of the host leads "
	                          "from it");
}

static void add_alias(struct builder *builder, struct redirect redirect)
{
	struct archive *archive = builder->archive;
	uint32_t number;
	bool is_new;

	redirect.is_left_out = gives_way(builder, &redirect);
	if (!redirect.is_left_out && is_claimed(builder, &redirect))
		return;
	number = table_add(&archive->by_alias,
	                   alias_key(&archive->page_arena, redirect.url, redirect.query),
	                   &is_new);
	if (!is_new) {
		archive->redirects[number].is_bare |= redirect.is_bare;
		return;
	}
	if (number == archive->redirect_cap) {
		archive->redirect_cap = number ? number + number / 2 + 1 : 16;
		archive->redirects =
			xrealloc_array(archive->redirects, archive->redirect_cap,
		                       sizeof(*archive->redirects));
	}
	archive->redirects[number] = redirect;
	archive->redirect_count++;
	if (!redirect.is_left_out)
		place_alias(builder, &archive->redirects[number]);
}

static void add_aliases(struct builder *builder, uint32_t article)
{
	const struct record *record = builder->archive->records[article];

	for (size_t i = 0; i < record->aliases.count; i++) {
		struct str alias = record->aliases.items[i];
		struct redirect redirect = { .article = article };

		if (alias_read(&builder->archive->page_arena, alias, &redirect))
			add_alias(builder, redirect);
		else
			diag_warn_path(
				builder->diags, record->path,
				"the alias '%.*s' cannot be a file, so that there is no "
				"page for it",
				STR_ARG(alias));
	}
}

void aliases_add(struct builder *builder)
{
	for (uint32_t i = 0; i < builder->archive->count; i++)
		add_aliases(builder, i);
	report_lost(builder);
}
