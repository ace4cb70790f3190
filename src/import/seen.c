#include "import/seen.h"

#include <stdlib.h>

#include "import/likeness.h"

enum sameness seen_note(struct seen *seen, struct str name, struct str text,
                        struct arena *scratch)
{
	uint64_t likeness = likeness_of(scratch, text);
	uint32_t n = table_find(&seen->names, name);

	if (n != TABLE_NONE)
		return likeness_is_near(seen->likenesses[n], likeness) ? SEEN_COPY
		                                                       : SEEN_OTHER;
	n = table_add(&seen->names, arena_str(&seen->arena, name), NULL);
	if (n >= seen->cap) {
		seen->cap = 2 * seen->cap + 16;
		seen->likenesses = xrealloc_array(seen->likenesses, seen->cap,
		                                  sizeof(*seen->likenesses));
	}
	seen->likenesses[n] = likeness;
	return SEEN_NEW;
}

void seen_clear(struct seen *seen)
{
	table_clear(&seen->names);
	arena_clear(&seen->arena);
	free(seen->likenesses);
	*seen = (struct seen){ 0 };
}
