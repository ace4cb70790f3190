#include "base/diag.h"

#include "base/utf8.h"
#include "t.h"

static struct source source_of(const char *text)
{
	return (struct source){ STR("content/a.md"), str_of(text) };
}

/* An error at the first needle in text, underlined. */
static struct str error_at(const char *text, const char *needle)
{
	struct source source = source_of(text);
	size_t at = str_find(source.text, str_of(needle));
	struct diags diags = { 0 };

	CHECK(!diag_error(&diags, (struct span){ &source, at, at + str_of(needle).len },
	                  "wrong"));
	return t_messages(&diags);
}

TEST(diag, shows_the_line_and_underlines_the_span)
{
	struct source source = source_of("---\ntitel: Hello\n---\n");
	struct diags diags = { 0 };

	diag_error(&diags, (struct span){ &source, 4, 9 }, "unknown key '%s'", "titel");
	diag_did_you_mean(&diags, STR("title"));
	CHECK_STR(t_messages(&diags), STR("content/a.md:2:1: error: unknown key 'titel'\n"
	                                  "  titel: Hello\n"
	                                  "  ^~~~~\n"
	                                  "  hint: did you mean 'title'?\n"));
}

TEST(diag, warnings_need_no_hint)
{
	struct source source = source_of("a b");
	struct diags diags = { 0 };

	diag_warn(&diags, (struct span){ &source, 2, 2 }, "odd");
	diag_did_you_mean(&diags, STR(""));
	CHECK_INT(diags.warnings, 1);
	CHECK_INT(diags.errors, 0);
	CHECK_STR(t_messages(&diags),
	          STR("content/a.md:1:3: warning: odd\n  a b\n    ^\n"));
}

TEST(diag, places_may_be_a_file_or_nothing_at_all)
{
	struct source source = source_of("text");
	struct diags diags = { 0 };

	diag_error(&diags, SPAN_FILE(&source), "the file is odd");
	diag_error(&diags, SPAN_NONE, "all is odd");
	diag_error_path(&diags, STR("content"), "cannot read the folder");
	diag_warn_path(&diags, STR(""), "no path");
	CHECK_STR(t_messages(&diags), STR("content/a.md: error: the file is odd\n"
	                                  "error: all is odd\n"
	                                  "content: error: cannot read the folder\n"
	                                  "warning: no path\n"));
}

TEST(diag, tabs_stay_tabs_so_that_the_caret_stands_under_its_place)
{
	CHECK_STR(error_at("\ta:\tbad\n", "bad"), STR("content/a.md:1:5: error: wrong\n"
	                                              "  \ta:\tbad\n"
	                                              "  \t  \t^~~\n"));
}

TEST(diag, counts_code_points_and_underlines_columns)
{
	/* 東京: bad; é of two code points */
	CHECK_STR(error_at("\xe6\x9d\xb1\xe4\xba\xac: bad", "bad"),
	          STR("content/a.md:1:5: error: wrong\n"
	              "  \xe6\x9d\xb1\xe4\xba\xac: bad\n"
	              "        ^~~\n"));
	CHECK_STR(error_at("x \xe6\x9d\xb1\xe4\xba\xac", "\xe6\x9d\xb1\xe4\xba\xac"),
	          STR("content/a.md:1:3: error: wrong\n"
	              "  x \xe6\x9d\xb1\xe4\xba\xac\n"
	              "    ^~~~\n"));
	CHECK_STR(error_at("e\xcc\x81 bad", "bad"), STR("content/a.md:1:4: error: wrong\n"
	                                                "  e\xcc\x81 bad\n"
	                                                "    ^~~\n"));
}

