#include "base/number.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

double number_parse(struct str digits)
{
	char few[64];
	char *text = digits.len < sizeof(few) ? few : xmalloc(digits.len + 1);
	double number;

	/* The program never sets a locale, so that strtod's point is a point. */
	if (digits.len)
		memcpy(text, digits.ptr, digits.len);
	text[digits.len] = '\0';
	number = strtod(text, NULL);
	if (text != few)
		free(text);
	return number;
}
