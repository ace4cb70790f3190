#include "import/foreign.h"

#include <string.h>

#include "base/table.h"
#include "content/cmarktree.h"
#include "content/cuts.h"

#define TARGET_MAX ((size_t)2048) /* bytes of a URL */

/* A text that is searched from its start to its end, once. */
struct scanner {
	struct str text;
	struct arena *arena;
	struct foreigns *out;
	bool at_head; /* only blanks and ">" precede on the line */
};

static void add(struct scanner *in, struct foreign item)
{
	struct foreigns *list = in->out;

	if (list->count == list->cap) {
		size_t cap = list->cap ? 2 * list->cap : 16;
		struct foreign *items = ARENA_ARRAY(in->arena, struct foreign, cap);

		if (list->count)
			memcpy(items, list->items, list->count * sizeof(item));
		list->items = items;
		list->cap = cap;
	}
	item.partner = FOREIGN_NONE;
	list->items[list->count++] = item;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool starts(struct str text, size_t at, struct str with)
{
	return str_has_prefix(str_slice(text, at, at + with.len), with);
}

/* Tags. */

/*
 * Where a tag's closing mark begins that is not inside quotes; a quote that never closes
 * quotes nothing.
 */
static size_t find_mark(struct str text, size_t at, struct str mark, const char *quotes)
{
	struct str rest = str_slice(text, at, at + FOREIGN_TAG_MAX);
	size_t first = str_find(rest, mark);
	char quote = 0;

	if (first == STR_NONE)
		return STR_NONE;
	for (size_t i = 0; i < rest.len; i++) {
		char c = rest.ptr[i];

		if (quote == 0 && starts(rest, i, mark))
			return at + i;
		if (quote == '"' && c == '\\')
			i++;
		else if (c == quote)
			quote = 0;
		else if (!quote && c && strchr(quotes, c))
			quote = c;
	}
	return at + first;
}

/* The name at the start of what stands inside a tag, and what follows it. */
static void split_name(struct str inside, struct foreign *tag)
{
	size_t len = 0;

	inside = str_trim(inside);
	while (len < inside.len && cuts_is_name(inside.ptr[len]))
		len++;
	tag->name = str_slice(inside, 0, len);
	tag->inside = str_trim(str_from(inside, len));
}

static bool read_shortcode(struct scanner *in, size_t at, struct foreign *tag)
{
	bool angle = in->text.ptr[at + 2] == '<';
	size_t mark = find_mark(in->text, at + 3, angle ? STR(">}}") : STR("%}}"), "\"`");
	struct str inside;

	if (mark == STR_NONE)
		return false;
	inside = str_trim(str_slice(in->text, at + 3, mark));
	tag->kind = FOREIGN_SHORTCODE;
	tag->escaped = str_skip_prefix(&inside, STR("/*")) &&
	               str_skip_suffix(&inside, STR("*/"));
	tag->closing = !tag->escaped && str_skip_prefix(&inside, STR("/"));
	str_skip_suffix(&inside, STR("/"));
	split_name(inside, tag);
	tag->end = mark + 3;
	return tag->escaped || tag->name.len > 0;
}

static bool read_liquid(struct scanner *in, size_t at, struct foreign *tag)
{
	bool is_tag = in->text.ptr[at + 1] == '%';
	size_t mark = find_mark(in->text, at + 2, is_tag ? STR("%}") : STR("}}"), "\"'");
	struct str inside;

	if (mark == STR_NONE)
		return false;
	inside = str_slice(in->text, at + 2, mark);
	str_skip_prefix(&inside, STR("-"));
	str_skip_suffix(&inside, STR("-"));
	tag->kind = is_tag ? FOREIGN_TAG : FOREIGN_OUTPUT;
	tag->end = mark + 2;
	split_name(inside, tag);
	if (!is_tag)
		tag->inside = str_trim(inside);
	else if (tag->name.len > 3)
		tag->closing = str_skip_prefix(&tag->name, STR("end"));
	return tag->inside.len > 0 || tag->name.len > 0;
}

/* At "{:": they end on their line. */
static bool read_kramdown(struct scanner *in, size_t at, struct foreign *tag)
{
	struct str line = str_slice(in->text, at + 2, at + FOREIGN_TAG_MAX);
	size_t end;

	line = str_slice(line, 0, str_find_char(line, '\n'));
	end = str_find_char(line, '}');
	if (end == STR_NONE)
		return false;
	tag->kind = FOREIGN_ATTRIBUTES;
	tag->inside = str_slice(line, 0, end);
	tag->end = at + 2 + end + 1;
	return true;
}

/* "#id", ".class" or "name=value"? */
static bool is_attribute(struct str word)
{
	size_t len = 1;

	if (word.len < 2 ||
	    !(is_alpha(word.ptr[0]) || word.ptr[0] == '#' || word.ptr[0] == '.'))
		return false;
	while (len < word.len && cuts_is_name(word.ptr[len]))
		len++;
	return len == word.len || (is_alpha(word.ptr[0]) && word.ptr[len] == '=');
}

/* At "{": nothing but attributes, up to the end of the line. */
static bool read_braces(struct scanner *in, size_t at, struct foreign *tag)
{
	struct str line = str_slice(in->text, at + 1, at + FOREIGN_TAG_MAX), word, rest;

	line = str_trim_end(str_slice(line, 0, str_find_char(line, '\n')));
	if (!str_skip_suffix(&line, STR("}")))
		return false;
	rest = str_trim(line);
	if (rest.len == 0 || str_find_char(STR("#."), rest.ptr[0]) == STR_NONE)
		return false;
	while (rest.len) {
		str_cut(rest, ' ', &word, &rest);
		if (word.len && !is_attribute(word))
			return false;
	}
	tag->kind = FOREIGN_BRACES;
	tag->inside = str_trim(line);
	tag->end = at + 1 + line.len + 1;
	return true;
}

static bool read_tag(struct scanner *in, size_t at, struct foreign *tag)
{
	bool ok = false;

	*tag = (struct foreign){ .start = at };
	if (starts(in->text, at, STR("{{<")) || starts(in->text, at, STR("{{%")))
		ok = read_shortcode(in, at, tag);
	if (!ok && (starts(in->text, at, STR("{{")) || starts(in->text, at, STR("{%"))))
		ok = read_liquid(in, at, tag);
	if (!ok && starts(in->text, at, STR("{:")))
		ok = read_kramdown(in, at, tag);
	return ok || read_braces(in, at, tag);
}

/* The byte behind the one at i, or behind the tag that begins there. */
static size_t step_over(struct scanner *in, size_t i)
{
	struct foreign tag;

	if (in->text.ptr[i] == '{' && read_tag(in, i, &tag))
		return tag.end;
	return i + 1;
}

/* The same; the tag is one of those that are found. */
static size_t take_over(struct scanner *in, size_t i)
{
	struct foreign tag;

	if (in->text.ptr[i] != '{' || !read_tag(in, i, &tag))
		return i + 1;
	add(in, tag);
	return tag.end;
}

/* Targets. */

/* Behind the target of a link there is its title, or nothing. */
static bool is_ended(struct str text, size_t at, bool inline_link)
{
	struct str rest = str_slice(text, at, at + FOREIGN_TAG_MAX);

	str_skip_prefix(&rest, STR(">"));
	if (rest.len == 0)
		return !inline_link;
	if (rest.ptr[0] == ')')
		return true;
	rest = inline_link ? str_trim_start(rest)
	                   : str_trim(str_slice(rest, 0, str_find_char(rest, '\n')));
	return rest.len == 0 || str_find_char(inline_link ? STR(")\"'(") : STR("\"'("),
	                                      rest.ptr[0]) != STR_NONE;
}

static void add_target(struct scanner *in, size_t start, size_t end, bool in_html)
{
	bool bracketed = start > 0 && in->text.ptr[start - 1] == '<';

	if (start < end)
		add(in, (struct foreign){ .kind = FOREIGN_TARGET,
		                          .start = start,
		                          .end = end,
		                          .in_html = in_html,
		                          .bracketed = bracketed && !in_html });
}

/* A destination as in [x](here "title") or [x]: here; where it ends. */
static size_t read_destination(struct scanner *in, size_t at, bool inline_link)
{
	struct str text = in->text;
	bool bracketed;
	size_t depth = 0, start, limit;

	while (at < text.len && is_blank(text.ptr[at]))
		at++;
	bracketed = at < text.len && text.ptr[at] == '<';
	start = at += bracketed;
	limit = at + TARGET_MAX;
	for (; at < text.len && at < limit; at = step_over(in, at)) {
		char c = text.ptr[at];

		if (c == '\n' || (bracketed ? c == '>' : is_space(c)))
			break;
		if (!bracketed && c == ')' && depth-- == 0)
			break;
		depth += c == '(';
	}
	at = at < text.len ? at : text.len;
	if (!is_ended(text, at, inline_link))
		return start; /* no link: what looked like one may hold tags */
	add_target(in, start, at, false);
	return at;
}

/* At "[" at the head of a line: a reference's definition, or nothing. */
static size_t read_definition(struct scanner *in, size_t at)
{
	struct str line = str_slice(in->text, at, at + 1000);
	size_t close = str_find(line, STR("]:"));

	line = str_slice(line, 0, str_find_char(line, '\n'));
	if (close == STR_NONE || close < 2 || close >= line.len || line.ptr[1] == '^' ||
	    str_find_char(str_slice(line, 1, close), '[') != STR_NONE)
		return at + 1;
	return read_destination(in, at + close + 2, false);
}

/* At "*" at the head of a line: an abbreviation's meaning, or nothing. */
static size_t read_short_form(struct scanner *in, size_t at)
{
	struct str line = str_slice(in->text, at, at + FOREIGN_TAG_MAX);
	size_t close;

	line = str_slice(line, 0, str_find_char(line, '\n'));
	close = str_find(line, STR("]:"));
	if (!starts(line, 0, STR("*[")) || close == STR_NONE || close < 3)
		return at + 1;
	add(in, (struct foreign){
			.kind = FOREIGN_SHORT_FORM, .start = at, .end = at + line.len });
	return at + line.len;
}

/* At ":" at the head of a line that follows a text: a term's meaning. */
static size_t read_definition_mark(struct scanner *in, size_t at)
{
	struct str before = str_trim_end(str_slice(in->text, 0, at));
	struct str between = str_slice(in->text, before.len, at), line;
	size_t first = str_find_char(between, '\n');

	/* At most one empty line, and no quote's mark, is between. */
	if (before.len == 0 || first == STR_NONE || at - before.len > 6)
		return at + 1;
	line = str_from(before, str_find_last_char(before, '\n') + 1);
	if (str_find_char(STR("#|<>`~="), line.ptr[0]) != STR_NONE ||
	    (line.len > 1 && str_find_char(STR("-*+"), line.ptr[0]) != STR_NONE &&
	     is_blank(line.ptr[1])))
		return at + 1;
	add(in,
	    (struct foreign){ .kind = FOREIGN_DEFINITION, .start = at, .end = at + 1 });
	return at + 1;
}

static bool is_target_name(struct str name)
{
	return str_eq_nocase(name, STR("src")) || str_eq_nocase(name, STR("href")) ||
	       str_eq_nocase(name, STR("poster"));
}

/* The value of an attribute: a target if it is one's. */
static size_t read_value(struct scanner *in, size_t at, struct str name)
{
	struct str text = in->text;
	bool is_target = is_target_name(name);
	char quote = 0;
	size_t start, limit;

	while (at < text.len && is_space(text.ptr[at]))
		at++;
	if (at < text.len && (text.ptr[at] == '"' || text.ptr[at] == '\''))
		quote = text.ptr[at++];
	start = at;
	limit = at + FOREIGN_TAG_MAX;
	while (at < text.len && at < limit) {
		char c = text.ptr[at];

		if (quote ? c == quote : is_space(c) || c == '>')
			break;
		at = is_target ? step_over(in, at) : take_over(in, at);
	}
	at = at < text.len ? at : text.len;
	if (is_target)
		add_target(in, start, at, true);
	return at + (quote && at < text.len && text.ptr[at] == quote);
}

/* The attributes of an element up to its ">"; FOREIGN_NONE if it is none after all. */
static size_t read_attributes(struct scanner *in, size_t at)
{
	struct str text = in->text;

	while (at < text.len && text.ptr[at] != '>') {
		size_t start = at;
		struct str name;

		while (at < text.len && (is_alnum(text.ptr[at]) || text.ptr[at] == '-' ||
		                         text.ptr[at] == ':' || text.ptr[at] == '_'))
			at++;
		name = str_slice(text, start, at);
		while (at < text.len && is_space(text.ptr[at]))
			at++;
		if (name.len && at < text.len && text.ptr[at] == '=')
			at = read_value(in, at + 1, name);
		else if (at == start && (text.ptr[at] == '/' || text.ptr[at] == '{'))
			at = take_over(in, at);
		else if (at == start)
			return FOREIGN_NONE;
	}
	return at < text.len ? at + 1 : FOREIGN_NONE;
}

/* At "<" and a letter: the tag of an element; where to go on. */
static size_t read_element(struct scanner *in, size_t at)
{
	size_t from = at, known = in->out->count;
	struct str text = in->text;

	for (at++; at < text.len && is_alnum(text.ptr[at]); at++)
		;
	at = read_attributes(in, at);
	if (at != FOREIGN_NONE)
		return at;
	in->out->count = known; /* <mailto:x>, a < b */
	return from + 1;
}

/* What begins at the byte, if anything; where to go on. */
static size_t scan_at(struct scanner *in, size_t i)
{
	struct str text = in->text;
	char next = i + 1 < text.len ? text.ptr[i + 1] : 0;

	switch (text.ptr[i]) {
	case '\\':
		return i + 1 + (is_punct(next) && next != '{');
	case '{':
		return take_over(in, i);
	case ']':
		if (next == '(')
			return read_destination(in, i + 2, true);
		break;
	case '[':
		if (in->at_head)
			return read_definition(in, i);
		break;
	case '*':
		if (in->at_head && next == '[')
			return read_short_form(in, i);
		break;
	case ':':
		if (in->at_head && is_blank(next))
			return read_definition_mark(in, i);
		break;
	case '<':
		if (is_alpha(next))
			return read_element(in, i);
		break;
	default:
		break;
	}
	return i + 1;
}

/* Let cmark tell what stands in code. */
static void probe(struct str text, struct arena *arena, struct foreigns *list)
{
	struct cuts cuts = { .count = list->count };
	struct arena *before;

	if (list->count == 0)
		return;
	before = tree_enter(arena);
	cuts.items = ARENA_ARRAY(arena, struct cut, list->count);
	for (size_t i = 0; i < list->count; i++) {
		cuts.items[i].kind = CUT_TAG;
		cuts.items[i].start = list->items[i].start;
		cuts.items[i].end = list->items[i].end;
	}
	cuts_probe(text, &cuts, arena);
	tree_leave(before);
	for (size_t i = 0; i < list->count; i++)
		list->items[i].in_code = cuts.items[i].in_code;
}

static bool pairs(const struct foreign *item)
{
	return (item->kind == FOREIGN_SHORTCODE && !item->escaped) ||
	       item->kind == FOREIGN_TAG;
}

/* Each closing tag belongs to the last one of its name that is open. */
static void find_partners(struct arena *arena, struct foreigns *list)
{
	struct table names = { 0 };
	size_t *open = ARENA_ARRAY(arena, size_t, list->count);   /* of a name */
	size_t *before = ARENA_ARRAY(arena, size_t, list->count); /* open before it */

	for (size_t i = 0; i < list->count; i++) {
		struct foreign *item = &list->items[i];
		uint32_t name;
		bool added;

		if (!pairs(item))
			continue;
		name = table_add(&names, item->name, &added);
		if (added)
			open[name] = FOREIGN_NONE;
		if (!item->closing) {
			before[i] = open[name];
			open[name] = i;
		} else if (open[name] != FOREIGN_NONE) {
			item->partner = open[name];
			list->items[open[name]].partner = i;
			open[name] = before[open[name]];
		}
	}
	table_clear(&names);
}

void foreign_scan(struct str text, struct arena *arena, struct foreigns *out)
{
	struct scanner in = { .text = text, .arena = arena, .out = out, .at_head = true };

	*out = (struct foreigns){ 0 };
	for (size_t i = 0, next; i < text.len; i = next) {
		next = scan_at(&in, i);
		if (text.ptr[next - 1] == '\n')
			in.at_head = true;
		else if (!is_blank(text.ptr[i]) && text.ptr[i] != '>')
			in.at_head = false;
	}
	probe(text, arena, out);
	find_partners(arena, out);
}
