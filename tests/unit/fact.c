#include "render/fact.h"

#include "fixture.h"
#include "t.h"

static struct str formatted(const struct fact *fact)
{
	struct buf out = { 0 };
	struct str kept;

	fact_format(fact, &out);
	kept = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return kept;
}

TEST(fact, each_is_held_once_under_the_number_it_first_got)
{
	struct facts facts = { 0 };
	char key[16];
	bool is_new;

	for (int round = 0; round < 2; round++) {
		for (uint32_t i = 0; i < 1000; i++) {
			struct str text = arena_printf(&t_arena, "%u", i);
			enum fact_kind kind = i % FACT_KINDS;

			CHECK_INT(facts_add(&facts, kind, text, false, &is_new), i);
			CHECK_INT(is_new, round == 0);
			CHECK_INT(facts_find(&facts, kind, text), i);
			CHECK_INT(facts_find(&facts, (kind + 1) % FACT_KINDS, text),
			          FACT_NONE);
		}
	}
	CHECK_INT(facts.count, 1000);
	/* The key is the set's own, unless it is said to last. */
	key[0] = 'a';
	facts_add(&facts, FACT_CARD, (struct str){ key, 1 }, false, &is_new);
	key[0] = 'b';
	CHECK(facts_find(&facts, FACT_CARD, STR("a")) != FACT_NONE);
	facts_clear(&facts);
	CHECK_INT(facts_find(&facts, FACT_CARD, STR("a")), FACT_NONE);
}

TEST(fact, a_set_agrees_with_a_list)
{
	struct facts facts = { 0 };
	struct fact naive[2000];
	uint32_t count = 0;
	uint64_t seed = 16;
	bool is_new;

	for (int i = 0; i < 2000; i++) {
		enum fact_kind kind = random_below(&seed, FACT_KINDS);
		struct str key = random_text(&seed, STR("ab"), 5);
		uint32_t at = 0;

		while (at < count &&
		       !(naive[at].kind == kind && str_eq(naive[at].key, key)))
			at++;
		if (at == count)
			naive[count++] = (struct fact){ .kind = kind, .key = key };
		CHECK_INT(facts_add(&facts, kind, key, true, &is_new), at);
		CHECK_INT(facts.count, count);
	}
	facts_clear(&facts);
}

TEST(fact, every_kind_has_a_name)
{
	for (uint32_t kind = 0; kind < FACT_KINDS; kind++) {
		struct fact fact = { .kind = kind, .key = STR("k") };

		CHECK(str_has_suffix(formatted(&fact), STR(":k")));
		CHECK(formatted(&fact).len > 2);
	}
}

TEST(fact, is_written_with_its_kind_and_key)
{
	struct fact card = { .kind = FACT_CARD, .key = STR("content/a.md") };
	struct fact site = { .kind = FACT_SITE };

	CHECK_STR(formatted(&card), STR("card:content/a.md"));
	CHECK_STR(formatted(&site), STR("site"));
}

TEST(fact, a_trace_holds_what_a_page_read_once_each_in_order)
{
	struct trace trace = { 0 };

	trace_start(&trace);
	trace_add(&trace, 700);
	trace_add(&trace, 3);
	trace_add(&trace, 700);
	if (CHECK_INT(trace.count, 2)) {
		CHECK_INT(trace.ids[0], 700);
		CHECK_INT(trace.ids[1], 3);
	}
	trace_start(&trace);
	CHECK_INT(trace.count, 0);
	trace_add(&trace, 3);
	CHECK_INT(trace.count, 1);
	trace_clear(&trace);
}

TEST(fact, a_trace_survives_four_billion_pages)
{
	struct trace trace = { 0 };

	trace_start(&trace);
	trace_add(&trace, 1);
	trace.page = UINT32_MAX;
	trace_start(&trace);
	trace_add(&trace, 1);
	CHECK_INT(trace.count, 1);
	trace_clear(&trace);
}
