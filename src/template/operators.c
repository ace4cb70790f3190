#include "template/operators.h"

#include <math.h>

#include "base/text.h"
#include "template/access.h"

const char *operator_name(enum token_kind op)
{
	switch (op) {
	case TOKEN_ADD:
		return "+";
	case TOKEN_SUB:
		return "-";
	case TOKEN_MUL:
		return "*";
	case TOKEN_DIV:
		return "/";
	case TOKEN_FLOORDIV:
		return "//";
	case TOKEN_MOD:
		return "%";
	default:
		return "**";
	}
}

int64_t value_to_int(struct value value)
{
	if (value.type == VALUE_BOOL)
		return value.boolean;
	if (value.type == VALUE_FLOAT)
		return value.number > -9.2e18 && value.number < 9.2e18
		               ? (int64_t)value.number
		               : 0;
	return value.integer;
}

double value_to_float(struct value value)
{
	if (value.type == VALUE_FLOAT)
		return value.number;
	return (double)value_to_int(value);
}

static bool power_of_ints(int64_t base, int64_t exponent, int64_t *result)
{
	*result = 1;
	while (exponent > 0) {
		if ((exponent & 1) && __builtin_mul_overflow(*result, base, result))
			return false;
		exponent >>= 1;
		if (exponent && __builtin_mul_overflow(base, base, &base))
			return false;
	}
	return true;
}

