#include "template/compiler.h"

static void compile_list(struct compiler *compiler, const struct node *list);

/* Does a child template write nothing here? Its parent writes in its place. */
static bool is_muted(const struct unit *unit)
{
	return unit->extended && unit->captures == 0;
}

static void compile_text(struct compiler *compiler, const struct node *node)
{
	if (!is_muted(compiler->unit))
		emit_op(compiler, OP_TEXT, add_const(compiler, node->value), 0, node);
}

static void compile_print(struct compiler *compiler, const struct node *node)
{
	if (is_muted(compiler->unit))
		return;
	emit_expression(compiler, node->left);
	emit_op(compiler, OP_PRINT, 0, -1, node->left);
}

/* Pop to what stands left of "=" or of "in". */
static void compile_target(struct compiler *compiler, const struct node *node)
{
	uint32_t count = 0;

	switch ((enum node_kind)node->kind) {
	case NODE_NAME:
		emit_store(compiler, node->name, true, node);
		break;
	case NODE_ATTR:
		emit_expression(compiler, node->left);
		emit_op(compiler, OP_SET_ATTR, add_const(compiler, value_str(node->name)),
		        -2, node);
		break;
	case NODE_TUPLE:
		for (const struct node *n = node->list; n; n = n->next)
			count++;
		emit_op(compiler, OP_UNPACK, count, (int)count - 1, node);
		for (const struct node *n = node->list; n; n = n->next)
			compile_target(compiler, n);
		break;
	default:
		break;
	}
}

static void compile_if(struct compiler *compiler, const struct node *node)
{
	struct vec ends = { 0 };

	compiler->unit->branch++;
	while (node) {
		uint32_t otherwise;

		emit_expression(compiler, node->left);
		otherwise = emit_op(compiler, OP_JUMP_FALSE, 0, -1, node);
		compile_list(compiler, node->list);
		if (node->orelse)
			*(uint32_t *)vec_add(compiler, &ends, sizeof(uint32_t)) =
				emit_op(compiler, OP_JUMP, 0, 0, node);
		patch_jump(compiler, otherwise);
		if (!node->orelse || node->orelse->kind != NODE_IF ||
		    node->orelse->next) {
			compile_list(compiler, node->orelse);
			break;
		}
		node = node->orelse;
	}
	patch_all(compiler, &ends);
	compiler->unit->branch--;
}

/* for x in xs if cond: make the list of those that pass, which is then looped over. */
static void compile_loop_filter(struct compiler *compiler, const struct node *node)
{
	struct unit *unit = compiler->unit;
	uint32_t slot = new_slot(compiler, NAMELESS), next, base;

	emit_op_b(compiler, OP_FOR, 0, slot, -1, node->right);
	next = emit_op_b(compiler, OP_NEXT, 0, slot, 1, node->right);
	scope_enter(unit, &base);
	compile_target(compiler, node->left);
	emit_expression(compiler, node->third);
	emit_op(compiler, OP_JUMP_FALSE, next, -1, node->third);
	emit_op_b(compiler, OP_KEEP, 0, slot, 0, node->third);
	emit_op(compiler, OP_JUMP, next, 0, node->third);
	scope_leave(unit, base);
	patch_jump(compiler, next);
	emit_op_b(compiler, OP_KEPT, 0, slot, 1, node->third);
}

static void compile_loop_body(struct compiler *compiler, const struct node *node,
                              uint32_t slot, struct loop_labels *labels)
{
	struct unit *unit = compiler->unit;
	uint32_t first, sets, targets, base;

	scope_enter(unit, &base);
	first = unit->routine->slots;
	compile_target(compiler, node->left);
	targets = unit->routine->slots;
	sets = unit->sets;
	if (node->flags & NODE_USES_LOOP) {
		struct local *loop = vec_add(compiler, &unit->locals, sizeof(*loop));

		*loop = (struct local){ name_id(compiler, STR("loop")), slot, unit->level,
			                true };
	}
	unit->loop = labels;
	compile_list(compiler, node->list);
	unit->loop = labels->outer;
	scope_leave(unit, base);
	patch_all(compiler, &labels->continues);
	if (unit->sets != sets && unit->routine->slots > targets)
		emit_op_b(compiler, OP_UNSET, first, unit->routine->slots - first, 0,
		          node);
}

