#include "import/dateplain.h"

#include <stdbool.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/utf8.h"

#define CENTURY_BORDER 50 /* of a year of two digits: 49 is 2049, 50 is 1950 */
#define IDEOGRAPHS     0x2e80

/* Signs that are ASCII's in another form: the first and last of a row, and its start. */
static const struct {
	uint32_t first, last;
	char start;
} forms[] = {
	{ 0x660, 0x669, '0' },   { 0x6f0, 0x6f9, '0' },   { 0x966, 0x96f, '0' },
	{ 0xff0d, 0xff19, '-' }, { 0xff1a, 0xff1a, ':' }, { 0x60c, 0x60c, ',' },
	{ 0xff08, 0xff09, '(' }, { 0x3000, 0x3000, ' ' },
};

static char plain_form(uint32_t code)
{
	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		if (code >= forms[i].first && code <= forms[i].last)
			return (char)(forms[i].start + (int)(code - forms[i].first));
	return '\0';
}

/* What stands behind numbers in Chinese, Japanese and Korean. */
static bool is_counter(uint32_t code)
{
	static const uint32_t counters[] = {
		0x5e74, 0x6708, 0x65e5, 0x53f7, 0x65f6, 0x6642, 0x70b9,
		0x5206, 0xb144, 0xc6d4, 0xc77c, 0xc2dc, 0xbd84,
	};

	for (size_t i = 0; i < ARRAY_LEN(counters); i++)
		if (code == counters[i])
			return true;
	return false;
}

static bool ends_in_digit(const struct buf *out)
{
	return out->len && is_digit(out->ptr[out->len - 1]);
}

/* Digits and signs of other scripts, and numbers apart from what counts them. */
static void write_signs(struct buf *out, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		uint32_t code = utf8_next(text, &at);
		char c = plain_form(code);

		if (c) {
			if (is_digit(c) && out->len && !ends_in_digit(out) &&
			    (unsigned char)out->ptr[out->len - 1] >= 0x80)
				buf_add_char(out, ' ');
			buf_add_char(out, c);
			continue;
		}
		if (code >= IDEOGRAPHS && ends_in_digit(out)) {
			buf_add_char(out, ' ');
			if (is_counter(code))
				continue;
		} else if (is_digit(text.ptr[start]) && out->len &&
		           (unsigned char)out->ptr[out->len - 1] >= 0x80) {
			buf_add_char(out, ' ');
		}
		buf_add(out, str_slice(text, start, at));
	}
}

static size_t digits_at(struct str text, size_t at)
{
	size_t count = 0;

	while (at + count < text.len && is_digit(text.ptr[at + count]))
		count++;
	return count;
}

static bool sign_at(struct str text, size_t at, char sign)
{
	return at < text.len && text.ptr[at] == sign;
}

static int number(struct str text, size_t at, size_t len)
{
	int n = 0;

	for (size_t i = 0; i < len; i++)
		n = n * 10 + (text.ptr[at + i] - '0');
	return n;
}

/* "2014-05-12T": where what follows begins, or 0. */
static size_t iso_day(struct str text, size_t at)
{
	if (digits_at(text, at) == 4 && sign_at(text, at + 4, '-') &&
	    digits_at(text, at + 5) == 2 && sign_at(text, at + 7, '-') &&
	    digits_at(text, at + 8) == 2 && sign_at(text, at + 10, 'T'))
		return at + 11;
	return 0;
}

/* "10:30:00.000": where what follows begins, or 0; *minutes is behind "10:30". */
static size_t clock_end(struct str text, size_t at, size_t *minutes)
{
	size_t hour = digits_at(text, at), end;

	if (hour == 0 || hour > 2 || !sign_at(text, at + hour, ':') ||
	    digits_at(text, at + hour + 1) != 2)
		return 0;
	*minutes = end = at + hour + 3;
	if (sign_at(text, end, ':') && digits_at(text, end + 1) == 2) {
		end += 3;
		if (sign_at(text, end, '.') && digits_at(text, end + 1))
			end += 1 + digits_at(text, end + 1);
	}
	return end;
}

/* "Z", "+02:00", " +0200" behind a time: where what follows begins. */
static size_t write_zone(struct buf *out, struct str text, size_t at)
{
	size_t sign = sign_at(text, at, ' ') ? at + 1 : at, end;

	if (sign_at(text, at, 'Z')) {
		buf_puts(out, " z");
		return at + 1;
	}
	if (!sign_at(text, sign, '+') && !sign_at(text, at, '-'))
		return at;
	end = sign + 1 + digits_at(text, sign + 1);
	if (end == sign + 3 && sign_at(text, end, ':') && digits_at(text, end + 1) == 2)
		end += 3;
	else if (end != sign + 5 && end != sign + 3)
		return at;
	buf_puts(out, " " DATE_OFFSET_WORD " ");
	return end;
}

