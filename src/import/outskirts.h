/*
 * outskirts: what of an article stands outside of the element that holds its text.
 *
 * Many pages have the standfirst, a first paragraph, a correction or the second half of a
 * text beside that element, in the same article. Nothing marks it but its place: it
 * stands between the headline and the text, or right behind the text. Linear in the
 * number of blocks.
 */
#ifndef IMPORT_OUTSKIRTS_H
#define IMPORT_OUTSKIRTS_H

#include "base/arena.h"
#include "import/choose.h"
#include "import/metadata.h"

/* Widens the choice by it; a standfirst becomes that of the data instead. */
void outskirts_take(struct arena *arena, struct blocks *blocks, struct choice *choice,
                    struct metadata *data);

#endif
