/*
 * patch: the part of run.h for edits that move no article from its place: its URL, date,
 * slug, aliases and terms are what they were. Then the archive stays as it is but for the
 * records, and only facts of these articles can have changed.
 */
#include "archive/permalink.h"
#include "archive/sitemaps.h"
#include "build/run.h"
#include "content/scan.h"
#include "render/observe.h"

/* An article that was edited. */
struct edit {
	uint32_t article; /* in the archive */
	struct known_source *known;
	struct record *record; /* as it is now; NULL: its bytes are the same */
	bool is_redated;       /* it was updated at another time */
	struct stamp stamp;
	struct hash hash;
	struct str messages; /* packed */
};

struct patch {
	struct edit *edits;
	size_t count;
	struct arena *arena;
};

static bool same_names(struct strs a, struct strs b)
{
	if (a.count != b.count)
		return false;
	for (size_t i = 0; i < a.count; i++)
		if (!str_eq(a.items[i], b.items[i]))
			return false;
	return true;
}

static bool same_place(const struct config *config, const struct record *a,
                       const struct record *b)
{
	if (!str_eq(a->url, b->url) || !str_eq(a->slug, b->slug) ||
	    date_cmp(a->date, b->date) != 0 || a->withdrawn != b->withdrawn ||
	    !same_names(a->aliases, b->aliases))
		return false;
	for (size_t i = 0; i < config->taxonomies.count; i++)
		if (!same_names(a->filings[i].names, b->filings[i].names))
			return false;
	return true;
}

static bool parse(struct run *run, struct patch *patch, struct edit *edit,
                  const struct source *source)
{
	struct loaded *loaded = run->loaded;
	struct article_options options = { .zone = loaded->config.zone,
		                           .root = STR("content") };
	const struct known_source *known = edit->known;
	struct buf messages = { 0 };
	struct diags said = { 0 };
	struct article article;
	bool ok = article_read(source, &options, patch->arena, &article, &said) &&
	          article.draft == known->draft &&
	          date_cmp(article.embargo, known->embargo) == 0 &&
	          date_cmp(article.expires, known->expires) == 0;

	if (ok) {
		edit->record = record_new(&loaded->shelves[0], &loaded->config, source,
		                          &article);
		ok = same_place(&loaded->config, edit->record, known->record);
		edit->is_redated =
			date_cmp(edit->record->updated, known->record->updated) != 0;
		if (said.first)
			diags_pack(&said, &messages);
		edit->messages = buf_keep(&messages, patch->arena);
	}
	if (ok)
		diags_move(run->diags, &said);
	diags_clear(&said);
	buf_clear(&messages);
	return ok;
}

static bool read_edit(struct run *run, struct patch *patch, struct str path)
{
	struct edit *edit = &patch->edits[patch->count++];
	struct source source = { .path = path };
	struct file_info info;

	*edit = (struct edit){ .known = state_source(run->state, path) };
	edit->article = archive_by_path(&run->loaded->archive, path);
	if (!edit->known || edit->article == ARTICLE_NONE)
		return false;
	if (files_read(run->loaded->files, path, SOURCE_MAX, patch->arena, &source.text,
	               &info) != FILE_OK)
		return false;
	edit->stamp = stamp_of(&info, run->loaded->site.now, STAMP_GAP_NS);
	edit->hash = hash_bytes(source.text);
	return hash_eq(edit->hash, edit->known->hash) || parse(run, patch, edit, &source);
}

static bool is_at_or_below(struct str path, struct str top)
{
	return str_skip_prefix(&path, top) &&
	       (path.len == 0 || str_has_prefix(path, STR("/")));
}

/*
 * Is it nothing that anybody knows or looked for, such as what an editor writes beside a
 * file before it renames it?
 */
static bool is_nothing(const struct run *run, struct str path)
{
	const struct state *state = run->state;

	if (!str_has_prefix(path, STR("content/")) || is_article_path(path))
		return false;
	for (uint32_t i = 0; i < state->source_paths.count; i++)
		if (!state->sources[i].is_gone &&
		    is_at_or_below(state->sources[i].path, path))
			return false;
	for (uint32_t i = 0; i < state->facts.count; i++) {
		const struct fact *fact = &state->facts.items[i];

		if (fact->kind >= FACT_FILE && is_at_or_below(fact->key, path))
			return false;
	}
	return true;
}

struct patch *patch_read(struct run *run, const struct changes *changes,
                         struct arena *arena)
{
	struct patch *patch = ARENA_NEW(arena, struct patch);

