#include "content/phrases.h"

#include "base/utf8.h"
#include "content/footnotes.h"
#include "content/marks.h"
#include "content/markup.h"
#include "content/sanitize.h"

#define SHOWN_MAX 60 /* characters of a URL in a message */

static bool is_plain(const struct writer *writer)
{
	return writer->body->options->plain;
}

void phrase_text(struct writer *writer, struct str s)
{
	if (is_plain(writer))
		markup_escape(writer->html, s);
	else
		markup_text(writer->html, s);
	if (!writer->image)
		buf_add(writer->text, s);
}

static void write_reference(struct writer *writer, struct footnote *note)
{
	struct str prefix = writer->body->options->id_prefix;
	size_t number;

	if (writer->image)
		return;
	number = footnotes_number(writer->body, note);
	if (writer->links) {
		/* A link in a link is none; nor can the note lead back here. */
		note->references--;
		buf_printf(writer->html, "<sup>%zu</sup>", number);
		return;
	}
	buf_puts(writer->html, "<sup><a href=\"#");
	markup_text(writer->html, prefix);
	buf_printf(writer->html, "fn:%zu\" role=\"doc-noteref\" id=\"", number);
	markup_text(writer->html, prefix);
	buf_printf(writer->html, "fnref:%zu", number);
	if (note->references > 1)
		buf_printf(writer->html, ":%zu", note->references);
	buf_printf(writer->html, "\">%zu</a></sup>", number);
}

static void write_mark(struct writer *writer, const struct mark *mark)
{
	switch (mark->kind) {
	case MARK_NOTHING:
		break;
	case MARK_DELETE:
		if (!writer->image)
			buf_puts(writer->html, "<del>");
		break;
	case MARK_DELETED:
		if (!writer->image)
			buf_puts(writer->html, "</del>");
		break;
	case MARK_FOOTNOTE:
		write_reference(writer, mark->note);
		break;
	case MARK_TODO:
		buf_puts(writer->html, "\u2610");
		break;
	case MARK_DONE:
		buf_puts(writer->html, "\u2611");
		break;
	}
}

static void write_text(struct writer *writer, cmark_node *node)
{
	struct str text = tree_literal(node);
	const struct marks *marks = cmark_node_get_user_data(node);
	size_t at = 0;

	for (const struct mark *mark = marks ? marks->first : NULL; mark; mark = mark->next) {
		phrase_text(writer,
		            marks_unescape(writer->body, str_slice(text, at, mark->start)));
		write_mark(writer, mark);
		at = mark->end;
	}
	phrase_text(writer, marks_unescape(writer->body, str_from(text, at)));
}

static void write_code(struct writer *writer, cmark_node *node)
{
	struct str code = marks_restore(writer->body, tree_literal(node));

	if (!writer->image)
		buf_puts(writer->html, "<code>");
	phrase_text(writer, code);
	if (!writer->image)
		buf_puts(writer->html, "</code>");
}

static void write_url(struct writer *writer, struct str url)
{
	size_t start = writer->html->len;

	if (is_plain(writer)) {
		markup_url_plain(writer->html, url);
		return;
	}
	markup_url(writer->html, url);
	if (writer->body->linked)
		table_add(writer->body->linked,
		          arena_str(writer->body->arena,
		                    str_from(buf_str(writer->html), start)),
		          NULL);
}

static void write_title(struct writer *writer, struct str title)
{
	if (title.len == 0 || (!is_plain(writer) && is_blank(title)))
		return;
	buf_puts(writer->html, " title=\"");
	if (is_plain(writer))
		markup_escape(writer->html, title);
	else
		markup_text(writer->html, title);
	buf_add_char(writer->html, '"');
}

static struct str url_of(struct writer *writer, cmark_node *node)
{
	return marks_unescape(writer->body, tree_url(node));
}

static bool is_allowed(struct writer *writer, struct str url, enum link_kind kind)
{
	return url.len > 0 && (writer->body->options->html == HTML_TRUSTED ||
	                       url_is_safe(url, kind));
}

static struct span place_of(struct writer *writer, cmark_node *node, struct str url)
{
	return place_link(&writer->body->places, body_line(writer->body, node),
	                  tree_column(node), url);
}

/*
 * Where a link or picture leads, hung on its node; NULL if it is not to be written. A
 * link that leads nowhere is text.
 */
static struct link_target *resolve(struct writer *writer, cmark_node *node,
                                   enum link_kind kind)
{
	struct body *body = writer->body;
	const struct link_resolver *links = body->options->links;
	struct str url = url_of(writer, node);
	struct link_target *target;

	if (!is_plain(writer) && !is_allowed(writer, url, kind)) {
		if (url.len == 0 || !body_may_warn(body))
			return NULL;
		diag_warn(body->diags, place_of(writer, node, url),
		          "unsafe %s '%.*s' is left out",
		          kind == LINK_PAGE ? "link" : "picture",
		          STR_ARG(utf8_prefix(url, SHOWN_MAX)));
		diag_hint(body->diags, "%s may be relative, or begin with %s",
		          kind == LINK_PAGE ? "links" : "pictures",
		          kind == LINK_PAGE ? "http:, https:, mailto:, tel: or ftp:" :
		                              "http: or https:");
		return NULL;
	}
	target = ARENA_NEW(body->arena, struct link_target);
	if (url.len && links) {
		struct link link = { kind, url, place_of(writer, node, url) };

		if (!links->resolve(links->context, &link, target))
			*target = (struct link_target){ 0 };
	}
	if (target->url.len == 0)
		target->url = url;
	cmark_node_set_user_data(node, target);
	return target;
}

