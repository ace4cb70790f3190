#include "import/taglinks.h"

#include "import/hints.h"
#include "import/pagetext.h"

#define TAGS_MAX 24 /* more are those of all articles */

static bool has_rel(const struct html_node *node, const char *name)
{
	struct str words = html_attribute(node, "rel"), word;

	while (words.len) {
		str_cut(str_trim_start(words), ' ', &word, &words);
		if (str_eq_nocase(word, str_of(name)))
			return true;
	}
	return false;
}

/* Is it of a box that all pages have: a cloud of tags, a list of sections? */
static bool is_of_box(const struct html_node *node)
{
	for (; node; node = node->parent)
		if (html_is(node, "aside") || html_is(node, "nav") ||
		    hints_have(node, " sidebar widget cloud tagcloud menu nav "))
			return true;
	return false;
}

void taglinks_read(struct arena *arena, const struct blocks *blocks, uint32_t start,
                   struct metadata *data)
{
	struct strs tags = { 0 }, sections = { 0 };

	for (uint32_t i = 1; i <= blocks->nodes; i++) {
		struct html_node *node = blocks->node_of[i];

		if (html_is(node, "a") && has_rel(node, "tag") &&
		    blocks->ranges[i].start >= start && !is_of_box(node) &&
		    !blocks_node_is_anothers(blocks, i))
			strs_add(arena, has_rel(node, "category") ? &sections : &tags,
			         element_text(arena, node));
	}
	if (data->tags.count == 0 && tags.count <= TAGS_MAX)
		data->tags = tags;
	if (data->section.len == 0 && sections.count == 1 &&
	    !str_eq_nocase(sections.items[0], STR("Uncategorized")))
		data->section = sections.items[0];
}
