#include "content/article.h"

#include "base/path.h"
#include "base/utf8.h"
#include "content/address.h"
#include "content/compound.h"
#include "content/field.h"
#include "content/frontmatter.h"
#include "content/keys.h"
#include "content/naming.h"
#include "content/values.h"

/* The entry of the front matter that says a key; NULL if none does. */
struct chosen {
	const struct value_entry *entry;
	size_t rank;
};

struct reader {
	const struct source *source;
	const struct article_options *options;
	struct arena *arena;
	struct diags *diags;
	const struct zone *zone;
	struct article *article;
	struct chosen chosen[KEY_COUNT];
	bool is_missing[KEY_COUNT]; /* an error has said so */
	bool date_failed;
};

const struct str *article_keys(size_t *count)
{
	return key_names(count);
}

/* A key with nothing behind it, or an empty text, is as good as none. */
static bool is_given(struct value value)
{
	if (value.type == VALUE_STR)
		return str_trim(value_text(value)).len > 0;
	return value.type != VALUE_NONE && value.type != VALUE_UNDEFINED;
}

static void choose(struct value data, struct chosen chosen[static KEY_COUNT])
{
	for (uint32_t i = 0; i < data.len; i++) {
		const struct value_entry *entry = &data.entries[i];
		size_t rank;
		enum key key = key_of(entry->key, &rank);
		struct chosen *place;

		if (key == KEY_COUNT || !is_given(entry->value))
			continue;
		place = &chosen[key];
		if (!place->entry || rank < place->rank)
			*place = (struct chosen){ entry, rank };
	}
}

static struct field field_of(const struct reader *in, const struct value_entry *entry)
{
	return (struct field){ in->source, in->arena, in->diags, in->zone, *entry };
}

/* Readers of single keys, as in field.h. */

static void read_title(const struct field *field, void *out)
{
	struct article *article = out;

	field_text(field, &article->title);
	if (utf8_length(article->title) <= TITLE_MAX)
		return;
	article->title = (struct str){ 0 };
	diag_error(field->diags, field_key_span(field),
	           "'%.*s' is longer than %d characters", STR_ARG(field->entry.key),
	           TITLE_MAX);
	diag_hint(field->diags, "is a quote missing at its end?");
}

static void read_date(const struct field *field, void *out)
{
	struct article *article = out;
	bool is_published;

	if (str_eq_nocase(str_trim(value_text(field->entry.value)), STR("unknown")))
		article->undated = true;
	else if (field->entry.value.type == VALUE_BOOL &&
	         field_is_bool(field, &is_published))
		article->draft = !is_published; /* Jekyll's "published: false" */
	else
		field_date(field, &article->date);
}

static void read_language(const struct field *field, void *out)
{
	struct str tag = { 0 };

	field_text(field, &tag);
	if (value_is_language(tag)) {
		*(struct str *)out = tag;
		return;
	}
	diag_error(field->diags, field_span(field), "'%.*s' is not a language tag",
	           STR_ARG(tag));
	diag_hint(field->diags, "write 'en', 'pt-BR' or the like");
}

static void read_direction(const struct field *field, void *out)
{
	static const struct str known[] = { STR_INIT("ltr"), STR_INIT("rtl"),
		                            STR_INIT("auto") };
	struct str text = { 0 };

	field_text(field, &text);
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (str_eq_nocase(text, known[i])) {
			*(struct str *)out = known[i];
			return;
		}
	if (text.len)
		diag_error(field->diags, field_span(field),
		           "'%.*s' must be 'ltr', 'rtl' or 'auto'",
		           STR_ARG(field->entry.key));
}

