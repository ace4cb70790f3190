#include "content/grids.h"

#include "base/buf.h"
#include "t.h"

static struct diags diags;

static struct str html(const char *text)
{
	struct source source = { STR("a.md"), str_of(text) };
	struct markdown_options options = { 0 };
	struct markdown out;

	CHECK(markdown_render(&source, 0, false, &options, &t_arena, &out, &diags));
	return out.html;
}

/* The cells of all rows, "a|b|\n", with "h" before headers; what is no table stays. */
static struct str cells(const char *text)
{
	struct str rest = html(text), kept;
	struct buf out = { 0 };

	while (rest.len) {
		if (str_skip_prefix(&rest, STR("<th scope=\"col\">")))
			buf_puts(&out, "h ");
		else if (str_skip_prefix(&rest, STR("</td>\n")) ||
		         str_skip_prefix(&rest, STR("</th>\n")))
			buf_puts(&out, "|");
		else if (str_skip_prefix(&rest, STR("</tr>\n")))
			buf_puts(&out, "\n");
		else if (!str_skip_prefix(&rest, STR("<td>")) &&
		         !str_skip_prefix(&rest, STR("<tr>\n")) &&
		         !str_skip_prefix(&rest, STR("<thead>\n")) &&
		         !str_skip_prefix(&rest, STR("</thead>\n")) &&
		         !str_skip_prefix(&rest, STR("<tbody>\n")) &&
		         !str_skip_prefix(&rest, STR("</tbody>\n"))) {
			buf_add_char(&out, rest.ptr[0]);
			rest = str_from(rest, 1);
		}
	}
	kept = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return kept;
}

TEST(grids, are_a_header_a_line_and_rows)
{
	CHECK_STR(
		html("| a | b |\n| --- | --- |\n| c | d |\n"),
		STR("<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n<th scope=\"col\">b</th>\n"
	            "</tr>\n</thead>\n<tbody>\n<tr>\n<td>c</td>\n<td>d</td>\n</tr>\n</tbody>\n"
	            "</table>\n"));
}

TEST(grids, need_no_outer_pipes_and_no_even_columns)
{
	CHECK_STR(cells("a | b\n:-:|--\nccc | d\n"),
	          STR("<table>\n<th scope=\"col\" class=\"align-center\">a|h b|\n"
	              "<td class=\"align-center\">ccc|d|\n</table>\n"));
}

TEST(grids, align_their_columns)
{
	CHECK_STR(
		html("|a|b|c|\n|:-|:-:|-:|\n"),
		STR("<table>\n<thead>\n<tr>\n<th scope=\"col\" class=\"align-left\">a</th>\n"
	            "<th scope=\"col\" class=\"align-center\">b</th>\n"
	            "<th scope=\"col\" class=\"align-right\">c</th>\n</tr>\n</thead>\n"
	            "</table>\n"));
}

TEST(grids, have_pipes_in_cells_only_if_escaped)
{
	CHECK_STR(
		cells("| a |\n|---|\n| b \\| c |\n| `d \\| e` |\n| **f \\| g** |\n"),
		STR("<table>\nh a|\nb | c|\n<code>d | e</code>|\n<strong>f | g</strong>|\n"
	            "</table>\n"));
	CHECK_STR(cells("|a|b|\n|-|-|\n|`c|d`|\n|e\\\\|f|\n"),
	          STR("<table>\nh a|h b|\n`c|d`|\ne\\|f|\n</table>\n"));
}

TEST(grids, read_the_markdown_of_each_cell_alone)
{
	CHECK_STR(
		cells("| *a | b* |\n|---|---|\n| [c](d) | ![e](f.png) |\n"),
		STR("<table>\nh *a|h b*|\n<a href=\"d\">c</a>|<img src=\"f.png\" alt=\"e\" "
	            "loading=\"lazy\" decoding=\"async\" />|\n</table>\n"));
}

TEST(grids, see_definitions_of_links)
{
	CHECK_STR(
		cells("| [a] |\n|---|\n| [b][a] |\n\n[a]: /c\n"),
		STR("<table>\nh <a href=\"/c\">a</a>|\n<a href=\"/c\">b</a>|\n</table>\n"));
}

TEST(grids, hold_no_blocks)
{
	CHECK_STR(
		cells("| # a | - b | > c | 1. d | ``` |\n|-|-|-|-|-|\n|     e | --- | === | f: | [g]: h |\n"),
		STR("<table>\nh # a|h - b|h &gt; c|h 1. d|h ```|\n"
	            "e|---|===|f:|[g]: h|\n</table>\n"));
}

