#include "build/statefile.h"

#include <stdlib.h>
#include <string.h>

#include "base/pack.h"

/* Change it with the format of anything that is packed here. */
#define STORE_FORMAT "broadsheet 14"

#define STATE STR("state") /* the store */
#define NEXT  STR("next")  /* that of a fresh tree which is not in place yet */
#define FIRST STR("first") /* one that is being made where there was none */

/* Facts that no page reads are kept until they are more than this and half of all. */
#define IDLE_FACTS 1000

/* Loading: an entry that cannot be read ends it, and the store counts as damaged. */
struct load {
	struct state *state;
	bool failed;
	bool files_only; /* only what belongs to us in the output */
};

static bool load_source(void *context, struct str key, struct str value)
{
	struct load *load = context;
	struct unpack in = { .rest = value };
	struct known_source *source = state_add_source(load->state, unpack_str(&in));

	(void)key;
	source->stamp = unpack_stamp(&in);
	source->hash = unpack_hash(&in);
	source->draft = unpack_uint(&in);
	source->embargo = unpack_date(&in);
	source->expires = unpack_date(&in);
	source->messages = arena_str(&load->state->arena, unpack_str(&in));
	source->related.bag = unpack_str(&in);
	source->related.list = unpack_str(&in);
	source->is_related_mapped = true;
	source->packed = in.rest;
	load->failed |= in.failed;
	return !load->failed;
}

static bool load_fact(void *context, struct str key, struct str value)
{
	struct load *load = context;
	struct unpack in = { .rest = value };
	struct fact fact = { .kind = (enum fact_kind)unpack_uint(&in) };
	uint32_t count = load->state->facts.count;

	(void)key;
	fact.seen = unpack_hash(&in);
	if (unpack_uint(&in))
		fact.stamp = unpack_stamp(&in);
	fact.key = in.rest;
	/* Their keys are in order of their numbers, without a gap. */
	load->failed |= in.failed || fact.kind >= FACT_KINDS ||
	                state_add_fact(load->state, &fact) != count;
	return !load->failed;
}

static void load_trace(struct load *load, struct known_page *page, struct unpack *in)
{
	size_t count = unpack_count(in);

	page->facts = ARENA_ARRAY(&load->state->arena, uint32_t, count);
	for (size_t i = 0; i < count; i++) {
		page->facts[i] = (uint32_t)unpack_uint(in);
		load->failed |= page->facts[i] >= load->state->facts.count;
	}
	page->fact_count = (uint32_t)count;
}

static bool load_page(void *context, struct str key, struct str value)
{
	struct load *load = context;
	struct arena *arena = &load->state->arena;
	struct unpack in = { .rest = value };
	struct known_page *page = state_add_page(load->state, unpack_str(&in));

	(void)key;
	page->source = arena_str(arena, unpack_str(&in));
	page->hash = unpack_hash(&in);
	page->stamp = unpack_stamp(&in);
	page->size = unpack_uint(&in);
	page->kind = (enum page_kind)unpack_uint(&in);
	if (!load->files_only) {
		page->has_trace = unpack_uint(&in);
		page->resources = arena_str(arena, unpack_str(&in));
		page->messages = arena_str(arena, unpack_str(&in));
		page->reasons = arena_str(arena, unpack_str(&in));
		load_trace(load, page, &in);
	}
	load->failed |= in.failed;
	return !load->failed;
}

static struct hash about_hash(struct store *store, struct str name)
{
	struct unpack in = { .rest = store_get(store, STORE_ABOUT, name) };

	return unpack_hash(&in);
}

static void load_options(struct state *state)
{
	struct unpack in = { .rest = store_get(state->store, STORE_ABOUT,
		                               STR("options")) };

	state->drafts = unpack_uint(&in);
	state->date = unpack_date(&in);
	state->is_partial = unpack_uint(&in);
}

static bool has_format(struct store *store)
{
	return str_eq(store_get(store, STORE_ABOUT, STR("format")), STR(STORE_FORMAT));
}

