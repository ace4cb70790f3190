/*
 * What comes when all pages have been read: articles are put on the shelf with their
 * aliases, of which a copy that is read last may add one.
 */
#include <stdlib.h>

#include "base/escape.h"
#include "base/pack.h"
#include "base/path.h"
#include "base/url.h"
#include "import/trackers.h"
#include "import/warcrun.h"

/* The addresses that lead to an article. */

#define ALIASES_MAX 20 /* a loop of redirects may name one page by the thousand */

/* Add an address, unless it is there or there are enough; the count then. */
static size_t add_alias(struct str *items, size_t count, struct str address)
{
	for (size_t i = 0; i < count; i++)
		if (url_key(items[i]) == url_key(address))
			return count;
	if (count < ALIASES_MAX)
		items[count++] = address;
	return count;
}

/* Those that led to any of them, and those that led there, and so on. */
static size_t add_redirects(const struct crawl *crawl, struct str *items, size_t count)
{
	struct str url;

	for (size_t i = 0; i < count; i++) {
		uint64_t key = url_key(items[i]);

		for (size_t n = 0;
		     count < ALIASES_MAX && crawl_redirect(crawl, key, n, &url); n++)
			count = add_alias(items, count, url);
	}
	return count;
}

/* The address, those that had the same bytes, and those that led to any of them. */
static struct strs aliases_of(struct warc_run *run, const struct pending *pending,
                              struct str address)
{
	struct str *items = ARENA_ARRAY(&run->scratch, struct str, ALIASES_MAX);
	struct str url = buf_str(&pending->url);
	size_t count = add_alias(items, 0, address), twin_count;
	const struct twin *twins = warc_twins(run, &pending->errand, &twin_count);

	count = add_alias(items, count, url);
	for (size_t i = 0; i < twin_count; i++)
		if (twins[i].capture != CAPTURE_NONE)
			count = add_alias(items, count, twins[i].url);
	count = add_redirects(&run->index.crawl, items, count);
	return (struct strs){ items, count };
}

void warc_add_aliases(struct warc_run *run, const struct pending *pending,
                      uint64_t article)
{
	struct strs urls = aliases_of(run, pending, buf_str(&pending->url));

	for (size_t i = 0; i < urls.count; i++) {
		if (run->alias_count == run->alias_cap) {
			run->alias_cap = 2 * run->alias_cap + 64;
			run->aliases = xrealloc_array(run->aliases, run->alias_cap,
			                              sizeof(*run->aliases));
		}
		run->aliases[run->alias_count++] =
			(struct alias){ article, arena_str(&run->names, urls.items[i]) };
	}
}

static int compare_aliases(const void *a, const void *b)
{
	const struct alias *x = a, *y = b;
	int order = (x->article > y->article) - (x->article < y->article);

	return order ? order : str_cmp(x->url, y->url);
}

/* Putting by, and on the shelf: with all that the report has of the page. */

void warc_report_damage(struct warc_run *run, struct str url, struct str why)
{
	run->damaged++;
	pageshelf_report(
		&run->shelf, url,
		(struct report_row){ .kind = STR("damage"), .why = why, .percent = 100 });
}

/* The dates of the capture that was taken and of the newer one that it stands for. */
static struct str older_dates(struct warc_run *run, const struct pending *pending)
{
	const struct capture *newest = warc_instead_of(run, &pending->errand);
	const struct capture *taken = &run->index.crawl.items[pending->errand.capture];
	struct buf out = { 0 };
	struct str dates;

	if (newest) {
		date_format_iso(warc_date_of(taken), &out);
		buf_puts(&out, " instead of ");
		date_format_iso(warc_date_of(newest), &out);
	}
	dates = buf_keep(&out, &run->scratch);
	buf_clear(&out);
	return dates;
}

static void report_older(struct warc_run *run, struct str url, struct str dates)
{
	static const struct str why =
		STR_INIT("newer captures are no article, a stub, or not to be read");

	pageshelf_report(&run->shelf, url,
	                 (struct report_row){ STR("older"), why, 100, dates });
}

static bool fail(struct warc_run *run, struct str url, enum file_status status)
{
	run->counts->machine_failed |= files_is_system(status);
	return diag_error_path(run->diags, url, "cannot be put by: %s",
	                       files_explain(status));
}

