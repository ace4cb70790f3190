#include "archive/wordset.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "archive/bag.h"

#define TERMS (1u << BAG_TERM_BITS)
#define CELLS (TERMS / 64)
#define BLOCK 4 /* cells under one rank */

struct making {
	struct wordset *words;
	const struct str *bags;
};

static void collect(void *context, unsigned worker, size_t article)
{
	const struct making *making = context;
	_Atomic uint64_t *bits = making->words->bits;
	struct bag_word word;
	struct bag bag;

	(void)worker;
	if (!bag_open(making->bags[article], &bag))
		return;
	while (bag_next(&bag, &word)) {
		_Atomic uint64_t *cell = &bits[word.term / 64];
		uint64_t bit = (uint64_t)1 << word.term % 64;

		if (!(atomic_load_explicit(cell, memory_order_relaxed) & bit))
			atomic_fetch_or_explicit(cell, bit, memory_order_relaxed);
	}
}

void wordset_make(struct wordset *words, const struct str *bags, uint32_t count,
                  struct pool *pool)
{
	struct making making = { words, bags };

	*words = (struct wordset){ .bits = xcalloc(CELLS, sizeof(*words->bits)) };
	pool_run(pool, count, collect, &making);
	words->ranks = xrealloc_array(NULL, CELLS / BLOCK, sizeof(*words->ranks));
	for (uint32_t i = 0; i < CELLS; i++) {
		if (i % BLOCK == 0)
			words->ranks[i / BLOCK] = words->count;
		words->count += (uint32_t)__builtin_popcountll(words->bits[i]);
	}
}

void wordset_clear(struct wordset *words)
{
	free(words->bits);
	free(words->ranks);
	*words = (struct wordset){ 0 };
}

bool wordset_has(const struct wordset *words, uint32_t term)
{
	return words->bits[term / 64] >> term % 64 & 1;
}

uint32_t wordset_number(const struct wordset *words, uint32_t term)
{
	uint32_t last = term / 64, number = words->ranks[last / BLOCK];

	for (uint32_t i = last / BLOCK * BLOCK; i < last; i++)
		number += (uint32_t)__builtin_popcountll(words->bits[i]);
	return number + (uint32_t)__builtin_popcountll(words->bits[last] &
	                                               (((uint64_t)1 << term % 64) - 1));
}

uint32_t wordset_next(const struct wordset *words, uint32_t term)
{
	uint64_t cell;

	if (term >= TERMS)
		return UINT32_MAX;
	cell = words->bits[term / 64] >> term % 64;
	if (cell)
		return term + (uint32_t)__builtin_ctzll(cell);
	for (uint32_t i = term / 64 + 1; i < CELLS; i++)
		if (words->bits[i])
			return i * 64 + (uint32_t)__builtin_ctzll(words->bits[i]);
	return UINT32_MAX;
}
