#include "content/complaint.h"

#include "base/utf8.h"

#define HINT_MAX 60 /* bytes of a value that is worth repeating in a hint */

/* The character at a place, or nothing at the end of the text. */
static struct span character(const struct source *source, size_t at)
{
	size_t end = at;

	if (end < source->text.len)
		utf8_next(source->text, &end);
	return (struct span){ source, at, end };
}

static struct str span_text(struct span span)
{
	return str_slice(span.source->text, span.start, span.end);
}

/* The line around a place, without its end. */
static struct span line_around(const struct source *source, size_t at)
{
	size_t before = str_find_last_char(str_slice(source->text, 0, at), '\n');
	size_t start = before == STR_NONE ? 0 : before + 1;
	size_t len = str_find_char(str_from(source->text, start), '\n');
	struct str line = str_slice(source->text, start,
	                            len == STR_NONE ? source->text.len : start + len);

	return (struct span){ source, start, start + str_trim_end(line).len };
}

/* Show the line as it would be with its value in quotes, if that is easy. */
static void hint_quotes(const struct source *source, size_t at, struct diags *diags)
{
	struct str line = str_trim_start(span_text(line_around(source, at)));
	size_t colon = str_find(line, STR(": "));
	struct str key, value;
	char quote = '"';

	diag_hint(diags, "put the value in quotes");
	if (colon == STR_NONE || str_has_prefix(line, STR("- ")))
		return;
	key = str_slice(line, 0, colon);
	value = str_trim(str_from(line, colon + 2));
	if (str_contains(value, STR("\"")) || str_contains(value, STR("\\")))
		quote = '\'';
	if (line.len > HINT_MAX || value.len == 0 ||
	    str_find_char(value, quote) != STR_NONE || str_contains(value, STR(" #")))
		return;
	diag_hint(diags, "put the value in quotes: %.*s: %c%.*s%c", STR_ARG(key), quote,
	          STR_ARG(value), quote);
}

/* A ": " where no key can be: in an unquoted value, or under one. */
static bool colon(const struct source *source, const struct complaint *it,
                  struct diags *diags)
{
	struct span line = line_around(source, it->at);
	struct str before = str_slice(source->text, line.start, it->at);

	if (str_contains(before, STR(": "))) {
		diag_error(diags, character(source, it->at),
		           "a value with ': ' in it must be quoted");
		hint_quotes(source, it->at, diags);
		return false;
	}
	line.start += before.len - str_trim_start(before).len;
	line.end = it->at;
	if (before.len > str_trim_start(before).len) {
		diag_error(diags, line,
		           "this key is indented like a part of the value above it");
		diag_hint(diags, "begin it in the same column as the key above");
	} else {
		diag_error(diags, line, "the line above this key has no ': '");
		diag_hint(diags, "write 'key: value'");
	}
	return false;
}

static bool tab(const struct source *source, size_t at, struct diags *diags)
{
	diag_error(diags, character(source, at), "a tab where YAML wants spaces");
	diag_hint(diags, "indent with spaces");
	return false;
}

static bool bad_start(const struct source *source, size_t at, struct diags *diags)
{
	struct span span = character(source, at);

	if (str_eq(span_text(span), STR("\t")))
		return tab(source, at, diags);
	diag_error(diags, span, "a value that begins with '%.*s' must be quoted",
	           STR_ARG(span_text(span)));
	hint_quotes(source, at, diags);
	return false;
}

static bool unclosed(const struct source *source, size_t at, struct diags *diags)
{
	struct span line = line_around(source, at);
	struct span quote = character(source, at);

	diag_error(diags, (struct span){ source, at, line.end },
	           "this quote is never closed");
	diag_hint(diags, "add the closing %.*s", STR_ARG(span_text(quote)));
	return false;
}

/* Something where the next key should be: behind a value, or in another column. */
static bool no_key(const struct source *source, const struct complaint *it,
                   struct diags *diags)
{
	struct span rest = { source, it->at, line_around(source, it->at).end };
	struct str between = str_slice(source->text, it->quoted_end, it->at);
	struct str quoted = str_slice(source->text, it->quoted_start, it->quoted_end);

	if (quoted.len && str_trim(between).len == 0 &&
	    str_find_char(between, '\n') == STR_NONE) {
		if (str_find_char(quoted, '\n') != STR_NONE)
			return unclosed(source, it->quoted_start, diags);
		diag_error(diags, rest, "text behind the closing quote");
		if (quoted.ptr[0] == '\'')
			diag_hint(diags,
			          "write '' for an apostrophe inside single quotes");
		else
			diag_hint(diags, "write \\\" for a quote inside double quotes");
		return false;
	}
	if (str_has_prefix(span_text(rest), STR("- "))) {
		diag_error(diags, rest, "this item belongs to no list");
		diag_hint(diags, "begin all items of a list in the same column");
		return false;
	}
	diag_error(diags, rest, "expected a key and ':' here");
	diag_hint(diags,
	          "begin all keys in the same column; put a value that is more than a "
	          "word in quotes");
	return false;
}

