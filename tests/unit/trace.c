#include "render/trace.h"

#include "fixture.h"
#include "t.h"

static struct str formatted(const struct fact *fact)
{
	struct buf out = { 0 };
	struct str text;

	fact_format(fact, &out);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

TEST(trace, notes_a_fact_once_in_the_order_of_reading)
{
	struct trace trace = { .arena = &t_arena };
	struct hash one = { 1, 1 }, two = { 2, 2 };

	trace_read(&trace, FACT_CARD, STR("b"), one);
	trace_read(&trace, FACT_CARD, STR("a"), two);
	trace_read(&trace, FACT_BODY, STR("a"), two);
	trace_read(&trace, FACT_CARD, STR("b"), one);
	trace_read(&trace, FACT_SITE, STR(""), one);
	trace_read(&trace, FACT_SITE, STR(""), one);
	CHECK_INT(trace.count, 4);
	CHECK_STR(formatted(&trace.facts[0]), STR("card:b"));
	CHECK_STR(formatted(&trace.facts[1]), STR("card:a"));
	CHECK_STR(formatted(&trace.facts[2]), STR("body:a"));
	CHECK_STR(formatted(&trace.facts[3]), STR("site"));
	CHECK(hash_eq(trace.facts[1].seen, two));
}

TEST(trace, agrees_with_a_list_of_facts)
{
	struct trace trace = { .arena = &t_arena };
	struct fact naive[2000];
	size_t count = 0;
	uint64_t seed = 16;

	for (int i = 0; i < 2000; i++) {
		enum fact_kind kind = (enum fact_kind)random_below(&seed, FACT_FILE + 1);
		struct str key = random_text(&seed, STR("ab"), 5);
		size_t at = 0;

		while (at < count &&
		       !(naive[at].kind == kind && str_eq(naive[at].key, key)))
			at++;
		if (at == count)
			naive[count++] = (struct fact){ kind, key, hash_bytes(key) };
		trace_read(&trace, kind, key, hash_bytes(key));
		CHECK_INT(trace.count, count);
	}
	for (size_t i = 0; i < count; i++) {
		CHECK_INT(trace.facts[i].kind, naive[i].kind);
		CHECK_STR(trace.facts[i].key, naive[i].key);
	}
}

TEST(trace, every_kind_of_fact_has_a_name)
{
	for (int kind = 0; kind <= FACT_FILE; kind++) {
		struct fact fact = { (enum fact_kind)kind, STR("k"), { 0 } };

		CHECK(str_has_suffix(formatted(&fact), STR(":k")));
		CHECK(formatted(&fact).len > 2);
	}
}
