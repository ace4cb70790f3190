/*
 * Filters that compare: sort, groupby, unique, min, max, dictsort. Letters of either case
 * are alike unless case_sensitive is asked for, as in Jinja.
 */
#include <string.h>

#include "base/text.h"
#include "template/natives.h"
#include "template/objects.h"
#include "template/operators.h"

/* Attributes by which one sort can compare: sort(attribute="year,month"). */
#define SORT_KEYS 8

struct row {
	struct value item;
	struct value keys[SORT_KEYS];
};

struct sorting {
	struct template_call *call;
	struct row *rows, *spare;
	size_t count, key_count;
	bool reverse;
};

/* Text without case, in keys made once and not at every comparison. */
static struct value fold_case(struct arena *arena, struct value key)
{
	if (key.type == VALUE_OBJECT && key.object->class->print)
		key = key.object->class->print(key.object, arena);
	if (key.type != VALUE_STR)
		return key;
	return value_str(text_lower(arena, value_text(key)));
}

static struct value make_key(struct template_call *call, struct value key, bool sensitive)
{
	if (!sensitive)
		return fold_case(call->arena, key);
	if (key.type == VALUE_OBJECT && key.object->class->print)
		return key.object->class->print(key.object, call->arena);
	return key;
}

static bool compare_keys(struct template_call *call, struct value a, struct value b,
                         int *order)
{
	if (value_compare(a, b, order))
		return true;
	return call_error(call, "'%.*s' cannot compare %s with %s", STR_ARG(call->name),
	                  value_type_name(a), value_type_name(b));
}

static bool compare_rows(const struct sorting *sorting, const struct row *a,
                         const struct row *b, int *order)
{
	*order = 0;
	for (size_t i = 0; i < sorting->key_count && *order == 0; i++) {
		if (value_same(a->keys[i], b->keys[i]))
			continue;
		if (!compare_keys(sorting->call, a->keys[i], b->keys[i], order))
			return false;
	}
	if (sorting->reverse)
		*order = -*order;
	return true;
}

/* Bottom-up merge sort: stable, and without recursion. */
static bool sort_rows(struct sorting *sorting)
{
	size_t count = sorting->count;

	for (size_t width = 1; width < count; width *= 2) {
		struct row *from = sorting->rows, *to = sorting->spare;

		if (!vm_spend(native_vm(sorting->call), count))
			return false;
		for (size_t low = 0; low < count; low += 2 * width) {
			size_t middle = low + width < count ? low + width : count;
			size_t high = low + 2 * width < count ? low + 2 * width : count;
			size_t a = low, b = middle;

			for (size_t i = low; i < high; i++) {
				int order = -1;

				if (a < middle && b < high &&
				    !compare_rows(sorting, &from[a], &from[b], &order))
					return false;
				if (a < middle && (b >= high || order <= 0))
					to[i] = from[a++];
				else
					to[i] = from[b++];
			}
		}
		sorting->rows = to;
		sorting->spare = from;
	}
	return true;
}

static bool sort_setup(struct sorting *sorting, struct template_call *call, size_t count)
{
	*sorting = (struct sorting){ .call = call, .count = count, .key_count = 1 };
	if (!vm_charge(native_vm(call), 2 * count * sizeof(struct row)))
		return false;
	sorting->rows = ARENA_ARRAY(call->arena, struct row, count);
	sorting->spare = ARENA_ARRAY(call->arena, struct row, count);
	return true;
}

/* Keys of an item: of each attribute in a path "a,b.c", or the item itself. */
static bool add_keys(struct sorting *sorting, struct row *row, struct value path,
                     bool sensitive)
{
	struct template_call *call = sorting->call;
	struct str rest = value_text(path), part;
	size_t count = 0;

	do {
		struct value key, by = path;

		if (path.type == VALUE_STR) {
			str_cut(rest, ',', &part, &rest);
			by = value_str(part);
		}
		if (count == SORT_KEYS)
			return call_error(call, "cannot sort by more than %d attributes",
			                  SORT_KEYS);
		if (!native_path(call, row->item, by, &key))
			return false;
		row->keys[count++] = make_key(call, key, sensitive);
	} while (path.type == VALUE_STR && rest.len);
	sorting->key_count = count;
	return true;
}

static struct value sorted_list(const struct sorting *sorting)
{
	struct value *items =
		ARENA_ARRAY(sorting->call->arena, struct value, sorting->count);

	for (size_t i = 0; i < sorting->count; i++)
		items[i] = sorting->rows[i].item;
	return value_list(items, sorting->count);
}

static bool filter_sort(struct template_call *call, struct value *result)
{
	struct sorting sorting;
	struct sequence sequence;

	if (!native_sequence(call, 0, &sequence) ||
	    !sort_setup(&sorting, call, sequence.count))
		return false;
	sorting.reverse = native_bool(call, 1, false);
	for (size_t i = 0; i < sequence.count; i++) {
		sorting.rows[i].item = sequence_at(&sequence, i);
		if (!add_keys(&sorting, &sorting.rows[i], call->args[3],
		              native_bool(call, 2, false)))
			return false;
	}
	if (!sort_rows(&sorting))
		return false;
	*result = sorted_list(&sorting);
	return true;
}

