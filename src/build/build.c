#include "build/build.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/path.h"
#include "build/run.h"
#include "build/statefile.h"

struct build {
	struct build_options options;
	struct files *files;
	struct pool *pool;
	struct worker *workers;
	struct state state;
	struct loaded loaded;
	enum state_found found;

	/* For updates: what the last run found, and who reads what. */
	struct build_result last;
	struct readers readers;
	bool is_loaded;  /* the site is as the last run left it */
	bool has_errors; /* of the last run: all must be looked at again */
	bool has_readers;

	/* For pages on demand: the site is only changed by who holds it for writing. */
	pthread_rwlock_t site_lock;
	pthread_mutex_t asking;
	pthread_cond_t loaded_once;
	bool was_loaded;            /* under the mutex */
	struct rendering rendering; /* of the thread that asks */
	struct table asked_urls;    /* of files that pages on demand refer to */
	struct str *asked_sources;
	struct arena asked;
};

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* The absolute path of a folder, which need not exist yet, without links; "/" at its end.
 */
static struct str real_folder(struct arena *arena, struct str folder)
{
	char resolved[PATH_MAX];
	struct str above = path_dir(folder);

	if (realpath(arena_cstr(arena, folder.len ? folder : STR(".")), resolved))
		return arena_printf(arena, "%s/", resolved);
	if (str_eq(folder, above))
		return STR("/");
	return arena_printf(arena, "%.*s%.*s/", STR_ARG(real_folder(arena, above)),
	                    STR_ARG(path_base(folder)));
}

/* The output must not be, hold or lie in what it is made from. */
static bool check_output(const struct build *build, struct diags *diags)
{
	static const char *const sources[] = { "content", "templates", "data", "static" };
	struct arena scratch = { 0 };
	struct str output = real_folder(&scratch, build->options.output);
	struct file_info info;
	bool ok = files_stat(build->files,
	                     path_join(&scratch, build->options.output, STR("site.yaml")),
	                     &info) != FILE_OK;

	for (size_t i = 0; i < ARRAY_LEN(sources); i++) {
		struct str source = real_folder(&scratch, str_of(sources[i]));

		ok &= !str_has_prefix(source, output) && !str_has_prefix(output, source);
	}
	arena_clear(&scratch);
	if (ok)
		return true;
	diag_error_path(diags, build->options.output,
	                "the output folder holds sources of a site");
	diag_hint(diags, "give --output a folder of its own");
	return false;
}

/* The same folder has one name, however it is given: copies of a site agree on it. */
static struct str output_name(const struct build *build, struct arena *arena)
{
	struct str output = real_folder(arena, build->options.output);

	str_skip_prefix(&output, real_folder(arena, STR(".")));
	str_skip_suffix(&output, STR("/"));
	return output;
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
	enum file_status status =
		state_open(&build->state, output_name(build, &scratch),
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

	*result = (struct build_result){ 0 };
	*build = (struct build){
		.options = *options,
		.files = files_open_disk(STR(".")),
		.pool = pool_new(options->jobs),
		.state.lock = -1,
	};
	if (build->options.output.len == 0)
		build->options.output = STR("public");
	pthread_rwlock_init(&build->site_lock, NULL);
	pthread_mutex_init(&build->asking, NULL);
	pthread_cond_init(&build->loaded_once, NULL);
	build->workers =
		xrealloc_array(NULL, pool_size(build->pool), sizeof(*build->workers));
	memset(build->workers, 0, pool_size(build->pool) * sizeof(*build->workers));
	if (load_check(build->files, diags) && check_output(build, diags) &&
	    open_state(build, result, diags))
		return build;
	build_close(build);
	return NULL;
}

static void clear_workers(struct build *build)
{
	for (unsigned i = 0; i < pool_size(build->pool); i++) {
		struct worker *worker = &build->workers[i];

		rendering_clear(&worker->rendering);
		diags_clear(&worker->page_diags);
		diags_clear(&worker->diags);
		buf_clear(&worker->packed);
		arena_clear(&worker->scratch);
		arena_clear(&worker->lasting);
		*worker = (struct worker){ 0 };
	}
}

/* The URLs of the site may be others now. */
static void forget_asked(struct build *build)
{
	table_clear(&build->asked_urls);
	free(build->asked_sources);
	build->asked_sources = NULL;
	arena_clear(&build->asked);
}

void build_close(struct build *build)
{
	if (!build)
		return;
	clear_workers(build);
	free(build->workers);
	pool_free(build->pool);
	readers_clear(&build->readers);
	rendering_clear(&build->rendering);
	forget_asked(build);
	pthread_rwlock_destroy(&build->site_lock);
	pthread_mutex_destroy(&build->asking);
	pthread_cond_destroy(&build->loaded_once);
	loaded_clear(&build->loaded);
	state_close(&build->state);
	files_close(build->files);
	free(build);
}

/* What is known of the last build, and whether to rely on it. */
static bool open_writer(struct build *build, struct run *run)
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
	build->found = STATE_FOUND;
	if (writer_is_fresh(run->writer))
		state_distrust(&build->state);
	return true;
}

