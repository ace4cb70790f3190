#include "build/build.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "build/output.h"
#include "build/session.h"
#include "build/statefile.h"

double session_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void ignore_busy(void *context)
{
	(void)context;
}

static bool open_state(struct build *build, struct build_result *result,
                       struct diags *diags)
{
	const struct build_options *options = &build->options;
	struct arena scratch = { 0 };
	enum file_status status = state_open(
		&build->state,
		options->state.len
			? options->state
			: state_folder(output_name(options->output, &scratch), &scratch),
		options->busy ? options->busy : ignore_busy, options->context);

	arena_clear(&scratch);
	if (status != FILE_OK) {
		result->system_failed = files_is_system(status);
		return diag_error_path(diags, build->state.folder,
		                       "cannot open the state: %s",
		                       files_explain(status));
	}
	build->found = statefile_load(&build->state, writer_inode(options->output));
	if (build->found == STATE_FAILED) {
		result->system_failed = true;
		return diag_error_path(
			diags, build->state.folder,
			"cannot read the state of the last build: input or "
			"output failed");
	}
	return true;
}

struct build *build_open(const struct build_options *options, struct build_result *result,
                         struct diags *diags)
{
	struct build *build = xmalloc(sizeof(*build));
	double start = session_ms();

	*result = (struct build_result){ 0 };
	*build = (struct build){
		.options = *options,
		.files = files_open_disk(STR(".")),
		.pool = pool_new(options->jobs),
		.state.lock = -1,
	};
	if (build->options.output.len == 0)
		build->options.output = STR("public");
	if (options->backwards)
		pool_reverse(build->pool);
	pthread_rwlock_init(&build->site_lock, NULL);
	pthread_mutex_init(&build->asking, NULL);
	pthread_cond_init(&build->loaded_once, NULL);
	build->workers =
		xrealloc_array(NULL, pool_size(build->pool), sizeof(*build->workers));
	memset(build->workers, 0, pool_size(build->pool) * sizeof(*build->workers));
	if (load_check(build->files, diags) &&
	    output_check(build->files, build->options.output, diags) &&
	    open_state(build, result, diags)) {
		build->open_ms = session_ms() - start;
		return build;
	}
	build_close(build);
	return NULL;
}

static void run_clear_workers(struct run *run)
{
	for (unsigned i = 0; i < pool_size(run->pool); i++) {
		struct worker *worker = &run->workers[i];

		rendering_clear(&worker->rendering);
		diags_clear(&worker->page_diags);
		diags_clear(&worker->diags);
		buf_clear(&worker->packed);
		arena_clear(&worker->scratch);
		arena_clear(&worker->lasting);
		*worker = (struct worker){ 0 };
	}
}

void session_clear_workers(struct build *build)
{
	struct run run = { .pool = build->pool, .workers = build->workers };

	run_clear_workers(&run);
}

void build_close(struct build *build)
{
	if (!build)
		return;
	session_clear_workers(build);
	free(build->workers);
	pool_free(build->pool);
	readers_clear(&build->readers);
	rendering_clear(&build->rendering);
	session_forget_asked(build);
	pthread_rwlock_destroy(&build->site_lock);
	pthread_mutex_destroy(&build->asking);
	pthread_cond_destroy(&build->loaded_once);
	loaded_clear(&build->loaded);
	state_close(&build->state);
	files_close(build->files);
	free(build);
}

bool session_open_writer(struct build *build, struct run *run)
{
	static const char *const notes[] = {
		[STATE_OTHER_PROGRAM] = "the last build was made by another version of "
					"broadsheet: everything is made again",
		[STATE_DAMAGED] = "the state of the last build is damaged: everything is "
				  "made again, as with --clean",
		[STATE_FAILED] = NULL,
	};
	bool clean = build->options.clean || build->found == STATE_DAMAGED;
	enum file_status status;

	run->writer =
		writer_open(build->options.output, clean, build->state.files, &status);
	if (!run->writer) {
		run->result->system_failed = true;
		return diag_error_path(run->diags, build->options.output,
		                       "cannot write to the folder: %s",
		                       files_explain(status));
	}
	run->result->note = notes[build->found];
	run->plan.is_anew = build->found != STATE_FOUND || writer_is_fresh(run->writer);
	build->found = STATE_FOUND;
	if (writer_is_fresh(run->writer))
		state_distrust(&build->state);
	return true;
}

