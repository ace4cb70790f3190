/*
 * vm: the machine that runs programs, and what its files share.
 *
 * One vm renders one page, on one thread, on the page's arena. A routine runs in a
 * frame; frames see a context, where names that are not local are looked up. Every
 * function that can fail has then added one error, with the chain of templates that
 * led to it, and returns false: all the way up.
 */
#ifndef TEMPLATE_VM_H
#define TEMPLATE_VM_H

#include "template/access.h"
#include "template/program.h"

struct vm;

/* Variables of a template, seen by its body, its blocks, its macros and its parents. */
struct context {
	struct context *outer;     /* of the template that includes this one, or NULL */
	const struct frame *frame; /* where the include stands ... */
	const struct view *view;   /* ... and what can be seen there */
	struct variable {
		uint32_t name;
		bool importable;
		struct value value;
	} * variables;
	uint32_t count, cap;
	struct block_list *blocks;
};

/* Blocks of one name: the child's before its parent's. */
struct block_list {
	const struct block **items;
	uint32_t count, cap;
};

struct frame {
	const struct routine *routine;
	const struct insn *pc;
	struct value *sp; /* behind the top of the stack */
	struct value *slots;
	const struct frame *parent; /* of the routine that this one is nested in */
	struct context *context;
	struct frame *caller;
	const char *via;                /* how the caller came here: "included from" */
	const struct template *extends; /* the parent, once "extends" has been met ... */
	const struct insn *extends_pc;  /* ... here */
	uint32_t block;                 /* in the context's list, when a block runs */
	uint32_t depth0;                /* of a recursive loop */
	bool escape;
};

struct capture {
	struct buf buf;
	struct buf *outer; /* what is written to when it ends */
	struct capture *next;
};

/* Values for the slots and stacks of frames. */
struct stack_chunk {
	struct stack_chunk *previous;
	struct value *next, *end;
	struct value values[];
};

struct vm {
	const struct template_set *set;
	const struct template_host *host;
	struct arena *arena;
	struct buf *out;
	struct diags *diags;
	struct frame *frame;
	size_t out_start; /* what was in the buffer before */
	size_t steps, memory, depth;
	struct value *globals; /* by name, once asked for */
	bool *has_global;
	struct stack_chunk *stack;
	struct capture *captures, *spare_captures;
	struct loop *spare_loops;
	struct module *modules; /* imported without context: once each */
	struct value
		missing_in; /* the last attribute that was not found, for suggestions */
	struct str missing;
};

/* Arguments of a call: positional ones, then the values of named ones. */
struct arguments {
	struct value *values;
	size_t count;
	const struct str *names;
	const struct value *named;
	size_t named_count;
};

/* What an object_class's call points at. */
struct callable {
	bool (*call)(struct vm *vm, const struct object *object,
	             const struct arguments *args, struct value *result);
};

/* faults.c: errors at the running instruction, or at a node of the running routine. */
bool vm_error(struct vm *vm, const char *fmt, ...) PRINTF(2, 3);
bool vm_error_at(struct vm *vm, const struct node *node, const char *fmt, ...)
	PRINTF(3, 4);
const struct node *vm_node(const struct vm *vm);

/* "'article.foo' is undefined", where the node is what was written. */
bool vm_undefined(struct vm *vm, const struct node *node);

/* vm.c: account for memory and work; an error when it is too much. */
bool vm_charge(struct vm *vm, size_t bytes);
bool vm_spend(struct vm *vm, size_t steps);

/* Bytes or items that can be looked at in about the time of one step. */
#define STEP_BYTES 16

/* A context's variable, or a global. */
struct value vm_lookup(struct vm *vm, const struct context *context, uint32_t name);

/* Run a routine; setup fills the frame's slots and may be NULL. */
struct call_setup {
	const struct frame *parent;
	struct context *context;
	const char *via;
	const struct arguments *args; /* of a macro */
	struct value iterable;        /* of a recursive loop */
	uint32_t block, depth0;
	bool escape;
};
bool vm_run_routine(struct vm *vm, const struct routine *routine,
                    const struct call_setup *setup);

/* What is written from here on becomes a string. */
void capture_begin(struct vm *vm);
bool capture_end(struct vm *vm, bool safe, struct value *text);
void capture_drop(struct vm *vm);
void captures_clear(struct vm *vm);

/* Write a value, escaped unless it is safe. */
bool vm_write(struct vm *vm, struct value value, bool escape);

/* calls.c */
bool vm_call(struct vm *vm, struct value callee, const struct arguments *args,
             struct value *result);
bool native_call(struct vm *vm, const struct native *native, const struct arguments *args,
                 struct value first, bool has_first, struct value *result);
bool native_run(struct vm *vm, const struct native *native, struct value *args,
                struct value *rest, size_t rest_count, struct value *result);
bool macro_bind(struct vm *vm, struct frame *frame, const struct arguments *args);
extern const struct object_class native_class;
extern const struct object_class macro_class;

/* lookup.c: a method of a string, list or dict, or NULL. */
const struct native *vm_method(const struct vm *vm, struct value value, struct str name);

/* The attribute of a value: a method of a string, an entry of a dict, ... */
bool vm_attribute(struct vm *vm, struct value value, struct str name,
                  struct value *result);
bool vm_item(struct vm *vm, struct value value, struct value key, struct value *result);

/* modules.c */
extern const struct object_class module_class;
void context_set(struct vm *vm, struct context *context, uint32_t name,
                 struct value value, bool importable);
struct context *context_new(struct vm *vm, const struct template *template);

/* A body that extends another has ended: run its parent's. */
bool extends_finish(struct vm *vm, struct frame *frame);

/* The instructions; each in the file that its family has. */
#define OP_DECLARE(name) \
	bool op_##name(struct vm *vm, struct frame *frame, struct insn insn);
OPS(OP_DECLARE)
#undef OP_DECLARE

#endif
