#include "content/markdown.h"

#include "base/buf.h"
#include "base/files.h"
#include "base/pool.h"
#include "t.h"

static struct diags diags;

static struct markdown render_with(const char *text,
                                   const struct markdown_options *options)
{
	struct source *source = ARENA_NEW(&t_arena, struct source);
	struct markdown out;

	*source = (struct source){ STR("a.md"), str_of(text) };
	CHECK(markdown_render(source, 0, false, options, &t_arena, &out, &diags));
	return out;
}

static struct markdown render(const char *text)
{
	struct markdown_options options = { .html = HTML_SAFE };

	return render_with(text, &options);
}

static struct str html(const char *text)
{
	return render(text).html;
}

static struct str html_as(const char *text, enum html_policy policy)
{
	struct markdown_options options = { .html = policy };

	return render_with(text, &options).html;
}

static struct str messages(void)
{
	return t_messages(&diags);
}

/*
 * Text
 */

TEST(markdown, renders_an_empty_body)
{
	struct markdown out = render("");

	CHECK_STR(out.html, STR(""));
	CHECK_STR(out.text, STR(""));
	CHECK_INT(out.heading_count, 0);
}

TEST(markdown, begins_where_the_front_matter_ends)
{
	struct source source = { STR("a.md"), STR("---\ntitle: x\n---\nHello\n") };
	struct markdown_options options = { 0 };
	struct markdown out;

	CHECK(markdown_render(&source, 17, false, &options, &t_arena, &out, &diags));
	CHECK_STR(out.html, STR("<p>Hello</p>\n"));
}

TEST(markdown, leaves_quotes_and_dashes_as_they_are_written)
{
	CHECK_STR(html("\"It's\" -- so..."), STR("<p>&quot;It's&quot; -- so...</p>\n"));
}

TEST(markdown, leaves_out_what_html_forbids)
{
	CHECK_STR(html("a\x01"
	               "b\x7f"
	               "c&#1;d\uFFFE"),
	          STR("<p>abcd</p>\n"));
}

TEST(markdown, replaces_what_is_not_utf8)
{
	struct source source = { STR("a.md"), { "a\xff\0b", 4 } };
	struct markdown_options options = { 0 };
	struct markdown out;

	CHECK(markdown_render(&source, 0, false, &options, &t_arena, &out, &diags));
	CHECK_STR(out.html, STR("<p>a\uFFFD\uFFFDb</p>\n"));
}

TEST(markdown, ends_lines_as_windows_and_old_macs_do)
{
	CHECK_STR(html("a\r\nb\r\n\r\nc\r\rd"), STR("<p>a\nb</p>\n<p>c</p>\n<p>d</p>\n"));
}

TEST(markdown, gives_the_text_without_markup)
{
	CHECK_STR(
		render("# Title\n\nA *b* [c](d) `e`  \nf\n\n- one\n- two\n\n![alt](p.png \"Caption\")\n\n"
	               "| h | i |\n|---|---|\n| j | k |\n\n```\ncode\n```\n")
			.text,
		STR("Title\nA b c e f\none\ntwo\nCaption\nh i \nj k \ncode\n"));
}

TEST(markdown, gives_the_text_of_raw_html_too)
{
	CHECK_STR(render("a <b>b</b>\n\n<div>c<script>d</script></div>\n").text,
	          STR("a b\nc\n"));
	messages();
}

/*
 * Extensions
 */

TEST(markdown, strikes_through_between_two_tildes)
{
	CHECK_STR(html("~~a *b*~~ c"), STR("<p><del>a <em>b</em></del> c</p>\n"));
	CHECK_STR(html("a~~b~~c"), STR("<p>a<del>b</del>c</p>\n"));
	CHECK_STR(html("~~a~~~~b~~"), STR("<p><del>a~~~~b</del></p>\n"));
}

TEST(markdown, strikes_through_nothing_else)
{
	CHECK_STR(html("~a~ ~5"), STR("<p>~a~ ~5</p>\n"));
	CHECK_STR(html("b ~~~a~~~"), STR("<p>b ~~~a~~~</p>\n"));
	CHECK_STR(html("~~ a ~~"), STR("<p>~~ a ~~</p>\n"));
	CHECK_STR(html("~~a"), STR("<p>~~a</p>\n"));
	CHECK_STR(html("\\~~a~~"), STR("<p>~~a~~</p>\n"));
	CHECK_STR(html("`~~a~~` `\\~~`"),
	          STR("<p><code>~~a~~</code> <code>\\~~</code></p>\n"));
	CHECK_STR(html("~~a\n\nb~~"), STR("<p>~~a</p>\n<p>b~~</p>\n"));
	CHECK_STR(html("~~a *b~~ c*"), STR("<p>~~a <em>b~~ c</em></p>\n"));
}