/* The loop over what is on the stack. */
static void compile_loop(struct compiler *compiler, const struct node *node)
{
	struct unit *unit = compiler->unit;
	struct loop_labels labels = { .outer = unit->loop,
		                      .escapes = unit->escapes.count };
	uint32_t slot, next, at, base;

	if (node->third)
		compile_loop_filter(compiler, node);
	slot = new_slot(compiler, NAMELESS);
	at = emit_op_b(compiler, OP_FOR, 0, slot, -1, node->right);
	insn_at(compiler, at)->c = (node->flags & NODE_RECURSIVE) != 0;
	next = emit_op_b(compiler, OP_NEXT, 0, slot, 1, node->right);
	compile_loop_body(compiler, node, slot, &labels);
	emit_op(compiler, OP_JUMP, next, 0, node);
	patch_jump(compiler, next);
	patch_all(compiler, &labels.breaks);
	if (node->orelse) {
		uint32_t skip = emit_op_b(compiler, OP_FOR_ELSE, 0, slot, 0, node);

		scope_enter(unit, &base);
		compile_list(compiler, node->orelse);
		scope_leave(unit, base);
		patch_jump(compiler, skip);
	}
	at = emit_op_b(compiler, OP_END_FOR, 0, slot, 0, node);
	insn_at(compiler, at)->c = !(node->flags & NODE_USES_LOOP);
}

/* A recursive loop is a routine of its own, which the loop's variable can call. */
static void compile_for(struct compiler *compiler, const struct node *node)
{
	struct unit unit, *outer = compiler->unit;
	struct routine *routine;

	emit_expression(compiler, node->right);
	if (!(node->flags & NODE_RECURSIVE)) {
		compile_loop(compiler, node);
		return;
	}
	unit_begin(compiler, &unit, ROUTINE_LOOP, STR("loop"), true);
	unit.extended = is_muted(outer);
	new_slot(compiler, NAMELESS); /* what is looped over */
	emit_op(compiler, OP_LOAD, 0, 1, node->right);
	compile_loop(compiler, node);
	routine = unit_end(compiler, &unit, outer, node);
	emit_op(compiler, OP_CALL_LOOP, add_routine(compiler, routine), -1, node->right);
}

static void compile_jump(struct compiler *compiler, const struct node *node)
{
	struct unit *unit = compiler->unit;
	struct loop_labels *loop = unit->loop;
	struct vec *jumps;

	if (!loop) {
		compile_error(compiler, node, "'%s' stands outside of a loop",
		              node->kind == NODE_BREAK ? "break" : "continue");
		return;
	}
	for (uint32_t i = unit->escapes.count; i-- > loop->escapes;)
		emit_op_b(compiler, OP_UNESCAPE, 0,
		          ((const uint32_t *)unit->escapes.items)[i], 0, node);
	jumps = node->kind == NODE_BREAK ? &loop->breaks : &loop->continues;
	*(uint32_t *)vec_add(compiler, jumps, sizeof(uint32_t)) =
		emit_op(compiler, OP_JUMP, 0, 0, node);
}

static void compile_set(struct compiler *compiler, const struct node *node)
{
	emit_expression(compiler, node->right);
	compile_target(compiler, node->left);
}

/* The body in a scope of its own. */
static void compile_scope(struct compiler *compiler, const struct node *list)
{
	uint32_t base;

	scope_enter(compiler->unit, &base);
	compile_list(compiler, list);
	scope_leave(compiler->unit, base);
}

/* The body as a string on the stack. */
static void compile_capture(struct compiler *compiler, const struct node *node)
{
	emit_op(compiler, OP_CAPTURE, 0, 0, node);
	compiler->unit->captures++;
	compile_scope(compiler, node->list);
	compiler->unit->captures--;
	emit_op(compiler, OP_CAPTURED, 0, 1, node);
	if (node->right)
		emit_filters(compiler, node->right);
}

static void compile_set_block(struct compiler *compiler, const struct node *node)
{
	compile_capture(compiler, node);
	compile_target(compiler, node->left);
}

static void compile_filter_block(struct compiler *compiler, const struct node *node)
{
	if (is_muted(compiler->unit))
		return;
	compile_capture(compiler, node);
	emit_op(compiler, OP_PRINT_RAW, 0, -1, node->right);
}

static void compile_with(struct compiler *compiler, const struct node *node)
{
	uint32_t count = 0, base;

	/* the values are of the scope outside */
	for (const struct node *set = node->right; set; set = set->next, count++)
		emit_expression(compiler, set->right);
	scope_enter(compiler->unit, &base);
	if (count > 1)
		emit_op(compiler, OP_TUPLE, count, 1 - (int)count, node);
	if (count > 1)
		emit_op(compiler, OP_UNPACK, count, (int)count - 1, node);
	for (const struct node *set = node->right; set; set = set->next)
		emit_store(compiler, set->left->name, false, set);
	compile_list(compiler, node->list);
	scope_leave(compiler->unit, base);
}

