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
	struct wxr *sites; /* what the exports of one say of all their items */
	size_t site_count;
	struct wxr **site_of;    /* each input; NULL: it is not to be read again */
	struct str path;         /* of the one at hand */
	const struct wxr *wxr;   /* its site */
	struct wxrstream stream; /* the second time that it is read */
	size_t done, total;      /* items, for the progress bar */
};

/* In the child. */

static void work(void *context, struct str input, struct buf *output)
{
	struct run *run = context;
	struct arena arena = { 0 };

	json_write(output, wxr_item(run->wxr, input, &arena), JSON_PLAIN, 0);
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
	       entryshelf_put(shelf, run->path, number, article);
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
	if (!ok)
		entryshelf_fail(&run->shelf, run->path, index + 1);
	entryshelf_send(&run->shelf);
	run->done++;
	if (options->progress && run->done <= run->total)
		options->progress(options->context, run->done, run->total);
	arena_reset(&run->shelf.scratch);
}

static bool fail(struct run *run, enum file_status status)
{
	run->shelf.counts->machine_failed |= files_is_system(status);
	diag_error_path(run->shelf.diags, run->path, "%s", files_explain(status));
	return entryshelf_fail(&run->shelf, run->path, 0);
}

static bool refuse(struct run *run, const char *why, const char *hint)
{
	diag_error_path(run->shelf.diags, run->path, "%s", why);
	if (hint)
		diag_hint(run->shelf.diags, "%s", hint);
	return entryshelf_fail(&run->shelf, run->path, 0);
}

/* An export may be in several parts, whose posts show pictures of each other. */
static struct wxr *site_at(struct run *run, struct str head)
{
	const struct import_options *options = run->shelf.options;
	struct str address = wxr_site(head, &run->shelf.scratch);
	struct wxr *site;

	for (size_t i = 0; i < run->site_count; i++)
		if (address.len && str_eq(run->sites[i].site, address))
			return &run->sites[i];
	site = &run->sites[run->site_count++];
	*site = (struct wxr){ .drafts = options->drafts,
		              .date = options->date,
		              .nearby = &run->shelf.nearby };
	return site;
}

/* The items of a file the first time: pictures are kept, posts counted. */
static bool survey_items(struct run *run, struct wxrstream *stream, struct wxr *site)
{
	struct arena scratch = { 0 };
	size_t count = 0;
	struct str item;

	for (; wxrstream_next(stream, &item); count++) {
		run->total += !wxr_note_item(site, item, &scratch);
		arena_reset(&scratch);
		if (stream->cut) {
			diag_warn_path(run->shelf.diags, run->path,
			               "breaks off within an item");
			break;
		}
	}
	arena_clear(&scratch);
	if (stream->status != FILE_OK)
		return fail(run, stream->status);
	if (count == 0 && !stream->cut)
		diag_warn_path(run->shelf.diags, run->path, "holds no items");
	return true;
}

/* The first time: authors, pictures, and how many posts there are. */
static void survey(struct run *run, size_t input)
{
	struct wxrstream stream = { .files = run->shelf.options->inputs };
	struct wxr *site;
	struct str head;

	stream.path = run->path = run->inputs.items[input].path;
	if (!wxrstream_head(&stream, &head)) {
		fail(run, stream.status);
	} else if (wxr_is_utf16(head)) {
		refuse(run, "is in UTF-16", "save it as UTF-8, as WordPress does");
	} else if (!wxr_is_export(head)) {
		refuse(run, "is no export of WordPress",
		       wxr_is_feed(head) ? "it may be a feed: broadsheet import feed"
		                         : NULL);
	} else {
		site = site_at(run, head);
		wxr_read_head(site, head);
		if (survey_items(run, &stream, site))
			run->site_of[input] = site;
	}
	wxrstream_clear(&stream);
	arena_reset(&run->shelf.scratch);
}

static void sort_pictures(struct run *run)
{
	for (size_t i = 0; i < run->site_count; i++)
		attachments_sort(&run->sites[i].attachments);
	for (size_t i = 0; i < run->inputs.count; i++) {
		struct attachments *list;

		if (!run->site_of[i])
			continue;
		list = &run->site_of[i]->attachments;
		if (list->dropped)
			diag_warn_path(run->shelf.diags, run->inputs.items[i].path,
			               "has so many captions and alternative texts that "
			               "%zu were left out",
			               list->dropped);
		list->dropped = 0; /* with the first of its parts */
	}
}

static void import_file(struct run *run, size_t input)
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

	run->path = run->inputs.items[input].path;
	run->wxr = run->site_of[input];
	run->stream = (struct wxrstream){ .files = options->inputs, .path = run->path };
	if (wxrstream_head(&run->stream, &head)) {
		wxr_read_head(run->site_of[input], head);
		workers_run(&workers);
	}
	if (run->stream.status != FILE_OK)
		fail(run, run->stream.status);
	wxrstream_clear(&run->stream);
}

/* Pictures first, of all inputs. */
static void import_files(struct run *run)
{
	size_t count = run->inputs.count;

	run->sites = ARENA_ARRAY(&run->names, struct wxr, count);
	run->site_of = ARENA_ARRAY(&run->names, struct wxr *, count);
	for (size_t i = 0; i < count; i++) {
		run->site_of[i] = NULL;
		survey(run, i);
	}
	sort_pictures(run);
	for (size_t i = 0; i < count; i++)
		if (run->site_of[i])
			import_file(run, i);
	for (size_t i = 0; i < run->site_count; i++)
		wxr_clear(&run->sites[i]);
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
	import_files(&run);
	entryshelf_clear(&run.shelf);
	inputs_clear(&run.inputs);
	arena_clear(&run.names);
	return diags->errors == errors;
}
