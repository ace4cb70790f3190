#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *buf_reserve(struct buf *buf, size_t more)
{
	if (more > buf->cap - buf->len) {
		size_t cap = buf->cap + buf->cap / 2 + 64;

		if (more > SIZE_MAX / 2 - buf->len)
			out_of_memory(more);
		if (cap < buf->len + more)
			cap = buf->len + more;
		buf->ptr = xrealloc(buf->ptr, cap);
		buf->cap = cap;
	}
	return buf->ptr + buf->len;
}

void buf_add(struct buf *buf, struct str s)
{
	if (s.len == 0)
		return;
	memcpy(buf_reserve(buf, s.len), s.ptr, s.len);
	buf->len += s.len;
}

void buf_add_chars(struct buf *buf, char c, size_t count)
{
	if (count == 0)
		return;
	memset(buf_reserve(buf, count), c, count);
	buf->len += count;
}

void buf_add_int(struct buf *buf, int64_t n)
{
	char digits[24];
	char *at = digits + sizeof(digits);
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	if (n < 0)
		*--at = '-';
	buf_add(buf, (struct str){ at, (size_t)(digits + sizeof(digits) - at) });
}

void buf_vprintf(struct buf *buf, const char *fmt, va_list args)
{
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, fmt, args);
	if (len > 0) {
		vsnprintf(buf_reserve(buf, (size_t)len + 1), (size_t)len + 1, fmt, again);
		buf->len += (size_t)len;
	}
	va_end(again);
}

void buf_printf(struct buf *buf, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	buf_vprintf(buf, fmt, args);
	va_end(args);
}

struct str buf_str(const struct buf *buf)
{
	return (struct str){ buf->ptr, buf->len };
}

struct str buf_keep(const struct buf *buf, struct arena *arena)
{
	return arena_str(arena, buf_str(buf));
}

void buf_truncate(struct buf *buf, size_t len)
{
	if (len < buf->len)
		buf->len = len;
}

void buf_reset(struct buf *buf)
{
	buf->len = 0;
}

void buf_clear(struct buf *buf)
{
	free(buf->ptr);
	*buf = (struct buf){ 0 };
}
