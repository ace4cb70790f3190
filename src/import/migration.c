#include "import/migration.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/path.h"
#include "content/scan.h"
#include "import/luggage.h"
#include "import/newfront.h"
#include "import/rebody.h"
#include "import/remarks.h"
#include "import/shelf.h"

struct run {
	const struct migration *options;
	struct migration_counts *counts;
	struct diags *diags;
	struct arena scratch; /* reset for each page */
	struct oldsite site;  /* of one input */
	struct shelf shelf;
	struct luggage luggage;
	struct newfront front;
	struct remarks remarks;
	struct buf report;
	size_t done, total; /* pages, for the progress bar */
};

/* Hand over what the report has so far. */
static void send_report(struct run *run)
{
	if (run->options->report && run->report.len > 0)
		run->options->report(run->options->context, buf_str(&run->report));
	buf_reset(&run->report);
}

static void step(struct run *run)
{
	run->done++;
	send_report(run);
	if (run->options->progress)
		run->options->progress(run->options->context, run->done, run->total);
	arena_reset(&run->scratch);
}

static bool is_article(const struct oldpage *page)
{
	return !page->why_not;
}

static struct date date_of(const struct run *run, const struct oldpage *page)
{
	return date_is_known(page->date) ? page->date : run->options->date;
}

static struct shelf_item item_of(const struct run *run, const struct oldpage *page)
{
	struct str extension = path_extension(page->path);
	bool is_html = str_eq_nocase(extension, STR(".html")) ||
	               str_eq_nocase(extension, STR(".htm"));

	return (struct shelf_item){ .from = page->key,
		                    .slug = page->slug,
		                    .date = date_of(run, page),
		                    .extension = is_html ? STR(".html") : STR(".md"),
		                    .path = page->into };
}

/* Names and URLs for all articles, before any links to another. */
static void claim_names(struct run *run)
{
	for (size_t i = 0; i < run->site.count; i++) {
		struct oldpage *page = &run->site.pages[i];
		struct shelf_item item = item_of(run, page);

		run->counts->inputs++;
		if (!is_article(page))
			continue;
		page->into = shelf_claim(&run->shelf, &item, &run->site.arena);
		newfront_claim(&run->front, page);
	}
}

/* All files of a bundle go with it, whether its text names them or not. */
static void take_bundle(struct run *run, const struct oldpage *page)
{
	struct str own = page->into;
	struct scan scan;

	if (page->folder.len == 0)
		return;
	own = str_slice(own, 0, own.len - path_extension(own).len);
	scan_files(run->options->inputs, page->folder, &run->scratch, &scan, run->diags);
	for (size_t i = 0; i < scan.count; i++) {
		struct str rest = scan.paths[i];

		str_skip_prefix(&rest, page->folder);
		str_skip_prefix(&rest, STR("/"));
		if (!is_article_path(rest) && !str_has_prefix(rest, STR(".")))
			luggage_take(&run->luggage, scan.paths[i],
			             path_join(&run->scratch, own, rest), run->diags);
	}
}

static void count_article(struct run *run, const struct oldpage *page, enum shelved how)
{
	struct migration_counts *counts = run->counts;

	counts->written += how == SHELVED_NEW;
	counts->updated += how == SHELVED_UPDATED;
	counts->unchanged += how == SHELVED_SAME;
	counts->beside += how == SHELVED_BESIDE;
	counts->drafts += page->draft;
	counts->undated += !date_is_known(date_of(run, page));
}

/* An empty line between front matter and text, and one line end at the end. */
static struct str tidy_body(struct arena *arena, struct str text)
{
	struct buf out = { 0 };

	while (str_skip_prefix(&text, STR("\n")))
		;
	text = str_trim_end(text);
	if (text.len)
		buf_printf(&out, "\n%.*s\n", STR_ARG(text));
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}

/* What was mended before anything was read. */
static void say_mended(struct run *run, const struct oldpage *page,
                       const struct oldfile *file)
{
	if (page->date_unclear)
		remark_file(&run->remarks, page->path, "date", "could not be read",
		            dict_text(file->data, "date"));
	if (file->twice_end)
		remark(&run->remarks,
		       (struct span){ &file->source, file->twice_start, file->twice_end },
		       "key", "is given twice: the last one counts");
	if (file->notes.utf16)
		remark_file(&run->remarks, page->path, "encoding",
		            "was converted from UTF-16", STR(""));
	if (file->notes.windows_1252)
		remark_file(&run->remarks, page->path, "encoding",
		            "is not valid UTF-8: read as windows-1252", STR(""));
	if (file->notes.controls)
		remark_file(&run->remarks, page->path, "encoding",
		            "control characters were removed", STR(""));
}

static bool convert_page(struct run *run, const struct oldpage *page)
{
	struct oldfile file;
	struct shelf_item item = item_of(run, page);
	struct rebody body = { .site = &run->site,
		               .page = page,
		               .file = &file,
		               .luggage = &run->luggage,
		               .remarks = &run->remarks,
		               .arena = &run->scratch,
		               .diags = run->diags };
	enum file_status status;
	enum shelved how;
	struct value changes;
	struct str path;

	if (!oldsite_read(&run->site, page, &run->scratch, &file, &status, run->diags)) {
		run->counts->machine_failed |= files_is_system(status);
		return false;
	}
	say_mended(run, page, &file);
	item.body = tidy_body(&run->scratch, rebody_convert(&body));
	item.front =
		spellings_settle(&run->shelf.spellings, &run->scratch,
	                         newfront_make(&run->front, &body, item.date), &changes);
	for (uint32_t i = 0; i < changes.len; i++)
		remark_file(
			&run->remarks, page->path, "term",
			arena_cstr(&run->scratch, value_text(changes.items[i].items[0])),
			value_text(changes.items[i].items[1]));
	take_bundle(run, page);
	if (!shelf_put(&run->shelf, &item, &run->scratch, &path, &how, &status,
	               run->diags)) {
		run->counts->machine_failed |= files_is_system(status);
		return false;
	}
	count_article(run, page, how);
	remark_outcome(&run->remarks, page->path, report_article(how, path));
	return true;
}

