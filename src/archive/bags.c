#include "archive/bags.h"

#include <stdlib.h>

/* Words whose terms are kept at once; then they are found anew. */
#define WORDS_KEPT (1u << 20)

void bags_open(struct bags *bags, const struct archive *archive, unsigned threads)
{
	*bags = (struct bags){ .archive = archive, .threads = threads };
	bags->arenas = xcalloc(threads, sizeof(*bags->arenas));
	bags->makers = xcalloc(threads, sizeof(*bags->makers));
	bags->items = ARENA_ARRAY(&bags->arenas[0], struct str, archive->count);
}

void bags_recall(struct bags *bags, uint32_t article, struct str remembered)
{
	const struct record *record = bags->archive->records[article];
	struct bag bag;

	if (!record->withdrawn && bag_open(remembered, &bag) &&
	    hash_eq(bag.source, bag_source(bags->archive, record)))
		bags->items[article] = arena_str(&bags->arenas[0], remembered);
}

static bool is_wanted(const struct bags *bags, uint32_t article)
{
	return bags->items[article].len == 0 &&
	       !bags->archive->records[article]->withdrawn;
}

static void hear(void *context, unsigned worker, uint32_t article,
                 struct mentions *mentions)
{
	struct bags *bags = context;

	if (is_wanted(bags, article))
		bags->items[article] =
			arena_str(&bags->arenas[worker],
		                  bag_make(&bags->makers[worker], bags->archive,
		                           bags->archive->records[article], mentions));
}

struct listener bags_listener(struct bags *bags)
{
	return (struct listener){ hear, bags };
}

struct reading {
	struct bags *bags;
	struct files *files;
	struct arena *scratch;      /* one for each thread, */
	struct mentions *mentions;  /* likewise */
	enum file_status *statuses; /* of each article */
};

static void read_one(void *context, unsigned worker, size_t article)
{
	struct reading *reading = context;
	struct mentions *mentions = &reading->mentions[worker];
	struct reread read;

	if (!is_wanted(reading->bags, (uint32_t)article))
		return;
	arena_reset(&reading->scratch[worker]);
	if (reread(reading->bags->archive, reading->files, (uint32_t)article,
	           &reading->scratch[worker], &read)) {
		if (mentions->words.count > WORDS_KEPT)
			mentions_clear(mentions);
		mentions_read(mentions, reading->bags->archive->records[article],
		              read.body);
		hear(reading->bags, worker, (uint32_t)article, mentions);
	}
	reading->statuses[article] = read.status;
}

static void list_unread(struct bags *bags, const enum file_status *statuses)
{
	for (uint32_t i = 0; i < bags->archive->count; i++) {
		if (!is_wanted(bags, i))
			continue;
		bags->unread = xrealloc_array(bags->unread, bags->unread_count + 1,
		                              sizeof(*bags->unread));
		bags->unread[bags->unread_count++] = (struct unread){ i, statuses[i] };
	}
}

static void clear_makers(struct bags *bags)
{
	for (unsigned i = 0; bags->makers && i < bags->threads; i++)
		bag_maker_clear(&bags->makers[i]);
	free(bags->makers);
	bags->makers = NULL;
}

void bags_make(struct bags *bags, struct files *files, struct pool *pool)
{
	struct arena kept = { 0 };
	struct reading reading = { .bags = bags, .files = files };

	reading.scratch = ARENA_ARRAY(&kept, struct arena, bags->threads);
	reading.mentions = ARENA_ARRAY(&kept, struct mentions, bags->threads);
	reading.statuses = ARENA_ARRAY(&kept, enum file_status, bags->archive->count);
	pool_run(pool, bags->archive->count, read_one, &reading);
	list_unread(bags, reading.statuses);
	clear_makers(bags);
	for (unsigned i = 0; i < bags->threads; i++) {
		mentions_clear(&reading.mentions[i]);
		arena_clear(&reading.scratch[i]);
	}
	arena_clear(&kept);
}

void bags_clear(struct bags *bags)
{
	clear_makers(bags);
	for (unsigned i = 0; i < bags->threads; i++)
		arena_clear(&bags->arenas[i]);
	free(bags->arenas);
	free(bags->unread);
	*bags = (struct bags){ 0 };
}
