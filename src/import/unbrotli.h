/*
 * unbrotli: bytes that were compressed by brotli, as a whole (the only includer of its
 * decoder). Cannot fail but for memory.
 */
#ifndef IMPORT_UNBROTLI_H
#define IMPORT_UNBROTLI_H

#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

enum unbrotli {
	UNBROTLI_WHOLE,
	UNBROTLI_CUT_SHORT,
	UNBROTLI_DAMAGED,
	UNBROTLI_TOO_LARGE
};

/* Append at most limit bytes; what comes before damage is appended, too. */
enum unbrotli unbrotli(struct str input, size_t limit, struct buf *out);

#endif
