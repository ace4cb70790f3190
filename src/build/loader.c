#include "build/loader.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "archive/ledger.h"
#include "archive/permalink.h"
#include "archive/wordfile.h"
#include "base/path.h"
#include "build/derived.h"
#include "build/leftover.h"
#include "content/scan.h"
#include "render/page.h"

#define CONFIG_MAX ((size_t)4 << 20)

/* What became of one source. */
enum fate { FATE_FAILED, FATE_READ, FATE_DRAFT, FATE_EMBARGOED, FATE_EXPIRED };

/* One source as it was found. */
struct found {
	struct known_source *known; /* NULL: new, or known by another config */
	struct record *record;      /* NULL: could not be read */
	struct stamp stamp;
	struct hash hash;
	struct str messages; /* packed; in the thread's arena */
	struct date embargo, expires;
	bool draft;
	bool is_parsed, failed;
};

struct reading {
	struct loaded *loaded;
	const struct load_options *options;
	const struct scan *scan;
	struct found *found;   /* one for each source */
	struct diags *diags;   /* one for each thread */
	struct arena *scratch; /* one for each thread: emptied for every source */
	struct arena *kept;    /* one for each thread */
	struct table changed;  /* paths of options->changes */
	atomic_size_t done;
	atomic_bool system_failed;
};

static bool is_ahead(struct date date, struct date today)
{
	return date_is_known(date) &&
	       (!date_is_known(today) || date_to_days(date) > date_to_days(today));
}

static bool is_over(struct date date, struct date today)
{
	return date_is_known(date) && date_is_known(today) &&
	       date_to_days(date) <= date_to_days(today);
}

static enum fate fate_of(const struct found *found, const struct load_options *options)
{
	if (!found->record)
		return FATE_FAILED;
	if (found->draft && !options->drafts)
		return FATE_DRAFT;
	if (is_ahead(found->embargo, options->date))
		return FATE_EMBARGOED;
	if (is_over(found->expires, options->date))
		return FATE_EXPIRED;
	return FATE_READ;
}

/* Take what is known of the source; false if it cannot be read any more. */
static bool reuse(struct reading *reading, unsigned worker, struct found *found)
{
	struct known_source *known = found->known;
	struct unpack in = { .rest = known->packed };

	if (!known->record)
		known->record = record_unpack(&reading->loaded->shelves[worker],
		                              reading->loaded->config.taxonomies.count,
		                              known->path, &in);
	found->record = known->record;
	found->draft = known->draft;
	found->embargo = known->embargo;
	found->expires = known->expires;
	return found->record != NULL;
}

/* The same, and say again what was said of it. */
static bool reuse_whole(struct reading *reading, unsigned worker, struct found *found)
{
	if (!reuse(reading, worker, found))
		return false;
	diags_unpack(&reading->diags[worker], found->known->messages);
	return true;
}

static bool report_unread(struct reading *reading, unsigned worker, struct str path,
                          enum file_status status)
{
	struct diags *diags = &reading->diags[worker];

	diag_error_path(diags, path, "cannot read: %s", files_explain(status));
	if (status == FILE_MISSING)
		diag_hint(diags, "was it removed while the site was built?");
	if (files_is_system(status))
		atomic_store(&reading->system_failed, true);
	return false;
}

static bool parse(struct reading *reading, unsigned worker, const struct source *source,
                  struct found *found)
{
	struct loaded *loaded = reading->loaded;
	struct article_options options = { .zone = loaded->config.zone,
		                           .root = STR("content") };
	struct diags said = { 0 };
	struct buf messages = { 0 };
	struct article article;
	bool ok = article_read(source, &options, &reading->scratch[worker], &article,
	                       &said);

	if (ok) {
		if (said.first)
			diags_pack(&said, &messages);
		found->messages = buf_keep(&messages, &reading->kept[worker]);
		found->record = record_new(&loaded->shelves[worker], &loaded->config,
		                           source, &article);
		found->draft = article.draft;
		found->embargo = article.embargo;
		found->expires = article.expires;
		found->is_parsed = true;
	}
	diags_move(&reading->diags[worker], &said);
	buf_clear(&messages);
	return ok;
}

/* Is it, or is it below, what is said to have changed? */
static bool may_have_changed(const struct reading *reading, struct str path)
{
	if (!reading->options->changes || reading->options->changes->rescan)
		return true;
	for (; path.len; path = path_dir(path))
		if (table_find(&reading->changed, path) != TABLE_NONE)
			return true;
	return false;
}

