/*
 * entities: HTML's character references, read back: the names of HTML 4, which are those
 * that people type, and numbers. Anything else stays as it is.
 */
#ifndef BASE_ENTITIES_H
#define BASE_ENTITIES_H

#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* Append the text with its entities as characters. */
void unescape_html(struct buf *out, struct str text);

/*
 * The code point that a page means by a number: &#146; and the like, which Unicode has
 * for controls, stand for what windows-1252 has there, as in every browser.
 */
uint32_t html_code(uint32_t number);

#endif
