#include "archive/related_index.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/rising.h"

#define TERMS (1u << BAG_TERM_BITS)
#define BLOCK 4 /* 64-bit words of the set of terms under one rank */

/*
 * What a word weighs that is said by less than 8 %, or 55 %, of the articles. There are
 * no more steps: each is a border that words pass when an old article changes, and then
 * the lists of all that say them may change.
 */
#define WEIGHT_RARE   2
#define WEIGHT_COMMON 1
#define RARE_BELOW    8
#define COMMON_BELOW  55
#define FEW           3 /* who say it do not make a word too common */

/* The most that words weigh: 92 of bag_weight by that. */
#define WEIGHT_MAX 184

/* What a word weighs that so many of the oldest articles say. */
static uint8_t weight_of(uint32_t prefix, uint32_t said_by)
{
	uint64_t part = (uint64_t)said_by * 100;

	if (part < (uint64_t)prefix * RARE_BELOW)
		return WEIGHT_RARE;
	return said_by <= FEW || part < (uint64_t)prefix * COMMON_BELOW ? WEIGHT_COMMON
	                                                                : 0;
}

/*
 * Vectors
 */

/* The words of an article before they are sorted. */
struct heap {
	struct heavy {
		uint32_t word, weight;
	} * items;
	uint32_t count, cap;
};

static void heap_add(struct heap *heap, uint32_t word, uint32_t weight)
{
	if (weight == 0)
		return;
	if (heap->count == heap->cap) {
		heap->cap = heap->cap ? heap->cap * 2 : 1024;
		heap->items =
			xrealloc_array(heap->items, heap->cap, sizeof(*heap->items));
	}
	heap->items[heap->count++] = (struct heavy){ word, weight };
}

/* Square roots are rounded right on every machine (IEEE 754), and n is below 2^53. */
uint32_t root_of(uint64_t n)
{
	return (uint32_t)sqrt((double)n);
}

/* The heaviest in order (a counting sort: of the same weight, the first word first). */
static uint32_t pick_heaviest(const struct heap *heap, struct heavy picked[VECTOR_MAX])
{
	uint32_t places[WEIGHT_MAX + 2] = { 0 }, count = 0;

	for (uint32_t i = 0; i < heap->count; i++)
		places[heap->items[i].weight]++;
	for (uint32_t weight = WEIGHT_MAX + 1; weight-- > 0;) {
		uint32_t so_many = places[weight];

		places[weight] = count;
		count += so_many;
	}
	for (uint32_t i = 0; i < heap->count; i++) {
		uint32_t place = places[heap->items[i].weight]++;

		if (place < VECTOR_MAX)
			picked[place] = heap->items[i];
	}
	return count < VECTOR_MAX ? count : VECTOR_MAX;
}

static struct vector make_vector(const struct heap *heap, struct arena *arena)
{
	struct heavy picked[VECTOR_MAX];
	uint32_t count = pick_heaviest(heap, picked), length;
	uint64_t squares = 0;
	struct vector vector = { 0 };

	for (uint32_t i = 0; i < count; i++)
		squares += (uint64_t)picked[i].weight * picked[i].weight;
	length = root_of(squares);
	vector.words = arena_alloc_raw(arena, count * sizeof(*vector.words));
	vector.weights = arena_alloc_raw(arena, count);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t weight = (picked[i].weight * VECTOR_ONE + length / 2) / length;

		if (weight == 0)
			break;
		vector.words[vector.count] = picked[i].word;
		vector.weights[vector.count++] =
			(uint8_t)(weight < VECTOR_ONE ? weight : VECTOR_ONE);
	}
	return vector;
}

static uint32_t frozen_weight(const struct frozen *frozen, uint32_t term)
{
	uint32_t low = rising_place(frozen->terms, frozen->count, term);

	return low < frozen->count && frozen->terms[low] == term ? frozen->weights[low]
	                                                         : WEIGHT_RARE;
}