/* False if the file cannot be read or parsed. */
static bool read_source(struct reading *reading, unsigned worker, struct str path,
                        struct found *found)
{
	struct loaded *loaded = reading->loaded;
	struct arena *scratch = &reading->scratch[worker];
	struct source source = { .path = path };
	struct file_info info;
	enum file_status status;

	if (found->known && !found->known->is_unread &&
	    !may_have_changed(reading, path)) {
		found->stamp = found->known->stamp;
		if (reuse_whole(reading, worker, found))
			return true;
	}
	if (found->known && found->known->stamp.value &&
	    files_stat(loaded->files, path, &info) == FILE_OK) {
		found->stamp = stamp_of(&info, loaded->site.now, STAMP_GAP_NS);
		if (stamp_eq(found->stamp, found->known->stamp) &&
		    reuse_whole(reading, worker, found))
			return true;
	}
	arena_reset(scratch);
	status =
		files_read(loaded->files, path, SOURCE_MAX, scratch, &source.text, &info);
	if (status != FILE_OK)
		return report_unread(reading, worker, path, status);
	found->stamp = stamp_of(&info, loaded->site.now, STAMP_GAP_NS);
	found->hash = hash_bytes(source.text);
	if (found->known && hash_eq(found->hash, found->known->hash) &&
	    reuse_whole(reading, worker, found))
		return true;
	return parse(reading, worker, &source, found);
}

static void read_one(void *context, unsigned worker, size_t item)
{
	struct reading *reading = context;
	const struct load_options *options = reading->options;
	struct found *found = &reading->found[item];
	struct str path = reading->scan->paths[item];
	size_t done;

	if (options->state &&
	    hash_eq(options->state->config, reading->loaded->config.hash))
		found->known = state_source(options->state, path);
	found->failed = !read_source(reading, worker, path, found);
	/* Until it is mended, what was known of it stands. */
	if (found->failed && found->known)
		reuse(reading, worker, found);
	done = atomic_fetch_add(&reading->done, 1) + 1;
	if (worker == 0 && options->progress)
		options->progress(options->progress_context, "reading", done,
		                  reading->scan->count);
}

/* Bring what is known of a source up to date. */
static void remember(struct state *state, struct str path, const struct found *found)
{
	struct known_source *known = state_source(state, path);

	if (known) {
		known->found_in = state->run;
		known->is_unread = found->failed;
	}
	if (found->failed || !found->record) {
		/* As it was under another config it must not stand. */
		if (known && !found->known)
			known->is_gone = known->is_dirty = state->is_changed = true;
		state->facts_behind |= found->failed;
		return;
	}
	if (!known || found->is_parsed) {
		struct known_source was = known ? *known : (struct known_source){ 0 };

		known = state_add_source(state, path);
		known->messages = was.messages;
		known->related = was.related;
		known->is_related_mapped = was.is_related_mapped;
		state_keep(state, &known->messages, found->messages);
		known->hash = found->hash;
		known->draft = found->draft;
		known->embargo = found->embargo;
		known->expires = found->expires;
		known->found_in = state->run;
		known->is_dirty = true;
	}
	known->record = found->record;
	known->record->path = known->path;
	if (found->stamp.value ? !stamp_eq(found->stamp, known->stamp)
	                       : known->stamp.value != 0)
		known->is_dirty = true;
	known->stamp = found->stamp;
	state->is_changed |= known->is_dirty;
	state->facts_behind |= found->is_parsed;
}

/*
 * What was not found any more is gone, unless folders could not be listed; but what was
 * read under another config must not stand.
 */
static void forget_others(struct state *state, const struct scan *scan,
                          bool is_other_config)
{
	if (scan->failed && !is_other_config)
		return;
	for (uint32_t i = 0; i < state->source_paths.count; i++) {
		struct known_source *known = &state->sources[i];

		if (known->is_gone || known->found_in == state->run)
			continue;
		known->is_gone = known->is_dirty = true;
		state->is_changed = state->facts_behind = true;
	}
}

/* Sort what was found: into the archive, or out of it. */
static struct record **settle(struct loaded *loaded, const struct reading *reading,
                              uint32_t *count)
{
	const struct scan *scan = reading->scan;
	struct record **records =
		ARENA_ARRAY(&loaded->arena, struct record *, scan->count);

	for (size_t i = 0; i < scan->count; i++) {
		const struct found *found = &reading->found[i];

		if (reading->options->state)
			remember(reading->options->state, scan->paths[i], found);
		if (found->failed)
			table_add(&loaded->failed, scan->paths[i], NULL);
		loaded->parsed += found->is_parsed;
		switch (fate_of(found, reading->options)) {
		case FATE_READ:
			records[(*count)++] = found->record;
			break;
		case FATE_FAILED:
			break;
		case FATE_DRAFT:
			loaded->drafts++;
			break;
		case FATE_EMBARGOED:
			loaded->embargoed++;
			break;
		case FATE_EXPIRED:
			loaded->expired++;
			break;
		}
	}
	return records;
}

