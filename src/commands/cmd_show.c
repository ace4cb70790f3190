/*
 * show: an article as the archive knows it.
 */
#include <stdio.h>

#include "archive/archive.h"
#include "base/json.h"
#include "build/loader.h"
#include "build/output.h"
#include "build/statefile.h"
#include "commands/show.h"
#include "commands/terminal.h"
#include "commands/verbs.h"
#include "render/page.h"

static bool all, drafts;
static struct date date;

static const struct option options[] = {
	{ 'a', "all", OPTION_FLAG, NULL, "show every article, newest first", &all },
	{ 0, "date", OPTION_DATE, "YYYY-MM-DD", "the day for embargo and expiry", &date },
	{ 0, "drafts", OPTION_FLAG, NULL, "know drafts too", &drafts },
	{ 0 },
};

void show_text(struct value_builder *dict, const char *key, struct str text)
{
	if (text.len)
		value_add(dict, str_of(key), value_str(text));
}

static void add_date(struct value_builder *dict, const char *key, struct date day)
{
	struct buf text = { 0 };

	date_format_iso(day, &text);
	show_text(dict, key, buf_keep(&text, dict->arena));
	buf_clear(&text);
}

static void add_flag(struct value_builder *dict, const char *key, bool flag)
{
	if (flag)
		value_add(dict, str_of(key), value_bool(true));
}

void show_names(struct value_builder *dict, struct str key, struct strs names)
{
	struct value_builder list = { .arena = dict->arena };

	for (size_t i = 0; i < names.count; i++)
		value_add_item(&list, value_str(names.items[i]));
	if (names.count)
		value_add(dict, key, value_built_list(&list));
}

static void add_neighbour(struct value_builder *dict, const char *key,
                          const struct archive *archive, uint32_t article)
{
	if (article != ARTICLE_NONE)
		value_add(dict, str_of(key), value_str(archive->records[article]->path));
}

/* In each series the article before and the one after. */
static void add_series(struct value_builder *dict, const struct archive *archive,
                       uint32_t article)
{
	const struct taxonomy *series = archive_taxonomy(archive, STR("series"));
	struct value_builder places = { .arena = dict->arena };
	const struct filing *filing;

	if (!series)
		return;
	filing = &archive->records[article]->filings[series - archive->taxonomies];
	for (size_t i = 0; filing->terms && i < filing->names.count; i++) {
		const struct term *term = &series->terms[filing->terms[i]];
		struct value_builder place = { .arena = dict->arena };
		uint32_t earlier, later;

		if (filing->terms[i] == TERM_NONE)
			continue;
		listing_neighbours(&term->listing, article, &earlier, &later);
		show_text(&place, "series", term->label);
		add_neighbour(&place, "earlier", archive, earlier);
		add_neighbour(&place, "later", archive, later);
		value_add_item(&places, value_built_dict(&place));
	}
	if (places.count)
		value_add(dict, STR("in_series"), value_built_list(&places));
}

struct str show_source(const struct record *record)
{
	struct str source = record->path;

	str_skip_prefix(&source, STR("content/"));
	return source;
}

/* What the archive remembers of every article. */
static struct value record_value(const struct archive *archive, uint32_t article,
                                 struct arena *arena)
{
	const struct record *record = archive->records[article];
	struct value_builder dict = { .arena = arena };
	uint32_t earlier, later;

	value_add(&dict, STR("path"), value_str(record->path));
	value_add(&dict, STR("source"), value_str(show_source(record)));
	value_add(&dict, STR("url"), value_str(record->url));
	show_text(&dict, "title", record->title);
	add_date(&dict, "date", record->date);
	add_date(&dict, "updated", record->updated);
	show_text(&dict, "kicker", record->kicker);
	show_text(&dict, "dek", record->dek);
	for (size_t i = 0; i < archive->config->taxonomies.count; i++)
		show_names(&dict, archive->config->taxonomies.items[i],
		           record->filings[i].names);
	show_text(&dict, "slug", record->slug);
	show_text(&dict, "publication", record->publication);
	show_text(&dict, "language", record->language);
	show_text(&dict, "direction", record->direction);
	show_text(&dict, "image", record->image_src);
	show_names(&dict, STR("aliases"), record->aliases);
	add_flag(&dict, "withdrawn", record->withdrawn);
	archive_neighbours(archive, article, &earlier, &later);
	add_neighbour(&dict, "earlier", archive, earlier);
	add_neighbour(&dict, "later", archive, later);
	add_series(&dict, archive, article);
	return value_built_dict(&dict);
}

