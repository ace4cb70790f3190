#include "base/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/dict.h"
#include "base/number.h"
#include "base/text.h"
#include "base/utf8.h"

struct reader {
	const struct source *source;
	struct str text;
	size_t at;
	struct arena *arena;
	struct diags *diags;
	unsigned depth;
};

static bool read_value(struct reader *in, struct value *value);

static struct span span_from(const struct reader *in, size_t start)
{
	return (struct span){ in->source, start, in->at };
}

/* The character at hand, for messages. */
static struct span span_here(const struct reader *in)
{
	size_t end = in->at;

	if (end < in->text.len)
		utf8_next(in->text, &end);
	return (struct span){ in->source, in->at, end };
}

static void skip_space(struct reader *in)
{
	while (in->at < in->text.len && strchr(" \t\r\n", in->text.ptr[in->at]) &&
	       in->text.ptr[in->at])
		in->at++;
}

static bool peek(const struct reader *in, char c)
{
	return in->at < in->text.len && in->text.ptr[in->at] == c;
}

static bool take(struct reader *in, char c)
{
	if (!peek(in, c))
		return false;
	in->at++;
	return true;
}

/* Something else stands where the grammar wants what: say what and why. */
static bool unexpected(struct reader *in, const char *what)
{
	struct str rest = str_from(in->text, in->at);
	struct span span = span_here(in);

	if (rest.len == 0)
		return diag_error(in->diags, span, "the file ends where %s should be",
		                  what);
	diag_error(in->diags, span, "expected %s, found '%.*s'", what,
	           STR_ARG(str_slice(in->text, span.start, span.end)));
	if (rest.ptr[0] == '\'')
		diag_hint(in->diags, "JSON has double quotes only");
	else if (str_has_prefix(rest, STR("//")) || str_has_prefix(rest, STR("/*")) ||
	         rest.ptr[0] == '#')
		diag_hint(in->diags, "JSON has no comments");
	return false;
}

/* Behind an item of a list or dict: *done if the bracket closed it. */
static bool take_comma(struct reader *in, char close, bool *done)
{
	size_t comma = in->at;

	*done = take(in, close);
	if (*done)
		return true;
	if (!take(in, ','))
		return unexpected(in, close == '}' ? "',' or '}'" : "',' or ']'");
	skip_space(in);
	if (!peek(in, close))
		return true;
	in->at = comma + 1;
	diag_error(in->diags, span_from(in, comma), "nothing follows this comma");
	diag_hint(in->diags, "remove it: JSON has no comma behind the last item");
	return false;
}

static bool read_list(struct reader *in, struct value *value)
{
	struct value_builder items = { .arena = in->arena };
	bool done;

	skip_space(in);
	done = take(in, ']');
	while (!done) {
		struct value item;

		if (!read_value(in, &item))
			return false;
		value_add_item(&items, item);
		if (!take_comma(in, ']', &done))
			return false;
	}
	*value = value_built_list(&items);
	return true;
}

/* The four digits of \uXXXX; at is behind the u. */
static bool read_hex(struct reader *in, size_t start, uint32_t *code)
{
	*code = 0;
	for (int i = 0; i < 4; i++, in->at++) {
		static const char digits[] = "0123456789abcdef";
		char c = in->at < in->text.len ? to_lower(in->text.ptr[in->at]) : '\0';
		const char *digit = c ? strchr(digits, c) : NULL;

		if (!digit)
			return diag_error(in->diags, span_from(in, start),
			                  "'\\u' needs four hexadecimal digits");
		*code = *code << 4 | (uint32_t)(digit - digits);
	}
	return true;
}

/* Code points beyond U+FFFF are written as two halves. */
static bool read_unicode(struct reader *in, size_t start, uint32_t *code)
{
	uint32_t low;

	if (!read_hex(in, start, code))
		return false;
	if (*code < 0xd800 || *code > 0xdfff)
		return true;
	if (*code < 0xdc00 && str_has_prefix(str_from(in->text, in->at), STR("\\u"))) {
		in->at += 2;
		if (!read_hex(in, start, &low))
			return false;
		if (low >= 0xdc00 && low <= 0xdfff) {
			*code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
			return true;
		}
	}
	return diag_error(in->diags, span_from(in, start), "this is half a character");
}

