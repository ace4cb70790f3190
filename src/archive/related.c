#include "archive/related.h"

#include <stdlib.h>
#include <string.h>

#include "archive/related_changes.h"
#include "base/pack.h"

/* Lists name articles by these, which do not change when others come and go. */
#define ID_SIZE 8

struct ids {
	uint64_t *keys;
	uint32_t *articles;
	uint64_t mask;
};

struct making {
	struct related *related;
	const struct related_input *input;
	const struct archive *archive;
	struct finder *finders;      /* one for each thread */
	bool *is_dirty;              /* of each article: its list must be found */
	bool is_anew;                /* nothing is remembered, or all is out of date */
	struct related_index *index; /* zero if nothing has changed */
	struct weights then;         /* what words weighed the last time */
	bool is_reweighed;           /* what is kept of that is not what it was */
	struct ids ids;
};

static uint32_t list_length(const struct config *config)
{
	uint32_t more = config->related_pages ? config->related_page_count : 0;
	uint32_t length = more > config->related_count ? more : config->related_count;

	return length < RELATED_CANDIDATES ? length : RELATED_CANDIDATES;
}

bool related_has_page(const struct archive *archive, uint32_t article)
{
	return archive->related && archive->config->related_pages &&
	       related_list(archive->related, article).count != 0;
}

/* "/2014/02/a.html" has "/2014/02/a.related.html", "/2014/a/" has "/2014/a/related/". */
struct str related_url(struct arena *arena, struct str article_url)
{
	if (str_has_suffix(article_url, STR("/")))
		return arena_printf(arena, "%.*srelated/", STR_ARG(article_url));
	str_skip_suffix(&article_url, STR(".html"));
	return arena_printf(arena, "%.*s.related.html", STR_ARG(article_url));
}

uint32_t related_first(const struct config *config, const struct related_list *list)
{
	return list->count < config->related_count ? list->count : config->related_count;
}

/*
 * Lists
 */

static void ids_make(struct ids *ids, const struct archive *archive)
{
	uint64_t size = 16;

	while (size < (uint64_t)archive->count * 2)
		size *= 2;
	ids->mask = size - 1;
	ids->keys = xcalloc(size, sizeof(*ids->keys));
	ids->articles = xrealloc_array(NULL, size, sizeof(*ids->articles));
	for (uint32_t i = 0; i < archive->count; i++) {
		uint64_t key = archive->records[i]->id.high | 1, at = key >> 1;

		while (ids->keys[at & ids->mask])
			at++;
		ids->keys[at & ids->mask] = key;
		ids->articles[at & ids->mask] = i;
	}
}

static uint32_t ids_find(const struct ids *ids, uint64_t key)
{
	uint64_t at = (key | 1) >> 1;

	for (; ids->keys[at & ids->mask]; at++)
		if (ids->keys[at & ids->mask] == (key | 1))
			return ids->articles[at & ids->mask];
	return ARTICLE_NONE;
}

static void pack_ids(const struct archive *archive, const uint32_t *articles,
                     uint32_t count, struct buf *out)
{
	pack_uint(out, count);
	for (uint32_t i = 0; i < count; i++) {
		uint64_t id = archive->records[articles[i]]->id.high | 1;

		buf_add(out, (struct str){ (const char *)&id, ID_SIZE });
	}
}

/* False if an article is not there any more. */
static bool unpack_ids(const struct ids *ids, struct unpack *in, struct arena *arena,
                       const uint32_t **articles, uint32_t *count)
{
	uint32_t *found;

	*count = (uint32_t)unpack_count(in);
	if (in->failed || *count > in->rest.len / ID_SIZE)
		return false;
	*articles = found = ARENA_ARRAY(arena, uint32_t, *count);
	for (uint32_t i = 0; i < *count; i++) {
		uint64_t id;

		memcpy(&id, in->rest.ptr, ID_SIZE);
		in->rest = str_from(in->rest, ID_SIZE);
		found[i] = ids_find(ids, id);
		if (found[i] == ARTICLE_NONE)
			return false;
	}
	return true;
}

/* The list as it is remembered; one that names what is not there must be found. */
static void recall_list(void *context, unsigned worker, size_t article)
{
	struct making *making = context;
	struct related *related = making->related;
	struct arena *arena = &related->arenas[worker];
	const struct related_note *note = &making->input->notes[article];
	struct unpack in = { .rest = note->list };
	struct related_list list;

	if (related->notes[article].bag.len == 0)
		return;
	making->is_dirty[article] =
		!unpack_ids(&making->ids, &in, arena, &list.articles, &list.count) ||
		!unpack_ids(&making->ids, &in, arena, &list.copies, &list.copy_count);
	if (making->is_dirty[article])
		return;
	related->lists[article] = list;
	related->notes[article].list = arena_str(arena, note->list);
}

static const uint32_t *keep_articles(const uint32_t *articles, uint32_t count,
                                     struct arena *arena)
{
	uint32_t *kept = arena_alloc_raw(arena, count * sizeof(*kept));

	if (count)
		memcpy(kept, articles, count * sizeof(*kept));
	return kept;
}