static void compile_autoescape(struct compiler *compiler, const struct node *node)
{
	struct unit *unit = compiler->unit;
	uint32_t slot = new_slot(compiler, NAMELESS);

	emit_expression(compiler, node->left);
	emit_op_b(compiler, OP_ESCAPE, 0, slot, -1, node->left);
	*(uint32_t *)vec_add(compiler, &unit->escapes, sizeof(uint32_t)) = slot;
	compile_scope(compiler, node->list);
	unit->escapes.count--;
	emit_op_b(compiler, OP_UNESCAPE, 0, slot, 0, node);
}

static void compile_include(struct compiler *compiler, const struct node *node)
{
	uint32_t at;

	emit_expression(compiler, node->left);
	at = emit_op_b(compiler, OP_INCLUDE, 0, add_view(compiler), -1, node->left);
	insn_at(compiler, at)->c =
		(node->flags & (NODE_IGNORE_MISSING | NODE_WITH_CONTEXT)) >> 2;
	if (node->flags & NODE_WITH_CONTEXT)
		keep_variables(compiler);
}

static void compile_module(struct compiler *compiler, const struct node *node)
{
	uint32_t at;

	emit_expression(compiler, node->left);
	at = emit_op_b(compiler, OP_IMPORT, 0, add_view(compiler), 0, node->left);
	insn_at(compiler, at)->c = (node->flags & NODE_WITH_CONTEXT) >> 2;
	if (node->flags & NODE_WITH_CONTEXT)
		keep_variables(compiler);
}

static void compile_import(struct compiler *compiler, const struct node *node)
{
	compile_module(compiler, node);
	emit_store(compiler, node->name, false, node);
}

static void compile_from(struct compiler *compiler, const struct node *node)
{
	compile_module(compiler, node);
	for (const struct node *name = node->list; name; name = name->next) {
		emit_op(compiler, OP_IMPORTED, add_const(compiler, value_str(name->name)),
		        1, name);
		emit_store(compiler, name->left->name, false, name);
	}
	emit_op(compiler, OP_POP, 0, -1, node);
}

static void compile_extends(struct compiler *compiler, const struct node *node)
{
	struct unit *unit = compiler->unit;

	if (!is_exported(unit)) {
		compile_error(compiler, node,
		              "'extends' must stand outside of other tags");
		return;
	}
	if (unit->extended) {
		compile_error(compiler, node, "'extends' stands twice");
		return;
	}
	emit_expression(compiler, node->left);
	emit_op(compiler, OP_EXTENDS, 0, -1, node->left);
	if (unit->branch == 0)
		unit->extended = true;
}

static void compile_block(struct compiler *compiler, const struct node *node)
{
	struct unit unit, *outer = compiler->unit;
	uint32_t view = 0, name = name_id(compiler, node->name), at;
	struct routine *routine;
	struct block *block;

	if (node->flags & NODE_SCOPED) {
		view = add_view(compiler);
		keep_variables(compiler);
	}
	unit_begin(compiler, &unit, ROUTINE_BLOCK, node->name, false);
	if (node->flags & NODE_USES_SUPER) {
		emit_op(compiler, OP_SUPER, 0, 1, node);
		emit_store(compiler, STR("super"), false, node);
	}
	compile_list(compiler, node->list);
	routine = unit_end(compiler, &unit, outer, node);
	block = vec_add(compiler, &compiler->blocks, sizeof(*block));
	*block = (struct block){ name, (node->flags & NODE_REQUIRED) != 0, routine };
	if (is_muted(outer) && outer->level == 0)
		return;
	at = emit_op_b(compiler, OP_BLOCK, name, view, 0, node);
	insn_at(compiler, at)->c = (node->flags & NODE_SCOPED) != 0;
}

/* Parameters of a macro or of a call's body: slots, names and defaults. */
static void compile_parameters(struct compiler *compiler, const struct node *params)
{
	struct routine *routine = compiler->unit->routine;
	uint32_t count = 0;
	struct str *names;

	for (const struct node *param = params; param; param = param->next)
		count++;
	names = ARENA_ARRAY(&compiler->set->arena, struct str, count);
	for (const struct node *param = params; param; param = param->next) {
		for (uint32_t i = 0; i < routine->param_count; i++)
			if (str_eq(names[i], param->name))
				compile_error(compiler, param,
				              "parameter '%.*s' stands twice",
				              STR_ARG(param->name));
		names[routine->param_count++] = param->name;
		declare(compiler, param->name);
	}
	routine->params = names;
}

