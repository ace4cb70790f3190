#include "content/literal.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/number.h"
#include "base/utf8.h"

#define WORD_SHOWN 40 /* of a wrong value, in messages */

bool cursor_sees(const struct cursor *in, struct str what)
{
	return str_has_prefix(str_from(in->text, in->at), what);
}

bool cursor_take(struct cursor *in, struct str what)
{
	if (!cursor_sees(in, what))
		return false;
	in->at += what.len;
	return true;
}

struct span cursor_span(const struct cursor *in, size_t start)
{
	return (struct span){ in->source, start, in->at };
}

struct span cursor_character(const struct cursor *in)
{
	size_t end = in->at;

	if (end < in->text.len)
		utf8_next(in->text, &end);
	return (struct span){ in->source, in->at, end };
}

bool cursor_expected(const struct cursor *in, const char *what)
{
	struct span span = cursor_character(in);
	struct str found = str_slice(in->text, span.start, span.end);

	if (found.len == 0)
		return diag_error(in->diags, span, "the text ends where %s should be",
		                  what);
	if (found.ptr[0] == '\n' || found.ptr[0] == '\r')
		return diag_error(in->diags, span, "the line ends where %s should be",
		                  what);
	return diag_error(in->diags, span, "expected %s, found '%.*s'", what,
	                  STR_ARG(found));
}

/* Strings. */

struct quotes {
	size_t start;
	struct str close;
	bool is_basic, is_long;
};

static bool unclosed(const struct cursor *in, const struct quotes *quotes)
{
	struct span span = cursor_span(in, quotes->start);

	if (quotes->is_long)
		span.end = span.start + quotes->close.len;
	diag_error(in->diags, span, "this string has no end");
	diag_hint(in->diags, "add the closing %.*s", STR_ARG(quotes->close));
	return false;
}

/* The digits of \uXXXX or \UXXXXXXXX; start is the backslash. */
static bool take_code(struct cursor *in, size_t start, int digits, struct buf *out)
{
	uint32_t code = 0;

	for (int i = 0; i < digits; i++, in->at++) {
		static const char all[] = "0123456789abcdef";
		char c = in->at < in->text.len ? to_lower(in->text.ptr[in->at]) : '\0';
		const char *digit = c ? strchr(all, c) : NULL;

		if (!digit) {
			diag_error(in->diags, cursor_span(in, start),
			           "'\\%c' needs %d hexadecimal digits",
			           digits == 4 ? 'u' : 'U', digits);
			diag_hint(in->diags,
			          "write '\\\\' for a backslash, or use single quotes");
			return false;
		}
		code = code << 4 | (uint32_t)(digit - all);
	}
	if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return diag_error(in->diags, cursor_span(in, start),
		                  "there is no such character");
	utf8_add(out, code);
	return true;
}

/* A backslash before the end of a line removes it, and all blanks that follow. */
static bool take_line_end(struct cursor *in)
{
	size_t at = in->at;

	while (at < in->text.len &&
	       (in->text.ptr[at] == ' ' || in->text.ptr[at] == '\t' ||
	        in->text.ptr[at] == '\r'))
		at++;
	if (at == in->text.len || in->text.ptr[at] != '\n')
		return false;
	while (at < in->text.len && is_space(in->text.ptr[at]))
		at++;
	in->at = at;
	return true;
}

/* The cursor is behind the backslash. */
static bool take_escape(struct cursor *in, bool is_long, struct buf *out)
{
	static const char from[] = "\"\\bfnrt", to[] = "\"\\\b\f\n\r\t";
	size_t start = in->at - 1;
	const char *simple;

	if (cursor_take(in, STR("u")))
		return take_code(in, start, 4, out);
	if (cursor_take(in, STR("U")))
		return take_code(in, start, 8, out);
	if (is_long && take_line_end(in))
		return true;
	simple = in->at < in->text.len && in->text.ptr[in->at]
	                 ? strchr(from, in->text.ptr[in->at])
	                 : NULL;
	if (!simple) {
		in->at = cursor_character(in).end;
		diag_error(in->diags, cursor_span(in, start), "unknown escape '%.*s'",
		           STR_ARG(str_slice(in->text, start, in->at)));
		diag_hint(in->diags,
		          "write '\\\\' for a backslash, or use single quotes");
		return false;
	}
	buf_add_char(out, to[simple - from]);
	in->at++;
	return true;
}

/* One or two quotes just before the three that close a long string belong to it. */
static bool take_close(struct cursor *in, const struct quotes *quotes, struct buf *out)
{
	char quote = quotes->close.ptr[0];

	if (!cursor_take(in, quotes->close))
		return false;
	for (int i = 0; i < 2 && quotes->is_long; i++)
		if (in->at < in->text.len && in->text.ptr[in->at] == quote) {
			buf_add_char(out, quote);
			in->at++;
		}
	return true;
}

static bool take_character(struct cursor *in, const struct quotes *quotes,
                           struct buf *out)
{
	char c = in->text.ptr[in->at];

