/*
 * search_index: all parts of the search index of an archive, as pages need them.
 *
 * Segments that are made from what they were made from last time are not made again:
 * their parts are known by name only, and are in the output already. Should one be
 * wanted all the same, because its file was lost, its segment is made after all. Cards
 * and the names of their blocks are made when they are asked for.
 *
 * One thread makes it; many may then ask for parts. Owns what it holds; what it is made
 * from must outlive it. The zero value is no index, and may be cleared.
 */
#ifndef ARCHIVE_SEARCH_INDEX_H
#define ARCHIVE_SEARCH_INDEX_H

#include <pthread.h>
#include <stdbool.h>

#include "archive/reread.h"
#include "archive/search.h"

/* The number of the manifest, which is no part. */
#define SEARCH_MANIFEST UINT32_MAX

enum search_part_kind {
	SEARCH_WORDS, /* of a segment: a shard, a list or a leaf */
	SEARCH_SHELF_OF_BLOCKS,
	SEARCH_BLOCK_OF_CARDS,
};

struct search_part {
	search_name name;
	enum search_part_kind kind;
	uint32_t number;  /* of the segment, the shelf or the block */
	struct str bytes; /* of WORDS, compressed; empty: not made yet */
};

/* What an index is made from. */
struct search_input {
	const struct archive *archive;
	struct files *files;      /* the site's folder */
	struct listener listener; /* told of the texts that are read */
};

struct search_index {
	bool is_made;
	struct search_input input;
	struct unread *unread; /* whose words are missing */
	uint32_t unread_count;
	struct search_segment segments[SEARCH_SEGMENTS];
	struct hash inputs[SEARCH_SEGMENTS]; /* what each segment is made from */
	uint32_t segment_count;
	struct search_part *parts; /* in order of their names, each once */
	uint32_t part_count;
	struct buf manifest;
	struct buf remember;           /* for the next time */
	search_name *blocks, *shelves; /* private from here */
	uint32_t part_cap;
	struct arena arena, bytes; /* all but the parts' bytes, and these */
	pthread_mutex_t mutex;     /* of bytes */
};

/* remembered: index->remember of an earlier index, or nothing. */
void search_index_make(struct search_index *index, const struct search_input *input,
                       struct str remembered, struct pool *pool);

/* Is there a part of that name? Names here are as in its URL: sixteen digits. */
bool search_index_has(const struct search_index *index, struct str digits);

/* Append the bytes of a part's file; false if articles that it is made from have changed.
 */
bool search_index_render(struct search_index *index, struct search_part *part,
                         struct buf *out);

/* Give back the bytes of the parts, which are not likely to be asked for again. */
void search_index_rest(struct search_index *index);

void search_index_clear(struct search_index *index);

#endif
