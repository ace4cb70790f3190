#include "template/vm.h"

#include <assert.h>

#include "base/escape.h"
#include "template/objects.h"

/* Values in one chunk of the stack; a routine that needs more gets its own. */
#define STACK_CHUNK 2048

/* A slot that has not been set. What is undefined has no use for the flag. */
static const struct value unset = { .type = VALUE_UNDEFINED, .tuple = true };

/* ---- Limits */

bool vm_charge(struct vm *vm, size_t bytes)
{
	if (bytes > TEMPLATE_MEMORY || vm->memory + bytes > TEMPLATE_MEMORY)
		return vm_error(vm, "template makes too much data (more than %zu MiB)",
		                TEMPLATE_MEMORY >> 20);
	vm->memory += bytes;
	return true;
}

bool vm_spend(struct vm *vm, size_t steps)
{
	vm->steps += steps;
	if (vm->steps > TEMPLATE_STEPS)
		return vm_error(vm,
		                "template runs too long (more than %zu million steps)",
		                TEMPLATE_STEPS / 1000000);
	return true;
}

bool vm_write(struct vm *vm, struct value value, bool escape)
{
	struct value text = value;

	if (value.type == VALUE_UNDEFINED)
		return true;
	if (value.type == VALUE_INT) {
		buf_add_int(vm->out, value.integer);
	} else {
		if (value.type != VALUE_STR)
			text = value_to_str(vm->arena, value);
		if (escape && !text.safe)
			escape_html(vm->out, value_text(text));
		else
			buf_add(vm->out, value_text(text));
	}
	if (vm->out->len > TEMPLATE_OUTPUT + vm->out_start)
		return vm_error(vm, "page is too large (more than %zu MiB)",
		                TEMPLATE_OUTPUT >> 20);
	return true;
}

/* ---- Frames */

static struct value *stack_take(struct vm *vm, size_t count)
{
	struct stack_chunk *chunk = vm->stack;
	size_t size = count > STACK_CHUNK ? count : STACK_CHUNK;
	struct value *values;

	if (!chunk || (size_t)(chunk->end - chunk->next) < count) {
		chunk = arena_alloc_raw(vm->arena,
		                        sizeof(*chunk) + size * sizeof(struct value));
		chunk->previous = vm->stack;
		chunk->next = chunk->values;
		chunk->end = chunk->values + size;
		vm->stack = chunk;
	}
	values = chunk->next;
	chunk->next += count;
	return values;
}

static void frame_setup(struct vm *vm, struct frame *frame, const struct routine *routine,
                        const struct call_setup *setup)
{
	*frame = (struct frame){
		.routine = routine,
		.pc = routine->code,
		.parent = setup->parent,
		.context = setup->context,
		.caller = vm->frame,
		.via = setup->via,
		.block = setup->block,
		.depth0 = setup->depth0,
		.escape = setup->escape,
	};
}

/* The loop of the machine. */
static bool run(struct vm *vm, struct frame *frame)
{
	static bool (*const ops[])(struct vm *, struct frame *, struct insn) = {
#define OP_ENTRY(name) [OP_##name] = op_##name,
		OPS(OP_ENTRY)
#undef OP_ENTRY
	};
	const struct value *stack_end =
		frame->slots + frame->routine->slots + frame->routine->stack;

	for (;;) {
		struct insn insn = *frame->pc++;

		assert(frame->sp <= stack_end);
		if (insn.op == OP_RETURN)
			return true;
		if (++vm->steps > TEMPLATE_STEPS && !vm_spend(vm, 0))
			return false;
		if (!ops[insn.op](vm, frame, insn))
			return false;
	}
}

static bool frame_run(struct vm *vm, struct frame *frame, const struct call_setup *setup)
{
	const struct routine *routine = frame->routine;

	for (uint32_t i = 0; i < routine->slots; i++)
		frame->slots[i] = unset;
	frame->sp = frame->slots + routine->slots;
	if (setup->args && !macro_bind(vm, frame, setup->args))
		return false;
	if (routine->kind == ROUTINE_LOOP)
		frame->slots[0] = setup->iterable;
	vm->frame = frame;
	if (!run(vm, frame) || (frame->extends && !extends_finish(vm, frame)))
		return false;
	vm->frame = frame->caller;
	return true;
}

