#include "archive/mentions.h"

#include "t.h"

/* "word:title.kicker.dek.lead.body" of all words, in order. */
static struct str said(const struct mentions *mentions)
{
	struct buf out = { 0 };
	struct str joined;

	for (uint32_t i = 0; i < mentions->count; i++) {
		const struct mention *mention = &mentions->items[i];
		const uint32_t *times = mention->times;

		buf_printf(&out, "%s%.*s:%u.%u.%u.%u.%u", i ? " " : "",
		           STR_ARG(mentions->words.keys[mention->word]),
		           times[MENTION_TITLE], times[MENTION_KICKER],
		           times[MENTION_DEK], times[MENTION_LEAD], times[MENTION_BODY]);
	}
	joined = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return joined;
}

static uint32_t times_of(const struct mentions *mentions, const char *word,
                         enum mention_place place)
{
	uint32_t number = table_find(&mentions->words, str_of(word));

	for (uint32_t i = 0; i < mentions->count; i++)
		if (mentions->items[i].word == number)
			return mentions->items[i].times[place];
	return 0;
}

TEST(mentions, words_are_counted_by_where_they_stand)
{
	const struct record record = {
		.title = STR_INIT("Harbour flooded, harbour closed"),
		.kicker = STR_INIT("Floods"),
		.dek = STR_INIT("The Harbour Café"),
	};
	const struct record next = { .title = STR_INIT("The end") };
	struct mentions mentions = { 0 };

	mentions_read(&mentions, &record, STR("At the café: the harbour."));
	CHECK_STR(said(&mentions), STR("harbour:2.0.1.1.0 flooded:1.0.0.0.0 "
	                               "closed:1.0.0.0.0 floods:0.1.0.0.0 "
	                               "the:0.0.1.2.0 cafe:0.0.1.1.0 at:0.0.0.1.0"));
	mentions_read(&mentions, &next, STR(""));
	CHECK_STR(said(&mentions), STR("the:1.0.0.0.0 end:1.0.0.0.0"));
	mentions_clear(&mentions);
}

TEST(mentions, only_the_first_words_of_a_body_are_its_lead)
{
	const struct record record = { .title = STR_INIT("") };
	struct mentions mentions = { 0 };
	struct buf body = { 0 };

	for (int i = 0; i < 60; i++)
		buf_puts(&body, "word ");
	mentions_read(&mentions, &record, buf_str(&body));
	CHECK_STR(said(&mentions), STR("word:0.0.0.50.10"));
	mentions_clear(&mentions);
	buf_clear(&body);
}

TEST(mentions, too_many_words_are_left_out_and_the_others_still_counted)
{
	const struct record record = { .title = STR_INIT("w7") };
	struct mentions mentions = { 0 };
	struct buf body = { 0 };

	for (int i = 0; i < 2 * MENTIONS_MAX; i++)
		buf_printf(&body, "w%d ", i);
	buf_puts(&body, "w8 x9");
	mentions_read(&mentions, &record, buf_str(&body));
	CHECK_INT(mentions.count, MENTIONS_MAX);
	CHECK_INT(times_of(&mentions, "w7", MENTION_TITLE), 1);
	CHECK_INT(times_of(&mentions, "w8", MENTION_BODY), 1);
	CHECK_INT(times_of(&mentions, "x9", MENTION_BODY), 0);
	mentions_clear(&mentions);
	buf_clear(&body);
}
