/*
 * Calling: natives, macros, methods; and what binds arguments to parameters.
 */
#include <string.h>

#include "template/objects.h"

/* ---- Natives */

static size_t value_bytes(struct value value)
{
	switch ((enum value_type)value.type) {
	case VALUE_STR:
		return value.len;
	case VALUE_LIST:
		return value.len * sizeof(struct value);
	case VALUE_DICT:
		return value.len * sizeof(struct value_entry);
	default:
		return 0;
	}
}

bool native_run(struct vm *vm, const struct native *native, struct value *args,
                struct value *rest, size_t rest_count, struct value *result)
{
	const char *was =
		native->count && args[0].type != VALUE_OBJECT ? args[0].text : NULL;
	struct template_call call = {
		.name = native->name,
		.args = args,
		.count = native->count,
		.rest = rest,
		.rest_count = rest_count,
		.arena = vm->arena,
		.context = vm->host->context,
		.autoescape = vm->frame->escape,
		.private = vm,
	};

	*result = UNDEFINED;
	if (native->count && args[0].type == VALUE_STR &&
	    !vm_spend(vm, args[0].len / STEP_BYTES))
		return false;
	if (!native->run(&call, result))
		return false;
	/* what only passes through costs nothing */
	return value_bytes(*result) == 0 || result->text == was ||
	       vm_charge(vm, value_bytes(*result));
}

static uint32_t native_param(const struct native *native, struct str name)
{
	uint32_t last = native->count - (native->named ? 1 : 0);

	for (uint32_t i = 0; i < last; i++)
		if (str_eq(native->params[i], name))
			return i;
	return UINT32_MAX;
}

static bool bind_named(struct vm *vm, const struct native *native,
                       const struct arguments *args, struct value *bound, bool *given)
{
	struct value_builder extra = { .arena = vm->arena };

	for (size_t i = 0; i < args->named_count; i++) {
		uint32_t at = native_param(native, args->names[i]);

		if (at != UINT32_MAX && !given[at]) {
			bound[at] = args->named[i];
			given[at] = true;
		} else if (at != UINT32_MAX) {
			return vm_error(vm, "argument '%.*s' is given twice",
			                STR_ARG(args->names[i]));
		} else if (native->named) {
			value_add(&extra, args->names[i], args->named[i]);
		} else {
			vm_error(vm, "'%.*s' has no argument '%.*s'",
			         STR_ARG(native->name), STR_ARG(args->names[i]));
			diag_did_you_mean(vm->diags,
			                  str_nearest(args->names[i], native->params,
			                              native->count));
			return false;
		}
	}
	if (native->named)
		bound[native->count - 1] = value_built_dict(&extra);
	return true;
}

bool native_call(struct vm *vm, const struct native *native, const struct arguments *args,
                 struct value first, bool has_first, struct value *result)
{
	struct value bound[NATIVE_PARAMS] = { 0 };
	bool given[NATIVE_PARAMS] = { 0 };
	uint32_t at = 0, last = native->count - (native->named ? 1 : 0);
	size_t used;

	if (has_first) {
		bound[0] = first;
		given[0] = true;
		at = 1;
	}
	for (used = 0; used < args->count && at < last; used++, at++) {
		bound[at] = args->values[used];
		given[at] = true;
	}
	if (used < args->count && !native->rest)
		return vm_error(vm, "'%.*s' takes no more than %u argument%s",
		                STR_ARG(native->name), last - has_first,
		                last - has_first == 1 ? "" : "s");
	if (!bind_named(vm, native, args, bound, given))
		return false;
	for (uint32_t i = 0; i < native->required; i++)
		if (!given[i])
			return vm_error(vm, "'%.*s' needs its argument '%.*s'",
			                STR_ARG(native->name),
			                STR_ARG(native->params[i]));
	return native_run(vm, native, bound, args->values + used, args->count - used,
	                  result);
}

