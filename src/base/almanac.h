/*
 * almanac: what months and days are called in the languages of newspapers.
 *
 * Constant data; owns nothing and cannot fail.
 */
#ifndef BASE_ALMANAC_H
#define BASE_ALMANAC_H

#include "base/str.h"

/* A language's names, each list in one string with "|" between them. */
struct almanac {
	const char *tags;   /* primary subtags, lower case, with a space behind each */
	const char *months; /* January first, as they stand alone: "May 2014" */
	const char *dated;  /* as they stand beside a day, where that differs; or NULL */
	const char *short_months;
	const char *days; /* Sunday first */
	const char *short_days;
	const char *halves; /* "AM|PM" */
};

/* By the primary subtag of a BCP 47 tag ("pt-BR"); English if it is not known. */
const struct almanac *almanac_of(struct str language);

/* The index-th name of a list, from 0. */
struct str almanac_name(const char *list, unsigned index);

#endif
