/*
 * The global functions and the objects they make: range, dict, namespace, cycler, joiner.
 */
#include "template/natives.h"
#include "template/objects.h"
#include "template/operators.h"

static struct value no_attribute(const struct object *object, struct str name)
{
	(void)object;
	(void)name;
	return UNDEFINED;
}

/* ---- range */

struct range {
	struct object object;
	int64_t start, stop, step;
	size_t count;
};

static size_t range_length(const struct object *object)
{
	return ((const struct range *)object)->count;
}

static struct value range_item(const struct object *object, size_t index)
{
	const struct range *range = (const struct range *)object;

	return value_int((int64_t)((uint64_t)range->start +
	                           (uint64_t)index * (uint64_t)range->step));
}

static struct value range_print(const struct object *object, struct arena *arena)
{
	const struct range *range = (const struct range *)object;
	long long start = range->start, stop = range->stop, step = range->step;

	if (step == 1)
		return value_str(arena_printf(arena, "range(%lld, %lld)", start, stop));
	return value_str(
		arena_printf(arena, "range(%lld, %lld, %lld)", start, stop, step));
}

static const struct object_class range_class = {
	.name = "range",
	.get = no_attribute,
	.length = range_length,
	.item = range_item,
	.print = range_print,
};

static size_t range_count(int64_t start, int64_t stop, int64_t step)
{
	uint64_t distance, stride;

	if (step > 0 ? start >= stop : start <= stop)
		return 0;
	distance = step > 0 ? (uint64_t)stop - (uint64_t)start
	                    : (uint64_t)start - (uint64_t)stop;
	stride = step > 0 ? (uint64_t)step : -(uint64_t)step;
	return (distance - 1) / stride + 1;
}

struct value range_new(struct arena *arena, int64_t start, int64_t stop, int64_t step)
{
	struct range *range = ARENA_NEW(arena, struct range);

	range->object.class = &range_class;
	range->start = start;
	range->stop = stop;
	range->step = step;
	range->count = range_count(start, stop, step);
	return value_object(&range->object);
}

static bool function_range(struct template_call *call, struct value *result)
{
	int64_t start, stop, step;

	if (!native_int(call, 0, 0, &start) || !native_int(call, 1, 0, &stop) ||
	    !native_int(call, 2, 1, &step))
		return false;
	if (!native_is_given(call, 1)) {
		stop = start;
		start = 0;
	}
	if (step == 0)
		return call_error(call, "the step of a range cannot be 0");
	*result = range_new(call->arena, start, stop, step);
	return vm_charge(native_vm(call), sizeof(struct range));
}

/* ---- dict */

static void add_entries(struct value_builder *dict, struct value more)
{
	for (uint32_t i = 0; i < more.len; i++) {
		struct value so_far = value_built_dict(dict);
		const struct value_entry *old = value_entry(so_far, more.entries[i].key);

		if (old)
			((struct value_entry *)dict->data)[old - so_far.entries].value =
				more.entries[i].value;
		else
			value_add(dict, more.entries[i].key, more.entries[i].value);
	}
}

/* A dict, or a list of pairs. */
static bool add_any(struct template_call *call, struct value_builder *dict,
                    struct value from)
{
	struct sequence sequence, pair;

	if (from.type == VALUE_DICT) {
		add_entries(dict, from);
		return true;
	}
	if (!sequence_of(call->arena, from, &sequence))
		return native_needs(call, 0, "a dict or a list of pairs");
	for (size_t i = 0; i < sequence.count; i++) {
		struct value_entry entry = { 0 };

		if (!sequence_of(call->arena, sequence_at(&sequence, i), &pair) ||
		    pair.count != 2)
			return native_needs(call, 0, "a dict or a list of pairs");
		if (!vm_spend(native_vm(call), dict->count / STEP_BYTES))
			return false;
		entry.key = value_to_key(call->arena, sequence_at(&pair, 0));
		entry.value = sequence_at(&pair, 1);
		add_entries(dict, value_dict(&entry, 1));
	}
	return true;
}

static bool function_dict(struct template_call *call, struct value *result)
{
	struct value_builder dict = { .arena = call->arena };

	if (!add_any(call, &dict, call->args[0]))
		return false;
	add_entries(&dict, call->args[1]);
	*result = value_built_dict(&dict);
	return true;
}

/* ---- namespace */

static struct value namespace_get(const struct object *object, struct str name)
{
	return value_get(value_built_dict(((const struct namespace *)object)->entries),
	                 name);
}

static const struct object_class namespace_class = {
	.name = "namespace",
	.get = namespace_get,
};

bool namespace_set(struct vm *vm, struct value value, struct str name, struct value to)
{
	struct value_entry entry = { .key = name, .value = to };
	const struct namespace *namespace;
	size_t parts = 0;

	if (value.type != VALUE_OBJECT || value.object->class != &namespace_class) {
		if (value.type == VALUE_UNDEFINED)
			return vm_undefined(vm, vm_node(vm)->left);
		vm_error(vm, "cannot set an attribute of %s", value_type_name(value));
		diag_hint(vm->diags, "only what namespace() makes can be changed");
		return false;
	}
	if (!value_is_shallow(to, &parts))
		return vm_error(vm,
		                "value is too large (more than %d levels or %zu parts)",
		                VALUE_NESTING, VALUE_PARTS);
	if (!vm_spend(vm, parts / STEP_BYTES))
		return false;
	namespace = (const struct namespace *)value.object;
	add_entries(namespace->entries, value_dict(&entry, 1));
	return true;
}

