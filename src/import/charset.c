#include "import/charset.h"

#include <iconv.h>
#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/utf8.h"

/* How far into a page its own declaration may stand: more than the standard's 1024. */
#define PRESCAN 4096

/*
 * A page is UTF-8 if it has so many valid characters for each stray byte: one that says
 * nothing, or that it is; and one that says it is something else. No text in another
 * encoding is ten bytes long without a byte that UTF-8 would not have there.
 */
#define VALID_PER_STRAY 10
#define VALID_AGAINST   20

enum { UTF8, WINDOWS_1252, UTF16LE, UTF16BE };

static const struct encoding {
	struct str name;
	const char *converter;
	struct str labels; /* " a b c " */
} encodings[CHARSETS] = {
	{ STR_INIT("UTF-8"), NULL,
	  STR_INIT(
		  " unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 ") },
	{ STR_INIT("windows-1252"), NULL,
	  STR_INIT(
		  " ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 x-user-defined ") },
	{ STR_INIT("UTF-16LE"), NULL,
	  STR_INIT(
		  " csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le ") },
	{ STR_INIT("UTF-16BE"), NULL, STR_INIT(" unicodefffe utf-16be ") },
	{ STR_INIT("IBM866"), "IBM866", STR_INIT(" 866 cp866 csibm866 ibm866 ") },
	{ STR_INIT("ISO-8859-2"), "ISO-8859-2",
	  STR_INIT(
		  " csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2 ") },
	{ STR_INIT("ISO-8859-3"), "ISO-8859-3",
	  STR_INIT(
		  " csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3 ") },
	{ STR_INIT("ISO-8859-4"), "ISO-8859-4",
	  STR_INIT(
		  " csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4 ") },
	{ STR_INIT("ISO-8859-5"), "ISO-8859-5",
	  STR_INIT(
		  " csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 ") },
	{ STR_INIT("ISO-8859-6"), "ISO-8859-6",
	  STR_INIT(
		  " arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 ") },
	{ STR_INIT("ISO-8859-7"), "ISO-8859-7",
	  STR_INIT(
		  " csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek ") },
	{ STR_INIT("ISO-8859-8"), "ISO-8859-8",
	  STR_INIT(
		  " csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual ") },
	{ STR_INIT("ISO-8859-8-I"), "ISO-8859-8",
	  STR_INIT(" csiso88598i iso-8859-8-i logical ") },
	{ STR_INIT("ISO-8859-10"), "ISO-8859-10",
	  STR_INIT(
		  " csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6 ") },
	{ STR_INIT("ISO-8859-13"), "ISO-8859-13",
	  STR_INIT(" iso-8859-13 iso8859-13 iso885913 ") },
	{ STR_INIT("ISO-8859-14"), "ISO-8859-14",
	  STR_INIT(" iso-8859-14 iso8859-14 iso885914 ") },
	{ STR_INIT("ISO-8859-15"), "ISO-8859-15",
	  STR_INIT(" csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 ") },
	{ STR_INIT("ISO-8859-16"), "ISO-8859-16", STR_INIT(" iso-8859-16 ") },
	{ STR_INIT("KOI8-R"), "KOI8-R", STR_INIT(" cskoi8r koi koi8 koi8-r koi8_r ") },
	{ STR_INIT("KOI8-U"), "KOI8-U", STR_INIT(" koi8-ru koi8-u ") },
	{ STR_INIT("macintosh"), "MACINTOSH",
	  STR_INIT(" csmacintosh mac macintosh x-mac-roman ") },
	{ STR_INIT("windows-874"), "CP874",
	  STR_INIT(" dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874 ") },
	{ STR_INIT("windows-1250"), "CP1250",
	  STR_INIT(" cp1250 windows-1250 x-cp1250 ") },
	{ STR_INIT("windows-1251"), "CP1251",
	  STR_INIT(" cp1251 windows-1251 x-cp1251 ") },
	{ STR_INIT("windows-1253"), "CP1253",
	  STR_INIT(" cp1253 windows-1253 x-cp1253 ") },
	{ STR_INIT("windows-1254"), "CP1254",
	  STR_INIT(
		  " cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254 ") },
	{ STR_INIT("windows-1255"), "CP1255",
	  STR_INIT(" cp1255 windows-1255 x-cp1255 ") },
	{ STR_INIT("windows-1256"), "CP1256",
	  STR_INIT(" cp1256 windows-1256 x-cp1256 ") },
	{ STR_INIT("windows-1257"), "CP1257",
	  STR_INIT(" cp1257 windows-1257 x-cp1257 ") },
	{ STR_INIT("windows-1258"), "CP1258",
	  STR_INIT(" cp1258 windows-1258 x-cp1258 ") },
	{ STR_INIT("x-mac-cyrillic"), "MAC-UK",
	  STR_INIT(" x-mac-cyrillic x-mac-ukrainian ") },
	{ STR_INIT("gb18030"), "GB18030",
	  STR_INIT(
		  " chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gb18030 gbk iso-ir-58 x-gbk ") },
	{ STR_INIT("Big5"), "BIG5-HKSCS",
	  STR_INIT(" big5 big5-hkscs cn-big5 csbig5 x-x-big5 ") },
	{ STR_INIT("EUC-JP"), "EUC-JP",
	  STR_INIT(" cseucpkdfmtjapanese euc-jp x-euc-jp ") },
	{ STR_INIT("ISO-2022-JP"), "ISO-2022-JP", STR_INIT(" csiso2022jp iso-2022-jp ") },
	{ STR_INIT("Shift_JIS"), "CP932",
	  STR_INIT(
		  " csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis ") },
	{ STR_INIT("EUC-KR"), "CP949",
	  STR_INIT(
		  " cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 ") },
};