TEST(diag, a_byte_order_mark_takes_no_column)
{
	CHECK_STR(error_at("\xef\xbb\xbf---\n", "---"),
	          STR("content/a.md:1:1: error: wrong\n"
	              "  ---\n"
	              "  ^~~\n"));
	CHECK_STR(error_at("\xef\xbb\xbfx: bad", "bad"),
	          STR("content/a.md:1:4: error: wrong\n"
	              "  x: bad\n"
	              "     ^~~\n"));
	CHECK_STR(error_at("\xef\xbb\xbf---\n", "\xef\xbb\xbf---"),
	          STR("content/a.md:1:1: error: wrong\n"
	              "  ---\n"
	              "  ^~~\n"));
}

TEST(diag, control_characters_never_reach_the_terminal)
{
	CHECK_STR(error_at("\x1b[2J\xc2\x9b bad\x07\r\n", "bad"),
	          STR("content/a.md:1:7: error: wrong\n"
	              "  \xef\xbf\xbd[2J\xef\xbf\xbd bad\xef\xbf\xbd\n"
	              "        ^~~\n"));
	/* What turns the rest of a line around */
	CHECK_STR(error_at("a\xe2\x80\xae bad\xe2\x81\xa6", "bad"),
	          STR("content/a.md:1:4: error: wrong\n"
	              "  a\xef\xbf\xbd bad\xef\xbf\xbd\n"
	              "     ^~~\n"));
}

TEST(diag, nothing_of_a_message_reaches_the_terminal_as_a_control)
{
	struct source source = { STR("a\033.md"), STR("x") };
	struct diags diags = { 0 };

	diag_error(&diags, (struct span){ &source, 0, 1 }, "'%s'", "\033[m");
	diag_note(&diags, (struct span){ &source, 0, 1 }, "from");
	diag_hint(&diags, "\007");
	diags_in_page(&diags, STR("/\033"), STR("other"));
	CHECK_STR(t_messages(&diags),
	          STR("a\xef\xbf\xbd.md:1:1: error: '\xef\xbf\xbd[m'\n"
	              "  x\n"
	              "  ^\n"
	              "  from a\xef\xbf\xbd.md:1:1\n"
	              "  in the page /\xef\xbf\xbd\n"
	              "  hint: \xef\xbf\xbd\n"));
}

TEST(diag, long_lines_are_cut_around_the_place)
{
	struct buf text = { 0 };
	struct source source;
	struct diags diags = { 0 };

	buf_puts(&text, "first\n");
	buf_add_chars(&text, 'a', 100000);
	buf_puts(&text, "BAD");
	buf_add_chars(&text, 'z', 100000);
	source = (struct source){ STR("a.md"), buf_str(&text) };
	diag_error(&diags, (struct span){ &source, 100006, 100009 }, "wrong");
	CHECK_STR(
		t_messages(&diags),
		STR("a.md:2:100001: error: wrong\n"
	            "  ...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaBAD"
	            "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz...\n"
	            "                                                                 ^~~\n"));
	/* A span over many lines is underlined to the end of what is shown. */
	diag_error(&diags, (struct span){ &source, 0, 100 }, "wrong");
	CHECK_STR(t_messages(&diags), STR("a.md:1:1: error: wrong\n  first\n  ^~~~~\n"));
	diag_error(&diags, (struct span){ &source, 6, 200000 }, "wrong");
	CHECK_INT(diags.first->underline.len, 120);
	CHECK(str_has_prefix(diags.first->excerpt, STR("aaa")));
	CHECK(str_has_suffix(diags.first->excerpt, STR("a...")));
	diags_clear(&diags);
	buf_clear(&text);
}

TEST(diag, no_excerpt_is_longer_than_a_terminal_bears)
{
	struct buf text = { 0 };

	buf_add_chars(&text, 'x', 400);
	for (size_t at = 0; at <= 400; at++) {
		struct source source = { STR("a"), buf_str(&text) };
		struct diags diags = { 0 };

		diag_error(&diags, (struct span){ &source, at, at + 50 }, "wrong");
		CHECK(utf8_length(diags.first->excerpt) <= 126);
		CHECK(diags.first->underline.len <=
		      diags.first->excerpt.len + (at == 400));
		CHECK_INT(diags.first->column, at + 1);
		diags_clear(&diags);
	}
	buf_clear(&text);
}