/* at is behind the backslash. */
static bool read_escape(struct reader *in, struct buf *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	size_t start = in->at - 1;
	const char *simple;
	uint32_t code;

	if (take(in, 'u')) {
		if (!read_unicode(in, start, &code))
			return false;
		utf8_add(out, code);
		return true;
	}
	simple = in->at < in->text.len && in->text.ptr[in->at]
	                 ? strchr(from, in->text.ptr[in->at])
	                 : NULL;
	if (!simple) {
		in->at = span_here(in).end;
		diag_error(in->diags, span_from(in, start), "unknown escape '%.*s'",
		           STR_ARG(str_slice(in->text, start, in->at)));
		diag_hint(in->diags, "write '\\\\' for a backslash");
		return false;
	}
	buf_add_char(out, to[simple - from]);
	in->at++;
	return true;
}

/* Move to the quote, backslash or control character that ends a run of plain text. */
static struct str take_run(struct reader *in)
{
	size_t start = in->at;

	while (in->at < in->text.len) {
		char c = in->text.ptr[in->at];

		if (c == '"' || c == '\\' || (c >= 0 && c < ' '))
			break;
		in->at++;
	}
	return str_slice(in->text, start, in->at);
}

static bool unclosed(struct reader *in, size_t start)
{
	if (in->at < in->text.len && !peek(in, '\n') && !peek(in, '\r')) {
		diag_error(in->diags, span_here(in), "a control character in a string");
		diag_hint(in->diags, "write '\\t' for a tab");
		return false;
	}
	diag_error(in->diags, span_from(in, start), "this string has no end");
	diag_hint(in->diags, in->at < in->text.len
	                             ? "write '\\n' for a line break inside it"
	                             : "add the closing '\"'");
	return false;
}

static bool read_escaped(struct reader *in, size_t start, struct buf *out)
{
	for (;;) {
		buf_add(out, take_run(in));
		if (take(in, '"'))
			return true;
		if (!take(in, '\\'))
			return unclosed(in, start);
		if (!read_escape(in, out))
			return false;
	}
}

/* at is behind the quote. */
static bool read_string(struct reader *in, struct str *text)
{
	size_t start = in->at - 1;
	struct str run = take_run(in);
	struct buf out = { 0 };
	bool ok;

	if (take(in, '"')) {
		*text = arena_str(in->arena, run);
		return true;
	}
	buf_add(&out, run);
	ok = read_escaped(in, start, &out);
	*text = buf_keep(&out, in->arena);
	buf_clear(&out);
	return ok;
}

static bool read_key(struct reader *in, struct dict *dict, struct value_entry *entry)
{
	const struct value_entry *first;

	entry->key_at = (uint32_t)in->at;
	if (!take(in, '"')) {
		bool is_bare = in->at < in->text.len && is_alnum(in->text.ptr[in->at]);

		unexpected(in, "a key");
		if (is_bare)
			diag_hint(in->diags, "put keys in double quotes");
		return false;
	}
	if (!read_string(in, &entry->key))
		return false;
	first = dict_find(dict, entry->key);
	if (!first)
		return true;
	diag_error(in->diags, span_from(in, entry->key_at), "duplicate key '%.*s'",
	           STR_ARG(entry->key));
	diag_note(in->diags, (struct span){ in->source, first->key_at, first->key_at },
	          "first at");
	return false;
}

static bool read_entries(struct reader *in, struct dict *dict)
{
	bool done;

	skip_space(in);
	done = take(in, '}');
	while (!done) {
		struct value_entry entry;

		if (!read_key(in, dict, &entry))
			return false;
		skip_space(in);
		if (!take(in, ':'))
			return unexpected(in, "':'");
		skip_space(in);
		entry.value_at = (uint32_t)in->at;
		if (!read_value(in, &entry.value))
			return false;
		dict_add(dict, entry);
		if (!take_comma(in, '}', &done))
			return false;
	}
	return true;
}

