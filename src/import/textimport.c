#include "import/textimport.h"

#include <stdlib.h>

#include "base/path.h"
#include "base/text.h"
#include "content/scan.h"
#include "import/anatomy.h"
#include "import/encoding.h"
#include "import/markdownfile.h"
#include "import/report.h"
#include "import/shelf.h"

/* One input file. */
struct input {
	struct str path;
	struct str
		from; /* below the folder that was named: what its article is known by */
};

struct run {
	const struct text_import *options;
	struct text_import_counts *counts;
	struct diags *diags;
	struct arena names;   /* of the inputs, for the whole run */
	struct arena scratch; /* reset for each input */
	struct input *inputs;
	size_t count, cap;
	struct repetition learned;
	struct shelf shelf;
	struct buf report;  /* of one input */
	size_t done, total; /* steps, for the progress bar */
};

static void step(struct run *run)
{
	run->done++;
	if (run->options->progress)
		run->options->progress(run->options->context, run->done, run->total);
	arena_reset(&run->scratch);
}

/* Inputs. */

static void add_input(struct run *run, struct str path, struct str from)
{
	if (run->count == run->cap) {
		run->cap = 2 * run->cap + 16;
		run->inputs = xrealloc_array(run->inputs, run->cap, sizeof(*run->inputs));
	}
	run->inputs[run->count++] = (struct input){ path, from };
}

static bool is_scrape_path(struct str path)
{
	return str_eq_nocase(path_extension(path), STR(".txt"));
}

static void add_folder(struct run *run, struct str root)
{
	struct scan scan = { 0 };

	if (!scan_files(run->options->inputs, root, &run->names, &scan, run->diags) &&
	    scan.failed)
		run->counts->machine_failed = true;
	for (size_t i = 0; i < scan.count; i++) {
		struct str from = scan.paths[i];

		if (!is_scrape_path(from))
			continue;
		if (str_skip_prefix(&from, root))
			str_skip_prefix(&from, STR("/"));
		add_input(run, scan.paths[i], from);
	}
}

static int compare_inputs(const void *a, const void *b)
{
	const struct input *x = a, *y = b;

	return str_cmp(x->path, y->path);
}

/* In order of their paths, each once. */
static void sort_inputs(struct run *run)
{
	size_t kept = 0;

	if (run->count > 1)
		qsort(run->inputs, run->count, sizeof(*run->inputs), compare_inputs);
	for (size_t i = 0; i < run->count; i++)
		if (kept == 0 || !str_eq(run->inputs[i].path, run->inputs[kept - 1].path))
			run->inputs[kept++] = run->inputs[i];
	run->count = kept;
}

static void find_inputs(struct run *run)
{
	for (size_t i = 0; i < run->options->path_count; i++) {
		struct str path = run->options->paths[i];
		struct file_info info;
		enum file_status status = files_stat(run->options->inputs, path, &info);

		if (status != FILE_OK) {
			diag_error_path(run->diags, path, "%s", files_explain(status));
			run->counts->machine_failed |= files_is_system(status);
		} else if (info.type == FILE_FOLDER) {
			add_folder(run, path);
		} else {
			add_input(run, path, path_base(path));
		}
	}
	sort_inputs(run);
}

/* Warn of what was not as it should be in the input's bytes. */
static void say_notes(struct run *run, struct str path,
                      const struct encoding_notes *notes)
{
	if (notes->utf16)
		diag_warn_path(run->diags, path, "was converted from UTF-16");
	if (notes->windows_1252 > 0)
		diag_warn_path(run->diags, path,
		               "is not valid UTF-8: %zu %s read as windows-1252",
		               notes->windows_1252,
		               notes->windows_1252 == 1 ? "byte" : "bytes");
	if (notes->controls > 0)
		diag_warn_path(run->diags, path, "%zu control %s removed",
		               notes->controls,
		               notes->controls == 1 ? "character" : "characters");
}

/* The lines of an input. The first of two readings says nothing. */
static bool read_input(struct run *run, const struct input *input, bool aloud,
                       struct scrape *scrape)
{
	struct encoding_notes notes;
	struct str bytes;
	enum file_status status = files_read(run->options->inputs, input->path,
	                                     SCRAPE_MAX, &run->scratch, &bytes, NULL);

