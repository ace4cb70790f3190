/*
 * str: a borrowed view of bytes.
 *
 * Owns nothing. A str points into memory that something else keeps alive: a
 * source, an arena, a literal. It is passed by value, carries its length, need
 * not end in NUL and may contain NULs. The zero value is the empty string.
 * Nothing here can fail or allocates. ASCII only: text.h knows Unicode.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *ptr;
	size_t len;
};

/* A view of a string literal: STR("public"). */
#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })

/* The same as an initialiser of static data. */
#define STR_INIT(literal)                       \
	{                                       \
		"" literal, sizeof(literal) - 1 \
	}

/* Arguments for a "%.*s" conversion: printf("%.*s", STR_ARG(name)). */
#define STR_ARG(s) (int)(s).len, (s).ptr

struct str str_of(const char *cstr);

/* The bytes of s in [start, end); both are cut down to its length. */
struct str str_slice(struct str s, size_t start, size_t end);
struct str str_from(struct str s, size_t start);

/* In the header because names are compared more often than anything else is done. */
static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_eq_nocase(struct str a, struct str b);

/* Byte order, as strcmp: the order of code points for UTF-8. */
int str_cmp(struct str a, struct str b);

bool str_has_prefix(struct str s, struct str prefix);
bool str_has_prefix_nocase(struct str s, struct str prefix);
bool str_has_suffix(struct str s, struct str suffix);

/* If s begins with the prefix, remove it and return true. */
bool str_skip_prefix(struct str *s, struct str prefix);
bool str_skip_suffix(struct str *s, struct str suffix);

/* Where the first (last) needle begins, or STR_NONE. */
#define STR_NONE SIZE_MAX
size_t str_find(struct str s, struct str needle);
size_t str_find_char(struct str s, char c);
size_t str_find_last_char(struct str s, char c);
bool str_contains(struct str s, struct str needle);

/* Remove ASCII space from both ends. The result views the same bytes as s. */
struct str str_trim(struct str s);
struct str str_trim_start(struct str s);
struct str str_trim_end(struct str s);

/*
 * Split s at the first occurrence of sep: *head gets what precedes it, *tail
 * what follows. Without a separator *head is all of s, *tail is empty, and the
 * result is false.
 */
bool str_cut(struct str s, char sep, struct str *head, struct str *tail);

/*
 * Take the next line off *rest, without its "\n" or "\r\n". False when nothing
 * is left. A last line without an end counts; an empty rest does not.
 */
bool str_next_line(struct str *rest, struct str *line);

/* A decimal integer with an optional sign that fills all of s. */
bool str_to_int(struct str s, int64_t *out);

/*
 * Edit distance, for suggestions: letters changed, added, left out, or swapped with the
 * next. limit + 1 stands for anything beyond the limit.
 */
size_t str_distance(struct str a, struct str b, size_t limit);

/*
 * The name most like s (at most a third of its length away), or an empty str:
 * what follows "did you mean". Names are NUL-terminated.
 */
struct str str_nearest(struct str s, const struct str *names, size_t count);

/* ASCII classes, whatever the locale. */
static inline bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* One of ASCII's, white space aside. */
static inline bool is_control(char c)
{
	return ((unsigned char)c < ' ' && !is_space(c)) || c == 0x7f;
}

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline char to_lower(char c)
{
	return is_upper(c) ? (char)(c + 'a' - 'A') : c;
}

static inline char to_upper(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static inline bool is_alpha(char c)
{
	return to_lower(c) >= 'a' && to_lower(c) <= 'z';
}

static inline bool is_alnum(char c)
{
	return is_alpha(c) || is_digit(c);
}

static inline bool is_punct(char c)
{
	return c > ' ' && c < 0x7f && !is_alnum(c);
}

#endif
