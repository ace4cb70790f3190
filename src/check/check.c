#include "check/check.h"

#include <stdlib.h>
#include <string.h>

#include "archive/ledger.h"
#include "archive/permalink.h"
#include "archive/redirects.h"
#include "base/path.h"
#include "base/pool.h"
#include "build/verify.h"
#include "check/inspect.h"
#include "content/scan.h"
#include "render/page.h"

struct check {
	const struct check_options *options;
	struct check_result *result;
	struct diags *diags;
	struct date today;
	struct files *site, *output;
	struct pool *pool;
	struct arena arena; /* the paths of the output's files */
	struct territory territory;
	struct inspector *inspectors; /* one for each thread */
	struct arena *texts;          /* the same: of the page in work */
	struct findings findings;
	atomic_bool failed;
};

/* The paths of the output's files, from the output on. */
static void scan_output(struct check *check, struct scan *scan)
{
	struct str output = check->options->build.output, folder, name;
	struct files *beside;

	while (output.len > 1 && str_skip_suffix(&output, STR("/")))
		;
	folder = path_dir(output);
	name = path_base(output);
	if (folder.len == 0)
		folder = str_has_prefix(output, STR("/")) ? STR("/") : STR(".");
	beside = files_open_disk(folder);
	scan_files(beside, name, &check->arena, scan, check->diags);
	files_close(beside);
	for (size_t i = 0; i < scan->count; i++)
		scan->paths[i] = str_from(scan->paths[i], name.len + 1);
	check->result->system_failed |= scan->failed;
}

static void list_output(struct check *check)
{
	struct weight weight = {
		.redirects = redirects_count(check->territory.archive,
		                             check->options->host
		                                     ? host_name(check->options->host)
		                                     : (struct str){ 0 }),
	};
	struct table folders = { 0 };
	uint64_t *held = NULL;
	struct scan scan;

	scan_output(check, &scan);
	held = xrealloc_array(NULL, scan.count + 1, sizeof(*held));
	for (size_t i = 0; i < scan.count; i++) {
		struct str path = scan.paths[i];
		struct file_info info = { 0 };
		uint32_t folder;
		bool is_new;

		if (str_has_prefix(path, STR(".git/")) ||
		    files_stat(check->output, path, &info) != FILE_OK)
			continue;
		table_add(&check->territory.files, path, NULL);
		folder = table_add(&folders, path_dir(path), &is_new);
		held[folder] = is_new ? 1 : held[folder] + 1;
		if (held[folder] > weight.most_in_folder) {
			weight.most_in_folder = held[folder];
			weight.fullest_folder = path_dir(path);
		}
		weight.files++;
		weight.bytes += info.size;
		if (check->options->host)
			host_check_file(check->options->host,
			                path_join(&check->arena,
			                          check->options->build.output, path),
			                info.size, check->diags);
	}
	weight.fullest_folder = path_join(&check->arena, check->options->build.output,
	                                  weight.fullest_folder);
	if (check->options->host)
		host_check_all(check->options->host, &weight,
		               check->options->build.output, check->diags);
	check->result->files = weight.files;
	check->result->bytes = weight.bytes;
	table_clear(&folders);
	free(held);
}

static bool is_html(struct str path)
{
	return str_has_suffix(path, STR(".html")) || str_has_suffix(path, STR(".htm"));
}

static void inspect_one(void *context, unsigned worker, size_t item)
{
	struct check *check = context;
	struct str path = check->territory.files.keys[item], text;

	if (!is_html(path))
		return;
	arena_reset(&check->texts[worker]);
	if (files_read(check->output, path, PICTURE_MAX, &check->texts[worker], &text,
	               NULL) == FILE_OK)
		inspect_page(&check->inspectors[worker], (uint32_t)item, text);
	else
		atomic_store(&check->failed, true);
}

