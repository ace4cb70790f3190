/*
 * Errors while a page is rendered: where they are, how the page came there, and what may
 * have been meant.
 */
#include <stdarg.h>

#include "base/utf8.h"
#include "template/vm.h"

/* Places of the chain that led to an error: the nearest, then the outermost. */
#define NOTES_NEAR 6
#define NOTES_FAR  2

/* Of an expression, in a message. */
#define QUOTED_MAX 80

/* Names shorter than this are like too many others to suggest one. */
#define SUGGEST_MIN 3

static const struct node *frame_node(const struct frame *frame)
{
	size_t at = (size_t)(frame->pc - frame->routine->code);

	return frame->routine->nodes[at ? at - 1 : 0];
}

const struct node *vm_node(const struct vm *vm)
{
	return frame_node(vm->frame);
}

static struct span node_span(const struct frame *frame, const struct node *node)
{
	return (struct span){ frame->routine->template->source, node->at, node->at_end };
}

/* The chain of templates, calls and blocks that led here. */
static void add_notes(struct vm *vm)
{
	size_t count = 0, i = 0;

	for (const struct frame *frame = vm->frame; frame->caller; frame = frame->caller)
		count++;
	for (const struct frame *frame = vm->frame; frame->caller;
	     frame = frame->caller, i++)
		if (i < NOTES_NEAR || i + NOTES_FAR >= count)
			diag_note(vm->diags,
			          node_span(frame->caller, frame_node(frame->caller)),
			          frame->via);
}

static bool PRINTF(3, 0)
	report(struct vm *vm, struct span span, const char *fmt, va_list args)
{
	struct buf message = { 0 };

	buf_vprintf(&message, fmt, args);
	diag_error(vm->diags, span, "%.*s", STR_ARG(buf_str(&message)));
	buf_clear(&message);
	add_notes(vm);
	return false;
}

bool vm_error_at(struct vm *vm, const struct node *node, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	report(vm, node_span(vm->frame, node), fmt, args);
	va_end(args);
	return false;
}

bool vm_error(struct vm *vm, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	report(vm, node_span(vm->frame, vm_node(vm)), fmt, args);
	va_end(args);
	return false;
}

bool call_error(struct template_call *call, const char *fmt, ...)
{
	struct vm *vm = call->private;
	va_list args;

	va_start(args, fmt);
	report(vm, node_span(vm->frame, vm_node(vm)), fmt, args);
	va_end(args);
	return false;
}

/* What a misspelt variable might have meant. */
static struct str nearest_variable(struct vm *vm, struct str name)
{
	const struct table *names = &vm->set->names;
	const struct table *functions = &vm->set->functions.names;
	struct str *all;
	size_t count = 0, room = vm->host->global_count + functions->count;

	if (name.len < SUGGEST_MIN)
		return STR("");
	for (const struct frame *frame = vm->frame; frame; frame = frame->parent)
		room += frame->routine->slots;
	for (const struct context *c = vm->frame->context; c; c = c->outer)
		room += c->count;
	all = ARENA_ARRAY(vm->arena, struct str, room);
	for (const struct frame *frame = vm->frame; frame; frame = frame->parent)
		for (uint32_t i = 0; i < frame->routine->slots; i++)
			if (frame->routine->slot_names[i] < names->count)
				all[count++] = names->keys[frame->routine->slot_names[i]];
	for (const struct context *c = vm->frame->context; c; c = c->outer)
		for (uint32_t i = 0; i < c->count; i++)
			all[count++] = names->keys[c->variables[i].name];
	for (size_t i = 0; i < vm->host->global_count; i++)
		all[count++] = vm->host->global_names[i];
	for (uint32_t i = 0; i < functions->count; i++)
		all[count++] = functions->keys[i];
	for (size_t i = 0; i < count; i++)
		if (str_eq(all[i], name))
			all[i] = STR("");
	return str_nearest(name, all, count);
}

static struct str nearest_attribute(struct vm *vm)
{
	struct value owner = vm->missing_in;
	struct sequence keys;
	struct str *names;

	if (owner.type == VALUE_OBJECT)
		return str_nearest(vm->missing, owner.object->class->names,
		                   owner.object->class->name_count);
	if (owner.type != VALUE_DICT || !sequence_of(vm->arena, owner, &keys))
		return STR("");
	names = ARENA_ARRAY(vm->arena, struct str, keys.count);
	for (size_t i = 0; i < keys.count; i++)
		names[i] = keys.entries[i].key;
	return str_nearest(vm->missing, names, keys.count);
}

/* Python's ways to change a value, which a template cannot. */
static void hint_attribute(struct vm *vm)
{
	static const char *const mutators[] = {
		"append", "extend", "insert",  "pop",        "remove",  "sort",
		"clear",  "update", "popitem", "setdefault", "reverse",
	};
	struct value owner = vm->missing_in;

	if (owner.type == VALUE_LIST || owner.type == VALUE_DICT) {
		for (size_t i = 0; i < ARRAY_LEN(mutators); i++) {
			if (!str_eq(vm->missing, str_of(mutators[i])))
				continue;
			diag_hint(
				vm->diags,
				owner.type == VALUE_LIST
					? "lists cannot be changed; make a new one: list + [item]"
					: "dicts cannot be changed; make a new one: dict(old, key=value)");
			return;
		}
	}
	diag_did_you_mean(vm->diags, nearest_attribute(vm));
}

bool vm_undefined(struct vm *vm, const struct node *node)
{
	struct str text = str_slice(vm->frame->routine->template->source->text,
	                            node->start, node->end);
	struct node whole = *node;
	size_t line = str_find_char(text, '\n');

	if (line != STR_NONE)
		text = str_slice(text, 0, line);
	if (text.len > QUOTED_MAX)
		text = utf8_prefix(text, QUOTED_MAX);
	whole.at = node->start;
	whole.at_end = node->end;
	vm_error_at(vm, &whole, "'%.*s' is undefined", STR_ARG(text));
	if (node->kind == NODE_NAME && str_eq(node->name, STR("super")))
		diag_hint(vm->diags, "no parent has a block of this name");
	else if (node->kind == NODE_NAME)
		diag_did_you_mean(vm->diags, nearest_variable(vm, node->name));
	else if (node->kind == NODE_ATTR && str_eq(node->name, vm->missing))
		hint_attribute(vm);
	return false;
}
