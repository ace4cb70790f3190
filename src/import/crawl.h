/*
 * crawl: which records of a crawl count: for each address the newest capture, and for
 * each revisit the record that has what it says has not changed.
 *
 * Filled in a first reading of all WARCs with every record that may matter, then sorted
 * out at once. What is kept of a record is CAPTURE_SIZE bytes, and the URL of a revisit
 * or a redirect: that bounds the memory.
 * Addresses and digests are kept as hashes of 64 bits; two that are equal by chance (one
 * in some millions of crawls of a million pages) would be taken for one.
 *
 * Owns its memory. Cannot fail. One thread fills it; then any may read.
 */
#ifndef IMPORT_CRAWL_H
#define IMPORT_CRAWL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"
#include "import/inlet.h"

#define CAPTURE_SIZE sizeof(struct capture)

#define CAPTURE_NONE UINT32_MAX

enum capture_kind { CAPTURE_PAGE, CAPTURE_PICTURE, CAPTURE_REVISIT, CAPTURE_REDIRECT };

struct capture {
	uint64_t url;    /* url_key's hash */
	uint64_t digest; /* of the payload; 0: it says none */
	int64_t seconds; /* since 1970, UTC; 0: it does not say when */
	struct place place;
	uint64_t text;     /* of a revisit: where crawl.urls has what it says */
	uint32_t file;     /* which of the inputs it is in */
	uint32_t original; /* a revisit's, once it is sorted out; or CAPTURE_NONE */
	uint8_t kind;      /* enum capture_kind */
	uint8_t form;      /* of a picture: enum picture_form */
};

struct redirect {
	uint64_t target;
	uint32_t capture;
};

struct crawl {
	struct capture *items;
	size_t count, cap;
	struct buf urls;  /* of revisits, each with its length before it */
	uint32_t *newest; /* captures that count, by url */
	size_t newest_count;
	size_t lost;                /* revisits without an original */
	struct redirect *redirects; /* by target */
	size_t redirect_count;
};

/*
 * What a URL is known by: without scheme, "www.", fragment and what trackers add, and
 * percent-encoded in one way...
 */
struct str url_plain(struct arena *arena, struct str url);

/* ... and a hash of that. */
uint64_t url_key(struct str url);

/* What is known of a revisit beside the capture. */
struct revisit {
	struct str url;
	uint64_t refers_url; /* where and when it was seen before; or 0 */
	int64_t refers_seconds;
};

void crawl_add(struct crawl *crawl, struct capture capture);
void crawl_add_revisit(struct crawl *crawl, struct capture capture,
                       const struct revisit *revisit);

/* A redirect of a URL, kept for articles at its target; target is url_key's. */
void crawl_add_redirect(struct crawl *crawl, struct capture capture, struct str url,
                        uint64_t target);

/*
 * The n-th URL, each once, that led to an address and has no capture of its own; false if
 * there are not so many.
 */
bool crawl_redirect(const struct crawl *crawl, uint64_t target, size_t n,
                    struct str *url);

/* When all are there: find originals, and the newest of each address. */
void crawl_sort(struct crawl *crawl);

/* By where they are: file, then place. */
int capture_compare_places(const struct capture *a, const struct capture *b);

/* What a revisit's URL is; empty for others, whose records are read again anyway. */
struct str crawl_url(const struct crawl *crawl, const struct capture *capture);

/* The newest capture of a URL by its key, or NULL. */
const struct capture *crawl_find(const struct crawl *crawl, uint64_t url);

/* The same; if it has none, of where redirects lead from it. */
const struct capture *crawl_follow(const struct crawl *crawl, uint64_t url);

/* The record that has a capture's bytes. */
const struct capture *crawl_original(const struct crawl *crawl,
                                     const struct capture *capture);

/*
 * Of its address the next older capture whose record is another one, or the oldest of
 * those; NULL if there is none.
 */
const struct capture *crawl_older(const struct crawl *crawl,
                                  const struct capture *capture);
const struct capture *crawl_oldest(const struct crawl *crawl,
                                   const struct capture *capture);

void crawl_clear(struct crawl *crawl);

#endif
