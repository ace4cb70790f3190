/*
 * footnotes: "[^label]" and what it says; private to the Markdown files.
 *
 * The heads of footnotes have become markers of list items before parsing (cuts.h);
 * their items are found by line and taken out of the tree. Numbers go by first
 * reference, which typeset counts.
 */
#ifndef CONTENT_FOOTNOTES_H
#define CONTENT_FOOTNOTES_H

#include "content/body.h"
#include "content/cuts.h"

/* Take over the footnotes among the cuts; warn of those that are there twice. */
void footnotes_collect(struct body *body, const struct cuts *cuts);

/* Find their items in the tree. */
void footnotes_place(struct body *body, cmark_node *root);

/* Take them out of it. */
void footnotes_unlink(struct body *body);

/* By its label, whose case does not matter; or NULL. */
struct footnote *footnotes_find(struct body *body, struct str label);

/* A reference such as "[^a]" in a text node leads nowhere. */
void footnotes_warn_missing(struct body *body, cmark_node *text, struct str reference);

/* Warn of footnotes that nothing refers to. */
void footnotes_warn_unused(struct body *body);

/* The number of a note that is referred to once more. */
size_t footnotes_number(struct body *body, struct footnote *note);

#endif
