#include "archive/bag.h"

#include <stdlib.h>
#include <string.h>

#include "base/rising.h"
#include "base/text.h"
#include "content/words.h"

/* A word of the headline counts as if it were said so often. */
#define TIMES_IN_TITLE 3

/* The rest of an article that goes on for longer says nothing new. */
#define SAID_MAX ((size_t)1 << 20)

#define TAGS_MAX 1000

#define SHORTEST 2 /* bytes of a word: what is shorter says nothing */

/* Words come again and again: their terms are looked up by their hash. */
#define MEMO_SIZE (1u << 15)

struct bag_memo {
	uint64_t hash; /* of the word and the language; 0: none */
	uint32_t term;
};

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

static uint32_t term_of(struct bag_maker *maker, struct str word)
{
	uint64_t hash = hash_short(word) ^ (uintptr_t)maker->stemmer;
	struct bag_memo *memo = &maker->memo[hash % MEMO_SIZE];

	if (memo->hash != hash || hash == 0) {
		memo->hash = hash;
		memo->term = bag_term_of(stem(maker->stemmer, word));
	}
	return memo->term;
}

static void grow(struct bag_maker *maker)
{
	maker->cap = maker->cap ? maker->cap * 2 : 2 * TAGS_MAX;
	maker->said = xrealloc_array(maker->said, maker->cap, 2 * sizeof(*maker->said));
}

static void say(void *context, struct str word)
{
	struct bag_maker *maker = context;
	uint32_t term;

	if (word.len < SHORTEST || maker->count + maker->times > SAID_MAX)
		return;
	if (maker->count + maker->times > maker->cap)
		grow(maker);
	term = term_of(maker, word);
	for (uint32_t i = 0; i < maker->times; i++)
		maker->said[maker->count++] = term;
}

static void say_text(struct bag_maker *maker, struct str text, uint32_t times)
{
	maker->times = times;
	words_each(text, &maker->scratch, say, maker);
}

/* Each once, with the step of how often it was said. */
static void pack_words(struct bag_maker *maker)
{
	uint32_t last = 0;

	rising_sort(maker->said, maker->count);
	for (size_t i = 0, end; i < maker->count; i = end) {
		for (end = i + 1; end < maker->count; end++)
			if (maker->said[end] != maker->said[i])
				break;
		pack_uint(&maker->packed,
		          (uint64_t)(maker->said[i] - last) << 3 | step_of(end - i));
		last = maker->said[i];
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
	if (!maker->memo) {
		maker->memo = xrealloc_array(NULL, MEMO_SIZE, sizeof(*maker->memo));
		memset(maker->memo, 0, MEMO_SIZE * sizeof(*maker->memo));
		grow(maker);
	}
	maker->stemmer = stems_of(&maker->stems, language);
}

struct hash bag_source(const struct archive *archive, const struct record *record)
{
	return hash_join(record->source, archive->config->hash);
}

struct str bag_make(struct bag_maker *maker, const struct archive *archive,
                    const struct record *record, struct str body)
{
	arena_reset(&maker->scratch);
	buf_reset(&maker->packed);
	use_language(maker, record_language(record, archive->config));
	pack_hash(&maker->packed, bag_source(archive, record));
	pack_date(&maker->packed, record->date);
	pack_tags(maker, record_tags(record, archive->config));
	maker->count = 0;
	say_text(maker, record->title, TIMES_IN_TITLE);
	say_text(maker, record->dek, 1);
	say_text(maker, body, 1);
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
	free(maker->memo);
	free(maker->said);
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
	bag->term = (bag->term + (uint32_t)(packed >> 3)) & ((1u << BAG_TERM_BITS) - 1);
	*word = (struct bag_word){ bag->term, packed & (BAG_STEPS - 1) };
	return true;
}