/* Pages on demand wait no longer, whether there is anything to make them of or not. */
static void end_waiting(struct build *build)
{
	pthread_mutex_lock(&build->asking);
	build->was_loaded = true;
	pthread_cond_broadcast(&build->loaded_once);
	pthread_mutex_unlock(&build->asking);
}

static bool load(struct build *build, struct run *run, const struct changes *changes)
{
	struct build_result *result = run->result;
	bool is_partial;
	struct load_options options = {
		.date = build->options.date,
		.drafts = build->options.drafts,
		.state = &build->state,
		.changes = changes,
		.progress = build->options.progress,
		.progress_context = build->options.context,
	};

	build->state.run++;
	pthread_rwlock_wrlock(&build->site_lock);
	session_forget_asked(build);
	if (build->state.drafts != options.drafts ||
	    date_cmp(build->state.date, options.date) != 0)
		build->state.is_changed = build->state.facts_behind = true;
	build->state.drafts = options.drafts;
	build->state.date = options.date;
	load_site(&build->loaded, build->files, build->pool, &options, run->diags);
	pthread_rwlock_unlock(&build->site_lock);
	end_waiting(build);
	state_release(&build->state);
	is_partial = build->loaded.system_failed || build->loaded.failed.count;
	build->state.is_changed |= build->state.is_partial != is_partial;
	build->state.facts_behind |= build->state.is_partial || is_partial;
	build->state.is_partial = is_partial;
	result->articles = build->loaded.archive.count;
	result->parsed = build->loaded.parsed;
	result->failed = build->loaded.failed.count;
	result->drafts = build->loaded.drafts;
	result->embargoed = build->loaded.embargoed;
	result->expired = build->loaded.expired;
	result->system_failed |= build->loaded.system_failed;
	return build->loaded.can_render;
}

void session_merge(struct run *run)
{
	for (unsigned i = 0; i < pool_size(run->pool); i++) {
		struct worker *worker = &run->workers[i];

		diags_move(run->diags, &worker->diags);
		run->result->rendered += worker->rendered;
		run->result->written += worker->written;
		run->result->bytes += worker->bytes;
		run->result->system_failed |= worker->system_failed;
	}
}

/* Pages that are as they should be: made now or before. */
static size_t count_unchanged(const struct run *run)
{
	size_t good = 0;

	for (size_t i = 0; i < run->archive.count; i++)
		good += run->archive.outputs[i].fate == PAGE_FRESH ||
		        run->archive.outputs[i].fate == PAGE_MADE;
	for (size_t i = 0; i < run->resources.count; i++)
		good += run->resources.outputs[i].fate == PAGE_FRESH ||
		        run->resources.outputs[i].fate == PAGE_MADE;
	return good - run->result->written;
}

static void report_state(struct run *run, const char *problem)
{
	run->result->system_failed = true;
	diag_error_path(run->diags, run->state->folder, "cannot write the state: %s",
	                problem);
}

/*
 * Put what was written in place, and remember it: in this order for a fresh tree. Into an
 * old one it may be remembered later: until then the journal speaks for it.
 */
static void commit(struct run *run)
{
	bool is_fresh = writer_is_fresh(run->writer);
	const char *problem = NULL;
	enum file_status status;

	if (is_fresh)
		problem =
			statefile_save_fresh(run->state, writer_tree_inode(run->writer));
	else if (!run->saves_later)
		problem = statefile_save(run->state);
	if (problem && is_fresh) {
		report_state(run, problem);
		writer_abort(run->writer);
		return;
	}
	status = writer_commit(run->writer);
	if (status != FILE_OK) {
		run->result->system_failed = true;
		diag_error_path(run->diags, run->options->output,
		                "cannot put the new tree in place: %s",
		                files_explain(status));
	} else if (is_fresh && !statefile_promote(run->state)) {
		problem = "its file cannot be renamed";
	} else if (is_fresh && run->options->swapped) {
		run->options->swapped(run->options->context);
	}
	if (problem)
		report_state(run, problem);
}

static void make_pages(struct run *run)
{
	const struct archive *archive = &run->loaded->archive;
	struct page *resources;
	size_t count;

	round_make(run, &run->archive, archive->pages, archive->page_count);
	resources = resources_list(run, &count);
	run->resources.are_resources = true;
	round_make(run, &run->resources, resources, count);
	run->result->pages = archive->page_count + count;
}

