#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "t.h"

static bool is_filled(const char *bytes, size_t size, char with)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] != with)
			return false;
	return true;
}

TEST(arena, gives_zeroed_memory_aligned_for_any_type)
{
	struct arena arena = { 0 };
	uint64_t seed = 1;

	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 500; i++) {
			size_t size = random_below(&seed, 300);
			char *bytes = arena_alloc(&arena, size);

			CHECK((uintptr_t)bytes % alignof(max_align_t) == 0);
			CHECK(is_filled(bytes, size, 0));
			memset(bytes, 'x', size);
		}
		arena_reset(&arena);
	}
	arena_clear(&arena);
}

TEST(arena, never_gives_the_same_bytes_twice)
{
	struct arena arena = { 0 };
	char *bytes[600];
	size_t sizes[600];
	uint64_t seed = 2;

	for (int i = 0; i < 600; i++) {
		sizes[i] = i % 50 == 49 ? 100000 : random_below(&seed, 200);
		bytes[i] = arena_alloc_raw(&arena, sizes[i]);
		memset(bytes[i], i & 127, sizes[i]);
	}
	for (int i = 0; i < 600; i++)
		CHECK(is_filled(bytes[i], sizes[i], (char)(i & 127)));
	arena_clear(&arena);
}

TEST(arena, gives_a_block_to_what_is_larger_than_any)
{
	struct arena arena = { 0 };
	char *large = arena_alloc(&arena, (size_t)3 << 20);
	char *small = arena_alloc(&arena, 1);

	memset(large, 'x', (size_t)3 << 20);
	CHECK(*small == 0);
	arena_reset(&arena);
	CHECK(is_filled(arena_alloc(&arena, 100), 100, 0));
	arena_clear(&arena);
}

TEST(arena, an_allocation_of_nothing_is_a_valid_pointer)
{
	struct arena arena = { 0 };

	CHECK(arena_alloc(&arena, 0) != NULL);
	CHECK(ARENA_ARRAY(&arena, int, 0) != NULL);
	arena_clear(&arena);
}

TEST(arena, rewinds_to_a_mark_and_keeps_what_was_there_before)
{
	struct arena arena = { 0 };
	struct str before = arena_str(&arena, STR("before"));
	struct arena_mark mark = arena_mark(&arena);
	char *next = arena_alloc(&arena, 1);

	for (int i = 0; i < 100; i++)
		arena_alloc(&arena, 10000);
	arena_rewind(&arena, mark);
	CHECK_STR(before, STR("before"));
	CHECK(arena_alloc(&arena, 1) == next);
	arena_clear(&arena);
}

TEST(arena, rewinds_to_its_very_beginning)
{
	struct arena arena = { 0 };
	struct arena_mark mark = arena_mark(&arena);

	arena_alloc(&arena, 100);
	arena_rewind(&arena, mark);
	CHECK(arena.blocks == NULL);
	CHECK(is_filled(arena_alloc(&arena, 100), 100, 0));
	arena_clear(&arena);
}

TEST(arena, reset_and_clear_work_on_an_empty_one)
{
	struct arena arena = { 0 };

	arena_reset(&arena);
	arena_clear(&arena);
	CHECK(arena.blocks == NULL);
}

TEST(arena, copies_strings_with_a_nul_behind_them)
{
	struct arena arena = { 0 };
	struct str copy = arena_str(&arena, STR("a\0b"));

	CHECK_STR(copy, STR("a\0b"));
	CHECK(copy.ptr[3] == '\0');
	CHECK_STR(arena_str(&arena, (struct str){ 0 }), STR(""));
	CHECK(strcmp(arena_cstr(&arena, str_slice(STR("path/file"), 0, 4)), "path") == 0);
	CHECK_STR(arena_printf(&arena, "%.*s-%d", STR_ARG(STR("no")), 7), STR("no-7"));
	CHECK_STR(arena_printf(&arena, "%s", ""), STR(""));
	arena_clear(&arena);
}

TEST(arena, large_memory_is_as_large_as_asked_for)
{
	static const size_t counts[] = { 0, 1, 1000, 524287, 524288, 524289, 3000000 };

	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		uint32_t *items = xmalloc_large(counts[i], sizeof(*items));

		CHECK(items != NULL);
		for (size_t n = 0; n < counts[i]; n++)
			items[n] = (uint32_t)n;
		for (size_t n = 0; n < counts[i]; n += 1001)
			CHECK_INT(items[n], n);
		free(items);
	}
}
