#include "content/repair.h"

#include "content/markup.h"

static void rename_node(struct html_node *node, struct str name)
{
	node->name = name;
}

/* The first child with the name. */
static struct html_node *child_of(const struct html_node *node, const char *name)
{
	struct html_node *child = node->first;

	while (child && !html_is(child, name))
		child = child->next;
	return child;
}

/* Does nothing but space stand before (or behind) a node? */
static bool is_first(const struct html_node *node)
{
	do
		node = node->previous;
	while (node && node->name.len == 0 && is_blank(node->text));
	return node == NULL;
}

static bool is_last(const struct html_node *node)
{
	do
		node = node->next;
	while (node && node->name.len == 0 && is_blank(node->text));
	return node == NULL;
}

static void move_first(struct html_node *node)
{
	struct html_node *parent = node->parent;

	html_unlink(node);
	html_prepend(parent, node);
}

/* A figure's caption is its first or its last; a second one is a block. */
static void repair_figure(struct html_node *figure)
{
	struct html_node *caption = child_of(figure, "figcaption");

	if (!caption)
		return;
	for (struct html_node *node = caption->next; node; node = node->next)
		if (html_is(node, "figcaption"))
			rename_node(node, STR("div"));
	if (is_first(caption) || is_last(caption))
		return;
	html_unlink(caption);
	html_append(figure, caption);
}

/* Details without a summary cannot be opened in the reader's language. */
static void repair_details(struct html_node *details)
{
	struct html_node *summary = child_of(details, "summary");

	if (!summary) {
		rename_node(details, STR("div"));
		return;
	}
	for (struct html_node *node = summary->next; node; node = node->next)
		if (html_is(node, "summary"))
			rename_node(node, STR("div"));
	move_first(summary);
}

/* A table's caption comes first; a second one is a block. */
static void repair_table(struct html_node *table)
{
	struct html_node *caption = child_of(table, "caption");

	if (!caption)
		return;
	for (struct html_node *node = caption->next; node; node = node->next)
		if (html_is(node, "caption"))
			rename_node(node, STR("div"));
	move_first(caption);
}

/* A part whose whole is missing is a block. */
static void repair_part(struct html_node *node, const char *part, const char *whole)
{
	if (html_is(node, part) && !html_is(node->parent, whole))
		rename_node(node, STR("div"));
}

void repair_tree(struct html_node *root)
{
	for (struct html_node *node = root->first; node; node = html_next(root, node)) {
		if (html_is(node, "figure"))
			repair_figure(node);
		else if (html_is(node, "details"))
			repair_details(node);
		else if (html_is(node, "table"))
			repair_table(node);
		else if (html_is(node, "section") &&
		         !str_eq(html_attribute(node, "role"), STR("doc-endnotes")))
			rename_node(node, STR("div"));
		repair_part(node, "figcaption", "figure");
		repair_part(node, "summary", "details");
		repair_part(node, "caption", "table");
	}
}