static bool load(struct build *build, struct run *run)
{
	struct build_result *result = run->result;
	struct load_options options = {
		.date = build->options.date,
		.drafts = build->options.drafts,
		.state = &build->state,
		.progress = build->options.progress,
		.progress_context = build->options.context,
	};

	build->state.run++;
	pthread_rwlock_wrlock(&build->site_lock);
	forget_asked(build);
	load_site(&build->loaded, build->files, build->pool, &options, run->diags);
	pthread_rwlock_unlock(&build->site_lock);
	pthread_mutex_lock(&build->asking);
	build->was_loaded = true;
	pthread_cond_broadcast(&build->loaded_once);
	pthread_mutex_unlock(&build->asking);
	state_release(&build->state);
	result->articles = build->loaded.archive.count;
	result->parsed = build->loaded.parsed;
	result->failed = build->loaded.failed.count;
	result->drafts = build->loaded.drafts;
	result->embargoed = build->loaded.embargoed;
	result->expired = build->loaded.expired;
	result->system_failed |= build->loaded.system_failed;
	return build->loaded.can_render;
}

static void merge_workers(struct run *run)
{
	for (unsigned i = 0; i < pool_size(run->pool); i++) {
		struct worker *worker = &run->workers[i];

		diags_move(run->diags, &worker->diags);
		run->result->rendered += worker->rendered;
		run->result->written += worker->written;
		run->result->bytes += worker->bytes;
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
	if (atomic_load(&run->failure)) {
		run->result->system_failed = true;
		merge_workers(run);
		writer_abort(run->writer);
		return;
	}
	run->written_at = files_now(run->loaded->files);
	rounds_remember(run);
	merge_workers(run);
	run->result->unchanged = count_unchanged(run);
	if (!writer_is_fresh(run->writer))
		sweep_strangers(run);
	commit(run);
}

/* Bring the output up to date with what was loaded. */
static void run_pages(struct run *run)
{
	struct build_result *result = run->result;
	double start = now_ms();

	run->plan = (struct plan){
		.state = run->state,
		.site = &run->loaded->site,
		.output = writer_is_fresh(run->writer) ? NULL : writer_tree(run->writer),
	};
	plan_observe(&run->plan, run->pool);
	result->plan_ms = now_ms() - start;
	start = now_ms();
	make_pages(run);
	result->render_ms = now_ms() - start;
	start = now_ms();
	finish(run);
	result->finish_ms = now_ms() - start;
	round_clear(&run->archive);
	round_clear(&run->resources);
	plan_clear(&run->plan);
}

static struct run run_of(struct build *build, struct build_result *result,
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

/* Messages in order; what this run leaves for updates. */
static bool end_run(struct build *build, struct build_result *result, struct diags *diags)
{
	clear_workers(build);
	if (build->options.strict)
		diags_promote(diags);
	diags_sort(diags);
	build->last = *result;
	build->has_errors = diags->errors != 0;
	build->is_loaded = !result->system_failed && build->loaded.can_render;
	return diags->errors == 0;
}

static bool run_all(struct build *build, struct build_result *result, struct diags *diags,
                    bool saves_later)
{
	struct run run = run_of(build, result, diags);
	double start = now_ms();

	*result = (struct build_result){ 0 };
	run.saves_later = saves_later;
	build->has_readers = false;
	if (open_writer(build, &run)) {
		bool can_render = load(build, &run);

		result->load_ms = now_ms() - start;
		if (can_render)
			run_pages(&run);
		else
			writer_abort(run.writer);
	}
	return end_run(build, result, diags);
}

bool build_run(struct build *build, struct build_result *result, struct diags *diags)
{
	return run_all(build, result, diags, false);
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
	double start = now_ms();
	bool done = false;

	if (open_writer(build, run)) {
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
		merge_workers(run);
		run->result->unchanged = run->result->pages - run->result->written;
		writer_abort(run->writer);
	}
	run->result->render_ms = now_ms() - start;
	return done;
}

bool build_update(struct build *build, const struct changes *changes,
                  struct build_result *result, struct diags *diags)
{
	struct run run = run_of(build, result, diags);
	struct arena arena = { 0 };
	struct patch *patch = NULL;
	double start = now_ms();
	bool done = false;

	if (build->is_loaded && !build->has_errors) {
		*result = build->last;
		result->rendered = result->written = result->deleted = result->parsed = 0;
		result->bytes = 0;
		result->plan_ms = result->finish_ms = 0;
		build->loaded.site.now = files_now(build->files);
		run.plan.site = &build->loaded.site;
		patch = patch_read(&run, changes, &arena);
		result->load_ms = now_ms() - start;
	}
	if (patch)
		done = run_patch(build, &run, patch);
	arena_clear(&arena);
	if (done)
		return end_run(build, result, diags);
	diags_clear(diags);
	clear_workers(build);
	return run_all(build, result, diags, true);
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

bool build_site(const struct build_options *options, struct build_result *result,
                struct diags *diags)
{
	struct build *build = build_open(options, result, diags);
	bool ok = build && build_run(build, result, diags);

	build_close(build);
	return ok;
}