static bool read_dict(struct reader *in, struct value *value)
{
	struct dict dict = dict_new(in->arena);
	bool ok = read_entries(in, &dict);

	*value = dict_done(&dict);
	return ok;
}

static bool skip_digits(struct str s, size_t *at)
{
	size_t start = *at;

	while (*at < s.len && is_digit(s.ptr[*at]))
		++*at;
	return *at > start;
}

/* A number as RFC 8259 has it: no "+1", ".5", "1." or "01". */
static bool is_json_number(struct str s, bool *is_int)
{
	size_t start = s.len && s.ptr[0] == '-', at = start;

	if (!skip_digits(s, &at) || (s.ptr[start] == '0' && at > start + 1))
		return false;
	*is_int = at == s.len;
	if (at < s.len && s.ptr[at] == '.') {
		at++;
		if (!skip_digits(s, &at))
			return false;
	}
	if (at < s.len && to_lower(s.ptr[at]) == 'e') {
		at++;
		if (at < s.len && (s.ptr[at] == '+' || s.ptr[at] == '-'))
			at++;
		if (!skip_digits(s, &at))
			return false;
	}
	return at == s.len;
}

static bool read_number(struct reader *in, struct str word, size_t start,
                        struct value *value)
{
	bool is_int;
	int64_t n;

	if (!is_json_number(word, &is_int))
		return diag_error(in->diags, span_from(in, start),
		                  "'%.*s' is not a JSON number",
		                  STR_ARG(str_slice(word, 0, 40)));
	if (is_int && str_to_int(word, &n)) {
		*value = value_int(n);
		return true;
	}
	*value = value_float(number_parse(word));
	if (isfinite(value->number))
		return true;
	return diag_error(in->diags, span_from(in, start), "'%.*s' is too large a number",
	                  STR_ARG(str_slice(word, 0, 40)));
}

static bool read_word(struct reader *in, struct value *value)
{
	static const struct str names[] = { STR_INIT("true"), STR_INIT("false"),
		                            STR_INIT("null") };
	size_t start = in->at;
	struct str word, meant = { 0 };

	while (in->at < in->text.len &&
	       (is_alnum(in->text.ptr[in->at]) || strchr("+-._", in->text.ptr[in->at])) &&
	       in->text.ptr[in->at])
		in->at++;
	word = str_slice(in->text, start, in->at);
	if (word.len == 0)
		return unexpected(in, "a value");
	if (str_eq(word, names[0]) || str_eq(word, names[1])) {
		*value = value_bool(word.ptr[0] == 't');
		return true;
	}
	if (str_eq(word, names[2])) {
		*value = VALUE_NULL;
		return true;
	}
	if (is_digit(word.ptr[0]) || strchr("+-.", word.ptr[0]))
		return read_number(in, word, start, value);
	if (str_eq_nocase(word, STR("none")) || str_eq_nocase(word, STR("nil")))
		meant = names[2];
	else
		meant = str_nearest(word, names, ARRAY_LEN(names));
	diag_error(in->diags, span_from(in, start), "'%.*s' is not a JSON value",
	           STR_ARG(str_slice(word, 0, 40)));
	if (meant.len)
		diag_did_you_mean(in->diags, meant);
	else
		diag_hint(in->diags, "put texts in double quotes");
	return false;
}

/* Moves behind the value and the white space that follows. */
static bool read_value(struct reader *in, struct value *value)
{
	size_t start = in->at;
	struct str text;
	bool ok;

	if (take(in, '"')) {
		ok = read_string(in, &text);
		*value = value_str(text);
	} else if (peek(in, '[') || peek(in, '{')) {
		if (in->depth == JSON_DEPTH)
			return diag_error(in->diags, span_here(in),
			                  "more than %d lists and dicts in one another",
			                  JSON_DEPTH);
		in->at++;
		in->depth++;
		ok = in->text.ptr[start] == '[' ? read_list(in, value)
		                                : read_dict(in, value);
		in->depth--;
	} else {
		ok = read_word(in, value);
	}
	if (ok)
		skip_space(in);
	return ok;
}

