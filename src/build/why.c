#include "build/why.h"

#include "archive/permalink.h"
#include "base/escape.h"
#include "base/path.h"
#include "build/output.h"
#include "build/state.h"
#include "build/statefile.h"

/* A URL without scheme and host; anything else is as it was. */
static struct str cut_host(struct str url)
{
	size_t slash;

	if (!str_skip_prefix(&url, STR("https://")) &&
	    !str_skip_prefix(&url, STR("http://")))
		return url;
	slash = str_find_char(url, '/');
	return slash == STR_NONE ? STR("/") : str_from(url, slash);
}

/* The page of a URL; one below the site's home is found without knowing that. */
static struct known_page *page_at(struct state *state, struct str url,
                                  struct arena *arena)
{
	struct known_page *page;

	while (str_has_prefix(url, STR("/"))) {
		size_t next = str_find_char(str_from(url, 1), '/');

		page = state_page(state, url_to_path(arena, url));
		if (!page && !str_has_suffix(url, STR("/")))
			page = state_page(state, path_join(arena, str_from(url, 1),
			                                   STR("index.html")));
		if (page || next == STR_NONE)
			return page;
		url = str_from(url, next + 1);
	}
	return NULL;
}

static struct known_page *page_of(struct state *state, struct str output,
                                  struct str reference, struct arena *arena)
{
	struct str rest = reference, url;
	struct known_page *page;

	if (str_skip_prefix(&rest, output) && str_skip_prefix(&rest, STR("/")))
		reference = rest;
	page = state_page(state, reference);
	url = unescape_url(arena, cut_host(reference));
	if (!page)
		page = page_at(state, url, arena);
	if (!page && !str_has_prefix(url, STR("/")))
		page = page_at(state, arena_printf(arena, "/%.*s", STR_ARG(url)), arena);
	return page;
}

static struct why why_of(const struct state *state, const struct known_page *page,
                         struct arena *arena)
{
	struct str *facts = ARENA_ARRAY(arena, struct str, page->fact_count);
	struct buf text = { 0 };

	for (uint32_t i = 0; i < page->fact_count; i++) {
		buf_reset(&text);
		fact_format(&state->facts.items[page->facts[i]], &text);
		facts[i] = buf_keep(&text, arena);
	}
	buf_clear(&text);
	return (struct why){
		.path = arena_str(arena, page->path),
		.source = arena_str(arena, page->source),
		.reasons = arena_str(arena, page->reasons),
		.facts = { facts, page->fact_count },
		.is_unfinished = !page->has_trace,
	};
}

static bool is_source(const struct known_page *page, struct str reference)
{
	struct str below = page->source;

	return !page->is_gone && page->source.len &&
	       (str_eq(page->source, reference) ||
	        (str_skip_prefix(&below, STR("content/")) && str_eq(below, reference)));
}

static void find(struct state *state, struct str output, struct str reference,
                 struct arena *arena, struct why **found, size_t *count)
{
	const struct known_page *page = page_of(state, output, reference, arena);

	if (page) {
		*found = ARENA_NEW(arena, struct why);
		(*found)[(*count)++] = why_of(state, page, arena);
		return;
	}
	for (uint32_t i = 0; i < state->page_paths.count; i++)
		*count += is_source(&state->pages[i], reference);
	*found = ARENA_ARRAY(arena, struct why, *count);
	*count = 0;
	for (uint32_t i = 0; i < state->page_paths.count; i++)
		if (is_source(&state->pages[i], reference))
			(*found)[(*count)++] = why_of(state, &state->pages[i], arena);
}

bool why_find(struct str output, struct str reference, struct arena *arena,
              struct why **found, size_t *count, struct diags *diags)
{
	struct state state;
	enum file_status status =
		state_peek(&state, state_folder(output_name(output, arena), arena));
	bool is_known = status == FILE_OK && statefile_peek(&state) == STATE_FOUND;

	*count = 0;
	if (is_known)
		find(&state, output, reference, arena, found, count);
	state_close(&state);
	if (!is_known) {
		diag_error_path(diags, output, "is of no build that is remembered");
		diag_hint(diags, "run 'broadsheet build' first");
	} else if (*count == 0) {
		diag_error_path(diags, (struct str){ 0 }, "no page '%.*s'",
		                STR_ARG(reference));
		diag_hint(diags, "name it by its URL, its path in the output, or its "
		                 "source");
	}
	return *count != 0;
}
