/*
 * attributes: writes what the policy allows of an element's attributes.
 *
 * URLs are checked, resolved and encoded, ids made unique, numbers and words checked;
 * what an element needs is added (alt, rel=noopener). Appends to a buf; what it keeps is
 * in the arena.
 */
#ifndef CONTENT_ATTRIBUTES_H
#define CONTENT_ATTRIBUTES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "content/headings.h"
#include "content/htmltree.h"
#include "content/markdown.h"
#include "content/policy.h"

struct attribute_writer {
	struct buf *out;
	struct arena *arena;
	struct headings *headings;         /* for ids */
	const struct link_resolver *links; /* may be NULL */
	struct span place;                 /* of links, for messages */
	bool wide;                         /* the last srcset gave widths */
	struct str id; /* of the next element, made already; empty: its own */
};

/*
 * Write the attributes of a node. False if the element says nothing without one that is
 * missing or not allowed, such as src: then nothing is written.
 */
bool attributes_write(struct attribute_writer *writer, const struct html_node *node,
                      const struct element_rule *rule);

/* A picture's, sound's or film's elements as a whole, or nothing; true if any. */
bool attributes_write_embed(struct attribute_writer *writer, struct html_node *node);

/* The address of another page that is shown in a frame, if one may link to it. */
struct str attributes_frame_url(const struct html_node *node);

/* A table's <colgroup> as a whole, if its columns differ in something; true if so. */
bool attributes_write_columns(struct attribute_writer *writer, struct html_node *node);

#endif
