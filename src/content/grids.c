#include "content/grids.h"

#include <string.h>

#include "base/buf.h"
#include "content/marks.h"

struct finder {
	struct body *body;
	size_t *starts; /* of the lines of text */
	size_t line_count;
	size_t *delimiters; /* lines that look like delimiter rows, from 1 */
	size_t delimiter_count;
	size_t quotes; /* block quotes around the current node */
	size_t grid_cap, cell_cap;
	struct buf text; /* the cells */
	size_t text_lines;
};

static struct str get_line(const struct finder *finder, size_t line)
{
	struct str text = str_slice(finder->body->text, finder->starts[line - 1],
	                            finder->starts[line]);

	while (text.len &&
	       (text.ptr[text.len - 1] == '\n' || text.ptr[text.len - 1] == '\r'))
		text.len--;
	return text;
}

/* A line of a paragraph without what belongs to the blocks around it. */
static struct str strip_line(const struct finder *finder, cmark_node *node, size_t line)
{
	struct str text = get_line(finder, line);

	if (line == tree_line(node))
		return str_trim_start(str_from(text, tree_column(node) - 1));
	for (size_t i = 0; i <= finder->quotes; i++) {
		text = str_trim_start(text);
		if (i == finder->quotes || !str_skip_prefix(&text, STR(">")))
			break;
	}
	return text;
}

/* Is s an underline of a heading? */
static bool is_run_of(struct str s, char c)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != c)
			return false;
	return c == '-' || c == '=';
}

/* Take the next cell off a row whose outer pipes are gone. */
static bool next_cell(struct str *row, struct str *cell)
{
	size_t i = 0;

	if (row->len == 0)
		return false;
	while (i < row->len && row->ptr[i] != '|')
		i += row->ptr[i] == '\\' && i + 1 < row->len && is_punct(row->ptr[i + 1])
		             ? 2
		             : 1;
	*cell = str_trim(str_slice(*row, 0, i));
	*row = str_from(*row, i + 1);
	return true;
}

/* A row without its outer pipe on the left; on the right it is a cell's end. */
static struct str open_row(struct str line)
{
	line = str_trim(line);
	str_skip_prefix(&line, STR("|"));
	return line;
}

static bool read_delimiter(struct str cell, unsigned char *align)
{
	bool left = str_skip_prefix(&cell, STR(":"));
	bool right = str_skip_suffix(&cell, STR(":"));

	for (size_t i = 0; i < cell.len; i++)
		if (cell.ptr[i] != '-')
			return false;
	*align = left && right ? ALIGN_CENTER
	         : left        ? ALIGN_LEFT
	         : right       ? ALIGN_RIGHT
	                       : ALIGN_NONE;
	return cell.len > 0;
}

/* The number of columns of a delimiter row, and how they are aligned; 0: it is none. */
static size_t read_delimiters(struct str line, unsigned char aligns[GRID_COLUMNS])
{
	struct str row = open_row(line), cell;
	size_t count = 0;

	while (next_cell(&row, &cell)) {
		if (count == GRID_COLUMNS || !read_delimiter(cell, &aligns[count]))
			return 0;
		count++;
	}
	return count;
}

static size_t count_cells(struct str line)
{
	struct str row = open_row(line), cell;
	size_t count = 0;

	while (next_cell(&row, &cell))
		count++;
	return count;
}

/* Lines of "|", "-", ":" and space behind the marks of quotes, with "-" and "|" in them.
 */
static bool may_be_delimiters(struct str line)
{
	while (line.len && (is_space(line.ptr[0]) || line.ptr[0] == '>'))
		line = str_from(line, 1);
	if (!str_contains(line, STR("|")) || !str_contains(line, STR("-")))
		return false;
	for (size_t i = 0; i < line.len; i++)
		if (str_find_char(STR("|-: \t\r\n"), line.ptr[i]) == STR_NONE)
			return false;
	return true;
}