bool json_parse(const struct source *source, size_t *at, struct arena *arena,
                struct value *value, struct diags *diags)
{
	struct reader in = { source, source->text, *at, arena, diags, 0 };
	bool ok;

	*value = UNDEFINED;
	skip_space(&in);
	ok = read_value(&in, value);
	*at = in.at;
	return ok;
}

/* Writing. */

struct writer {
	struct buf *out;
	unsigned style, indent, depth;
};

static void write_value(struct writer *to, struct value value);

/* The place of the next item; in one line, a space. */
static void write_break(const struct writer *to, bool is_first)
{
	if (to->indent) {
		buf_add_char(to->out, '\n');
		buf_add_chars(to->out, ' ', (size_t)to->indent * to->depth);
	} else if (!is_first) {
		buf_add_char(to->out, ' ');
	}
}

static void write_string(const struct writer *to, struct str text)
{
	if (to->style & JSON_IN_HTML)
		escape_json_in_html(to->out, text);
	else
		escape_json(to->out, text);
}

static void write_list(struct writer *to, struct value value)
{
	buf_add_char(to->out, '[');
	to->depth++;
	for (uint32_t i = 0; i < value.len; i++) {
		if (i)
			buf_add_char(to->out, ',');
		write_break(to, i == 0);
		write_value(to, value.items[i]);
	}
	to->depth--;
	if (value.len && to->indent)
		write_break(to, true);
	buf_add_char(to->out, ']');
}

static void write_entry(struct writer *to, const struct value_entry *entry, bool is_first)
{
	if (!is_first)
		buf_add_char(to->out, ',');
	write_break(to, is_first);
	write_string(to, entry->key);
	buf_puts(to->out, ": ");
	write_value(to, entry->value);
}

static int compare_keys(const void *a, const void *b)
{
	const struct value_entry *const *x = a, *const *y = b;

	return str_cmp((*x)->key, (*y)->key);
}

static void write_sorted(struct writer *to, struct value value)
{
	const struct value_entry **order =
		xrealloc_array(NULL, value.len, sizeof(*order));

	for (uint32_t i = 0; i < value.len; i++)
		order[i] = &value.entries[i];
	qsort(order, value.len, sizeof(*order), compare_keys);
	for (uint32_t i = 0; i < value.len; i++)
		write_entry(to, order[i], i == 0);
	free(order);
}

static void write_dict(struct writer *to, struct value value)
{
	buf_add_char(to->out, '{');
	to->depth++;
	if (to->style & JSON_SORTED)
		write_sorted(to, value);
	else
		for (uint32_t i = 0; i < value.len; i++)
			write_entry(to, &value.entries[i], i == 0);
	to->depth--;
	if (value.len && to->indent)
		write_break(to, true);
	buf_add_char(to->out, '}');
}

static void write_value(struct writer *to, struct value value)
{
	switch ((enum value_type)value.type) {
	case VALUE_BOOL:
		buf_add(to->out, value.boolean ? STR("true") : STR("false"));
		return;
	case VALUE_INT:
		buf_add_int(to->out, value.integer);
		return;
	case VALUE_FLOAT:
		if (!isfinite(value.number))
			break;
		value_format_float(to->out, value.number);
		return;
	case VALUE_STR:
		write_string(to, value_text(value));
		return;
	case VALUE_LIST:
		if (to->depth == JSON_DEPTH)
			break;
		write_list(to, value);
		return;
	case VALUE_DICT:
		if (to->depth == JSON_DEPTH)
			break;
		write_dict(to, value);
		return;
	case VALUE_UNDEFINED:
	case VALUE_NONE:
	case VALUE_OBJECT:
		break;
	}
	buf_puts(to->out, "null");
}

void json_write(struct buf *out, struct value value, unsigned style, unsigned indent)
{
	struct writer to = { out, style, indent, 0 };

	write_value(&to, value);
}
