/*
 * inlet: the bytes of an input that may be compressed by gzip, in one member or in many.
 *
 * A supply gives the bytes as they are stored (a file, or a file in a WACZ). An inlet
 * reads them in parts and undoes gzip, if the first two bytes say that there is any. It
 * knows the place of every byte: where in the file its member begins, and how far into
 * what was compressed there. A place can be sought again, from another inlet, too.
 *
 * Damage ends a member; inlet_recover goes on at the next member that holds a record of
 * a WARC. Memory is some 600 KiB, whatever the input. Owns what it reads into; not the
 * supply's context. One thread at a time.
 */
#ifndef IMPORT_INLET_H
#define IMPORT_INLET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/files.h"
#include "import/inflate.h"

#define INLET_PART ((size_t)256 << 10) /* bytes read, or made, at a time */

struct supply {
	void *context;
	/* Append at most limit bytes from an offset on; none behind the end. */
	enum file_status (*read)(void *context, uint64_t at, size_t limit,
	                         struct buf *out);
	uint64_t size;
};

/* A byte: its offset in a plain file; or its member's, and its own in what that holds. */
struct place {
	uint64_t at, within;
};

enum inlet_state {
	INLET_BYTES,
	INLET_BORDER, /* a member begins here; nothing was read */
	INLET_END,
	INLET_DAMAGED, /* what was read before it counts */
	INLET_BOMB,
	INLET_FAILED, /* the supply did; inlet.status says why */
};

struct inlet {
	struct supply supply;
	struct inflater *inflater; /* NULL: the input is plain */
	struct buf raw;            /* what was read of the supply, ... */
	size_t taken;              /* ... how much of it was used, ... */
	uint64_t raw_at;           /* ... and where its first byte is */
	struct place place;        /* of the next byte */
	bool inside;               /* of a member */
	bool holds_more;           /* it may have bytes of what was taken already */
	uint64_t again;            /* bytes read a second time */
	enum file_status status;
};

/* False if the supply fails at its first bytes. */
bool inlet_open(struct inlet *inlet, struct supply supply);
void inlet_close(struct inlet *inlet);

/* Append some bytes, all of one member, at most INLET_PART. */
enum inlet_state inlet_read(struct inlet *inlet, struct buf *out);

/* Make the byte at a place the next one; false if it is not there any more. */
bool inlet_seek(struct inlet *inlet, struct place place);

/* Has all of the supply been used? */
bool inlet_is_at_end(const struct inlet *inlet);

/* Append bytes of the supply from an offset on, at most limit; nothing else moves. */
bool inlet_peek(struct inlet *inlet, uint64_t at, size_t limit, struct buf *out);

/*
 * May a place be sought that was passed? It costs reading its member again, which an
 * input made for it could have us do over and over.
 */
bool inlet_may_go_back(struct inlet *inlet, struct place place);

/* After damage: go to the next member that begins with "WARC/", if there is one. */
bool inlet_recover(struct inlet *inlet);

#endif
