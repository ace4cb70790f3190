#include "content/phrases.h"

#include "base/utf8.h"
#include "content/footnotes.h"
#include "content/marks.h"
#include "content/markup.h"
#include "content/sanitize.h"

#define SHOWN_MAX 60 /* characters of a URL in a message */

static bool is_plain(const struct typesetter *setter)
{
	return setter->body->options->plain;
}

void phrase_text(struct typesetter *setter, struct str s)
{
	if (is_plain(setter))
		markup_escape(setter->html, s);
	else
		markup_text(setter->html, s);
	if (!setter->image)
		buf_add(setter->text, s);
}

static void write_reference(struct typesetter *setter, struct footnote *note)
{
	struct str prefix = setter->body->options->id_prefix;
	size_t number;

	if (setter->image)
		return;
	number = footnotes_number(setter->body, note);
	if (setter->links) {
		/* A link in a link is none; nor can the note lead back here. */
		note->references--;
		buf_printf(setter->html, "<sup>%zu</sup>", number);
		return;
	}
	buf_puts(setter->html, "<sup><a href=\"#");
	markup_text(setter->html, prefix);
	buf_printf(setter->html, "fn:%zu\" role=\"doc-noteref\" id=\"", number);
	markup_text(setter->html, prefix);
	buf_printf(setter->html, "fnref:%zu", number);
	if (note->references > 1)
		buf_printf(setter->html, ":%zu", note->references);
	buf_printf(setter->html, "\">%zu</a></sup>", number);
}

static void write_mark(struct typesetter *setter, const struct mark *mark)
{
	switch (mark->kind) {
	case MARK_NOTHING:
		break;
	case MARK_DELETE:
		if (!setter->image)
			buf_puts(setter->html, "<del>");
		break;
	case MARK_DELETED:
		if (!setter->image)
			buf_puts(setter->html, "</del>");
		break;
	case MARK_FOOTNOTE:
		write_reference(setter, mark->note);
		break;
	case MARK_TODO:
		buf_puts(setter->html, "\u2610");
		break;
	case MARK_DONE:
		buf_puts(setter->html, "\u2611");
		break;
	}
}

static void write_text(struct typesetter *setter, cmark_node *node)
{
	struct str text = tree_literal(node);
	const struct marks *marks = cmark_node_get_user_data(node);
	size_t at = 0;

	for (const struct mark *mark = marks ? marks->first : NULL; mark;
	     mark = mark->next) {
		phrase_text(setter, marks_unescape(setter->body,
		                                   str_slice(text, at, mark->start)));
		write_mark(setter, mark);
		at = mark->end;
	}
	phrase_text(setter, marks_unescape(setter->body, str_from(text, at)));
}

static void write_code(struct typesetter *setter, cmark_node *node)
{
	struct str code = marks_restore(setter->body, tree_literal(node));

	if (!setter->image)
		buf_puts(setter->html, "<code>");
	phrase_text(setter, code);
	if (!setter->image)
		buf_puts(setter->html, "</code>");
}

static void write_url(struct typesetter *setter, struct str url)
{
	size_t start = setter->html->len;

	if (is_plain(setter)) {
		markup_url_plain(setter->html, url);
		return;
	}
	markup_url(setter->html, url);
	if (setter->body->linked)
		table_add(setter->body->linked,
		          arena_str(setter->body->arena,
		                    str_from(buf_str(setter->html), start)),
		          NULL);
}

static void write_title(struct typesetter *setter, struct str title)
{
	if (title.len == 0 || (!is_plain(setter) && is_blank(title)))
		return;
	buf_puts(setter->html, " title=\"");
	if (is_plain(setter))
		markup_escape(setter->html, title);
	else
		markup_text(setter->html, title);
	buf_add_char(setter->html, '"');
}

static struct str url_of(struct typesetter *setter, cmark_node *node)
{
	return marks_unescape(setter->body, tree_url(node));
}

