#include "import/pagehead.h"

#include "import/extract.h"
#include "t.h"

#define LONG                                                                         \
	"This is a paragraph of an article, which is long enough to be told from a " \
	"menu, and ends as sentences do."

/* What a page of the head and the body says, with two paragraphs behind. */
static struct metadata fields(const char *head, const char *body, const char *url)
{
	struct extract_options options = { .url = str_of(url) };
	struct str html = arena_printf(
		&t_arena, "<head>%s</head><body>%s<p>" LONG "<p>" LONG, head, body);
	struct extract out;

	extract_article(&t_arena, html_parse_page(html, &t_arena), &options, &out);
	return out.data;
}

static struct str title(const char *head, const char *body)
{
	return fields(head, body, "").title;
}

TEST(pagehead, the_heading_decides_over_a_title_that_is_not_the_headline)
{
	CHECK_STR(title("<title>The Harbour Gazette</title>", "<h1>Ferry is back</h1>"),
	          STR("Ferry is back"));
	CHECK_STR(title("<title>Gazette</title><meta property=og:title content=Gazette>",
	                "<h1>Ferry is back</h1>"),
	          STR("Ferry is back"));
	CHECK_STR(title("<title>Ferry is back after t... | Gazette</title>",
	                "<h1>Ferry is back after the storm</h1>"),
	          STR("Ferry is back after the storm"));
	CHECK_STR(title("<title>Ferry - Gazette</title>", "<h1>Ferry is back now</h1>"),
	          STR("Ferry is back now"));
	CHECK_STR(
		title("<title>Ann Lee: Ferry is back</title>", "<h1>Ferry is back</h1>"),
		STR("Ferry is back"));
	CHECK_STR(title("<title>Gazette</title>",
	                "<h1><a href=/>Gazette</a></h1><h2 class=entry-title>Ferry is "
	                "back</h2>"),
	          STR("Ferry is back"));
}

TEST(pagehead, a_heading_that_says_something_else_decides_nothing)
{
	CHECK_STR(
		title("<title>Boats return at noon</title>", "<h1>Boats to Bowmore</h1>"),
		STR("Boats return at noon"));
	CHECK_STR(title("<title>Boats return at noon</title>",
	                "<h1>Tips and hints</h1><h2>Boats return at noon</h2>"),
	          STR("Boats return at noon"));
	CHECK_STR(title("<title>Boats return at noon</title>",
	                "<h1>Tips and hints</h1><h1>What to see</h1>"),
	          STR("Boats return at noon"));
	CHECK_STR(title("<title>Gazette: x</title><meta property=og:title content='Boats "
	                "return'>",
	                "<h1>What you must know</h1>"),
	          STR("Boats return"));
}

TEST(pagehead, a_title_is_without_site_sections_and_counts)
{
	const char *site = "<meta property=og:site_name content=Gazette>";
	static const char *const titles[] = {
		"Ferry is back &gt; News &gt; Gazette",
		"Ferry is back | UK | News | Gazette",
		"Ferry is back - UK - News - Gazette",
		"Ferry is back | Gazette - Breaking News, Sport and Weather",
		"(2) Ferry is back - Gazette",
	};

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		CHECK_STR(title(arena_cstr(&t_arena,
		                           arena_printf(&t_arena, "<title>%s</title>%s",
		                                        titles[i], site)),
		                ""),
		          STR("Ferry is back"));
	CHECK_STR(title("<title>BBC NEWS | England | Ferry is back after storm</title>",
	                ""),
	          STR("Ferry is back after storm"));
	CHECK_STR(title("<title>Page 2 - Ferry is back - Gazette</title>",
	                "<h1>Ferry is back</h1>"),
	          STR("Ferry is back"));
	CHECK_STR(title("<title>The Gazette Online -- Ferry is back after storm</title>",
	                "<b>Ferry is back after storm</b>"),
	          STR("Ferry is back after storm"));
	CHECK_STR(title("<title>Diary » Archive » The ferry – and now?</title>",
	                "<h2><a href=/ferry>The ferry – and now?</a></h2>"),
	          STR("The ferry – and now?"));
	CHECK_STR(
		title(arena_cstr(&t_arena, arena_printf(&t_arena,
	                                                "<title>Ferry and Son - review - "
	                                                "Gazette</title>%s",
	                                                site)),
	              ""),
		STR("Ferry and Son - review"));
	CHECK_STR(title("<title>(500) Days of Summer is here - Gazette</title>", ""),
	          STR("(500) Days of Summer is here"));
}