struct vector vector_of(const struct frozen *frozen, struct str packed,
                        struct arena *arena)
{
	struct heap heap = { 0 };
	struct vector vector;
	struct bag_word word;
	struct bag bag;

	if (bag_open(packed, &bag))
		while (bag_next(&bag, &word))
			heap_add(&heap, word.term,
			         bag_weight(word.step) *
			                 frozen_weight(frozen, word.term));
	vector = make_vector(&heap, arena);
	free(heap.items);
	return vector;
}

/*
 * Words
 */

struct making {
	struct related_index *index;
	const struct str *bags;
	uint32_t last;      /* the end of the articles that are asked */
	uint32_t **said_by; /* for each thread: how many articles say a word */
	uint8_t *rarities;  /* of each word */
	struct heap *heaps; /* one for each thread */
	uint32_t ranges;    /* into which the words are cut */
};

static void collect_terms(void *context, unsigned worker, size_t article)
{
	struct making *making = context;
	_Atomic uint64_t *terms = making->index->terms;
	struct bag_word word;
	struct bag bag;

	(void)worker;
	if (!bag_open(making->bags[article], &bag))
		return;
	while (bag_next(&bag, &word)) {
		uint64_t bit = (uint64_t)1 << word.term % 64;

		if (!(atomic_load_explicit(&terms[word.term / 64], memory_order_relaxed) &
		      bit))
			atomic_fetch_or_explicit(&terms[word.term / 64], bit,
			                         memory_order_relaxed);
	}
}

/* Words are numbered in the order of their terms. */
static void number_terms(struct related_index *index)
{
	uint32_t count = 0;

	index->ranks = xrealloc_array(NULL, TERMS / 64 / BLOCK, sizeof(*index->ranks));
	for (uint32_t i = 0; i < TERMS / 64; i++) {
		if (i % BLOCK == 0)
			index->ranks[i / BLOCK] = count;
		count += (uint32_t)__builtin_popcountll(index->terms[i]);
	}
	index->word_count = count;
}

static bool is_word(const struct related_index *index, uint32_t term)
{
	return index->terms[term / 64] >> term % 64 & 1;
}

static uint32_t number_of(const struct related_index *index, uint32_t term)
{
	uint32_t last = term / 64, number = index->ranks[last / BLOCK];

	for (uint32_t i = last / BLOCK * BLOCK; i < last; i++)
		number += (uint32_t)__builtin_popcountll(index->terms[i]);
	return number + (uint32_t)__builtin_popcountll(index->terms[last] &
	                                               (((uint64_t)1 << term % 64) - 1));
}

uint32_t related_index_word(const struct related_index *index, uint32_t term)
{
	return is_word(index, term) ? number_of(index, term) : WORD_NONE;
}

static void count_articles(void *context, unsigned worker, size_t article)
{
	struct making *making = context;
	struct bag_word word;
	struct bag bag;

	if (!bag_open(making->bags[article], &bag))
		return;
	while (bag_next(&bag, &word))
		making->said_by[worker][number_of(making->index, word.term)]++;
}

static uint32_t period_of(struct date date, bool by_month)
{
	return by_month ? (uint32_t)(date.year * 12 + date.month) : (uint32_t)date.year;
}

/*
 * The end of the oldest articles: at least so many, and of whole years, or months. 0 if
 * that is all of them.
 */