TEST(markdown, restores_escapes_where_they_are_none)
{
	CHECK_STR(html("    \\~~ \\[^a]\n"),
	          STR("<pre><code>\\~~ \\[^a]\n</code></pre>\n"));
	CHECK_STR(html("[a](b\\~c)"), STR("<p><a href=\"b~c\">a</a></p>\n"));
	CHECK_STR(html("\\\\~~a~~"), STR("<p>\\<del>a</del></p>\n"));
	CHECK_STR(html("\\[^a]"), STR("<p>[^a]</p>\n"));
	CHECK_STR(messages(), STR(""));
}

TEST(markdown, marks_tasks)
{
	CHECK_STR(html("- [ ] a\n- [x] b\n- [X] c\n- [y] d\n- [ ]e\n"),
	          STR("<ul>\n<li>\u2610 a</li>\n<li>\u2611 b</li>\n<li>\u2611 c</li>\n"
	              "<li>[y] d</li>\n<li>[ ]e</li>\n</ul>\n"));
}

TEST(markdown, makes_a_figure_of_a_picture_with_a_title)
{
	CHECK_STR(
		html("![A boat](boat.jpg \"The *Mary*\")"),
		STR("<figure><img src=\"boat.jpg\" alt=\"A boat\" loading=\"lazy\" "
	            "decoding=\"async\" />\n<figcaption>The *Mary*</figcaption>\n</figure>\n"));
}

TEST(markdown, makes_a_figure_of_a_linked_picture)
{
	CHECK_STR(html("[![A](a.jpg \"B\")](c.html)"),
	          STR("<figure><a href=\"c.html\"><img src=\"a.jpg\" alt=\"A\" "
	              "loading=\"lazy\" decoding=\"async\" /></a>\n"
	              "<figcaption>B</figcaption>\n</figure>\n"));
}

TEST(markdown, leaves_other_pictures_in_their_paragraph)
{
	CHECK_STR(
		html("![A](a.jpg \"B\") c"),
		STR("<p><img src=\"a.jpg\" alt=\"A\" loading=\"lazy\" decoding=\"async\" "
	            "title=\"B\" /> c</p>\n"));
	CHECK_STR(
		html("![A](a.jpg)"),
		STR("<p><img src=\"a.jpg\" alt=\"A\" loading=\"lazy\" decoding=\"async\" "
	            "/></p>\n"));
}

/*
 * Links
 */

static bool warn_of_link(void *context, const struct link *link,
                         struct link_target *target)
{
	const char *kind = link->kind == LINK_PAGE ? "page" : "picture";

	(void)context;
	diag_warn(&diags, link->span, "%s '%.*s'", kind, STR_ARG(link->url));
	if (!str_has_suffix(link->url, STR(".md")) && link->kind == LINK_PAGE)
		return false;
	target->url = arena_printf(&t_arena, "/%.*s.html", STR_ARG(link->url));
	target->width = link->kind == LINK_PICTURE ? 640 : 0;
	target->height = link->kind == LINK_PICTURE ? 480 : 0;
	return true;
}

static struct str html_with_links(const char *text)
{
	struct link_resolver links = { NULL, warn_of_link };
	struct markdown_options options = { .links = &links };

	return render_with(text, &options).html;
}

TEST(markdown, asks_where_links_and_pictures_lead)
{
	CHECK_STR(
		html_with_links("[a](b.md) [c](http://d/)"),
		STR("<p><a href=\"/b.md.html\">a</a> <a href=\"http://d/\">c</a></p>\n"));
	CHECK_STR(
		html_with_links("![a](b.png)"),
		STR("<p><img src=\"/b.png.html\" alt=\"a\" width=\"640\" height=\"480\" "
	            "loading=\"lazy\" decoding=\"async\" /></p>\n"));
	messages();
}

TEST(markdown, knows_where_a_link_stands)
{
	html_with_links(
		"one [a](b.md)\ntwo [c](d.md) [e](d.md)\n\n> * quoted\n>   ![f](g.png)\n");
	CHECK_STR(messages(), STR("a.md:1:9: warning: page 'b.md'\n"
	                          "  one [a](b.md)\n"
	                          "          ^~~~\n"
	                          "a.md:2:9: warning: page 'd.md'\n"
	                          "  two [c](d.md) [e](d.md)\n"
	                          "          ^~~~\n"
	                          "a.md:2:19: warning: page 'd.md'\n"
	                          "  two [c](d.md) [e](d.md)\n"
	                          "                    ^~~~\n"
	                          "a.md:5:10: warning: picture 'g.png'\n"
	                          "  >   ![f](g.png)\n"
	                          "           ^~~~~\n"));
}

