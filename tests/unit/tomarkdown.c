#include "import/tomarkdown.h"

#include "t.h"

static struct str markdown(const char *html)
{
	return html_to_markdown(&t_arena, html_parse(str_of(html), &t_arena),
	                        STR("https://a.org/b/c.html"), NULL);
}

TEST(tomarkdown, writes_paragraphs_and_headings)
{
	CHECK_STR(markdown("<p>a\n b</p><p> </p><div>c<p>d</div>e"),
	          STR("a b\n\nc\n\nd\n\ne\n"));
	CHECK_STR(markdown("<h1>a</h1><h3>b #</h3>"), STR("## a\n\n#### b \\#\n"));
	CHECK_STR(markdown("a<br><br>b<br>c"), STR("a\n\nb\\\nc\n"));
}

TEST(tomarkdown, puts_space_outside_of_marks)
{
	CHECK_STR(markdown("<p>a<b> b </b>c <i>d </i></p>"), STR("a **b** c *d*\n"));
	CHECK_STR(markdown("<p><b>a</b><b>b</b> <em></em>c</p>"), STR("**ab** c\n"));
	CHECK_STR(markdown("<p><i>a <b>b</b></i></p>"), STR("*a **b***\n"));
	CHECK_STR(markdown("<p><s>a</s></p>"), STR("~~a~~\n"));
}

TEST(tomarkdown, writes_tags_where_marks_would_be_text)
{
	CHECK_STR(markdown("<p>a<i>\"b\"</i>c</p>"), STR("a<em>\"b\"</em>c\n"));
	CHECK_STR(markdown("<p><i>a</i><b>b</b></p>"),
	          STR("<em>a</em><strong>b</strong>\n"));
	CHECK_STR(markdown("<p>H<sub>2</sub>O</p>"), STR("H<sub>2</sub>O\n"));
}

TEST(tomarkdown, escapes_as_little_as_will_do)
{
	CHECK_STR(markdown("<p>[sic] 5 * 3 snake_case ~5 A&amp;B a < b #1</p>"),
	          STR("[sic] 5 * 3 snake_case ~5 A&B a < b #1\n"));
	CHECK_STR(markdown("<p>*a* _b_ [c](d) `e` &amp;lt; &lt;b> {{ x }}</p>"),
	          STR("\\*a\\* \\_b\\_ \\[c](d) \\`e\\` \\&lt; \\<b> \\{\\{ x }}\n"));
	CHECK_STR(markdown("<p>1. a</p><p>- b</p><p># c</p><p>+ d</p><p>[x]: e</p>"),
	          STR("1\\. a\n\n\\- b\n\n\\# c\n\n\\+ d\n\n\\[x]: e\n"));
}

/* Whether each of them begins a link may not take a look at all that follow. */
TEST(tomarkdown, escapes_many_brackets)
{
	struct buf html = { 0 };

	buf_puts(&html, "<p>");
	buf_add_chars(&html, '[', 3000000);
	buf_puts(&html, " [a] [b](c)</p>");
	buf_add_char(&html, '\0');
	CHECK(str_has_suffix(markdown(html.ptr), STR("\\[ [a] \\[b](c)\n")));
	buf_clear(&html);
}

TEST(tomarkdown, makes_links_absolute_and_drops_what_runs)
{
	CHECK_STR(markdown("<p><a href='../d'>e</a> <a href='javascript:x()'>f</a> "
	                   "<a href='#g'>h</a><script>i</script>"),
	          STR("[e](https://a.org/d) f h\n"));
	CHECK_STR(markdown("<p>Hi!<a href='/x y(z'>k</a> <a href='/x'>[l]</a></p>"),
	          STR("Hi\\![k](<https://a.org/x%20y(z>) "
	              "[\\[l\\]](https://a.org/x)\n"));
	CHECK_STR(markdown("<p><a href='https://x.org/'>https://x.org/</a></p>"),
	          STR("<https://x.org/>\n"));
}

TEST(tomarkdown, writes_lists_as_people_do)
{
	CHECK_STR(markdown("<ul><li>a<li>b<ul><li>c</ul></ul>"),
	          STR("- a\n- b\n  - c\n"));
	CHECK_STR(markdown("<ol start=9><li>a</li><li><p>b</p><p>c</p></li></ol>"),
	          STR("9. a\n\n10. b\n\n    c\n"));
	CHECK_STR(markdown("<ul><li>a</ul><ul><li>b</ul>"), STR("- a\n\n* b\n"));
}