/* What only its source tells. */
static void add_source_fields(struct value_builder *dict, const struct show *show,
                              uint32_t number)
{
	const struct loaded *loaded = show->loaded;
	const struct record *record = loaded->archive.records[number];
	struct article_options read = { .zone = loaded->config.zone,
		                        .root = STR("content") };
	struct source source = { .path = record->path };
	struct article article = { 0 };

	if (files_read(loaded->files, record->path, SOURCE_MAX, dict->arena, &source.text,
	               NULL) != FILE_OK ||
	    !article_read(&source, &read, dict->arena, &article, show->diags))
		return;
	show_text(dict, "original", article.source);
	add_date(dict, "archived", article.archived);
	show_text(dict, "template", article.template);
	if (article.is_withdrawn)
		show_text(dict, "reason", article.withdrawn);
	show_related(dict, show, number, &article);
	if (article.params.len)
		value_add(dict, STR("params"), article.params);
}

static struct value article_value(const struct show *show, uint32_t article,
                                  struct arena *arena)
{
	struct value known = record_value(&show->loaded->archive, article, arena);
	struct value_builder dict = { .arena = arena };

	for (uint32_t i = 0; i < known.len; i++)
		value_add_entry(&dict, known.entries[i]);
	add_source_fields(&dict, show, article);
	return value_built_dict(&dict);
}

static void print_indented(struct value value, int indent)
{
	struct buf text = { 0 };

	switch (value.type) {
	case VALUE_STR:
		printf(" %.*s\n", STR_ARG(value_text(value)));
		break;
	case VALUE_LIST:
		putchar('\n');
		for (uint32_t i = 0; i < value.len; i++) {
			printf("%*s-", indent + 2, "");
			print_indented(value.items[i], indent + 2);
		}
		break;
	case VALUE_DICT:
		putchar('\n');
		for (uint32_t i = 0; i < value.len; i++) {
			printf("%*s%.*s:", indent + 2, "", STR_ARG(value.entries[i].key));
			print_indented(value.entries[i].value, indent + 2);
		}
		break;
	default:
		json_write(&text, value, JSON_PLAIN, 0);
		printf(" %.*s\n", STR_ARG(buf_str(&text)));
		break;
	}
	buf_clear(&text);
}

static void print_article(struct value article)
{
	for (uint32_t i = 0; i < article.len; i++) {
		printf("%.*s:", STR_ARG(article.entries[i].key));
		print_indented(article.entries[i].value, 0);
	}
}

/* One line each: date, URL, title. */
static void print_list(const struct archive *archive)
{
	struct buf day = { 0 };

	for (uint32_t i = archive->count; i-- > 0;) {
		const struct record *record = archive->records[i];

		buf_reset(&day);
		date_format_iso(record->date, &day);
		printf("%-10.*s  %.*s  %.*s%s\n",
		       STR_ARG(str_slice(buf_str(&day), 0, 10)), STR_ARG(record->url),
		       STR_ARG(record->title), record->withdrawn ? " (withdrawn)" : "");
	}
	buf_clear(&day);
}

/* One object on each line. */
static void print_objects(const struct show *show)
{
	const struct archive *archive = &show->loaded->archive;
	struct arena arena = { 0 };
	struct buf text = { 0 };

	for (uint32_t i = archive->count; i-- > 0;) {
		arena_reset(&arena);
		buf_reset(&text);
		json_write(&text, article_value(show, i, &arena), JSON_PLAIN, 0);
		buf_add_char(&text, '\n');
		fwrite(text.ptr, 1, text.len, stdout);
	}
	buf_clear(&text);
	arena_clear(&arena);
}

