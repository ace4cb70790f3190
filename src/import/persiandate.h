/*
 * persiandate: dates of the solar calendar of Iran and Afghanistan. Constant tables; owns
 * nothing, cannot fail.
 */
#ifndef IMPORT_PERSIANDATE_H
#define IMPORT_PERSIANDATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/str.h"

/* 1 to 12 of a word of a row (wordlist.h), or 0. */
int persian_month(struct str word);

/* A day of the years in which there were newspapers, as one of the common era. */
bool persian_date(int64_t year, int64_t month, int64_t day, struct date *out);

#endif
