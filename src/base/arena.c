#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define POISONED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISONED 1
#endif
#endif

#ifdef POISONED
#include <sanitizer/asan_interface.h>
#define POISON(ptr, size)   __asan_poison_memory_region((ptr), (size))
#define UNPOISON(ptr, size) __asan_unpoison_memory_region((ptr), (size))
#define GAP                 16 /* poisoned bytes after each allocation */
#else
#define POISON(ptr, size)   ((void)(ptr), (void)(size))
#define UNPOISON(ptr, size) ((void)(ptr), (void)(size))
#define GAP                 0
#endif

#define ALIGNMENT   alignof(max_align_t)
#define LARGE_PAGE  ((size_t)2 << 20) /* of x86-64, and of most others */
#define FIRST_BLOCK ((size_t)16 << 10)
#define LAST_BLOCK  ((size_t)1 << 20) /* blocks double up to this size */

struct arena_block {
	struct arena_block *older;
	size_t size; /* of data */
	alignas(max_align_t) char data[];
};

void out_of_memory(size_t wanted)
{
	char text[64];
	int len = wanted ? snprintf(text, sizeof(text),
	                            "broadsheet: out of memory (%zu bytes)\n", wanted)
	                 : snprintf(text, sizeof(text), "broadsheet: out of memory\n");

	/* stdio may need memory of its own. */
	if (len > 0 && write(STDERR_FILENO, text, (size_t)len) < 0)
		_exit(3);
	_exit(3);
}

void *xmalloc(size_t size)
{
	void *ptr = malloc(size ? size : 1);

	if (!ptr)
		out_of_memory(size);
	return ptr;
}

void *xrealloc(void *ptr, size_t size)
{
	void *grown = realloc(ptr, size ? size : 1);

	if (!grown)
		out_of_memory(size);
	return grown;
}

void *xrealloc_array(void *ptr, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		out_of_memory(SIZE_MAX);
	return xrealloc(ptr, count * size);
}

void *xcalloc(size_t count, size_t size)
{
	void *ptr = calloc(count ? count : 1, size ? size : 1);

	if (!ptr)
		out_of_memory(size && count > SIZE_MAX / size ? SIZE_MAX : count * size);
	return ptr;
}

void *xmalloc_large(size_t count, size_t size)
{
	size_t whole;
	void *ptr;

	if (size && count > (SIZE_MAX - LARGE_PAGE) / size)
		out_of_memory(SIZE_MAX);
	if (count * size < LARGE_PAGE)
		return xmalloc(count * size);
	whole = (count * size + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
	ptr = aligned_alloc(LARGE_PAGE, whole);
	if (!ptr)
		out_of_memory(whole);
	madvise(ptr, whole, MADV_HUGEPAGE);
	return ptr;
}

static void add_block(struct arena *arena, size_t need)
{
	size_t size = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
	struct arena_block *block;

	if (size > LAST_BLOCK)
		size = LAST_BLOCK;
	if (size < need)
		size = need;
	block = xmalloc(sizeof(*block) + size);
	block->older = arena->blocks;
	block->size = size;
	POISON(block->data, size);
	arena->blocks = block;
	arena->next = block->data;
	arena->end = block->data + size;
}

static void free_block(struct arena_block *block)
{
	UNPOISON(block->data, block->size);
	free(block);
}

void *arena_alloc_raw(struct arena *arena, size_t size)
{
	size_t need;
	char *ptr;

	if (size > SIZE_MAX / 2)
		out_of_memory(size);
	need = (size + GAP + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
	if (!arena->blocks || need > (size_t)(arena->end - arena->next))
		add_block(arena, need);
	ptr = arena->next;
	arena->next += need;
	UNPOISON(ptr, size);
	return ptr;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return memset(arena_alloc_raw(arena, size), 0, size);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		out_of_memory(SIZE_MAX);
	return arena_alloc(arena, count * size);
}

struct str arena_str(struct arena *arena, struct str s)
{
	char *copy = arena_alloc_raw(arena, s.len + 1);

	if (s.len)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return (struct str){ copy, s.len };
}

char *arena_cstr(struct arena *arena, struct str s)
{
	char *copy = arena_alloc_raw(arena, s.len + 1);

	if (s.len)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return copy;
}

struct str arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len < 0)
		return (struct str){ "", 0 };
	text = arena_alloc_raw(arena, (size_t)len + 1);
	va_start(args, fmt);
	vsnprintf(text, (size_t)len + 1, fmt, args);
	va_end(args);
	return (struct str){ text, (size_t)len };
}

struct arena_mark arena_mark(const struct arena *arena)
{
	return (struct arena_mark){ arena->blocks, arena->next };
}

void arena_rewind(struct arena *arena, struct arena_mark mark)
{
	while (arena->blocks != mark.blocks) {
		struct arena_block *block = arena->blocks;

		arena->blocks = block->older;
		free_block(block);
	}
	arena->next = mark.next;
	arena->end = arena->blocks ? arena->blocks->data + arena->blocks->size : NULL;
	if (arena->next)
		POISON(arena->next, (size_t)(arena->end - arena->next));
}

void arena_reset(struct arena *arena)
{
	struct arena_block *block = arena->blocks;

	if (!block)
		return;
	/* A block that one huge page asked for is not kept for the small ones. */
	if (block->size > LAST_BLOCK) {
		arena_clear(arena);
		return;
	}
	while (block->older) {
		struct arena_block *older = block->older;

		block->older = older->older;
		free_block(older);
	}
	arena->next = block->data;
	POISON(block->data, block->size);
}

void arena_clear(struct arena *arena)
{
	while (arena->blocks) {
		struct arena_block *block = arena->blocks;

		arena->blocks = block->older;
		free_block(block);
	}
	arena->next = arena->end = NULL;
}
