/*
 * search_terms: the words of a segment, and in which of its articles they stand, as
 * parts.
 *
 * First the articles that hold each word are counted; then the words that occur are put
 * in order and cut into shards; then tasks, of so many shards that their postings fit in
 * a little memory, go through all articles each and make their parts. A word is known by
 * its numbers until it is in order (first those of texts, then those of fields), and
 * by its rank from then on. Nothing depends on the number of threads.
 */
#include <stdlib.h>
#include <string.h>

#include "archive/search.h"
#include "archive/search_fields.h"
#include "archive/texts.h"
#include "base/attr.h"
#include "base/gzip.h"
#include "base/pack.h"

/* Postings in memory at once, of all threads together: 192 MB of them. */
#define POSTINGS_AT_ONCE 48000000

/* The list of a word that so many articles hold is a part of its own. */
#define LONG_LIST 500

/* Of a word that so many have, the headlines with it are a list of their own, too. */
#define HEADLINES 20000

/* Bytes of a shard before compression, roughly. Small ones cost a reader less. */
#define SHARD_MIN    1500
#define SHARD_SPREAD 2500
#define SHARD_MAX    6000

/* Shards of a leaf. */
#define LEAF_MIN    32
#define LEAF_SPREAD 32
#define LEAF_MAX    128

#define DOCS_AT_ONCE 512
#define NOT_RANKED   UINT32_MAX

struct ranked {
	struct str text;
	uint32_t place; /* before they were in order */
	uint32_t articles;
};

/* What a thread has for itself. */
struct hand {
	struct gzip *gzip;
	uint32_t *counts; /* of articles, by the words' numbers */
	struct text_word *words;
	uint32_t *places, *postings; /* of the task in work */
	struct buf head, lists, list;
};

struct task {
	uint32_t first, end; /* shards */
	struct buf bytes;    /* of its parts, one behind the other */
	struct made {
		search_name name;
		size_t len;
	} * made;
	size_t count, cap;
};

struct terms {
	const struct texts *texts;
	struct search_segment *segment;
	struct pool *pool;
	struct arena arena;
	struct search_fields fields;
	uint32_t number_count; /* of words of texts and of fields */
	struct ranked *ranked;
	uint32_t rank_count;
	uint32_t *ranks;  /* by number */
	uint32_t *shards; /* the first rank of each, and the end of all */
	search_name *shard_names;
	uint32_t shard_count;
	struct task *tasks;
	uint32_t task_count, next_task;
	struct hand *hands;
};

/*
 * The words of an article
 */

/* All words of an article, in hand->words; gives their count. */
static uint32_t article_words(const struct terms *terms, struct hand *hand,
                              uint32_t article)
{
	uint32_t count, field_count;
	const uint32_t *fields = search_fields_of(
		&terms->fields, article - terms->segment->start, &field_count);

	count = texts_words(terms->texts, article, hand->words);
	for (uint32_t i = 0; i < field_count; i++)
		hand->words[count++] =
			(struct text_word){ terms->texts->word_count + fields[i], 0 };
	return count;
}

static void count_articles(void *context, unsigned worker, size_t item)
{
	struct terms *terms = context;
	struct hand *hand = &terms->hands[worker];
	uint32_t start = terms->segment->start + (uint32_t)item * DOCS_AT_ONCE;
	uint32_t end = start + DOCS_AT_ONCE;

	if (end > terms->segment->end)
		end = terms->segment->end;
	for (uint32_t article = start; article < end; article++) {
		uint32_t count = article_words(terms, hand, article);

		for (uint32_t i = 0; i < count; i++)
			hand->counts[hand->words[i].word]++;
	}
}

/*
 * The order of the words, the shards, the tasks
 */

static int compare_ranked(const void *a, const void *b)
{
	return str_cmp(((const struct ranked *)a)->text,
	               ((const struct ranked *)b)->text);
}

static struct str word_text(const struct terms *terms, uint32_t number)
{
	const struct texts *texts = terms->texts;

	return number < texts->word_count
	               ? texts->words[number]
	               : terms->fields.words.keys[number - texts->word_count];
}