TEST(tomarkdown, reads_lists_as_they_were_once)
{
	CHECK_STR(markdown("<ul>Old <b>indented</b> text<p>and more</ul>"),
	          STR("Old **indented** text\n\nand more\n"));
	CHECK_STR(markdown("<ul>Old <b>text</b> before<li>a</ul>"),
	          STR("- Old **text** before\n- a\n"));
	CHECK_STR(markdown("<dl>Stray <i>text</i><dt>a <b>b</b><dd>c</dl>"),
	          STR("Stray *text*\n\n**a b**\n\nc\n"));
	CHECK_STR(markdown("<dl><dt><p>a</p><dd>b</dl>"), STR("a\n\nb\n"));
}

TEST(tomarkdown, numbers_items_as_they_were)
{
	CHECK_STR(markdown("<ol reversed><li>c<li>b</ol>"), STR("2. c\n\n1) b\n"));
	CHECK_STR(markdown("<ol><li>a<li value=5>b<li>c</ol>"),
	          STR("1. a\n\n5) b\n6) c\n"));
	CHECK_STR(markdown("<ol><li value=3>a<li value=4>b</ol>"), STR("3. a\n4. b\n"));
}

TEST(tomarkdown, writes_code_with_breaks_and_links)
{
	CHECK_STR(markdown("<p><tt>a<br>b <a href=/c>d</a></tt> e"),
	          STR("`a`\\\n`b` [`d`](https://a.org/c) e\n"));
}

TEST(tomarkdown, writes_quotes_code_and_rules)
{
	CHECK_STR(markdown("<blockquote>a<p>b</blockquote><hr>c"),
	          STR("> a\n>\n> b\n\n***\n\nc\n"));
	CHECK_STR(markdown("<pre><code class=language-c>a\n\n  b</code></pre>"),
	          STR("```c\na\n\n  b\n```\n"));
	CHECK_STR(markdown("<pre>```</pre><p><code>a`b</code>"),
	          STR("````\n```\n````\n\n``a`b``\n"));
}

TEST(tomarkdown, writes_figures_with_captions)
{
	CHECK_STR(markdown("<figure><a href='d.jpg'><img src='d.jpg' alt='e'></a>"
	                   "<figcaption>f <i>\"g\"</i></figcaption></figure>"),
	          STR("![e](https://a.org/b/d.jpg \"f \\\"g\\\"\")\n"));
	CHECK_STR(markdown("<div><img src='data:,' data-src='/d.jpg'>"
	                   "<p class='wp-caption-text'>e</p></div>"),
	          STR("![](https://a.org/d.jpg \"e\")\n"));
	CHECK_STR(markdown("<img src='/blank.gif'><noscript><img src=/e.jpg></noscript>"),
	          STR("![](https://a.org/e.jpg)\n"));
	CHECK_STR(markdown("<picture><source srcset='/s.jpg 1x, /l.jpg 2x'><img "
	                   "alt=a></picture>"),
	          STR("![a](https://a.org/l.jpg)\n"));
	CHECK_STR(markdown("<p><img src=/t.gif width=1 height=1>a</p>"), STR("a\n"));
}

TEST(tomarkdown, takes_for_a_caption_what_is_one)
{
	CHECK_STR(markdown("<figure><span class=credit>Reuters</span><img src=/a.jpg>"
	                   "<figcaption>The wall.</figcaption></figure>"),
	          STR("![](https://a.org/a.jpg \"The wall. Reuters\")\n"));
	CHECK_STR(markdown("<figure><img class=caption src=/a.jpg><figcaption>b"
	                   "</figcaption></figure>"),
	          STR("![](https://a.org/a.jpg \"b\")\n"));
	CHECK_STR(markdown("<div class=wp-caption><img class=has-caption src=/a.jpg>"
	                   "<p class=wp-caption-text>b</p></div>"),
	          STR("![](https://a.org/a.jpg \"b\")\n"));
	CHECK_STR(markdown("<figure><img src=/a.jpg><figcaption><p>One.</p><p>Two.</p>"
	                   "<cite>Photo: Kim</cite><small>dpa</small></figcaption>"
	                   "</figure>"),
	          STR("![](https://a.org/a.jpg \"One. Two. Photo: Kim dpa\")\n"));
	CHECK_STR(markdown("<p><span class=caption><img src=/a.jpg><i>b</i></span></p>"),
	          STR("![](https://a.org/a.jpg \"b\")\n"));
	CHECK_STR(markdown("<figure><a href=/b><picture><source srcset=/l.jpg><img "
	                   "src=/a.jpg></picture></a><noscript><img src=/a.jpg>"
	                   "</noscript><figcaption>c</figcaption></figure>"),
	          STR("[![](https://a.org/a.jpg \"c\")](https://a.org/b)\n"));
}

