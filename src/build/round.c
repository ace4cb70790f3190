/*
 * round: the part of run.h that makes pages: which are stale, and what became of each.
 */
#include <stdlib.h>
#include <string.h>

#include "archive/permalink.h"
#include "base/pack.h"
#include "base/path.h"
#include "build/run.h"

struct str run_page_source(const struct run *run, const struct page *page)
{
	switch (page->kind) {
	case PAGE_ARTICLE:
	case PAGE_WITHDRAWN:
	case PAGE_RELATED:
	case PAGE_REDIRECT:
		return run->loaded->archive.records[page->article]->path;
	case PAGE_FILE:
		return page->source;
	default:
		return (struct str){ 0 };
	}
}

void run_tell(const struct run *run, struct str path, bool is_removed)
{
	if (run->options->written && !writer_is_fresh(run->writer))
		run->options->written(run->options->context, path, is_removed);
}

bool run_has_in_shard(const struct run *run, struct str url)
{
	return run->options->shards == 0 ||
	       hash_short(url) % run->options->shards + 1 == run->options->shard;
}

static void plan_one(void *context, unsigned number, size_t item)
{
	struct run *run = context;
	struct worker *worker = &run->workers[number];
	const struct page *page = &run->round->pages[item];
	struct output *output = &run->round->outputs[item];
	struct str source = run_page_source(run, page);
	struct known_page *known = NULL;

	arena_reset(&worker->scratch);
	output->known =
		state_find_page(run->state, url_to_path(&worker->scratch, page->url));
	if (output->known != PAGE_UNKNOWN) {
		known = &run->state->pages[output->known];
		known->wanted_in = run->state->run;
	}
	if (source.len && table_find(&run->loaded->failed, source) != TABLE_NONE) {
		output->fate = PAGE_FAILED;
		return;
	}
	output->reason = plan_page(&run->plan, known, page->kind, source);
	if (output->reason != REASON_NONE)
		return;
	output->fate = PAGE_FRESH;
	diags_unpack(&worker->diags, known->messages); /* say it again */
}

static void report_unwritten(struct run *run, struct worker *worker,
                             const struct put *put)
{
	diag_error_path(&worker->diags,
	                path_join(&worker->scratch, run->options->output, put->path),
	                "cannot write: %s", files_explain(put->status));
	if (files_is_system(put->status))
		atomic_store(&run->failure, (int)put->status);
}

/* Keep what the state is to know of the page. */
static void keep_output(struct run *run, struct worker *worker, struct output *output,
                        const struct put *put)
{
	const struct rendering *rendering = &worker->rendering;
	const struct trace *trace = &rendering->trace;

	output->fate = PAGE_MADE;
	output->worker = (unsigned)(worker - run->workers);
	output->hash = put->hash;
	output->size = put->text.len;
	output->info = put->info;
	output->fact_count = (uint32_t)trace->count;
	output->facts = ARENA_ARRAY(&worker->lasting, uint32_t, trace->count);
	memcpy(output->facts, trace->ids, trace->count * sizeof(*trace->ids));
	if (rendering->resource_count == 0)
		return;
	buf_reset(&worker->packed);
	pack_uint(&worker->packed, rendering->resource_count);
	for (size_t i = 0; i < rendering->resource_count; i++) {
		pack_str(&worker->packed, rendering->resources[i].source);
		pack_str(&worker->packed, rendering->resources[i].url);
	}
	output->resources = buf_keep(&worker->packed, &worker->lasting);
}

static void write_page(struct run *run, struct worker *worker, const struct page *page,
                       struct output *output)
{
	struct put put = {
		.path = url_to_path(&worker->scratch, page->url),
		.text = buf_str(&worker->rendering.bytes),
	};

	put.hash = hash_bytes(put.text);
	switch (writer_put(run->writer, &put, &worker->scratch)) {
	case PUT_WRITTEN:
		worker->written++;
		run_tell(run, put.path, false);
		break;
	case PUT_UNCHANGED:
		break;
	case PUT_BLOCKED:
		output->fate = PAGE_BLOCKED;
		if (run->is_retry)
			report_unwritten(run, worker, &put);
		return;
	case PUT_FAILED:
		report_unwritten(run, worker, &put);
		return;
	}
	worker->bytes += put.text.len;
	keep_output(run, worker, output, &put);
}

