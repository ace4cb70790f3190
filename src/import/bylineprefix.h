/*
 * bylineprefix: what stands before the names of a byline: "By", "Words:", "Автор:".
 *
 * Views of the text. Cannot fail.
 */
#ifndef IMPORT_BYLINEPREFIX_H
#define IMPORT_BYLINEPREFIX_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* Remove it; false, and the text as it is, if there is none. */
bool byline_skip_prefix(struct arena *arena, struct str *text);

#endif
