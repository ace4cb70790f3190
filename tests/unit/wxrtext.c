#include "import/wxrtext.h"

#include "base/buf.h"
#include "t.h"

static bool find(void *context, struct str id, struct picture *picture)
{
	(void)context;
	*picture = (struct picture){ .src = STR("https://x/7.png") };
	if (str_eq(id, STR("9")))
		*picture = (struct picture){ .src = STR("https://x/9.png"),
			                     .alt = STR("A \"ferry\""),
			                     .caption = STR("The <i>Alder</i>") };
	return str_eq(id, STR("7")) || str_eq(id, STR("9"));
}

/* The post at hand has none, post 3 has 9 and 7. */
static bool of_post(void *context, struct str post, size_t n, struct str *id,
                    struct picture *picture)
{
	static const struct str ids[] = { STR_INIT("9"), STR_INIT("7") };

	if (!str_eq(post, STR("3")) || n >= 2)
		return false;
	*id = ids[n];
	return find(context, ids[n], picture);
}

/* The HTML, and behind it the shortcodes that were not understood. */
static struct str html(const char *text)
{
	struct wxr_pictures pictures = { find, of_post, NULL };
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

TEST(wxrtext, makes_galleries_of_what_was_uploaded)
{
	static const struct str nine = STR_INIT(
		"<figure><img src=\"https://x/9.png\" alt=\"A &#34;ferry&#34;\">\n\n"
		"<figcaption>The <i>Alder</i></figcaption>\n\n</figure>\n\n");
	static const struct str seven =
		STR_INIT("<p><img src=\"https://x/7.png\" alt=\"\"></p>\n\n");

	CHECK_STR(html("[gallery ids=\"9\"]"), nine);
	CHECK_STR(html("[gallery id=\"3\" columns=\"2\"]"),
	          arena_printf(&t_arena, "%.*s%.*s", STR_ARG(nine), STR_ARG(seven)));
	CHECK_STR(html("[gallery id=3 exclude=\"8, 9\"]"), seven);
}

TEST(wxrtext, links_films_however_they_are_named)
{
	CHECK_STR(html("[youtube=https://youtu.be/x?a=b]"),
	          STR("<p><a href=\"https://youtu.be/x?a=b\">https://youtu.be/x?a=b</a>"
	              "</p>\n\n"));
	CHECK_STR(html("[vimeo 123]"),
	          STR("<p><a href=\"https://vimeo.com/123\">https://vimeo.com/123</a>"
	              "</p>\n\n"));
	CHECK_STR(html("[youtube]x-1[/youtube]"),
	          STR("<p><a href=\"https://www.youtube.com/watch?v=x-1\">"
	              "https://www.youtube.com/watch?v=x-1</a></p>\n\n"));
	CHECK_STR(html("[other=https://x/y]"),
	          STR("<p>[other=https://x/y]</p>\n\n?[other=https://x/y]"));
	CHECK_STR(html("<!-- wp:embed -->\n<figure><div>\nhttps://x/y\n</div></figure>\n"
	               "<!-- /wp:embed --><pre>\nhttps://x/z\n</pre>"),
	          STR("\n<figure><div>\n<a href=\"https://x/y\">https://x/y</a>\n"
	              "</div></figure>\n<pre>\nhttps://x/z\n</pre>"));
}

TEST(wxrtext, heeds_the_quotes_of_attributes)
{
	CHECK_STR(html("[caption]<img alt=\"a > b\" src=\"a\"> Words[/caption]"),
	          STR("<figure><img alt=\"a > b\" src=\"a\">\n\n"
	              "<figcaption>Words</figcaption>\n\n</figure>\n\n"));
	CHECK_STR(html("<p title=\"a>b\">c</p>"), STR("<p title=\"a>b\">c</p>\n\n"));
	CHECK_STR(html("<p title=\"a>b"), STR("<p title=\"a>b\n\n"));
}

TEST(wxrtext, breaks_lines_within_blocks)
{
	CHECK_STR(html("<p>a\nb</p>"), STR("<p>a<br>\nb</p>\n\n"));
	CHECK_STR(html("<ul>\n<li>a\n<b>b</b></li>\n</ul>"),
	          STR("<ul>\n\n<li>a<br>\n<b>b</b></li>\n\n</ul>\n\n"));
	CHECK_STR(html("<hr />\na\nb"), STR("<hr />\n\n<p>a<br>\nb</p>\n\n"));
	CHECK_STR(html("a<br />\nb"), STR("<p>a<br />\nb</p>\n\n"));
}

TEST(wxrtext, lists_those_it_does_not_know)
{
	CHECK_STR(html("a [b c=\"d\"] [e]f[/e] [sic] [gallery]"),
	          STR("<p>a [b c=\"d\"] [e]f[/e] [sic] [gallery]</p>\n\n"
	              "?[b c=\"d\"]?[e]?[gallery]"));
}

TEST(wxrtext, keeps_code_as_it_stands)
{
	CHECK_STR(html("[code language=\"php\"]<?php echo \"x\"; ?>[/code]"),
	          STR("<pre><code class=\"language-php\">&lt;?php echo &#34;x&#34;; "
	              "?&gt;</code></pre>\n\n"));
	CHECK_STR(
		html("a\n[c]\n#include <stdio.h>\n\n  [gallery] x();\n[/c]\nb"),
		STR("<p>a</p>\n\n<pre><code class=\"language-c\">#include "
	            "&lt;stdio.h&gt;\n\n  [gallery] x();</code></pre>\n\n<p>b</p>\n\n"));
	/* As its editor saves it. */
	CHECK_STR(html("[sourcecode lang='plain']a &lt; b &amp;&amp; c[/sourcecode]"),
	          STR("<pre><code>a &lt; b &amp;&amp; c</code></pre>\n\n"));
	CHECK_STR(html("[text] and [c]"), STR("<p>[text] and [c]</p>\n\n"));
}

TEST(wxrtext, shows_what_is_escaped)
{
	CHECK_STR(html("[[gallery]]"), STR("<p>[gallery]</p>\n\n"));
	CHECK_STR(html("[[gallery ids=\"7\"]] b"),
	          STR("<p>[gallery ids=&#34;7&#34;] b</p>\n\n"));
	CHECK_STR(html("[[code]<i>[/code]] b"),
	          STR("<p>[code]&lt;i&gt;[/code] b</p>\n\n"));
	CHECK_STR(html("[[Ferry]] b"), STR("<p>[[Ferry]] b</p>\n\n"));
	CHECK_STR(html("[[gallery] b"), STR("<p>[[gallery] b</p>\n\n?[gallery]"));
}

/* Each of them looks for its end: that may not take as long as what is behind it. */
TEST(wxrtext, reads_many_that_are_not_closed)
{
	struct buf text = { 0 };

	for (size_t i = 0; i < 1000000; i++)
		buf_puts(&text, "[caption]");
	buf_puts(&text, "[/caption]");
	buf_add_char(&text, '\0');
	CHECK(html(text.ptr).len > text.len);
	buf_clear(&text);
}
