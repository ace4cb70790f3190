/*
 * insertion: a text of several lines that is put into a line of Markdown: within the
 * quotes and list items that the line stands in.
 *
 * Results are in the arena. Linear; cannot fail.
 */
#ifndef IMPORT_INSERTION_H
#define IMPORT_INSERTION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/*
 * What a line needs before it to stand where a place in a text stands: ">", and a blank
 * for each character of an item's mark. *starts_item: nothing but such marks precedes the
 * place in its line.
 */
struct str insertion_prefix(struct arena *arena, struct str text, size_t place,
                            bool *starts_item);

/* All lines but the first with the prefix; those that have it (code does) as they are. */
struct str insertion_lines(struct arena *arena, struct str lines, struct str prefix);

#endif
