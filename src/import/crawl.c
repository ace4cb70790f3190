#include "import/crawl.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/hash.h"
#include "base/url.h"
#include "import/trackers.h"

_Static_assert(CAPTURE_SIZE == 64, "docs/guide/import-warc.md says so");

#define REDIRECTS_MAX 20 /* as browsers have it */

/* Characters that are the same with and without percent-encoding: RFC 3986, 2.3. */
static bool is_unreserved(unsigned char c)
{
	return is_alnum((char)c) || (c && strchr("-._~", c));
}

/* Those that browsers encode in a path. */
static bool needs_encoding(unsigned char c)
{
	return c <= ' ' || c >= 0x7f || strchr("\"<>[]\\^`{|}", c);
}

/* A part of an address in one of the spellings that it may have. */
static void add_normal(struct buf *out, struct str part)
{
	for (size_t i = 0; i < part.len; i++) {
		unsigned char c = (unsigned char)part.ptr[i];
		bool encoded = unescape_byte(str_from(part, i), &c);

		i += encoded ? 2 : 0;
		if (encoded ? !is_unreserved(c) : needs_encoding(c))
			buf_printf(out, "%%%02X", c);
		else
			buf_add_char(out, (char)c);
	}
}

static void add_plain(struct buf *out, struct str text)
{
	struct url url = url_split(str_trim(text));
	struct buf query = { 0 };

	if (str_has_prefix_nocase(url.host, STR("www.")))
		url.host = str_from(url.host, 4);
	if (!str_skip_suffix(&url.host, STR(":80")))
		str_skip_suffix(&url.host, STR(":443"));
	while (str_skip_suffix(&url.path, STR("/")))
		;
	for (size_t i = 0; i < url.host.len; i++)
		buf_add_char(out, to_lower(url.host.ptr[i]));
	if (url.path.len == 0)
		buf_add_char(out, '/');
	add_normal(out, url.path);
	trackers_add_query(&query, url.query);
	add_normal(out, buf_str(&query));
	buf_clear(&query);
}

struct str url_plain(struct arena *arena, struct str url)
{
	struct buf out = { 0 };
	struct str plain;

	add_plain(&out, url);
	plain = buf_keep(&out, arena);
	buf_clear(&out);
	return plain;
}

uint64_t url_key(struct str url)
{
	struct buf out = { 0 };
	uint64_t key;

	add_plain(&out, url);
	key = hash_short(buf_str(&out));
	buf_clear(&out);
	return key;
}

void crawl_add(struct crawl *crawl, struct capture capture)
{
	if (crawl->count == crawl->cap) {
		crawl->cap = crawl->cap + crawl->cap / 2 + 64;
		crawl->items =
			xrealloc_array(crawl->items, crawl->cap, sizeof(*crawl->items));
	}
	capture.original = CAPTURE_NONE;
	crawl->items[crawl->count++] = capture;
}

/* What is kept of a revisit, before its URL. */
struct kept {
	uint64_t refers_url;
	int64_t refers_seconds;
	uint32_t len;
};

void crawl_add_revisit(struct crawl *crawl, struct capture capture,
                       const struct revisit *revisit)
{
	struct kept kept = { revisit->refers_url, revisit->refers_seconds,
		             (uint32_t)revisit->url.len };

	capture.kind = CAPTURE_REVISIT;
	capture.text = crawl->urls.len;
	buf_add(&crawl->urls, (struct str){ (const char *)&kept, sizeof(kept) });
	buf_add(&crawl->urls, str_slice(revisit->url, 0, kept.len));
	crawl_add(crawl, capture);
}

void crawl_add_redirect(struct crawl *crawl, struct capture capture, struct str url,
                        uint64_t target)
{
	struct revisit link = { .url = url, .refers_url = target };

	capture.digest = 0;
	crawl_add_revisit(crawl, capture, &link);
	crawl->items[crawl->count - 1].kind = CAPTURE_REDIRECT;
}

static struct kept kept_of(const struct crawl *crawl, const struct capture *capture)
{
	struct kept kept;

	memcpy(&kept, crawl->urls.ptr + capture->text, sizeof(kept));
	return kept;
}

/* Has it a URL of its own, and no bytes? */
static bool is_kept(const struct capture *capture)
{
	return capture->kind == CAPTURE_REVISIT || capture->kind == CAPTURE_REDIRECT;
}

struct str crawl_url(const struct crawl *crawl, const struct capture *capture)
{
	if (!is_kept(capture))
		return (struct str){ 0 };
	return str_slice(
		str_from(buf_str(&crawl->urls), capture->text + sizeof(struct kept)), 0,
		kept_of(crawl, capture).len);
}

