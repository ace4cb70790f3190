/*
 * The instructions that make values out of values.
 */
#include "template/formatting.h"
#include "template/objects.h"
#include "template/operators.h"

static bool collect(struct vm *vm, struct frame *frame, uint32_t count, bool tuple)
{
	struct value *items;

	if (!vm_charge(vm, count * sizeof(struct value)))
		return false;
	items = ARENA_ARRAY(vm->arena, struct value, count);
	frame->sp -= count;
	for (uint32_t i = 0; i < count; i++)
		items[i] = frame->sp[i];
	*frame->sp = value_list(items, count);
	frame->sp++->tuple = tuple;
	return true;
}

bool op_LIST(struct vm *vm, struct frame *frame, struct insn insn)
{
	return collect(vm, frame, insn.a, false);
}

bool op_TUPLE(struct vm *vm, struct frame *frame, struct insn insn)
{
	return collect(vm, frame, insn.a, true);
}

/* A later value of the same key takes the place of the earlier. */
static void dict_put(struct value_builder *dict, struct str key, struct value value)
{
	struct value so_far = value_built_dict(dict);
	const struct value_entry *entry = value_entry(so_far, key);

	if (entry)
		((struct value_entry *)dict->data)[entry - so_far.entries].value = value;
	else
		value_add(dict, key, value);
}

static struct value_builder dict_copy(struct vm *vm, struct value dict)
{
	struct value_builder copy = { .arena = vm->arena };

	for (uint32_t i = 0; i < dict.len; i++)
		value_add_entry(&copy, dict.entries[i]);
	return copy;
}

bool op_DICT(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value_builder dict = { .arena = vm->arena };
	struct value *pairs = frame->sp - 2 * (size_t)insn.a;

	if (!vm_charge(vm, insn.a * sizeof(struct value_entry)) ||
	    !vm_spend(vm, (size_t)insn.a * insn.a / STEP_BYTES))
		return false;
	for (uint32_t i = 0; i < insn.a; i++)
		dict_put(&dict, value_to_key(vm->arena, pairs[2 * i]), pairs[2 * i + 1]);
	frame->sp = pairs;
	*frame->sp++ = value_built_dict(&dict);
	return true;
}

static bool join_lists(struct vm *vm, struct value a, struct value b,
                       struct value *result)
{
	size_t count = (size_t)a.len + b.len;
	struct value *items;

	if (!vm_charge(vm, count * sizeof(struct value)))
		return false;
	items = ARENA_ARRAY(vm->arena, struct value, count);
	for (uint32_t i = 0; i < a.len; i++)
		items[i] = a.items[i];
	for (uint32_t i = 0; i < b.len; i++)
		items[a.len + i] = b.items[i];
	*result = value_list(items, count);
	result->tuple = a.tuple;
	return vm_spend(vm, count / 8);
}

bool op_APPEND(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value item = *--frame->sp;

	(void)insn;
	return join_lists(vm, frame->sp[-1], value_list(&item, 1), &frame->sp[-1]);
}

bool op_EXTEND(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value value = *--frame->sp;
	struct sequence sequence;

	(void)insn;
	if (!sequence_of(vm->arena, value, &sequence))
		return vm_error(vm, "'*' needs a list, not %s", value_type_name(value));
	return join_lists(vm, frame->sp[-1], sequence_list(vm->arena, &sequence),
	                  &frame->sp[-1]);
}

bool op_PUT(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value_builder dict = dict_copy(vm, frame->sp[-3]);

	(void)insn;
	dict_put(&dict, value_text(frame->sp[-2]), frame->sp[-1]);
	frame->sp -= 2;
	frame->sp[-1] = value_built_dict(&dict);
	return vm_charge(vm, dict.count * sizeof(struct value_entry));
}

bool op_MERGE(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value more = *--frame->sp;
	struct value_builder dict = dict_copy(vm, frame->sp[-1]);

	(void)insn;
	if (more.type != VALUE_DICT)
		return vm_error(vm, "'**' needs a dict, not %s", value_type_name(more));
	for (uint32_t i = 0; i < more.len; i++)
		dict_put(&dict, more.entries[i].key, more.entries[i].value);
	frame->sp[-1] = value_built_dict(&dict);
	return vm_charge(vm, dict.count * sizeof(struct value_entry));
}

