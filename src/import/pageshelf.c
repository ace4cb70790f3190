#include "import/pageshelf.h"

#include "base/json.h"
#include "base/url.h"
#include "base/utf8.h"

#define DAY_LEN 10 /* of a date in ISO 8601 */

void pageshelf_open(struct pageshelf *shelf, const struct import_options *options,
                    struct import_counts *counts, struct diags *diags)
{
	*shelf = (struct pageshelf){ options, counts, diags, { 0 }, { 0 } };
	shelf->shelf = (struct shelf){ .files = options->site, .into = options->into };
	report_begin(&shelf->report);
	pageshelf_send_report(shelf);
}

void pageshelf_close(struct pageshelf *shelf)
{
	shelf_clear(&shelf->shelf);
	buf_clear(&shelf->report);
}

void pageshelf_send_report(struct pageshelf *shelf)
{
	if (shelf->options->report && shelf->report.len > 0)
		shelf->options->report(shelf->options->context, buf_str(&shelf->report));
	buf_reset(&shelf->report);
}

bool page_parse(struct pageshelf *shelf, struct str name, struct str output,
                struct arena *arena, struct value *page)
{
	struct source source = { name, output };
	size_t at = 0;

	if (utf8_invalid(output) == STR_NONE &&
	    json_parse(&source, &at, arena, page, shelf->diags) &&
	    page->type == VALUE_DICT)
		return true;
	return diag_error_path(shelf->diags, name,
	                       "cannot be read: what came of it makes no sense");
}

struct str page_name(struct arena *arena, struct value page)
{
	struct value front = value_get(page, STR("front"));
	struct str date = value_text(value_get(front, STR("date")));

	return arena_printf(arena, "%.*s\n%.*s",
	                    STR_ARG(value_text(value_get(front, STR("title")))),
	                    STR_ARG(str_slice(date, 0, DAY_LEN)));
}

void pageshelf_report(struct pageshelf *shelf, struct str name, struct report_row row)
{
	report_row(&shelf->report, name, 0, row);
}

void pageshelf_fail(struct pageshelf *shelf, struct str name)
{
	shelf->counts->failed++;
	pageshelf_report(shelf, name, report_failure(shelf->diags));
}

void pageshelf_report_left_out(struct pageshelf *shelf, struct str name,
                               struct value page)
{
	struct value rows = value_get(page, STR("left_out"));

	for (uint32_t i = 0; rows.type == VALUE_LIST && i < rows.len; i++) {
		struct value row = rows.items[i];

		if (row.type != VALUE_LIST || row.len != 4)
			continue;
		report_row(&shelf->report, name, i + 1,
		           (struct report_row){
				   .kind = value_text(row.items[0]),
				   .why = value_text(row.items[1]),
				   .percent = row.items[2].type == VALUE_INT
		                                      ? (int)row.items[2].integer
		                                      : 0,
				   .text = value_text(row.items[3]) });
		shelf->counts->removed++;
	}
}

/* The front matter with what only the whole import knows. */
static struct value finish_front(struct arena *arena, struct value front,
                                 const struct page_input *input)
{
	struct value_builder dict = { .arena = arena };

	if (value_get(front, STR("title")).type == VALUE_UNDEFINED)
		value_add(&dict, STR("title"), value_str(input->title));
	for (uint32_t i = 0; i < front.len; i++) {
		struct str key = front.entries[i].key;
		struct value value = front.entries[i].value;
		bool is_source = str_eq(key, STR("source"));

		if (is_source && input->source.len)
			value = value_str(input->source);
		value_add(&dict, key, value);
		if (is_source)
			add_known(&dict, STR("aliases"),
			          aliases_value(arena, input->aliases));
	}
	return value_built_dict(&dict);
}

/* How sure it is that the page is an article, in percent. */
static int surety_of(struct value page)
{
	struct value kind = value_get(page, STR("kind"));

	if (kind.type != VALUE_LIST || kind.len < 2 || kind.items[1].type != VALUE_INT)
		return 0;
	return value_is_true(kind.items[0]) ? (int)kind.items[1].integer
	                                    : 100 - (int)kind.items[1].integer;
}

bool pageshelf_put(struct pageshelf *shelf, const struct page_input *input,
                   struct value page, struct arena *arena, struct str *path)
{
	struct shelf_item item = { .from = input->from };
	struct value front = value_get(page, STR("front")), changes;
	enum file_status status = FILE_OK;
	enum shelved how;
	struct report_row row;

	if (front.type != VALUE_DICT)
		return diag_error_path(shelf->diags, input->name,
		                       "cannot be read: what came of it makes no sense");
	item.body = value_text(value_get(page, STR("body")));
	if (str_trim(item.body).len > 0)
		item.body = arena_printf(arena, "\n%.*s", STR_ARG(item.body));
	date_parse(value_text(value_get(page, STR("date"))), &item.date);
	item.front = spellings_settle(&shelf->shelf.spellings, arena,
	                              finish_front(arena, front, input), &changes);
	report_terms(&shelf->report, input->name, 0, changes);
	item.slug = value_text(value_get(item.front, STR("title")));
	if (!shelf_put(&shelf->shelf, &item, arena, path, &how, &status, shelf->diags)) {
		shelf->counts->machine_failed |= files_is_system(status);
		return false;
	}
	count_article(shelf->counts, how, item.date);
	row = report_article(how, *path);
	row.percent = surety_of(page);
	pageshelf_report(shelf, input->name, row);
	shelf->counts->cards += value_get(item.front, STR("related")).len;
	return true;
}
