#include "import/pagetext.h"

#include <stdint.h>

#include "base/buf.h"
#include "base/entities.h"
#include "base/text.h"

/* The text without what looks like tags. */
static struct str without_tags(struct arena *arena, struct str text)
{
	struct buf out = { 0 };
	size_t open, close;

	if (str_find_char(text, '<') == STR_NONE)
		return text;
	while ((open = str_find_char(text, '<')) != STR_NONE) {
		struct str rest = str_from(text, open + 1);

		buf_add(&out, str_slice(text, 0, open));
		close = str_find_char(rest, '>');
		if (close != STR_NONE && rest.len &&
		    (is_alpha(rest.ptr[0]) || rest.ptr[0] == '/')) {
			buf_add_char(&out, ' ');
			text = str_from(rest, close + 1);
		} else {
			buf_add_char(&out, '<');
			text = rest;
		}
	}
	buf_add(&out, text);
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}

struct str clean_text(struct arena *arena, struct str text)
{
	struct buf out = { 0 };

	if (str_find_char(text, '&') != STR_NONE) {
		unescape_html(&out, text);
		text = buf_keep(&out, arena);
		buf_clear(&out);
	}
	return text_squeeze(arena, without_tags(arena, text));
}

struct str element_text(struct arena *arena, const struct html_node *element)
{
	struct html_node *root = (struct html_node *)(uintptr_t)element;
	struct buf out = { 0 };
	struct str text;

	for (struct html_node *node = html_next(root, root); node;
	     node = html_next(root, node)) {
		if (html_is(node, "br"))
			buf_add_char(&out, ' ');
		else if (node->name.len == 0 && !html_is(node->parent, "script") &&
		         !html_is(node->parent, "style"))
			buf_add(&out, node->text);
	}
	text = text_squeeze(arena, buf_str(&out));
	buf_clear(&out);
	return text;
}
