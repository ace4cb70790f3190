#include "build/build.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "archive/permalink.h"
#include "base/path.h"
#include "build/loader.h"
#include "build/store.h"
#include "build/writer.h"
#include "render/page.h"

/* What a thread has for itself. */
struct worker {
	struct rendering rendering;
	struct diags page_diags, diags;
	struct arena scratch; /* emptied for every page */
	struct arena lasting; /* what is kept of the pages it made */
	struct resource *resources;
	size_t resource_count, resource_cap;
	size_t rendered, written, unchanged;
	uint64_t bytes;
};

enum page_fate {
	PAGE_LEFT_OUT, /* of another shard, or after the disk failed */
	PAGE_MADE,
	PAGE_FAILED,  /* the previous one stays */
	PAGE_BLOCKED, /* what is in its way must be removed first */
};

/* What became of one page. */
struct output {
	enum page_fate fate;
	struct hash hash;
	uint64_t size;
};

/* Pages that are made together: first those of the archive, then what they refer to. */
struct round {
	const struct page *pages;
	size_t count;
	struct output *outputs; /* one for each page */
};

struct run {
	const struct build_options *options;
	struct files *files;
	struct loaded loaded;
	struct pool *pool;
	struct writer *writer;
	struct worker *workers;
	struct round archive, resources;
	struct round *round; /* the one in work */
	bool is_retry;
	atomic_size_t done;
	atomic_int failure; /* enum file_status of the disk's first failure */
	struct diags *diags;
};

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* The source that a page is made from, if it is just one. */
static struct str page_source(const struct run *run, const struct page *page)
{
	switch (page->kind) {
	case PAGE_ARTICLE:
	case PAGE_WITHDRAWN:
	case PAGE_REDIRECT:
		return run->loaded.archive.records[page->article]->path;
	case PAGE_FILE:
		return page->source;
	default:
		return (struct str){ 0 };
	}
}

static void keep_resources(struct worker *worker)
{
	const struct rendering *rendering = &worker->rendering;

	for (size_t i = 0; i < rendering->resource_count; i++) {
		if (worker->resource_count == worker->resource_cap) {
			worker->resource_cap =
				worker->resource_cap ? worker->resource_cap * 2 : 64;
			worker->resources =
				xrealloc_array(worker->resources, worker->resource_cap,
			                       sizeof(*worker->resources));
		}
		worker->resources[worker->resource_count++] = (struct resource){
			arena_str(&worker->lasting, rendering->resources[i].source),
			arena_str(&worker->lasting, rendering->resources[i].url),
		};
	}
}

static void report_unwritten(struct run *run, struct worker *worker, struct str path,
                             enum file_status status)
{
	diag_error_path(&worker->diags,
	                path_join(&worker->scratch, run->options->output, path),
	                "cannot write: %s", files_explain(status));
	if (files_is_system(status))
		atomic_store(&run->failure, (int)status);
}

static void write_page(struct run *run, struct worker *worker, const struct page *page,
                       struct output *output)
{
	struct str bytes = buf_str(&worker->rendering.bytes);
	struct str path = url_to_path(&worker->scratch, page->url);
	enum file_status status;

	switch (writer_put(run->writer, path, bytes, &worker->scratch, &status)) {
	case PUT_WRITTEN:
		worker->written++;
		break;
	case PUT_UNCHANGED:
		worker->unchanged++;
		break;
	case PUT_BLOCKED:
		output->fate = PAGE_BLOCKED;
		if (run->is_retry)
			report_unwritten(run, worker, path, status);
		return;
	case PUT_FAILED:
		report_unwritten(run, worker, path, status);
		return;
	}
	worker->bytes += bytes.len;
	*output = (struct output){ PAGE_MADE, hash_bytes(bytes), bytes.len };
}

static bool in_shard(const struct run *run, const struct page *page)
{
	return run->options->shards == 0 ||
	       hash_short(page->url) % run->options->shards + 1 == run->options->shard;
}