	if (status != FILE_OK) {
		if (!aloud)
			return false;
		run->counts->machine_failed |= files_is_system(status);
		return diag_error_path(run->diags, input->path, "%s",
		                       files_explain(status));
	}
	*scrape =
		scrape_read(&run->scratch, encoding_clean(&run->scratch, bytes, &notes));
	if (aloud)
		say_notes(run, input->path, &notes);
	return true;
}

/* Hand over what the report has so far. */
static void send_report(struct run *run)
{
	if (run->options->report && run->report.len > 0)
		run->options->report(run->options->context, buf_str(&run->report));
	buf_reset(&run->report);
}

static void report_input(struct run *run, const struct input *input,
                         const struct scrape *scrape)
{
	run->counts->removed += report_scrape(&run->report, input->path, scrape);
	send_report(run);
}

/* Articles. */

/* A headline from the input's name: "harbour-wall_1.txt" gives "Harbour wall 1". */
static struct str title_from_path(struct arena *arena, struct str path)
{
	struct str stem = arena_str(arena, path_stem(path));
	char *text = arena_cstr(arena, stem);

	for (size_t i = 0; i < stem.len; i++)
		if (text[i] == '-' || text[i] == '_')
			text[i] = ' ';
	return text_capitalize(arena, (struct str){ text, stem.len });
}

static struct value list_of(struct arena *arena, struct strs strs)
{
	struct value_builder list = { .arena = arena };

	if (strs.count == 0)
		return UNDEFINED;
	for (size_t i = 0; i < strs.count; i++)
		value_add_item(&list, value_str(strs.items[i]));
	return value_built_list(&list);
}

static struct value date_value(struct arena *arena, struct date date)
{
	struct buf out = { 0 };
	struct value value;

	if (!date_is_known(date))
		return UNDEFINED;
	date_format_iso(date, &out);
	value = value_str(buf_keep(&out, arena));
	buf_clear(&out);
	return value;
}

static void add_known(struct value_builder *dict, struct str key, struct value value)
{
	if (value.type != VALUE_UNDEFINED)
		value_add(dict, key, value);
}

static struct value related_value(struct arena *arena, const struct anatomy *anatomy)
{
	struct value_builder list = { .arena = arena };

	if (anatomy->card_count == 0)
		return UNDEFINED;
	for (size_t i = 0; i < anatomy->card_count; i++) {
		const struct card *card = &anatomy->cards[i];
		struct value_builder dict = { .arena = arena };

		value_add(&dict, STR("title"), value_str(card->title));
		add_known(&dict, STR("kicker"), value_str_or_undefined(card->kicker));
		add_known(&dict, STR("dek"), value_str_or_undefined(card->dek));
		add_known(&dict, STR("authors"), list_of(arena, card->authors));
		add_known(&dict, STR("publication"),
		          value_str_or_undefined(card->publication));
		add_known(&dict, STR("date"), date_value(arena, card->date));
		value_add_item(&list, value_built_dict(&dict));
	}
	return value_built_list(&list);
}

static struct value make_front(struct run *run, const struct anatomy *anatomy,
                               struct date date)
{
	struct arena *arena = &run->scratch;
	struct value_builder dict = { .arena = arena };

	value_add(&dict, STR("title"), value_str(anatomy->title));
	add_known(&dict, STR("kicker"), value_str_or_undefined(anatomy->kicker));
	add_known(&dict, STR("dek"), value_str_or_undefined(anatomy->dek));
	value_add(&dict, STR("date"),
	          date_is_known(date) ? date_value(arena, date)
	                              : value_str(STR("unknown")));
	add_known(&dict, STR("updated"), date_value(arena, anatomy->updated));
	add_known(&dict, STR("authors"), list_of(arena, anatomy->authors));
	add_known(&dict, STR("publication"),
	          value_str_or_undefined(anatomy->publication));
	add_known(&dict, STR("source"), value_str_or_undefined(run->options->url));
	add_known(&dict, STR("related"), related_value(arena, anatomy));
	return value_built_dict(&dict);
}

