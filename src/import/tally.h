/*
 * tally: how often each of very many things was seen, by their 64-bit hashes.
 *
 * Owns its memory (tally_clear returns it); the zero value is empty. It is bounded: when
 * TALLY_MAX things are known, those seen least are forgotten, so that what is common in
 * a million files is still counted while what stood in one of them is not (Manku and
 * Motwani's lossy counting). The same things in the same order give the same counts.
 */
#ifndef IMPORT_TALLY_H
#define IMPORT_TALLY_H

#include <stddef.h>
#include <stdint.h>

#define TALLY_MAX ((size_t)4 << 20) /* 192 MiB at most */

struct tally_entry {
	uint64_t hash;   /* 0: free */
	uint32_t count;  /* rounds it was seen in, or times */
	uint32_t marked; /* how often it was marked: a headline, a capital behind it */
	uint32_t round;  /* the last round in which it was counted */
};

struct tally {
	struct tally_entry *entries;
	size_t count, cap;
};

/* The entry of a hash, made if it is not there; valid until the next call. */
struct tally_entry *tally_add(struct tally *tally, uint64_t hash);

/* The entry, or NULL. */
const struct tally_entry *tally_find(const struct tally *tally, uint64_t hash);

void tally_clear(struct tally *tally);

#endif
