#include "content/typeset.h"

#include <string.h>

#include "content/footnotes.h"
#include "content/marks.h"
#include "content/markup.h"
#include "content/phrases.h"

/* Cells that rows lack are written as long as all of a body's are no more than this. */
#define CELLS_FILLED 100000

/* What is longer after ``` names no language. */
#define LANGUAGE_MAX 100

static const struct markdown_labels english = {
	.footnotes = STR_INIT("Footnotes"),
	.back = STR_INIT("Back to reference"),
};

static bool is_plain(const struct typesetter *setter)
{
	return setter->body->options->plain;
}

/* End a paragraph of the plain text. */
static void end_text(struct typesetter *setter)
{
	markup_line(setter->text);
}

static void insert(struct buf *buf, size_t at, struct str s)
{
	size_t behind = buf->len - at;

	buf_reserve(buf, s.len);
	memmove(buf->ptr + at + s.len, buf->ptr + at, behind);
	memcpy(buf->ptr + at, s.ptr, s.len);
	buf->len += s.len;
}

/*
 * Blocks that hold blocks
 */

static bool is_container(cmark_node_type type)
{
	return type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST ||
	       type == CMARK_NODE_ITEM;
}

static void warn_depth(struct typesetter *setter, cmark_node *node)
{
	struct body *body = setter->body;

	diag_warn(body->diags, place_line(&body->places, body_line(body, node)),
	          "quotes and lists are nested deeper than %d", TYPESET_DEPTH);
	diag_hint(body->diags, "what is deeper is shown without its marks");
}

/* Is this container, or one around it, too deep to be written? */
static bool enter_container(struct typesetter *setter, cmark_node *node)
{
	bool is_item = cmark_node_get_type(node) == CMARK_NODE_ITEM;

	setter->depth++;
	/* Never between a list and its items. */
	if (is_plain(setter) || setter->flat || is_item || setter->depth < TYPESET_DEPTH)
		return setter->flat != NULL;
	setter->flat = node;
	if (!setter->warned)
		warn_depth(setter, node);
	setter->warned = true;
	return true;
}

static void write_opening(struct typesetter *setter, cmark_node *node)
{
	struct buf *html = setter->html;
	int start = cmark_node_get_list_start(node);

	markup_line(html);
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		buf_puts(html, "<blockquote>\n");
		break;
	case CMARK_NODE_ITEM:
		buf_puts(html, "<li>");
		break;
	default:
		if (cmark_node_get_list_type(node) == CMARK_BULLET_LIST)
			buf_puts(html, "<ul>\n");
		else if (start == 1)
			buf_puts(html, "<ol>\n");
		else
			buf_printf(html, "<ol start=\"%d\">\n", start);
		break;
	}
}

static void write_closing(struct typesetter *setter, cmark_node *node)
{
	struct buf *html = setter->html;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		markup_line(html);
		buf_puts(html, "</blockquote>\n");
		break;
	case CMARK_NODE_ITEM:
		buf_puts(html, "</li>\n");
		break;
	default:
		buf_add(html, cmark_node_get_list_type(node) == CMARK_BULLET_LIST
		                      ? STR("</ul>\n")
		                      : STR("</ol>\n"));
		break;
	}
}

static void exit_container(struct typesetter *setter, cmark_node *node)
{
	if (!setter->flat)
		write_closing(setter, node);
	if (setter->flat == node)
		setter->flat = NULL;
	setter->depth--;
	end_text(setter);
}

/*
 * Headings, paragraphs and the other leaves
 */

static void enter_heading(struct typesetter *setter, cmark_node *node)
{
	struct body *body = setter->body;
	int level = cmark_node_get_heading_level(node);
	const struct block *block = cmark_node_get_user_data(node);

	setter->block_start = setter->html->len;
	setter->text_start = setter->text->len;
	markup_line(setter->html);
	if (!is_plain(setter) && !body->raw)
		level = headings_level(&body->headings, level);
	setter->level = level;
	buf_printf(setter->html, "<h%d", level);
	if (body->raw && block)
		markup_attribute(setter->html, "id", block->id);
	buf_add_char(setter->html, '>');
	setter->start = setter->html->len;
}

