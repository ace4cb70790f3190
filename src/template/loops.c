/*
 * for: its instructions and its variable.
 */
#include "template/objects.h"
#include "template/operators.h"

static size_t loop_index0(const struct loop *loop)
{
	return loop->next ? loop->next - 1 : 0;
}

static struct value neighbour(const struct loop *loop, bool previous)
{
	size_t at = loop_index0(loop);

	if (previous ? at == 0 : at + 1 >= loop->sequence.count)
		return UNDEFINED;
	return sequence_at(&loop->sequence, previous ? at - 1 : at + 1);
}

static bool loop_cycle(struct template_call *call, struct value *result)
{
	const struct loop *loop = (const struct loop *)call->args[0].object;

	if (!call->rest_count)
		return call_error(call, "'cycle' needs something to choose from");
	*result = call->rest[loop_index0(loop) % call->rest_count];
	return true;
}

static bool loop_changed(struct template_call *call, struct value *result)
{
	struct loop *loop = ((const struct loop *)call->args[0].object)->self;
	struct value *items = ARENA_ARRAY(call->arena, struct value, call->rest_count);
	struct value now;

	for (size_t i = 0; i < call->rest_count; i++)
		items[i] = call->rest[i];
	now = value_list(items, call->rest_count);
	*result = value_bool(!loop->has_changed || !value_same(now, loop->changed));
	loop->changed = now;
	loop->has_changed = true;
	return true;
}

static const struct native cycle = {
	.object = { &native_class },
	.name = STR_INIT("cycle"),
	.count = 1,
	.required = 1,
	.rest = true,
	.run = loop_cycle,
};
static const struct native changed = {
	.object = { &native_class },
	.name = STR_INIT("changed"),
	.count = 1,
	.required = 1,
	.rest = true,
	.run = loop_changed,
};

static const struct str loop_names[] = {
	STR_INIT("index"),     STR_INIT("index0"),  STR_INIT("revindex"),
	STR_INIT("revindex0"), STR_INIT("first"),   STR_INIT("last"),
	STR_INIT("length"),    STR_INIT("depth"),   STR_INIT("depth0"),
	STR_INIT("cycle"),     STR_INIT("changed"), STR_INIT("previtem"),
	STR_INIT("nextitem"),
};

static struct value loop_get(const struct object *object, struct str name)
{
	const struct loop *loop = (const struct loop *)object;
	int64_t at = (int64_t)loop_index0(loop);
	int64_t count = (int64_t)loop->sequence.count;
	size_t i = 0;

	while (i < ARRAY_LEN(loop_names) && !str_eq(name, loop_names[i]))
		i++;
	switch (i) {
	case 0:
		return value_int(at + 1);
	case 1:
		return value_int(at);
	case 2:
		return value_int(count - at);
	case 3:
		return value_int(count - at - 1);
	case 4:
		return value_bool(at == 0);
	case 5:
		return value_bool(at + 1 == count);
	case 6:
		return value_int(count);
	case 7:
		return value_int(loop->depth0 + 1);
	case 8:
		return value_int(loop->depth0);
	case 9:
		return method_new(loop->vm, &cycle, value_object(object));
	case 10:
		return method_new(loop->vm, &changed, value_object(object));
	case 11:
		return neighbour(loop, true);
	case 12:
		return neighbour(loop, false);
	default:
		return UNDEFINED;
	}
}

/* loop(children), in a recursive loop. */
static bool loop_call(struct vm *vm, const struct object *object,
                      const struct arguments *args, struct value *result)
{
	const struct loop *loop = (const struct loop *)object;
	struct call_setup setup = { 0 };

	if (!loop->routine)
		return vm_error(vm, "only a loop marked 'recursive' can be called");
	if (args->count != 1 || args->named_count)
		return vm_error(vm, "'loop' takes one argument, what to loop over");
	setup.parent = loop->parent;
	setup.context = loop->context;
	setup.via = "called from";
	setup.iterable = args->values[0];
	setup.depth0 = loop->depth0 + 1;
	setup.escape = loop->escape;
	capture_begin(vm);
	return vm_run_routine(vm, loop->routine, &setup) &&
	       capture_end(vm, vm->frame->escape, result);
}

