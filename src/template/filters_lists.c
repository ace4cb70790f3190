/*
 * Filters on lists and dicts that keep the order of what they are given.
 */
#include "base/utf8.h"
#include "template/natives.h"
#include "template/objects.h"
#include "template/operators.h"

static bool filter_length(struct template_call *call, struct value *result)
{
	size_t length;

	if (!value_length(call->args[0], &length))
		return native_needs(call, 0, "a string, list or dict");
	*result = value_int((int64_t)length);
	return true;
}

static bool filter_default(struct template_call *call, struct value *result)
{
	bool missing = call->args[0].type == VALUE_UNDEFINED ||
	               (native_bool(call, 2, false) && !value_is_true(call->args[0]));

	*result = !missing                   ? call->args[0]
	          : native_is_given(call, 1) ? call->args[1]
	                                     : value_str(STR(""));
	return true;
}

static bool filter_first(struct template_call *call, struct value *result)
{
	struct value value = call->args[0];
	struct sequence sequence;

	if (value.type == VALUE_STR) {
		if (value.len)
			*result = value_str(text_char(value_text(value), 0));
		return true;
	}
	if (!sequence_of(call->arena, value, &sequence))
		return native_needs(call, 0, "something to loop over");
	if (sequence.count)
		*result = sequence_at(&sequence, 0);
	return true;
}

static bool filter_last(struct template_call *call, struct value *result)
{
	struct value value = call->args[0];
	struct str text = value_text(value);
	struct sequence sequence;
	size_t at = text.len;

	if (value.type == VALUE_STR) {
		if (text.len) {
			utf8_previous(text, &at);
			*result = value_str(str_from(text, at));
		}
		return true;
	}
	if (!sequence_of(call->arena, value, &sequence))
		return native_needs(call, 0, "something to loop over");
	if (sequence.count)
		*result = sequence_at(&sequence, sequence.count - 1);
	return true;
}

static bool filter_list(struct template_call *call, struct value *result)
{
	struct sequence sequence;

	if (!native_sequence(call, 0, &sequence))
		return false;
	*result = sequence_list(call->arena, &sequence);
	return true;
}

/* Joined to a safe text, what is not safe is escaped. */
static bool filter_join(struct template_call *call, struct value *result)
{
	struct value separator =
		native_is_given(call, 1) ? call->args[1] : value_str(STR(""));
	struct sequence sequence;
	struct value *parts;
	bool safe = separator.safe, ok;
	struct buf out = { 0 };

	if (!native_sequence(call, 0, &sequence))
		return false;
	parts = ARENA_ARRAY(call->arena, struct value, sequence.count);
	separator = value_to_str(call->arena, separator);
	for (size_t i = 0; i < sequence.count; i++) {
		if (!native_path(call, sequence_at(&sequence, i), call->args[2],
		                 &parts[i]))
			return false;
		parts[i] = value_to_str(call->arena, parts[i]);
		safe |= parts[i].safe;
	}
	safe &= call->autoescape;
	if (safe)
		separator = value_escape(call->arena, separator);
	for (size_t i = 0; i < sequence.count && out.len <= TEMPLATE_MEMORY; i++) {
		struct value part = safe ? value_escape(call->arena, parts[i]) : parts[i];

		if (i)
			buf_add(&out, value_text(separator));
		buf_add(&out, value_text(part));
	}
	ok = vm_charge(native_vm(call), out.len);
	if (ok)
		*result = value_str(buf_keep(&out, call->arena));
	result->safe = safe;
	buf_clear(&out);
	return ok;
}

static bool filter_reverse(struct template_call *call, struct value *result)
{
	struct value value = call->args[0];
	struct sequence sequence;
	struct value *items;

	if (value.type == VALUE_STR)
		return vm_charge(native_vm(call), value.len * sizeof(struct value)) &&
		       value_slice(call->arena, value, NULL, NULL, -1, result);
	if (!native_sequence(call, 0, &sequence))
		return false;
	items = ARENA_ARRAY(call->arena, struct value, sequence.count);
	for (size_t i = 0; i < sequence.count; i++)
		items[i] = sequence_at(&sequence, sequence.count - 1 - i);
	*result = value_list(items, sequence.count);
	return true;
}

