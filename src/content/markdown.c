#include "content/markdown.h"

#include <string.h>

#include "content/body.h"
#include "content/cuts.h"
#include "content/footnotes.h"
#include "content/grids.h"
#include "content/marks.h"
#include "content/markup.h"
#include "content/phrases.h"
#include "content/sanitize.h"
#include "content/typeset.h"

/* How often a link of raw HTML is looked for in vain in the source before all is given
 * up. */
#define MISSES_MAX 16

/*
 * Links in raw HTML
 */

/*
 * The sanitiser meets the links of Markdown, too, when it reads the whole body. These are
 * resolved already; the others are looked for in the source, one behind the other.
 */
struct raw_links {
	const struct markdown_options *options;
	const struct table *resolved; /* URLs as they were typeset */
	const struct source *source;
	size_t start; /* of the body */
	size_t at;    /* behind the link found last */
	unsigned misses;
};

static struct span find_raw(struct raw_links *raw, struct str url)
{
	size_t found;

	if (raw->misses >= MISSES_MAX)
		return SPAN_FILE(raw->source);
	found = str_find(str_from(raw->source->text, raw->at), url);
	if (found == STR_NONE) {
		raw->misses++;
		return SPAN_FILE(raw->source);
	}
	found += raw->at;
	raw->at = found + url.len;
	return (struct span){ raw->source, found, found + url.len };
}

static bool resolve_raw(void *context, const struct link *link,
                        struct link_target *target)
{
	struct raw_links *raw = context;
	const struct link_resolver *links = raw->options->links;
	struct link placed = *link;
	struct buf written = { 0 };
	bool known = false;

	if (raw->resolved) {
		markup_url(&written, link->url);
		known = table_find(raw->resolved, buf_str(&written)) != TABLE_NONE;
		buf_clear(&written);
	}
	if (known)
		return false;
	placed.span = find_raw(raw, link->url);
	return links->resolve(links->context, &placed, target);
}

/* Make what an author's HTML has been written into safe. */
static void sanitize_raw(const struct source *source, size_t start, struct str html,
                         const struct table *resolved,
                         const struct markdown_options *options, struct arena *arena,
                         struct markdown *out)
{
	struct raw_links raw = { options, resolved, source, start, start, 0 };
	struct link_resolver links = { &raw, resolve_raw };
	struct markdown_options raw_options = *options;

	if (options->links)
		raw_options.links = &links;
	sanitize_body(html, &raw_options, SPAN_FILE(source), arena, out);
}

/*
 * Before cmark
 */

static struct span place_of_cut(struct body *body, const struct cut *cut)
{
	const struct source *source = body->places.source;
	size_t start = body->places.start;

	/* The text may be a copy without what does not belong in it. */
	if (body->text.ptr != source->text.ptr + start)
		return place_find(&body->places, cut->line, cut->name);
	return (struct span){ source, start + cut->start, start + cut->end };
}

/* Warn of each tag once; of those that close another, with that. */
static void report_cuts(struct body *body, struct cuts *cuts)
{
	cuts_settle(cuts);
	for (size_t i = 0; i < cuts->count; i++) {
		const struct cut *cut = &cuts->items[i];

		if (!cut->in_code && !cut->closes && cut->kind != CUT_FOOTNOTE &&
		    body_may_warn(body))
			cut_warn(cut, place_of_cut(body, cut), body->diags);
	}
}

/* Cut out what is not Markdown here: tags of other generators, heads of footnotes. */
static void cut_text(struct body *body)
{
	struct cuts cuts = { 0 };

	if (!str_contains(body->text, STR("{{")) &&
	    !str_contains(body->text, STR("{%")) && !str_contains(body->text, STR("[^")))
		return;
	cuts_find(body->text, body->arena, &cuts);
	if (cuts.count == 0)
		return;
	cuts_probe(body->text, &cuts, body->arena);
	report_cuts(body, &cuts);
	body->text = cuts_apply(body->text, &cuts, body->arena);
	footnotes_collect(body, &cuts);
}

/* Does a tree hold raw HTML that says something? */
static bool has_html(cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);

		/* A comment says nothing, but may make what is around it empty. */
		if (event == CMARK_EVENT_ENTER &&
		    (type == CMARK_NODE_HTML_INLINE ||
		     (type == CMARK_NODE_HTML_BLOCK && !phrase_is_comment(node))))
			return true;
	}
	return false;
}