TEST(markdown, knows_where_a_link_by_reference_is_used)
{
	html_with_links("[r]: b.md\n\nsee [this][r]\n");
	CHECK_STR(messages(), STR("a.md:3:5: warning: page 'b.md'\n"
	                          "  see [this][r]\n"
	                          "      ^~~~~~\n"));
}

TEST(markdown, is_near_where_a_link_stands)
{
	html_with_links("[x]: y\nmore [a](b.md)\n   and [c](d.md)\n");
	CHECK_STR(messages(), STR("a.md:2:10: warning: page 'b.md'\n"
	                          "  more [a](b.md)\n"
	                          "           ^~~~\n"
	                          "a.md:3:12: warning: page 'd.md'\n"
	                          "     and [c](d.md)\n"
	                          "             ^~~~\n"));
}

TEST(markdown, knows_where_a_link_in_a_table_stands)
{
	html_with_links("| a |\n|---|\n| x |\n| [b](c.md) |\n\n[d](e.md)\n");
	CHECK_STR(messages(), STR("a.md:4:7: warning: page 'c.md'\n"
	                          "  | [b](c.md) |\n"
	                          "        ^~~~\n"
	                          "a.md:6:5: warning: page 'e.md'\n"
	                          "  [d](e.md)\n"
	                          "      ^~~~\n"));
}

TEST(markdown, knows_where_a_link_in_raw_html_stands)
{
	CHECK_STR(
		html_with_links("[a](b.md)\n\n<p><a href=\"c.md\">d</a></p>\n"),
		STR("<p><a href=\"/b.md.html\">a</a></p>\n<p><a href=\"/c.md.html\">d</a></p>\n"));
	CHECK_STR(messages(), STR("a.md:1:5: warning: page 'b.md'\n"
	                          "  [a](b.md)\n"
	                          "      ^~~~\n"
	                          "a.md:3:13: warning: page 'c.md'\n"
	                          "  <p><a href=\"c.md\">d</a></p>\n"
	                          "              ^~~~\n"));
}

TEST(markdown, leaves_out_unsafe_links)
{
	CHECK_STR(html("a [b](javascript:alert(1))"), STR("<p>a b</p>\n"));
	CHECK_STR(messages(),
	          STR("a.md:1:7: warning: unsafe link 'javascript:alert(1)' is left out\n"
	              "  a [b](javascript:alert(1))\n"
	              "        ^~~~~~~~~~~~~~~~~~~\n"
	              "  hint: links may be relative, or begin with http:, https:, "
	              "mailto:, tel: or ftp:\n"));
	CHECK_STR(html("![b](data:image/png;base64,x)"), STR("<p>b</p>\n"));
	CHECK_STR(
		messages(),
		STR("a.md:1:6: warning: unsafe picture 'data:image/png;base64,x' is left out\n"
	            "  ![b](data:image/png;base64,x)\n"
	            "       ^~~~~~~~~~~~~~~~~~~~~~~\n"
	            "  hint: pictures may be relative, or begin with http: or https:\n"));
}

TEST(markdown, writes_links_on_nothing_and_to_nothing_as_text)
{
	CHECK_STR(html("[a]() []( b.md)x"), STR("<p>a x</p>\n"));
	CHECK_STR(messages(), STR(""));
}

/*
 * Raw HTML
 */

TEST(markdown, makes_raw_html_safe_across_its_pieces)
{
	CHECK_STR(
		html("a <b onclick=x>*b*</b> <script>c</script> d\n\n<center>e</center>\n"),
		STR("<p>a <b><em>b</em></b>  d</p>\n<div>e</div>\n"));
}

TEST(markdown, trusts_raw_html_if_told_so)
{
	CHECK_STR(html_as("a <b onclick=x>b</b>\n\n<script>c</script>\n", HTML_TRUSTED),
	          STR("<p>a <b onclick=x>b</b></p>\n<script>c</script>\n"));
	CHECK_STR(html_as("[a](javascript:x)", HTML_TRUSTED),
	          STR("<p><a href=\"javascript:x\">a</a></p>\n"));
}

TEST(markdown, shows_raw_html_as_text_if_told_so)
{
	CHECK_STR(
		html_as("a <b>b</b>\n\n<div>\nc\n</div>\n\n<!-- d -->\n", HTML_NONE),
		STR("<p>a &lt;b&gt;b&lt;/b&gt;</p>\n<p>&lt;div&gt;\nc\n&lt;/div&gt;\n</p>\n"));
}

