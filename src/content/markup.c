#include "content/markup.h"

#include <string.h>

#include "base/utf8.h"

/* What a byte of text asks for. */
enum byte_class {
	PLAIN = 0,
	ENTITY,  /* & < > " */
	CONTROL, /* never in HTML */
	LEAD,    /* begins a sequence that may be a forbidden code point */
};

#define C CONTROL
static const unsigned char text_bytes[256] = {
	C,
	C,
	C,
	C,
	C,
	C,
	C,
	C,
	C,
	PLAIN,
	PLAIN,
	C,
	C,
	C,
	C,
	C, /* all but \t and \n */
	C,
	C,
	C,
	C,
	C,
	C,
	C,
	C,
	C,
	C,
	C,
	C,
	C,
	C,
	C,
	C,
	[0x7f] = C,
	['&'] = ENTITY,
	['<'] = ENTITY,
	['>'] = ENTITY,
	['"'] = ENTITY,
	[0xc2] = LEAD,
	[0xef] = LEAD,
	[0xf0] = LEAD,
	[0xf1] = LEAD,
	[0xf2] = LEAD,
	[0xf3] = LEAD,
	[0xf4] = LEAD,
};
#undef C

bool markup_allows(uint32_t code)
{
	if (code < 0x20)
		return code == '\t' || code == '\n';
	if (code >= 0x7f && code <= 0x9f)
		return false;
	return !(code >= 0xfdd0 && code <= 0xfdef) && (code & 0xfffe) != 0xfffe;
}

static void add_entity(struct buf *out, char c)
{
	switch (c) {
	case '&':
		buf_puts(out, "&amp;");
		break;
	case '<':
		buf_puts(out, "&lt;");
		break;
	case '>':
		buf_puts(out, "&gt;");
		break;
	default:
		buf_puts(out, "&quot;");
		break;
	}
}

void markup_escape(struct buf *out, struct str s)
{
	size_t start = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (text_bytes[(unsigned char)s.ptr[i]] != ENTITY)
			continue;
		buf_add(out, str_slice(s, start, i));
		add_entity(out, s.ptr[i]);
		start = i + 1;
	}
	buf_add(out, str_from(s, start));
}

void markup_text(struct buf *out, struct str s)
{
	size_t start = 0, i = 0;

	while (i < s.len) {
		enum byte_class class = text_bytes[(unsigned char)s.ptr[i]];
		size_t next = i + 1;

		if (class == LEAD) {
			next = i;
			if (markup_allows(utf8_next(s, &next)))
				class = PLAIN;
		}
		if (class != PLAIN) {
			buf_add(out, str_slice(s, start, i));
			if (class == ENTITY)
				add_entity(out, s.ptr[i]);
			start = next;
		}
		i = next;
	}
	buf_add(out, str_from(s, start));
}

/* Bytes that cmark leaves as they are in a URL; the rest it encodes. */
static bool is_url_byte(char c)
{
	return is_alnum(c) ||
	       (c && str_find_char(STR("!#$%()*+,-./:;=?@_~"), c) != STR_NONE);
}

static void add_url_byte(struct buf *out, char c)
{
	static const char digits[] = "0123456789ABCDEF";
	unsigned char byte = (unsigned char)c;

	if (c == '&') {
		buf_puts(out, "&amp;");
	} else if (c == '\'') {
		buf_puts(out, "&#x27;");
	} else if (is_url_byte(c)) {
		buf_add_char(out, c);
	} else {
		buf_add_char(out, '%');
		buf_add_char(out, digits[byte >> 4]);
		buf_add_char(out, digits[byte & 15]);
	}
}

void markup_url_plain(struct buf *out, struct str url)
{
	for (size_t i = 0; i < url.len; i++)
		add_url_byte(out, url.ptr[i]);
}

static bool is_hex(char c)
{
	return is_digit(c) || (to_lower(c) >= 'a' && to_lower(c) <= 'f');
}

void markup_url(struct buf *out, struct str url)
{
	bool in_fragment = false;

	url = str_trim(url);
	for (size_t i = 0; i < url.len; i++) {
		char c = url.ptr[i];
		bool encoded = c == '%' && i + 2 < url.len && is_hex(url.ptr[i + 1]) &&
		               is_hex(url.ptr[i + 2]);

		if (c == '%' && !encoded)
			buf_puts(out, "%25");
		else if (c == '#' && in_fragment)
			buf_puts(out, "%23");
		else if (c != '\t' && c != '\n' && c != '\r')
			add_url_byte(out, c);
		in_fragment |= c == '#';
	}
}

void markup_attribute(struct buf *out, const char *name, struct str value)
{
	buf_add_char(out, ' ');
	buf_add(out, str_of(name));
	buf_puts(out, "=\"");
	markup_text(out, value);
	buf_add_char(out, '"');
}

void markup_line(struct buf *out)
{
	if (out->len && out->ptr[out->len - 1] != '\n')
		buf_add_char(out, '\n');
}

/* Are the eight bytes at s plain ASCII from space to "~"? */
static bool is_plain_word(const char *s)
{
	uint64_t word;

	memcpy(&word, s, sizeof(word));
	/* The high bit of each byte that is below space, above "~" or not ASCII. */
	return (((word - 0x2020202020202020u) | (word + 0x0101010101010101u) | word) &
	        0x8080808080808080u) == 0;
}

static bool is_clean(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char byte;

		while (i + 8 < s.len && is_plain_word(s.ptr + i))
			i += 8;
		byte = (unsigned char)s.ptr[i];

		/* Of carriage returns, only those before a new line may stay. */
		if (text_bytes[byte] == CONTROL &&
		    !str_has_prefix(str_from(s, i), STR("\r\n")))
			return false;
		if (text_bytes[byte] == LEAD) {
			size_t next = i;

			if (!markup_allows(utf8_next(s, &next)))
				return false;
		}
	}
	return utf8_invalid(s) == STR_NONE;
}

struct str markup_clean(struct str s, struct arena *arena)
{
	struct buf out = { 0 };
	struct str kept;
	size_t at = 0;

	if (is_clean(s))
		return s;
	while (at < s.len) {
		uint32_t code = utf8_next(s, &at);

		if (code == 0)
			utf8_add(&out, UTF8_REPLACEMENT);
		else if (code == '\r')
			buf_add_char(&out, str_has_prefix(str_from(s, at), STR("\n"))
			                           ? '\r'
			                           : '\n');
		else if (markup_allows(code))
			utf8_add(&out, code);
	}
	kept = buf_keep(&out, arena);
	buf_clear(&out);
	return kept;
}

bool is_blank(struct str s)
{
	return str_trim_start(s).len == 0;
}