TEST(diag, the_end_of_a_file_is_a_place)
{
	struct source source = source_of("a\nbc");
	struct diags diags = { 0 };

	diag_error(&diags, (struct span){ &source, 4, 4 }, "unexpected end");
	diag_error(&diags, (struct span){ &source, 99, 99 }, "beyond");
	CHECK_STR(t_messages(&diags), STR("content/a.md:2:3: error: unexpected end\n"
	                                  "  bc\n"
	                                  "    ^\n"
	                                  "content/a.md:2:3: error: beyond\n"
	                                  "  bc\n"
	                                  "    ^\n"));
	source = source_of("a\n");
	diag_error(&diags, (struct span){ &source, 2, 2 }, "unexpected end");
	CHECK_STR(t_messages(&diags), STR("content/a.md:2:1: error: unexpected end\n"
	                                  "  \n"
	                                  "  ^\n"));
	source = source_of("");
	diag_error(&diags, (struct span){ &source, 0, 0 }, "empty");
	CHECK_STR(t_messages(&diags), STR("content/a.md:1:1: error: empty\n  \n  ^\n"));
}

TEST(diag, notes_tell_the_way_to_a_place)
{
	struct source source = source_of("one\ntwo");
	struct diags diags = { 0 };

	diag_error(&diags, SPAN_FILE(&source), "wrong");
	diag_note(&diags, (struct span){ &source, 5, 5 }, "included from");
	diag_note(&diags, (struct span){ &source, 0, 0 }, "and from");
	CHECK_STR(t_messages(&diags), STR("content/a.md: error: wrong\n"
	                                  "  included from content/a.md:2:2\n"
	                                  "  and from content/a.md:1:1\n"));
}

TEST(diag, messages_outlive_their_sources)
{
	char text[] = "bad line", path[] = "a.md";
	struct source source = { { path, 4 }, { text, 8 } };
	struct diags diags = { 0 }, other = { 0 };

	diag_error(&diags, (struct span){ &source, 0, 3 }, "wrong");
	diag_warn_path(&diags, source.path, "odd");
	text[0] = path[0] = 'X';
	diags_move(&other, &diags);
	CHECK(diags.first == NULL);
	CHECK_INT(diags.errors + diags.warnings, 0);
	CHECK_INT(other.errors, 1);
	CHECK_INT(other.warnings, 1);
	CHECK_STR(t_messages(&other),
	          STR("a.md:1:1: error: wrong\n  bad line\n  ^~~\na.md: warning: odd\n"));
	CHECK_STR(t_messages(&diags), STR(""));
}

TEST(diag, moving_keeps_everything_that_is_shown)
{
	struct source source = source_of("x");
	struct diags diags = { 0 }, other = { 0 };
	struct buf before = { 0 }, after = { 0 };

	for (int i = 0; i < 3; i++) {
		diag_error(&diags, (struct span){ &source, 0, 1 }, "wrong");
		diag_note(&diags, (struct span){ &source, 0, 1 }, "from");
		diag_hint(&diags, "think");
		diags.last->context = i ? STR("/b") : STR("/a");
	}
	diags_sort(&diags);
	diags_format(&diags, &before);
	diags_move(&other, &diags);
	diags_format(&other, &after);
	CHECK_STR(buf_str(&after), buf_str(&before));
	CHECK(str_contains(buf_str(&after), STR("in the page /a and 1 more\n")));
	buf_clear(&before);
	buf_clear(&after);
	diags_clear(&other);
}

