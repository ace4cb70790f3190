#include "content/cuts.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/table.h"
#include "content/cmarktree.h"

/* Around a cut's number while its place is probed; clean text has no such bytes. */
#define PROBE_OPEN  '\x02'
#define PROBE_CLOSE '\x03'

/* A list marker as wide as a footnote's text is indented. */
#define FOOTNOTE_MARKER "1)  "

/* What is known of text that is searched from its start to its end, once. */
struct finder {
	struct str text;
	struct arena *arena;
	struct cuts *cuts;
	bool no_angle, no_percent;    /* no ">}}" or "%}}" is left */
	size_t tags_to, variables_to; /* no "%}" or "}}" on this line up to here */
};

static void add_cut(struct finder *finder, struct cut cut)
{
	struct cuts *cuts = finder->cuts;

	if (cuts->count == cuts->cap) {
		size_t cap = cuts->cap ? cuts->cap * 2 : 16;
		struct cut *items = ARENA_ARRAY(finder->arena, struct cut, cap);

		if (cuts->count)
			memcpy(items, cuts->items, cuts->count * sizeof(cut));
		cuts->items = items;
		cuts->cap = cap;
	}
	cuts->items[cuts->count++] = cut;
}

bool cuts_is_name(char c)
{
	return is_alnum(c) || (c & 0x80) ||
	       (c && str_find_char(STR("-_./"), c) != STR_NONE);
}

/* The first word of what stands inside a tag. */
static struct str first_word(struct str inside)
{
	size_t len = 0;

	while (inside.len && (inside.ptr[0] == ' ' || inside.ptr[0] == '\t'))
		inside = str_from(inside, 1);
	while (len < inside.len && cuts_is_name(inside.ptr[len]))
		len++;
	return str_slice(inside, 0, len);
}

/*
 * Where a shortcode's closing mark ends that is not inside quotes. A quote that never
 * closes quotes nothing: then it is the first mark.
 */
static size_t shortcode_end(struct str text, size_t at, struct str mark)
{
	size_t first = str_find(str_from(text, at), mark);
	char quote = 0;

	if (first == STR_NONE)
		return STR_NONE;
	for (size_t i = at; i < text.len; i++) {
		char c = text.ptr[i];

		if (quote == 0 && str_has_prefix(str_from(text, i), mark))
			return i + mark.len;
		if (quote == '"' && c == '\n')
			break;
		if (quote == '"' && c == '\\')
			i++;
		else if (c == quote)
			quote = 0;
		else if (!quote && (c == '"' || c == '`'))
			quote = c;
	}
	return at + first + mark.len;
}

/* At "{{<" or "{{%": what follows names the shortcode, or it is none. */
static bool read_shortcode(struct finder *finder, size_t at, struct cut *cut)
{
	bool angle = finder->text.ptr[at + 2] == '<';
	bool *none = angle ? &finder->no_angle : &finder->no_percent;
	struct str name = first_word(str_from(finder->text, at + 3));

	cut->kind = CUT_SHORTCODE;
	cut->start = at;
	cut->closing = str_skip_prefix(&name, STR("/"));
	str_skip_suffix(&name, STR("/"));
	cut->name = name;
	if (name.len == 0 || *none)
		return false;
	cut->end = shortcode_end(finder->text, at + 3, angle ? STR(">}}") : STR("%}}"));
	*none = cut->end == STR_NONE;
	return !*none;
}

/* At "{%" or "{{": Liquid's tags end on the line on which they begin. */
static bool read_liquid(struct finder *finder, size_t at, struct cut *cut)
{
	bool is_tag = finder->text.ptr[at + 1] == '%';
	size_t *none_to = is_tag ? &finder->tags_to : &finder->variables_to;
	struct str rest = str_from(finder->text, at + 2);
	size_t end;

	str_skip_prefix(&rest, STR("-"));
	cut->kind = is_tag ? CUT_TAG : CUT_VARIABLE;
	cut->start = at;
	cut->name = first_word(rest);
	cut->closing = is_tag && str_skip_prefix(&cut->name, STR("end"));
	if (at < *none_to || cut->name.len == 0 || !is_alpha(cut->name.ptr[0]))
		return false;
	rest = str_slice(rest, 0, str_find_char(rest, '\n'));
	end = str_find(rest, is_tag ? STR("%}") : STR("}}"));
	if (end == STR_NONE)
		*none_to = (size_t)(rest.ptr - finder->text.ptr) + rest.len;
	else
		cut->end = (size_t)(rest.ptr - finder->text.ptr) + end + 2;
	return end != STR_NONE;
}