/* Name the heading that has just been written, whose text is known only now. */
static void add_heading(struct typesetter *setter, cmark_node *node)
{
	struct body *body = setter->body;
	const struct block *block = cmark_node_get_user_data(node);
	struct str text = str_from(buf_str(setter->text), setter->text_start);
	struct heading heading = { .level = cmark_node_get_heading_level(node) };
	struct buf id = { 0 };

	heading.text = arena_str(body->arena, str_trim(text));
	heading.id = block ? headings_own_id(&body->headings, block->id)
	                   : headings_slug(&body->headings, heading.text);
	headings_add(&body->headings, heading);
	markup_attribute(&id, "id", heading.id);
	insert(setter->html, setter->start - 1, buf_str(&id));
	buf_clear(&id);
}

static void exit_heading(struct typesetter *setter, cmark_node *node)
{
	if (!is_plain(setter)) {
		if (is_blank(str_from(buf_str(setter->html), setter->start))) {
			buf_truncate(setter->html, setter->block_start);
			return;
		}
		if (!setter->body->raw)
			add_heading(setter, node);
	}
	buf_printf(setter->html, "</h%d>\n", setter->level);
	end_text(setter);
}

static void enter_paragraph(struct typesetter *setter, cmark_node *node)
{
	if (node == setter->bare)
		return;
	setter->block_start = setter->html->len;
	setter->figure = phrase_figure(setter, node);
	if (setter->figure) {
		markup_line(setter->html);
		buf_puts(setter->html, "<figure>");
	} else if (!tree_is_tight(node) || setter->flat) {
		markup_line(setter->html);
		buf_puts(setter->html, "<p>");
	}
	setter->start = setter->html->len;
}

static void write_backlinks(struct typesetter *setter)
{
	struct body *body = setter->body;
	const struct markdown_labels *labels = body->options->labels;
	const struct footnote *note = setter->note;

	if (!labels)
		labels = &english;
	for (size_t i = 1; i <= note->references; i++) {
		buf_puts(setter->html, " <a href=\"#");
		markup_text(setter->html, body->options->id_prefix);
		buf_printf(setter->html, "fnref:%zu", note->number);
		if (i > 1)
			buf_printf(setter->html, ":%zu", i);
		buf_puts(setter->html, "\" role=\"doc-backlink\" aria-label=\"");
		markup_text(setter->html, labels->back);
		buf_printf(setter->html, " %zu", note->number);
		if (i > 1)
			buf_printf(setter->html, "-%zu", i);
		/* An arrow, and a selector that keeps it from being an emoji. */
		buf_puts(setter->html, "\">\u21a9\ufe0e</a>");
	}
	setter->backlinked = true;
}

static void exit_figure(struct typesetter *setter)
{
	struct str title = marks_unescape(setter->body, tree_title(setter->figure));

	buf_puts(setter->html, "\n<figcaption>");
	end_text(setter);
	phrase_text(setter, str_trim(title));
	buf_puts(setter->html, "</figcaption>\n</figure>\n");
	end_text(setter);
	setter->figure = NULL;
}

static void exit_paragraph(struct typesetter *setter, cmark_node *node)
{
	if (node == setter->bare)
		return;
	if (setter->figure) {
		exit_figure(setter);
		return;
	}
	if (setter->note && cmark_node_parent(node) == setter->note->item &&
	    !cmark_node_next(node))
		write_backlinks(setter);
	if (!tree_is_tight(node) || setter->flat) {
		if (!is_plain(setter) &&
		    is_blank(str_from(buf_str(setter->html), setter->start)))
			buf_truncate(setter->html, setter->block_start);
		else
			buf_puts(setter->html, "</p>\n");
	}
	end_text(setter);
}

