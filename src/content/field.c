#include "content/field.h"

#include <string.h>

#include "content/article.h"

#define ITEM_WINDOW 4096 /* how far behind an item the next one is looked for */

struct span field_key_span(const struct field *field)
{
	size_t at = field->entry.key_at;

	return (struct span){ field->source, at, at + field->entry.key.len };
}

/* Without the blanks, comma or comment behind a value that has no quotes. */
static size_t end_of_plain(struct str line)
{
	size_t comment = str_find(line, STR(" #"));

	line = str_trim_end(str_slice(line, 0, comment));
	str_skip_suffix(&line, STR(","));
	return line.len;
}

/* A number or boolean: 1_000, 0x1F, -1.5e+3. */
static size_t end_of_word(struct str line)
{
	size_t len = 0;

	while (len < line.len &&
	       (is_alnum(line.ptr[len]) || line.ptr[len] == '.' || line.ptr[len] == '_' ||
	        line.ptr[len] == '+' || line.ptr[len] == '-'))
		len++;
	return len;
}

/* Of a text, list or dict that begins on this line. */
static size_t end_of_value(struct str line)
{
	size_t close;

	if (line.len == 0 || (line.ptr[0] != '"' && line.ptr[0] != '\''))
		return end_of_plain(line);
	close = str_find_char(str_from(line, 1), line.ptr[0]);
	return close == STR_NONE ? end_of_plain(line) : close + 2;
}

struct span field_span(const struct field *field)
{
	size_t at = field->entry.value_at;
	struct str rest = str_from(field->source->text, at);
	struct str line = str_slice(rest, 0, str_find_char(rest, '\n'));
	size_t len = value_is_number(field->entry.value) ? end_of_word(line)
	                                                 : end_of_value(line);

	return (struct span){ field->source, at, at + len };
}

bool field_mismatch(const struct field *field, const char *wanted)
{
	return diag_error(field->diags, field_span(field), "'%.*s' must be %s, not %s",
	                  STR_ARG(field->entry.key), wanted,
	                  field->entry.value.type == VALUE_LIST   ? "a list"
	                  : field->entry.value.type == VALUE_DICT ? "a dict"
	                  : field->entry.value.type == VALUE_STR  ? "a text"
	                  : field->entry.value.type == VALUE_BOOL ? "a boolean"
	                                                          : "a number");
}

struct field field_entry(const struct field *field, const struct value_entry *entry)
{
	struct field inner = *field;

	inner.entry = *entry;
	return inner;
}

size_t field_count(const struct field *field)
{
	return field->entry.value.type == VALUE_LIST ? field->entry.value.len : 1;
}

/* Where the next item of a list begins. */
static size_t item_start(struct str text, size_t at)
{
	for (; at < text.len; at++) {
		char c = text.ptr[at];
		bool dash = c == '-' && at + 1 < text.len && is_space(text.ptr[at + 1]);

		if (c == '#')
			while (at + 1 < text.len && text.ptr[at + 1] != '\n')
				at++;
		else if (!dash && !is_space(c) && (c == 0 || !strchr(",[\"'", c)))
			break;
	}
	return at;
}

/* A number's text; empty for an alias. */
static struct str written_number(const struct field *field)
{
	struct span span = field_span(field);
	struct str text = str_slice(field->source->text, span.start, span.end);
	size_t digit = text.len > 1 && (text.ptr[0] == '-' || text.ptr[0] == '+');

	if (digit < text.len && (is_digit(text.ptr[digit]) || text.ptr[digit] == '.'))
		return text;
	return (struct str){ 0 };
}

/* As it is without regard to how it was written. */
static struct str plain_number(const struct field *field)
{
	struct buf out = { 0 };
	struct str text;

	if (field->entry.value.type == VALUE_INT)
		buf_add_int(&out, field->entry.value.integer);
	else
		value_format_float(&out, field->entry.value.number);
	text = buf_keep(&out, field->arena);
	buf_clear(&out);
	return text;
}

/*
 * Find the number in its list, behind the item before it. What is not found there for
 * sure (an alias, or what stands behind one) stays at the list.
 */
static void place_number(struct field *item, size_t *from)
{
	size_t list_at = item->entry.value_at;

	item->entry.value_at = (uint32_t)item_start(item->source->text, *from);
	if (str_contains(written_number(item), plain_number(item)))
		*from = field_span(item).end;
	else
		item->entry.value_at = (uint32_t)list_at;
}

struct field field_item(const struct field *field, size_t index, size_t *from)
{
	struct field item = *field;
	struct str text, window;
	size_t found;

