/*
 * inflate: bytes that were compressed by deflate, piece by piece (the only includer of
 * zlib).
 *
 * One struct inflater undoes one member: gzip's (with its checksum), zlib's, or bare
 * deflate's; inflater_begin makes it ready for the next. It holds 64 KiB or less whatever
 * comes. Nothing is trusted: a member is at most INFLATE_RATIO times as large as what it
 * was made of, once it is larger than INFLATE_FREE; what claims more is a bomb. Cannot
 * fail but for memory. One thread at a time.
 */
#ifndef IMPORT_INFLATE_H
#define IMPORT_INFLATE_H

#include <stddef.h>

#include "base/str.h"

/* Deflate makes at most 1032 out of 1; text and pictures are seldom worth more than 20.
 */
#define INFLATE_RATIO 250
#define INFLATE_FREE  ((size_t)64 << 20)

enum inflate_form { INFLATE_GZIP, INFLATE_ZLIB, INFLATE_BARE };

enum inflate_state {
	INFLATE_MORE,    /* all input was used, or the room is full */
	INFLATE_DONE,    /* the member has ended; what is left of input is behind it */
	INFLATE_DAMAGED, /* it is not what it should be from about here on */
	INFLATE_BOMB,
};

struct inflater;

struct inflater *inflater_new(void);
void inflater_free(struct inflater *inflater);

/* Make ready for a member from its first byte on. */
void inflater_begin(struct inflater *inflater, enum inflate_form form);

/*
 * Take from the front of *input what can be taken, and put at most size bytes to data;
 * *made is how many. What was made before damage counts.
 */
enum inflate_state inflater_add(struct inflater *inflater, struct str *input, char *data,
                                size_t size, size_t *made);

#endif