/* A fresh tree that was put in place, by a build that got no further. */
static bool settle_next(struct state *state, uint64_t tree)
{
	enum store_status status;
	struct store *next = store_open(state->folder, NEXT, &status);
	bool is_in_place = false;

	if (status == STORE_MISSING || status == STORE_FAILED)
		return status == STORE_MISSING;
	if (next && has_format(next)) {
		struct unpack in = { .rest = store_get(next, STORE_ABOUT, STR("tree")) };

		is_in_place = tree && unpack_uint(&in) == tree;
	}
	store_close(next);
	if (is_in_place)
		return statefile_promote(state);
	store_remove(state->folder, NEXT);
	return true;
}

/* Count how often each fact is read; false if most are not read any more. */
static bool is_tidy(const struct state *state, uint32_t *readers)
{
	uint32_t idle = 0;

	for (uint32_t i = 0; i < state->page_paths.count; i++)
		for (uint32_t j = 0; j < state->pages[i].fact_count; j++)
			readers[state->pages[i].facts[j]]++;
	for (uint32_t i = 0; i < state->facts.count; i++)
		idle += readers[i] == 0;
	return idle < IDLE_FACTS || idle < state->facts.count / 2;
}

/* Drop the facts that no page reads: the others get new numbers. */
static void tidy_facts(struct state *state)
{
	uint32_t *readers =
		xrealloc_array(NULL, state->facts.count + 1, sizeof(*readers));
	struct facts old = state->facts;

	memset(readers, 0, (state->facts.count + 1) * sizeof(*readers));
	if (is_tidy(state, readers)) {
		free(readers);
		return;
	}
	state->facts = (struct facts){ 0 };
	for (uint32_t i = 0; i < old.count; i++)
		if (readers[i])
			readers[i] = state_add_fact(state, &old.items[i]);
	for (uint32_t i = 0; i < state->page_paths.count; i++)
		for (uint32_t j = 0; j < state->pages[i].fact_count; j++)
			state->pages[i].facts[j] = readers[state->pages[i].facts[j]];
	state->facts_packed = true;
	facts_clear(&old);
	free(readers);
}

static bool load_all(struct state *state)
{
	struct load load = { .state = state };

	load.files_only =
		!hash_eq(about_hash(state->store, STR("program")), state->program);
	state->config = about_hash(state->store, STR("config"));
	load_options(state);
	if (!load.files_only) {
		state_keep(state, &state->search,
		           store_get(state->store, STORE_ABOUT, STR("search")));
		state_keep(state, &state->related,
		           store_get(state->store, STORE_ABOUT, STR("related")));
		store_each(state->store, STORE_SOURCES, load_source, &load);
		if (!load.failed)
			store_each(state->store, STORE_FACTS, load_fact, &load);
	}
	if (!load.failed)
		store_each(state->store, STORE_PAGES, load_page, &load);
	if (load.failed)
		return false;
	tidy_facts(state);
	if (!state->facts_packed && state->fact_dirty_cap)
		memset(state->fact_dirty, 0, state->fact_dirty_cap);
	state->about_dirty = load.files_only;
	state->is_changed = load.files_only;
	return true;
}

enum state_found statefile_load(struct state *state, uint64_t tree)
{
	if (!settle_next(state, tree) ||
	    journal_read(&state->journal, state->files) != FILE_OK)
		return STATE_FAILED;
	return statefile_peek(state);
}

enum state_found statefile_peek(struct state *state)
{
	enum store_status status;

	state->store = store_open(state->folder, STATE, &status);
	if (status == STORE_MISSING)
		return STATE_NONE;
	if (status == STORE_FAILED)
		return STATE_FAILED;
	if (!state->store || !has_format(state->store) || !load_all(state)) {
		state_forget(state);
		return STATE_DAMAGED;
	}
	return state->about_dirty ? STATE_OTHER_PROGRAM : STATE_FOUND;
}

