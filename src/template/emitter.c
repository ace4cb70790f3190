/*
 * Code for expressions. Constant lists, dicts and arithmetic become one constant.
 */
#include <string.h>

#include "template/compiler.h"
#include "template/operators.h"

/* Arguments of one call, in the order of the native's parameters. */
struct binding {
	const struct node *params[NATIVE_PARAMS];
	const struct node *rest; /* the first beyond them */
	uint32_t rest_count;
	uint32_t extra; /* named arguments for "**" */
};

static bool fold(struct compiler *compiler, const struct node *node, struct value *value);

static bool fold_items(struct compiler *compiler, const struct node *node,
                       struct value *value)
{
	struct value_builder items = { .arena = &compiler->set->arena };
	struct value item;

	for (const struct node *n = node->list; n; n = n->next) {
		if (!fold(compiler, n, &item))
			return false;
		value_add_item(&items, item);
	}
	*value = value_built_list(&items);
	value->tuple = node->kind == NODE_TUPLE;
	return true;
}

static bool fold(struct compiler *compiler, const struct node *node, struct value *value)
{
	struct value a, b;
	const char *why;

	switch ((enum node_kind)node->kind) {
	case NODE_CONST:
		*value = node->value;
		return !(node->flags & NODE_ERROR);
	case NODE_LIST:
	case NODE_TUPLE:
		return fold_items(compiler, node, value);
	case NODE_NEG:
		return fold(compiler, node->left, &a) &&
		       (a.type == VALUE_INT || a.type == VALUE_FLOAT) &&
		       operate_numbers(TOKEN_SUB, value_int(0), a, value, &why) &&
		       (a.type != VALUE_FLOAT || a.number != 0);
	case NODE_BINARY:
		return fold(compiler, node->left, &a) &&
		       fold(compiler, node->right, &b) && value_is_number(a) &&
		       value_is_number(b) &&
		       operate_numbers((enum token_kind)node->op, a, b, value, &why);
	default:
		return false;
	}
}

static void emit_const(struct compiler *compiler, struct value value,
                       const struct node *node)
{
	emit_op(compiler, OP_CONST, add_const(compiler, value), 1, node);
}

static uint32_t emit_list(struct compiler *compiler, const struct node *list)
{
	uint32_t count = 0;

	for (; list; list = list->next, count++)
		emit_expression(compiler, list);
	return count;
}

static void emit_collection(struct compiler *compiler, enum op op,
                            const struct node *node)
{
	uint32_t count = emit_list(compiler, node->list);

	emit_op(compiler, op, count, 1 - (int)count, node);
}

static void emit_dict(struct compiler *compiler, const struct node *node)
{
	uint32_t count = 0;

	for (const struct node *pair = node->list; pair; pair = pair->next, count++) {
		emit_expression(compiler, pair->left);
		emit_expression(compiler, pair->right);
	}
	emit_op(compiler, OP_DICT, count, 1 - 2 * (int)count, node);
}

static void emit_unary(struct compiler *compiler, enum op op, const struct node *node)
{
	emit_expression(compiler, node->left);
	emit_op(compiler, op, 0, 0, node);
}

/* Both sides of "and" and "or": the second only if it matters. */
static void emit_lazy(struct compiler *compiler, enum op op, const struct node *node)
{
	uint32_t jump;

	emit_expression(compiler, node->left);
	jump = emit_op(compiler, op, 0, -1, node);
	emit_expression(compiler, node->right);
	patch_jump(compiler, jump);
}

static void emit_binary(struct compiler *compiler, const struct node *node)
{
	uint32_t at;

	emit_expression(compiler, node->left);
	emit_expression(compiler, node->right);
	at = emit_op(compiler, OP_BINARY, 0, -1, node);
	insn_at(compiler, at)->c = node->op;
}

/* a < b < c: each operand once, done at the first comparison that fails. */
static void emit_comparison(struct compiler *compiler, const struct node *node)
{
	uint32_t first_jump = UINT32_MAX, at;

	emit_expression(compiler, node->left);
	for (const struct node *operand = node->list; operand; operand = operand->next) {
		emit_expression(compiler, operand->left);
		at = emit_op(compiler, operand->next ? OP_CHAIN : OP_COMPARE, first_jump,
		             -1, operand);
		insn_at(compiler, at)->c = operand->op;
		if (operand->next)
			first_jump = at; /* linked through a until the end is known */
	}
	while (first_jump != UINT32_MAX) {
		uint32_t next = insn_at(compiler, first_jump)->a;

		patch_jump(compiler, first_jump);
		first_jump = next;
	}
}