static void find_delimiters(struct finder *finder)
{
	struct arena *arena = finder->body->arena;

	finder->starts = line_starts(finder->body->text, arena, &finder->line_count);
	finder->delimiters = ARENA_ARRAY(arena, size_t, finder->line_count);
	for (size_t line = 2; line <= finder->line_count; line++)
		if (may_be_delimiters(get_line(finder, line)))
			finder->delimiters[finder->delimiter_count++] = line;
}

/* Room for one more item of an array in the arena. */
static void *grow(struct arena *arena, void *items, size_t count, size_t *cap,
                  size_t size)
{
	void *grown;

	if (count < *cap)
		return items;
	*cap = *cap ? *cap * 2 : 16;
	grown = arena_alloc_array(arena, *cap, size);
	if (count)
		memcpy(grown, items, count * size);
	return grown;
}

static struct cell *add_cell(struct finder *finder, size_t line)
{
	struct body *body = finder->body;
	struct cell *cell;

	body->cells = grow(body->arena, body->cells, body->cell_count, &finder->cell_cap,
	                   sizeof(*body->cells));
	cell = &body->cells[body->cell_count++];
	*cell = (struct cell){ .line = line, .text_line = finder->text_lines + 1 };
	return cell;
}

/* A cell's text as a paragraph, its escaped pipes as pipes. */
static void add_cell_text(struct finder *finder, struct str text)
{
	struct buf *out = &finder->text;

	if (text.len == 0)
		return;
	buf_puts(out, CELL_PREFIX);
	for (size_t i = 0; i < text.len; i++)
		if (!str_has_prefix(str_from(text, i), STR("\\|")))
			buf_add_char(out, text.ptr[i]);
	buf_puts(out, "\n\n");
	finder->text_lines += 2;
}

static void add_row(struct finder *finder, struct grid *grid, struct str line,
                    size_t number)
{
	struct str row = open_row(line), cell;
	struct grid_row *last = &grid->rows[grid->row_count++];

	last->first = finder->body->cell_count;
	while (last->count < grid->columns && next_cell(&row, &cell)) {
		add_cell(finder, number)->prefixed = true;
		add_cell_text(finder, cell);
		last->count++;
	}
}

/* The lines [start, end) that precede a table in its paragraph are a paragraph still. */
static void add_lead(struct finder *finder, struct grid *grid, cmark_node *node,
                     size_t start, size_t end)
{
	struct cell *cell;

	grid->lead = SIZE_MAX;
	if (start == end)
		return;
	grid->lead = finder->body->cell_count;
	cell = add_cell(finder, start);
	for (size_t line = start; line < end; line++) {
		struct str text = strip_line(finder, node, line);

		if (line > start) {
			buf_puts(&finder->text, "     "); /* too deep to begin a block */
		} else if (!str_has_prefix(text, STR("["))) {
			/* Else it may be a link's definition, before the paragraph's
			 * text. */
			buf_puts(&finder->text, CELL_PREFIX);
			cell->prefixed = true;
		}
		buf_add(&finder->text, text);
		buf_add_char(&finder->text, '\n');
		finder->text_lines++;
	}
	buf_add_char(&finder->text, '\n');
	finder->text_lines++;
}

/* A table whose header is on a line, in the node's lines up to the last. */
static void add_grid(struct finder *finder, cmark_node *node, size_t header, size_t last,
                     size_t columns, const unsigned char *aligns)
{
	struct body *body = finder->body;
	struct grid *grid;
	struct str final = str_trim(strip_line(finder, node, last));

	body->grids = grow(body->arena, body->grids, body->grid_count, &finder->grid_cap,
	                   sizeof(*body->grids));
	grid = &body->grids[body->grid_count++];
	grid->line = tree_line(node);
	grid->columns = columns;
	grid->aligns = memcpy(arena_alloc_raw(body->arena, columns), aligns, columns);
	grid->rows = ARENA_ARRAY(body->arena, struct grid_row, last - header + 1);
	if (cmark_node_get_type(node) == CMARK_NODE_HEADING &&
	    str_has_prefix(final, STR("-"))) {
		grid->ruled = true;
		last--;
	}
	add_lead(finder, grid, node, grid->line, header);
	for (size_t line = header; line <= last; line++)
		if (line != header + 1)
			add_row(finder, grid, strip_line(finder, node, line), line);
}