static bool native_object_call(struct vm *vm, const struct object *object,
                               const struct arguments *args, struct value *result)
{
	return native_call(vm, (const struct native *)object, args, UNDEFINED, false,
	                   result);
}

static struct value native_get(const struct object *object, struct str name)
{
	(void)object;
	(void)name;
	return UNDEFINED;
}

static struct value native_print(const struct object *object, struct arena *arena)
{
	const struct native *native = (const struct native *)object;

	return value_str(arena_printf(arena, "<function %.*s>", STR_ARG(native->name)));
}

static const struct callable native_callable = { native_object_call };

const struct object_class native_class = {
	.name = "function",
	.get = native_get,
	.print = native_print,
	.call = &native_callable,
};

static bool method_call(struct vm *vm, const struct object *object,
                        const struct arguments *args, struct value *result)
{
	const struct method *method = (const struct method *)object;

	return native_call(vm, method->native, args, method->value, true, result);
}

static struct value method_print(const struct object *object, struct arena *arena)
{
	const struct method *method = (const struct method *)object;

	return value_str(
		arena_printf(arena, "<method %.*s>", STR_ARG(method->native->name)));
}

static const struct callable method_callable = { method_call };

static const struct object_class method_class = {
	.name = "method",
	.get = native_get,
	.print = method_print,
	.call = &method_callable,
};

struct value method_new(struct vm *vm, const struct native *native, struct value value)
{
	struct method *method = ARENA_NEW(vm->arena, struct method);

	method->object.class = &method_class;
	method->native = native;
	method->value = value;
	return value_object(&method->object);
}

/* ---- Macros */

static uint32_t macro_param(const struct routine *routine, struct str name)
{
	for (uint32_t i = 0; i < routine->param_count; i++)
		if (str_eq(routine->params[i], name))
			return i;
	return UINT32_MAX;
}

static bool is_given(struct value slot)
{
	return slot.type != VALUE_UNDEFINED || !slot.tuple;
}

static bool macro_named(struct vm *vm, struct frame *frame, const struct arguments *args)
{
	const struct routine *routine = frame->routine;
	struct value_builder extra = { .arena = vm->arena };

	for (size_t i = 0; i < args->named_count; i++) {
		struct str name = args->names[i];
		uint32_t at = macro_param(routine, name);

		if (at != UINT32_MAX) {
			if (is_given(frame->slots[at]))
				return vm_error(vm, "argument '%.*s' is given twice",
				                STR_ARG(name));
			frame->slots[at] = args->named[i];
		} else if (str_eq(name, STR("caller")) && routine->caller != SLOT_NONE) {
			frame->slots[routine->caller] = args->named[i];
		} else if (routine->kwargs != SLOT_NONE) {
			value_add(&extra, name, args->named[i]);
		} else if (str_eq(name, STR("caller"))) {
			return vm_error(vm, "macro '%.*s' does not use 'caller'",
			                STR_ARG(routine->name));
		} else {
			vm_error(vm, "macro '%.*s' has no argument '%.*s'",
			         STR_ARG(routine->name), STR_ARG(name));
			diag_did_you_mean(vm->diags, str_nearest(name, routine->params,
			                                         routine->param_count));
			return false;
		}
	}
	if (routine->kwargs != SLOT_NONE)
		frame->slots[routine->kwargs] = value_built_dict(&extra);
	return true;
}

bool macro_bind(struct vm *vm, struct frame *frame, const struct arguments *args)
{
	const struct routine *routine = frame->routine;
	size_t count =
		args->count < routine->param_count ? args->count : routine->param_count;
	struct value *more;

	for (size_t i = 0; i < count; i++)
		frame->slots[i] = args->values[i].type == VALUE_UNDEFINED
		                          ? UNDEFINED
		                          : args->values[i];
	if (routine->varargs != SLOT_NONE) {
		more = ARENA_ARRAY(vm->arena, struct value, args->count - count);
		for (size_t i = count; i < args->count; i++)
			more[i - count] = args->values[i];
		frame->slots[routine->varargs] = value_list(more, args->count - count);
		frame->slots[routine->varargs].tuple = true;
	} else if (args->count > count) {
		return vm_error(vm, "macro '%.*s' takes no more than %u argument%s",
		                STR_ARG(routine->name), routine->param_count,
		                routine->param_count == 1 ? "" : "s");
	}
	if (routine->caller != SLOT_NONE)
		frame->slots[routine->caller] = UNDEFINED;
	return macro_named(vm, frame, args);
}

