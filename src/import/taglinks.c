#include "import/taglinks.h"

#include "base/url.h"
#include "import/hints.h"
#include "import/pagetext.h"
#include "import/wordlist.h"

#define TAGS_MAX   24 /* more are those of all articles */
#define LIST_DEPTH 4  /* elements between a link and the list that it is in */

/* Is it of a box that all pages have: a cloud of tags, a list of sections? */
static bool is_of_box(const struct html_node *node)
{
	for (; node; node = node->parent)
		if (html_is(node, "aside") || html_is(node, "nav") ||
		    hints_have(node, " sidebar widget cloud tagcloud menu nav "))
			return true;
	return false;
}

/* Is it in the foot of the page, and not of the article? */
static bool is_of_page_foot(const struct html_node *node)
{
	bool in_foot = false;

	for (; node && !html_is(node, "article"); node = node->parent)
		in_foot |= html_is(node, "footer");
	return in_foot && !node;
}

static bool is_anothers(const struct blocks *blocks, const struct html_node *node)
{
	return node->mark > 0 && blocks_node_is_anothers(blocks, (uint32_t)node->mark);
}

/* Does the address lead to a tag's page, as most systems name it? */
static bool leads_to_tag(const struct html_node *link)
{
	static const char names[] =
		" tag tags tagged topic topics keyword keywords label labels hashtag"
		" taxonomy etiqueta etiquetas schlagwort schlagworte thema tema temas ";
	struct str path = url_split(html_attribute(link, "href")).path, part;

	while (path.len) {
		str_cut(path, '/', &part, &path);
		if (path.len && word_in(names, part))
			return true;
	}
	return false;
}

/* Is it in a list that its class calls one of tags? */
static bool is_of_tags(const struct html_node *link)
{
	const struct html_node *node = link->parent;

	for (size_t i = 0; node && i < LIST_DEPTH; i++, node = node->parent)
		if (hints_have(node, " tags taglist topics keywords labels "))
			return true;
	return false;
}

static bool is_tag(const struct html_node *link)
{
	return html_is(link, "a") && (html_has_word(link, "rel", "tag") ||
	                              (leads_to_tag(link) && is_of_tags(link)));
}

/* Without the sign that some sites put before each. */
static struct str tag_of(struct arena *arena, const struct html_node *link)
{
	struct str text = element_text(arena, link);

	str_skip_prefix(&text, STR("#"));
	str_skip_suffix(&text, STR(","));
	return str_trim(text);
}

/* Blocks leave out what is in a footer: it is the tree that is walked. */
static struct html_node *first_behind(const struct blocks *blocks, uint32_t start)
{
	return start < blocks->count ? blocks->items[start].element : NULL;
}

void taglinks_read(struct arena *arena, const struct blocks *blocks, uint32_t start,
                   struct metadata *data)
{
	struct strs tags = { 0 }, sections = { 0 };
	struct html_node *node = first_behind(blocks, start);

	for (; node; node = html_next(blocks->root, node))
		if (is_tag(node) && !is_of_box(node) && !is_of_page_foot(node) &&
		    !is_anothers(blocks, node))
			strs_add(arena,
			         html_has_word(node, "rel", "category") ? &sections
			                                                : &tags,
			         tag_of(arena, node));
	if (data->tags.count == 0 && tags.count <= TAGS_MAX)
		data->tags = tags;
	if (data->section.len == 0 && sections.count == 1 &&
	    !str_eq_nocase(sections.items[0], STR("Uncategorized")))
		data->section = sections.items[0];
}
