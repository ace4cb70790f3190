#include "base/pool.h"

#include <stdatomic.h>
#include <string.h>

#include "fixture.h"
#include "t.h"

#define ITEMS  1000
#define ROUNDS 200

struct job {
	uint64_t results[ITEMS];
	atomic_int busy[8]; /* calls that worker is in: never more than one */
	atomic_int overlaps;
	unsigned size;
	uint64_t round;
};

static void square(void *context, unsigned worker, size_t item)
{
	struct job *job = context;

	if (worker >= job->size || atomic_fetch_add(&job->busy[worker], 1) != 0)
		atomic_fetch_add(&job->overlaps, 1);
	job->results[item] += (uint64_t)item * item + job->round;
	atomic_fetch_sub(&job->busy[worker], 1);
}

TEST(pool, does_every_item_once_on_any_number_of_threads)
{
	for (unsigned threads = 1; threads <= 8; threads++) {
		struct pool *pool = pool_new(threads);
		struct job *job = ARENA_NEW(&t_arena, struct job);

		CHECK_INT(pool_size(pool), threads);
		job->size = pool_size(pool);
		pool_run(pool, ITEMS, square, job);
		for (size_t i = 0; i < ITEMS; i++)
			CHECK_INT(job->results[i], i * i);
		CHECK_INT(atomic_load(&job->overlaps), 0);
		pool_free(pool);
	}
}

TEST(pool, runs_many_rounds_of_any_size)
{
	struct pool *pool = pool_new(4);
	uint64_t seed = 14;

	for (uint64_t round = 0; round < ROUNDS; round++) {
		size_t count = round < 20 ? round : random_below(&seed, ITEMS);
		struct job *job = ARENA_NEW(&t_arena, struct job);

		job->size = pool_size(pool);
		job->round = round;
		pool_run(pool, count, square, job);
		for (size_t i = 0; i < ITEMS; i++)
			CHECK_INT(job->results[i], i < count ? i * i + round : 0);
		CHECK_INT(atomic_load(&job->overlaps), 0);
		arena_clear(&t_arena);
	}
	pool_free(pool);
}

struct meeting {
	atomic_uint present;
	unsigned size;
	unsigned workers[8];
};

/* Wait for all the others: returns only if every thread takes part. */
static void meet(void *context, unsigned worker, size_t item)
{
	struct meeting *meeting = context;

	if (item % 8)
		return;
	meeting->workers[item / 8] = worker;
	atomic_fetch_add(&meeting->present, 1);
	while (atomic_load(&meeting->present) < meeting->size)
		;
}

TEST(pool, workers_have_numbers_of_their_own)
{
	struct pool *pool = pool_new(4);
	struct meeting meeting = { .size = 4 };
	bool seen[4] = { false };

	/* Ranges of eight: each thread takes one and waits in it for the others. */
	pool_run(pool, 32, meet, &meeting);
	for (size_t i = 0; i < 4; i++) {
		CHECK(meeting.workers[i] < 4 && !seen[meeting.workers[i]]);
		seen[meeting.workers[i]] = true;
	}
	pool_free(pool);
}

TEST(pool, may_be_freed_unused_or_not_be_there)
{
	struct pool *pool = pool_new(0);

	CHECK(pool_size(pool) >= 1);
	pool_free(pool);
	pool_free(pool_new(8));
	pool_free(NULL);
}
