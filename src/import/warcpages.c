/*
 * The second reading: pages to child processes, and their articles on the shelf.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/pack.h"
#include "base/path.h"
#include "base/url.h"
#include "import/htmlimport.h"
#include "import/likeness.h"
#include "import/pagearticle.h"
#include "import/warcrun.h"
#include "import/workers.h"

/* In the child. */

static void prepare(void *context)
{
	struct warc_run *run = context;

	charsets_open(&run->charsets);
}

static struct str name_picture(void *context, struct arena *arena, struct str base,
                               struct str url)
{
	struct warc_run *run = context;
	uint64_t key = url_key(url);
	const struct capture *capture = warc_picture(run, key);

	(void)base;
	if (!capture)
		return (struct str){ 0 };
	value_add_item(run->found, value_str(arena_str(arena, url)));
	return picture_name(arena, url, key, (enum picture_form)capture->form);
}

static void work(void *context, struct str input, struct buf *output)
{
	struct warc_run *run = context;
	struct unpack in = { .rest = input };
	struct arena arena = { 0 };
	struct value_builder found = { .arena = &arena }, answer = { .arena = &arena };
	struct picture_finder finder = { name_picture, run };
	struct page page = { .finder = &finder };
	struct value article;

	run->found = &found;
	page.url = unpack_str(&in);
	page.charset = unpack_str(&in);
	page.date = unpack_date(&in);
	page.archived = unpack_date(&in);
	page.bytes = in.rest;
	page.refrain = run->refrain.pages ? &run->refrain : NULL;
	if (run->is_learning) {
		/* What listings repeat are the beginnings of articles. */
		if (!page_lesson(&arena, &run->charsets, &page, output))
			buf_reset(output);
	} else {
		article = page_article(&arena, &run->charsets, &page);
		value_add(&answer, STR("page"), article);
		value_add(&answer, STR("pictures"), value_built_list(&found));
		json_write(output, value_built_dict(&answer), JSON_PLAIN, 0);
	}
	arena_clear(&arena);
}

/* Giving pages to children. */

/* A ring: a page's place is its number, modulo the capacity. */
static struct pending *pending_at(struct warc_run *run, size_t number)
{
	return &run->pending[number % run->pending_cap];
}

static struct pending *add_pending(struct warc_run *run, struct errand errand)
{
	struct pending *pending, *ring = run->pending;
	size_t cap = run->pending_cap;

	if (run->pending_count - run->pending_first == cap) {
		run->pending_cap = 2 * cap + 64;
		run->pending =
			xrealloc_array(NULL, run->pending_cap, sizeof(*run->pending));
		for (size_t i = 0; i < run->pending_cap; i++)
			run->pending[i] = (struct pending){ 0 };
		for (size_t i = run->pending_first; i < run->pending_count; i++)
			*pending_at(run, i) = ring[i % cap];
		free(ring);
	}
	pending = pending_at(run, run->pending_count++);
	*pending = (struct pending){ .url = pending->url, .errand = errand };
	buf_reset(&pending->url);
	return pending;
}

struct date warc_date_of(const struct capture *capture)
{
	if (capture->seconds == 0)
		return (struct date){ 0 };
	return date_from_seconds(capture->seconds, 0);
}

static bool give(void *context, size_t index, struct buf *request)
{
	struct warc_run *run = context;
	const struct crawl *crawl = &run->index.crawl;
	const struct capture *capture;
	struct http_message message = { 0 };
	struct warc_record record = { 0 };
	struct pending *pending;
	struct str url;

	if (index >= run->page_count)
		return false;
	pending = add_pending(run, run->pages[index]);
	capture = &crawl->items[pending->errand.capture];
	pending->lost =
		!warcreader_read(&run->reader, &crawl->items[pending->errand.original],
	                         PAGE_MAX, &record, &message);
	url = crawl_url(crawl, capture);
	if (url.len == 0)
		url = record.url;
	buf_add(&pending->url, url);
	pack_str(request, url);
	pack_str(request, message.charset);
	pack_date(request, run->options->date);
	pack_date(request, warc_date_of(capture));
	if (!pending->lost)
		pending->flags = http_body(&message, PAGE_MAX, request);
	return true;
}

/* Taking what came of them. */

static struct written *find_written(struct warc_run *run, uint64_t key)
{
	struct str bytes = { (const char *)&key, sizeof(key) };
	uint32_t n = table_find(&run->keys, bytes);

	return n == TABLE_NONE ? NULL : &run->written[n];
}

static void note_written(struct warc_run *run, struct written written)
{
	struct str bytes = { (const char *)&written.key, sizeof(written.key) };
	uint32_t n = table_add(&run->keys, arena_str(&run->key_bytes, bytes), NULL);

	if (n >= run->written_cap) {
		run->written_cap = 2 * run->written_cap + 64;
		run->written = xrealloc_array(run->written, run->written_cap,
		                              sizeof(*run->written));
	}
	run->written[n] = written;
}

