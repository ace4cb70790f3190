/*
 * balance: are the elements of an HTML page opened and closed as they should be?
 *
 * Knows void elements and those whose end may be left out, and lets everything else pass
 * only if it is nested. The stack views the page; reset it for the next with count = 0.
 */
#ifndef CHECK_BALANCE_H
#define CHECK_BALANCE_H

#include <stdbool.h>
#include <stddef.h>

#include "check/tags.h"

#define BALANCE_DEPTH 512 /* browsers nest no deeper */

struct balance {
	struct tag open[BALANCE_DEPTH];
	size_t count;
};

/* What is wrong with the next tag, in the arena; empty: nothing. */
struct str balance_add(struct balance *balance, const struct tag *tag,
                       struct arena *arena);

/* What is still open at the end of the page; false if nothing is that should not be. */
bool balance_end(const struct balance *balance, struct tag *open);

#endif