static void make_page(struct run *run, struct worker *worker, uint32_t item)
{
	const struct page *page = &run->round->pages[item];
	struct output *output = &run->round->outputs[item];
	struct diags *said = &worker->page_diags;
	bool made;

	if (atomic_load(&run->failure))
		return;
	arena_reset(&worker->scratch);
	worker->rendered += !run->is_retry;
	made = page_render(&run->loaded->site, page, &worker->rendering, said);
	/* What a page that stays refers to may be gone: so it stays, too. */
	if (run->round->are_resources && worker->rendering.status == FILE_MISSING)
		diags_clear(said);
	if (said->first) {
		diags_in_page(said, page->url, run_page_source(run, page));
		buf_reset(&worker->packed);
		diags_pack(said, &worker->packed);
		output->messages = buf_keep(&worker->packed, &worker->lasting);
		diags_move(&worker->diags, said);
	}
	worker->system_failed |= files_is_system(worker->rendering.status);
	if (made)
		write_page(run, worker, page, output);
	else
		output->fate = PAGE_FAILED;
}

static void make_item(void *context, unsigned number, size_t item)
{
	struct run *run = context;
	size_t done;

	make_page(run, &run->workers[number], run->items[item]);
	done = atomic_fetch_add(&run->done, 1) + 1;
	if (number == 0 && run->options->progress)
		run->options->progress(run->options->context, "writing", done,
		                       run->item_count);
}

/* What someone is looking at comes first. */
static void put_urgent_first(struct run *run, uint32_t *items)
{
	struct arena scratch = { 0 };
	struct str *paths;
	size_t count = 0, first = 0;

	if (run->options->urgent)
		count = run->options->urgent(run->options->context, &scratch, &paths);
	for (size_t i = 0; i < count; i++) {
		struct str url = path_to_url(&scratch, paths[i]);

		for (size_t j = first; j < run->item_count; j++) {
			uint32_t item = items[j];

			if (!str_eq(run->round->pages[item].url, url))
				continue;
			items[j] = items[first];
			items[first++] = item;
			break;
		}
	}
	arena_clear(&scratch);
}

/* Make those pages of the round whose outputs have a fate. */
static void make_those(struct run *run, struct round *round, enum page_fate fate)
{
	uint32_t *items = xrealloc_array(NULL, round->count + 1, sizeof(*items));

	run->round = round;
	run->items = items;
	run->item_count = 0;
	for (uint32_t i = 0; i < round->count; i++)
		if (round->outputs[i].fate == fate &&
		    run_has_in_shard(run, round->pages[i].url))
			items[run->item_count++] = i;
	put_urgent_first(run, items);
	atomic_store(&run->done, 0);
	pool_run(run->pool, run->item_count, make_item, run);
	free(items);
}

void round_start(struct round *round, const struct page *pages, size_t count)
{
	round->pages = pages;
	round->count = count;
	round->outputs = xrealloc_array(NULL, count + 1, sizeof(*round->outputs));
	memset(round->outputs, 0, (count + 1) * sizeof(*round->outputs));
	for (size_t i = 0; i < count; i++)
		round->outputs[i].known = PAGE_UNKNOWN;
}

void round_make(struct run *run, struct round *round, const struct page *pages,
                size_t count)
{
	round_start(round, pages, count);
	run->round = round;
	pool_run(run->pool, count, plan_one, run);
	make_those(run, round, PAGE_LEFT_OUT);
}

void round_make_all(struct run *run, struct round *round, enum reason reason)
{
	for (size_t i = 0; i < round->count; i++)
		round->outputs[i].reason = reason;
	make_those(run, round, PAGE_LEFT_OUT);
}

void round_retry(struct run *run, struct round *round)
{
	run->is_retry = true;
	make_those(run, round, PAGE_BLOCKED);
	run->is_retry = false;
}

/* The state's numbers for the facts that a worker saw. */
static uint32_t *map_facts(struct run *run, const struct facts *facts)
{
	uint32_t *numbers = xrealloc_array(NULL, facts->count + 1, sizeof(*numbers));

	for (uint32_t i = 0; i < facts->count; i++) {
		const struct fact *fact = &facts->items[i];

		numbers[i] = state_add_fact(run->state, fact);
		/* A file that changed while pages read it: all of them are stale. */
		if (!hash_eq(run->state->facts.items[numbers[i]].seen, fact->seen))
			state_set_fact(run->state, numbers[i], HASH_UNSTEADY,
			               (struct stamp){ 0 });
	}
	return numbers;
}

