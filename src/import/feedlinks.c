#include "import/feedlinks.h"

#include "base/escape.h"
#include "base/url.h"
#include "content/xmltree.h"
#include "import/trackers.h"

struct str feedlinks_text(struct arena *arena, const struct html_node *node,
                          const char *name)
{
	return str_trim(xml_text_of(xml_child(node, name), arena));
}

/* The address of a page in Atom's links, by what they are. */
static struct str atom_link(const struct html_node *node, const char *relation)
{
	for (struct html_node *child = node->first; child; child = child->next) {
		struct str rel = html_attribute(child, "rel");

		if (html_is(child, "link") && html_attribute(child, "href").len &&
		    str_eq(rel.len ? rel : STR("alternate"), str_of(relation)))
			return html_attribute(child, "href");
	}
	return (struct str){ 0 };
}

static struct str page_link(struct arena *arena, const struct html_node *node)
{
	struct str link = feedlinks_text(arena, node, "link");

	return link.len ? link : atom_link(node, "alternate");
}

/* Does an element, or one around it, say what its addresses are relative to? */
static bool has_base(const struct html_node *node)
{
	while (node && html_attribute(node, "xml:base").len == 0)
		node = node->parent;
	return node != NULL;
}

struct str feedlinks_start(struct arena *arena, const struct html_node *channel,
                           struct str url)
{
	struct str link = url_resolve(arena, url, page_link(arena, channel));

	/* Where it was counts for an xml:base; RSS has none, and means its site. */
	if (!url_is_web(link) || (url_is_web(url) && has_base(channel)))
		return url;
	return link;
}

struct str feedlinks_base(struct arena *arena, const struct html_node *node,
                          struct str start)
{
	struct str own;

	if (!node)
		return start;
	own = html_attribute(node, "xml:base");
	start = feedlinks_base(arena, node->parent, start);
	return own.len ? url_resolve(arena, start, own) : start;
}

struct str feedlinks_url(struct arena *arena, const struct html_node *item,
                         struct str start)
{
	const struct html_node *guid = xml_child(item, "guid");
	struct str url = feedlinks_text(arena, item, "feedburner:origLink");

	if (url.len == 0)
		url = page_link(arena, item);
	if (url.len == 0)
		url = feedlinks_text(arena, item, "blogger:filename");
	if (url.len == 0 && guid &&
	    !str_eq(html_attribute(guid, "isPermaLink"), STR("false")))
		url = str_trim(xml_text_of(guid, arena));
	if (url.len == 0)
		url = html_attribute(item, "rdf:about");
	url = url_resolve(arena, feedlinks_base(arena, item, start), url);
	return url_is_web(url) ? trackers_strip(arena, url) : (struct str){ 0 };
}

struct str feedlinks_text_base(struct arena *arena, const struct html_node *item,
                               struct str start, struct str url)
{
	const struct html_node *content = xml_child(item, "content");

	if (!content)
		content = item;
	return has_base(content) || url.len == 0 ? feedlinks_base(arena, content, start)
	                                         : url;
}

struct picture feedlinks_image(struct arena *arena, const struct html_node *item,
                               struct str start)
{
	struct picture image = { 0 };

	for (struct html_node *child = item->first; child; child = child->next) {
		struct str type = html_attribute(child, "type");
		bool is_image = str_has_prefix(type, STR("image/")) ||
		                str_eq(html_attribute(child, "medium"), STR("image"));

		if (image.src.len)
			break;
		if ((html_is(child, "enclosure") || html_is(child, "media:content")) &&
		    is_image)
			image.src = html_attribute(child, "url");
		else if (html_is(child, "media:thumbnail"))
			image.src = html_attribute(child, "url");
		else if (html_is(child, "link") && is_image &&
		         str_eq(html_attribute(child, "rel"), STR("enclosure")))
			image.src = html_attribute(child, "href");
		if (image.src.len == 0)
			continue;
		image.src = url_resolve(arena, feedlinks_base(arena, child, start),
		                        image.src);
		image.alt = feedlinks_text(arena, child, "media:description");
	}
	return image;
}

static bool shows(struct html_node *body, struct str url)
{
	for (struct html_node *node = body->first; node; node = html_next(body, node))
		if (str_eq(html_attribute(node, "href"), url) ||
		    str_eq(html_attribute(node, "src"), url))
			return true;
	return false;
}

void feedlinks_add_enclosure(struct arena *arena, const struct html_node *enclosure,
                             struct str start, struct html_node *body)
{
	struct str type = html_attribute(enclosure, "type");
	struct str url = html_attribute(enclosure, "url");
	struct html_node *paragraph;
	struct buf out = { 0 };

	if (html_is(enclosure, "link") &&
	    str_eq(html_attribute(enclosure, "rel"), STR("enclosure")))
		url = html_attribute(enclosure, "href");
	else if (!html_is(enclosure, "enclosure"))
		return;
	url = url_resolve(arena, feedlinks_base(arena, enclosure, start), str_trim(url));
	if (!url_is_web(url) || str_has_prefix(type, STR("image/")) || shows(body, url))
		return;
	buf_puts(&out, "<p><a href=\"");
	escape_html(&out, url);
	buf_puts(&out, "\">");
	escape_html(&out, url);
	buf_puts(&out, "</a></p>");
	paragraph = html_parse(buf_keep(&out, arena), arena)->first;
	buf_clear(&out);
	if (!paragraph)
		return;
	html_unlink(paragraph);
	html_append(body, paragraph);
}
