#include "import/warcimport.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/path.h"
#include "import/warcrun.h"

/* Inputs. */

static bool is_archive_path(struct str path)
{
	return !str_has_suffix(path, STR(".gz")) || str_has_suffix(path, STR(".warc.gz"));
}

static void find_volumes(struct warc_run *run)
{
	static const struct str endings[] = { STR_INIT(".warc"), STR_INIT(".gz"),
		                              STR_INIT(".wacz") };

	run->inputs = (struct inputs){ .options = run->options,
		                       .endings = endings,
		                       .ending_count = ARRAY_LEN(endings),
		                       .arena = &run->names };
	inputs_find(&run->inputs, run->counts, run->diags);
	run->volumes =
		(struct volumes){ .files = run->options->inputs, .arena = &run->names };
	run->counts->inputs = 0;
	for (size_t i = 0; i < run->inputs.count; i++) {
		const struct input *input = &run->inputs.items[i];

		if (input->folder.len > 0 && !is_archive_path(input->path))
			continue;
		run->counts->inputs++;
		if (!volumes_add(&run->volumes, input->path, run->diags))
			pageshelf_report(&run->shelf, input->path,
			                 report_failure(run->diags));
	}
	run->bytes = volumes_measure(&run->volumes);
	run->reader.volumes = &run->volumes;
}

/* Pages. */

/* Those that say they are another page of the crawl, now that it has been read. */
static void read_late_pages(struct warc_run *run)
{
	free(run->pages);
	run->pages = run->later;
	run->page_count = run->later_count;
	run->later = NULL;
	run->later_count = run->later_cap = 0;
	run->is_late = run->is_again = true;
	warc_read_pages(run);
}

/* Pictures. */

static void write_picture(struct warc_run *run, struct str path, struct str bytes)
{
	struct files *files = run->options->site;
	struct str old;
	enum file_status status =
		files_read(files, path, PICTURE_MAX, &run->scratch, &old, NULL);

	if (status == FILE_OK && str_eq(old, bytes))
		return;
	if (status == FILE_OK || status == FILE_TOO_LARGE) {
		diag_warn_path(run->diags, path,
		               "is not what the crawl has, and stays as it is");
		diag_hint(run->diags, "remove it to have the crawl's");
		return;
	}
	if (status == FILE_MISSING)
		status = files_replace(files, path, bytes);
	run->counts->pictures += status == FILE_OK;
	run->counts->machine_failed |= files_is_system(status);
	if (status != FILE_OK)
		diag_error_path(run->diags, path, "cannot write: %s",
		                files_explain(status));
}

static void read_picture(struct warc_run *run, const struct errand *errand,
                         struct buf *bytes)
{
	struct str path = run->pictures.paths.keys[errand->number];
	struct http_message message;
	struct warc_record record;
	unsigned flags;

	if (!warcreader_read(&run->reader, &run->index.crawl.items[errand->original],
	                     PICTURE_MAX, &record, &message)) {
		diag_error_path(run->diags, path, "cannot be read a second time");
		return;
	}
	buf_reset(bytes);
	flags = http_body(&message, PICTURE_MAX, bytes);
	if (flags & HTTP_TOO_LARGE) {
		diag_error_path(run->diags, path, "is larger than %zu bytes",
		                PICTURE_MAX);
		return;
	}
	if (flags)
		diag_warn_path(run->diags, path, "%s", http_explain(flags));
	write_picture(run, path, buf_str(bytes));
}

static void write_pictures(struct warc_run *run)
{
	size_t count = run->pictures.count;
	struct errand *errands = xrealloc_array(NULL, count + 1, sizeof(*errands));
	struct buf bytes = { 0 };

	for (size_t i = 0; i < count; i++) {
		const struct wanted *wanted = &run->pictures.items[i];

		errands[i] =
			(struct errand){ wanted->capture, wanted->capture, wanted->path };
	}
	errands_sort(&run->index.crawl, errands, count);
	for (size_t i = 0; i < count; i++) {
		read_picture(run, &errands[i], &bytes);
		arena_reset(&run->scratch);
	}
	buf_clear(&bytes);
	free(errands);
}

/* All. */

static void show_progress(void *context, uint64_t bytes)
{
	struct warc_run *run = context;

	if (run->options->progress)
		run->options->progress(run->options->context, (size_t)bytes,
		                       (size_t)(2 * run->bytes));
}

static void say_lost(struct warc_run *run)
{
	const struct crawl *crawl = &run->index.crawl;
	size_t lost = crawl->lost;

	if (lost == 0)
		return;
	for (size_t i = 0; i < crawl->count; i++) {
		const struct capture *capture = &crawl->items[i];

		if (capture->kind != CAPTURE_REVISIT || capture->original != CAPTURE_NONE)
			continue;
		pageshelf_report(
			&run->shelf, crawl_url(crawl, capture),
			(struct report_row){
				.kind = STR("revisit"),
				.why = STR("its original is in none of the inputs"),
				.percent = 100 });
		pageshelf_send_report(&run->shelf);
	}
	diag_warn(
		run->diags, SPAN_NONE,
		lost == 1
			? "%zu revisit refers to a record that is in none of the inputs"
			: "%zu revisits refer to records that are in none of the inputs",
		lost);
	diag_hint(run->diags, "import all WARCs of a crawl together");
}

static void say_continued(struct warc_run *run)
{
	size_t count = run->index.continuations;

	if (count > 0)
		diag_warn(run->diags, SPAN_NONE,
		          count == 1 ? "%zu continuation record is passed over: what it "
		                       "continues is cut short"
		                     : "%zu continuation records are passed over: what "
		                       "they continue is cut short",
		          count);
}

static void say_damaged(struct warc_run *run)
{
	if (run->damaged == 0)
		return;
	diag_warn(run->diags, SPAN_NONE,
	          run->damaged == 1 ? "%zu page is cut short or damaged"
	                            : "%zu pages are cut short or damaged",
	          run->damaged);
	diag_hint(run->diags, "the report names each, as 'damage'");
}

static void import_all(struct warc_run *run)
{
	find_volumes(run);
	run->index.progress = show_progress;
	run->index.context = run;
	warcindex_read(&run->index, &run->volumes, run->diags);
	say_lost(run);
	say_continued(run);
	warc_choose_pages(run);
	warc_learn(run);
	do
		warc_read_pages(run);
	while (warc_go_older(run));
	read_late_pages(run);
	warc_put_articles(run);
	say_damaged(run);
	write_pictures(run);
}

bool warc_import(const struct import_options *options, struct import_counts *counts,
                 struct diags *diags)
{
	size_t errors = diags->errors;
	struct warc_run run = { .options = options, .counts = counts, .diags = diags };

	*counts = (struct import_counts){ 0 };
	if (options->url.len > 0)
		return diag_error(diags, SPAN_NONE,
		                  "a WARC knows its addresses: leave --url out");
	pageshelf_open(&run.shelf, options, counts, diags);
	run.spool = (struct spool){ .files = options->site,
		                    .path = path_join(&run.names, options->into,
		                                      STR(".import")) };
	import_all(&run);
	warcreader_close(&run.reader);
	volumes_clear(&run.volumes);
	inputs_clear(&run.inputs);
	pageshelf_close(&run.shelf);
	pictures_clear(&run.pictures);
	warc_forget_pages(&run);
	warc_forget_choice(&run);
	crawl_clear(&run.index.crawl);
	charsets_clear(&run.charsets);
	arena_clear(&run.names);
	arena_clear(&run.scratch);
	return diags->errors == errors;
}
