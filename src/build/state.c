#include "build/state.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

/* The program that makes the pages: any change of it may change them. */
static enum file_status hash_program(struct hash *hash)
{
	struct files *self = files_open_disk(STR("/proc/self"));
	enum file_status status = files_hash(self, STR("exe"), hash);

	files_close(self);
	return status;
}

struct str state_folder(struct str output, struct arena *arena)
{
	struct str name = text_slug(arena, output);

	return arena_printf(arena, ".broadsheet/%.*s-%.*s",
	                    STR_ARG(utf8_prefix(name, 40)),
	                    STR_ARG(hash_hex(arena, hash_bytes(output), 8)));
}

enum file_status state_open(struct state *state, struct str folder,
                            void (*busy)(void *context), void *context)
{
	enum file_status status;

	*state = (struct state){ .lock = -1 };
	state->folder = arena_str(&state->arena, folder);
	state->files = files_open_disk(state->folder);
	status = hash_program(&state->program);
	if (status == FILE_OK)
		status = files_make_folder(state->files, (struct str){ 0 });
	if (status == FILE_OK)
		status = files_lock(state->files, STR("lock"), false, &state->lock);
	if (status == FILE_BUSY) {
		busy(context);
		status = files_lock(state->files, STR("lock"), true, &state->lock);
	}
	return status;
}

enum file_status state_peek(struct state *state, struct str folder)
{
	struct file_info info;
	enum file_status status;

	*state = (struct state){ .lock = -1 };
	state->folder = arena_str(&state->arena, folder);
	state->files = files_open_disk(state->folder);
	status = hash_program(&state->program);
	return status == FILE_OK ? files_stat(state->files, (struct str){ 0 }, &info)
	                         : status;
}

struct known_source *state_source(struct state *state, struct str path)
{
	uint32_t number = table_find(&state->source_paths, path);

	if (number == TABLE_NONE || state->sources[number].is_gone)
		return NULL;
	return &state->sources[number];
}

/* Room for one more in an array of *cap items. */
static void *grown(void *items, uint32_t count, uint32_t *cap, size_t size)
{
	if (count <= *cap)
		return items;
	*cap = *cap ? *cap * 2 : 256;
	return xrealloc_array(items, *cap, size);
}

struct known_source *state_add_source(struct state *state, struct str path)
{
	uint32_t number = table_find(&state->source_paths, path);

	if (number == TABLE_NONE) {
		path = arena_str(&state->arena, path);
		number = table_add(&state->source_paths, path, NULL);
		state->sources = grown(state->sources, number + 1, &state->source_cap,
		                       sizeof(*state->sources));
	}
	state->sources[number] = (struct known_source){
		.path = state->source_paths.keys[number],
	};
	return &state->sources[number];
}

uint32_t state_find_page(const struct state *state, struct str path)
{
	uint32_t number = table_find(&state->page_paths, path);

	if (number == TABLE_NONE || state->pages[number].is_gone)
		return PAGE_UNKNOWN;
	return number;
}

struct known_page *state_page(struct state *state, struct str path)
{
	uint32_t number = state_find_page(state, path);

	return number == PAGE_UNKNOWN ? NULL : &state->pages[number];
}

struct known_page *state_add_page(struct state *state, struct str path)
{
	uint32_t number = table_find(&state->page_paths, path);

	if (number == TABLE_NONE) {
		path = arena_str(&state->arena, path);
		number = table_add(&state->page_paths, path, NULL);
		state->pages = grown(state->pages, number + 1, &state->page_cap,
		                     sizeof(*state->pages));
	}
	state->pages[number] = (struct known_page){
		.path = state->page_paths.keys[number],
	};
	return &state->pages[number];
}

void state_keep(struct state *state, struct str *place, struct str bytes)
{
	union {
		const char *borrowed;
		char *own;
	} old = { place->ptr };

	/* What is edited again and again does not fill the memory. */
	if (bytes.len && bytes.len <= place->len)
		memcpy(old.own, bytes.ptr, bytes.len);
	else
		*place = arena_str(&state->arena, bytes);
	place->len = bytes.len;
}

