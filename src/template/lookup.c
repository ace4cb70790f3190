/*
 * Attributes and items of values: entries, methods, places in a list.
 */
#include "template/objects.h"

const struct native *vm_method(const struct vm *vm, struct value value, struct str name)
{
	switch ((enum value_type)value.type) {
	case VALUE_STR:
		return native_find(&vm->set->string_methods, name);
	case VALUE_LIST:
		return native_find(&vm->set->list_methods, name);
	case VALUE_DICT:
		return native_find(&vm->set->dict_methods, name);
	default:
		return NULL;
	}
}

static bool not_found(struct vm *vm, struct value owner, struct str name,
                      struct value *result)
{
	vm->missing_in = owner;
	vm->missing = name;
	*result = UNDEFINED;
	return true;
}

bool vm_attribute(struct vm *vm, struct value value, struct str name,
                  struct value *result)
{
	const struct native *native = vm_method(vm, value, name);
	const struct value_entry *entry;

	if (value.type == VALUE_OBJECT) {
		*result = value.object->class->get(value.object, name);
		if (result->type == VALUE_UNDEFINED)
			return not_found(vm, value, name, result);
		return true;
	}
	if (native) {
		*result = method_new(vm, native, value);
		return vm_charge(vm, sizeof(struct method));
	}
	entry = value_entry(value, name);
	if (!entry)
		return not_found(vm, value, name, result);
	*result = entry->value;
	return true;
}

static bool item_by_index(struct vm *vm, struct value value, int64_t index,
                          struct value *result)
{
	struct sequence sequence;
	size_t count;

	if (value.type == VALUE_DICT || !value_length(value, &count))
		return not_found(vm, value, STR(""), result);
	if (index < 0)
		index += (int64_t)count;
	if (index < 0 || (size_t)index >= count)
		return not_found(vm, value, STR(""), result);
	if (value.type == VALUE_STR) {
		*result = value_str(text_char(value_text(value), (size_t)index));
		result->safe = value.safe;
		return true;
	}
	if (sequence_of(vm->arena, value, &sequence))
		*result = sequence_at(&sequence, (size_t)index);
	return true;
}

bool vm_item(struct vm *vm, struct value value, struct value key, struct value *result)
{
	const struct value_entry *entry;

	if (value.type == VALUE_DICT) {
		entry = value_entry(value, value_to_key(vm->arena, key));
		if (entry) {
			*result = entry->value;
			return true;
		}
	}
	if (key.type == VALUE_STR)
		return vm_attribute(vm, value, value_text(key), result);
	if (key.type == VALUE_INT || key.type == VALUE_BOOL)
		return item_by_index(vm, value,
		                     key.type == VALUE_INT ? key.integer : key.boolean,
		                     result);
	return not_found(vm, value, STR(""), result);
}

bool op_ATTR(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value *top = &frame->sp[-1];

	if (top->type == VALUE_UNDEFINED)
		return vm_undefined(vm, vm_node(vm)->left);
	return vm_attribute(vm, *top,
	                    value_text(frame->routine->template->consts[insn.a]), top);
}

bool op_ITEM(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct value key = *--frame->sp;

	(void)insn;
	if (frame->sp[-1].type == VALUE_UNDEFINED)
		return vm_undefined(vm, vm_node(vm)->left);
	return vm_item(vm, frame->sp[-1], key, &frame->sp[-1]);
}

bool op_SET_ATTR(struct vm *vm, struct frame *frame, struct insn insn)
{
	struct str name = value_text(frame->routine->template->consts[insn.a]);

	frame->sp -= 2;
	return namespace_set(vm, frame->sp[1], name, frame->sp[0]);
}
