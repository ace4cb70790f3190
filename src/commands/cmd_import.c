/*
 * import: other people's formats into Markdown with front matter.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/attr.h"
#include "commands/importreport.h"
#include "commands/importsite.h"
#include "commands/terminal.h"
#include "commands/verbs.h"
#include "import/feedimport.h"
#include "import/htmlimport.h"
#include "import/textimport.h"
#include "import/warcimport.h"
#include "import/wxrimport.h"

#define INPUTS_MAX SIZE_MAX

/* What can be imported, and what the report calls a row of what was left out. */
static const struct format {
	struct str name;
	bool (*import)(const struct import_options *options, struct import_counts *counts,
	               struct diags *diags);
	const char *row;
} formats[] = {
	{ STR_INIT("html"), html_import, "block" },
	{ STR_INIT("text"), text_import, "line" },
	{ STR_INIT("warc"), warc_import, "block" },
	{ STR_INIT("feed"), feed_import, "row" },
	{ STR_INIT("wxr"), wxr_import, "row" },
};

static struct str into, url, report;
static struct date date;
static unsigned jobs;
static bool drafts;

static const struct option options[] = {
	{ 0, "into", OPTION_TEXT, "DIR", "write the articles to DIR (content)", &into },
	{ 0, "date", OPTION_DATE, "YYYY-MM-DD", "the date of articles that have none",
	  &date },
	{ 0, "url", OPTION_TEXT, "URL", "where the input was published", &url },
	{ 0, "report", OPTION_TEXT, "FILE",
	  "list what became of each input, what was left out, and why", &report },
	{ 0, "drafts", OPTION_FLAG, NULL,
	  "take what was not published too, as drafts (wxr, feed)", &drafts },
	{ 'j', "jobs", OPTION_COUNT, "N", "read N inputs at once", &jobs },
	{ 0 },
};

