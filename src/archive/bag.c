#include "archive/bag.h"

#include <stdlib.h>
#include <string.h>

#include "base/rising.h"
#include "base/text.h"

/* A word of the headline counts as if it were said so often. */
#define TIMES_IN_TITLE 3

/* How often a term is said lies in the bits below it. More is said no more often. */
#define TIMES_BITS (32 - BAG_TERM_BITS)
#define TIMES_MAX  ((1u << TIMES_BITS) - 1)

/* Below a word's term in a bag: the step, and whether the body says it. */
#define STEP_BITS 3
#define WORD_BITS (STEP_BITS + 1)

#define TAGS_MAX 1000

#define SHORTEST 2 /* bytes of a word: what is shorter says nothing */

/* The least number of times for each step. */
static const uint32_t step_from[BAG_STEPS] = { 1, 2, 3, 4, 6, 9, 13, 21 };

uint32_t bag_weight(uint32_t step)
{
	static const uint32_t weights[BAG_STEPS] = { 16, 32, 41, 50, 61, 69, 80, 92 };

	return weights[step < BAG_STEPS ? step : BAG_STEPS - 1];
}

static uint32_t step_of(size_t times)
{
	uint32_t step = 0;

	while (step + 1 < BAG_STEPS && times >= step_from[step + 1])
		step++;
	return step;
}

uint32_t bag_term_of(struct str stem)
{
	return (uint32_t)(hash_short(stem) >> (64 - BAG_TERM_BITS));
}

/* Words come again and again: their terms are noted. */
static uint32_t term_of(struct bag_maker *maker, struct str word, struct word_note *note)
{
	if (!note->is_made || note->of != maker->stemmer)
		*note = (struct word_note){ maker->stemmer,
			                    bag_term_of(stem(maker->stemmer, word)),
			                    true };
	return note->value;
}

static void say(struct bag_maker *maker, struct mentions *mentions,
                const struct mention *mention)
{
	struct str word = mentions->words.keys[mention->word];
	const uint32_t *at = mention->times;
	uint32_t in_body = at[MENTION_LEAD] + at[MENTION_BODY], term;
	uint32_t times = at[MENTION_TITLE] * TIMES_IN_TITLE + at[MENTION_DEK] + in_body;

	if (word.len < SHORTEST || times == 0)
		return;
	term = term_of(maker, word, &mentions->notes[mention->word]);
	maker->said[maker->count++] =
		term << TIMES_BITS | (times < TIMES_MAX ? times : TIMES_MAX);
	if (in_body == 0)
		maker->heads[maker->head_count++] = term;
}

/*
 * Each once, with the step of how often it was said: several words have one stem, and it
 * is in the body if one of them is.
 */
static void pack_words(struct bag_maker *maker)
{
	size_t head = 0;
	uint32_t last = 0, times;

	rising_sort(maker->said, maker->count);
	rising_sort(maker->heads, maker->head_count);
	for (size_t i = 0; i < maker->count;) {
		uint32_t term = maker->said[i] >> TIMES_BITS, words = 0;
		uint64_t in_body;

		for (times = 0; i < maker->count; i++, words++) {
			if (maker->said[i] >> TIMES_BITS != term)
				break;
			times += maker->said[i] & TIMES_MAX;
		}
		for (; head < maker->head_count && maker->heads[head] == term; head++)
			words--;
		in_body = words > 0;
		pack_uint(&maker->packed, (uint64_t)(term - last) << WORD_BITS |
		                                  in_body << STEP_BITS | step_of(times));
		last = term;
	}
}

/* Tags that differ only in case or accents are one. */
static void pack_tags(struct bag_maker *maker, struct strs tags)
{
	uint32_t last = 0;
	size_t kept = 0;

	maker->count = 0;
	for (size_t i = 0; i < tags.count && i < TAGS_MAX; i++)
		maker->said[maker->count++] =
			(uint32_t)hash_short(text_slug(&maker->scratch, tags.items[i]));
	rising_sort(maker->said, maker->count);
	for (size_t i = 0; i < maker->count; i++)
		if (i == 0 || maker->said[i] != maker->said[kept - 1])
			maker->said[kept++] = maker->said[i];
	pack_uint(&maker->packed, kept);
	for (size_t i = 0; i < kept; i++) {
		pack_uint(&maker->packed, maker->said[i] - last);
		last = maker->said[i];
	}
}

static void use_language(struct bag_maker *maker, struct str language)
{
	if (!maker->said) {
		maker->said =
			xrealloc_array(NULL, 2 * MENTIONS_MAX, sizeof(*maker->said));
		maker->heads =
			xrealloc_array(NULL, 2 * MENTIONS_MAX, sizeof(*maker->heads));
	}
	maker->stemmer = stems_of(&maker->stems, language);
}

struct hash bag_source(const struct archive *archive, const struct record *record)
{
	return hash_join(record->source, archive->config->hash);
}

struct str bag_make(struct bag_maker *maker, const struct archive *archive,
                    const struct record *record, struct mentions *mentions)
{
	arena_reset(&maker->scratch);
	buf_reset(&maker->packed);
	use_language(maker, record_language(record, archive->config));
	pack_hash(&maker->packed, bag_source(archive, record));
	pack_date(&maker->packed, record->date);
	pack_tags(maker, record_tags(record, archive->config));
	maker->count = maker->head_count = 0;
	for (uint32_t i = 0; i < mentions->count; i++)
		say(maker, mentions, &mentions->items[i]);
	pack_words(maker);
	return buf_str(&maker->packed);
}

struct str bag_stem(struct bag_maker *maker, struct str language, struct str word)
{
	use_language(maker, language);
	return stem(maker->stemmer, word);
}

void bag_maker_clear(struct bag_maker *maker)
{
	arena_clear(&maker->scratch);
	stems_clear(&maker->stems);
	buf_clear(&maker->packed);
	free(maker->said);
	free(maker->heads);
	*maker = (struct bag_maker){ 0 };
}

bool bag_open(struct str packed, struct bag *bag)
{
	struct unpack in = { .rest = packed };

	*bag = (struct bag){ 0 };
	if (packed.len == 0)
		return false;
	bag->source = unpack_hash(&in);
	bag->rest = in.rest;
	bag->date = unpack_date(&in);
	bag->tag_count = (uint32_t)unpack_count(&in);
	bag->tags = in;
	for (uint32_t i = 0; i < bag->tag_count; i++)
		unpack_uint(&in);
	bag->words = in;
	return !in.failed;
}

uint32_t bag_next_tag(struct bag *bag)
{
	bag->tag += (uint32_t)unpack_uint(&bag->tags);
	return bag->tag;
}

bool bag_next(struct bag *bag, struct bag_word *word)
{
	uint64_t packed;

	if (bag->words.rest.len == 0)
		return false;
	packed = unpack_uint(&bag->words);
	bag->term = (bag->term + (uint32_t)(packed >> WORD_BITS)) &
	            ((1u << BAG_TERM_BITS) - 1);
	*word = (struct bag_word){ bag->term, packed & (BAG_STEPS - 1),
		                   packed >> STEP_BITS & 1 };
	return true;
}
