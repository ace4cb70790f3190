#include "archive/texts.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/pack.h"

/* What a thread reads articles with. */
struct cutter {
	struct mentions mentions;
	uint32_t most;
	struct buf packed;
	struct arena scratch;
};

struct reading {
	struct texts *texts;
	struct files *files;
	const struct listener *listener;
	struct cutter *cutters;
};

/* Where a word stands says more than how often. */
static uint32_t impact_of(const struct mention *mention)
{
	uint32_t times = 0;

	for (size_t i = 0; i < MENTION_PLACES; i++)
		times += mention->times[i];
	if (mention->times[MENTION_TITLE])
		return IMPACT_HEADLINE;
	if (times >= 4 || mention->times[MENTION_KICKER] || mention->times[MENTION_DEK] ||
	    mention->times[MENTION_LEAD])
		return 2;
	return times >= 2;
}

/* Their numbers, each with its impact in the lowest two bits. */
static void pack_words(struct cutter *cutter)
{
	const struct mentions *mentions = &cutter->mentions;

	for (uint32_t i = 0; i < mentions->count; i++)
		pack_uint(&cutter->packed, (uint64_t)mentions->items[i].word << 2 |
		                                   impact_of(&mentions->items[i]));
	if (mentions->count > cutter->most)
		cutter->most = mentions->count;
}

static void read_one(void *context, unsigned worker, size_t item)
{
	struct reading *reading = context;
	struct texts *texts = reading->texts;
	struct cutter *cutter = &reading->cutters[worker];
	struct text *text = &texts->texts[item];
	uint32_t article = texts->start + (uint32_t)item;
	const struct record *record = texts->archive->records[article];
	struct reread read;

	if (record->withdrawn)
		return;
	arena_reset(&cutter->scratch);
	text->is_unread =
		!reread(texts->archive, reading->files, article, &cutter->scratch, &read);
	text->status = read.status;
	if (text->is_unread)
		return;
	mentions_read(&cutter->mentions, record, read.body);
	if (reading->listener->hear)
		reading->listener->hear(reading->listener->context, worker, article,
		                        &cutter->mentions);
	buf_reset(&cutter->packed);
	pack_words(cutter);
	text->words = buf_keep(&cutter->packed, &texts->kept[worker]);
	text->thread = worker;
}

/* Number the words of all threads, one thread's behind another's. */
static void join_words(struct texts *texts, const struct cutter *cutters)
{
	texts->firsts = ARENA_ARRAY(&texts->arena, uint32_t, texts->threads);
	for (unsigned i = 0; i < texts->threads; i++) {
		texts->firsts[i] = texts->word_count;
		texts->word_count += cutters[i].mentions.words.count;
		if (cutters[i].most > texts->most)
			texts->most = cutters[i].most;
	}
	texts->words = ARENA_ARRAY(&texts->arena, struct str, texts->word_count);
	for (unsigned i = 0; i < texts->threads; i++) {
		const struct table *words = &cutters[i].mentions.words;

		for (uint32_t word = 0; word < words->count; word++)
			texts->words[texts->firsts[i] + word] =
				arena_str(&texts->kept[i], words->keys[word]);
	}
}

void texts_read(struct texts *texts, struct files *files, const struct listener *listener,
                struct pool *pool)
{
	struct reading reading = { .texts = texts, .files = files, .listener = listener };

	texts->threads = pool_size(pool);
	texts->texts = ARENA_ARRAY(&texts->arena, struct text, texts->end - texts->start);
	texts->kept = ARENA_ARRAY(&texts->arena, struct arena, texts->threads);
	reading.cutters = ARENA_ARRAY(&texts->arena, struct cutter, texts->threads);
	pool_run(pool, texts->end - texts->start, read_one, &reading);
	join_words(texts, reading.cutters);
	for (unsigned i = 0; i < texts->threads; i++) {
		struct cutter *cutter = &reading.cutters[i];

		mentions_clear(&cutter->mentions);
		buf_clear(&cutter->packed);
		arena_clear(&cutter->scratch);
	}
}

uint32_t texts_words(const struct texts *texts, uint32_t article, struct text_word *words)
{
	const struct text *text = &texts->texts[article - texts->start];
	struct unpack in = { .rest = text->words };
	uint32_t count = 0, first = texts->firsts[text->thread];

	while (in.rest.len) {
		uint64_t packed = unpack_uint(&in);

		words[count++] =
			(struct text_word){ first + (uint32_t)(packed >> 2), packed & 3 };
	}
	return count;
}

void texts_clear(struct texts *texts)
{
	for (unsigned i = 0; i < texts->threads; i++)
		arena_clear(&texts->kept[i]);
	arena_clear(&texts->arena);
	*texts = (struct texts){ 0 };
}
