/*
 * wxrstream: a WordPress export taken apart into its head and its items, without having
 * it in memory.
 *
 * Items are told by their tags alone; what stands in CDATA or a comment is no tag. So a
 * damaged item costs itself and no other. A stream owns the part of the file that it is
 * reading, wxrstream_clear returns it; the zero value with files and path set is at the
 * start. One thread at a time.
 */
#ifndef IMPORT_WXRSTREAM_H
#define IMPORT_WXRSTREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/files.h"

#define WXR_ITEM_MAX ((size_t)32 << 20) /* bytes; a longer one is cut there */

struct wxrstream {
	struct files *files;
	struct str path;
	struct buf data; /* what has been read and not been given */
	size_t at;       /* where to go on in it */
	uint64_t offset; /* where to read on in the file */
	bool ended;      /* nothing is left to read */
	bool cut;        /* the last item had no end */
	enum file_status status;
};

/* All before the first item. False: cannot be read; then status says why. */
bool wxrstream_head(struct wxrstream *stream, struct str *head);

/* The next item with its tags; false if there is none. Valid until the next call. */
bool wxrstream_next(struct wxrstream *stream, struct str *item);

void wxrstream_clear(struct wxrstream *stream);

/* The text of the first element of that name in XML, without its CDATA; not in CDATA. */
struct str wxr_field(struct str xml, struct str name, struct arena *arena);

/* What a plugin or WordPress keeps beside an item, by its key. */
struct str wxr_meta(struct str item, struct str key, struct arena *arena);

#endif
