#include "commands/importreport.h"

#include "base/arena.h"
#include "commands/terminal.h"

static bool say_failed(const struct import_report *report)
{
	fprintf(stderr, "broadsheet: cannot write '%.*s'\n", STR_ARG(report->path));
	return false;
}

bool report_open(struct import_report *report, struct str path)
{
	struct arena arena = { 0 };

	*report = (struct import_report){ .path = path };
	if (path.len)
		report->file = fopen(arena_cstr(&arena, path), "w");
	arena_clear(&arena);
	return path.len == 0 || report->file || say_failed(report);
}

bool report_close(struct import_report *report)
{
	bool failed;

	if (!report->file)
		return true;
	failed = ferror(report->file);
	failed |= fclose(report->file) != 0;
	report->file = NULL;
	return !failed || say_failed(report);
}

void report_rows(void *context, struct str rows)
{
	struct import_report *report = context;

	if (report->file)
		fwrite(rows.ptr, 1, rows.len, report->file);
}

void report_progress(void *context, size_t done, size_t total)
{
	(void)context;
	show_progress(NULL, "importing", done, total);
}
