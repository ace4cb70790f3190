/*
 * xmltree: XML as a tree of html_node in an arena, by libxml2's parser.
 *
 * Names of elements in a namespace that feeds and exports use begin with its usual prefix
 * ("dc:creator", "content:encoded", "wp:post_id"), whatever the document calls it; those
 * of Atom, RSS and XHTML have none. Attributes keep what they were called, "xml:base"
 * too. HTML's named entities and bare ampersands are understood, although XML knows none.
 * What is damaged is read as far as it can be. Nothing is fetched, entities that a
 * document defines are left out, and the tree is at most HTML_DEPTH deep: what is nested
 * deeper is left out.
 */
#ifndef CONTENT_XMLTREE_H
#define CONTENT_XMLTREE_H

#include "content/htmltree.h"

/*
 * The text is UTF-8 whatever it says. The root has an empty name and the document's
 * outermost element below it, if there is one. *damaged (may be NULL) is the line of the
 * last fault, or 0.
 */
struct html_node *xml_parse(struct str xml, struct arena *arena, size_t *damaged);

/* The first element of that name among a node's children, or NULL. */
struct html_node *xml_child(const struct html_node *node, const char *name);

/* The texts below a node, as one. */
struct str xml_text_of(const struct html_node *node, struct arena *arena);

#endif
