/*
 * anydate: dates as other programs write them: ISO with slashes or single digits, Ruby's
 * "2014-02-03 10:00 EST", mail's "Mon, 03 Feb 2014 10:00:00 GMT", Go's "Feb 3, 2014".
 *
 * English names of months; a time in a named zone of North America, or an offset, keeps
 * it. Owns nothing, cannot fail.
 */
#ifndef IMPORT_ANYDATE_H
#define IMPORT_ANYDATE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/str.h"

/* All of text must be a date. A date that could be two days (04/05/2014) is none. */
bool anydate_parse(struct str text, struct date *date);

#endif
