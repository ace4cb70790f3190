/*
 * likeness: are two texts nearly the same?
 *
 * A text's likeness is 64 bits of which few change when few of its words do (simhash:
 * Charikar, STOC 2002). Texts of a sentence or two are too short for it.
 */
#ifndef IMPORT_LIKENESS_H
#define IMPORT_LIKENESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

uint64_t likeness_of(struct arena *arena, struct str text);

/* Do the texts differ by no more than a correction, a date or a line at an end? */
bool likeness_is_near(uint64_t a, uint64_t b);

#endif
