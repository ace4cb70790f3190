#include "archive/taxonomy.h"

#include <stdlib.h>

#include "base/text.h"

/* A name as some articles write it. */
struct name {
	uint32_t term; /* the draft it stands for; TERM_NONE if it is empty */
	uint32_t uses;
};

/* A term while articles are still being read. */
struct draft {
	struct str slug, label, sort_key;
	uint32_t parent;
	uint32_t count, filled;
	uint32_t *ids;
	uint32_t last; /* the last article counted, plus 1: two tags may be one term */
	const struct record *first;
};

struct builder {
	struct arena *arena; /* lasting */
	struct arena scratch;
	struct diags *diags;
	struct str taxonomy;
	bool nested;
	struct table by_name;
	struct table by_fold; /* its numbers index folds */
	struct table by_slug; /* its numbers are those of the drafts */
	struct name *names;
	uint32_t *folds; /* numbers of drafts */
	struct draft *drafts;
	uint32_t name_cap, fold_cap, draft_cap;
	bool ok;
};

/* Room for one more in an array of *cap items. */
static void *grown(void *items, uint32_t count, uint32_t *cap, size_t size)
{
	if (count < *cap)
		return items;
	*cap = *cap ? *cap * 2 : 256;
	return xrealloc_array(items, *cap, size);
}

static void report_same_slug(struct builder *builder, struct str name,
                             const struct draft *first, const struct record *record)
{
	builder->ok = diag_error_path(builder->diags, record->path,
	                              "'%.*s' and '%.*s' in %.*s want one URL, '%.*s'",
	                              STR_ARG(name), STR_ARG(first->label),
	                              STR_ARG(builder->taxonomy), STR_ARG(first->slug));
	diag_hint(builder->diags, "'%.*s' is in '%.*s': rename one of them",
	          STR_ARG(first->label), STR_ARG(first->first->path));
}

/* Two names with one slug are an error, and one term, so that the rest can go on. */
static uint32_t add_draft(struct builder *builder, struct str fold, struct str name,
                          struct str slug, uint32_t parent, const struct record *record)
{
	bool is_new;
	uint32_t known = table_add(&builder->by_fold, fold, &is_new), number;

	if (!is_new)
		return builder->folds[known];
	number = table_add(&builder->by_slug, slug, &is_new);
	builder->folds =
		grown(builder->folds, known, &builder->fold_cap, sizeof(uint32_t));
	builder->folds[known] = number;
	if (!is_new) {
		report_same_slug(builder, name, &builder->drafts[number], record);
		return number;
	}
	builder->drafts =
		grown(builder->drafts, number, &builder->draft_cap, sizeof(struct draft));
	builder->drafts[number] = (struct draft){
		.slug = slug,
		.label = name,
		.parent = parent,
		.first = record,
	};
	return number;
}

/* The next part of a nested name, or all of any other, squeezed; false at the end. */
static bool next_part(struct builder *builder, struct str *rest, struct str *part)
{
	while (rest->len) {
		if (builder->nested) {
			str_cut(*rest, '/', part, rest);
		} else {
			*part = *rest;
			*rest = (struct str){ 0 };
		}
		*part = text_squeeze(&builder->scratch, *part);
		if (part->len)
			return true;
	}
	return false;
}

/* The term of a name not met before, and with it those above it. */
static uint32_t resolve_name(struct builder *builder, struct str name,
                             const struct record *record)
{
	struct buf fold = { 0 }, slug = { 0 };
	uint32_t term = TERM_NONE;
	struct str part;

	while (next_part(builder, &name, &part)) {
		struct str part_slug = text_slug(&builder->scratch, part);

		if (part_slug.len == 0) {
			builder->ok = diag_error_path(
				builder->diags, record->path,
				"'%.*s' in %.*s has no letter or digit for a URL",
				STR_ARG(part), STR_ARG(builder->taxonomy));
			term = TERM_NONE;
			break;
		}
		if (fold.len) {
			buf_add_char(&fold, '/');
			buf_add_char(&slug, '/');
		}
		buf_add(&fold, text_term(&builder->scratch, part));
		buf_add(&slug, part_slug);
		term = add_draft(builder, buf_keep(&fold, &builder->scratch), part,
		                 buf_keep(&slug, builder->arena), term, record);
	}
	buf_clear(&fold);
	buf_clear(&slug);
	return term;
}

/* Folding every tag of every article would be slow: a name met before is known as it is.
 */
