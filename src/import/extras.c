/*
 * What kramdown and goldmark have in their Markdown and we have not: attributes, comments
 * in braces, definition lists, abbreviations.
 */
#include "import/rebody.h"

bool rebody_is_extra(const struct foreign *item)
{
	return item->kind == FOREIGN_ATTRIBUTES || item->kind == FOREIGN_BRACES ||
	       item->kind == FOREIGN_DEFINITION || item->kind == FOREIGN_SHORT_FORM;
}

/* Lines. */

/* The line that ends before the byte at, but for its end; empty if there is none. */
static struct str line_before(const struct rebody *body, size_t at)
{
	struct str before = str_slice(body->text, 0, at);

	if (!str_skip_suffix(&before, STR("\n")))
		return (struct str){ 0 };
	return str_from(before, str_find_last_char(before, '\n') + 1);
}

static size_t line_start(const struct rebody *body, size_t at)
{
	return str_find_last_char(str_slice(body->text, 0, at), '\n') + 1;
}

/* Where a line of the body ends without the blanks at its end. */
static size_t line_end(const struct rebody *body, struct str line)
{
	return (size_t)(line.ptr - body->text.ptr) + str_trim_end(line).len;
}

/* "---" or "===", below a heading. */
static bool is_underline(struct str line)
{
	line = str_trim(line);
	if (line.len == 0 || (line.ptr[0] != '-' && line.ptr[0] != '='))
		return false;
	for (size_t i = 0; i < line.len; i++)
		if (line.ptr[i] != line.ptr[0])
			return false;
	return true;
}

/* Has nothing of the body from there on been replaced? */
static bool is_untouched(const struct rebody *body, size_t start)
{
	return body->edit_count == 0 || body->edits[body->edit_count - 1].end <= start;
}

/* Attributes. */

/* The id among them as we write it; empty if there is none. */
static struct str id_of(struct rebody *body, struct str inside)
{
	struct str word, id;
	size_t hash;

	while (inside.len) {
		str_cut(inside, ' ', &word, &inside);
		hash = str_find_char(word, '#');
		id = hash == STR_NONE ? word : str_from(word, hash + 1);
		if (hash == STR_NONE && !str_skip_prefix(&id, STR("id=")))
			continue;
		str_skip_prefix(&id, STR("\""));
		str_skip_suffix(&id, STR("\""));
		if (id.len)
			return arena_printf(body->arena, "{#%.*s}", STR_ARG(id));
	}
	return (struct str){ 0 };
}

/* Is what stands before it on its line a heading? */
static bool is_in_heading(const struct rebody *body, const struct foreign *item)
{
	struct str line = str_from(body->text, line_start(body, item->start)), rest;

	if (str_has_prefix(line, STR("#")) || item->kind != FOREIGN_BRACES)
		return line.ptr[0] == '#';
	rest = str_from(body->text, item->end);
	str_next_line(&rest, &line);
	return str_next_line(&rest, &line) && is_underline(line);
}

/* The heading that ends on the line before gets the id. */
static void name_heading(struct rebody *body, const struct foreign *item, struct str id)
{
	struct str line = line_before(body, line_start(body, item->start));
	size_t end;

	if (is_underline(line))
		line = line_before(body, (size_t)(line.ptr - body->text.ptr));
	else if (!str_has_prefix(line, STR("#")))
		return;
	if (str_trim(line).len == 0 || str_has_suffix(str_trim_end(line), STR("}")))
		return;
	end = line_end(body, line);
	if (id.len && is_untouched(body, end))
		rebody_edit(body, end, end,
		            arena_printf(body->arena, " %.*s", STR_ARG(id)));
}

/* The list item that {:toc} makes a table of contents of begins there, or nothing. */
static size_t contents_start(const struct rebody *body, const struct foreign *item)
{
	struct str line = line_before(body, item->start);

	if (str_contains(item->inside, STR("toc")) &&
	    (str_has_prefix(line, STR("* ")) || str_has_prefix(line, STR("- ")) ||
	     str_has_prefix(line, STR("1. "))) &&
	    is_untouched(body, (size_t)(line.ptr - body->text.ptr)))
		return (size_t)(line.ptr - body->text.ptr);
	return item->start;
}

