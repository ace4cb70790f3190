/*
 * phrases: typeset's half for what stands inside paragraphs: text, code, links,
 * pictures; private to the Markdown files.
 */
#ifndef CONTENT_PHRASES_H
#define CONTENT_PHRASES_H

#include "content/typeset.h"

/* Text that is no markup, to the page and to the plain text. */
void phrase_text(struct typesetter *setter, struct str s);

/* An inline node, when the iterator enters and leaves it. */
void phrase_enter(struct typesetter *setter, cmark_node *node);
void phrase_exit(struct typesetter *setter, cmark_node *node);

/* The picture with a title that is all of a paragraph, alone or in a link; or NULL. */
cmark_node *phrase_figure(struct typesetter *setter, cmark_node *paragraph);

/* Is this node of raw HTML one comment, which says nothing? */
bool phrase_is_comment(cmark_node *html);

/* A node of raw HTML, by the site's policy. */
void phrase_html(struct typesetter *setter, cmark_node *node);

#endif