static bool macro_call(struct vm *vm, const struct object *object,
                       const struct arguments *args, struct value *result)
{
	const struct macro *macro = (const struct macro *)object;
	struct call_setup setup = {
		.parent = macro->parent,
		.context = macro->context,
		.via = "called from",
		.args = args,
		.escape = macro->escape,
	};

	capture_begin(vm);
	return vm_run_routine(vm, macro->routine, &setup) &&
	       capture_end(vm, vm->frame->escape, result);
}

static const struct str macro_names[] = {
	STR_INIT("name"),         STR_INIT("arguments"), STR_INIT("catch_varargs"),
	STR_INIT("catch_kwargs"), STR_INIT("caller"),
};

static struct value macro_get(const struct object *object, struct str name)
{
	const struct macro *macro = (const struct macro *)object;
	const struct routine *routine = macro->routine;
	struct value_builder items = { .arena = macro->vm->arena };
	struct value list;

	if (str_eq(name, STR("name")))
		return routine->kind == ROUTINE_MACRO ? value_str(routine->name)
		                                      : VALUE_NULL;
	if (str_eq(name, STR("catch_varargs")))
		return value_bool(routine->varargs != SLOT_NONE);
	if (str_eq(name, STR("catch_kwargs")))
		return value_bool(routine->kwargs != SLOT_NONE);
	if (str_eq(name, STR("caller")))
		return value_bool(routine->caller != SLOT_NONE);
	if (!str_eq(name, STR("arguments")))
		return UNDEFINED;
	for (uint32_t i = 0; i < routine->param_count; i++)
		value_add_item(&items, value_str(routine->params[i]));
	list = value_built_list(&items);
	list.tuple = true;
	return list;
}

static struct value macro_print(const struct object *object, struct arena *arena)
{
	const struct macro *macro = (const struct macro *)object;

	return value_str(
		arena_printf(arena, "<Macro '%.*s'>", STR_ARG(macro->routine->name)));
}

static const struct callable macro_callable = { macro_call };

const struct object_class macro_class = {
	.name = "macro",
	.get = macro_get,
	.names = macro_names,
	.name_count = ARRAY_LEN(macro_names),
	.print = macro_print,
	.call = &macro_callable,
};

bool op_MACRO(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct macro *macro = ARENA_NEW(vm->arena, struct macro);

	macro->object.class = &macro_class;
	macro->vm = vm;
	macro->routine = frame->routine->template->routines[insn.a];
	macro->parent = frame;
	macro->context = frame->context;
	macro->escape = frame->escape;
	*frame->sp++ = value_object(&macro->object);
	return vm_charge(vm, sizeof(*macro));
}

/* ---- Calls of anything */

bool is_callable(struct value value)
{
	return value.type == VALUE_OBJECT && value.object->class->call;
}

bool vm_call(struct vm *vm, struct value callee, const struct arguments *args,
             struct value *result)
{
	const struct callable *callable;
	const struct node *node = vm_node(vm);

	if (!is_callable(callee)) {
		const struct node *what = node->kind == NODE_CALL ? node->left : node;

		if (callee.type == VALUE_UNDEFINED)
			return vm_undefined(vm, what);
		return vm_error(vm, "%s cannot be called", value_type_name(callee));
	}
	callable = callee.object->class->call;
	return callable->call(vm, callee.object, args, result);
}

/* The arguments of a call on top of the stack; takes them off it. */
static struct arguments take_arguments(struct frame *frame, struct insn insn)
{
	const struct shape *shape = &frame->routine->template->shapes[insn.b];
	struct arguments args = { 0 };

