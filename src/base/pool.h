/*
 * pool: do the same thing to many items on several threads, results in order.
 *
 * pool_run calls work(context, worker, item) once for each item from 0 to count - 1 and
 * returns when all are done. Items are handed out in order, in small ranges; each call
 * writes only to its own item's place in an array of the caller's, so that the result
 * does not depend on the number of threads. worker (0 to pool_size - 1) names the
 * calling thread's own arenas and buffers. The caller's thread is worker 0. If threads
 * cannot be started, fewer do the work. Cannot fail.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>

struct pool;

/* threads 0 means one for each processor that may be used. */
struct pool *pool_new(unsigned threads);
void pool_free(struct pool *pool);

unsigned pool_size(const struct pool *pool);

/* Hand items out from the last to the first: nothing may depend on their order. */
void pool_reverse(struct pool *pool);

void pool_run(struct pool *pool, size_t count,
              void (*work)(void *context, unsigned worker, size_t item), void *context);

/* The same for items that take so long that each is worth a thread: one at a time. */
void pool_run_long(struct pool *pool, size_t count,
                   void (*work)(void *context, unsigned worker, size_t item),
                   void *context);

#endif