TEST(markdown, drops_comments_without_a_trace)
{
	CHECK_STR(html("a\n\n<!-- more -->\n\nb <!-- c --> d\n"),
	          STR("<p>a</p>\n<p>b  d</p>\n"));
}

TEST(markdown, ends_a_comment_that_never_ends_with_its_block)
{
	CHECK_STR(html("> <b>a</b>\n>\n> <!-- b\n\nc\n"),
	          STR("<blockquote>\n<p><b>a</b></p>\n</blockquote>\n<p>c</p>\n"));
}

TEST(markdown, reads_articles_that_are_html)
{
	struct source source = {
		STR("a.html"),
		STR("<!DOCTYPE html><html><head><title>T</title><style>x</style>"
		    "</head><body class=a><h1>A</h1><p>b<p>c</body></html>")
	};
	struct markdown_options options = { 0 };
	struct markdown out;

	CHECK(markdown_render(&source, 0, true, &options, &t_arena, &out, &diags));
	CHECK_STR(out.html, STR("<h2 id=\"a\">A</h2>\n<p>b</p>\n<p>c</p>\n"));
	CHECK_STR(out.text, STR("A\nb\nc\n"));
	CHECK_INT(out.heading_count, 1);
	CHECK_INT(out.headings[0].level, 1);
	CHECK_STR(out.headings[0].id, STR("a"));
	options.html = HTML_TRUSTED;
	CHECK(markdown_render(&source, 0, true, &options, &t_arena, &out, &diags));
	CHECK_STR(out.html, STR("<h1>A</h1><p>b<p>c"));
	CHECK_STR(messages(), STR(""));
	options.html = HTML_NONE;
	CHECK(markdown_render(&source, 0, true, &options, &t_arena, &out, &diags));
	CHECK(str_has_prefix(out.html, STR("<p>&lt;!DOCTYPE html&gt;")));
	CHECK_STR(messages(), STR("a.html: warning: HTML is shown as text\n"
	                          "  hint: the site's config says 'html: none'\n"));
}

/*
 * Limits
 */

static struct str repeat(const char *text, size_t count)
{
	struct buf out = { 0 };
	struct str repeated;

	for (size_t i = 0; i < count; i++)
		buf_add(&out, str_of(text));
	repeated = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return repeated;
}

static size_t count_of(struct str text, struct str needle)
{
	size_t count = 0, at;

	while ((at = str_find(text, needle)) != STR_NONE) {
		text = str_from(text, at + needle.len);
		count++;
	}
	return count;
}

TEST(markdown, flattens_ten_thousand_quotes)
{
	struct str out = html(repeat("> ", 10000).ptr);

	CHECK_INT(count_of(out, STR("<blockquote>")), 99);
	CHECK_INT(count_of(out, STR("</blockquote>")), 99);
	CHECK(str_contains(
		messages(),
		STR("a.md:1:1: warning: quotes and lists are nested deeper than 100\n")));
}

TEST(markdown, flattens_ten_thousand_lists)
{
	struct str text = arena_printf(&t_arena, "%sa\n", repeat("- ", 10000).ptr);
	struct str out = html(text.ptr);

	CHECK_INT(count_of(out, STR("<ul>")), count_of(out, STR("</ul>")));
	CHECK_INT(count_of(out, STR("<li>")), count_of(out, STR("<ul>")));
	CHECK(count_of(out, STR("<li>")) < 60);
	CHECK(str_contains(out, STR("<p>a</p>")));
	messages();
}

TEST(markdown, bears_ten_thousand_brackets_and_stars)
{
	struct str brackets = repeat("[", 10000), stars = repeat("*a **b ", 10000);

	CHECK_INT(html(brackets.ptr).len, 10000 + 8);
	CHECK(html(stars.ptr).len > stars.len);
	stars = html(repeat("*_", 5000).ptr);
	CHECK_INT(count_of(stars, STR("<em>")), count_of(stars, STR("</em>")));
	CHECK_STR(messages(), STR(""));
}

TEST(markdown, stops_warning_after_many_warnings)
{
	struct str out = html(repeat("{{< x >}} ", 300).ptr);
	struct str told = messages();

	CHECK_STR(out, STR(""));
	CHECK_INT(count_of(told, STR("unknown shortcode")), 200);
	CHECK(str_contains(told,
	                   STR("more than 200 warnings; the others are not shown")));
}

/*
 * The guide
 */

