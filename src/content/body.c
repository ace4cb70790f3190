#include "content/body.h"

bool body_may_warn(struct body *body)
{
	if (body->warnings++ == WARNINGS_MAX)
		diag_warn(body->diags, SPAN_FILE(body->places.source),
		          "more than %d warnings; the others are not shown",
		          WARNINGS_MAX);
	return body->warnings <= WARNINGS_MAX;
}

size_t body_line(const struct body *body, cmark_node *node)
{
	size_t line = tree_line(node);
	size_t low = 0, high = body->cell_count;

	if (line > body->cell_lines)
		return line - body->cell_lines;
	/* The last cell that begins on the line or before it. */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (body->cells[middle].text_line <= line)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == 0)
		return 1;
	return body->cells[low - 1].line + (line - body->cells[low - 1].text_line);
}
