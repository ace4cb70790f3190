#include "import/headerfields.h"

#include <string.h>

/* Room for one more, the items moved to a place twice as large. */
static struct header_field *add_field(struct arena *arena, struct header_fields *fields)
{
	if (fields->count == fields->cap) {
		size_t cap = 2 * fields->cap + 16;
		struct header_field *items = ARENA_ARRAY(arena, struct header_field, cap);

		if (fields->count)
			memcpy(items, fields->items, fields->count * sizeof(*items));
		fields->items = items;
		fields->cap = cap;
	}
	return &fields->items[fields->count++];
}

/*
 * The value of a field whose line has been taken off *rest, with the lines that go on
 * with it, each after one space. Nothing is copied for the usual single line; a value of
 * many lines is copied once.
 */
static struct str folded_value(struct arena *arena, struct str value, struct str *rest)
{
	struct str ahead = *rest, line;
	size_t size = value.len, len = value.len;
	char *text;

	while (ahead.len && (ahead.ptr[0] == ' ' || ahead.ptr[0] == '\t') &&
	       str_next_line(&ahead, &line))
		size += 1 + str_trim(line).len;
	if (size == value.len)
		return value;
	text = arena_alloc_raw(arena, size);
	if (len)
		memcpy(text, value.ptr, len);
	while (len < size) {
		str_next_line(rest, &line);
		line = str_trim(line);
		text[len] = ' ';
		if (line.len)
			memcpy(text + len + 1, line.ptr, line.len);
		len += 1 + line.len;
	}
	return str_trim((struct str){ text, size });
}

struct header_fields header_fields_read(struct arena *arena, struct str *rest)
{
	struct header_fields fields = { 0 };
	struct str line, name, value;

	while (str_next_line(rest, &line) && line.len > 0) {
		bool is_field = str_cut(line, ':', &name, &value);

		value = folded_value(arena, str_trim(value), rest);
		if (is_field)
			*add_field(arena, &fields) =
				(struct header_field){ str_trim(name), value };
	}
	return fields;
}

struct str header_field(const struct header_fields *fields, struct str name)
{
	for (size_t i = 0; i < fields->count; i++)
		if (str_eq_nocase(fields->items[i].name, name))
			return fields->items[i].value;
	return (struct str){ 0 };
}

struct str media_type(struct str value)
{
	struct str type, rest;

	str_cut(value, ';', &type, &rest);
	return str_trim(type);
}

struct str media_parameter(struct str value, struct str name)
{
	struct str part, key, rest;

	str_cut(value, ';', &part, &rest);
	while (rest.len > 0) {
		str_cut(rest, ';', &part, &rest);
		if (!str_cut(part, '=', &key, &part) ||
		    !str_eq_nocase(str_trim(key), name))
			continue;
		part = str_trim(part);
		if (part.len >= 2 && part.ptr[0] == '"' && part.ptr[part.len - 1] == '"')
			part = str_slice(part, 1, part.len - 1);
		return part;
	}
	return (struct str){ 0 };
}