static void write_code_block(struct typesetter *setter, cmark_node *node)
{
	struct str info = str_of(cmark_node_get_fence_info(node));
	struct str code = marks_restore(setter->body, tree_literal(node));
	size_t len = 0;

	info = marks_unescape(setter->body, info);
	while (len < info.len && !is_space(info.ptr[len]))
		len++;
	markup_line(setter->html);
	if (len == 0 || (len > LANGUAGE_MAX && !is_plain(setter))) {
		buf_puts(setter->html, "<pre><code>");
	} else {
		buf_puts(setter->html, "<pre><code class=\"language-");
		if (is_plain(setter))
			markup_escape(setter->html, str_slice(info, 0, len));
		else
			markup_text(setter->html, str_slice(info, 0, len));
		buf_puts(setter->html, "\">");
	}
	phrase_text(setter, code);
	buf_puts(setter->html, "</code></pre>\n");
	end_text(setter);
}

/* A comment that never ends would hide all that follows its block. */
static bool leaves_comment_open(struct str html)
{
	size_t at;

	while ((at = str_find(html, STR("<!--"))) != STR_NONE) {
		html = str_from(html, at + 4);
		at = str_find(html, STR("-->"));
		if (at == STR_NONE)
			return true;
		html = str_from(html, at + 3);
	}
	return false;
}

static void write_html_block(struct typesetter *setter, cmark_node *node)
{
	enum html_policy policy = setter->body->options->html;
	bool as_text = policy == HTML_NONE && !is_plain(setter);

	if (policy != HTML_TRUSTED && !setter->body->raw && phrase_is_comment(node))
		return;
	markup_line(setter->html);
	if (as_text)
		buf_puts(setter->html, "<p>");
	phrase_html(setter, node);
	if (as_text)
		buf_puts(setter->html, "</p>");
	else if (setter->body->raw && leaves_comment_open(tree_literal(node)))
		buf_puts(setter->html, "-->");
	markup_line(setter->html);
	end_text(setter);
}

/*
 * Tables
 */

/* What is in a paragraph or an item, without its tags. */
static void write_bare(struct typesetter *setter, cmark_node *node)
{
	cmark_node *before = setter->bare;

	setter->bare = node;
	typeset_tree(setter, node);
	setter->bare = before;
}

static void write_cell(struct typesetter *setter, const struct cell *cell, bool is_header,
                       enum column_align align)
{
	static const char *const classes[] = {
		[ALIGN_NONE] = "",
		[ALIGN_LEFT] = " class=\"align-left\"",
		[ALIGN_CENTER] = " class=\"align-center\"",
		[ALIGN_RIGHT] = " class=\"align-right\"",
	};
	/* A header that says nothing is none. */
	bool is_th = is_header && cell && cell->inside;

	buf_add(setter->html, is_th ? STR("<th scope=\"col\"") : STR("<td"));
	buf_add(setter->html, str_of(classes[align]));
	buf_add_char(setter->html, '>');
	if (cell && cell->inside)
		write_bare(setter, cell->inside);
	buf_add(setter->html, is_th ? STR("</th>\n") : STR("</td>\n"));
	buf_add_char(setter->text, ' ');
}

static void warn_filled(struct typesetter *setter, const struct grid *grid)
{
	struct body *body = setter->body;

	diag_warn(body->diags, place_line(&body->places, grid->line),
	          "rows of tables lack more than %d cells", CELLS_FILLED);
	diag_hint(body->diags, "these rows are shown shorter than their header");
}

static void write_row(struct typesetter *setter, const struct grid *grid, size_t number)
{
	const struct grid_row *row = &grid->rows[number];
	const struct cell *cells = setter->body->cells + row->first;

	buf_puts(setter->html, "<tr>\n");
	for (size_t i = 0; i < grid->columns; i++) {
		const struct cell *cell = i < row->count ? &cells[i] : NULL;

		if (!cell && setter->filled++ >= CELLS_FILLED) {
			if (setter->filled == CELLS_FILLED + 1)
				warn_filled(setter, grid);
			break;
		}
		write_cell(setter, cell, number == 0, grid->aligns[i]);
	}
	buf_puts(setter->html, "</tr>\n");
	end_text(setter);
}

