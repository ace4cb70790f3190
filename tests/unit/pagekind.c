#include "import/pagekind.h"

#include "t.h"

#define SENTENCE                                                                        \
	"The ferry came back to the old stone quay on Monday morning, and half of the " \
	"town stood in the rain to see her make fast. "
#define PARAGRAPH "<p>" SENTENCE SENTENCE "</p>"
#define CARD                                                                         \
	"<div class=card><h2><a href=/a.html>What was said on the quay that day</a>" \
	"</h2><p>A few words about it.</p></div>"

static struct pagekind kind_of(const char *html, const char *url)
{
	struct html_node *root = html_parse_page(str_of(html), &t_arena);
	struct pagesigns signs = pagekind_look(root);
	struct extract extract;

	extract_article(&t_arena, root, &(struct extract_options){ .url = str_of(url) },
	                &extract);
	return pagekind_judge(&signs, &extract, str_of(url));
}

static bool is_article(const char *html, const char *url)
{
	struct pagekind kind = kind_of(html, url);

	CHECK(kind.why && kind.percent >= 50 && kind.percent < 100);
	return kind.is_article;
}

TEST(pagekind, takes_a_page_with_much_text_for_an_article)
{
	CHECK(is_article(
		"<h1>The ferry</h1>" PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH PARAGRAPH,
		"http://a.org/ferry"));
	CHECK(is_article("<meta property=og:type content=article><h1>The ferry</h1>"
	                 "<time datetime=2014-05-12>12 May</time>" PARAGRAPH,
	                 "http://a.org/ferry"));
	CHECK(is_article("<script type=application/ld+json>{\"@type\": [\"NewsArticle\"],"
	                 "\"author\": {\"@type\":\"Person\"}}</script><h1>The ferry</h1>"
	                 "<p>" SENTENCE "</p>",
	                 "http://a.org/2014/05/12/the-ferry-is-back-at-last"));
	CHECK(!is_article("<h1>The ferry</h1><p>Soon.</p>", "http://a.org/ferry"));
	CHECK(!is_article("", ""));
}

TEST(pagekind, takes_rows_of_cards_for_a_listing)
{
	static const char cards[] = CARD CARD CARD CARD CARD CARD CARD CARD CARD CARD;

	CHECK(!is_article(cards, "http://a.org/news/"));
	CHECK(!is_article(cards, "http://a.org/"));
	CHECK(!is_article("<body class='archive category'>" CARD CARD CARD,
	                  "http://a.org/news/"));
	CHECK(!is_article("<script type=application/ld+json>{\"@type\":\"ItemList\"}"
	                  "</script>" CARD CARD,
	                  "http://a.org/tag/ferry/page/2"));
	/* An article stays one below whose text there are as many. */
	CHECK(is_article("<meta property=og:type content=article>"
	                 "<body><article><h1>The ferry</h1>" PARAGRAPH PARAGRAPH PARAGRAPH
	                         PARAGRAPH
	                 "</article>" CARD CARD CARD CARD CARD CARD CARD CARD CARD,
	                 "http://a.org/news/the-ferry-is-back-again"));
}

TEST(pagekind, reads_addresses)
{
	static const char page[] = "<h1>The ferry</h1>" PARAGRAPH PARAGRAPH;

	CHECK(is_article(page, "http://a.org/ferry-is-back-again"));
	CHECK(!is_article(page, "http://a.org/"));
	CHECK(!is_article(page, "http://a.org/index.html"));
	CHECK(!is_article(page, "http://a.org/category/ferries/"));
}

TEST(pagekind, gives_a_reason_for_what_it_says)
{
	static const char stub[] =
		"<meta property=og:type content=article><h1>The ferry</h1>"
		"<p>Subscribe to read this story.</p>";
	struct pagekind kind = kind_of(stub, "http://a.org/ferry");

	CHECK(!kind.is_article && !kind.says_listing);
	CHECK(!str_eq(str_of(kind.why), STR("og:type says it is one")));
	CHECK(kind_of("<p>Soon.</p>", "http://a.org/tag/ferry").says_listing);
	CHECK(kind_of("<body class='archive'><p>Soon.</p>", "http://a.org/a")
	              .says_listing);
}
