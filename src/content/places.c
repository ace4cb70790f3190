#include "content/places.h"

#include <string.h>

/* How far behind the line that cmark names a thing is looked for. */
#define LINES_BEHIND 8

/* Where the next line begins; a lone "\r" ends a line for cmark, too. */
static const char *next_line(const char *at, const char *end, bool has_returns)
{
	if (!has_returns) {
		at = memchr(at, '\n', (size_t)(end - at));
		return at ? at + 1 : NULL;
	}
	while (at < end && *at != '\n' && *at != '\r')
		at++;
	if (at == end)
		return NULL;
	return at + 1 + (*at == '\r' && at + 1 < end && at[1] == '\n');
}

size_t *line_starts(struct str text, struct arena *arena, size_t *count)
{
	bool has_returns = str_find_char(text, '\r') != STR_NONE;
	const char *end = text.ptr + text.len, *at;
	size_t *starts;

	*count = 1;
	for (at = text.ptr; text.len && (at = next_line(at, end, has_returns));)
		++*count;
	starts = arena_alloc_raw(arena, (*count + 1) * sizeof(*starts));
	starts[0] = 0;
	*count = 1;
	for (at = text.ptr; text.len && (at = next_line(at, end, has_returns));)
		starts[(*count)++] = (size_t)(at - text.ptr);
	starts[*count] = text.len;
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

/* Where url stands as a link's, behind "(" or "<", from a byte of the line on. */
static size_t find_url(struct str line, size_t from, struct str url)
{
	size_t found;

	while ((found = str_find(str_from(line, from), url)) != STR_NONE) {
		found += from;
		if (found > 0 &&
		    (line.ptr[found - 1] == '(' || line.ptr[found - 1] == '<'))
			return found;
		from = found + 1;
	}
	return STR_NONE;
}

/* The brackets at a byte of the line, if a link's text begins there; empty if not. */
static struct str find_brackets(struct str line, size_t at)
{
	struct str rest = str_from(line, at);
	size_t open = str_has_prefix(rest, STR("!")), end;

	if (open >= rest.len || rest.ptr[open] != '[')
		return (struct str){ 0 };
	end = str_find_char(rest, ']');
	return end == STR_NONE ? (struct str){ 0 } : str_slice(rest, 0, end + 1);
}

struct span place_link(struct places *places, size_t line, size_t column, struct str url)
{
	struct str text, brackets;
	size_t at, found;

	text = get_line(places, line, &at);
	found = find_url(text, column ? column - 1 : 0, url);
	if (found != STR_NONE)
		return span_of(places, at + found, url.len);
	brackets = find_brackets(text, column ? column - 1 : 0);
	if (brackets.len)
		return span_of(places, at + column - 1, brackets.len);
	/*
	 * Columns are wrong where a line is indented otherwise than the paragraph it
	 * belongs to; lines, where definitions of links or a link over lines precede.
	 */
	for (size_t i = 0; i < LINES_BEHIND; i++) {
		text = get_line(places, line + i, &at);
		found = find_url(text, 0, url);
		if (found != STR_NONE)
			return span_of(places, at + found, url.len);
	}
	return place_line(places, line);
}
