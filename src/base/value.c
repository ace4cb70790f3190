#include "base/value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define FIRST_ITEMS 8

struct value value_bool(bool b)
{
	return (struct value){ .type = VALUE_BOOL, .boolean = b };
}

struct value value_int(int64_t n)
{
	return (struct value){ .type = VALUE_INT, .integer = n };
}

struct value value_float(double n)
{
	return (struct value){ .type = VALUE_FLOAT, .number = n };
}

/* Lengths are 32 bits: no text, list or dict of a page comes near. */
static uint32_t length_of(size_t len)
{
	if (len > UINT32_MAX)
		out_of_memory(len);
	return (uint32_t)len;
}

struct value value_str(struct str s)
{
	return (struct value){ .type = VALUE_STR,
		               .len = length_of(s.len),
		               .text = s.ptr ? s.ptr : "" };
}

struct value value_safe(struct str html)
{
	struct value value = value_str(html);

	value.safe = true;
	return value;
}

struct value value_list(const struct value *items, size_t count)
{
	return (struct value){ .type = VALUE_LIST,
		               .len = length_of(count),
		               .items = items };
}

struct value value_dict(const struct value_entry *entries, size_t count)
{
	return (struct value){ .type = VALUE_DICT,
		               .len = length_of(count),
		               .entries = entries };
}

struct value value_object(const struct object *object)
{
	return (struct value){ .type = VALUE_OBJECT, .object = object };
}

struct value value_str_or_undefined(struct str s)
{
	return s.len ? value_str(s) : UNDEFINED;
}

struct str value_text(struct value value)
{
	if (value.type != VALUE_STR)
		return (struct str){ 0 };
	return (struct str){ value.text, value.len };
}

const struct value_entry *value_entry(struct value dict, struct str key)
{
	if (dict.type != VALUE_DICT)
		return NULL;
	for (uint32_t i = 0; i < dict.len; i++)
		if (str_eq(dict.entries[i].key, key))
			return &dict.entries[i];
	return NULL;
}

struct value value_get(struct value dict, struct str key)
{
	const struct value_entry *entry = value_entry(dict, key);

	return entry ? entry->value : UNDEFINED;
}

bool value_is_true(struct value value)
{
	switch ((enum value_type)value.type) {
	case VALUE_UNDEFINED:
	case VALUE_NONE:
		return false;
	case VALUE_BOOL:
		return value.boolean;
	case VALUE_INT:
		return value.integer != 0;
	case VALUE_FLOAT:
		return value.number != 0;
	case VALUE_STR:
	case VALUE_LIST:
	case VALUE_DICT:
		return value.len != 0;
	case VALUE_OBJECT:
		if (value.object->class->length)
			return value.object->class->length(value.object) != 0;
		return true;
	}
	return false;
}

bool value_is_number(struct value value)
{
	return value.type == VALUE_INT || value.type == VALUE_FLOAT ||
	       value.type == VALUE_BOOL;
}

/* Exact, where a double could not hold the integer. */
static bool int_equals_float(int64_t integer, double number)
{
	return number >= -9223372036854775808.0 && number < 9223372036854775808.0 &&
	       (double)(int64_t)number == number && (int64_t)number == integer;
}

static bool number_eq(struct value a, struct value b)
{
	int64_t x = a.type == VALUE_BOOL ? a.boolean : a.integer;
	int64_t y = b.type == VALUE_BOOL ? b.boolean : b.integer;

	if (a.type == VALUE_FLOAT && b.type == VALUE_FLOAT)
		return a.number == b.number;
	if (a.type == VALUE_FLOAT)
		return int_equals_float(y, a.number);
	if (b.type == VALUE_FLOAT)
		return int_equals_float(x, b.number);
	return x == y;
}

static bool dict_eq(struct value a, struct value b)
{
	if (a.len != b.len)
		return false;
	for (uint32_t i = 0; i < a.len; i++) {
		const struct value_entry *entry = value_entry(b, a.entries[i].key);

		if (!entry || !value_eq(a.entries[i].value, entry->value))
			return false;
	}
	return true;
}

bool value_eq(struct value a, struct value b)
{
	if (value_is_number(a) && value_is_number(b))
		return number_eq(a, b);
	if (a.type != b.type)
		return false;
	switch ((enum value_type)a.type) {
	case VALUE_STR:
		return str_eq(value_text(a), value_text(b));
	case VALUE_LIST:
		if (a.len != b.len || a.tuple != b.tuple)
			return false;
		for (uint32_t i = 0; i < a.len; i++)
			if (!value_eq(a.items[i], b.items[i]))
				return false;
		return true;
	case VALUE_DICT:
		return dict_eq(a, b);
	case VALUE_OBJECT:
		return a.object == b.object;
	default:
		return true;
	}
}

const char *value_type_name(struct value value)
{
	static const char *const names[] = { "undefined", "none",  "boolean",
		                             "integer",   "float", "string",
		                             "list",      "dict",  "object" };

	if (value.type == VALUE_OBJECT)
		return value.object->class->name;
	return names[value.type];
}

