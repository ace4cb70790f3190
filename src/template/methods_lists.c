/*
 * Python's methods on lists and dicts.
 */
#include "template/natives.h"
#include "template/operators.h"

static bool list_index(struct template_call *call, struct value *result)
{
	struct value list = call->args[0];

	for (uint32_t i = 0; i < list.len; i++) {
		if (!value_same(list.items[i], call->args[1]))
			continue;
		*result = value_int(i);
		return true;
	}
	return call_error(call, "the list does not hold this value");
}

static bool list_count(struct template_call *call, struct value *result)
{
	struct value list = call->args[0];
	int64_t count = 0;

	for (uint32_t i = 0; i < list.len; i++)
		count += value_same(list.items[i], call->args[1]);
	*result = value_int(count);
	return true;
}

static bool copy(struct template_call *call, struct value *result)
{
	*result = call->args[0];
	return true;
}

const struct template_function list_methods[] = {
	{ "copy", "list", copy },
	{ "count", "list, value", list_count },
	{ "index", "list, value", list_index },
	{ 0 },
};

/* ---- Dicts */

static bool dict_get(struct template_call *call, struct value *result)
{
	struct str key = value_to_key(call->arena, call->args[1]);
	const struct value_entry *entry = value_entry(call->args[0], key);

	*result = entry                      ? entry->value
	          : native_is_given(call, 2) ? call->args[2]
	                                     : VALUE_NULL;
	return true;
}

static bool dict_keys(struct template_call *call, struct value *result)
{
	struct sequence keys;

	if (!sequence_of(call->arena, call->args[0], &keys))
		return false;
	*result = sequence_list(call->arena, &keys);
	return true;
}

static bool dict_values(struct template_call *call, struct value *result)
{
	struct value dict = call->args[0];
	struct value_builder values = { .arena = call->arena };

	for (uint32_t i = 0; i < dict.len; i++)
		value_add_item(&values, dict.entries[i].value);
	*result = value_built_list(&values);
	return true;
}

static bool dict_items(struct template_call *call, struct value *result)
{
	return native_find(&native_vm(call)->set->filters, STR("items"))
	        ->run(call, result);
}

const struct template_function dict_methods[] = {
	{ "copy", "dict", copy },          { "get", "dict, key, default=", dict_get },
	{ "items", "dict", dict_items },   { "keys", "dict", dict_keys },
	{ "values", "dict", dict_values }, { 0 },
};
