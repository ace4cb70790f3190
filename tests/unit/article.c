#include "content/article.h"

#include "base/json.h"
#include "fixture.h"
#include "t.h"

#define PATH "content/a-b.md"

static struct source source;
static struct article article;

/* Read front matter lines as YAML; what it says is returned, what it is stands above. */
static struct str read_at(const char *path, const char *lines)
{
	const struct article_options options = { .zone = NULL,
		                                 .root = STR_INIT("content") };
	struct diags diags = { 0 };
	bool ok;

	source.path = str_of(path);
	source.text = arena_printf(&t_arena, "---\n%s---\nBody\n", lines);
	ok = article_read(&source, &options, &t_arena, &article, &diags);
	CHECK(ok == (diags.errors == 0));
	return t_messages(&diags);
}

static struct str read_lines(const char *lines)
{
	return read_at(PATH, lines);
}

/* The same with a title on line 2 and a date on line 3. */
static struct str read_more(const char *lines)
{
	return read_lines(
		arena_printf(&t_arena, "title: A\ndate: 2014-02-10\n%s", lines).ptr);
}

static struct str iso(struct date date)
{
	struct buf out = { 0 };
	struct str text;

	date_format_iso(date, &out);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

static struct str params(void)
{
	struct buf out = { 0 };
	struct str text;

