/*
 * operators: arithmetic and comparison of values, as in Python. Pure functions over
 * values, for the machine and for constants; the arena holds results that need room.
 * What fails says why in *why: a whole message, without a place.
 */
#ifndef TEMPLATE_OPERATORS_H
#define TEMPLATE_OPERATORS_H

#include "base/value.h"
#include "template/lexer.h"

/* Nesting of lists and dicts that printing and comparing follow. */
#define VALUE_NESTING 300

/* Parts of a value: a few lists that hold one another twice make more than any machine.
 */
#define VALUE_PARTS ((size_t)4 << 20)

/* Two numbers (booleans count). Integers that overflow are an error. */
bool operate_numbers(enum token_kind op, struct value a, struct value b,
                     struct value *result, const char **why);

/* "+", for messages. */
const char *operator_name(enum token_kind op);

/* -1, 0, 1 in *order; false if Python would not compare them: a string and a number. */
bool value_compare(struct value a, struct value b, int *order);

/* The same with letters of either case alike. */
bool value_compare_nocase(struct arena *arena, struct value a, struct value b,
                          int *order);

/* == without fear of depth; what has more than VALUE_PARTS parts equals only itself. */
bool value_same(struct value a, struct value b);

/* The same; adds to *parts how many parts were looked at. */
bool value_same_counted(struct value a, struct value b, size_t *parts);

/*
 * Is a value nested less deeply than VALUE_NESTING, with no more than VALUE_PARTS parts,
 * those that it shares counted each time? Adds to *parts how many were looked at.
 */
bool value_is_shallow(struct value value, size_t *parts);

/* An int64 or a double from an int, bool or float. */
int64_t value_to_int(struct value value);
double value_to_float(struct value value);

#endif
