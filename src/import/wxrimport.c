#include "import/wxrimport.h"

#include "base/attr.h"
#include "base/json.h"
#include "import/entryshelf.h"
#include "import/workers.h"
#include "import/wxritem.h"
#include "import/wxrstream.h"

struct run {
	struct entryshelf shelf;
	struct arena names; /* of the inputs */
	struct inputs inputs;
	struct str path;         /* of the one at hand */
	struct wxr wxr;          /* what it says of all its items */
	struct wxrstream stream; /* the second time that it is read */
	size_t done, total;      /* items, for the progress bar */
};

/* In the child. */

static void work(void *context, struct str input, struct buf *output)
{
	struct run *run = context;
	struct arena arena = { 0 };

	json_write(output, wxr_item(&run->wxr, input, &arena), JSON_PLAIN, 0);
	arena_clear(&arena);
}

/* In the parent. */

/* The next item that is no attachment. */
static bool give(void *context, size_t index, struct buf *request)
{
	struct run *run = context;
	struct arena scratch = { 0 };
	struct str item;
	bool found = false;

	(void)index;
	while (!found && wxrstream_next(&run->stream, &item)) {
		found = !wxr_is_attachment(item, &scratch);
		arena_reset(&scratch);
	}
	arena_clear(&scratch);
	if (found)
		buf_add(request, item);
	return found;
}

static bool import_item(struct run *run, size_t number, struct str output)
{
	struct entryshelf *shelf = &run->shelf;
	struct value dict, rows, article;

	if (!entryshelf_read(shelf, run->path, output, &dict))
		return false;
	rows = value_get(dict, STR("rows"));
	for (uint32_t i = 0; rows.type == VALUE_LIST && i < rows.len; i++) {
		struct value row = rows.items[i];

		if (row.type == VALUE_LIST && row.len == 3)
			entryshelf_say(shelf, run->path, number, value_text(row.items[0]),
			               value_text(row.items[1]),
			               value_text(row.items[2]));
	}
	article = value_get(dict, STR("article"));
	return article.type == VALUE_UNDEFINED ||
	       entryshelf_put(shelf, run->path, article);
}

static void take(void *context, size_t index, enum worker_end end, struct str output)
{
	struct run *run = context;
	const struct import_options *options = run->shelf.options;
	bool ok = false;

	if (end == WORKER_DONE)
		ok = import_item(run, index + 1, output);
	else
		diag_error_path(run->shelf.diags, run->path, "item %zu %s", index + 1,
		                worker_end_explain(end));
	run->shelf.counts->machine_failed |= end == WORKER_NOT_STARTED;
	run->shelf.counts->failed += !ok;
	entryshelf_send(&run->shelf);
	run->done++;
	if (options->progress && run->done <= run->total)
		options->progress(options->context, run->done, run->total);
	arena_reset(&run->shelf.scratch);
}

static bool fail(struct run *run, enum file_status status)
{
	run->shelf.counts->failed++;
	run->shelf.counts->machine_failed |= files_is_system(status);
	return diag_error_path(run->shelf.diags, run->path, "%s", files_explain(status));
}

/* The first time: authors, pictures, and how many posts there are. */
static bool survey(struct run *run)
{
	struct wxrstream stream = { .files = run->shelf.options->inputs,
		                    .path = run->path };
	struct arena scratch = { 0 };
	struct str head, item;
	bool ok = wxrstream_head(&stream, &head);

	if (!ok) {
		fail(run, stream.status);
	} else if (!wxr_read_head(&run->wxr, head)) {
		ok = diag_error_path(run->shelf.diags, run->path,
		                     "is no export of WordPress");
		if (wxr_is_feed(head))
			diag_hint(run->shelf.diags,
			          "it may be a feed: broadsheet import feed");
		run->shelf.counts->failed++;
	}
	while (ok && wxrstream_next(&stream, &item)) {
		run->total += !wxr_note_attachment(&run->wxr, item, &scratch);
		arena_reset(&scratch);
		if (stream.cut) {
			diag_warn_path(run->shelf.diags, run->path,
			               "breaks off within an item");
			break;
		}
	}
	attachments_sort(&run->wxr.attachments);
	if (run->wxr.attachments.dropped)
		diag_warn_path(run->shelf.diags, run->path,
		               "has so many captions and alternative texts that %zu "
		               "were left out",
		               run->wxr.attachments.dropped);
	if (ok && stream.status != FILE_OK)
		ok = fail(run, stream.status);
	wxrstream_clear(&stream);
	arena_clear(&scratch);
	return ok;
}

static void import_file(struct run *run, struct str path)
{
	const struct import_options *options = run->shelf.options;
	struct workers_options workers = {
		.count = options->jobs,
		.memory = WXR_MEMORY,
		.seconds = WXR_SECONDS,
		.give = give,
		.take = take,
		.work = work,
		.context = run,
	};
	struct str head;

	run->path = path;
	run->wxr = (struct wxr){ .drafts = options->drafts,
		                 .date = options->date,
		                 .nearby = &run->shelf.nearby };
	run->done = run->total = 0;
	if (survey(run)) {
		run->stream =
			(struct wxrstream){ .files = options->inputs, .path = path };
		if (wxrstream_head(&run->stream, &head))
			workers_run(&workers);
		if (run->stream.status != FILE_OK)
			fail(run, run->stream.status);
		wxrstream_clear(&run->stream);
	}
	wxr_clear(&run->wxr);
}

bool wxr_import(const struct import_options *options, struct import_counts *counts,
                struct diags *diags)
{
	static const struct str endings[] = { STR_INIT(".xml"), STR_INIT(".wxr") };
	size_t errors = diags->errors;
	struct run run = {
		.shelf = { .options = options, .counts = counts, .diags = diags }
	};

	entryshelf_open(&run.shelf);
	run.shelf.nearby.mark = STR("uploads/");
	run.inputs = (struct inputs){ .options = options,
		                      .endings = endings,
		                      .ending_count = ARRAY_LEN(endings),
		                      .nearby = &run.shelf.nearby,
		                      .arena = &run.names };
	inputs_find(&run.inputs, counts, diags);
	for (size_t i = 0; i < run.inputs.count; i++)
		import_file(&run, run.inputs.items[i].path);
	entryshelf_clear(&run.shelf);
	inputs_clear(&run.inputs);
	arena_clear(&run.names);
	return diags->errors == errors;
}