	*patch = (struct patch){
		.edits = ARENA_ARRAY(arena, struct edit, changes->paths.count),
		.arena = arena,
	};
	if (changes->rescan || run->loaded->failed.count)
		return NULL;
	for (size_t i = 0; i < changes->paths.count; i++)
		if (!is_nothing(run, changes->paths.items[i]) &&
		    !read_edit(run, patch, changes->paths.items[i]))
			return NULL;
	return patch;
}

void patch_apply(struct run *run, struct patch *patch)
{
	struct archive *archive = &run->loaded->archive;

	for (size_t i = 0; i < patch->count; i++) {
		struct edit *edit = &patch->edits[i];
		struct known_source *known = edit->known;
		struct record *old = archive->records[edit->article];

		known->stamp = edit->stamp;
		known->is_dirty = run->state->is_changed = true;
		if (!edit->record)
			continue;
		for (size_t j = 0; j < archive->config->taxonomies.count; j++)
			edit->record->filings[j].terms = old->filings[j].terms;
		edit->record->path = known->path;
		archive->records[edit->article] = known->record = edit->record;
		known->hash = edit->hash;
		state_keep(run->state, &known->messages, edit->messages);
	}
}

/* The pages to make, each once. */
struct choice {
	struct run *run;
	struct table numbers;
	struct arena arena;
};

static void choose(void *context, uint32_t number)
{
	struct choice *choice = context;

	table_add(&choice->numbers, choice->run->state->pages[number].path, NULL);
}

/* Mark a fact if it is not what it was, and choose its readers. */
static void observe_one(struct choice *choice, const struct readers *readers,
                        enum fact_kind kind, struct str key)
{
	struct run *run = choice->run;
	struct state *state = run->state;
	uint32_t number = facts_find(&state->facts, kind, key);
	struct fact now;

	if (number == FACT_NONE)
		return;
	now = state->facts.items[number];
	fact_observe(&run->loaded->site, &now);
	if (hash_eq(now.seen, state->facts.items[number].seen))
		return;
	run->plan.changed[number] = true;
	state_set_fact(state, number, now.seen, now.stamp);
	readers_of(readers, state, number, choose, choice);
}

/* When an article was updated is said of its part of the sitemap, too. */
static void observe_sitemap(struct choice *choice, const struct readers *readers,
                            uint32_t article)
{
	const struct sitemap *sitemap =
		sitemap_of(&choice->run->loaded->archive, article);

	if (!sitemap)
		return;
	observe_one(choice, readers, FACT_SITEMAP, sitemap->name);
	observe_one(choice, readers, FACT_SITEMAP,
	            arena_printf(&choice->arena, "%.*s?newest", STR_ARG(sitemap->name)));
}

/* The facts that an edit of an article may have changed. */
static void observe(struct choice *choice, const struct readers *readers,
                    const struct edit *edit)
{
	static const enum fact_kind kinds[] = { FACT_CARD, FACT_ARTICLE, FACT_BODY };

	if (!edit->record)
		return;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		observe_one(choice, readers, kinds[i], edit->known->path);
	if (edit->is_redated)
		observe_sitemap(choice, readers, edit->article);
}

/* Are the files that the pages publish those that they did? */
static bool same_resources(struct run *run)
{
	for (size_t i = 0; i < run->archive.count; i++) {
		const struct output *output = &run->archive.outputs[i];

		if (output->known == PAGE_UNKNOWN || output->fate != PAGE_MADE ||
		    !str_eq(run->state->pages[output->known].resources,
		            output->resources))
			return false;
	}
	return true;
}

bool patch_make(struct run *run, const struct patch *patch, struct readers *readers)
{
	struct choice choice = { .run = run };
	struct page *pages;
	size_t count = 0;
	bool done;

	for (size_t i = 0; i < patch->count; i++)
		observe(&choice, readers, &patch->edits[i]);
	pages = ARENA_ARRAY(&choice.arena, struct page, choice.numbers.count);
	for (uint32_t i = 0; i < choice.numbers.count; i++) {
		const struct page *page =
			archive_page(&run->loaded->archive,
		                     path_to_url(&choice.arena, choice.numbers.keys[i]));

		if (page)
			pages[count++] = *page;
	}
	round_start(&run->archive, pages, count);
	for (size_t i = 0; i < count; i++)
		run->archive.outputs[i].known = state_find_page(
			run->state, url_to_path(&choice.arena, pages[i].url));
	round_make_all(run, &run->archive, REASON_FACTS);
	done = count == choice.numbers.count && same_resources(run);
	run->written_at = files_now(run->loaded->files);
	rounds_remember(run);
	for (uint32_t i = 0; i < choice.numbers.count; i++)
		readers_add(readers,
		            table_find(&run->state->page_paths, choice.numbers.keys[i]));
	round_clear(&run->archive);
	table_clear(&choice.numbers);
	arena_clear(&choice.arena);
	return done;
}
