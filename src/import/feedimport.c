#include "import/feedimport.h"

#include "base/attr.h"
#include "base/json.h"
#include "base/pack.h"
#include "import/entryshelf.h"
#include "import/feedfile.h"
#include "import/workers.h"

struct run {
	struct entryshelf shelf;
	struct arena names; /* of the inputs */
	struct inputs inputs;
	enum file_status *statuses; /* of reading each input */
	struct charsets charsets;   /* in a child */
};

/* In the child. */

static void prepare(void *context)
{
	struct run *run = context;

	charsets_open(&run->charsets);
}

static void work(void *context, struct str input, struct buf *output)
{
	struct run *run = context;
	struct unpack in = { .rest = input };
	struct arena arena = { 0 };
	struct feed_options options = { .drafts = run->shelf.options->drafts,
		                        .nearby = &run->shelf.nearby };

	options.folder = unpack_str(&in);
	options.url = unpack_str(&in);
	options.date = unpack_date(&in);
	json_write(output, feed_articles(&arena, &run->charsets, in.rest, &options),
	           JSON_PLAIN, 0);
	arena_clear(&arena);
}

/* In the parent. */

/* The last capture first. */
static const struct input *input_at(const struct run *run, size_t index)
{
	return &run->inputs.items[run->inputs.count - 1 - index];
}

static bool give(void *context, size_t index, struct buf *request)
{
	struct run *run = context;
	const struct import_options *options = run->shelf.options;
	struct str bytes = { 0 };

	if (index >= run->inputs.count)
		return false;
	run->statuses[index] = files_read(options->inputs, input_at(run, index)->path,
	                                  FEED_MAX, &run->shelf.scratch, &bytes, NULL);
	pack_str(request, input_at(run, index)->folder);
	pack_str(request, options->url);
	pack_date(request, options->date);
	buf_add(request, bytes);
	arena_reset(&run->shelf.scratch);
	return true;
}

static bool import_feed(struct run *run, struct str path, struct str output)
{
	struct entryshelf *shelf = &run->shelf;
	struct value feed, articles, left_out, damaged;
	struct str kind;
	bool ok = true;

	if (!entryshelf_read(shelf, path, output, &feed))
		return false;
	damaged = value_get(feed, STR("damaged"));
	kind = value_text(value_get(feed, STR("kind")));
	if (kind.len == 0) {
		diag_error_path(shelf->diags, path, "is no feed");
		diag_hint(shelf->diags, "RSS and Atom are understood");
		return false;
	}
	if (str_eq(kind, STR("WordPress"))) {
		diag_error_path(shelf->diags, path, "is an export of WordPress");
		diag_hint(shelf->diags, "broadsheet import wxr tells posts from drafts");
		return false;
	}
	if (damaged.type == VALUE_INT)
		diag_warn_path(shelf->diags, path,
		               "is damaged at line %lld: some of it may be missing",
		               (long long)damaged.integer);
	articles = value_get(feed, STR("articles"));
	for (uint32_t i = 0; articles.type == VALUE_LIST && i < articles.len; i++)
		ok &= entryshelf_put(shelf, path, 0, articles.items[i]);
	left_out = value_get(feed, STR("left_out"));
	if (articles.len == 0 && left_out.len == 0)
		diag_warn_path(shelf->diags, path, "holds no entries");
	for (uint32_t i = 0; left_out.type == VALUE_LIST && i < left_out.len; i++) {
		struct value row = left_out.items[i];

		if (row.type == VALUE_LIST && row.len == 3)
			entryshelf_say(shelf, path, 0, value_text(row.items[0]),
			               value_text(row.items[1]),
			               value_text(row.items[2]));
	}
	return ok;
}

static bool settle(struct run *run, size_t index, enum worker_end end, struct str output)
{
	struct str path = input_at(run, index)->path;
	enum file_status status = run->statuses[index];

	if (status != FILE_OK) {
		run->shelf.counts->machine_failed |= files_is_system(status);
		return diag_error_path(run->shelf.diags, path, "%s",
		                       files_explain(status));
	}
	run->shelf.folder = input_at(run, index)->folder;
	if (end == WORKER_DONE)
		return import_feed(run, path, output);
	run->shelf.counts->machine_failed |= end == WORKER_NOT_STARTED;
	return diag_error_path(run->shelf.diags, path, "%s", worker_end_explain(end));
}

static void take(void *context, size_t index, enum worker_end end, struct str output)
{
	struct run *run = context;
	const struct import_options *options = run->shelf.options;

	if (!settle(run, index, end, output))
		entryshelf_fail(&run->shelf, input_at(run, index)->path, 0);
	entryshelf_send(&run->shelf);
	if (options->progress)
		options->progress(options->context, index + 1, run->inputs.count);
	arena_reset(&run->shelf.scratch);
}

bool feed_import(const struct import_options *options, struct import_counts *counts,
                 struct diags *diags)
{
	static const struct str endings[] = { STR_INIT(".xml"), STR_INIT(".rss"),
		                              STR_INIT(".atom"), STR_INIT(".rdf") };
	size_t errors = diags->errors;
	struct run run = {
		.shelf = { .options = options, .counts = counts, .diags = diags }
	};
	struct workers_options workers = {
		.count = options->jobs,
		.memory = FEED_MEMORY,
		.seconds = FEED_SECONDS,
		.give = give,
		.take = take,
		.prepare = prepare,
		.work = work,
		.context = &run,
	};

	entryshelf_open(&run.shelf);
	run.inputs = (struct inputs){ .options = options,
		                      .endings = endings,
		                      .ending_count = ARRAY_LEN(endings),
		                      .nearby = &run.shelf.nearby,
		                      .arena = &run.names };
	inputs_find(&run.inputs, counts, diags);
	run.statuses = ARENA_ARRAY(&run.names, enum file_status, run.inputs.count);
	if (run.inputs.count == 1)
		workers.count = 1;
	workers_run(&workers);
	diags_sort(diags);
	entryshelf_clear(&run.shelf);
	inputs_clear(&run.inputs);
	arena_clear(&run.names);
	return diags->errors == errors;
}
