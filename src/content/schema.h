/*
 * schema: what an unquoted YAML scalar stands for, by the core schema of YAML 1.2.
 *
 * So "no" and "12:30" are texts, and 010 is ten. Owns nothing and cannot fail.
 */
#ifndef CONTENT_SCHEMA_H
#define CONTENT_SCHEMA_H

#include <stdbool.h>

#include "base/str.h"
#include "base/value.h"

/* False if it is a text: then *value is not set. */
bool schema_resolve(struct str scalar, struct value *value);

/* The same with a tag: "int", "float", "bool" or "null". False if it is no such thing. */
bool schema_resolve_as(struct str tag, struct str scalar, struct value *value);

#endif
