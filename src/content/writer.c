#include "content/writer.h"

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

static bool is_plain(const struct writer *writer)
{
	return writer->body->options->plain;
}

/* End a paragraph of the plain text. */
static void end_text(struct writer *writer)
{
	markup_line(writer->text);
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

static void warn_depth(struct writer *writer, cmark_node *node)
{
	struct body *body = writer->body;

	diag_warn(body->diags, place_line(&body->places, body_line(body, node)),
	          "quotes and lists are nested deeper than %d", WRITER_DEPTH);
	diag_hint(body->diags, "what is deeper is shown without its marks");
}

/* Is this container, or one around it, too deep to be written? */
static bool enter_container(struct writer *writer, cmark_node *node)
{
	bool is_item = cmark_node_get_type(node) == CMARK_NODE_ITEM;

	writer->depth++;
	/* Never between a list and its items. */
	if (is_plain(writer) || writer->flat || is_item || writer->depth < WRITER_DEPTH)
		return writer->flat != NULL;
	writer->flat = node;
	if (!writer->warned)
		warn_depth(writer, node);
	writer->warned = true;
	return true;
}

static void write_opening(struct writer *writer, cmark_node *node)
{
	struct buf *html = writer->html;
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

static void write_closing(struct writer *writer, cmark_node *node)
{
	struct buf *html = writer->html;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		markup_line(html);
		buf_puts(html, "</blockquote>\n");
		break;
	case CMARK_NODE_ITEM:
		buf_puts(html, "</li>\n");
		break;
	default:
		buf_add(html, cmark_node_get_list_type(node) == CMARK_BULLET_LIST ?
		                      STR("</ul>\n") :
		                      STR("</ol>\n"));
		break;
	}
}

static void exit_container(struct writer *writer, cmark_node *node)
{
	if (!writer->flat)
		write_closing(writer, node);
	if (writer->flat == node)
		writer->flat = NULL;
	writer->depth--;
	end_text(writer);
}

/*
 * Headings, paragraphs and the other leaves
 */

static void enter_heading(struct writer *writer, cmark_node *node)
{
	struct body *body = writer->body;
	int level = cmark_node_get_heading_level(node);
	const struct block *block = cmark_node_get_user_data(node);

	writer->block_start = writer->html->len;
	writer->text_start = writer->text->len;
	markup_line(writer->html);
	if (!is_plain(writer) && !body->raw)
		level = headings_level(&body->headings, level);
	writer->level = level;
	buf_printf(writer->html, "<h%d", level);
	if (body->raw && block)
		markup_attribute(writer->html, "id", block->id);
	buf_add_char(writer->html, '>');
	writer->start = writer->html->len;
}

/* Name the heading that has just been written, whose text is known only now. */
static void add_heading(struct writer *writer, cmark_node *node)
{
	struct body *body = writer->body;
	const struct block *block = cmark_node_get_user_data(node);
	struct str text = str_from(buf_str(writer->text), writer->text_start);
	struct heading heading = { .level = cmark_node_get_heading_level(node) };
	struct buf id = { 0 };

	heading.text = arena_str(body->arena, str_trim(text));
	heading.id = block ? headings_own_id(&body->headings, block->id) :
	                     headings_slug(&body->headings, heading.text);
	headings_add(&body->headings, heading);
	markup_attribute(&id, "id", heading.id);
	insert(writer->html, writer->start - 1, buf_str(&id));
	buf_clear(&id);
}

static void exit_heading(struct writer *writer, cmark_node *node)
{
	if (!is_plain(writer)) {
		if (is_blank(str_from(buf_str(writer->html), writer->start))) {
			buf_truncate(writer->html, writer->block_start);
			return;
		}
		if (!writer->body->raw)
			add_heading(writer, node);
	}
	buf_printf(writer->html, "</h%d>\n", writer->level);
	end_text(writer);
}

static void enter_paragraph(struct writer *writer, cmark_node *node)
{
	if (node == writer->bare)
		return;
	writer->block_start = writer->html->len;
	writer->figure = phrase_figure(writer, node);
	if (writer->figure) {
		markup_line(writer->html);
		buf_puts(writer->html, "<figure>");
	} else if (!tree_is_tight(node) || writer->flat) {
		markup_line(writer->html);
		buf_puts(writer->html, "<p>");
	}
	writer->start = writer->html->len;
}

static void write_backlinks(struct writer *writer)
{
	struct body *body = writer->body;
	const struct markdown_labels *labels = body->options->labels;
	const struct footnote *note = writer->note;

	if (!labels)
		labels = &english;
	for (size_t i = 1; i <= note->references; i++) {
		buf_puts(writer->html, " <a href=\"#");
		markup_text(writer->html, body->options->id_prefix);
		buf_printf(writer->html, "fnref:%zu", note->number);
		if (i > 1)
			buf_printf(writer->html, ":%zu", i);
		buf_puts(writer->html, "\" role=\"doc-backlink\" aria-label=\"");
		markup_text(writer->html, labels->back);
		buf_printf(writer->html, " %zu", note->number);
		if (i > 1)
			buf_printf(writer->html, "-%zu", i);
		/* An arrow, and a selector that keeps it from being an emoji. */
		buf_puts(writer->html, "\">\u21a9\ufe0e</a>");
	}
	writer->backlinked = true;
}

static void exit_figure(struct writer *writer)
{
	struct str title = marks_unescape(writer->body, tree_title(writer->figure));

	buf_puts(writer->html, "\n<figcaption>");
	end_text(writer);
	phrase_text(writer, str_trim(title));
	buf_puts(writer->html, "</figcaption>\n</figure>\n");
	end_text(writer);
	writer->figure = NULL;
}

static void exit_paragraph(struct writer *writer, cmark_node *node)
{
	if (node == writer->bare)
		return;
	if (writer->figure) {
		exit_figure(writer);
		return;
	}
	if (writer->note && cmark_node_parent(node) == writer->note->item &&
	    !cmark_node_next(node))
		write_backlinks(writer);
	if (!tree_is_tight(node) || writer->flat) {
		if (!is_plain(writer) &&
		    is_blank(str_from(buf_str(writer->html), writer->start)))
			buf_truncate(writer->html, writer->block_start);
		else
			buf_puts(writer->html, "</p>\n");
	}
	end_text(writer);
}

static void write_code_block(struct writer *writer, cmark_node *node)
{
	struct str info = str_of(cmark_node_get_fence_info(node));
	struct str code = marks_restore(writer->body, tree_literal(node));
	size_t len = 0;

	info = marks_unescape(writer->body, info);
	while (len < info.len && !is_space(info.ptr[len]))
		len++;
	markup_line(writer->html);
	if (len == 0 || (len > LANGUAGE_MAX && !is_plain(writer))) {
		buf_puts(writer->html, "<pre><code>");
	} else {
		buf_puts(writer->html, "<pre><code class=\"language-");
		if (is_plain(writer))
			markup_escape(writer->html, str_slice(info, 0, len));
		else
			markup_text(writer->html, str_slice(info, 0, len));
		buf_puts(writer->html, "\">");
	}
	phrase_text(writer, code);
	buf_puts(writer->html, "</code></pre>\n");
	end_text(writer);
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

static void write_html_block(struct writer *writer, cmark_node *node)
{
	enum html_policy policy = writer->body->options->html;
	bool as_text = policy == HTML_NONE && !is_plain(writer);

	if (policy != HTML_TRUSTED && !writer->body->raw && phrase_is_comment(node))
		return;
	markup_line(writer->html);
	if (as_text)
		buf_puts(writer->html, "<p>");
	phrase_html(writer, node);
	if (as_text)
		buf_puts(writer->html, "</p>");
	else if (writer->body->raw && leaves_comment_open(tree_literal(node)))
		buf_puts(writer->html, "-->");
	markup_line(writer->html);
	end_text(writer);
}

/*
 * Tables
 */

/* What is in a paragraph or an item, without its tags. */
static void write_bare(struct writer *writer, cmark_node *node)
{
	cmark_node *before = writer->bare;

	writer->bare = node;
	writer_tree(writer, node);
	writer->bare = before;
}

static void write_cell(struct writer *writer, const struct cell *cell, bool is_header,
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

	buf_add(writer->html, is_th ? STR("<th scope=\"col\"") : STR("<td"));
	buf_add(writer->html, str_of(classes[align]));
	buf_add_char(writer->html, '>');
	if (cell && cell->inside)
		write_bare(writer, cell->inside);
	buf_add(writer->html, is_th ? STR("</th>\n") : STR("</td>\n"));
	buf_add_char(writer->text, ' ');
}

static void warn_filled(struct writer *writer, const struct grid *grid)
{
	struct body *body = writer->body;

	diag_warn(body->diags, place_line(&body->places, grid->line),
	          "rows of tables lack more than %d cells", CELLS_FILLED);
	diag_hint(body->diags, "these rows are shown shorter than their header");
}

static void write_row(struct writer *writer, const struct grid *grid, size_t number)
{
	const struct grid_row *row = &grid->rows[number];
	const struct cell *cells = writer->body->cells + row->first;

	buf_puts(writer->html, "<tr>\n");
	for (size_t i = 0; i < grid->columns; i++) {
		const struct cell *cell = i < row->count ? &cells[i] : NULL;

		if (!cell && writer->filled++ >= CELLS_FILLED) {
			if (writer->filled == CELLS_FILLED + 1)
				warn_filled(writer, grid);
			break;
		}
		write_cell(writer, cell, number == 0, grid->aligns[i]);
	}
	buf_puts(writer->html, "</tr>\n");
	end_text(writer);
}

static void write_grid(struct writer *writer, cmark_node *node, const struct grid *grid)
{
	struct body *body = writer->body;

	if (grid->lead != SIZE_MAX && body->cells[grid->lead].inside) {
		cmark_node *lead = body->cells[grid->lead].inside;

		if (tree_is_tight(node))
			write_bare(writer, lead);
		else
			writer_tree(writer, lead);
		end_text(writer);
	}
	markup_line(writer->html);
	buf_puts(writer->html, "<table>\n<thead>\n");
	write_row(writer, grid, 0);
	buf_puts(writer->html, "</thead>\n");
	if (grid->row_count > 1)
		buf_puts(writer->html, "<tbody>\n");
	for (size_t i = 1; i < grid->row_count; i++)
		write_row(writer, grid, i);
	if (grid->row_count > 1)
		buf_puts(writer->html, "</tbody>\n");
	buf_puts(writer->html, "</table>\n");
	if (grid->ruled)
		buf_puts(writer->html, "<hr />\n");
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

static void enter_block(struct writer *writer, cmark_node *node, cmark_iter *iter)
{
	cmark_node_type type = cmark_node_get_type(node);
	const struct grid *grid;

	if (is_container(type)) {
		if (node != writer->bare && !enter_container(writer, node))
			write_opening(writer, node);
		return;
	}
	switch (type) {
	case CMARK_NODE_HEADING:
	case CMARK_NODE_PARAGRAPH:
		grid = grid_of(node);
		if (grid) {
			write_grid(writer, node, grid);
			cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
		} else if (type == CMARK_NODE_HEADING) {
			enter_heading(writer, node);
		} else {
			enter_paragraph(writer, node);
		}
		break;
	case CMARK_NODE_CODE_BLOCK:
		write_code_block(writer, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		write_html_block(writer, node);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		markup_line(writer->html);
		buf_puts(writer->html, "<hr />\n");
		break;
	default:
		phrase_enter(writer, node);
		break;
	}
}

static void exit_block(struct writer *writer, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);

	if (is_container(type)) {
		if (node != writer->bare)
			exit_container(writer, node);
	} else if (grid_of(node)) {
		return;
	} else if (type == CMARK_NODE_HEADING) {
		exit_heading(writer, node);
	} else if (type == CMARK_NODE_PARAGRAPH) {
		exit_paragraph(writer, node);
	} else {
		phrase_exit(writer, node);
	}
}

void writer_tree(struct writer *writer, cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		if (event == CMARK_EVENT_ENTER)
			enter_block(writer, cmark_iter_get_node(iter), iter);
		else
			exit_block(writer, cmark_iter_get_node(iter));
	}
}

static void write_note(struct writer *writer, struct footnote *note)
{
	struct body *body = writer->body;

	buf_puts(writer->html, "<li id=\"");
	markup_text(writer->html, body->options->id_prefix);
	buf_printf(writer->html, "fn:%zu\">", note->number);
	writer->note = note;
	writer->backlinked = false;
	write_bare(writer, note->item);
	if (!writer->backlinked && note->references) {
		markup_line(writer->html);
		buf_puts(writer->html, "<p>");
		write_backlinks(writer);
		buf_puts(writer->html, "</p>\n");
	}
	writer->note = NULL;
	buf_puts(writer->html, "</li>\n");
	end_text(writer);
}

void writer_footnotes(struct writer *writer)
{
	struct body *body = writer->body;
	const struct markdown_labels *labels = body->options->labels;

	if (body->notes.numbered_count == 0)
		return;
	markup_line(writer->html);
	buf_puts(writer->html, "<section role=\"doc-endnotes\"");
	markup_attribute(writer->html, "aria-label",
	                 labels ? labels->footnotes : english.footnotes);
	buf_puts(writer->html, ">\n<ol>\n");
	/* Notes may refer to more notes. */
	for (size_t i = 0; i < body->notes.numbered_count; i++)
		write_note(writer, body->notes.numbered[i]);
	buf_puts(writer->html, "</ol>\n</section>\n");
}
