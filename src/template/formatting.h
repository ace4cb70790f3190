/*
 * formatting: Python's "%s" % values and "{}".format(values).
 */
#ifndef TEMPLATE_FORMATTING_H
#define TEMPLATE_FORMATTING_H

#include "template/vm.h"

/* Width and precision beyond this are a mistake, or an attack. */
#define FORMAT_WIDTH 10000

/* text % values; a safe text escapes what it takes in. */
bool format_percent(struct vm *vm, struct value text, struct value values,
                    struct value *result);

/* text.format(*args, **named) */
bool format_braces(struct vm *vm, struct value text, const struct value *args,
                   size_t count, struct value named, struct value *result);

#endif
