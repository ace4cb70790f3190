#include "commands/importsite.h"

#include <stdio.h>

#include "base/attr.h"
#include "commands/importreport.h"
#include "commands/terminal.h"

static void print_result(struct import_report *report,
                         const struct migration_counts *counts, const struct diags *diags)
{
	struct arena arena = { 0 };
	struct value_builder dict = { .arena = &arena }, tags = { .arena = &arena };
	const struct {
		const char *key;
		size_t count;
	} rows[] = {
		{ "inputs", counts->inputs },
		{ "written", counts->written },
		{ "updated", counts->updated },
		{ "unchanged", counts->unchanged },
		{ "beside", counts->beside },
		{ "failed", counts->failed },
		{ "left_out", counts->left_out },
		{ "drafts", counts->drafts },
		{ "under_embargo", counts->under_embargo },
		{ "undated", counts->undated },
		{ "files", counts->files },
		{ "rows", counts->rows },
		{ "tags_left", counts->left },
		{ "errors", diags->errors },
		{ "warnings", diags->warnings },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		value_add(&dict, str_of(rows[i].key), value_int((int64_t)rows[i].count));
	for (size_t i = 0; i < counts->tag_count; i++)
		value_add(&tags, counts->tags[i].name,
		          value_int((int64_t)counts->tags[i].times));
	value_add(&dict, STR("tags"), value_built_dict(&tags));
	report_print_totals(report, value_built_dict(&dict));
	arena_clear(&arena);
}

/* What is to be looked at by hand, if anything. */
static void print_advice(const struct import_report *report,
                         const struct migration_counts *counts)
{
	if (counts->left) {
		printf("%zu tag%s left in the texts, which the build leaves out:",
		       counts->left, plural(counts->left));
		for (size_t i = 0; i < counts->tag_count; i++)
			printf("%s %.*s (%zu)", i ? "," : "",
			       STR_ARG(counts->tags[i].name), counts->tags[i].times);
		printf("%s\n",
		       counts->tag_count == ARRAY_LEN(counts->tags) ? ", ..." : "");
	}
	if (counts->drafts)
		printf("%zu draft%s: built only with --drafts\n", counts->drafts,
		       plural(counts->drafts));
	if (counts->under_embargo)
		printf("%zu under embargo: built only with --date\n",
		       counts->under_embargo);
	report_print_advice(report, counts->undated, counts->beside);
}

static void print_summary(const struct import_report *report,
                          const struct migration_counts *counts)
{
	printf("%zu page%s: %zu article%s written, %zu updated, %zu unchanged, "
	       "%zu left out, %zu failed; %zu file%s copied\n",
	       counts->inputs, plural(counts->inputs), counts->written,
	       plural(counts->written), counts->updated, counts->unchanged,
	       counts->left_out, counts->failed, counts->files, plural(counts->files));
	print_advice(report, counts);
	if (counts->rows && report->path.len == 0)
		printf("%zu remark%s (--report FILE lists them)\n", counts->rows,
		       plural(counts->rows));
}

enum exit_status import_site(struct migration *migration, struct str path)
{
	struct arena arena = { 0 };
	struct migration_counts counts = { 0 };
	struct diags diags = { 0 };
	struct import_report report;
	enum exit_status status;
	bool ok;

	if (!report_open(&report, path))
		return EXIT_SYSTEM;
	migration->report = report_rows;
	migration->progress = report_progress;
	migration->context = &report;
	ok = migration_run(migration, &arena, &counts, &diags);
	end_progress();
	print_diags(&diags);
	if (globals.json)
		print_result(&report, &counts, &diags);
	else if (!globals.quiet)
		print_summary(&report, &counts);
	status = report_end(&report, ok, counts.machine_failed);
	diags_clear(&diags);
	arena_clear(&arena);
	return status;
}
