#include "import/encoding.h"

#include <stdint.h>

#include "base/buf.h"
#include "base/entities.h"
#include "base/utf8.h"

static void add_code(struct buf *out, uint32_t code, struct encoding_notes *notes)
{
	if (code < 0x20 && code != '\t' && code != '\n') {
		notes->controls++;
	} else if (code == 0x7f) {
		notes->controls++;
	} else if (code >= 0x80 && code < 0xa0) {
		utf8_add(out, html_code(code)); /* no page has controls there */
		notes->windows_1252++;
	} else {
		utf8_add(out, code);
	}
}

/* Where a line ends that begins or goes on at "\r": one "\n" for "\r\n" and for "\r". */
static void add_line_end(struct buf *out, bool newline_follows)
{
	if (!newline_follows)
		buf_add_char(out, '\n');
}

static uint32_t utf16_unit(struct str bytes, size_t at, bool big)
{
	unsigned char first = (unsigned char)bytes.ptr[at];
	unsigned char second = (unsigned char)bytes.ptr[at + 1];

	return big ? (uint32_t)first << 8 | second : (uint32_t)second << 8 | first;
}

static void clean_utf16(struct buf *out, struct str bytes, bool big,
                        struct encoding_notes *notes)
{
	notes->utf16 = true;
	for (size_t at = 2; at + 1 < bytes.len; at += 2) {
		uint32_t code = utf16_unit(bytes, at, big);
		uint32_t next = at + 3 < bytes.len ? utf16_unit(bytes, at + 2, big) : 0;

		if (code >= 0xd800 && code < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
			code = 0x10000 + ((code - 0xd800) << 10) + (next - 0xdc00);
			at += 2;
		} else if (code >= 0xd800 && code < 0xe000) {
			code = UTF8_REPLACEMENT;
		}
		if (code == '\r')
			add_line_end(out, next == '\n');
		else
			add_code(out, code, notes);
	}
}

/* Where the next byte is that is more than a character of ASCII. */
static size_t skip_plain(struct str bytes, size_t at)
{
	while (at < bytes.len && ((bytes.ptr[at] >= ' ' && bytes.ptr[at] < 0x7f) ||
	                          bytes.ptr[at] == '\n' || bytes.ptr[at] == '\t'))
		at++;
	return at;
}

static void clean_utf8(struct buf *out, struct str bytes, struct encoding_notes *notes)
{
	size_t at = 0;

	while (at < bytes.len) {
		size_t start = at;
		unsigned char byte;
		uint32_t code;

		at = skip_plain(bytes, at);
		buf_add(out, str_slice(bytes, start, at));
		if (at == bytes.len)
			break;
		start = at;
		byte = (unsigned char)bytes.ptr[at];
		code = utf8_next(bytes, &at);
		if (byte >= 0x80 && at == start + 1) { /* no valid sequence is one byte */
			add_code(out, byte, notes);
			notes->windows_1252 += byte >= 0xa0;
		} else if (code == '\r') {
			add_line_end(out, at < bytes.len && bytes.ptr[at] == '\n');
		} else {
			add_code(out, code, notes);
		}
	}
}

struct str encoding_clean(struct arena *arena, struct str bytes,
                          struct encoding_notes *notes)
{
	struct buf out = { 0 };
	struct str text;

	*notes = (struct encoding_notes){ 0 };
	if (str_has_prefix(bytes, STR("\xff\xfe")) ||
	    str_has_prefix(bytes, STR("\xfe\xff"))) {
		clean_utf16(&out, bytes, bytes.ptr[0] == '\xfe', notes);
	} else {
		str_skip_prefix(&bytes, STR("\xef\xbb\xbf"));
		clean_utf8(&out, bytes, notes);
	}
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}

/* What is looked at of a file, and how much of it may be control characters. */
#define SNIFFED        1445
#define CONTROLS_SHARE 20 /* one of so many */

static bool is_binary_byte(unsigned char c)
{
	return c < 0x09 || c == 0x0B || (c >= 0x0E && c < 0x20 && c != 0x1B);
}

bool encoding_is_text(struct str bytes)
{
	static const struct str marks[] = { STR_INIT("\xEF\xBB\xBF"),
		                            STR_INIT("\xFE\xFF"), STR_INIT("\xFF\xFE") };
	static const struct str signatures[] = {
		STR_INIT("%PDF-"),        STR_INIT("%!PS-Adobe-"),
		STR_INIT("\xFF\xD8\xFF"), STR_INIT("\x89PNG\r\n"),
		STR_INIT("GIF87a"),       STR_INIT("GIF89a"),
		STR_INIT("\x1F\x8B\x08"), STR_INIT("PK\x03\x04"),
		STR_INIT("Rar!\x1A\x07"), STR_INIT("\xD0\xCF\x11\xE0"),
		STR_INIT("\0\0\1\0"),
	};
	size_t controls = 0;

	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (str_has_prefix(bytes, marks[i]))
			return true;
	for (size_t i = 0; i < ARRAY_LEN(signatures); i++)
		if (str_has_prefix(bytes, signatures[i]))
			return false;
	bytes = str_slice(bytes, 0, SNIFFED);
	for (size_t i = 0; i < bytes.len; i++)
		controls += is_binary_byte((unsigned char)bytes.ptr[i]);
	return controls * CONTROLS_SHARE <= bytes.len;
}
