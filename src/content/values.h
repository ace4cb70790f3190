/*
 * values: what the values of HTML attributes may be. Cannot fail, allocates nothing.
 */
#ifndef CONTENT_VALUES_H
#define CONTENT_VALUES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* A plain name: letters, digits, - _ . : and all beyond ASCII. */
bool value_is_id(struct str id);

/* Letters, digits, - and _. */
bool value_is_class(struct str name);

/* The form of a BCP 47 tag; not a check against the registry, but "English" and "en_GB"
 * are none. */
bool value_is_language(struct str tag);

/* A year, month, day or point in time as <time> and the checkers of HTML have them. */
bool value_is_date(struct str s);

/* Like "2x", "640w", or nothing. */
bool value_is_descriptor(struct str s);

/* One of the words, which are written " a b c ". */
bool value_is_word(struct str word, const char *words);

/* A number from low to high without a sign; "px" may follow. */
bool value_to_number(struct str s, int64_t low, int64_t high, int64_t *number);

/* Take the next of some words off *rest. */
bool value_next_word(struct str *rest, struct str *word);

#endif
