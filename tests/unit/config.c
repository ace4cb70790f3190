#include "archive/config.h"

#include "fixture.h"
#include "t.h"

/* Every message about a config that is wrong. */
static struct str complaints(const char *yaml)
{
	struct source source = { STR("site.yaml"), str_of(yaml) };
	struct diags diags = { 0 };
	struct config config;

	CHECK(!config_read(&source, &t_arena, &config, &diags));
	return t_messages(&diags);
}

/* The first line of the messages, behind "site.yaml:1:". */
static struct str complaint(const char *yaml)
{
	struct str text = complaints(yaml), line;

	str_next_line(&text, &line);
	CHECK(str_skip_prefix(&line, STR("site.yaml:1:")));
	return line;
}

static void check_defaults(const char *yaml)
{
	struct config config = config_of(yaml);

	CHECK_STR(config.title, STR("Untitled"));
	CHECK_STR(config.tagline, STR(""));
	CHECK_STR(config.url, STR(""));
	CHECK_STR(config.home, STR("/"));
	CHECK_STR(config.language, STR("en"));
	CHECK_STR(config.direction, STR("ltr"));
	CHECK_STR(config.timezone, STR("UTC"));
	CHECK(config.zone != NULL);
	CHECK_STR(config.permalink, STR("/{year}/{month}/{slug}.html"));
	CHECK_INT(config.paginate, 20);
	CHECK_INT(config.paginate_terms, 500);
	CHECK_STR(joined(config.taxonomies, "|"), STR("tags|sections|authors"));
	CHECK_INT(config.related_count, 6);
	CHECK(config.related_pages);
	CHECK_INT(config.related_page_count, 30);
	CHECK_INT(config.html, HTML_SAFE);
	CHECK(!config.canonical_is_source);
	CHECK_INT(config.feeds.formats.count, 0); /* there is no URL */
	CHECK_STR(joined(config.feeds.archives, "|"), STR("atom"));
	CHECK_STR(joined(config.feeds.terms, "|"), STR("atom"));
	CHECK_INT(config.feeds.count, 20);
	CHECK_STR(joined(config.redirects, "|"), STR("html"));
	CHECK(config.search);
	CHECK_INT(config.params.type, VALUE_DICT);
	CHECK_INT(config.params.len, 0);
}

TEST(config, has_a_default_for_every_key)
{
	check_defaults("");
	check_defaults("# only a comment\n");
	check_defaults("---\n");
	check_defaults("{}");
}

TEST(config, reads_every_key)
{
	struct config config =
		config_of("title: '  The Harbour Gazette '\n"
	                  "tagline: A newspaper\n"
	                  "url: https://archive.example.org/base\n"
	                  "language: fa\n"
	                  "direction: rtl\n"
	                  "timezone: UTC\n"
	                  "permalink: /{section}/{day}-{id}/\n"
	                  "paginate: 1000\n"
	                  "paginate_terms: 50\n"
	                  "taxonomies: [tags, kickers, my-own_2]\n"
	                  "related: { count: 3, pages: false, page_count: 9 }\n"
	                  "html: trusted\n"
	                  "canonical: source\n"
	                  "feeds: [json]\n"
	                  "search: false\n"
	                  "redirects: [s3, nginx]\n"
	                  "params: { z: 1, a: [x] }\n");

	CHECK_STR(config.title, STR("The Harbour Gazette"));
	CHECK_STR(config.tagline, STR("A newspaper"));
	CHECK_STR(config.url, STR("https://archive.example.org/base/"));
	CHECK_STR(config.home, STR("/base/"));
	CHECK_STR(config.language, STR("fa"));
	CHECK_STR(config.direction, STR("rtl"));
	CHECK_STR(config.permalink, STR("/{section}/{day}-{id}/"));
	CHECK_INT(config.paginate, 1000);
	CHECK_INT(config.paginate_terms, 50);
	CHECK_STR(joined(config.taxonomies, "|"), STR("tags|kickers|my-own_2"));
	CHECK_INT(config.related_count, 3);
	CHECK(!config.related_pages);
	CHECK_INT(config.related_page_count, 9);
	CHECK_INT(config.html, HTML_TRUSTED);
	CHECK(config.canonical_is_source);
	CHECK_STR(joined(config.feeds.formats, "|"), STR("json"));
	CHECK(!config.search);
	CHECK_STR(joined(config.redirects, "|"), STR("s3|nginx"));
	CHECK_STR(config.params.entries[0].key, STR("z"));
	CHECK_INT(config.params.entries[1].value.type, VALUE_LIST);
}

