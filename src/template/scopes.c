/*
 * The compiler's ground: instructions, constants, variables and their scopes, routines.
 */
#include "template/compiler.h"

#include <stdarg.h>
#include <string.h>

/* Operands of 16 bits: slots, shapes, views. */
#define OPERAND_MAX 0xffff

void *vec_add(struct compiler *compiler, struct vec *vec, size_t size)
{
	if (vec->count == vec->cap) {
		uint32_t cap = vec->cap ? 2 * vec->cap : 16;
		void *items = arena_alloc_array(&compiler->set->arena, cap, size);

		if (vec->count)
			memcpy(items, vec->items, vec->count * size);
		vec->items = items;
		vec->cap = cap;
	}
	return (char *)vec->items + size * vec->count++;
}

bool compile_error(struct compiler *compiler, const struct node *node, const char *fmt,
                   ...)
{
	struct span span = { compiler->source, node->at, node->at_end };
	struct buf message = { 0 };
	va_list args;

	va_start(args, fmt);
	buf_vprintf(&message, fmt, args);
	va_end(args);
	diag_error(compiler->diags, span, "%.*s", STR_ARG(buf_str(&message)));
	buf_clear(&message);
	compiler->ok = false;
	return false;
}

uint32_t emit_op(struct compiler *compiler, enum op op, uint32_t a, int effect,
                 const struct node *node)
{
	struct unit *unit = compiler->unit;
	struct insn *insn = vec_add(compiler, &unit->code, sizeof(*insn));

	*insn = (struct insn){ .op = (uint8_t)op, .a = a };
	*(const struct node **)vec_add(compiler, &unit->nodes, sizeof(node)) = node;
	unit->depth = (uint32_t)((int)unit->depth + effect);
	/* what an instruction pushes while its operands are still there */
	if (unit->depth + 1 > unit->routine->stack)
		unit->routine->stack = unit->depth + 1;
	return unit->code.count - 1;
}

struct insn *insn_at(struct compiler *compiler, uint32_t index)
{
	return (struct insn *)compiler->unit->code.items + index;
}

uint32_t emit_op_b(struct compiler *compiler, enum op op, uint32_t a, uint32_t b,
                   int effect, const struct node *node)
{
	uint32_t at = emit_op(compiler, op, a, effect, node);

	if (b > OPERAND_MAX && compiler->ok)
		compile_error(compiler, node, "template is too large");
	insn_at(compiler, at)->b = (uint16_t)b;
	return at;
}

void patch_jump(struct compiler *compiler, uint32_t index)
{
	insn_at(compiler, index)->a = compiler->unit->code.count;
}

void patch_all(struct compiler *compiler, const struct vec *jumps)
{
	for (uint32_t i = 0; i < jumps->count; i++)
		patch_jump(compiler, ((const uint32_t *)jumps->items)[i]);
}

uint32_t add_const(struct compiler *compiler, struct value value)
{
	const struct value *consts = compiler->consts.items;

	/* the same name is used again and again: look at the latest few */
	for (uint32_t i = compiler->consts.count;
	     i > 0 && i + 16 > compiler->consts.count; i--) {
		const struct value *old = &consts[i - 1];

		if (old->type == VALUE_STR && value.type == VALUE_STR &&
		    old->safe == value.safe &&
		    str_eq(value_text(*old), value_text(value)))
			return i - 1;
	}
	*(struct value *)vec_add(compiler, &compiler->consts, sizeof(value)) = value;
	return compiler->consts.count - 1;
}

uint32_t name_id(struct compiler *compiler, struct str name)
{
	struct table *names = &compiler->set->names;
	uint32_t id = table_find(names, name);

	if (id != TABLE_NONE)
		return id;
	return table_add(names, arena_str(&compiler->set->arena, name), NULL);
}

static struct local *local_at(const struct unit *unit, uint32_t index)
{
	return (struct local *)unit->locals.items + index;
}

void scope_enter(struct unit *unit, uint32_t *base)
{
	unit->level++;
	*base = unit->base;
	unit->base = unit->branch;
}

void scope_leave(struct unit *unit, uint32_t base)
{
	while (unit->locals.count &&
	       local_at(unit, unit->locals.count - 1)->level == unit->level)
		unit->locals.count--;
	unit->level--;
	unit->base = base;
}

uint32_t new_slot(struct compiler *compiler, uint32_t name)
{
	struct unit *unit = compiler->unit;

	*(uint32_t *)vec_add(compiler, &unit->slot_names, sizeof(name)) = name;
	return unit->routine->slots++;
}

uint32_t declare(struct compiler *compiler, struct str name)
{
	struct unit *unit = compiler->unit;
	uint32_t id = name_id(compiler, name);
	bool definite = unit->branch == unit->base;
	struct local *local;

	for (uint32_t i = unit->locals.count; i-- > 0;) {
		local = local_at(unit, i);
		if (local->level != unit->level)
			break;
		if (local->name == id) {
			local->definite |= definite;
			return local->slot;
		}
	}
	local = vec_add(compiler, &unit->locals, sizeof(*local));
	*local = (struct local){ id, new_slot(compiler, id), unit->level, definite };
	return local->slot;
}

