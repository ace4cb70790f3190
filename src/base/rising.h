/*
 * rising: numbers in order, each at its place.
 */
#ifndef BASE_RISING_H
#define BASE_RISING_H

#include <stdint.h>

/* For qsort and bsearch of uint32_t. */
int rising_compare(const void *a, const void *b);

/* Among count rising numbers the place of the first that is not below one; or count. */
uint32_t rising_place(const uint32_t *numbers, uint32_t count, uint32_t number);

#endif
