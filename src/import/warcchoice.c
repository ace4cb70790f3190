/*
 * Which captures are read, and which one of an address counts once they have been.
 */
#include <stdlib.h>

#include "base/hash.h"
#include "import/warcrun.h"

/* The first reading. */

/* By their bytes, as far as known; of one digest the oldest first. */
struct page_capture {
	uint64_t digest;
	const struct capture *capture;
	struct errand errand;
};

static int compare_pages(const void *a, const void *b)
{
	const struct page_capture *x = a, *y = b;
	int order = (x->digest > y->digest) - (x->digest < y->digest);

	if (order == 0)
		order = (x->capture->seconds > y->capture->seconds) -
		        (x->capture->seconds < y->capture->seconds);
	return order ? order : capture_compare_places(x->capture, y->capture);
}

static int compare_twins(const void *a, const void *b)
{
	const struct twin *x = a, *y = b;
	int order = (x->of > y->of) - (x->of < y->of);

	return order ? order : (x->capture > y->capture) - (x->capture < y->capture);
}

static struct errand errand_of(const struct crawl *crawl, const struct capture *capture)
{
	return (struct errand){
		.capture = (uint32_t)(capture - crawl->items),
		.original = (uint32_t)(crawl_original(crawl, capture) - crawl->items),
	};
}

/* One of those with one digest is read; the others are its twins. */
static void fold_pages(struct warc_run *run, const struct page_capture *list,
                       size_t count)
{
	run->pages = xrealloc_array(NULL, count + 1, sizeof(*run->pages));
	run->twins = xrealloc_array(NULL, count + 1, sizeof(*run->twins));
	for (size_t i = 0; i < count; i++) {
		if (i > 0 && list[i].digest && list[i].digest == list[i - 1].digest)
			run->twins[run->twin_count++] = (struct twin){
				.of = run->pages[run->page_count - 1].capture,
				.capture = list[i].errand.capture,
			};
		else
			run->pages[run->page_count++] = list[i].errand;
	}
	for (size_t i = 0; i < run->twin_count; i++)
		run->twins[i].of = run->index.crawl.items[run->twins[i].of].url;
	qsort(run->twins, run->twin_count, sizeof(*run->twins), compare_twins);
}

/* The index has no more than a hash of most addresses. */
static void name_twins(struct warc_run *run)
{
	const struct crawl *crawl = &run->index.crawl;
	size_t count = run->twin_count;
	struct errand *errands = xrealloc_array(NULL, count + 1, sizeof(*errands));

	for (size_t i = 0; i < count; i++) {
		/* Its own record says it, and not the one that has its bytes. */
		uint32_t capture = run->twins[i].capture;

		errands[i] = (struct errand){ capture, capture, (uint32_t)i };
	}
	errands_sort(crawl, errands, count);
	for (size_t i = 0; i < count; i++) {
		const struct capture *capture = &crawl->items[errands[i].capture];
		struct str url = crawl_url(crawl, capture);
		struct http_message message;
		struct warc_record record = { 0 };

		if (url.len == 0 &&
		    warcreader_read(&run->reader, capture, 0, &record, &message))
			url = record.url;
		run->twins[errands[i].number].url = arena_str(&run->names, url);
	}
	free(errands);
}

void warc_choose_pages(struct warc_run *run)
{
	const struct crawl *crawl = &run->index.crawl;
	struct page_capture *list =
		xrealloc_array(NULL, crawl->newest_count + 1, sizeof(*list));
	size_t count = 0;

	for (size_t i = 0; i < crawl->newest_count; i++) {
		const struct capture *capture = &crawl->items[crawl->newest[i]];
		const struct capture *original = crawl_original(crawl, capture);

		if (original->kind == CAPTURE_PAGE)
			list[count++] =
				(struct page_capture){ original->digest, capture,
				                       errand_of(crawl, capture) };
	}
	qsort(list, count, sizeof(*list), compare_pages);
	fold_pages(run, list, count);
	free(list);
	name_twins(run);
	errands_sort(crawl, run->pages, run->page_count);
}

struct twin *warc_twins(const struct warc_run *run, const struct errand *errand,
                        size_t *count)
{
	uint64_t of = run->index.crawl.items[errand->capture].url;
	size_t low = 0, high = run->twin_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (run->twins[middle].of < of)
			low = middle + 1;
		else
			high = middle;
	}
	for (high = low; high < run->twin_count && run->twins[high].of == of;)
		high++;
	*count = high - low;
	return run->twins + low;
}

void warc_settle_twins(struct warc_run *run, const struct errand *errand, struct str url,
                       bool is_article)
{
	size_t count;
	struct twin *twins = warc_twins(run, errand, &count);

	for (size_t i = 0; i < count; i++) {
		if (twins[i].capture == CAPTURE_NONE)
			continue;
		pageshelf_report(
			&run->shelf, twins[i].url,
			(struct report_row){ is_article ? STR("copy") : STR("no-article"),
		                             STR("it has the same bytes as another page"),
		                             100, url });
		if (is_article)
			run->counts->copies++;
		else
			run->counts->passed++;
		twins[i].capture = CAPTURE_NONE;
	}
}

/*
 * Older captures: of a paywall's page, or of one that says with status 200 that there is
 * nothing here any more, an older capture may have the article.
 */

#define OLDER_MAX \
	8 /* captures that are tried before the oldest: a listing has hundreds */
#define FULL_SIZE 1200 /* bytes of Markdown: a few paragraphs */
#define FULL_MORE 3    /* times as much as a stub has */

#define IS_FINAL 0x80000000u /* in an errand's number: take it, whatever it is */

