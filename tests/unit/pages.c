#include "archive/pages.h"
#include "archive/alias.h"

#include "fixture.h"
#include "t.h"

#define RECORDS_MAX 32

struct sources {
	struct config config;
	struct record *records[RECORDS_MAX];
	uint32_t count;
	struct plain_file files[4];
	size_t file_count;
};

static struct sources sources_of(const char *yaml)
{
	return (struct sources){ .config = config_of(yaml) };
}

static struct record *add(struct sources *sources, const char *path, const char *url,
                          const char *aliases)
{
	struct article article = article_of(path, "2014-02-10");

	article.url = str_of(url);
	article.aliases = words(aliases);
	sources->records[sources->count] = record_of(&sources->config, &article);
	return sources->records[sources->count++];
}

static struct archive build(struct sources *sources, const char *messages)
{
	struct diags diags = { 0 };
	struct archive archive;
	bool ok = archive_build(&archive, &sources->config, sources->records,
	                        sources->count, &t_arena, &diags);

	ok &= archive_list_pages(&archive, sources->files, sources->file_count, &diags);
	CHECK_INT(ok, diags.errors == 0);
	CHECK_STR(t_messages(&diags), str_of(messages));
	return archive;
}

/* The URLs of all pages of a kind, a space between. */
static struct str urls_of(const struct archive *archive, enum page_kind kind)
{
	struct str text = { 0 };

	for (uint32_t i = 0; i < archive->page_count; i++)
		if (archive->pages[i].kind == kind)
			text = arena_printf(&t_arena, "%.*s%s%.*s", STR_ARG(text),
			                    text.len ? " " : "",
			                    STR_ARG(archive->pages[i].url));
	return text;
}

/* Build the archive and say what it complained about. */
static void check_messages(struct sources *sources, const char *messages)
{
	struct archive archive = build(sources, messages);

	archive_clear(&archive);
}

TEST(pages, an_empty_site_has_its_own_pages)
{
	struct sources sources = sources_of("");
	struct archive archive = build(&sources, "");

	CHECK_INT(archive.page_count, 11);
	CHECK_STR(urls_of(&archive, PAGE_HOME), STR("/"));
	CHECK_STR(urls_of(&archive, PAGE_NOT_FOUND), STR("/404.html"));
	CHECK_STR(urls_of(&archive, PAGE_LISTING), STR("/latest/"));
	CHECK_STR(urls_of(&archive, PAGE_TAXONOMY), STR("/tags/ /sections/ /authors/"));
	CHECK_STR(urls_of(&archive, PAGE_CALENDAR), STR("/archive/"));
	CHECK_STR(urls_of(&archive, PAGE_SEARCH), STR("/search/"));
	CHECK_STR(urls_of(&archive, PAGE_SEARCH_PART), STR("/search/index.json"));
	archive_clear(&archive);
}

TEST(pages, every_article_file_and_term_has_a_page)
{
	struct sources sources = sources_of("taxonomies: [tags]\npaginate: 2");
	struct archive archive;

	for (int i = 0; i < 7; i++) {
		struct str path = arena_printf(&t_arena, "content/%d.md", i);
		struct article article = article_of(path.ptr, "2014-02-10");

		article.tags = words(i % 2 ? "Odd" : "All|Even");
		article.is_withdrawn = i == 6;
		sources.records[sources.count++] = record_of(&sources.config, &article);
	}
	sources.files[sources.file_count++] =
		(struct plain_file){ STR("/robots.txt"), STR("static/robots.txt") };
	archive = build(&sources, "");
	CHECK_STR(urls_of(&archive, PAGE_ARTICLE),
	          STR("/2014/02/0.html /2014/02/1.html /2014/02/2.html /2014/02/3.html "
	              "/2014/02/4.html /2014/02/5.html"));
	CHECK_STR(urls_of(&archive, PAGE_WITHDRAWN), STR("/2014/02/6.html"));
	CHECK_STR(urls_of(&archive, PAGE_FILE), STR("/robots.txt"));
	CHECK_STR(urls_of(&archive, PAGE_LISTING),
	          STR("/latest/ /latest/1.html /latest/2.html"));
	CHECK_STR(urls_of(&archive, PAGE_TERM), STR("/tags/all/ /tags/even/ /tags/odd/"));
	for (uint32_t i = 0; i < archive.page_count; i++)
		CHECK(archive_page(&archive, archive.pages[i].url) == &archive.pages[i]);
	archive_clear(&archive);
}