/* The tree of body->text with all extensions in place. */
static cmark_node *parse_extended(struct body *body)
{
	cmark_node *root;

	body->text = markup_clean(body->text, body->arena);
	cut_text(body);
	body->text = marks_protect(body->text, body->arena, &body->has_escapes);
	root = tree_parse(body->text);
	if (str_find_char(body->text, '|') != STR_NONE && grids_find(body, root)) {
		root = tree_parse(body->text);
		grids_place(body, root);
	}
	if (body->notes.count)
		footnotes_place(body, root);
	if (str_contains(body->text, STR("~~")) || str_contains(body->text, STR("[^")) ||
	    str_contains(body->text, STR("{#")) || str_contains(body->text, STR("[ ]")) ||
	    str_contains(body->text, STR("[x]")) || str_contains(body->text, STR("[X]")))
		marks_find(body, root);
	return root;
}

/*
 * All of it
 */

static void write_body(struct body *body, cmark_node *root, struct markdown *out)
{
	const struct markdown_options *options = body->options;
	struct buf html = { 0 }, text = { 0 };
	struct table linked = { 0 };
	struct typesetter setter = { .body = body, .html = &html, .text = &text };
	bool html_counts = !options->plain && options->html != HTML_NONE &&
	                   str_find_char(body->text, '<') != STR_NONE && has_html(root);

	body->raw = html_counts && options->html == HTML_SAFE;
	body->linked = body->raw && options->links ? &linked : NULL;
	grids_unlink_cells(body);
	footnotes_unlink(body);
	buf_reserve(&html, body->text.len + body->text.len / 4 + 64);
	typeset_tree(&setter, root);
	typeset_footnotes(&setter);
	footnotes_warn_unused(body);
	if (body->raw) {
		sanitize_raw(body->places.source, body->places.start, buf_str(&html),
		             body->linked, options, body->arena, out);
	} else {
		out->html = buf_keep(&html, body->arena);
		out->text = html_counts ? sanitize_text(out->html, body->arena)
		                        : buf_keep(&text, body->arena);
		out->headings = body->headings.items;
		out->heading_count = body->headings.count;
	}
	table_clear(&linked);
	buf_clear(&html);
	buf_clear(&text);
}

static void render_markdown(struct body *body, struct markdown *out)
{
	struct arena *before = tree_enter(body->arena);

	write_body(body,
	           body->options->plain ? tree_parse(body->text) : parse_extended(body),
	           out);
	tree_leave(before);
}

/* HTML as text: a paragraph for each run of lines. */
static struct str html_as_text(struct str html, struct arena *arena)
{
	struct buf out = { 0 };
	struct str line, kept;
	bool open = false;

	while (str_next_line(&html, &line)) {
		bool blank = is_blank(line);

		if (blank && open)
			buf_puts(&out, "</p>\n");
		else if (!blank)
			buf_add(&out, open ? STR("\n") : STR("<p>"));
		markup_text(&out, str_trim(line));
		open = !blank;
	}
	if (open)
		buf_puts(&out, "</p>\n");
	kept = buf_keep(&out, arena);
	buf_clear(&out);
	return kept;
}

/* An article that is HTML: the body of its document, if it is a whole one. */
static struct str inner_body(struct str html)
{
	size_t start = 0;

	for (size_t i = 0; i + 1 < html.len; i++) {
		struct str rest = str_from(html, i);

		if (html.ptr[i] != '<')
			continue;
		if (start == 0 && str_has_prefix_nocase(rest, STR("<body")))
			start = i + str_find_char(rest, '>') + 1;
		else if (str_has_prefix_nocase(rest, STR("</body")))
			return str_slice(html, start, i);
	}
	return str_from(html, start);
}

