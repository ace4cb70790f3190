/*
 * feedlinks: the addresses of a feed and its entries: where they were published, what
 * their links are relative to, and what they have beside their text.
 *
 * All memory is the arena's; cannot fail.
 */
#ifndef IMPORT_FEEDLINKS_H
#define IMPORT_FEEDLINKS_H

#include "base/arena.h"
#include "base/str.h"
#include "content/article.h"
#include "content/htmltree.h"

/* The text of a child, without the space around it. */
struct str feedlinks_text(struct arena *arena, const struct html_node *node,
                          const char *name);

/*
 * What addresses are relative to where no xml:base says it: the site, or url, where the
 * feed was.
 */
struct str feedlinks_start(struct arena *arena, const struct html_node *channel,
                           struct str url);

/* The same where a node stands: XML Base, of all the elements that are around it. */
struct str feedlinks_base(struct arena *arena, const struct html_node *node,
                          struct str start);

/* The page that a feed is of, or empty. */
struct str feedlinks_site(struct arena *arena, const struct html_node *channel,
                          struct str start);

/* Where an entry was published: a link, or an id that is one; or empty. */
struct str feedlinks_url(struct arena *arena, const struct html_node *item,
                         struct str start);

/* What the text of an entry is relative to: an xml:base, or url, which is its own. */
struct str feedlinks_text_base(struct arena *arena, const struct html_node *item,
                               struct str start, struct str url);

/* A picture that the entry names beside its text. */
struct picture feedlinks_image(struct arena *arena, const struct html_node *item,
                               struct str start);

/* Sound, film or a document that the entry has beside its text: a link at the end. */
void feedlinks_add_enclosure(struct arena *arena, const struct html_node *enclosure,
                             struct str start, struct html_node *body);

#endif
