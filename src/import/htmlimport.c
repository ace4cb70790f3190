#include "import/htmlimport.h"

#include "base/attr.h"
#include "base/json.h"
#include "base/pack.h"
#include "base/path.h"
#include "base/url.h"
#include "import/encoding.h"
#include "import/mhtml.h"
#include "import/pagearticle.h"
#include "import/pageshelf.h"
#include "import/savedpictures.h"
#include "import/seen.h"
#include "import/workers.h"

struct run {
	const struct import_options *options;
	struct import_counts *counts;
	struct diags *diags;
	struct arena names;   /* of the inputs, and of pages that were imported */
	struct arena scratch; /* reset for each input */
	struct inputs inputs;
	struct nearby nearby; /* pictures of the folders */
	struct pageshelf shelf;
	struct seen seen;           /* of the pages imported so far */
	enum file_status *statuses; /* of reading each input */
	bool *no_text;              /* of each: it is a picture or the like */
	struct refrain refrain;     /* learned from all pages, if there are several */
	bool learning;              /* the first of two passes */
	struct charsets charsets;   /* in a child */
	size_t done, total;         /* steps, for the progress bar */
};

/* In the child. */

static void prepare(void *context)
{
	struct run *run = context;

	charsets_open(&run->charsets);
}

static void write_article(struct run *run, const struct page *page,
                          struct savedpictures *pictures, struct buf *output)
{
	struct value_builder answer = { .arena = pictures->found.arena };
	struct value_builder data = { .arena = answer.arena };

	value_add(&answer, STR("page"), page_article(answer.arena, &run->charsets, page));
	for (size_t i = 0; i < page->embedded->count; i++)
		if (page->embedded->items[i].is_shown)
			value_add_item(&data, value_str(page->embedded->items[i].data));
	value_add(&answer, STR("pictures"), value_built_list(&pictures->found));
	value_add(&answer, STR("embedded"), value_built_list(&data));
	json_write(output, value_built_dict(&answer), JSON_PLAIN, 0);
}

/* MHTML is a page among parts, of which others are pictures. */
static void unpack_parts(struct arena *arena, struct page *page)
{
	struct mhtml mhtml;

	if (!mhtml_is(arena, page->bytes))
		return;
	mhtml = mhtml_read(arena, page->bytes, page->embedded);
	page->bytes = mhtml.html;
	page->charset = mhtml.charset;
	if (page->url.len == 0)
		page->url = mhtml.url;
}

static void work(void *context, struct str input, struct buf *output)
{
	struct run *run = context;
	struct unpack in = { .rest = input };
	struct arena arena = { 0 };
	struct embedded *embedded = ARENA_NEW(&arena, struct embedded);
	struct savedpictures pictures = { .nearby = &run->nearby,
		                          .embedded = embedded,
		                          .found = { .arena = &arena } };
	struct picture_finder finder = { savedpictures_find, &pictures };
	struct page page = { .finder = &finder };

	page.url = unpack_str(&in);
	page.date = unpack_date(&in);
	pictures.folder = unpack_str(&in);
	pictures.page = unpack_str(&in);
	page.bytes = in.rest;
	page.refrain = run->refrain.pages ? &run->refrain : NULL;
	page.embedded = run->learning ? NULL : embedded;
	unpack_parts(&arena, &page);
	if (run->learning)
		page_lesson(&arena, &run->charsets, &page, output);
	else
		write_article(run, &page, &pictures, output);
	arena_clear(&arena);
}

/* In the parent. */

/* Where the input was published: of those in a folder, below --url. */
static struct str url_of(struct run *run, const struct input *input)
{
	if (input->folder.len == 0 || run->options->url.len == 0)
		return run->options->url;
	return url_resolve(&run->scratch, run->options->url, input->from);
}

static bool give(void *context, size_t index, struct buf *request)
{
	struct run *run = context;
	const struct input *input;
	struct str bytes = { 0 };

	if (index >= run->inputs.count)
		return false;
	input = &run->inputs.items[index];
	run->statuses[index] = files_read(run->options->inputs, input->path, PAGE_MAX,
	                                  &run->scratch, &bytes, NULL);
	run->no_text[index] = !encoding_is_text(bytes);
	if (run->no_text[index])
		bytes = (struct str){ 0 };
	pack_str(request, url_of(run, input));
	pack_date(request, run->options->date);
	pack_str(request, input->folder);
	pack_str(request, input->from);
	buf_add(request, bytes);
	arena_reset(&run->scratch);
	return true;
}

/* Pictures that the page holds. What a child says they are called is not asked. */
static bool take_embedded(struct run *run, struct value list, struct str article)
{
	struct arena scratch = { 0 };
	bool ok = true;

	for (uint32_t i = 0; list.type == VALUE_LIST && i < list.len; i++) {
		struct str bytes, name;

		if (embedded_read(&scratch, value_text(list.items[i]), &bytes, &name))
			ok &= luggage_put(&run->nearby.luggage, bytes,
			                  path_join(&scratch, path_dir(article), name),
			                  run->diags);
		arena_reset(&scratch);
	}
	arena_clear(&scratch);
	return ok;
}

static bool take_pictures(struct run *run, const struct input *input, struct value answer,
                          struct str article)
{
	bool ok = take_embedded(run, value_get(answer, STR("embedded")), article);

	return nearby_take(&run->nearby, input->folder,
	                   value_get(answer, STR("pictures")), article, run->diags) &&
	       ok;
}

