/*
 * arena: memory that is freed all at once.
 *
 * Owns its blocks. Nothing allocated from an arena is freed alone: it dies with
 * arena_clear (the memory is returned) or arena_reset (the largest block is kept
 * for the next round). The zero value is empty and ready for use. Allocation
 * cannot fail: when memory is exhausted the program ends in out_of_memory().
 * An arena belongs to one thread at a time. Under AddressSanitizer what is not
 * allocated is poisoned, so that an overrun inside a block is still reported.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

#include "base/attr.h"
#include "base/str.h"

struct arena_block;

struct arena {
	struct arena_block *blocks; /* the newest first */
	char *next, *end;           /* what is left of the newest */
};

/* A point in time to which an arena can be rewound. */
struct arena_mark {
	struct arena_block *blocks;
	char *next;
};

/* size bytes, all zero, aligned for any type. A size of 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same, for count items; an overflow of the product is out of memory. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);

/* size bytes that are not cleared. */
void *arena_alloc_raw(struct arena *arena, size_t size);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) \
	((type *)arena_alloc_array((arena), (count), sizeof(type)))

/* A copy of s that lives as long as the arena. A NUL follows it, outside its length. */
struct str arena_str(struct arena *arena, struct str s);

/* A formatted string in the arena; a NUL follows it. */
struct str arena_printf(struct arena *arena, const char *fmt, ...) PRINTF(2, 3);

/* The same s, NUL-terminated, for a library that needs a C string. */
char *arena_cstr(struct arena *arena, struct str s);

struct arena_mark arena_mark(const struct arena *arena);

/* Free all that was allocated since the mark was taken. */
void arena_rewind(struct arena *arena, struct arena_mark mark);

/* Forget all allocations but keep the newest (largest) block. */
void arena_reset(struct arena *arena);

/* Return all memory; the arena is as new. */
void arena_clear(struct arena *arena);

/* malloc and realloc that cannot fail, for what outgrows arenas. */
void *xmalloc(size_t size);
void *xrealloc(void *ptr, size_t size);
void *xrealloc_array(void *ptr, size_t count, size_t size);

/* The same for count items that are all zero. */
void *xcalloc(size_t count, size_t size);

/*
 * count items, not cleared, that are read or written all over: in large pages, if the
 * system has them (madvise(2), MADV_HUGEPAGE), of which a processor knows many at once.
 * For free().
 */
void *xmalloc_large(size_t count, size_t size);

/* The one place where the program gives up for want of memory: exits with 3. */
NORETURN void out_of_memory(size_t wanted);

#endif