/* The words that occur, each once, and which of them each number means. */
static void list_words(struct terms *terms)
{
	struct table words = { 0 };
	uint32_t cap = 0;

	for (uint32_t i = 0; i < terms->number_count; i++) {
		struct str text = word_text(terms, i);
		uint32_t articles = 0, place;

		for (unsigned hand = 0; hand < pool_size(terms->pool); hand++)
			articles += terms->hands[hand].counts[i];
		terms->ranks[i] = NOT_RANKED;
		if (articles == 0)
			continue;
		terms->ranks[i] = place = table_add(&words, text, NULL);
		if (words.cap != cap) {
			cap = words.cap;
			terms->ranked = xrealloc_array(terms->ranked, cap,
			                               sizeof(*terms->ranked));
		}
		if (place == terms->rank_count)
			terms->ranked[terms->rank_count++] =
				(struct ranked){ text, place, 0 };
		terms->ranked[place].articles += articles;
	}
	table_clear(&words);
}

static void rank_words(struct terms *terms)
{
	uint32_t *ranks;

	terms->ranks = xrealloc_array(NULL, terms->number_count + 1, sizeof(uint32_t));
	list_words(terms);
	if (terms->rank_count)
		qsort(terms->ranked, terms->rank_count, sizeof(*terms->ranked),
		      compare_ranked);
	ranks = xrealloc_array(NULL, terms->rank_count + 1, sizeof(*ranks));
	for (uint32_t i = 0; i < terms->rank_count; i++)
		ranks[terms->ranked[i].place] = i;
	for (uint32_t i = 0; i < terms->number_count; i++)
		if (terms->ranks[i] != NOT_RANKED)
			terms->ranks[i] = ranks[terms->ranks[i]];
	free(ranks);
}

static bool is_long(const struct ranked *word)
{
	return word->articles >= LONG_LIST;
}

/* A number below limit that only the word decides. */
static uint32_t chance(struct str word, uint32_t limit)
{
	return (uint32_t)(hash_short(word) >> 32) % limit;
}

/*
 * Where shards begin is decided by the words there, and by the size since the last:
 * so what changes at one place of the order moves no border far from it.
 */
static void cut_shards(struct terms *terms)
{
	uint32_t size = 0, cap = 0;

	for (uint32_t i = 0; i < terms->rank_count; i++) {
		const struct ranked *word = &terms->ranked[i];
		uint32_t own = (uint32_t)word->text.len / 2 + 3;

		own += is_long(word) ? (uint32_t)sizeof(search_name)
		                     : word->articles + word->articles / 2;
		if (i == 0 || size + own > SHARD_MAX ||
		    (size >= SHARD_MIN && chance(word->text, SHARD_SPREAD) < own)) {
			if (terms->shard_count + 1 >= cap) {
				cap = cap ? cap * 2 : 64;
				terms->shards = xrealloc_array(terms->shards, cap,
				                               sizeof(uint32_t));
			}
			terms->shards[terms->shard_count++] = i;
			size = 0;
		}
		size += own;
	}
	if (terms->shard_count == 0)
		return;
	terms->shards[terms->shard_count] = terms->rank_count;
	terms->shard_names =
		xrealloc_array(NULL, terms->shard_count, sizeof(*terms->shard_names));
}

static uint64_t postings_of(const struct terms *terms, uint32_t shard)
{
	uint64_t postings = 0;

	for (uint32_t i = terms->shards[shard]; i < terms->shards[shard + 1]; i++)
		postings += terms->ranked[i].articles;
	return postings;
}

/* One for each thread, in as many rounds as memory asks for; all about as large. */
static void plan_tasks(struct terms *terms)
{
	uint64_t all = 0, postings = 0;
	uint32_t most, first = 0;

	for (uint32_t i = 0; i < terms->shard_count; i++)
		all += postings_of(terms, i);
	most = (uint32_t)(all / POSTINGS_AT_ONCE + 1) * pool_size(terms->pool);
	terms->tasks = ARENA_ARRAY(&terms->arena, struct task, most);
	for (uint32_t i = 0; i < terms->shard_count; i++) {
		postings += postings_of(terms, i);
		if (i + 1 < terms->shard_count &&
		    postings < all * (terms->task_count + 1) / most)
			continue;
		terms->tasks[terms->task_count].first = first;
		terms->tasks[terms->task_count++].end = first = i + 1;
	}
}

/*
 * The parts
 */

