#include "import/likeness.h"

#include "base/hash.h"
#include "import/wordlist.h"

#define BITS     64
#define NEAR_MAX 6 /* bits in which texts differ that are nearly the same */

uint64_t likeness_of(struct arena *arena, struct str text)
{
	struct str words = words_of(arena, text), word, before = { 0 };
	int32_t votes[BITS] = { 0 };
	uint64_t likeness = 0;

	/* Pairs of words, so that their order counts. */
	while (words_next(&words, &word)) {
		struct str pair = word;
		uint64_t hash;

		if (before.len)
			pair = (struct str){ before.ptr,
				             (size_t)(word.ptr + word.len - before.ptr) };
		hash = hash_short(pair);
		for (unsigned bit = 0; bit < BITS; bit++)
			votes[bit] += hash >> bit & 1 ? 1 : -1;
		before = word;
	}
	for (unsigned bit = 0; bit < BITS; bit++)
		if (votes[bit] > 0)
			likeness |= (uint64_t)1 << bit;
	return likeness;
}

bool likeness_is_near(uint64_t a, uint64_t b)
{
	unsigned differing = 0;

	for (uint64_t bits = a ^ b; bits; bits &= bits - 1)
		differing++;
	return differing <= NEAR_MAX;
}
