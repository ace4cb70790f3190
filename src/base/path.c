#include "base/path.h"

#include <string.h>

struct str path_join(struct arena *arena, struct str a, struct str b)
{
	struct str parts[2];

	if (b.len == 0)
		return a;
	if (a.len == 0 || b.ptr[0] == '/')
		return b;
	parts[0] = a;
	parts[1] = b;
	str_skip_suffix(&parts[0], STR("/"));
	char *text = arena_alloc_raw(arena, parts[0].len + parts[1].len + 2);
	memcpy(text, parts[0].ptr, parts[0].len);
	text[parts[0].len] = '/';
	memcpy(text + parts[0].len + 1, b.ptr, b.len);
	text[parts[0].len + 1 + b.len] = '\0';
	return (struct str){ text, parts[0].len + 1 + b.len };
}

struct str path_dir(struct str path)
{
	size_t at = str_find_last_char(path, '/');

	return at == STR_NONE ? (struct str){ 0 } : str_slice(path, 0, at);
}

struct str path_base(struct str path)
{
	size_t at = str_find_last_char(path, '/');

	return at == STR_NONE ? path : str_from(path, at + 1);
}

struct str path_extension(struct str path)
{
	struct str base = path_base(path);
	size_t at = str_find_last_char(base, '.');

	return at == STR_NONE || at == 0 ? (struct str){ 0 } : str_from(base, at);
}

struct str path_stem(struct str path)
{
	struct str base = path_base(path);

	return str_slice(base, 0, base.len - path_extension(path).len);
}

bool path_normalize(struct arena *arena, struct str path, struct str *out)
{
	char *text = arena_alloc_raw(arena, path.len + 1);
	size_t len = 0;

	if (path.len && path.ptr[0] == '/')
		return false;
	while (path.len) {
		struct str part;

		str_cut(path, '/', &part, &path);
		if (part.len == 0 || str_eq(part, STR(".")))
			continue;
		if (str_eq(part, STR(".."))) {
			if (len == 0)
				return false;
			while (len && text[len - 1] != '/')
				len--;
			len -= len > 0;
			continue;
		}
		if (len)
			text[len++] = '/';
		memcpy(text + len, part.ptr, part.len);
		len += part.len;
	}
	text[len] = '\0';
	*out = (struct str){ text, len };
	return true;
}
