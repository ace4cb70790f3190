#include "commands/importreport.h"

#include "base/attr.h"
#include "base/json.h"
#include "base/number.h"
#include "commands/terminal.h"
#include "import/report.h"

static bool say_failed(const struct import_report *report)
{
	fprintf(stderr, "broadsheet: cannot write '%.*s'\n", STR_ARG(report->path));
	return false;
}

bool report_open(struct import_report *report, struct str path)
{
	struct arena arena = { 0 };

	*report = (struct import_report){ .path = path };
	report->removed.arena = &report->arena;
	if (path.len)
		report->file = fopen(arena_cstr(&arena, path), "w");
	arena_clear(&arena);
	if (path.len && !report->file)
		return say_failed(report);
	if (globals.json)
		printf("{\n  \"report\": [");
	return true;
}

static bool close_file(struct import_report *report)
{
	bool failed;

	if (!report->file)
		return true;
	failed = ferror(report->file);
	failed |= fclose(report->file) != 0;
	report->file = NULL;
	return !failed || say_failed(report);
}

/* A row as it stands in the file. */
struct fields {
	struct str input, line, column, kind, why, sure, text;
};

static struct fields split_row(const struct import_report *report, struct str row)
{
	struct str f[7] = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(f); i++)
		if (i != 2 || report->has_columns)
			str_cut(row, '\t', &f[i], &row);
	return (struct fields){ f[0], f[1], f[2], f[3], f[4], f[5], f[6] };
}

/* JSON: rows about parts of an input are kept until its outcome is known. */

static void add_text(struct value_builder *dict, const char *key, struct str field)
{
	if (field.len)
		value_add(dict, str_of(key),
		          value_str(report_unfield(dict->arena, field)));
}

/* A place; 0 is none. */
static void add_place(struct value_builder *dict, const char *key, struct str field)
{
	if (field.len && !str_eq(field, STR("0")))
		value_add(dict, str_of(key), value_int((int64_t)number_parse(field)));
}

static void print_entry(struct import_report *report, struct value entry)
{
	struct buf out = { 0 };

	if (report->entries++)
		buf_add_char(&out, ',');
	buf_puts(&out, "\n    ");
	json_write(&out, entry, JSON_PLAIN, 0);
	fwrite(out.ptr, 1, out.len, stdout);
	buf_clear(&out);
	arena_reset(&report->arena);
	report->input = (struct str){ 0 };
	report->removed = (struct value_builder){ .arena = &report->arena };
}

static void settle(struct import_report *report, const struct fields *row)
{
	struct value_builder entry = { .arena = &report->arena };
	bool is_article = str_eq(row->kind, STR("article"));

	add_text(&entry, "input", row->input);
	add_place(&entry, "line", row->line);
	add_text(&entry, "outcome", row->kind);
	add_text(&entry, "why", row->why);
	value_add(&entry, STR("sure"), value_float(number_parse(row->sure)));
	add_text(&entry, is_article ? "article" : "text", row->text);
	value_add(&entry, STR("removed"), value_built_list(&report->removed));
	print_entry(report, value_built_dict(&entry));
}

/* An input of which nothing more is said. */
static void settle_unfinished(struct import_report *report)
{
	struct value_builder entry = { .arena = &report->arena };

	if (report->removed.count == 0)
		return;
	add_text(&entry, "input", report->input);
	value_add(&entry, STR("removed"), value_built_list(&report->removed));
	print_entry(report, value_built_dict(&entry));
}

static void remove_part(struct import_report *report, const struct fields *row)
{
	struct value_builder part = { .arena = &report->arena };

	if (report->removed.count == 0)
		report->input = arena_str(&report->arena, row->input);
	add_place(&part, "line", row->line);
	add_place(&part, "column", row->column);
	add_text(&part, "kind", row->kind);
	add_text(&part, "why", row->why);
	value_add(&part, STR("sure"), value_float(number_parse(row->sure)));
	add_text(&part, "text", row->text);
	value_add_item(&report->removed, value_built_dict(&part));
}

static void add_to_json(struct import_report *report, const struct fields *row)
{
	if (!str_eq(row->input, report->input))
		settle_unfinished(report);
	if (report_is_outcome(row->kind))
		settle(report, row);
	else
		remove_part(report, row);
}

void report_print_totals(struct import_report *report, struct value totals)
{
	struct buf out = { 0 };

	settle_unfinished(report);
	json_write(&out, totals, JSON_PLAIN, 2);
	printf("%s],%.*s\n", report->entries ? "\n  " : "",
	       STR_ARG(str_from(buf_str(&out), 1))); /* its "{" was the report's */
	buf_clear(&out);
}

/* All rows. */

static void take_row(struct import_report *report, struct str line)
{
	struct fields row = split_row(report, line);

	if (number_parse(row.sure) < SURE_ENOUGH) {
		if (str_eq(row.kind, STR("article")))
			report->unsure_articles++;
		else
			report->unsure_rows++;
	}
	if (globals.json)
		add_to_json(report, &row);
}

void report_rows(void *context, struct str rows)
{
	struct import_report *report = context;
	struct str line;

	if (report->file)
		fwrite(rows.ptr, 1, rows.len, report->file);
	if (!report->begun && str_cut(rows, '\n', &line, &rows)) {
		report->begun = true;
		report->has_columns = str_contains(line, STR("\tcolumn\t"));
	}
	while (str_cut(rows, '\n', &line, &rows))
		take_row(report, line);
}

void report_progress(void *context, size_t done, size_t total)
{
	(void)context;
	show_progress(NULL, "importing", done, total);
}

void report_print_advice(const struct import_report *report, size_t undated,
                         size_t beside)
{
	if (undated)
		printf("%zu without a date\n", undated);
	if (report->unsure_articles)
		printf("%zu article%s that may be none: less than %.2f sure in the report\n",
		       report->unsure_articles, plural(report->unsure_articles),
		       SURE_ENOUGH);
	if (report->unsure_rows)
		printf("%zu other row%s less than %.2f sure\n", report->unsure_rows,
		       plural(report->unsure_rows), SURE_ENOUGH);
	if (beside)
		printf("%zu new version%s beside files that were edited since: look for *.new\n",
		       beside, plural(beside));
}

enum exit_status report_end(struct import_report *report, bool ok, bool machine_failed)
{
	arena_clear(&report->arena);
	if (!close_file(report) || machine_failed)
		return EXIT_SYSTEM;
	return ok ? EXIT_DONE : EXIT_CONTENT;
}
