#include "archive/copies.h"

#define SAMPLE 64 /* words of a sketch */

/* Words of a body: fewer agree by chance. */
#define BODY_LEAST 12

/* In hundredths: how much of them must be the same. */
#define AGREE_LEAST 85

void sketch_add(struct sketch *sketch, uint32_t term)
{
	if (sketch->count == SAMPLE)
		return;
	sketch->bits[term >> 6 & 3] |= (uint64_t)1 << (term & 63);
	sketch->count++;
}

/* Of bodies that agree more than two thirds of a sample do, and seldom of others. */
bool sketches_agree(const struct sketch *a, const struct sketch *b)
{
	uint32_t most = a->count > b->count ? a->count : b->count, shared = 0;

	for (int i = 0; i < 4; i++)
		shared += (uint32_t)__builtin_popcountll(a->bits[i] & b->bits[i]);
	return most && shared * 3 > most * 2;
}

/* The next word of a body; false at the end. */
static bool next(struct bag *bag, struct bag_word *word)
{
	while (bag_next(bag, word))
		if (word->in_body)
			return true;
	return false;
}

/* The cosine of the two sets of words is shared / sqrt(all[0] * all[1]). */
static bool is_alike(uint64_t shared, const uint64_t all[2])
{
	return all[0] >= BODY_LEAST && all[1] >= BODY_LEAST &&
	       shared * shared * 100 * 100 >= AGREE_LEAST * AGREE_LEAST * all[0] * all[1];
}

bool bodies_agree(struct str a, struct str b)
{
	struct bag bags[2];
	struct bag_word words[2];
	uint64_t all[2] = { 0 }, shared = 0;
	bool more[2];

	if (!bag_open(a, &bags[0]) || !bag_open(b, &bags[1]))
		return false;
	for (int i = 0; i < 2; i++)
		more[i] = next(&bags[i], &words[i]);
	while (more[0] || more[1]) {
		bool first = more[0] && (!more[1] || words[0].term <= words[1].term);
		bool second = more[1] && (!more[0] || words[1].term <= words[0].term);

		shared += first && second;
		all[0] += first;
		all[1] += second;
		if (first)
			more[0] = next(&bags[0], &words[0]);
		if (second)
			more[1] = next(&bags[1], &words[1]);
	}
	return is_alike(shared, all);
}