static bool function_namespace(struct template_call *call, struct value *result)
{
	struct namespace *namespace = ARENA_NEW(call->arena, struct namespace);

	namespace->object.class = &namespace_class;
	namespace->entries = ARENA_NEW(call->arena, struct value_builder);
	namespace->entries->arena = call->arena;
	if (!add_any(call, namespace->entries, call->args[0]))
		return false;
	add_entries(namespace->entries, call->args[1]);
	*result = value_object(&namespace->object);
	return vm_charge(native_vm(call), sizeof(*namespace));
}

/* ---- cycler */

struct cycler {
	struct object object;
	struct vm *vm;
	struct value items;
	size_t *at;
};

static const struct cycler *cycler_of(const struct template_call *call)
{
	return (const struct cycler *)call->args[0].object;
}

static bool cycler_next(struct template_call *call, struct value *result)
{
	const struct cycler *cycler = cycler_of(call);

	*result = cycler->items.items[*cycler->at];
	*cycler->at = (*cycler->at + 1) % cycler->items.len;
	return true;
}

static bool cycler_reset(struct template_call *call, struct value *result)
{
	*cycler_of(call)->at = 0;
	*result = VALUE_NULL;
	return true;
}

static const struct native next_native = {
	.object = { &native_class },
	.name = STR_INIT("next"),
	.count = 1,
	.required = 1,
	.run = cycler_next,
};
static const struct native reset_native = {
	.object = { &native_class },
	.name = STR_INIT("reset"),
	.count = 1,
	.required = 1,
	.run = cycler_reset,
};

static const struct str cycler_names[] = { STR_INIT("next"), STR_INIT("reset"),
	                                   STR_INIT("current") };

static struct value cycler_get(const struct object *object, struct str name)
{
	const struct cycler *cycler = (const struct cycler *)object;

	if (str_eq(name, STR("next")))
		return method_new(cycler->vm, &next_native, value_object(object));
	if (str_eq(name, STR("reset")))
		return method_new(cycler->vm, &reset_native, value_object(object));
	if (str_eq(name, STR("current")))
		return cycler->items.items[*cycler->at];
	return UNDEFINED;
}

static const struct object_class cycler_class = {
	.name = "cycler",
	.get = cycler_get,
	.names = cycler_names,
	.name_count = ARRAY_LEN(cycler_names),
};

static bool function_cycler(struct template_call *call, struct value *result)
{
	struct cycler *cycler = ARENA_NEW(call->arena, struct cycler);
	struct value *items = ARENA_ARRAY(call->arena, struct value, call->rest_count);

	if (!call->rest_count)
		return call_error(call, "'cycler' needs something to choose from");
	for (size_t i = 0; i < call->rest_count; i++)
		items[i] = call->rest[i];
	cycler->object.class = &cycler_class;
	cycler->vm = native_vm(call);
	cycler->items = value_list(items, call->rest_count);
	cycler->at = ARENA_NEW(call->arena, size_t);
	*result = value_object(&cycler->object);
	return vm_charge(native_vm(call), sizeof(*cycler));
}

/* ---- joiner */

struct joiner {
	struct object object;
	struct value separator;
	bool *used;
};

static bool joiner_call(struct vm *vm, const struct object *object,
                        const struct arguments *args, struct value *result)
{
	const struct joiner *joiner = (const struct joiner *)object;

	if (args->count || args->named_count)
		return vm_error(vm, "a joiner takes no arguments");
	*result = *joiner->used ? joiner->separator : value_str(STR(""));
	*joiner->used = true;
	return true;
}

static const struct callable joiner_callable = { joiner_call };

static const struct object_class joiner_class = {
	.name = "joiner",
	.get = no_attribute,
	.call = &joiner_callable,
};

static bool function_joiner(struct template_call *call, struct value *result)
{
	struct joiner *joiner = ARENA_NEW(call->arena, struct joiner);

	joiner->object.class = &joiner_class;
	joiner->separator =
		native_is_given(call, 0) ? call->args[0] : value_str(STR(", "));
	joiner->used = ARENA_NEW(call->arena, bool);
	*result = value_object(&joiner->object);
	return vm_charge(native_vm(call), sizeof(*joiner));
}

/* ---- The pairs of groupby */

static size_t group_length(const struct object *object)
{
	(void)object;
	return 2;
}

static struct value group_item(const struct object *object, size_t index)
{
	return ((const struct group *)object)->items[index];
}

static const struct str group_names[] = { STR_INIT("grouper"), STR_INIT("list") };

static struct value group_get(const struct object *object, struct str name)
{
	const struct group *group = (const struct group *)object;

	if (str_eq(name, STR("grouper")))
		return group->items[0];
	return str_eq(name, STR("list")) ? group->items[1] : UNDEFINED;
}

static struct value group_print(const struct object *object, struct arena *arena)
{
	struct value tuple = value_list(((const struct group *)object)->items, 2);

	tuple.tuple = true;
	return value_str(value_to_text(arena, tuple));
}

static const struct object_class group_class = {
	.name = "group",
	.get = group_get,
	.length = group_length,
	.item = group_item,
	.names = group_names,
	.name_count = ARRAY_LEN(group_names),
	.print = group_print,
};

struct value group_new(struct arena *arena, struct value grouper, struct value list)
{
	struct group *group = ARENA_NEW(arena, struct group);

	group->object.class = &group_class;
	group->items[0] = grouper;
	group->items[1] = list;
	return value_object(&group->object);
}

const struct template_function builtins[] = {
	{ "cycler", "*", function_cycler },
	{ "dict", "mapping=, **", function_dict },
	{ "joiner", "sep=", function_joiner },
	{ "namespace", "mapping=, **", function_namespace },
	{ "range", "start, stop=, step=", function_range },
	{ 0 },
};
