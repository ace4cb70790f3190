/*
 * Tests: what stands behind "is".
 */
#include "base/text.h"
#include "base/utf8.h"
#include "template/natives.h"
#include "template/objects.h"
#include "template/operators.h"

static bool say(struct value *result, bool is)
{
	*result = value_bool(is);
	return true;
}

static enum value_type type_of(const struct template_call *call)
{
	return (enum value_type)call->args[0].type;
}

static bool is_defined(struct template_call *call, struct value *result)
{
	return say(result, type_of(call) != VALUE_UNDEFINED);
}

static bool is_undefined(struct template_call *call, struct value *result)
{
	return say(result, type_of(call) == VALUE_UNDEFINED);
}

static bool is_none(struct template_call *call, struct value *result)
{
	return say(result, type_of(call) == VALUE_NONE);
}

static bool is_boolean(struct template_call *call, struct value *result)
{
	return say(result, type_of(call) == VALUE_BOOL);
}

static bool is_true(struct template_call *call, struct value *result)
{
	return say(result, type_of(call) == VALUE_BOOL && call->args[0].boolean);
}

static bool is_false(struct template_call *call, struct value *result)
{
	return say(result, type_of(call) == VALUE_BOOL && !call->args[0].boolean);
}

static bool is_integer(struct template_call *call, struct value *result)
{
	return say(result, type_of(call) == VALUE_INT);
}

static bool is_float(struct template_call *call, struct value *result)
{
	return say(result, type_of(call) == VALUE_FLOAT);
}

static bool is_number(struct template_call *call, struct value *result)
{
	return say(result, value_is_number(call->args[0]));
}

static bool is_string(struct template_call *call, struct value *result)
{
	return say(result, type_of(call) == VALUE_STR);
}

static bool is_mapping(struct template_call *call, struct value *result)
{
	return say(result, type_of(call) == VALUE_DICT);
}

static bool is_iterable(struct template_call *call, struct value *result)
{
	struct value value = call->args[0];

	return say(result,
	           value.type == VALUE_UNDEFINED || value.type == VALUE_STR ||
	                   value.type == VALUE_LIST || value.type == VALUE_DICT ||
	                   (value.type == VALUE_OBJECT && value.object->class->item));
}

static bool is_callable_test(struct template_call *call, struct value *result)
{
	return say(result, is_callable(call->args[0]));
}

static bool is_escaped(struct template_call *call, struct value *result)
{
	return say(result, type_of(call) == VALUE_STR && call->args[0].safe);
}

/* As islower(): at least one letter, and all of them so. */
static bool has_case(struct template_call *call, bool upper)
{
	struct str text = value_to_text(call->arena, call->args[0]);
	struct str folded =
		upper ? text_upper(call->arena, text) : text_lower(call->arena, text);
	struct str other =
		upper ? text_lower(call->arena, text) : text_upper(call->arena, text);

	return str_eq(text, folded) && !str_eq(text, other);
}

static bool is_lower_test(struct template_call *call, struct value *result)
{
	return say(result, has_case(call, false));
}

static bool is_upper_test(struct template_call *call, struct value *result)
{
	return say(result, has_case(call, true));
}

static bool remainder_of(struct template_call *call, struct value by, struct value *rest)
{
	const char *why;

	if (!value_is_number(call->args[0]))
		return native_needs(call, 0, "a number");
	if (!value_is_number(by))
		return native_needs(call, 1, "a number");
	return operate_numbers(TOKEN_MOD, call->args[0], by, rest, &why) ||
	       call_error(call, "%s", why);
}

static bool is_even(struct template_call *call, struct value *result)
{
	struct value rest;

	return remainder_of(call, value_int(2), &rest) &&
	       say(result, !value_is_true(rest));
}

static bool is_odd(struct template_call *call, struct value *result)
{
	struct value rest;

	return remainder_of(call, value_int(2), &rest) &&
	       say(result, value_same(rest, value_int(1)));
}

static bool is_divisibleby(struct template_call *call, struct value *result)
{
	struct value rest;

	return remainder_of(call, call->args[1], &rest) &&
	       say(result, !value_is_true(rest));
}