static void push_errand(struct warc_run *run, struct errand errand)
{
	if (run->older_count == run->older_cap) {
		run->older_cap = 2 * run->older_cap + 64;
		run->older =
			xrealloc_array(run->older, run->older_cap, sizeof(*run->older));
	}
	run->older[run->older_count++] = errand;
}

static struct attempt *add_attempt(struct warc_run *run, struct attempt attempt)
{
	if (run->attempt_count == run->attempt_cap) {
		run->attempt_cap = 2 * run->attempt_cap + 64;
		run->attempts = xrealloc_array(run->attempts, run->attempt_cap,
		                               sizeof(*run->attempts));
	}
	run->attempts[run->attempt_count] = attempt;
	return &run->attempts[run->attempt_count++];
}

/* The capture that is to be tried after this one, or NULL. */
static const struct capture *find_next(const struct crawl *crawl,
                                       const struct capture *capture,
                                       struct attempt *attempt)
{
	const struct capture *next = NULL;

	if (attempt->tries < OLDER_MAX)
		next = crawl_older(crawl, capture);
	else if (attempt->tries == OLDER_MAX)
		next = crawl_oldest(crawl, capture);
	attempt->tries++;
	return next && crawl_original(crawl, next)->kind == CAPTURE_PAGE ? next : NULL;
}

/* Look for the article of an address in what is older than its newest capture. */
static bool begin(struct warc_run *run, const struct capture *capture,
                  struct attempt attempt)
{
	const struct crawl *crawl = &run->index.crawl;
	const struct capture *next = find_next(crawl, capture, &attempt);
	struct errand errand;

	if (!next)
		return false;
	errand = errand_of(crawl, next);
	attempt.newest = (uint32_t)(capture - crawl->items);
	add_attempt(run, attempt);
	errand.number = (uint32_t)run->attempt_count;
	push_errand(run, errand);
	return true;
}

/* Its twins are no articles either, but each may have been one. */
static void begin_twins(struct warc_run *run, const struct errand *errand,
                        struct attempt attempt)
{
	size_t count;
	struct twin *twins = warc_twins(run, errand, &count);

	for (size_t i = 0; i < count; i++)
		if (twins[i].capture != CAPTURE_NONE &&
		    begin(run, &run->index.crawl.items[twins[i].capture], attempt))
			twins[i].capture = CAPTURE_NONE;
}

static bool look_at_newest(struct warc_run *run, const struct errand *errand,
                           const struct verdict *verdict)
{
	struct attempt attempt = { .best = CAPTURE_NONE, .failed = verdict->failed };

	if (verdict->is_article && verdict->size >= FULL_SIZE)
		return false;
	if (!verdict->is_article && verdict->says_listing)
		return false;
	if (verdict->is_article) {
		attempt.best = errand->capture;
		attempt.size = verdict->size;
		attempt.title = verdict->title;
	} else {
		begin_twins(run, errand, attempt);
	}
	if (!begin(run, &run->index.crawl.items[errand->capture], attempt) &&
	    !verdict->failed)
		return false;
	if (!verdict->is_article)
		warc_settle_twins(run, errand, verdict->url, false);
	return true;
}

/* Is this the article that the newer captures lack? A short one may be one's stub, too.
 */
static bool is_found(struct attempt *attempt, uint32_t capture,
                     const struct verdict *verdict)
{
	if (!verdict->is_article)
		return false;
	if (attempt->best != CAPTURE_NONE)
		return verdict->size >= FULL_SIZE &&
		       verdict->size / FULL_MORE >= attempt->size &&
		       verdict->title == attempt->title;
	attempt->best = capture;
	attempt->size = verdict->size;
	attempt->title = verdict->title;
	return verdict->size >= FULL_SIZE;
}

bool warc_look_further(struct warc_run *run, struct errand *errand,
                       const struct verdict *verdict)
{
	const struct crawl *crawl = &run->index.crawl;
	const struct capture *next;
	struct attempt *attempt;
	struct errand further;
	uint32_t last;

	if (errand->number & IS_FINAL)
		return false;
	if (errand->number == 0) {
		if (look_at_newest(run, errand, verdict))
			return true;
		errand->number = IS_FINAL;
		return false;
	}
	attempt = &run->attempts[errand->number - 1];
	if (is_found(attempt, errand->capture, verdict)) {
		attempt->best = errand->capture;
		errand->number |= IS_FINAL;
		return false;
	}
	next = find_next(crawl, &crawl->items[errand->capture], attempt);
	if (!next && attempt->best == CAPTURE_NONE && attempt->failed)
		return true;
	last = attempt->best == CAPTURE_NONE ? attempt->newest : attempt->best;
	further = errand_of(crawl, next ? next : &crawl->items[last]);
	further.number = errand->number | (next ? 0 : IS_FINAL);
	push_errand(run, further);
	return true;
}

const struct capture *warc_instead_of(const struct warc_run *run,
                                      const struct errand *errand)
{
	uint32_t number = errand->number & ~IS_FINAL;
	const struct attempt *attempt = number ? &run->attempts[number - 1] : NULL;

	if (!attempt || attempt->newest == errand->capture)
		return NULL;
	return &run->index.crawl.items[attempt->newest];
}

bool warc_go_older(struct warc_run *run)
{
	if (run->older_count == 0)
		return false;
	free(run->pages);
	run->pages = run->older;
	run->page_count = run->older_count;
	run->older = NULL;
	run->older_count = run->older_cap = 0;
	run->is_again = true;
	errands_sort(&run->index.crawl, run->pages, run->page_count);
	return true;
}

void warc_forget_choice(struct warc_run *run)
{
	free(run->pages);
	free(run->twins);
	free(run->older);
	free(run->attempts);
}