static void emit_condition(struct compiler *compiler, const struct node *node)
{
	uint32_t otherwise, end;

	emit_expression(compiler, node->right);
	otherwise = emit_op(compiler, OP_JUMP_FALSE, 0, -1, node);
	emit_expression(compiler, node->left);
	end = emit_op(compiler, OP_JUMP, 0, -1, node);
	patch_jump(compiler, otherwise);
	if (node->third)
		emit_expression(compiler, node->third);
	else
		emit_const(compiler, UNDEFINED, node);
	patch_jump(compiler, end);
}

static void emit_slice(struct compiler *compiler, const struct node *node)
{
	const struct node *slice = node->right;
	const struct node *parts[] = { slice->left, slice->right, slice->third };

	emit_expression(compiler, node->left);
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if (parts[i])
			emit_expression(compiler, parts[i]);
		else
			emit_const(compiler, VALUE_NULL, slice);
	}
	emit_op(compiler, OP_SLICE, 0, -3, node);
}

static void emit_item(struct compiler *compiler, const struct node *node)
{
	if (node->right->kind == NODE_SLICE) {
		emit_slice(compiler, node);
		return;
	}
	emit_expression(compiler, node->left);
	emit_expression(compiler, node->right);
	emit_op(compiler, OP_ITEM, 0, -1, node);
}

static void emit_attribute(struct compiler *compiler, const struct node *node)
{
	emit_expression(compiler, node->left);
	emit_op(compiler, OP_ATTR, add_const(compiler, value_str(node->name)), 0, node);
}

static bool has_stars(const struct node *args)
{
	for (; args; args = args->next)
		if (args->kind == NODE_STAR || args->kind == NODE_STARS)
			return true;
	return false;
}

/* A list of positional and a dict of named arguments; the list is on the stack. */
static void emit_stars(struct compiler *compiler, const struct node *args)
{
	for (const struct node *arg = args; arg; arg = arg->next) {
		if (arg->kind == NODE_KEYWORD || arg->kind == NODE_STARS)
			continue;
		emit_expression(compiler, arg->kind == NODE_STAR ? arg->left : arg);
		emit_op(compiler, arg->kind == NODE_STAR ? OP_EXTEND : OP_APPEND, 0, -1,
		        arg);
	}
	emit_op(compiler, OP_DICT, 0, 1, args);
	for (const struct node *arg = args; arg; arg = arg->next) {
		if (arg->kind == NODE_KEYWORD) {
			emit_const(compiler, value_str(arg->name), arg);
			emit_expression(compiler, arg->left);
			emit_op(compiler, OP_PUT, 0, -2, arg);
		} else if (arg->kind == NODE_STARS) {
			emit_expression(compiler, arg->left);
			emit_op(compiler, OP_MERGE, 0, -1, arg);
		}
	}
}

static uint32_t find_param(const struct native *native, struct str name)
{
	for (uint32_t i = 1; i < native->count; i++)
		if (str_eq(native->params[i], name) &&
		    !(native->named && i + 1 == native->count))
			return i;
	return 0;
}

static const char *kind_name(const struct node *node)
{
	return node->kind == NODE_TEST ? "test" : "filter";
}

static bool bind_named(struct compiler *compiler, const struct node *node,
                       const struct native *native, const struct node *arg,
                       struct binding *binding)
{
	uint32_t at = find_param(native, arg->name);

	if (!at && native->named) {
		binding->extra++;
		return true;
	}
	if (!at) {
		compile_error(compiler, arg, "%s '%.*s' has no argument '%.*s'",
		              kind_name(node), STR_ARG(node->name), STR_ARG(arg->name));
		if (native->count > 1)
			diag_did_you_mean(compiler->diags,
			                  str_nearest(arg->name, native->params + 1,
			                              native->count - 1));
		return false;
	}
	if (binding->params[at])
		return compile_error(compiler, arg, "argument '%.*s' is given twice",
		                     STR_ARG(arg->name));
	binding->params[at] = arg->left;
	return true;
}

static bool too_many(struct compiler *compiler, const struct node *node,
                     const struct node *arg, uint32_t most)
{
	if (most == 0)
		return compile_error(compiler, arg, "%s '%.*s' takes no arguments",
		                     kind_name(node), STR_ARG(node->name));
	return compile_error(compiler, arg, "%s '%.*s' takes no more than %u argument%s",
	                     kind_name(node), STR_ARG(node->name), most,
	                     most == 1 ? "" : "s");
}