TEST(pages, two_articles_with_one_url_are_an_error_that_names_both)
{
	struct sources sources = sources_of("");
	struct archive archive;

	add(&sources, "content/b.md", "/x.html", "");
	add(&sources, "content/a.md", "/x.html", "");
	archive = build(&sources, "content/b.md: error: the URL '/x.html' is taken by "
	                          "'content/a.md'\n"
	                          "  hint: give one of them another slug\n");
	CHECK_INT(archive.count, 1);
	CHECK_STR(urls_of(&archive, PAGE_ARTICLE), STR("/x.html"));
	CHECK_INT(archive_by_path(&archive, STR("content/b.md")), ARTICLE_NONE);
	archive_clear(&archive);
}

TEST(pages, urls_that_differ_only_in_case_are_an_error)
{
	struct sources sources = sources_of("");

	add(&sources, "content/a.md", "/\xc3\x89t\xc3\xa9/Page.html", "");
	add(&sources, "content/b.md", "/\xc3\xa9t\xc3\xa9/page.html", "");
	check_messages(
		&sources,
		"content/b.md: error: the URL '/\xc3\xa9t\xc3\xa9/page.html' is taken by "
		"'content/a.md'\n"
		"  hint: '/\xc3\x89t\xc3\xa9/Page.html' differs only in case, which some "
		"disks and hosts do not tell apart\n");
}

TEST(pages, urls_that_name_one_file_are_an_error)
{
	struct sources sources = sources_of("");

	add(&sources, "content/a.md", "/x/", "");
	add(&sources, "content/b.md", "/x/index.html", "");
	check_messages(&sources,
	               "content/b.md: error: the URL '/x/index.html' is taken by "
	               "'content/a.md'\n"
	               "  hint: give one of them another slug\n");
}

TEST(pages, an_article_never_takes_the_place_of_a_page_of_the_site)
{
	struct sources sources = sources_of("taxonomies: [tags]");

	add(&sources, "content/a.md", "/404.html", "");
	add(&sources, "content/b.md", "/latest/", "");
	add(&sources, "content/c.md", "/tags/index.html", "");
	add(&sources, "content/d.md", "/", "");
	check_messages(
		&sources,
		"content/d.md: error: the URL '/' is taken by the front page\n"
		"content/a.md: error: the URL '/404.html' is taken by the page for what "
		"is not found\n"
		"content/b.md: error: the URL '/latest/' is taken by the list of all "
		"articles\n"
		"content/c.md: error: the URL '/tags/' is taken by the page of all tags\n");
}

TEST(pages, an_article_never_takes_the_place_of_a_term)
{
	struct sources sources = sources_of("taxonomies: [tags]");
	struct article article = article_of("content/a.md", "2014-02-10");

	article.tags = words("Boats");
	article.url = STR("/tags/boats/");
	sources.records[sources.count++] = record_of(&sources.config, &article);
	check_messages(&sources,
	               "content/a.md: error: the URL '/tags/boats/' is taken by the "
	               "page of 'Boats' in tags\n");
}

TEST(pages, two_pages_of_the_site_may_clash)
{
	struct sources sources = sources_of("taxonomies: [latest]");

	check_messages(&sources,
	               "error: the list of all articles and the page of all latest "
	               "want one URL, '/latest/'\n");
}

TEST(pages, a_file_and_an_article_may_clash)
{
	struct sources sources = sources_of("");

	add(&sources, "content/a.md", "/about.html", "");
	sources.files[sources.file_count++] =
		(struct plain_file){ STR("/about.html"), STR("static/about.html") };
	check_messages(&sources,
	               "static/about.html: error: the URL '/about.html' is taken by "
	               "'content/a.md'\n");
}

TEST(pages, names_that_no_disk_can_hold_are_an_error)
{
	struct sources sources = sources_of("");
	struct buf url = { 0 };
	struct archive archive;

	buf_puts(&url, "/");
	buf_add_chars(&url, 'x', 255);
	add(&sources, "content/a.md", buf_keep(&url, &t_arena).ptr, "");
	buf_puts(&url, "y");
	add(&sources, "content/b.md", buf_keep(&url, &t_arena).ptr, "");
	buf_reset(&url);
	for (int i = 0; i < 100; i++)
		buf_puts(&url, "/123456789");
	buf_puts(&url, "/");
	add(&sources, "content/c.md", buf_keep(&url, &t_arena).ptr, "");
	archive = build(
		&sources,
		"content/b.md: error: the URL is too long for a file's name: 257 bytes\n"
		"  hint: give it a shorter slug\n"
		"content/c.md: error: the URL is too long for a file's name: 1001 bytes\n"
		"  hint: give it a shorter slug\n");
	CHECK_INT(urls_of(&archive, PAGE_ARTICLE).len, 256);
	archive_clear(&archive);
	buf_clear(&url);
}

