#include "base/text.h"

#include "base/utf8.h"
#include "fixture.h"
#include "t.h"

static struct str folded(struct str s)
{
	return text_fold(&t_arena, s);
}

static struct str slug(struct str s)
{
	return text_slug(&t_arena, s);
}

TEST(text, changes_case_as_python_does)
{
	CHECK_STR(text_lower(&t_arena, STR("ABC \xc3\x89T\xc3\x89")),
	          STR("abc \xc3\xa9t\xc3\xa9"));
	CHECK_STR(text_upper(&t_arena, STR("stra\xc3\x9f"
	                                   "e")),
	          STR("STRASSE"));
	CHECK_STR(text_upper(&t_arena, STR("\xc3\xa9t\xc3\xa9")),
	          STR("\xc3\x89T\xc3\x89"));
	CHECK_STR(text_capitalize(&t_arena, STR("\xc3\x89T\xc3\x89 in PARIS")),
	          STR("\xc3\x89t\xc3\xa9 in paris"));
	CHECK_STR(text_title(&t_arena, STR("it's a 3rd-rate TOWN")),
	          STR("It'S A 3Rd-Rate Town"));
	CHECK_STR(text_lower(&t_arena, STR("A\xff")), STR("a\xef\xbf\xbd"));
	CHECK_STR(text_upper(&t_arena, STR("")), STR(""));
}

TEST(text, normalizes_to_composed_form)
{
	CHECK_STR(text_normalize(&t_arena, STR("e\xcc\x81")), STR("\xc3\xa9"));
	CHECK_STR(text_normalize(&t_arena, STR("\xef\xbc\xa1")), STR("\xef\xbc\xa1"));
	CHECK_STR(text_normalize(&t_arena, STR("\xff")), STR("\xef\xbf\xbd"));
}

TEST(text, folds_case_accents_and_width)
{
	CHECK_STR(folded(STR("Harbour")), STR("harbour"));
	CHECK_STR(folded(STR("M\xc3\x9cLLER")), STR("muller"));
	CHECK_STR(folded(STR("Mu\xcc\x88ller")), STR("muller"));
	CHECK_STR(folded(STR("stra\xc3\x9f"
	                     "e")),
	          STR("strasse"));
	CHECK_STR(folded(STR("\xef\xbc\xa1\xef\xbc\xa2")), STR("ab"));
	CHECK_STR(folded(STR("\xc4\xb0")), STR("i")); /* the Turkish capital */
	CHECK_STR(folded(STR("\xef\xac\x81n")), STR("fin"));
	/* final and other sigma */
	CHECK_STR(folded(STR("\xcf\x83\xcf\x82")), STR("\xcf\x83\xcf\x83"));
	/* Arabic with and without its vowels */
	CHECK_STR(folded(STR("\xd9\x83\xd9\x8e\xd8\xaa\xd9\x8e\xd8\xa8")),
	          STR("\xd9\x83\xd8\xaa\xd8\xa8"));
}

TEST(text, terms_differ_neither_by_case_nor_by_what_stands_between)
{
	CHECK_STR(text_term(&t_arena, STR("Social_Media")), STR("social media"));
	CHECK_STR(text_term(&t_arena, STR("social  -media-")), STR("social media"));
	CHECK_STR(text_term(&t_arena, STR("- a")), STR("a"));
	CHECK_STR(text_term(&t_arena, STR("C++")), STR("c++"));
}

TEST(text, drops_control_characters_and_sees_what_is_blank)
{
	struct str plain = STR("a\tb\n");

	CHECK_STR(text_without_controls(&t_arena, STR("a\x1b"
	                                              "b\x7f\t")),
	          STR("ab\t"));
	CHECK(text_without_controls(&t_arena, plain).ptr == plain.ptr);
	CHECK(text_is_blank(STR("")));
	CHECK(text_is_blank(STR(" \xe2\x80\x8b\xc2\xad\n")));
	CHECK(!text_is_blank(STR("\xe2\x80\x8b-")));
}

