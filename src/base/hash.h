/*
 * hash: 128-bit content hashes, by XXH3 (the only includer of xxhash.h).
 *
 * Not cryptographic: it tells whether bytes changed, not who changed them.
 * Cannot fail and allocates nothing.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct hash {
	uint64_t high, low;
};

struct hash hash_bytes(struct str bytes);
struct hash hash_number(uint32_t number);

/* The hash of bytes that come in parts: the same as that of all of them together. */
struct hasher;
struct hasher *hasher_new(void);
void hasher_add(struct hasher *hasher, struct str part);
struct hash hasher_end(struct hasher *hasher); /* frees it */

/* The hash of a sequence: order matters, and so do the borders between its parts. */
struct hash hash_join(struct hash a, struct hash b);

bool hash_eq(struct hash a, struct hash b);
int hash_cmp(struct hash a, struct hash b);

/* 64 bits, for tables and for shards. */
uint64_t hash_short(struct str bytes);

/* Lower-case hexadecimal: the first digits (at most 32) of the hash. */
struct str hash_hex(struct arena *arena, struct hash hash, unsigned digits);

#endif
