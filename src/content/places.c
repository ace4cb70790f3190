#include "content/places.h"

/* How far behind the line that cmark names a thing is looked for. */
#define LINES_BEHIND 8

size_t *line_starts(struct str text, struct arena *arena, size_t *count)
{
	size_t *starts, n = 1;

	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == '\n' || text.ptr[i] == '\r';
	starts = arena_alloc_raw(arena, (n + 1) * sizeof(*starts));
	starts[0] = 0;
	n = 1;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n')
			i++;
		if (text.ptr[i] == '\n' || text.ptr[i] == '\r')
			starts[n++] = i + 1;
	}
	starts[n] = text.len;
	*count = n;
	return starts;
}

/* A line of the body with its end, and where it begins in the source. */
static struct str get_line(struct places *places, size_t line, size_t *at)
{
	struct str body = str_from(places->source->text, places->start);

	if (!places->lines)
		places->lines = line_starts(body, places->arena, &places->count);
	if (line == 0)
		line = 1;
	if (line > places->count)
		line = places->count;
	*at = places->start + places->lines[line - 1];
	return str_slice(body, places->lines[line - 1], places->lines[line]);
}

static struct span span_of(struct places *places, size_t start, size_t len)
{
	return (struct span){ places->source, start, start + len };
}

struct span place_line(struct places *places, size_t line)
{
	size_t at;
	struct str text = get_line(places, line, &at);
	struct str trimmed = str_trim(text);

	return span_of(places, at + (size_t)(trimmed.ptr - text.ptr), trimmed.len);
}

struct span place_find(struct places *places, size_t line, struct str needle)
{
	for (size_t i = 0; i < LINES_BEHIND; i++) {
		size_t at, found = str_find(get_line(places, line + i, &at), needle);

		if (found != STR_NONE)
			return span_of(places, at + found, needle.len);
	}
	return place_line(places, line);
}

/* Like str_find, from the column on if it is there, or else from the line's start. */
static size_t find_from(struct str line, size_t column, struct str needle)
{
	size_t from = column > 0 && column <= line.len ? column - 1 : 0;
	size_t found = str_find(str_from(line, from), needle);

	return found != STR_NONE ? from + found : str_find(line, needle);
}

struct span place_link(struct places *places, size_t line, size_t column, struct str url)
{
	struct str text, needle;
	size_t at, found;

	text = get_line(places, line, &at);
	found = find_from(text, column, url);
	if (found != STR_NONE)
		return span_of(places, at + found, url.len);
	if (column > 0 && column <= text.len && text.ptr[column - 1] == '[') {
		size_t end = str_find_char(str_from(text, column), ']');

		if (end != STR_NONE)
			return span_of(places, at + column - 1, end + 2);
	}
	/* Reference definitions before a paragraph shift its lines. */
	needle = arena_printf(places->arena, "](%.*s", STR_ARG(url));
	for (size_t i = 1; i < LINES_BEHIND; i++) {
		text = get_line(places, line + i, &at);
		found = str_find(text, needle);
		if (found != STR_NONE)
			return span_of(places, at + found + 2, url.len);
	}
	return place_line(places, line);
}