static void put_off(struct warc_run *run, struct errand errand)
{
	if (run->later_count == run->later_cap) {
		run->later_cap = 2 * run->later_cap + 64;
		run->later =
			xrealloc_array(run->later, run->later_cap, sizeof(*run->later));
	}
	run->later[run->later_count++] = errand;
}

static void report(struct warc_run *run, struct str url, const char *kind,
                   const char *why, int percent)
{
	pageshelf_report(&run->shelf, url,
	                 (struct report_row){ .kind = str_of(kind),
	                                      .why = str_of(why),
	                                      .percent = percent });
}

/* Once, when it is settled what becomes of the page. */
static void report_damage(struct warc_run *run, const struct pending *pending)
{
	if (pending->flags)
		warc_report_damage(run, buf_str(&pending->url),
		                   str_of(http_explain(pending->flags)));
}

/* Had the address the same bytes? Then the page may well be known by it. */
static bool is_twin(const struct warc_run *run, const struct errand *errand, uint64_t key)
{
	size_t count;
	const struct twin *twins = warc_twins(run, errand, &count);

	for (size_t i = 0; i < count; i++)
		if (twins[i].capture != CAPTURE_NONE &&
		    run->index.crawl.items[twins[i].capture].url == key)
			return true;
	return false;
}

/* What a page without an address of its own is known by, as in import html; 0: nothing.
 */
static uint64_t name_key(struct arena *arena, struct value page)
{
	struct value front = value_get(page, STR("front"));
	struct str title = value_text(value_get(front, STR("title")));
	struct date date;

	if (title.len == 0 ||
	    !date_parse(value_text(value_get(front, STR("date"))), &date))
		return 0;
	return hash_short(page_name(arena, page));
}

/* The article with that key that has nearly this text, or NULL. */
static const struct written *find_copied(struct warc_run *run, uint64_t key,
                                         uint64_t likeness)
{
	const struct written *written = find_written(run, key);

	return written && likeness_is_near(written->likeness, likeness) ? written : NULL;
}

/* The page is a copy of an article, to which its address shall lead. */
static bool fold(struct warc_run *run, const struct pending *pending, uint64_t article,
                 const char *why)
{
	struct str url = buf_str(&pending->url);

	run->counts->copies++;
	report_damage(run, pending);
	report(run, url, "copy", why, 100);
	warc_add_aliases(run, pending, article);
	warc_settle_twins(run, &pending->errand, url, true);
	return false;
}

/*
 * Which address an article is known by: the one that the page says, unless that is
 * another article's. False if this is a copy of that article, or of one with the same
 * headline and date, or is to be read later, when the page with that address has been.
 */
static bool choose_address(struct warc_run *run, const struct pending *pending,
                           struct value page, struct str *address)
{
	uint64_t likeness =
		likeness_of(&run->scratch, value_text(value_get(page, STR("body"))));
	struct str url = buf_str(&pending->url), canonical;
	uint64_t own = url_key(url), key, name = name_key(&run->scratch, page);
	const struct written *other;

	canonical = value_text(value_get(page, STR("url")));
	key = url_is_web(canonical) ? url_key(canonical) : own;
	*address = key == own ? url : canonical;
	if (key != own && is_twin(run, &pending->errand, key))
		own = key;
	if (key != own && !run->is_late && crawl_find(&run->index.crawl, key)) {
		put_off(run, pending->errand);
		return false;
	}
	other = key == own ? NULL : find_copied(run, key, likeness);
	if (other)
		return fold(run, pending, other->article,
		            "it says it is a page that was imported");
	other = name ? find_copied(run, name, likeness) : NULL;
	if (other) {
		note_written(run, (struct written){ own, likeness, other->article });
		return fold(run, pending, other->article,
		            "headline, date and nearly all of the text are another's");
	}
	if (key != own && (find_written(run, key) || run->is_late)) {
		key = own;
		*address = url;
	}
	note_written(run, (struct written){ key, likeness, run->spool.count });
	if (name && !find_written(run, name))
		note_written(run, (struct written){ name, likeness, run->spool.count });
	return true;
}

/* An article is put by until its aliases are known. */
static bool put_article(struct warc_run *run, const struct pending *pending,
                        struct value page, struct str output)
{
	struct str address, url = buf_str(&pending->url);

	if (!choose_address(run, pending, page, &address))
		return true;
	if (!warc_put_by(run, pending, address, output))
		return false;
	warc_settle_twins(run, &pending->errand, url, true);
	return true;
}

static struct verdict verdict_of(struct str url, struct value page, struct value kind)
{
	struct value front = value_get(page, STR("front"));

	return (struct verdict){
		.url = url,
		.is_article = value_is_true(kind.items[0]) && front.type == VALUE_DICT,
		.says_listing = value_is_true(kind.items[3]),
		.size = value_text(value_get(page, STR("body"))).len,
		.title = hash_short(value_text(value_get(front, STR("title")))),
	};
}