static void fail(struct run *run, struct str path, struct report_row row)
{
	run->counts->failed++;
	remark_outcome(&run->remarks, path, row);
}

static void migrate_page(struct run *run, const struct oldpage *page)
{
	if (is_article(page)) {
		if (!convert_page(run, page))
			fail(run, page->path, report_failure(run->diags));
	} else if (page->failed) {
		fail(run, page->path,
		     (struct report_row){ STR("failed"), str_of(page->why_not), 100,
		                          STR("") });
	} else {
		run->counts->left_out++;
		remark_file(&run->remarks, page->path, "page", page->why_not,
		            page->title);
	}
	run->remarks.text = NULL; /* its memory goes to the next page */
	step(run);
}

/* From then on nothing outside the site is read. */
static bool enter_input(struct run *run, struct str path)
{
	struct file_info info;
	enum file_status status = files_stat(run->options->inputs, path, &info);

	if (status == FILE_OK && info.type == FILE_FOLDER)
		status = files_confine(run->options->inputs, path);
	if (status != FILE_OK) {
		run->counts->machine_failed |= files_is_system(status);
		return diag_error_path(run->diags, path, "%s", files_explain(status));
	}
	if (info.type == FILE_FOLDER)
		return true;
	diag_error_path(run->diags, path, "is no folder");
	diag_hint(run->diags, "name the folder of the site");
	return false;
}

static void migrate_site(struct run *run, struct str path)
{
	struct oldsite *site = &run->site;

	if (!enter_input(run, path)) {
		remark_outcome(&run->remarks, path, report_failure(run->diags));
		return;
	}
	while (path.len > 1 && str_skip_suffix(&path, STR("/")))
		;
	*site = (struct oldsite){ .generator = run->options->generator,
		                  .files = run->options->inputs,
		                  .root = str_eq(path, STR(".")) ? STR("") : path };
	oldsite_open(site, &run->counts->machine_failed, run->diags);
	if (str_eq(site->content, run->options->into)) {
		diag_error_path(run->diags, site->content,
		                "is where the articles would be written");
		diag_hint(run->diags, "import into another site: broadsheet -C SITE "
		                      "import ..., or name another folder by --into");
		oldsite_clear(site);
		return;
	}
	if (run->options->url.len) {
		oldsite_set_url(site, run->options->url);
		site->address = site->url;
	}
	run->total += site->count;
	claim_names(run);
	for (size_t i = 0; i < site->count; i++)
		migrate_page(run, &site->pages[i]);
	oldsite_clear(site);
}

/* The names that were left most often, and then in the order of their letters. */
static void count_tags(struct run *run, struct arena *arena)
{
	const struct remarks *remarks = &run->remarks;
	struct migration_counts *counts = run->counts;

	for (uint32_t i = 0; i < remarks->tags.count; i++) {
		struct migration_tag tag = { remarks->tags.keys[i], remarks->times[i] };
		size_t at = counts->tag_count;

		counts->left += tag.times;
		while (at > 0 && (counts->tags[at - 1].times < tag.times ||
		                  (counts->tags[at - 1].times == tag.times &&
		                   str_cmp(counts->tags[at - 1].name, tag.name) > 0)))
			at--;
		if (at == ARRAY_LEN(counts->tags))
			continue;
		if (counts->tag_count < ARRAY_LEN(counts->tags))
			counts->tag_count++;
		for (size_t k = counts->tag_count - 1; k > at; k--)
			counts->tags[k] = counts->tags[k - 1];
		counts->tags[at] = tag;
	}
	for (size_t i = 0; i < counts->tag_count; i++)
		counts->tags[i].name = arena_str(arena, counts->tags[i].name);
}

static void finish(struct run *run, struct arena *arena)
{
	struct migration_counts *counts = run->counts;

	send_report(run);
	count_tags(run, arena);
	counts->rows = run->remarks.rows;
	counts->files = run->luggage.copied;
	counts->beside += run->luggage.beside;
	counts->under_embargo = run->front.under_embargo;
	counts->machine_failed |= run->luggage.machine_failed;
	luggage_clear(&run->luggage);
	newfront_clear(&run->front);
	remarks_clear(&run->remarks);
	shelf_clear(&run->shelf);
	buf_clear(&run->report);
	arena_clear(&run->scratch);
}

bool migration_run(const struct migration *options, struct arena *arena,
                   struct migration_counts *counts, struct diags *diags)
{
	size_t errors = diags->errors;
	struct run run = { .options = options, .counts = counts, .diags = diags };

	*counts = (struct migration_counts){ 0 };
	run.shelf = (struct shelf){ .files = options->site, .into = options->into };
	run.luggage = (struct luggage){ .files = options->inputs, .shelf = &run.shelf };
	run.front.today = options->today;
	run.remarks = (struct remarks){ .report = &run.report };
	remarks_begin(&run.remarks);
	for (size_t i = 0; i < options->path_count; i++)
		migrate_site(&run, options->paths[i]);
	finish(&run, arena);
	return diags->errors == errors;
}