	if (field->entry.value.type != VALUE_LIST)
		return item;
	item.entry.value = field->entry.value.items[index];
	if (*from < field->entry.value_at)
		*from = field->entry.value_at;
	item.entry.value_at = (uint32_t)*from;
	if (item.entry.value.type == VALUE_DICT && item.entry.value.len) {
		item.entry.value_at = item.entry.value.entries[0].key_at;
		*from = item.entry.value_at;
		return item;
	}
	if (value_is_number(item.entry.value)) {
		place_number(&item, from);
		return item;
	}
	text = value_text(item.entry.value);
	window = str_slice(field->source->text, *from, *from + ITEM_WINDOW);
	found = text.len ? str_find(window, text) : STR_NONE;
	if (found != STR_NONE) {
		item.entry.value_at = (uint32_t)(*from + found);
		*from += found + text.len;
	}
	return item;
}

/* A number as it was written: 007 and 1.10 are names, not quantities. */
static struct str number_text(const struct field *field)
{
	struct str written = written_number(field);

	return written.len ? written : plain_number(field);
}

/* Front matter can name characters that no page and no feed may hold. */
static bool check_characters(const struct field *field, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (is_control(c))
			return diag_error(field->diags, field_span(field),
			                  "'%.*s' has a control character (U+%04X)",
			                  STR_ARG(field->entry.key), (unsigned)c);
	}
	return true;
}

/* False if the value is no text; nothing for a null. */
static bool to_text(const struct field *field, struct str *text)
{
	switch ((enum value_type)field->entry.value.type) {
	case VALUE_STR:
		*text = str_trim(value_text(field->entry.value));
		return check_characters(field, *text);
	case VALUE_INT:
	case VALUE_FLOAT:
		*text = number_text(field);
		return true;
	case VALUE_BOOL:
		*text = field->entry.value.boolean ? STR("true") : STR("false");
		return true;
	case VALUE_UNDEFINED:
	case VALUE_NONE:
		*text = (struct str){ 0 };
		return true;
	default:
		return field_mismatch(field, "a text");
	}
}

void field_text(const struct field *field, void *str)
{
	struct str text;

	if (to_text(field, &text))
		*(struct str *)str = text;
}

static void read_texts(const struct field *field, bool are_names, struct strs *out)
{
	size_t count = field_count(field), from = 0, kept = 0;
	struct str *items = ARENA_ARRAY(field->arena, struct str, count);

	for (size_t i = 0; i < count; i++) {
		struct field item = field_item(field, i, &from);
		const struct value_entry *name =
			value_entry(item.entry.value, STR("name"));

		if (are_names && name)
			item = field_entry(field, name);
		if (to_text(&item, &items[kept]) && items[kept].len)
			kept++;
	}
	*out = (struct strs){ items, kept };
}

void field_texts(const struct field *field, void *strs)
{
	read_texts(field, false, strs);
}

void field_names(const struct field *field, void *strs)
{
	read_texts(field, true, strs);
}

void field_date(const struct field *field, void *out)
{
	struct str text;
	struct date date;

	if (!to_text(field, &text))
		return;
	switch (date_read(text, &date)) {
	case DATE_FINE:
		*(struct date *)out = zone_localize(field->zone, date);
		return;
	case DATE_NOT_IN_CALENDAR:
		diag_error(field->diags, field_span(field), "%.*s is not in the calendar",
		           STR_ARG(text));
		return;
	case DATE_NOT_ONE:
		break;
	}
	diag_error(field->diags, field_span(field), "'%.*s' must be a date",
	           STR_ARG(field->entry.key));
	diag_hint(field->diags, "write 2014-02-10 or 2014-02-10T09:30:00+01:00");
}

bool field_is_bool(const struct field *field, bool *boolean)
{
	static const struct {
		struct str word;
		bool means;
	} words[] = {
		{ STR_INIT("yes"), true },  { STR_INIT("no"), false },
		{ STR_INIT("on"), true },   { STR_INIT("off"), false },
		{ STR_INIT("true"), true }, { STR_INIT("false"), false },
	};
	struct str text = str_trim(value_text(field->entry.value));

	if (field->entry.value.type == VALUE_BOOL) {
		*boolean = field->entry.value.boolean;
		return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (str_eq_nocase(text, words[i].word)) {
			*boolean = words[i].means;
			return true;
		}
	}
	return false;
}

void field_bool(const struct field *field, void *boolean)
{
	if (!field_is_bool(field, boolean))
		field_mismatch(field, "true or false");
}
