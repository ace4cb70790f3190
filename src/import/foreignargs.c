/*
 * The arguments of a tag, by name or by place.
 */
#include <string.h>

#include "content/cuts.h"
#include "import/foreign.h"

static void add_arg(struct foreign_args *args, struct foreign_arg arg,
                    struct arena *arena)
{
	if (args->count == args->cap) {
		size_t cap = args->cap ? 2 * args->cap : 8;
		struct foreign_arg *items = ARENA_ARRAY(arena, struct foreign_arg, cap);

		if (args->count)
			memcpy(items, args->items, args->count * sizeof(arg));
		args->items = items;
		args->cap = cap;
	}
	args->items[args->count++] = arg;
}

/* A text between quotes without its backslashes. */
static struct str unquote(struct str s, struct arena *arena)
{
	char *out;
	size_t len = 0;

	if (str_find_char(s, '\\') == STR_NONE)
		return s;
	out = arena_alloc_raw(arena, s.len);
	for (size_t i = 0; i < s.len; i++) {
		bool escapes = s.ptr[i] == '\\' && i + 1 < s.len &&
		               (s.ptr[i + 1] == '"' || s.ptr[i + 1] == '\\');

		out[len++] = s.ptr[i += escapes];
	}
	return (struct str){ out, len };
}

/* The value at the start of *rest, which is cut off it. */
static struct str take_value(struct str *rest, struct arena *arena)
{
	struct str value = *rest;
	char quote = rest->len ? rest->ptr[0] : 0;
	size_t end = 1;

	if (quote == '"' || quote == '\'' || quote == '`') {
		while (end < rest->len && rest->ptr[end] != quote)
			end += rest->ptr[end] == '\\' && quote == '"' ? 2 : 1;
		if (end < rest->len) {
			value = str_slice(*rest, 1, end);
			*rest = str_from(*rest, end + 1);
			return quote == '"' ? unquote(value, arena) : value;
		}
	}
	for (end = 0; end < rest->len && !is_space(rest->ptr[end]); end++)
		;
	*rest = str_from(*rest, end);
	return str_slice(value, 0, end);
}

struct foreign_args foreign_args(struct str inside, struct arena *arena)
{
	struct foreign_args args = { 0 };
	struct str rest = str_trim_start(inside);

	while (rest.len > 0) {
		struct foreign_arg arg = { 0 };
		size_t len = 0, behind;

		while (len < rest.len && cuts_is_name(rest.ptr[len]))
			len++;
		behind = len;
		while (behind < rest.len && is_space(rest.ptr[behind]))
			behind++;
		if (len > 0 && behind < rest.len && rest.ptr[behind] == '=') {
			arg.name = str_slice(rest, 0, len);
			rest = str_trim_start(str_from(rest, behind + 1));
		}
		arg.value = take_value(&rest, arena);
		add_arg(&args, arg, arena);
		rest = str_trim_start(rest);
	}
	return args;
}

struct str foreign_arg(const struct foreign_args *args, const char *names)
{
	struct str rest = str_of(names), name;

	while (rest.len) {
		str_cut(rest, ' ', &name, &rest);
		for (size_t i = 0; i < args->count; i++)
			if (args->items[i].name.len &&
			    str_eq_nocase(args->items[i].name, name))
				return args->items[i].value;
	}
	return (struct str){ 0 };
}

struct str foreign_arg_at(const struct foreign_args *args, size_t place)
{
	for (size_t i = 0; i < args->count; i++)
		if (args->items[i].name.len == 0 && place-- == 0)
			return args->items[i].value;
	return (struct str){ 0 };
}