static bool put_article(struct run *run, const struct input *input, struct value answer)
{
	struct page_input article = { .name = input->path, .from = input->from };
	struct value page = value_get(answer, STR("page"));
	struct str url = value_text(value_get(page, STR("url"))), path;
	struct str body = value_text(value_get(page, STR("body")));
	enum sameness same =
		seen_note(&run->seen, url.len ? url : page_name(&run->scratch, page),
	                  body, &run->scratch);

	if (same == SEEN_COPY) {
		run->counts->copies++;
		pageshelf_report(
			&run->shelf, input->path,
			(struct report_row){ STR("copy"),
		                             STR("the same page as an input before it"),
		                             100, url });
		return true;
	}
	if (same == SEEN_OTHER && url.len)
		diag_warn_path(run->diags, input->path,
		               "says it is '%.*s', which an input before it is",
		               STR_ARG(url));
	if (same == SEEN_NEW && url.len)
		article.aliases = (struct strs){ &url, 1 };
	article.title = title_from_path(&run->scratch, input->path);
	return pageshelf_put(&run->shelf, &article, page, &run->scratch, &path) &&
	       take_pictures(run, input, answer, path);
}

static bool import_page(struct run *run, const struct input *input, struct str output)
{
	struct value answer, page;

	if (!page_parse(&run->shelf, input->path, output, &run->scratch, &answer))
		return false;
	page = value_get(answer, STR("page"));
	pageshelf_report_left_out(&run->shelf, input->path, page);
	if (value_get(page, STR("front")).type != VALUE_DICT)
		return diag_error_path(run->diags, input->path,
		                       "has no text of an article");
	if (value_is_true(value_get(page, STR("nameless"))))
		diag_warn_path(run->diags, input->path,
		               "has no headline: named after its file");
	return put_article(run, input, answer);
}

static bool settle(struct run *run, size_t index, enum worker_end end, struct str output)
{
	const struct input *input = &run->inputs.items[index];
	enum file_status status = run->statuses[index];

	if (status != FILE_OK) {
		run->counts->machine_failed |= files_is_system(status);
		return diag_error_path(run->diags, input->path, "%s",
		                       files_explain(status));
	}
	if (run->no_text[index])
		return diag_error_path(run->diags, input->path, "is no HTML");
	if (end == WORKER_DONE)
		return import_page(run, input, output);
	run->counts->machine_failed |= end == WORKER_NOT_STARTED;
	return diag_error_path(run->diags, input->path, "%s", worker_end_explain(end));
}

static void step(struct run *run)
{
	run->done++;
	if (run->options->progress)
		run->options->progress(run->options->context, run->done, run->total);
	arena_reset(&run->scratch);
}

static void take(void *context, size_t index, enum worker_end end, struct str output)
{
	struct run *run = context;

	if (!settle(run, index, end, output))
		pageshelf_fail(&run->shelf, run->inputs.items[index].path);
	pageshelf_send_report(&run->shelf);
	step(run);
}

/* The first pass says nothing: what fails in it will in the second. */
static void take_lesson(void *context, size_t index, enum worker_end end,
                        struct str output)
{
	struct run *run = context;

	(void)index;
	if (end == WORKER_DONE)
		refrain_learn(&run->refrain, output);
	step(run);
}

/* One URL is of one page, or of the folder that pages are in. */
static bool check_options(const struct run *run)
{
	size_t single = 0;

	for (size_t i = 0; i < run->inputs.count; i++)
		single += run->inputs.items[i].folder.len == 0;
	if (run->options->url.len == 0 || single <= 1)
		return true;
	diag_error(run->diags, SPAN_NONE, "one URL cannot be the source of %zu articles",
	           single);
	diag_hint(run->diags, "import them one by one, or the folder that they are in");
	return false;
}

/* Several pages teach each other: they are gone through twice. */
static void import_all(struct run *run)
{
	bool several = run->inputs.count > 1;
	struct workers_options workers = {
		.count = several ? run->options->jobs : 1,
		.memory = PAGE_MEMORY,
		.seconds = PAGE_SECONDS,
		.give = give,
		.prepare = prepare,
		.work = work,
		.context = run,
	};

	run->total = several ? 2 * run->inputs.count : run->inputs.count;
	if (several) {
		run->learning = true;
		workers.take = take_lesson;
		workers_run(&workers);
		run->learning = false;
	}
	workers.take = take;
	workers_run(&workers);
}

bool html_import(const struct import_options *options, struct import_counts *counts,
                 struct diags *diags)
{
	static const struct str endings[] = { STR_INIT(".html"),  STR_INIT(".htm"),
		                              STR_INIT(".xhtml"), STR_INIT(".shtml"),
		                              STR_INIT(".mhtml"), STR_INIT(".mht") };
	size_t errors = diags->errors;
	struct run run = { .options = options, .counts = counts, .diags = diags };

	*counts = (struct import_counts){ 0 };
	pageshelf_open(&run.shelf, options, counts, diags);
	run.nearby.luggage =
		(struct luggage){ .files = options->inputs, .shelf = &run.shelf.shelf };
	run.inputs = (struct inputs){ .options = options,
		                      .endings = endings,
		                      .ending_count = ARRAY_LEN(endings),
		                      .nearby = &run.nearby,
		                      .arena = &run.names };
	inputs_find(&run.inputs, counts, diags);
	run.statuses = ARENA_ARRAY(&run.names, enum file_status, run.inputs.count);
	run.no_text = ARENA_ARRAY(&run.names, bool, run.inputs.count);
	if (check_options(&run))
		import_all(&run);
	count_luggage(counts, &run.nearby.luggage);
	nearby_clear(&run.nearby);
	pageshelf_close(&run.shelf);
	seen_clear(&run.seen);
	refrain_clear(&run.refrain);
	inputs_clear(&run.inputs);
	arena_clear(&run.names);
	arena_clear(&run.scratch);
	return diags->errors == errors;
}
