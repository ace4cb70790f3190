/*
 * Templates that work together: include, import, extends, blocks.
 */
#include <string.h>

#include "template/objects.h"

static void *grow(struct arena *arena, void *items, uint32_t count, uint32_t *cap,
                  size_t size)
{
	void *more;

	if (count < *cap)
		return items;
	*cap = *cap ? 2 * *cap : 8;
	more = arena_alloc_array(arena, *cap, size);
	if (count)
		memcpy(more, items, count * size);
	return more;
}

static void add_blocks(struct vm *vm, struct block_list *list,
                       const struct template *template)
{
	for (uint32_t i = 0; i < template->block_count; i++) {
		list->items = grow(vm->arena, list->items, list->count, &list->cap,
		                   sizeof(*list->items));
		list->items[list->count++] = &template->blocks[i];
	}
}

struct context *context_new(struct vm *vm, const struct template *template)
{
	struct context *context = ARENA_NEW(vm->arena, struct context);

	context->blocks = ARENA_NEW(vm->arena, struct block_list);
	add_blocks(vm, context->blocks, template);
	return context;
}

void context_set(struct vm *vm, struct context *context, uint32_t name,
                 struct value value, bool importable)
{
	struct variable variable = { name, importable, value };

	for (uint32_t i = 0; i < context->count; i++) {
		if (context->variables[i].name == name) {
			context->variables[i] = variable;
			return;
		}
	}
	context->variables = grow(vm->arena, context->variables, context->count,
	                          &context->cap, sizeof(variable));
	context->variables[context->count++] = variable;
}

/* ---- Finding templates */

static const struct template *find_template(struct vm *vm, struct str name)
{
	const struct template *template = template_find(vm->set, name);

	if (vm->host->used)
		vm->host->used(vm->host->context, name, template);
	return template;
}

static bool not_found(struct vm *vm, struct str name)
{
	const struct table *names = &vm->set->template_names;

	vm_error(vm, "there is no template '%.*s'", STR_ARG(name));
	diag_did_you_mean(vm->diags, str_nearest(name, names->keys, names->count));
	return false;
}

/* One name, or the first in a list that there is; NULL without one. */
static bool choose_template(struct vm *vm, struct value names,
                            const struct template **found)
{
	struct sequence sequence;
	struct str last = STR("");

	*found = NULL;
	if (names.type == VALUE_UNDEFINED)
		return vm_undefined(vm, vm_node(vm));
	if (names.type == VALUE_STR) {
		*found = find_template(vm, value_text(names));
		return *found || not_found(vm, value_text(names));
	}
	if (names.type != VALUE_LIST || !sequence_of(vm->arena, names, &sequence))
		return vm_error(vm, "the name of a template must be a string, not %s",
		                value_type_name(names));
	for (size_t i = 0; i < sequence.count; i++) {
		struct value name = sequence_at(&sequence, i);

		if (name.type != VALUE_STR)
			return vm_error(vm,
			                "the name of a template must be a string, not %s",
			                value_type_name(name));
		last = value_text(name);
		*found = find_template(vm, last);
		if (*found)
			return true;
	}
	if (sequence.count < 2)
		return not_found(vm, last);
	return vm_error(vm, "there is none of these %zu templates", sequence.count);
}

/* The same where a missing template is not a mistake. */
static bool exists_template(struct vm *vm, struct value names,
                            const struct template **found)
{
	*found = NULL;
	if (names.type == VALUE_STR) {
		*found = find_template(vm, value_text(names));
		return *found;
	}
	if (names.type == VALUE_LIST)
		for (uint32_t i = 0; i < names.len && !*found; i++)
			if (names.items[i].type == VALUE_STR)
				*found = find_template(vm, value_text(names.items[i]));
	return *found;
}

/* A context of its own, from which that of the running frame can be seen, or not. */
static struct context *context_inside(struct vm *vm, struct frame *frame,
                                      const struct template *template, struct insn insn)
{
	struct context *context = context_new(vm, template);

	if (insn.c & (NODE_WITH_CONTEXT >> 2)) {
		context->outer = frame->context;
		context->frame = frame;
		context->view = frame->routine->template->views[insn.b];
	}
	return context;
}

