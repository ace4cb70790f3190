#include "archive/weights.h"

#include <stdlib.h>
#include <string.h>

#include "archive/bag.h"
#include "base/rising.h"

/* What is said by fewer than so many percent of the articles. */
#define RARE_BELOW   8
#define COMMON_BELOW 55

#define WEIGHT_COMMON 1

#define FEW 3 /* who say it do not make a word weigh nothing */

/*
 * Who is asked
 */

/* The oldest articles, [0, end), and how many they are held to be. */
struct asked {
	uint32_t end, count;
};

static uint32_t period_of(struct date date, bool by_month)
{
	return by_month ? (uint32_t)(date.year * 12 + date.month) : (uint32_t)date.year;
}

/*
 * The end of the oldest articles: at least so many, and of whole years, or months. 0 if
 * that is all of them.
 */
static uint32_t whole_periods(const struct str *bags, uint32_t count, uint32_t least,
                              bool by_month)
{
	uint32_t so_many = 0, last = UINT32_MAX;
	struct bag bag;

	for (uint32_t i = 0; i < count; i++) {
		if (!bag_open(bags[i], &bag))
			continue;
		if (so_many >= least && period_of(bag.date, by_month) != last)
			return i;
		last = period_of(bag.date, by_month);
		so_many++;
	}
	return 0;
}

static uint32_t power_of_two_below(uint32_t n)
{
	uint32_t power = 1;

	while (power <= n / 2)
		power *= 2;
	return n ? power : 0;
}

static struct asked choose(const struct str *bags, uint32_t count)
{
	uint32_t so_many = 0, power;
	struct asked asked;

	for (uint32_t i = 0; i < count; i++)
		so_many += bags[i].len != 0;
	power = power_of_two_below(so_many);
	asked.count = power / 2;
	asked.end = whole_periods(bags, count, power / 2, false);
	if (!asked.end)
		asked.end = whole_periods(bags, count, power / 2, true);
	if (!asked.end)
		asked = (struct asked){ count, power };
	return asked;
}

uint32_t frequencies_would_ask(const struct str *bags, uint32_t count)
{
	return choose(bags, count).count;
}

/*
 * What they say
 */

struct counting {
	const struct wordset *words;
	const struct str *bags;
	uint32_t **said_by; /* for each thread: how many articles say each word */
};

static void count_words(void *context, unsigned worker, size_t article)
{
	struct counting *counting = context;
	struct bag_word word;
	struct bag bag;

	if (!bag_open(counting->bags[article], &bag))
		return;
	while (bag_next(&bag, &word))
		counting->said_by[worker][wordset_number(counting->words, word.term)]++;
}

/* Is a word common enough to be among frequencies? */
static bool is_common(uint32_t asked, uint32_t said_by)
{
	return (uint64_t)said_by * 100 >= (uint64_t)asked * RARE_BELOW;
}

static void keep_common(struct frequencies *frequencies, const struct wordset *words,
                        const uint32_t *said_by, struct arena *arena)
{
	uint32_t term = 0;

	for (uint32_t i = 0; i < words->count; i++)
		frequencies->count += is_common(frequencies->asked, said_by[i]);
	frequencies->terms = ARENA_ARRAY(arena, uint32_t, frequencies->count);
	frequencies->said_by = ARENA_ARRAY(arena, uint32_t, frequencies->count);
	frequencies->count = 0;
	for (uint32_t i = 0; i < words->count; i++, term++) {
		term = wordset_next(words, term);
		if (!is_common(frequencies->asked, said_by[i]))
			continue;
		frequencies->terms[frequencies->count] = term;
		frequencies->said_by[frequencies->count++] =
			said_by[i] < frequencies->asked ? said_by[i] : frequencies->asked;
	}
}

void frequencies_count(struct frequencies *frequencies, const struct wordset *words,
                       const struct str *bags, uint32_t count, struct pool *pool,
                       struct arena *arena)
{
	struct counting counting = { words, bags, NULL };
	struct asked asked = choose(bags, count);
	unsigned threads = pool_size(pool);

	*frequencies = (struct frequencies){ .asked = asked.count };
	counting.said_by = xcalloc(threads, sizeof(*counting.said_by));
	for (unsigned i = 0; i < threads; i++)
		counting.said_by[i] = xcalloc(words->count + 1, sizeof(uint32_t));
	pool_run(pool, asked.end, count_words, &counting);
	for (unsigned i = 1; i < threads; i++) {
		for (uint32_t j = 0; j < words->count; j++)
			counting.said_by[0][j] += counting.said_by[i][j];
		free(counting.said_by[i]);
	}
	keep_common(frequencies, words, counting.said_by[0], arena);
	free(counting.said_by[0]);
	free(counting.said_by);
}

/*
 * Weights
 */

static uint8_t value_of(uint32_t asked, uint32_t said_by)
{
	if (!is_common(asked, said_by))
		return WEIGHT_RARE;
	return said_by <= FEW || (uint64_t)said_by * 100 < (uint64_t)asked * COMMON_BELOW
	               ? WEIGHT_COMMON
	               : 0;
}

struct weights weights_of(const struct frequencies *frequencies, struct arena *arena)
{
	struct weights weights = {
		.terms = ARENA_ARRAY(arena, uint32_t, frequencies->count),
		.values = ARENA_ARRAY(arena, uint8_t, frequencies->count),
	};

	for (uint32_t i = 0; i < frequencies->count; i++) {
		uint8_t value = value_of(frequencies->asked, frequencies->said_by[i]);

		weights.terms[weights.count] = frequencies->terms[i];
		weights.values[weights.count] = value;
		weights.count += value < WEIGHT_RARE;
	}
	return weights;
}

uint32_t weight_of(const struct weights *weights, uint32_t term)
{
	uint32_t at = rising_place(weights->terms, weights->count, term);

	return at < weights->count && weights->terms[at] == term ? weights->values[at]
	                                                         : WEIGHT_RARE;
}

bool weights_eq(const struct weights *a, const struct weights *b)
{
	return a->count == b->count &&
	       (a->count == 0 ||
	        (memcmp(a->terms, b->terms, a->count * sizeof(*a->terms)) == 0 &&
	         memcmp(a->values, b->values, a->count) == 0));
}

void weights_pack(const struct weights *weights, struct buf *out)
{
	uint32_t last = 0;

	pack_uint(out, weights->count);
	for (uint32_t i = 0; i < weights->count; i++) {
		pack_uint(out, weights->terms[i] - last);
		pack_uint(out, weights->values[i]);
		last = weights->terms[i];
	}
}

bool weights_unpack(struct weights *weights, struct unpack *in, struct arena *arena)
{
	uint32_t last = 0;

	weights->count = (uint32_t)unpack_count(in);
	weights->terms = ARENA_ARRAY(arena, uint32_t, weights->count);
	weights->values = ARENA_ARRAY(arena, uint8_t, weights->count);
	for (uint32_t i = 0; i < weights->count; i++) {
		last += (uint32_t)unpack_uint(in);
		weights->terms[i] = last;
		weights->values[i] = (uint8_t)unpack_uint(in);
	}
	return !in->failed;
}