TEST(tomarkdown, loses_nothing_of_a_figure)
{
	CHECK_STR(markdown("<figure><img src=/a.jpg><p>A paragraph.</p><figcaption>b"
	                   "</figcaption></figure>"),
	          STR("![](https://a.org/a.jpg \"b\")\n\nA paragraph.\n"));
	CHECK_STR(markdown("<figure><img src=/a.jpg alt=b><figcaption>c <a href=/d>e</a>"
	                   "<cite><i>f</i></cite></figcaption></figure>g"),
	          STR("<figure>\n<img src=\"https://a.org/a.jpg\" alt=\"b\">\n"
	              "<figcaption>\n\nc [e](https://a.org/d) *f*\n\n"
	              "</figcaption>\n</figure>\n\ng\n"));
	CHECK_STR(markdown("<figure><picture><source srcset='/b.jpg'><img></picture>"
	                   "<figcaption><a href=/d>e</a></figcaption></figure>"),
	          STR("<figure>\n<img src=\"https://a.org/b.jpg\" alt=\"\">\n"
	              "<figcaption>\n\n[e](https://a.org/d)\n\n</figcaption>\n"
	              "</figure>\n"));
	CHECK_STR(markdown("<ul><li>a<figure><a href=/b><img src=/c.jpg></a><figcaption>"
	                   "<a href=/d>e</a></figcaption></figure></ul>"),
	          STR("- a\n\n  <figure>\n  <a href=\"https://a.org/b\"><img "
	              "src=\"https://a.org/c.jpg\" alt=\"\"></a>\n  <figcaption>\n\n"
	              "  [e](https://a.org/d)\n\n  </figcaption>\n  </figure>\n"));
}

TEST(tomarkdown, writes_tables_that_can_be_read)
{
	CHECK_STR(markdown("<table><tr><th>a<th>b|</tr><tr><td>cc<td>d</table>"),
	          STR("| a  | b\\| |\n|----|-----|\n| cc | d   |\n"));
	CHECK_STR(markdown("<table><tr><td>a<td>b<tr><td colspan=2>c</table>"),
	          STR("<table>\n<tr>\n<td>a</td>\n<td>b</td>\n</tr>\n<tr>\n"
	              "<td colspan=\"2\">c</td>\n</tr>\n</table>\n"));
	CHECK_STR(markdown("<table><tr><td>a<p>b</table>"), STR("a\n\nb\n"));
}

TEST(tomarkdown, knows_footnotes_by_their_links)
{
	CHECK_STR(markdown("<p>a<sup><a id=r href='#n'>1</a></sup> b</p><h2>Notes</h2>"
	                   "<ol><li id=n>c <a href='#r'>^</a></li></ol>"),
	          STR("a[^1] b\n\n## Notes\n\n[^1]: c\n"));
	/* A list of contents is none. */
	CHECK_STR(markdown("<p><a href='#n'>1</a></p><h2 id=n>b</h2>"),
	          STR("[1](#n)\n\n## b {#n}\n"));
}

TEST(tomarkdown, parts_footnotes_that_share_a_paragraph)
{
	CHECK_STR(
		markdown(
			"<p>a<a name=r1 href='#n1'>1</a> b<a name=r2 href='#n2'>2</a></p>"
			"<p><a name=n1 href='#r1'>1</a>. A<br>\n"
			"<a name=n2 href='#r2'>2</a>. B <i>c</i><br>d</p>"),
		STR("a[^1] b[^2]\n\n[^1]: A\n\n[^2]: B *c*\\\n    d\n"));
	/* What precedes the first is no part of it; one alone is not parted. */
	CHECK_STR(markdown("<p>a<a id=r1 href='#n1'>1</a> b<a id=r2 href='#n2'>2</a></p>"
	                   "<p>Notes<br><b><a id=n1 href='#r1'>1</a></b> A<br>"
	                   "<a id=n2></a>B <a href='#r2'>^</a></p>"),
	          STR("a[^1] b[^2]\n\nNotes\n\n[^1]: A\n\n[^2]: B\n"));
	CHECK_STR(markdown("<p>a<a id=r1 href='#n1'>1</a> b<a href='#n1'>1</a></p>"
	                   "<p>Note <a id=n1 href='#r1'>1</a> A<br>B</p>"),
	          STR("a[^1] b1\n\n[^1]: Note A\\\n    B\n"));
}

TEST(tomarkdown, makes_links_of_films_and_frames)
{
	CHECK_STR(markdown("<iframe src='//www.youtube.com/embed/x'></iframe>"),
	          STR("[youtube.com](https://www.youtube.com/watch?v=x)\n"));
	CHECK_STR(markdown("<video title='d'><source src='e.mp4'></video>"),
	          STR("[d](https://a.org/b/e.mp4)\n"));
}

TEST(tomarkdown, cuts_the_marks_of_what_is_nested_absurdly)
{
	struct buf html = { 0 };
	struct str text;

	for (int i = 0; i < 200; i++)
		buf_puts(&html, "<blockquote>");
	buf_puts(&html, "a\0");
	text = markdown(html.ptr);
	CHECK_INT(text.len, 2 * MARKDOWN_DEPTH + 2);
	buf_clear(&html);
}
