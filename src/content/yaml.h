/*
 * yaml: YAML 1.1 as people write it in front matter, by libyaml's events (the only
 * includer of yaml.h). Plain scalars are resolved by YAML 1.2's core schema (so "no" and
 * "12:30" are strings), dates stay strings. Aliases are bounded: a document that
 * expands to more than YAML_NODES values is an error, as is nesting beyond YAML_DEPTH.
 */
#ifndef CONTENT_YAML_H
#define CONTENT_YAML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/value.h"

#define YAML_NODES 100000
#define YAML_DEPTH 100

/* The bytes [start, end) of source as one document; empty text is an empty dict. */
bool yaml_parse(const struct source *source, size_t start, size_t end,
                struct arena *arena, struct value *out, struct diags *diags);

#endif
