#include "archive/related_reasons.h"

#include <stdlib.h>

#include "archive/reread.h"
#include "content/words.h"

struct reasons {
	struct finder finder;
	uint32_t article; /* whose candidates were found */
};

struct reasons *reasons_open(const struct related *related)
{
	struct reasons *reasons = xmalloc(sizeof(*reasons));

	finder_open(&reasons->finder, &related->index);
	reasons->article = ARTICLE_NONE;
	return reasons;
}

const struct candidate *reasons_find(struct reasons *reasons, uint32_t article,
                                     uint32_t other)
{
	if (reasons->article != article)
		finder_find(&reasons->finder, article);
	reasons->article = article;
	for (uint32_t i = 0; i < reasons->finder.count; i++)
		if (reasons->finder.candidates[i].article == other)
			return &reasons->finder.candidates[i];
	return NULL;
}

void reasons_close(struct reasons *reasons)
{
	finder_close(&reasons->finder);
	free(reasons);
}

/* Words that both say; the heaviest are kept in order. */
struct sharing {
	const struct related_index *index;
	const struct vector *vectors[2];
	struct bag_maker maker;
	struct str language;
	struct arena *arena;
	struct shared {
		struct str word;
		uint32_t number, weight;
	} shared[REASON_WORDS];
	size_t count;
};

static uint32_t weight_in(const struct vector *vector, uint32_t word)
{
	for (uint32_t i = 0; i < vector->count; i++)
		if (vector->words[i] == word)
			return vector->weights[i];
	return 0;
}

static void add_shared(void *context, struct str word)
{
	struct sharing *sharing = context;
	struct str stem = bag_stem(&sharing->maker, sharing->language, word);
	uint32_t number = related_index_word(sharing->index, bag_term_of(stem));
	uint32_t weight;
	size_t at;

	for (size_t i = 0; i < sharing->count; i++)
		if (sharing->shared[i].number == number)
			return;
	if (number == WORD_NONE)
		return;
	weight = weight_in(sharing->vectors[0], number) *
	         weight_in(sharing->vectors[1], number);
	for (at = sharing->count; at > 0 && sharing->shared[at - 1].weight < weight; at--)
		if (at < REASON_WORDS)
			sharing->shared[at] = sharing->shared[at - 1];
	if (weight == 0 || at == REASON_WORDS)
		return;
	sharing->shared[at] =
		(struct shared){ arena_str(sharing->arena, word), number, weight };
	if (sharing->count < REASON_WORDS)
		sharing->count++;
}

struct strs reasons_words(const struct related *related, const struct archive *archive,
                          struct files *files, const uint32_t both[2],
                          struct arena *arena)
{
	const struct record *record = archive->records[both[0]];
	struct sharing sharing = {
		.index = &related->index,
		.vectors = { &related->index.vectors[both[0]],
		             &related->index.vectors[both[1]] },
		.language = record_language(record, archive->config),
		.arena = arena,
	};
	struct arena scratch = { 0 };
	struct reread read;
	struct str *items;

	if (reread(archive, files, both[0], &scratch, &read)) {
		words_each(record->title, &scratch, add_shared, &sharing);
		words_each(record->dek, &scratch, add_shared, &sharing);
		words_each(read.body, &scratch, add_shared, &sharing);
	}
	items = ARENA_ARRAY(arena, struct str, sharing.count);
	for (size_t i = 0; i < sharing.count; i++)
		items[i] = sharing.shared[i].word;
	bag_maker_clear(&sharing.maker);
	arena_clear(&scratch);
	return (struct strs){ items, sharing.count };
}
