/*
 * escape: text made safe for the place where it will stand: HTML, JSON, a URL.
 *
 * Appends to a buf; cannot fail. Bytes that are no UTF-8 pass through HTML as they are
 * and become U+FFFD in JSON.
 */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* & < > " ' as entities: safe in HTML text and in quoted attributes. */
void escape_html(struct buf *out, struct str s);

/* A JSON string with its quotes; nothing in it ends a line, even for those who think
 * that U+0085 and U+2028/9 do. */
void escape_json(struct buf *out, struct str s);

/*
 * The same, safe inside <script> and attributes too: < > & ' are written as \u
 * escapes, and U+0085 as it is.
 */
void escape_json_in_html(struct buf *out, struct str s);

/* Percent-encode all but unreserved characters and those in keep. */
void escape_url(struct buf *out, struct str s, const char *keep);

/* A path of a URL as it stands in href: encodes what a path may not hold; "/" stays. */
void escape_url_path(struct buf *out, struct str path);

/* Undo percent-encoding; what is not valid encoding stays as it is. */
struct str unescape_url(struct arena *arena, struct str s);

/* The byte that "%" and two digits at the start of s stand for; false: there are none. */
bool unescape_byte(struct str s, unsigned char *byte);

#endif