static search_name add_part(struct task *task, struct hand *hand, struct str raw)
{
	size_t before = task->bytes.len;
	search_name name = search_name_of(raw);

	if (task->count == task->cap) {
		task->cap = task->cap ? task->cap * 2 : 64;
		task->made = xrealloc_array(task->made, task->cap, sizeof(*task->made));
	}
	gzip_add(hand->gzip, raw, &task->bytes);
	task->made[task->count++] = (struct made){ name, task->bytes.len - before };
	return name;
}

/* A word behind another: how many bytes they share, and the rest. */
static void pack_word(struct buf *out, struct str word, struct str before)
{
	size_t same = 0;

	while (same < word.len && same < before.len && word.ptr[same] == before.ptr[same])
		same++;
	pack_uint(out, same);
	pack_str(out, str_from(word, same));
}

/*
 * Articles as steps from the one before, each with the impact in its lowest two bits;
 * those that have at least this impact.
 */
static void pack_list(struct buf *out, const uint32_t *postings, uint32_t count,
                      uint32_t impact)
{
	uint32_t next = 0;

	buf_reset(out);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t article = postings[i] >> 2;

		if ((postings[i] & 3) < impact)
			continue;
		pack_uint(out, (uint64_t)(article - next) << 2 | (postings[i] & 3));
		next = article + 1;
	}
}

/* The list of a word among those of its shard, or the names of its own parts. */
static void add_list(struct task *task, struct hand *hand, const struct ranked *word,
                     const uint32_t *postings)
{
	pack_list(&hand->list, postings, word->articles, 0);
	pack_uint(&hand->head, is_long(word) ? 0 : hand->list.len);
	if (!is_long(word)) {
		buf_add(&hand->lists, buf_str(&hand->list));
		return;
	}
	search_pack_name(&hand->lists, add_part(task, hand, buf_str(&hand->list)));
	if (word->articles < HEADLINES)
		return;
	pack_list(&hand->list, postings, word->articles, IMPACT_HEADLINE);
	search_pack_name(&hand->lists, add_part(task, hand, buf_str(&hand->list)));
}

static search_name make_shard(const struct terms *terms, struct task *task,
                              struct hand *hand, uint32_t shard, uint32_t base)
{
	struct str before = { 0 };

	buf_reset(&hand->head);
	buf_reset(&hand->lists);
	pack_uint(&hand->head, terms->shards[shard + 1] - terms->shards[shard]);
	for (uint32_t i = terms->shards[shard]; i < terms->shards[shard + 1]; i++) {
		const struct ranked *word = &terms->ranked[i];
		uint32_t end = hand->places[i - base];

		pack_word(&hand->head, word->text, before);
		pack_uint(&hand->head, word->articles);
		add_list(task, hand, word, hand->postings + end - word->articles);
		before = word->text;
	}
	buf_add(&hand->head, buf_str(&hand->lists));
	return add_part(task, hand, buf_str(&hand->head));
}

/* Fill in the postings of the words [first, end). places[i] ends behind those of word i.
 */
static void gather(const struct terms *terms, struct hand *hand, uint32_t first,
                   uint32_t end)
{
	uint32_t at = 0;

	hand->places = xrealloc_array(hand->places, end - first, sizeof(uint32_t));
	for (uint32_t i = first; i < end; i++) {
		hand->places[i - first] = at;
		at += terms->ranked[i].articles;
	}
	free(hand->postings);
	hand->postings = xmalloc_large(at, sizeof(uint32_t));
	for (uint32_t article = terms->segment->start; article < terms->segment->end;
	     article++) {
		uint32_t count = article_words(terms, hand, article);

		for (uint32_t i = 0; i < count; i++) {
			uint32_t rank = terms->ranks[hand->words[i].word];

			if (rank >= first && rank < end)
				hand->postings[hand->places[rank - first]++] =
					(article - terms->segment->start) << 2 |
					hand->words[i].impact;
		}
	}
}

static void do_task(void *context, unsigned worker, size_t item)
{
	struct terms *terms = context;
	struct hand *hand = &terms->hands[worker];
	struct task *task = &terms->tasks[terms->next_task + item];
	uint32_t first = terms->shards[task->first];

	gather(terms, hand, first, terms->shards[task->end]);
	for (uint32_t i = task->first; i < task->end; i++)
		terms->shard_names[i] = make_shard(terms, task, hand, i, first);
}

