#include "content/footnotes.h"

#include "t.h"

static struct diags diags;

static struct str html_with(const char *text, struct markdown_options options)
{
	struct source *source = ARENA_NEW(&t_arena, struct source);
	struct markdown out;

	*source = (struct source){ STR("a.md"), str_of(text) };
	CHECK(markdown_render(source, 0, false, &options, &t_arena, &out, &diags));
	return out.html;
}

static struct str html(const char *text)
{
	return html_with(text, (struct markdown_options){ 0 });
}

#define REFERENCE(n)                                                            \
	"<sup><a href=\"#fn:" n "\" role=\"doc-noteref\" id=\"fnref:" n "\">" n \
	"</a></sup>"
#define BACK(n)                                                      \
	" <a href=\"#fnref:" n                                       \
	"\" role=\"doc-backlink\" aria-label=\"Back to reference " n \
	"\">\u21a9\ufe0e</a>"
#define NOTES(items)                                                                                 \
	"<section role=\"doc-endnotes\" aria-label=\"Footnotes\" class=\"footnotes\">\n<ol>\n" items \
	"</ol>\n</section>\n"

TEST(footnotes, stand_at_the_end_with_links_both_ways)
{
	CHECK_STR(html("One[^a].\n\n[^a]: Said *so*.\n"),
	          STR("<p>One" REFERENCE("1") ".</p>\n" NOTES(
			  "<li id=\"fn:1\">\n<p>Said <em>so</em>." BACK(
				  "1") "</p>\n</li>\n")));
	CHECK_STR(t_messages(&diags), STR(""));
}

TEST(footnotes, are_numbered_by_first_reference)
{
	CHECK_STR(html("[^b] [^a]\n\n[^a]: A\n[^b]: B\n"),
	          STR("<p>" REFERENCE("1") " " REFERENCE("2") "</p>\n" NOTES(
			  "<li id=\"fn:1\">\n<p>B" BACK(
				  "1") "</p>\n</li>\n"
				       "<li id=\"fn:2\">\n<p>A" BACK(
					       "2") "</p>\n</li>\n")));
}

TEST(footnotes, lead_back_to_each_reference)
{
	CHECK_STR(
		html("[^a] [^A]\n\n[^a]: x\n"),
		STR("<p>" REFERENCE(
			"1") " <sup><a href=\"#fn:1\" role=\"doc-noteref\" "
	                     "id=\"fnref:1:2\">1</a></sup></p>\n" NOTES("<li id=\"fn:1\">\n<p>x" BACK(
				     "1") " <a href=\"#fnref:1:2\" role=\"doc-backlink\" "
	                                  "aria-label=\"Back to reference 1-2\">\u21a9\ufe0e</a></p>\n</li>\n")));
}

TEST(footnotes, hold_several_blocks)
{
	CHECK_STR(
		html("a[^n]\n\n[^n]: one\n    two\n\n    three\n\n    - four\n\nb\n"),
		STR("<p>a" REFERENCE("1") "</p>\n<p>b</p>\n" NOTES(
			"<li id=\"fn:1\">\n<p>one\ntwo</p>\n<p>three</p>\n<ul>\n<li>four</li>\n"
			"</ul>\n<p>" BACK("1") "</p>\n</li>\n")));
}

TEST(footnotes, refer_to_footnotes)
{
	CHECK_STR(
		html("a[^1]\n\n[^1]: b[^2]\n\n[^2]: c[^1]\n"),
		STR("<p>a" REFERENCE("1") "</p>\n" NOTES(
			"<li id=\"fn:1\">\n<p>b" REFERENCE("2") BACK(
				"1") "</p>\n</li>\n"
				     "<li id=\"fn:2\">\n<p>c<sup><a href=\"#fn:1\" role=\"doc-noteref\" "
				     "id=\"fnref:1:2\">1</a></sup>" BACK(
					     "2") "</p>\n</li>\n")));
}

TEST(footnotes, see_definitions_of_links)
{
	CHECK_STR(html("a[^1]\n\n[^1]: [b]\n\n[b]: /c\n"),
	          STR("<p>a" REFERENCE("1") "</p>\n" NOTES(
			  "<li id=\"fn:1\">\n<p><a href=\"/c\">b</a>" BACK(
				  "1") "</p>\n</li>\n")));
}