TEST(text, folding_keeps_marks_that_make_another_word)
{
	/* हिन्दी: without its vowel signs it would be another word. */
	struct str hindi =
		STR("\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8\xe0\xa5\x8d\xe0\xa4\xa6"
	            "\xe0\xa5\x80");
	/* ガザ and カサ, パリ and ハリ */
	struct str gaza = STR("\xe3\x82\xac\xe3\x82\xb6"),
		   umbrella = STR("\xe3\x82\xab\xe3\x82\xb5");
	struct str thai = STR("\xe0\xb8\x9b\xe0\xb8\xb5\xe0\xb9\x88"); /* ปี่, a flute */

	CHECK_STR(folded(hindi), hindi);
	CHECK_STR(slug(hindi), hindi);
	CHECK_STR(folded(gaza), gaza);
	CHECK(!str_eq(folded(gaza), folded(umbrella)));
	CHECK_STR(folded(thai), thai);
	CHECK_STR(slug(thai), thai);
	/* ｶﾞ, half-width with its mark apart, is ガ. */
	CHECK_STR(folded(STR("\xef\xbd\xb6\xef\xbe\x9e")), STR("\xe3\x82\xac"));
}

TEST(text, folding_repairs_what_is_no_utf8_whatever_it_grows_to)
{
	struct buf text = { 0 };
	struct str got;

	/* U+FDFA is three bytes, and eighteen letters when taken apart. */
	for (int i = 0; i < 500; i++)
		buf_puts(&text, "\xef\xb7\xba\xff");
	got = folded(buf_str(&text));
	CHECK_INT(utf8_invalid(got), STR_NONE);
	CHECK_INT(utf8_length(got), 500 * 19);
	CHECK(str_has_suffix(got, STR("\xef\xbf\xbd")));
	buf_clear(&text);
}

