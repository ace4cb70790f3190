#include "import/pagecode.h"

#include "base/attr.h"
#include "base/buf.h"
#include "base/text.h"
#include "import/hints.h"

static bool is_cell(const struct html_node *node)
{
	return html_is(node, "td") || html_is(node, "th");
}

static void end_line(struct buf *out)
{
	if (out->len && out->ptr[out->len - 1] != '\n')
		buf_add_char(out, '\n');
}

/* Spaces that do not break are for browsers. */
static void add_text(struct buf *out, struct str text)
{
	size_t at;

	while ((at = str_find(text, STR("\u00A0"))) != STR_NONE) {
		buf_add(out, str_slice(text, 0, at));
		buf_add_char(out, ' ');
		text = str_from(text, at + strlen("\u00A0"));
	}
	buf_add(out, text);
}

/* Every element that is a block has lines of its own, if only an empty one. */
static void add_lines(struct buf *out, const struct html_node *element)
{
	bool block = is_block_element(element), inside = false;
	size_t start;

	if (block)
		end_line(out);
	start = out->len;
	for (const struct html_node *node = element->first; node; node = node->next) {
		inside = inside || (node->name.len && is_block_element(node));
		if (html_is(node, "br"))
			buf_add_char(out, '\n');
		else if (node->name.len)
			add_lines(out, node);
		else
			add_text(out, node->text);
	}
	if (block && !inside && out->len == start)
		buf_add_char(out, '\n');
	else if (block)
		end_line(out);
}

/* Are there numbers in it and nothing else, or what a style makes numbers of? */
static bool is_numbers(const struct html_node *cell)
{
	struct html_node *root = (struct html_node *)(uintptr_t)cell;

	for (struct html_node *node = root; node; node = html_next(root, node))
		for (size_t i = 0; i < node->text.len; i++)
			if (!is_digit(node->text.ptr[i]) && !is_space(node->text.ptr[i]))
				return false;
	return true;
}

/* The pre or code that the cell holds, or NULL. */
static struct html_node *code_in(struct html_node *cell)
{
	struct html_node *node = html_next(cell, cell);

	while (node && !html_is(node, "pre") && !html_is(node, "code"))
		node = html_next(cell, node);
	return node;
}

/* The cell of the row that has its code: the second of two, beside numbers. */
static struct html_node *code_cell(const struct html_node *row)
{
	struct html_node *cells[2] = { 0 };
	size_t count = 0;

	for (struct html_node *node = row->first; node; node = node->next)
		if (is_cell(node)) {
			if (count == 2)
				return NULL;
			cells[count++] = node;
		}
	if (count < 2 || !is_numbers(cells[0]))
		return NULL;
	return hints_have(cells[1], " code ") || html_is(code_in(cells[1]), "pre")
	               ? cells[1]
	               : NULL;
}

/* Instead of all that the node holds. */
static void set_text(struct arena *arena, struct html_node *node, struct buf *text)
{
	struct html_node *only = ARENA_NEW(arena, struct html_node);

	while (node->first)
		html_unlink(node->first);
	only->text = buf_keep(text, arena);
	html_append(node, only);
}

/* A table of lines of code with their numbers becomes a pre. */
static void settle_table(struct arena *arena, struct html_node *table)
{
	struct html_node *node = html_next(table, table), *cell, *code = NULL;
	struct buf text = { 0 };

	while (node) {
		if (!html_is(node, "tr")) {
			node = html_next(table, node);
			continue;
		}
		cell = code_cell(node);
		if (!cell) {
			buf_clear(&text);
			return;
		}
		code = code ? code : code_in(cell);
		add_lines(&text, cell);
		node = html_next_past(table, node);
	}
	if (text.len) {
		table->name = STR("pre");
		table->attributes = code ? code->attributes : NULL;
		table->attribute_count = code ? code->attribute_count : 0;
		set_text(arena, table, &text);
	}
	buf_clear(&text);
}

/* Code of lines that are elements. What is around it may say which language it is in. */
static void settle_pre(struct arena *arena, struct html_node *pre)
{
	struct html_node *code =
		html_is(pre->first, "code") && !pre->first->next ? pre->first : pre;
	struct html_node *node = html_next(code, code);
	struct buf text = { 0 };

	while (node && !(node->name.len && is_block_element(node)))
		node = html_next(code, node);
	if (!node)
		return;
	add_lines(&text, code);
	set_text(arena, code, &text);
	buf_clear(&text);
}

void pagecode_settle(struct arena *arena, struct html_node *root)
{
	for (struct html_node *node = root; node; node = html_next(root, node)) {
		if (html_is(node, "table"))
			settle_table(arena, node);
		if (html_is(node, "pre"))
			settle_pre(arena, node);
	}
}
