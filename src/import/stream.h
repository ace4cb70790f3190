/*
 * stream: what is read of an inlet, as one row of bytes that can be looked ahead in.
 *
 * Bytes are known by their offset: how many were read before them since the stream was
 * opened or sought. A window holds those from the last stream_drop on; it is as large as
 * its user reaches ahead. Borders say where members begin; one that is a break follows
 * damage, over which nothing can go on. Damage is a warning that names the file and the
 * byte, "byte 120", or "byte 120+34" for the 34th byte of what is compressed there; after
 * a few they are only counted.
 *
 * Owns the inlet and the window. One thread.
 */
#ifndef IMPORT_STREAM_H
#define IMPORT_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/diag.h"
#include "import/inlet.h"

#define STREAM_DAMAGES 20 /* that are said: the others are counted */

struct border {
	uint64_t offset;
	struct place place;
	bool is_break;
};

struct stream {
	struct str path;     /* for messages */
	struct diags *diags; /* or NULL: nothing is said */
	size_t damages;      /* that were, or would have been, said */
	bool failed;         /* the supply did */
	bool ended;          /* nothing is behind the window */
	struct inlet inlet;
	struct buf window;
	uint64_t base;          /* offset of the window's first byte */
	struct border *borders; /* in the window, and the one before it */
	size_t border_count, border_cap;
};

/* False if nothing can be read; that is said. path must outlive the stream. */
bool stream_open(struct stream *stream, struct supply supply, struct str path,
                 struct diags *diags);
void stream_close(struct stream *stream);

/* Go to a place, and say its offset; false if it is not there any more. */
bool stream_seek(struct stream *stream, struct place place, uint64_t *offset);

/* Read some more; false at the end. */
bool stream_fill(struct stream *stream);

/* Have bytes up to an offset; false if there are not so many. */
bool stream_reach(struct stream *stream, uint64_t offset);

/* Forget what is before an offset (once it is worth moving the rest). */
void stream_drop(struct stream *stream, uint64_t offset);

/* What is in the window from an offset on, valid until more is read, and its end. */
struct str stream_from(const struct stream *stream, uint64_t offset);
uint64_t stream_end(const struct stream *stream);

/* Where in the file a byte of the window is. */
struct place stream_place(const struct stream *stream, uint64_t offset);

/* Say that something is wrong at a place. */
void stream_complain(struct stream *stream, struct place place, const char *fmt, ...)
	PRINTF(3, 4);

#endif
