#include "base/escape.h"

#include <string.h>

#include "base/utf8.h"

static const char hex_upper[] = "0123456789ABCDEF";
static const char hex_lower[] = "0123456789abcdef";

/* Jinja writes quotes as numbers, which are the shortest; so do we. */
static struct str html_entity(char c)
{
	switch (c) {
	case '&':
		return STR("&amp;");
	case '<':
		return STR("&lt;");
	case '>':
		return STR("&gt;");
	case '"':
		return STR("&#34;");
	case '\'':
		return STR("&#39;");
	default:
		return (struct str){ 0 };
	}
}

void escape_html(struct buf *out, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		struct str entity;

		if (c > '>' || c < '"')
			continue;
		entity = html_entity(c);
		if (entity.len == 0)
			continue;
		buf_add(out, str_slice(s, from, i));
		buf_add(out, entity);
		from = i + 1;
	}
	buf_add(out, str_from(s, from));
}

static void add_unicode_escape(struct buf *out, uint32_t code)
{
	buf_puts(out, "\\u");
	for (int shift = 12; shift >= 0; shift -= 4)
		buf_add_char(out, hex_lower[code >> shift & 15]);
}

static bool json_short_escape(struct buf *out, char c)
{
	static const char from[] = "\"\\\n\r\t\b\f", to[] = "\"\\nrtbf";
	const char *at = c ? strchr(from, c) : NULL;

	if (!at)
		return false;
	buf_add_char(out, '\\');
	buf_add_char(out, to[at - from]);
	return true;
}

static bool is_plain_in_json(char c, bool in_html)
{
	return c >= ' ' && c < 0x7f && c != '"' && c != '\\' &&
	       !(in_html && (c == '<' || c == '>' || c == '&' || c == '\''));
}

static void add_json(struct buf *out, struct str s, bool in_html)
{
	buf_add_char(out, '"');
	for (size_t at = 0; at < s.len;) {
		size_t start = at;
		uint32_t code;

		while (at < s.len && is_plain_in_json(s.ptr[at], in_html))
			at++;
		if (at > start) {
			buf_add(out, str_slice(s, start, at));
			continue;
		}
		if (json_short_escape(out, s.ptr[at])) {
			at++;
			continue;
		}
		code = utf8_next(s, &at);
		if (code < 0x20 || code == 0x7f || code == 0x2028 || code == 0x2029 ||
		    (in_html ? code < 0x80 && strchr("<>&'", (int)code) : code == 0x85))
			add_unicode_escape(out, code);
		else if (code == UTF8_REPLACEMENT)
			utf8_add(out, code);
		else
			buf_add(out, str_slice(s, start, at));
	}
	buf_add_char(out, '"');
}

void escape_json(struct buf *out, struct str s)
{
	add_json(out, s, false);
}

void escape_json_in_html(struct buf *out, struct str s)
{
	add_json(out, s, true);
}

void escape_url(struct buf *out, struct str s, const char *keep)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		unsigned char byte = (unsigned char)c;

		if (is_alnum(c) || (c && strchr("-._~", c)) || (c && strchr(keep, c))) {
			buf_add_char(out, c);
		} else {
			buf_add_char(out, '%');
			buf_add_char(out, hex_upper[byte >> 4]);
			buf_add_char(out, hex_upper[byte & 15]);
		}
	}
}

void escape_url_path(struct buf *out, struct str path)
{
	escape_url(out, path, "/:@!$&'()*+,;=");
}

static int hex_value(char c)
{
	const char *at = c ? strchr(hex_lower, to_lower(c)) : NULL;

	return at ? (int)(at - hex_lower) : -1;
}

bool unescape_byte(struct str s, unsigned char *byte)
{
	int high, low;

	if (s.len < 3 || s.ptr[0] != '%')
		return false;
	high = hex_value(s.ptr[1]);
	low = hex_value(s.ptr[2]);
	if (high >= 0 && low >= 0)
		*byte = (unsigned char)(high << 4 | low);
	return high >= 0 && low >= 0;
}

struct str unescape_url(struct arena *arena, struct str s)
{
	char *text;
	size_t len = 0;

	if (str_find_char(s, '%') == STR_NONE)
		return s;
	text = arena_alloc_raw(arena, s.len + 1);
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		i += unescape_byte(str_from(s, i), &c) ? 2 : 0;
		text[len++] = (char)c;
	}
	text[len] = '\0';
	return (struct str){ text, len };
}