static void make_page(struct run *run, struct worker *worker, size_t item)
{
	const struct page *page = &run->round->pages[item];
	struct output *output = &run->round->outputs[item];
	bool made;

	if (atomic_load(&run->failure) || !in_shard(run, page) ||
	    (run->is_retry && output->fate != PAGE_BLOCKED))
		return;
	arena_reset(&worker->scratch);
	worker->rendered += !run->is_retry;
	made = page_render(&run->loaded.site, page, &worker->rendering,
	                   &worker->page_diags);
	if (worker->page_diags.first) {
		diags_in_page(&worker->page_diags, page->url, page_source(run, page));
		diags_move(&worker->diags, &worker->page_diags);
	}
	if (!made) {
		output->fate = PAGE_FAILED;
		writer_keep(run->writer, url_to_path(&worker->scratch, page->url),
		            &worker->scratch);
		return;
	}
	keep_resources(worker);
	write_page(run, worker, page, output);
}

static void make_item(void *context, unsigned number, size_t item)
{
	struct run *run = context;
	size_t done;

	make_page(run, &run->workers[number], item);
	done = atomic_fetch_add(&run->done, 1) + 1;
	if (number == 0 && run->options->progress)
		run->options->progress(run->options->progress_context, "writing", done,
		                       run->round->count);
}

static void make_pages(struct run *run, struct round *round)
{
	run->round = round;
	atomic_store(&run->done, 0);
	pool_run(run->pool, round->count, make_item, run);
}

static void make_round(struct run *run, struct round *round, const struct page *pages,
                       size_t count)
{
	*round = (struct round){ pages, count, xmalloc(count * sizeof(struct output)) };
	memset(round->outputs, 0, count * sizeof(struct output));
	make_pages(run, round);
}

static int compare_resources(const void *a, const void *b)
{
	const struct resource *x = a, *y = b;
	int order = str_cmp(x->url, y->url);

	return order ? order : str_cmp(x->source, y->source);
}

/*
 * The files that articles refer to, as pages. Articles may share one; two files that want
 * one URL are an error.
 */
static struct page *list_resources(struct run *run, size_t *count)
{
	struct arena *arena = &run->loaded.arena;
	struct resource *all;
	struct page *pages;
	size_t total = 0;

	for (unsigned i = 0; i < pool_size(run->pool); i++)
		total += run->workers[i].resource_count;
	all = ARENA_ARRAY(arena, struct resource, total);
	pages = ARENA_ARRAY(arena, struct page, total);
	total = 0;
	for (unsigned i = 0; i < pool_size(run->pool); i++)
		for (size_t j = 0; j < run->workers[i].resource_count; j++)
			all[total++] = run->workers[i].resources[j];
	if (total)
		qsort(all, total, sizeof(*all), compare_resources);
	*count = 0;
	for (size_t i = 0; i < total; i++) {
		const struct page *taken = archive_page(&run->loaded.archive, all[i].url);
		struct str other = taken ? page_source(run, taken)
		                   : i && str_eq(all[i].url, all[i - 1].url)
		                           ? all[i - 1].source
		                           : (struct str){ 0 };

		if (i && str_eq(all[i].url, all[i - 1].url) &&
		    str_eq(all[i].source, all[i - 1].source))
			continue;
		if (taken || other.len) {
			diag_error_path(run->diags, all[i].source,
			                "the URL '%.*s' is taken by '%.*s'",
			                STR_ARG(all[i].url), STR_ARG(other));
			diag_hint(run->diags,
			          "rename one of the files, or give their articles "
			          "folders of their own in the permalink");
			continue;
		}
		pages[(*count)++] = (struct page){ .kind = PAGE_FILE,
			                           .url = all[i].url,
			                           .source = all[i].source };
	}
	return pages;
}

/* What there is to remember of a round: the pages that were made. */
static size_t add_made(const struct run *run, const struct round *round,
                       struct written *written, size_t count, struct arena *arena)
{
	for (size_t i = 0; i < round->count; i++) {
		const struct page *page = &round->pages[i];

		if (round->outputs[i].fate == PAGE_MADE)
			written[count++] = (struct written){
				.path = url_to_path(arena, page->url),
				.source = page_source(run, page),
				.hash = round->outputs[i].hash,
				.size = round->outputs[i].size,
			};
	}
	return count;
}

