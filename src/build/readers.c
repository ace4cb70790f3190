#include "build/readers.h"

#include <stdlib.h>
#include <string.h>

/* Two passes: count the readers of each fact, then put them in their places. */
void readers_make(struct readers *readers, const struct state *state)
{
	uint32_t *starts, *next;

	readers_clear(readers);
	readers->fact_count = state->facts.count;
	starts = xrealloc_array(NULL, (size_t)state->facts.count + 2, sizeof(*starts));
	memset(starts, 0, ((size_t)state->facts.count + 2) * sizeof(*starts));
	for (uint32_t i = 0; i < state->page_paths.count; i++) {
		const struct known_page *page = &state->pages[i];

		for (uint32_t j = 0; !page->is_gone && j < page->fact_count; j++)
			starts[page->facts[j] + 2]++;
	}
	for (uint32_t i = 1; i <= state->facts.count; i++)
		starts[i + 1] += starts[i];
	readers->pages = xrealloc_array(NULL, (size_t)starts[state->facts.count + 1] + 1,
	                                sizeof(*readers->pages));
	readers->starts = starts;
	next = starts +
	       1; /* moves each fact's start to its end, which is the next's start */
	for (uint32_t i = 0; i < state->page_paths.count; i++) {
		const struct known_page *page = &state->pages[i];

		for (uint32_t j = 0; !page->is_gone && j < page->fact_count; j++)
			readers->pages[next[page->facts[j]]++] = i;
	}
}

void readers_add(struct readers *readers, uint32_t page)
{
	for (uint32_t i = 0; i < readers->later_count; i++)
		if (readers->later[i] == page)
			return;
	if (readers->later_count == readers->later_cap) {
		readers->later_cap = readers->later_cap ? readers->later_cap * 2 : 64;
		readers->later = xrealloc_array(readers->later, readers->later_cap,
		                                sizeof(*readers->later));
	}
	readers->later[readers->later_count++] = page;
}

static bool reads(const struct known_page *page, uint32_t fact)
{
	for (uint32_t i = 0; i < page->fact_count; i++)
		if (page->facts[i] == fact)
			return !page->is_gone;
	return false;
}

void readers_of(const struct readers *readers, const struct state *state, uint32_t fact,
                void (*each)(void *context, uint32_t page), void *context)
{
	if (fact < readers->fact_count)
		for (uint32_t i = readers->starts[fact]; i < readers->starts[fact + 1];
		     i++)
			if (reads(&state->pages[readers->pages[i]], fact))
				each(context, readers->pages[i]);
	for (uint32_t i = 0; i < readers->later_count; i++)
		if (reads(&state->pages[readers->later[i]], fact))
			each(context, readers->later[i]);
}

void readers_clear(struct readers *readers)
{
	free(readers->starts);
	free(readers->pages);
	free(readers->later);
	*readers = (struct readers){ 0 };
}