/* How each key is read, and where to; offset 0 is the whole article. */
static const struct {
	void (*read)(const struct field *field, void *out);
	size_t offset;
} readers[KEY_COUNT] = {
	[KEY_TITLE] = { read_title, 0 },
	[KEY_DATE] = { read_date, 0 },
	[KEY_UPDATED] = { field_date, offsetof(struct article, updated) },
	[KEY_DEK] = { field_text, offsetof(struct article, dek) },
	[KEY_KICKER] = { field_text, offsetof(struct article, kicker) },
	[KEY_SECTION] = { address_section, 0 },
	[KEY_TAGS] = { field_texts, offsetof(struct article, tags) },
	[KEY_AUTHORS] = { field_names, offsetof(struct article, authors) },
	[KEY_SERIES] = { field_texts, offsetof(struct article, series) },
	[KEY_SLUG] = { address_slug, 0 },
	[KEY_URL] = { address_url, 0 },
	[KEY_ALIASES] = { field_texts, offsetof(struct article, aliases) },
	[KEY_SOURCE] = { field_text, offsetof(struct article, source) },
	[KEY_PUBLICATION] = { field_text, offsetof(struct article, publication) },
	[KEY_ARCHIVED] = { field_date, offsetof(struct article, archived) },
	[KEY_IMAGE] = { compound_image, 0 },
	[KEY_LANGUAGE] = { read_language, offsetof(struct article, language) },
	[KEY_DIRECTION] = { read_direction, offsetof(struct article, direction) },
	[KEY_DRAFT] = { field_bool, offsetof(struct article, draft) },
	[KEY_EMBARGO] = { field_date, offsetof(struct article, embargo) },
	[KEY_EXPIRES] = { field_date, offsetof(struct article, expires) },
	[KEY_CORRECTIONS] = { compound_corrections, 0 },
	[KEY_WITHDRAWN] = { compound_withdrawn, 0 },
	[KEY_RELATED] = { compound_related, 0 },
	[KEY_TEMPLATE] = { address_template, 0 },
};

static void read_keys(struct reader *in)
{
	for (enum key key = 0; key < KEY_COUNT; key++) {
		const struct value_entry *entry = in->chosen[key].entry;
		size_t errors = in->diags->errors;
		struct field field;

		if (!entry)
			continue;
		field = field_of(in, entry);
		readers[key].read(&field, (char *)in->article + readers[key].offset);
		if (key == KEY_DATE && in->diags->errors > errors)
			in->date_failed = true;
	}
}

/* A picture without a file may mean something to a theme: it stays a parameter. */
static bool is_used(const struct reader *in, enum key key)
{
	return key != KEY_IMAGE || in->article->image.src.len ||
	       in->chosen[key].entry->value.type != VALUE_DICT;
}

/* An entry that is none of our keys, but looks much like one. */
static void warn_of_slip(const struct reader *in, const struct value_entry *entry)
{
	struct field field = field_of(in, entry);
	struct str meant = key_meant(entry->key);
	size_t rank;

	/* A missing title says so itself, and points here. */
	if (meant.len == 0 || in->is_missing[key_of(meant, &rank)])
		return;
	diag_warn(in->diags, field_key_span(&field), "unknown key '%.*s'",
	          STR_ARG(entry->key));
	diag_did_you_mean(in->diags, meant);
}

/* Whatever was not read; warns if that may be a mistake. */
static bool is_param(const struct reader *in, const struct value_entry *entry)
{
	size_t rank;
	enum key key = key_of(entry->key, &rank);
	const struct value_entry *used;
	struct field field;

	if (key == KEY_COUNT) {
		warn_of_slip(in, entry);
		return true;
	}
	used = in->chosen[key].entry;
	if (!is_given(entry->value))
		return false;
	if (used == entry)
		return !is_used(in, key);
	field = field_of(in, entry);
	diag_warn(in->diags, field_key_span(&field),
	          "'%.*s' is not read, because of '%.*s'", STR_ARG(entry->key),
	          STR_ARG(used->key));
	return true;
}

static struct value params_of(const struct reader *in, struct value data)
{
	struct value_builder params = { .arena = in->arena };

	for (uint32_t i = 0; i < data.len; i++)
		if (is_param(in, &data.entries[i]))
			value_add_entry(&params, data.entries[i]);
	return value_built_dict(&params);
}

/* The line of the opening fence. */
static struct span opening(const struct reader *in)
{
	struct str text = in->source->text;
	size_t end = in->article->front_start, start;

