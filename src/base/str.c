#include "base/str.h"

#define SHORT_NEEDLE 4  /* so that it costs no more than a few bytes at each place */
#define DISTANCE_MAX 64 /* longer names are not typing mistakes of each other */

struct str str_of(const char *cstr)
{
	return (struct str){ cstr, cstr ? strlen(cstr) : 0 };
}

struct str str_slice(struct str s, size_t start, size_t end)
{
	if (end > s.len)
		end = s.len;
	if (start > end)
		start = end;
	return (struct str){ s.ptr ? s.ptr + start : s.ptr, end - start };
}

struct str str_from(struct str s, size_t start)
{
	return str_slice(s, start, s.len);
}

bool str_eq_nocase(struct str a, struct str b)
{
	return a.len == b.len && str_has_prefix_nocase(a, b);
}

int str_cmp(struct str a, struct str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.ptr, b.ptr, len) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_has_prefix(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_slice(s, 0, prefix.len), prefix);
}

bool str_has_prefix_nocase(struct str s, struct str prefix)
{
	if (s.len < prefix.len)
		return false;
	for (size_t i = 0; i < prefix.len; i++)
		if (to_lower(s.ptr[i]) != to_lower(prefix.ptr[i]))
			return false;
	return true;
}

bool str_has_suffix(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_from(s, s.len - suffix.len), suffix);
}

bool str_skip_prefix(struct str *s, struct str prefix)
{
	if (!str_has_prefix(*s, prefix))
		return false;
	*s = str_from(*s, prefix.len);
	return true;
}

bool str_skip_suffix(struct str *s, struct str suffix)
{
	if (!str_has_suffix(*s, suffix))
		return false;
	s->len -= suffix.len;
	return true;
}

/* Markup is short and rare: looking for its first byte is several times faster. */
static size_t find_short(struct str s, struct str needle)
{
	const char *end = s.ptr + s.len - needle.len + 1, *at = s.ptr;

	while ((at = memchr(at, needle.ptr[0], (size_t)(end - at)))) {
		if (memcmp(at, needle.ptr, needle.len) == 0)
			return (size_t)(at - s.ptr);
		at++;
	}
	return STR_NONE;
}

size_t str_find(struct str s, struct str needle)
{
	const char *at;

	if (needle.len == 0)
		return 0;
	if (needle.len > s.len)
		return STR_NONE;
	if (needle.len <= SHORT_NEEDLE)
		return find_short(s, needle);
	at = memmem(s.ptr, s.len, needle.ptr, needle.len);
	return at ? (size_t)(at - s.ptr) : STR_NONE;
}

size_t str_find_char(struct str s, char c)
{
	const char *at = s.len ? memchr(s.ptr, c, s.len) : NULL;

	return at ? (size_t)(at - s.ptr) : STR_NONE;
}

size_t str_find_last_char(struct str s, char c)
{
	const char *at = s.len ? memrchr(s.ptr, c, s.len) : NULL;

	return at ? (size_t)(at - s.ptr) : STR_NONE;
}

bool str_contains(struct str s, struct str needle)
{
	return str_find(s, needle) != STR_NONE;
}

struct str str_trim_start(struct str s)
{
	while (s.len && is_space(s.ptr[0]))
		s = str_from(s, 1);
	return s;
}

struct str str_trim_end(struct str s)
{
	while (s.len && is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

struct str str_trim(struct str s)
{
	return str_trim_end(str_trim_start(s));
}

bool str_cut(struct str s, char sep, struct str *head, struct str *tail)
{
	size_t at = str_find_char(s, sep);

	if (at == STR_NONE) {
		*head = s;
		*tail = (struct str){ 0 };
		return false;
	}
	*head = str_slice(s, 0, at);
	*tail = str_from(s, at + 1);
	return true;
}

bool str_next_line(struct str *rest, struct str *line)
{
	if (rest->len == 0)
		return false;
	str_cut(*rest, '\n', line, rest);
	str_skip_suffix(line, STR("\r"));
	return true;
}

bool str_to_int(struct str s, int64_t *out)
{
	bool negative = false;
	int64_t n = 0;

	if (s.len && (s.ptr[0] == '-' || s.ptr[0] == '+')) {
		negative = s.ptr[0] == '-';
		s = str_from(s, 1);
	}
	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!is_digit(s.ptr[i]) || __builtin_mul_overflow(n, 10, &n))
			return false;
		int digit = s.ptr[i] - '0';
		if (__builtin_add_overflow(n, negative ? -digit : digit, &n))
			return false;
	}
	*out = n;
	return true;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: two letters that changed places count as one mistake. */
size_t str_distance(struct str a, struct str b, size_t limit)
{
	size_t rows[3][DISTANCE_MAX + 1];

	if (a.len > DISTANCE_MAX || b.len > DISTANCE_MAX)
		return limit + 1;
	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *row = rows[i % 3], *above = rows[(i - 1) % 3];
		const size_t *above_that = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			char x = to_lower(a.ptr[i - 1]), y = to_lower(b.ptr[j - 1]);

			row[j] = least(above[j - 1] + (x != y),
			               least(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && x == to_lower(b.ptr[j - 2]) &&
			    y == to_lower(a.ptr[i - 2]))
				row[j] = least(row[j], above_that[j - 2] + 1);
		}
	}
	return least(rows[a.len % 3][b.len], limit + 1);
}

struct str str_nearest(struct str s, const struct str *names, size_t count)
{
	size_t limit = s.len <= 3 ? 1 : s.len / 3;
	struct str nearest = { 0 };

	for (size_t i = 0; i < count; i++) {
		size_t distance = str_distance(s, names[i], limit);

		if (distance <= limit) {
			nearest = names[i];
			if (distance == 0)
				break;
			limit = distance - 1;
		}
	}
	return nearest;
}