/* Sorting out. */

static int compare(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

int capture_compare_places(const struct capture *a, const struct capture *b)
{
	int order = compare(a->file, b->file);

	if (order == 0)
		order = compare(a->place.at, b->place.at);
	return order ? order : compare(a->place.within, b->place.within);
}

/* By address, then the oldest first. */
static int compare_captures(const void *a, const void *b)
{
	const struct capture *x = a, *y = b;
	int order = compare(x->url, y->url);

	if (order == 0)
		order = (x->seconds > y->seconds) - (x->seconds < y->seconds);
	return order ? order : capture_compare_places(x, y);
}

struct by_digest {
	uint64_t digest;
	uint32_t capture;
};

static int compare_digests(const void *a, const void *b)
{
	const struct by_digest *x = a, *y = b;
	int order = compare(x->digest, y->digest);

	return order ? order : compare(x->capture, y->capture);
}

/* The first of sorted captures that is not before this URL and date. */
static size_t lower_bound(const struct crawl *crawl, uint64_t url, int64_t seconds)
{
	size_t low = 0, high = crawl->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct capture *at = &crawl->items[middle];

		if (at->url < url || (at->url == url && at->seconds < seconds))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The last one of the URL that is no revisit and not after the date, if there is one. */
static uint32_t find_before(const struct crawl *crawl, uint64_t url, int64_t seconds)
{
	size_t i = lower_bound(crawl, url, seconds);

	while (i < crawl->count && crawl->items[i].url == url &&
	       crawl->items[i].seconds == seconds)
		i++;
	while (i-- > 0 && crawl->items[i].url == url)
		if (!is_kept(&crawl->items[i]))
			return (uint32_t)i;
	return CAPTURE_NONE;
}

/* The first of the sorted list that is not before the key. */
static size_t lower_digest(const struct by_digest *list, size_t count,
                           struct by_digest key)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_digests(&list[middle], &key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* One with the digest: of the same URL if there is any, else the first. */
static uint32_t find_digest(const struct crawl *crawl, const struct by_digest *list,
                            size_t count, const struct capture *revisit)
{
	struct by_digest key = { revisit->digest, 0 };
	size_t at;

	if (revisit->digest == 0)
		return CAPTURE_NONE;
	key.capture = (uint32_t)lower_bound(crawl, revisit->url, INT64_MIN);
	at = lower_digest(list, count, key);
	if (at < count && list[at].digest == key.digest &&
	    crawl->items[list[at].capture].url == revisit->url)
		return list[at].capture;
	key.capture = 0;
	at = lower_digest(list, count, key);
	return at < count && list[at].digest == key.digest ? list[at].capture
	                                                   : CAPTURE_NONE;
}

static void find_originals(struct crawl *crawl)
{
	struct by_digest *list = xrealloc_array(NULL, crawl->count + 1, sizeof(*list));
	size_t count = 0;

	for (size_t i = 0; i < crawl->count; i++)
		if (crawl->items[i].digest && !is_kept(&crawl->items[i]))
			list[count++] =
				(struct by_digest){ crawl->items[i].digest, (uint32_t)i };
	qsort(list, count, sizeof(*list), compare_digests);
	for (size_t i = 0; i < crawl->count; i++) {
		struct capture *revisit = &crawl->items[i];
		struct kept kept;

		if (revisit->kind != CAPTURE_REVISIT)
			continue;
		kept = kept_of(crawl, revisit);
		revisit->original = find_digest(crawl, list, count, revisit);
		if (revisit->original == CAPTURE_NONE && kept.refers_url)
			revisit->original =
				find_before(crawl, kept.refers_url, kept.refers_seconds);
		/* "Not modified" may say no more than that. */
		if (revisit->original == CAPTURE_NONE && !revisit->digest)
			revisit->original =
				find_before(crawl, revisit->url, revisit->seconds);
		crawl->lost += revisit->original == CAPTURE_NONE;
	}
	free(list);
}

static int compare_redirects(const void *a, const void *b)
{
	const struct redirect *x = a, *y = b;
	int order = compare(x->target, y->target);

	return order ? order : compare(x->capture, y->capture);
}

/* Those of addresses that have no capture, one of each. */
static void sort_redirects(struct crawl *crawl)
{
	size_t count = 0;

	for (size_t i = 0; i < crawl->count; i++)
		count += crawl->items[i].kind == CAPTURE_REDIRECT;
	crawl->redirects = xrealloc_array(NULL, count + 1, sizeof(*crawl->redirects));
	for (size_t i = 0; i < crawl->count; i++) {
		const struct capture *capture = &crawl->items[i];
		bool is_last = i + 1 == crawl->count || capture[1].url != capture->url;

		if (capture->kind == CAPTURE_REDIRECT && is_last &&
		    !crawl_find(crawl, capture->url))
			crawl->redirects[crawl->redirect_count++] =
				(struct redirect){ kept_of(crawl, capture).refers_url,
				                   (uint32_t)i };
	}
	if (crawl->redirect_count > 1)
		qsort(crawl->redirects, crawl->redirect_count, sizeof(*crawl->redirects),
		      compare_redirects);
}

bool crawl_redirect(const struct crawl *crawl, uint64_t target, size_t n, struct str *url)
{
	size_t low = 0, high = crawl->redirect_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (crawl->redirects[middle].target < target)
			low = middle + 1;
		else
			high = middle;
	}
	if (n >= crawl->redirect_count - low ||
	    crawl->redirects[low + n].target != target)
		return false;
	*url = crawl_url(crawl, &crawl->items[crawl->redirects[low + n].capture]);
	return true;
}

const struct capture *crawl_find(const struct crawl *crawl, uint64_t url)
{
	size_t low = 0, high = crawl->newest_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (crawl->items[crawl->newest[middle]].url < url)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == crawl->newest_count || crawl->items[crawl->newest[low]].url != url)
		return NULL;
	return &crawl->items[crawl->newest[low]];
}

/* The last redirect of the URL, or NULL. */
static const struct capture *find_redirect(const struct crawl *crawl, uint64_t url)
{
	const struct capture *found = NULL;

	for (size_t i = lower_bound(crawl, url, INT64_MIN);
	     i < crawl->count && crawl->items[i].url == url; i++)
		if (crawl->items[i].kind == CAPTURE_REDIRECT)
			found = &crawl->items[i];
	return found;
}

const struct capture *crawl_follow(const struct crawl *crawl, uint64_t url)
{
	const struct capture *found = crawl_find(crawl, url), *redirect;

	for (int i = 0; !found && i < REDIRECTS_MAX; i++) {
		redirect = find_redirect(crawl, url);
		if (!redirect)
			return NULL;
		url = kept_of(crawl, redirect).refers_url;
		found = crawl_find(crawl, url);
	}
	return found;
}

void crawl_sort(struct crawl *crawl)
{
	uint32_t newest = CAPTURE_NONE;

	if (crawl->count > 1)
		qsort(crawl->items, crawl->count, sizeof(*crawl->items),
		      compare_captures);
	find_originals(crawl);
	crawl->newest = xrealloc_array(NULL, crawl->count + 1, sizeof(*crawl->newest));
	for (size_t i = 0; i < crawl->count; i++) {
		const struct capture *capture = &crawl->items[i];

		if (!is_kept(capture) || capture->original != CAPTURE_NONE)
			newest = (uint32_t)i;
		if (i + 1 < crawl->count && capture[1].url == capture->url)
			continue;
		if (newest != CAPTURE_NONE)
			crawl->newest[crawl->newest_count++] = newest;
		newest = CAPTURE_NONE;
	}
	sort_redirects(crawl);
}

const struct capture *crawl_original(const struct crawl *crawl,
                                     const struct capture *capture)
{
	if (capture->kind == CAPTURE_REVISIT)
		return &crawl->items[capture->original];
	return capture;
}

/* Has it bytes, and other ones? What has no digest is known by its record. */
static bool is_other(const struct crawl *crawl, const struct capture *capture,
                     const struct capture *than)
{
	const struct capture *a, *b;

	if (is_kept(capture) && capture->original == CAPTURE_NONE)
		return false;
	a = crawl_original(crawl, capture);
	b = crawl_original(crawl, than);
	return a != b && (a->digest == 0 || a->digest != b->digest);
}

const struct capture *crawl_older(const struct crawl *crawl,
                                  const struct capture *capture)
{
	const struct capture *at = capture;

	while (at > crawl->items && at[-1].url == capture->url)
		if (is_other(crawl, --at, capture))
			return at;
	return NULL;
}

const struct capture *crawl_oldest(const struct crawl *crawl,
                                   const struct capture *capture)
{
	const struct capture *at =
		&crawl->items[lower_bound(crawl, capture->url, INT64_MIN)];

	for (; at < capture; at++)
		if (is_other(crawl, at, capture))
			return at;
	return NULL;
}

void crawl_clear(struct crawl *crawl)
{
	free(crawl->items);
	free(crawl->newest);
	free(crawl->redirects);
	buf_clear(&crawl->urls);
	*crawl = (struct crawl){ 0 };
}
