#include "content/cuts.h"

#include "content/markdown.h"
#include "t.h"

static struct diags diags;

static struct str html(const char *text)
{
	struct source *source = ARENA_NEW(&t_arena, struct source);
	struct markdown_options options = { 0 };
	struct markdown out;

	*source = (struct source){ STR("a.md"), str_of(text) };
	CHECK(markdown_render(source, 0, false, &options, &t_arena, &out, &diags));
	return out.html;
}

static struct str messages(void)
{
	return t_messages(&diags);
}

/* The names of all tags that are warned of, one on a line. */
static struct str names(const char *text)
{
	struct str told, line, list = { 0 };

	html(text);
	told = messages();
	while (str_next_line(&told, &line)) {
		size_t at = str_find(line, STR(": warning: unknown "));

		if (at != STR_NONE)
			list = arena_printf(&t_arena, "%.*s%.*s\n", STR_ARG(list),
			                    STR_ARG(str_from(line, at + 19)));
	}
	return list;
}

TEST(cuts, leave_shortcodes_out_and_keep_what_they_enclose)
{
	CHECK_STR(html("a {{< note >}}b{{< /note >}} c\n"), STR("<p>a b c</p>\n"));
	CHECK_STR(
		messages(),
		STR("a.md:1:3: warning: unknown shortcode 'note'\n"
	            "  a {{< note >}}b{{< /note >}} c\n"
	            "    ^~~~~~~~~~~~\n"
	            "  hint: it is left out; what stands between an opening and a closing one "
	            "stays\n"));
}

TEST(cuts, make_a_line_with_nothing_else_empty)
{
	CHECK_STR(html("a\n{{% box %}}\nb\n{{% /box %}}\n- c\n"),
	          STR("<p>a</p>\n<p>b</p>\n<ul>\n<li>c</li>\n</ul>\n"));
	messages();
	CHECK_STR(names("{{% box %}}\n{{% /box %}}\n"), STR("shortcode 'box'\n"));
}

TEST(cuts, know_the_forms_of_tags)
{
	CHECK_STR(
		names("{{<a>}} {{<b />}} {{% c.d/e %}} {{< f x=\"{{>}}\" y=`>}}` >}}\n"),
		STR("shortcode 'a'\nshortcode 'b'\nshortcode 'c.d/e'\nshortcode 'f'\n"));
	CHECK_STR(
		names("{% include x %} {%- if y -%} z {% endif %} {{ site.url }} {{- page -}}\n"),
		STR("tag 'include'\ntag 'if'\nvariable 'site.url'\nvariable 'page'\n"));
}

TEST(cuts, leave_what_is_escaped)
{
	CHECK_STR(
		html("\\{% raw %} \\{{ x }} \\{{< fig >}} \\{{% fig %}} \\{\\{ x }} \\{{{ x }}}\n"),
		STR("<p>{% raw %} {{ x }} {{&lt; fig &gt;}} {{% fig %}} {{ x }} {{{ x }}}</p>\n"));
	CHECK_STR(html("&#123;% raw %} {&#123; x }}\n"),
	          STR("<p>{% raw %} {{ x }}</p>\n"));
	CHECK_STR(messages(), STR(""));
	/* An escaped backslash escapes nothing, nor does one that ends a line or a code.
	 */
	CHECK_STR(names("\\\\{% a %} `\\`{% b %} \\\n{% c %}\n"),
	          STR("tag 'a'\ntag 'b'\ntag 'c'\n"));
	CHECK_STR(html("`\\{% raw %}`\n"), STR("<p><code>\\{% raw %}</code></p>\n"));
}

TEST(cuts, keep_the_number_of_lines)
{
	CHECK_STR(html("a {{< fig\n  src=\"x\"\n>}} b\n\nc [d](javascript:e)\n"),
	          STR("<p>a</p>\n<p>b</p>\n<p>c d</p>\n"));
	CHECK(str_contains(messages(), STR("a.md:5:7: warning: unsafe link")));
}

TEST(cuts, tell_of_a_closing_tag_that_closes_nothing)
{
	CHECK_STR(names("{{< /a >}} {% endb %}"), STR("shortcode 'a'\ntag 'endb'\n"));
	CHECK_STR(names("{{< a >}}{{< a >}}{{< /a >}}{{< /a >}}{{< /a >}}"),
	          STR("shortcode 'a'\nshortcode 'a'\nshortcode 'a'\n"));
}

TEST(cuts, do_not_touch_code)
{
	CHECK_STR(
		html("`{{< a >}}` ``{% b %}``\n\n```\n{{< c >}}\n```\n\n    {{ d }}\n\n> ~~~\n> {{% e %}}\n"),
		STR("<p><code>{{&lt; a &gt;}}</code> <code>{% b %}</code></p>\n"
	            "<pre><code>{{&lt; c &gt;}}\n</code></pre>\n"
	            "<pre><code>{{ d }}\n</code></pre>\n"
	            "<blockquote>\n<pre><code>{{% e %}}\n</code></pre>\n</blockquote>\n"));
	CHECK_STR(messages(), STR(""));
}

TEST(cuts, do_not_touch_what_is_no_tag)
{
	CHECK_STR(html("{{ }} {{< >}} {{</* a */>}} {{1}} {"),
	          STR("<p>{{ }} {{&lt; &gt;}} {{&lt;/* a */&gt;}} {{1}} {</p>\n"));
	CHECK_STR(html("{{<x {%x {{x\n}}"), STR("<p>{{&lt;x {%x {{x\n}}</p>\n"));
	CHECK_STR(messages(), STR(""));
}

TEST(cuts, take_html_inside_tags_for_arguments)
{
	CHECK_STR(html("{{<figure src=\"<b>\">}}a\n"), STR("<p>a</p>\n"));
	messages();
}

TEST(cuts, work_inside_raw_html)
{
	CHECK_STR(html("<div>\n{{< a >}}b\n</div>\n"), STR("<div>\nb\n</div>\n"));
	messages();
}

TEST(cuts, work_in_articles_that_are_html)
{
	struct source source = { STR("a.html"), STR("<p>a {{< b >}}c</p>\n[^d]: e\n") };
	struct markdown_options options = { 0 };
	struct markdown out;

	CHECK(markdown_render(&source, 0, true, &options, &t_arena, &out, &diags));
	CHECK_STR(out.html, STR("<p>a c</p>\n[^d]: e\n"));
	CHECK(str_contains(messages(),
	                   STR("a.html:1:6: warning: unknown shortcode 'b'")));
}