static bool filter_batch(struct template_call *call, struct value *result)
{
	struct value_builder rows = { .arena = call->arena };
	struct sequence sequence;
	int64_t width;

	if (!native_sequence(call, 0, &sequence) || !native_int(call, 1, 1, &width))
		return false;
	if (width < 1)
		return call_error(call, "'batch' needs a number above 0");
	for (size_t at = 0; at < sequence.count; at += (size_t)width) {
		struct value_builder row = { .arena = call->arena };

		for (size_t i = at; i < sequence.count && i - at < (size_t)width; i++)
			value_add_item(&row, sequence_at(&sequence, i));
		if (native_is_given(call, 2) && call->args[2].type != VALUE_NONE) {
			if (!vm_charge(native_vm(call), (size_t)width))
				return false;
			while (row.count < (size_t)width)
				value_add_item(&row, call->args[2]);
		}
		value_add_item(&rows, value_built_list(&row));
		if ((size_t)width > sequence.count)
			break;
	}
	*result = value_built_list(&rows);
	return true;
}

static bool filter_slice(struct template_call *call, struct value *result)
{
	struct value_builder columns = { .arena = call->arena };
	struct sequence sequence;
	int64_t slices;
	size_t each, more, at = 0;

	if (!native_sequence(call, 0, &sequence) || !native_int(call, 1, 1, &slices))
		return false;
	if (slices < 1)
		return call_error(call, "'slice' needs a number above 0");
	if (!vm_charge(native_vm(call), (size_t)slices < TEMPLATE_MEMORY
	                                        ? (size_t)slices * sizeof(struct value)
	                                        : TEMPLATE_MEMORY + 1))
		return false;
	each = sequence.count / (size_t)slices;
	more = sequence.count % (size_t)slices;
	for (size_t i = 0; i < (size_t)slices; i++) {
		struct value_builder column = { .arena = call->arena };
		size_t count = each + (i < more);

		for (size_t n = 0; n < count; n++)
			value_add_item(&column, sequence_at(&sequence, at++));
		if (native_is_given(call, 2) && call->args[2].type != VALUE_NONE &&
		    i >= more)
			value_add_item(&column, call->args[2]);
		value_add_item(&columns, value_built_list(&column));
	}
	*result = value_built_list(&columns);
	return true;
}

static struct value pair(struct arena *arena, struct str key, struct value value)
{
	struct value *items = ARENA_ARRAY(arena, struct value, 2);
	struct value tuple;

	items[0] = value_str(key);
	items[1] = value;
	tuple = value_list(items, 2);
	tuple.tuple = true;
	return tuple;
}

static bool filter_items(struct template_call *call, struct value *result)
{
	struct value_builder pairs = { .arena = call->arena };
	struct value dict = call->args[0];

	if (dict.type != VALUE_DICT && dict.type != VALUE_UNDEFINED)
		return native_needs(call, 0, "a dict");
	for (uint32_t i = 0; i < dict.len; i++)
		value_add_item(&pairs, pair(call->arena, dict.entries[i].key,
		                            dict.entries[i].value));
	*result = value_built_list(&pairs);
	return true;
}

static bool filter_attr(struct template_call *call, struct value *result)
{
	if (call->args[0].type == VALUE_UNDEFINED)
		return native_needs(call, 0, "an object");
	/* a dict's entries are items, not attributes */
	if (call->args[0].type == VALUE_DICT &&
	    !native_find(&native_vm(call)->set->dict_methods,
	                 native_text(call, 1, STR(""))))
		return true;
	return vm_attribute(native_vm(call), call->args[0], native_text(call, 1, STR("")),
	                    result);
}

static bool filter_sum(struct template_call *call, struct value *result)
{
	struct value total = native_is_given(call, 2) ? call->args[2] : value_int(0);
	struct sequence sequence;
	const char *why;

	if (!native_sequence(call, 0, &sequence))
		return false;
	for (size_t i = 0; i < sequence.count; i++) {
		struct value item;

		if (!native_path(call, sequence_at(&sequence, i), call->args[1], &item))
			return false;
		if (!value_is_number(item) || !value_is_number(total))
			return call_error(
				call, "'sum' needs numbers, not %s",
				value_type_name(value_is_number(item) ? total : item));
		if (!operate_numbers(TOKEN_ADD, total, item, &total, &why))
			return call_error(call, "%s", why);
	}
	*result = total;
	return true;
}

/* ---- Filters that apply another filter or test to each item */

/* The filter or test named by args[at] applied to a value, with the rest as arguments. */
static bool apply(struct template_call *call, const struct native_list *list,
                  const char *kind, struct value name, struct value *rest, size_t count,
                  struct value value, struct value *result)
{
	const struct native *native = native_find(list, value_text(name));
	struct arguments args = { .values = rest, .count = count };