bool is_exported(const struct unit *unit)
{
	return unit->routine->kind == ROUTINE_ROOT && unit->level == 0;
}

/* The root's own variables are read through the context, by macros at any time. */
static bool is_captured(const struct unit *unit, const struct local *local)
{
	return unit->routine->kind != ROUTINE_ROOT || local->level > 0;
}

/*
 * Push a variable. Where it is not certain that the innermost one of that name has been
 * set, the next one out follows, down to what the context has.
 */
static void emit_load(struct compiler *compiler, struct str name, const struct node *node)
{
	uint32_t id = name_id(compiler, name);
	uint32_t hops = 0, at;
	uint32_t skips[64], skip_count = 0;

	for (struct unit *unit = compiler->unit; unit; unit = unit->outer, hops++) {
		for (uint32_t i = unit->locals.count; i-- > 0;) {
			const struct local *local = local_at(unit, i);

			if (local->name != id || (hops && !is_captured(unit, local)) ||
			    skip_count == ARRAY_LEN(skips))
				continue;
			if (hops == 0 && local->definite) {
				emit_op(compiler, OP_LOAD, local->slot, 1, node);
				goto out;
			}
			at = emit_op(compiler, hops ? OP_LOAD_UP : OP_LOAD_MAYBE,
			             local->slot, 0, node);
			insn_at(compiler, at)->c = (uint8_t)hops;
			skips[skip_count++] = at;
		}
		if (hops == UINT8_MAX)
			break;
	}
	if (str_eq(name, STR("self")))
		emit_op(compiler, OP_SELF, 0, 1, node);
	else
		emit_op(compiler, OP_LOAD_NAME, id, 1, node);
out:
	for (uint32_t i = 0; i < skip_count; i++)
		insn_at(compiler, skips[i])->b =
			(uint16_t)(compiler->unit->code.count - skips[i] - 1);
}

void emit_name(struct compiler *compiler, const struct node *node)
{
	emit_load(compiler, node->name, node);
}

void emit_store(struct compiler *compiler, struct str name, bool importable,
                const struct node *node)
{
	uint32_t slot = declare(compiler, name), at;

	emit_op(compiler, OP_STORE, slot, -1, node);
	compiler->unit->sets++;
	if (!is_exported(compiler->unit))
		return;
	at = emit_op_b(compiler, OP_EXPORT, name_id(compiler, name), slot, 0, node);
	insn_at(compiler, at)->c = importable && !str_has_prefix(name, STR("_"));
}

uint32_t add_view(struct compiler *compiler)
{
	const struct unit *unit = compiler->unit;
	struct view *view = ARENA_NEW(&compiler->set->arena, struct view);
	struct view_entry *entries =
		ARENA_ARRAY(&compiler->set->arena, struct view_entry, unit->locals.count);

	for (uint32_t i = unit->locals.count; i-- > 0;) {
		const struct local *local = local_at(unit, i);

		entries[view->count++] = (struct view_entry){ local->name, local->slot };
	}
	view->entries = entries;
	*(struct view **)vec_add(compiler, &compiler->views, sizeof(view)) = view;
	return compiler->views.count - 1;
}

uint32_t add_routine(struct compiler *compiler, struct routine *routine)
{
	*(struct routine **)vec_add(compiler, &compiler->routines, sizeof(routine)) =
		routine;
	return compiler->routines.count - 1;
}

void keep_variables(struct compiler *compiler)
{
	for (struct unit *unit = compiler->unit; unit; unit = unit->outer)
		unit->routine->keeps = true;
}

void unit_begin(struct compiler *compiler, struct unit *unit, enum routine_kind kind,
                struct str name, bool nested)
{
	struct routine *routine = ARENA_NEW(&compiler->set->arena, struct routine);

	routine->kind = kind;
	routine->name = name;
	routine->template = compiler->template;
	routine->varargs = routine->kwargs = routine->caller = SLOT_NONE;
	if (nested) {
		uint32_t view = add_view(compiler);

		routine->outer = ((struct view *const *)compiler->views.items)[view];
		keep_variables(compiler);
	}
	*unit = (struct unit){ .routine = routine,
		               .outer = nested ? compiler->unit : NULL };
	compiler->unit = unit;
}

struct routine *unit_end(struct compiler *compiler, struct unit *unit,
                         struct unit *previous, const struct node *node)
{
	struct routine *routine = unit->routine;

	emit_op(compiler, OP_RETURN, 0, 0, node);
	routine->code = unit->code.items;
	routine->nodes = unit->nodes.items;
	routine->code_count = unit->code.count;
	routine->slot_names = unit->slot_names.items;
	routine->stack++;
	if (routine->slots > OPERAND_MAX && compiler->ok)
		compile_error(compiler, node, "too many variables in one template");
	compiler->unit = previous;
	return routine;
}