static void enter_link(struct writer *writer, cmark_node *node)
{
	struct link_target *target;

	if (writer->image)
		return;
	target = resolve(writer, node, LINK_PAGE);
	if (!target)
		return;
	writer->link_start = writer->html->len;
	buf_puts(writer->html, "<a href=\"");
	write_url(writer, target->url);
	buf_add_char(writer->html, '"');
	write_title(writer, marks_unescape(writer->body, tree_title(node)));
	buf_add_char(writer->html, '>');
	writer->link_inside = writer->html->len;
	writer->links++;
}

static void exit_link(struct writer *writer, cmark_node *node)
{
	if (writer->image || !cmark_node_get_user_data(node))
		return;
	writer->links--;
	/* Nobody can follow a link on nothing. */
	if (!is_plain(writer) &&
	    is_blank(str_from(buf_str(writer->html), writer->link_inside)))
		buf_truncate(writer->html, writer->link_start);
	else
		buf_puts(writer->html, "</a>");
}

static void enter_image(struct writer *writer, cmark_node *node)
{
	struct link_target *target;

	if (writer->image)
		return;
	target = resolve(writer, node, LINK_PICTURE);
	if (!target)
		return;
	buf_puts(writer->html, "<img src=\"");
	write_url(writer, target->url);
	buf_puts(writer->html, "\" alt=\"");
	writer->image = node;
}

static void exit_image(struct writer *writer, cmark_node *node)
{
	const struct link_target *target = cmark_node_get_user_data(node);

	if (writer->image != node)
		return;
	writer->image = NULL;
	buf_add_char(writer->html, '"');
	if (!is_plain(writer)) {
		if (target->width && target->height)
			buf_printf(writer->html, " width=\"%u\" height=\"%u\"",
			           target->width, target->height);
		buf_puts(writer->html, " loading=\"lazy\" decoding=\"async\"");
	}
	/* A figure's title is its caption. */
	if (writer->figure != node)
		write_title(writer, marks_unescape(writer->body, tree_title(node)));
	buf_puts(writer->html, " />");
}

static cmark_node *only_child(cmark_node *node)
{
	cmark_node *child = cmark_node_first_child(node);

	return child && !cmark_node_next(child) ? child : NULL;
}

cmark_node *phrase_figure(struct writer *writer, cmark_node *paragraph)
{
	cmark_node *child = only_child(paragraph);

	if (child && cmark_node_get_type(child) == CMARK_NODE_LINK)
		child = only_child(child);
	if (!child || cmark_node_get_type(child) != CMARK_NODE_IMAGE ||
	    is_blank(tree_title(child)) || is_plain(writer) ||
	    !is_allowed(writer, url_of(writer, child), LINK_PICTURE))
		return NULL;
	return child;
}

bool phrase_is_comment(cmark_node *html)
{
	struct str literal = str_trim(tree_literal(html));

	return str_has_prefix(literal, STR("<!--")) &&
	       str_find(literal, STR("-->")) == literal.len - 3;
}

void phrase_html(struct writer *writer, cmark_node *node)
{
	const struct body *body = writer->body;
	struct str literal = marks_restore(body, tree_literal(node));

	if (writer->image) {
		if (body->options->plain)
			markup_escape(writer->html, literal);
	} else if (body->options->html == HTML_NONE) {
		phrase_text(writer, literal);
	} else if (body->options->html == HTML_TRUSTED || body->raw) {
		buf_add(writer->html, literal);
	}
}

/* Emphasis that is nested too deep is text; marks the outermost of it. */
static bool is_too_deep(struct writer *writer, cmark_node *node)
{
	if (is_plain(writer))
		return false;
	if (writer->inline_depth++ >= WRITER_INLINE && !writer->flat_inline)
		writer->flat_inline = node;
	return writer->flat_inline != NULL;
}

static void exit_emphasis(struct writer *writer, cmark_node *node)
{
	bool is_strong = cmark_node_get_type(node) == CMARK_NODE_STRONG;

	if (!writer->flat_inline && !writer->image)
		buf_add(writer->html, is_strong ? STR("</strong>") : STR("</em>"));
	if (writer->flat_inline == node)
		writer->flat_inline = NULL;
	writer->inline_depth--;
}

static void enter_emphasis(struct writer *writer, cmark_node *node)
{
	bool is_strong = cmark_node_get_type(node) == CMARK_NODE_STRONG;

	if (!is_too_deep(writer, node) && !writer->image)
		buf_add(writer->html, is_strong ? STR("<strong>") : STR("<em>"));
}

static void write_break(struct writer *writer, bool is_hard)
{
	if (writer->image) {
		buf_add_char(writer->html, ' ');
		return;
	}
	buf_add(writer->html, is_hard ? STR("<br />\n") : STR("\n"));
	buf_add_char(writer->text, ' ');
}

void phrase_enter(struct writer *writer, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		write_text(writer, node);
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		write_break(writer, cmark_node_get_type(node) == CMARK_NODE_LINEBREAK);
		break;
	case CMARK_NODE_CODE:
		write_code(writer, node);
		break;
	case CMARK_NODE_HTML_INLINE:
		phrase_html(writer, node);
		break;
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
		enter_emphasis(writer, node);
		break;
	case CMARK_NODE_LINK:
		enter_link(writer, node);
		break;
	case CMARK_NODE_IMAGE:
		enter_image(writer, node);
		break;
	default:
		break;
	}
}

void phrase_exit(struct writer *writer, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
		exit_emphasis(writer, node);
		break;
	case CMARK_NODE_LINK:
		exit_link(writer, node);
		break;
	case CMARK_NODE_IMAGE:
		exit_image(writer, node);
		break;
	default:
		break;
	}
}
