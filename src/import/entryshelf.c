#include "import/entryshelf.h"

#include "base/escape.h"
#include "base/json.h"
#include "base/text.h"
#include "base/utf8.h"
#include "import/report.h"

void entryshelf_open(struct entryshelf *shelf)
{
	*shelf->counts = (struct import_counts){ 0 };
	shelf->shelf = (struct shelf){ .files = shelf->options->site,
		                       .into = shelf->options->into };
	shelf->nearby.luggage = (struct luggage){ .files = shelf->options->inputs,
		                                  .shelf = &shelf->shelf };
	report_begin(&shelf->report);
	entryshelf_send(shelf);
}

void entryshelf_say(struct entryshelf *shelf, struct str path, size_t number,
                    struct str kind, struct str why, struct str text)
{
	report_row(&shelf->report, path, number,
	           (struct report_row){ kind, why, 100, text });
	shelf->counts->removed++;
}

void entryshelf_send(struct entryshelf *shelf)
{
	if (shelf->options->report && shelf->report.len > 0)
		shelf->options->report(shelf->options->context, buf_str(&shelf->report));
	buf_reset(&shelf->report);
}

bool entryshelf_read(struct entryshelf *shelf, struct str path, struct str output,
                     struct value *dict)
{
	struct source source = { path, output };
	size_t at = 0;

	if (utf8_invalid(output) == STR_NONE &&
	    json_parse(&source, &at, &shelf->scratch, dict, shelf->diags) &&
	    dict->type == VALUE_DICT)
		return true;
	return diag_error_path(shelf->diags, path,
	                       "cannot be read: what came of it makes no sense");
}

/* Aliases that are one file on some disk have one key; queries are as they are. */
static bool claim_alias(struct entryshelf *shelf, struct str alias)
{
	size_t end = str_find_char(alias, '?');
	struct str query = end == STR_NONE ? STR("") : str_from(alias, end);
	struct str key = text_lower(
		&shelf->scratch, unescape_url(&shelf->scratch, str_slice(alias, 0, end)));
	bool added;

	while (str_skip_suffix(&key, STR("/")))
		;
	key = arena_printf(&shelf->scratch, "%.*s%.*s", STR_ARG(key), STR_ARG(query));
	hashset_add(&shelf->aliases, key, &added);
	return added && key.len;
}

static struct value own_aliases(struct entryshelf *shelf, struct str path,
                                struct value aliases)
{
	struct value_builder own = { .arena = &shelf->scratch };

	for (uint32_t i = 0; aliases.type == VALUE_LIST && i < aliases.len; i++) {
		struct str alias = value_text(aliases.items[i]);

		if (claim_alias(shelf, alias))
			value_add_item(&own, aliases.items[i]);
		else
			entryshelf_say(shelf, path, 0, STR("alias"),
			               STR("another article has had this URL"), alias);
	}
	return own.count ? value_built_list(&own) : UNDEFINED;
}

static struct value finish_front(struct entryshelf *shelf, struct str path,
                                 struct value front)
{
	struct value_builder dict = { .arena = &shelf->scratch };

	for (uint32_t i = 0; front.type == VALUE_DICT && i < front.len; i++) {
		struct value value = front.entries[i].value;

		if (str_eq(front.entries[i].key, STR("aliases")))
			value = own_aliases(shelf, path, value);
		add_known(&dict, front.entries[i].key, value);
	}
	return value_built_dict(&dict);
}

bool entryshelf_fail(struct entryshelf *shelf, struct str path, size_t number)
{
	shelf->counts->failed++;
	report_row(&shelf->report, path, number, report_failure(shelf->diags));
	return false;
}

bool entryshelf_put(struct entryshelf *shelf, struct str path, size_t number,
                    struct value article)
{
	struct str from = value_text(value_get(article, STR("from"))), into;
	struct shelf_item item = { .from = from };
	enum file_status status = FILE_OK;
	enum shelved how;
	struct value changes;
	bool added;

	if (article.type != VALUE_DICT || from.len == 0)
		return diag_error_path(shelf->diags, path,
		                       "has an entry that makes no sense");
	hashset_add(&shelf->seen, from, &added);
	if (!added) {
		shelf->counts->copies++;
		entryshelf_say(shelf, path, number, STR("copy"),
		               STR("the same entry as in another input"), from);
		return true;
	}
	item.slug = value_text(value_get(article, STR("slug")));
	item.body = value_text(value_get(article, STR("body")));
	if (str_trim(item.body).len > 0)
		item.body = arena_printf(&shelf->scratch, "\n%.*s", STR_ARG(item.body));
	date_parse(value_text(value_get(article, STR("date"))), &item.date);
	item.front = spellings_settle(
		&shelf->shelf.spellings, &shelf->scratch,
		finish_front(shelf, path, value_get(article, STR("front"))), &changes);
	shelf->counts->removed += report_terms(&shelf->report, path, number, changes);
	if (!shelf_put(&shelf->shelf, &item, &shelf->scratch, &into, &how, &status,
	               shelf->diags)) {
		shelf->counts->machine_failed |= files_is_system(status);
		return false;
	}
	count_article(shelf->counts, how, item.date);
	report_row(&shelf->report, path, number, report_article(how, into));
	return nearby_take(&shelf->nearby, shelf->folder,
	                   value_get(article, STR("pictures")), into, shelf->diags);
}

void entryshelf_clear(struct entryshelf *shelf)
{
	entryshelf_send(shelf);
	count_luggage(shelf->counts, &shelf->nearby.luggage);
	nearby_clear(&shelf->nearby);
	shelf_clear(&shelf->shelf);
	hashset_clear(&shelf->seen);
	hashset_clear(&shelf->aliases);
	buf_clear(&shelf->report);
	arena_clear(&shelf->scratch);
}
