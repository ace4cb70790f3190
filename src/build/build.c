#include "build/build.h"

#include <limits.h>
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

void build_close(struct build *build)
{
	if (!build)
		return;
	clear_workers(build);
	free(build->workers);
	pool_free(build->pool);
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
		[STATE_NONE] = NULL,
		[STATE_FOUND] = NULL,
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

	load_site(&build->loaded, build->files, build->pool, &options, run->diags);
	state_release(&build->state);
	result->articles = build->loaded.archive.count;
	result->parsed = build->loaded.parsed;
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

/* Put what was written in place, and remember it: in this order for a fresh tree. */
static void commit(struct run *run)
{
	bool is_fresh = writer_is_fresh(run->writer);
	const char *problem =
		is_fresh
			? statefile_save_fresh(run->state, writer_tree_inode(run->writer))
			: statefile_save(run->state);
	enum file_status status;

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
	sweep_gone(run);
	round_retry(run, &run->archive);
	round_retry(run, &run->resources);
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
	run->state->run++;
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

bool build_run(struct build *build, struct build_result *result, struct diags *diags)
{
	struct run run = {
		.options = &build->options,
		.loaded = &build->loaded,
		.state = &build->state,
		.pool = build->pool,
		.workers = build->workers,
		.result = result,
		.diags = diags,
	};
	double start = now_ms();

	*result = (struct build_result){ 0 };
	if (open_writer(build, &run)) {
		bool can_render = load(build, &run);

		result->load_ms = now_ms() - start;
		if (can_render)
			run_pages(&run);
		else
			writer_abort(run.writer);
	}
	clear_workers(build);
	if (build->options.strict)
		diags_promote(diags);
	diags_sort(diags);
	return diags->errors == 0;
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
