#include "archive/archive.h"

#include <stdlib.h>

#include "archive/pages.h"
#include "archive/sitemaps.h"
#include "base/path.h"
#include "base/text.h"

static int compare_records(const void *a, const void *b)
{
	return record_cmp(*(struct record *const *)a, *(struct record *const *)b);
}

static void list_latest(struct archive *archive)
{
	uint32_t *ids = ARENA_ARRAY(archive->arena, uint32_t, archive->count);
	uint32_t count = 0;

	for (uint32_t i = 0; i < archive->count; i++)
		if (!archive->records[i]->withdrawn)
			ids[count++] = i;
	archive->latest = (struct listing){ STR("latest"), STR("/latest/"), ids, count };
}

static void index_records(struct archive *archive)
{
	archive->slug_articles = ARENA_ARRAY(archive->arena, uint32_t, archive->count);
	for (uint32_t i = 0; i < archive->count; i++) {
		const struct record *record = archive->records[i];
		uint32_t number;
		bool is_new;

		table_add(&archive->by_path, record->path, NULL);
		number = table_add(&archive->by_slug, record->slug, &is_new);
		archive->slug_articles[number] = is_new ? i : ARTICLE_NONE;
	}
}

/* Two articles with one URL are an error: the one that is later in order is left out. */
static bool drop_clashes(struct archive *archive, struct diags *diags)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < archive->count; i++) {
		struct record *record = archive->records[i];
		bool is_new;
		uint32_t first = table_add(&archive->by_url, record->url, &is_new);

		if (is_new) {
			archive->records[kept++] = record;
			continue;
		}
		diag_error_path(diags, record->path, "the URL '%.*s' is taken by '%.*s'",
		                STR_ARG(record->url),
		                STR_ARG(archive->records[first]->path));
		diag_hint(diags, "give one of them another slug");
	}
	if (kept == archive->count)
		return true;
	archive->count = kept;
	return false;
}

bool archive_build(struct archive *archive, const struct config *config,
                   struct record **records, uint32_t count, struct arena *arena,
                   struct diags *diags)
{
	bool ok;

	*archive = (struct archive){
		.config = config,
		.records = records,
		.count = count,
		.arena = arena,
	};
	if (count)
		qsort(records, count, sizeof(struct record *), compare_records);
	ok = drop_clashes(archive, diags);
	index_records(archive);
	list_latest(archive);
	calendar_build(&archive->calendar, records, &archive->latest, arena);
	if (config->url.len)
		sitemaps_build(archive);
	archive->taxonomies =
		ARENA_ARRAY(arena, struct taxonomy, config->taxonomies.count);
	for (uint32_t i = 0; i < config->taxonomies.count; i++)
		ok &= taxonomy_build(&archive->taxonomies[i], i, config, records,
		                     archive->count, arena, diags);
	return ok;
}

static void clear_pages(struct archive *archive)
{
	table_clear(&archive->by_file);
	table_clear(&archive->by_alias);
	free(archive->redirects);
	archive->redirects = NULL;
	archive->redirect_count = archive->redirect_cap = 0;
	free(archive->pages);
	archive->pages = NULL;
	archive->page_count = 0;
	arena_clear(&archive->page_arena);
}

bool archive_list_pages(struct archive *archive, const struct plain_file *files,
                        size_t file_count, struct diags *diags)
{
	clear_pages(archive);
	return pages_list(archive, files, file_count, diags);
}

void archive_clear(struct archive *archive)
{
	for (uint32_t i = 0; archive->taxonomies && i < archive->config->taxonomies.count;
	     i++)
		taxonomy_clear(&archive->taxonomies[i]);
	table_clear(&archive->by_path);
	table_clear(&archive->by_url);
	table_clear(&archive->by_slug);
	clear_pages(archive);
	*archive = (struct archive){ 0 };
}

uint32_t archive_by_path(const struct archive *archive, struct str path)
{
	return table_find(&archive->by_path, path);
}

uint32_t archive_by_url(const struct archive *archive, struct str url)
{
	return table_find(&archive->by_url, url);
}

const struct page *archive_page(const struct archive *archive, struct str url)
{
	struct arena scratch = { 0 };
	uint32_t number = TABLE_NONE;

	if (str_has_prefix(url, STR("/")))
		number = table_find(&archive->by_file, page_key(&scratch, url));
	arena_clear(&scratch);
	return number == TABLE_NONE ? NULL : &archive->pages[number];
}

uint32_t archive_find(const struct archive *archive, struct str reference)
{
	struct arena scratch = { 0 };
	struct str url = reference;
	uint32_t found = archive_by_path(archive, reference);

	if (found == ARTICLE_NONE)
		found = archive_by_path(archive, arena_printf(&scratch, "content/%.*s",
		                                              STR_ARG(reference)));
	if (found == ARTICLE_NONE && archive->config->url.len)
		str_skip_prefix(&url, str_slice(archive->config->url, 0,
		                                archive->config->url.len - 1));
	if (found == ARTICLE_NONE)
		found = archive_by_url(archive, url);
	if (found == ARTICLE_NONE) {
		uint32_t number = table_find(&archive->by_slug, reference);

		if (number != TABLE_NONE)
			found = archive->slug_articles[number];
	}
	arena_clear(&scratch);
	return found;
}

const struct taxonomy *archive_taxonomy(const struct archive *archive, struct str name)
{
	for (uint32_t i = 0; i < archive->config->taxonomies.count; i++)
		if (str_eq(archive->config->taxonomies.items[i], name))
			return &archive->taxonomies[i];
	return NULL;
}

/* "News / Harbour": "news/harbour" */
static struct str nested_slug(struct arena *arena, struct str name)
{
	struct str slug = { 0 }, part;

	while (name.len) {
		str_cut(name, '/', &part, &name);
		slug = path_join(arena, slug, text_slug(arena, part));
	}
	return slug;
}

const struct term *taxonomy_term(const struct taxonomy *taxonomy, struct str name)
{
	uint32_t number = table_find(&taxonomy->by_slug, name);
	struct arena scratch = { 0 };

	if (number == TABLE_NONE)
		number = table_find(&taxonomy->by_slug, nested_slug(&scratch, name));
	if (number == TABLE_NONE)
		number = table_find(&taxonomy->by_slug, text_slug(&scratch, name));
	arena_clear(&scratch);
	return number == TABLE_NONE ? NULL : &taxonomy->terms[number];
}

static bool is_neighbour(const struct record *record)
{
	return !record->withdrawn && date_is_known(record->date);
}

void archive_neighbours(const struct archive *archive, uint32_t article,
                        uint32_t *earlier, uint32_t *later)
{
	*earlier = *later = ARTICLE_NONE;
	if (!date_is_known(archive->records[article]->date))
		return;
	for (uint32_t i = article; i-- > 0 && *earlier == ARTICLE_NONE;) {
		if (!date_is_known(archive->records[i]->date))
			break;
		if (is_neighbour(archive->records[i]))
			*earlier = i;
	}
	for (uint32_t i = article + 1; i < archive->count && *later == ARTICLE_NONE; i++)
		if (is_neighbour(archive->records[i]))
			*later = i;
}