static uint32_t find_term(struct builder *builder, struct str name,
                          const struct record *record)
{
	bool is_new;
	uint32_t number = table_add(&builder->by_name, name, &is_new);

	builder->names =
		grown(builder->names, number, &builder->name_cap, sizeof(struct name));
	if (is_new)
		builder->names[number] =
			(struct name){ .term = resolve_name(builder, name, record) };
	builder->names[number].uses++;
	return builder->names[number].term;
}

/* Count an article for a term and all above it, once each. */
static void count_article(struct builder *builder, uint32_t term, uint32_t id)
{
	for (; term != TERM_NONE; term = builder->drafts[term].parent) {
		struct draft *draft = &builder->drafts[term];

		if (draft->last == id + 1)
			continue;
		draft->last = id + 1;
		draft->count++;
	}
}

static void fill_article(struct builder *builder, uint32_t term, uint32_t id)
{
	for (; term != TERM_NONE; term = builder->drafts[term].parent) {
		struct draft *draft = &builder->drafts[term];

		if (draft->filled && draft->ids[draft->filled - 1] == id)
			continue;
		if (!draft->ids)
			draft->ids = ARENA_ARRAY(builder->arena, uint32_t, draft->count);
		draft->ids[draft->filled++] = id;
	}
}

static void read_records(struct builder *builder, uint32_t number,
                         struct record **records, uint32_t count)
{
	for (uint32_t id = 0; id < count; id++) {
		struct filing *filing = &records[id]->filings[number];
		uint32_t *terms;

		if (filing->names.count == 0 || records[id]->withdrawn)
			continue;
		terms = ARENA_ARRAY(builder->arena, uint32_t, filing->names.count);
		for (size_t i = 0; i < filing->names.count; i++) {
			terms[i] =
				find_term(builder, filing->names.items[i], records[id]);
			count_article(builder, terms[i], id);
		}
		filing->terms = terms;
	}
}

/*
 * The label of a term is its commonest spelling; of two, the first that got there, in the
 * order of the archive. A nested name votes for each of its parts.
 */
static void choose_labels(struct builder *builder)
{
	struct arena *scratch = &builder->scratch;
	uint32_t *best = ARENA_ARRAY(scratch, uint32_t, builder->by_slug.count);
	uint32_t *votes = NULL;
	struct table spellings = { 0 };

	for (uint32_t i = 0; i < builder->by_name.count; i++) {
		struct str rest = builder->by_name.keys[i];
		uint32_t term = builder->names[i].term;

		/* From the last part of the name up, as the terms are linked. */
		while (term != TERM_NONE) {
			size_t slash = builder->nested ? str_find_last_char(rest, '/')
			                               : STR_NONE;
			struct str part =
				slash == STR_NONE ? rest : str_from(rest, slash + 1);
			uint32_t spelling;
			bool is_new;

			rest = str_slice(rest, 0, slash == STR_NONE ? 0 : slash);
			part = text_squeeze(scratch, part);
			if (part.len == 0)
				continue;
			spelling = table_add(
				&spellings,
				arena_printf(scratch, "%u/%.*s", term, STR_ARG(part)),
				&is_new);
			votes = xrealloc_array(votes, spellings.cap, sizeof(*votes));
			votes[spelling] =
				(is_new ? 0 : votes[spelling]) + builder->names[i].uses;
			if (votes[spelling] > best[term]) {
				best[term] = votes[spelling];
				builder->drafts[term].label = part;
			}
			term = builder->drafts[term].parent;
		}
	}
	free(votes);
	table_clear(&spellings);
}

static int compare_drafts(const void *a, const void *b)
{
	const struct draft *x = *(struct draft *const *)a, *y = *(struct draft *const *)b;
	int order = str_cmp(x->sort_key, y->sort_key);

	return order ? order : str_cmp(x->slug, y->slug);
}

/* Order the terms by label; the result says where each draft went. */
static uint32_t *place_terms(struct builder *builder, struct taxonomy *taxonomy)
{
	uint32_t count = builder->by_slug.count;
	struct draft **order = ARENA_ARRAY(&builder->scratch, struct draft *, count);
	uint32_t *places = ARENA_ARRAY(&builder->scratch, uint32_t, count);

	for (uint32_t i = 0; i < count; i++) {
		builder->drafts[i].sort_key =
			text_fold(&builder->scratch, builder->drafts[i].label);
		order[i] = &builder->drafts[i];
	}
	if (count)
		qsort(order, count, sizeof(struct draft *), compare_drafts);
	for (uint32_t i = 0; i < count; i++)
		places[order[i] - builder->drafts] = i;
	taxonomy->terms = ARENA_ARRAY(builder->arena, struct term, count);
	taxonomy->count = count;
	for (uint32_t i = 0; i < count; i++) {
		const struct draft *draft = order[i];
		struct term *term = &taxonomy->terms[i];

		term->label = arena_str(builder->arena, draft->label);
		term->slug = draft->slug;
		term->url = arena_printf(builder->arena, "%.*s%.*s/",
		                         STR_ARG(taxonomy->url), STR_ARG(draft->slug));
		term->parent =
			draft->parent == TERM_NONE ? TERM_NONE : places[draft->parent];
		term->listing = (struct listing){
			.name = arena_printf(builder->arena, "%.*s/%.*s",
			                     STR_ARG(taxonomy->name),
			                     STR_ARG(draft->slug)),
			.url = term->url,
			.ids = draft->ids,
			.count = draft->count,
		};
		term->hash = hash_join(hash_bytes(term->label), hash_bytes(term->url));
		table_add(&taxonomy->by_slug, term->slug, NULL);
	}
	return places;
}

