/*
 * htmltree: HTML as people wrote it, as a tree in an arena, by libxml2's parser (the
 * only includer of libxml2's HTML parser).
 *
 * Whatever the input, there is a tree: the parser closes what was left open. Names of
 * elements and attributes are lower case, entities are characters, neighbouring texts
 * are one; comments, doctypes and processing instructions are not kept. The tree is at
 * most HTML_DEPTH deep: what is nested deeper goes on at its root, in order. All strings
 * live in the arena, and so do the nodes, which may be moved and renamed at will.
 *
 * A parser context per call and no global state but libxml2's own (libxml.h). Nothing is
 * fetched or printed.
 */
#ifndef CONTENT_HTMLTREE_H
#define CONTENT_HTMLTREE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"

#define HTML_DEPTH 250 /* libxml2's own limit is 256 */

/* libxml2 counts bytes in an int; what is behind this is not read. */
#define HTML_MAX ((size_t)1 << 30)

struct html_attribute {
	struct str name, value;
	bool is_bare; /* its name is all that is written: no "=" */
};

struct html_node {
	struct str name; /* empty: a text */
	struct str text;
	const struct html_attribute *attributes;
	size_t attribute_count;
	struct html_node *parent, *first, *last, *next, *previous;
	size_t mark; /* for whoever walks the tree; 0 at first */
};

/* The root has an empty name; its children are what the input holds. */
struct html_node *html_parse(struct str html, struct arena *arena);

/*
 * The same of a whole page: its html, head and body are elements of the tree, those that
 * it left out among them. What stands behind its end is below the root.
 */
struct html_node *html_parse_page(struct str html, struct arena *arena);

/* In the header so that the lengths of literals are known where they are asked for. */
static inline bool html_is(const struct html_node *node, const char *name)
{
	return node && str_eq(node->name, (struct str){ name, strlen(name) });
}

static inline const struct html_attribute *html_find_attribute(
	const struct html_node *node, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; i < node->attribute_count; i++)
		if (str_eq(node->attributes[i].name, (struct str){ name, len }))
			return &node->attributes[i];
	return NULL;
}

/* An attribute's value; an empty str with a NULL pointer if there is none. */
static inline struct str html_attribute(const struct html_node *node, const char *name)
{
	const struct html_attribute *found = html_find_attribute(node, name);

	return found ? found->value : (struct str){ 0 };
}

/* Is one of the words of an attribute this one, whatever its case? class, rel, itemprop
 */
bool html_has_word(const struct html_node *node, const char *attribute, const char *word);

/* The next node in document order below root, or NULL; without descending with past. */
struct html_node *html_next(const struct html_node *root, struct html_node *node);
struct html_node *html_next_past(const struct html_node *root, struct html_node *node);

/* Take a node out of the tree, or put one that is in none before or behind all. */
void html_unlink(struct html_node *node);
void html_prepend(struct html_node *parent, struct html_node *node);
void html_append(struct html_node *parent, struct html_node *node);

#endif
