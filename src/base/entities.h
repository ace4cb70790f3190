/*
 * entities: HTML's character references, read back: the names of HTML 4, which are those
 * that people type, and numbers. Anything else stays as it is.
 */
#ifndef BASE_ENTITIES_H
#define BASE_ENTITIES_H

#include "base/buf.h"
#include "base/str.h"

/* Append the text with its entities as characters. */
void unescape_html(struct buf *out, struct str text);

#endif
