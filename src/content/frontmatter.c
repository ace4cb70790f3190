#include "content/frontmatter.h"

#include "base/json.h"
#include "base/utf8.h"
#include "content/toml.h"
#include "content/yaml.h"

#define BOM STR("\xef\xbb\xbf")

static struct span line_at(const struct source *source, size_t at)
{
	size_t len = str_find_char(str_from(source->text, at), '\n');

	return (struct span){ source, at, len == STR_NONE ? source->text.len : at + len };
}

/* Nothing behind this reads a file that is no text: it could not point into it. */
static bool check_text(const struct source *source, struct diags *diags)
{
	struct str text = source->text;
	size_t at;

	if (str_has_prefix(text, STR("\xff\xfe")) ||
	    str_has_prefix(text, STR("\xfe\xff"))) {
		diag_error(diags, SPAN_FILE(source), "this file is UTF-16");
		diag_hint(diags, "save it as UTF-8");
		return false;
	}
	at = utf8_invalid(text);
	if (at != STR_NONE) {
		diag_error(diags, (struct span){ source, at, at + 1 },
		           "this is not valid UTF-8 (byte 0x%02X)",
		           (unsigned char)text.ptr[at]);
		diag_hint(diags, "save the file as UTF-8");
		return false;
	}
	at = str_find_char(text, '\0');
	if (at == STR_NONE)
		return true;
	diag_error(diags, (struct span){ source, at, at + 1 }, "a NUL byte");
	diag_hint(diags, "this file is damaged or no text");
	return false;
}

static bool too_large(const struct source *source, size_t at, struct diags *diags)
{
	diag_error(diags, line_at(source, at), "front matter of more than %zu KiB",
	           FRONTMATTER_MAX >> 10);
	diag_hint(diags, "is the closing line missing?");
	return false;
}

/* A fence may be followed by blanks, which no one sees. */
static bool is_fence(struct str line, struct str fence)
{
	return str_eq(str_trim_end(line), fence);
}

static bool is_closing(struct str line, enum data_format format)
{
	if (format == DATA_TOML)
		return is_fence(line, STR("+++"));
	return is_fence(line, STR("---")) || is_fence(line, STR("..."));
}

/* From the line behind the opening fence at start, find the closing one. */
static bool find_end(const struct source *source, size_t start, struct frontmatter *out,
                     struct diags *diags)
{
	struct str rest = str_from(source->text, start), line;

	str_next_line(&rest, &line);
	out->start = source->text.len - rest.len;
	for (;;) {
		out->end = source->text.len - rest.len;
		if (out->end - out->start > FRONTMATTER_MAX)
			return too_large(source, start, diags);
		if (!str_next_line(&rest, &line))
			break;
		if (is_closing(line, out->format)) {
			out->body = source->text.len - rest.len;
			return true;
		}
	}
	diag_error(diags, line_at(source, start), "this front matter has no end");
	diag_hint(diags, "close it with a line '%s'",
	          out->format == DATA_TOML ? "+++" : "---");
	return false;
}

/* An object where the file begins; what follows it is the body. */
static bool parse_json(const struct source *source, size_t start, struct arena *arena,
                       struct frontmatter *out, struct diags *diags)
{
	size_t most = start + FRONTMATTER_MAX;
	struct source head = { source->path, str_slice(source->text, 0, most) };
	struct diags found = { 0 };
	bool ok;

	out->start = out->body = start;
	ok = json_parse(&head, &out->body, arena, &out->data, &found);
	if (!ok && out->body >= most) {
		diags_clear(&found);
		return too_large(source, start, diags);
	}
	diags_move(diags, &found);
	out->end = out->body;
	while (out->end > start && is_space(source->text.ptr[out->end - 1]))
		out->end--;
	return ok;
}

static bool no_frontmatter(const struct source *source, size_t at, struct diags *diags)
{
	struct span line = line_at(source, at);
	struct str text = str_trim(str_slice(source->text, line.start, line.end));

	diag_error(diags, line, "this file has no front matter");
	if (str_has_prefix(text, STR("---")) || str_has_prefix(text, STR("+++")))
		diag_hint(diags, "begin it with a line that is just '%.*s'", 3, text.ptr);
	else
		diag_hint(diags, "begin it with a line '---', a line 'title: ...', and a "
		                 "line '---'");
	return false;
}

/* Skip the mark and lines that look empty. */
static size_t find_start(struct str text)
{
	size_t start = str_has_prefix(text, BOM) ? BOM.len : 0;

	for (size_t at = start; at < text.len && is_space(text.ptr[at]); at++)
		if (text.ptr[at] == '\n')
			start = at + 1;
	return start;
}

static bool is_json(struct str line)
{
	line = str_trim(line);
	/* Two braces are somebody's template or shortcode. */
	return str_has_prefix(line, STR("{")) && !str_has_prefix(line, STR("{{")) &&
	       !str_has_prefix(line, STR("{%"));
}

static bool parse_fenced(const struct source *source, size_t start, struct arena *arena,
                         struct frontmatter *out, struct diags *diags)
{
	if (!find_end(source, start, out, diags))
		return false;
	if (out->format == DATA_TOML)
		return toml_parse(source, out->start, out->end, arena, &out->data, diags);
	if (!yaml_parse(source, out->start, out->end, arena, &out->data, diags))
		return false;
	if (out->data.type == VALUE_DICT)
		return true;
	diag_error(diags, line_at(source, out->start),
	           "front matter must be lines 'key: value'");
	return false;
}

bool frontmatter_parse(const struct source *source, struct arena *arena,
                       struct frontmatter *out, struct diags *diags)
{
	size_t start = find_start(source->text);
	struct str line, rest = str_from(source->text, start);

	*out = (struct frontmatter){ .format = DATA_YAML };
	if (!check_text(source, diags))
		return false;
	if (!str_next_line(&rest, &line))
		line = rest;
	if (is_json(line)) {
		out->format = DATA_JSON;
		return parse_json(source, start, arena, out, diags);
	}
	if (is_fence(line, STR("+++")))
		out->format = DATA_TOML;
	else if (!is_fence(line, STR("---")))
		return no_frontmatter(source, start, diags);
	return parse_fenced(source, start, arena, out, diags);
}

static bool parse_json_file(const struct source *source, size_t start,
                            struct arena *arena, struct value *out, struct diags *diags)
{
	if (!json_parse(source, &start, arena, out, diags))
		return false;
	if (start == source->text.len)
		return true;
	return diag_error(diags, line_at(source, start), "text behind the JSON value");
}

bool data_parse(const struct source *source, enum data_format format, struct arena *arena,
                struct value *out, struct diags *diags)
{
	size_t start = str_has_prefix(source->text, BOM) ? BOM.len : 0;
	size_t end = source->text.len;

	*out = UNDEFINED;
	if (!check_text(source, diags))
		return false;
	switch (format) {
	case DATA_YAML:
		return yaml_parse(source, start, end, arena, out, diags);
	case DATA_TOML:
		return toml_parse(source, start, end, arena, out, diags);
	case DATA_JSON:
		break;
	}
	return parse_json_file(source, start, arena, out, diags);
}
