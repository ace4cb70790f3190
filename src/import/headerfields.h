/*
 * headerfields: the named fields at the head of a WARC record or of an HTTP message.
 *
 * One field a line, "Name: value", up to an empty line; lines end in CRLF or LF; a line
 * that begins with a space goes on with the value before it. A line without a colon is
 * no field, and is left out. Names are compared without case. Everything is in the
 * arena or a view of the text. Cannot fail.
 */
#ifndef IMPORT_HEADERFIELDS_H
#define IMPORT_HEADERFIELDS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

struct header_field {
	struct str name, value;
};

struct header_fields {
	struct header_field *items;
	size_t count, cap;
};

/* The fields up to the empty line, or the end; *rest is then what follows it. */
struct header_fields header_fields_read(struct arena *arena, struct str *rest);

/* The value of the first field of that name, or an empty str. */
struct str header_field(const struct header_fields *fields, struct str name);

/* "text/html; charset=utf-8": the type, and the value of one of its parameters. */
struct str media_type(struct str value);
struct str media_parameter(struct str value, struct str name);

#endif
