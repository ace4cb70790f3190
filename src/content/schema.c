#include "content/schema.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

static bool is_one_of(struct str s, const char *a, const char *b, const char *c)
{
	return str_eq(s, str_of(a)) || str_eq(s, str_of(b)) || str_eq(s, str_of(c));
}

static bool is_null(struct str s)
{
	return s.len == 0 || str_eq(s, STR("~")) || is_one_of(s, "null", "Null", "NULL");
}

static bool to_bool(struct str s, struct value *value)
{
	bool is_true = is_one_of(s, "true", "True", "TRUE");

	*value = value_bool(is_true);
	return is_true || is_one_of(s, "false", "False", "FALSE");
}

/* The digits behind 0x or 0o. */
static bool to_int_of_base(struct str digits, int base, struct value *value)
{
	int64_t n = 0;

	for (size_t i = 0; i < digits.len; i++) {
		static const char all[] = "0123456789abcdef";
		const char *digit = memchr(all, to_lower(digits.ptr[i]), (size_t)base);

		if (!digit || __builtin_mul_overflow(n, base, &n) ||
		    __builtin_add_overflow(n, digit - all, &n))
			return false;
	}
	*value = value_int(n);
	return digits.len > 0;
}

static bool to_int(struct str s, struct value *value)
{
	int64_t n;

	if (str_has_prefix(s, STR("0x")))
		return to_int_of_base(str_from(s, 2), 16, value);
	if (str_has_prefix(s, STR("0o")))
		return to_int_of_base(str_from(s, 2), 8, value);
	if (!str_to_int(s, &n))
		return false;
	*value = value_int(n);
	return true;
}

static size_t skip_digits(struct str s, size_t *at)
{
	size_t start = *at;

	while (*at < s.len && is_digit(s.ptr[*at]))
		++*at;
	return *at - start;
}

/* [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )? */
static bool is_float(struct str s)
{
	size_t at = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');
	size_t whole = skip_digits(s, &at);

	if (at < s.len && s.ptr[at] == '.') {
		at++;
		if (skip_digits(s, &at) == 0 && whole == 0)
			return false;
	} else if (whole == 0) {
		return false;
	}
	if (at < s.len && to_lower(s.ptr[at]) == 'e') {
		at++;
		if (at < s.len && (s.ptr[at] == '-' || s.ptr[at] == '+'))
			at++;
		if (skip_digits(s, &at) == 0)
			return false;
	}
	return at == s.len;
}

static bool to_float(struct str s, struct value *value)
{
	struct str unsigned_s = s;

	if (s.len && (s.ptr[0] == '-' || s.ptr[0] == '+'))
		unsigned_s = str_from(s, 1);
	if (is_one_of(unsigned_s, ".inf", ".Inf", ".INF"))
		*value = value_float(s.ptr[0] == '-' ? -HUGE_VAL : HUGE_VAL);
	else if (is_one_of(s, ".nan", ".NaN", ".NAN"))
		*value = value_float((double)NAN);
	else if (is_float(s))
		*value = value_float(number_parse(s));
	else
		return false;
	return true;
}

bool schema_resolve(struct str s, struct value *value)
{
	char first = s.len ? s.ptr[0] : '~';

	/* Most scalars are words, and most words cannot be anything else. */
	if (is_digit(first) || first == '+' || first == '-' || first == '.')
		return to_int(s, value) || to_float(s, value);
	if (!memchr("~nNtTfF", first, 7))
		return false;
	*value = VALUE_NULL;
	return is_null(s) || to_bool(s, value);
}

bool schema_resolve_as(struct str tag, struct str s, struct value *value)
{
	if (str_eq(tag, STR("int")))
		return to_int(s, value);
	if (str_eq(tag, STR("float")))
		return to_float(s, value);
	if (str_eq(tag, STR("bool")))
		return to_bool(s, value);
	*value = VALUE_NULL;
	return str_eq(tag, STR("null")) && is_null(s);
}
