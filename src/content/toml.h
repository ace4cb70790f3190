/*
 * toml: TOML 1.0. Dates and times become strings in ISO form.
 */
#ifndef CONTENT_TOML_H
#define CONTENT_TOML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/value.h"

#define TOML_DEPTH 100

/* The bytes [start, end) of source as one document. */
bool toml_parse(const struct source *source, size_t start, size_t end,
                struct arena *arena, struct value *out, struct diags *diags);

#endif
