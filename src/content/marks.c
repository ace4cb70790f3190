#include "content/marks.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "content/footnotes.h"
#include "content/values.h"

/* A "~~" that may open, in a parent that has not ended. */
struct opener {
	cmark_node *parent;
	struct mark *mark;
};

struct scan {
	struct body *body;
	struct opener *openers;
	size_t count, cap;
};

struct str marks_protect(struct str text, struct arena *arena, bool *has_escapes)
{
	char *copy;

	*has_escapes = str_contains(text, STR("\\~")) || str_contains(text, STR("\\[^"));
	if (!*has_escapes)
		return text;
	copy = arena_cstr(arena, text);
	for (size_t i = 0; i + 1 < text.len; i++) {
		if (copy[i] != '\\')
			continue;
		if (copy[i + 1] == '~' ||
		    str_has_prefix(str_from(text, i + 1), STR("[^")))
			copy[i] = ESCAPED;
		else
			i++; /* an escaped backslash escapes nothing */
	}
	return (struct str){ copy, text.len };
}

static struct str replace_escapes(const struct body *body, struct str s, bool backslash)
{
	char *copy;
	size_t len = 0;

	if (!body->has_escapes || str_find_char(s, ESCAPED) == STR_NONE)
		return s;
	copy = arena_cstr(body->arena, s);
	for (size_t i = 0; i < s.len; i++) {
		if (copy[i] != ESCAPED)
			copy[len++] = copy[i];
		else if (backslash)
			copy[len++] = '\\';
	}
	return (struct str){ copy, len };
}

struct str marks_restore(const struct body *body, struct str s)
{
	return replace_escapes(body, s, true);
}

struct str marks_unescape(const struct body *body, struct str s)
{
	return replace_escapes(body, s, false);
}

struct mark *mark_add(struct body *body, cmark_node *text, enum mark_kind kind,
                      size_t start, size_t end)
{
	struct marks *marks = cmark_node_get_user_data(text);
	struct mark *mark = ARENA_NEW(body->arena, struct mark);

	*mark = (struct mark){ .kind = kind, .start = start, .end = end };
	if (!marks) {
		marks = ARENA_NEW(body->arena, struct marks);
		cmark_node_set_user_data(text, marks);
		marks->first = mark;
	} else {
		marks->last->next = mark;
	}
	marks->last = mark;
	return mark;
}

/* Classes of the code points beside a run of "~~", as CommonMark has them. */
enum flank { FLANK_SPACE, FLANK_PUNCTUATION, FLANK_OTHER };

static enum flank flank_of(uint32_t code)
{
	if (code < 0x80)
		return is_space((char)code)   ? FLANK_SPACE
		       : is_punct((char)code) ? FLANK_PUNCTUATION
		                              : FLANK_OTHER;
	if (code_is_space(code))
		return FLANK_SPACE;
	return code_is_letter(code) || code_is_digit(code) ? FLANK_OTHER
	                                                   : FLANK_PUNCTUATION;
}

/* What stands beside a text node: nearly every other node begins and ends in a mark. */
static enum flank flank_of_node(cmark_node *node, cmark_node *parent)
{
	if (!node)
		return cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH ||
		                       cmark_node_get_type(parent) == CMARK_NODE_HEADING
		               ? FLANK_SPACE
		               : FLANK_PUNCTUATION;
	return cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK ||
	                       cmark_node_get_type(node) == CMARK_NODE_LINEBREAK
	               ? FLANK_SPACE
	               : FLANK_PUNCTUATION;
}

static enum flank flank_before(cmark_node *text, struct str literal, size_t at)
{
	if (at > 0)
		return flank_of(utf8_previous(literal, &at));
	return flank_of_node(cmark_node_previous(text), cmark_node_parent(text));
}

static enum flank flank_after(cmark_node *text, struct str literal, size_t at)
{
	if (at < literal.len)
		return flank_of(utf8_next(literal, &at));
	return flank_of_node(cmark_node_next(text), cmark_node_parent(text));
}

static void push_opener(struct scan *scan, cmark_node *parent, struct mark *mark)
{
	if (scan->count == scan->cap) {
		size_t cap = scan->cap ? scan->cap * 2 : 16;
		struct opener *openers =
			ARENA_ARRAY(scan->body->arena, struct opener, cap);

		if (scan->count)
			memcpy(openers, scan->openers, scan->count * sizeof(*openers));
		scan->openers = openers;
		scan->cap = cap;
	}
	scan->openers[scan->count++] = (struct opener){ parent, mark };
}