/* Every page that is part of the site, made or not, by its path. */
static void add_paths(const struct round *round, struct table *paths, struct arena *arena)
{
	for (size_t i = 0; i < round->count; i++)
		table_add(paths, url_to_path(arena, round->pages[i].url), NULL);
}

/* The last build's pages that stay though this one did not make them. */
static bool stays(const struct run *run, const struct table *paths,
                  const struct written *old)
{
	return run->loaded.system_failed ||
	       table_find(&run->loaded.failed, old->source) != TABLE_NONE ||
	       table_find(paths, old->path) != TABLE_NONE;
}

/*
 * Settle what the last build wrote. What could not be made this time stays as it was;
 * what is no longer part of the site is removed. If sources could not even be listed,
 * nothing is known to be gone. The result is what stays, packed at the start of old.
 */
static size_t settle_old(struct run *run, struct written *old, size_t count,
                         size_t *deleted)
{
	struct arena scratch = { 0 };
	struct table paths = { 0 };
	size_t kept = 0;

	add_paths(&run->archive, &paths, &scratch);
	add_paths(&run->resources, &paths, &scratch);
	for (size_t i = 0; i < count; i++) {
		if (stays(run, &paths, &old[i])) {
			old[kept++] = old[i];
		} else if (writer_is_fresh(run->writer) ||
		           writer_delete(run->writer, old[i].path, old[i].hash,
		                         &scratch)) {
			++*deleted;
		} else {
			diag_warn_path(
				run->diags,
				path_join(&scratch, run->options->output, old[i].path),
				"is no longer part of the site, but was changed by "
				"someone else: left alone");
		}
	}
	table_clear(&paths);
	arena_clear(&scratch);
	return kept;
}

/* Write the pages that something was in the way of, now that it is gone. */
static void retry_blocked(struct run *run)
{
	run->is_retry = true;
	make_pages(run, &run->archive);
	make_pages(run, &run->resources);
}

/* Of what stays, forget what was made anew, and take the rest along into a fresh tree. */
static size_t keep_old(struct run *run, struct written *old, size_t count,
                       const struct written *made, size_t made_count)
{
	struct arena scratch = { 0 };
	struct table paths = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < made_count && count; i++)
		table_add(&paths, made[i].path, NULL);
	for (size_t i = 0; i < count; i++) {
		if (table_find(&paths, old[i].path) != TABLE_NONE)
			continue;
		writer_keep(run->writer, old[i].path, &scratch);
		old[kept++] = old[i];
	}
	table_clear(&paths);
	arena_clear(&scratch);
	return kept;
}

static void merge_workers(struct run *run, struct build_result *result)
{
	for (unsigned i = 0; i < pool_size(run->pool); i++) {
		struct worker *worker = &run->workers[i];

		diags_move(run->diags, &worker->diags);
		result->rendered += worker->rendered;
		result->written += worker->written;
		result->unchanged += worker->unchanged;
		result->bytes += worker->bytes;
	}
}

/* Put what was written in place, and remember it. */
static void finish(struct run *run, struct build_result *result)
{
	struct arena *arena = &run->loaded.arena;
	struct str store = store_folder(arena, run->options->output);
	struct written *old, *written;
	size_t old_count, count;
	enum file_status status;

	store_read(store, arena, &old, &old_count);
	if (run->options->shards == 0)
		old_count = settle_old(run, old, old_count, &result->deleted);
	retry_blocked(run);
	merge_workers(run, result);
	written = xrealloc_array(NULL,
	                         run->archive.count + run->resources.count + old_count,
	                         sizeof(*written));
	count = add_made(run, &run->archive, written, 0, arena);
	count = add_made(run, &run->resources, written, count, arena);
	old_count = keep_old(run, old, old_count, written, count);
	if (old_count)
		memcpy(written + count, old, old_count * sizeof(*old));
	status = writer_commit(run->writer);
	if (status != FILE_OK) {
		result->system_failed = true;
		diag_error_path(run->diags, run->options->output,
		                "cannot put the new tree in place: %s",
		                files_explain(status));
	} else if (!store_write(store, written, count + old_count, run->diags)) {
		result->system_failed = true;
	}
	free(written);
}