/* Division rounds down, as in Python. */
static int64_t floor_div(int64_t a, int64_t b)
{
	int64_t quotient = a / b;

	return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

static bool operate_ints(enum token_kind op, int64_t a, int64_t b, struct value *result,
                         const char **why)
{
	int64_t n = 0;
	bool overflow = false;

	*why = "number is too large";
	if ((op == TOKEN_FLOORDIV || op == TOKEN_MOD) && b == -1) {
		overflow = op == TOKEN_FLOORDIV && __builtin_sub_overflow(0, a, &n);
	} else {
		switch (op) {
		case TOKEN_ADD:
			overflow = __builtin_add_overflow(a, b, &n);
			break;
		case TOKEN_SUB:
			overflow = __builtin_sub_overflow(a, b, &n);
			break;
		case TOKEN_MUL:
			overflow = __builtin_mul_overflow(a, b, &n);
			break;
		case TOKEN_FLOORDIV:
			n = floor_div(a, b);
			break;
		case TOKEN_MOD:
			n = a - floor_div(a, b) * b;
			break;
		default:
			overflow = !power_of_ints(a, b, &n);
		}
	}
	*result = value_int(n);
	return !overflow;
}

static double float_mod(double a, double b)
{
	double rest = fmod(a, b);

	if (rest != 0 && (b < 0) != (rest < 0))
		rest += b;
	return rest != 0 ? rest : copysign(0, b);
}

static double float_floor_div(double a, double b)
{
	double rest = fmod(a, b);
	double quotient = (a - rest) / b;

	if (rest != 0 && (b < 0) != (rest < 0))
		quotient -= 1;
	return quotient != 0 ? (quotient - floor(quotient) > 0.5 ? floor(quotient) + 1
	                                                         : floor(quotient))
	                     : copysign(0, a / b);
}

bool operate_numbers(enum token_kind op, struct value a, struct value b,
                     struct value *result, const char **why)
{
	double x = value_to_float(a), y = value_to_float(b), n;
	bool floats = a.type == VALUE_FLOAT || b.type == VALUE_FLOAT;

	if ((op == TOKEN_DIV || op == TOKEN_FLOORDIV || op == TOKEN_MOD) && y == 0) {
		*why = "division by zero";
		return false;
	}
	if (!floats && op != TOKEN_DIV && !(op == TOKEN_POW && y < 0))
		return operate_ints(op, value_to_int(a), value_to_int(b), result, why);
	switch (op) {
	case TOKEN_ADD:
		n = x + y;
		break;
	case TOKEN_SUB:
		n = x - y;
		break;
	case TOKEN_MUL:
		n = x * y;
		break;
	case TOKEN_DIV:
		n = x / y;
		break;
	case TOKEN_FLOORDIV:
		n = float_floor_div(x, y);
		break;
	case TOKEN_MOD:
		n = float_mod(x, y);
		break;
	default:
		if (x == 0 && y < 0) {
			*why = "zero has no negative power";
			return false;
		}
		n = pow(x, y);
		*why = isnan(n) ? "a negative number has no broken power"
		                : "number is too large";
		if (isfinite(x) && isfinite(y) && !isfinite(n))
			return false;
	}
	*result = value_float(n);
	return true;
}

static int sign(bool less, bool more)
{
	return less ? -1 : more;
}

static int compare_text(struct str a, struct str b)
{
	int order = str_cmp(a, b);

	return sign(order<0, order> 0);
}

static bool compare_nested(struct arena *fold, struct value a, struct value b, int *order,
                           unsigned depth)
{
	if (value_is_number(a) && value_is_number(b)) {
		if (a.type == VALUE_FLOAT || b.type == VALUE_FLOAT)
			*order = sign(value_to_float(a) < value_to_float(b),
			              value_to_float(a) > value_to_float(b));
		else
			*order = sign(value_to_int(a) < value_to_int(b),
			              value_to_int(a) > value_to_int(b));
		return true;
	}
	if (a.type == VALUE_STR && b.type == VALUE_STR) {
		struct str x = value_text(a), y = value_text(b);

		*order = fold ? compare_text(text_lower(fold, x), text_lower(fold, y))
		              : compare_text(x, y);
		return true;
	}
	if (a.type != VALUE_LIST || b.type != VALUE_LIST || depth >= VALUE_NESTING)
		return false;
	for (uint32_t i = 0; i < a.len && i < b.len; i++) {
		if (value_same(a.items[i], b.items[i]))
			continue;
		return compare_nested(fold, a.items[i], b.items[i], order, depth + 1);
	}
	*order = sign(a.len<b.len, a.len> b.len);
	return true;
}

/* Objects that print as a string (dates) compare as it. */
static struct value plain(struct arena *arena, struct value value)
{
	if (value.type == VALUE_OBJECT && value.object->class->print && arena)
		return value.object->class->print(value.object, arena);
	return value;
}

bool value_compare(struct value a, struct value b, int *order)
{
	return compare_nested(NULL, a, b, order, 0);
}

bool value_compare_nocase(struct arena *arena, struct value a, struct value b, int *order)
{
	return compare_nested(arena, plain(arena, a), plain(arena, b), order, 0);
}

/* Parts that may still be looked at. */
struct search {
	size_t parts, most;
};

static bool same_nested(struct value a, struct value b, unsigned depth,
                        struct search *search)
{
	if (++search->parts > search->most)
		return false;
	if (a.type != b.type || (a.type != VALUE_LIST && a.type != VALUE_DICT))
		return value_eq(a, b);
	if (a.len != b.len || depth >= VALUE_NESTING)
		return false;
	if (a.type == VALUE_LIST && a.items == b.items && a.tuple == b.tuple)
		return true;
	for (uint32_t i = 0; i < a.len; i++) {
		const struct value_entry *entry;

		if (a.type == VALUE_LIST) {
			if (!same_nested(a.items[i], b.items[i], depth + 1, search))
				return false;
			continue;
		}
		search->parts += i;
		entry = value_entry(b, a.entries[i].key);
		if (!entry ||
		    !same_nested(a.entries[i].value, entry->value, depth + 1, search))
			return false;
	}
	return a.type != VALUE_LIST || a.tuple == b.tuple;
}

bool value_same_counted(struct value a, struct value b, size_t *parts)
{
	struct search search = { .most = VALUE_PARTS };
	bool same = same_nested(a, b, 0, &search);

	*parts += search.parts + (a.type == VALUE_STR ? a.len / 64 : 0);
	return same;
}

bool value_same(struct value a, struct value b)
{
	size_t parts = 0;

	return value_same_counted(a, b, &parts);
}

static bool shallow_nested(struct value value, unsigned depth, struct search *search)
{
	if (++search->parts > search->most)
		return false;
	if (value.type != VALUE_LIST && value.type != VALUE_DICT)
		return true;
	if (depth >= VALUE_NESTING)
		return false;
	for (uint32_t i = 0; i < value.len; i++)
		if (!shallow_nested(value.type == VALUE_LIST ? value.items[i]
		                                             : value.entries[i].value,
		                    depth + 1, search))
			return false;
	return true;
}

bool value_is_shallow(struct value value, size_t *parts)
{
	struct search search = { .most = VALUE_PARTS };
	bool shallow = shallow_nested(value, 0, &search);

	*parts += search.parts;
	return shallow;
}