/* All go but the id of a heading: we have those too. */
static void drop_attributes(struct rebody *body, const struct foreign *item)
{
	size_t head = line_start(body, item->start);
	struct str before = str_slice(body->text, head, item->start);
	struct str id = id_of(body, item->inside);
	bool is_ours = is_in_heading(body, item);

	if (item->kind == FOREIGN_BRACES) {
		if (!is_ours && str_trim(before).len)
			return; /* a text in braces */
		if (is_ours && str_eq(id, str_slice(body->text, item->start, item->end)))
			return;
	}
	rebody_say(body, item, "attributes",
	           item->kind == FOREIGN_BRACES ? "attributes are left out"
	                                        : "kramdown's attributes are left out");
	if (is_ours) {
		rebody_edit(body, item->start, item->end, id);
		return;
	}
	if (item->kind == FOREIGN_ATTRIBUTES && str_trim(before).len == 0)
		name_heading(body, item, id);
	rebody_edit(body, contents_start(body, item), item->end, (struct str){ 0 });
}

/* The item that ends a comment which begins at item i, or FOREIGN_NONE. */
static size_t find_comment_end(struct rebody *body, size_t i)
{
	size_t end = body->comment_end;

	if (end > i) /* all comments up to there end there; looked for only once */
		return end;
	for (end = i + 1; end < body->found.count; end++) {
		const struct foreign *item = &body->found.items[end];

		if (item->kind == FOREIGN_ATTRIBUTES &&
		    (str_eq(item->inside, STR("/")) ||
		     str_eq(item->inside, STR("/comment"))))
			break;
	}
	body->comment_end = end < body->found.count ? end : FOREIGN_NONE;
	return body->comment_end;
}

static size_t convert_attributes(struct rebody *body, size_t i)
{
	const struct foreign *item = &body->found.items[i];
	size_t end;

	if (str_eq(item->inside, STR(":comment"))) {
		end = find_comment_end(body, i);
		if (end != FOREIGN_NONE) {
			rebody_say(body, item, "comment", "a comment is left out");
			rebody_edit(body, item->start, body->found.items[end].end,
			            (struct str){ 0 });
			return end + 1;
		}
	}
	drop_attributes(body, item);
	return i + 1;
}

/* Definitions. */

/* What a term means is an item of a list, and the term in bold letters. */
static void convert_definition(struct rebody *body, const struct foreign *item)
{
	size_t at = line_start(body, item->start), start;
	struct str line = line_before(body, at), term;

	if (str_trim(line).len == 0 && line.ptr)
		line = line_before(body, (size_t)(line.ptr - body->text.ptr));
	term = str_trim(line);
	start = (size_t)(term.ptr - body->text.ptr);
	if (!str_has_prefix(term, STR(":")) && term.ptr == line.ptr) {
		rebody_say(body, item, "definition",
		           "a definition list becomes terms and lists");
		if (is_untouched(body, start) && str_find_char(term, '*') == STR_NONE &&
		    str_trim(line_before(body, start)).len == 0)
			rebody_edit(body, start, start + term.len,
			            arena_printf(body->arena, "**%.*s**", STR_ARG(term)));
	}
	rebody_edit(body, item->start, item->end, STR("-"));
}

size_t rebody_extra(struct rebody *body, size_t i)
{
	const struct foreign *item = &body->found.items[i];
	bool hugo = body->site->generator == GENERATOR_HUGO;

	if (item->kind == FOREIGN_ATTRIBUTES && !hugo)
		return convert_attributes(body, i);
	if (item->kind == FOREIGN_BRACES && hugo)
		drop_attributes(body, item);
	if (item->kind == FOREIGN_DEFINITION)
		convert_definition(body, item);
	if (item->kind == FOREIGN_SHORT_FORM && !hugo) {
		rebody_say(body, item, "abbreviation", "an abbreviation is left out");
		rebody_edit(body, item->start, item->end, (struct str){ 0 });
	}
	return i + 1;
}
