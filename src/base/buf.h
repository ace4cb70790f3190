/*
 * buf: a growing string of bytes, for writing.
 *
 * Owns its memory (malloc, so that a long-lived buf can be reset and used again
 * without growing an arena); buf_clear returns it. The zero value is empty and
 * ready for use. Appending cannot fail: memory that runs out ends the program.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

struct buf {
	char *ptr;
	size_t len, cap;
};

/* Room for more bytes; the pointer stays valid until the next append. */
char *buf_reserve(struct buf *buf, size_t more);

void buf_add(struct buf *buf, struct str s);

/* In the header because escaping calls it for every character of many a text. */
static inline void buf_add_char(struct buf *buf, char c)
{
	if (buf->len == buf->cap)
		buf_reserve(buf, 1);
	buf->ptr[buf->len++] = c;
}

void buf_add_chars(struct buf *buf, char c, size_t count);
void buf_add_int(struct buf *buf, int64_t n);
void buf_printf(struct buf *buf, const char *fmt, ...) PRINTF(2, 3);
void buf_vprintf(struct buf *buf, const char *fmt, va_list args) PRINTF(2, 0);

/* Append a literal: buf_puts(buf, "<p>"). */
#define buf_puts(buf, literal) buf_add((buf), STR(literal))

/* What has been written; valid until the next append. */
struct str buf_str(const struct buf *buf);

/* Copy what has been written to the arena. */
struct str buf_keep(const struct buf *buf, struct arena *arena);

void buf_truncate(struct buf *buf, size_t len);
void buf_reset(struct buf *buf); /* empty, memory kept */
void buf_clear(struct buf *buf); /* empty, memory returned */

#endif