static uint32_t whole_periods(const struct making *making, uint32_t least, bool by_month)
{
	uint32_t count = 0, last = UINT32_MAX;
	struct bag bag;

	for (uint32_t i = 0; i < making->index->count; i++) {
		if (!bag_open(making->bags[i], &bag))
			continue;
		if (count >= least && period_of(bag.date, by_month) != last)
			return i;
		last = period_of(bag.date, by_month);
		count++;
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

/* Who is asked how common a word is: those of some years, so that news of today are not.
 */
static void choose_prefix(struct making *making)
{
	struct frozen *frozen = &making->index->frozen;
	uint32_t count = 0, power;

	for (uint32_t i = 0; i < making->index->count; i++)
		count += making->bags[i].len != 0;
	power = power_of_two_below(count);
	frozen->prefix = power / 2;
	making->last = whole_periods(making, power / 2, false);
	if (!making->last)
		making->last = whole_periods(making, power / 2, true);
	if (!making->last) {
		frozen->prefix = power;
		making->last = making->index->count;
	}
}

/* What each word weighs; frozen are those that weigh less than the rarest. */
static void weigh_words(struct making *making)
{
	struct related_index *index = making->index;
	struct frozen *frozen = &index->frozen;

	making->rarities = xmalloc(index->word_count + 1);
	for (uint32_t i = 0; i < index->word_count; i++) {
		uint32_t said_by = 0;

		for (unsigned j = 0; j < index->threads; j++)
			said_by += making->said_by[j][i];
		making->rarities[i] = weight_of(frozen->prefix, said_by);
		frozen->count += making->rarities[i] < WEIGHT_RARE;
	}
	frozen->terms = ARENA_ARRAY(&index->arenas[0], uint32_t, frozen->count);
	frozen->weights = ARENA_ARRAY(&index->arenas[0], uint8_t, frozen->count);
	frozen->count = 0;
	for (uint32_t term = 0, number = 0; number < index->word_count; term++) {
		if (index->terms[term / 64] == 0)
			term |= 63;
		else if (is_word(index, term) &&
		         making->rarities[number++] < WEIGHT_RARE) {
			frozen->terms[frozen->count] = term;
			frozen->weights[frozen->count++] = making->rarities[number - 1];
		}
	}
}

static struct label label_of(struct bag *bag, struct arena *arena)
{
	struct label label = { .day = date_to_days(bag->date),
		               .tag_count = bag->tag_count };

	label.tags = ARENA_ARRAY(arena, uint32_t, bag->tag_count);
	for (uint32_t i = 0; i < bag->tag_count; i++)
		label.tags[i] = bag_next_tag(bag);
	return label;
}

static void make_one(void *context, unsigned worker, size_t article)
{
	struct making *making = context;
	struct related_index *index = making->index;
	struct heap *heap = &making->heaps[worker];
	struct bag_word word;
	struct bag bag;

	heap->count = 0;
	if (!bag_open(making->bags[article], &bag))
		return;
	index->labels[article] = label_of(&bag, &index->arenas[worker]);
	while (bag_next(&bag, &word)) {
		uint32_t number = number_of(index, word.term);

		heap_add(heap, number, bag_weight(word.step) * making->rarities[number]);
	}
	index->vectors[article] = make_vector(heap, &index->arenas[worker]);
}

/*
 * Postings
 */

/* The postings of a range of words: first how many each has, then which. */
static void post_range(void *context, unsigned worker, size_t range, bool counts)
{
	struct making *making = context;
	struct related_index *index = making->index;
	uint32_t first = (uint32_t)((uint64_t)index->word_count * range / making->ranges);
	uint32_t end =
		(uint32_t)((uint64_t)index->word_count * (range + 1) / making->ranges);

	(void)worker;
	for (uint32_t i = 0; i < index->count; i++) {
		const struct vector *vector = &index->vectors[i];

		for (uint32_t j = 0; j < vector->count; j++) {
			uint32_t word = vector->words[j], place;

			if (word < first || word >= end)
				continue;
			place = index->starts[word + 1]++;
			if (counts)
				continue;
			index->postings[place] =
				(struct posting){ i & 0x7fffffffu, j < VECTOR_TOP };
			index->posted[place] = vector->weights[j];
		}
	}
}

static void count_range(void *context, unsigned worker, size_t range)
{
	post_range(context, worker, range, true);
}

static void fill_range(void *context, unsigned worker, size_t range)
{
	post_range(context, worker, range, false);
}

/* starts[w + 1] is how many postings w has, then where its next one goes: its end. */
static void make_postings(struct making *making, struct pool *pool)
{
	struct related_index *index = making->index;
	uint32_t total = 0;

	index->starts = xcalloc(index->word_count + 2, sizeof(*index->starts));
	making->ranges = pool_size(pool);
	pool_run_long(pool, making->ranges, count_range, making);
	for (uint32_t i = 0; i < index->word_count; i++) {
		uint32_t so_many = index->starts[i + 1];

		index->starts[i + 1] = total;
		total += so_many;
	}
	index->postings = xrealloc_array(NULL, (size_t)total + 1, sizeof(struct posting));
	index->posted = xmalloc((size_t)total + 1);
	pool_run_long(pool, making->ranges, fill_range, making);
}

void related_index_make(struct related_index *index, const struct str *bags,
                        uint32_t count, struct pool *pool)
{
	struct making making = { .index = index, .bags = bags };
	unsigned threads = pool_size(pool);

	*index = (struct related_index){ .count = count, .threads = threads };
	index->arenas = xcalloc(threads, sizeof(*index->arenas));
	index->vectors = ARENA_ARRAY(&index->arenas[0], struct vector, count);
	index->labels = ARENA_ARRAY(&index->arenas[0], struct label, count);
	index->terms = xcalloc(TERMS / 64, sizeof(*index->terms));
	pool_run(pool, count, collect_terms, &making);
	number_terms(index);
	choose_prefix(&making);
	making.said_by = xcalloc(threads, sizeof(*making.said_by));
	making.heaps = xcalloc(threads, sizeof(*making.heaps));
	for (unsigned i = 0; i < threads; i++)
		making.said_by[i] = xcalloc(index->word_count + 1, sizeof(uint32_t));
	pool_run(pool, making.last, count_articles, &making);
	weigh_words(&making);
	for (unsigned i = 0; i < threads; i++)
		free(making.said_by[i]);
	pool_run(pool, count, make_one, &making);
	for (unsigned i = 0; i < threads; i++)
		free(making.heaps[i].items);
	make_postings(&making, pool);
	free(making.said_by);
	free(making.heaps);
	free(making.rarities);
}

void related_index_clear(struct related_index *index)
{
	for (unsigned i = 0; i < index->threads; i++)
		arena_clear(&index->arenas[i]);
	free(index->arenas);
	free(index->starts);
	free(index->postings);
	free(index->posted);
	free(index->terms);
	free(index->ranks);
	*index = (struct related_index){ 0 };
}

/* Among the postings of a word the first that is not before an article. */
static uint32_t place_of(const struct related_index *index, uint32_t word,
                         uint32_t article)
{
	uint32_t low = index->starts[word], high = index->starts[word + 1];

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (index->postings[middle].article < article)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct places related_index_around(const struct related_index *index, uint32_t word,
                                   uint32_t article, uint32_t reach)
{
	uint32_t place = place_of(index, word, article);
	struct places around = { index->starts[word], index->starts[word + 1] };

	if (place - around.first > reach)
		around.first = place - reach;
	if (around.end - place > reach + 1)
		around.end = place + 1 + reach;
	return around;
}

/*
 * What words weigh, to be remembered
 */

void frozen_pack(const struct frozen *frozen, struct buf *out)
{
	uint32_t last = 0;

	pack_uint(out, frozen->prefix);
	pack_uint(out, frozen->count);
	for (uint32_t i = 0; i < frozen->count; i++) {
		pack_uint(out, frozen->terms[i] - last);
		pack_uint(out, frozen->weights[i]);
		last = frozen->terms[i];
	}
}

bool frozen_unpack(struct frozen *frozen, struct unpack *in, struct arena *arena)
{
	uint32_t last = 0;

	frozen->prefix = (uint32_t)unpack_uint(in);
	frozen->count = (uint32_t)unpack_count(in);
	frozen->terms = ARENA_ARRAY(arena, uint32_t, frozen->count);
	frozen->weights = ARENA_ARRAY(arena, uint8_t, frozen->count);
	for (uint32_t i = 0; i < frozen->count; i++) {
		last += (uint32_t)unpack_uint(in);
		frozen->terms[i] = last;
		frozen->weights[i] = (uint8_t)unpack_uint(in);
	}
	return !in->failed;
}
