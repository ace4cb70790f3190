/*
 * complaint: what libyaml finds wrong, in words that an editor understands.
 *
 * libyaml names the rule of its grammar that failed; people want to know which of the
 * few usual slips it was, and what to write instead. Knows libyaml's texts, but not its
 * interface. Cannot fail.
 */
#ifndef CONTENT_COMPLAINT_H
#define CONTENT_COMPLAINT_H

#include <stddef.h>

#include "base/diag.h"

struct complaint {
	const char *problem;             /* libyaml's text */
	size_t at;                       /* where it noticed, as a byte of the source */
	size_t context;                  /* where what it was reading began */
	size_t end;                      /* of the text that was read */
	size_t quoted_start, quoted_end; /* the last scalar in quotes; equal: none yet */
};

/* Adds one error with a hint; always returns false. */
bool complain(const struct source *source, const struct complaint *complaint,
              struct diags *diags);

#endif