	frame->sp -= shape->count + shape->named;
	args.values = frame->sp;
	args.count = shape->count;
	args.names = shape->names;
	args.named = frame->sp + shape->count;
	args.named_count = shape->named;
	return args;
}

bool op_CALL(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct arguments args = take_arguments(frame, insn);
	struct value result;

	if (!vm_call(vm, frame->sp[-1], &args, &result))
		return false;
	frame->sp[-1] = result;
	return true;
}

bool op_CALL_METHOD(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct arguments args = take_arguments(frame, insn);
	struct str name = value_text(frame->routine->template->consts[insn.a]);
	struct value owner = frame->sp[-1], callee, result;
	const struct native *native = vm_method(vm, owner, name);

	if (native) {
		if (!native_call(vm, native, &args, owner, true, &result))
			return false;
	} else {
		if (owner.type == VALUE_UNDEFINED)
			return vm_undefined(vm, vm_node(vm)->left->left);
		if (!vm_attribute(vm, owner, name, &callee) ||
		    !vm_call(vm, callee, &args, &result))
			return false;
	}
	frame->sp[-1] = result;
	return true;
}

/* Arguments that were gathered in a list and a dict. */
static struct arguments gathered(struct vm *vm, struct value list, struct value dict)
{
	struct arguments args = { .count = list.len, .named_count = dict.len };
	struct value *values = ARENA_ARRAY(vm->arena, struct value, list.len);
	struct str *names = ARENA_ARRAY(vm->arena, struct str, dict.len);
	struct value *named = ARENA_ARRAY(vm->arena, struct value, dict.len);

	for (uint32_t i = 0; i < list.len; i++)
		values[i] = list.items[i];
	for (uint32_t i = 0; i < dict.len; i++) {
		names[i] = dict.entries[i].key;
		named[i] = dict.entries[i].value;
	}
	args.values = values;
	args.names = names;
	args.named = named;
	return args;
}

bool op_CALL_STAR(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct arguments args = gathered(vm, frame->sp[-2], frame->sp[-1]);
	struct value result;

	(void)insn;
	frame->sp -= 2;
	if (!vm_call(vm, frame->sp[-1], &args, &result))
		return false;
	frame->sp[-1] = result;
	return true;
}

static bool run_in_place(struct vm *vm, struct frame *frame, const struct native *native,
                         uint32_t rest)
{
	struct value *args = frame->sp - native->count - rest;
	struct value result;

	if (!native_run(vm, native, args, args + native->count, rest, &result))
		return false;
	frame->sp = args;
	*frame->sp++ = result;
	return true;
}

static bool run_gathered(struct vm *vm, struct frame *frame, const struct native *native)
{
	struct arguments args = gathered(vm, frame->sp[-2], frame->sp[-1]);
	struct value result;

	if (!native_call(vm, native, &args, UNDEFINED, false, &result))
		return false;
	frame->sp--;
	frame->sp[-1] = result;
	return true;
}

bool op_FILTER(struct vm *vm, struct frame *frame, struct insn insn)
{
	return run_in_place(vm, frame, &vm->set->filters.items[insn.a], insn.b);
}

bool op_FILTER_STAR(struct vm *vm, struct frame *frame, struct insn insn)
{
	return run_gathered(vm, frame, &vm->set->filters.items[insn.a]);
}

static bool negate(struct frame *frame, bool negated)
{
	if (negated)
		frame->sp[-1] = value_bool(!value_is_true(frame->sp[-1]));
	return true;
}

bool op_TEST(struct vm *vm, struct frame *frame, struct insn insn)
{
	return run_in_place(vm, frame, &vm->set->tests.items[insn.a], insn.b) &&
	       negate(frame, insn.c);
}

bool op_TEST_STAR(struct vm *vm, struct frame *frame, struct insn insn)
{
	return run_gathered(vm, frame, &vm->set->tests.items[insn.a]) &&
	       negate(frame, insn.c);
}