/* LMDB's keys are at most 511 bytes, and paths may be longer. */
static struct str path_key(struct str path, struct hash *key)
{
	*key = hash_bytes(path);
	return (struct str){ (const char *)key, sizeof(*key) };
}

/* The number of a fact, so that they lie in order. */
static struct str number_key(uint32_t number, unsigned char key[4])
{
	for (unsigned i = 0; i < 4; i++)
		key[i] = (unsigned char)(number >> (24 - 8 * i));
	return (struct str){ (const char *)key, 4 };
}

/* Saving: a value at a time is packed into value. */
struct save {
	struct state *state;
	struct store *store;
	struct buf value;
};

static void save_source(struct save *save, struct known_source *source)
{
	struct str packed = source->packed;
	struct hash key;

	if (source->is_gone) {
		store_drop(save->store, STORE_SOURCES, path_key(source->path, &key));
		return;
	}
	buf_reset(&save->value);
	pack_str(&save->value, source->path);
	pack_stamp(&save->value, source->stamp);
	pack_hash(&save->value, source->hash);
	pack_uint(&save->value, source->draft);
	pack_date(&save->value, source->embargo);
	pack_date(&save->value, source->expires);
	pack_str(&save->value, source->messages);
	pack_str(&save->value, source->related.bag);
	pack_str(&save->value, source->related.list);
	if (source->record)
		record_pack(source->record, save->state->taxonomies, &save->value);
	else
		buf_add(&save->value, packed);
	store_put(save->store, STORE_SOURCES, path_key(source->path, &key),
	          buf_str(&save->value));
}

static void save_fact(struct save *save, uint32_t number)
{
	const struct fact *fact = &save->state->facts.items[number];
	unsigned char key[4];

	buf_reset(&save->value);
	pack_uint(&save->value, fact->kind);
	pack_hash(&save->value, fact->seen);
	pack_uint(&save->value, fact->stamp.value != 0);
	if (fact->stamp.value)
		pack_stamp(&save->value, fact->stamp);
	buf_add(&save->value, fact->key);
	store_put(save->store, STORE_FACTS, number_key(number, key),
	          buf_str(&save->value));
}

static void save_page(struct save *save, struct known_page *page)
{
	struct hash key;

	if (page->is_gone) {
		store_drop(save->store, STORE_PAGES, path_key(page->path, &key));
		return;
	}
	buf_reset(&save->value);
	pack_str(&save->value, page->path);
	pack_str(&save->value, page->source);
	pack_hash(&save->value, page->hash);
	pack_stamp(&save->value, page->stamp);
	pack_uint(&save->value, page->size);
	pack_uint(&save->value, page->kind);
	pack_uint(&save->value, page->has_trace);
	pack_str(&save->value, page->resources);
	pack_str(&save->value, page->messages);
	pack_str(&save->value, page->reasons);
	pack_uint(&save->value, page->fact_count);
	for (uint32_t i = 0; i < page->fact_count; i++)
		pack_uint(&save->value, page->facts[i]);
	store_put(save->store, STORE_PAGES, path_key(page->path, &key),
	          buf_str(&save->value));
}

static void save_hash(struct save *save, struct str name, struct hash hash)
{
	buf_reset(&save->value);
	pack_hash(&save->value, hash);
	store_put(save->store, STORE_ABOUT, name, buf_str(&save->value));
}

/* In the order of the names. */
static void save_about(struct save *save, uint64_t tree)
{
	save_hash(save, STR("config"), save->state->config);
	store_put(save->store, STORE_ABOUT, STR("format"), STR(STORE_FORMAT));
	buf_reset(&save->value);
	pack_uint(&save->value, save->state->drafts);
	pack_date(&save->value, save->state->date);
	pack_uint(&save->value, save->state->is_partial);
	store_put(save->store, STORE_ABOUT, STR("options"), buf_str(&save->value));
	save_hash(save, STR("program"), save->state->program);
	store_put(save->store, STORE_ABOUT, STR("related"), save->state->related);
	store_put(save->store, STORE_ABOUT, STR("search"), save->state->search);
	buf_reset(&save->value);
	pack_uint(&save->value, tree);
	store_put(save->store, STORE_ABOUT, STR("tree"), buf_str(&save->value));
}

