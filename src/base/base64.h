/*
 * base64: bytes that are written in 64 characters (RFC 4648, with "+" and "/").
 *
 * In the arena; reads once; owns nothing.
 */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* Space and missing "=" are allowed; false if anything else is not as it should be. */
bool base64_decode(struct arena *arena, struct str text, struct str *bytes);

#endif
