#include "import/feedlinks.h"

#include "base/escape.h"
#include "base/url.h"
#include "content/xmltree.h"
#include "import/entry.h"
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

/* RSS has it as a text, and often a link of Atom to the feed itself before that. */
static struct str page_link(struct arena *arena, const struct html_node *node)
{
	for (struct html_node *child = node->first; child; child = child->next)
		if (html_is(child, "link") && str_trim(xml_text_of(child, arena)).len)
			return str_trim(xml_text_of(child, arena));
	return atom_link(node, "alternate");
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

struct str feedlinks_site(struct arena *arena, const struct html_node *channel,
                          struct str start)
{
	return url_resolve(arena, feedlinks_base(arena, channel, start),
	                   page_link(arena, channel));
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

/* WordPress.com's feeds have the author's face before the pictures of the entry. */
static bool is_face(struct str url)
{
	return str_has_suffix(url_split(url).host, STR("gravatar.com"));
}

/* The address of a picture that an element is, or nothing. */
static struct str image_address(const struct html_node *node)
{
	struct str type = html_attribute(node, "type");
	bool is_image = str_has_prefix(type, STR("image/")) ||
	                str_eq(html_attribute(node, "medium"), STR("image"));

	if (html_is(node, "media:thumbnail") ||
	    (is_image && (html_is(node, "enclosure") || html_is(node, "media:content"))))
		return html_attribute(node, "url");
	if (html_is(node, "link") && is_image &&
	    str_eq(html_attribute(node, "rel"), STR("enclosure")))
		return html_attribute(node, "href");
	return (struct str){ 0 };
}

/* What is said of a picture: in it, in its group, or for all of the entry's. */
static struct str words_for(struct arena *arena, const struct html_node *node,
                            const char *name)
{
	struct str words = { 0 };

	while (node && words.len == 0) {
		words = entry_text(arena, feedlinks_text(arena, node, name));
		node = html_is(node, "item") || html_is(node, "entry") ? NULL
		                                                       : node->parent;
	}
	return words;
}

/* The next of an entry's elements, and of those in its groups. */
static const struct html_node *next_medium(const struct html_node *node)
{
	if (html_is(node, "media:group") && node->first)
		return node->first;
	if (!node->next && html_is(node->parent, "media:group"))
		node = node->parent;
	return node->next;
}

/* Blogger has a square of 72 pixels cut out of the picture. */
static struct str whole_picture(struct arena *arena, struct str src)
{
	static const struct str square = STR_INIT("/s72-c/");
	size_t at = str_find(src, square);

	return at == STR_NONE ? src
	                      : arena_printf(arena, "%.*s/s1600/%.*s",
	                                     STR_ARG(str_slice(src, 0, at)),
	                                     STR_ARG(str_from(src, at + square.len)));
}

/* The first picture of an entry, of which a thumbnail is one only if there is no other.
 */
static const struct html_node *image_element(const struct html_node *item)
{
	const struct html_node *thumbnail = NULL;

	for (const struct html_node *node = item->first; node; node = next_medium(node)) {
		struct str src = image_address(node);

		if (src.len == 0 || is_face(src))
			continue;
		if (!html_is(node, "media:thumbnail"))
			return node;
		if (!thumbnail)
			thumbnail = node;
	}
	return thumbnail;
}

struct picture feedlinks_image(struct arena *arena, const struct html_node *item,
                               struct str start)
{
	const struct html_node *node = image_element(item);
	struct picture image = { 0 };

	if (node) {
		image.src = url_resolve(arena, feedlinks_base(arena, node, start),
		                        whole_picture(arena, image_address(node)));
		image.credit = words_for(arena, node, "media:credit");
		image.caption = words_for(arena, node, "media:description");
		if (image.caption.len == 0)
			image.caption = words_for(arena, node, "media:title");
		/* For a film that is the entry, it is the entry's. */
		if (str_eq(image.caption,
		           entry_text(arena, feedlinks_text(arena, item, "title"))))
			image.caption = (struct str){ 0 };
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
