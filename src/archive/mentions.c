#include "archive/mentions.h"

#include <stdlib.h>

#include "content/words.h"

#define LEAD_WORDS 50

static void grow(struct mentions *mentions)
{
	mentions->words_cap = mentions->words.cap;
	mentions->places = xrealloc_array(mentions->places, mentions->words_cap,
	                                  sizeof(*mentions->places));
	mentions->notes = xrealloc_array(mentions->notes, mentions->words_cap,
	                                 sizeof(*mentions->notes));
}

static uint32_t number_of(struct mentions *mentions, struct str word)
{
	bool is_new;
	uint32_t number = table_add(&mentions->words, word, &is_new);

	if (!is_new)
		return number;
	if (mentions->words.cap != mentions->words_cap)
		grow(mentions);
	mentions->words.keys[number] = arena_str(&mentions->kept, word);
	mentions->notes[number] = (struct word_note){ 0 };
	mentions->places[number] = 0;
	return number;
}

/* A place may be of another article: then another word is there, or none. */
static struct mention *mention_of(struct mentions *mentions, uint32_t word)
{
	uint32_t place = mentions->places[word];

	if (place < mentions->count && mentions->items[place].word == word)
		return &mentions->items[place];
	if (mentions->count == MENTIONS_MAX)
		return NULL;
	mentions->places[word] = mentions->count;
	mentions->items[mentions->count] = (struct mention){ .word = word };
	return &mentions->items[mentions->count++];
}

static void add_word(void *context, struct str word)
{
	struct mentions *mentions = context;
	struct mention *mention = mention_of(mentions, number_of(mentions, word));

	if (mention)
		mention->times[mentions->place]++;
	if (mentions->place == MENTION_LEAD && --mentions->left == 0)
		mentions->place = MENTION_BODY;
}

static void add_text(struct mentions *mentions, enum mention_place place, struct str text)
{
	mentions->place = place;
	words_each(text, &mentions->scratch, add_word, mentions);
}

void mentions_read(struct mentions *mentions, const struct record *record,
                   struct str body)
{
	if (!mentions->items)
		mentions->items =
			xrealloc_array(NULL, MENTIONS_MAX, sizeof(*mentions->items));
	mentions->count = 0;
	mentions->left = LEAD_WORDS;
	add_text(mentions, MENTION_TITLE, record->title);
	add_text(mentions, MENTION_KICKER, record->kicker);
	add_text(mentions, MENTION_DEK, record->dek);
	add_text(mentions, MENTION_LEAD, body);
}

void mentions_clear(struct mentions *mentions)
{
	table_clear(&mentions->words);
	free(mentions->notes);
	free(mentions->items);
	free(mentions->places);
	arena_clear(&mentions->kept);
	arena_clear(&mentions->scratch);
	*mentions = (struct mentions){ 0 };
}
