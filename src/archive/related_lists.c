#include "archive/related_lists.h"

#include <stdlib.h>
#include <string.h>

#define COPY_LEAST  (RELATED_ONE / 10 * 9)  /* cosine of copies */
#define SCORE_LEAST (RELATED_ONE / 10)      /* below it nothing is related */
#define TAGS_ALL    (RELATED_ONE / 100 * 8) /* what equal tags add */

#define PER_DAY 4278459964u /* 2^32 * 2^(-1 / 180): what a day leaves of it */

void finder_open(struct finder *finder, const struct related_index *index)
{
	*finder = (struct finder){ .index = index };
	finder->scores = xcalloc(index->count, sizeof(*finder->scores));
	finder->touched = xrealloc_array(NULL, index->count + 1, sizeof(uint32_t));
	finder->marks = xcalloc(index->words.count, 1);
	for (uint64_t i = 0, left = (uint64_t)1 << 32; i < RELATED_HALF_LIFE; i++) {
		finder->nearness[i] = (uint32_t)(left >> 16);
		left = left * PER_DAY >> 32;
	}
}

void finder_close(struct finder *finder)
{
	free(finder->scores);
	free(finder->touched);
	free(finder->marks);
}

/*
 * Candidates
 */

/* Add up what an article and those around it share of one word. */
static uint32_t add_word(struct finder *finder, uint32_t article, uint32_t number,
                         uint32_t touched)
{
	const struct related_index *index = finder->index;
	uint32_t word = index->vectors[article].words[number];
	uint32_t weight = index->vectors[article].weights[number];
	struct places around = related_index_around(index, word, article, RELATED_REACH);

	for (uint32_t i = around.first; i < around.end; i++) {
		uint32_t other = index->postings[i].article;

		/* Without a branch: which of them are new nobody can predict. */
		finder->touched[touched] = other;
		touched += finder->scores[other] == 0;
		finder->scores[other] += weight * index->posted[i];
	}
	return touched;
}

/* In a heap of the best the worst is first; of the same score, that which is later. */
static uint64_t rank(uint32_t score, uint32_t article)
{
	return (uint64_t)score << 32 | (UINT32_MAX - article);
}

static void sink(uint64_t heap[RELATED_CANDIDATES], uint32_t at)
{
	for (uint32_t child; (child = at * 2 + 1) < RELATED_CANDIDATES; at = child) {
		uint64_t swap = heap[at];

		child += child + 1 < RELATED_CANDIDATES && heap[child + 1] < heap[child];
		if (swap <= heap[child])
			return;
		heap[at] = heap[child];
		heap[child] = swap;
	}
}

static void make_heap(uint64_t heap[RELATED_CANDIDATES])
{
	for (uint32_t i = RELATED_CANDIDATES / 2; i-- > 0;)
		sink(heap, i);
}

/* The best of those touched, in no order; gives their number. */
static uint32_t keep_best(struct finder *finder, uint32_t article, uint32_t touched,
                          uint64_t heap[RELATED_CANDIDATES])
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < touched; i++) {
		uint32_t other = finder->touched[i];
		uint64_t mine = rank(finder->scores[other], other);

		finder->scores[other] = 0;
		if (other == article)
			continue;
		if (count < RELATED_CANDIDATES) {
			heap[count++] = mine;
			if (count == RELATED_CANDIDATES)
				make_heap(heap);
		} else if (mine > heap[0]) {
			heap[0] = mine;
			sink(heap, 0);
		}
	}
	return count;
}

static void mark(struct finder *finder, uint32_t article, bool on)
{
	const struct vector *vector = &finder->index->vectors[article];

	for (uint32_t i = 0; i < vector->count; i++)
		finder->marks[vector->words[i]] = on ? vector->weights[i] : 0;
}

/* With the article that is marked. */
static uint32_t cosine(const struct finder *finder, uint32_t other)
{
	const struct vector *vector = &finder->index->vectors[other];
	uint32_t sum = 0;

	for (uint32_t i = 0; i < vector->count; i++)
		sum += (uint32_t)finder->marks[vector->words[i]] * vector->weights[i];
	/* Weights are rounded, and so may be a little longer than they should. */
	return sum < RELATED_ONE ? sum : RELATED_ONE;
}

/*
 * Scores
 */

static uint32_t days_between(const struct label *a, const struct label *b)
{
	int32_t undated = date_to_days((struct date){ 0 });

	if (a->day == undated || b->day == undated)
		return UINT32_MAX;
	return (uint32_t)(a->day < b->day ? b->day - a->day : a->day - b->day);
}

