#include "build/plan.h"

#include <stdlib.h>
#include <string.h>

#include "render/observe.h"

struct observation {
	struct plan *plan;
	struct fact *facts; /* as they are now */
};

static void observe_one(void *context, unsigned worker, size_t item)
{
	struct observation *observation = context;
	uint32_t kinds = observation->plan->kinds;

	(void)worker;
	observation->facts[item] = observation->plan->state->facts.items[item];
	if (kinds && !(kinds & 1u << observation->facts[item].kind))
		return;
	fact_observe(observation->plan->site, &observation->facts[item]);
}

static bool same_stamp(struct stamp a, struct stamp b)
{
	return stamp_eq(a, b) || (a.value == 0 && b.value == 0);
}

void plan_nothing(struct plan *plan, struct state *state, const struct site *site)
{
	*plan = (struct plan){ .state = state, .site = site };
	plan->fact_count = state->facts.count;
	plan->changed = xmalloc(plan->fact_count + 1);
	memset(plan->changed, 0, plan->fact_count + 1);
}

void plan_observe(struct plan *plan, struct pool *pool)
{
	struct state *state = plan->state;
	struct observation observation = { .plan = plan };

	plan->fact_count = state->facts.count;
	plan->changed = xmalloc(plan->fact_count + 1);
	observation.facts =
		xrealloc_array(NULL, plan->fact_count + 1, sizeof(struct fact));
	pool_run(pool, plan->fact_count, observe_one, &observation);
	for (uint32_t i = 0; i < plan->fact_count; i++) {
		const struct fact *was = &state->facts.items[i];
		const struct fact *is = &observation.facts[i];

		plan->changed[i] = !hash_eq(was->seen, is->seen);
		if (plan->changed[i] || !same_stamp(was->stamp, is->stamp))
			state_set_fact(state, i, is->seen, is->stamp);
	}
	free(observation.facts);
}

/* Is the file in the output the one that we wrote? */
static enum reason check_output(const struct plan *plan, struct known_page *known)
{
	struct file_info info;
	struct stamp stamp;
	struct hash hash;
	enum file_status status;

	status = files_stat_link(plan->output, known->path, &info);
	if (status != FILE_OK)
		return status == FILE_MISSING || status == FILE_NOT_FOLDER
		               ? REASON_OUTPUT_MISSING
		               : REASON_OUTPUT_CHANGED;
	if (info.type != FILE_REGULAR || info.size != known->size)
		return REASON_OUTPUT_CHANGED;
	stamp = stamp_of(&info, plan->site->now, stamp_own_gap(&info));
	if (stamp_eq(stamp, known->stamp))
		return REASON_NONE;
	if (files_hash(plan->output, known->path, &hash) != FILE_OK ||
	    !hash_eq(hash, known->hash))
		return REASON_OUTPUT_CHANGED;
	if (!same_stamp(stamp, known->stamp)) {
		known->stamp = stamp;
		known->is_dirty = true;
	}
	return REASON_NONE;
}

enum reason plan_page(const struct plan *plan, struct known_page *known,
                      enum page_kind kind, struct str source)
{
	if (plan->is_anew)
		return REASON_ANEW;
	if (!known)
		return REASON_NEW;
	if (!known->has_trace)
		return REASON_UNFINISHED;
	if (known->kind != kind || !str_eq(known->source, source))
		return REASON_OTHER_SOURCE;
	for (uint32_t i = 0; i < known->fact_count; i++)
		if (plan->changed[known->facts[i]])
			return REASON_FACTS;
	return plan->trusts_output ? REASON_NONE : check_output(plan, known);
}

static void add_facts(const struct plan *plan, const struct known_page *known,
                      struct buf *out)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < known->fact_count; i++) {
		if (!plan->changed[known->facts[i]])
			continue;
		if (count++ >= REASONS_MAX)
			continue;
		if (count > 1)
			buf_add_char(out, '\n');
		fact_format(&plan->state->facts.items[known->facts[i]], out);
	}
	if (count > REASONS_MAX)
		buf_printf(out, "\nand %u more", count - REASONS_MAX);
}

struct str plan_reasons(const struct plan *plan, const struct known_page *known,
                        enum reason reason, struct arena *arena)
{
	static const struct str words[] = {
		[REASON_NONE] = STR_INIT("nothing changed"),
		[REASON_NEW] = STR_INIT("it was not known"),
		[REASON_ANEW] = STR_INIT("everything is made anew"),
		[REASON_UNFINISHED] = STR_INIT("the last build did not make it"),
		[REASON_OTHER_SOURCE] = STR_INIT("it is made from something else now"),
		[REASON_OUTPUT_CHANGED] = STR_INIT("its file in the output was changed"),
		[REASON_OUTPUT_MISSING] = STR_INIT("its file in the output is missing"),
	};
	struct buf text = { 0 };
	struct str kept;

	if (reason != REASON_FACTS)
		return words[reason];
	add_facts(plan, known, &text);
	kept = buf_keep(&text, arena);
	buf_clear(&text);
	return kept;
}

void plan_clear(struct plan *plan)
{
	free(plan->changed);
	*plan = (struct plan){ 0 };
}
