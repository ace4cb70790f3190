/*
 * access: reading values the way Python does: as sequences, as text.
 *
 * Results live in the arena. Nothing here can fail but by saying so.
 */
#ifndef TEMPLATE_ACCESS_H
#define TEMPLATE_ACCESS_H

#include "base/value.h"

/* Anything that can be looped over. */
struct sequence {
	const struct value *items;         /* of a list, or ... */
	const struct value_entry *entries; /* the keys of a dict, or ... */
	const struct object *object;       /* what an object holds, or its names */
	size_t count;
};

/* False if the value cannot be looped over. Undefined is an empty sequence. */
bool sequence_of(struct arena *arena, struct value value, struct sequence *sequence);
struct value sequence_at(const struct sequence *sequence, size_t index);

/* The sequence as a list value. */
struct value sequence_list(struct arena *arena, const struct sequence *sequence);

/* len(): false if the value has none. */
bool value_length(struct value value, size_t *length);

/* The n-th code point of a string that has so many. */
struct str text_char(struct str text, size_t index);

/* "x in container"; false if the container is none. */
bool value_contains(struct arena *arena, struct value container, struct value item,
                    bool *found);

/* container[start:stop:step], each none when left out; false if it has no slices. */
bool value_slice(struct arena *arena, struct value container, const int64_t *start,
                 const int64_t *stop, int64_t step, struct value *result);

/* str(value): the text that {{ value }} writes, before escaping. */
struct str value_to_text(struct arena *arena, struct value value);

/* The same, but safe strings stay safe. */
struct value value_to_str(struct arena *arena, struct value value);

/* str() and repr() */
void print_value(struct buf *out, struct arena *arena, struct value value);
void print_repr(struct buf *out, struct arena *arena, struct value value);

/* Escaped, unless it is safe: the safe string. */
struct value value_escape(struct arena *arena, struct value value);

/* The dict key that a value stands for: its text. */
struct str value_to_key(struct arena *arena, struct value value);

#endif