	if (quotes->is_basic && c == '\\') {
		in->at++;
		return take_escape(in, quotes->is_long, out);
	}
	if (c == '\r' && cursor_sees(in, STR("\r\n")))
		c = in->text.ptr[++in->at];
	if (c == '\n' && !quotes->is_long)
		return unclosed(in, quotes);
	if ((c >= 0 && c < ' ' && c != '\t' && c != '\n') || c == 0x7f) {
		diag_error(in->diags, cursor_character(in),
		           "a control character in a string");
		diag_hint(in->diags, "remove it, or write it as '\\u%04X'", (unsigned)c);
		return false;
	}
	buf_add_char(out, c);
	in->at++;
	return true;
}

static bool take_string(struct cursor *in, const struct quotes *quotes, struct buf *out)
{
	/* The first line of a long string may be empty, which does not count. */
	if (quotes->is_long && !cursor_take(in, STR("\n")))
		cursor_take(in, STR("\r\n"));
	while (!take_close(in, quotes, out)) {
		if (in->at == in->text.len)
			return unclosed(in, quotes);
		if (!take_character(in, quotes, out))
			return false;
	}
	return true;
}

bool literal_string(struct cursor *in, bool is_long, struct str *text)
{
	static const struct str kinds[] = { STR_INIT("\"\"\""), STR_INIT("'''"),
		                            STR_INIT("\""), STR_INIT("'") };
	struct buf out = { 0 };
	bool ok = false;

	for (size_t i = is_long ? 0 : 2; i < ARRAY_LEN(kinds); i++) {
		struct quotes quotes = { in->at, kinds[i], i % 2 == 0, i < 2 };

		if (!cursor_take(in, kinds[i]))
			continue;
		ok = take_string(in, &quotes, &out);
		break;
	}
	*text = buf_keep(&out, in->arena);
	buf_clear(&out);
	return ok;
}

/* Numbers. */

/* Copy digits of the base, with single underscores between them left out. */
static bool add_digits(struct str s, size_t *at, int base, struct buf *out)
{
	static const char all[] = "0123456789abcdef";
	size_t start = *at;

	for (; *at < s.len; ++*at) {
		char c = to_lower(s.ptr[*at]);

		if (memchr(all, c, (size_t)base))
			buf_add_char(out, c);
		else if (c != '_' || *at == start || s.ptr[*at - 1] == '_')
			break;
	}
	return *at > start && s.ptr[*at - 1] != '_';
}

enum word_fault { WORD_FINE, WORD_UNKNOWN, WORD_TOO_LARGE, WORD_NO_DATE };

static enum word_fault based_int(struct str digits, int base, struct value *value)
{
	static const char all[] = "0123456789abcdef";
	struct buf out = { 0 };
	size_t at = 0;
	bool ok = add_digits(digits, &at, base, &out) && at == digits.len;
	enum word_fault fault = ok ? WORD_FINE : WORD_UNKNOWN;
	int64_t n = 0;

	for (size_t i = 0; i < out.len && fault == WORD_FINE; i++) {
		int digit = (int)((const char *)memchr(all, out.ptr[i], 16) - all);

		if (__builtin_mul_overflow(n, base, &n) ||
		    __builtin_add_overflow(n, digit, &n))
			fault = WORD_TOO_LARGE;
	}
	buf_clear(&out);
	*value = value_int(n);
	return fault;
}

/* [+-] digits [. digits] [e [+-] digits]; no zeros before the first digit. */
static bool add_number(struct str s, struct buf *out, bool *is_int)
{
	size_t at = 0, first;

	if (s.len && (s.ptr[0] == '+' || s.ptr[0] == '-'))
		buf_add_char(out, s.ptr[at++]);
	first = at;
	if (!add_digits(s, &at, 10, out) || (s.ptr[first] == '0' && at > first + 1))
		return false;
	*is_int = at == s.len;
	if (at < s.len && s.ptr[at] == '.') {
		buf_add_char(out, s.ptr[at++]);
		if (!add_digits(s, &at, 10, out))
			return false;
	}
	if (at < s.len && to_lower(s.ptr[at]) == 'e') {
		buf_add_char(out, s.ptr[at++]);
		if (at < s.len && (s.ptr[at] == '+' || s.ptr[at] == '-'))
			buf_add_char(out, s.ptr[at++]);
		if (!add_digits(s, &at, 10, out))
			return false;
	}
	return at == s.len;
}

static enum word_fault number(struct str word, struct value *value)
{
	enum word_fault fault = WORD_UNKNOWN;
	struct buf out = { 0 };
	bool is_int;
	int64_t n;

	if (str_skip_prefix(&word, STR("0x")))
		return based_int(word, 16, value);
	if (str_skip_prefix(&word, STR("0o")))
		return based_int(word, 8, value);
	if (str_skip_prefix(&word, STR("0b")))
		return based_int(word, 2, value);
	if (add_number(word, &out, &is_int)) {
		fault = WORD_FINE;
		if (!is_int)
			*value = value_float(number_parse(buf_str(&out)));
		else if (str_to_int(buf_str(&out), &n))
			*value = value_int(n);
		else
			fault = WORD_TOO_LARGE;
	}
	buf_clear(&out);
	return fault;
}