static const struct callable loop_callable = { loop_call };

const struct object_class loop_class = {
	.name = "loop",
	.get = loop_get,
	.names = loop_names,
	.name_count = ARRAY_LEN(loop_names),
	.call = &loop_callable,
};

struct value loop_value(struct loop *loop)
{
	return value_object(&loop->object);
}

static struct loop *loop_new(struct vm *vm)
{
	struct loop *loop = vm->spare_loops;

	if (loop) {
		vm->spare_loops = loop->spare;
		*loop = (struct loop){ 0 };
	} else {
		if (!vm_charge(vm, sizeof(*loop)))
			return NULL;
		loop = ARENA_NEW(vm->arena, struct loop);
	}
	loop->object.class = &loop_class;
	loop->self = loop;
	loop->vm = vm;
	return loop;
}

static struct loop *loop_at(const struct frame *frame, uint32_t slot)
{
	return ((const struct loop *)frame->slots[slot].object)->self;
}

bool op_FOR(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value over = *--frame->sp;
	struct loop *loop = loop_new(vm);

	if (!loop)
		return false;
	if (over.type == VALUE_STR && !vm_charge(vm, over.len * sizeof(struct value)))
		return false;
	if (!sequence_of(vm->arena, over, &loop->sequence))
		return vm_error(vm, "cannot loop over %s", value_type_name(over));
	if (insn.c) {
		loop->routine = frame->routine;
		loop->parent = frame->parent;
		loop->context = frame->context;
		loop->escape = frame->escape;
		loop->depth0 = frame->depth0;
	}
	frame->slots[insn.b] = loop_value(loop);
	return true;
}

bool op_NEXT(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct loop *loop = loop_at(frame, insn.b);

	(void)vm;
	if (loop->next >= loop->sequence.count)
		frame->pc = frame->routine->code + insn.a;
	else
		*frame->sp++ = sequence_at(&loop->sequence, loop->next++);
	return true;
}

bool op_KEEP(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct loop *loop = loop_at(frame, insn.b);

	loop->kept.arena = vm->arena;
	value_add_item(&loop->kept, sequence_at(&loop->sequence, loop->next - 1));
	return vm_charge(vm, sizeof(struct value));
}

static void loop_free(struct vm *vm, struct loop *loop)
{
	loop->spare = vm->spare_loops;
	vm->spare_loops = loop;
}

bool op_KEPT(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct loop *loop = loop_at(frame, insn.b);

	*frame->sp++ = value_built_list(&loop->kept);
	loop_free(vm, loop);
	return true;
}

bool op_FOR_ELSE(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	if (loop_at(frame, insn.b)->next > 0)
		frame->pc = frame->routine->code + insn.a;
	return true;
}

bool op_END_FOR(struct vm *vm, struct frame *frame, struct insn insn)
{
	if (insn.c)
		loop_free(vm, loop_at(frame, insn.b));
	return true;
}

bool op_CALL_LOOP(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct call_setup setup = {
		.parent = frame,
		.context = frame->context,
		.via = "looped from",
		.iterable = *--frame->sp,
		.escape = frame->escape,
	};

	return vm_run_routine(vm, frame->routine->template->routines[insn.a], &setup);
}

bool op_UNPACK(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value value = *--frame->sp;
	struct sequence sequence;

	if (value.type == VALUE_UNDEFINED)
		return vm_undefined(vm, vm_node(vm));
	if (!sequence_of(vm->arena, value, &sequence))
		return vm_error(vm, "cannot unpack %s", value_type_name(value));
	if (sequence.count != insn.a)
		return vm_error(vm, "cannot unpack %zu value%s into %u name%s",
		                sequence.count, sequence.count == 1 ? "" : "s", insn.a,
		                insn.a == 1 ? "" : "s");
	for (uint32_t i = insn.a; i-- > 0;)
		*frame->sp++ = sequence_at(&sequence, i);
	return true;
}
