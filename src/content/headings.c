#include "content/headings.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

#define SLUG_MAX 100 /* characters; a longer heading is known by its start */

static struct heading_id *state_of(struct headings *headings, struct str id)
{
	bool added;
	uint32_t number = table_add(&headings->ids, id, &added);

	if (number >= headings->state_cap) {
		headings->state_cap = headings->state_cap ? headings->state_cap * 2 : 16;
		headings->states = xrealloc_array(headings->states, headings->state_cap,
		                                  sizeof(*headings->states));
	}
	if (added)
		headings->states[number] = (struct heading_id){ .next = 2 };
	return &headings->states[number];
}

void headings_reserve(struct headings *headings, struct str id)
{
	state_of(headings, id)->own = true;
}

/* id, or the first free one of id-2, id-3, ...: linear however many are alike. */
static struct str take(struct headings *headings, struct str id, bool is_own)
{
	struct heading_id *state = state_of(headings, id);
	struct str tried = id;

	while (state->taken || (state->own && !is_own)) {
		state = state_of(headings, id);
		tried = arena_printf(headings->arena, "%.*s-%u", STR_ARG(id),
		                     state->next++);
		state = state_of(headings, tried);
		is_own = false;
	}
	state->taken = true;
	return tried;
}

struct str headings_own_id(struct headings *headings, struct str id)
{
	return take(headings, id, true);
}

struct str headings_slug(struct headings *headings, struct str text)
{
	struct str slug = utf8_prefix(text_slug(headings->arena, text), SLUG_MAX);

	while (str_skip_suffix(&slug, STR("-")))
		;
	if (slug.len == 0)
		slug = STR("section");
	if (headings->prefix.len)
		slug = arena_printf(headings->arena, "%.*s%.*s",
		                    STR_ARG(headings->prefix), STR_ARG(slug));
	return take(headings, slug, false);
}

int headings_level(struct headings *headings, int written)
{
	int level;

	while (headings->depth > 0 && headings->above[headings->depth - 1] >= written)
		headings->depth--;
	headings->above[headings->depth++] = written;
	level = headings->depth + 1;
	return level > 6 ? 6 : level;
}

void headings_add(struct headings *headings, struct heading heading)
{
	if (headings->count == headings->cap) {
		size_t cap = headings->cap ? headings->cap * 2 : 8;
		struct heading *items = ARENA_ARRAY(headings->arena, struct heading, cap);

		if (headings->count)
			memcpy(items, headings->items, headings->count * sizeof(heading));
		headings->items = items;
		headings->cap = cap;
	}
	headings->items[headings->count++] = heading;
}

void headings_clear(struct headings *headings)
{
	table_clear(&headings->ids);
	free(headings->states);
	headings->states = NULL;
	headings->state_cap = 0;
}
