#include "content/headings.h"

#include "t.h"

static struct diags diags;

static struct markdown render(const char *text)
{
	struct source source = { STR("a.md"), str_of(text) };
	struct markdown_options options = { 0 };
	struct markdown out;

	CHECK(markdown_render(&source, 0, false, &options, &t_arena, &out, &diags));
	CHECK_STR(t_messages(&diags), STR(""));
	return out;
}

TEST(headings, begin_below_the_page_and_skip_no_level)
{
	CHECK_STR(render("# A\n## B\n# C\n#### D\n### E\n").html,
	          STR("<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n<h2 id=\"c\">C</h2>\n"
	              "<h3 id=\"d\">D</h3>\n<h3 id=\"e\">E</h3>\n"));
	CHECK_STR(render("### A\n#### B\n## C\n").html,
	          STR("<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n<h2 id=\"c\">C</h2>\n"));
}

TEST(headings, are_never_deeper_than_six)
{
	CHECK_STR(render("# A\n## B\n### C\n#### D\n##### E\n###### F\n").html,
	          STR("<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n<h4 id=\"c\">C</h4>\n"
	              "<h5 id=\"d\">D</h5>\n<h6 id=\"e\">E</h6>\n<h6 id=\"f\">F</h6>\n"));
}

TEST(headings, are_listed_as_they_were_written)
{
	struct markdown out = render("# A *b* `c`\n\n### D[^1]\n\n[^1]: e\n");

	CHECK_INT(out.heading_count, 2);
	CHECK_INT(out.headings[0].level, 1);
	CHECK_STR(out.headings[0].text, STR("A b c"));
	CHECK_STR(out.headings[0].id, STR("a-b-c"));
	CHECK_INT(out.headings[1].level, 3);
	CHECK_STR(out.headings[1].text, STR("D"));
	CHECK_STR(out.headings[1].id, STR("d"));
}

TEST(headings, get_ids_that_are_unique)
{
	CHECK_STR(
		render("# A\n# A\n# A 2\n# A\n").html,
		STR("<h2 id=\"a\">A</h2>\n<h2 id=\"a-2\">A</h2>\n<h2 id=\"a-2-2\">A 2</h2>\n"
	            "<h2 id=\"a-3\">A</h2>\n"));
}

TEST(headings, get_ids_of_some_length)
{
	struct str long_word =
		arena_printf(&t_arena, "# %0600d\n\n# a {#%0600d}\n", 0, 0);
	struct markdown out = render(long_word.ptr);

	CHECK_INT(out.headings[0].id.len, 100);
	CHECK_INT(out.headings[1].id.len, 100);
}

TEST(headings, get_ids_in_any_script)
{
	CHECK_STR(
		render("# Müller’s “Höhe”\n# 東京\n# !?\n").html,
		STR("<h2 id=\"mullers-hohe\">Müller’s “Höhe”</h2>\n<h2 id=\"東京\">東京</h2>\n"
	            "<h2 id=\"section\">!?</h2>\n"));
}

TEST(headings, may_have_an_id_of_the_authors)
{
	CHECK_STR(
		render("# A\n# B {#a}\n# C {#d_e.f} #\n# G {#h i}\n# {#j}\n").html,
		STR("<h2 id=\"a-2\">A</h2>\n<h2 id=\"a\">B</h2>\n<h2 id=\"d_e.f\">C</h2>\n"
	            "<h2 id=\"g-h-i\">G {#h i}</h2>\n"));
}

TEST(headings, that_are_empty_are_left_out)
{
	CHECK_STR(render("#\n\n- #\n\n## <!-- a -->\n").html,
	          STR("<ul>\n<li></li>\n</ul>\n"));
}

TEST(headings, of_raw_html_are_in_the_same_outline)
{
	struct markdown out = render("## A\n\n<h4>B</h4>\n\n<h1 id=x>A</h1>\n\n### C\n");

	CHECK_STR(out.html,
	          STR("<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n<h2 id=\"x\">A</h2>\n"
	              "<h3 id=\"c\">C</h3>\n"));
	CHECK_INT(out.heading_count, 4);
	CHECK_INT(out.headings[2].level, 1);
	CHECK_STR(out.headings[2].id, STR("x"));
}
