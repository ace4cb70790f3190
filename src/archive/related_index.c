#include "archive/related_index.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The most that words weigh: 92 of bag_weight by that. */
#define WEIGHT_MAX 184

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

struct vector vector_of(const struct weights *weights, struct str packed,
                        struct arena *arena)
{
	struct heap heap = { 0 };
	struct vector vector;
	struct bag_word word;
	struct bag bag;

	if (bag_open(packed, &bag))
		while (bag_next(&bag, &word))
			heap_add(&heap, word.term,
			         bag_weight(word.step) * weight_of(weights, word.term));
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
	uint8_t *rarities;  /* what each word weighs */
	struct heap *heaps; /* one for each thread */
	uint32_t ranges;    /* into which the words are cut */
};

uint32_t related_index_word(const struct related_index *index, uint32_t term)
{
	return wordset_has(&index->words, term) ? wordset_number(&index->words, term)
	                                        : WORD_NONE;
}

static void weigh_words(struct making *making)
{
	const struct related_index *index = making->index;
	const struct weights *weights = &index->weights;

	making->rarities = xmalloc(index->words.count + 1);
	memset(making->rarities, WEIGHT_RARE, index->words.count);
	for (uint32_t i = 0; i < weights->count; i++)
		if (wordset_has(&index->words, weights->terms[i]))
			making->rarities[wordset_number(
				&index->words, weights->terms[i])] = weights->values[i];
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
	struct sketch sketch = { 0 };
	struct bag_word word;
	struct bag bag;

	heap->count = 0;
	if (!bag_open(making->bags[article], &bag))
		return;
	index->labels[article] = label_of(&bag, &index->arenas[worker]);
	while (bag_next(&bag, &word)) {
		uint32_t number = wordset_number(&index->words, word.term);

		heap_add(heap, number, bag_weight(word.step) * making->rarities[number]);
		if (word.in_body)
			sketch_add(&sketch, word.term);
	}
	index->sketches[article] = sketch;
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
	uint32_t first =
		(uint32_t)((uint64_t)index->words.count * range / making->ranges);
	uint32_t end =
		(uint32_t)((uint64_t)index->words.count * (range + 1) / making->ranges);

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

	index->starts = xcalloc(index->words.count + 2, sizeof(*index->starts));
	making->ranges = pool_size(pool);
	pool_run_long(pool, making->ranges, count_range, making);
	for (uint32_t i = 0; i < index->words.count; i++) {
		uint32_t so_many = index->starts[i + 1];

		index->starts[i + 1] = total;
		total += so_many;
	}
	index->postings = xmalloc_large((size_t)total + 1, sizeof(struct posting));
	index->posted = xmalloc_large((size_t)total + 1, sizeof(*index->posted));
	pool_run_long(pool, making->ranges, fill_range, making);
}

void related_index_make(struct related_index *index, const struct str *bags,
                        uint32_t count, const struct weights *kept, struct pool *pool)
{
	struct making making = { .index = index, .bags = bags };
	unsigned threads = pool_size(pool);
	struct frequencies counted;

	*index = (struct related_index){ .count = count,
		                         .bags = bags,
		                         .threads = threads };
	index->arenas = xcalloc(threads, sizeof(*index->arenas));
	index->vectors = ARENA_ARRAY(&index->arenas[0], struct vector, count);
	index->labels = ARENA_ARRAY(&index->arenas[0], struct label, count);
	index->sketches = ARENA_ARRAY(&index->arenas[0], struct sketch, count);
	wordset_make(&index->words, bags, count, pool);
	if (kept) {
		index->weights = *kept;
	} else {
		frequencies_count(&counted, &index->words, bags, count, pool,
		                  &index->arenas[0]);
		index->weights = weights_of(&counted, &index->arenas[0]);
	}
	weigh_words(&making);
	making.heaps = xcalloc(threads, sizeof(*making.heaps));
	pool_run(pool, count, make_one, &making);
	for (unsigned i = 0; i < threads; i++)
		free(making.heaps[i].items);
	free(making.heaps);
	free(making.rarities);
	make_postings(&making, pool);
}

void related_index_clear(struct related_index *index)
{
	for (unsigned i = 0; i < index->threads; i++)
		arena_clear(&index->arenas[i]);
	free(index->arenas);
	free(index->starts);
	free(index->postings);
	free(index->posted);
	wordset_clear(&index->words);
	*index = (struct related_index){ 0 };
}

bool related_index_same(const struct related_index *index, uint32_t a, uint32_t b)
{
	return sketches_agree(&index->sketches[a], &index->sketches[b]) &&
	       bodies_agree(index->bags[a], index->bags[b]);
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
