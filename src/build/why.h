/*
 * why: what a page is made from, and why it was made last, as the state remembers it.
 *
 * Only looks: a build or a preview may hold the state meanwhile.
 */
#ifndef BUILD_WHY_H
#define BUILD_WHY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "content/article.h"

struct why {
	struct str path;    /* below the output */
	struct str source;  /* empty: made from no file of its own */
	struct str reasons; /* lines: why it was made last */
	struct strs facts;  /* what it read then */
	bool is_unfinished; /* it should have been made again, and was not */
};

/*
 * Every page that a reference stands for: a URL of the site, a path of the output, or the
 * path of a source. In the arena; *count is 0, and there is an error, if there is none.
 */
bool why_find(struct str output, struct str reference, struct arena *arena,
              struct why **found, size_t *count, struct diags *diags);

#endif