static bool is_of_article(enum fact_kind kind)
{
	return kind == FACT_CARD || kind == FACT_ARTICLE || kind == FACT_BODY ||
	       kind == FACT_NEIGHBOURS;
}

static void mark_dirty(struct state *state, uint32_t number)
{
	if (number >= state->fact_dirty_cap) {
		uint32_t cap = state->facts.cap;

		state->fact_dirty = xrealloc(state->fact_dirty, cap);
		memset(state->fact_dirty + state->fact_dirty_cap, 0,
		       cap - state->fact_dirty_cap);
		state->fact_dirty_cap = cap;
	}
	state->fact_dirty[number] = true;
	state->is_changed = true;
}

uint32_t state_add_fact(struct state *state, const struct fact *fact)
{
	const struct known_source *source = NULL;
	bool is_new;
	uint32_t number;

	if (is_of_article(fact->kind))
		source = state_source(state, fact->key);
	number = facts_add(&state->facts, fact->kind, source ? source->path : fact->key,
	                   source != NULL, &is_new);
	if (is_new) {
		state->facts.items[number].seen = fact->seen;
		state->facts.items[number].stamp = fact->stamp;
		mark_dirty(state, number);
	}
	return number;
}

void state_set_fact(struct state *state, uint32_t number, struct hash seen,
                    struct stamp stamp)
{
	state->facts.items[number].seen = seen;
	state->facts.items[number].stamp = stamp;
	mark_dirty(state, number);
}

bool state_fact_is_dirty(const struct state *state, uint32_t number)
{
	return number < state->fact_dirty_cap && state->fact_dirty[number];
}

void state_is_saved(struct state *state)
{
	for (uint32_t i = 0; i < state->source_paths.count; i++)
		state->sources[i].is_dirty = false;
	for (uint32_t i = 0; i < state->page_paths.count; i++)
		state->pages[i].is_dirty = false;
	if (state->fact_dirty_cap)
		memset(state->fact_dirty, 0, state->fact_dirty_cap);
	state->about_dirty = state->facts_packed = state->is_changed = false;
}

void state_release(struct state *state)
{
	store_close(state->store);
	state->store = NULL;
	for (uint32_t i = 0; i < state->source_paths.count; i++) {
		struct known_source *source = &state->sources[i];

		source->packed = (struct str){ 0 };
		if (source->is_related_mapped)
			source->related = (struct related_note){ 0 };
		source->is_related_mapped = false;
	}
}

static void free_known(struct state *state)
{
	journal_clear(&state->journal);
	table_clear(&state->source_paths);
	table_clear(&state->page_paths);
	facts_clear(&state->facts);
	free(state->sources);
	free(state->pages);
	free(state->fact_dirty);
}

void state_forget(struct state *state)
{
	struct state fresh = {
		.folder = state->folder,
		.files = state->files,
		.lock = state->lock,
		.program = state->program,
		.arena = state->arena,
		.about_dirty = true,
		.is_changed = true,
	};

	state_release(state);
	free_known(state);
	*state = fresh;
}

void state_distrust(struct state *state)
{
	for (uint32_t i = 0; i < state->source_paths.count; i++)
		state->sources[i].is_gone = state->sources[i].is_dirty = true;
	for (uint32_t i = 0; i < state->page_paths.count; i++) {
		struct known_page *page = &state->pages[i];

		page->has_trace = false;
		page->fact_count = 0;
		page->messages = (struct str){ 0 };
		page->is_dirty = true;
	}
	facts_clear(&state->facts);
	state->search = state->related = (struct str){ 0 };
	state->facts_packed = state->is_changed = true;
}

void state_close(struct state *state)
{
	state_release(state);
	free_known(state);
	if (state->lock >= 0)
		files_unlock(state->files, state->lock);
	files_close(state->files);
	arena_clear(&state->arena);
	*state = (struct state){ .lock = -1 };
}
