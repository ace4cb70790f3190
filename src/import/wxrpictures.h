/*
 * wxrpictures: the attachments of a WordPress export, by their numbers and by the posts
 * they were uploaded to.
 *
 * Filled in a first reading, then sorted; after that it is not changed. An attachment
 * takes the name of its file and some 50 bytes; captions and alternative texts are kept
 * up to WXR_WORDS_MAX bytes in all. Owns its memory; cannot fail. One thread fills it;
 * then any may read. What is found lives in the arena given, and in the list.
 */
#ifndef IMPORT_WXRPICTURES_H
#define IMPORT_WXRPICTURES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/table.h"
#include "content/article.h"

/* Bytes: a hundred each for 160,000 pictures. */
#define WXR_WORDS_MAX ((size_t)16 << 20)

/* There may be some 100,000. */
struct attachment {
	int64_t id, post;  /* post: it was uploaded to; 0: none */
	int32_t order;     /* among those of a post */
	uint32_t number;   /* in the order of the export */
	uint32_t folder;   /* of its address, by its number */
	const char *texts; /* the rest of its address, what is said for the picture, and
	                      its caption, which may have markup: each ends in a NUL */
};

struct attachments {
	struct arena arena;
	struct table hosts;       /* of the site: its own, and those of attachments */
	struct table folders;     /* "https://a.org/wp-content/uploads/2014/02/" */
	struct attachment *items; /* by id, once they are sorted */
	uint32_t *by_post;        /* their places, by post, order and number */
	size_t count, cap;
	size_t words;   /* bytes that were kept */
	size_t dropped; /* pictures whose words were not */
};

/* Keep the attachment that an item is; the first of a number counts. */
void attachments_add(struct attachments *list, struct str item, struct arena *scratch);
void attachments_sort(struct attachments *list);

void attachments_add_host(struct attachments *list, struct str url);

/* Is it one of the site's? With "www." or without. */
bool attachments_host(const struct attachments *list, struct str host);

bool attachments_find(const struct attachments *list, struct str id, struct arena *arena,
                      struct picture *picture);

/* One of the pictures of a post, in the order of its gallery. */
struct nth_picture {
	struct str post;
	size_t n; /* from 0 */
};

bool attachments_of(const struct attachments *list, struct nth_picture which,
                    struct arena *arena, struct str *id, struct picture *picture);

void attachments_clear(struct attachments *list);

#endif
