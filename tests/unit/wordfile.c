#include "archive/wordfile.h"

#include <string.h>

#include "archive/bag.h"
#include "fixture.h"
#include "t.h"

/* "harbour 391, the 4088" of a file's text, or its messages. */
static struct str read_of(const char *text)
{
	static const char *const words[] = { "harbour", "ships", "the" };
	struct source source = { STR(WORD_FILE), str_of(text) };
	struct frequencies frequencies;
	struct diags diags = { 0 };
	struct buf out = { 0 };
	struct str kept;

	if (!wordfile_read(&source, &frequencies, &t_arena, &diags)) {
		CHECK_INT(frequencies.asked, 0);
		return t_messages(&diags);
	}
	buf_printf(&out, "%u of %u:", frequencies.count, frequencies.asked);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		for (uint32_t j = 0; j < frequencies.count; j++)
			if (frequencies.terms[j] == bag_term_of(str_of(words[i])))
				buf_printf(&out, " %s %u", words[i],
				           frequencies.said_by[j]);
	for (uint32_t j = 1; j < frequencies.count; j++)
		CHECK(frequencies.terms[j - 1] < frequencies.terms[j]);
	kept = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return kept;
}

TEST(wordfile, words_and_how_many_say_them_are_read)
{
	CHECK_STR(read_of(""), STR("0 of 0:"));
	CHECK_STR(read_of("* 4096\nharbour 391\nthe 4088\n"),
	          STR("2 of 4096: harbour 391 the 4088"));
	/* Lines that a merge or an editor left in another order, twice or in CRLF. */
	CHECK_STR(read_of("* 4096\r\nthe 4088\r\n\r\nharbour 391\r\nharbour 400\r\n"),
	          STR("2 of 4096: harbour 400 the 4088"));
}

TEST(wordfile, what_is_no_count_is_an_error_with_its_place)
{
	static const char *const texts[] = {
		"* 40\nharbour\n",      "* 40\nharbour many\n",
		"* 40\nharbour 0\n",    "* 40\nharbour -1\n",
		"* 40\n<<<<<<< HEAD\n", "* 40\nharbour 4294967296\n",
		"* 40\nharbour 2 2\n",  "* 40\n=======\n",
	};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		CHECK(str_has_prefix(read_of(texts[i]),
		                     STR("words.txt:2:1: error: this line is no word")));
	CHECK(str_has_prefix(read_of("harbour 12\n"),
	                     STR("words.txt:1:1: error: more articles")));
	CHECK(str_has_prefix(read_of("* 12\nharbour 13\n"),
	                     STR("words.txt:2:1: error: more articles")));
}
