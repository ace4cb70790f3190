#include "content/yaml.h"

#include "base/json.h"
#include "t.h"

static struct source source_of(const char *text)
{
	return (struct source){ STR("a.yaml"), str_of(text) };
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

	CHECK(yaml_parse(&source, 0, source.text.len, &t_arena, &value, &diags));
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

	CHECK(!yaml_parse(&source, 0, source.text.len, &t_arena, &value, &diags));
	CHECK_INT(diags.errors, 1);
	return t_messages(&diags);
}

TEST(yaml, reads_lists_dicts_and_scalars)
{
	CHECK_STR(
		read_as("title: Hello, world\ntags: [a, b]\nimage:\n  src: x.jpg\n  alt: ''\n"),
		STR("{\"title\": \"Hello, world\", \"tags\": [\"a\", \"b\"], "
	            "\"image\": {\"src\": \"x.jpg\", \"alt\": \"\"}}"));
	CHECK_STR(read_as("a:\n- b\n- c: d\n  e: f\n"),
	          STR("{\"a\": [\"b\", {\"c\": \"d\", \"e\": \"f\"}]}"));
	CHECK_STR(read_as("a: |\n  one\n  two\nb: >\n  three\n  four\n"),
	          STR("{\"a\": \"one\\ntwo\\n\", \"b\": \"three four\\n\"}"));
	CHECK_STR(read_as("- a\n- b\n"), STR("[\"a\", \"b\"]"));
}

TEST(yaml, resolves_plain_scalars_by_the_core_schema)
{
	CHECK_STR(read_as("[null, Null, NULL, ~, ]"), STR("[null, null, null, null]"));
	CHECK_STR(read_as("[true, True, TRUE, false, False, FALSE]"),
	          STR("[true, true, true, false, false, false]"));
	CHECK_STR(read_as("[0, -1, +2, 010, 0x1F, 0o17]"), STR("[0, -1, 2, 10, 31, 15]"));
	CHECK_STR(read_as("[1.5, .5, 1., -1e3, 1E-2]"),
	          STR("[1.5, 0.5, 1.0, -1000.0, 0.01]"));
	CHECK_STR(
		read_as("[yes, no, on, Off, y, 12:30, 2014-02-10, 1_000, 0b1, nULL, 0x, 1.2.3]"),
		STR("[\"yes\", \"no\", \"on\", \"Off\", \"y\", \"12:30\", \"2014-02-10\", "
	            "\"1_000\", \"0b1\", \"nULL\", \"0x\", \"1.2.3\"]"));
	CHECK_STR(read_as("['1', \"true\", 'null']"), STR("[\"1\", \"true\", \"null\"]"));
	CHECK_INT(parse("9223372036854775808").type, VALUE_FLOAT);
	CHECK(parse("-.inf").number < -1e308);
	CHECK(parse(".NaN").number != parse(".NaN").number);
}

TEST(yaml, honours_the_core_tags)
{
	CHECK_STR(
		read_as("[!!str 1, !!int \"2\", !!float 3, !!bool 'true', !!null '', ! 4]"),
		STR("[\"1\", 2, 3.0, true, null, \"4\"]"));
	CHECK_STR(read_as("!!map {a: !!seq [b]}"), STR("{\"a\": [\"b\"]}"));
	CHECK_STR(error_of("a: !!int x"), STR("a.yaml:1:4: error: 'x' is no !!int\n"
	                                      "  a: !!int x\n"
	                                      "     ^~~~~~~\n"));
}

TEST(yaml, warns_of_other_tags)
{
	struct source source = source_of("a: !important news\n");
	struct diags diags = { 0 };
	struct value value;

	CHECK(yaml_parse(&source, 0, source.text.len, &t_arena, &value, &diags));
	CHECK_STR(json(value), STR("{\"a\": \"news\"}"));
	CHECK_STR(t_messages(&diags),
	          STR("a.yaml:1:4: warning: the tag '!important' means nothing "
	              "here and is left out\n"
	              "  a: !important news\n"
	              "     ^~~~~~~~~~\n"
	              "  hint: put a value that begins with '!' in quotes\n"));
}

TEST(yaml, takes_no_text_for_an_empty_dict)
{
	CHECK_STR(read_as(""), STR("{}"));
	CHECK_STR(read_as("# nothing\n"), STR("{}"));
	CHECK_STR(read_as("---\n"), STR("{}"));
}

