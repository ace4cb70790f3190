#include "import/markdownescape.h"

#include "base/attr.h"
#include "base/escape.h"

/* Does "&" begin an entity, as Markdown reads them? */
static bool is_entity(struct str rest)
{
	size_t i = 1;

	if (i < rest.len && rest.ptr[i] == '#')
		i++;
	while (i < rest.len && i < 40 && is_alnum(rest.ptr[i]))
		i++;
	return i > 1 && i < rest.len && rest.ptr[i] == ';';
}

/* The byte at i, or 0 at both ends. */
static char at(struct str text, size_t i)
{
	return i < text.len ? text.ptr[i] : '\0';
}

static bool is_word(char c)
{
	return is_alnum(c) || (unsigned char)c >= 0x80;
}

static bool is_between_spaces(struct str text, size_t i)
{
	return i > 0 && is_space(text.ptr[i - 1]) && is_space(at(text, i + 1));
}

/* Could "[" be the beginning of a link or note? Up to the next bracket: no further. */
static bool is_bracket(struct str text, size_t i)
{
	struct str rest = str_from(text, i + 1);
	size_t end = 0;

	while (end < rest.len && rest.ptr[end] != '[' && rest.ptr[end] != ']')
		end++;
	if (end + 1 >= rest.len || rest.ptr[end] == '[' || rest.ptr[0] == '^')
		return true;
	return rest.ptr[end + 1] == '(' || rest.ptr[end + 1] == '[';
}

/* Would Markdown read the byte as markup where it stands? */
static bool is_markup(struct str text, size_t i, bool in_link)
{
	char before = i > 0 ? text.ptr[i - 1] : '\0', after = at(text, i + 1);
	bool at_end = i + 1 == text.len;

	switch (text.ptr[i]) {
	case '\\':
		return at_end || is_punct(after);
	case '`':
		return true;
	case '*':
		return !is_between_spaces(text, i);
	case '_': /* within a word it is a letter */
		return !is_between_spaces(text, i) &&
		       !(is_word(before) && is_word(after));
	case '~':
		return i == 0 || at_end || before == '~' || after == '~';
	case '[':
		return in_link || is_bracket(text, i);
	case ']':
		return in_link;
	case '<':
		return at_end || is_alpha(after) || after == '/' || after == '!' ||
		       after == '?';
	case '&':
		return is_entity(str_from(text, i));
	case '{': /* tags of other generators, ids of headings */
		return before == '{' || at_end || after == '{' || after == '%' ||
		       after == '#';
	default:
		return false;
	}
}

void escape_markdown(struct buf *out, struct str text, bool in_link)
{
	for (size_t i = 0; i < text.len; i++) {
		if (is_markup(text, i, in_link))
			buf_add_char(out, '\\');
		buf_add_char(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
	}
}

void escape_raw_html(struct buf *out, struct str text)
{
	size_t start = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '{' ||
		    (at(text, i + 1) != '{' && at(text, i + 1) != '%'))
			continue;
		escape_html(out, str_slice(text, start, i));
		buf_puts(out, "&#123;");
		start = i + 1;
	}
	escape_html(out, str_from(text, start));
}

/* Is the line a definition or the mark of a task? */
static bool is_bracket_mark(struct str line)
{
	size_t close = str_find_char(line, ']');

	if (close == STR_NONE)
		return false;
	return at(line, close + 1) == ':' ||
	       (close == 2 && (line.ptr[1] == ' ' || to_lower(line.ptr[1]) == 'x'));
}

/* Is the line made of one of the characters of a rule or an underline alone? */
static bool is_row_of(struct str line, char c)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] != c && !is_space(line.ptr[i]))
			return false;
	return true;
}

/* Where the mark stands that would make a block of the line, or STR_NONE. */
static size_t block_mark(struct str line)
{
	size_t i = 0;

	switch (at(line, 0)) {
	case '>':
		return 0;
	case '=':
		return is_row_of(line, '=') ? 0 : STR_NONE;
	case '[':
		return is_bracket_mark(line) ? 0 : STR_NONE;
	case '#':
		while (at(line, i) == '#')
			i++;
		return i > 6 || (i < line.len && !is_space(line.ptr[i])) ? STR_NONE : 0;
	case '-':
	case '+':
		return line.len == 1 || is_space(line.ptr[1]) ||
		                       is_row_of(line, line.ptr[0])
		               ? 0
		               : STR_NONE;
	case '|':
	case ':': /* the second row of a table */
		while (i < line.len && strchr("|:- ", line.ptr[i]))
			i++;
		return i == line.len ? 0 : STR_NONE;
	default:
		while (i < 10 && is_digit(at(line, i)))
			i++;
		if (i == 0 || (at(line, i) != '.' && at(line, i) != ')'))
			return STR_NONE;
		return i + 1 == line.len || is_space(line.ptr[i + 1]) ? i : STR_NONE;
	}
}

void escape_line_start(struct buf *out, struct str line)
{
	size_t mark = line.len ? block_mark(line) : STR_NONE;

	if (mark != STR_NONE) {
		buf_add(out, str_slice(line, 0, mark));
		buf_add_char(out, '\\');
		line = str_from(line, mark);
	}
	buf_add(out, line);
}