	if (end && text.ptr[end - 1] == '\n')
		end--;
	start = str_find_last_char(str_slice(text, 0, end), '\n');
	start = start == STR_NONE ? 0 : start + 1;
	return (struct span){ in->source, start, end };
}

/* An error about a key that must be there: where it is empty or misspelt, or on top. */
static void missing(struct reader *in, enum key key, const char *name, const char *hint)
{
	struct value data = in->article->data;

	in->is_missing[key] = true;
	for (uint32_t i = 0; i < data.len; i++) {
		struct field field = field_of(in, &data.entries[i]);
		struct str meant = key_meant(field.entry.key);
		size_t rank;

		if (key_of(field.entry.key, &rank) == key &&
		    !is_given(field.entry.value)) {
			diag_error(in->diags, field_key_span(&field), "'%.*s' is empty",
			           STR_ARG(field.entry.key));
			diag_hint(in->diags, "%s", hint);
			return;
		}
		if (meant.len && key_of(meant, &rank) == key) {
			diag_error(in->diags, field_key_span(&field),
			           "this article has no '%s'", name);
			diag_did_you_mean(in->diags, meant);
			return;
		}
	}
	diag_error(in->diags, opening(in), "this article has no '%s'", name);
	diag_hint(in->diags, "%s", hint);
}

/* Hugo takes publishDate for the date of an article that has no other. */
static bool date_from_embargo(struct reader *in)
{
	const struct value_entry *embargo = in->chosen[KEY_EMBARGO].entry;

	if (!embargo || !str_eq_nocase(embargo->key, STR("publishDate")))
		return false;
	in->article->date = in->article->embargo;
	return true;
}

static void complete_date(struct reader *in)
{
	struct article *article = in->article;
	struct str wrong;

	if (date_is_known(article->date) || article->undated || in->date_failed ||
	    date_from_embargo(in))
		return;
	article->date = naming_date(article->path, in->options->root, &wrong);
	if (date_is_known(article->date))
		return;
	missing(in, KEY_DATE, "date", "add 'date: 2014-02-10', or 'date: unknown'");
	if (wrong.len)
		diag_hint(in->diags, "%.*s in its path is not in the calendar",
		          STR_ARG(wrong));
}

static void complete(struct reader *in)
{
	struct article *article = in->article;
	struct str extension = path_extension(article->path);

	if (!in->chosen[KEY_TITLE].entry)
		missing(in, KEY_TITLE, "title", "add 'title: ...'");
	complete_date(in);
	if (article->slug.len == 0)
		article->slug = naming_slug(in->arena, article->path, in->options->root);
	article->is_html = str_eq_nocase(extension, STR(".html")) ||
	                   str_eq_nocase(extension, STR(".htm"));
	article->params = params_of(in, article->data);
}

bool article_read(const struct source *source, const struct article_options *options,
                  struct arena *arena, struct article *article, struct diags *diags)
{
	struct reader in = {
		.source = source,
		.options = options,
		.arena = arena,
		.diags = diags,
		.zone = options->zone ? options->zone : zone_open(arena, STR("UTC")),
		.article = article,
	};
	size_t errors = diags->errors;
	struct frontmatter front;

	*article = (struct article){ .path = source->path };
	if (!frontmatter_parse(source, arena, &front, diags))
		return false;
	article->front_start = front.start;
	article->front_end = front.end;
	article->body = front.body;
	article->data = front.data;
	choose(front.data, in.chosen);
	read_keys(&in);
	complete(&in);
	return diags->errors == errors;
}

struct span article_span(const struct source *source, const struct article *article,
                         const char *key)
{
	struct chosen chosen[KEY_COUNT] = { 0 };
	const struct value_entry *entry;
	size_t rank;
	enum key wanted = key_of(str_of(key), &rank);

	choose(article->data, chosen);
	entry = wanted == KEY_COUNT ? value_entry(article->data, str_of(key))
	                            : chosen[wanted].entry;
	if (!entry)
		return SPAN_FILE(source);
	return (struct span){ source, entry->key_at, entry->key_at + entry->key.len };
}