static void write_grid(struct typesetter *setter, cmark_node *node,
                       const struct grid *grid)
{
	struct body *body = setter->body;

	if (grid->lead != SIZE_MAX && body->cells[grid->lead].inside) {
		cmark_node *lead = body->cells[grid->lead].inside;

		if (tree_is_tight(node))
			write_bare(setter, lead);
		else
			typeset_tree(setter, lead);
		end_text(setter);
	}
	markup_line(setter->html);
	buf_puts(setter->html, "<table>\n<thead>\n");
	write_row(setter, grid, 0);
	buf_puts(setter->html, "</thead>\n");
	if (grid->row_count > 1)
		buf_puts(setter->html, "<tbody>\n");
	for (size_t i = 1; i < grid->row_count; i++)
		write_row(setter, grid, i);
	if (grid->row_count > 1)
		buf_puts(setter->html, "</tbody>\n");
	buf_puts(setter->html, "</table>\n");
	if (grid->ruled)
		buf_puts(setter->html, "<hr />\n");
}

/*
 * The walk
 */

static const struct grid *grid_of(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	const struct block *block = NULL;

	if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING)
		block = cmark_node_get_user_data(node);
	return block ? block->grid : NULL;
}

static void enter_block(struct typesetter *setter, cmark_node *node, cmark_iter *iter)
{
	cmark_node_type type = cmark_node_get_type(node);
	const struct grid *grid;

	if (is_container(type)) {
		if (node != setter->bare && !enter_container(setter, node))
			write_opening(setter, node);
		return;
	}
	switch (type) {
	case CMARK_NODE_HEADING:
	case CMARK_NODE_PARAGRAPH:
		grid = grid_of(node);
		if (grid) {
			write_grid(setter, node, grid);
			cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
		} else if (type == CMARK_NODE_HEADING) {
			enter_heading(setter, node);
		} else {
			enter_paragraph(setter, node);
		}
		break;
	case CMARK_NODE_CODE_BLOCK:
		write_code_block(setter, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		write_html_block(setter, node);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		markup_line(setter->html);
		buf_puts(setter->html, "<hr />\n");
		break;
	default:
		phrase_enter(setter, node);
		break;
	}
}

static void exit_block(struct typesetter *setter, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (is_container(type)) {
		if (node != setter->bare)
			exit_container(setter, node);
	} else if (grid_of(node)) {
		return;
	} else if (type == CMARK_NODE_HEADING) {
		exit_heading(setter, node);
	} else if (type == CMARK_NODE_PARAGRAPH) {
		exit_paragraph(setter, node);
	} else {
		phrase_exit(setter, node);
	}
}

void typeset_tree(struct typesetter *setter, cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		if (event == CMARK_EVENT_ENTER)
			enter_block(setter, cmark_iter_get_node(iter), iter);
		else
			exit_block(setter, cmark_iter_get_node(iter));
	}
}

static void write_note(struct typesetter *setter, struct footnote *note)
{
	struct body *body = setter->body;

	buf_puts(setter->html, "<li id=\"");
	markup_text(setter->html, body->options->id_prefix);
	buf_printf(setter->html, "fn:%zu\">", note->number);
	setter->note = note;
	setter->backlinked = false;
	write_bare(setter, note->item);
	if (!setter->backlinked && note->references) {
		markup_line(setter->html);
		buf_puts(setter->html, "<p>");
		write_backlinks(setter);
		buf_puts(setter->html, "</p>\n");
	}
	setter->note = NULL;
	buf_puts(setter->html, "</li>\n");
	end_text(setter);
}

void typeset_footnotes(struct typesetter *setter)
{
	struct body *body = setter->body;
	const struct markdown_labels *labels = body->options->labels;

	if (body->notes.numbered_count == 0)
		return;
	markup_line(setter->html);
	buf_puts(setter->html, "<section role=\"doc-endnotes\"");
	markup_attribute(setter->html, "aria-label",
	                 labels ? labels->footnotes : english.footnotes);
	buf_puts(setter->html, " class=\"footnotes\">\n<ol>\n");
	/* Notes may refer to more notes. */
	for (size_t i = 0; i < body->notes.numbered_count; i++)
		write_note(setter, body->notes.numbered[i]);
	buf_puts(setter->html, "</ol>\n</section>\n");
}
