#include "import/seen.h"

#include <stdlib.h>

#include "import/likeness.h"

enum sameness seen_note(struct seen *seen, struct str name, struct str text,
                        struct arena *scratch)
{
	uint64_t likeness = likeness_of(scratch, text);
	bool is_new;
	uint32_t n = hashset_add(&seen->names, name, &is_new);

	if (!is_new)
		return likeness_is_near(seen->likenesses[n], likeness) ? SEEN_COPY
		                                                       : SEEN_OTHER;
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
	hashset_clear(&seen->names);
	free(seen->likenesses);
	*seen = (struct seen){ 0 };
}
