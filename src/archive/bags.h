/*
 * bags: what every article of an archive says (bag.h), remembered or made.
 *
 * What is not remembered is made of the articles' texts: of those that somebody else
 * reads anyway, as search does, while they are at hand; the others are read again.
 * Owns what it holds, the remembered bags included; the
 * archive must outlive it. The zero value is of no archive, and may be cleared.
 */
#ifndef ARCHIVE_BAGS_H
#define ARCHIVE_BAGS_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "archive/bag.h"
#include "archive/reread.h"
#include "base/files.h"
#include "base/pool.h"

struct bags {
	const struct archive *archive;
	struct str *items; /* one for each article; empty: it is withdrawn, or unread */
	struct unread *unread;
	uint32_t unread_count;
	struct bag_maker *makers; /* private from here: one for each thread, */
	struct arena *arenas;     /* likewise */
	unsigned threads;
};

/* Of this archive, and with what is remembered unless it is out of date. */
void bags_open(struct bags *bags, const struct archive *archive, unsigned threads);
void bags_recall(struct bags *bags, uint32_t article, struct str remembered);

/* Hears of texts until the bags are made. */
struct listener bags_listener(struct bags *bags);

/* Make those that are still missing. */
void bags_make(struct bags *bags, struct files *files, struct pool *pool);

void bags_clear(struct bags *bags);

#endif
