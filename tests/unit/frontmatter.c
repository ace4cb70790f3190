#include "content/frontmatter.h"

#include "base/json.h"
#include "t.h"

static struct source source_of(struct str text)
{
	return (struct source){ STR("a.md"), text };
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

/* The data, then the front matter and the body as they stand in the source. */
static void check_parts(const char *text, const char *data, const char *front,
                        const char *body)
{
	struct source source = source_of(str_of(text));
	struct diags diags = { 0 };
	struct frontmatter out;

	CHECK(frontmatter_parse(&source, &t_arena, &out, &diags));
	CHECK_STR(t_messages(&diags), STR(""));
	CHECK_STR(json(out.data), str_of(data));
	CHECK_STR(str_slice(source.text, out.start, out.end), str_of(front));
	CHECK_STR(str_from(source.text, out.body), str_of(body));
}

static struct str error_of_text(struct str text)
{
	struct source source = source_of(text);
	struct diags diags = { 0 };
	struct frontmatter out;

	CHECK(!frontmatter_parse(&source, &t_arena, &out, &diags));
	CHECK_INT(diags.errors, 1);
	return t_messages(&diags);
}

static struct str error_of(const char *text)
{
	return error_of_text(str_of(text));
}

TEST(frontmatter, splits_yaml_toml_and_json)
{
	check_parts("---\na: 1\n---\n\nBody\n", "{\"a\": 1}", "a: 1\n", "\nBody\n");
	check_parts("+++\na = 1\n+++\nBody\n", "{\"a\": 1}", "a = 1\n", "Body\n");
	check_parts("{\"a\": 1}\n\nBody\n", "{\"a\": 1}", "{\"a\": 1}", "Body\n");
	check_parts("{\n  \"a\": {\"b\": []}\n}", "{\"a\": {\"b\": []}}",
	            "{\n  \"a\": {\"b\": []}\n}", "");
}

TEST(frontmatter, bears_what_editors_leave)
{
	check_parts("\xef\xbb\xbf---\na: 1\n---\nBody", "{\"a\": 1}", "a: 1\n", "Body");
	check_parts("\xef\xbb\xbf{\"a\": 1}Body", "{\"a\": 1}", "{\"a\": 1}", "Body");
	check_parts("---\r\na: 1\r\n---\r\nBody\r\n", "{\"a\": 1}", "a: 1\r\n",
	            "Body\r\n");
	check_parts("+++\r\na = 1\r\n+++\r\nBody\r\n", "{\"a\": 1}", "a = 1\r\n",
	            "Body\r\n");
	check_parts("---  \na: 1\n--- \t\nBody", "{\"a\": 1}", "a: 1\n", "Body");
	check_parts("\n  \n---\na: 1\n---\nBody", "{\"a\": 1}", "a: 1\n", "Body");
	check_parts("---\na: 1\n...\n--- not the end", "{\"a\": 1}", "a: 1\n",
	            "--- not the end");
	check_parts("---\na: 1\n---", "{\"a\": 1}", "a: 1\n", "");
	check_parts("---\n---\n", "{}", "", "");
	check_parts("+++\n+++\n", "{}", "", "");
	check_parts("---\na: |\n  ---\n---\n", "{\"a\": \"---\\n\"}", "a: |\n  ---\n",
	            "");
}

TEST(frontmatter, must_end)
{
	CHECK_STR(error_of("\n---\ntitle: A\n\nBody\n"),
	          STR("a.md:2:1: error: this front matter has no end\n"
	              "  ---\n"
	              "  ^~~\n"
	              "  hint: close it with a line '---'\n"));
	CHECK_STR(error_of("+++\ntitle = 'A'\n---\n"),
	          STR("a.md:1:1: error: this front matter has no end\n"
	              "  +++\n"
	              "  ^~~\n"
	              "  hint: close it with a line '+++'\n"));
}

TEST(frontmatter, must_be_there)
{
	CHECK_STR(
		error_of("# Hello\n\nBody\n"),
		STR("a.md:1:1: error: this file has no front matter\n"
	            "  # Hello\n"
	            "  ^~~~~~~\n"
	            "  hint: begin it with a line '---', a line 'title: ...', and a line '---'\n"));
	CHECK_STR(
		error_of(""),
		STR("a.md:1:1: error: this file has no front matter\n"
	            "  \n"
	            "  ^\n"
	            "  hint: begin it with a line '---', a line 'title: ...', and a line '---'\n"));
	CHECK_STR(error_of("\n--- # mine\na: 1\n---\n"),
	          STR("a.md:2:1: error: this file has no front matter\n"
	              "  --- # mine\n"
	              "  ^~~~~~~~~~\n"
	              "  hint: begin it with a line that is just '---'\n"));
	CHECK_STR(
		error_of("{{< figure >}}\n"),
		STR("a.md:1:1: error: this file has no front matter\n"
	            "  {{< figure >}}\n"
	            "  ^~~~~~~~~~~~~~\n"
	            "  hint: begin it with a line '---', a line 'title: ...', and a line '---'\n"));
	CHECK_STR(error_of("---\njust text\n---\n"),
	          STR("a.md:2:1: error: front matter must be lines 'key: value'\n"
	              "  just text\n"
	              "  ^~~~~~~~~\n"));
}

TEST(frontmatter, must_be_text)
{
	CHECK_STR(error_of("---\ntitle: A\n---\ncaf\xe9\n"),
	          STR("a.md:4:4: error: this is not valid UTF-8 (byte 0xE9)\n"
	              "  caf\xef\xbf\xbd\n"
	              "     ^\n"
	              "  hint: save the file as UTF-8\n"));
	CHECK_STR(error_of_text(STR("---\ntitle: A\n---\nab\0c\n")),
	          STR("a.md:4:3: error: a NUL byte\n"
	              "  ab\xef\xbf\xbd"
	              "c\n"
	              "    ^\n"
	              "  hint: this file is damaged or no text\n"));
	CHECK_STR(error_of_text(STR("\xff\xfe-\0-\0-\0")),
	          STR("a.md: error: this file is UTF-16\n"
	              "  hint: save it as UTF-8\n"));
}

TEST(frontmatter, must_not_be_huge)
{
	struct buf text = { 0 };

	buf_puts(&text, "---\n# ");
	buf_add_chars(&text, 'x', FRONTMATTER_MAX);
	buf_puts(&text, "\n---\n");
	CHECK_STR(error_of_text(buf_str(&text)),
	          STR("a.md:1:1: error: front matter of more than 1024 KiB\n"
	              "  ---\n"
	              "  ^~~\n"
	              "  hint: is the closing line missing?\n"));
	buf_reset(&text);
	buf_puts(&text, "{\n\"a\": \"");
	buf_add_chars(&text, 'x', FRONTMATTER_MAX);
	buf_puts(&text, "\"}");
	CHECK_STR(error_of_text(buf_str(&text)),
	          STR("a.md:1:1: error: front matter of more than 1024 KiB\n"
	              "  {\n"
	              "  ^\n"
	              "  hint: is the closing line missing?\n"));
	buf_clear(&text);
}

TEST(frontmatter, reports_errors_at_their_place_in_the_file)
{
	CHECK_STR(error_of("---\ntitle: A\ntitle: B\n---\n"),
	          STR("a.md:3:1: error: duplicate key 'title'\n"
	              "  title: B\n"
	              "  ^~~~~\n"
	              "  first at a.md:2:1\n"));
	CHECK_STR(error_of("+++\ntitle = A\n+++\n"),
	          STR("a.md:2:9: error: 'A' is not a TOML value\n"
	              "  title = A\n"
	              "          ^\n"
	              "  hint: put texts in double quotes\n"));
	CHECK_STR(error_of("{\n\"title\": A}\n"),
	          STR("a.md:2:10: error: 'A' is not a JSON value\n"
	              "  \"title\": A}\n"
	              "           ^\n"
	              "  hint: put texts in double quotes\n"));
}

static struct str data(enum data_format format, const char *text)
{
	struct source source = source_of(str_of(text));
	struct diags diags = { 0 };
	struct value value;

	if (data_parse(&source, format, &t_arena, &value, &diags))
		return json(value);
	return t_messages(&diags);
}

TEST(frontmatter, reads_data_files)
{
	CHECK_STR(data(DATA_YAML, "\xef\xbb\xbf- a\n- b\n"), STR("[\"a\", \"b\"]"));
	CHECK_STR(data(DATA_TOML, "\xef\xbb\xbf"
	                          "a = 1"),
	          STR("{\"a\": 1}"));
	CHECK_STR(data(DATA_JSON, "\xef\xbb\xbf [1]\n"), STR("[1]"));
	CHECK_STR(data(DATA_JSON, "[1]\n[2]\n"),
	          STR("a.md:2:1: error: text behind the JSON value\n"
	              "  [2]\n"
	              "  ^~~\n"));
	CHECK_STR(data(DATA_YAML, "a: \xff\n"),
	          STR("a.md:1:4: error: this is not valid UTF-8 (byte 0xFF)\n"
	              "  a: \xef\xbf\xbd\n"
	              "     ^\n"
	              "  hint: save the file as UTF-8\n"));
}