/* Which argument goes where; false if they do not fit. */
static bool bind(struct compiler *compiler, const struct node *node,
                 const struct native *native, struct binding *binding)
{
	uint32_t at = 1, last = native->count - (native->named ? 1 : 0);

	*binding = (struct binding){ 0 };
	for (const struct node *arg = node->list; arg; arg = arg->next) {
		if (arg->kind == NODE_KEYWORD) {
			if (!bind_named(compiler, node, native, arg, binding))
				return false;
		} else if (at < last) {
			binding->params[at++] = arg;
		} else if (native->rest) {
			if (!binding->rest_count++)
				binding->rest = arg;
		} else {
			return too_many(compiler, node, arg, last - 1);
		}
	}
	for (uint32_t i = 1; i < native->required; i++)
		if (!binding->params[i])
			return compile_error(compiler, node,
			                     "%s '%.*s' needs its argument '%.*s'",
			                     kind_name(node), STR_ARG(node->name),
			                     STR_ARG(native->params[i]));
	return true;
}

static void emit_extra(struct compiler *compiler, const struct node *node,
                       const struct native *native)
{
	uint32_t count = 0;

	for (const struct node *arg = node->list; arg; arg = arg->next) {
		if (arg->kind != NODE_KEYWORD || find_param(native, arg->name))
			continue;
		emit_const(compiler, value_str(arg->name), arg);
		emit_expression(compiler, arg->left);
		count++;
	}
	emit_op(compiler, OP_DICT, count, 1 - 2 * (int)count, node);
}

/* The filter or test of a node whose left value is on the stack. */
static void emit_native(struct compiler *compiler, const struct node *node,
                        const struct native_list *list, const struct native *native,
                        enum op op, enum op op_star)
{
	uint32_t index = (uint32_t)(native - list->items);
	const struct node *rest;
	struct binding binding;
	uint32_t at;

	if (has_stars(node->list)) {
		emit_op(compiler, OP_LIST, 1, 0, node);
		emit_stars(compiler, node->list);
		at = emit_op(compiler, op_star, index, -1, node);
		insn_at(compiler, at)->c = (node->flags & NODE_NEGATED) != 0;
		return;
	}
	if (!bind(compiler, node, native, &binding))
		return;
	for (uint32_t i = 1; i < native->count; i++) {
		if (native->named && i + 1 == native->count)
			emit_extra(compiler, node, native);
		else if (binding.params[i])
			emit_expression(compiler, binding.params[i]);
		else
			emit_const(compiler, UNDEFINED, node);
	}
	rest = binding.rest;
	for (uint32_t i = 0; i < binding.rest_count; i++, rest = rest->next)
		emit_expression(compiler, rest);
	at = emit_op(compiler, op, index, 1 - (int)(native->count + binding.rest_count),
	             node);
	insn_at(compiler, at)->b = (uint16_t)binding.rest_count;
	insn_at(compiler, at)->c = (node->flags & NODE_NEGATED) != 0;
}

static void unknown_native(struct compiler *compiler, const struct node *node,
                           const struct native_list *list)
{
	static const struct {
		const char *name, *hint;
	} absent[] = {
		{ "random",
		  "a site is the same for every build; pick by 'first' or a slice" },
		{ "lipsum", "there is no placeholder text" },
	};

	compile_error(compiler, node, "unknown %s '%.*s'", kind_name(node),
	              STR_ARG(node->name));
	for (size_t i = 0; i < ARRAY_LEN(absent); i++) {
		if (str_eq(node->name, str_of(absent[i].name))) {
			diag_hint(compiler->diags, "%s", absent[i].hint);
			return;
		}
	}
	diag_did_you_mean(compiler->diags,
	                  str_nearest(node->name, list->names.keys, list->names.count));
}

static void emit_filter(struct compiler *compiler, const struct node *node)
{
	const struct native *native = native_find(&compiler->set->filters, node->name);

	if (native)
		emit_native(compiler, node, &compiler->set->filters, native, OP_FILTER,
		            OP_FILTER_STAR);
	else
		unknown_native(compiler, node, &compiler->set->filters);
}

void emit_filters(struct compiler *compiler, const struct node *node)
{
	if (node->left)
		emit_filters(compiler, node->left);
	emit_filter(compiler, node);
}

static void emit_test(struct compiler *compiler, const struct node *node)
{
	const struct native *native = native_find(&compiler->set->tests, node->name);

	if (native)
		emit_native(compiler, node, &compiler->set->tests, native, OP_TEST,
		            OP_TEST_STAR);
	else
		unknown_native(compiler, node, &compiler->set->tests);
}

