/*
 * bylineplain: a byline without what stands in it beside names and dates: credits of
 * pictures, addresses, counts of comments. What marks names in Chinese, Japanese and
 * Korean comes in front of them.
 *
 * Views of the text, or in the arena. Cannot fail.
 */
#ifndef IMPORT_BYLINEPLAIN_H
#define IMPORT_BYLINEPLAIN_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

struct str byline_plain(struct arena *arena, struct str text);

/* "Jr.", "M.D.": may stand behind a comma, and belongs to the name. */
bool is_name_suffix(struct arena *arena, struct str piece);

#endif