TEST(config, lists_may_be_one_word_or_none)
{
	CHECK_STR(joined(config_of("url: https://x.org\nfeeds: rss").feeds.formats, "|"),
	          STR("rss"));
	CHECK_INT(config_of("feeds: []").feeds.formats.count, 0);
	CHECK_INT(config_of("feeds: false").feeds.formats.count, 0);
	CHECK_INT(config_of("feeds:").feeds.formats.count, 0);
	CHECK_INT(config_of("taxonomies: []").taxonomies.count, 0);
	CHECK_INT(config_of("params:").params.type, VALUE_DICT);
}

TEST(config, feeds_are_formats_or_keys_and_values)
{
	struct config config = config_of("url: https://x.org");

	CHECK_STR(joined(config.feeds.formats, "|"), STR("atom|rss|json"));
	config = config_of("url: https://x.org\n"
	                   "feeds: { formats: [rss, json], archives: json, terms: [],\n"
	                   "         count: 7 }\n");
	CHECK_STR(joined(config.feeds.formats, "|"), STR("rss|json"));
	CHECK_STR(joined(config.feeds.archives, "|"), STR("json"));
	CHECK_INT(config.feeds.terms.count, 0);
	CHECK_INT(config.feeds.count, 7);
}

TEST(config, a_url_has_a_path)
{
	CHECK_STR(config_of("url: http://a.org").url, STR("http://a.org/"));
	CHECK_STR(config_of("url: http://a.org").home, STR("/"));
	CHECK_STR(config_of("url: http://a.org:80/x/y/").home, STR("/x/y/"));
}

TEST(config, an_unknown_key_is_an_error_with_a_suggestion)
{
	CHECK_STR(complaints("titles: The Test\n"),
	          STR("site.yaml:1:1: error: unknown key 'titles'\n"
	              "  titles: The Test\n"
	              "  ^~~~~~\n"
	              "  hint: did you mean 'title'?\n"));
	CHECK_STR(complaints("theme: dark\n"),
	          STR("site.yaml:1:1: error: unknown key 'theme'\n"
	              "  theme: dark\n"
	              "  ^~~~~\n"
	              "  hint: settings of your own go under 'params'\n"));
	CHECK_STR(complaints("related: { page: true }\n"),
	          STR("site.yaml:1:12: error: unknown key 'page'\n"
	              "  related: { page: true }\n"
	              "             ^~~~\n"
	              "  hint: did you mean 'pages'?\n"));
}

TEST(config, reports_all_that_is_wrong)
{
	CHECK_STR(complaints("paginate: many\nurl: example\nnonsense: 1\n"),
	          STR("site.yaml:1:11: error: 'paginate' must be a number, not string\n"
	              "  paginate: many\n"
	              "            ^\n"
	              "site.yaml:2:6: error: 'url' must be absolute\n"
	              "  url: example\n"
	              "       ^\n"
	              "  hint: begin it with https://\n"
	              "site.yaml:3:1: error: unknown key 'nonsense'\n"
	              "  nonsense: 1\n"
	              "  ^~~~~~~~\n"
	              "  hint: settings of your own go under 'params'\n"));
}