/* An article with a tag for each letter. */
static void add_tagged(struct sources *sources, const char *tags, const char *url)
{
	struct article article = article_of("content/t.md", "2014-02-10");

	article.tags = words(tags);
	article.url = str_of(url);
	sources->records[sources->count++] = record_of(&sources->config, &article);
}

TEST(pages, letters_have_pages_in_a_long_taxonomy_alone)
{
	struct sources few = sources_of("taxonomies: [tags]\npaginate_terms: 3");
	struct sources many = sources_of("taxonomies: [tags]\npaginate_terms: 2");
	struct archive archive;

	add_tagged(&few, "a|be|bo", "/x.html");
	archive = build(&few, "");
	CHECK_STR(urls_of(&archive, PAGE_LETTER), STR(""));
	archive_clear(&archive);
	add_tagged(&many, "a|be|bo|by", "/x.html");
	archive = build(&many, "");
	CHECK_STR(urls_of(&archive, PAGE_LETTER),
	          STR("/tags/by-letter/a/ /tags/by-letter/b/ /tags/by-letter/b/be/ "
	              "/tags/by-letter/b/bo/ /tags/by-letter/b/by/"));
	archive_clear(&archive);
}

TEST(pages, an_article_never_takes_the_place_of_a_letter)
{
	struct sources sources = sources_of("taxonomies: [tags]\npaginate_terms: 1");

	add_tagged(&sources, "a|b", "/tags/by-letter/b/");
	check_messages(
		&sources,
		"content/t.md: error: the URL '/tags/by-letter/b/' is taken by the "
		"page of all tags\n");
}

TEST(pages, a_file_that_others_need_as_a_folder_is_an_error)
{
	struct sources sources = sources_of("taxonomies: [tags]\npaginate: 1");
	struct archive archive;

	/* The site's own pages are below the first, another article below the second. */
	add(&sources, "content/a.md", "/Latest", "");
	add(&sources, "content/b.md", "/x/y", "");
	add(&sources, "content/c.md", "/x/y/z/", "");
	add(&sources, "content/d.md", "/x", "");
	archive = build(&sources,
	                "content/b.md: error: the URL '/x/y' cannot be a file: there are "
	                "pages below it\n"
	                "  hint: end it in '/' or '.html'\n"
	                "content/d.md: error: the URL '/x' cannot be a file: there are "
	                "pages below it\n"
	                "  hint: end it in '/' or '.html'\n"
	                "content/a.md: error: the URL '/Latest' cannot be a file: there "
	                "are pages below it\n"
	                "  hint: end it in '/' or '.html'\n");
	CHECK_STR(urls_of(&archive, PAGE_ARTICLE), STR("/Latest /x/y"));
	CHECK_STR(urls_of(&archive, PAGE_LISTING), STR(""));
	archive_clear(&archive);
}

TEST(pages, aliases_come_in_every_form)
{
	struct sources sources = sources_of("");
	struct archive archive;

	add(&sources, "content/a.md", "/a.html",
	    "/old.html|old/page|/old/folder/|https://example.org/news/1.php|"
	    "http://example.org/x/index.html|//d.html|/%C3%A9.html|/a.html|/./b/../c.html");
	archive = build(&sources, "");
	CHECK_STR(urls_of(&archive, PAGE_REDIRECT),
	          STR("/old.html /old/page/ /old/folder/ /news/1.php /x/ /d.html "
	              "/\xc3\xa9.html /c.html"));
	archive_clear(&archive);
}

