/*
 * resources: the part of run.h that finds the files which articles refer to.
 */
#include <stdlib.h>

#include "base/pack.h"
#include "build/run.h"

struct wanted {
	struct str source, url; /* as in struct resource */
	bool is_left;           /* of a page that stays because it cannot be made again */
};

struct gathering {
	struct run *run;
	struct wanted *all;
	size_t count, cap;
};

static void add_packed(struct gathering *gathering, struct str packed, bool is_left)
{
	struct unpack in = { .rest = packed };

	if (packed.len == 0)
		return;
	for (size_t count = unpack_count(&in); count && !in.failed; count--) {
		if (gathering->count == gathering->cap) {
			gathering->cap = gathering->cap ? gathering->cap * 2 : 64;
			gathering->all = xrealloc_array(gathering->all, gathering->cap,
			                                sizeof(*gathering->all));
		}
		gathering->all[gathering->count].source = unpack_str(&in);
		gathering->all[gathering->count].url = unpack_str(&in);
		gathering->all[gathering->count++].is_left = is_left;
	}
}

/* Of pages that were made, what they refer to now; of all others, what they did. */
static void gather(struct gathering *gathering)
{
	struct run *run = gathering->run;

	for (size_t i = 0; i < run->archive.count; i++) {
		const struct output *output = &run->archive.outputs[i];

		if (output->fate == PAGE_MADE || output->fate == PAGE_BLOCKED) {
			add_packed(gathering, output->resources, false);
			continue;
		}
		if (output->known != PAGE_UNKNOWN)
			add_packed(gathering, run->state->pages[output->known].resources,
			           output->fate != PAGE_FRESH);
	}
	/* Pages that stay though their articles cannot be read, if no other took their
	 * place. */
	for (uint32_t i = 0;
	     run->loaded->failed.count && i < run->state->page_paths.count; i++) {
		const struct known_page *known = &run->state->pages[i];

		if (!known->is_gone && known->wanted_in != run->state->run &&
		    known->source.len &&
		    table_find(&run->loaded->failed, known->source) != TABLE_NONE)
			add_packed(gathering, known->resources, true);
	}
}

static int compare_wanted(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;
	int order = str_cmp(x->url, y->url);

	if (order == 0)
		order = (int)x->is_left - (int)y->is_left;
	return order ? order : str_cmp(x->source, y->source);
}

static void report_taken(struct run *run, const struct wanted *wanted, struct str other)
{
	diag_error_path(run->diags, wanted->source, "the URL '%.*s' is taken by '%.*s'",
	                STR_ARG(wanted->url), STR_ARG(other));
	diag_hint(run->diags,
	          "rename one of the files, or give their articles folders of "
	          "their own in the permalink");
}

/*
 * Articles may share a file; two files that want one URL are an error, but for one that
 * is only left from an earlier build: it gives way, and a clean build would not know of
 * it.
 */
struct page *resources_list(struct run *run, size_t *count)
{
	struct gathering gathering = { .run = run };
	const struct wanted *all;
	struct page *pages;

	gather(&gathering);
	all = gathering.all;
	if (gathering.count)
		qsort(gathering.all, gathering.count, sizeof(*all), compare_wanted);
	pages = ARENA_ARRAY(&run->loaded->arena, struct page, gathering.count);
	*count = 0;
	for (size_t i = 0; i < gathering.count; i++) {
		const struct page *taken =
			archive_page(&run->loaded->archive, all[i].url);
		bool again = i && str_eq(all[i].url, all[i - 1].url);

		if (again && str_eq(all[i].source, all[i - 1].source))
			continue;
		if ((taken || again) && all[i].is_left)
			continue;
		if (taken || again)
			report_taken(run, &all[i],
			             taken ? run_page_source(run, taken)
			                   : all[i - 1].source);
		else
			pages[(*count)++] = (struct page){
				.kind = PAGE_FILE,
				.url = arena_str(&run->loaded->arena, all[i].url),
				.source = arena_str(&run->loaded->arena, all[i].source),
			};
	}
	free(gathering.all);
	return pages;
}
