#include "template/access.h"

#include <math.h>

#include "base/escape.h"
#include "base/utf8.h"
#include "template/operators.h"
#include "template/template.h"

static bool is_ascii(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return false;
	return true;
}

static struct value text_list(struct arena *arena, struct str text)
{
	size_t count = utf8_length(text), at = 0;
	struct value *items = ARENA_ARRAY(arena, struct value, count);

	for (size_t i = 0; i < count; i++) {
		size_t start = at;

		utf8_next(text, &at);
		items[i] = value_str(str_slice(text, start, at));
	}
	return value_list(items, count);
}

bool sequence_of(struct arena *arena, struct value value, struct sequence *sequence)
{
	*sequence = (struct sequence){ .count = value.len };
	switch ((enum value_type)value.type) {
	case VALUE_UNDEFINED:
		sequence->count = 0;
		return true;
	case VALUE_STR:
		value = text_list(arena, value_text(value));
		sequence->count = value.len;
		sequence->items = value.items;
		return true;
	case VALUE_LIST:
		sequence->items = value.items;
		return true;
	case VALUE_DICT:
		sequence->entries = value.entries;
		return true;
	case VALUE_OBJECT:
		sequence->object = value.object;
		if (value.object->class->length && value.object->class->item)
			sequence->count = value.object->class->length(value.object);
		else
			sequence->count = value.object->class->name_count;
		return value.object->class->item || value.object->class->names;
	default:
		return false;
	}
}

struct value sequence_at(const struct sequence *sequence, size_t index)
{
	if (sequence->items)
		return sequence->items[index];
	if (sequence->entries)
		return value_str(sequence->entries[index].key);
	if (sequence->object->class->item)
		return sequence->object->class->item(sequence->object, index);
	return value_str(sequence->object->class->names[index]);
}

struct value sequence_list(struct arena *arena, const struct sequence *sequence)
{
	struct value *items;

	if (sequence->items)
		return value_list(sequence->items, sequence->count);
	items = ARENA_ARRAY(arena, struct value, sequence->count);
	for (size_t i = 0; i < sequence->count; i++)
		items[i] = sequence_at(sequence, i);
	return value_list(items, sequence->count);
}

bool value_length(struct value value, size_t *length)
{
	*length = value.len;
	switch ((enum value_type)value.type) {
	case VALUE_UNDEFINED:
		*length = 0;
		return true;
	case VALUE_STR:
		*length = utf8_length(value_text(value));
		return true;
	case VALUE_LIST:
	case VALUE_DICT:
		return true;
	case VALUE_OBJECT:
		if (value.object->class->length)
			*length = value.object->class->length(value.object);
		else
			*length = value.object->class->name_count;
		return value.object->class->length || value.object->class->names;
	default:
		return false;
	}
}

struct str text_char(struct str text, size_t index)
{
	size_t at = 0, start;

	if (index < text.len && is_ascii(str_slice(text, 0, index + 1)))
		return str_slice(text, index, index + 1);
	while (index-- > 0)
		utf8_next(text, &at);
	start = at;
	utf8_next(text, &at);
	return str_slice(text, start, at);
}

bool value_contains(struct arena *arena, struct value container, struct value item,
                    bool *found)
{
	struct sequence sequence;

	*found = false;
	if (container.type == VALUE_STR) {
		*found = str_contains(value_text(container), value_text(item));
		return item.type == VALUE_STR;
	}
	if (container.type == VALUE_DICT) {
		*found = value_entry(container, value_to_key(arena, item)) != NULL;
		return true;
	}
	if (!sequence_of(arena, container, &sequence))
		return false;
	for (size_t i = 0; i < sequence.count && !*found; i++)
		*found = value_same(sequence_at(&sequence, i), item);
	return true;
}

/* A bound of a slice, counted from the end when negative, kept between the limits. */
static int64_t slice_bound(int64_t bound, int64_t count, int64_t low, int64_t high)
{
	if (bound < 0)
		bound = bound < -count ? -1 : bound + count;
	return bound < low ? low : bound > high ? high : bound;
}

bool value_slice(struct arena *arena, struct value container, const int64_t *start,
                 const int64_t *stop, int64_t step, struct value *result)
{
	struct sequence sequence;
	struct value_builder items = { .arena = arena };
	struct buf text = { 0 };
	int64_t count, from, to;

	if (container.type == VALUE_DICT || !sequence_of(arena, container, &sequence))
		return false;
	count = (int64_t)sequence.count;
	if (step > 0) {
		from = start ? slice_bound(*start, count, 0, count) : 0;
		to = stop ? slice_bound(*stop, count, 0, count) : count;
	} else {
		from = start ? slice_bound(*start, count, -1, count - 1) : count - 1;
		to = stop ? slice_bound(*stop, count, -1, count - 1) : -1;
	}
	for (int64_t i = from; step > 0 ? i < to : i > to;) {
		struct value item = sequence_at(&sequence, (size_t)i);

		if (container.type == VALUE_STR)
			buf_add(&text, value_text(item));
		else
			value_add_item(&items, item);
		if (step > 0 ? step >= to - i : step <= to - i)
			break;
		i += step;
	}
	if (container.type == VALUE_STR) {
		*result = value_str(buf_keep(&text, arena));
		result->safe = container.safe;
	} else {
		*result = value_built_list(&items);
		result->tuple = container.type == VALUE_LIST && container.tuple;
	}
	buf_clear(&text);
	return true;
}

