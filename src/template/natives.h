/*
 * natives: the filters, tests, functions and methods that need no host, by family; and
 * what those share that are written in C.
 */
#ifndef TEMPLATE_NATIVES_H
#define TEMPLATE_NATIVES_H

#include "template/vm.h"

extern const struct template_function string_filters[]; /* filters_strings.c */
extern const struct template_function list_filters[];   /* filters_lists.c */
extern const struct template_function order_filters[];  /* filters_order.c */
extern const struct template_function number_filters[]; /* filters_numbers.c */
extern const struct template_function html_filters[];   /* filters_html.c */
extern const struct template_function link_filters[];   /* urlize.c */
extern const struct template_function predicates[];     /* predicates.c */
extern const struct template_function builtins[];       /* builtins.c */
extern const struct template_function string_methods[]; /* methods.c */
extern const struct template_function list_methods[];   /* methods_lists.c */
extern const struct template_function dict_methods[];

/* "filter 'round' needs a number, not string", naming the argument when not the first. */
bool native_needs(struct template_call *call, size_t arg, const char *what);

bool native_is_given(const struct template_call *call, size_t arg);

/* An argument as a string: the default where it is not given. */
struct str native_text(struct template_call *call, size_t arg, struct str otherwise);

/* An argument that must be an integer, or is not given. */
bool native_int(struct template_call *call, size_t arg, int64_t otherwise, int64_t *n);

bool native_bool(const struct template_call *call, size_t arg, bool otherwise);

/* An argument that must be something to loop over. */
bool native_sequence(struct template_call *call, size_t arg, struct sequence *sequence);

/* An item's attribute "a.b.0", or the item itself if the path is no path. */
bool native_path(struct template_call *call, struct value item, struct value path,
                 struct value *result);

/* The machine behind a call. */
struct vm *native_vm(struct template_call *call);

#endif
