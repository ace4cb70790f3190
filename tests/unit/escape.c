#include "base/escape.h"

#include "base/json.h"
#include "base/utf8.h"
#include "fixture.h"
#include "t.h"

static struct str with(void (*escape)(struct buf *out, struct str s), struct str s)
{
	struct buf out = { 0 };
	struct str text;

	escape(&out, s);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

static struct str encoded(struct str s, const char *keep)
{
	struct buf out = { 0 };
	struct str text;

	escape_url(&out, s, keep);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

/* length bytes of any value. */
static struct str random_bytes(uint64_t *seed, size_t length)
{
	char *bytes = arena_alloc(&t_arena, length);

	for (size_t i = 0; i < length; i++)
		bytes[i] = (char)random_below(seed, 256);
	return (struct str){ bytes, length };
}

TEST(escape, html_escapes_five_characters_and_no_others)
{
	for (int i = 0; i < 256; i++) {
		char c = (char)i;
		struct str text = { &c, 1 }, got = with(escape_html, text);

		if (i && str_find_char(STR("&<>\"'"), c) != STR_NONE)
			CHECK(got.len > 1);
		else
			CHECK_STR(got, text);
	}
	CHECK_STR(with(escape_html, STR("<a href=\"x\">&amp; 'y'</a>")),
	          STR("&lt;a href=&#34;x&#34;&gt;&amp;amp; &#39;y&#39;&lt;/a&gt;"));
	CHECK_STR(with(escape_html, STR("")), STR(""));
}

TEST(escape, json_is_short_where_it_can_be)
{
	CHECK_STR(with(escape_json, STR("a\"\\\n\r\t\b\f\x01\0")),
	          STR("\"a\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u0000\""));
	CHECK_STR(with(escape_json, STR("</script>&'")), STR("\"</script>&'\""));
	CHECK_STR(with(escape_json, STR("\xff\xc3")),
	          STR("\"\xef\xbf\xbd\xef\xbf\xbd\""));
	CHECK_STR(with(escape_json, STR("\xe2\x80\xa8\xc2\x85\xc2\x86")),
	          STR("\"\\u2028\\u0085\xc2\x86\""));
}

TEST(escape, json_in_html_cannot_end_the_script_or_the_attribute)
{
	CHECK_STR(with(escape_json_in_html, STR("</script>&'")),
	          STR("\"\\u003c/script\\u003e\\u0026\\u0027\""));
	CHECK_STR(with(escape_json_in_html, STR("\xe2\x80\xa8\xe2\x80\xa9\xe2\x80\xaa")),
	          STR("\"\\u2028\\u2029\xe2\x80\xaa\""));
}

static void check_json(struct str escaped, struct str want)
{
	struct source source = { STR("a.json"), escaped };
	struct diags diags = { 0 };
	struct value value;
	size_t at = 0;

	CHECK(json_parse(&source, &at, &t_arena, &value, &diags));
	CHECK_STR(value_text(value), want);
	diags_clear(&diags);
}

TEST(escape, json_reads_back_as_what_it_was)
{
	uint64_t seed = 7;

	for (int i = 0; i < 500; i++) {
		struct str text = random_text(
			&seed,
			STR("a\"\\/<>&'\n\t\x7f\x01\xc3\xa9\xe2\x80\xa8\xf0\x9f\x98\x80"),
			20);

		check_json(with(escape_json, text), text);
		check_json(with(escape_json_in_html, text), text);
	}
}

TEST(escape, a_url_comes_back_from_any_bytes)
{
	uint64_t seed = 8;

	for (int i = 0; i < 500; i++) {
		struct str bytes = random_bytes(&seed, random_below(&seed, 30));
		struct str text = encoded(bytes, "");

		CHECK_STR(unescape_url(&t_arena, text), bytes);
		for (size_t j = 0; j < text.len; j++)
			CHECK(is_alnum(text.ptr[j]) ||
			      str_find_char(STR("-._~%"), text.ptr[j]) != STR_NONE);
	}
}

TEST(escape, a_path_keeps_what_a_path_may_hold)
{
	CHECK_STR(with(escape_url_path, STR("/2014/\xc3\xa9t\xc3\xa9 50%?#.html")),
	          STR("/2014/%C3%A9t%C3%A9%2050%25%3F%23.html"));
	CHECK_STR(with(escape_url_path, STR("/:@!$&'()*+,;=-._~")),
	          STR("/:@!$&'()*+,;=-._~"));
	CHECK_STR(encoded(STR("a\0b c"), " "), STR("a%00b c"));
}

TEST(escape, what_is_no_encoding_stays)
{
	CHECK_STR(unescape_url(&t_arena, STR("%41%4a%4A")), STR("AJJ"));
	CHECK_STR(unescape_url(&t_arena, STR("100%")), STR("100%"));
	CHECK_STR(unescape_url(&t_arena, STR("%4")), STR("%4"));
	CHECK_STR(unescape_url(&t_arena, STR("%zz%4z%%41")), STR("%zz%4z%A"));
	CHECK_STR(unescape_url(&t_arena, STR("%2541")), STR("%41"));
}