static bool special_float(struct str word, struct value *value)
{
	bool negative = str_skip_prefix(&word, STR("-"));

	if (!negative)
		str_skip_prefix(&word, STR("+"));
	if (str_eq(word, STR("inf")))
		*value = value_float(negative ? -HUGE_VAL : HUGE_VAL);
	else if (str_eq(word, STR("nan")))
		*value = value_float((double)NAN);
	else
		return false;
	return true;
}

/* Dates and times. */

/* Digits where the shape has 0, the same character where it has another. */
static bool has_shape(struct str s, struct str shape)
{
	for (size_t i = 0; i < shape.len; i++)
		if (i >= s.len || (shape.ptr[i] == '0' ? !is_digit(s.ptr[i])
		                                       : s.ptr[i] != shape.ptr[i]))
			return false;
	return true;
}

static bool is_date(struct str s)
{
	return has_shape(s, STR("0000-00-00"));
}

/* 07:32:00 and 07:32:00.999 */
static bool is_time(struct str s)
{
	size_t len = 8;

	if (!has_shape(s, STR("00:00:00")))
		return false;
	if (s.len > len && s.ptr[len] == '.')
		while (++len < s.len && is_digit(s.ptr[len]))
			;
	return len == s.len && s.ptr[len - 1] != '.';
}

/* A time with Z, +01:00 or nothing behind it. */
static bool is_time_with_offset(struct str s)
{
	if (s.len > 6 && (s.ptr[s.len - 6] == '+' || s.ptr[s.len - 6] == '-') &&
	    has_shape(str_from(s, s.len - 5), STR("00:00")))
		return is_time(str_slice(s, 0, s.len - 6));
	if (!str_skip_suffix(&s, STR("Z")))
		str_skip_suffix(&s, STR("z"));
	return is_time(s);
}

static enum word_fault date_or_time(struct cursor *in, struct str word,
                                    struct value *value)
{
	char *iso = arena_cstr(in->arena, word);
	struct str full;
	struct date date;

	for (size_t i = 0; i < word.len; i++)
		iso[i] = iso[i] == ' ' ? 'T' : to_upper(iso[i]);
	*value = value_str((struct str){ iso, word.len });
	full = value_text(*value);
	if (is_time(word))
		full = arena_printf(in->arena, "1970-01-01T%s", iso);
	else if (!is_date(word) ||
	         (word.len > 10 &&
	          (iso[10] != 'T' || !is_time_with_offset(str_from(word, 11)))))
		return WORD_UNKNOWN;
	return date_parse(full, &date) ? WORD_FINE : WORD_NO_DATE;
}

/* Words. */

static void skip_word(struct cursor *in)
{
	while (in->at < in->text.len &&
	       (is_alnum(in->text.ptr[in->at]) ||
	        (in->text.ptr[in->at] && strchr("+-._:", in->text.ptr[in->at]))))
		in->at++;
}

static struct str take_word(struct cursor *in)
{
	size_t start = in->at;

	skip_word(in);
	/* A date and a time may have a space between them. */
	if (in->at == start + 10 && is_date(str_from(in->text, start)) &&
	    has_shape(str_from(in->text, in->at), STR(" 00:"))) {
		in->at++;
		skip_word(in);
	}
	return str_slice(in->text, start, in->at);
}

static bool unknown_word(const struct cursor *in, size_t start, struct str word)
{
	static const struct str names[] = { STR_INIT("true"), STR_INIT("false") };
	struct str meant = str_nearest(word, names, ARRAY_LEN(names));

	diag_error(in->diags, cursor_span(in, start), "'%.*s' is not a TOML value",
	           STR_ARG(str_slice(word, 0, WORD_SHOWN)));
	if (meant.len)
		diag_did_you_mean(in->diags, meant);
	else
		diag_hint(in->diags, "put texts in double quotes");
	return false;
}

bool literal_word(struct cursor *in, struct value *value)
{
	size_t start = in->at;
	struct str word = take_word(in);
	struct str shown = str_slice(word, 0, WORD_SHOWN);
	enum word_fault fault;

	if (word.len == 0) {
		cursor_expected(in, "a value");
		diag_hint(in->diags, "put texts in double quotes");
		return false;
	}
	if (str_eq(word, STR("true")) || str_eq(word, STR("false"))) {
		*value = value_bool(word.ptr[0] == 't');
		return true;
	}
	if (special_float(word, value))
		return true;
	if (is_date(word) || has_shape(word, STR("00:")))
		fault = date_or_time(in, word, value);
	else
		fault = number(word, value);
	switch (fault) {
	case WORD_FINE:
		return true;
	case WORD_UNKNOWN:
		return unknown_word(in, start, word);
	case WORD_TOO_LARGE:
		return diag_error(in->diags, cursor_span(in, start),
		                  "'%.*s' is too large a number", STR_ARG(shown));
	case WORD_NO_DATE:
		break;
	}
	return diag_error(in->diags, cursor_span(in, start),
	                  "'%.*s' is not in the calendar", STR_ARG(shown));
}