bool op_SLICE(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value container = frame->sp[-4];
	const int64_t *bounds[3] = { 0 };
	int64_t numbers[3] = { 0, 0, 1 };
	struct value *parts = frame->sp - 3;

	(void)insn;
	if (container.type == VALUE_UNDEFINED)
		return vm_undefined(vm, vm_node(vm)->left);
	for (int i = 0; i < 3; i++) {
		if (parts[i].type == VALUE_NONE)
			continue;
		if (parts[i].type != VALUE_INT && parts[i].type != VALUE_BOOL)
			return vm_error(vm, "a slice needs integers, not %s",
			                value_type_name(parts[i]));
		numbers[i] = value_to_int(parts[i]);
		bounds[i] = &numbers[i];
	}
	if (numbers[2] == 0)
		return vm_error(vm, "the step of a slice cannot be 0");
	if (!vm_charge(vm, container.type == VALUE_OBJECT ? 0 : container.len))
		return false;
	frame->sp -= 3;
	if (!value_slice(vm->arena, container, bounds[0], bounds[1], numbers[2],
	                 &frame->sp[-1]))
		return vm_error(vm, "%s has no slices", value_type_name(container));
	return true;
}

static bool unary(struct vm *vm, struct frame *frame, bool negate)
{
	struct value *top = &frame->sp[-1];
	const char *why;

	if (top->type == VALUE_UNDEFINED)
		return vm_undefined(vm, vm_node(vm)->left);
	if (!value_is_number(*top))
		return vm_error(vm, "'%s' needs a number, not %s", negate ? "-" : "+",
		                value_type_name(*top));
	if (negate && top->type == VALUE_FLOAT)
		top->number = -top->number;
	else if (!operate_numbers(negate ? TOKEN_SUB : TOKEN_ADD, value_int(0), *top, top,
	                          &why))
		return vm_error(vm, "%s", why);
	return true;
}

bool op_NEG(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)insn;
	return unary(vm, frame, true);
}

bool op_POS(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)insn;
	return unary(vm, frame, false);
}

bool op_NOT(struct vm *vm, struct frame *frame, struct insn insn)
{
	(void)vm;
	(void)insn;
	frame->sp[-1] = value_bool(!value_is_true(frame->sp[-1]));
	return true;
}

/* The text of several values; if one is safe, the others are escaped and so is it. */
static bool join_text(struct vm *vm, const struct value *values, uint32_t count,
                      bool escape, struct value *result)
{
	struct buf text = { 0 };
	bool safe = false, ok;

	for (uint32_t i = 0; i < count; i++)
		safe |= escape && values[i].type == VALUE_STR && values[i].safe;
	for (uint32_t i = 0; i < count; i++) {
		struct value part = safe ? value_escape(vm->arena, values[i])
		                         : value_to_str(vm->arena, values[i]);

		buf_add(&text, value_text(part));
	}
	ok = vm_charge(vm, text.len);
	if (ok)
		*result = value_str(buf_keep(&text, vm->arena));
	result->safe = safe;
	buf_clear(&text);
	return ok;
}

bool op_CONCAT(struct vm *vm, struct frame *frame, struct insn insn)
{
	frame->sp -= insn.a;
	if (!join_text(vm, frame->sp, insn.a, frame->escape, frame->sp))
		return false;
	frame->sp++;
	return true;
}

static bool repeat(struct vm *vm, struct value value, struct value times,
                   struct value *result)
{
	int64_t count = value_to_int(times) < 0 ? 0 : value_to_int(times);
	size_t size = value.type == VALUE_STR ? 1 : sizeof(struct value);
	struct buf text = { 0 };
	struct value *items;

	if (!value.len)
		count = 0;
	else if ((uint64_t)count > TEMPLATE_MEMORY / value.len / size)
		return vm_charge(vm, TEMPLATE_MEMORY + 1);
	if (!vm_charge(vm, (size_t)count * value.len * size))
		return false;
	if (value.type == VALUE_STR) {
		for (int64_t i = 0; i < count; i++)
			buf_add(&text, value_text(value));
		*result = value_str(buf_keep(&text, vm->arena));
		result->safe = value.safe;
		buf_clear(&text);
		return true;
	}
	items = ARENA_ARRAY(vm->arena, struct value, (size_t)count * value.len);
	for (size_t i = 0; i < (size_t)count * value.len; i++)
		items[i] = value.items[i % value.len];
	*result = value_list(items, (size_t)count * value.len);
	result->tuple = value.tuple;
	return true;
}

static bool is_text_or_list(struct value value)
{
	return value.type == VALUE_STR || value.type == VALUE_LIST;
}

static bool is_integer(struct value value)
{
	return value.type == VALUE_INT || value.type == VALUE_BOOL;
}

