/*
 * literal: TOML's strings, numbers, booleans, dates and times.
 *
 * A cursor moves through the text of one document; each function takes one thing off
 * it. On failure an error has been added and the cursor stands anywhere. Strings are
 * allocated in the cursor's arena.
 */
#ifndef CONTENT_LITERAL_H
#define CONTENT_LITERAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/value.h"

struct cursor {
	const struct source *source;
	struct str text; /* from the source's first byte to the document's end */
	size_t at;
	struct arena *arena;
	struct diags *diags;
};

/* Does the text go on with this? Take it off if it does. */
bool cursor_sees(const struct cursor *in, struct str what);
bool cursor_take(struct cursor *in, struct str what);

/* From start to where the cursor stands; and the character that it stands before. */
struct span cursor_span(const struct cursor *in, size_t start);
struct span cursor_character(const struct cursor *in);

/* An error that says what should stand here, and what does. */
bool cursor_expected(const struct cursor *in, const char *what);

/* "basic" or 'literal'; with is_long also """of several lines""" and '''such'''. */
bool literal_string(struct cursor *in, bool is_long, struct str *text);

/* A number, true, false, inf, nan; dates and times as strings in ISO form. */
bool literal_word(struct cursor *in, struct value *value);

#endif