static bool bad_escape(const struct source *source, const struct complaint *it,
                       struct diags *diags)
{
	struct str before = str_slice(source->text, 0, it->at + 1);
	size_t backslash = str_find_last_char(before, '\\');
	struct span span = { source, backslash, backslash + 1 };

	if (backslash == STR_NONE || backslash < it->context)
		span = character(source, it->at);
	else
		span.end = character(source, span.end).end;
	diag_error(diags, span, "unknown escape '%.*s'", STR_ARG(span_text(span)));
	diag_hint(diags, "write '\\\\' for a backslash, or use single quotes");
	return false;
}

/* A list or dict in brackets that goes wrong behind an item, or never ends. */
static bool not_closed(const struct source *source, const struct complaint *it,
                       const char *what, char close, struct diags *diags)
{
	if (it->at >= it->end) {
		diag_error(diags, character(source, it->context),
		           "this %s is never closed", what);
		diag_hint(diags, "add the closing '%c'", close);
		return false;
	}
	diag_error(diags, character(source, it->at), "expected ',' or '%c'", close);
	diag_note(diags, (struct span){ source, it->context, it->context },
	          close == ']' ? "the list begins at" : "the dict begins at");
	return false;
}

static bool no_value(const struct source *source, const struct complaint *it,
                     struct diags *diags)
{
	struct str before = str_trim_end(str_slice(source->text, 0, it->at));
	struct span span = character(source, it->at);

	if (it->at >= it->end) {
		size_t last = before.len;

		if (last)
			utf8_previous(before, &last);
		return diag_error(diags, character(source, last),
		                  "the text ends where a value should be");
	}
	diag_error(diags, span, "expected a value, found '%.*s'",
	           STR_ARG(span_text(span)));
	if (str_has_suffix(before, STR(":")))
		hint_quotes(source, it->at, diags);
	return false;
}

static bool is(const struct complaint *it, const char *problem)
{
	return str_eq(str_of(it->problem), str_of(problem));
}

bool complain(const struct source *source, const struct complaint *it,
              struct diags *diags)
{
	struct span here = character(source, it->at);

	if (is(it, "mapping values are not allowed in this context"))
		return colon(source, it, diags);
	if (is(it, "found character that cannot start any token") ||
	    is(it, "mapping keys are not allowed in this context"))
		return bad_start(source, it->at, diags);
	if (is(it, "did not find expected alphabetic or numeric character") ||
	    is(it, "found undefined tag handle") ||
	    is(it, "did not find expected comment or line break"))
		return bad_start(source, it->context, diags);
	if (is(it, "found unexpected end of stream") ||
	    is(it, "found unexpected document indicator"))
		return unclosed(source, it->context, diags);
	if (is(it, "did not find expected key"))
		return no_key(source, it, diags);
	if (is(it, "found unknown escape character") ||
	    is(it, "did not find expected hexdecimal number") ||
	    is(it, "found invalid Unicode character escape code"))
		return bad_escape(source, it, diags);
	if (is(it, "did not find expected ',' or ']'"))
		return not_closed(source, it, "list", ']', diags);
	if (is(it, "did not find expected ',' or '}'"))
		return not_closed(source, it, "dict", '}', diags);
	if (is(it, "did not find expected node content"))
		return no_value(source, it, diags);
	if (is(it, "found a tab character where an indentation space is expected") ||
	    is(it, "found a tab character that violates indentation"))
		return tab(source, it->at, diags);
	if (is(it, "block sequence entries are not allowed in this context")) {
		diag_error(diags, here, "a list cannot begin on the line of its key");
		diag_hint(diags,
		          "put each '- item' on a line below, or write [one, two]");
	} else if (is(it, "could not find expected ':'")) {
		here.start = it->context;
		here.end = line_around(source, it->context).end;
		diag_error(diags, here, "expected ': ' behind this key");
		diag_hint(diags, "indent the line if it belongs to the value above");
	} else if (is(it, "did not find expected '-' indicator")) {
		diag_error(diags, here, "expected the next '- item' of the list");
		diag_note(diags, (struct span){ source, it->context, it->context },
		          "the list begins at");
	} else if (is(it, "did not find expected <document start>")) {
		diag_error(diags, here, "this does not belong to what is above it");
		diag_hint(diags, "begin all keys in the same column");
	} else {
		diag_error(diags, here, "this is not YAML: %s", it->problem);
	}
	return false;
}