/* Half of it is for all times, the other half is 2^(-days / 180). */
static uint32_t nearness(const struct finder *finder, uint32_t days)
{
	uint32_t halvings = days / RELATED_HALF_LIFE;

	if (halvings > 16)
		return RELATED_NEAREST / 2;
	return RELATED_NEAREST / 2 +
	       (finder->nearness[days % RELATED_HALF_LIFE] >> halvings) / 2;
}

/* The cosine of two sets of tags, weighed. */
static uint32_t shared_tags(const struct label *a, const struct label *b)
{
	uint32_t shared = 0;

	for (uint32_t i = 0, j = 0; i < a->tag_count && j < b->tag_count;) {
		if (a->tags[i] == b->tags[j])
			shared++;
		if (a->tags[i] <= b->tags[j])
			i++;
		else
			j++;
	}
	if (shared == 0)
		return 0;
	return TAGS_ALL * 16 * shared /
	       root_of((uint64_t)a->tag_count * b->tag_count * 16 * 16);
}

/* Scores are told apart by steps of a fifth: a list does not move for a hair. */
static uint32_t level_of(uint32_t score)
{
	uint32_t level = 0;

	for (uint32_t step = 64; step <= score; step += step / 5)
		level++;
	return level;
}

static struct candidate score(const struct finder *finder, uint32_t article,
                              uint32_t other)
{
	const struct label *labels = finder->index->labels;
	struct candidate candidate = {
		.article = other,
		.cosine = cosine(finder, other),
		.tags = shared_tags(&labels[article], &labels[other]),
		.days = days_between(&labels[article], &labels[other]),
	};

	candidate.nearness = nearness(finder, candidate.days);
	candidate.score = (uint32_t)((uint64_t)(candidate.cosine + candidate.tags) *
	                                     candidate.nearness >>
	                             16);
	candidate.level = level_of(candidate.score);
	return candidate;
}

/* Of those as good, the nearest in time come first. */
static int compare_scores(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->level != y->level)
		return x->level > y->level ? -1 : 1;
	if (x->days != y->days)
		return x->days < y->days ? -1 : 1;
	return (x->article > y->article) - (x->article < y->article);
}

void finder_find(struct finder *finder, uint32_t article)
{
	const struct vector *vector = &finder->index->vectors[article];
	uint64_t heap[RELATED_CANDIDATES];
	uint32_t touched = 0;

	for (uint32_t i = 0; i < vector->count && i < VECTOR_TOP; i++)
		touched = add_word(finder, article, i, touched);
	finder->count = keep_best(finder, article, touched, heap);
	mark(finder, article, true);
	for (uint32_t i = 0; i < finder->count; i++)
		finder->candidates[i] =
			score(finder, article, UINT32_MAX - (uint32_t)heap[i]);
	mark(finder, article, false);
	if (finder->count)
		qsort(finder->candidates, finder->count, sizeof(*finder->candidates),
		      compare_scores);
}

/*
 * Choice
 */

/* Take the copies out of the candidates, and what is too little like the article. */
static void set_apart(struct finder *finder, uint32_t article,
                      struct related_choice *choice)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < finder->count; i++) {
		const struct candidate *candidate = &finder->candidates[i];

		if (candidate->cosine >= COPY_LEAST ||
		    related_index_same(finder->index, article, candidate->article)) {
			if (choice->copy_count < RELATED_COPIES)
				choice->copies[choice->copy_count++] = candidate->article;
		} else if (candidate->score >= SCORE_LEAST) {
			finder->candidates[kept++] = *candidate;
		}
	}
	finder->count = kept;
}

/* Does the choice have a copy of it already? */
static bool is_chosen(const struct finder *finder, uint32_t article,
                      const struct related_choice *choice)
{
	for (uint32_t i = 0; i < choice->count; i++)
		if (related_index_same(finder->index, choice->articles[i], article))
			return true;
	return false;
}

void finder_choose(struct finder *finder, uint32_t article, uint32_t most,
                   struct related_choice *choice)
{
	choice->count = choice->copy_count = 0;
	finder_find(finder, article);
	set_apart(finder, article, choice);
	for (uint32_t i = 0; i < finder->count && choice->count < most; i++)
		if (!is_chosen(finder, finder->candidates[i].article, choice))
			choice->articles[choice->count++] = finder->candidates[i].article;
}