static bool is_eq(struct template_call *call, struct value *result)
{
	return say(result, value_same(call->args[0], call->args[1]));
}

static bool is_ne(struct template_call *call, struct value *result)
{
	return say(result, !value_same(call->args[0], call->args[1]));
}

static bool order_of(struct template_call *call, int *order)
{
	if (call->args[0].type == VALUE_UNDEFINED)
		return native_needs(call, 0, "a number or a string");
	return value_compare(call->args[0], call->args[1], order) ||
	       call_error(call, "cannot compare %s with %s",
	                  value_type_name(call->args[0]), value_type_name(call->args[1]));
}

static bool is_lt(struct template_call *call, struct value *result)
{
	int order = 0;

	return order_of(call, &order) && say(result, order < 0);
}

static bool is_le(struct template_call *call, struct value *result)
{
	int order = 0;

	return order_of(call, &order) && say(result, order <= 0);
}

static bool is_gt(struct template_call *call, struct value *result)
{
	int order = 0;

	return order_of(call, &order) && say(result, order > 0);
}

static bool is_ge(struct template_call *call, struct value *result)
{
	int order = 0;

	return order_of(call, &order) && say(result, order >= 0);
}

static bool is_in(struct template_call *call, struct value *result)
{
	bool found;

	if (!value_contains(call->arena, call->args[1], call->args[0], &found))
		return native_needs(call, 1, "a string, list or dict");
	return say(result, found);
}

/* The same thing, not only an equal one. */
static bool is_sameas(struct template_call *call, struct value *result)
{
	struct value a = call->args[0], b = call->args[1];

	if (a.type != b.type)
		return say(result, false);
	switch ((enum value_type)a.type) {
	case VALUE_LIST:
		return say(result, a.items == b.items && a.len == b.len);
	case VALUE_DICT:
		return say(result, a.entries == b.entries && a.len == b.len);
	default:
		return say(result, value_same(a, b));
	}
}

static bool is_filter(struct template_call *call, struct value *result)
{
	return say(result, native_find(&native_vm(call)->set->filters,
	                               value_text(call->args[0])) != NULL);
}

static bool is_test(struct template_call *call, struct value *result)
{
	return say(result, native_find(&native_vm(call)->set->tests,
	                               value_text(call->args[0])) != NULL);
}

static bool is_sequence(struct template_call *call, struct value *result)
{
	return type_of(call) == VALUE_UNDEFINED ? say(result, true)
	                                        : is_iterable(call, result);
}

const struct template_function predicates[] = {
	{ "boolean", "value", is_boolean },
	{ "callable", "value", is_callable_test },
	{ "defined", "value", is_defined },
	{ "divisibleby", "value, num", is_divisibleby },
	{ "eq", "a, b", is_eq },
	{ "equalto", "a, b", is_eq },
	{ "==", "a, b", is_eq },
	{ "escaped", "value", is_escaped },
	{ "even", "value", is_even },
	{ "false", "value", is_false },
	{ "filter", "value", is_filter },
	{ "float", "value", is_float },
	{ "ge", "a, b", is_ge },
	{ ">=", "a, b", is_ge },
	{ "gt", "a, b", is_gt },
	{ "greaterthan", "a, b", is_gt },
	{ ">", "a, b", is_gt },
	{ "in", "value, seq", is_in },
	{ "integer", "value", is_integer },
	{ "iterable", "value", is_iterable },
	{ "le", "a, b", is_le },
	{ "<=", "a, b", is_le },
	{ "lower", "value", is_lower_test },
	{ "lt", "a, b", is_lt },
	{ "lessthan", "a, b", is_lt },
	{ "<", "a, b", is_lt },
	{ "mapping", "value", is_mapping },
	{ "ne", "a, b", is_ne },
	{ "!=", "a, b", is_ne },
	{ "none", "value", is_none },
	{ "number", "value", is_number },
	{ "odd", "value", is_odd },
	{ "sameas", "value, other", is_sameas },
	{ "sequence", "value", is_sequence },
	{ "string", "value", is_string },
	{ "test", "value", is_test },
	{ "true", "value", is_true },
	{ "undefined", "value", is_undefined },
	{ "upper", "value", is_upper_test },
	{ 0 },
};