bool op_INCLUDE(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value names = *--frame->sp;
	struct call_setup setup = { .via = "included from", .escape = true };
	const struct template *template;

	if (insn.c & (NODE_IGNORE_MISSING >> 2)) {
		if (!exists_template(vm, names, &template))
			return true;
	} else if (!choose_template(vm, names, &template)) {
		return false;
	}
	setup.context = context_inside(vm, frame, template, insn);
	return vm_run_routine(vm, template->root, &setup) &&
	       vm_charge(vm, sizeof(struct context));
}

bool op_FAIL(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	(void)frame;
	(void)insn;
	return false;
}

/* ---- Modules */

static const struct value *module_find(const struct module *module, struct str name)
{
	uint32_t id = table_find(&module->vm->set->names, name);
	const struct context *context = module->context;

	for (uint32_t i = 0; i < context->count; i++)
		if (context->variables[i].name == id && context->variables[i].importable)
			return &context->variables[i].value;
	return NULL;
}

static struct value module_get(const struct object *object, struct str name)
{
	const struct value *found = module_find((const struct module *)object, name);

	return found ? *found : UNDEFINED;
}

static struct value module_print(const struct object *object, struct arena *arena)
{
	(void)arena;
	return ((const struct module *)object)->text;
}

const struct object_class module_class = {
	.name = "module",
	.get = module_get,
	.print = module_print,
};

bool op_IMPORT(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value names = frame->sp[-1];
	struct call_setup setup = { .via = "imported from", .escape = true };
	const struct template *template;
	struct module *module = vm->modules;

	if (!choose_template(vm, names, &template))
		return false;
	while (module && !(insn.c == 0 && module->template == template))
		module = module->next;
	if (!module) {
		module = ARENA_NEW(vm->arena, struct module);
		module->object.class = &module_class;
		module->vm = vm;
		module->template = template;
		setup.context = module->context =
			context_inside(vm, frame, template, insn);
		capture_begin(vm);
		if (!vm_charge(vm, sizeof(*module) + sizeof(struct context)) ||
		    !vm_run_routine(vm, template->root, &setup) ||
		    !capture_end(vm, true, &module->text))
			return false;
		if (insn.c == 0) {
			module->next = vm->modules;
			vm->modules = module;
		}
	}
	frame->sp[-1] = value_object(&module->object);
	return true;
}

bool op_IMPORTED(struct vm *vm, struct frame *frame, struct insn insn)
{
	const struct module *module = (const struct module *)frame->sp[-1].object;
	struct str name = value_text(frame->routine->template->consts[insn.a]);
	const struct value *found = module_find(module, name);
	const struct context *context = module->context;
	struct str *names;
	uint32_t count = 0;

	if (found) {
		*frame->sp++ = *found;
		return true;
	}
	vm_error(vm, "template '%.*s' has no '%.*s' to import",
	         STR_ARG(module->template->name), STR_ARG(name));
	names = ARENA_ARRAY(vm->arena, struct str, context->count);
	for (uint32_t i = 0; i < context->count; i++)
		if (context->variables[i].importable)
			names[count++] = vm->set->names.keys[context->variables[i].name];
	diag_did_you_mean(vm->diags, str_nearest(name, names, count));
	return false;
}

/* ---- Inheritance */

/*
 * What a child writes outside of blocks is lost; when its body ends, its parent's runs
 * in its place, with the child's variables and blocks.
 */
bool op_EXTENDS(struct vm *vm, struct frame *frame, struct insn insn)
{
	const struct template *template;

	(void)insn;
	if (frame->extends)
		return vm_error(vm, "'extends' stands twice");
	if (!choose_template(vm, *--frame->sp, &template))
		return false;
	frame->extends = template;
	frame->extends_pc = frame->pc;
	add_blocks(vm, frame->context->blocks, template);
	capture_begin(vm);
	return true;
}

bool extends_finish(struct vm *vm, struct frame *frame)
{
	struct call_setup setup = {
		.context = frame->context,
		.via = "extended from",
		.escape = true,
	};

	capture_drop(vm);
	frame->pc = frame->extends_pc; /* for the chain in messages */
	return vm_run_routine(vm, frame->extends->root, &setup);
}

