/*
 * monthnames: the names of months in the languages of Europe, Arabic, Persian and Hebrew,
 * as words of a row (wordlist.h). A constant table; owns nothing, cannot fail.
 */
#ifndef IMPORT_MONTHNAMES_H
#define IMPORT_MONTHNAMES_H

#include "base/str.h"

/* 1 to 12, or 0. */
int month_named(struct str word);

#endif
