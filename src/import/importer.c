#include "import/importer.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/hashset.h"
#include "base/path.h"
#include "base/text.h"
#include "base/url.h"
#include "content/scan.h"
#include "import/report.h"
#include "import/trackers.h"

/* What was just said of a path, in the report too. */
static void report_path(const struct inputs *inputs, struct str path,
                        const struct diags *diags)
{
	const struct import_options *options = inputs->options;
	struct buf row = { 0 };

	if (!options->report)
		return;
	report_row(&row, path, 0, report_failure(diags));
	options->report(options->context, buf_str(&row));
	buf_clear(&row);
}

static void add_input(struct inputs *inputs, struct input input)
{
	if (inputs->count == inputs->cap) {
		inputs->cap = 2 * inputs->cap + 16;
		inputs->items = xrealloc_array(inputs->items, inputs->cap,
		                               sizeof(*inputs->items));
	}
	inputs->items[inputs->count++] = input;
}

static bool is_wanted(const struct inputs *inputs, struct str path)
{
	for (size_t i = 0; i < inputs->ending_count; i++)
		if (str_eq_nocase(path_extension(path), inputs->endings[i]))
			return true;
	return false;
}

/* A link that leads out of the folder that was named is not what was meant. */
static bool leads_out(const struct inputs *inputs, struct str path, struct diags *diags)
{
	struct str nothing;
	enum file_status status = files_read_start(inputs->options->inputs, path, 0,
	                                           inputs->arena, &nothing);

	if (status != FILE_OUTSIDE)
		return false;
	diag_error_path(diags, path, "%s", files_explain(status));
	diag_hint(diags, "to import it all the same, name the file it leads to");
	report_path(inputs, path, diags);
	return true;
}

/* "Ferry" of "Ferry_files", the folder in which a browser puts what Ferry.html shows. */
static struct str page_of_folder(struct str folder)
{
	static const struct str ends[] = {
		STR_INIT("_files"),    STR_INIT("-Dateien"),   STR_INIT("_archivos"),
		STR_INIT("_fichiers"), STR_INIT("_file"),      STR_INIT("_bestanden"),
		STR_INIT("_arquivos"), STR_INIT("_ficheiros"), STR_INIT("_pliki"),
		STR_INIT("_soubory"),  STR_INIT("_filer"),
	};

	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (str_skip_suffix(&folder, ends[i]))
			return folder;
	return (struct str){ 0 };
}

/* Is it in such a folder of a page that is there? Frames and adverts are no pages. */
static bool is_part_of_page(const struct hashset *paths, struct str path)
{
	static const char *const endings[] = { "html", "htm" };
	struct arena scratch = { 0 };
	bool found = false;

	for (path = path_dir(path); path.len > 0 && !found; path = path_dir(path)) {
		struct str page = page_of_folder(path);

		for (size_t i = 0; page.len > 0 && i < ARRAY_LEN(endings); i++)
			found |= hashset_find(paths,
			                      arena_printf(&scratch, "%.*s.%s",
			                                   STR_ARG(page), endings[i])) !=
			         HASHSET_NONE;
	}
	arena_clear(&scratch);
	return found;
}

static void add_listed(struct inputs *inputs, const struct scan *scan, struct str root,
                       struct diags *diags)
{
	struct hashset paths = { 0 };

	for (size_t i = 0; i < scan->count; i++)
		if (is_wanted(inputs, scan->paths[i]))
			hashset_add(&paths, scan->paths[i], NULL);
	for (size_t i = 0; i < scan->count; i++) {
		struct str from = scan->paths[i];
		bool wanted = is_wanted(inputs, from);

		if ((!wanted && !inputs->nearby) ||
		    (wanted && is_part_of_page(&paths, from)))
			continue;
		if (wanted && leads_out(inputs, from, diags))
			continue;
		if (str_skip_prefix(&from, root))
			str_skip_prefix(&from, STR("/"));
		if (!wanted) {
			nearby_add(inputs->nearby, root, scan->paths[i], from);
			continue;
		}
		add_input(inputs, (struct input){ scan->paths[i], root, from });
	}
	hashset_clear(&paths);
}

static void add_folder(struct inputs *inputs, struct str root,
                       struct import_counts *counts, struct diags *diags)
{
	struct files *files = inputs->options->inputs;
	struct scan scan = { 0 };
	enum file_status status = files_confine(files, root);

