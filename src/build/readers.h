/*
 * readers: which pages read a fact, the traces turned round.
 *
 * Made from a state at once; pages that are made later are told, one by one, and are then
 * looked through. Holds numbers only, and is right as long as no fact or page of the
 * state changes its own. Cannot fail. The zero value is that of a state without pages.
 */
#ifndef BUILD_READERS_H
#define BUILD_READERS_H

#include <stdbool.h>
#include <stdint.h>

#include "build/state.h"

struct readers {
	uint32_t *starts; /* the readers of fact i are pages[starts[i]..starts[i + 1]) */
	uint32_t *pages;
	uint32_t fact_count;
	uint32_t *later; /* pages made since */
	uint32_t later_count, later_cap;
};

void readers_make(struct readers *readers, const struct state *state);

/* The page was made again: its trace is another. */
void readers_add(struct readers *readers, uint32_t page);

/* Call a function with every page that reads the fact, some of them more than once. */
void readers_of(const struct readers *readers, const struct state *state, uint32_t fact,
                void (*each)(void *context, uint32_t page), void *context);

void readers_clear(struct readers *readers);

#endif