TEST(text, makes_slugs)
{
	static const struct {
		const char *text, *slug;
	} cases[] = {
		{ "Assad's fall: a crisis", "assads-fall-a-crisis" },
		{ "M\xc3\xbcller", "muller" },
		{ "\xe6\x9d\xb1\xe4\xba\xac", "\xe6\x9d\xb1\xe4\xba\xac" },
		{ "  --Hello,  World!-- ", "hello-world" },
		{ "It\xe2\x80\x99s", "its" },
		{ "50% off", "50-off" },
		{ "\xc2\xbd price", "1-2-price" }, /* one half: 1, a fraction slash, 2 */
		{ "a\xff"
		  "b",
		  "a-b" },
		{ "!!!", "" },
		{ "", "" },
		{ "\xcc\x81", "" },
		{ "C++ & C#", "c-c" },
		{ "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7",
		  "\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		CHECK_STR(slug(str_of(cases[i].text)), str_of(cases[i].slug));
}

/* Letters that fold oddly, marks that combine, and what separates. */
static const struct str odd = STR_INIT(
	"aBz09 -_/.'?"
	"\xc3\x9f\xc3\x89\xc4\xb0\xc4\xb1\xc7\x85\xc5\x89" /* ßÉİıǅŉ */
	"\xcc\x81\xcc\x88\xcd\x85\xe2\x80\x99\xca\xbc"     /* accents, apostrophes */
	"\xe1\xbe\xb3\xe1\xbf\xbc\xcf\x82"                 /* ᾳῼς */
	"\xe3\x82\xac\xe3\x82\xab\xe3\x82\x99\xef\xbe\x9e" /* ガカ and marks */
	"\xe0\xa4\x95\xe0\xa5\x80\xe0\xa4\xbc\xe0\xb8\xb5\xe0\xb9\x88" /* Hindi, Thai */
	"\xef\xb7\xba\xc2\xbd\xc2\xb4\xef\xac\x81\xe2\x85\xa7\xef\xbc\x87" /* compatibility
                                                                            */
	"\xea\xb0\x80\xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8" /* Hangul, in parts */
	"\xe2\x80\x8d\xc2\xad\xef\xb8\x8f\xe2\x83\x9d\xf0\x9f\x98\x80"); /* joiners, a
                                                                            face */

TEST(text, folding_twice_is_folding_once)
{
	uint64_t seed = 11;

	for (int i = 0; i < 20000; i++) {
		struct str once = folded(random_text(&seed, odd, 8));

		CHECK_STR(folded(once), once);
		if (i % 100 == 0)
			arena_clear(&t_arena);
	}
}

TEST(text, a_slug_of_a_slug_is_the_slug)
{
	uint64_t seed = 12;

	for (int i = 0; i < 20000; i++) {
		struct str once = slug(random_text(&seed, odd, 8));

		CHECK_STR(slug(once), once);
		CHECK(!str_has_prefix(once, STR("-")));
		CHECK(!str_has_suffix(once, STR("-")));
		CHECK(!str_contains(once, STR("--")));
		CHECK(!str_contains(once, STR("/")));
		if (i % 100 == 0)
			arena_clear(&t_arena);
	}
}

TEST(text, a_slug_does_not_change_in_the_fold_that_finds_it)
{
	for (uint32_t code = 0x20; code < 0x20000; code++) {
		struct buf text = { 0 };
		struct str once;

		buf_add_char(&text, 'a');
		utf8_add(&text, code);
		once = slug(buf_str(&text));
		CHECK_STR(slug(once), once);
		buf_clear(&text);
		if (code % 256 == 0)
			arena_clear(&t_arena);
	}
}

TEST(text, a_slug_stands_under_its_initial_in_the_index_of_its_script)
{
	static const struct {
		const char *slug, *initial;
	} cases[] = {
		{ "", "" },
		{ "harbour", "h" },
		{ "1984", "0-9" },
		{ "٣-days", "0-9" }, /* an Arabic digit */
		{ "øresund", "ø" },
		{ "дом", "д" },
		{ "عدن", "ع" },
		{ "किताब", "क" },
		{ "きん", "か" },
		{ "ガス", "か" },
		{ "ヴェネツィア", "あ" },
		{ "ん", "わ" },
		{ "나라", "ㄴ" },
		{ "까치", "ㄱ" },
		{ "힣", "ㅎ" },
		{ "東京", "漢" },
		{ "แดง", "ด" }, /* the vowel stands before its consonant */
		{ "แ", "แ" },
		{ "กา", "ก" },
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		CHECK_STR(text_initial(str_of(cases[i].slug)), str_of(cases[i].initial));
}

TEST(text, squeezes_space_of_any_kind)
{
	CHECK_STR(text_squeeze(&t_arena, STR(" a \t\n b\xc2\xa0\xe3\x80\x80"
	                                     "c ")),
	          STR("a b c"));
	CHECK_STR(text_squeeze(&t_arena, STR("\xc2\xa0 ")), STR(""));
	CHECK_STR(text_squeeze(&t_arena, STR("")), STR(""));
	CHECK_STR(text_squeeze(&t_arena, STR("a\xff b")), STR("a\xff b"));
}

TEST(text, counts_words_as_a_reader_does)
{
	CHECK_INT(text_count_words(STR("")), 0);
	CHECK_INT(text_count_words(
			  STR("It's the mayor\xe2\x80\x99s 1st well-known --- word.")),
	          7);
	CHECK_INT(text_count_words(STR("\xe6\x9d\xb1\xe4\xba\xac tower")), 3);
	/* हिन्दी is one word, for all its marks; so is what follows kana. */
	CHECK_INT(text_count_words(STR("\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8\xe0\xa5\x8d"
	                               "\xe0\xa4\xa6\xe0\xa5\x80")),
	          1);
	CHECK_INT(text_count_words(STR("a\xff"
	                               "b")),
	          2);
}
