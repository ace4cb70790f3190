#include "import/feedtrim.h"

#include "base/attr.h"
#include "base/text.h"
#include "base/url.h"
#include "content/xmltree.h"
#include "import/metadata.h"
#include "import/trackers.h"
#include "import/wordlist.h"

/* "/~ff/" are FeedFlare's buttons, "/~r/" counts; feeds may have a host of their own. */
static bool is_button(const struct html_node *node)
{
	struct url src;

	if (!html_is(node, "img"))
		return false;
	src = url_split(html_attribute(node, "src"));
	return str_has_prefix(src.path, STR("/~ff/")) ||
	       str_has_prefix(src.path, STR("/~r/")) ||
	       str_eq_nocase(src.host, STR("feeds.wordpress.com"));
}

/* What links around it hold nothing else is left empty, and written as nothing. */
void feedtrim_buttons(struct html_node *body)
{
	struct html_node *next;

	for (struct html_node *node = html_next(body, body); node; node = next) {
		bool is_one = is_button(node);

		next = is_one ? html_next_past(body, node) : html_next(body, node);
		if (is_one)
			html_unlink(node);
	}
}

struct strs feedtrim_furniture(struct arena *arena, struct html_node *body)
{
	static const char classes[] =
		" subscription-widget-wrap-editor subscription-widget-wrap subscribe-widget"
		" button-wrapper blogger-post-footer ";
	struct strs texts = { 0 };
	struct html_node *next;

	for (struct html_node *node = html_next(body, body); node; node = next) {
		struct str class = str_trim(html_attribute(node, "class")), first, rest;

		str_cut(class, ' ', &first, &rest);
		next = html_next(body, node);
		if (first.len == 0 || !word_in(classes, first))
			continue;
		next = html_next_past(body, node);
		strs_add(arena, &texts, text_squeeze(arena, xml_text_of(node, arena)));
		html_unlink(node);
	}
	return texts;
}

/* The paragraph that a text ends in, or NULL. */
static struct html_node *last_paragraph(struct html_node *body)
{
	struct html_node *last = NULL, *node;

	for (node = body->first; node; node = html_next(body, node))
		if (html_is(node, "p"))
			last = node;
	if (!last)
		return NULL;
	for (node = html_next_past(body, last); node; node = html_next(body, node))
		if (str_trim(node->text).len)
			return NULL;
	return last;
}

static bool leads_to(struct arena *arena, const struct html_node *link, struct str url)
{
	return url_same_page(trackers_strip(arena, html_attribute(link, "href")), url);
}

struct str feedtrim_footer(struct arena *arena, struct html_node *body, struct str entry,
                           struct str site)
{
	struct html_node *paragraph = last_paragraph(body), *links[2], *node;
	struct str text = { 0 };
	size_t count = 0;

	if (!paragraph || entry.len == 0)
		return text;
	for (node = paragraph->first; node; node = html_next(paragraph, node))
		if (html_is(node, "a") && count++ < ARRAY_LEN(links))
			links[count - 1] = node;
	if (count != ARRAY_LEN(links) || !leads_to(arena, links[0], entry) ||
	    !leads_to(arena, links[1], trackers_strip(arena, site)))
		return text;
	text = text_squeeze(arena, xml_text_of(paragraph, arena));
	if (paragraph->previous && html_is(paragraph->previous, "hr"))
		html_unlink(paragraph->previous);
	html_unlink(paragraph);
	return text;
}