static bool filter_dictsort(struct template_call *call, struct value *result)
{
	struct value dict = call->args[0];
	struct str by = native_text(call, 2, STR("key"));
	bool sensitive = native_bool(call, 1, false);
	struct sorting sorting;

	if (dict.type != VALUE_DICT)
		return native_needs(call, 0, "a dict");
	if (!str_eq(by, STR("key")) && !str_eq(by, STR("value")))
		return call_error(call, "'dictsort' sorts by 'key' or by 'value'");
	if (!sort_setup(&sorting, call, dict.len))
		return false;
	sorting.reverse = native_bool(call, 3, false);
	for (uint32_t i = 0; i < dict.len; i++) {
		struct value *items = ARENA_ARRAY(call->arena, struct value, 2);

		items[0] = value_str(dict.entries[i].key);
		items[1] = dict.entries[i].value;
		sorting.rows[i].item = value_list(items, 2);
		sorting.rows[i].item.tuple = true;
		sorting.rows[i].keys[0] =
			make_key(call, items[str_eq(by, STR("value"))], sensitive);
	}
	if (!sort_rows(&sorting))
		return false;
	*result = sorted_list(&sorting);
	return true;
}

static bool filter_groupby(struct template_call *call, struct value *result)
{
	struct value_builder groups = { .arena = call->arena };
	bool sensitive = native_bool(call, 3, false);
	struct sorting sorting;
	struct sequence sequence;
	size_t i = 0;

	if (!native_sequence(call, 0, &sequence) ||
	    !sort_setup(&sorting, call, sequence.count))
		return false;
	for (size_t n = 0; n < sequence.count; n++) {
		struct row *row = &sorting.rows[n];

		row->item = sequence_at(&sequence, n);
		if (!native_path(call, row->item, call->args[1], &row->keys[1]))
			return false;
		if (row->keys[1].type == VALUE_UNDEFINED && native_is_given(call, 2))
			row->keys[1] = call->args[2];
		row->keys[0] = make_key(call, row->keys[1], sensitive);
	}
	if (!sort_rows(&sorting))
		return false;
	while (i < sorting.count) {
		struct value_builder list = { .arena = call->arena };
		const struct row *first = &sorting.rows[i];

		while (i < sorting.count &&
		       value_same(sorting.rows[i].keys[0], first->keys[0]))
			value_add_item(&list, sorting.rows[i++].item);
		value_add_item(&groups, group_new(call->arena, first->keys[1],
		                                  value_built_list(&list)));
	}
	*result = value_built_list(&groups);
	return true;
}

/* The first of each: keys are looked up by their text, of one type at a time. */
static bool filter_unique(struct template_call *call, struct value *result)
{
	struct value_builder kept = { .arena = call->arena };
	struct table seen = { 0 };
	struct sequence sequence;
	bool ok = true;

	if (!native_sequence(call, 0, &sequence))
		return false;
	for (size_t i = 0; i < sequence.count && ok; i++) {
		struct value item = sequence_at(&sequence, i), key;
		struct buf text = { 0 };
		bool added = false;

		ok = native_path(call, item, call->args[2], &key);
		if (!ok)
			break;
		key = make_key(call, key, native_bool(call, 1, false));
		if (value_is_number(key))
			key = value_float(
				value_to_float(key)); /* 1, 1.0 and true are one */
		key.safe = false;
		print_repr(&text, call->arena, key);
		ok = vm_charge(native_vm(call), text.len);
		if (ok)
			table_add(&seen, buf_keep(&text, call->arena), &added);
		buf_clear(&text);
		if (added)
			value_add_item(&kept, item);
	}
	table_clear(&seen);
	*result = value_built_list(&kept);
	return ok;
}

static bool extreme(struct template_call *call, int want, struct value *result)
{
	struct sequence sequence;
	struct value best = UNDEFINED;

	if (!native_sequence(call, 0, &sequence))
		return false;
	for (size_t i = 0; i < sequence.count; i++) {
		struct value item = sequence_at(&sequence, i), key;
		int order = want;

		if (!native_path(call, item, call->args[2], &key))
			return false;
		key = make_key(call, key, native_bool(call, 1, false));
		if (i > 0 && !compare_keys(call, key, best, &order))
			return false;
		if (order != want)
			continue;
		best = key;
		*result = item;
	}
	return true;
}

static bool filter_min(struct template_call *call, struct value *result)
{
	return extreme(call, -1, result);
}

static bool filter_max(struct template_call *call, struct value *result)
{
	return extreme(call, 1, result);
}

const struct template_function order_filters[] = {
	{ "dictsort", "value, case_sensitive=, by=, reverse=", filter_dictsort },
	{ "groupby", "value, attribute, default=, case_sensitive=", filter_groupby },
	{ "max", "value, case_sensitive=, attribute=", filter_max },
	{ "min", "value, case_sensitive=, attribute=", filter_min },
	{ "sort", "value, reverse=, case_sensitive=, attribute=", filter_sort },
	{ "unique", "value, case_sensitive=, attribute=", filter_unique },
	{ 0 },
};