/* Read all articles; the records come back packed, in order of their paths. */
static struct record **read_articles(struct loaded *loaded, struct pool *pool,
                                     const struct load_options *options,
                                     const struct scan *scan, uint32_t *count,
                                     struct diags *diags)
{
	struct reading reading = {
		.loaded = loaded,
		.options = options,
		.scan = scan,
		.found = ARENA_ARRAY(&loaded->arena, struct found, scan->count),
		.diags = ARENA_ARRAY(&loaded->arena, struct diags, pool_size(pool)),
		.scratch = ARENA_ARRAY(&loaded->arena, struct arena, pool_size(pool)),
		.kept = ARENA_ARRAY(&loaded->arena, struct arena, pool_size(pool)),
	};
	struct state *state = options->state;
	struct record **records;

	loaded->articles = scan->count;
	for (size_t i = 0; options->changes && i < options->changes->paths.count; i++)
		table_add(&reading.changed, options->changes->paths.items[i], NULL);
	pool_run(pool, scan->count, read_one, &reading);
	*count = 0;
	records = settle(loaded, &reading, count);
	table_clear(&reading.changed);
	for (unsigned i = 0; i < pool_size(pool); i++) {
		diags_move(diags, &reading.diags[i]);
		arena_clear(&reading.scratch[i]);
		arena_clear(&reading.kept[i]);
	}
	loaded->system_failed |= atomic_load(&reading.system_failed);
	if (state) {
		bool is_other_config = !hash_eq(state->config, loaded->config.hash);

		forget_others(state, scan, is_other_config);
		if (is_other_config)
			state->is_changed = state->facts_behind = true;
		state->config = loaded->config.hash;
		state->taxonomies = loaded->config.taxonomies.count;
	}
	return records;
}

bool load_check(struct files *files, struct diags *diags)
{
	struct file_info info;

	if (files_stat(files, STR("site.yaml"), &info) != FILE_MISSING ||
	    files_stat(files, STR("content"), &info) != FILE_MISSING)
		return true;
	diag_error_path(diags, (struct str){ 0 },
	                "there is no site here: neither site.yaml nor content/");
	diag_hint(diags,
	          "go to its folder, or give -C DIR; 'broadsheet new DIR' makes one");
	return false;
}

bool load_config(struct files *files, struct arena *arena, struct config *config,
                 enum file_status *status, struct diags *diags)
{
	struct source *source = ARENA_NEW(arena, struct source);

	source->path = STR("site.yaml");
	*status = files_read(files, source->path, CONFIG_MAX, arena, &source->text, NULL);
	if (*status == FILE_MISSING && !load_check(files, diags))
		return false;
	if (*status != FILE_OK && *status != FILE_MISSING)
		return diag_error_path(diags, source->path, "cannot read: %s",
		                       files_explain(*status));
	return config_read(source, arena, config, diags);
}

/* A file beside site.yaml that a site may keep; without it source has no text. */
static bool read_kept(struct loaded *loaded, struct str path, size_t limit,
                      struct source *source, struct diags *diags)
{
	enum file_status status;

	*source = (struct source){ .path = path };
	status = files_read(loaded->files, path, limit, &loaded->arena, &source->text,
	                    NULL);
	if (status == FILE_OK || status == FILE_MISSING)
		return true;
	source->text = (struct str){ 0 };
	loaded->system_failed |= files_is_system(status);
	return diag_error_path(diags, path, "cannot read: %s", files_explain(status));
}

static bool read_words(struct loaded *loaded, struct diags *diags)
{
	struct source *source = ARENA_NEW(&loaded->arena, struct source);

	return read_kept(loaded, STR(WORD_FILE), WORD_FILE_MAX, source, diags) &&
	       wordfile_read(source, &loaded->words, &loaded->arena, diags);
}

/*
 * What is under static/ is published as it is, and so are the theme's assets; not what
 * editors leave there, which the watcher does not hear either.
 */
