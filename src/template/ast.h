/*
 * ast: a template as a tree, between the parser and the compiler.
 *
 * Nodes live in the set's arena and stay: the program points back at them to say where
 * an error is. One struct serves all kinds; the list below says which fields a kind
 * uses. Lists of nodes hang together by next.
 */
#ifndef TEMPLATE_AST_H
#define TEMPLATE_AST_H

#include <stdint.h>

#include "base/diag.h"
#include "base/str.h"
#include "base/value.h"

enum node_kind {
	/* Expressions. */
	NODE_CONST,   /* value */
	NODE_NAME,    /* name */
	NODE_LIST,    /* list: items */
	NODE_TUPLE,   /* list: items */
	NODE_DICT,    /* list: NODE_PAIR */
	NODE_PAIR,    /* left: key, right: value */
	NODE_NEG,     /* left */
	NODE_POS,     /* left */
	NODE_NOT,     /* left */
	NODE_AND,     /* left, right */
	NODE_OR,      /* left, right */
	NODE_BINARY,  /* op: token kind; left, right */
	NODE_COMPARE, /* left, list: NODE_OPERAND */
	NODE_OPERAND, /* op: a comparison; left; right: what it is compared with */
	NODE_CONCAT,  /* list */
	NODE_COND,    /* left if right else third (may be NULL) */
	NODE_ATTR,    /* left, name */
	NODE_ITEM,    /* left, right */
	NODE_SLICE,   /* left, right, third: start, stop, step; each may be NULL */
	NODE_CALL,    /* left, list: arguments */
	NODE_FILTER,  /* left (NULL in a block's filters), name, list: arguments */
	NODE_TEST,    /* left, name, list: arguments */
	NODE_KEYWORD, /* name, left: name=left */
	NODE_STAR,    /* left: *left */
	NODE_STARS,   /* left: **left */

	/* Statements. */
	NODE_TEXT,      /* value */
	NODE_PRINT,     /* left */
	NODE_IF,        /* left, list: then; orelse: else, or one NODE_IF for elif */
	NODE_FOR,       /* left: target, right: iterable, third: filter; list, orelse */
	NODE_SET,       /* left: target, right: value */
	NODE_SET_BLOCK, /* left: target, right: filters or NULL; list */
	NODE_INCLUDE,   /* left: names */
	NODE_IMPORT,    /* left: name of the template; name */
	NODE_FROM, /* left: name of the template; list: NODE_KEYWORD name, left: NAME */
	NODE_EXTENDS, /* left */
	NODE_BLOCK,   /* name; list */
	NODE_MACRO, /* name; right: list of NODE_KEYWORD (left: default or NULL); list */
	NODE_CALL_BLOCK,   /* left: the call; right: parameters, as a macro's; list */
	NODE_FILTER_BLOCK, /* right: filters; list */
	NODE_WITH,         /* right: list of NODE_SET; list */
	NODE_AUTOESCAPE,   /* left; list */
	NODE_DO,           /* left */
	NODE_BREAK,
	NODE_CONTINUE,
};

enum compare_op {
	COMPARE_EQ,
	COMPARE_NE,
	COMPARE_LT,
	COMPARE_LE,
	COMPARE_GT,
	COMPARE_GE,
	COMPARE_IN,
	COMPARE_NOT_IN,
};

enum node_flags {
	NODE_RECURSIVE = 1 << 0,      /* for */
	NODE_USES_LOOP = 1 << 1,      /* for: the body mentions loop */
	NODE_IGNORE_MISSING = 1 << 2, /* include */
	NODE_WITH_CONTEXT = 1 << 3,   /* include, import, from */
	NODE_SCOPED = 1 << 4,         /* block */
	NODE_REQUIRED = 1 << 5,       /* block */
	NODE_USES_SUPER = 1 << 6,     /* block: mentions super */
	NODE_USES_VARARGS = 1 << 7,   /* macro, call */
	NODE_USES_KWARGS = 1 << 8,
	NODE_USES_CALLER = 1 << 9,
	NODE_NEGATED = 1 << 10, /* test: is not */
	NODE_ERROR = 1 << 11,   /* stands for something that could not be read */
};

struct node {
	uint8_t kind; /* enum node_kind */
	uint8_t op;
	uint16_t flags;
	uint32_t depth;      /* of the tree below: what recursion will need */
	uint32_t start, end; /* the whole of it, in bytes of the source */
	uint32_t at, at_end; /* what a message points at */
	struct node *next;
	struct node *left, *right, *third;
	struct node *list, *orelse;
	struct str name;
	struct value value;
};

#endif
