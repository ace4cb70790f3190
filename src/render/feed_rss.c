/*
 * feed_rss: RSS 2.0 with what readers know beside it: whole articles as content:encoded,
 * authors without an address as dc:creator, pictures as Media RSS (an enclosure would
 * have to say its size in bytes), and the links of RFC 5005 as Atom's.
 */
#include "content/xml.h"
#include "render/feed.h"

static void add_link(struct xml *xml, const char *rel, struct str url, const char *type)
{
	if (url.len == 0)
		return;
	xml_open(xml, "atom:link");
	xml_attribute(xml, "rel", str_of(rel));
	if (type)
		xml_attribute(xml, "type", str_of(type));
	xml_attribute(xml, "href", url);
	xml_close(xml);
}

static void add_item(struct xml *xml, const struct feed_entry *entry, struct arena *arena)
{
	xml_open(xml, "item");
	xml_element(xml, "title", entry->title);
	xml_element(xml, "link", entry->url);
	xml_open(xml, "guid");
	xml_attribute(xml, "isPermaLink", STR("true"));
	xml_text(xml, entry->url);
	xml_close(xml);
	xml_element(xml, "pubDate", feed_mail_date(arena, entry->published));
	xml_element(xml, "atom:updated", feed_iso_date(arena, entry->updated));
	for (size_t i = 0; i < entry->authors.count; i++)
		xml_element(xml, "dc:creator", entry->authors.items[i].label);
	xml_element(xml, "dc:language", entry->language);
	for (size_t i = 0; i < entry->terms.count; i++) {
		xml_open(xml, "category");
		xml_attribute(xml, "domain", entry->terms.items[i].scheme);
		xml_text(xml, entry->terms.items[i].label);
		xml_close(xml);
	}
	xml_element(xml, "description", entry->summary);
	feed_add_image(xml, entry, arena);
	xml_element(xml, "content:encoded", entry->content);
	xml_close(xml);
}

void feed_write_rss(struct view *view, const struct feed *feed)
{
	struct xml *xml = xml_start(&view->rendering->bytes, view->arena);

	xml_open(xml, "rss");
	xml_attribute(xml, "version", STR("2.0"));
	xml_attribute(xml, "xmlns:atom", STR("http://www.w3.org/2005/Atom"));
	xml_attribute(xml, "xmlns:content",
	              STR("http://purl.org/rss/1.0/modules/content/"));
	xml_attribute(xml, "xmlns:dc", STR("http://purl.org/dc/elements/1.1/"));
	xml_attribute(xml, "xmlns:fh", FEED_HISTORY);
	xml_attribute(xml, "xmlns:media", FEED_MEDIA);
	xml_open(xml, "channel");
	xml_element(xml, "title", feed->title);
	xml_element(xml, "link", feed->home);
	/* It must be there, and not be empty. */
	xml_element(xml, "description",
	            feed->subtitle.len ? feed->subtitle : feed->title);
	xml_element(xml, "language", feed->language);
	xml_element(xml, "lastBuildDate", feed_mail_date(view->arena, feed->updated));
	xml_element(xml, "generator", STR("Broadsheet"));
	add_link(xml, "self", feed->self, "application/rss+xml");
	add_link(xml, "current", feed->current, NULL);
	add_link(xml, "prev-archive", feed->older, NULL);
	add_link(xml, "next-archive", feed->newer, NULL);
	if (feed->is_archived) {
		xml_open(xml, "fh:archive");
		xml_close(xml);
	}
	for (size_t i = 0; i < feed->count; i++)
		add_item(xml, &feed->entries[i], view->arena);
	xml_end(xml);
}