static struct plain_file *list_files(struct loaded *loaded, size_t *count, bool *ok,
                                     struct diags *diags)
{
	struct arena *arena = &loaded->theme_arena;
	const struct plain_file *assets = site_asset_files(&loaded->site, arena);
	struct plain_file *files;
	struct scan scan;

	*ok &= scan_files(loaded->files, STR("static"), arena, &scan, diags);
	loaded->system_failed |= scan.failed;
	files = ARENA_ARRAY(arena, struct plain_file,
	                    scan.count + loaded->site.asset_count);
	*count = 0;
	for (size_t i = 0; i < scan.count; i++)
		if (!is_leftover(path_base(scan.paths[i])))
			files[(*count)++] = (struct plain_file){
				.url = path_to_url(
					arena,
					str_from(scan.paths[i], sizeof("static/") - 1)),
				.source = scan.paths[i],
			};
	for (size_t i = 0; i < loaded->site.asset_count; i++)
		files[(*count)++] = assets[i];
	return files;
}

/* All but the shelves and what the state knows of related articles. */
static void unload(struct loaded *loaded)
{
	struct loaded kept = { .shelves = loaded->shelves,
		               .threads = loaded->threads,
		               .related = loaded->related };

	site_clear(&loaded->site);
	archive_clear(&loaded->archive);
	search_index_clear(&loaded->search);
	table_clear(&loaded->failed);
	table_clear(&loaded->unread);
	arena_clear(&loaded->arena);
	arena_clear(&loaded->theme_arena);
	*loaded = kept;
}

bool load_site(struct loaded *loaded, struct files *folder, struct pool *pool,
               const struct load_options *options, struct diags *diags)
{
	struct record **records;
	struct scan scan;
	uint32_t count;
	enum file_status status;
	bool ok = true;

	unload(loaded);
	loaded->files = folder;
	if (!loaded->shelves) {
		loaded->threads = pool_size(pool);
		loaded->shelves =
			xrealloc_array(NULL, loaded->threads, sizeof(*loaded->shelves));
		memset(loaded->shelves, 0, loaded->threads * sizeof(*loaded->shelves));
	}
	if (!load_config(loaded->files, &loaded->arena, &loaded->config, &status,
	                 diags)) {
		loaded->system_failed = files_is_system(status);
		return false;
	}
	loaded->config.today = options->date;
	ok &= site_load(&loaded->site, loaded->files, &loaded->theme_arena,
	                &loaded->can_render, diags);
	loaded->system_failed |= !loaded->can_render;
	loaded->plain = list_files(loaded, &loaded->plain_count, &ok, diags);
	ok &= scan_articles(loaded->files, STR("content"), &loaded->arena, &scan, diags);
	loaded->system_failed |= scan.failed;
	records = read_articles(loaded, pool, options, &scan, &count, diags);
	ok &= archive_build(&loaded->archive, &loaded->config, records, count,
	                    &loaded->arena, diags);
	ok &= read_words(loaded, diags);
	ok &= derive(loaded, pool, options, diags);
	ok &= archive_list_pages(&loaded->archive, loaded->plain, loaded->plain_count,
	                         diags);
	ok &= read_kept(loaded, STR(LEDGER_FILE), LEDGER_MAX, &loaded->ledger, diags) &&
	      ledger_check(&loaded->archive, &loaded->ledger, diags);
	loaded->site.config = &loaded->config;
	loaded->site.archive = &loaded->archive;
	loaded->site.failed = &loaded->failed;
	return ok && loaded->failed.count == 0;
}

bool load_theme(struct loaded *loaded, struct diags *diags)
{
	bool ok;

	site_clear(&loaded->site);
	arena_clear(&loaded->theme_arena);
	ok = site_load(&loaded->site, loaded->files, &loaded->theme_arena,
	               &loaded->can_render, diags);
	loaded->system_failed |= !loaded->can_render;
	loaded->plain = list_files(loaded, &loaded->plain_count, &ok, diags);
	loaded->site.config = &loaded->config;
	loaded->site.archive = &loaded->archive;
	loaded->site.failed = &loaded->failed;
	ok &= archive_list_pages(&loaded->archive, loaded->plain, loaded->plain_count,
	                         diags);
	return ledger_check(&loaded->archive, &loaded->ledger, diags) && ok;
}

void loaded_clear(struct loaded *loaded)
{
	unload(loaded);
	related_clear(&loaded->related);
	for (unsigned i = 0; i < loaded->threads; i++)
		record_shelf_clear(&loaded->shelves[i]);
	free(loaded->shelves);
	*loaded = (struct loaded){ 0 };
}
