/*
 * program: what a template compiles to, and the set that owns it.
 *
 * A template is a handful of routines: its body, its blocks, its macros. A routine is a
 * row of instructions for a stack machine; its variables have numbered slots. All of it
 * lives in the set's arena and is immutable once the template is added.
 */
#ifndef TEMPLATE_PROGRAM_H
#define TEMPLATE_PROGRAM_H

#include "base/table.h"
#include "template/ast.h"
#include "template/template.h"

/* Parameters of a filter, test or function; urlize has the most, seven. */
#define NATIVE_PARAMS 12

/*
 * The instructions. a, b and c are an instruction's operands; "pop" and "push" say what
 * it does to the stack.
 */
#define OPS(X)                                                                           \
	X(CONST)      /* push constant a */                                              \
	X(LOAD)       /* push slot a */                                                  \
	X(LOAD_MAYBE) /* push slot a and skip b instructions, if it is set */            \
	X(LOAD_UP)    /* the same, of the routine c levels out */                        \
	X(LOAD_NAME)  /* push the context's variable with name a */                      \
	X(STORE)      /* pop to slot a */                                                \
	X(EXPORT) /* slot b becomes the context's variable a; c: others may import it */ \
	X(UNSET)  /* unset b slots from a on */                                          \
	X(DEFAULT) /* jump to a if slot b is set */                                      \
	X(POP)                                                                           \
	X(TEXT)      /* write constant a */                                              \
	X(PRINT)     /* pop and write, escaped */                                        \
	X(PRINT_RAW) /* pop and write as it is */                                        \
	X(LIST)      /* pop a items, push their list */                                  \
	X(TUPLE)                                                                         \
	X(DICT)   /* pop a pairs, push their dict */                                     \
	X(APPEND) /* pop an item, add it to the list below (arguments with *) */         \
	X(EXTEND) /* pop a list or object, add its items to the list below */            \
	X(PUT)    /* pop value and key, add them to the dict below */                    \
	X(MERGE)  /* pop a dict, add its entries to the dict below */                    \
	X(ATTR)   /* pop, push its attribute named by constant a */                      \
	X(ITEM)   /* pop key and container, push the item */                             \
	X(SLICE)  /* pop step, stop, start and container, push the slice */              \
	X(NEG)                                                                           \
	X(POS)                                                                           \
	X(NOT)                                                                           \
	X(BINARY)  /* pop two, push; c: the operator's token kind */                     \
	X(CONCAT)  /* pop a values, push their text */                                   \
	X(COMPARE) /* pop two, push a boolean; c: enum compare_op */                     \
	X(CHAIN)   /* the same within a < b < c: leave b, or push false and jump to a */ \
	X(SWAP_POP)   /* remove what is below the top */                                 \
	X(JUMP)       /* to a */                                                         \
	X(JUMP_FALSE) /* pop, jump to a if false */                                      \
	X(AND)        /* jump to a if the top is false, else pop */                      \
	X(OR)         /* jump to a if the top is true, else pop */                       \
	X(FILTER)     /* pop the arguments of filter a, and b beyond; push the result */ \
	X(FILTER_STAR) /* pop dict and list of arguments, push the result of filter a */ \
	X(TEST)        /* as FILTER; c: negated */                                       \
	X(TEST_STAR)                                                                     \
	X(CALL)        /* pop arguments of shape b and the callee, push the result */    \
	X(CALL_METHOD) /* the same of the attribute of the callee named by constant a */ \
	X(CALL_STAR)   /* pop dict, list and callee, push the result */                  \
	X(FOR)         /* pop what is looped over; slot b is the loop */                 \
	X(NEXT)        /* push the next item of loop b, or jump to a */                  \
	X(KEEP)        /* the item of loop b passes its filter */                        \
	X(KEPT)        /* push the items that passed, free loop b */                     \
	X(FOR_ELSE)    /* jump to a if loop b had an item */                             \
	X(END_FOR)     /* free loop b; c: no one else can hold it */                     \
	X(CALL_LOOP)   /* pop what is looped over, run recursive loop a */               \
	X(UNPACK)      /* pop, push its a items, the first on top */                     \
	X(SET_ATTR)    /* pop namespace and value; the name is constant a */             \
	X(CAPTURE)     /* what is written from here on ... */                            \
	X(CAPTURED)    /* ... is pushed as a string */                                   \
	X(MACRO)       /* push a macro of routine a */                                   \
	X(SUPER)       /* push the parent of the running block */                        \
	X(SELF)        /* push the template's blocks as an object */                     \
	X(BLOCK)       /* run block a; it sees view b, if c */                           \
	X(INCLUDE)  /* pop names, run the template; view b; c: enum node_flags >> 2 */   \
	X(IMPORT)   /* pop names, push the module */                                     \
	X(IMPORTED) /* push the attribute named by constant a of the module on top */    \
	X(EXTENDS)  /* pop the parent's name */                                          \
	X(ESCAPE)   /* keep the state of escaping in slot b; pop the new one */          \
	X(UNESCAPE) /* restore it */                                                     \
	X(FAIL)     /* the template could not be compiled, which was said already */     \
	X(RETURN)