	json_write(&out, article.params, JSON_PLAIN, 0);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

TEST(article, reads_every_key)
{
	CHECK_STR(
		read_lines(
			"title: The title\n"
			"date: 2014-02-10 09:30:00 +0100\n"
			"updated: 2014-02-11\n"
			"dek: The dek\n"
			"kicker: The Explainer\n"
			"section: /News//Local/\n"
			"tags: [one, two]\n"
			"authors: [Ann, {name: Bob, role: editor}]\n"
			"series: Floods\n"
			"slug: The Slug\n"
			"url: old/page.html\n"
			"aliases: [/x.html, y.html]\n"
			"source: https://example.org/x\n"
			"publication: The Gazette\n"
			"archived: 2020-01-01\n"
			"image: {src: a.jpg, alt: Alt, caption: C, credit: D}\n"
			"language: pt-BR\n"
			"direction: RTL\n"
			"draft: true\n"
			"embargo: 2014-02-12\n"
			"expires: 2015-01-01\n"
			"corrections: [{date: 2014-02-13, text: Wrong.}, Also wrong.]\n"
			"withdrawn: By court order\n"
			"related: [other, {title: T, kicker: K, dek: D, authors: Eve, url: /t,\n"
			"  publication: P, date: May 2012}]\n"
			"template: feature\n"
			"mood: {low: 1}\n"
			"weight: 3\n"),
		STR(""));
	CHECK_STR(article.path, STR(PATH));
	CHECK_STR(article.title, STR("The title"));
	CHECK_STR(iso(article.date), STR("2014-02-10T08:30:00+00:00"));
	CHECK_STR(iso(article.updated), STR("2014-02-11"));
	CHECK_STR(article.dek, STR("The dek"));
	CHECK_STR(article.kicker, STR("The Explainer"));
	CHECK_STR(article.section, STR("News/Local"));
	CHECK_STR(joined(article.tags, "|"), STR("one|two"));
	CHECK_STR(joined(article.authors, "|"), STR("Ann|Bob"));
	CHECK_STR(joined(article.series, "|"), STR("Floods"));
	CHECK_STR(article.slug, STR("the-slug"));
	CHECK_STR(article.url, STR("/old/page.html"));
	CHECK_STR(joined(article.aliases, "|"), STR("/x.html|y.html"));
	CHECK_STR(article.source, STR("https://example.org/x"));
	CHECK_STR(article.publication, STR("The Gazette"));
	CHECK_STR(iso(article.archived), STR("2020-01-01"));
	CHECK_STR(article.image.src, STR("a.jpg"));
	CHECK_STR(article.image.alt, STR("Alt"));
	CHECK_STR(article.image.caption, STR("C"));
	CHECK_STR(article.image.credit, STR("D"));
	CHECK_STR(article.language, STR("pt-BR"));
	CHECK_STR(article.direction, STR("rtl"));
	CHECK(article.draft);
	CHECK_STR(iso(article.embargo), STR("2014-02-12"));
	CHECK_STR(iso(article.expires), STR("2015-01-01"));
	CHECK(article.is_withdrawn);
	CHECK_STR(article.withdrawn, STR("By court order"));
	CHECK_STR(article.template, STR("feature.html"));
	CHECK_STR(params(), STR("{\"mood\": {\"low\": 1}, \"weight\": 3}"));
	CHECK_INT(article.data.len, 27);
	CHECK(!article.is_html);
	CHECK_STR(str_from(source.text, article.body), STR("Body\n"));
	CHECK_STR(str_slice(source.text, article.front_start, article.front_start + 5),
	          STR("title"));

	if (!CHECK_INT(article.correction_count, 2) ||
	    !CHECK_INT(article.related_count, 2))
		return;
	CHECK_STR(iso(article.corrections[0].date), STR("2014-02-13"));
	CHECK_STR(article.corrections[0].text, STR("Wrong."));
	CHECK(!date_is_known(article.corrections[1].date));
	CHECK_STR(article.corrections[1].text, STR("Also wrong."));
	CHECK_STR(article.related[0].ref, STR("other"));
	CHECK(str_has_prefix(str_from(source.text, article.related[0].at), STR("other")));
	CHECK_STR(article.related[1].ref, STR(""));
	CHECK_STR(article.related[1].title, STR("T"));
	CHECK_STR(article.related[1].kicker, STR("K"));
	CHECK_STR(article.related[1].dek, STR("D"));
	CHECK_STR(joined(article.related[1].authors, "|"), STR("Eve"));
	CHECK_STR(article.related[1].url, STR("/t"));
	CHECK_STR(article.related[1].publication, STR("P"));
	CHECK_STR(article.related[1].date, STR("May 2012"));
	CHECK(str_has_prefix(str_from(source.text, article.related[1].at),
	                     STR("title: T")));
}

TEST(article, reads_every_synonym)
{
	CHECK_STR(read_lines("title: A\n"
	                     "published: 2014-02-10\n"
	                     "last_modified_at: 2014-02-11\n"
	                     "description: Dek\n"
	                     "categories: [News]\n"
	                     "tag: one, two\n"
	                     "byline: Ann\n"
	                     "permalink: /p/\n"
	                     "redirect_from: /q\n"
	                     "cover: a.jpg\n"
	                     "lang: ar\n"
	                     "expirydate: \"2025-01-27\"\n"
	                     "correction: Wrong.\n"
	                     "layout: post.html\n"),
	          STR(""));
	CHECK_STR(iso(article.date), STR("2014-02-10"));
	CHECK_STR(iso(article.updated), STR("2014-02-11"));
	CHECK_STR(article.dek, STR("Dek"));
	CHECK_STR(article.section, STR("News"));
	CHECK_STR(joined(article.tags, "|"), STR("one, two"));
	CHECK_STR(joined(article.authors, "|"), STR("Ann"));
	CHECK_STR(article.url, STR("/p/"));
	CHECK_STR(joined(article.aliases, "|"), STR("/q"));
	CHECK_STR(article.image.src, STR("a.jpg"));
	CHECK_STR(article.language, STR("ar"));
	CHECK_STR(iso(article.expires), STR("2025-01-27"));
	CHECK_INT(article.correction_count, 1);
	CHECK_STR(article.template, STR("post.html"));
	CHECK_STR(params(), STR("{}"));
}

TEST(article, prefers_main_names_and_keeps_the_rest)
{
	CHECK_STR(
		read_more("lastmod: 2015-01-01\nupdated: 2014-01-01\n"),
		STR("content/a-b.md:4:1: warning: 'lastmod' is not read, because of 'updated'\n"
	            "  lastmod: 2015-01-01\n"
	            "  ^~~~~~~\n"));
	CHECK_STR(iso(article.updated), STR("2014-01-01"));
	CHECK_STR(params(), STR("{\"lastmod\": \"2015-01-01\"}"));
	CHECK_STR(
		read_more("excerpt: E\nsummary: S\n"),
		STR("content/a-b.md:4:1: warning: 'excerpt' is not read, because of 'summary'\n"
	            "  excerpt: E\n"
	            "  ^~~~~~~\n"));
	CHECK_STR(article.dek, STR("S"));
	CHECK_STR(read_more("Dek: E\ndek: S\n"),
	          STR("content/a-b.md:4:1: warning: 'Dek' is not read, because of 'dek'\n"
	              "  Dek: E\n"
	              "  ^~~\n"));
	CHECK_STR(article.dek, STR("S"));
	CHECK_STR(read_more("updated:\nlastmod: 2015-01-01\ndek: ''\nsummary: S\n"),
	          STR(""));
	CHECK_STR(article.dek, STR("S"));
	CHECK_STR(iso(article.updated), STR("2015-01-01"));
}

TEST(article, has_nothing_where_nothing_is_given)
{
	CHECK_STR(
		read_more(
			"tags:\nkicker: \"\"\nauthors: []\nseries: [\"\", ~]\nimage:\nslug: ''\n"
			"url: ''\nrelated: []\n"),
		STR(""));
	CHECK_INT(article.tags.count, 0);
	CHECK_INT(article.kicker.len, 0);
	CHECK_INT(article.authors.count, 0);
	CHECK_INT(article.series.count, 0);
	CHECK_INT(article.image.src.len, 0);
	CHECK_STR(article.slug, STR("a-b"));
	CHECK_INT(article.url.len, 0);
	CHECK_INT(article.related_count, 0);
	CHECK_STR(params(), STR("{}"));
}

TEST(article, keeps_texts_as_they_were_written)
{
	CHECK_STR(
		read_lines(
			"title: 1984\ndate: 2014-02-10\ndek: 1.10 # a version\n"
			"kicker: '  The  Explainer '\npublication: true\ntags: [1984, 2.5]\n"),
		STR(""));
	CHECK_STR(article.title, STR("1984"));
	CHECK_STR(article.dek, STR("1.10"));
	CHECK_STR(article.kicker, STR("The  Explainer"));
	CHECK_STR(article.publication, STR("true"));
	CHECK_STR(joined(article.tags, "|"), STR("1984|2.5"));
	CHECK_STR(read_lines("title: 007\ndate: 2014-02-10\n"), STR(""));
	CHECK_STR(article.title, STR("007"));
	CHECK_STR(read_lines("x: &x 0x1F\ntitle: *x\ndate: 2014-02-10\n"), STR(""));
	CHECK_STR(article.title, STR("31"));
}

TEST(article, keeps_numbers_in_lists_as_they_were_written)
{
	CHECK_STR(read_lines("title: A\ndate: 2014-02-10\ntags:\n  - 1984\n  - 007\n"
	                     "  - -1 # below\n  # none\n  - a\n  - 1.50\n"),
	          STR(""));
	CHECK_STR(joined(article.tags, "|"), STR("1984|007|-1|a|1.50"));
	CHECK_STR(read_lines("title: A\ndate: 2014-02-10\n"
	                     "tags: [007, \"1\\t\", 5, 'b', 08.10 ]\n"),
	          STR(""));
	CHECK_STR(joined(article.tags, "|"), STR("007|1|5|b|08.10"));
	CHECK_STR(read_lines("x: &x 0x1F\ntags: [*x, 9, *x, 2.5]\ntitle: A\n"
	                     "date: 2014-02-10\n"),
	          STR(""));
	CHECK_STR(joined(article.tags, "|"), STR("31|9|31|2.5"));
}

TEST(article, must_have_a_title)
{
	CHECK_STR(read_lines("date: 2014-02-10\n"),
	          STR("content/a-b.md:1:1: error: this article has no 'title'\n"
	              "  ---\n"
	              "  ^~~\n"
	              "  hint: add 'title: ...'\n"));
	CHECK_STR(iso(article.date), STR("2014-02-10"));
	CHECK_STR(read_lines("date: 2014-02-10\ntitel: Hello\n"),
	          STR("content/a-b.md:3:1: error: this article has no 'title'\n"
	              "  titel: Hello\n"
	              "  ^~~~~\n"
	              "  hint: did you mean 'title'?\n"));
	CHECK_STR(read_lines("title:\ndate: 2014-02-10\n"),
	          STR("content/a-b.md:2:1: error: 'title' is empty\n"
	              "  title:\n"
	              "  ^~~~~\n"
	              "  hint: add 'title: ...'\n"));
	CHECK_STR(read_lines("title: ' '\ndate: 2014-02-10\n"),
	          STR("content/a-b.md:2:1: error: 'title' is empty\n"
	              "  title: ' '\n"
	              "  ^~~~~\n"
	              "  hint: add 'title: ...'\n"));
	CHECK_STR(read_lines("title: [A]\ndate: 2014-02-10\n"),
	          STR("content/a-b.md:2:8: error: 'title' must be a text, not a list\n"
	              "  title: [A]\n"
	              "         ^~~\n"));
	CHECK_STR(
		read_lines("title: \"A\\ab\"\ndate: 2014-02-10\n"),
		STR("content/a-b.md:2:8: error: 'title' has a control character (U+0007)\n"
	            "  title: \"A\\ab\"\n"
	            "         ^~~~~~\n"));
}

TEST(article, bounds_its_title)
{
	struct buf lines = { 0 };

	buf_puts(&lines, "date: 2014-02-10\ntitle: ");
	for (int i = 0; i < TITLE_MAX; i++)
		buf_puts(&lines, "é");
	buf_puts(&lines, "\n");
	CHECK_STR(read_lines(buf_keep(&lines, &t_arena).ptr), STR(""));
	buf_truncate(&lines, lines.len - 1);
	buf_puts(&lines, "x\n");
	CHECK(str_has_prefix(read_lines(buf_keep(&lines, &t_arena).ptr),
	                     STR("content/a-b.md:3:1: error: 'title' is longer than 1000 "
	                         "characters\n")));
	buf_clear(&lines);
}

TEST(article, must_have_a_date)
{
	CHECK_STR(read_lines("title: A\n"),
	          STR("content/a-b.md:1:1: error: this article has no 'date'\n"
	              "  ---\n"
	              "  ^~~\n"
	              "  hint: add 'date: 2014-02-10', or 'date: unknown'\n"));
	CHECK_STR(read_lines("title: A\ndate:\n"),
	          STR("content/a-b.md:3:1: error: 'date' is empty\n"
	              "  date:\n"
	              "  ^~~~\n"
	              "  hint: add 'date: 2014-02-10', or 'date: "
	              "unknown'\n"));
	CHECK_STR(read_lines("title: A\ndate: 2014-02-30\n"),
	          STR("content/a-b.md:3:7: error: 2014-02-30 is not in the calendar\n"
	              "  date: 2014-02-30\n"
	              "        ^~~~~~~~~~\n"));
	CHECK_STR(read_lines("title: A\ndate: 10 Feb 2014 # soon\n"),
	          STR("content/a-b.md:3:7: error: 'date' must be a date\n"
	              "  date: 10 Feb 2014 # soon\n"
	              "        ^~~~~~~~~~~\n"
	              "  hint: write 2014-02-10 or 2014-02-10T09:30:00+01:00\n"));
	CHECK_STR(read_lines("title: A\ndate: 2014\n"),
	          STR("content/a-b.md:3:7: error: 'date' must be a date\n"
	              "  date: 2014\n"
	              "        ^~~~\n"
	              "  hint: write 2014-02-10 or 2014-02-10T09:30:00+01:00\n"));
	CHECK_STR(read_lines("title: A\ndate: Unknown\n"), STR(""));
	CHECK(article.undated);
	CHECK(!date_is_known(article.date));
}

TEST(article, takes_its_date_from_its_path)
{
	static const struct {
		const char *path, *date, *slug;
	} paths[] = {
		{ "content/2014-02-10-the-fall.md", "2014-02-10", "the-fall" },
		{ "content/x/2014-02-10_the_fall.md", "2014-02-10", "the-fall" },
		{ "content/2014/02/10/the-fall.md", "2014-02-10", "the-fall" },
		{ "content/2014/02/10/the-fall/index.md", "2014-02-10", "the-fall" },
		{ "content/2014-02-10-the-fall/index.md", "2014-02-10", "the-fall" },
		{ "content/news/2013/01/01/2014-02-10-x.md", "2014-02-10", "x" },
		{ "content/2014-02-10.md", "2014-02-10", "2014-02-10" },
	};

	for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
		CHECK_STR(read_at(paths[i].path, "title: A\n"), STR(""));
		CHECK_STR(iso(article.date), str_of(paths[i].date));
		CHECK_STR(article.slug, str_of(paths[i].slug));
	}
	CHECK_STR(read_at("content/2014-02-10-x.md", "title: A\ndate: 2015-01-01\n"),
	          STR(""));
	CHECK_STR(iso(article.date), STR("2015-01-01"));
	CHECK_STR(read_at("content/2014-02-10-x.md", "title: A\ndate: unknown\n"),
	          STR(""));
	CHECK(article.undated && !date_is_known(article.date));
	CHECK_STR(read_at("content/2014-02-30-x.md", "title: A\n"),
	          STR("content/2014-02-30-x.md:1:1: error: this article has no 'date'\n"
	              "  ---\n"
	              "  ^~~\n"
	              "  hint: 2014-02-30 in its path is not in the calendar\n"));
	/* Half a date is none, and the root is no part of it. */
	CHECK(str_contains(read_at("content/2014/02/x.md", "title: A\n"),
	                   STR("no 'date'")));
	CHECK(str_contains(read_at("content/2014-02-101-x.md", "title: A\n"),
	                   STR("no 'date'")));
}

TEST(article, is_named_by_its_file)
{
	static const struct {
		const char *path, *slug;
	} paths[] = {
		{ "content/The Fall, Part 2.md", "the-fall-part-2" },
		{ "content/x/index.md", "x" },
		{ "content/x/_index.md", "x" },
		{ "content/index.md", "index" },
		{ "content/2014-02-30-x.markdown", "2014-02-30-x" },
	};

	for (size_t i = 0; i < ARRAY_LEN(paths); i++) {
		CHECK_STR(read_at(paths[i].path, "title: A\ndate: 2014-02-10\n"),
		          STR(""));
		CHECK_STR(article.slug, str_of(paths[i].slug));
	}
	read_at("content/!!!.md", "title: A\ndate: 2014-02-10\n");
	CHECK(str_has_prefix(article.slug, STR("article-")));
	CHECK_INT(article.slug.len, 16);
	read_at("content/x.html", "title: A\ndate: 2014-02-10\n");
	CHECK(article.is_html);
}

TEST(article, follows_hugo_in_publish_dates)
{
	CHECK_STR(read_lines("title: A\npublishDate: 2014-02-10\n"), STR(""));
	CHECK_STR(iso(article.date), STR("2014-02-10"));
	CHECK_STR(iso(article.embargo), STR("2014-02-10"));
	CHECK_STR(read_lines("title: A\npublishdate: 2014-02-10\ndate: 2014-01-01\n"),
	          STR(""));
	CHECK_STR(iso(article.date), STR("2014-01-01"));
	CHECK_STR(iso(article.embargo), STR("2014-02-10"));
	CHECK(str_contains(read_lines("title: A\nembargo: 2014-02-10\n"),
	                   STR("no 'date'")));
}

TEST(article, follows_jekyll_in_published_false)
{
	CHECK_STR(read_at("content/2014-02-10-x.md", "title: A\npublished: false\n"),
	          STR(""));
	CHECK(article.draft);
	CHECK_STR(iso(article.date), STR("2014-02-10"));
	CHECK_STR(read_at("content/2014-02-10-x.md", "title: A\npublished: true\n"),
	          STR(""));
	CHECK(!article.draft);
}

TEST(article, shows_instants_in_the_zone_of_the_site)
{
	const struct article_options options = {
		.zone = zone_open(&t_arena, STR("America/New_York")),
		.root = STR_INIT("content"),
	};
	struct diags diags = { 0 };

	if (!options.zone) {
		t_skip("no /usr/share/zoneinfo");
		return;
	}
	source.path = STR("content/a.md");
	source.text = STR(
		"+++\ntitle = 'A'\ndate = 2014-02-10T03:00:00Z\nupdated = 2014-02-11\n"
		"archived = 2014-02-12 10:00:00\n+++\n");
	CHECK(article_read(&source, &options, &t_arena, &article, &diags));
	CHECK_STR(t_messages(&diags), STR(""));
	CHECK_STR(iso(article.date), STR("2014-02-09T22:00:00-05:00"));
	CHECK_STR(iso(article.updated), STR("2014-02-11"));
	CHECK_STR(iso(article.archived), STR("2014-02-12T10:00:00-05:00"));
}

TEST(article, checks_slugs_and_urls)
{
	CHECK_STR(read_more("slug: a/b\n"),
	          STR("content/a-b.md:4:7: error: a slug is one part of a URL, "
	              "without '/'\n"
	              "  slug: a/b\n"
	              "        ^~~\n"
	              "  hint: use 'url' for a whole path\n"));
	CHECK_STR(read_more("slug: '!!!'\n"),
	          STR("content/a-b.md:4:7: error: a slug must have letters or digits\n"
	              "  slug: '!!!'\n"
	              "        ^~~~~\n"));
	CHECK_STR(read_more("url: https://example.org/2014/x.html\n"),
	          STR("content/a-b.md:4:6: error: 'url' must be a path on this site\n"
	              "  url: https://example.org/2014/x.html\n"
	              "       ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~\n"
	              "  hint: write '/2014/x.html'\n"));
	CHECK_STR(
		read_more("permalink: /:year/:title/\n"),
		STR("content/a-b.md:4:12: error: 'permalink' may not hold placeholders such as "
	            "':year'\n"
	            "  permalink: /:year/:title/\n"
	            "             ^~~~~~~~~~~~~~\n"));
	CHECK(str_contains(read_more("url: /a/../b\n"),
	                   STR("'url' may not hold '.' or '..'")));
	CHECK(str_contains(read_more("url: /a//b\n"), STR("'url' may not hold '//'")));
	CHECK(str_contains(read_more("url: /a?b=1\n"),
	                   STR("'url' may not hold '?', '#' or '\\'")));
	CHECK_STR(read_more("url: /\n"), STR(""));
	CHECK_STR(article.url, STR("/"));
	CHECK_STR(read_more("url: /a/b/\n"), STR(""));
	CHECK_STR(article.url, STR("/a/b/"));
}

TEST(article, checks_languages_directions_and_templates)
{
	static const char *const good[] = { "en", "pt-BR", "zh-Hant-TW", "haw",
		                            "de-1996" };
	static const char *const bad[] = {
		"English", "e", "en_GB", "en-", "12", "en--GB"
	};

	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		CHECK_STR(
			read_more(arena_printf(&t_arena, "language: %s\n", good[i]).ptr),
			STR(""));
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		CHECK(str_contains(
			read_more(arena_printf(&t_arena, "language: '%s'\n", bad[i]).ptr),
			STR("is not a language tag")));
	CHECK_STR(read_more("lang: en_GB\n"),
	          STR("content/a-b.md:4:7: error: 'en_GB' is not a language tag\n"
	              "  lang: en_GB\n"
	              "        ^~~~~\n"
	              "  hint: write 'en', 'pt-BR' or the like\n"));
	CHECK_STR(
		read_more("direction: left\n"),
		STR("content/a-b.md:4:12: error: 'direction' must be 'ltr', 'rtl' or 'auto'\n"
	            "  direction: left\n"
	            "             ^~~~\n"));
	CHECK_STR(
		read_more("template: ../x.html\n"),
		STR("content/a-b.md:4:11: error: 'template' must be a file below 'templates/'\n"
	            "  template: ../x.html\n"
	            "            ^~~~~~~~~\n"));
}

TEST(article, has_one_section)
{
	CHECK_STR(
		read_more("categories: [News, Local]\n"),
		STR("content/a-b.md:4:13: warning: an article has one section: 'News' is used\n"
	            "  categories: [News, Local]\n"
	            "              ^~~~~~~~~~~~~\n"
	            "  hint: write 'News/Local' for a section in a section; use 'tags' for "
	            "others\n"));
	CHECK_STR(article.section, STR("News"));
}

TEST(article, is_withdrawn_only_when_it_says_so)
{
	static const struct {
		const char *value;
		bool is_withdrawn;
		const char *reason;
	} cases[] = {
		{ "true", true, "" },       { "false", false, "" }, { "no", false, "" },
		{ "'Yes'", true, "" },      { "''", false, "" },    { "", false, "" },
		{ "Libel", true, "Libel" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		CHECK_STR(read_more(arena_printf(&t_arena, "withdrawn: %s\n",
		                                 cases[i].value)
		                            .ptr),
		          STR(""));
		CHECK_INT(article.is_withdrawn, cases[i].is_withdrawn);
		CHECK_STR(article.withdrawn, str_of(cases[i].reason));
	}
	CHECK_STR(read_more("draft: yes\n"), STR(""));
	CHECK(article.draft);
	CHECK_STR(
		read_more("draft: maybe\n"),
		STR("content/a-b.md:4:8: error: 'draft' must be true or false, not a text\n"
	            "  draft: maybe\n"
	            "         ^~~~~\n"));
}

TEST(article, checks_corrections_and_related_articles)
{
	CHECK_STR(
		read_more(
			"corrections:\n- date: 2014-02-30\n  text: A\n- date: 2014-02-10\n"),
		STR("content/a-b.md:5:9: error: 2014-02-30 is not in the calendar\n"
	            "  - date: 2014-02-30\n"
	            "          ^~~~~~~~~~\n"
	            "content/a-b.md:7:3: error: a correction must have a 'text'\n"
	            "  - date: 2014-02-10\n"
	            "    ^~~~~~~~~~~~~~~~\n"
	            "  hint: say what was wrong and what is right\n"));
	CHECK_STR(read_more("related:\n- one\n- kicker: K\n- [a]\n- url: /x\n"),
	          STR("content/a-b.md:6:3: error: a related article must have a 'title'\n"
	              "  - kicker: K\n"
	              "    ^~~~~~~~~\n"
	              "  hint: or write its path, slug or URL alone\n"
	              "content/a-b.md:6:3: error: 'related' must be a text, not a list\n"
	              "  - kicker: K\n"
	              "    ^~~~~~~~~\n"));
	CHECK_STR(
		read_more("related: {title: T, colour: red}\n"),
		STR("content/a-b.md:4:21: warning: 'colour' means nothing in 'related'\n"
	            "  related: {title: T, colour: red}\n"
	            "                      ^~~~~~\n"));
	CHECK_STR(article.related[0].title, STR("T"));
	CHECK_STR(read_more("related: {url: /x}\n"), STR(""));
	CHECK_STR(article.related[0].ref, STR("/x"));
}

TEST(article, leaves_pictures_without_a_file_to_the_theme)
{
	CHECK_STR(
		read_more("featured_image:\n  uid: x-2019\n  alt: ''\n"),
		STR("content/a-b.md:4:1: warning: 'featured_image' has no 'src': there is no "
	            "picture to show\n"
	            "  featured_image:\n"
	            "  ^~~~~~~~~~~~~~\n"));
	CHECK_STR(params(),
	          STR("{\"featured_image\": {\"uid\": \"x-2019\", \"alt\": \"\"}}"));
	CHECK_STR(read_more("cover: {image: a.jpg, alt: A}\n"), STR(""));
	CHECK_STR(article.image.src, STR("a.jpg"));
	CHECK_STR(article.image.alt, STR("A"));
}

TEST(article, leaves_pictures_out_that_could_run)
{
	CHECK_STR(read_lines("title: A\ndate: 2014-02-10\nimage: javascript:alert(1)\n"),
	          STR("content/a-b.md:4:8: warning: unsafe picture 'javascript:alert(1)' "
	              "is left out\n"
	              "  image: javascript:alert(1)\n"
	              "         ^~~~~~~~~~~~~~~~~~~\n"));
	CHECK_STR(article.image.src, STR(""));
}

TEST(article, warns_of_slips_and_of_nothing_else)
{
	CHECK_STR(read_more("athors: Ann\nUdpated: 2014-01-01\n"),
	          STR("content/a-b.md:4:1: warning: unknown key 'athors'\n"
	              "  athors: Ann\n"
	              "  ^~~~~~\n"
	              "  hint: did you mean 'authors'?\n"
	              "content/a-b.md:5:1: warning: unknown key 'Udpated'\n"
	              "  Udpated: 2014-01-01\n"
	              "  ^~~~~~~\n"
	              "  hint: did you mean 'updated'?\n"));
	CHECK_STR(params(), STR("{\"athors\": \"Ann\", \"Udpated\": \"2014-01-01\"}"));
	CHECK_STR(
		read_more(
			"topics: 1\ndeck: 1\nweight: 1\nsource_url: 1\nsources: 1\nimages: 1\n"
			"publisher: 1\narchive: 1\nlanguages: 1\nlayouts: 1\nprimary_image: 1\n"
			"collections: 1\nconnections: 1\nredirectto: 1\nkeywords: 1\ntype: 1\n"
			"date_gmt: 1\ntitles: 1\nlocation: 1\ncraft: 1\nupdates: 1\n"),
		STR(""));
	CHECK_INT(article.params.len, 21);
}

TEST(article, knows_where_its_keys_stand)
{
	struct span span;
	size_t count;
	const struct str *keys = article_keys(&count);

	read_more("lastmod: 2015-01-01\nmood: x\n");
	span = article_span(&source, &article, "updated");
	CHECK_STR(str_slice(source.text, span.start, span.end), STR("lastmod"));
	span = article_span(&source, &article, "mood");
	CHECK_STR(str_slice(source.text, span.start, span.end), STR("mood"));
	span = article_span(&source, &article, "slug");
	CHECK(span.source == &source && span.start == (size_t)-1);
	CHECK(count > 40);
	CHECK_STR(keys[0], STR("title"));
}

TEST(article, reads_toml_and_json_too)
{
	const struct article_options options = { .zone = NULL,
		                                 .root = STR_INIT("content") };
	struct diags diags = { 0 };

	source.path = STR("content/a.md");
	source.text =
		STR("+++\ntitle = \"A\"\ndate = 2014-02-10\ntags = ['x']\ndek = 1_000\n"
	            "[[related]]\ntitle = 'T'\n[[related]]\nkicker = 'K'\n+++\nBody");
	CHECK(!article_read(&source, &options, &t_arena, &article, &diags));
	CHECK_STR(t_messages(&diags),
	          STR("content/a.md:9:1: error: a related article must have a 'title'\n"
	              "  kicker = 'K'\n"
	              "  ^~~~~~~~~~~~\n"
	              "  hint: or write its path, slug or URL alone\n"));
	CHECK_STR(iso(article.date), STR("2014-02-10"));
	CHECK_STR(article.dek, STR("1_000"));
	source.text = STR(
		"{\"title\": 12, \"date\": \"2014-02-10\", \"authors\": \"Ann\"}\nBody");
	CHECK(article_read(&source, &options, &t_arena, &article, &diags));
	CHECK_STR(t_messages(&diags), STR(""));
	CHECK_STR(article.title, STR("12"));
	CHECK_STR(str_from(source.text, article.body), STR("Body"));
}