/* The last line of a paragraph or of a heading with its underline. */
static size_t last_line(const struct finder *finder, cmark_node *node)
{
	size_t last = tree_end_line(node);
	struct str text;

	if (last > finder->line_count)
		last = finder->line_count;
	if (cmark_node_get_type(node) != CMARK_NODE_HEADING || last <= tree_line(node))
		return last;
	/* cmark may count the line behind a heading to it. */
	text = str_trim(strip_line(finder, node, last));
	return text.len && is_run_of(text, text.ptr[0]) ? last : last - 1;
}

/* Try each delimiter row among a paragraph's lines, from the *at-th on. */
static void see_paragraph(struct finder *finder, cmark_node *node, size_t *at)
{
	size_t first = tree_line(node), last = last_line(finder, node);
	unsigned char aligns[GRID_COLUMNS];

	while (*at < finder->delimiter_count && finder->delimiters[*at] <= first)
		++*at;
	for (; *at < finder->delimiter_count && finder->delimiters[*at] <= last; ++*at) {
		size_t line = finder->delimiters[*at];
		size_t columns = read_delimiters(strip_line(finder, node, line), aligns);

		if (columns == 0 ||
		    columns != count_cells(strip_line(finder, node, line - 1)))
			continue;
		add_grid(finder, node, line - 1, last, columns, aligns);
		break;
	}
}

bool grids_find(struct body *body, cmark_node *root)
{
	struct finder finder = { .body = body };
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	size_t at = 0;

	find_delimiters(&finder);
	while (at < finder.delimiter_count &&
	       (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);

		if (type == CMARK_NODE_BLOCK_QUOTE)
			finder.quotes += event == CMARK_EVENT_ENTER ? 1 : (size_t)-1;
		if (event != CMARK_EVENT_ENTER)
			continue;
		if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) {
			see_paragraph(&finder, node, &at);
			cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
		}
	}
	if (body->grid_count) {
		buf_add(&finder.text, body->text);
		body->text = buf_keep(&finder.text, body->arena);
		body->cell_lines = finder.text_lines;
	}
	buf_clear(&finder.text);
	return body->grid_count > 0;
}

/* Give the cells the paragraphs at the head of the tree. */
static void place_cells(struct body *body, cmark_node *root)
{
	cmark_node *node = cmark_node_first_child(root);
	size_t at = 0;

	while (node && tree_line(node) <= body->cell_lines) {
		cmark_node *text = cmark_node_first_child(node);

		/* Empty cells have the line of the next that is not. */
		while (at < body->cell_count &&
		       (body->cells[at].text_line < tree_line(node) ||
		        (at + 1 < body->cell_count &&
		         body->cells[at + 1].text_line == body->cells[at].text_line)))
			at++;
		if (at == body->cell_count)
			break;
		body->cells[at].inside = node;
		if (text && body->cells[at].prefixed)
			mark_add(body, text, MARK_NOTHING, 0, strlen(CELL_PREFIX));
		node = cmark_node_next(node);
	}
}

static void hang_grid(struct body *body, cmark_node *node, struct grid *grid)
{
	struct block *block = ARENA_NEW(body->arena, struct block);

	block->grid = grid;
	cmark_node_set_user_data(node, block);
}

void grids_place(struct body *body, cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;
	size_t at = 0;

	place_cells(body, root);
	while (at < body->grid_count &&
	       (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);

		if (event != CMARK_EVENT_ENTER ||
		    (type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_HEADING))
			continue;
		if (tree_line(node) == body->grids[at].line + body->cell_lines)
			hang_grid(body, node, &body->grids[at++]);
		cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
	}
}

void grids_unlink_cells(struct body *body)
{
	for (size_t i = 0; i < body->cell_count; i++)
		if (body->cells[i].inside)
			cmark_node_unlink(body->cells[i].inside);
}
