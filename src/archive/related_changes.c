#include "archive/related_changes.h"

#include <stdlib.h>
#include <string.h>

#include "base/rising.h"

/* If more than this part of all articles changed, all lists are found again. */
#define MOST_PART 4

/* All but the hash of the file: what the article says, its tags and its date. */
static struct str said(struct str packed)
{
	struct bag bag;

	bag_open(packed, &bag);
	return bag.rest;
}

static bool is_changed(const struct changes_input *input, uint32_t article)
{
	const struct related_note *now = &input->notes[article];
	const struct related_note *then = &input->old_notes[article];

	return !str_eq(said(now->bag), said(then->bag));
}

bool changes_any(const struct changes_input *input)
{
	for (uint32_t i = 0; i < input->archive->count; i++)
		if (is_changed(input, i))
			return true;
	return input->gone_count != 0;
}

/*
 * Words that weigh something else
 */

struct terms {
	uint32_t *items;
	uint32_t count;
};

/* Those of a that are not in b, or weigh something else there. */
static void add_moved(struct terms *moved, const struct weights *a,
                      const struct weights *b)
{
	for (uint32_t i = 0, j = 0; i < a->count; i++) {
		while (j < b->count && b->terms[j] < a->terms[i])
			j++;
		if (j < b->count && b->terms[j] == a->terms[i] &&
		    b->values[j] == a->values[i])
			continue;
		moved->items = xrealloc_array(moved->items, moved->count + 1,
		                              sizeof(*moved->items));
		moved->items[moved->count++] = a->terms[i];
	}
}

static bool says_any(struct str packed, const struct terms *terms)
{
	struct bag_word word;
	struct bag bag;

	if (!bag_open(packed, &bag))
		return false;
	while (bag_next(&bag, &word))
		if (bsearch(&word.term, terms->items, terms->count, sizeof(uint32_t),
		            rising_compare))
			return true;
	return false;
}

static bool same_vector(const struct changes_input *input, struct str bag,
                        struct arena *scratch)
{
	struct vector then = vector_of(input->old, bag, scratch);
	struct vector now = vector_of(&input->index->weights, bag, scratch);

	return then.count == now.count &&
	       (now.count == 0 ||
	        (memcmp(then.words, now.words, now.count * sizeof(*now.words)) == 0 &&
	         memcmp(then.weights, now.weights, now.count) == 0));
}

/* Articles that say what they said, but of which the words weigh something else. */
static void mark_moved(const struct changes_input *input, bool *changed)
{
	struct terms moved = { 0 };
	struct arena scratch = { 0 };

	add_moved(&moved, &input->index->weights, input->old);
	add_moved(&moved, input->old, &input->index->weights);
	if (moved.count)
		qsort(moved.items, moved.count, sizeof(*moved.items), rising_compare);
	for (uint32_t i = 0; moved.count && i < input->archive->count; i++) {
		if (changed[i] || !says_any(input->notes[i].bag, &moved))
			continue;
		arena_reset(&scratch);
		changed[i] = !same_vector(input, input->notes[i].bag, &scratch);
	}
	arena_clear(&scratch);
	free(moved.items);
}

/*
 * Those whom it concerns
 */

struct marking {
	const struct changes_input *input;
	bool *is_dirty;
	uint32_t reach; /* among the postings of a word */
};

static void mark_around(const struct marking *marking, uint32_t word, uint32_t article)
{
	const struct related_index *index = marking->input->index;
	struct places around = related_index_around(index, word, article, marking->reach);

	for (uint32_t i = around.first; i < around.end; i++)
		if (index->postings[i].is_top)
			marking->is_dirty[index->postings[i].article] = true;
}

/* The first article that does not come before a date and a path. */
static uint32_t place_of(const struct archive *archive, struct date date, struct str path)
{
	struct record record = { .date = date, .path = path };
	uint32_t low = 0, high = archive->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (record_cmp(archive->records[middle], &record) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void mark_for_old(const struct marking *marking, struct str packed,
                         struct str path, struct arena *scratch)
{
	const struct changes_input *input = marking->input;
	struct vector vector;
	struct bag bag;
	uint32_t place;

	if (!bag_open(packed, &bag))
		return;
	arena_reset(scratch);
	place = place_of(input->archive, bag.date, path);
	vector = vector_of(input->old, packed, scratch);
	for (uint32_t i = 0; i < vector.count; i++) {
		uint32_t word = related_index_word(input->index, vector.words[i]);

		if (word != WORD_NONE)
			mark_around(marking, word, place);
	}
}

static void mark_for_new(const struct marking *marking, uint32_t article)
{
	const struct vector *vector = &marking->input->index->vectors[article];

	for (uint32_t i = 0; i < vector->count; i++)
		mark_around(marking, vector->words[i], article);
}

static void mark_concerned(const struct marking *marking, const bool *changed)
{
	const struct changes_input *input = marking->input;
	struct arena scratch = { 0 };

	for (uint32_t i = 0; i < input->archive->count; i++) {
		if (!changed[i])
			continue;
		marking->is_dirty[i] = true;
		mark_for_new(marking, i);
		mark_for_old(marking, input->old_notes[i].bag,
		             input->archive->records[i]->path, &scratch);
	}
	for (size_t i = 0; i < input->gone_count; i++)
		mark_for_old(marking, input->gone[i].bag, input->gone[i].path, &scratch);
	arena_clear(&scratch);
}

void changes_find(const struct changes_input *input, bool *is_dirty)
{
	uint32_t count = input->archive->count;
	struct marking marking = { input, is_dirty, RELATED_REACH };
	bool *changed = xcalloc(count, sizeof(*changed));
	uint64_t total = input->gone_count;

	for (uint32_t i = 0; i < count; i++)
		changed[i] = is_changed(input, i);
	mark_moved(input, changed);
	for (uint32_t i = 0; i < count; i++)
		total += changed[i];
	if (total > count / MOST_PART) {
		memset(is_dirty, true, count);
	} else {
		marking.reach += (uint32_t)total;
		mark_concerned(&marking, changed);
	}
	free(changed);
}
