#include "build/derived.h"

#include <stdlib.h>

/* Say which texts are missing, but for those of which it was said already. */
static bool report_unread(struct loaded *loaded, const struct unread *unread,
                          uint32_t count, struct diags *diags)
{
	for (uint32_t i = 0; i < count; i++) {
		struct str path = loaded->archive.records[unread[i].article]->path;
		bool is_new;

		if (table_find(&loaded->failed, path) != TABLE_NONE)
			continue;
		table_add(&loaded->unread, path, &is_new);
		loaded->system_failed |= files_is_system(unread[i].status);
		if (!is_new)
			continue;
		if (unread[i].status != FILE_OK) {
			diag_error_path(diags, path, "cannot read: %s",
			                files_explain(unread[i].status));
			continue;
		}
		diag_error_path(diags, path, "changed while the site was built");
		diag_hint(diags, "build again");
	}
	return count == 0;
}

/* What is made now, and from what. */
struct making {
	struct loaded *loaded;
	struct state *state; /* NULL: there is none */
	struct pool *pool;
	struct diags *diags;
	bool is_same; /* so far all is as it was */
};

/*
 * Search: segments are not made again that the last build made of the same. False if
 * words are missing.
 */
static bool make_search(struct making *making, struct listener listener)
{
	struct loaded *loaded = making->loaded;
	struct state *state = making->state;
	struct search_input input = { &loaded->archive, loaded->files, listener };
	struct search_index *search = &loaded->search;
	struct str remember;

	search_index_clear(search);
	search_index_make(search, &input, state->search, making->pool);
	loaded->archive.search = search;
	remember = buf_str(&search->remember);
	if (!str_eq(state->search, remember)) {
		state_keep(state, &state->search, remember);
		state->is_changed = true;
		making->is_same = false;
	}
	return report_unread(loaded, search->unread, search->unread_count, making->diags);
}

/*
 * Related articles
 */

/* What the state remembers of each article, and of those that are no longer there. */
static void recall_notes(const struct making *making, struct related_input *input,
                         struct arena *arena)
{
	const struct archive *archive = &making->loaded->archive;
	const struct state *state = making->state;
	struct related_note *notes =
		ARENA_ARRAY(arena, struct related_note, archive->count);
	struct related_gone *gone;

	input->notes = notes;
	if (!state)
		return;
	input->remembered = state->related;
	gone = ARENA_ARRAY(arena, struct related_gone, state->source_paths.count);
	for (uint32_t i = 0; i < state->source_paths.count; i++) {
		const struct known_source *known = &state->sources[i];
		uint32_t article;

		if (known->related.bag.len == 0)
			continue;
		article = archive_by_path(archive, known->path);
		if (article == ARTICLE_NONE)
			gone[input->gone_count++] =
				(struct related_gone){ known->path, known->related.bag };
		else
			notes[article] = known->related;
	}
	input->gone = gone;
}

/* The state's notes are those of loaded->related from now on. */
static void keep_notes(const struct loaded *loaded, struct state *state)
{
	const struct related *related = &loaded->related;

	for (uint32_t i = 0; i < state->source_paths.count; i++) {
		struct known_source *known = &state->sources[i];
		uint32_t article = archive_by_path(&loaded->archive, known->path);
		struct related_note note = { 0 };

		if (article < related->count)
			note = related->notes[article];
		if (!str_eq(known->related.bag, note.bag) ||
		    !str_eq(known->related.list, note.list))
			known->is_dirty = state->is_changed = true;
		known->related = note;
		known->is_related_mapped = false;
	}
	if (str_eq(state->related, buf_str(&related->remember)))
		return;
	state_keep(state, &state->related, buf_str(&related->remember));
	state->is_changed = true;
}

/* False if texts are missing. */
static bool make_related(struct making *making, const struct related_input *input)
{
	struct loaded *loaded = making->loaded;
	const struct bags *bags = &loaded->related.bags;

	related_make(&loaded->related, input, making->pool);
	loaded->archive.related = &loaded->related;
	making->is_same &= !loaded->related.is_changed;
	return report_unread(loaded, bags->unread, bags->unread_count, making->diags);
}

/*
 * Both. Search reads texts segment by segment, and related articles hear of them; they
 * read the others. Where the site has none any more, nothing of them is remembered.
 */
static bool make_all(struct making *making, bool explains)
{
	struct loaded *loaded = making->loaded;
	struct related old = loaded->related;
	struct related_input input = { .archive = &loaded->archive,
		                       .files = loaded->files,
		                       .explains = explains };
	bool has_related = loaded->config.has_related && (making->state || explains);
	struct listener listener = { 0 };
	struct arena scratch = { 0 };
	struct weights kept = weights_of(&loaded->words, &scratch);
	bool ok = true;

	loaded->related = (struct related){ 0 };
	if (has_related) {
		input.kept = loaded->words.asked ? &kept : NULL;
		recall_notes(making, &input, &scratch);
		related_open(&loaded->related, &input, pool_size(making->pool));
		listener = bags_listener(&loaded->related.bags);
	}
	if (loaded->config.search && making->state && !explains)
		ok &= make_search(making, listener);
	if (has_related)
		ok &= make_related(making, &input);
	if (making->state)
		keep_notes(loaded, making->state);
	related_clear(&old);
	arena_clear(&scratch);
	return ok;
}

bool derive(struct loaded *loaded, struct pool *pool, const struct load_options *options,
            struct diags *diags)
{
	struct making making = { loaded, options->state, pool, diags, true };

	return make_all(&making, options->explains);
}

bool derive_again(struct loaded *loaded, struct pool *pool, struct state *state,
                  struct diags *diags)
{
	struct making making = { loaded, state, pool, diags, true };

	return make_all(&making, false) && !making.is_same &&
	       archive_list_pages(&loaded->archive, loaded->plain, loaded->plain_count,
	                          diags);
}