static bool is_allowed(struct typesetter *setter, struct str url, enum link_kind kind)
{
	return url.len > 0 &&
	       (setter->body->options->html == HTML_TRUSTED || url_is_safe(url, kind));
}

static struct span place_of(struct typesetter *setter, cmark_node *node, struct str url)
{
	return place_link(&setter->body->places, body_line(setter->body, node),
	                  tree_column(node), url);
}

/*
 * Where a link or picture leads, hung on its node; NULL if it is not to be written. A
 * link that leads nowhere is text.
 */
static struct link_target *resolve(struct typesetter *setter, cmark_node *node,
                                   enum link_kind kind)
{
	struct body *body = setter->body;
	const struct link_resolver *links = body->options->links;
	struct str url = url_of(setter, node);
	struct link_target *target;

	if (!is_plain(setter) && !is_allowed(setter, url, kind)) {
		if (url.len == 0 || !body_may_warn(body))
			return NULL;
		diag_warn(body->diags, place_of(setter, node, url),
		          "unsafe %s '%.*s' is left out",
		          kind == LINK_PAGE ? "link" : "picture",
		          STR_ARG(utf8_prefix(url, SHOWN_MAX)));
		diag_hint(body->diags, "%s may be relative, or begin with %s",
		          kind == LINK_PAGE ? "links" : "pictures",
		          kind == LINK_PAGE ? "http:, https:, mailto:, tel: or ftp:"
		                            : "http: or https:");
		return NULL;
	}
	target = ARENA_NEW(body->arena, struct link_target);
	if (url.len && links) {
		struct link link = { kind, url, place_of(setter, node, url) };

		if (!links->resolve(links->context, &link, target))
			*target = (struct link_target){ 0 };
	}
	if (target->url.len == 0)
		target->url = url;
	cmark_node_set_user_data(node, target);
	return target;
}

static void enter_link(struct typesetter *setter, cmark_node *node)
{
	struct link_target *target;

	if (setter->image)
		return;
	target = resolve(setter, node, LINK_PAGE);
	if (!target)
		return;
	setter->link_start = setter->html->len;
	buf_puts(setter->html, "<a href=\"");
	write_url(setter, target->url);
	buf_add_char(setter->html, '"');
	write_title(setter, marks_unescape(setter->body, tree_title(node)));
	buf_add_char(setter->html, '>');
	setter->link_inside = setter->html->len;
	setter->links++;
}

static void exit_link(struct typesetter *setter, cmark_node *node)
{
	if (setter->image || !cmark_node_get_user_data(node))
		return;
	setter->links--;
	/* Nobody can follow a link on nothing. */
	if (!is_plain(setter) &&
	    is_blank(str_from(buf_str(setter->html), setter->link_inside)))
		buf_truncate(setter->html, setter->link_start);
	else
		buf_puts(setter->html, "</a>");
}

static void enter_image(struct typesetter *setter, cmark_node *node)
{
	struct link_target *target;

	if (setter->image)
		return;
	target = resolve(setter, node, LINK_PICTURE);
	if (!target)
		return;
	buf_puts(setter->html, "<img src=\"");
	write_url(setter, target->url);
	buf_puts(setter->html, "\" alt=\"");
	setter->image = node;
}

static void exit_image(struct typesetter *setter, cmark_node *node)
{
	const struct link_target *target = cmark_node_get_user_data(node);
	struct str written = buf_str(setter->html);

	if (setter->image != node)
		return;
	setter->image = NULL;
	if (!is_plain(setter) && str_skip_suffix(&written, STR(MARKUP_NO_ALT "=\""))) {
		buf_truncate(setter->html, written.len);
		buf_puts(setter->html, MARKUP_NO_ALT);
	} else {
		buf_add_char(setter->html, '"');
	}
	if (!is_plain(setter)) {
		if (target->width && target->height)
			buf_printf(setter->html, " width=\"%u\" height=\"%u\"",
			           target->width, target->height);
		buf_puts(setter->html, " loading=\"lazy\" decoding=\"async\"");
	}
	/* A figure's title is its caption. */
	if (setter->figure != node)
		write_title(setter, marks_unescape(setter->body, tree_title(node)));
	buf_puts(setter->html, " />");
}

