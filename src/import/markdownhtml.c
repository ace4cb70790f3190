/*
 * HTML where Markdown has no marks: elements within lines, and tables with merged cells.
 */
#include "base/attr.h"
#include "base/text.h"
#include "import/markdownescape.h"
#include "import/markdownwriter.h"
#include "import/wordlist.h"

bool html_is_kept(const struct html_node *node)
{
	return word_in(" sub sup kbd ins mark abbr q ruby rt rp bdo ", node->name);
}

static bool is_written(const struct html_node *node)
{
	return html_is_kept(node) ||
	       word_in(" table thead tbody tfoot tr td th caption dl dt dd p ul ol li"
	               " blockquote pre code strong b em i del s br h1 h2 h3 h4 h5 h6 ",
	               node->name);
}

static bool is_row(const struct html_node *node)
{
	return word_in(" table thead tbody tfoot tr td th caption dl dt dd p ul ol li ",
	               node->name);
}

static void write_attribute(struct buf *out, const char *name, struct str value)
{
	if (value.len == 0)
		return;
	buf_printf(out, " %s=\"", name);
	escape_raw_html(out, value);
	buf_add_char(out, '"');
}

static void write_attributes(struct markdown_writer *writer, struct buf *out,
                             const struct html_node *node)
{
	static const char *const harmless[] = { "colspan", "rowspan", "scope", "start",
		                                "title" };

	for (size_t i = 0; i < ARRAY_LEN(harmless); i++)
		write_attribute(out, harmless[i], html_attribute(node, harmless[i]));
	if (html_is(node, "a"))
		write_attribute(out, "href",
		                link_url(writer, html_attribute(node, "href")));
}

/* Text without line breaks: an empty line would end the HTML. */
static void write_text(struct markdown_writer *writer, struct buf *out, struct str text)
{
	struct str plain = text_squeeze(writer->arena, text);

	if (text.len && is_space(text.ptr[0]) && out->len &&
	    !is_space(out->ptr[out->len - 1]))
		buf_add_char(out, ' ');
	escape_raw_html(out, plain);
	if (plain.len && is_space(text.ptr[text.len - 1]))
		buf_add_char(out, ' ');
}

static void end_line(struct buf *out)
{
	while (out->len && out->ptr[out->len - 1] == ' ')
		out->len--;
	if (out->len && out->ptr[out->len - 1] != '\n')
		buf_add_char(out, '\n');
}

static void write_children(struct markdown_writer *writer, struct buf *out,
                           const struct html_node *node)
{
	for (const struct html_node *child = node->first; child; child = child->next)
		write_html(writer, out, child);
}

static void write_image(struct markdown_writer *writer, struct buf *out,
                        const struct html_node *node)
{
	struct picture picture = picture_of(writer, node);

	if (picture.src.len == 0)
		return;
	buf_puts(out, "<img src=\"");
	escape_raw_html(out, picture.src);
	buf_puts(out, "\" alt=\"");
	escape_raw_html(out, picture.alt);
	buf_puts(out, "\">");
}

void write_html(struct markdown_writer *writer, struct buf *out,
                const struct html_node *node)
{
	bool is_link = html_is(node, "a") &&
	               link_url(writer, html_attribute(node, "href")).len > 0;

	if (node->mark == NODE_NOTHING)
		return;
	if (node->name.len == 0) {
		write_text(writer, out, node->text);
		return;
	}
	if (html_is(node, "img")) {
		write_image(writer, out, node);
		return;
	}
	if (!is_written(node) && !is_link) {
		write_children(writer, out, node);
		return;
	}
	if (is_row(node))
		end_line(out);
	buf_printf(out, "<%.*s", STR_ARG(node->name));
	write_attributes(writer, out, node);
	buf_add_char(out, '>');
	if (html_is(node, "br"))
		return;
	write_children(writer, out, node);
	if (word_in(" table thead tbody tfoot tr dl ul ol ", node->name))
		end_line(out);
	buf_printf(out, "</%.*s>", STR_ARG(node->name));
	if (is_row(node))
		end_line(out);
}
