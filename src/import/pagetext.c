#include "import/pagetext.h"

#include "base/attr.h"
#include "base/buf.h"
#include "base/entities.h"
#include "base/text.h"
#include "import/hints.h"

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

/* Blocks stand apart, whatever is between their tags. */
static void add_element(struct buf *out, const struct html_node *element)
{
	bool apart = is_block_element(element) || html_is(element, "br");

	if (html_is(element, "script") || html_is(element, "style"))
		return;
	if (apart)
		buf_add_char(out, ' ');
	for (const struct html_node *node = element->first; node; node = node->next) {
		if (node->name.len)
			add_element(out, node);
		else
			buf_add(out, node->text);
	}
	if (apart)
		buf_add_char(out, ' ');
}

struct str element_text(struct arena *arena, const struct html_node *element)
{
	struct buf out = { 0 };
	struct str text;

	add_element(&out, element);
	text = text_squeeze(arena, buf_str(&out));
	buf_clear(&out);
	return text;
}

/* Marks in a text that is being put together: a line ends, a span begins or ends. */
#define LINE_MARK '\1'
#define SPAN_MARK '\2'
#define ITEM_MARK '\3'

static void add_marked(struct buf *out, const struct html_node *element)
{
	char mark = html_is(element, "li")                                ? ITEM_MARK
	            : html_is(element, "span")                            ? SPAN_MARK
	            : is_block_element(element) || html_is(element, "br") ? LINE_MARK
	                                                                  : '\0';

	if (html_is(element, "script") || html_is(element, "style"))
		return;
	if (mark)
		buf_add_char(out, mark);
	for (const struct html_node *node = element->first; node; node = node->next) {
		if (hints_have(node,
		               " publication affiliation organisation organization "))
			continue; /* whom a name writes for */
		if (node->name.len)
			add_marked(out, node);
		else
			buf_add(out, node->text);
	}
	if (mark)
		buf_add_char(out, mark);
}

static bool is_wordly_byte(char c)
{
	return is_alnum(c) || (unsigned char)c >= 0x80;
}

struct str element_lines(struct arena *arena, const struct html_node *element)
{
	struct buf marked = { 0 }, out = { 0 };
	bool line = false, item = false, touches = false;
	struct str text;

	add_marked(&marked, element);
	for (size_t i = 0; i < marked.len; i++) {
		char c = marked.ptr[i];

		if (c >= LINE_MARK && c <= ITEM_MARK) {
			line |= c != SPAN_MARK;
			item |= c == ITEM_MARK;
			touches |= out.len && is_wordly_byte(out.ptr[out.len - 1]);
			continue;
		}
		/* Space between spans does not part them, but between lines it may stand.
		 */
		if (line && is_space(c))
			continue;
		if ((line || touches) && out.len && is_wordly_byte(c))
			buf_add(&out, item ? STR(" & ") : STR(", "));
		line = item = touches = false;
		buf_add_char(&out, c);
	}
	text = text_squeeze(arena, buf_str(&out));
	buf_clear(&marked);
	buf_clear(&out);
	return text;
}
