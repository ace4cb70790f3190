/*
 * sweep: the part of run.h that removes pages which are no longer part of the site, and
 * looks for files in the output that are not of the site.
 */
#include "archive/permalink.h"
#include "base/path.h"
#include "build/run.h"

#define STRANGERS_MAX 20 /* that are named one by one */

/* Every page that is part of the site, made or not, by its path. */
static void add_paths(const struct round *round, struct table *paths, struct arena *arena)
{
	for (size_t i = 0; i < round->count; i++)
		table_add(paths, url_to_path(arena, round->pages[i].url), NULL);
}

/* If sources could not even be listed, nothing is known to be gone. */
static bool stays(const struct run *run, const struct known_page *known)
{
	return run->loaded->system_failed || run->options->shards ||
	       (known->source.len &&
	        table_find(&run->loaded->failed, known->source) != TABLE_NONE);
}

/* A file that may be ours: with which bytes. */
struct claim {
	const struct run *run;
	struct str path;
	const struct known_page *known; /* NULL: only the journal speaks for it */
};

static bool is_ours(void *context, struct hash hash)
{
	const struct claim *claim = context;

	return (claim->known && hash_eq(claim->known->hash, hash)) ||
	       journal_has(&claim->run->state->journal, claim->path, hash);
}

static void delete_page(struct run *run, struct str path, const struct known_page *known)
{
	struct claim claim = { run, path, known };
	struct arena scratch = { 0 };

	if (writer_is_fresh(run->writer) ||
	    writer_delete(run->writer, path, is_ours, &claim))
		run->result->deleted += known != NULL;
	else if (known)
		diag_warn_path(run->diags,
		               path_join(&scratch, run->options->output, path),
		               "is no longer part of the site, but was changed by "
		               "someone else: left alone");
	arena_clear(&scratch);
}

void sweep_gone(struct run *run)
{
	struct state *state = run->state;
	struct arena arena = { 0 };
	struct table paths = { 0 };

	add_paths(&run->archive, &paths, &arena);
	add_paths(&run->resources, &paths, &arena);
	for (uint32_t i = 0; i < state->page_paths.count; i++) {
		struct known_page *known = &state->pages[i];

		if (known->is_gone || table_find(&paths, known->path) != TABLE_NONE)
			continue;
		if (stays(run, known) && writer_keep(run->writer, known->path, &arena))
			continue;
		delete_page(run, known->path, known);
		known->is_gone = known->is_dirty = state->is_changed = true;
	}
	/* What a build that was killed wrote, and no other knows of. */
	for (uint32_t i = 0; i < state->journal.paths.count && !run->options->shards;
	     i++) {
		struct str path = state->journal.paths.keys[i];

		if (!state_page(state, path) && table_find(&paths, path) == TABLE_NONE)
			delete_page(run, path, NULL);
	}
	table_clear(&paths);
	arena_clear(&arena);
}

struct search {
	struct run *run;
	struct arena arena;
	size_t count;
};

/* Warn of a file, or of a folder in which nothing is of the site. */
static void report_stranger(struct search *search, struct str path)
{
	if (search->count++ < STRANGERS_MAX)
		diag_warn_path(
			search->run->diags,
			path_join(&search->arena, search->run->options->output, path),
			"is no part of the site: left alone");
}

static void search_folder(struct search *search, struct str folder, struct table *folders)
{
	struct run *run = search->run;
	struct file_entry *entries;
	size_t count;

	if (files_list(writer_tree(run->writer), folder, &search->arena, &entries,
	               &count) != FILE_OK)
		return;
	for (size_t i = 0; i < count; i++) {
		struct str path = path_join(&search->arena, folder, entries[i].name);

		if (state_page(run->state, path))
			continue;
		if (table_find(folders, path) != TABLE_NONE)
			search_folder(search, path, folders);
		else if (!str_eq(entries[i].name, STR(".git")))
			report_stranger(search, path);
	}
}

/* The folders that pages of the site are in. */
static void list_folders(const struct state *state, struct table *folders)
{
	for (uint32_t i = 0; i < state->page_paths.count; i++) {
		struct str folder = path_dir(state->pages[i].path);
		bool is_new = !state->pages[i].is_gone;

		for (; folder.len && is_new; folder = path_dir(folder))
			table_add(folders, folder, &is_new);
	}
}

void sweep_strangers(struct run *run)
{
	struct search search = { .run = run };
	struct table folders = { 0 };

	list_folders(run->state, &folders);
	search_folder(&search, (struct str){ 0 }, &folders);
	if (search.count > STRANGERS_MAX)
		diag_warn_path(run->diags, run->options->output,
		               "%zu more files or folders are no part of the site",
		               search.count - STRANGERS_MAX);
	if (search.count)
		diag_hint(run->diags, "--clean removes what is no part of the site");
	table_clear(&folders);
	arena_clear(&search.arena);
}
