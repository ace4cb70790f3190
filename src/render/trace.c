#include "render/trace.h"

#include <string.h>

#define FIRST_FACTS 64

static const char *const kind_names[] = {
	[FACT_SITE] = "site",
	[FACT_CARD] = "card",
	[FACT_ARTICLE] = "article",
	[FACT_BODY] = "body",
	[FACT_LISTING] = "listing",
	[FACT_TERM] = "term",
	[FACT_TERMS] = "terms",
	[FACT_COUNT] = "count",
	[FACT_NEIGHBOURS] = "neighbours",
	[FACT_ROUTE] = "route",
	[FACT_TEMPLATE] = "template",
	[FACT_ASSET] = "asset",
	[FACT_DATA] = "data",
	[FACT_FILE] = "file",
};

static uint32_t *find_slot(const struct trace *trace, enum fact_kind kind, struct str key)
{
	size_t at = (hash_short(key) + (uint64_t)kind * 0x9e3779b97f4a7c15u) %
	            trace->slot_count;

	while (trace->slots[at]) {
		const struct fact *fact = &trace->facts[trace->slots[at] - 1];

		if (fact->kind == kind && str_eq(fact->key, key))
			break;
		at = (at + 1) % trace->slot_count;
	}
	return &trace->slots[at];
}

static void grow(struct trace *trace)
{
	size_t cap = trace->cap ? trace->cap * 2 : FIRST_FACTS;
	struct fact *facts = ARENA_ARRAY(trace->arena, struct fact, cap);

	if (trace->count)
		memcpy(facts, trace->facts, trace->count * sizeof(*facts));
	trace->facts = facts;
	trace->cap = cap;
	trace->slot_count = cap * 2;
	trace->slots = ARENA_ARRAY(trace->arena, uint32_t, trace->slot_count);
	for (size_t i = 0; i < trace->count; i++)
		*find_slot(trace, facts[i].kind, facts[i].key) = (uint32_t)i + 1;
}

void trace_read(struct trace *trace, enum fact_kind kind, struct str key,
                struct hash seen)
{
	uint32_t *slot;

	if (trace->count == trace->cap)
		grow(trace);
	slot = find_slot(trace, kind, key);
	if (*slot)
		return;
	trace->facts[trace->count++] = (struct fact){ kind, key, seen };
	*slot = (uint32_t)trace->count;
}

void fact_format(const struct fact *fact, struct buf *out)
{
	buf_add(out, str_of(kind_names[fact->kind]));
	if (fact->key.len) {
		buf_add_char(out, ':');
		buf_add(out, fact->key);
	}
}
