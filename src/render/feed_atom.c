/*
 * feed_atom: Atom (RFC 4287), with the links of RFC 5005 and pictures as Media RSS.
 */
#include "content/xml.h"
#include "render/feed.h"

static void add_link(struct xml *xml, const char *rel, struct str url, const char *type)
{
	if (url.len == 0)
		return;
	xml_open(xml, "link");
	xml_attribute(xml, "rel", str_of(rel));
	if (type)
		xml_attribute(xml, "type", str_of(type));
	xml_attribute(xml, "href", url);
	xml_close(xml);
}

static void add_author(struct xml *xml, struct str name, struct str url)
{
	xml_open(xml, "author");
	xml_element(xml, "name", name);
	xml_element(xml, "uri", url);
	xml_close(xml);
}

static void add_content(struct xml *xml, struct str html)
{
	xml_open(xml, "content");
	xml_attribute(xml, "type", STR("html"));
	xml_text(xml, html);
	xml_close(xml);
}

static void add_entry(struct xml *xml, const struct feed_entry *entry,
                      struct arena *arena)
{
	xml_open(xml, "entry");
	if (entry->language.len)
		xml_attribute(xml, "xml:lang", entry->language);
	xml_element(xml, "id", entry->url);
	xml_element(xml, "title", entry->title);
	add_link(xml, "alternate", entry->url, "text/html");
	xml_element(xml, "published", feed_iso_date(arena, entry->published));
	xml_element(xml, "updated", feed_iso_date(arena, entry->updated));
	for (size_t i = 0; i < entry->authors.count; i++)
		add_author(xml, entry->authors.items[i].label,
		           entry->authors.items[i].url);
	for (size_t i = 0; i < entry->terms.count; i++) {
		xml_open(xml, "category");
		xml_attribute(xml, "term", entry->terms.items[i].label);
		xml_attribute(xml, "scheme", entry->terms.items[i].scheme);
		xml_close(xml);
	}
	xml_element(xml, "summary", entry->summary);
	feed_add_image(xml, entry, arena);
	add_content(xml, entry->content);
	xml_close(xml);
}

void feed_write_atom(struct view *view, const struct feed *feed)
{
	struct xml *xml = xml_start(&view->rendering->bytes, view->arena);

	xml_open(xml, "feed");
	xml_attribute(xml, "xmlns", STR("http://www.w3.org/2005/Atom"));
	xml_attribute(xml, "xmlns:fh", FEED_HISTORY);
	xml_attribute(xml, "xmlns:media", FEED_MEDIA);
	xml_attribute(xml, "xml:lang", feed->language);
	xml_element(xml, "id", feed->id);
	xml_element(xml, "title", feed->title);
	xml_element(xml, "subtitle", feed->subtitle);
	xml_element(xml, "updated", feed_iso_date(view->arena, feed->updated));
	/* Of entries that name nobody. */
	add_author(xml, view->site->config->title, (struct str){ 0 });
	add_link(xml, "self", feed->self, "application/atom+xml");
	add_link(xml, "alternate", feed->home, "text/html");
	add_link(xml, "current", feed->current, NULL);
	add_link(xml, "prev-archive", feed->older, NULL);
	add_link(xml, "next-archive", feed->newer, NULL);
	xml_element(xml, "generator", STR("Broadsheet"));
	if (feed->is_archived) {
		xml_open(xml, "fh:archive");
		xml_close(xml);
	}
	for (size_t i = 0; i < feed->count; i++)
		add_entry(xml, &feed->entries[i], view->arena);
	xml_end(xml);
}