static int compare_places(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Now that all ids are known, see which links to places lead nowhere. */
static void follow_jumps(struct check *check)
{
	unsigned size = pool_size(check->pool);
	size_t count = 0;
	uint64_t *places;

	for (unsigned i = 0; i < size; i++)
		count += check->inspectors[i].place_count;
	places = xrealloc_array(NULL, count + 1, sizeof(*places));
	count = 0;
	for (unsigned i = 0; i < size; i++) {
		const struct inspector *inspector = &check->inspectors[i];

		if (inspector->place_count)
			memcpy(places + count, inspector->places,
			       inspector->place_count * sizeof(*places));
		count += inspector->place_count;
	}
	if (count)
		qsort(places, count, sizeof(*places), compare_places);
	for (unsigned i = 0; i < size; i++)
		for (size_t j = 0; j < check->inspectors[i].jump_count; j++) {
			const struct jump *jump = &check->inspectors[i].jumps[j];

			if (bsearch(&jump->target, places, count, sizeof(*places),
			            compare_places))
				continue;
			findings_add(&check->findings,
			             (struct finding){ .kind = FOUND_ANCHOR,
			                               .path = jump->path,
			                               .what = jump->link,
			                               .offset = jump->offset });
		}
	free(places);
}

static void find_in_article(struct check *check, const struct record *record,
                            enum finding_kind kind, struct str what)
{
	findings_add(&check->findings, (struct finding){ .kind = kind,
	                                                 .path = record->path,
	                                                 .what = what,
	                                                 .is_of_source = true });
}

/* The first article that has the same, or NULL; it is noted if it is the first. */
static const struct record *find_first(const struct check *check, struct table *seen,
                                       uint32_t *firsts, struct str key, uint32_t article)
{
	bool is_new;
	uint32_t number = table_add(seen, key, &is_new);

	if (is_new)
		firsts[number] = article;
	return is_new ? NULL : check->territory.archive->records[firsts[number]];
}

static void check_date(struct check *check, const struct record *record)
{
	struct buf date = { 0 };

	if (!date_is_known(record->date) || !date_is_known(check->today) ||
	    date_to_days(record->date) <= date_to_days(check->today))
		return;
	date_format_iso(record->date, &date);
	find_in_article(check, record, FOUND_FUTURE, buf_keep(&date, &check->arena));
	buf_clear(&date);
}

static void check_links_to(struct check *check, const struct record *record)
{
	uint32_t file = table_find(&check->territory.files,
	                           url_to_path(&check->arena, record->url));

	if (file != TABLE_NONE && !atomic_load(&check->territory.linked[file]))
		find_in_article(check, record, FOUND_ORPHAN, record->url);
}

static void compare_articles(struct check *check)
{
	const struct archive *archive = check->territory.archive;
	struct table titles = { 0 }, texts = { 0 };
	uint32_t *with_title = ARENA_ARRAY(&check->arena, uint32_t, archive->count + 1);
	uint32_t *with_text = ARENA_ARRAY(&check->arena, uint32_t, archive->count + 1);
	struct hash none = hash_bytes((struct str){ 0 }), blank = hash_bytes(STR("\n"));

	for (uint32_t i = 0; i < archive->count; i++) {
		const struct record *record = archive->records[i], *first;
		struct str body = { (const char *)&record->body, sizeof(record->body) };

		if (record->withdrawn)
			continue;
		check_date(check, record);
		if (record->image_src.len && record->image_alt.len == 0)
			find_in_article(check, record, FOUND_LEAD, record->image_src);
		check_links_to(check, record);
		first = find_first(check, &titles, with_title, record->title, i);
		if (first)
			find_in_article(check, record, FOUND_TITLE, first->path);
		if (hash_eq(record->body, none) || hash_eq(record->body, blank))
			continue;
		first = find_first(check, &texts, with_text, body, i);
		if (first)
			find_in_article(check, record, FOUND_TEXT, first->path);
	}
	table_clear(&titles);
	table_clear(&texts);
}

/* Does the picture whose URL stands there say nothing of what it shows? */
static bool is_without_alt(struct str text, size_t at)
{
	struct str before = str_slice(text, 0, at);
	struct attribute attribute;
	struct tags tags;
	struct tag tag;

	if (str_has_suffix(before, STR("![](")) || str_has_suffix(before, STR("![](<")))
		return true;
	at = str_find_last_char(before, '<');
	if (at == STR_NONE)
		return false;
	tags = (struct tags){ .html = str_from(text, at) };
	if (!tags_next(&tags, &tag) || !str_eq_nocase(tag.name, STR("img")))
		return false;
	while (tag_next_attribute(&tag.attributes, &attribute))
		if (str_eq_nocase(attribute.name, STR("alt")))
			return false;
	return true;
}

/* Where a link stands in an article: between quotes, brackets or spaces. */
static struct span find_written(const struct source *source, struct str link,
                                enum finding_kind kind)
{
	struct str text = source->text;
	static const struct str before = STR_INIT("\"'(<= \n"),
				after = STR_INIT("\"')> \n");
	size_t at = 0, found;

	while (link.len && (found = str_find(str_from(text, at), link)) != STR_NONE) {
		size_t start = at + found, end = start + link.len;

		if (start && str_find_char(before, text.ptr[start - 1]) != STR_NONE &&
		    end < text.len && str_find_char(after, text.ptr[end]) != STR_NONE &&
		    (kind != FOUND_ALT || is_without_alt(text, start)))
			return (struct span){ source, start, end };
		at = start + 1;
	}
	return SPAN_NONE;
}

/*
 * The same of a URL of the output: as it stands there, from the root of the site, or
 * beside the article.
 */
static struct span find_in_source(const struct check *check, const struct source *source,
                                  const struct record *record,
                                  const struct finding *finding)
{
	struct str home = check->territory.archive->config->home, rest = finding->what;
	struct str folder =
		str_slice(record->url, 0, str_find_last_char(record->url, '/') + 1);
	struct span found = find_written(source, rest, finding->kind);

	if (!found.source && str_has_prefix(rest, home)) {
		rest = str_from(rest, home.len - 1);
		found = find_written(source, rest, finding->kind);
	}
	if (!found.source && str_skip_prefix(&rest, folder))
		found = find_written(source, rest, finding->kind);
	return found;
}

/* The article in whose source the finding may be found, or NULL. */
static const struct record *article_of(const struct archive *archive,
                                       const struct finding *finding, struct arena *arena)
{
	const struct page *page;
	uint32_t article = ARTICLE_NONE;

	if (finding->kind == FOUND_LEAD) {
		article = archive_by_path(archive, finding->path);
	} else if (!finding->is_of_source && finding->kind != FOUND_MARKUP) {
		page = archive_page(archive, path_to_url(arena, finding->path));
		if (page && page->kind == PAGE_ARTICLE)
			article = page->article;
	}
	return article == ARTICLE_NONE ? NULL : archive->records[article];
}

/* Where it stands: in the article that the page is made of, if it is found there. */
static struct span place(void *context, const struct finding *finding,
                         struct arena *arena)
{
	struct check *check = context;
	const struct archive *archive = check->territory.archive;
	struct source *source = ARENA_NEW(arena, struct source);
	const struct record *record = article_of(archive, finding, arena);
	struct span found;

	if (record) {
		source->path = record->path;
		if (files_read(check->site, source->path, SOURCE_MAX, arena,
		               &source->text, NULL) == FILE_OK) {
			found = find_in_source(check, source, record, finding);
			if (found.source)
				return found;
		}
	}
	if (finding->is_of_source)
		return SPAN_NONE;
	source->path = path_join(arena, check->options->build.output, finding->path);
	source->text = (struct str){ 0 };
	if (files_read(check->output, finding->path, PICTURE_MAX, arena, &source->text,
	               NULL) != FILE_OK)
		return SPAN_NONE;
	return (struct span){ source, finding->offset, finding->offset };
}

static void examine(struct check *check)
{
	unsigned size = pool_size(check->pool);

	list_output(check);
	check->territory.linked =
		ARENA_ARRAY(&check->arena, atomic_bool, check->territory.files.count + 1);
	check->inspectors = ARENA_ARRAY(&check->arena, struct inspector, size);
	check->texts = ARENA_ARRAY(&check->arena, struct arena, size);
	for (unsigned i = 0; i < size; i++)
		check->inspectors[i].territory = &check->territory;
	for (uint32_t i = 0; i < check->territory.files.count; i++)
		check->result->pages += is_html(check->territory.files.keys[i]);
	pool_run(check->pool, check->territory.files.count, inspect_one, check);
	follow_jumps(check);
	for (unsigned i = 0; i < size; i++) {
		check->result->links += check->inspectors[i].links;
		findings_move(&check->findings, &check->inspectors[i].findings);
	}
	compare_articles(check);
	findings_tell(&check->findings, place, check, check->diags);
	check->result->system_failed |= atomic_load(&check->failed);
	for (unsigned i = 0; i < size; i++) {
		inspector_clear(&check->inspectors[i]);
		arena_clear(&check->texts[i]);
	}
}

/* What has vanished is no mere warning here. */
static void promote_vanished(struct diags *diags)
{
	for (struct diag *diag = diags->first; diag; diag = diag->next)
		if (diag->level == DIAG_WARNING && str_eq(diag->path, STR(LEDGER_FILE)) &&
		    str_has_suffix(diag->message, STR(LEDGER_VANISHED))) {
			diag->level = DIAG_ERROR;
			diags->warnings--;
			diags->errors++;
		}
}

/* The build's word on links that lead nowhere: in the output they are found again. */
static void drop_broken_links(struct diags *diags)
{
	struct diag **at = &diags->first;

	diags->last = NULL;
	while (*at) {
		struct diag *diag = *at;

		if (str_has_suffix(diag->message, STR("' " LINK_BROKEN))) {
			*at = diag->next;
			diags->errors -= diag->level == DIAG_ERROR;
			diags->warnings -= diag->level == DIAG_WARNING;
		} else {
			diags->last = diag;
			at = &diag->next;
		}
	}
}

static void check_built(struct check *check, struct build *build)
{
	const struct archive *archive = build_archive(build);

	check->territory.archive = archive;
	if (!archive)
		return;
	drop_broken_links(check->diags);
	examine(check);
	promote_vanished(check->diags);
	if (check->options->build.strict)
		diags_promote(check->diags);
	if (check->options->publish && check->diags->errors == 0)
		check->result->system_failed |=
			!publish(archive, check->site, check->pool,
		                 &check->result->published, check->diags);
}

bool check_site(const struct check_options *given, struct check_result *result,
                struct diags *diags)
{
	struct check_options options = *given;
	struct check check = { .options = &options, .result = result, .diags = diags };
	struct build_result built;
	struct build *build;

	*result = (struct check_result){ 0 };
	build_recall(&options.build, &check.arena);
	check.today =
		date_is_known(options.build.date) ? options.build.date : options.today;
	build = build_open(&options.build, &built, diags);
	if (build)
		build_run(build, &built, diags);
	if (build && !built.system_failed) {
		check.site = files_open_disk(STR("."));
		check.output = files_open_disk(options.build.output);
		check.pool = pool_new(options.build.jobs);
		check_built(&check, build);
		pool_free(check.pool);
		files_close(check.output);
		files_close(check.site);
	}
	result->system_failed |= built.system_failed;
	findings_clear(&check.findings);
	table_clear(&check.territory.files);
	arena_clear(&check.arena);
	build_close(build);
	diags_sort(diags);
	return diags->errors == 0;
}
