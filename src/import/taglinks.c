#include "import/taglinks.h"

#include "import/hints.h"
#include "import/pagetext.h"

#define TAGS_MAX 24 /* more are those of all articles */

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
		if (html_is(node, "a") && html_has_word(node, "rel", "tag") &&
		    !is_of_box(node) && !is_of_page_foot(node) &&
		    !is_anothers(blocks, node))
			strs_add(arena,
			         html_has_word(node, "rel", "category") ? &sections
			                                                : &tags,
			         element_text(arena, node));
	if (data->tags.count == 0 && tags.count <= TAGS_MAX)
		data->tags = tags;
	if (data->section.len == 0 && sections.count == 1 &&
	    !str_eq_nocase(sections.items[0], STR("Uncategorized")))
		data->section = sections.items[0];
}