TEST(yaml, counts_places_in_bytes)
{
	struct source source = source_of("xx é: ü\nkey: 'é😀é'\nlist: [é]\nlast: 1\n");
	struct diags diags = { 0 };
	struct value value;

	CHECK(yaml_parse(&source, 3, source.text.len, &t_arena, &value, &diags));
	if (!CHECK_INT(value.len, 4))
		return;
	CHECK_INT(value.entries[0].key_at, 3);
	CHECK_INT(value.entries[0].value_at, 7);
	for (uint32_t i = 0; i < 4; i++)
		CHECK(str_has_prefix(str_from(source.text, value.entries[i].key_at),
		                     value.entries[i].key));
	CHECK_INT(value.entries[3].value_at, source.text.len - 2);
}

TEST(yaml, follows_aliases_and_merges)
{
	CHECK_STR(read_as("a: &x {b: 1}\nc: *x\nd: &x 2\ne: *x\n"),
	          STR("{\"a\": {\"b\": 1}, \"c\": {\"b\": 1}, \"d\": 2, \"e\": 2}"));
	CHECK_STR(
		read_as("a: &x {b: 1, c: 2}\nd:\n  c: 3\n  <<: *x\n  e: 4\n"),
		STR("{\"a\": {\"b\": 1, \"c\": 2}, \"d\": {\"c\": 3, \"e\": 4, \"b\": 1}}"));
	CHECK_STR(read_as("- &x {a: 1}\n- &y {a: 2, b: 2}\n- {<<: [*x, *y]}\n"),
	          STR("[{\"a\": 1}, {\"a\": 2, \"b\": 2}, {\"a\": 1, \"b\": 2}]"));
	CHECK_STR(read_as("'<<': 1\n"), STR("{\"<<\": 1}"));
	CHECK_STR(error_of("a:\n  <<: 3\n"),
	          STR("a.yaml:2:3: error: '<<' wants a dict or a list of dicts\n"
	              "    <<: 3\n"
	              "    ^~\n"));
	CHECK_STR(error_of("a: *x\n"),
	          STR("a.yaml:1:4: error: nothing is named '&x' above\n"
	              "  a: *x\n"
	              "     ^~\n"
	              "  hint: put a value that begins with '*' in quotes\n"));
	CHECK_STR(error_of("a: &x [1, *x]\n"),
	          STR("a.yaml:1:11: error: '*x' stands inside of itself\n"
	              "  a: &x [1, *x]\n"
	              "            ^~\n"));
}

TEST(yaml, bounds_what_aliases_expand_to)
{
	struct buf text = { 0 };
	struct source source = { STR("a.yaml"), { 0 } };
	struct diags diags = { 0 };
	struct value value;

	buf_puts(&text, "a0: &a0 [1, 2]\n");
	for (int i = 1; i < 64; i++)
		buf_printf(&text, "a%d: &a%d [*a%d, *a%d]\n", i, i, i - 1, i - 1);
	source.text = buf_str(&text);
	CHECK(!yaml_parse(&source, 0, source.text.len, &t_arena, &value, &diags));
	CHECK_STR(
		t_messages(&diags),
		STR("a.yaml:15:18: error: this text expands to more than 100000 values\n"
	            "  a14: &a14 [*a13, *a13]\n"
	            "                   ^~~~\n"));
	buf_reset(&text);

	/* Each line is one deeper than the one before. */
	buf_puts(&text, "a0: &a0 [1]\n");
	for (int i = 1; i < 200; i++)
		buf_printf(&text, "a%d: &a%d [*a%d]\n", i, i, i - 1);
	source.text = buf_str(&text);
	CHECK(!yaml_parse(&source, 0, source.text.len, &t_arena, &value, &diags));
	CHECK_STR(
		t_messages(&diags),
		STR("a.yaml:100:12: error: more than 100 lists and dicts in one another\n"
	            "  a99: &a99 [*a98]\n"
	            "             ^~~~\n"));
	buf_reset(&text);

	buf_add_chars(&text, '[', 100000);
	source.text = buf_str(&text);
	CHECK(!yaml_parse(&source, 0, source.text.len, &t_arena, &value, &diags));
	CHECK_INT(diags.errors, 1);
	CHECK_STR(diags.first->message,
	          STR("more than 100 lists and dicts in one another"));
	diags_clear(&diags);
	buf_clear(&text);
}