static bool operate(struct vm *vm, enum token_kind op, struct value a, struct value b,
                    struct value *result)
{
	const char *why;

	if (value_is_number(a) && value_is_number(b))
		return operate_numbers(op, a, b, result, &why) || vm_error(vm, "%s", why);
	if (op == TOKEN_ADD && a.type == VALUE_STR && b.type == VALUE_STR) {
		struct value both[] = { a, b };

		return join_text(vm, both, 2, true, result);
	}
	if (op == TOKEN_ADD && a.type == VALUE_LIST && b.type == VALUE_LIST &&
	    a.tuple == b.tuple)
		return join_lists(vm, a, b, result);
	if (op == TOKEN_MUL && is_text_or_list(a) && is_integer(b))
		return repeat(vm, a, b, result);
	if (op == TOKEN_MUL && is_integer(a) && is_text_or_list(b))
		return repeat(vm, b, a, result);
	if (op == TOKEN_MOD && a.type == VALUE_STR)
		return format_percent(vm, a, b, result);
	vm_error(vm, "'%s' does not work on %s and %s", operator_name(op),
	         value_type_name(a), value_type_name(b));
	if (op == TOKEN_ADD && (a.type == VALUE_STR || b.type == VALUE_STR))
		diag_hint(vm->diags, "'~' joins values of any kind as text");
	return false;
}

bool op_BINARY(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value b = *--frame->sp, a = frame->sp[-1];

	if (a.type == VALUE_UNDEFINED)
		return vm_undefined(vm, vm_node(vm)->left);
	if (b.type == VALUE_UNDEFINED && !(insn.c == TOKEN_MOD && a.type == VALUE_STR))
		return vm_undefined(vm, vm_node(vm)->right);
	return operate(vm, (enum token_kind)insn.c, a, b, &frame->sp[-1]);
}

/* What an object prints is what it compares as: a date. */
static struct value comparable(struct vm *vm, struct value value)
{
	if (value.type == VALUE_OBJECT && value.object->class->print)
		return value.object->class->print(value.object, vm->arena);
	return value;
}

static bool ordered(struct vm *vm, enum compare_op op, struct value a, struct value b,
                    bool *result)
{
	int order = 0;

	if (a.type == VALUE_UNDEFINED || b.type == VALUE_UNDEFINED) {
		const struct node *operand = vm_node(vm);

		return vm_undefined(vm, a.type == VALUE_UNDEFINED ? operand->right
		                                                  : operand->left);
	}
	if (!value_compare(a, b, &order))
		return vm_error(vm, "cannot compare %s with %s", value_type_name(a),
		                value_type_name(b));
	*result = op == COMPARE_LT   ? order < 0
	          : op == COMPARE_LE ? order <= 0
	          : op == COMPARE_GT ? order > 0
	                             : order >= 0;
	return true;
}

static bool compare(struct vm *vm, enum compare_op op, struct value a, struct value b,
                    bool *result)
{
	size_t parts = 0;
	bool found;

	switch (op) {
	case COMPARE_EQ:
	case COMPARE_NE:
		found = value_same_counted(comparable(vm, a), comparable(vm, b), &parts);
		*result = found == (op == COMPARE_EQ);
		return vm_spend(vm, parts / STEP_BYTES);
	case COMPARE_IN:
	case COMPARE_NOT_IN:
		if (!value_contains(vm->arena, b, a, &found)) {
			if (b.type == VALUE_STR)
				return vm_error(vm,
				                "'in' needs a string to look for, not %s",
				                value_type_name(a));
			return vm_error(vm, "'in' cannot look into %s",
			                value_type_name(b));
		}
		*result = found == (op == COMPARE_IN);
		return vm_spend(vm, b.type == VALUE_OBJECT ? 1 : b.len / STEP_BYTES);
	default:
		return ordered(vm, op, comparable(vm, a), comparable(vm, b), result);
	}
}

bool op_COMPARE(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value b = *--frame->sp;
	bool result = false;

	if (!compare(vm, (enum compare_op)insn.c, frame->sp[-1], b, &result))
		return false;
	frame->sp[-1] = value_bool(result);
	return true;
}

bool op_CHAIN(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value b = *--frame->sp;
	bool result = false;

	if (!compare(vm, (enum compare_op)insn.c, frame->sp[-1], b, &result))
		return false;
	frame->sp[-1] = result ? b : value_bool(false);
	if (!result)
		frame->pc = frame->routine->code + insn.a;
	return true;
}