TEST(config, every_key_refuses_a_wrong_type)
{
	static const struct {
		const char *yaml, *complaint;
	} cases[] = {
		{ "title: 7", "8: error: 'title' must be text, not integer" },
		{ "tagline: [a]", "10: error: 'tagline' must be text, not list" },
		{ "url: {a: b}", "6: error: 'url' must be text, not dict" },
		{ "language: 1.5", "11: error: 'language' must be text, not float" },
		{ "direction: true", "12: error: 'direction' must be text, not boolean" },
		{ "timezone: 1", "11: error: 'timezone' must be text, not integer" },
		{ "permalink: [a]", "12: error: 'permalink' must be text, not list" },
		{ "paginate: 2.5", "11: error: 'paginate' must be a number, not float" },
		{ "taxonomies: {a: b}",
		  "13: error: 'taxonomies' must be a list, not dict" },
		{ "taxonomies: true",
		  "13: error: 'taxonomies' must be a list, not boolean" },
		{ "taxonomies: [1]", "13: error: 'taxonomies' must be a list of names" },
		{ "taxonomies: ['']", "13: error: 'taxonomies' must be a list of names" },
		{ "related: 6",
		  "10: error: 'related' must be true, false, or keys and values, not integer" },
		{ "related: {count: a}",
		  "18: error: 'count' must be a number, not string" },
		{ "related: {pages: 1}",
		  "18: error: 'pages' must be true or false, not integer" },
		{ "related: {page_count: []}",
		  "23: error: 'page_count' must be a number, not list" },
		{ "html: 1", "7: error: 'html' must be text, not integer" },
		{ "feeds: 1", "8: error: 'feeds' must be a list, not integer" },
		{ "feeds: [[atom]]", "8: error: 'feeds' must be a list of names" },
		{ "search: maybe",
		  "9: error: 'search' must be true or false, not string" },
		{ "redirects: {}", "12: error: 'redirects' must be a list, not dict" },
		{ "params: [a]", "9: error: 'params' must be keys and values, not list" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		CHECK_STR(complaint(cases[i].yaml), str_of(cases[i].complaint));
}

TEST(config, values_must_make_sense)
{
	static const struct {
		const char *yaml, *complaint;
	} cases[] = {
		{ "url: https://", "6: error: 'url' must be a host and a path, no more" },
		{ "url: https:///a",
		  "6: error: 'url' must be a host and a path, no more" },
		{ "url: https://a.org/?x",
		  "6: error: 'url' must be a host and a path, no more" },
		{ "url: ftp://a.org/", "6: error: 'url' must be absolute" },
		{ "language: ' '", "11: error: 'language' is empty" },
		{ "direction: left", "12: error: 'direction' cannot be 'left'" },
		{ "timezone: Mars/Olympus",
		  "11: error: unknown time zone 'Mars/Olympus'" },
		{ "timezone: ../zoneinfo/UTC",
		  "11: error: unknown time zone '../zoneinfo/UTC'" },
		{ "permalink: '{slug}'", "12: error: the permalink must begin with '/'" },
		{ "permalink: /{yaer}/{slug}", "12: error: unknown token '{yaer}'" },
		{ "permalink: /{year}/",
		  "12: error: the permalink needs {slug} or {id}" },
		{ "paginate: 0", "11: error: 'paginate' must be from 1 to 1000" },
		{ "paginate: 1001", "11: error: 'paginate' must be from 1 to 1000" },
		{ "paginate_terms: 0",
		  "17: error: 'paginate_terms' must be from 1 to 10000" },
		{ "related: {count: 101}", "18: error: 'count' must be from 1 to 100" },
		{ "related: {page_count: -1}",
		  "23: error: 'page_count' must be from 1 to 1000" },
		{ "html: unsafe", "7: error: 'html' cannot be 'unsafe'" },
		{ "feeds: [atom, atm]", "8: error: 'feeds' cannot be 'atm'" },
		{ "redirects: [iis]", "12: error: 'redirects' cannot be 'iis'" },
		{ "canonical: mine", "12: error: 'canonical' cannot be 'mine'" },
		{ "taxonomies: [a/b]",
		  "13: error: taxonomy 'a/b' is no name: letters, digits, "
		  "'-' and '_' only" },
		{ "taxonomies: [a, b, a]", "13: error: taxonomy 'a' comes twice" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		CHECK_STR(complaint(cases[i].yaml), str_of(cases[i].complaint));
	CHECK(str_has_suffix(complaints("feeds: [atm]"),
	                     STR("hint: did you mean 'atom'?\n")));
}

TEST(config, is_keys_and_values_or_nothing)
{
	CHECK_STR(complaint("[a]"),
	          STR("1: error: the site's settings must be keys and values"));
	CHECK_STR(complaint("text"),
	          STR("1: error: the site's settings must be keys and values"));
	CHECK(complaints("title: \"x\n").len > 0);
}

TEST(config, its_hash_is_that_of_what_was_written)
{
	CHECK(hash_eq(config_of("title: A").hash, config_of("title: A").hash));
	CHECK(!hash_eq(config_of("title: A").hash, config_of("title: B").hash));
}
