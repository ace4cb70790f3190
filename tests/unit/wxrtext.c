#include "import/wxrtext.h"

#include "base/buf.h"
#include "t.h"

static struct str find(const void *context, struct str id)
{
	(void)context;
	return str_eq(id, STR("7")) ? STR("https://x/7.png") : STR("");
}

/* The HTML, and behind it the shortcodes that were not understood. */
static struct str html(const char *text)
{
	struct wxr_pictures pictures = { find, NULL };
	struct strs unknown = { 0 };
	struct str out = wxr_html(&t_arena, str_of(text), &pictures, &unknown);

	for (size_t i = 0; i < unknown.count; i++)
		out = arena_printf(&t_arena, "%.*s?%.*s", STR_ARG(out),
		                   STR_ARG(unknown.items[i]));
	return out;
}

TEST(wxrtext, makes_paragraphs_of_what_stands_between_empty_lines)
{
	CHECK_STR(html("one\ntwo\n\nthree\n \n\nfour"),
	          STR("<p>one<br>\ntwo</p>\n\n<p>three</p>\n\n<p>four</p>\n\n"));
	CHECK_STR(html("a <b>bold</b> word"), STR("<p>a <b>bold</b> word</p>\n\n"));
	CHECK_STR(html(""), STR(""));
	CHECK_STR(html("1 < 2"), STR("<p>1 < 2</p>\n\n"));
}

TEST(wxrtext, leaves_blocks_as_they_are)
{
	CHECK_STR(html("a\n<h2>b</h2>\nc"),
	          STR("<p>a</p>\n\n<h2>b</h2>\n\n<p>c</p>\n\n"));
	CHECK_STR(html("<blockquote>a\n\nb</blockquote>"),
	          STR("<blockquote>\n\n<p>a</p>\n\n<p>b</p>\n\n</blockquote>\n\n"));
	CHECK_STR(html("<pre>a\n\n  b</pre>c"),
	          STR("<pre>a\n\n  b</pre>\n\n<p>c</p>\n\n"));
}

TEST(wxrtext, drops_comments_and_trusts_the_editor_of_blocks)
{
	CHECK_STR(html("<!-- wp:paragraph -->\n<p>a\n\nb</p>\n<!-- /wp:paragraph -->"),
	          STR("\n<p>a\n\nb</p>\n"));
	CHECK_STR(html("a<!--more-->b"), STR("<p>ab</p>\n\n"));
}

TEST(wxrtext, carries_out_shortcodes)
{
	CHECK_STR(html("[caption width=\"9\"]<img src=\"a\"> The <i>A</i>[/caption]"),
	          STR("<figure><img src=\"a\">\n\n<figcaption>The <i>A</i></figcaption>"
	              "\n\n</figure>\n\n"));
	CHECK_STR(html("[gallery ids=\"7,8\"]"),
	          STR("<p><img src=\"https://x/7.png\" alt=\"\"></p>\n\n"));
	CHECK_STR(html("[embed]https://x/y[/embed]"),
	          STR("<p><a href=\"https://x/y\">https://x/y</a></p>\n\n"));
	CHECK_STR(html("https://x/y"),
	          STR("<p><a href=\"https://x/y\">https://x/y</a></p>\n\n"));
	CHECK_STR(html("[video mp4=\"https://x/v.mp4\"][/video]"),
	          STR("<p><a href=\"https://x/v.mp4\">https://x/v.mp4</a></p>\n\n"));
}

TEST(wxrtext, lists_those_it_does_not_know)
{
	CHECK_STR(html("a [b c=\"d\"] [e]f[/e] [sic] [gallery]"),
	          STR("<p>a [b c=\"d\"] [e]f[/e] [sic] [gallery]</p>\n\n"
	              "?[b c=\"d\"]?[e]?[gallery]"));
}