/* A run of two tildes at [at, at + 2). */
static void see_tildes(struct scan *scan, cmark_node *text, struct str literal, size_t at)
{
	cmark_node *parent = cmark_node_parent(text);
	enum flank before = flank_before(text, literal, at);
	enum flank after = flank_after(text, literal, at + 2);
	bool can_open = after != FLANK_SPACE &&
	                (after != FLANK_PUNCTUATION || before != FLANK_OTHER);
	bool can_close = before != FLANK_SPACE &&
	                 (before != FLANK_PUNCTUATION || after != FLANK_OTHER);
	struct opener *top = scan->count ? &scan->openers[scan->count - 1] : NULL;
	struct mark *mark;

	if (can_close && top && top->parent == parent) {
		top->mark->kind = MARK_DELETE;
		top->mark->end = top->mark->start + 2;
		mark_add(scan->body, text, MARK_DELETED, at, at + 2);
		scan->count--;
	} else if (can_open) {
		/* Of no width until it is closed. */
		mark = mark_add(scan->body, text, MARK_NOTHING, at, at);
		push_opener(scan, parent, mark);
	}
}

/* The end of "[^label]" at a "[", or 0. */
static size_t reference_end(struct str literal, size_t at)
{
	size_t end = at + 2;

	if (!str_has_prefix(str_from(literal, at), STR("[^")))
		return 0;
	while (end < literal.len && !is_space(literal.ptr[end]) &&
	       literal.ptr[end] != '[' && literal.ptr[end] != ']')
		end++;
	return end > at + 2 && end < literal.len && literal.ptr[end] == ']' ? end + 1 : 0;
}

static void see_reference(struct scan *scan, cmark_node *text, struct str literal,
                          size_t at, size_t end)
{
	struct body *body = scan->body;
	struct str label = str_slice(literal, at + 2, end - 1);
	struct footnote *note = footnotes_find(body, label);

	if (note) {
		mark_add(body, text, MARK_FOOTNOTE, at, end)->note = note;
		note->used = true;
	} else {
		footnotes_warn_missing(body, text, str_slice(literal, at, end));
	}
}

static void see_text(struct scan *scan, cmark_node *text)
{
	struct str literal = tree_literal(text);

	for (size_t i = 0; i < literal.len; i++) {
		char c = literal.ptr[i];
		size_t end = i;

		if (c == ESCAPED) {
			i++;
		} else if (c == '~') {
			while (end < literal.len && literal.ptr[end] == '~')
				end++;
			if (end - i == 2)
				see_tildes(scan, text, literal, i);
			i = end - 1;
		} else if (c == '[' && (end = reference_end(literal, i)) > 0) {
			see_reference(scan, text, literal, i, end);
			i = end - 1;
		}
	}
}

/* "[ ] " or "[x] " at the start of a list's item. */
static void see_item(struct body *body, cmark_node *item)
{
	cmark_node *paragraph = cmark_node_first_child(item);
	cmark_node *text;
	struct str literal;
	bool todo, done;

	if (!paragraph || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH ||
	    cmark_node_get_user_data(paragraph))
		return;
	text = cmark_node_first_child(paragraph);
	if (!text || cmark_node_get_type(text) != CMARK_NODE_TEXT)
		return;
	literal = tree_literal(text);
	todo = str_has_prefix(literal, STR("[ ] "));
	done = str_has_prefix_nocase(literal, STR("[x] "));
	if (todo || done)
		mark_add(body, text, todo ? MARK_TODO : MARK_DONE, 0, 3);
}

/* "{#id}" at the end of a heading. */
static void see_heading(struct body *body, cmark_node *heading)
{
	cmark_node *text = cmark_node_last_child(heading);
	struct str literal, id;
	struct block *block;
	size_t at;

	if (!text || cmark_node_get_type(text) != CMARK_NODE_TEXT ||
	    cmark_node_get_user_data(heading))
		return;
	literal = tree_literal(text);
	at = str_find_last_char(literal, '{');
	if (at == STR_NONE || !str_has_prefix(str_from(literal, at), STR("{#")) ||
	    !str_has_suffix(literal, STR("}")))
		return;
	id = str_slice(literal, at + 2, literal.len - 1);
	/* Ids with colons are footnotes'. */
	if (!value_is_id(id) || str_find_char(id, ':') != STR_NONE)
		return;
	block = ARENA_NEW(body->arena, struct block);
	block->id = id;
	cmark_node_set_user_data(heading, block);
	headings_reserve(&body->headings, id);
	mark_add(body, text, MARK_NOTHING, str_trim_end(str_slice(literal, 0, at)).len,
	         literal.len);
}

void marks_find(struct body *body, cmark_node *root)
{
	struct scan scan = { .body = body };
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);

		if (event == CMARK_EVENT_ENTER && type == CMARK_NODE_TEXT) {
			see_text(&scan, node);
		} else if (event == CMARK_EVENT_ENTER && type == CMARK_NODE_ITEM) {
			see_item(body, node);
		} else if (event == CMARK_EVENT_ENTER &&
		           (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) &&
		           cmark_node_get_user_data(node)) {
			cmark_iter_reset(iter, node, CMARK_EVENT_EXIT); /* a grid */
		} else if (event == CMARK_EVENT_EXIT) {
			while (scan.count && scan.openers[scan.count - 1].parent == node)
				scan.count--;
			if (type == CMARK_NODE_HEADING)
				see_heading(body, node);
		}
	}
}
