#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/arena.h"

#define THREADS_MAX 256
/* Items taken at once: few enough to balance, enough not to contend. */
#define RANGE 8

struct pool {
	pthread_mutex_t mutex;
	pthread_cond_t begin, end;
	pthread_t threads[THREADS_MAX];
	unsigned size;     /* workers, the caller's thread included */
	unsigned busy;     /* threads still in this round */
	unsigned round;    /* counts pool_run calls, so that a thread sees a new one */
	unsigned starting; /* the number for the next thread that starts */
	bool closing;
	bool backwards;

	void (*work)(void *context, unsigned worker, size_t item);
	void *context;
	size_t count, range;
	atomic_size_t next;
};

static void work_off(struct pool *pool, unsigned worker)
{
	for (;;) {
		size_t item = atomic_fetch_add(&pool->next, pool->range);
		size_t end = item + pool->range;

		if (item >= pool->count)
			return;
		if (end > pool->count)
			end = pool->count;
		for (; item < end; item++)
			pool->work(pool->context, worker,
			           pool->backwards ? pool->count - 1 - item : item);
	}
}

static void *run_thread(void *argument)
{
	struct pool *pool = argument;
	unsigned seen = 0, worker;

	pthread_mutex_lock(&pool->mutex);
	worker = pool->starting++;
	for (;;) {
		while (pool->round == seen && !pool->closing)
			pthread_cond_wait(&pool->begin, &pool->mutex);
		if (pool->closing)
			break;
		seen = pool->round;
		pthread_mutex_unlock(&pool->mutex);
		work_off(pool, worker);
		pthread_mutex_lock(&pool->mutex);
		if (--pool->busy == 0)
			pthread_cond_signal(&pool->end);
	}
	pthread_mutex_unlock(&pool->mutex);
	return NULL;
}

static unsigned processors(void)
{
	cpu_set_t set;

	if (sched_getaffinity(0, sizeof(set), &set) != 0)
		return 1;
	return (unsigned)CPU_COUNT(&set);
}

struct pool *pool_new(unsigned threads)
{
	struct pool *pool = xmalloc(sizeof(*pool));

	*pool = (struct pool){ .size = 1, .starting = 1 };
	pthread_mutex_init(&pool->mutex, NULL);
	pthread_cond_init(&pool->begin, NULL);
	pthread_cond_init(&pool->end, NULL);
	if (threads == 0)
		threads = processors();
	if (threads > THREADS_MAX)
		threads = THREADS_MAX;
	while (pool->size < threads &&
	       pthread_create(&pool->threads[pool->size], NULL, run_thread, pool) == 0)
		pool->size++;
	return pool;
}

void pool_free(struct pool *pool)
{
	if (!pool)
		return;
	pthread_mutex_lock(&pool->mutex);
	pool->closing = true;
	pthread_cond_broadcast(&pool->begin);
	pthread_mutex_unlock(&pool->mutex);
	for (unsigned i = 1; i < pool->size; i++)
		pthread_join(pool->threads[i], NULL);
	pthread_cond_destroy(&pool->begin);
	pthread_cond_destroy(&pool->end);
	pthread_mutex_destroy(&pool->mutex);
	free(pool);
}

unsigned pool_size(const struct pool *pool)
{
	return pool->size;
}

void pool_reverse(struct pool *pool)
{
	pool->backwards = true;
}

static void run(struct pool *pool, size_t count, size_t range,
                void (*work)(void *context, unsigned worker, size_t item), void *context)
{
	pthread_mutex_lock(&pool->mutex);
	pool->work = work;
	pool->context = context;
	pool->count = count;
	pool->range = range;
	atomic_store(&pool->next, 0);
	/* What one thread takes at once is done sooner than another wakes. */
	if (count > range) {
		pool->busy = pool->size - 1;
		pool->round++;
		pthread_cond_broadcast(&pool->begin);
	}
	pthread_mutex_unlock(&pool->mutex);
	work_off(pool, 0);
	pthread_mutex_lock(&pool->mutex);
	while (pool->busy)
		pthread_cond_wait(&pool->end, &pool->mutex);
	pthread_mutex_unlock(&pool->mutex);
}

void pool_run(struct pool *pool, size_t count,
              void (*work)(void *context, unsigned worker, size_t item), void *context)
{
	run(pool, count, RANGE, work, context);
}

void pool_run_long(struct pool *pool, size_t count,
                   void (*work)(void *context, unsigned worker, size_t item),
                   void *context)
{
	run(pool, count, 1, work, context);
}
