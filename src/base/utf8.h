/*
 * utf8: decoding, checking and counting UTF-8. Cannot fail, allocates nothing.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

#define UTF8_REPLACEMENT 0xFFFD

/* utf8_next where no ASCII stands, which calls it. */
uint32_t utf8_next_wide(struct str s, size_t *at);

/*
 * Decode the code point at s[*at] and move *at behind it. A byte that begins no
 * valid sequence is one U+FFFD. Must not be called at the end of s. In the header
 * because most text is ASCII.
 */
static inline uint32_t utf8_next(struct str s, size_t *at)
{
	unsigned char byte = (unsigned char)s.ptr[*at];

	if (byte >= 0x80)
		return utf8_next_wide(s, at);
	++*at;
	return byte;
}

/* The same backwards: the code point that ends at *at, which is above 0. */
uint32_t utf8_previous(struct str s, size_t *at);

void utf8_add(struct buf *buf, uint32_t code);

/* Where the first byte stands that is not part of valid UTF-8, or STR_NONE. */
size_t utf8_invalid(struct str s);

/* The number of code points. */
size_t utf8_length(struct str s);

/* The first count code points of s. */
struct str utf8_prefix(struct str s, size_t count);

/* How many terminal columns the text takes: 0, 1 or 2 for each code point. */
size_t utf8_width(struct str s);

#endif
