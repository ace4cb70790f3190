#include "archive/lexicon.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/table.h"

/* Words are spread over tables that have a lock each, so that threads seldom wait. */
#define STRIPES 64

/* Words stand in blocks that never move: whoever knows a number may read its word. */
#define BLOCK      (1u << 14)
#define BLOCKS_MAX (1u << 14)

/* The same words come again and again: those are found without a lock. */
#define MEMO_SIZE (1u << 15)

struct lexicon_memo {
	uint32_t numbers[MEMO_SIZE]; /* plus one; 0: none */
};

struct stripe {
	pthread_mutex_t mutex;
	struct table words;
	uint32_t *numbers; /* in the lexicon */
	struct arena arena;
};

struct lexicon {
	struct stripe stripes[STRIPES];
	pthread_mutex_t mutex; /* of count and of new blocks */
	atomic_uint count;
	struct str *blocks[BLOCKS_MAX];
};

struct lexicon *lexicon_new(void)
{
	struct lexicon *lexicon = xmalloc(sizeof(*lexicon));

	*lexicon = (struct lexicon){ 0 };
	pthread_mutex_init(&lexicon->mutex, NULL);
	for (unsigned i = 0; i < STRIPES; i++)
		pthread_mutex_init(&lexicon->stripes[i].mutex, NULL);
	return lexicon;
}

void lexicon_free(struct lexicon *lexicon)
{
	if (!lexicon)
		return;
	for (unsigned i = 0; i < STRIPES; i++) {
		struct stripe *stripe = &lexicon->stripes[i];

		table_clear(&stripe->words);
		free(stripe->numbers);
		arena_clear(&stripe->arena);
		pthread_mutex_destroy(&stripe->mutex);
	}
	for (unsigned i = 0; i < BLOCKS_MAX && lexicon->blocks[i]; i++)
		free(lexicon->blocks[i]);
	pthread_mutex_destroy(&lexicon->mutex);
	free(lexicon);
}

/* Give a word, which is kept already, the next number. */
static uint32_t append(struct lexicon *lexicon, struct str word)
{
	struct str **block;
	uint32_t number;

	pthread_mutex_lock(&lexicon->mutex);
	number = atomic_load(&lexicon->count);
	if (number / BLOCK == BLOCKS_MAX)
		out_of_memory(SIZE_MAX);
	block = &lexicon->blocks[number / BLOCK];
	if (!*block)
		*block = xrealloc_array(NULL, BLOCK, sizeof(**block));
	(*block)[number % BLOCK] = word;
	atomic_store(&lexicon->count, number + 1);
	pthread_mutex_unlock(&lexicon->mutex);
	return number;
}

struct lexicon_memo *lexicon_memo_new(void)
{
	return xcalloc(1, sizeof(struct lexicon_memo));
}

static uint32_t look_up(struct lexicon *lexicon, struct stripe *stripe, struct str word)
{
	uint32_t at, cap;

	pthread_mutex_lock(&stripe->mutex);
	at = table_find(&stripe->words, word);
	if (at == TABLE_NONE) {
		word = arena_str(&stripe->arena, word);
		cap = stripe->words.cap;
		at = table_add(&stripe->words, word, NULL);
		if (stripe->words.cap != cap)
			stripe->numbers =
				xrealloc_array(stripe->numbers, stripe->words.cap,
			                       sizeof(*stripe->numbers));
		stripe->numbers[at] = append(lexicon, word);
	}
	at = stripe->numbers[at];
	pthread_mutex_unlock(&stripe->mutex);
	return at;
}

uint32_t lexicon_add(struct lexicon *lexicon, struct lexicon_memo *memo, struct str word)
{
	uint64_t hash = hash_short(word);
	uint32_t *number = &memo->numbers[hash % MEMO_SIZE];

	/* The tables take other bits of the same hash. */
	if (*number == 0 || !str_eq(lexicon_word(lexicon, *number - 1), word))
		*number = look_up(lexicon, &lexicon->stripes[hash >> 32 & (STRIPES - 1)],
		                  word) +
		          1;
	return *number - 1;
}

struct str lexicon_word(const struct lexicon *lexicon, uint32_t number)
{
	return lexicon->blocks[number / BLOCK][number % BLOCK];
}

uint32_t lexicon_count(const struct lexicon *lexicon)
{
	return atomic_load(&((struct lexicon *)(uintptr_t)lexicon)->count);
}
