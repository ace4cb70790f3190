#include "import/charset.h"

#include "t.h"

static struct str decode(struct str bytes, const char *declared)
{
	struct charsets charsets = { 0 };
	struct str text =
		charset_decode(&charsets, &t_arena, bytes, str_of(declared), NULL);

	charsets_clear(&charsets);
	return text;
}

TEST(charset, knows_the_labels_of_the_standard)
{
	CHECK_STR(charset_by_label(STR(" Latin1 ")), STR("windows-1252"));
	CHECK_STR(charset_by_label(STR("x-sjis")), STR("Shift_JIS"));
	CHECK_STR(charset_by_label(STR("GB2312")), STR("gb18030"));
	CHECK_STR(charset_by_label(STR("utf8")), STR("UTF-8"));
	CHECK_STR(charset_by_label(STR("iso-8859-8-i")), STR("ISO-8859-8-I"));
	CHECK_STR(charset_by_label(STR("latin")), STR(""));
	CHECK_STR(charset_by_label(STR("utf-8 utf8")), STR(""));
}

TEST(charset, asks_mark_declaration_page_and_falls_back)
{
	CHECK_STR(charset_find(STR("\xef\xbb\xbf<p>"), STR("koi8-r")), STR("UTF-8"));
	CHECK_STR(charset_find(STR("<p>\xe9"), STR("koi8-r")), STR("KOI8-R"));
	CHECK_STR(charset_find(STR("<meta charset=koi8-r><p>\xe9"), STR("")),
	          STR("KOI8-R"));
	CHECK_STR(charset_find(STR("<META HTTP-EQUIV=Content-Type "
	                           "CONTENT='text/html; charset=\"big5\"'><p>\xe9"),
	                       STR("")),
	          STR("Big5"));
	CHECK_STR(charset_find(STR("<!-- <meta charset=big5> --><p>\xe9"), STR("")),
	          STR("windows-1252"));
	CHECK_STR(charset_find(STR("<?xml version='1.0' encoding='iso-8859-2'?>\xe9"),
	                       STR("")),
	          STR("ISO-8859-2"));
	CHECK_STR(charset_find(STR("plain"), STR("")), STR("UTF-8"));
}

TEST(charset, believes_valid_utf8_more_than_what_it_says)
{
	CHECK_STR(charset_find(STR("<meta charset=iso-8859-1>\xc3\xa9"), STR("")),
	          STR("UTF-8"));
	/* But this one is seven bits throughout. */
	CHECK_STR(charset_find(STR("<meta charset=iso-2022-jp>\x1b$B"), STR("")),
	          STR("ISO-2022-JP"));
}

#define TEN \
	"\xc3\xa9\xc3\xa4\xc3\xa9\xc3\xa4\xc3\xa9\xc3\xa4\xc3\xa9\xc3\xa4\xc3\xa9\xc3\xa4"
#define TWENTY TEN " " TEN

TEST(charset, bears_a_bad_byte_in_utf8)
{
	/* Whatever it says, ... */
	CHECK_STR(charset_find(STR("<meta charset=iso-8859-1>" TWENTY "\xff "), STR("")),
	          STR("UTF-8"));
	CHECK_STR(charset_find(STR(TWENTY "\xff "), STR("shift_jis")), STR("UTF-8"));
	/* ... and with less of it, if it says so anywhere. */
	CHECK_STR(charset_find(STR("<meta charset=utf-8>" TEN "\xff "), STR("latin1")),
	          STR("UTF-8"));
	CHECK_STR(charset_find(STR("<meta charset=latin1>" TEN "\xff "), STR("utf-8")),
	          STR("UTF-8"));
	CHECK_STR(charset_find(STR("<meta charset=latin1>" TEN "\xff "), STR("")),
	          STR("windows-1252"));
	CHECK_STR(charset_find(STR("<meta charset=utf-8>caf\xe9 \xc3\xa9 \xe9"),
	                       STR("latin1")),
	          STR("windows-1252"));
}

TEST(charset, replaces_characters_that_break_off)
{
	CHECK_STR(str_from(decode(STR(TWENTY TWENTY TWENTY " a\xe2\x80 b\xf0\x9f\x98"),
	                          "utf-8"),
	                   124),
	          STR("a\ufffd b\ufffd"));
	CHECK_STR(str_from(decode(STR(TWENTY TWENTY " a\xe2\x80"), "latin1"), 83),
	          STR("a\ufffd"));
	CHECK_STR(str_from(decode(STR(TWENTY " don\x92t"), "utf-8"), 42),
	          STR("don\u2019t"));
	/* In French windows-1252 that is a letter and a blank. */
	CHECK_STR(decode(STR("caf\xe9\xa0!"), "utf-8"), STR("caf\u00e9\u00a0!"));
}

TEST(charset, decodes_what_the_web_was_written_in)
{
	CHECK_STR(decode(STR("caf\xe9 \x80 \x93q\x94"), "iso-8859-1"),
	          STR("caf\u00e9 \u20ac \u201cq\u201d"));
	CHECK_STR(decode(STR("\xd0\xd2\xc9"), "koi8-r"), STR("\u043f\u0440\u0438"));
	CHECK_STR(decode(STR("\x93\xfa\x96{"), "shift_jis"), STR("\u65e5\u672c"));
	CHECK_STR(decode(STR("\xa4\xa4\xa4\xe5"), "big5"), STR("\u4e2d\u6587"));
	CHECK_STR(decode(STR("\xb0\xa1"), "euc-kr"), STR("\uac00"));
	CHECK_STR(decode(STR("\x1b$BF|\x1b(B"), "iso-2022-jp"), STR("\u65e5"));
	CHECK_STR(decode(STR("a\0b\0"), "utf-16le"), STR("ab"));
}

TEST(charset, goes_on_behind_bytes_that_are_nothing)
{
	CHECK_STR(decode(STR("a\x81\xff"
	                     "b"),
	                 "shift_jis"),
	          STR("a\ufffd\ufffdb"));
	CHECK_STR(decode(STR("a\xb0"), "euc-kr"), STR("a\ufffd"));
	CHECK_STR(decode(STR("a\xc3\xa9\x92s"), "utf-8"), STR("a\u00e9\u2019s"));
}

TEST(charset, opens_all_of_them_at_once)
{
	struct charsets charsets = { 0 };
	size_t failed = 0;

	charsets_open(&charsets);
	for (size_t i = 0; i < CHARSETS; i++)
		failed += charsets.failed[i];
	CHECK_INT(failed, 0);
	charsets_clear(&charsets);
}