TEST(diag, sorts_by_path_line_and_column_and_folds_what_repeats)
{
	struct source a = source_of("12\n34"), b = { STR("content/b.md"), STR("x") };
	struct diags diags = { 0 };

	diag_warn(&diags, (struct span){ &b, 0, 0 }, "b");
	diag_warn(&diags, (struct span){ &a, 4, 4 }, "second line");
	diag_error(&diags, (struct span){ &a, 1, 1 }, "column two");
	diag_warn(&diags, (struct span){ &a, 0, 0 }, "later in order");
	diag_error(&diags, (struct span){ &a, 0, 0 }, "first");
	diag_error(&diags, (struct span){ &a, 0, 0 }, "first");
	diag_error(&diags, SPAN_FILE(&a), "the file");
	diags_sort(&diags);
	CHECK_INT(diags.errors, 3);
	CHECK_INT(diags.warnings, 3);
	CHECK(diags.last->next == NULL);
	CHECK_STR(t_messages(&diags),
	          STR("content/a.md: error: the file\n"
	              "content/a.md:1:1: error: first\n  12\n  ^\n"
	              "content/a.md:1:1: warning: later in order\n  12\n  ^\n"
	              "content/a.md:1:2: error: column two\n  12\n   ^\n"
	              "content/a.md:2:2: warning: second line\n  34\n   ^\n"
	              "content/b.md:1:1: warning: b\n  x\n  ^\n"));
}

/* A template's error in each of the pages; with the same text if same is set. */
static void fail_in(struct diags *all, const char *page)
{
	struct source template = { STR("templates/a.html"), STR("{{ x }}") };
	struct source article = source_of("body");
	struct diags diags = { 0 };

	diag_error(&diags, (struct span){ &template, 3, 4 }, "x is undefined");
	diag_warn(&diags, (struct span){ &article, 0, 0 }, "odd");
	diags_in_page(&diags, str_of(page), article.path);
	diags_move(all, &diags);
}

TEST(diag, what_fails_in_many_pages_is_told_once)
{
	struct diags diags = { 0 };

	fail_in(&diags, "/c");
	fail_in(&diags, "/a");
	fail_in(&diags, "/b");
	diags_sort(&diags);
	CHECK_INT(diags.errors, 1);
	CHECK_STR(t_messages(&diags), STR("content/a.md:1:1: warning: odd\n  body\n  ^\n"
	                                  "templates/a.html:1:4: error: x is undefined\n"
	                                  "  {{ x }}\n"
	                                  "     ^\n"
	                                  "  in the page /a and 2 more\n"));
}

TEST(diag, a_page_that_fails_twice_is_one_page)
{
	struct diags diags = { 0 };

	fail_in(&diags, "/a");
	fail_in(&diags, "/b");
	fail_in(&diags, "/a");
	diags_sort(&diags);
	diags_sort(&diags);
	CHECK(str_contains(t_messages(&diags), STR("in the page /a and 1 more\n")));
	fail_in(&diags, "/a");
	fail_in(&diags, "/a");
	diags_sort(&diags);
	CHECK(str_contains(t_messages(&diags), STR("in the page /a\n")));
}

TEST(diag, strictness_makes_warnings_errors)
{
	struct diags diags = { 0 };

	diag_warn_path(&diags, STR("a"), "odd");
	diag_error_path(&diags, STR("b"), "wrong");
	diags_promote(&diags);
	CHECK_INT(diags.errors, 2);
	CHECK_INT(diags.warnings, 0);
	CHECK_STR(t_messages(&diags), STR("a: error: odd\nb: error: wrong\n"));
}

TEST(diag, finds_the_place_of_a_byte)
{
	struct str text = STR("a\xc3\xa9z\r\n\nb");
	size_t line, column;

	text_place(text, 0, &line, &column);
	CHECK_INT(line * 100 + column, 101);
	text_place(text, 3, &line, &column);
	CHECK_INT(line * 100 + column, 103);
	text_place(text, 6, &line, &column);
	CHECK_INT(line * 100 + column, 201);
	text_place(text, 999, &line, &column);
	CHECK_INT(line * 100 + column, 302);
}
