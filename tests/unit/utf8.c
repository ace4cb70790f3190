#include "base/utf8.h"

#include "fixture.h"
#include "t.h"

static struct str added(uint32_t code)
{
	struct buf out = { 0 };
	struct str text;

	utf8_add(&out, code);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

TEST(utf8, every_code_point_comes_back)
{
	for (uint32_t code = 0; code <= 0x10ffff; code += code < 0x3000 ? 1 : 251) {
		struct str text = added(code);
		size_t at = 0, back = text.len;
		uint32_t want =
			code >= 0xd800 && code <= 0xdfff ? UTF8_REPLACEMENT : code;

		CHECK_INT(utf8_next(text, &at), want);
		CHECK_INT(at, text.len);
		CHECK_INT(utf8_previous(text, &back), want);
		CHECK_INT(back, 0);
		CHECK_INT(utf8_invalid(text), STR_NONE);
		if (code % 64 == 0)
			arena_clear(&t_arena);
	}
	CHECK_STR(added(0x110000), STR("\xef\xbf\xbd"));
}

TEST(utf8, refuses_what_rfc_3629_forbids)
{
	static const struct str wrong[] = {
		STR_INIT("\x80"),
		STR_INIT("\xc0\x80"),
		STR_INIT("\xc1\xbf"),
		STR_INIT("\xc3"),
		STR_INIT("\xe0\x9f\xbf"),
		STR_INIT("\xed\xa0\x80"),
		STR_INIT("\xe2\x82"),
		STR_INIT("\xf0\x8f\xbf\xbf"),
		STR_INIT("\xf4\x90\x80\x80"),
		STR_INIT("\xf5\x80\x80\x80"),
		STR_INIT("\xff"),
		STR_INIT("\xf0\x9f\x98"),
	};

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		size_t at = 0;

		CHECK_INT(utf8_invalid(wrong[i]), 0);
		CHECK_INT(utf8_next(wrong[i], &at), UTF8_REPLACEMENT);
		CHECK_INT(at, 1);
		CHECK_INT(utf8_length(wrong[i]), wrong[i].len);
	}
}

TEST(utf8, next_and_previous_see_the_same_code_points)
{
	static const unsigned char bytes[] = { 'a',  0x80, 0x9f, 0xa0, 0xbf, 0xc3, 0xe0,
		                               0xe4, 0xed, 0xf0, 0xf4, 0x90, 0xff };
	uint64_t seed = 9;

	for (int i = 0; i < 20000; i++) {
		char text[12];
		struct str s = { text, 1 + random_below(&seed, sizeof(text)) };
		size_t starts[12], count = 0, at = 0;
		uint32_t codes[12];

		for (size_t j = 0; j < s.len; j++)
			text[j] = (char)bytes[random_below(&seed, sizeof(bytes))];
		while (at < s.len) {
			starts[count] = at;
			codes[count++] = utf8_next(s, &at);
		}
		CHECK_INT(utf8_length(s), count);
		while (count--) {
			CHECK_INT(utf8_previous(s, &at), codes[count]);
			CHECK_INT(at, starts[count]);
		}
		CHECK_INT(at, 0);
	}
}

TEST(utf8, invalid_is_the_first_byte_that_next_would_replace)
{
	uint64_t seed = 10;

	for (int i = 0; i < 5000; i++) {
		struct str text =
			random_text(&seed, STR("abcdefgh\xc3\xa9\xe6\x9d\xb1"), 30);
		size_t cut = random_below(&seed, (uint32_t)text.len + 1), want = STR_NONE;

		text = str_slice(text, 0, cut);
		for (size_t at = 0; at < text.len && want == STR_NONE;) {
			size_t start = at;

			if (utf8_next(text, &at) == UTF8_REPLACEMENT)
				want = start;
		}
		CHECK_INT(utf8_invalid(text), want);
	}
}

TEST(utf8, counts_and_cuts_by_code_points)
{
	struct str text = STR("a\xc3\xa9\xe6\x9d\xb1\xf0\x9f\x98\x80z");

	CHECK_INT(utf8_length(text), 5);
	CHECK_STR(utf8_prefix(text, 3), STR("a\xc3\xa9\xe6\x9d\xb1"));
	CHECK_STR(utf8_prefix(text, 0), STR(""));
	CHECK_STR(utf8_prefix(text, 99), text);
}

TEST(utf8, width_is_that_of_a_terminal)
{
	CHECK_INT(utf8_width(STR("abc")), 3);
	CHECK_INT(utf8_width(STR("\xe6\x9d\xb1\xe4\xba\xac")), 4); /* 東京 */
	CHECK_INT(utf8_width(STR("e\xcc\x81")), 1);                /* e and an accent */
	CHECK_INT(utf8_width(STR("\xf0\x9f\x98\x80")), 2);         /* a face */
	CHECK_INT(utf8_width(STR("\xef\xbb\xbf")), 0);             /* a byte order mark */
	CHECK_INT(utf8_width(STR("\xef\xbc\xa1")), 2);             /* a full-width A */
	CHECK_INT(utf8_width(STR("")), 0);
}
