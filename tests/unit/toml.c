#include "content/toml.h"

#include "base/json.h"
#include "t.h"

static struct source source_of(const char *text)
{
	return (struct source){ STR("a.toml"), str_of(text) };
}

static struct str json(struct value value)
{
	struct buf out = { 0 };
	struct str text;

	json_write(&out, value, JSON_PLAIN, 0);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

static struct value parse(const char *text)
{
	struct source source = source_of(text);
	struct diags diags = { 0 };
	struct value value;

	CHECK(toml_parse(&source, 0, source.text.len, &t_arena, &value, &diags));
	CHECK_STR(t_messages(&diags), STR(""));
	return value;
}

static struct str read_as(const char *text)
{
	return json(parse(text));
}

static struct str error_of(const char *text)
{
	struct source source = source_of(text);
	struct diags diags = { 0 };
	struct value value;

	CHECK(!toml_parse(&source, 0, source.text.len, &t_arena, &value, &diags));
	CHECK_INT(diags.errors, 1);
	return t_messages(&diags);
}

TEST(toml, reads_keys_and_tables)
{
	CHECK_STR(read_as(""), STR("{}"));
	CHECK_STR(read_as("# c\r\ntitle = \"A\" # c\r\n\r\n[image]\r\nsrc = 'x.jpg'\r\n"),
	          STR("{\"title\": \"A\", \"image\": {\"src\": \"x.jpg\"}}"));
	CHECK_STR(
		read_as("a.b.c = 1\na.b.d = 2\n\"x y\".'z' = 3\n1-2_3 = 4\n\"\" = 5\n"),
		STR("{\"a\": {\"b\": {\"c\": 1, \"d\": 2}}, \"x y\": {\"z\": 3}, \"1-2_3\": 4, "
	            "\"\": 5}"));
	CHECK_STR(read_as("[a.b.c]\nx = 1\n[a]\ny = 2\n[a.d]\n"),
	          STR("{\"a\": {\"b\": {\"c\": {\"x\": 1}}, \"y\": 2, \"d\": {}}}"));
	CHECK_STR(read_as("[[a]]\nx = 1\n[[a]]\n[a.b]\ny = 2\n[[a.c]]\n[[a.c]]\n"),
	          STR("{\"a\": [{\"x\": 1}, {\"b\": {\"y\": 2}, \"c\": [{}, {}]}]}"));
	CHECK_STR(read_as("[a]\nb.c = 1\n[a.b.d]\ne = 2\n"),
	          STR("{\"a\": {\"b\": {\"c\": 1, \"d\": {\"e\": 2}}}}"));
	CHECK_STR(
		read_as("a = {b = 1, c.d = 2, c.e = [{f = 3}, {}], g = {}}"),
		STR("{\"a\": {\"b\": 1, \"c\": {\"d\": 2, \"e\": [{\"f\": 3}, {}]}, \"g\": {}}}"));
	CHECK_STR(read_as("a = [ 1, # one\n  [2, 'x'],\n\n ]\n"),
	          STR("{\"a\": [1, [2, \"x\"]]}"));
}

TEST(toml, reads_strings)
{
	CHECK_STR(value_text(parse("a = \"\\b\\t\\n\\f\\r\\\"\\\\\\u00e9\\U0001F600\"")
	                             .entries[0]
	                             .value),
	          STR("\b\t\n\f\r\"\\é😀"));
	CHECK_STR(read_as("a = 'C:\\Users'"), STR("{\"a\": \"C:\\\\Users\"}"));
	CHECK_STR(read_as("a = \"\"\"\nx\r\ny\"\"\"\nb = '''\r\nx'y''z'''\n"),
	          STR("{\"a\": \"x\\ny\", \"b\": \"x'y''z\"}"));
	CHECK_STR(read_as("a = \"\"\"x \\\n\n   y\"\"\""), STR("{\"a\": \"x y\"}"));
	CHECK_STR(read_as("a = \"\"\"\"x\"\"\"\"\"\nb = ''''x'''''\n"),
	          STR("{\"a\": \"\\\"x\\\"\\\"\", \"b\": \"'x''\"}"));
	CHECK_STR(read_as("a = \"\"\nb = ''\nc = \"\"\"\"\"\""),
	          STR("{\"a\": \"\", \"b\": \"\", \"c\": \"\"}"));
}

TEST(toml, reads_numbers)
{
	CHECK_STR(read_as("a = [0, +1, -17, 1_000, 0xDEAD_beef, 0o17, 0b101]"),
	          STR("{\"a\": [0, 1, -17, 1000, 3735928559, 15, 5]}"));
	CHECK_STR(read_as("a = [1.5, -0.01, 5e+2, 1_0.2_5, 6.626e-34, -0.0]"),
	          STR("{\"a\": [1.5, -0.01, 500.0, 10.25, 6.626e-34, -0.0]}"));
	CHECK_STR(read_as("a = [true, false]"), STR("{\"a\": [true, false]}"));
	CHECK(parse("a = -inf").entries[0].value.number < -1e308);
	CHECK_INT(parse("a = 9223372036854775807").entries[0].value.integer, INT64_MAX);
	CHECK_INT(parse("a = -9223372036854775808").entries[0].value.integer, INT64_MIN);
}

TEST(toml, reads_dates_as_strings)
{
	CHECK_STR(
		read_as("a = [2014-02-10, 2014-02-10T09:30:00Z, 2014-02-10 09:30:00.25+01:00, "
	                "2014-02-10t09:30:00z, 2014-02-10T09:30:00, 09:30:00, 09:30:00.5]"),
		STR("{\"a\": [\"2014-02-10\", \"2014-02-10T09:30:00Z\", "
	            "\"2014-02-10T09:30:00.25+01:00\", \"2014-02-10T09:30:00Z\", "
	            "\"2014-02-10T09:30:00\", \"09:30:00\", \"09:30:00.5\"]}"));
	CHECK_STR(error_of("a = 2014-02-30\n"),
	          STR("a.toml:1:5: error: '2014-02-30' is not in the calendar\n"
	              "  a = 2014-02-30\n"
	              "      ^~~~~~~~~~\n"));
	CHECK_STR(error_of("a = 24:00:00\n"),
	          STR("a.toml:1:5: error: '24:00:00' is not in the calendar\n"
	              "  a = 24:00:00\n"
	              "      ^~~~~~~~\n"));
	CHECK_STR(error_of("a = 2014-02-10T09:30\n"),
	          STR("a.toml:1:5: error: '2014-02-10T09:30' is not a TOML value\n"
	              "  a = 2014-02-10T09:30\n"
	              "      ^~~~~~~~~~~~~~~~\n"
	              "  hint: put texts in double quotes\n"));
}

TEST(toml, keeps_order_and_places)
{
	struct value value = parse("b = 1\n[a]\nc.d = [2]\n");

	CHECK_STR(value.entries[0].key, STR("b"));
	CHECK_INT(value.entries[0].key_at, 0);
	CHECK_INT(value.entries[0].value_at, 4);
	CHECK_STR(value.entries[1].key, STR("a"));
	CHECK_INT(value.entries[1].key_at, 7);
	value = value.entries[1].value.entries[0].value;
	CHECK_STR(value.entries[0].key, STR("d"));
	CHECK_INT(value.entries[0].key_at, 12);
	CHECK_INT(value.entries[0].value_at, 16);
}

TEST(toml, defines_nothing_twice)
{
	CHECK_STR(error_of("a = 1\na = 2\n"), STR("a.toml:2:1: error: duplicate key 'a'\n"
	                                          "  a = 2\n"
	                                          "  ^\n"
	                                          "  first at a.toml:1:1\n"));
	CHECK_STR(error_of("[a]\n[b]\n[a]\n"),
	          STR("a.toml:3:2: error: duplicate table 'a'\n"
	              "  [a]\n"
	              "   ^\n"
	              "  first at a.toml:1:2\n"));
	CHECK_STR(error_of("[fruit]\napple.color = 'red'\n[fruit.apple]\n"),
	          STR("a.toml:3:8: error: duplicate table 'apple'\n"
	              "  [fruit.apple]\n"
	              "         ^~~~~\n"
	              "  first at a.toml:2:1\n"));
	CHECK_STR(error_of("[a.b]\n[a]\nb.c = 1\n"),
	          STR("a.toml:3:1: error: nothing can be added to 'b'\n"
	              "  b.c = 1\n"
	              "  ^\n"
	              "  it is complete at a.toml:1:4\n"));
	CHECK_STR(error_of("a = {b = 1}\n[a.c]\n"),
	          STR("a.toml:2:2: error: nothing can be added to 'a'\n"
	              "  [a.c]\n"
	              "   ^\n"
	              "  it is complete at a.toml:1:1\n"));
	CHECK_STR(error_of("a = []\n[[a]]\n"),
	          STR("a.toml:2:3: error: duplicate key 'a'\n"
	              "  [[a]]\n"
	              "    ^\n"
	              "  first at a.toml:1:1\n"));
	CHECK_STR(error_of("[[a]]\n[a]\n"), STR("a.toml:2:2: error: duplicate key 'a'\n"
	                                        "  [a]\n"
	                                        "   ^\n"
	                                        "  first at a.toml:1:3\n"));
}

TEST(toml, says_what_is_wrong_with_lines)
{
	CHECK_STR(error_of("title: x\n"),
	          STR("a.toml:1:6: error: expected '=', found ':'\n"
	              "  title: x\n"
	              "       ^\n"
	              "  hint: TOML writes 'key = value'\n"));
	CHECK_STR(error_of("a = 1 b = 2\n"),
	          STR("a.toml:1:7: error: expected the end of the line, found 'b'\n"
	              "  a = 1 b = 2\n"
	              "        ^\n"));
	CHECK_STR(error_of("a = \nb = 1\n"),
	          STR("a.toml:1:5: error: the line ends where a value "
	              "should be\n"
	              "  a =\n"
	              "     ^\n"
	              "  hint: put texts in double quotes\n"));
	CHECK_STR(error_of("título = 1\n"),
	          STR("a.toml:1:2: error: expected '=', found 'í'\n"
	              "  título = 1\n"
	              "   ^\n"
	              "  hint: TOML writes 'key = value'\n"));
	CHECK_STR(error_of("été = 1\n"),
	          STR("a.toml:1:1: error: expected a key, found 'é'\n"
	              "  été = 1\n"
	              "  ^\n"
	              "  hint: put a key of other letters than a to z in quotes\n"));
	CHECK_STR(error_of("[a\nb = 1\n"),
	          STR("a.toml:1:3: error: the line ends where ']' should be\n"
	              "  [a\n"
	              "    ^\n"));
	CHECK_STR(error_of("a = [1, 2\nb = 3\n"),
	          STR("a.toml:2:1: error: expected ',' or ']', found 'b'\n"
	              "  b = 3\n"
	              "  ^\n"
	              "  the array begins at a.toml:1:5\n"));
	CHECK_STR(error_of("a = {b = 1,}\n"),
	          STR("a.toml:1:12: error: expected a key, found '}'\n"
	              "  a = {b = 1,}\n"
	              "             ^\n"));
}

TEST(toml, says_what_is_wrong_with_values)
{
	CHECK_STR(error_of("title = Hello\n"),
	          STR("a.toml:1:9: error: 'Hello' is not a TOML value\n"
	              "  title = Hello\n"
	              "          ^~~~~\n"
	              "  hint: put texts in double quotes\n"));
	CHECK_STR(error_of("draft = True\n"),
	          STR("a.toml:1:9: error: 'True' is not a TOML value\n"
	              "  draft = True\n"
	              "          ^~~~\n"
	              "  hint: did you mean 'true'?\n"));
	CHECK_STR(error_of("a = 9223372036854775808\n"),
	          STR("a.toml:1:5: error: '9223372036854775808' is too large a number\n"
	              "  a = 9223372036854775808\n"
	              "      ^~~~~~~~~~~~~~~~~~~\n"));
	CHECK_STR(error_of("a = \"open\n"),
	          STR("a.toml:1:5: error: this string has no end\n"
	              "  a = \"open\n"
	              "      ^~~~~\n"
	              "  hint: add the closing \"\n"));
	CHECK_STR(error_of("a = '''open\nb = 1\n"),
	          STR("a.toml:1:5: error: this string has no end\n"
	              "  a = '''open\n"
	              "      ^~~\n"
	              "  hint: add the closing '''\n"));
	CHECK_STR(error_of("a = \"C:\\Users\"\n"),
	          STR("a.toml:1:8: error: '\\U' needs 8 hexadecimal digits\n"
	              "  a = \"C:\\Users\"\n"
	              "         ^~\n"
	              "  hint: write '\\\\' for a backslash, or use single quotes\n"));
	CHECK_STR(error_of("a = \"\\q\"\n"),
	          STR("a.toml:1:6: error: unknown escape '\\q'\n"
	              "  a = \"\\q\"\n"
	              "       ^~\n"
	              "  hint: write '\\\\' for a backslash, or use "
	              "single quotes\n"));
	CHECK_STR(error_of("a = \"\\ud800\"\n"),
	          STR("a.toml:1:6: error: there is no such character\n"
	              "  a = \"\\ud800\"\n"
	              "       ^~~~~~\n"));
	for (const char *const *wrong =
	             (const char *const[]){ "01", "1__0", "_1", "1_", "1.", ".5", "0x",
	                                    "0xg", "+0x1", "1e", "1.e2", "00:00", "++1",
	                                    "infinity", NULL };
	     *wrong; wrong++)
		CHECK(str_contains(
			error_of(arena_printf(&t_arena, "a = %s\n", *wrong).ptr),
			STR("is not a TOML value")));
}

TEST(toml, bounds_its_depth)
{
	struct buf text = { 0 };
	struct source source = { STR("a.toml"), { 0 } };
	struct diags diags = { 0 };
	struct value value;
	const char *const forms[][3] = { { "a = ", "[", "" },
		                         { "a = ", "{a=", "" },
		                         { "[", "a.", "a]" },
		                         { "", "a.", "a = 1" },
		                         { "[[", "a.", "a]]" } };

	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		buf_reset(&text);
		buf_add(&text, str_of(forms[i][0]));
		for (int j = 0; j < 20000; j++)
			buf_add(&text, str_of(forms[i][1]));
		buf_add(&text, str_of(forms[i][2]));
		source.text = buf_str(&text);
		CHECK(!toml_parse(&source, 0, source.text.len, &t_arena, &value, &diags));
		CHECK_INT(diags.errors, 1);
		CHECK_STR(diags.first->message,
		          STR("more than 100 lists and dicts in one another"));
		diags_clear(&diags);
	}
	buf_clear(&text);
}

TEST(toml, takes_many_keys_in_linear_time)
{
	struct buf text = { 0 };
	struct source source = { STR("a.toml"), { 0 } };
	struct diags diags = { 0 };
	struct value value;

	for (int i = 0; i < 50000; i++)
		buf_printf(&text, "k%d = %d\n", i, i);
	source.text = buf_str(&text);
	CHECK(toml_parse(&source, 0, source.text.len, &t_arena, &value, &diags));
	CHECK_INT(value.len, 50000);
	buf_clear(&text);
}