static struct value overview_value(const struct archive *archive, struct arena *arena)
{
	struct value_builder dict = { .arena = arena };

	show_text(&dict, "title", archive->config->title);
	value_add(&dict, STR("articles"), value_int(archive->latest.count));
	value_add(&dict, STR("pages"), value_int(archive->page_count));
	for (uint32_t i = 0; i < archive->config->taxonomies.count; i++)
		value_add(&dict, archive->taxonomies[i].name,
		          value_int(archive->taxonomies[i].count));
	for (uint32_t i = 0; i < archive->count; i++) {
		if (!date_is_known(archive->records[i]->date))
			continue;
		add_date(&dict, "first", archive->records[i]->date);
		add_date(&dict, "last", archive->records[archive->count - 1]->date);
		break;
	}
	return value_built_dict(&dict);
}

static enum exit_status show_one(struct show *show, struct str reference)
{
	uint32_t found = archive_find(&show->loaded->archive, reference);
	struct arena arena = { 0 };
	struct value article;

	if (found == ARTICLE_NONE) {
		fprintf(stderr,
		        "broadsheet: no article '%.*s'\n  hint: name it by path, slug or "
		        "URL; 'broadsheet show --all' lists them\n",
		        STR_ARG(reference));
		return EXIT_CONTENT;
	}
	show->names_words = true;
	article = article_value(show, found, &arena);
	if (globals.json)
		print_json(article);
	else
		print_article(article);
	arena_clear(&arena);
	return EXIT_DONE;
}

static void show_archive(const struct show *show)
{
	const struct archive *archive = &show->loaded->archive;
	struct arena arena = { 0 };

	if (all && !globals.json)
		print_list(archive);
	else if (all)
		print_objects(show);
	else if (globals.json)
		print_json(overview_value(archive, &arena));
	else
		print_article(overview_value(archive, &arena));
	arena_clear(&arena);
}

static enum exit_status show_loaded(const struct loaded *loaded, struct str *operands,
                                    size_t count, struct diags *diags)
{
	struct show show = { .loaded = loaded, .diags = diags };
	enum exit_status status = EXIT_DONE;

	show.reasons = reasons_open(&loaded->related);
	if (count)
		status = show_one(&show, operands[0]);
	else
		show_archive(&show);
	reasons_close(show.reasons);
	return status;
}

/* What the last build remembers need not be read again. NULL if there is nothing. */
static struct state *recall(struct state *state, struct arena *arena)
{
	struct str folder = state_folder(output_name(STR("public"), arena), arena);

	return state_peek(state, folder) == FILE_OK &&
	                       statefile_peek(state) == STATE_FOUND
	               ? state
	               : NULL;
}

static enum exit_status show_run(struct str *operands, size_t count)
{
	struct state state;
	struct arena arena = { 0 };
	struct load_options load = {
		.date = date,
		.drafts = drafts,
		.state = recall(&state, &arena),
		.explains = count || (all && globals.json),
	};
	struct files *files = files_open_disk(STR("."));
	struct pool *pool = pool_new(0);
	struct diags diags = { 0 };
	enum exit_status status = EXIT_DONE;
	struct loaded loaded = { 0 };
	bool ok = load_site(&loaded, files, pool, &load, &diags);

	if (loaded.can_render)
		status = show_loaded(&loaded, operands, count, &diags);
	diags_sort(&diags);
	print_diags(&diags);
	if (status == EXIT_DONE && loaded.system_failed)
		status = EXIT_SYSTEM;
	if (status == EXIT_DONE && (!ok || diags.errors))
		status = EXIT_CONTENT;
	diags_clear(&diags);
	loaded_clear(&loaded);
	state_close(&state);
	arena_clear(&arena);
	pool_free(pool);
	files_close(files);
	return status;
}

const struct command show_command = {
	.name = "show",
	.operands = "[PATH-OR-URL]",
	.summary = "Show an article as the archive knows it, or what the archive holds.",
	.options = options,
	.most = 1,
	.run = show_run,
};