	if (!native) {
		call_error(call, "unknown %s '%.*s'", kind,
		           STR_ARG(value_to_text(call->arena, name)));
		diag_did_you_mean(native_vm(call)->diags,
		                  str_nearest(value_text(name), list->names.keys,
		                              list->names.count));
		return false;
	}
	return native_call(native_vm(call), native, &args, value, true, result);
}

/* map("upper"), map("default", "x"), map(attribute="title", default="none") */
static bool filter_map(struct template_call *call, struct value *result)
{
	const struct native_list *filters = &native_vm(call)->set->filters;
	struct value path = value_get(call->args[1], STR("attribute"));
	struct value otherwise = value_get(call->args[1], STR("default"));
	struct sequence sequence;
	struct value *items;

	if (!native_sequence(call, 0, &sequence))
		return false;
	if (path.type == VALUE_UNDEFINED && !call->rest_count)
		return call_error(call,
		                  "'map' needs the name of a filter, or attribute=");
	items = ARENA_ARRAY(call->arena, struct value, sequence.count);
	for (size_t i = 0; i < sequence.count; i++) {
		struct value item = sequence_at(&sequence, i);
		bool ok;

		if (path.type != VALUE_UNDEFINED)
			ok = native_path(call, item, path, &items[i]);
		else
			ok = apply(call, filters, "filter", call->rest[0], call->rest + 1,
			           call->rest_count - 1, item, &items[i]);
		if (!ok)
			return false;
		if (items[i].type == VALUE_UNDEFINED && path.type != VALUE_UNDEFINED)
			items[i] = otherwise;
	}
	*result = value_list(items, sequence.count);
	return true;
}

/* The items for which a test, of the item or of an attribute, comes out as wanted. */
static bool choose(struct template_call *call, bool by_attribute, bool want,
                   struct value *result)
{
	const struct native_list *tests = &native_vm(call)->set->tests;
	struct value_builder chosen = { .arena = call->arena };
	size_t skip = by_attribute ? 1 : 0;
	struct sequence sequence;

	if (!native_sequence(call, 0, &sequence))
		return false;
	if (by_attribute && !call->rest_count)
		return call_error(call, "'%.*s' needs the name of an attribute",
		                  STR_ARG(call->name));
	for (size_t i = 0; i < sequence.count; i++) {
		struct value item = sequence_at(&sequence, i), subject = item, passed;

		if (by_attribute && !native_path(call, item, call->rest[0], &subject))
			return false;
		passed = subject;
		if (call->rest_count > skip &&
		    !apply(call, tests, "test", call->rest[skip], call->rest + skip + 1,
		           call->rest_count - skip - 1, subject, &passed))
			return false;
		if (value_is_true(passed) == want)
			value_add_item(&chosen, item);
	}
	*result = value_built_list(&chosen);
	return true;
}

static bool filter_select(struct template_call *call, struct value *result)
{
	return choose(call, false, true, result);
}

static bool filter_reject(struct template_call *call, struct value *result)
{
	return choose(call, false, false, result);
}

static bool filter_selectattr(struct template_call *call, struct value *result)
{
	return choose(call, true, true, result);
}

static bool filter_rejectattr(struct template_call *call, struct value *result)
{
	return choose(call, true, false, result);
}

const struct template_function list_filters[] = {
	{ "attr", "obj, name", filter_attr },
	{ "batch", "value, linecount, fill_with=", filter_batch },
	{ "count", "obj", filter_length },
	{ "d", "value, default_value=, boolean=", filter_default },
	{ "default", "value, default_value=, boolean=", filter_default },
	{ "first", "seq", filter_first },
	{ "items", "value", filter_items },
	{ "join", "value, d=, attribute=", filter_join },
	{ "last", "seq", filter_last },
	{ "length", "obj", filter_length },
	{ "list", "value", filter_list },
	{ "map", "value, *, **", filter_map },
	{ "reject", "value, *", filter_reject },
	{ "rejectattr", "value, *", filter_rejectattr },
	{ "reverse", "value", filter_reverse },
	{ "select", "value, *", filter_select },
	{ "selectattr", "value, *", filter_selectattr },
	{ "slice", "value, slices, fill_with=", filter_slice },
	{ "sum", "iterable, attribute=, start=", filter_sum },
	{ 0 },
};
