#include "archive/texts.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/pack.h"
#include "base/rising.h"
#include "content/words.h"

/* Different words of one article: more than any newspaper's. The rest is left out. */
#define WORDS_MAX 20000

/* So many words at the beginning of a body say what it is about. */
#define LEAD_WORDS 50

/* What a thread cuts articles with. */
struct cutter {
	struct lexicon *lexicon;
	struct lexicon_memo *memo;
	struct entry {
		uint32_t word, count, impact;
	} * entries; /* the words of the article at hand, */
	uint32_t count;
	uint32_t *sorted; /* and the same in order; room for twice as many */
	uint32_t *places; /* and where they are, by the words' numbers; of others */
	uint32_t cap;     /* it says where they were in another article, or nowhere */
	uint32_t impact;  /* of the place that is being read, */
	uint32_t left;    /* which ends after so many words */
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

static struct entry *find_entry(struct cutter *cutter, uint32_t word)
{
	uint32_t before = cutter->cap, at;

	if (word >= cutter->cap) {
		cutter->cap = word < 4096 ? 8192 : word * 2;
		cutter->places = xrealloc_array(cutter->places, cutter->cap,
		                                sizeof(*cutter->places));
		memset(cutter->places + before, 0xff,
		       (cutter->cap - before) * sizeof(*cutter->places));
	}
	at = cutter->places[word];
	if (at < cutter->count && cutter->entries[at].word == word)
		return &cutter->entries[at];
	if (cutter->count == WORDS_MAX)
		return NULL;
	cutter->places[word] = cutter->count;
	cutter->entries[cutter->count] = (struct entry){ .word = word };
	return &cutter->entries[cutter->count++];
}

static void add_word(void *context, struct str word)
{
	struct cutter *cutter = context;
	struct entry *entry =
		find_entry(cutter, lexicon_add(cutter->lexicon, cutter->memo, word));

	if (entry) {
		entry->count++;
		if (cutter->impact > entry->impact)
			entry->impact = cutter->impact;
	}
	if (--cutter->left == 0)
		cutter->impact = 0;
}

/* Words that have an impact each, the first so many of them. */
static void add_text(struct cutter *cutter, struct str text, uint32_t impact,
                     uint32_t first)
{
	cutter->impact = impact;
	cutter->left = first;
	words_each(text, &cutter->scratch, add_word, cutter);
}

/* Where a word stands says more than how often. */
static uint32_t impact_of(const struct entry *entry)
{
	uint32_t often = entry->count >= 4 ? 2 : entry->count >= 2;

	return entry->impact > often ? entry->impact : often;
}

/* In the order of their numbers, each with its impact in the lowest two bits. */
static void pack_words(struct cutter *cutter)
{
	uint32_t last = 0;

	for (uint32_t i = 0; i < cutter->count; i++)
		cutter->sorted[i] =
			cutter->entries[i].word << 2 | impact_of(&cutter->entries[i]);
	rising_sort(cutter->sorted, cutter->count);
	for (uint32_t i = 0; i < cutter->count; i++) {
		uint32_t word = cutter->sorted[i] >> 2;

		pack_uint(&cutter->packed,
		          (uint64_t)(word - last) << 2 | (cutter->sorted[i] & 3));
		last = word;
	}
	if (cutter->count > cutter->most)
		cutter->most = cutter->count;
}

static void tell(const struct listener *listener, unsigned worker, uint32_t article,
                 struct str body)
{
	if (listener->hear)
		listener->hear(listener->context, worker, article, body);
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
	tell(reading->listener, worker, article, read.body);
	cutter->count = 0;
	buf_reset(&cutter->packed);
	add_text(cutter, record->title, IMPACT_HEADLINE, UINT32_MAX);
	add_text(cutter, record->kicker, 2, UINT32_MAX);
	add_text(cutter, record->dek, 2, UINT32_MAX);
	add_text(cutter, read.body, 2, LEAD_WORDS);
	pack_words(cutter);
	texts->texts[item].words = buf_keep(&cutter->packed, &texts->kept[worker]);
}

void texts_read(struct texts *texts, struct files *files, const struct listener *listener,
                struct pool *pool)
{
	struct reading reading = { .texts = texts, .files = files, .listener = listener };

	texts->threads = pool_size(pool);
	texts->lexicon = lexicon_new();
	texts->texts = ARENA_ARRAY(&texts->arena, struct text, texts->end - texts->start);
	texts->kept = ARENA_ARRAY(&texts->arena, struct arena, texts->threads);
	reading.cutters = ARENA_ARRAY(&texts->arena, struct cutter, texts->threads);
	for (unsigned i = 0; i < texts->threads; i++)
		reading.cutters[i] = (struct cutter){
			.lexicon = texts->lexicon,
			.memo = lexicon_memo_new(),
			.entries = xrealloc_array(NULL, WORDS_MAX, sizeof(struct entry)),
			.sorted = xrealloc_array(NULL, 2 * WORDS_MAX, sizeof(uint32_t)),
		};
	pool_run(pool, texts->end - texts->start, read_one, &reading);
	for (unsigned i = 0; i < texts->threads; i++) {
		struct cutter *cutter = &reading.cutters[i];

		if (cutter->most > texts->most)
			texts->most = cutter->most;
		free(cutter->memo);
		free(cutter->entries);
		free(cutter->sorted);
		free(cutter->places);
		buf_clear(&cutter->packed);
		arena_clear(&cutter->scratch);
	}
}

uint32_t texts_words(const struct texts *texts, uint32_t article, struct text_word *words)
{
	struct unpack in = { .rest = texts->texts[article - texts->start].words };
	uint32_t count = 0, last = 0;

	while (in.rest.len) {
		uint64_t packed = unpack_uint(&in);

		last += (uint32_t)(packed >> 2);
		words[count++] = (struct text_word){ last, packed & 3 };
	}
	return count;
}

void texts_clear(struct texts *texts)
{
	lexicon_free(texts->lexicon);
	for (unsigned i = 0; i < texts->threads; i++)
		arena_clear(&texts->kept[i]);
	arena_clear(&texts->arena);
	*texts = (struct texts){ 0 };
}
