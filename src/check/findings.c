#include "check/findings.h"

#include <stdlib.h>

static const struct {
	const char *before, *after, *more, *hint;
	bool is_error;
} kinds[FINDING_KINDS] = {
	[FOUND_LINK] = { "the link '", "' leads nowhere", "broken links", NULL, true },
	[FOUND_ANCHOR] = { "the link '", "' leads to no place in its page",
	                   "links to places that are not there", NULL, true },
	[FOUND_FILE] = { "the file '", "' is missing", "missing files", NULL, true },
	[FOUND_MARKUP] = { "", "", "places where the HTML is not well-formed", NULL,
	                   true },
	[FOUND_ID] = { "the id '", "' stands in the page before", "repeated ids", NULL,
	               true },
	[FOUND_ALT] = { "the picture '", "' has no alternative text",
	                "pictures without alternative text",
	                "say what it shows; alt=\"\" if it only decorates", false },
	[FOUND_LEAD] = { "the lead picture '", "' has no alternative text",
	                 "lead pictures without alternative text",
	                 "say what it shows: image: { src: ..., alt: ... }", false },
	[FOUND_ORPHAN] = { "no other page links to ", "",
	                   "articles without links to them", NULL, false },
	[FOUND_TITLE] = { "has the title of '", "'", "repeated titles", NULL, false },
	[FOUND_TEXT] = { "has the text of '", "'", "repeated texts", NULL, false },
	[FOUND_FUTURE] = { "the date ", " is in the future", "dates in the future", NULL,
	                   false },
};

void findings_add(struct findings *findings, struct finding finding)
{
	if (findings->count == findings->cap) {
		findings->cap = findings->cap ? findings->cap * 2 : 64;
		findings->items = xrealloc_array(findings->items, findings->cap,
		                                 sizeof(*findings->items));
	}
	findings->items[findings->count++] = finding;
}

void findings_move(struct findings *to, struct findings *from)
{
	for (size_t i = 0; i < from->count; i++)
		findings_add(to, from->items[i]);
	findings_clear(from);
}

static bool is_same(const struct finding *a, const struct finding *b)
{
	return a->kind == b->kind && a->kind < FOUND_TITLE && str_eq(a->what, b->what);
}

static int compare(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	int order = (int)x->kind - (int)y->kind;

	if (order == 0 && x->kind < FOUND_TITLE)
		order = str_cmp(x->what, y->what);
	if (order == 0)
		order = str_cmp(x->path, y->path);
	if (order == 0)
		order = (x->offset > y->offset) - (x->offset < y->offset);
	return order ? order : str_cmp(x->what, y->what);
}

/* One message for findings that are the same. */
static void tell(const struct finding *finding, size_t repeats, struct span span,
                 struct diags *diags)
{
	bool is_error = kinds[finding->kind].is_error;
	struct arena scratch = { 0 };
	struct str text =
		arena_printf(&scratch, "%s%.*s%s", kinds[finding->kind].before,
	                     STR_ARG(finding->what), kinds[finding->kind].after);

	if (repeats)
		text = arena_printf(&scratch, "%.*s (and in %zu more place%s)",
		                    STR_ARG(text), repeats, repeats == 1 ? "" : "s");
	if (span.source && is_error)
		diag_error(diags, span, "%.*s", STR_ARG(text));
	else if (span.source)
		diag_warn(diags, span, "%.*s", STR_ARG(text));
	else if (is_error)
		diag_error_path(diags, finding->path, "%.*s", STR_ARG(text));
	else
		diag_warn_path(diags, finding->path, "%.*s", STR_ARG(text));
	if (kinds[finding->kind].hint)
		diag_hint(diags, "%s", kinds[finding->kind].hint);
	arena_clear(&scratch);
}

void findings_tell(struct findings *findings,
                   struct span (*place)(void *context, const struct finding *finding,
                                        struct arena *arena),
                   void *context, struct diags *diags)
{
	size_t told[FINDING_KINDS] = { 0 };
	struct arena arena = { 0 };

	if (findings->count)
		qsort(findings->items, findings->count, sizeof(*findings->items),
		      compare);
	for (size_t i = 0, next; i < findings->count; i = next) {
		const struct finding *finding = &findings->items[i];

		for (next = i + 1;
		     next < findings->count && is_same(finding, &findings->items[next]);)
			next++;
		if (told[finding->kind]++ >= FINDINGS_TOLD)
			continue;
		arena_reset(&arena);
		tell(finding, next - i - 1, place(context, finding, &arena), diags);
	}
	for (size_t kind = 0; kind < FINDING_KINDS; kind++) {
		if (told[kind] <= FINDINGS_TOLD)
			continue;
		if (kinds[kind].is_error)
			diag_error(diags, SPAN_NONE, "%zu more %s",
			           told[kind] - FINDINGS_TOLD, kinds[kind].more);
		else
			diag_warn(diags, SPAN_NONE, "%zu more %s",
			          told[kind] - FINDINGS_TOLD, kinds[kind].more);
	}
	arena_clear(&arena);
}

void findings_clear(struct findings *findings)
{
	free(findings->items);
	*findings = (struct findings){ 0 };
}
