#include "base/utf8.h"

#include <string.h>

/* Ranges of code points that terminals draw over the one before. */
static bool is_combining(uint32_t code)
{
	return (code >= 0x0300 && code <= 0x036f) || (code >= 0x0591 && code <= 0x05bd) ||
	       (code >= 0x064b && code <= 0x065f) || (code >= 0x200b && code <= 0x200f) ||
	       (code >= 0x20d0 && code <= 0x20ff) || (code >= 0xfe00 && code <= 0xfe0f) ||
	       (code >= 0xfe20 && code <= 0xfe2f) || code == 0xfeff;
}

/* Ranges that terminals draw two columns wide. */
static bool is_wide(uint32_t code)
{
	return (code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0x303e) ||
	       (code >= 0x3041 && code <= 0xa4cf) || (code >= 0xac00 && code <= 0xd7a3) ||
	       (code >= 0xf900 && code <= 0xfaff) || (code >= 0xfe30 && code <= 0xfe6f) ||
	       (code >= 0xff00 && code <= 0xff60) || (code >= 0xffe0 && code <= 0xffe6) ||
	       (code >= 0x1f300 && code <= 0x1faff) ||
	       (code >= 0x20000 && code <= 0x3fffd);
}

/* The length of the valid sequence at the start of s (RFC 3629), or 0. */
static size_t sequence(const unsigned char *s, size_t len, uint32_t *code)
{
	unsigned char lead = s[0];
	size_t size = lead < 0x80   ? 1
	              : lead < 0xc2 ? 0
	              : lead < 0xe0 ? 2
	              : lead < 0xf0 ? 3
	                            : 4;

	if (size == 0 || lead > 0xf4 || size > len)
		return 0;
	*code = size == 1 ? lead : lead & (0x7fu >> size);
	for (size_t i = 1; i < size; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		*code = *code << 6 | (s[i] & 0x3fu);
	}
	if ((size == 3 && (*code < 0x800 || (*code >= 0xd800 && *code <= 0xdfff))) ||
	    (size == 4 && (*code < 0x10000 || *code > 0x10ffff)))
		return 0;
	return size;
}

uint32_t utf8_next_wide(struct str s, size_t *at)
{
	uint32_t code = UTF8_REPLACEMENT;
	size_t size = sequence((const unsigned char *)s.ptr + *at, s.len - *at, &code);

	if (size == 0) {
		*at += 1;
		return UTF8_REPLACEMENT;
	}
	*at += size;
	return code;
}

uint32_t utf8_previous(struct str s, size_t *at)
{
	size_t start = *at - 1;
	size_t end = *at;
	size_t next;
	uint32_t code;

	while (start > 0 && end - start < 4 &&
	       ((unsigned char)s.ptr[start] & 0xc0) == 0x80)
		start--;
	next = start;
	code = utf8_next(s, &next);
	if (next != end) {
		*at = end - 1;
		return UTF8_REPLACEMENT;
	}
	*at = start;
	return code;
}

void utf8_add(struct buf *buf, uint32_t code)
{
	if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		code = UTF8_REPLACEMENT;
	if (code < 0x80) {
		buf_add_char(buf, (char)code);
	} else if (code < 0x800) {
		buf_add_char(buf, (char)(0xc0 | code >> 6));
		buf_add_char(buf, (char)(0x80 | (code & 0x3f)));
	} else if (code < 0x10000) {
		buf_add_char(buf, (char)(0xe0 | code >> 12));
		buf_add_char(buf, (char)(0x80 | (code >> 6 & 0x3f)));
		buf_add_char(buf, (char)(0x80 | (code & 0x3f)));
	} else {
		buf_add_char(buf, (char)(0xf0 | code >> 18));
		buf_add_char(buf, (char)(0x80 | (code >> 12 & 0x3f)));
		buf_add_char(buf, (char)(0x80 | (code >> 6 & 0x3f)));
		buf_add_char(buf, (char)(0x80 | (code & 0x3f)));
	}
}

size_t utf8_invalid(struct str s)
{
	size_t at = 0;

	while (at < s.len) {
		uint64_t eight;
		uint32_t code;
		size_t size;

		/* Most text is ASCII: eight bytes at a time. */
		while (at + sizeof(eight) <= s.len) {
			memcpy(&eight, s.ptr + at, sizeof(eight));
			if (eight & 0x8080808080808080u)
				break;
			at += sizeof(eight);
		}
		if (at == s.len)
			break;
		size = sequence((const unsigned char *)s.ptr + at, s.len - at, &code);
		if (size == 0)
			return at;
		at += size;
	}
	return STR_NONE;
}

size_t utf8_length(struct str s)
{
	size_t count = 0;

	for (size_t at = 0; at < s.len; count++)
		utf8_next(s, &at);
	return count;
}

struct str utf8_prefix(struct str s, size_t count)
{
	size_t at = 0;

	while (count-- && at < s.len)
		utf8_next(s, &at);
	return str_slice(s, 0, at);
}

size_t utf8_width(struct str s)
{
	size_t width = 0;

	for (size_t at = 0; at < s.len;) {
		uint32_t code = utf8_next(s, &at);

		width += is_combining(code) ? 0 : is_wide(code) ? 2 : 1;
	}
	return width;
}