/* ---- Text */

/* A list printed this far is beyond what a page may come to: print no more of it. */
#define PRINT_MAX (TEMPLATE_OUTPUT + 1)

static void print_nested(struct buf *out, struct arena *arena, struct value value,
                         bool repr, unsigned depth);

static void print_quoted(struct buf *out, struct str text)
{
	bool single = str_find_char(text, '\'') != STR_NONE;
	char quote = single && str_find_char(text, '"') == STR_NONE ? '"' : '\'';

	buf_add_char(out, quote);
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		uint32_t code = utf8_next(text, &at);

		if (code == (uint32_t)quote || code == '\\')
			buf_printf(out, "\\%c", (char)code);
		else if (code == '\n')
			buf_puts(out, "\\n");
		else if (code == '\r')
			buf_puts(out, "\\r");
		else if (code == '\t')
			buf_puts(out, "\\t");
		else if (code < 0x20 || (code >= 0x7f && code <= 0xa0) || code == 0xad)
			buf_printf(out, "\\x%02x", code);
		else
			buf_add(out, str_slice(text, start, at));
	}
	buf_add_char(out, quote);
}

static void print_list(struct buf *out, struct arena *arena, struct value list,
                       unsigned depth)
{
	buf_add_char(out, list.tuple ? '(' : '[');
	for (uint32_t i = 0; i < list.len && out->len < PRINT_MAX; i++) {
		if (i)
			buf_puts(out, ", ");
		print_nested(out, arena, list.items[i], true, depth + 1);
	}
	if (list.tuple && list.len == 1)
		buf_add_char(out, ',');
	buf_add_char(out, list.tuple ? ')' : ']');
}

static void print_dict(struct buf *out, struct arena *arena, struct value dict,
                       unsigned depth)
{
	buf_add_char(out, '{');
	for (uint32_t i = 0; i < dict.len && out->len < PRINT_MAX; i++) {
		if (i)
			buf_puts(out, ", ");
		print_quoted(out, dict.entries[i].key);
		buf_puts(out, ": ");
		print_nested(out, arena, dict.entries[i].value, true, depth + 1);
	}
	buf_add_char(out, '}');
}

static void print_object(struct buf *out, struct arena *arena,
                         const struct object *object)
{
	if (object->class->print)
		buf_add(out, value_text(object->class->print(object, arena)));
	else
		buf_printf(out, "<%s>", object->class->name);
}

static void print_nested(struct buf *out, struct arena *arena, struct value value,
                         bool repr, unsigned depth)
{
	switch ((enum value_type)value.type) {
	case VALUE_UNDEFINED:
		if (repr)
			buf_puts(out, "Undefined");
		break;
	case VALUE_NONE:
		buf_puts(out, "None");
		break;
	case VALUE_BOOL:
		buf_add(out, value.boolean ? STR("True") : STR("False"));
		break;
	case VALUE_INT:
		buf_add_int(out, value.integer);
		break;
	case VALUE_FLOAT:
		value_format_float(out, value.number);
		break;
	case VALUE_STR:
		if (repr && value.safe)
			buf_puts(out, "Markup(");
		if (repr)
			print_quoted(out, value_text(value));
		else
			buf_add(out, value_text(value));
		if (repr && value.safe)
			buf_puts(out, ")");
		break;
	case VALUE_LIST:
	case VALUE_DICT:
		if (depth >= VALUE_NESTING)
			buf_puts(out, "...");
		else if (value.type == VALUE_LIST)
			print_list(out, arena, value, depth);
		else
			print_dict(out, arena, value, depth);
		break;
	case VALUE_OBJECT:
		print_object(out, arena, value.object);
		break;
	}
}

void print_value(struct buf *out, struct arena *arena, struct value value)
{
	print_nested(out, arena, value, false, 0);
}

void print_repr(struct buf *out, struct arena *arena, struct value value)
{
	print_nested(out, arena, value, true, 0);
}

struct str value_to_text(struct arena *arena, struct value value)
{
	struct buf out = { 0 };
	struct str text;

	if (value.type == VALUE_STR)
		return value_text(value);
	if (value.type == VALUE_OBJECT && value.object->class->print)
		return value_text(value.object->class->print(value.object, arena));
	print_value(&out, arena, value);
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}

struct value value_to_str(struct arena *arena, struct value value)
{
	if (value.type == VALUE_STR)
		return value;
	if (value.type == VALUE_OBJECT && value.object->class->print)
		return value.object->class->print(value.object, arena);
	return value_str(value_to_text(arena, value));
}

struct value value_escape(struct arena *arena, struct value value)
{
	struct value text = value_to_str(arena, value);
	struct buf out = { 0 };

	if (text.safe)
		return text;
	escape_html(&out, value_text(text));
	if (out.len != text.len)
		text = value_str(buf_keep(&out, arena));
	text.safe = true;
	buf_clear(&out);
	return text;
}

struct str value_to_key(struct arena *arena, struct value value)
{
	if (value.type == VALUE_FLOAT && value.number == floor(value.number) &&
	    fabs(value.number) < 1e15)
		value = value_int((int64_t)value.number);
	return value_to_text(arena, value);
}
