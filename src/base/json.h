/*
 * json: reading and writing JSON (RFC 8259) as values.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/value.h"

#define JSON_DEPTH 200 /* nesting that recursion can bear and no person writes */

/*
 * Read one JSON value from source, from *at on, and move *at behind it and the white
 * space that follows. Keys keep their order and their offsets in the source; a key that
 * comes twice is an error. Strings live in the arena; that they are UTF-8 is for the
 * caller to check.
 */
bool json_parse(const struct source *source, size_t *at, struct arena *arena,
                struct value *value, struct diags *diags);

enum json_style {
	JSON_PLAIN = 0,
	JSON_IN_HTML = 1, /* < > & ' as \u escapes: safe in <script> and in attributes */
	JSON_SORTED = 2,  /* keys in byte order */
};

/*
 * indent 0 is one line, with a space behind "," and ":". What JSON cannot hold is
 * written as null: undefined, objects, infinite numbers, what lies deeper than
 * JSON_DEPTH.
 */
void json_write(struct buf *out, struct value value, unsigned style, unsigned indent);

#endif