	if (status == FILE_OK) {
		if (!scan_files(files, root, inputs->arena, &scan, diags) && scan.failed)
			counts->machine_failed = true;
		add_listed(inputs, &scan, root, diags);
		status = files_confine(files, STR("/"));
	}
	if (status != FILE_OK) {
		diag_error_path(diags, root, "%s", files_explain(status));
		report_path(inputs, root, diags);
		counts->machine_failed |= files_is_system(status);
	}
}

static int compare_inputs(const void *a, const void *b)
{
	const struct input *x = a, *y = b;

	return str_cmp(x->path, y->path);
}

/* In order of their paths, each once. */
static void sort_inputs(struct inputs *inputs)
{
	size_t kept = 0;

	if (inputs->count > 1)
		qsort(inputs->items, inputs->count, sizeof(*inputs->items),
		      compare_inputs);
	for (size_t i = 0; i < inputs->count; i++)
		if (kept == 0 ||
		    !str_eq(inputs->items[i].path, inputs->items[kept - 1].path))
			inputs->items[kept++] = inputs->items[i];
	inputs->count = kept;
}

void inputs_find(struct inputs *inputs, struct import_counts *counts, struct diags *diags)
{
	const struct import_options *options = inputs->options;

	for (size_t i = 0; i < options->path_count; i++) {
		struct str path = options->paths[i];
		struct file_info info;
		enum file_status status = files_stat(options->inputs, path, &info);

		if (status != FILE_OK) {
			diag_error_path(diags, path, "%s", files_explain(status));
			report_path(inputs, path, diags);
			counts->machine_failed |= files_is_system(status);
		} else if (info.type == FILE_FOLDER) {
			add_folder(inputs, path, counts, diags);
		} else {
			add_input(inputs,
			          (struct input){ path, STR(""), path_base(path) });
		}
	}
	sort_inputs(inputs);
	if (inputs->nearby)
		nearby_sort(inputs->nearby);
	counts->inputs = inputs->count;
}

void inputs_clear(struct inputs *inputs)
{
	free(inputs->items);
	*inputs = (struct inputs){ 0 };
}

void count_article(struct import_counts *counts, enum shelved how, struct date date)
{
	counts->undated += !date_is_known(date);
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

void count_luggage(struct import_counts *counts, const struct luggage *luggage)
{
	counts->pictures += luggage->copied;
	counts->beside += luggage->beside;
	counts->machine_failed |= luggage->machine_failed;
}

struct str title_from_slug(struct arena *arena, struct str slug)
{
	struct str words = text_unhyphen(arena, text_without_controls(arena, slug));

	return words.len ? text_capitalize(arena, words) : STR("Untitled");
}

struct str title_from_path(struct arena *arena, struct str path)
{
	while (str_skip_suffix(&path, STR("/")))
		;
	return title_from_slug(arena, path_stem(path));
}

struct value strs_value(struct arena *arena, struct strs strs)
{
	struct value_builder list = { .arena = arena };

	if (strs.count == 0)
		return UNDEFINED;
	for (size_t i = 0; i < strs.count; i++)
		value_add_item(&list, value_str(strs.items[i]));
	return value_built_list(&list);
}

/* Is a path there already, as some disks see it, or the same with its query? */
static bool has_alias(struct value list, struct str path, struct str alias)
{
	for (uint32_t i = 0; i < list.len; i++)
		if (str_eq_nocase(value_text(list.items[i]), path) ||
		    str_eq(value_text(list.items[i]), alias))
			return true;
	return false;
}

static void add_alias(struct value_builder *list, struct str address, bool with_query)
{
	struct url parts = url_split(trackers_strip(list->arena, address));
	struct str query = parts.query.len > 1 ? parts.query : STR("");
	struct str alias =
		arena_printf(list->arena, "%s%.*s%.*s", parts.path.len ? "" : "/",
	                     STR_ARG(parts.path), STR_ARG(query));

	if (url_is_web(address) && alias.len > 1 && with_query == (query.len > 0) &&
	    !has_alias(value_built_list(list), parts.path, alias))
		value_add_item(list, value_str(alias));
}

struct value aliases_value(struct arena *arena, struct strs addresses)
{
	struct value_builder list = { .arena = arena };

	for (size_t i = 0; i < addresses.count; i++)
		add_alias(&list, addresses.items[i], false);
	for (size_t i = 0; i < addresses.count; i++)
		add_alias(&list, addresses.items[i], true);
	return list.count ? value_built_list(&list) : UNDEFINED;
}

struct value date_value(struct arena *arena, struct date date)
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

void add_known(struct value_builder *dict, struct str key, struct value value)
{
	if (value.type != VALUE_UNDEFINED)
		value_add(dict, key, value);
}
