/*
 * wxrparagraphs: the paragraphs and line breaks that WordPress makes of a post's text
 * (its wpautop), and links of addresses that stand alone on their line.
 *
 * All in the arena; linear; cannot fail.
 */
#ifndef IMPORT_WXRPARAGRAPHS_H
#define IMPORT_WXRPARAGRAPHS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* Of a text without the editor of blocks, whose shortcodes have been carried out. */
struct str wxr_paragraphs(struct arena *arena, struct str text);

/* The text of the editor of blocks, which has its paragraphs. */
struct str wxr_link_addresses(struct arena *arena, struct str html);

/* Behind the end of the tag that a text begins with; in quotes ">" ends none. */
size_t wxr_tag_end(struct str text);

void wxr_write_link(struct buf *out, struct str url);

#endif