TEST(pages, an_alias_that_no_file_can_serve_is_a_warning)
{
	struct sources sources = sources_of("");

	add(&sources, "content/a.md", "/a.html",
	    "/story.php?id=7|/x#y|/|/?|https://example.org|/../../etc/passwd|/%2e%2e/x");
	check_messages(
		&sources,
		"content/a.md: warning: the alias '/x#y' cannot be a file, so that there "
		"is no page for it\n"
		"content/a.md: warning: the alias '/' cannot be a file, so that there is "
		"no page for it\n"
		"content/a.md: warning: the alias '/?' cannot be a file, so that there is "
		"no page for it\n"
		"content/a.md: warning: the alias 'https://example.org' cannot be a file, "
		"so that there is no page for it\n"
		"content/a.md: warning: the alias '/../../etc/passwd' cannot be a file, "
		"so that there is no page for it\n"
		"content/a.md: warning: the alias '/%2e%2e/x' cannot be a file, so that "
		"there is no page for it\n"
		"content/a.md: warning: the alias '/story.php?id=7' has a query, which "
		"none of the forms in 'redirects' can match\n"
		"  hint: nginx and apache match every query, netlify those like 'id=3'\n");
}

/* An old site may have one for every article. */
TEST(pages, many_queries_that_nothing_can_match_are_one_warning)
{
	struct sources sources = sources_of("redirects: [netlify]");

	add(&sources, "content/a.md", "/a.html", "/story.php?id=7|/story.php?7");
	add(&sources, "content/b.md", "/b.html", "/story.php?8|/b|/story.php?9");
	check_messages(
		&sources,
		"content/a.md: warning: the alias '/story.php?7', and 2 more, have "
		"a query, which none of the forms in 'redirects' can match\n"
		"  hint: nginx and apache match every query, netlify those like "
		"'id=3'\n");
}

/* The message of a form's, and what it says of an alias with such a query. */
static void check_query(const char *forms, const char *alias, bool is_taken)
{
	struct sources sources = sources_of(forms);
	struct str warning = arena_printf(
		&t_arena,
		"content/a.md: warning: the alias '%s' has a query, which none of the "
		"forms in 'redirects' can match\n"
		"  hint: nginx and apache match every query, netlify those like 'id=3'\n",
		alias);

	add(&sources, "content/a.md", "/a.html", alias);
	check_messages(&sources, is_taken ? "" : warning.ptr);
}

TEST(pages, a_query_needs_a_form_that_can_match_it)
{
	check_query("redirects: [html, s3]", "/x?id=7", false);
	check_query("redirects: [html, cloudflare]", "/x?id=7", false);
	check_query("redirects: [html, apache]", "/x?7", true);
	check_query("redirects: [nginx]", "/?7", true);
	check_query("redirects: [netlify]", "/x?id=7&b=8", true);
	check_query("redirects: [netlify]", "/x?7", false);
	check_query("redirects: [netlify]", "/x?id=7&b=", false);
	check_query("redirects: [netlify]", "/x?id=:b", false);
	check_query("redirects: [netlify]", "/x?id=7=8", false);
	check_query("redirects: [netlify]", "/x?/y=8", false);
}

TEST(pages, an_alias_that_is_no_file_is_left_to_the_tables)
{
	struct sources sources = sources_of(""),
		       tables = sources_of("redirects: [html, s3]");
	struct str longest = arena_printf(&t_arena, "/%0256d/", 1);
	struct str aliases = arena_printf(&t_arena, "/b.html/feed/|/f/|/f/x.html/y/|%.*s",
	                                  STR_ARG(longest));
	struct archive archive;

	add(&sources, "content/b.md", "/b.html", aliases.ptr);
	add(&sources, "content/c.md", "/f/x.html", "");
	archive = build(
		&sources,
		arena_printf(
			&t_arena,
			"content/b.md: warning: the alias '/b.html/feed/' cannot be a "
			"file beside the other pages, so that there is no page for it\n"
			"  hint: a table of redirects in the form of the host leads from "
			"it\n"
			"content/b.md: warning: the alias '/f/x.html/y/' cannot be a file "
			"beside the other pages, so that there is no page for it\n"
			"  hint: a table of redirects in the form of the host leads from "
			"it\n"
			"content/b.md: warning: the alias '%.*s' is too long for a file's "
			"name, so that there is no page for it\n"
			"  hint: a table of redirects in the form of the host leads from "
			"it\n",
			STR_ARG(longest))
			.ptr);
	CHECK_STR(urls_of(&archive, PAGE_REDIRECT), STR("/f/"));
	archive_clear(&archive);

	add(&tables, "content/b.md", "/b.html", aliases.ptr);
	add(&tables, "content/c.md", "/f/x.html", "");
	archive = build(&tables, "");
	CHECK_STR(urls_of(&archive, PAGE_REDIRECT), STR("/f/"));
	CHECK_INT(archive.redirect_count, 4);
	archive_clear(&archive);
}