/* The encoding's place in the table, or CHARSETS. */
static size_t by_label(struct str label)
{
	char row[32];
	size_t len = 0;

	label = str_trim(label);
	if (label.len == 0 || label.len + 2 > sizeof(row) ||
	    str_contains(label, STR(" ")))
		return CHARSETS;
	row[len++] = ' ';
	for (size_t i = 0; i < label.len; i++)
		row[len++] = to_lower(label.ptr[i]);
	row[len++] = ' ';
	for (size_t i = 0; i < CHARSETS; i++)
		if (str_contains(encodings[i].labels, (struct str){ row, len }))
			return i;
	return CHARSETS;
}

struct str charset_by_label(struct str label)
{
	size_t i = by_label(label);

	return i < CHARSETS ? encodings[i].name : (struct str){ 0 };
}

/* The label behind "charset=" or "encoding=" in the tag, or empty. */
static struct str label_in(struct str tag, struct str key)
{
	for (size_t at = 0; at + key.len < tag.len; at++) {
		struct str rest = str_from(tag, at);
		char quote = 0;
		size_t end = 0;

		if (!str_has_prefix_nocase(rest, key))
			continue;
		rest = str_trim_start(str_from(rest, key.len));
		if (!str_skip_prefix(&rest, STR("=")))
			continue;
		rest = str_trim_start(rest);
		if (rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\'')) {
			quote = rest.ptr[0];
			rest = str_from(rest, 1);
		}
		while (end < rest.len && rest.ptr[end] != quote &&
		       !strchr(" \t\r\n\f;\"'/>?", rest.ptr[end]))
			end++;
		return str_slice(rest, 0, end);
	}
	return (struct str){ 0 };
}

/* What the page says of itself. */
static size_t declared_inside(struct str bytes)
{
	struct str head = str_slice(bytes, 0, PRESCAN);
	size_t found = CHARSETS, at, end;

	if (str_has_prefix(head, STR("<?xml")))
		found = by_label(label_in(str_slice(head, 0, str_find_char(head, '>')),
		                          STR("encoding")));
	while (found == CHARSETS && (at = str_find_char(head, '<')) != STR_NONE) {
		head = str_from(head, at);
		if (str_has_prefix(head, STR("<!--"))) {
			end = str_find(head, STR("-->"));
			head = str_from(head, end == STR_NONE ? head.len : end);
			continue;
		}
		end = str_find_char(head, '>');
		if (str_has_prefix_nocase(head, STR("<meta")))
			found = by_label(label_in(
				str_slice(head, 0, end == STR_NONE ? head.len : end + 1),
				STR("charset")));
		head = str_from(head, 1);
	}
	/* It could not be read so far if it were UTF-16. */
	return found == UTF16LE || found == UTF16BE ? UTF8 : found;
}

/* How many characters beyond ASCII, and how many bytes that belong to none. */
static void count_utf8(struct str bytes, size_t *valid, size_t *stray)
{
	*valid = *stray = 0;
	for (size_t at = 0; at < bytes.len;) {
		size_t start = at;

		if ((unsigned char)bytes.ptr[at] < 0x80) {
			at++;
			continue;
		}
		utf8_next(bytes, &at);
		++*(at - start > 1 ? valid : stray);
	}
}

static size_t find(struct str bytes, struct str declared)
{
	size_t valid, stray, outside, inside;

	if (str_has_prefix(bytes, STR("\xef\xbb\xbf")))
		return UTF8;
	if (str_has_prefix(bytes, STR("\xff\xfe")))
		return UTF16LE;
	if (str_has_prefix(bytes, STR("\xfe\xff")))
		return UTF16BE;
	count_utf8(bytes, &valid, &stray);
	if (valid > 0 && valid >= stray * VALID_AGAINST)
		return UTF8;
	outside = by_label(declared);
	inside = declared_inside(bytes);
	if (valid >= stray * VALID_PER_STRAY &&
	    (outside == UTF8 || inside == UTF8 ||
	     (outside == CHARSETS && inside == CHARSETS)))
		return UTF8;
	if (outside < CHARSETS)
		return outside;
	return inside < CHARSETS ? inside : WINDOWS_1252;
}

