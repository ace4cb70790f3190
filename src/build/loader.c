#include "build/loader.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "archive/permalink.h"
#include "content/scan.h"
#include "render/page.h"

#define CONFIG_MAX ((size_t)4 << 20)

/* What became of one source. */
enum fate { FATE_FAILED, FATE_READ, FATE_DRAFT, FATE_EMBARGOED, FATE_EXPIRED };

struct reading {
	struct loaded *loaded;
	const struct load_options *options;
	const struct scan *scan;
	struct record **records; /* one place for each source */
	enum fate *fates;
	struct diags *diags;   /* one for each thread */
	struct arena *scratch; /* one for each thread */
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

static enum fate fate_of(const struct article *article,
                         const struct load_options *options)
{
	if (article->draft && !options->drafts)
		return FATE_DRAFT;
	if (is_ahead(article->embargo, options->date))
		return FATE_EMBARGOED;
	if (is_over(article->expires, options->date))
		return FATE_EXPIRED;
	return FATE_READ;
}

static void read_source(struct reading *reading, unsigned worker, size_t item)
{
	struct loaded *loaded = reading->loaded;
	struct arena *scratch = &reading->scratch[worker];
	struct diags *diags = &reading->diags[worker];
	struct article_options options = { .zone = loaded->config.zone,
		                           .root = STR("content") };
	struct source source = { .path = reading->scan->paths[item] };
	struct article article;
	enum file_status status;

	arena_reset(scratch);
	status = files_read(loaded->files, source.path, SOURCE_MAX, scratch, &source.text,
	                    NULL);
	if (status != FILE_OK) {
		diag_error_path(diags, source.path, "cannot read: %s",
		                files_explain(status));
		if (status == FILE_MISSING)
			diag_hint(diags, "was it removed while the site was built?");
		if (files_is_system(status))
			atomic_store(&reading->system_failed, true);
		return;
	}
	if (!article_read(&source, &options, scratch, &article, diags))
		return;
	reading->fates[item] = fate_of(&article, reading->options);
	if (reading->fates[item] == FATE_READ)
		reading->records[item] = record_new(&loaded->shelves[worker],
		                                    &loaded->config, &source, &article);
}

static void read_one(void *context, unsigned worker, size_t item)
{
	struct reading *reading = context;
	const struct load_options *options = reading->options;
	size_t done;

	read_source(reading, worker, item);
	done = atomic_fetch_add(&reading->done, 1) + 1;
	if (worker == 0 && options->progress)
		options->progress(options->progress_context, "reading", done,
		                  reading->scan->count);
}

static void count_fates(struct loaded *loaded, const struct reading *reading,
                        struct record **records, uint32_t *count)
{
	for (size_t i = 0; i < reading->scan->count; i++) {
		switch (reading->fates[i]) {
		case FATE_READ:
			records[(*count)++] = reading->records[i];
			break;
		case FATE_FAILED:
			table_add(&loaded->failed, reading->scan->paths[i], NULL);
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
		.records = ARENA_ARRAY(&loaded->arena, struct record *, scan->count),
		.fates = ARENA_ARRAY(&loaded->arena, enum fate, scan->count),
		.diags = ARENA_ARRAY(&loaded->arena, struct diags, pool_size(pool)),
		.scratch = ARENA_ARRAY(&loaded->arena, struct arena, pool_size(pool)),
	};

	loaded->articles = scan->count;
	pool_run(pool, scan->count, read_one, &reading);
	for (unsigned i = 0; i < pool_size(pool); i++) {
		diags_move(diags, &reading.diags[i]);
		arena_clear(&reading.scratch[i]);
	}
	loaded->system_failed |= atomic_load(&reading.system_failed);
	*count = 0;
	count_fates(loaded, &reading, reading.records, count);
	return reading.records;
}

static bool read_config(struct loaded *loaded, struct diags *diags)
{
	struct source *source = ARENA_NEW(&loaded->arena, struct source);
	struct file_info info;
	enum file_status status;

	source->path = STR("site.yaml");
	status = files_read(loaded->files, source->path, CONFIG_MAX, &loaded->arena,
	                    &source->text, NULL);
	if (status == FILE_MISSING &&
	    files_stat(loaded->files, STR("content"), &info) == FILE_MISSING) {
		diag_error_path(diags, (struct str){ 0 },
		                "there is no site here: neither "
		                "site.yaml nor content/");
		diag_hint(diags, "go to its folder, or give -C DIR; 'broadsheet new DIR' "
		                 "makes one");
		return false;
	}
	if (status != FILE_OK && status != FILE_MISSING) {
		loaded->system_failed = files_is_system(status);
		return diag_error_path(diags, source->path, "cannot read: %s",
		                       files_explain(status));
	}
	return config_read(source, &loaded->arena, &loaded->config, diags);
}

/* What is under static/ is published as it is, and so are the theme's assets. */
static struct plain_file *list_files(struct loaded *loaded, size_t *count, bool *ok,
                                     struct diags *diags)
{
	const struct plain_file *assets = site_asset_files(&loaded->site, &loaded->arena);
	struct plain_file *files;
	struct scan scan;

	*ok &= scan_files(loaded->files, STR("static"), &loaded->arena, &scan, diags);
	files = ARENA_ARRAY(&loaded->arena, struct plain_file,
	                    scan.count + loaded->site.asset_count);
	for (size_t i = 0; i < scan.count; i++)
		files[i] = (struct plain_file){
			.url = path_to_url(
				&loaded->arena,
				str_from(scan.paths[i], sizeof("static/") - 1)),
			.source = scan.paths[i],
		};
	for (size_t i = 0; i < loaded->site.asset_count; i++)
		files[scan.count + i] = assets[i];
	*count = scan.count + loaded->site.asset_count;
	return files;
}

bool load_site(struct loaded *loaded, struct files *folder, struct pool *pool,
               const struct load_options *options, struct diags *diags)
{
	struct plain_file *files;
	struct record **records;
	struct scan scan;
	size_t file_count;
	uint32_t count;
	bool ok = true;

	*loaded = (struct loaded){ .files = folder, .threads = pool_size(pool) };
	loaded->shelves =
		ARENA_ARRAY(&loaded->arena, struct record_shelf, loaded->threads);
	if (!read_config(loaded, diags))
		return false;
	loaded->can_render =
		site_load(&loaded->site, loaded->files, &loaded->arena, diags);
	ok &= loaded->can_render;
	files = list_files(loaded, &file_count, &ok, diags);
	ok &= scan_articles(loaded->files, STR("content"), &loaded->arena, &scan, diags);
	loaded->system_failed |= scan.failed;
	records = read_articles(loaded, pool, options, &scan, &count, diags);
	ok &= archive_build(&loaded->archive, &loaded->config, records, count, files,
	                    file_count, &loaded->arena, diags);
	loaded->site.config = &loaded->config;
	loaded->site.archive = &loaded->archive;
	return ok && loaded->failed.count == 0;
}

void loaded_clear(struct loaded *loaded)
{
	site_clear(&loaded->site);
	archive_clear(&loaded->archive);
	table_clear(&loaded->failed);
	for (unsigned i = 0; i < loaded->threads; i++)
		record_shelf_clear(&loaded->shelves[i]);
	arena_clear(&loaded->arena);
	*loaded = (struct loaded){ 0 };
}