TEST(footnotes, of_one_word_are_no_links)
{
	CHECK_STR(html("a[^1]\n\n[^1]: http://b/\n"),
	          STR("<p>a" REFERENCE("1") "</p>\n" NOTES(
			  "<li id=\"fn:1\">\n<p>http://b/" BACK("1") "</p>\n</li>\n")));
}

TEST(footnotes, may_interrupt_a_paragraph_and_stand_in_a_quote)
{
	CHECK_STR(html("a[^1]\n[^1]: b\n"),
	          STR("<p>a" REFERENCE("1") "</p>\n" NOTES(
			  "<li id=\"fn:1\">\n<p>b" BACK("1") "</p>\n</li>\n")));
	CHECK_STR(html("> a[^1]\n>\n> [^1]: b\n"),
	          STR("<blockquote>\n<p>a" REFERENCE("1") "</p>\n</blockquote>\n" NOTES(
			  "<li id=\"fn:1\">\n<p>b" BACK("1") "</p>\n</li>\n")));
}

TEST(footnotes, leave_lists_around_them_alone)
{
	CHECK_STR(html("1) a[^1]\n2) b\n\n[^1]: c\n\n1) d\n"),
	          STR("<ol>\n<li>\n<p>a" REFERENCE(
			  "1") "</p>\n</li>\n<li>\n<p>b</p>\n</li>\n"
	                       "<li>\n<p>d</p>\n</li>\n</ol>\n" NOTES(
				       "<li id=\"fn:1\">\n<p>c" BACK(
					       "1") "</p>\n</li>\n")));
}

TEST(footnotes, are_not_in_code_or_escaped)
{
	CHECK_STR(html("`[^a]` \\[^a] [b](c[^a])\n\n    [^a]: d\n"),
	          STR("<p><code>[^a]</code> [^a] <a href=\"c%5B%5Ea%5D\">b</a></p>\n"
	              "<pre><code>[^a]: d\n</code></pre>\n"));
	CHECK_STR(t_messages(&diags), STR(""));
}

TEST(footnotes, are_no_links_inside_links)
{
	CHECK_STR(html("[a[^1]](b) [^1]\n\n[^1]: c\n"),
	          STR("<p><a href=\"b\">a<sup>1</sup></a> " REFERENCE("1") "</p>\n" NOTES(
			  "<li id=\"fn:1\">\n<p>c" BACK("1") "</p>\n</li>\n")));
}

TEST(footnotes, take_their_words_and_prefix_from_the_caller)
{
	struct markdown_labels labels = { STR("Fußnoten"), STR("Zurück zu") };
	struct markdown_options options = { .labels = &labels, .id_prefix = STR("x-") };

	CHECK_STR(
		html_with("a[^1]\n\n[^1]: b\n", options),
		STR("<p>a<sup><a href=\"#x-fn:1\" role=\"doc-noteref\" id=\"x-fnref:1\">1</a>"
	            "</sup></p>\n<section role=\"doc-endnotes\" aria-label=\"Fußnoten\" class=\"footnotes\">\n<ol>\n"
	            "<li id=\"x-fn:1\">\n<p>b <a href=\"#x-fnref:1\" role=\"doc-backlink\" "
	            "aria-label=\"Zurück zu 1\">\u21a9\ufe0e</a></p>\n</li>\n</ol>\n</section>\n"));
}

TEST(footnotes, that_are_missing_unused_or_twice_are_told)
{
	CHECK_STR(html("a[^1] [^2]\n\n[^1]: b\n[^1]: c\n[^3]: d\n"),
	          STR("<p>a" REFERENCE("1") " [^2]</p>\n" NOTES(
			  "<li id=\"fn:1\">\n<p>b" BACK("1") "</p>\n</li>\n")));
	CHECK_STR(t_messages(&diags),
	          STR("a.md:4:1: warning: footnote '1' is there twice\n"
	              "  [^1]: c\n"
	              "  ^~~~~\n"
	              "  hint: the first one counts\n"
	              "a.md:1:7: warning: no footnote '2'\n"
	              "  a[^1] [^2]\n"
	              "        ^~~~\n"
	              "  hint: a footnote is a paragraph that begins with '[^2]:'\n"
	              "a.md:5:1: warning: footnote '3' is never used\n"
	              "  [^3]: d\n"
	              "  ^~~~~\n"
	              "  hint: it is left out; refer to it with '[^3]'\n"));
}
