/*
 * compiler: from a tree to a program. compiler.c has statements, emitter.c
 * expressions, scopes.c what both stand on. What they share is below the line.
 *
 * Finds what the parser cannot: unknown filters and tests, arguments that do not fit
 * them. Reports all of that; a template with errors is not added.
 */
#ifndef TEMPLATE_COMPILER_H
#define TEMPLATE_COMPILER_H

#include "template/program.h"

/* The program of a tree, in the set's arena; NULL after errors. */
struct template *compile_template(struct template_set *set, const struct source *source,
                                  const struct node *body, struct diags *diags);

/* ---- */

/* A growing array; items move. */
struct vec {
	void *items;
	uint32_t count, cap;
};

struct local {
	uint32_t name;
	uint32_t slot;
	uint32_t level; /* of the scope it was declared in */
	bool definite;  /* always set where it can be seen */
};

#define NAMELESS UINT32_MAX

/* Jumps that wait for the end of a loop, and what lies open inside it. */
struct loop_labels {
	struct vec breaks, continues;
	uint32_t escapes;
	struct loop_labels *outer;
};

/* A routine in the making. */
struct unit {
	struct routine *routine;
	struct unit *outer;
	struct vec code, nodes, slot_names;
	struct vec locals;
	uint32_t level, branch; /* scopes and conditions we are in */
	uint32_t base;          /* the conditions around the innermost scope */
	uint32_t depth;         /* values on the stack now */
	uint32_t sets;          /* variables that a new round of a loop must unset */
	uint32_t captures;      /* open set, call and filter blocks */
	struct vec escapes;     /* slots of open autoescape blocks */
	bool extended;          /* an "extends" has been met for sure: write no more */
	struct loop_labels *loop;
};

struct compiler {
	struct template_set *set;
	struct template *template;
	const struct source *source;
	struct diags *diags;
	bool ok;
	struct unit *unit;
	struct vec consts, routines, shapes, views, blocks;
};

void *vec_add(struct compiler *compiler, struct vec *vec, size_t size);

/* Add an instruction that leaves the stack by so many values higher; its index. */
uint32_t emit_op(struct compiler *compiler, enum op op, uint32_t a, int effect,
                 const struct node *node);
struct insn *insn_at(struct compiler *compiler, uint32_t index);

/* The operand of a jump becomes the place where the next instruction will be. */
void patch_jump(struct compiler *compiler, uint32_t index);

uint32_t add_const(struct compiler *compiler, struct value value);
uint32_t name_id(struct compiler *compiler, struct str name);
bool compile_error(struct compiler *compiler, const struct node *node, const char *fmt,
                   ...) PRINTF(3, 4);

/* emitter.c: code that pushes the expression's value. */
void emit_expression(struct compiler *compiler, const struct node *node);

/* Filters on what is on the stack already, for blocks. */
void emit_filters(struct compiler *compiler, const struct node *node);

/* A call, with the value of caller, which is on top of the stack, as an argument. */
void emit_call(struct compiler *compiler, const struct node *node,
               const struct routine *caller);

/* ---- scopes.c */

/* emit_op for an instruction with a second operand. */
uint32_t emit_op_b(struct compiler *compiler, enum op op, uint32_t a, uint32_t b,
                   int effect, const struct node *node);
void patch_all(struct compiler *compiler, const struct vec *jumps);

/* Variables that are set inside end with the scope; base keeps what to go back to. */
void scope_enter(struct unit *unit, uint32_t *base);
void scope_leave(struct unit *unit, uint32_t base);

/* A slot for a variable, or for a value that has no name. */
uint32_t new_slot(struct compiler *compiler, uint32_t name);

/* The slot of a variable that is being set in this scope. */
uint32_t declare(struct compiler *compiler, struct str name);

/* Is this the outermost scope of the template, whose variables others can see? */
bool is_exported(const struct unit *unit);

/* Push the variable that the node names. */
void emit_name(struct compiler *compiler, const struct node *node);

/* Pop to a variable of this scope. */
void emit_store(struct compiler *compiler, struct str name, bool importable,
                const struct node *node);

/* What an include, an import or a block sees of this routine's variables. */
uint32_t add_view(struct compiler *compiler);

/* Something that can outlive the call sees the variables of the routine. */
void keep_variables(struct compiler *compiler);

/* Begin a routine; nested, it sees the variables of the one that is being compiled. */
void unit_begin(struct compiler *compiler, struct unit *unit, enum routine_kind kind,
                struct str name, bool nested);

/* Its code is complete; go back to the one before. */
struct routine *unit_end(struct compiler *compiler, struct unit *unit,
                         struct unit *previous, const struct node *node);

/* Number a routine, so that instructions can refer to it. */
uint32_t add_routine(struct compiler *compiler, struct routine *routine);

#endif
