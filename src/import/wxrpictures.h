/*
 * wxrpictures: the attachments of a WordPress export, by their numbers and by the posts
 * they were uploaded to.
 *
 * Filled in a first reading, then sorted; after that it is not changed. An attachment is
 * its address and some 100 bytes; captions and alternative texts are kept up to
 * WXR_WORDS_MAX bytes in all. Owns its memory; cannot fail. One thread fills it; then any
 * may read.
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

/* Its place among those of a post, and which one it is. */
struct attached {
	int64_t post, order;
	uint32_t number;
};

/* Texts that end in a NUL, to be small: there may be some 100,000. */
struct attachment {
	const char *src, *alt, *caption; /* the caption may have markup */
};

struct attachments {
	struct arena arena;
	struct table ids;
	struct table hosts;       /* of the site: its own, and those of attachments */
	struct attachment *items; /* by the number in ids */
	struct attached *attached;
	size_t words;   /* bytes that were kept */
	size_t dropped; /* pictures whose words were not */
};

/* Keep the attachment that an item is; the first of a number counts. */
void attachments_add(struct attachments *list, struct str item, struct arena *scratch);
void attachments_sort(struct attachments *list);

void attachments_add_host(struct attachments *list, struct str url);

/* Is it one of the site's? With "www." or without. */
bool attachments_host(const struct attachments *list, struct str host);

bool attachments_find(const struct attachments *list, struct str id,
                      struct picture *picture);

/* The n-th picture of a post, in the order of its gallery. */
bool attachments_of(const struct attachments *list, struct str post, size_t n,
                    struct str *id, struct picture *picture);

void attachments_clear(struct attachments *list);

#endif
