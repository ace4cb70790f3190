/*
 * pack: values as bytes, to be read back by the same version of the program.
 *
 * Numbers take as few bytes as they need (7 bits each, the lowest first); strings and
 * hashes stand as they are. Reading never goes beyond the end: what is cut short or
 * damaged gives zeros, and failed is set. Strings read are views into the packed bytes.
 */
#ifndef BASE_PACK_H
#define BASE_PACK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/stamp.h"
#include "base/str.h"

/* In the header because nothing else is written as often. */
static inline void pack_uint(struct buf *out, uint64_t n)
{
	char *at = buf_reserve(out, 10), *start = at;

	for (; n >= 0x80; n >>= 7)
		*at++ = (char)(n | 0x80);
	*at++ = (char)n;
	out->len += (size_t)(at - start);
}

void pack_str(struct buf *out, struct str s);
void pack_hash(struct buf *out, struct hash hash);
void pack_date(struct buf *out, struct date date);
void pack_stamp(struct buf *out, struct stamp stamp);

struct unpack {
	struct str rest;
	bool failed;
};

/* In the header because nothing else is read as often. */
static inline uint64_t unpack_uint(struct unpack *in)
{
	uint64_t n = 0;

	for (size_t i = 0; i < in->rest.len && i < 10; i++) {
		unsigned char byte = (unsigned char)in->rest.ptr[i];

		n |= (uint64_t)(byte & 0x7f) << (7 * i);
		if (byte < 0x80) {
			in->rest.ptr += i + 1;
			in->rest.len -= i + 1;
			return n;
		}
	}
	in->rest = (struct str){ 0 };
	in->failed = true;
	return 0;
}

struct str unpack_str(struct unpack *in);
struct hash unpack_hash(struct unpack *in);
struct date unpack_date(struct unpack *in);
struct stamp unpack_stamp(struct unpack *in);

/* A count of items that take at least a byte each: never more than there are bytes. */
size_t unpack_count(struct unpack *in);

#endif
