/*
 * rising: numbers in order, each at its place.
 */
#ifndef BASE_RISING_H
#define BASE_RISING_H

#include <stddef.h>
#include <stdint.h>

/* For qsort and bsearch of uint32_t. */
int rising_compare(const void *a, const void *b);

/*
 * Put numbers in order (a radix sort: for many short lists of them). There must be as
 * much room behind them as they take, which is written to.
 */
void rising_sort(uint32_t *numbers, size_t count);

/* Among count rising numbers the place of the first that is not below one; or count. */
uint32_t rising_place(const uint32_t *numbers, uint32_t count, uint32_t number);

#endif