TEST(yaml, refuses_duplicate_and_odd_keys)
{
	CHECK_STR(error_of("title: A\ndate: x\ntitle: B\n"),
	          STR("a.yaml:3:1: error: duplicate key 'title'\n"
	              "  title: B\n"
	              "  ^~~~~\n"
	              "  first at a.yaml:1:1\n"));
	CHECK_STR(
		error_of("[a, b]: c\n"),
		STR("a.yaml:1:1: error: a key must be a text\n"
	            "  [a, b]: c\n"
	            "  ^\n"
	            "  hint: put a key that begins with '[', '{', '*' or '?' in quotes\n"));
	CHECK_STR(error_of("a: {<<: {b: 1}, <<: {c: 1}}\n"),
	          STR("a.yaml:1:17: error: duplicate key '<<'\n"
	              "  a: {<<: {b: 1}, <<: {c: 1}}\n"
	              "                  ^~\n"
	              "  first at a.yaml:1:5\n"));
	CHECK_STR(error_of("a: b\n---\nc: d\n"),
	          STR("a.yaml:2:1: error: a second YAML document begins here\n"
	              "  ---\n"
	              "  ^~~\n"
	              "  hint: keep one document in a file\n"));
}

TEST(yaml, explains_values_that_must_be_quoted)
{
	CHECK_STR(error_of("title: Assad: the fall\n"),
	          STR("a.yaml:1:13: error: a value with ': ' in it must be quoted\n"
	              "  title: Assad: the fall\n"
	              "              ^\n"
	              "  hint: put the value in quotes: title: \"Assad: the fall\"\n"));
	CHECK_STR(error_of("title: So called: \"war\"\n"),
	          STR("a.yaml:1:17: error: a value with ': ' in it must be quoted\n"
	              "  title: So called: \"war\"\n"
	              "                  ^\n"
	              "  hint: put the value in quotes: title: 'So called: \"war\"'\n"));
	CHECK_STR(error_of("title: @home\n"),
	          STR("a.yaml:1:8: error: a value that begins with '@' must be quoted\n"
	              "  title: @home\n"
	              "         ^\n"
	              "  hint: put the value in quotes: title: \"@home\"\n"));
	CHECK_STR(error_of("title: *bold* words\n"),
	          STR("a.yaml:1:8: error: a value that begins with '*' must be quoted\n"
	              "  title: *bold* words\n"
	              "         ^\n"
	              "  hint: put the value in quotes: title: \"*bold* words\"\n"));
	CHECK_STR(error_of("dek: > said\n"),
	          STR("a.yaml:1:6: error: a value that begins with '>' must be quoted\n"
	              "  dek: > said\n"
	              "       ^\n"
	              "  hint: put the value in quotes: dek: \"> said\"\n"));
	CHECK_STR(error_of("a: ]\n"),
	          STR("a.yaml:1:4: error: expected a value, found ']'\n"
	              "  a: ]\n"
	              "     ^\n"
	              "  hint: put the value in quotes: a: \"]\"\n"));
}

TEST(yaml, explains_quotes)
{
	CHECK_STR(error_of("title: \"open\ndate: 2014-02-10\n"),
	          STR("a.yaml:1:8: error: this quote is never closed\n"
	              "  title: \"open\n"
	              "         ^~~~~\n"
	              "  hint: add the closing \"\n"));
	CHECK_STR(error_of("title: \"open\ndek: \"shut\"\n"),
	          STR("a.yaml:1:8: error: this quote is never closed\n"
	              "  title: \"open\n"
	              "         ^~~~~\n"
	              "  hint: add the closing \"\n"));
	CHECK_STR(error_of("title: 'It's over'\n"),
	          STR("a.yaml:1:12: error: text behind the closing quote\n"
	              "  title: 'It's over'\n"
	              "             ^~~~~~~\n"
	              "  hint: write '' for an apostrophe inside single quotes\n"));
	CHECK_STR(error_of("title: \"War\" and peace\n"),
	          STR("a.yaml:1:14: error: text behind the closing quote\n"
	              "  title: \"War\" and peace\n"
	              "               ^~~~~~~~~\n"
	              "  hint: write \\\" for a quote inside double quotes\n"));
	CHECK_STR(error_of("path: \"C:\\Users\"\n"),
	          STR("a.yaml:1:10: error: unknown escape '\\U'\n"
	              "  path: \"C:\\Users\"\n"
	              "           ^~\n"
	              "  hint: write '\\\\' for a backslash, or use single quotes\n"));
}