bool vm_run_routine(struct vm *vm, const struct routine *routine,
                    const struct call_setup *setup)
{
	size_t room = routine->slots + routine->stack;
	struct frame local, *frame = &local;
	struct stack_chunk *chunk;
	struct value *values;
	bool ok;

	if (vm->depth >= TEMPLATE_DEPTH)
		return vm_error(
			vm,
			"templates and macros are nested too deeply (more than %d levels)",
			TEMPLATE_DEPTH);
	if (routine->keeps) {
		size_t size = sizeof(*frame) + room * sizeof(struct value);

		if (!vm_charge(vm, size))
			return false;
		frame = ARENA_NEW(vm->arena, struct frame);
		frame_setup(vm, frame, routine, setup);
		frame->slots = ARENA_ARRAY(vm->arena, struct value, room);
		vm->depth++;
		ok = frame_run(vm, frame, setup);
		vm->depth--;
		return ok;
	}
	frame_setup(vm, frame, routine, setup);
	values = frame->slots = stack_take(vm, room);
	chunk = vm->stack;
	vm->depth++;
	ok = frame_run(vm, frame, setup);
	vm->depth--;
	if (ok) {
		/* chunks taken since are empty again: they wait for the next call */
		vm->stack = chunk;
		chunk->next = values;
	}
	return ok;
}

/* ---- Rendering */

/* Values that a global has been asked for are kept for the rest of the page. */
static struct value global(struct vm *vm, uint32_t name)
{
	struct str text = vm->set->names.keys[name];
	const struct native *native;

	if (vm->has_global[name])
		return vm->globals[name];
	vm->has_global[name] = true;
	if (vm->host->global)
		vm->globals[name] = vm->host->global(vm->host->context, text);
	if (vm->globals[name].type == VALUE_UNDEFINED) {
		native = native_find(&vm->set->functions, text);
		if (native)
			vm->globals[name] = value_object(&native->object);
	}
	return vm->globals[name];
}

/* Variables that can be seen at the place of an include. */
static const struct value *find_in_frames(const struct frame *frame,
                                          const struct view *view, uint32_t name)
{
	while (frame && view) {
		for (uint32_t i = 0; i < view->count; i++) {
			const struct value *slot = &frame->slots[view->entries[i].slot];

			if (view->entries[i].name == name &&
			    !(slot->type == VALUE_UNDEFINED && slot->tuple))
				return slot;
		}
		view = frame->routine->outer;
		frame = frame->parent;
	}
	return NULL;
}

struct value vm_lookup(struct vm *vm, const struct context *context, uint32_t name)
{
	for (; context; context = context->outer) {
		const struct value *found;

		for (uint32_t i = context->count; i-- > 0;)
			if (context->variables[i].name == name)
				return context->variables[i].value;
		found = find_in_frames(context->frame, context->view, name);
		if (found)
			return *found;
	}
	return global(vm, name);
}

bool template_render(const struct template_set *set, const struct template *template,
                     const struct template_host *host, struct arena *arena,
                     struct buf *out, struct diags *diags)
{
	static const struct template_host nobody = { 0 };
	struct vm vm = { .set = set,
		         .host = host ? host : &nobody,
		         .arena = arena,
		         .out = out,
		         .diags = diags,
		         .out_start = out->len };
	struct frame top = { .routine = template->root, .pc = template->root->code };
	struct call_setup setup = { .via = "rendered from", .escape = true };
	bool ok;

	vm.globals = ARENA_ARRAY(arena, struct value, set->names.count);
	vm.has_global = ARENA_ARRAY(arena, bool, set->names.count);
	vm.frame = &top; /* for errors before the first instruction */
	setup.context = context_new(&vm, template);
	top.context = setup.context;
	if (vm.host->used)
		vm.host->used(vm.host->context, template->name, template);
	vm.frame = NULL;
	ok = vm_run_routine(&vm, template->root, &setup);
	captures_clear(&vm);
	return ok;
}

/* ---- Variables and jumps */

static bool is_unset(struct value value)
{
	return value.type == VALUE_UNDEFINED && value.tuple;
}

bool op_CONST(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	*frame->sp++ = frame->routine->template->consts[insn.a];
	return true;
}

bool op_LOAD(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	*frame->sp++ = frame->slots[insn.a];
	return true;
}

bool op_LOAD_MAYBE(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	if (!is_unset(frame->slots[insn.a])) {
		*frame->sp++ = frame->slots[insn.a];
		frame->pc += insn.b;
	}
	return true;
}