static void keep_trace(struct state *state, struct known_page *known,
                       const struct output *output, const uint32_t *numbers)
{
	if (output->fact_count > known->fact_count)
		known->facts = ARENA_ARRAY(&state->arena, uint32_t, output->fact_count);
	known->fact_count = output->fact_count;
	for (uint32_t i = 0; i < output->fact_count; i++)
		known->facts[i] = numbers[output->facts[i]];
	known->has_trace = true;
}

static void remember_made(struct run *run, const struct round *round, size_t item,
                          uint32_t *const *numbers)
{
	const struct page *page = &round->pages[item];
	const struct output *output = &round->outputs[item];
	struct state *state = run->state;
	struct arena *scratch = &run->workers[0].scratch;
	struct str path, reasons;
	struct known_page *known;

	arena_reset(scratch);
	path = url_to_path(scratch, page->url);
	known = output->known == PAGE_UNKNOWN ? NULL : &state->pages[output->known];
	reasons = plan_reasons(&run->plan, known, output->reason, scratch);
	/* Of one that is known plan_one has said whether it is part of the site. */
	if (!known) {
		known = state_add_page(state, path);
		known->wanted_in = state->run;
	}
	known->kind = page->kind;
	known->hash = output->hash;
	known->size = output->size;
	known->stamp =
		stamp_of(&output->info, run->written_at, stamp_own_gap(&output->info));
	state_keep(state, &known->source, run_page_source(run, page));
	state_keep(state, &known->resources, output->resources);
	state_keep(state, &known->messages, output->messages);
	state_keep(state, &known->reasons, reasons);
	keep_trace(state, known, output, numbers[output->worker]);
	known->made_in = state->run;
	known->is_dirty = state->is_changed = true;
}

/* The previous page stays; its trace says nothing of what the facts are now. */
static void remember_unmade(struct run *run, const struct round *round, size_t item)
{
	struct arena *scratch = &run->workers[0].scratch;
	struct known_page *known = NULL;
	struct str path;

	arena_reset(scratch);
	path = url_to_path(scratch, round->pages[item].url);
	if (round->outputs[item].known != PAGE_UNKNOWN)
		known = &run->state->pages[round->outputs[item].known];
	if (!writer_keep(run->writer, path, scratch) && known)
		known->is_gone = known->is_dirty = run->state->is_changed = true;
	if (!known || !known->has_trace ||
	    (round->outputs[item].reason == REASON_NONE &&
	     plan_page(&run->plan, known, round->pages[item].kind,
	               run_page_source(run, &round->pages[item])) == REASON_NONE))
		return;
	known->has_trace = false;
	known->is_dirty = run->state->is_changed = true;
}

static void remember_round(struct run *run, const struct round *round,
                           uint32_t *const *numbers)
{
	for (size_t i = 0; i < round->count; i++) {
		if (round->outputs[i].fate == PAGE_MADE)
			remember_made(run, round, i, numbers);
		else if (round->outputs[i].fate != PAGE_FRESH)
			remember_unmade(run, round, i);
	}
}

/* Did everything end well that had to be made? */
static bool is_whole(const struct round *round)
{
	for (size_t i = 0; i < round->count; i++)
		if (round->outputs[i].fate == PAGE_FAILED ||
		    round->outputs[i].fate == PAGE_BLOCKED)
			return false;
	return true;
}

void rounds_remember(struct run *run)
{
	unsigned size = pool_size(run->pool);
	uint32_t **numbers = xrealloc_array(NULL, size, sizeof(*numbers));

	for (unsigned i = 0; i < size; i++)
		numbers[i] = map_facts(run, &run->workers[i].rendering.facts);
	run->state->keeps_journal =
		run->state->is_partial || run->result->system_failed ||
		!is_whole(&run->archive) || !is_whole(&run->resources);
	remember_round(run, &run->archive, numbers);
	remember_round(run, &run->resources, numbers);
	for (unsigned i = 0; i < size; i++)
		free(numbers[i]);
	free(numbers);
}

void round_clear(struct round *round)
{
	free(round->outputs);
	*round = (struct round){ 0 };
}
