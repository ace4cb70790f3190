/*
 * Microdata: itemprop attributes of schema.org's vocabulary in the page itself, and the
 * classes that microformats give the same things.
 */
#include "import/metadata.h"
#include "import/pagetext.h"

static bool is_item(const struct html_node *node, const char *name)
{
	return html_has_word(node, "itemprop", name);
}

/* What an item says: the attribute that holds it, or its text. */
static struct str value_of(struct arena *arena, const struct html_node *node)
{
	static const char *const attributes[] = { "content", "datetime" };

	for (size_t i = 0; i < sizeof(attributes) / sizeof(*attributes); i++) {
		struct str value = html_attribute(node, attributes[i]);

		if (value.len)
			return clean_text(arena, value);
	}
	return element_text(arena, node);
}

static bool is_in_comment(const struct html_node *node)
{
	for (; node; node = node->parent)
		if (str_contains(html_attribute(node, "itemtype"), STR("Comment")) ||
		    is_item(node, "comment"))
			return true;
	return false;
}

static void read_author(struct arena *arena, struct html_node *node, struct strs *authors)
{
	for (struct html_node *inner = html_next(node, node); inner;
	     inner = html_next(node, inner))
		if (is_item(inner, "name")) {
			authors_add(arena, authors, value_of(arena, inner));
			return;
		}
	authors_add(arena, authors, value_of(arena, node));
}

static void set(struct str *field, struct str text)
{
	if (field->len == 0)
		*field = text;
}

static void read_item(struct arena *arena, struct html_node *node, struct metadata *out)
{
	if (is_item(node, "headline"))
		set(&out->title, value_of(arena, node));
	else if (is_item(node, "datePublished") && !date_is_known(out->published))
		out->published = metadata_date(arena, value_of(arena, node));
	else if (is_item(node, "dateModified") && !date_is_known(out->updated))
		out->updated = metadata_date(arena, value_of(arena, node));
	else if (is_item(node, "articleSection"))
		set(&out->section, value_of(arena, node));
	else if (is_item(node, "author") || is_item(node, "creator"))
		read_author(arena, node, &out->authors);
}

void microdata_read(struct arena *arena, struct html_node *root, struct metadata *out)
{
	for (struct html_node *node = root; node; node = html_next(root, node))
		if (html_attribute(node, "itemprop").len && !is_in_comment(node))
			read_item(arena, node, out);
}