struct str charset_find(struct str bytes, struct str declared)
{
	return encodings[find(bytes, declared)].name;
}

/* NULL if the system has no such converter. */
static iconv_t converter(struct charsets *charsets, size_t i)
{
	if (!charsets->converters[i] && !charsets->failed[i]) {
		iconv_t opened = iconv_open("UTF-8", encodings[i].converter);

		charsets->failed[i] = opened == (iconv_t)-1;
		charsets->converters[i] = charsets->failed[i] ? NULL : opened;
	}
	return charsets->converters[i];
}

void charsets_open(struct charsets *charsets)
{
	for (size_t i = 0; i < CHARSETS; i++)
		if (encodings[i].converter)
			converter(charsets, i);
}

void charsets_clear(struct charsets *charsets)
{
	for (size_t i = 0; i < CHARSETS; i++)
		if (charsets->converters[i])
			iconv_close(charsets->converters[i]);
	*charsets = (struct charsets){ 0 };
}

/* A byte that is part of no character is one U+FFFD. */
static void convert(iconv_t with, struct str bytes, struct buf *out)
{
	/* iconv's prototype is older than const. */
	char *in = (char *)(uintptr_t)bytes.ptr;
	size_t left = bytes.len;

	iconv(with, NULL, NULL, NULL, NULL);
	while (left > 0) {
		char *to = buf_reserve(out, left + 16);
		size_t room = out->cap - out->len, before = left;
		size_t got = iconv(with, &in, &left, &to, &room);

		out->len = out->cap - room;
		if (got == (size_t)-1 && before == left && out->cap - out->len >= 16) {
			utf8_add(out, UTF8_REPLACEMENT);
			in++;
			left--;
		}
	}
}

/* UTF-16 that has no byte order mark gets one, by which encoding_clean knows it. */
static struct str with_mark(struct arena *arena, struct str bytes, struct str mark)
{
	struct buf out = { 0 };

	if (str_has_prefix(bytes, mark))
		return bytes;
	buf_add(&out, mark);
	buf_add(&out, bytes);
	bytes = buf_keep(&out, arena);
	buf_clear(&out);
	return bytes;
}

static struct str from_windows_1252(struct arena *arena, struct str bytes)
{
	struct buf out = { 0 };

	for (size_t i = 0; i < bytes.len; i++)
		utf8_add(&out,
		         (unsigned char)bytes.ptr[i]); /* encoding_clean does the rest */
	bytes = buf_keep(&out, arena);
	buf_clear(&out);
	return bytes;
}

/* The length of a character that breaks off at a place; 0: it is one, or a lone byte. */
static size_t cut_length(struct str bytes, size_t at)
{
	unsigned char lead = (unsigned char)bytes.ptr[at];
	size_t need = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2, len = 1, end = at;

	if (lead < 0xe0 || lead > 0xf4)
		return 0;
	utf8_next(bytes, &end);
	if (end > at + 1)
		return 0;
	while (len < need && at + len < bytes.len &&
	       ((unsigned char)bytes.ptr[at + len] & 0xc0) == 0x80)
		len++;
	return len > 1 ? len : 0;
}

/*
 * Characters of UTF-8 that break off are U+FFFD, as in browsers: a byte too few was
 * copied. A lone byte was never UTF-8; encoding_clean reads it as windows-1252.
 */
static struct str mend_cuts(struct arena *arena, struct str bytes)
{
	struct buf out = { 0 };
	size_t valid, stray, from = 0;

	count_utf8(bytes, &valid, &stray);
	if (stray == 0 || valid < stray * VALID_PER_STRAY)
		return bytes;
	for (size_t at = 0; at < bytes.len;) {
		size_t len = cut_length(bytes, at);

		if (len == 0) {
			utf8_next(bytes, &at);
			continue;
		}
		buf_add(&out, str_slice(bytes, from, at));
		utf8_add(&out, UTF8_REPLACEMENT);
		from = at += len;
	}
	buf_add(&out, str_from(bytes, from));
	bytes = buf_keep(&out, arena);
	buf_clear(&out);
	return bytes;
}

struct str charset_decode(struct charsets *charsets, struct arena *arena,
                          struct str bytes, struct str declared, struct str *name)
{
	size_t i = find(bytes, declared);
	struct encoding_notes notes;
	struct buf out = { 0 };
	iconv_t with;

	if (name)
		*name = encodings[i].name;
	if (encodings[i].converter && (with = converter(charsets, i))) {
		convert(with, bytes, &out);
		bytes = buf_keep(&out, arena);
		buf_clear(&out);
	} else if (i == UTF16LE) {
		bytes = with_mark(arena, bytes, STR("\xff\xfe"));
	} else if (i == UTF16BE) {
		bytes = with_mark(arena, bytes, STR("\xfe\xff"));
	} else if (i == UTF8) {
		bytes = mend_cuts(arena, bytes);
	} else {
		bytes = from_windows_1252(arena, bytes);
	}
	return encoding_clean(arena, bytes, &notes);
}
