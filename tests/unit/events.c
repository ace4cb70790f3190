#include "serve/events.h"

#include "t.h"

static struct str errors_of(const struct diags *diags)
{
	struct buf out = { 0 };
	struct str kept;

	event_errors(&out, diags);
	kept = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return kept;
}

TEST(events, an_error_is_one_line_of_json)
{
	struct source source = { STR("a.md"), STR("x\n</script>\n") };
	struct diags diags = { 0 };

	diag_warn(&diags, SPAN_NONE, "not this");
	diag_error(&diags, (struct span){ &source, 2, 5 }, "no '%s'", "\n\"");
	diag_hint(&diags, "leave it");
	CHECK_STR(
		errors_of(&diags),
		STR("event: errors\ndata: [{\"path\": \"a.md\", \"line\": 2, \"column\": 1, "
	            "\"message\": \"no '\\n\\\"'\", \"excerpt\": \"</script>\", "
	            "\"underline\": \"^~~\", \"hint\": \"leave it\"}]\n\n"));
	diags_clear(&diags);
}

TEST(events, without_errors_the_list_is_empty)
{
	struct diags diags = { 0 };

	diag_warn(&diags, SPAN_NONE, "a warning");
	CHECK_STR(errors_of(&diags), STR("event: errors\ndata: []\n\n"));
	diags_clear(&diags);
}

TEST(events, there_is_an_end_to_the_errors_shown)
{
	struct diags diags = { 0 };
	struct str text;

	for (int i = 0; i < 53; i++)
		diag_error(&diags, SPAN_NONE, "error %d;", i);
	text = errors_of(&diags);
	CHECK(str_contains(text, STR("error 49;")));
	CHECK(!str_contains(text, STR("error 50;")));
	CHECK(str_contains(text, STR("3 more errors are in the terminal")));
	diags_clear(&diags);
}
