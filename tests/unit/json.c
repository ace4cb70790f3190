#include "base/json.h"

#include "t.h"

static struct source source_of(const char *text)
{
	return (struct source){ STR("a.json"), str_of(text) };
}

static struct str written(struct value value, unsigned style, unsigned indent)
{
	struct buf out = { 0 };
	struct str text;

	json_write(&out, value, style, indent);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

static struct value parse(const char *text)
{
	struct source source = source_of(text);
	struct diags diags = { 0 };
	struct value value;
	size_t at = 0;

	CHECK(json_parse(&source, &at, &t_arena, &value, &diags));
	CHECK_STR(t_messages(&diags), STR(""));
	CHECK_INT(at, source.text.len);
	return value;
}

static struct str rewritten(const char *text)
{
	return written(parse(text), JSON_PLAIN, 0);
}

static struct str error_of(const char *text)
{
	struct source source = source_of(text);
	struct diags diags = { 0 };
	struct value value;
	size_t at = 0;

	CHECK(!json_parse(&source, &at, &t_arena, &value, &diags));
	CHECK_INT(diags.errors, 1);
	return t_messages(&diags);
}

TEST(json, reads_every_type)
{
	CHECK_STR(rewritten(" [1, -0, 2.5, 1e3, true, false, null, \"a\", {}, []] "),
	          STR("[1, 0, 2.5, 1000.0, true, false, null, \"a\", {}, []]"));
	CHECK_INT(parse("9223372036854775807").integer, INT64_MAX);
	CHECK_INT(parse("-9223372036854775808").integer, INT64_MIN);
	CHECK_INT(parse("9223372036854775808").type, VALUE_FLOAT);
	CHECK_INT(parse("1e3").type, VALUE_FLOAT);
}

TEST(json, keeps_the_order_of_keys_and_their_places)
{
	struct value value = parse("{\"b\": 1, \"a\" : [2]}");

	CHECK_INT(value.len, 2);
	CHECK_STR(value.entries[0].key, STR("b"));
	CHECK_INT(value.entries[0].key_at, 1);
	CHECK_INT(value.entries[0].value_at, 6);
	CHECK_STR(value.entries[1].key, STR("a"));
	CHECK_INT(value.entries[1].key_at, 9);
	CHECK_INT(value.entries[1].value_at, 15);
}

TEST(json, reads_escapes)
{
	CHECK_STR(value_text(parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")),
	          STR("\"\\/\b\f\n\r\t"));
	CHECK_STR(value_text(parse("\"\\u0041\\u00e9\\u6771\"")), STR("Aé東"));
	CHECK_STR(value_text(parse("\"x\\ud83d\\uDE00y\"")), STR("x😀y"));
	CHECK_STR(value_text(parse("\"\\u0000\"")), ((struct str){ "\0", 1 }));
}

TEST(json, begins_and_stops_where_it_is_told)
{
	struct source source = source_of("xx {\"a\": 1}\n\n# Hello");
	struct diags diags = { 0 };
	struct value value;
	size_t at = 2;

	CHECK(json_parse(&source, &at, &t_arena, &value, &diags));
	CHECK_INT(at, 13);
	CHECK_INT(value_get(value, STR("a")).integer, 1);
	CHECK_INT(value.entries[0].key_at, 4);
}

TEST(json, finds_duplicates_among_many_keys)
{
	struct buf text = { 0 };
	struct source source = { STR("a.json"), { 0 } };
	struct diags diags = { 0 };
	struct value value;
	size_t at = 0;

	buf_puts(&text, "{");
	for (int i = 0; i < 1000; i++)
		buf_printf(&text, "\"k%d\": %d,\n", i, i);
	buf_puts(&text, "\"k500\": 0}");
	source.text = buf_str(&text);
	CHECK(!json_parse(&source, &at, &t_arena, &value, &diags));
	CHECK_STR(t_messages(&diags), STR("a.json:1001:1: error: duplicate key 'k500'\n"
	                                  "  \"k500\": 0}\n"
	                                  "  ^~~~~~\n"
	                                  "  first at a.json:501:1\n"));
	buf_clear(&text);
}

TEST(json, says_what_is_wrong_and_where)
{
	CHECK_STR(error_of(""),
	          STR("a.json:1:1: error: the file ends where a value should be\n"
	              "  \n"
	              "  ^\n"));
	CHECK_STR(error_of("{\"a\": 1,}"),
	          STR("a.json:1:8: error: nothing follows this comma\n"
	              "  {\"a\": 1,}\n"
	              "         ^\n"
	              "  hint: remove it: JSON has no comma behind the "
	              "last item\n"));
	CHECK_STR(error_of("[1 2]"),
	          STR("a.json:1:4: error: expected ',' or ']', found '2'\n"
	              "  [1 2]\n"
	              "     ^\n"));
	CHECK_STR(error_of("{\"a\" 1}"),
	          STR("a.json:1:6: error: expected ':', found '1'\n"
	              "  {\"a\" 1}\n"
	              "       ^\n"));
	CHECK_STR(error_of("{\"a\": 'b'}"),
	          STR("a.json:1:7: error: expected a value, found '''\n"
	              "  {\"a\": 'b'}\n"
	              "        ^\n"
	              "  hint: JSON has double quotes only\n"));
	CHECK_STR(error_of("{a: 1}"), STR("a.json:1:2: error: expected a key, found 'a'\n"
	                                  "  {a: 1}\n"
	                                  "   ^\n"
	                                  "  hint: put keys in double quotes\n"));
	CHECK_STR(error_of("[1, // one\n 2]"),
	          STR("a.json:1:5: error: expected a value, found '/'\n"
	              "  [1, // one\n"
	              "      ^\n"
	              "  hint: JSON has no comments\n"));
	CHECK_STR(error_of("{\"a\": 1"),
	          STR("a.json:1:8: error: the file ends where ',' or '}' should be\n"
	              "  {\"a\": 1\n"
	              "         ^\n"));
}

TEST(json, says_what_is_wrong_with_words_and_numbers)
{
	CHECK_STR(error_of("[True]"),
	          STR("a.json:1:2: error: 'True' is not a JSON value\n"
	              "  [True]\n"
	              "   ^~~~\n"
	              "  hint: did you mean 'true'?\n"));
	CHECK_STR(error_of("None"), STR("a.json:1:1: error: 'None' is not a JSON value\n"
	                                "  None\n"
	                                "  ^~~~\n"
	                                "  hint: did you mean 'null'?\n"));
	CHECK_STR(error_of("hello"),
	          STR("a.json:1:1: error: 'hello' is not a JSON value\n"
	              "  hello\n"
	              "  ^~~~~\n"
	              "  hint: put texts in double quotes\n"));
	CHECK_STR(error_of("1e999"),
	          STR("a.json:1:1: error: '1e999' is too large a number\n"
	              "  1e999\n"
	              "  ^~~~~\n"));
	CHECK_STR(error_of("[2014-02-10]"),
	          STR("a.json:1:2: error: '2014-02-10' is not a JSON number\n"
	              "  [2014-02-10]\n"
	              "   ^~~~~~~~~~\n"));
	for (const char *const *wrong =
	             (const char *const[]){ "01", "1.", ".5", "+1", "-", "1e", "1e+",
	                                    "-.5", "1.e5", NULL };
	     *wrong; wrong++)
		CHECK(str_contains(error_of(*wrong), STR("is not a JSON number")));
}

TEST(json, says_what_is_wrong_with_strings)
{
	CHECK_STR(error_of("[\"abc"), STR("a.json:1:2: error: this string has no end\n"
	                                  "  [\"abc\n"
	                                  "   ^~~~\n"
	                                  "  hint: add the closing '\"'\n"));
	CHECK_STR(error_of("[\"abc\n\"]"),
	          STR("a.json:1:2: error: this string has no end\n"
	              "  [\"abc\n"
	              "   ^~~~\n"
	              "  hint: write '\\n' for a line break inside it\n"));
	CHECK_STR(error_of("\"C:\\Users\""),
	          STR("a.json:1:4: error: unknown escape '\\U'\n"
	              "  \"C:\\Users\"\n"
	              "     ^~\n"
	              "  hint: write '\\\\' for a backslash\n"));
	CHECK_STR(error_of("\"\\ud83d!\""),
	          STR("a.json:1:2: error: this is half a character\n"
	              "  \"\\ud83d!\"\n"
	              "   ^~~~~~\n"));
	CHECK_STR(error_of("\"\\u12g4\""),
	          STR("a.json:1:2: error: '\\u' needs four hexadecimal digits\n"
	              "  \"\\u12g4\"\n"
	              "   ^~~~\n"));
	CHECK_STR(error_of("\"a\tb\""),
	          STR("a.json:1:3: error: a control character in a string\n"
	              "  \"a\tb\"\n"
	              "    ^\n"
	              "  hint: write '\\t' for a tab\n"));
}

TEST(json, bounds_its_depth)
{
	struct buf text = { 0 };
	struct source source = { STR("a.json"), { 0 } };
	struct diags diags = { 0 };
	struct value value;
	size_t at = 0;

	buf_add_chars(&text, '[', JSON_DEPTH);
	buf_add_chars(&text, ']', JSON_DEPTH);
	source.text = buf_str(&text);
	CHECK(json_parse(&source, &at, &t_arena, &value, &diags));
	buf_reset(&text);
	buf_add_chars(&text, '[', 1000000);
	source.text = buf_str(&text);
	at = 0;
	CHECK(!json_parse(&source, &at, &t_arena, &value, &diags));
	CHECK_INT(diags.errors, 1);
	CHECK_STR(diags.first->message,
	          STR("more than 200 lists and dicts in one another"));
	diags_clear(&diags);
	buf_clear(&text);

	value = value_int(1);
	for (int i = 0; i < JSON_DEPTH + 2; i++) {
		struct value *outer = ARENA_NEW(&t_arena, struct value);

		*outer = value;
		value = value_list(outer, 1);
	}
	json_write(&text, value, JSON_PLAIN, 0);
	CHECK(str_contains(buf_str(&text), STR("[null]")));
	buf_clear(&text);
}

TEST(json, writes_in_styles)
{
	struct value value =
		parse("{\"b\": [1, {}], \"a\": \"</script>&'\\u2028é\", \"c\": []}");

	CHECK_STR(written(value, JSON_SORTED, 0),
	          STR("{\"a\": \"</script>&'\\u2028é\", \"b\": [1, {}], \"c\": []}"));
	CHECK_STR(
		written(value, JSON_IN_HTML, 0),
		STR("{\"b\": [1, {}], \"a\": \"\\u003c/script\\u003e\\u0026\\u0027\\u2028é\", "
	            "\"c\": []}"));
	CHECK_STR(written(parse("{\"b\": [1, {}], \"c\": [], \"d\": {\"e\": null}}"),
	                  JSON_PLAIN, 2),
	          STR("{\n"
	              "  \"b\": [\n"
	              "    1,\n"
	              "    {}\n"
	              "  ],\n"
	              "  \"c\": [],\n"
	              "  \"d\": {\n"
	              "    \"e\": null\n"
	              "  }\n"
	              "}"));
}

TEST(json, writes_what_json_cannot_hold_as_null)
{
	CHECK_STR(written(UNDEFINED, JSON_PLAIN, 0), STR("null"));
	CHECK_STR(written(value_float(1.0 / 0.0), JSON_PLAIN, 0), STR("null"));
	CHECK_STR(written(value_float(0.0 / 0.0), JSON_PLAIN, 0), STR("null"));
	CHECK_STR(written(value_str(STR("\x01\x7f")), JSON_PLAIN, 0),
	          STR("\"\\u0001\\u007f\""));
}