/* "12.05.14", "5/12/14": where what follows begins, or 0. */
static size_t write_short_date(struct buf *out, struct str text, size_t at)
{
	size_t first = digits_at(text, at), second, year;
	char sign = at + first < text.len ? text.ptr[at + first] : '\0';
	int a, b, y;

	if (first == 0 || first > 2 || (sign != '.' && sign != '/'))
		return 0;
	second = digits_at(text, at + first + 1);
	year = at + first + second + 2;
	if (second == 0 || second > 2 || !sign_at(text, year - 1, sign) ||
	    digits_at(text, year) != 2 || sign_at(text, year + 2, sign) ||
	    sign_at(text, year + 2, ':'))
		return 0;
	a = number(text, at, first);
	b = number(text, at + first + 1, second);
	y = number(text, year, 2);
	if (a < 1 || a > 31 || b < 1 || b > (sign == '.' ? 12 : 31))
		return 0;
	buf_add(out, str_slice(text, at, year));
	buf_printf(out, "%d", y + (y < CENTURY_BORDER ? 2000 : 1900));
	return year + 2;
}

/* ISO 8601, seconds, offsets, and short years. */
static void write_numbers(struct buf *out, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t end = 0, minutes = 0;
		bool starts = is_digit(text.ptr[at]) &&
		              (at == 0 || !is_alnum(text.ptr[at - 1])) &&
		              (at == 0 || text.ptr[at - 1] != '.');

		if (starts && (end = iso_day(text, at)) > 0) {
			buf_add(out, str_slice(text, at, at + 10));
			buf_add_char(out, ' ');
			at = end;
			starts = true;
		}
		if (starts && (end = clock_end(text, at, &minutes)) > 0) {
			buf_add(out, str_slice(text, at, minutes));
			at = write_zone(out, text, end);
			continue;
		}
		if (starts && (end = write_short_date(out, text, at)) > 0) {
			at = end;
			continue;
		}
		if (at < text.len)
			buf_add_char(out, text.ptr[at++]);
	}
}

/* The two months of Arabic that are two words. */
static void join_months(struct arena *arena, struct str *text)
{
	static const struct str firsts[] = { STR_INIT("كانون "), STR_INIT("تشرين ") };

	for (size_t i = 0; i < ARRAY_LEN(firsts); i++) {
		size_t at = str_find(*text, firsts[i]);
		size_t end = at + firsts[i].len;

		if (at != STR_NONE)
			*text = arena_printf(arena, "%.*s%.*s", (int)(end - 1), text->ptr,
			                     STR_ARG(str_from(*text, end)));
	}
}

/* "平成25年" as "2013年": years are counted from 1, which may be "元". */
static struct str without_era(struct arena *arena, struct str text)
{
	static const struct {
		struct str name;
		int before;
	} eras[] = { { STR_INIT("令和"), 2018 },
		     { STR_INIT("平成"), 1988 },
		     { STR_INIT("昭和"), 1925 } };

	for (size_t i = 0; i < ARRAY_LEN(eras); i++) {
		size_t at = str_find(text, eras[i].name), digits;
		struct str rest;

		if (at == STR_NONE)
			continue;
		rest = str_from(text, at + eras[i].name.len);
		digits = digits_at(rest, 0);
		if (digits == 1 || digits == 2)
			return arena_printf(arena, "%.*s%d%.*s", (int)at, text.ptr,
			                    eras[i].before + number(rest, 0, digits),
			                    STR_ARG(str_from(rest, digits)));
		if (str_skip_prefix(&rest, STR("元")))
			return arena_printf(arena, "%.*s%d%.*s", (int)at, text.ptr,
			                    eras[i].before + 1, STR_ARG(rest));
	}
	return text;
}

struct str date_plain(struct arena *arena, struct str text)
{
	struct buf signs = { 0 }, out = { 0 };
	bool is_plain = true;

	for (size_t i = 0; i < text.len && is_plain; i++)
		is_plain = !is_digit(text.ptr[i]) && (unsigned char)text.ptr[i] < 0x80;
	if (is_plain)
		return text;
	write_signs(&signs, without_era(arena, text));
	write_numbers(&out, buf_str(&signs));
	text = buf_keep(&out, arena);
	buf_clear(&signs);
	buf_clear(&out);
	join_months(arena, &text);
	return text;
}