static void print_result(struct import_report *file, const struct import_counts *counts,
                         const char *row, const struct diags *diags)
{
	struct arena arena = { 0 };
	struct value_builder dict = { .arena = &arena };
	struct str removed = arena_printf(&arena, "removed_%ss", row);
	const struct {
		const char *key;
		size_t count;
	} rows[] = {
		{ "inputs", counts->inputs },      { "written", counts->written },
		{ "updated", counts->updated },    { "unchanged", counts->unchanged },
		{ "beside", counts->beside },      { "copies", counts->copies },
		{ "passed_over", counts->passed }, { "failed", counts->failed },
		{ removed.ptr, counts->removed },  { "related", counts->cards },
		{ "pictures", counts->pictures },  { "undated", counts->undated },
		{ "errors", diags->errors },       { "warnings", diags->warnings },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		value_add(&dict, str_of(rows[i].key), value_int((int64_t)rows[i].count));
	report_print_totals(file, value_built_dict(&dict));
	arena_clear(&arena);
}

static void print_summary(const struct import_report *file,
                          const struct import_counts *counts, const char *row)
{
	printf("%zu input%s: %zu article%s written, %zu updated, %zu unchanged, %zu failed\n",
	       counts->inputs, plural(counts->inputs), counts->written,
	       plural(counts->written), counts->updated, counts->unchanged,
	       counts->failed);
	printf("%zu %s%s left out, %zu related article%s found%s\n", counts->removed, row,
	       plural(counts->removed), counts->cards, plural(counts->cards),
	       report.len ? "" : " (--report FILE lists them)");
	if (counts->pictures && !counts->passed)
		printf("%zu picture%s written\n", counts->pictures,
		       plural(counts->pictures));
	if (counts->passed)
		printf("%zu page%s passed over as no article, %zu picture%s written\n",
		       counts->passed, plural(counts->passed), counts->pictures,
		       plural(counts->pictures));
	if (counts->copies)
		printf("%zu input%s held an article that was imported already\n",
		       counts->copies, plural(counts->copies));
	report_print_advice(file, counts->undated, counts->beside);
}

/* Run it and say what came of it. */
static enum exit_status import_with(const struct format *format,
                                    struct import_options *import)
{
	struct import_counts counts = { 0 };
	struct diags diags = { 0 };
	struct import_report file;
	enum exit_status status;
	bool ok;

	if (!report_open(&file, report))
		return EXIT_SYSTEM;
	import->report = report_rows;
	import->progress = report_progress;
	import->context = &file;
	ok = format->import(import, &counts, &diags);
	end_progress();
	print_diags(&diags);
	if (globals.json)
		print_result(&file, &counts, format->row, &diags);
	else if (!globals.quiet)
		print_summary(&file, &counts, format->row);
	status = report_end(&file, ok, counts.machine_failed);
	diags_clear(&diags);
	return status;
}

static enum exit_status import_inputs(const struct format *format,
                                      const struct str *inputs, size_t count)
{
	struct import_options import = {
		.inputs = files_open_disk(STR(".")),
		.paths = inputs,
		.path_count = count,
		.site = files_open_disk(STR(".")),
		.into = into.len ? into : STR("content"),
		.date = date,
		.url = url,
		.drafts = drafts,
		.jobs = jobs,
	};
	enum exit_status status = import_with(format, &import);

	files_close(import.inputs);
	files_close(import.site);
	return status;
}

static enum exit_status import_generator(enum generator generator,
                                         const struct str *inputs, size_t count)
{
	struct migration migration = {
		.generator = generator,
		.inputs = files_open_disk(STR(".")),
		.paths = inputs,
		.path_count = count,
		.site = files_open_disk(STR(".")),
		.into = into.len ? into : STR("content"),
		.date = date,
		.today = today(),
		.url = url,
	};
	enum exit_status status = import_site(&migration, report);

	files_close(migration.inputs);
	files_close(migration.site);
	return status;
}

static enum exit_status import_run(struct str *operands, size_t count)
{
	struct str names[ARRAY_LEN(formats) + 2], near;

	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		names[i] = formats[i].name;
	names[ARRAY_LEN(formats)] = STR("hugo");
	names[ARRAY_LEN(formats) + 1] = STR("jekyll");
	if (count < 2 && is_listed(operands[0], names, ARRAY_LEN(names)))
		return usage_error("import %.*s needs files or folders",
		                   STR_ARG(operands[0]));
	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		if (str_eq(operands[0], formats[i].name))
			return import_inputs(&formats[i], operands + 1, count - 1);
	if (str_eq(operands[0], STR("hugo")))
		return import_generator(GENERATOR_HUGO, operands + 1, count - 1);
	if (str_eq(operands[0], STR("jekyll")))
		return import_generator(GENERATOR_JEKYLL, operands + 1, count - 1);
	near = str_nearest(operands[0], names, ARRAY_LEN(names));
	if (near.len)
		return usage_error("cannot import '%.*s'; did you mean '%.*s'?",
		                   STR_ARG(operands[0]), STR_ARG(near));
	return usage_error(
		"cannot import '%.*s': there are 'html', 'text', 'warc', 'feed', 'wxr', 'hugo' and 'jekyll'",
		STR_ARG(operands[0]));
}

const struct command import_command = {
	.name = "import",
	.operands = "html|text|warc|feed|wxr|hugo|jekyll INPUT...",
	.summary = "Turn other people's formats into articles.",
	.details =
		"html: saved pages of articles, files or folders of *.html and *.mhtml. The article is\n"
		"told from what surrounds it, and becomes Markdown with front matter. Pictures that\n"
		"lie in a folder with them go along.\n"
		"text: plain-text scrapes of such pages, files or folders of *.txt.\n"
		"warc: web archives, files or folders of *.warc, *.warc.gz and *.wacz: articles and\n"
		"the pictures that they show; listings are passed over.\n"
		"feed: saved feeds, RSS and Atom, of which each entry with its whole text becomes\n"
		"an article.\n"
		"wxr: exports of WordPress, of which each published post becomes an article.\n"
		"hugo, jekyll: folders of sites. Each article keeps its old URL as an alias;\n"
		"shortcodes and tags that are not known stay in the text.\n"
		"What became of each input, and what of it is left out or not understood, is in the\n"
		"report, and in what --json prints. Cards of other articles become related entries.\n"
		"Nothing that was edited is overwritten.",
	.options = options,
	.least = 1,
	.most = INPUTS_MAX,
	.run = import_run,
};
