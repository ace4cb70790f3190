/*
 * number: decimal numbers of any length as floats, the same in every locale.
 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include "base/str.h"

/*
 * The nearest float to a number that the caller has checked to be one: digits, sign,
 * point and exponent. Infinite if it is too large.
 */
double number_parse(struct str digits);

#endif