static void deliver(struct task *task, const struct search_sink *sink)
{
	size_t at = 0;

	for (size_t i = 0; i < task->count; i++) {
		sink->part(sink->context, task->made[i].name,
		           str_slice(buf_str(&task->bytes), at, at + task->made[i].len));
		at += task->made[i].len;
	}
	buf_clear(&task->bytes);
	free(task->made);
}

/* The leaves name the shards, and the manifest will name the leaves. */
static void make_leaves(struct terms *terms, const struct search_sink *sink,
                        struct arena *arena)
{
	struct search_segment *segment = terms->segment;
	struct hand *hand = &terms->hands[0];
	struct task task = { 0 };
	uint32_t first = 0;

	segment->leaves =
		ARENA_ARRAY(arena, struct search_leaf, terms->shard_count / LEAF_MIN + 1);
	buf_reset(&hand->head);
	for (uint32_t i = 0; i < terms->shard_count; i++) {
		struct str word = terms->ranked[terms->shards[i]].text;

		pack_word(&hand->head, word,
		          i == first ? (struct str){ 0 }
		                     : terms->ranked[terms->shards[i - 1]].text);
		search_pack_name(&hand->head, terms->shard_names[i]);
		if (i + 1 < terms->shard_count &&
		    (i + 1 - first < LEAF_MIN ||
		     (i + 1 - first < LEAF_MAX &&
		      chance(terms->ranked[terms->shards[i + 1]].text, LEAF_SPREAD))))
			continue;
		segment->leaves[segment->leaf_count++] = (struct search_leaf){
			arena_str(arena, terms->ranked[terms->shards[first]].text),
			add_part(&task, hand, buf_str(&hand->head)),
		};
		buf_reset(&hand->head);
		first = i + 1;
	}
	deliver(&task, sink);
}

static void take_hands(struct terms *terms)
{
	unsigned count = pool_size(terms->pool);
	size_t room = 0;

	for (uint32_t i = 0; i < terms->segment->end - terms->segment->start; i++) {
		uint32_t fields;

		search_fields_of(&terms->fields, i, &fields);
		if (terms->texts->most + fields > room)
			room = terms->texts->most + fields;
	}
	terms->hands = ARENA_ARRAY(&terms->arena, struct hand, count);
	for (unsigned i = 0; i < count; i++) {
		struct hand *hand = &terms->hands[i];

		hand->gzip = gzip_new();
		hand->counts =
			xrealloc_array(NULL, terms->number_count + 1, sizeof(uint32_t));
		memset(hand->counts, 0, (terms->number_count + 1) * sizeof(uint32_t));
		hand->words = xrealloc_array(NULL, room + 1, sizeof(*hand->words));
	}
}

static void free_terms(struct terms *terms)
{
	for (unsigned i = 0; i < pool_size(terms->pool); i++) {
		struct hand *hand = &terms->hands[i];

		gzip_free(hand->gzip);
		free(hand->counts);
		free(hand->words);
		free(hand->places);
		free(hand->postings);
		buf_clear(&hand->head);
		buf_clear(&hand->lists);
		buf_clear(&hand->list);
	}
	search_fields_clear(&terms->fields);
	free(terms->ranked);
	free(terms->ranks);
	free(terms->shards);
	free(terms->shard_names);
	arena_clear(&terms->arena);
}

void search_build(const struct texts *texts, struct search_segment *segment,
                  struct pool *pool, const struct search_sink *sink, struct arena *arena)
{
	struct terms terms = { .texts = texts, .segment = segment, .pool = pool };
	size_t docs = segment->end - segment->start;

	segment->leaf_count = 0;
	search_fields_list(&terms.fields, texts->archive, segment->start, segment->end);
	terms.number_count = texts->word_count + terms.fields.words.count;
	take_hands(&terms);
	pool_run(pool, (docs + DOCS_AT_ONCE - 1) / DOCS_AT_ONCE, count_articles, &terms);
	rank_words(&terms);
	cut_shards(&terms);
	plan_tasks(&terms);
	while (terms.next_task < terms.task_count) {
		uint32_t end = terms.next_task + pool_size(pool);

		if (end > terms.task_count)
			end = terms.task_count;
		pool_run_long(pool, end - terms.next_task, do_task, &terms);
		for (; terms.next_task < end; terms.next_task++)
			deliver(&terms.tasks[terms.next_task], sink);
	}
	make_leaves(&terms, sink, arena);
	free_terms(&terms);
}
