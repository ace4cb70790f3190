/*
 * Filters on numbers.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "template/natives.h"
#include "template/operators.h"

/* Digits of a number in text; more are no number that fits. */
#define NUMERAL 400

static bool filter_abs(struct template_call *call, struct value *result)
{
	struct value n = call->args[0];

	if (!value_is_number(n))
		return native_needs(call, 0, "a number");
	if (n.type == VALUE_FLOAT)
		*result = value_float(fabs(n.number));
	else if (value_to_int(n) == INT64_MIN)
		return call_error(call, "number is too large");
	else
		*result = value_int(value_to_int(n) < 0 ? -value_to_int(n)
		                                        : value_to_int(n));
	return true;
}

/* Python's int(text, base): a sign, a prefix, underscores between digits. */
static bool parse_int(struct str text, int64_t base, int64_t *n)
{
	bool negative, digit_before = false;
	unsigned long long total = 0;

	text = str_trim(text);
	negative = str_skip_prefix(&text, STR("-"));
	if (!negative)
		str_skip_prefix(&text, STR("+"));
	if (text.len > 2 && text.ptr[0] == '0') {
		char c = to_lower(text.ptr[1]);
		int64_t prefix = c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;

		if (prefix && prefix == base)
			text = str_from(text, 2);
	}
	for (size_t i = 0; i < text.len; i++) {
		char c = to_lower(text.ptr[i]);
		int64_t digit = is_digit(c) ? c - '0' : is_alpha(c) ? c - 'a' + 10 : 99;

		if (c == '_' && digit_before && i + 1 < text.len) {
			digit_before = false;
			continue;
		}
		if (digit >= base ||
		    total > (unsigned long long)INT64_MAX / (unsigned long long)base)
			return false;
		total = total * (unsigned long long)base + (unsigned long long)digit;
		if (total > (unsigned long long)INT64_MAX)
			return false;
		digit_before = true;
	}
	*n = negative ? -(int64_t)total : (int64_t)total;
	return text.len > 0 && digit_before;
}

/* Python's float(text); no hexadecimal. */
static bool parse_float(struct arena *arena, struct str text, double *n)
{
	struct str rest = str_trim(text);
	char *end, *copy;

	if (!rest.len || rest.len > NUMERAL || str_find_char(rest, '\0') != STR_NONE)
		return false;
	copy = arena_cstr(arena, rest);
	for (size_t i = 0; i < rest.len; i++)
		if (to_lower(rest.ptr[i]) == 'x' || rest.ptr[i] == '(')
			return false;
	*n = strtod(copy, &end);
	return *end == '\0';
}

static bool filter_int(struct template_call *call, struct value *result)
{
	struct value value = call->args[0];
	int64_t base, n;
	double number;

	if (!native_int(call, 2, 10, &base))
		return false;
	if (value.type == VALUE_UNDEFINED)
		return native_needs(call, 0, "a number");
	if (base < 2 || base > 36)
		return call_error(call, "the base must be between 2 and 36");
	*result = native_is_given(call, 1) ? call->args[1] : value_int(0);
	if (value.type == VALUE_INT || value.type == VALUE_BOOL)
		*result = value_int(value_to_int(value));
	else if (value.type == VALUE_FLOAT && fabs(value.number) < 9e18)
		*result = value_int((int64_t)value.number);
	else if (value.type == VALUE_STR && parse_int(value_text(value), base, &n))
		*result = value_int(n);
	else if (value.type == VALUE_STR &&
	         parse_float(call->arena, value_text(value), &number) &&
	         fabs(number) < 9e18)
		*result = value_int((int64_t)number);
	return true;
}

static bool filter_float(struct template_call *call, struct value *result)
{
	struct value value = call->args[0];
	double number;

	if (value.type == VALUE_UNDEFINED)
		return native_needs(call, 0, "a number");
	*result = native_is_given(call, 1) ? call->args[1] : value_float(0);
	if (value_is_number(value))
		*result = value_float(value_to_float(value));
	else if (value.type == VALUE_STR &&
	         parse_float(call->arena, value_text(value), &number))
		*result = value_float(number);
	return true;
}

/* To so many decimals, halves to even, exactly: as Python's round. */
static double round_decimals(double number, int64_t precision)
{
	char text[NUMERAL];
	double scale;

	if (precision >= 0) {
		snprintf(text, sizeof(text), "%.*f",
		         (int)(precision > 20 ? 20 : precision), number);
		return strtod(text, NULL);
	}
	scale = pow(10, (double)-precision);
	return rint(number / scale) * scale;
}

static bool filter_round(struct template_call *call, struct value *result)
{
	struct value value = call->args[0];
	struct str method = native_text(call, 2, STR("common"));
	int64_t precision;
	double number, scale;

	if (!native_int(call, 1, 0, &precision))
		return false;
	if (!value_is_number(value))
		return native_needs(call, 0, "a number");
	if (precision > 300 || precision < -300)
		return call_error(call, "precision is too large");
	number = value_to_float(value);
	if (str_eq(method, STR("common"))) {
		if (value.type == VALUE_FLOAT)
			*result = value_float(isfinite(number)
			                              ? round_decimals(number, precision)
			                              : number);
		else if (precision >= 0)
			*result = value_int(value_to_int(value));
		else
			*result = value_int((int64_t)round_decimals(number, precision));
		return true;
	}
	scale = pow(10, (double)precision);
	if (str_eq(method, STR("ceil")))
		*result = value_float((ceil(number * scale) + 0.0) / scale);
	else if (str_eq(method, STR("floor")))
		*result = value_float(floor(number * scale) / scale);
	else
		return call_error(call, "the method must be 'common', 'ceil' or 'floor'");
	return true;
}

static bool filter_filesizeformat(struct template_call *call, struct value *result)
{
	static const char *const prefixes[] = { "k", "M", "G", "T", "P", "E", "Z", "Y" };
	bool binary = native_bool(call, 1, false);
	double base = binary ? 1024 : 1000, bytes, unit;
	struct value value = call->args[0];
	size_t i = 0;

	if (value_is_number(value))
		bytes = value_to_float(value);
	else if (value.type != VALUE_STR ||
	         !parse_float(call->arena, value_text(value), &bytes))
		return native_needs(call, 0, "a number");
	if (bytes < base) {
		*result = bytes == 1 ? value_str(STR("1 Byte"))
		                     : value_str(arena_printf(call->arena, "%.0f Bytes",
		                                              trunc(bytes)));
		return true;
	}
	for (unit = base * base; bytes >= unit && i + 1 < ARRAY_LEN(prefixes); i++)
		unit *= base;
	*result = value_str(arena_printf(call->arena, "%.1f %s%s", base * bytes / unit,
	                                 binary && i == 0 ? "K" : prefixes[i],
	                                 binary ? "iB" : "B"));
	return true;
}

const struct template_function number_filters[] = {
	{ "abs", "x", filter_abs },
	{ "filesizeformat", "value, binary=", filter_filesizeformat },
	{ "float", "value, default=", filter_float },
	{ "int", "value, default=, base=", filter_int },
	{ "round", "value, precision=, method=", filter_round },
	{ 0 },
};
