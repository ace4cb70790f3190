/*
 * Tables: Markdown's if every cell is a line and none is merged, HTML's if not. A table
 * that only arranges a page is what it holds.
 */
#include "base/utf8.h"
#include "import/markdownwriter.h"
#include "import/wordlist.h"

#define COLUMNS_MAX 40  /* a wider table cannot be read as Markdown */
#define CELL_CHARS  400 /* nor one with longer cells */

struct grid {
	struct str *cells; /* rows * columns */
	size_t rows, columns;
	bool has_header;
};

static bool is_cell(const struct html_node *node)
{
	return html_is(node, "td") || html_is(node, "th");
}

/* The next element of the name within the table, but not in one within it. */
static struct html_node *next_row(struct html_node *table, struct html_node *node)
{
	node = html_next(table, node);
	while (node && !html_is(node, "tr"))
		node = html_is(node, "table") || is_cell(node)
		               ? html_next_past(table, node)
		               : html_next(table, node);
	return node;
}

static struct html_node *next_cell(struct html_node *node)
{
	while (node && !is_cell(node))
		node = node->next;
	return node;
}

static bool is_merged(const struct html_node *cell)
{
	struct str columns = html_attribute(cell, "colspan");
	struct str rows = html_attribute(cell, "rowspan");

	return (columns.len && !str_eq(columns, STR("1"))) ||
	       (rows.len && !str_eq(rows, STR("1")));
}

enum table_form { TABLE_GRID, TABLE_HTML, TABLE_LAYOUT };

/* The most cells of a row, and how the table can be written. */
static enum table_form form_of(struct html_node *table, struct grid *grid)
{
	enum table_form form = TABLE_GRID;
	bool has_table = false;

	*grid = (struct grid){ 0 };
	for (struct html_node *row = next_row(table, table); row;
	     row = next_row(table, row)) {
		size_t columns = 0, headers = 0;

		for (struct html_node *cell = next_cell(row->first); cell;
		     cell = next_cell(cell->next)) {
			columns++;
			headers += html_is(cell, "th");
			if (is_merged(cell))
				form = TABLE_HTML;
			for (struct html_node *node = cell->first; node;
			     node = node->next)
				if (node->mark == NODE_BLOCK)
					form = TABLE_HTML;
			for (struct html_node *node = html_next(cell, cell); node;
			     node = html_next(cell, node))
				has_table |= html_is(node, "table");
		}
		if (columns == 0)
			continue;
		if (grid->rows == 0)
			grid->has_header =
				headers == columns || html_is(row->parent, "thead");
		grid->rows++;
		grid->columns = columns > grid->columns ? columns : grid->columns;
	}
	if (grid->rows == 0 || grid->columns < 2 || has_table)
		return TABLE_LAYOUT;
	if (str_eq(html_attribute(table, "role"), STR("presentation")))
		return TABLE_LAYOUT;
	return grid->columns > COLUMNS_MAX ? TABLE_HTML : form;
}

/* A cell's line; "|" would end the cell, in code too. */
static struct str cell_text(struct markdown_writer *writer, struct html_node *cell)
{
	struct inline_run run = { cell->first, NULL };
	struct str line = line_of(writer, run, LINE_USE_CELL);
	struct buf out = { 0 };

	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] == '|')
			buf_add_char(&out, '\\');
		buf_add_char(&out, line.ptr[i]);
	}
	line = buf_keep(&out, writer->arena);
	buf_clear(&out);
	return line;
}

static bool fill(struct markdown_writer *writer, struct html_node *table,
                 struct grid *grid)
{
	size_t row_number = 0;

	grid->cells = ARENA_ARRAY(writer->arena, struct str, grid->rows * grid->columns);
	for (struct html_node *row = next_row(table, table); row;
	     row = next_row(table, row)) {
		size_t column = 0;

		for (struct html_node *cell = next_cell(row->first); cell;
		     cell = next_cell(cell->next)) {
			struct str text = cell_text(writer, cell);

			if (text.len > CELL_CHARS)
				return false;
			grid->cells[row_number * grid->columns + column++] = text;
		}
		row_number += column > 0;
	}
	return true;
}

static void write_row(struct markdown_writer *writer, const struct grid *grid,
                      const size_t *widths, size_t row)
{
	begin_line(writer);
	for (size_t column = 0; column < grid->columns; column++) {
		struct str text = grid->cells[row * grid->columns + column];

		buf_puts(&writer->out, "| ");
		buf_add(&writer->out, text);
		buf_add_chars(&writer->out, ' ', widths[column] - utf8_width(text) + 1);
	}
	buf_puts(&writer->out, "|\n");
}

static void write_rule(struct markdown_writer *writer, const struct grid *grid,
                       const size_t *widths)
{
	begin_line(writer);
	for (size_t column = 0; column < grid->columns; column++) {
		buf_add_char(&writer->out, '|');
		buf_add_chars(&writer->out, '-', widths[column] + 2);
	}
	buf_puts(&writer->out, "|\n");
}

static void write_grid(struct markdown_writer *writer, struct grid *grid)
{
	size_t *widths = ARENA_ARRAY(writer->arena, size_t, grid->columns);
	struct grid blank = { 0 };

	for (size_t i = 0; i < grid->rows * grid->columns; i++) {
		size_t width = utf8_width(grid->cells[i]);
		size_t *widest = &widths[i % grid->columns];

		*widest = width > *widest ? width : *widest;
	}
	for (size_t i = 0; i < grid->columns; i++)
		widths[i] = widths[i] ? widths[i] : 1;
	begin_block(writer);
	if (!grid->has_header) {
		blank.cells = ARENA_ARRAY(writer->arena, struct str, grid->columns);
		blank.columns = grid->columns;
		write_row(writer, &blank, widths, 0);
		write_rule(writer, grid, widths);
	}
	for (size_t row = 0; row < grid->rows; row++) {
		write_row(writer, grid, widths, row);
		if (row == 0 && grid->has_header)
			write_rule(writer, grid, widths);
	}
}

/* What a table of layout holds, in the order of its cells. */
static void write_cells(struct markdown_writer *writer, struct html_node *table)
{
	for (struct html_node *child = table->first; child; child = child->next) {
		if (is_cell(child) || html_is(child, "caption"))
			write_blocks(writer, child);
		else if (child->name.len)
			write_cells(writer, child);
	}
}

static void write_caption(struct markdown_writer *writer, struct html_node *table)
{
	for (struct html_node *child = table->first; child; child = child->next)
		if (html_is(child, "caption"))
			write_blocks(writer, child);
}

void write_table(struct markdown_writer *writer, struct html_node *table)
{
	struct grid grid;
	enum table_form form = form_of(table, &grid);
	struct buf html = { 0 };
	struct str rest, line;

	if (form == TABLE_GRID && !fill(writer, table, &grid))
		form = TABLE_HTML;
	if (form == TABLE_LAYOUT) {
		write_cells(writer, table);
		return;
	}
	if (form == TABLE_GRID) {
		write_caption(writer, table);
		write_grid(writer, &grid);
		return;
	}
	write_html(writer, &html, table);
	begin_block(writer);
	rest = buf_str(&html);
	while (str_next_line(&rest, &line)) {
		if (str_trim(line).len == 0)
			continue;
		begin_line(writer);
		buf_add(&writer->out, line);
		buf_add_char(&writer->out, '\n');
	}
	buf_clear(&html);
}