static void find_list(void *context, unsigned worker, size_t article)
{
	struct making *making = context;
	struct related *related = making->related;
	struct finder *finder = &making->finders[worker];
	struct arena *arena = &related->arenas[worker];
	struct related_choice choice;
	struct buf packed = { 0 };

	if (!making->is_dirty[article] || related->notes[article].bag.len == 0)
		return;
	if (!finder->index)
		finder_open(finder, making->index);
	finder_choose(finder, (uint32_t)article, list_length(making->archive->config),
	              &choice);
	related->lists[article] = (struct related_list){
		keep_articles(choice.articles, choice.count, arena),
		choice.count,
		keep_articles(choice.copies, choice.copy_count, arena),
		choice.copy_count,
	};
	pack_ids(making->archive, choice.articles, choice.count, &packed);
	pack_ids(making->archive, choice.copies, choice.copy_count, &packed);
	related->notes[article].list = buf_keep(&packed, arena);
	buf_clear(&packed);
}

static void find_lists(struct making *making, struct pool *pool)
{
	struct related *related = making->related;

	making->finders = xcalloc(related->threads, sizeof(*making->finders));
	pool_run(pool, related->count, find_list, making);
	for (unsigned i = 0; i < related->threads; i++)
		finder_close(&making->finders[i]);
	free(making->finders);
}

static bool any(const bool *flags, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		if (flags[i])
			return true;
	return false;
}

/* When nothing has changed there is no need to look at words. */
static void make_lists(struct making *making, struct pool *pool)
{
	struct related *related = making->related;
	const struct changes_input changes = {
		.archive = making->archive,
		.index = making->index,
		.old = &making->then,
		.notes = related->notes,
		.old_notes = making->input->notes,
		.gone = making->input->gone,
		.gone_count = making->input->gone_count,
	};

	ids_make(&making->ids, making->archive);
	if (making->is_anew)
		memset(making->is_dirty, true, related->count);
	else
		pool_run(pool, related->count, recall_list, making);
	if (making->input->explains || making->is_reweighed ||
	    any(making->is_dirty, related->count) || changes_any(&changes)) {
		related_index_make(making->index, related->bags.items, related->count,
		                   making->input->kept, pool);
		if (!making->is_anew)
			changes_find(&changes, making->is_dirty);
		find_lists(making, pool);
	}
	free(making->ids.keys);
	free(making->ids.articles);
}

/*
 * All
 */

/* Lists hang on the config; what words weigh is as it was found, or kept. */
static void recall(struct making *making, struct arena *arena)
{
	const struct weights *kept = making->input->kept;
	struct unpack in = { .rest = making->input->remembered };
	struct hash config = unpack_hash(&in);
	bool was_kept = unpack_uint(&in);

	making->is_anew = !weights_unpack(&making->then, &in, arena) ||
	                  !hash_eq(config, making->archive->config->hash);
	making->is_reweighed = kept ? !weights_eq(kept, &making->then) : was_kept;
}

static void remember(struct making *making)
{
	struct related *related = making->related;
	const struct related_note *old = making->input->notes;

	pack_hash(&related->remember, making->archive->config->hash);
	pack_uint(&related->remember, making->input->kept != NULL);
	weights_pack(making->index->vectors ? &making->index->weights : &making->then,
	             &related->remember);
	related->is_changed =
		making->input->gone_count ||
		!str_eq(buf_str(&related->remember), making->input->remembered);
	for (uint32_t i = 0; i < related->count; i++) {
		related->found += making->is_dirty[i];
		related->is_changed |= !str_eq(related->notes[i].bag, old[i].bag) ||
		                       !str_eq(related->notes[i].list, old[i].list);
	}
}

void related_open(struct related *related, const struct related_input *input,
                  unsigned threads)
{
	const struct archive *archive = input->archive;

	*related = (struct related){ .count = archive->count, .threads = threads };
	bags_open(&related->bags, archive, threads);
	for (uint32_t i = 0; i < archive->count; i++)
		bags_recall(&related->bags, i, input->notes[i].bag);
	related->arenas = xcalloc(threads, sizeof(*related->arenas));
	related->notes =
		ARENA_ARRAY(&related->arenas[0], struct related_note, archive->count);
	related->lists =
		ARENA_ARRAY(&related->arenas[0], struct related_list, archive->count);
}

void related_make(struct related *related, const struct related_input *input,
                  struct pool *pool)
{
	struct making making = { .related = related,
		                 .input = input,
		                 .archive = input->archive,
		                 .index = &related->index };
	struct arena scratch = { 0 };

	making.is_dirty = ARENA_ARRAY(&scratch, bool, related->count + 1);
	recall(&making, &scratch);
	bags_make(&related->bags, input->files, pool);
	for (uint32_t i = 0; i < related->count; i++)
		related->notes[i].bag = related->bags.items[i];
	make_lists(&making, pool);
	remember(&making);
	if (!input->explains)
		related_index_clear(&related->index);
	arena_clear(&scratch);
}

void related_clear(struct related *related)
{
	for (unsigned i = 0; i < related->threads; i++)
		arena_clear(&related->arenas[i]);
	related_index_clear(&related->index);
	bags_clear(&related->bags);
	free(related->arenas);
	buf_clear(&related->remember);
	*related = (struct related){ 0 };
}

struct related_list related_list(const struct related *related, uint32_t article)
{
	const struct related_list none = { 0 };

	return article < related->count ? related->lists[article] : none;
}

bool related_is_copy(const struct related *related, uint32_t article, uint32_t of)
{
	struct related_list list = related_list(related, of);

	for (uint32_t i = 0; i < list.copy_count; i++)
		if (list.copies[i] == article)
			return true;
	return false;
}
