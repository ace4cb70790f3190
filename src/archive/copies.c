#include "archive/copies.h"

#define SAMPLE 64 /* words of a sketch */

/* What bodies must weigh: a few words agree by chance. */
#define BODY_LEAST (8 * WEIGHT_RARE)

/* In hundredths: how much of them must be the same. */
#define AGREE_LEAST 85

void sketch_add(struct sketch *sketch, uint32_t term, uint32_t weight)
{
	if (weight == 0 || sketch->count == SAMPLE)
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

/* The next word of a body that weighs anything; 0: there is none. */
static uint32_t next_weight(const struct weights *weights, struct bag *bag,
                            struct bag_word *word)
{
	while (bag_next(bag, word)) {
		uint32_t weight = word->in_body ? weight_of(weights, word->term) : 0;

		if (weight)
			return weight;
	}
	return 0;
}

/* The cosine of the two sets of words is shared / sqrt(all[0] * all[1]). */
static bool is_alike(uint64_t shared, const uint64_t all[2])
{
	return all[0] >= BODY_LEAST && all[1] >= BODY_LEAST &&
	       shared * shared * 100 * 100 >= AGREE_LEAST * AGREE_LEAST * all[0] * all[1];
}

bool bodies_agree(const struct weights *weights, struct str a, struct str b)
{
	struct bag bags[2];
	struct bag_word words[2];
	uint32_t weight[2];
	uint64_t all[2] = { 0 }, shared = 0;

	if (!bag_open(a, &bags[0]) || !bag_open(b, &bags[1]))
		return false;
	for (int i = 0; i < 2; i++)
		weight[i] = next_weight(weights, &bags[i], &words[i]);
	while (weight[0] || weight[1]) {
		bool first = !weight[1] || (weight[0] && words[0].term <= words[1].term);
		bool second = !weight[0] || (weight[1] && words[1].term <= words[0].term);

		shared += first && second ? weight[0] : 0;
		if (first) {
			all[0] += weight[0];
			weight[0] = next_weight(weights, &bags[0], &words[0]);
		}
		if (second) {
			all[1] += weight[1];
			weight[1] = next_weight(weights, &bags[1], &words[1]);
		}
	}
	return is_alike(shared, all);
}