/* It is no article; nor are those with the same bytes. */
static void pass(struct warc_run *run, const struct pending *pending, struct value page,
                 struct value kind)
{
	report_damage(run, pending);
	pageshelf_report(&run->shelf, buf_str(&pending->url),
	                 (struct report_row){ STR("no-article"),
	                                      value_text(kind.items[2]),
	                                      (int)kind.items[1].integer,
	                                      value_text(value_get(page, STR("url"))) });
	run->counts->passed++;
	warc_settle_twins(run, &pending->errand, buf_str(&pending->url), false);
}

static bool settle_page(struct warc_run *run, struct pending *pending, struct str output)
{
	struct str url = buf_str(&pending->url);
	struct value answer, page, kind;
	struct verdict verdict;

	if (!page_parse(&run->shelf, url, output, &run->scratch, &answer))
		return false;
	page = value_get(answer, STR("page"));
	kind = value_get(page, STR("kind"));
	if (page.type != VALUE_DICT || kind.type != VALUE_LIST || kind.len != 4)
		return diag_error_path(run->diags, url,
		                       "cannot be read: what came of it makes no sense");
	verdict = verdict_of(url, page, kind);
	if (warc_look_further(run, &pending->errand, &verdict))
		return true;
	if (verdict.is_article)
		return put_article(run, pending, page, output);
	pass(run, pending, page, kind);
	return true;
}

static bool settle(struct warc_run *run, struct pending *pending, enum worker_end end,
                   struct str output)
{
	struct str url = buf_str(&pending->url);

	if (pending->lost)
		return diag_error_path(run->diags, url.len ? url : STR("a page"),
		                       "cannot be read a second time");
	if (pending->flags & HTTP_TOO_LARGE)
		return diag_error_path(run->diags, url, "is larger than %zu bytes",
		                       PAGE_MAX);
	if (end == WORKER_DONE)
		return settle_page(run, pending, output);
	run->counts->machine_failed |= end == WORKER_NOT_STARTED;
	return diag_error_path(run->diags, url, "%s", worker_end_explain(end));
}

static void take(void *context, size_t index, enum worker_end end, struct str output)
{
	struct warc_run *run = context;
	struct pending *pending = pending_at(run, run->pending_first++);
	const struct capture *original =
		&run->index.crawl.items[pending->errand.original];
	const struct volume *volume = &run->volumes.items[original->file];

	(void)index;
	if (!settle(run, pending, end, output)) {
		struct verdict verdict = { .url = buf_str(&pending->url),
			                   .failed = true };

		pageshelf_fail(&run->shelf,
		               verdict.url.len ? verdict.url : STR("a page"));
		/* The address may still have an article. */
		warc_look_further(run, &pending->errand, &verdict);
	}
	pageshelf_send_report(&run->shelf);
	arena_reset(&run->scratch);
	if (run->options->progress && !run->is_again)
		run->options->progress(
			run->options->context,
			(size_t)(run->bytes + volume->before + original->place.at),
			(size_t)(2 * run->bytes));
}

/* What fails in a lesson will fail again, and be told then. */
static void take_lesson(void *context, size_t index, enum worker_end end,
                        struct str output)
{
	struct warc_run *run = context;

	(void)index;
	run->pending_first++;
	if (end == WORKER_DONE)
		refrain_learn(&run->refrain, output);
}

static void read_list(struct warc_run *run,
                      void (*take_one)(void *context, size_t index, enum worker_end end,
                                       struct str output))
{
	struct workers_options workers = {
		.count = run->options->jobs,
		.memory = PAGE_MEMORY,
		.seconds = PAGE_SECONDS,
		.give = give,
		.take = take_one,
		.prepare = prepare,
		.work = work,
		.context = run,
	};

	if (run->page_count > 0)
		workers_run(&workers);
}

void warc_read_pages(struct warc_run *run)
{
	read_list(run, take);
}

void warc_learn(struct warc_run *run)
{
	size_t count = run->page_count, step = count / LESSONS_MAX + 1, kept = 0;
	struct errand *pages = run->pages;
	struct errand *lessons = xrealloc_array(NULL, count / step + 1, sizeof(*lessons));

	for (size_t i = 0; i < count; i += step)
		lessons[kept++] = pages[i];
	run->pages = lessons;
	run->page_count = kept;
	run->is_learning = true;
	if (count > 1)
		read_list(run, take_lesson);
	run->is_learning = false;
	run->pages = pages;
	run->page_count = count;
	free(lessons);
}

void warc_forget_pages(struct warc_run *run)
{
	for (size_t i = 0; i < run->pending_cap; i++)
		buf_clear(&run->pending[i].url);
	free(run->pending);
	free(run->later);
	free(run->written);
	table_clear(&run->keys);
	arena_clear(&run->key_bytes);
	refrain_clear(&run->refrain);
}