bool warc_put_by(struct warc_run *run, const struct pending *pending, struct str address,
                 struct str output)
{
	struct strs aliases = aliases_of(run, pending, address);
	struct str url = buf_str(&pending->url);
	struct buf record = { 0 };
	enum file_status status;

	pack_str(&record, url);
	pack_str(&record, str_of(pending->flags ? http_explain(pending->flags) : ""));
	pack_str(&record, older_dates(run, pending));
	pack_str(&record, address);
	pack_uint(&record, aliases.count);
	for (size_t i = 0; i < aliases.count; i++)
		pack_str(&record, aliases.items[i]);
	buf_add(&record, output);
	status = spool_add(&run->spool, buf_str(&record));
	buf_clear(&record);
	return status == FILE_OK || fail(run, url, status);
}

const struct capture *warc_picture(const struct warc_run *run, uint64_t key)
{
	const struct capture *capture = crawl_follow(&run->index.crawl, key);

	if (capture)
		capture = crawl_original(&run->index.crawl, capture);
	return capture && capture->kind == CAPTURE_PICTURE ? capture : NULL;
}

static void want_pictures(struct warc_run *run, struct value list, struct str article)
{
	struct arena *arena = &run->scratch;

	for (uint32_t i = 0; list.type == VALUE_LIST && i < list.len; i++) {
		struct str url = value_text(list.items[i]);
		uint64_t key = url_key(url);
		const struct capture *capture = warc_picture(run, key);

		if (capture)
			pictures_want(
				&run->pictures,
				(uint32_t)(capture - run->index.crawl.items),
				path_join(
					arena, path_dir(article),
					picture_name(arena, url, key,
			                             (enum picture_form)capture->form)));
	}
}

/* The article's own aliases, and those of its copies; *at is the first of these. */
static struct strs unpack_aliases(struct warc_run *run, struct unpack *in, size_t article,
                                  size_t *at)
{
	size_t own = unpack_count(in), count = 0, end = *at;
	struct str *items;

	while (end < run->alias_count && run->aliases[end].article == article)
		end++;
	items = ARENA_ARRAY(&run->scratch, struct str, own + end - *at);
	while (count < own)
		items[count++] = unpack_str(in);
	while (*at < end)
		items[count++] = run->aliases[(*at)++].url;
	return (struct strs){ items, count };
}

static void put(struct warc_run *run, struct str record, size_t article, size_t *at)
{
	struct unpack in = { .rest = record };
	struct page_input input = { .name = unpack_str(&in) };
	struct str damage = unpack_str(&in), dates = unpack_str(&in), path;
	struct value answer, page;

	input.source = trackers_strip(&run->scratch, unpack_str(&in));
	input.aliases = unpack_aliases(run, &in, article, at);
	input.from = url_plain(&run->scratch, input.source);
	input.title = title_from_path(
		&run->scratch, unescape_url(&run->scratch, url_split(input.source).path));
	if (!page_parse(&run->shelf, input.name, in.rest, &run->scratch, &answer)) {
		pageshelf_fail(&run->shelf, input.name);
		return;
	}
	page = value_get(answer, STR("page"));
	if (damage.len)
		warc_report_damage(run, input.name, damage);
	pageshelf_report_left_out(&run->shelf, input.name, page);
	if (dates.len)
		report_older(run, input.name, dates);
	if (!pageshelf_put(&run->shelf, &input, page, &run->scratch, &path)) {
		pageshelf_fail(&run->shelf, input.name);
		return;
	}
	want_pictures(run, value_get(answer, STR("pictures")), path);
}

void warc_put_articles(struct warc_run *run)
{
	struct buf record = { 0 };
	enum file_status status = FILE_OK;
	size_t at = 0;

	if (run->alias_count > 1)
		qsort(run->aliases, run->alias_count, sizeof(*run->aliases),
		      compare_aliases);
	for (size_t i = 0; i < run->spool.count && status == FILE_OK; i++) {
		buf_reset(&record);
		status = spool_next(&run->spool, &record);
		if (status != FILE_OK)
			fail(run, run->spool.path, status);
		else
			put(run, buf_str(&record), i, &at);
		pageshelf_send_report(&run->shelf);
		arena_reset(&run->scratch);
	}
	buf_clear(&record);
	free(run->aliases);
	spool_clear(&run->spool);
}
