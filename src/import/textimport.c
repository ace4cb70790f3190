#include "import/textimport.h"

#include "import/anatomy.h"
#include "import/encoding.h"
#include "import/markdownfile.h"
#include "import/report.h"
#include "import/seen.h"
#include "import/shelf.h"

struct run {
	const struct import_options *options;
	struct import_counts *counts;
	struct diags *diags;
	struct arena names;   /* of the inputs, for the whole run */
	struct arena scratch; /* reset for each input */
	struct inputs inputs;
	struct repetition learned;
	struct shelf shelf;
	struct seen seen;   /* of the articles imported so far */
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
	if (!encoding_is_text(bytes))
		return aloud && diag_error_path(run->diags, input->path, "is no text");
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

/* Articles. */

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
		add_known(&dict, STR("authors"), strs_value(arena, card->authors));
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
	add_known(&dict, STR("authors"), strs_value(arena, anatomy->authors));
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

/* Was an article of this headline and date, and nearly of this text, there before? */
static bool is_copy(struct run *run, const struct input *input,
                    const struct shelf_item *item)
{
	struct str date = value_text(value_get(item->front, STR("date")));
	struct str name = arena_printf(&run->scratch, "%.*s\n%.*s", STR_ARG(item->slug),
	                               STR_ARG(date));

	if (seen_note(&run->seen, name, item->body, &run->scratch) != SEEN_COPY)
		return false;
	run->counts->copies++;
	report_row(&run->report, input->path, 0,
	           (struct report_row){ STR("copy"),
	                                STR("the same article as an input before it"),
	                                100, item->slug });
	return true;
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
	struct value changes;
	struct str path;

	item.front = make_front(run, anatomy, date);
	item.body = make_body(&run->scratch, scrape);
	if (is_copy(run, input, &item))
		return true;
	item.front = spellings_settle(&run->shelf.spellings, &run->scratch, item.front,
	                              &changes);
	report_terms(&run->report, input->path, 0, changes);
	if (!shelf_put(&run->shelf, &item, &run->scratch, &path, &how, &status,
	               run->diags)) {
		run->counts->machine_failed |= files_is_system(status);
		return false;
	}
	count_article(run->counts, how, date);
	report_row(&run->report, input->path, 0, report_article(how, path));
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
	run->counts->removed += report_scrape(&run->report, input->path, &scrape);
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
	if (run->options->url.len == 0 || run->inputs.count <= 1)
		return true;
	diag_error(run->diags, SPAN_NONE, "one URL cannot be the source of %zu articles",
	           run->inputs.count);
	diag_hint(run->diags, "import them one by one, or without --url");
	return false;
}

static void import_all(struct run *run)
{
	bool several = run->inputs.count > 1;

	run->total = several ? 2 * run->inputs.count : run->inputs.count;
	for (size_t i = 0; several && i < run->inputs.count; i++) {
		learn_input(run, &run->inputs.items[i]);
		step(run);
	}
	for (size_t i = 0; i < run->inputs.count; i++) {
		const struct input *input = &run->inputs.items[i];

		if (!import_input(run, input)) {
			run->counts->failed++;
			report_row(&run->report, input->path, 0,
			           report_failure(run->diags));
		}
		send_report(run);
		step(run);
	}
}

bool text_import(const struct import_options *options, struct import_counts *counts,
                 struct diags *diags)
{
	static const struct str ending = STR_INIT(".txt");
	size_t errors = diags->errors;
	struct run run = { .options = options, .counts = counts, .diags = diags };

	*counts = (struct import_counts){ 0 };
	run.shelf = (struct shelf){ .files = options->site, .into = options->into };
	report_begin(&run.report);
	send_report(&run);
	run.inputs = (struct inputs){ .options = options,
		                      .endings = &ending,
		                      .ending_count = 1,
		                      .arena = &run.names };
	inputs_find(&run.inputs, counts, diags);
	if (check_options(&run))
		import_all(&run);
	shelf_clear(&run.shelf);
	repetition_clear(&run.learned);
	buf_clear(&run.report);
	inputs_clear(&run.inputs);
	arena_clear(&run.names);
	seen_clear(&run.seen);
	arena_clear(&run.scratch);
	return diags->errors == errors;
}
