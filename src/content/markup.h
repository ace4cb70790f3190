/*
 * markup: the small change of writing HTML: text, attributes, URLs and new lines.
 *
 * The Markdown writer and the sanitiser both write through these, so that what one has
 * written the other leaves as it is. Appends to a buf; cannot fail.
 */
#ifndef CONTENT_MARKUP_H
#define CONTENT_MARKUP_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* & < > " as entities, all else as it is: what CommonMark's examples show. */
void markup_escape(struct buf *out, struct str s);

/*
 * The same for text and quoted attributes of a page: code points that HTML forbids
 * (control characters, noncharacters) are left out. s is valid UTF-8.
 */
void markup_text(struct buf *out, struct str s);

/* A URL for href and src: what a URL may not hold is percent-encoded. */
void markup_url(struct buf *out, struct str url);

/* The same as cmark does it, which lets a stray % pass and any number of #. */
void markup_url_plain(struct buf *out, struct str url);

/* ` name="value"`; the value is text. */
void markup_attribute(struct buf *out, const char *name, struct str value);

/*
 * Of a picture that nobody described. To browsers it is alt="", which an author writes
 * for a picture that only decorates; 'check' tells the two apart.
 */
#define MARKUP_NO_ALT " alt"

/* Begin a new line, unless out is empty or at the beginning of one. */
void markup_line(struct buf *out);

/*
 * s as valid UTF-8 without forbidden code points and with lines that end in "\n" or
 * "\r\n": s itself if it is so already.
 */
struct str markup_clean(struct str s, struct arena *arena);

/* May this code point stand in an HTML page? */
bool markup_allows(uint32_t code);

bool is_blank(struct str s);

#endif
