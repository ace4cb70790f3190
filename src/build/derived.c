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

/*
 * Search: segments are not made again that the last build made of the same. *is_same: all
 * are as they were. False if words are missing.
 */
static bool make_search(struct loaded *loaded, struct pool *pool, struct state *state,
                        bool *is_same, struct diags *diags)
{
	struct search_input input = { &loaded->archive, loaded->files };
	struct str remember;

	search_index_clear(&loaded->search);
	search_index_make(&loaded->search, &input, state->search, pool);
	loaded->archive.search = &loaded->search;
	remember = buf_str(&loaded->search.remember);
	*is_same = str_eq(state->search, remember);
	if (!*is_same) {
		state_keep(state, &state->search, remember);
		state->is_changed = true;
	}
	return report_unread(loaded, loaded->search.unread, loaded->search.unread_count,
	                     diags);
}

/*
 * Related articles
 */

/* What the state remembers of each article, and of those that are no longer there. */
static void recall_notes(const struct loaded *loaded, const struct state *state,
                         struct related_input *input, struct arena *arena)
{
	const struct archive *archive = &loaded->archive;
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

/* *is_same: all is as it was. False if texts are missing. */
static bool make_related(struct loaded *loaded, struct pool *pool, struct state *state,
                         bool *is_same, struct diags *diags)
{
	struct related old = loaded->related;
	struct related_input input = { .archive = &loaded->archive,
		                       .files = loaded->files,
		                       .explains = !state };
	struct arena scratch = { 0 };

	recall_notes(loaded, state, &input, &scratch);
	related_make(&loaded->related, &input, pool);
	loaded->archive.related = &loaded->related;
	*is_same = !loaded->related.is_changed;
	if (state)
		keep_notes(loaded, state);
	related_clear(&old);
	arena_clear(&scratch);
	return report_unread(loaded, loaded->related.unread, loaded->related.unread_count,
	                     diags);
}

/* The site has none any more: nothing is remembered of them. */
static void forget_related(struct loaded *loaded, struct state *state)
{
	struct related old = loaded->related;

	loaded->related = (struct related){ 0 };
	if (state)
		keep_notes(loaded, state);
	related_clear(&old);
}

static bool make_all(struct loaded *loaded, struct pool *pool,
                     const struct load_options *options, bool *is_same,
                     struct diags *diags)
{
	bool ok = true, same_search = true, same_related = true;

	if (loaded->config.search && options->state)
		ok &= make_search(loaded, pool, options->state, &same_search, diags);
	if (loaded->config.has_related && (options->state || options->explains))
		ok &= make_related(loaded, pool, options->state, &same_related, diags);
	else
		forget_related(loaded, options->state);
	*is_same = same_search && same_related;
	return ok;
}

bool derive(struct loaded *loaded, struct pool *pool, const struct load_options *options,
            struct diags *diags)
{
	bool is_same;

	return make_all(loaded, pool, options, &is_same, diags);
}

bool derive_again(struct loaded *loaded, struct pool *pool, struct state *state,
                  struct diags *diags)
{
	const struct load_options options = { .state = state };
	bool is_same;

	return make_all(loaded, pool, &options, &is_same, diags) && !is_same &&
	       archive_list_pages(&loaded->archive, loaded->plain, loaded->plain_count,
	                          diags);
}
