#include "build/readers.h"

#include <string.h>

#include "fixture.h"
#include "t.h"

#define FACTS 50
#define PAGES 200

/* A state of made-up facts and pages, each of which reads some. */
static void fill(struct state *state, uint64_t *seed)
{
	for (uint32_t i = 0; i < FACTS; i++) {
		struct fact fact = { .kind = FACT_CARD,
			             .key = arena_printf(&t_arena, "%u", i) };

		state_add_fact(state, &fact);
	}
	for (uint32_t i = 0; i < PAGES; i++) {
		struct known_page *page =
			state_add_page(state, arena_printf(&t_arena, "p%u", i));

		page->fact_count = random_below(seed, 10);
		page->facts = ARENA_ARRAY(&state->arena, uint32_t, 10);
		for (uint32_t j = 0; j < page->fact_count; j++)
			page->facts[j] = random_below(seed, FACTS);
	}
}

static bool reads(const struct known_page *page, uint32_t fact)
{
	bool found = false;

	for (uint32_t i = 0; i < page->fact_count; i++)
		found |= page->facts[i] == fact;
	return found && !page->is_gone;
}

static void mark(void *context, uint32_t page)
{
	((bool *)context)[page] = true;
}

static void check_all(const struct readers *readers, const struct state *state)
{
	for (uint32_t fact = 0; fact < state->facts.count; fact++) {
		bool found[PAGES] = { false };

		readers_of(readers, state, fact, mark, found);
		for (uint32_t i = 0; i < PAGES; i++)
			CHECK_INT(found[i], reads(&state->pages[i], fact));
	}
}

TEST(readers, are_those_pages_whose_traces_have_the_fact)
{
	struct state state = { .lock = -1 };
	struct readers readers = { 0 };
	uint64_t seed = 3;

	fill(&state, &seed);
	state.pages[7].is_gone = true;
	readers_make(&readers, &state);
	check_all(&readers, &state);
	readers_clear(&readers);
	state_close(&state);
}

TEST(readers, pages_that_are_made_later_are_known_by_their_new_traces)
{
	struct state state = { .lock = -1 };
	struct readers readers = { 0 };
	uint64_t seed = 4;

	fill(&state, &seed);
	readers_make(&readers, &state);
	for (int round = 0; round < 20; round++) {
		uint32_t page = random_below(&seed, PAGES);

		for (uint32_t j = 0; j < state.pages[page].fact_count; j++)
			state.pages[page].facts[j] = random_below(&seed, FACTS);
		readers_add(&readers, page);
		readers_add(&readers, page);
	}
	state.pages[9].is_gone = true;
	check_all(&readers, &state);
	readers_clear(&readers);
	state_close(&state);
}

TEST(readers, of_a_state_without_pages_there_are_none)
{
	struct state state = { .lock = -1 };
	struct readers readers = { 0 };
	bool found[1] = { false };

	readers_make(&readers, &state);
	readers_of(&readers, &state, 0, mark, found);
	CHECK(!found[0]);
	readers_clear(&readers);
	state_close(&state);
}