static struct str make_body(struct arena *arena, const struct scrape *scrape)
{
	struct buf out = { 0 };
	struct str body;

	for (size_t i = 0; i < scrape->count; i++) {
		const struct scrape_line *line = &scrape->lines[i];

		if (line->kind == LINE_BODY)
			markdown_write_paragraph(&out, line->text);
		else if (line->kind == LINE_BREAK)
			buf_puts(&out, "\n***\n");
	}
	body = buf_keep(&out, arena);
	buf_clear(&out);
	return body;
}

static void count_article(struct text_import_counts *counts, enum shelved how)
{
	switch (how) {
	case SHELVED_NEW:
		counts->written++;
		break;
	case SHELVED_UPDATED:
		counts->updated++;
		break;
	case SHELVED_SAME:
		counts->unchanged++;
		break;
	case SHELVED_BESIDE:
		counts->beside++;
		break;
	}
}

static bool put_article(struct run *run, const struct input *input,
                        const struct scrape *scrape, const struct anatomy *anatomy)
{
	struct date date =
		date_is_known(anatomy->date) ? anatomy->date : run->options->date;
	struct shelf_item item = { .from = input->from,
		                   .slug = anatomy->title,
		                   .date = date };
	enum file_status status = FILE_OK;
	enum shelved how;
	struct str path;

	item.front = make_front(run, anatomy, date);
	item.body = make_body(&run->scratch, scrape);
	if (!shelf_put(&run->shelf, &item, &run->scratch, &path, &how, &status,
	               run->diags)) {
		run->counts->machine_failed |= files_is_system(status);
		return false;
	}
	count_article(run->counts, how);
	run->counts->cards += anatomy->card_count;
	return true;
}

static bool import_input(struct run *run, const struct input *input)
{
	struct scrape scrape;
	struct anatomy anatomy;

	if (!read_input(run, input, true, &scrape))
		return false;
	if (scrape.count == 0)
		return diag_error_path(run->diags, input->path, "is empty");
	anatomy_read(&run->scratch, &scrape, run->total > 1 ? &run->learned : NULL,
	             &anatomy);
	report_input(run, input, &scrape);
	if (anatomy.paragraphs == 0)
		return diag_error_path(run->diags, input->path,
		                       "has no text of an article");
	if (anatomy.title.len == 0) {
		anatomy.title = title_from_path(&run->scratch, input->path);
		diag_warn_path(run->diags, input->path,
		               "has no headline: named after its file");
	}
	return put_article(run, input, &scrape, &anatomy);
}

static void learn_input(struct run *run, const struct input *input)
{
	struct scrape scrape;

	if (read_input(run, input, false, &scrape))
		anatomy_teach(&run->scratch, &scrape, &run->learned);
}

static bool check_options(const struct run *run)
{
	if (run->options->url.len == 0 || run->count <= 1)
		return true;
	diag_error(run->diags, SPAN_NONE, "one URL cannot be the source of %zu articles",
	           run->count);
	diag_hint(run->diags, "import them one by one, or without --url");
	return false;
}

static void import_all(struct run *run)
{
	bool several = run->count > 1;

	run->total = several ? 2 * run->count : run->count;
	for (size_t i = 0; several && i < run->count; i++) {
		learn_input(run, &run->inputs[i]);
		step(run);
	}
	send_report(run);
	for (size_t i = 0; i < run->count; i++) {
		run->counts->failed += !import_input(run, &run->inputs[i]);
		step(run);
	}
}

bool text_import(const struct text_import *options, struct text_import_counts *counts,
                 struct diags *diags)
{
	size_t errors = diags->errors;
	struct run run = { .options = options, .counts = counts, .diags = diags };

	*counts = (struct text_import_counts){ 0 };
	run.shelf = (struct shelf){ .files = options->site, .into = options->into };
	report_begin(&run.report);
	find_inputs(&run);
	counts->inputs = run.count;
	if (check_options(&run))
		import_all(&run);
	shelf_clear(&run.shelf);
	repetition_clear(&run.learned);
	buf_clear(&run.report);
	free(run.inputs);
	arena_clear(&run.names);
	arena_clear(&run.scratch);
	return diags->errors == errors;
}