static void compile_defaults(struct compiler *compiler, const struct node *params)
{
	uint32_t slot = 0;

	for (const struct node *param = params; param; param = param->next, slot++) {
		uint32_t skip;

		if (!param->left)
			continue;
		skip = emit_op_b(compiler, OP_DEFAULT, 0, slot, 0, param);
		emit_expression(compiler, param->left);
		emit_op(compiler, OP_STORE, slot, -1, param);
		patch_jump(compiler, skip);
	}
}

static struct routine *compile_macro_routine(struct compiler *compiler,
                                             const struct node *node,
                                             enum routine_kind kind)
{
	struct unit unit, *outer = compiler->unit;
	struct routine *routine;

	unit_begin(compiler, &unit, kind, node->name, true);
	routine = unit.routine;
	compile_parameters(compiler, node->right);
	if (node->flags & NODE_USES_VARARGS && kind == ROUTINE_MACRO)
		routine->varargs = declare(compiler, STR("varargs"));
	if (node->flags & NODE_USES_KWARGS && kind == ROUTINE_MACRO)
		routine->kwargs = declare(compiler, STR("kwargs"));
	if (node->flags & NODE_USES_CALLER && kind == ROUTINE_MACRO)
		routine->caller = declare(compiler, STR("caller"));
	compile_defaults(compiler, node->right);
	compile_scope(compiler, node->list);
	unit_end(compiler, &unit, outer, node);
	return routine;
}

static void compile_macro(struct compiler *compiler, const struct node *node)
{
	struct routine *routine = compile_macro_routine(compiler, node, ROUTINE_MACRO);

	emit_op(compiler, OP_MACRO, add_routine(compiler, routine), 1, node);
	emit_store(compiler, node->name, true, node);
}

static void compile_call_block(struct compiler *compiler, const struct node *node)
{
	struct routine *routine;

	if (is_muted(compiler->unit) || node->left->kind != NODE_CALL)
		return;
	routine = compile_macro_routine(compiler, node, ROUTINE_CALLER);
	add_routine(compiler, routine);
	emit_call(compiler, node->left, routine);
	emit_op(compiler, OP_PRINT_RAW, 0, -1, node->left);
}

static void compile_do(struct compiler *compiler, const struct node *node)
{
	emit_expression(compiler, node->left);
	emit_op(compiler, OP_POP, 0, -1, node->left);
}

static void compile_statement(struct compiler *compiler, const struct node *node)
{
	static void (*const compilers[])(struct compiler *, const struct node *) = {
		[NODE_TEXT] = compile_text,
		[NODE_PRINT] = compile_print,
		[NODE_IF] = compile_if,
		[NODE_FOR] = compile_for,
		[NODE_SET] = compile_set,
		[NODE_SET_BLOCK] = compile_set_block,
		[NODE_INCLUDE] = compile_include,
		[NODE_IMPORT] = compile_import,
		[NODE_FROM] = compile_from,
		[NODE_EXTENDS] = compile_extends,
		[NODE_BLOCK] = compile_block,
		[NODE_MACRO] = compile_macro,
		[NODE_CALL_BLOCK] = compile_call_block,
		[NODE_FILTER_BLOCK] = compile_filter_block,
		[NODE_WITH] = compile_with,
		[NODE_AUTOESCAPE] = compile_autoescape,
		[NODE_DO] = compile_do,
		[NODE_BREAK] = compile_jump,
		[NODE_CONTINUE] = compile_jump,
	};

	compilers[node->kind](compiler, node);
}

static void compile_list(struct compiler *compiler, const struct node *list)
{
	for (; list; list = list->next)
		compile_statement(compiler, list);
}

struct template *compile_template(struct template_set *set, const struct source *source,
                                  const struct node *body, struct diags *diags)
{
	static const struct node nothing = { .kind = NODE_TEXT };
	struct compiler compiler = {
		.set = set, .source = source, .diags = diags, .ok = true
	};
	struct unit root;

	compiler.template = ARENA_NEW(&set->arena, struct template);
	compiler.template->source = source;
	unit_begin(&compiler, &root, ROUTINE_ROOT, STR(""), false);
	compile_list(&compiler, body);
	compiler.template->root =
		unit_end(&compiler, &root, NULL, body ? body : &nothing);
	compiler.template->consts = compiler.consts.items;
	compiler.template->routines = compiler.routines.items;
	compiler.template->shapes = compiler.shapes.items;
	compiler.template->views = compiler.views.items;
	compiler.template->blocks = compiler.blocks.items;
	compiler.template->block_count = compiler.blocks.count;
	return compiler.ok ? compiler.template : NULL;
}
