/*
 * sweep: the part of run.h that removes pages which are no longer part of the site, and
 * looks for files in the output that are not of the site.
 */
#include "archive/permalink.h"
#include "base/path.h"
#include "build/run.h"

#define STRANGERS_MAX 20 /* that are named one by one */

/* Is a file, of which no build remembers anything, part of the site now? */
static bool is_wanted(const struct run *run, struct str path, struct arena *arena)
{
	struct str url = path_to_url(arena, path);

	for (size_t i = 0; i < run->resources.count; i++)
		if (str_eq(run->resources.pages[i].url, url))
			return true;
	return archive_page(&run->loaded->archive, url) != NULL;
}

/*
 * Is there a page that no build has made before, and that could not be made now, since
 * something could not be read? Nobody knows which files it publishes: it may be that of
 * an article which has another name now.
 */
static bool fails_anew(const struct run *run)
{
	bool failed = false;

	for (unsigned i = 0; i < pool_size(run->pool); i++)
		failed |= run->workers[i].system_failed;
	for (size_t i = 0; failed && i < run->archive.count; i++)
		if (run->archive.outputs[i].fate == PAGE_FAILED &&
		    run->archive.outputs[i].known == PAGE_UNKNOWN)
			return true;
	return false;
}

/* If sources could not even be listed, nothing is known to be gone. */
static bool stays(const struct run *run, const struct known_page *known, bool keeps_files,
                  struct arena *arena)
{
	return run->loaded->system_failed || (keeps_files && known->kind == PAGE_FILE) ||
	       !run_has_in_shard(run, path_to_url(arena, known->path)) ||
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

/* False if it could not be removed, and so must be remembered. */
static bool delete_page(struct run *run, struct str path, const struct known_page *known)
{
	struct claim claim = { run, path, known };
	struct arena scratch = { 0 };
	enum file_status status = FILE_OK;
	struct str name = path_join(&scratch, run->options->output, path);

	if (!writer_is_fresh(run->writer))
		status = writer_delete(run->writer, path, is_ours, &claim);
	if (status == FILE_OK) {
		run->result->deleted += known != NULL;
		run_tell(run, path, true);
	} else if (status != FILE_EXISTS) {
		run->result->system_failed = true;
		diag_error_path(run->diags, name, "cannot be removed: %s",
		                files_explain(status));
	} else if (known) {
		diag_warn_path(run->diags, name,
		               "is no longer part of the site, but was changed by "
		               "someone else: left alone");
	}
	arena_clear(&scratch);
	return status == FILE_OK || status == FILE_EXISTS;
}

/*
 * Is there a page that could not be made now, or may there be one whose source could not
 * even be listed, and was by a build of which only the journal tells? Then nobody knows
 * which files it publishes.
 */
static bool hides_resources(const struct run *run, struct arena *arena)
{
	const struct round *round = &run->archive;

	for (size_t i = 0; i < round->count; i++)
		if (round->outputs[i].fate == PAGE_FAILED &&
		    table_find(&run->state->journal.paths,
		               url_to_path(arena, round->pages[i].url)) != TABLE_NONE)
			return true;
	return run->loaded->system_failed || run->loaded->failed.count != 0;
}

/* What a build that was killed wrote, and no other knows of. */
static void sweep_journal(struct run *run, struct arena *arena)
{
	struct state *state = run->state;

	if (state->journal.paths.count == 0 || hides_resources(run, arena))
		return;
	for (uint32_t i = 0; i < state->journal.paths.count; i++) {
		struct str path = state->journal.paths.keys[i];

		if (run_has_in_shard(run, path_to_url(arena, path)) &&
		    !state_page(state, path) && !is_wanted(run, path, arena))
			delete_page(run, path, NULL);
	}
}

/* A page that stays must be made again once it can be, if it is not as it should be. */
static void note_behind(struct run *run, struct known_page *known)
{
	if (!known->has_trace ||
	    plan_page(&run->plan, known, known->kind, known->source) == REASON_NONE)
		return;
	known->has_trace = false;
	known->is_dirty = run->state->is_changed = true;
}

void sweep_gone(struct run *run)
{
	struct state *state = run->state;
	struct arena arena = { 0 };
	bool keeps_files = fails_anew(run);

	for (uint32_t i = 0; i < state->page_paths.count; i++) {
		struct known_page *known = &state->pages[i];

		if (known->is_gone || known->wanted_in == state->run)
			continue;
		if (stays(run, known, keeps_files, &arena) &&
		    writer_keep(run->writer, known->path, &arena)) {
			note_behind(run, known);
			continue;
		}
		known->is_gone = delete_page(run, known->path, known);
		known->has_trace = false;
		known->is_dirty = state->is_changed = true;
	}
	sweep_journal(run, &arena);
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

static bool has_file(struct search *search, struct str folder)
{
	struct file_entry *entries;
	size_t count;
	bool found = false;

	if (files_list(writer_tree(search->run->writer), folder, &search->arena, &entries,
	               &count) != FILE_OK)
		return true;
	for (size_t i = 0; i < count && !found; i++)
		found = entries[i].type != FILE_FOLDER ||
		        has_file(search,
		                 path_join(&search->arena, folder, entries[i].name));
	return found;
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

		if (state_page(run->state, path) ||
		    table_find(&run->state->journal.paths, path) != TABLE_NONE ||
		    is_wanted(run, path, &search->arena))
			continue;
		if (table_find(folders, path) != TABLE_NONE)
			search_folder(search, path, folders);
		else if (!str_eq(entries[i].name, STR(".git")) &&
		         (entries[i].type != FILE_FOLDER || has_file(search, path)))
			report_stranger(search, path);
	}
}

static void add_folders(struct table *folders, struct str path)
{
	struct str folder = path_dir(path);
	bool is_new = true;

	for (; folder.len && is_new; folder = path_dir(folder))
		table_add(folders, folder, &is_new);
}

/* The folders of pages: of the site, of the journal, and those that could not be made. */
static void list_folders(struct search *search, struct table *folders)
{
	const struct state *state = search->run->state;
	const struct round *round = &search->run->archive;

	for (uint32_t i = 0; i < state->page_paths.count; i++)
		if (!state->pages[i].is_gone)
			add_folders(folders, state->pages[i].path);
	for (uint32_t i = 0; i < state->journal.paths.count; i++)
		add_folders(folders, state->journal.paths.keys[i]);
	for (size_t i = 0; i < round->count; i++)
		if (round->outputs[i].fate == PAGE_FAILED)
			add_folders(folders,
			            url_to_path(&search->arena, round->pages[i].url));
}

void sweep_strangers(struct run *run)
{
	struct search search = { .run = run };
	struct table folders = { 0 };

	list_folders(&search, &folders);
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
