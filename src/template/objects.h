/*
 * objects: what the machine itself puts into a template's hands: macros, loops,
 * namespaces and the like. They live in the page's arena.
 */
#ifndef TEMPLATE_OBJECTS_H
#define TEMPLATE_OBJECTS_H

#include "template/vm.h"

/* The variable of a for: also the state of the loop itself. */
struct loop {
	struct object object;
	struct loop *self; /* objects are handed around as const */
	struct vm *vm;
	struct sequence sequence;
	size_t next;                   /* the index of the item after the one at work */
	const struct routine *routine; /* of a recursive loop, and what it runs in */
	const struct frame *parent;
	struct context *context;
	bool escape;
	uint32_t depth0;
	struct value changed;
	bool has_changed;
	struct value_builder kept; /* items that passed the filter */
	struct loop *spare;
};

struct macro {
	struct object object;
	struct vm *vm;
	const struct routine *routine;
	const struct frame *parent;
	struct context *context;
	bool escape;
};

/* An imported template. */
struct module {
	struct object object;
	struct vm *vm;
	const struct template *template;
	struct context *context;
	struct value text; /* what its body wrote */
	struct module *next;
};

struct namespace
{
	struct object object;
	struct vm *vm;
	struct value_builder *entries;
};

/* x.upper, before it is called. */
struct method {
	struct object object;
	const struct native *native;
	struct value value;
};

/* An item of groupby: a pair with names. */
struct group {
	struct object object;
	struct value items[2];
};

struct value loop_value(struct loop *loop);
bool namespace_set(struct vm *vm, struct value namespace, struct str name,
                   struct value value);
struct value namespace_new(struct vm *vm);
struct value method_new(struct vm *vm, const struct native *native, struct value value);
struct value group_new(struct arena *arena, struct value grouper, struct value list);
struct value range_new(struct arena *arena, int64_t start, int64_t stop, int64_t step);
struct value cycler_new(struct vm *vm, struct value items);
struct value joiner_new(struct vm *vm, struct value separator);
bool is_callable(struct value value);

extern const struct object_class loop_class;

#endif