static bool read_tag(struct finder *finder, size_t at, struct cut *cut)
{
	struct str rest = str_from(finder->text, at);

	if (str_has_prefix(rest, STR("{{<")) || str_has_prefix(rest, STR("{{%")))
		return read_shortcode(finder, at, cut);
	if (str_has_prefix(rest, STR("{{")) || str_has_prefix(rest, STR("{%")))
		return read_liquid(finder, at, cut);
	return false;
}

/* At "[^", before which the line holds nothing but a quote's marks and some spaces. */
static bool read_footnote(struct finder *finder, size_t at, struct cut *cut)
{
	struct str text = finder->text;
	size_t end = at + 2;

	while (end < text.len && !is_space(text.ptr[end]) && text.ptr[end] != ']' &&
	       text.ptr[end] != '[')
		end++;
	if (end == at + 2 || !str_has_prefix(str_from(text, end), STR("]:")))
		return false;
	cut->kind = CUT_FOOTNOTE;
	cut->name = str_slice(text, at + 2, end);
	cut->start = at;
	end += 2;
	while (end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '\t'))
		end++;
	cut->end = end;
	/* An empty item would not interrupt a paragraph as a footnote does. */
	return end < text.len && text.ptr[end] != '\n' && text.ptr[end] != '\r';
}

/* Spaces before which a block begins rather than indented code; one belongs to ">". */
static bool is_indented(size_t spaces, bool quoted)
{
	return spaces > 3 + (size_t)quoted;
}

/* At a backslash: the last byte that it makes text of. All braces of a row go together.
 */
static size_t escaped_end(struct str text, size_t at)
{
	size_t end = at + 1;

	if (end < text.len && text.ptr[end] == '\\')
		return end;
	while (end < text.len && text.ptr[end] == '{')
		end++;
	return end - 1;
}

void cuts_find(struct str text, struct arena *arena, struct cuts *cuts)
{
	struct finder finder = { .text = text, .arena = arena, .cuts = cuts };
	size_t line = 1, spaces = 0;
	bool quoted = false, at_head = true;

	for (size_t i = 0; i < text.len; i++) {
		struct cut cut = { .line = line };
		char c = text.ptr[i];

		if ((c == '{' && read_tag(&finder, i, &cut)) ||
		    (c == '[' && at_head && !is_indented(spaces, quoted) &&
		     str_has_prefix(str_from(text, i), STR("[^")) &&
		     read_footnote(&finder, i, &cut))) {
			add_cut(&finder, cut);
			for (; i + 1 < cut.end; i++)
				line += text.ptr[i] == '\n';
			at_head = false;
		} else if (c == '\\') {
			i = escaped_end(text, i);
			at_head = false;
		} else if (c == '\n') {
			line++;
			spaces = 0;
			quoted = false;
			at_head = true;
		} else if (c == '>') {
			spaces = 0;
			quoted = true;
		} else if (c == ' ') {
			spaces++;
		} else {
			at_head = false;
		}
	}
}

/* The text with a number in place of each tag and in each footnote. */
static struct str mark_text(struct str text, const struct cuts *cuts, struct arena *arena)
{
	struct buf out = { 0 };
	struct str marked;
	size_t at = 0;

	for (size_t i = 0; i < cuts->count; i++) {
		const struct cut *cut = &cuts->items[i];

		buf_add(&out, str_slice(text, at, cut->start));
		if (cut->kind == CUT_FOOTNOTE)
			buf_puts(&out, FOOTNOTE_MARKER);
		buf_add_char(&out, PROBE_OPEN);
		buf_add_int(&out, (int64_t)i);
		buf_add_char(&out, PROBE_CLOSE);
		at = cut->end;
	}
	buf_add(&out, str_from(text, at));
	marked = buf_keep(&out, arena);
	buf_clear(&out);
	return marked;
}

/* The next number in s, from *at on. */
static bool next_mark(struct str s, size_t *at, size_t *number, const struct cuts *cuts)
{
	size_t open = str_find_char(str_from(s, *at), PROBE_OPEN);
	size_t n = 0;

	if (open == STR_NONE)
		return false;
	for (*at += open + 1; *at < s.len && is_digit(s.ptr[*at]); ++*at)
		n = n * 10 + (size_t)(s.ptr[*at] - '0');
	*number = n < cuts->count ? n : 0;
	return cuts->count > 0;
}