static void render_html(struct body *body, struct markdown *out)
{
	const struct source *source = body->places.source;
	struct arena *arena = body->arena;
	struct cuts cuts = { 0 };
	struct str html;

	body->text = markup_clean(body->text, arena);
	if (str_contains(body->text, STR("{{")) || str_contains(body->text, STR("{%"))) {
		cuts_find(body->text, arena, &cuts);
		for (size_t i = 0; i < cuts.count; i++)
			cuts.items[i].in_code = cuts.items[i].kind == CUT_FOOTNOTE;
		report_cuts(body, &cuts);
		body->text = cuts_apply(body->text, &cuts, arena);
	}
	html = body->text;
	switch (body->options->html) {
	case HTML_SAFE:
		sanitize_raw(source, body->places.start, html, NULL, body->options, arena,
		             out);
		break;
	case HTML_TRUSTED:
		out->html = arena_str(arena, inner_body(html));
		out->text = sanitize_text(out->html, arena);
		break;
	case HTML_NONE:
		diag_warn(body->diags, SPAN_FILE(source), "HTML is shown as text");
		diag_hint(body->diags, "the site's config says 'html: none'");
		out->html = html_as_text(html, arena);
		out->text = arena_str(arena, html);
		break;
	}
}

bool markdown_render(const struct source *source, size_t start, bool is_html,
                     const struct markdown_options *options, struct arena *arena,
                     struct markdown *out, struct diags *diags)
{
	size_t errors = diags->errors;
	struct body body = {
		.options = options,
		.arena = arena,
		.diags = diags,
		.places = { .source = source, .start = start, .arena = arena },
		.text = str_from(source->text, start),
		.headings = { .arena = arena, .prefix = options->id_prefix },
	};

	*out = (struct markdown){ 0 };
	if (body.text.len > MARKDOWN_MAX)
		return diag_error(diags, SPAN_FILE(source), "larger than %zu MB",
		                  MARKDOWN_MAX >> 20);
	if (is_html)
		render_html(&body, out);
	else
		render_markdown(&body, out);
	headings_clear(&body.headings);
	table_clear(&body.notes.labels);
	return diags->errors == errors;
}

/* A paragraph of one line, and the marks that hide what makes it one. */
static cmark_node *parse_inline(struct body *body, struct str text)
{
	cmark_node *root, *first;
	char *line;

	text = markup_clean(text, body->arena);
	text = arena_printf(body->arena, "%s%.*s", CELL_PREFIX, STR_ARG(text));
	text = marks_protect(text, body->arena, &body->has_escapes);
	line = arena_cstr(body->arena, text);
	for (size_t i = 0; i < text.len; i++)
		if (line[i] == '\n' || line[i] == '\r')
			line[i] = ' ';
	body->text = (struct str){ line, text.len };
	root = tree_parse(body->text);
	first = cmark_node_first_child(cmark_node_first_child(root));
	mark_add(body, first, MARK_NOTHING, 0, strlen(CELL_PREFIX));
	marks_find(body, root);
	return root;
}

/* Most deks hold nothing that a parser would have to look at. */
static bool is_unmarked(struct str text)
{
	static const bool marks[256] = {
		['\\'] = true, ['`'] = true,  ['*'] = true,  ['_'] = true,  ['['] = true,
		[']'] = true,  ['<'] = true,  ['!'] = true,  ['&'] = true,  ['~'] = true,
		['{'] = true,  ['\n'] = true, ['\r'] = true, ['\t'] = true,
	};

	for (size_t i = 0; i < text.len; i++)
		if (marks[(unsigned char)text.ptr[i]])
			return false;
	return true;
}

struct str markdown_inline(struct str text, enum html_policy html, struct arena *arena)
{
	struct markdown_options options = { .html = html };
	struct source source = { .text = text };
	struct diags diags = { 0 };
	struct body body = {
		.options = &options,
		.arena = arena,
		.diags = &diags,
		.places = { .source = &source, .arena = arena },
	};
	struct buf written = { 0 }, plain = { 0 };
	struct typesetter setter = { .body = &body, .html = &written, .text = &plain };
	struct arena *before;
	cmark_node *root;
	struct str result;

	if (is_blank(text) || text.len > MARKDOWN_MAX)
		return (struct str){ 0 };
	if (is_unmarked(text)) {
		markup_text(&written, markup_clean(str_trim(text), arena));
		result = buf_keep(&written, arena);
		buf_clear(&written);
		return result;
	}
	before = tree_enter(arena);
	root = parse_inline(&body, str_trim(text));
	body.raw = html == HTML_SAFE && has_html(root);
	setter.bare = cmark_node_first_child(root);
	typeset_tree(&setter, root);
	tree_leave(before);
	result = body.raw ? sanitize_line(buf_str(&written), arena)
	                  : buf_keep(&written, arena);
	buf_clear(&written);
	buf_clear(&plain);
	diags_clear(&diags);
	return result;
}