static void put_dirty(struct save *save)
{
	struct state *state = save->state;

	save_about(save, 0);
	for (uint32_t i = 0; i < state->source_paths.count; i++)
		if (state->sources[i].is_dirty)
			save_source(save, &state->sources[i]);
	if (state->facts_packed)
		store_empty(save->store, STORE_FACTS);
	for (uint32_t i = 0; i < state->facts.count; i++)
		if (state->facts_packed || state_fact_is_dirty(state, i))
			save_fact(save, i);
	for (uint32_t i = 0; i < state->page_paths.count; i++)
		if (state->pages[i].is_dirty ||
		    (state->facts_packed && !state->pages[i].is_gone))
			save_page(save, &state->pages[i]);
}

/* A path's key and the number of its entry. */
struct place {
	struct hash key;
	uint32_t number;
};

static int compare_places(const void *a, const void *b)
{
	return memcmp(&((const struct place *)a)->key, &((const struct place *)b)->key,
	              sizeof(struct hash));
}

/* The entries in the order of their keys, in which a new store takes them. */
static struct place *places_of(const struct table *paths)
{
	struct place *places = xrealloc_array(NULL, paths->count + 1, sizeof(*places));

	for (uint32_t i = 0; i < paths->count; i++)
		places[i] = (struct place){ hash_bytes(paths->keys[i]), i };
	qsort(places, paths->count, sizeof(*places), compare_places);
	return places;
}

static void put_all(struct save *save, uint64_t tree)
{
	struct state *state = save->state;
	struct place *places = places_of(&state->source_paths);

	save_about(save, tree);
	for (uint32_t i = 0; i < state->source_paths.count; i++)
		if (!state->sources[places[i].number].is_gone)
			save_source(save, &state->sources[places[i].number]);
	free(places);
	for (uint32_t i = 0; i < state->facts.count; i++)
		save_fact(save, i);
	places = places_of(&state->page_paths);
	for (uint32_t i = 0; i < state->page_paths.count; i++)
		if (!state->pages[places[i].number].is_gone)
			save_page(save, &state->pages[places[i].number]);
	free(places);
}

/* Commit, and close the store: what is in memory is what it holds now. */
static const char *finish(struct save *save)
{
	const char *problem = NULL;

	buf_clear(&save->value);
	if (!store_commit(save->store))
		problem = store_problem(save->store);
	store_close(save->store);
	if (!problem)
		state_is_saved(save->state);
	save->state->is_ours = !problem;
	return problem;
}

static const char *save_new(struct state *state, struct str name, uint64_t tree)
{
	struct save save = { .state = state };
	const char *problem = NULL;

	save.store = store_create(state->folder, name, &problem);
	if (!save.store)
		return problem;
	put_all(&save, tree);
	return finish(&save);
}

const char *statefile_save(struct state *state)
{
	struct save save = { .state = state };
	const char *problem = NULL;
	enum store_status status;

	if (state->is_changed) {
		state_release(state);
		save.store = state->is_ours ? store_reopen(state->folder, STATE)
		                            : store_open(state->folder, STATE, &status);
		if (save.store && store_begin(save.store)) {
			put_dirty(&save);
			problem = finish(&save);
		} else {
			store_close(save.store);
			problem = save_new(state, FIRST, 0);
			if (!problem && !store_rename(state->folder, FIRST, STATE))
				problem = "the store cannot be put in its place";
		}
	}
	if (!problem && !state->keeps_journal && journal_remove(state->files) != FILE_OK)
		problem = "the journal cannot be removed";
	return problem;
}

const char *statefile_save_fresh(struct state *state, uint64_t tree)
{
	return save_new(state, NEXT, tree);
}

bool statefile_promote(struct state *state)
{
	return store_rename(state->folder, NEXT, STATE) &&
	       (state->keeps_journal || journal_remove(state->files) == FILE_OK);
}