struct value value_copy(struct arena *arena, struct value value)
{
	switch ((enum value_type)value.type) {
	case VALUE_STR:
		value.text = arena_str(arena, value_text(value)).ptr;
		break;
	case VALUE_LIST: {
		struct value *items = ARENA_ARRAY(arena, struct value, value.len);

		for (uint32_t i = 0; i < value.len; i++)
			items[i] = value_copy(arena, value.items[i]);
		value.items = items;
		break;
	}
	case VALUE_DICT: {
		struct value_entry *entries =
			ARENA_ARRAY(arena, struct value_entry, value.len);

		for (uint32_t i = 0; i < value.len; i++) {
			entries[i] = value.entries[i];
			entries[i].key = arena_str(arena, entries[i].key);
			entries[i].value = value_copy(arena, entries[i].value);
		}
		value.entries = entries;
		break;
	}
	default:
		break;
	}
	return value;
}

struct value value_without_controls(struct arena *arena, struct value value)
{
	if (value.type == VALUE_STR) {
		return value_str(text_without_controls(arena, value_text(value)));
	} else if (value.type == VALUE_LIST && value.len > 0) {
		struct value *items = ARENA_ARRAY(arena, struct value, value.len);

		for (uint32_t i = 0; i < value.len; i++)
			items[i] = value_without_controls(arena, value.items[i]);
		value.items = items;
	} else if (value.type == VALUE_DICT && value.len > 0) {
		struct value_entry *entries =
			ARENA_ARRAY(arena, struct value_entry, value.len);

		for (uint32_t i = 0; i < value.len; i++) {
			entries[i] = value.entries[i];
			entries[i].value =
				value_without_controls(arena, value.entries[i].value);
		}
		value.entries = entries;
	}
	return value;
}

/* Python: repr() uses an exponent below 1e-4 and from 1e16 on. */
static void add_with_exponent(struct buf *out, const char *digits, int exponent)
{
	buf_add_char(out, digits[0]);
	if (digits[1]) {
		buf_add_char(out, '.');
		buf_add(out, str_of(digits + 1));
	}
	buf_printf(out, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
}

static void add_positional(struct buf *out, const char *digits, int exponent)
{
	int count = (int)strlen(digits);

	if (exponent < 0) {
		buf_puts(out, "0.");
		buf_add_chars(out, '0', (size_t)(-exponent - 1));
		buf_add(out, str_of(digits));
		return;
	}
	for (int i = 0; i <= exponent; i++)
		buf_add_char(out, i < count ? digits[i] : '0');
	buf_add_char(out, '.');
	if (count > exponent + 1)
		buf_add(out, str_of(digits + exponent + 1));
	else
		buf_add_char(out, '0');
}

void value_format_float(struct buf *out, double number)
{
	char text[40], digits[24];
	size_t count = 0;
	int64_t exponent;
	char *mark;

	if (isnan(number)) {
		buf_puts(out, "nan");
		return;
	}
	if (signbit(number))
		buf_add_char(out, '-');
	number = fabs(number);
	if (isinf(number)) {
		buf_puts(out, "inf");
		return;
	}
	/* The locale is never set, so the decimal point is a point. */
	for (int precision = 1; precision <= 17; precision++) {
		snprintf(text, sizeof(text), "%.*e", precision - 1, number);
		if (strtod(text, NULL) == number)
			break;
	}
	mark = strchr(text, 'e');
	str_to_int(str_of(mark + 1), &exponent);
	for (const char *c = text; c < mark; c++)
		if (is_digit(*c))
			digits[count++] = *c;
	while (count > 1 && digits[count - 1] == '0')
		count--;
	digits[count] = '\0';
	if (exponent < -4 || exponent >= 16)
		add_with_exponent(out, digits, (int)exponent);
	else
		add_positional(out, digits, (int)exponent);
}

static void *next_place(struct value_builder *builder, size_t size)
{
	if (builder->count == builder->cap) {
		size_t cap = builder->cap ? builder->cap * 2 : FIRST_ITEMS;
		void *data = arena_alloc_array(builder->arena, cap, size);

		if (builder->count)
			memcpy(data, builder->data, builder->count * size);
		builder->data = data;
		builder->cap = cap;
	}
	return (char *)builder->data + builder->count++ * size;
}

void value_add_item(struct value_builder *builder, struct value item)
{
	*(struct value *)next_place(builder, sizeof(item)) = item;
}

void value_add_entry(struct value_builder *builder, struct value_entry entry)
{
	*(struct value_entry *)next_place(builder, sizeof(entry)) = entry;
}

void value_add(struct value_builder *builder, struct str key, struct value value)
{
	value_add_entry(builder, (struct value_entry){ .key = key, .value = value });
}

struct value value_built_list(const struct value_builder *builder)
{
	return value_list(builder->data, builder->count);
}

struct value value_built_dict(const struct value_builder *builder)
{
	return value_dict(builder->data, builder->count);
}