enum op {
#define OP_ENUM(name) OP_##name,
	OPS(OP_ENUM)
#undef OP_ENUM
};

struct insn {
	uint8_t op;
	uint8_t c;
	uint16_t b;
	uint32_t a;
};

/* The arguments of a call: so many positional ones, then named ones. */
struct shape {
	uint32_t count;
	uint32_t named;
	const struct str *names;
};

/* The variables that can be seen at some place of a routine, the innermost first. */
struct view {
	uint32_t count;
	const struct view_entry {
		uint32_t name;
		uint32_t slot;
	} * entries;
};

enum routine_kind {
	ROUTINE_ROOT,
	ROUTINE_BLOCK,
	ROUTINE_MACRO,
	ROUTINE_CALLER,
	ROUTINE_LOOP, /* the body of a recursive loop */
};

struct routine {
	enum routine_kind kind;
	struct str name;
	const struct template *template;
	const struct insn *code;
	const struct node **nodes; /* where each instruction comes from */
	uint32_t code_count;
	uint32_t slots;             /* variables */
	const uint32_t *slot_names; /* for suggestions; NAMELESS for some */
	uint32_t stack;             /* the most values on the stack */
	bool keeps; /* macros made here may outlive the call: so must the variables */
	const struct view *outer; /* what it sees of the routine around it */

	/* A macro's parameters are its first slots; then varargs, kwargs, caller. */
	const struct str *params;
	uint32_t param_count;
	uint32_t varargs, kwargs, caller; /* slots, or SLOT_NONE */
};

#define SLOT_NONE UINT32_MAX

struct block {
	uint32_t name;
	bool required;
	const struct routine *routine;
};

struct template
{
	struct str name;
	const struct source *source;
	struct hash hash;
	const struct value *consts;
	const struct routine *const *routines;
	const struct shape *shapes;
	const struct view *const *views;
	const struct block *blocks;
	uint32_t block_count;
	const struct routine *root;
};

/* A filter, test, method or function that is written in C. */
struct native {
	struct object object; /* so that a template can hold it */
	struct str name;
	struct str params[NATIVE_PARAMS];
	uint32_t count;    /* parameters in params */
	uint32_t required; /* how many of them must be given */
	bool rest;         /* "*": takes further positional arguments */
	bool named;        /* "**": the last parameter is a dict of further named ones */
	bool (*run)(struct template_call *call, struct value *result);
};

struct native_list {
	struct table names;
	struct native *items;
	uint32_t cap;
};

struct template_set {
	struct arena arena;
	struct table names; /* of variables and blocks, in all templates */
	struct native_list filters, tests, functions;
	struct native_list string_methods, list_methods, dict_methods;
	struct table template_names;
	const struct template **templates;
	uint32_t template_cap;
};

/* NULL if there is none. */
const struct native *native_find(const struct native_list *list, struct str name);

#endif