static cmark_node *only_child(cmark_node *node)
{
	cmark_node *child = cmark_node_first_child(node);

	return child && !cmark_node_next(child) ? child : NULL;
}

cmark_node *phrase_figure(struct typesetter *setter, cmark_node *paragraph)
{
	cmark_node *child = only_child(paragraph);

	if (child && cmark_node_get_type(child) == CMARK_NODE_LINK)
		child = only_child(child);
	if (!child || cmark_node_get_type(child) != CMARK_NODE_IMAGE ||
	    is_blank(tree_title(child)) || is_plain(setter) ||
	    !is_allowed(setter, url_of(setter, child), LINK_PICTURE))
		return NULL;
	return child;
}

bool phrase_is_comment(cmark_node *html)
{
	struct str literal = str_trim(tree_literal(html));

	return str_has_prefix(literal, STR("<!--")) &&
	       str_find(literal, STR("-->")) == literal.len - 3;
}

void phrase_html(struct typesetter *setter, cmark_node *node)
{
	const struct body *body = setter->body;
	struct str literal = marks_restore(body, tree_literal(node));

	if (setter->image) {
		if (body->options->plain)
			markup_escape(setter->html, literal);
	} else if (body->options->html == HTML_NONE) {
		phrase_text(setter, literal);
	} else if (body->options->html == HTML_TRUSTED || body->raw) {
		buf_add(setter->html, literal);
	}
}

/* Emphasis that is nested too deep is text; marks the outermost of it. */
static bool is_too_deep(struct typesetter *setter, cmark_node *node)
{
	if (is_plain(setter))
		return false;
	if (setter->inline_depth++ >= TYPESET_INLINE && !setter->flat_inline)
		setter->flat_inline = node;
	return setter->flat_inline != NULL;
}

static void exit_emphasis(struct typesetter *setter, cmark_node *node)
{
	bool is_strong = cmark_node_get_type(node) == CMARK_NODE_STRONG;

	if (!setter->flat_inline && !setter->image)
		buf_add(setter->html, is_strong ? STR("</strong>") : STR("</em>"));
	if (setter->flat_inline == node)
		setter->flat_inline = NULL;
	setter->inline_depth--;
}

static void enter_emphasis(struct typesetter *setter, cmark_node *node)
{
	bool is_strong = cmark_node_get_type(node) == CMARK_NODE_STRONG;

	if (!is_too_deep(setter, node) && !setter->image)
		buf_add(setter->html, is_strong ? STR("<strong>") : STR("<em>"));
}

static void write_break(struct typesetter *setter, bool is_hard)
{
	if (setter->image) {
		buf_add_char(setter->html, ' ');
		return;
	}
	buf_add(setter->html, is_hard ? STR("<br />\n") : STR("\n"));
	buf_add_char(setter->text, ' ');
}

void phrase_enter(struct typesetter *setter, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		write_text(setter, node);
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		write_break(setter, cmark_node_get_type(node) == CMARK_NODE_LINEBREAK);
		break;
	case CMARK_NODE_CODE:
		write_code(setter, node);
		break;
	case CMARK_NODE_HTML_INLINE:
		phrase_html(setter, node);
		break;
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
		enter_emphasis(setter, node);
		break;
	case CMARK_NODE_LINK:
		enter_link(setter, node);
		break;
	case CMARK_NODE_IMAGE:
		enter_image(setter, node);
		break;
	default:
		break;
	}
}

void phrase_exit(struct typesetter *setter, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_EMPH:
	case CMARK_NODE_STRONG:
		exit_emphasis(setter, node);
		break;
	case CMARK_NODE_LINK:
		exit_link(setter, node);
		break;
	case CMARK_NODE_IMAGE:
		exit_image(setter, node);
		break;
	default:
		break;
	}
}