static uint32_t add_shape(struct compiler *compiler, const struct node *args, bool caller)
{
	struct shape shape = { 0 };
	struct str *names;
	uint32_t named = 0;

	for (const struct node *arg = args; arg; arg = arg->next)
		if (arg->kind == NODE_KEYWORD)
			shape.named++;
		else
			shape.count++;
	if (caller)
		shape.named++;
	names = ARENA_ARRAY(&compiler->set->arena, struct str, shape.named);
	for (const struct node *arg = args; arg; arg = arg->next)
		if (arg->kind == NODE_KEYWORD)
			names[named++] = arg->name;
	if (caller)
		names[named] = STR("caller");
	shape.names = names;
	for (uint32_t i = 0; !shape.named && i < compiler->shapes.count; i++) {
		const struct shape *old =
			(const struct shape *)compiler->shapes.items + i;

		if (!old->named && old->count == shape.count)
			return i;
	}
	*(struct shape *)vec_add(compiler, &compiler->shapes, sizeof(shape)) = shape;
	return compiler->shapes.count - 1;
}

static void emit_caller(struct compiler *compiler, const struct routine *caller,
                        const struct node *node)
{
	for (uint32_t i = 0; i < compiler->routines.count; i++)
		if (((const struct routine **)compiler->routines.items)[i] == caller)
			emit_op(compiler, OP_MACRO, i, 1, node);
}

void emit_call(struct compiler *compiler, const struct node *node,
               const struct routine *caller)
{
	const struct node *callee = node->left;
	bool stars = has_stars(node->list);
	bool method = callee->kind == NODE_ATTR && !stars;
	uint32_t shape, at;
	int args;

	emit_expression(compiler, method ? callee->left : callee);
	if (stars) {
		emit_op(compiler, OP_LIST, 0, 1, node);
		emit_stars(compiler, node->list);
		if (caller) {
			emit_const(compiler, value_str(STR("caller")), node);
			emit_caller(compiler, caller, node);
			emit_op(compiler, OP_PUT, 0, -2, node);
		}
		emit_op(compiler, OP_CALL_STAR, 0, -2, node);
		return;
	}
	for (const struct node *arg = node->list; arg; arg = arg->next)
		emit_expression(compiler, arg->kind == NODE_KEYWORD ? arg->left : arg);
	if (caller)
		emit_caller(compiler, caller, node);
	shape = add_shape(compiler, node->list, caller != NULL);
	args = (int)(((const struct shape *)compiler->shapes.items)[shape].count +
	             ((const struct shape *)compiler->shapes.items)[shape].named);
	if (method)
		at = emit_op(compiler, OP_CALL_METHOD,
		             add_const(compiler, value_str(callee->name)), -args, node);
	else
		at = emit_op(compiler, OP_CALL, 0, -args, node);
	insn_at(compiler, at)->b = (uint16_t)shape;
}

void emit_expression(struct compiler *compiler, const struct node *node)
{
	struct value value;

	if (node->flags & NODE_ERROR)
		return;
	if (fold(compiler, node, &value)) {
		emit_const(compiler, value, node);
		return;
	}
	switch ((enum node_kind)node->kind) {
	case NODE_NAME:
		emit_name(compiler, node);
		break;
	case NODE_LIST:
		emit_collection(compiler, OP_LIST, node);
		break;
	case NODE_TUPLE:
		emit_collection(compiler, OP_TUPLE, node);
		break;
	case NODE_DICT:
		emit_dict(compiler, node);
		break;
	case NODE_NEG:
		emit_unary(compiler, OP_NEG, node);
		break;
	case NODE_POS:
		emit_unary(compiler, OP_POS, node);
		break;
	case NODE_NOT:
		emit_unary(compiler, OP_NOT, node);
		break;
	case NODE_AND:
		emit_lazy(compiler, OP_AND, node);
		break;
	case NODE_OR:
		emit_lazy(compiler, OP_OR, node);
		break;
	case NODE_BINARY:
		emit_binary(compiler, node);
		break;
	case NODE_COMPARE:
		emit_comparison(compiler, node);
		break;
	case NODE_CONCAT:
		emit_collection(compiler, OP_CONCAT, node);
		break;
	case NODE_COND:
		emit_condition(compiler, node);
		break;
	case NODE_ATTR:
		emit_attribute(compiler, node);
		break;
	case NODE_ITEM:
		emit_item(compiler, node);
		break;
	case NODE_CALL:
		emit_call(compiler, node, NULL);
		break;
	case NODE_FILTER:
		emit_expression(compiler, node->left);
		emit_filter(compiler, node);
		break;
	case NODE_TEST:
		emit_expression(compiler, node->left);
		emit_test(compiler, node);
		break;
	default:
		break;
	}
}