/* Take the next fenced block off *rest; false if there is none. */
static bool next_block(struct str *rest, struct str *language, struct str *block)
{
	struct str line;

	do {
		if (!str_next_line(rest, &line))
			return false;
	} while (!str_has_prefix(line, STR("```")));
	*language = str_from(line, 3);
	block->ptr = rest->ptr;
	while (!str_has_prefix(*rest, STR("```")) && str_next_line(rest, &line))
		;
	block->len = (size_t)(rest->ptr - block->ptr);
	return str_next_line(rest, &line);
}

TEST(markdown, renders_the_examples_of_the_guide)
{
	struct files *root = files_open_disk(STR("."));
	struct str guide, language, block, example = { 0 };
	size_t count = 0;

	if (files_read(root, STR("docs/guide/markdown.md"), 1 << 20, &t_arena, &guide,
	               NULL)) {
		t_skip("the guide is not here");
		guide = (struct str){ 0 };
	}
	while (next_block(&guide, &language, &block)) {
		if (str_eq(language, STR("html"))) {
			CHECK_STR(html(arena_cstr(&t_arena, example)), block);
			count++;
		}
		example = block;
	}
	CHECK(count > 5 || guide.ptr == NULL);
	CHECK_STR(messages(), STR(""));
	files_close(root);
}

/*
 * Inline Markdown
 */

TEST(markdown, renders_a_line_without_blocks)
{
	CHECK_STR(markdown_inline(STR("# A *b* ~~c~~"), HTML_SAFE, &t_arena),
	          STR("# A <em>b</em> <del>c</del>"));
	CHECK_STR(markdown_inline(STR(" - a\nb\n\nc "), HTML_SAFE, &t_arena),
	          STR("- a b  c"));
	CHECK_STR(markdown_inline(STR("[a]: b"), HTML_SAFE, &t_arena), STR("[a]: b"));
	CHECK_STR(markdown_inline(STR(""), HTML_SAFE, &t_arena), STR(""));
}

TEST(markdown, treats_html_in_a_line_by_the_policy)
{
	struct str line = STR("a <b onclick=x>b</b> <div>c</div>");

	CHECK_STR(markdown_inline(line, HTML_SAFE, &t_arena), STR("a <b>b</b> c"));
	CHECK_STR(markdown_inline(line, HTML_TRUSTED, &t_arena), line);
	CHECK_STR(markdown_inline(line, HTML_NONE, &t_arena),
	          STR("a &lt;b onclick=x&gt;b&lt;/b&gt; &lt;div&gt;c&lt;/div&gt;"));
}

static bool render_dek(void *context, const struct link *link, struct link_target *target)
{
	(void)context;
	(void)link;
	target->url = markdown_inline(STR("*x*"), HTML_SAFE, &t_arena);
	return true;
}

TEST(markdown, may_be_called_while_it_resolves_a_link)
{
	struct link_resolver links = { NULL, render_dek };
	struct markdown_options options = { .links = &links };

	CHECK_STR(render_with("[a](b) *c*", &options).html,
	          STR("<p><a href=\"%3Cem%3Ex%3C/em%3E\">a</a> <em>c</em></p>\n"));
}

#define RENDERINGS 64

static void render_one(void *context, unsigned worker, size_t item)
{
	struct buf *html = context;
	struct source source = {
		STR("a.md"),
		STR("# A\n\nb[^c] <em onclick=d>e</em>\n\n| f |\n|---|\n| g |\n\n[^c]: h\n")
	};
	struct markdown_options options = { 0 };
	struct arena arena = { 0 };
	struct diags local = { 0 };
	struct markdown out;

	(void)worker;
	markdown_render(&source, 0, false, &options, &arena, &out, &local);
	buf_add(&html[item], out.html);
	diags_clear(&local);
	arena_clear(&arena);
}

TEST(markdown, may_be_used_by_many_threads_at_once)
{
	struct buf html[RENDERINGS] = { 0 };
	struct pool *pool = pool_new(4);

	pool_run(pool, RENDERINGS, render_one, html);
	pool_free(pool);
	CHECK(str_contains(buf_str(&html[0]), STR("<em>e</em>")));
	for (size_t i = 1; i < RENDERINGS; i++) {
		CHECK_STR(buf_str(&html[i]), buf_str(&html[0]));
		buf_clear(&html[i]);
	}
	buf_clear(&html[0]);
}

TEST(markdown, refuses_what_is_larger_than_cmark_can_count)
{
	struct source source = { STR("a.md"), { "", MARKDOWN_MAX + 1 } };
	struct markdown_options options = { 0 };
	struct markdown out;

	CHECK(!markdown_render(&source, 0, false, &options, &t_arena, &out, &diags));
	CHECK_STR(messages(), STR("a.md: error: larger than 256 MB\n"));
}