/* Make all pages and write them; the disk's failure undoes a fresh tree. */
static void run_pages(struct run *run, struct build_result *result)
{
	const struct archive *archive = &run->loaded.archive;
	const struct page *resources;
	size_t resource_count;
	double start = now_ms();

	make_round(run, &run->archive, archive->pages, archive->page_count);
	resources = list_resources(run, &resource_count);
	make_round(run, &run->resources, resources, resource_count);
	result->pages = archive->page_count + resource_count;
	result->render_ms = now_ms() - start;

	start = now_ms();
	if (atomic_load(&run->failure)) {
		result->system_failed = true;
		merge_workers(run, result);
		writer_abort(run->writer);
	} else {
		finish(run, result);
	}
	free(run->archive.outputs);
	free(run->resources.outputs);
	result->finish_ms = now_ms() - start;
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
static bool check_output(struct run *run)
{
	static const char *const sources[] = { "content", "templates", "data", "static" };
	struct arena scratch = { 0 };
	struct str output = real_folder(&scratch, run->options->output);
	struct file_info info;
	bool ok = files_stat(run->files,
	                     path_join(&scratch, run->options->output, STR("site.yaml")),
	                     &info) != FILE_OK;

	for (size_t i = 0; i < ARRAY_LEN(sources); i++) {
		struct str source = real_folder(&scratch, str_of(sources[i]));

		ok &= !str_has_prefix(source, output) && !str_has_prefix(output, source);
	}
	arena_clear(&scratch);
	if (ok)
		return true;
	diag_error_path(run->diags, run->options->output,
	                "the output folder holds sources of a site");
	diag_hint(run->diags, "give --output a folder of its own");
	return false;
}

static void free_run(struct run *run)
{
	for (unsigned i = 0; i < pool_size(run->pool); i++) {
		struct worker *worker = &run->workers[i];

		rendering_clear(&worker->rendering);
		diags_clear(&worker->page_diags);
		arena_clear(&worker->scratch);
		arena_clear(&worker->lasting);
		free(worker->resources);
	}
	free(run->workers);
	pool_free(run->pool);
	loaded_clear(&run->loaded);
	files_close(run->files);
}

bool build_site(const struct build_options *given, struct build_result *result,
                struct diags *diags)
{
	struct build_options options = *given;
	struct load_options load = { options.date, options.drafts, options.progress,
		                     options.progress_context };
	struct run run = { .options = &options, .diags = diags };
	double start = now_ms();
	enum file_status status;

	*result = (struct build_result){ 0 };
	if (options.output.len == 0)
		options.output = STR("public");
	run.pool = pool_new(options.jobs);
	run.workers = xrealloc_array(NULL, pool_size(run.pool), sizeof(*run.workers));
	memset(run.workers, 0, pool_size(run.pool) * sizeof(*run.workers));
	run.files = files_open_disk(STR("."));
	load_site(&run.loaded, run.files, run.pool, &load, diags);
	result->articles = run.loaded.archive.count;
	result->drafts = run.loaded.drafts;
	result->embargoed = run.loaded.embargoed;
	result->expired = run.loaded.expired;
	result->system_failed = run.loaded.system_failed;
	result->load_ms = now_ms() - start;
	if (run.loaded.can_render && check_output(&run)) {
		run.writer = writer_open(options.output, options.clean, &status);
		if (run.writer) {
			run_pages(&run, result);
		} else {
			result->system_failed = true;
			diag_error_path(diags, options.output,
			                "cannot write to the folder: %s",
			                files_explain(status));
		}
	}
	free_run(&run);
	if (options.strict)
		diags_promote(diags);
	diags_sort(diags);
	return diags->errors == 0;
}