static void link_children(struct taxonomy *taxonomy, struct arena *arena)
{
	for (uint32_t i = 0; i < taxonomy->count; i++)
		if (taxonomy->terms[i].parent != TERM_NONE)
			taxonomy->terms[taxonomy->terms[i].parent].child_count++;
	for (uint32_t i = 0; i < taxonomy->count; i++) {
		struct term *term = &taxonomy->terms[i];

		if (term->child_count)
			term->children = ARENA_ARRAY(arena, uint32_t, term->child_count);
		term->child_count = 0;
	}
	for (uint32_t i = 0; i < taxonomy->count; i++) {
		uint32_t parent = taxonomy->terms[i].parent;
		struct term *term = parent == TERM_NONE ? NULL : &taxonomy->terms[parent];

		if (term)
			term->children[term->child_count++] = i;
	}
}

static int compare_use(const void *a, const void *b)
{
	const struct term *x = *(const struct term *const *)a;
	const struct term *y = *(const struct term *const *)b;

	if (x->listing.count != y->listing.count)
		return x->listing.count < y->listing.count ? 1 : -1;
	return (x > y) - (x < y); /* terms stand in order of their labels */
}

static void order_by_use(struct builder *builder, struct taxonomy *taxonomy)
{
	const struct term **order =
		ARENA_ARRAY(&builder->scratch, const struct term *, taxonomy->count);

	for (uint32_t i = 0; i < taxonomy->count; i++)
		order[i] = &taxonomy->terms[i];
	if (taxonomy->count)
		qsort(order, taxonomy->count, sizeof(const struct term *), compare_use);
	taxonomy->by_use = ARENA_ARRAY(builder->arena, uint32_t, taxonomy->count);
	for (uint32_t i = 0; i < taxonomy->count; i++)
		taxonomy->by_use[i] = (uint32_t)(order[i] - taxonomy->terms);
}

bool taxonomy_nests(struct str name)
{
	return str_eq(name, STR("sections"));
}

bool taxonomy_build(struct taxonomy *taxonomy, uint32_t number,
                    const struct config *config, struct record **records, uint32_t count,
                    struct arena *arena, struct diags *diags)
{
	struct builder builder = { .arena = arena, .diags = diags, .ok = true };
	uint32_t *places;

	*taxonomy = (struct taxonomy){ .name = config->taxonomies.items[number] };
	taxonomy->url = arena_printf(arena, "/%.*s/", STR_ARG(taxonomy->name));
	builder.taxonomy = taxonomy->name;
	builder.nested = taxonomy_nests(taxonomy->name);
	read_records(&builder, number, records, count);
	for (uint32_t id = 0; id < count; id++) {
		struct filing *filing = &records[id]->filings[number];

		for (size_t i = 0; filing->terms && i < filing->names.count; i++)
			fill_article(&builder, filing->terms[i], id);
	}
	choose_labels(&builder);
	places = place_terms(&builder, taxonomy);
	for (uint32_t id = 0; id < count; id++) {
		struct filing *filing = &records[id]->filings[number];

		for (size_t i = 0; filing->terms && i < filing->names.count; i++)
			if (filing->terms[i] != TERM_NONE)
				filing->terms[i] = places[filing->terms[i]];
	}
	link_children(taxonomy, arena);
	order_by_use(&builder, taxonomy);
	letters_build(&taxonomy->letters, taxonomy, config->paginate_terms, arena);
	table_clear(&builder.by_fold);
	table_clear(&builder.by_slug);
	table_clear(&builder.by_name);
	free(builder.folds);
	free(builder.drafts);
	free(builder.names);
	arena_clear(&builder.scratch);
	return builder.ok;
}

void taxonomy_clear(struct taxonomy *taxonomy)
{
	table_clear(&taxonomy->by_slug);
}
