#include "render/fact.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_FACTS 64

_Static_assert(FACT_KINDS <= 32, "sets of kinds are bits of a number: plan.h");

static const char *const kind_names[FACT_KINDS] = {
	[FACT_SITE] = "site",           [FACT_CARD] = "card",
	[FACT_ARTICLE] = "article",     [FACT_BODY] = "body",
	[FACT_LISTING] = "listing",     [FACT_TERM] = "term",
	[FACT_TERMS] = "terms",         [FACT_LETTERS] = "letters",
	[FACT_YEARS] = "years",         [FACT_RELATED_TERMS] = "related-terms",
	[FACT_COUNT] = "count",         [FACT_NEIGHBOURS] = "neighbours",
	[FACT_SEQUENCE] = "sequence",   [FACT_CALENDAR] = "calendar",
	[FACT_FEED] = "feed",           [FACT_SITEMAP] = "sitemap",
	[FACT_ROUTE] = "route",         [FACT_REFERENCE] = "reference",
	[FACT_REDIRECTS] = "redirects", [FACT_PAGE] = "page",
	[FACT_RELATED] = "related",     [FACT_SEARCH] = "search",
	[FACT_TEMPLATE] = "template",   [FACT_ASSET] = "asset",
	[FACT_DATA] = "data",           [FACT_FILE] = "file",
	[FACT_PICTURE] = "picture",     [FACT_PRESENCE] = "presence",
};

static uint32_t hash_of(enum fact_kind kind, struct str key)
{
	return (uint32_t)(hash_short(key) + (uint64_t)kind * 0x9e3779b97f4a7c15u);
}

static uint32_t *find_slot(const struct facts *facts, enum fact_kind kind, struct str key,
                           uint32_t hash)
{
	uint32_t at = hash & facts->slot_mask;

	while (facts->slots[at]) {
		uint32_t number = facts->slots[at] - 1;
		const struct fact *fact = &facts->items[number];

		if (facts->hashes[number] == hash && fact->kind == kind &&
		    str_eq(fact->key, key))
			break;
		at = (at + 1) & facts->slot_mask;
	}
	return &facts->slots[at];
}

static void grow(struct facts *facts)
{
	uint32_t cap = facts->cap ? facts->cap * 2 : FIRST_FACTS;

	if (cap > UINT32_MAX / 4)
		out_of_memory(SIZE_MAX);
	facts->items = xrealloc_array(facts->items, cap, sizeof(*facts->items));
	facts->hashes = xrealloc_array(facts->hashes, cap, sizeof(*facts->hashes));
	facts->cap = cap;
	free(facts->slots);
	facts->slots = xrealloc_array(NULL, (size_t)cap * 2, sizeof(*facts->slots));
	memset(facts->slots, 0, (size_t)cap * 2 * sizeof(*facts->slots));
	facts->slot_mask = cap * 2 - 1;
	for (uint32_t i = 0; i < facts->count; i++)
		*find_slot(facts, facts->items[i].kind, facts->items[i].key,
		           facts->hashes[i]) = i + 1;
}

uint32_t facts_add(struct facts *facts, enum fact_kind kind, struct str key, bool lasting,
                   bool *is_new)
{
	uint32_t hash = hash_of(kind, key);
	uint32_t *slot;

	if (facts->count == facts->cap)
		grow(facts);
	slot = find_slot(facts, kind, key, hash);
	*is_new = *slot == 0;
	if (*is_new) {
		facts->items[facts->count] = (struct fact){
			.kind = kind,
			.key = lasting ? key : arena_str(&facts->keys, key),
		};
		facts->hashes[facts->count] = hash;
		*slot = ++facts->count;
	}
	return *slot - 1;
}

uint32_t facts_find(const struct facts *facts, enum fact_kind kind, struct str key)
{
	if (facts->count == 0)
		return FACT_NONE;
	return *find_slot(facts, kind, key, hash_of(kind, key)) - 1;
}

void facts_clear(struct facts *facts)
{
	free(facts->items);
	free(facts->hashes);
	free(facts->slots);
	arena_clear(&facts->keys);
	*facts = (struct facts){ 0 };
}

void fact_format(const struct fact *fact, struct buf *out)
{
	buf_add(out, str_of(kind_names[fact->kind]));
	if (fact->key.len) {
		buf_add_char(out, ':');
		buf_add(out, fact->key);
	}
}

void trace_start(struct trace *trace)
{
	trace->count = 0;
	if (++trace->page == 0) {
		/* After four billion pages their numbers come again. */
		memset(trace->last_page, 0, trace->last_cap * sizeof(*trace->last_page));
		trace->page = 1;
	}
}

/* Room for what is known of one more fact. */
static void grow_last(struct trace *trace, uint32_t fact)
{
	uint32_t cap = trace->last_cap ? trace->last_cap : FIRST_FACTS;

	while (cap <= fact)
		cap *= 2;
	trace->last_page =
		xrealloc_array(trace->last_page, cap, sizeof(*trace->last_page));
	memset(trace->last_page + trace->last_cap, 0,
	       (cap - trace->last_cap) * sizeof(*trace->last_page));
	trace->last_cap = cap;
}

void trace_add(struct trace *trace, uint32_t fact)
{
	if (fact >= trace->last_cap)
		grow_last(trace, fact);
	if (trace->last_page[fact] == trace->page)
		return;
	trace->last_page[fact] = trace->page;
	if (trace->count == trace->cap) {
		trace->cap = trace->cap ? trace->cap * 2 : FIRST_FACTS;
		trace->ids = xrealloc_array(trace->ids, trace->cap, sizeof(*trace->ids));
	}
	trace->ids[trace->count++] = fact;
}

void trace_clear(struct trace *trace)
{
	free(trace->ids);
	free(trace->last_page);
	*trace = (struct trace){ 0 };
}