TEST(yaml, explains_indentation_and_lists)
{
	CHECK_STR(error_of("a:\n\tb: c\n"),
	          STR("a.yaml:2:1: error: a tab where YAML wants spaces\n"
	              "  \tb: c\n"
	              "  ^\n"
	              "  hint: indent with spaces\n"));
	CHECK_STR(
		error_of("title: A\n  dek: B\n"),
		STR("a.yaml:2:3: error: this key is indented like a part of the value above it\n"
	            "    dek: B\n"
	            "    ^~~\n"
	            "  hint: begin it in the same column as the key above\n"));
	CHECK_STR(error_of("title\ndek: B\n"),
	          STR("a.yaml:2:1: error: the line above this key has no ': '\n"
	              "  dek: B\n"
	              "  ^~~\n"
	              "  hint: write 'key: value'\n"));
	CHECK_STR(error_of("title: A\nB\ndek: C\n"),
	          STR("a.yaml:2:1: error: expected ': ' behind this key\n"
	              "  B\n"
	              "  ^\n"
	              "  hint: indent the line if it belongs to the value above\n"));
	CHECK_STR(
		error_of("tags: - a\n"),
		STR("a.yaml:1:7: error: a list cannot begin on the line of its key\n"
	            "  tags: - a\n"
	            "        ^\n"
	            "  hint: put each '- item' on a line below, or write [one, two]\n"));
	CHECK_STR(error_of("tags:\n  - a\n - b\n"),
	          STR("a.yaml:3:2: error: this item belongs to no list\n"
	              "   - b\n"
	              "   ^~~\n"
	              "  hint: begin all items of a list in the same column\n"));
	CHECK_STR(error_of("tags: [a, b\ndate: x\n"),
	          STR("a.yaml:2:5: error: expected ',' or ']'\n"
	              "  date: x\n"
	              "      ^\n"
	              "  the list begins at a.yaml:1:7\n"));
	CHECK_STR(error_of("date: x\ntags: [a, b\n"),
	          STR("a.yaml:2:7: error: this list is never closed\n"
	              "  tags: [a, b\n"
	              "        ^\n"
	              "  hint: add the closing ']'\n"));
	CHECK_STR(error_of("tags: [\n"),
	          STR("a.yaml:1:7: error: the text ends where a value should be\n"
	              "  tags: [\n"
	              "        ^\n"));
	CHECK_STR(error_of("  a: b\nc: d\n"),
	          STR("a.yaml:2:1: error: this does not belong to what is above it\n"
	              "  c: d\n"
	              "  ^\n"
	              "  hint: begin all keys in the same column\n"));
	CHECK_STR(error_of("a: b\x07\n"),
	          STR("a.yaml:1:5: error: a control character (U+0007)\n"
	              "  a: b\xef\xbf\xbd\n"
	              "      ^\n"
	              "  hint: remove it\n"));
}

TEST(yaml, points_at_bytes_behind_other_letters)
{
	CHECK_STR(error_of("título: Ñandú\nsección: Año: 1974\n"),
	          STR("a.yaml:2:13: error: a value with ': ' in it must be quoted\n"
	              "  sección: Año: 1974\n"
	              "              ^\n"
	              "  hint: put the value in quotes: sección: \"Año: 1974\"\n"));
}

TEST(yaml, reads_only_its_part_of_the_source)
{
	struct source source = source_of("---\ntitle: \"x\n---\nbody \"quoted\"\n");
	struct diags diags = { 0 };
	struct value value;

	CHECK(!yaml_parse(&source, 4, 14, &t_arena, &value, &diags));
	CHECK_STR(t_messages(&diags),
	          STR("a.yaml:2:8: error: this quote is never closed\n"
	              "  title: \"x\n"
	              "         ^~\n"
	              "  hint: add the closing \"\n"));
}
