/*
 * search: the index that a browser searches, as files that a plain server can give.
 *
 * docs/guide/search.md specifies the format; templates/assets/search.js reads it. The
 * articles, in archive order, are cut into segments by their count alone: a long one of
 * the oldest, shorter ones of those that came later. A new article changes the last
 * segment only, which is small; the words of each lie in many small parts, of which an
 * edit changes those that hold the words it changed. A part is named by the hash of what
 * it holds, and the manifest names the first of them.
 *
 * Pure functions of the articles, whose texts are read again from their sources. What
 * they return lives in memory of its own until cleared, or in the arena given.
 */
#ifndef ARCHIVE_SEARCH_H
#define ARCHIVE_SEARCH_H

#include <stdint.h>

#include "archive/archive.h"
#include "archive/texts.h"
#include "base/buf.h"
#include "base/pool.h"

/* Segments grow by this factor: so many articles, or segments, make the next larger. */
#define SEARCH_RADIX    32
#define SEARCH_SEGMENTS 8 /* at most: for as many articles as can be counted */

#define SEARCH_BLOCK 16                  /* articles whose cards lie in one part */
#define SEARCH_SHELF (64 * SEARCH_BLOCK) /* and in the parts that one part names */

/* The hash of a part's bytes before they are compressed: what it is called by. */
typedef uint64_t search_name;

/* Where words that begin a part are to be found. */
struct search_leaf {
	struct str first; /* the first word */
	search_name name;
};

/* A segment: articles [start, end), and what the manifest says of it. */
struct search_segment {
	uint32_t start, end;
	struct search_leaf *leaves;
	uint32_t leaf_count;
};

/* Takes a part, compressed; the bytes are the caller's only until it returns. */
struct search_sink {
	void (*part)(void *context, search_name name, struct str bytes);
	void *context;
};

/* How so many articles are cut; gives the number of segments. */
uint32_t search_layout(uint32_t articles, struct search_segment segments[]);

/* What a segment is made from: while this is the same, so are its leaves and parts. */
struct hash search_inputs(const struct archive *archive, uint32_t start, uint32_t end);

/* Make the parts of a segment, of whose articles these are the texts, and its leaves. */
void search_build(const struct texts *texts, struct search_segment *segment,
                  struct pool *pool, const struct search_sink *sink, struct arena *arena);

/* The cards of a block of articles; the names of the blocks of a shelf, of count in all.
 */
void search_block(const struct archive *archive, uint32_t block, struct buf *out);
void search_shelf(const search_name *blocks, uint32_t count, uint32_t shelf,
                  struct buf *out);

uint32_t search_blocks(uint32_t articles);
uint32_t search_shelves(uint32_t articles);

/* The manifest, of all segments and shelves. */
void search_manifest(const struct archive *archive, const struct search_segment *segments,
                     uint32_t count, const search_name *shelves, struct buf *out);

search_name search_name_of(struct str raw);

/* Append a name's eight bytes, the highest first. */
void search_pack_name(struct buf *out, search_name name);

/* Where a part is: "/search/1f/0c2a9b44e07d31.bin"; the search page; the manifest. */
struct str search_part_url(struct arena *arena, search_name name);
#define SEARCH_URL          STR("/search/")
#define SEARCH_MANIFEST_URL STR("/search/index.json")

#endif