static void see_code(struct str code, struct cuts *cuts, bool footnotes_only)
{
	size_t at = 0, number;

	while (next_mark(code, &at, &number, cuts))
		if (!footnotes_only || cuts->items[number].kind == CUT_FOOTNOTE)
			cuts->items[number].in_code = true;
}

/* A footnote's head is one only where it became the first text of a list's item. */
static void see_text(cmark_node *text, struct cuts *cuts)
{
	cmark_node *paragraph = cmark_node_parent(text);
	cmark_node *item = cmark_node_parent(paragraph);
	bool is_head = item && cmark_node_get_type(item) == CMARK_NODE_ITEM &&
	               !cmark_node_previous(paragraph) && !cmark_node_previous(text);
	struct str literal = tree_literal(text);
	size_t at = 0, number;

	for (bool first = true; next_mark(literal, &at, &number, cuts); first = false)
		if (cuts->items[number].kind == CUT_FOOTNOTE &&
		    !(is_head && first && literal.ptr[0] == PROBE_OPEN))
			cuts->items[number].in_code = true;
}

void cuts_probe(struct str text, struct cuts *cuts, struct arena *arena)
{
	cmark_iter *iter = cmark_iter_new(tree_parse(mark_text(text, cuts, arena)));
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		switch (event == CMARK_EVENT_ENTER ? cmark_node_get_type(node)
		                                   : CMARK_NODE_NONE) {
		case CMARK_NODE_CODE_BLOCK:
			see_code(str_of(cmark_node_get_fence_info(node)), cuts, false);
			see_code(tree_literal(node), cuts, false);
			break;
		case CMARK_NODE_CODE:
			see_code(tree_literal(node), cuts, false);
			break;
		case CMARK_NODE_HTML_BLOCK:
		case CMARK_NODE_HTML_INLINE:
			see_code(tree_literal(node), cuts, true);
			break;
		case CMARK_NODE_TEXT:
			see_text(node, cuts);
			break;
		default:
			break;
		}
	}
}

void cuts_settle(struct cuts *cuts)
{
	struct table names = { 0 };
	size_t *open = NULL; /* how many of each name wait to be closed */

	if (cuts->count)
		open = xmalloc(cuts->count * sizeof(*open));
	for (size_t i = 0; i < cuts->count; i++) {
		struct cut *cut = &cuts->items[i];
		uint32_t number;
		bool added;

		if (cut->in_code || cut->kind == CUT_FOOTNOTE)
			continue;
		number = table_add(&names, cut->name, &added);
		if (added)
			open[number] = 0;
		cut->closes = cut->closing && open[number] > 0;
		if (!cut->closing)
			open[number]++;
		else if (cut->closes)
			open[number]--;
	}
	table_clear(&names);
	free(open);
}

void cut_warn(const struct cut *cut, struct span span, struct diags *diags)
{
	if (cut->kind == CUT_SHORTCODE)
		diag_warn(diags, span, "unknown shortcode '%.*s'", STR_ARG(cut->name));
	else if (cut->kind == CUT_TAG)
		diag_warn(diags, span, "unknown tag '%s%.*s'", cut->closing ? "end" : "",
		          STR_ARG(cut->name));
	else
		diag_warn(diags, span, "unknown variable '%.*s'", STR_ARG(cut->name));
	if (cut->kind == CUT_VARIABLE)
		diag_hint(diags, "it is left out: articles are not templates");
	else
		diag_hint(diags, "it is left out; what stands between an opening and a "
		                 "closing one stays");
}

struct str cuts_apply(struct str text, const struct cuts *cuts, struct arena *arena)
{
	struct buf out = { 0 };
	struct str applied;
	size_t at = 0;

	for (size_t i = 0; i < cuts->count; i++) {
		const struct cut *cut = &cuts->items[i];

		if (cut->in_code)
			continue;
		buf_add(&out, str_slice(text, at, cut->start));
		if (cut->kind == CUT_FOOTNOTE)
			buf_puts(&out, FOOTNOTE_MARKER);
		for (size_t k = cut->start; k < cut->end; k++)
			if (text.ptr[k] == '\n')
				buf_add_char(&out, '\n');
		at = cut->end;
	}
	buf_add(&out, str_from(text, at));
	applied = buf_keep(&out, arena);
	buf_clear(&out);
	return applied;
}
