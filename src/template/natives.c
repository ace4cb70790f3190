#include "template/natives.h"

#include "template/operators.h"

struct vm *native_vm(struct template_call *call)
{
	return call->private;
}

bool native_is_given(const struct template_call *call, size_t arg)
{
	return call->args[arg].type != VALUE_UNDEFINED;
}

static const struct native *running(const struct vm *vm, struct str name)
{
	const struct native_list *lists[] = { &vm->set->filters, &vm->set->tests,
		                              &vm->set->functions };

	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		if (native_find(lists[i], name))
			return native_find(lists[i], name);
	return NULL;
}

bool native_needs(struct template_call *call, size_t arg, const char *what)
{
	struct vm *vm = native_vm(call);
	const struct node *node = vm_node(vm);
	const struct native *native = running(vm, call->name);
	struct value value = call->args[arg];

	if (arg == 0 && value.type == VALUE_UNDEFINED && node->left &&
	    (node->kind == NODE_FILTER || node->kind == NODE_TEST))
		return vm_undefined(vm, node->left);
	if (arg > 0 && native && arg < native->count)
		return call_error(call, "argument '%.*s' of '%.*s' must be %s, not %s",
		                  STR_ARG(native->params[arg]), STR_ARG(call->name), what,
		                  value_type_name(value));
	return call_error(call, "'%.*s' needs %s, not %s", STR_ARG(call->name), what,
	                  value_type_name(value));
}

struct str native_text(struct template_call *call, size_t arg, struct str otherwise)
{
	if (!native_is_given(call, arg))
		return otherwise;
	return value_to_text(call->arena, call->args[arg]);
}

bool native_int(struct template_call *call, size_t arg, int64_t otherwise, int64_t *n)
{
	struct value value = call->args[arg];

	*n = otherwise;
	if (!native_is_given(call, arg) && arg > 0)
		return true;
	if (value.type != VALUE_INT && value.type != VALUE_BOOL)
		return native_needs(call, arg, "an integer");
	*n = value_to_int(value);
	return true;
}

bool native_bool(const struct template_call *call, size_t arg, bool otherwise)
{
	return native_is_given(call, arg) ? value_is_true(call->args[arg]) : otherwise;
}

bool native_sequence(struct template_call *call, size_t arg, struct sequence *sequence)
{
	struct vm *vm = native_vm(call);
	struct value value = call->args[arg];

	if (value.type == VALUE_STR && !vm_charge(vm, value.len * sizeof(struct value)))
		return false;
	if (!sequence_of(call->arena, value, sequence))
		return native_needs(call, arg, "something to loop over");
	return vm_spend(vm, sequence->count);
}

bool native_path(struct template_call *call, struct value item, struct value path,
                 struct value *result)
{
	struct vm *vm = native_vm(call);
	struct str rest = value_text(path), part;
	int64_t index;

	*result = item;
	if (path.type == VALUE_INT)
		return vm_item(vm, item, path, result);
	while (rest.len) {
		str_cut(rest, '.', &part, &rest);
		if (result->type == VALUE_UNDEFINED)
			return call_error(call, "'%.*s' is undefined",
			                  STR_ARG(value_text(path)));
		if (!vm_item(vm, *result,
		             str_to_int(part, &index) ? value_int(index)
		                                      : value_str(part),
		             result))
			return false;
	}
	return true;
}
