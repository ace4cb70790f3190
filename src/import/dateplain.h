/*
 * dateplain: a line of dates in plain signs, so that it can be read as words: digits of
 * any script as ASCII's, "2014年5月12日" as "2014 5 12", "2014-05-12T10:30:00Z" as
 * "2014-05-12 10:30 z", years of two digits with their century.
 *
 * The result is the arena's, or the text itself. Cannot fail.
 */
#ifndef IMPORT_DATEPLAIN_H
#define IMPORT_DATEPLAIN_H

#include "base/arena.h"
#include "base/str.h"

/* What an offset from UTC becomes: the name of a zone that is none. */
#define DATE_OFFSET_WORD "offset"

struct str date_plain(struct arena *arena, struct str text);

#endif
