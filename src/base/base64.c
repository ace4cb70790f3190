#include "base/base64.h"

#include <stdint.h>

static int value_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (is_digit(c))
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool base64_decode(struct arena *arena, struct str text, struct str *bytes)
{
	char *out = arena_alloc_raw(arena, text.len / 4 * 3 + 3);
	uint32_t bits = 0;
	size_t count = 0, len = 0, i = 0;

	for (; i < text.len && text.ptr[i] != '='; i++) {
		int value = value_of(text.ptr[i]);

		if (value < 0 && is_space(text.ptr[i]))
			continue;
		if (value < 0)
			return false;
		bits = bits << 6 | (uint32_t)value;
		if (++count % 4 > 0)
			continue;
		out[len++] = (char)(bits >> 16);
		out[len++] = (char)(bits >> 8);
		out[len++] = (char)bits;
	}
	for (; i < text.len; i++)
		if (text.ptr[i] != '=' && !is_space(text.ptr[i]))
			return false;
	if (count % 4 == 1)
		return false;
	if (count % 4 > 1)
		out[len++] = (char)(bits >> (count % 4 == 2 ? 4 : 10));
	if (count % 4 == 3)
		out[len++] = (char)(bits >> 2);
	*bytes = (struct str){ out, len };
	return true;
}