TEST(pages, a_site_may_do_without_redirects)
{
	struct sources sources = sources_of("redirects: []");
	struct archive archive;

	add(&sources, "content/a.md", "/a.html", "/b.html");
	archive = build(&sources, "");
	CHECK_STR(urls_of(&archive, PAGE_REDIRECT), STR(""));
	archive_clear(&archive);
}

TEST(pages, an_article_may_name_an_alias_twice)
{
	struct sources sources = sources_of("");
	struct archive archive;

	add(&sources, "content/a.md", "/a.html",
	    "/f/1|/old.html|/f/1/|/old.html|/Old.html");
	archive = build(&sources,
	                "content/a.md: warning: the alias '/Old.html' differs from "
	                "another only in case, so that there is no page for it\n"
	                "  hint: a table of redirects in the form of the host leads "
	                "from it\n");
	CHECK_STR(urls_of(&archive, PAGE_REDIRECT), STR("/f/1/ /old.html"));
	archive_clear(&archive);
}

TEST(pages, aliases_are_found_as_they_may_be_written)
{
	struct sources sources = sources_of("redirects: [apache]");
	struct archive archive;

	add(&sources, "content/a.md", "/a.html",
	    "/f/1|/x.php?b=\xc3\xa9 |/w%3F.html|/A.html");
	archive = build(&sources, "content/a.md: warning: the alias '/A.html' differs "
	                          "from the article's URL only in case, so that there is "
	                          "no page for it\n");
	CHECK(alias_find(&archive, STR("/f/1")));
	CHECK(alias_find(&archive, STR("/f/1/")));
	CHECK(alias_find(&archive, STR("/x.php?b=\xc3\xa9 ")));
	CHECK(alias_find(&archive, STR("/x.php?b=%C3%A9%20")));
	CHECK(alias_find(&archive, STR("/w?.html")));
	CHECK(alias_find(&archive, STR("/A.html"))->is_left_out);
	CHECK(!alias_find(&archive, STR("/x.php")));
	CHECK(!alias_find(&archive, STR("/x.php?b=")));
	CHECK(!alias_find(&archive, STR("/f")));
	CHECK(!alias_find(&archive, STR("/F/1")));
	CHECK(!alias_find(&archive, STR("/")));
	archive_clear(&archive);
}

TEST(pages, an_alias_gives_way_to_every_page)
{
	struct sources sources = sources_of("");
	struct archive archive;

	add(&sources, "content/a.md", "/a.html",
	    "/b.html|/old.html|/latest/|/2014/02//|/Tags/");
	add(&sources, "content/b.md", "/b.html", "/old.html");
	archive = build(
		&sources,
		"content/a.md: error: the URL '/b.html' is taken by 'content/b.md'\n"
		"  hint: remove the alias\n"
		"content/a.md: warning: the alias '/latest/' is left out: the URL is that "
		"of the list of all articles\n"
		"  hint: remove the alias\n"
		"content/a.md: warning: the alias '/2014/02/' is left out: the URL is "
		"that of the calendar's page of 2014/02\n"
		"  hint: remove the alias\n"
		"content/a.md: warning: the alias '/Tags/' is left out: the URL is that "
		"of the page of all tags\n"
		"  hint: '/tags/' differs only in case, which some disks and hosts do not "
		"tell apart\n"
		"content/b.md: error: the URL '/old.html' is taken by an alias of "
		"'content/a.md'\n"
		"  hint: remove the alias\n");
	CHECK_STR(urls_of(&archive, PAGE_REDIRECT), STR("/old.html"));
	CHECK_STR(urls_of(&archive, PAGE_ARTICLE), STR("/a.html /b.html"));
	archive_clear(&archive);
}

TEST(pages, a_key_is_the_file_without_its_case)
{
	CHECK_STR(page_key(&t_arena, STR("/a/b.html")), STR("a/b.html"));
	CHECK_STR(page_key(&t_arena, STR("/a/")), STR("a/index.html"));
	CHECK_STR(page_key(&t_arena, STR("/")), STR("index.html"));
	CHECK_STR(page_key(&t_arena, STR("/A/\xc3\x89/")), STR("a/\xc3\xa9/index.html"));
}