bool op_LOAD_UP(struct vm *vm, struct frame *frame, struct insn insn)
{
	const struct frame *outer = frame;

	(void)vm;
	for (unsigned i = 0; i < insn.c; i++)
		outer = outer->parent;
	if (!is_unset(outer->slots[insn.a])) {
		*frame->sp++ = outer->slots[insn.a];
		frame->pc += insn.b;
	}
	return true;
}

bool op_LOAD_NAME(struct vm *vm, struct frame *frame, struct insn insn)
{
	*frame->sp++ = vm_lookup(vm, frame->context, insn.a);
	return true;
}

bool op_STORE(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value value = *--frame->sp;

	(void)vm;
	frame->slots[insn.a] = value.type == VALUE_UNDEFINED ? UNDEFINED : value;
	return true;
}

bool op_EXPORT(struct vm *vm, struct frame *frame, struct insn insn)
{
	context_set(vm, frame->context, insn.a, frame->slots[insn.b], insn.c);
	return true;
}

bool op_UNSET(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	for (uint32_t i = 0; i < insn.b; i++)
		frame->slots[insn.a + i] = unset;
	return true;
}

bool op_DEFAULT(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	if (!is_unset(frame->slots[insn.b]))
		frame->pc = frame->routine->code + insn.a;
	return true;
}

bool op_POP(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	(void)insn;
	frame->sp--;
	return true;
}

bool op_SWAP_POP(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	(void)insn;
	frame->sp[-2] = frame->sp[-1];
	frame->sp--;
	return true;
}

bool op_JUMP(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	frame->pc = frame->routine->code + insn.a;
	return true;
}

bool op_JUMP_FALSE(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	if (!value_is_true(*--frame->sp))
		frame->pc = frame->routine->code + insn.a;
	return true;
}

bool op_AND(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	if (value_is_true(frame->sp[-1]))
		frame->sp--;
	else
		frame->pc = frame->routine->code + insn.a;
	return true;
}

bool op_OR(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	if (!value_is_true(frame->sp[-1]))
		frame->sp--;
	else
		frame->pc = frame->routine->code + insn.a;
	return true;
}

bool op_RETURN(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	(void)frame;
	(void)insn;
	return true;
}

/* ---- Writing */

bool op_TEXT(struct vm *vm, struct frame *frame, struct insn insn)
{
	return vm_write(vm, frame->routine->template->consts[insn.a], false);
}

bool op_PRINT(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)insn;
	return vm_write(vm, *--frame->sp, frame->escape);
}

bool op_PRINT_RAW(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)insn;
	return vm_write(vm, *--frame->sp, false);
}

bool op_ESCAPE(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	frame->slots[insn.b] = value_bool(frame->escape);
	frame->escape = value_is_true(*--frame->sp);
	return true;
}

bool op_UNESCAPE(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	frame->escape = value_is_true(frame->slots[insn.b]);
	return true;
}

void capture_begin(struct vm *vm)
{
	struct capture *capture = vm->spare_captures;

	if (capture)
		vm->spare_captures = capture->next;
	else
		capture = ARENA_NEW(vm->arena, struct capture);
	capture->outer = vm->out;
	capture->next = vm->captures;
	vm->captures = capture;
	vm->out = &capture->buf;
}

void capture_drop(struct vm *vm)
{
	struct capture *capture = vm->captures;

	vm->out = capture->outer;
	vm->captures = capture->next;
	buf_reset(&capture->buf);
	capture->next = vm->spare_captures;
	vm->spare_captures = capture;
}

bool capture_end(struct vm *vm, bool safe, struct value *text)
{
	if (!vm_charge(vm, vm->captures->buf.len))
		return false;
	*text = value_str(buf_keep(&vm->captures->buf, vm->arena));
	text->safe = safe;
	capture_drop(vm);
	return true;
}

void captures_clear(struct vm *vm)
{
	while (vm->captures)
		capture_drop(vm);
	for (struct capture *capture = vm->spare_captures; capture;
	     capture = capture->next)
		buf_clear(&capture->buf);
}

bool op_CAPTURE(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)frame;
	(void)insn;
	capture_begin(vm);
	return true;
}

bool op_CAPTURED(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)insn;
	return capture_end(vm, frame->escape, frame->sp++);
}