static bool run_block(struct vm *vm, struct context *context, uint32_t index,
                      const char *via)
{
	const struct block *block = context->blocks->items[index];
	struct call_setup setup = {
		.context = context,
		.via = via,
		.block = index,
		.escape = true,
	};

	if (block->required)
		return vm_error(vm, "required block '%.*s' is not filled in",
		                STR_ARG(block->routine->name));
	return vm_run_routine(vm, block->routine, &setup);
}

/* The first block of the name from start on; the count if there is none. */
static uint32_t find_block(const struct block_list *list, uint32_t name, uint32_t start)
{
	while (start < list->count && list->items[start]->name != name)
		start++;
	return start;
}

bool op_BLOCK(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct context *context = frame->context;

	if (frame->extends)
		return true;
	if (insn.c) {
		struct context *inner = ARENA_NEW(vm->arena, struct context);

		inner->outer = context;
		inner->frame = frame;
		inner->view = frame->routine->template->views[insn.b];
		inner->blocks = context->blocks;
		context = inner;
		if (!vm_charge(vm, sizeof(*inner)))
			return false;
	}
	return run_block(vm, context, find_block(context->blocks, insn.a, 0),
	                 "block placed at");
}

/* super, super.super, self.name: a block that can be called. */
struct block_reference {
	struct object object;
	struct vm *vm;
	struct context *context;
	uint32_t index;
};

static struct value block_reference(struct vm *vm, struct context *context,
                                    uint32_t index);

static bool block_call(struct vm *vm, const struct object *object,
                       const struct arguments *args, struct value *result)
{
	const struct block_reference *block = (const struct block_reference *)object;

	if (args->count || args->named_count)
		return vm_error(vm, "a block takes no arguments");
	capture_begin(vm);
	return run_block(vm, block->context, block->index, "called from") &&
	       capture_end(vm, vm->frame->escape, result);
}

static const struct str block_names[] = { STR_INIT("super") };

static struct value block_get(const struct object *object, struct str name)
{
	const struct block_reference *block = (const struct block_reference *)object;
	const struct block_list *list = block->context->blocks;

	if (!str_eq(name, STR("super")))
		return UNDEFINED;
	return block_reference(
		block->vm, block->context,
		find_block(list, list->items[block->index]->name, block->index + 1));
}

static const struct callable block_callable = { block_call };

static const struct object_class block_class = {
	.name = "block",
	.get = block_get,
	.names = block_names,
	.name_count = ARRAY_LEN(block_names),
	.call = &block_callable,
};

static struct value block_reference(struct vm *vm, struct context *context,
                                    uint32_t index)
{
	struct block_reference *block;

	if (index >= context->blocks->count)
		return UNDEFINED;
	block = ARENA_NEW(vm->arena, struct block_reference);
	block->object.class = &block_class;
	block->vm = vm;
	block->context = context;
	block->index = index;
	return value_object(&block->object);
}

bool op_SUPER(struct vm *vm, struct frame *frame, struct insn insn)
{
	const struct block_list *list = frame->context->blocks;
	uint32_t name = list->items[frame->block]->name;

	(void)insn;
	*frame->sp++ = block_reference(vm, frame->context,
	                               find_block(list, name, frame->block + 1));
	return vm_charge(vm, sizeof(struct block_reference));
}

struct self {
	struct object object;
	struct vm *vm;
	struct context *context;
};

static struct value self_get(const struct object *object, struct str name)
{
	const struct self *self = (const struct self *)object;
	uint32_t id = table_find(&self->vm->set->names, name);

	return block_reference(self->vm, self->context,
	                       find_block(self->context->blocks, id, 0));
}

static const struct object_class self_class = { .name = "self", .get = self_get };

bool op_SELF(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct self *self = ARENA_NEW(vm->arena, struct self);

	(void)insn;
	self->object.class = &self_class;
	self->vm = vm;
	self->context = frame->context;
	*frame->sp++ = value_object(&self->object);
	return vm_charge(vm, sizeof(*self));
}