static void finish(struct run *run)
{
	if (!atomic_load(&run->failure)) {
		sweep_gone(run);
		round_retry(run, &run->archive);
		round_retry(run, &run->resources);
	}
	run->written_at = files_now(run->loaded->files);
	if (atomic_load(&run->failure)) {
		run->result->system_failed = true;
		/* A process that stays must know which pages it could not make. */
		if (!writer_is_fresh(run->writer))
			rounds_remember(run);
		session_merge(run);
		writer_abort(run->writer);
		return;
	}
	rounds_remember(run);
	session_merge(run);
	run_clear_workers(run); /* to make room for what is to be saved */
	run->result->unchanged = count_unchanged(run);
	if (!writer_is_fresh(run->writer) && !run->plan.trusts_output)
		sweep_strangers(run);
	commit(run);
}

void session_make(struct run *run)
{
	struct build_result *result = run->result;
	double start = session_ms();

	run->plan.state = run->state;
	run->plan.site = &run->loaded->site;
	run->plan.output = writer_tree(run->writer);
	/*
	 * Articles that are as they were have the facts that they had; not so what is
	 * made of all texts, which may be behind articles whose pages were made already.
	 */
	if (run->state->facts_behind)
		run->plan.kinds = 0;
	else if (run->plan.kinds == 0)
		run->plan.kinds = FACTS_OF_THEME | FACTS_DERIVED | 1u << FACT_PICTURE |
		                  1u << FACT_PRESENCE;
	plan_observe(&run->plan, run->pool);
	run->state->facts_behind = false;
	result->plan_ms = session_ms() - start;
	start = session_ms();
	make_pages(run);
	result->render_ms = session_ms() - start;
	start = session_ms();
	finish(run);
	result->finish_ms = session_ms() - start;
	round_clear(&run->archive);
	round_clear(&run->resources);
	plan_clear(&run->plan);
	search_index_rest(&run->loaded->search);
}

struct run session_run(struct build *build, struct build_result *result,
                       struct diags *diags)
{
	return (struct run){
		.options = &build->options,
		.loaded = &build->loaded,
		.state = &build->state,
		.pool = build->pool,
		.workers = build->workers,
		.result = result,
		.diags = diags,
	};
}

bool session_end(struct build *build, struct build_result *result, struct diags *diags)
{
	end_waiting(build);
	session_clear_workers(build);
	if (build->options.strict)
		diags_promote(diags);
	diags_sort(diags);
	build->last = *result;
	build->has_errors = diags->errors != 0;
	build->is_loaded = !result->system_failed && build->loaded.can_render;
	return diags->errors == 0;
}

bool session_run_all(struct build *build, const struct changes *changes,
                     struct build_result *result, struct diags *diags)
{
	struct run run = session_run(build, result, diags);
	double start = session_ms();

	*result = (struct build_result){ 0 };
	run.saves_later = changes != NULL;
	/* After a run that failed, nothing is as it left it. */
	if (!build->is_loaded || (changes && changes->rescan))
		changes = NULL;
	run.plan.trusts_output = changes != NULL;
	build->has_readers = false;
	if (session_open_writer(build, &run)) {
		bool can_render = load(build, &run, changes);

		result->load_ms = session_ms() - start + build->open_ms;
		build->open_ms = 0;
		if (can_render)
			session_make(&run);
		else
			writer_abort(run.writer);
	}
	return session_end(build, result, diags);
}

bool build_run(struct build *build, struct build_result *result, struct diags *diags)
{
	return session_run_all(build, NULL, result, diags);
}

static int compare_made(const void *a, const void *b)
{
	const struct known_page *const *x = a, *const *y = b;

	return str_cmp((*x)->path, (*y)->path);
}

void build_explain(struct build *build,
                   void (*each)(void *context, struct str path, struct str reasons),
                   void *context)
{
	const struct state *state = &build->state;
	const struct known_page **made =
		xrealloc_array(NULL, state->page_paths.count + 1, sizeof(*made));
	size_t count = 0;

	for (uint32_t i = 0; i < state->page_paths.count; i++)
		if (!state->pages[i].is_gone && state->pages[i].made_in &&
		    state->pages[i].made_in == state->run)
			made[count++] = &state->pages[i];
	if (count)
		qsort(made, count, sizeof(*made), compare_made);
	for (size_t i = 0; i < count; i++)
		each(context, made[i]->path, made[i]->reasons);
	free(made);
}

const struct archive *build_archive(const struct build *build)
{
	return build->loaded.can_render ? &build->loaded.archive : NULL;
}

bool build_site(const struct build_options *options, struct build_result *result,
                struct diags *diags)
{
	struct build *build = build_open(options, result, diags);
	bool ok = build && build_run(build, result, diags);

	build_close(build);
	return ok;
}
