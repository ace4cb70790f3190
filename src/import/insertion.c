#include "import/insertion.h"

#include <string.h>

#include "base/buf.h"

#define NUMBER_MAX 9 /* digits of an item's mark, as in CommonMark */

/* The length of an item's mark and the blanks behind it; 0: the line has none. */
static size_t mark_length(struct str line)
{
	size_t len = 0;

	while (len < line.len && len < NUMBER_MAX && is_digit(line.ptr[len]))
		len++;
	if (len < line.len && strchr(len ? ".)" : "-*+", line.ptr[len]))
		len++;
	else
		return 0;
	if (len == line.len || line.ptr[len] != ' ')
		return 0;
	while (len < line.len && line.ptr[len] == ' ')
		len++;
	return len;
}

struct str insertion_prefix(struct arena *arena, struct str text, size_t place,
                            bool *starts_item)
{
	size_t newline = str_find_last_char(str_slice(text, 0, place), '\n');
	struct str line = str_slice(text, newline == STR_NONE ? 0 : newline + 1, place);
	struct buf out = { 0 };
	struct str prefix;

	*starts_item = false;
	while (line.len) {
		size_t len = mark_length(line);

		if (len == 0 && !strchr(" \t>", line.ptr[0]))
			break;
		if (len == 0)
			buf_add_char(&out, line.ptr[0]);
		buf_add_chars(&out, ' ', len);
		*starts_item |= len > 0;
		line = str_from(line, len ? len : 1);
	}
	*starts_item &= line.len == 0;
	prefix = buf_keep(&out, arena);
	buf_clear(&out);
	return prefix;
}

struct str insertion_lines(struct arena *arena, struct str lines, struct str prefix)
{
	struct buf out = { 0 };
	struct str text;

	for (size_t at = 0; at < lines.len;) {
		struct str rest = str_from(lines, at);
		size_t newline = str_find_char(rest, '\n');
		size_t end = newline == STR_NONE ? rest.len : newline + 1;

		if (at > 0 && rest.ptr[0] == '\n')
			buf_add(&out, str_trim_end(prefix));
		else if (at > 0 && !str_has_prefix(rest, prefix))
			buf_add(&out, prefix);
		buf_add(&out, str_slice(rest, 0, end));
		at += end;
	}
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}
