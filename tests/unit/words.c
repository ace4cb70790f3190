#include "content/words.h"

#include "t.h"

static void join(void *context, struct str word)
{
	struct buf *out = context;

	if (out->len)
		buf_add_char(out, ' ');
	buf_add(out, word);
}

static struct str words_of_text(struct str text)
{
	struct arena scratch = { 0 };
	struct buf out = { 0 };
	struct str kept;

	words_each(text, &scratch, join, &out);
	kept = buf_keep(&out, &t_arena);
	buf_clear(&out);
	arena_clear(&scratch);
	return kept;
}

#define CHECK_WORDS(text, want) CHECK_STR(words_of_text(STR(text)), STR(want))

TEST(words, are_runs_of_letters_and_digits_in_lower_case)
{
	CHECK_WORDS("", "");
	CHECK_WORDS(" -- ", "");
	CHECK_WORDS("The FIRE, of 1874.", "the fire of 1874");
	CHECK_WORDS("a\xe2\x80\x94"
	            "b\xc2\xa0"
	            "c",
	            "a b c");
}

TEST(words, end_at_an_apostrophe)
{
	CHECK_WORDS("Assad's l\xe2\x80\x99homme", "assad s l homme");
}

TEST(words, have_no_accents_and_no_case)
{
	CHECK_WORDS("Z\xc3\xbcrich \xc5\x81\xc3\xb3"
	            "d\xc5\xba STRA\xe1\xba\x9e"
	            "E",
	            "zurich lodz strasse");
}

TEST(words, of_scripts_without_spaces_are_pieces_that_overlap)
{
	CHECK_WORDS("\xe6\x9d\xb1\xe4\xba\xac\xe9\x83\xbd",
	            "\xe6\x9d\xb1\xe4\xba\xac \xe4\xba\xac\xe9\x83\xbd \xe9\x83\xbd");
	CHECK_WORDS("\xe6\x9d\xb1"
	            "2020",
	            "\xe6\x9d\xb1 2020");
}

TEST(words, in_arabic_lose_the_article_and_what_stands_before_it)
{
	CHECK_WORDS("\xd9\x88\xd8\xa7\xd9\x84\xd9\x83\xd8\xaa\xd8\xa7\xd8\xa8",
	            "\xd9\x83\xd8\xaa\xd8\xa7\xd8\xa8");
}

TEST(words, are_cut_behind_a_character)
{
	char text[100];

	memset(text, 'a', sizeof(text));
	CHECK_INT(words_of_text((struct str){ text, 100 }).len, WORD_MAX);
	memcpy(text + 63, "\xc3\xbe\xce\xb1\xce\xb1", 6);
	CHECK_INT(words_of_text((struct str){ text, 69 }).len, WORD_MAX);
	memcpy(text + 63, "\xce\xb1\xce\xb1\xce\xb1", 6);
	CHECK_INT(words_of_text((struct str){ text, 69 }).len, 63);
}

TEST(words, pass_over_what_is_no_utf8)
{
	CHECK_WORDS("a\xff"
	            "b \xc3",
	            "a b");
}
