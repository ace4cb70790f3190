#include "serve/locate.h"

#include <stdbool.h>

static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	c = to_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Undo percent-encoding. */
static enum locate_status decode(struct arena *arena, struct str path, struct str *out)
{
	char *to = arena_alloc_raw(arena, path.len);
	enum locate_status status = LOCATE_FILE;
	size_t len = 0;

	for (size_t i = 0; i < path.len; i++) {
		int c = (unsigned char)path.ptr[i];

		if (c == '%') {
			int high, low;

			if (path.len - i < 3)
				return LOCATE_MALFORMED;
			high = hex_digit(path.ptr[i + 1]);
			low = hex_digit(path.ptr[i + 2]);
			if (high < 0 || low < 0)
				return LOCATE_MALFORMED;
			c = high * 16 + low;
			i += 2;
			if (c == '/')
				status = LOCATE_MISSING;
		}
		if (c < ' ' || c == 0x7f)
			return LOCATE_MALFORMED;
		if (c == '\\')
			status = LOCATE_MISSING;
		to[len++] = (char)c;
	}
	*out = (struct str){ to, len };
	return status;
}

/* Are all parts names? The last may be empty: the URL of a folder. */
static bool has_names_only(struct str path)
{
	struct str part;
	bool more;

	do {
		more = str_cut(path, '/', &part, &path);
		if ((part.len == 0 && more) || str_eq(part, STR(".")) ||
		    str_eq(part, STR("..")))
			return false;
	} while (more);
	return true;
}

enum locate_status locate(struct arena *arena, struct str path, struct str home,
                          struct location *location)
{
	struct str decoded, without = str_slice(home, 0, home.len - 1);
	enum locate_status status;

	if (!str_has_prefix(path, STR("/")))
		return LOCATE_MALFORMED;
	if (path.len > URL_MAX)
		return LOCATE_MISSING;
	status = decode(arena, path, &decoded);
	if (status != LOCATE_FILE)
		return status;
	if (home.len > 1 && (str_eq(decoded, STR("/")) || str_eq(decoded, without)))
		return LOCATE_HOME;
	if (!str_skip_prefix(&decoded, home) || !has_names_only(decoded))
		return LOCATE_MISSING;
	location->url = arena_printf(arena, "/%.*s", STR_ARG(decoded));
	location->path = decoded;
	if (decoded.len == 0 || str_has_suffix(decoded, STR("/")))
		location->path = arena_printf(arena, "%.*sindex.html", STR_ARG(decoded));
	return LOCATE_FILE;
}
