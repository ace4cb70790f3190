#include "serve/ranges.h"

#include <stdbool.h>

/* Digits alone; str_to_int takes signs, too. More than fit are as good as the most. */
static bool read_number(struct str text, uint64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < text.len; i++) {
		unsigned digit = (unsigned)(text.ptr[i] - '0');

		if (!is_digit(text.ptr[i]))
			return false;
		*number = *number > (UINT64_MAX - digit) / 10 ? UINT64_MAX
		                                              : *number * 10 + digit;
	}
	return text.len > 0;
}

static enum range_status last_bytes(uint64_t count, uint64_t size, struct range *range)
{
	if (count == 0 || size == 0)
		return RANGE_NONE;
	range->length = count < size ? count : size;
	range->start = size - range->length;
	return RANGE_PART;
}

enum range_status range_read(struct str header, uint64_t size, struct range *range)
{
	struct str first, last;
	uint64_t start, end = UINT64_MAX;

	if (!str_has_prefix_nocase(header, STR("bytes=")))
		return RANGE_ALL;
	header = str_trim(str_from(header, sizeof("bytes=") - 1));
	if (!str_cut(header, '-', &first, &last))
		return RANGE_ALL;
	if (first.len == 0)
		return read_number(last, &end) ? last_bytes(end, size, range) : RANGE_ALL;
	if (!read_number(first, &start) || (last.len && !read_number(last, &end)) ||
	    end < start)
		return RANGE_ALL;
	if (start >= size)
		return RANGE_NONE;
	if (end > size - 1)
		end = size - 1;
	*range = (struct range){ start, end - start + 1 };
	return RANGE_PART;
}
