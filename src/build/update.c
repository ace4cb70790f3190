/*
 * update: the part of session.h for a process that stays: what changed is built, and
 * pages are made on demand.
 */
#include <stdlib.h>

#include "build/derived.h"
#include "build/session.h"
#include "build/statefile.h"

void session_forget_asked(struct build *build)
{
	table_clear(&build->asked_urls);
	free(build->asked_sources);
	build->asked_sources = NULL;
	arena_clear(&build->asked);
}

/* Prepare to find the pages that read a fact. */
static void make_readers(struct build *build)
{
	if (!build->has_readers)
		readers_make(&build->readers, &build->state);
	build->has_readers = true;
}

/* Articles whose places among the others are as they were; false if all must be loaded.
 */
static bool run_patch(struct build *build, struct run *run, struct patch *patch)
{
	double start = session_ms();
	bool done = false;

	if (session_open_writer(build, run)) {
		pthread_rwlock_wrlock(&build->site_lock);
		patch_apply(run, patch);
		pthread_rwlock_unlock(&build->site_lock);
		make_readers(build);
		plan_nothing(&run->plan, run->state, run->plan.site);
		build->state.run++;
		done = !writer_is_fresh(run->writer) &&
		       patch_make(run, patch, &build->readers) &&
		       !atomic_load(&run->failure);
		plan_clear(&run->plan);
		session_merge(run);
		run->result->unchanged = run->result->pages - run->result->written;
		writer_abort(run->writer);
	}
	run->result->render_ms = session_ms() - start;
	return done;
}

/* Are the articles and the config as they were? */
static bool is_of_theme(const struct changes *changes)
{
	static const struct str folders[] = { STR_INIT("templates/"), STR_INIT("data/"),
		                              STR_INIT("static/") };

	for (size_t i = 0; i < changes->paths.count; i++) {
		bool is = false;

		for (size_t j = 0; j < ARRAY_LEN(folders); j++)
			is |= str_has_prefix(changes->paths.items[i], folders[j]);
		if (!is)
			return false;
	}
	return !changes->rescan;
}

/* Templates, data and plain files; false if all must be loaded. */
static bool run_theme(struct build *build, struct run *run)
{
	double start = session_ms();
	bool ok;

	if (!session_open_writer(build, run))
		return false;
	build->has_readers = false;
	build->state.run++;
	pthread_rwlock_wrlock(&build->site_lock);
	session_forget_asked(build);
	ok = load_theme(&build->loaded, run->diags) && !writer_is_fresh(run->writer);
	pthread_rwlock_unlock(&build->site_lock);
	if (!ok) {
		writer_abort(run->writer);
		return false;
	}
	run->saves_later = run->plan.trusts_output = true;
	run->plan.kinds = FACTS_OF_THEME;
	run->result->load_ms = session_ms() - start;
	session_make(run);
	return true;
}

/*
 * What is made of the texts of all articles, after some were edited in their places:
 * their pages are there already, and browsers show them. False if all must be loaded.
 */
static bool run_derived(struct build *build, struct run *run)
{
	double start = session_ms();
	bool ok;

	session_clear_workers(build);
	pthread_rwlock_wrlock(&build->site_lock);
	ok = derive_again(&build->loaded, build->pool, &build->state, run->diags);
	pthread_rwlock_unlock(&build->site_lock);
	run->result->load_ms += session_ms() - start;
	if (!ok)
		return run->diags->errors == 0;
	if (!session_open_writer(build, run))
		return false;
	build->has_readers = false;
	run->saves_later = run->plan.trusts_output = true;
	run->plan.kinds = FACTS_DERIVED | 1u << FACT_PAGE;
	session_make(run);
	return !run->result->system_failed;
}

bool build_update(struct build *build, const struct changes *changes,
                  struct build_result *result, struct diags *diags)
{
	struct run run = session_run(build, result, diags);
	struct arena arena = { 0 };
	struct patch *patch = NULL;
	double start = session_ms();
	bool done = false;

	if (build->is_loaded && !build->has_errors) {
		*result = build->last;
		result->rendered = result->written = result->deleted = result->parsed = 0;
		result->bytes = 0;
		result->plan_ms = result->finish_ms = 0;
		pthread_rwlock_wrlock(&build->site_lock);
		build->loaded.site.now = files_now(build->files);
		pthread_rwlock_unlock(&build->site_lock);
		run.plan.site = &build->loaded.site;
		patch = patch_read(&run, changes, &arena);
		result->load_ms = session_ms() - start;
	}
	if (patch)
		done = run_patch(build, &run, patch) && run_derived(build, &run);
	else if (build->is_loaded && !build->has_errors && is_of_theme(changes))
		done = run_theme(build, &run);
	arena_clear(&arena);
	if (done)
		return session_end(build, result, diags);
	diags_clear(diags);
	session_clear_workers(build);
	return session_run_all(build, changes, result, diags);
}

bool build_save(struct build *build, struct diags *diags)
{
	const char *problem = statefile_save(&build->state);

	make_readers(build);
	if (problem)
		return diag_error_path(diags, build->state.folder,
		                       "cannot write the state: %s", problem);
	return true;
}

/* A page that is asked for is likely to ask for its pictures next. */
static void keep_asked(struct build *build)
{
	const struct rendering *rendering = &build->rendering;

	for (size_t i = 0; i < rendering->resource_count; i++) {
		bool is_new;
		uint32_t number = table_add(
			&build->asked_urls,
			arena_str(&build->asked, rendering->resources[i].url), &is_new);

		build->asked_sources =
			xrealloc_array(build->asked_sources, build->asked_urls.cap,
		                       sizeof(*build->asked_sources));
		if (is_new)
			build->asked_sources[number] =
				arena_str(&build->asked, rendering->resources[i].source);
	}
}

bool build_render(struct build *build, struct str url, struct buf *bytes)
{
	const struct page *page = NULL;
	struct page file = { .kind = PAGE_FILE };
	struct diags diags = { 0 };
	uint32_t number;
	bool made = false;

	pthread_mutex_lock(&build->asking);
	while (!build->was_loaded)
		pthread_cond_wait(&build->loaded_once, &build->asking);
	pthread_mutex_unlock(&build->asking);
	pthread_rwlock_rdlock(&build->site_lock);
	pthread_mutex_lock(&build->asking);
	number = table_find(&build->asked_urls, url);
	if (build->loaded.can_render)
		page = archive_page(&build->loaded.archive, url);
	if (!page && number != TABLE_NONE) {
		file.url = url;
		file.source = build->asked_sources[number];
		page = &file;
	}
	if (page) {
		made = page_render(&build->loaded.site, page, &build->rendering, &diags);
		if (made)
			buf_add(bytes, buf_str(&build->rendering.bytes));
		keep_asked(build);
		/* Its facts are of this archive, which may not be the next one's. */
		rendering_clear(&build->rendering);
	}
	pthread_mutex_unlock(&build->asking);
	pthread_rwlock_unlock(&build->site_lock);
	diags_clear(&diags);
	return made;
}
