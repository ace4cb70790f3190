/*
 * field: one key of the front matter with its value, read as a type.
 *
 * Each reader sets its output from the value, or adds an error that points at it and
 * leaves the output alone. Texts are kept as they were written, without white space at
 * their ends: a title 1984 is "1984". Strings live in the field's arena or in its
 * source.
 */
#ifndef CONTENT_FIELD_H
#define CONTENT_FIELD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/value.h"
#include "base/zone.h"

struct strs; /* of article.h */

struct field {
	const struct source *source;
	struct arena *arena;
	struct diags *diags;
	const struct zone *zone;
	struct value_entry entry;
};

/* Where the key stands, and the value (its first line). */
struct span field_key_span(const struct field *field);
struct span field_span(const struct field *field);

/* "'title' must be a text, not a list", at the value; always false. */
bool field_mismatch(const struct field *field, const char *wanted);

/* An entry of a field that is a dict, as a field. */
struct field field_entry(const struct field *field, const struct value_entry *entry);

/*
 * An item of a field that is a list, or the field itself as its only item. Lists do not
 * know the places of their items: *from, 0 at first, helps to find them in order.
 */
size_t field_count(const struct field *field);
struct field field_item(const struct field *field, size_t index, size_t *from);

/* Readers; out is what their names say. */
void field_text(const struct field *field, void *str);
void field_texts(const struct field *field, void *strs);
void field_names(const struct field *field, void *strs); /* texts, or dicts with a name */
void field_date(const struct field *field, void *date);
void field_bool(const struct field *field, void *boolean);

/* Yes and no, in the ways people write them; false if it is neither. */
bool field_is_bool(const struct field *field, bool *boolean);

#endif
