/*
 * value: what front matter, config, data files and templates are made of.
 *
 * A value is 16 bytes, passed by value, and immutable: lists, dicts and strings live in
 * an arena that outlives it. A dict keeps the order of its keys. The zero value is
 * "undefined", which is not the same as none (null). Nothing here can fail.
 *
 * An object is something of the host's that templates may read: an article, a macro, a
 * loop. Its class says what it can do; every read goes through the class, which is
 * where the renderer notes what a page depends on.
 */
#ifndef BASE_VALUE_H
#define BASE_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum value_type {
	VALUE_UNDEFINED,
	VALUE_NONE,
	VALUE_BOOL,
	VALUE_INT,
	VALUE_FLOAT,
	VALUE_STR,
	VALUE_LIST,
	VALUE_DICT,
	VALUE_OBJECT,
};

struct value {
	uint8_t type; /* enum value_type */
	bool safe;    /* a string that is HTML already and is not escaped again */
	bool tuple;   /* a list that was written (a, b): prints with parentheses */
	uint32_t len; /* bytes of a string, items of a list, entries of a dict */
	union {
		bool boolean;
		int64_t integer;
		double number;
		const char *text;
		const struct value *items;
		const struct value_entry *entries;
		const struct object *object;
	};
};

/* Where a key and its value stand in the file they came from; 0 if in none. */
struct value_entry {
	struct str key;
	struct value value;
	uint32_t key_at, value_at; /* byte offsets into the source */
};

/* The first member of every object of the host's. */
struct object {
	const struct object_class *class;
};

struct object_class {
	const char *name; /* what an error calls it: "article", "macro" */

	/* obj.name and obj["name"]; undefined if there is no such thing. */
	struct value (*get)(const struct object *object, struct str name);

	/* For loops, length and filters on lists; NULL if it is not iterable. */
	size_t (*length)(const struct object *object);
	struct value (*item)(const struct object *object, size_t index);

	/* The names that get knows, for suggestions, loops and dumps; may be NULL. */
	const struct str *names;
	size_t name_count;

	/* What {{ obj }} prints, as a string value; NULL: its name in angle brackets. */
	struct value (*print)(const struct object *object, struct arena *arena);

	/* Private to the template engine: how to call it; NULL for all others. */
	const void *call;
};

#define VALUE_NULL ((struct value){ .type = VALUE_NONE })
#define UNDEFINED  ((struct value){ 0 })

struct value value_bool(bool b);
struct value value_int(int64_t n);
struct value value_float(double n);
struct value value_str(struct str s);
struct value value_safe(struct str html);
struct value value_list(const struct value *items, size_t count);
struct value value_dict(const struct value_entry *entries, size_t count);
struct value value_object(const struct object *object);

/* value_str, but undefined for an empty string: for optional fields. */
struct value value_str_or_undefined(struct str s);

/* The text of a string value; empty for anything else. */
struct str value_text(struct value value);

/* A dict's entry, or NULL. */
const struct value_entry *value_entry(struct value dict, struct str key);

/* A dict's value, or undefined. */
struct value value_get(struct value dict, struct str key);

bool value_is_true(struct value value); /* as Python: 0, "", [], {} and none are false */
bool value_is_number(struct value value);

/* Equal as in Python: 1 == 1.0 == true, lists and dicts by content (dicts in any order).
 */
bool value_eq(struct value a, struct value b);

/* "string", "list", "article": for messages. */
const char *value_type_name(struct value value);

/* A deep copy in the arena. Objects are not copied. */
struct value value_copy(struct arena *arena, struct value value);

/*
 * The value without control characters in its strings, which escapes of JSON and YAML can
 * name ("\u001b", "\e"). Shares what it does not change.
 */
struct value value_without_controls(struct arena *arena, struct value value);

/* A float as Python's repr writes it: the shortest text that reads back the same. */
void value_format_float(struct buf *out, double number);

/* Add to a dict or list that is being built; it doubles its room in the arena. */
struct value_builder {
	struct arena *arena;
	void *data;
	size_t count, cap;
};

void value_add_item(struct value_builder *builder, struct value item);
void value_add_entry(struct value_builder *builder, struct value_entry entry);
void value_add(struct value_builder *builder, struct str key, struct value value);
struct value value_built_list(const struct value_builder *builder);
struct value value_built_dict(const struct value_builder *builder);

#endif
