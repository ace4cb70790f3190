#include "base/rising.h"

#include <string.h>

#define DIGIT_BITS 9
#define DIGITS     (1u << DIGIT_BITS)

int rising_compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

uint32_t rising_place(const uint32_t *numbers, uint32_t count, uint32_t number)
{
	uint32_t low = 0, high = count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (numbers[middle] < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void sort_by_digit(const uint32_t *from, uint32_t *to, size_t count,
                          unsigned shift)
{
	uint32_t places[DIGITS] = { 0 }, place = 0;

	for (size_t i = 0; i < count; i++)
		places[from[i] >> shift & (DIGITS - 1)]++;
	for (size_t i = 0; i < DIGITS; i++) {
		uint32_t so_many = places[i];

		places[i] = place;
		place += so_many;
	}
	for (size_t i = 0; i < count; i++)
		to[places[from[i] >> shift & (DIGITS - 1)]++] = from[i];
}

void rising_sort(uint32_t *numbers, size_t count)
{
	uint32_t *from = numbers, *to = numbers + count, bits = 0;

	for (size_t i = 0; i < count; i++)
		bits |= numbers[i];
	for (unsigned shift = 0; shift < 32 && bits >> shift; shift += DIGIT_BITS) {
		uint32_t *sorted = to;

		sort_by_digit(from, to, count, shift);
		to = from;
		from = sorted;
	}
	if (from != numbers)
		memcpy(numbers, from, count * sizeof(*from));
}