TEST(grids, end_at_a_blank_line_or_another_block)
{
	CHECK_STR(
		cells("| a |\n|---|\n| b |\n> c\n"),
		STR("<table>\nh a|\nb|\n</table>\n<blockquote>\n<p>c</p>\n</blockquote>\n"));
	CHECK_STR(cells("| a |\n|---|\n| b |\nc\n\nd\n"),
	          STR("<table>\nh a|\nb|\nc|\n</table>\n<p>d</p>\n"));
}

TEST(grids, end_at_a_rule_that_is_no_heading)
{
	CHECK_STR(cells("| a |\n|---|\n| b |\n---\nc\n"),
	          STR("<table>\nh a|\nb|\n</table>\n<hr />\n<p>c</p>\n"));
}

TEST(grids, need_as_many_cells_in_the_line_as_in_the_header)
{
	CHECK_STR(cells("| a | b |\n|---|\n| c |\n"),
	          STR("<p>| a | b |\n|---|\n| c |</p>\n"));
	CHECK_STR(cells("|---|\n"), STR("<p>|---|</p>\n"));
	CHECK_STR(cells("| a |\n|-x-|\n"), STR("<p>| a |\n|-x-|</p>\n"));
	CHECK_STR(cells("| a |\n| |\n"), STR("<p>| a |\n| |</p>\n"));
}

TEST(grids, fill_up_short_rows_and_cut_long_ones)
{
	CHECK_STR(cells("|a|b|\n|-|-|\n|c|\n|d|e|f|\n||\n"),
	          STR("<table>\nh a|h b|\nc||\nd|e|\n||\n</table>\n"));
}

TEST(grids, may_interrupt_a_paragraph)
{
	CHECK_STR(cells("one\n  *two*\n| a |\n|---|\n| b |\n"),
	          STR("<p>one\n<em>two</em></p>\n<table>\nh a|\nb|\n</table>\n"));
	CHECK_STR(cells("[c]: /d\n| [c] |\n|---|\n"),
	          STR("<table>\nh <a href=\"/d\">c</a>|\n</table>\n"));
}

TEST(grids, may_stand_in_quotes_and_lists)
{
	CHECK_STR(
		cells("> | a |\n> |---|\n> | b |\n\nc\n"),
		STR("<blockquote>\n<table>\nh a|\nb|\n</table>\n</blockquote>\n<p>c</p>\n"));
	CHECK_STR(
		cells("- | a |\n  |---|\n  | b |\n- c\n"),
		STR("<ul>\n<li>\n<table>\nh a|\nb|\n</table>\n</li>\n<li>c</li>\n</ul>\n"));
	CHECK_STR(cells("1. > a\n   > | b |\n   > |---|\n"),
	          STR("<ol>\n<li>\n<blockquote>\n<p>a</p>\n<table>\nh b|\n</table>\n"
	              "</blockquote>\n</li>\n</ol>\n"));
}

TEST(grids, are_not_in_code)
{
	CHECK_STR(cells("```\n| a |\n|---|\n```\n"),
	          STR("<pre><code>| a |\n|---|\n</code></pre>\n"));
	CHECK_STR(cells("    | a |\n    |---|\n"),
	          STR("<pre><code>| a |\n|---|\n</code></pre>\n"));
}

TEST(grids, have_no_empty_headers)
{
	CHECK_STR(
		html("| | a |\n|-|-|\n"),
		STR("<table>\n<thead>\n<tr>\n<td></td>\n<th scope=\"col\">a</th>\n</tr>\n</thead>\n"
	            "</table>\n"));
}

TEST(grids, have_limits)
{
	struct buf text = { 0 };
	size_t len;

	for (size_t row = 0; row < 2; row++) {
		for (size_t i = 0; i <= GRID_COLUMNS; i++)
			buf_add(&text, row ? STR("|-") : STR("|a"));
		buf_add_char(&text, '\n');
	}
	buf_add_char(&text, '\0');
	CHECK(str_has_prefix(html(text.ptr), STR("<p>|a|a")));
	buf_reset(&text);
	for (size_t row = 0; row < 2; row++) {
		for (size_t i = 0; i < GRID_COLUMNS; i++)
			buf_add(&text, row ? STR("|-") : STR("|a"));
		buf_add_char(&text, '\n');
	}
	for (size_t i = 0; i < 1000; i++)
		buf_puts(&text, "|b\n");
	buf_add_char(&text, '\0');
	len = html(text.ptr).len;
	CHECK(len > 1000000 && len < 2000000);
	CHECK(str_contains(t_messages(&diags),
	                   STR("rows of tables lack more than 100000 cells")));
	buf_clear(&text);
}
