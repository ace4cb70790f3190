/*
 * feed_json: JSON Feed 1.1.
 */
#include "base/json.h"
#include "render/feed.h"

static void add_text(struct value_builder *dict, const char *key, struct str text)
{
	if (text.len)
		value_add(dict, str_of(key), value_str(text));
}

static struct value author(struct arena *arena, struct str name, struct str url)
{
	struct value_builder dict = { .arena = arena };

	add_text(&dict, "name", name);
	add_text(&dict, "url", url);
	return value_built_dict(&dict);
}

static void add_names(struct arena *arena, const struct feed_entry *entry,
                      struct value_builder *item)
{
	struct value_builder authors = { .arena = arena }, tags = { .arena = arena };

	for (size_t i = 0; i < entry->authors.count; i++)
		value_add_item(&authors, author(arena, entry->authors.items[i].label,
		                                entry->authors.items[i].url));
	for (size_t i = 0; i < entry->terms.count; i++)
		value_add_item(&tags, value_str(entry->terms.items[i].label));
	if (authors.count)
		value_add(item, STR("authors"), value_built_list(&authors));
	if (tags.count)
		value_add(item, STR("tags"), value_built_list(&tags));
}

static struct value item_of(struct arena *arena, const struct feed_entry *entry)
{
	struct value_builder item = { .arena = arena };

	add_text(&item, "id", entry->url);
	add_text(&item, "url", entry->url);
	add_text(&item, "title", entry->title);
	add_text(&item, "summary", entry->summary);
	/* There must be one, though it be empty. */
	value_add(&item, STR("content_html"), value_str(entry->content));
	add_text(&item, "image", entry->image);
	add_text(&item, "date_published", feed_iso_date(arena, entry->published));
	add_text(&item, "date_modified", feed_iso_date(arena, entry->updated));
	add_names(arena, entry, &item);
	add_text(&item, "language", entry->language);
	return value_built_dict(&item);
}

void feed_write_json(struct view *view, const struct feed *feed)
{
	struct arena *arena = view->arena;
	struct value_builder dict = { .arena = arena }, items = { .arena = arena };
	struct value publisher = author(arena, view->site->config->title, feed->home);

	add_text(&dict, "version", STR("https://jsonfeed.org/version/1.1"));
	add_text(&dict, "title", feed->title);
	add_text(&dict, "home_page_url", feed->home);
	add_text(&dict, "feed_url", feed->self);
	add_text(&dict, "description", feed->subtitle);
	add_text(&dict, "next_url", feed->older);
	add_text(&dict, "language", feed->language);
	value_add(&dict, STR("authors"), value_list(&publisher, 1));
	for (size_t i = 0; i < feed->count; i++)
		value_add_item(&items, item_of(arena, &feed->entries[i]));
	value_add(&dict, STR("items"), value_built_list(&items));
	json_write(&view->rendering->bytes, value_built_dict(&dict), JSON_PLAIN, 1);
	buf_add_char(&view->rendering->bytes, '\n');
}
