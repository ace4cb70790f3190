#include "archive/search_index.h"

#include <stdlib.h>
#include <string.h>

#include "base/gzip.h"
#include "base/pack.h"

static struct search_part *add_part(struct search_index *index, search_name name,
                                    enum search_part_kind kind, uint32_t number)
{
	if (index->part_count == index->part_cap) {
		index->part_cap = index->part_cap ? index->part_cap * 2 : 1024;
		index->parts = xrealloc_array(index->parts, index->part_cap,
		                              sizeof(*index->parts));
	}
	index->parts[index->part_count] =
		(struct search_part){ .name = name, .kind = kind, .number = number };
	return &index->parts[index->part_count++];
}

/*
 * Segments
 */

/* Takes the parts of a segment that is made. */
struct taking {
	struct search_index *index;
	uint32_t segment;
};

static void take_part(void *context, search_name name, struct str bytes)
{
	struct taking *taking = context;

	add_part(taking->index, name, SEARCH_WORDS, taking->segment)->bytes =
		arena_str(&taking->index->bytes, bytes);
}

static void read_texts(const struct search_index *index, uint32_t number,
                       struct pool *pool, struct texts *texts)
{
	const struct search_segment *segment = &index->segments[number];

	*texts = (struct texts){ .start = segment->start,
		                 .end = segment->end,
		                 .archive = index->input.archive };
	texts_read(texts, index->input.files, &index->input.listener, pool);
}

/* Gives whether any are. */
static bool list_unread(struct search_index *index, const struct texts *texts)
{
	uint32_t before = index->unread_count;

	for (uint32_t i = 0; i < texts->end - texts->start; i++) {
		const struct text *text = &texts->texts[i];

		if (!text->is_unread)
			continue;
		index->unread = xrealloc_array(index->unread, index->unread_count + 1,
		                               sizeof(*index->unread));
		index->unread[index->unread_count++] =
			(struct unread){ texts->start + i, text->status };
	}
	return index->unread_count > before;
}

/* False if words are missing. */
static bool make_segment(struct search_index *index, uint32_t number, struct pool *pool)
{
	struct taking taking = { index, number };
	struct search_sink sink = { take_part, &taking };
	struct texts texts;
	bool is_whole;

	read_texts(index, number, pool, &texts);
	search_build(&texts, &index->segments[number], pool, &sink, &index->arena);
	is_whole = !list_unread(index, &texts);
	texts_clear(&texts);
	return is_whole;
}

/* The leaves and the names of the parts of a segment. */
static void pack_segment(const struct search_index *index, uint32_t number,
                         struct buf *out)
{
	const struct search_segment *segment = &index->segments[number];
	uint32_t count = 0;

	pack_hash(out, index->inputs[number]);
	pack_uint(out, segment->leaf_count);
	for (uint32_t i = 0; i < segment->leaf_count; i++) {
		pack_str(out, segment->leaves[i].first);
		search_pack_name(out, segment->leaves[i].name);
	}
	for (uint32_t i = 0; i < index->part_count; i++)
		count += index->parts[i].kind == SEARCH_WORDS &&
		         index->parts[i].number == number;
	pack_uint(out, count);
	for (uint32_t i = 0; i < index->part_count; i++)
		if (index->parts[i].kind == SEARCH_WORDS &&
		    index->parts[i].number == number)
			search_pack_name(out, index->parts[i].name);
}

static search_name unpack_name(struct unpack *in)
{
	search_name name = 0;

	if (in->rest.len < sizeof(name)) {
		in->failed = true;
		return 0;
	}
	for (size_t i = 0; i < sizeof(name); i++)
		name = name << 8 | (unsigned char)in->rest.ptr[i];
	in->rest = str_from(in->rest, sizeof(name));
	return name;
}

/* Read a packed segment, into one of the index if it is made from the same. */
static bool unpack_segment(struct search_index *index, uint32_t number, struct unpack *in)
{
	struct search_segment *segment = &index->segments[number];
	bool is_same = hash_eq(unpack_hash(in), index->inputs[number]);
	size_t count = unpack_count(in);

	if (is_same)
		segment->leaves = ARENA_ARRAY(&index->arena, struct search_leaf, count);
	for (size_t i = 0; i < count; i++) {
		struct str first = unpack_str(in);
		search_name name = unpack_name(in);

		if (is_same)
			segment->leaves[segment->leaf_count++] =
				(struct search_leaf){ arena_str(&index->arena, first),
				                      name };
	}
	count = unpack_count(in);
	for (size_t i = 0; i < count; i++) {
		search_name name = unpack_name(in);

		if (is_same)
			add_part(index, name, SEARCH_WORDS, number);
	}
	return is_same;
}

/* Find the segment among those that are remembered. */
static bool recall_segment(struct search_index *index, uint32_t number,
                           struct str remembered)
{
	struct unpack in = { .rest = remembered };
	uint32_t before = index->part_count;
	bool found = false;

	while (in.rest.len && !in.failed && !found)
		found = unpack_segment(index, number, &in);
	if (found && !in.failed)
		return true;
	index->part_count = before;
	index->segments[number].leaf_count = 0;
	return false;
}

/*
 * Cards
 */

struct naming {
	const struct archive *archive;
	search_name *blocks, *shelves;
};

static void name_block(void *context, unsigned worker, size_t item)
{
	struct naming *naming = context;
	struct buf raw = { 0 };

	(void)worker;
	search_block(naming->archive, (uint32_t)item, &raw);
	naming->blocks[item] = search_name_of(buf_str(&raw));
	buf_clear(&raw);
}

static void add_cards(struct search_index *index, struct pool *pool)
{
	const struct archive *archive = index->input.archive;
	uint32_t blocks = search_blocks(archive->count),
		 shelves = search_shelves(archive->count);
	struct buf raw = { 0 };
	struct naming naming = {
		.archive = archive,
		.blocks = ARENA_ARRAY(&index->arena, search_name, blocks),
		.shelves = ARENA_ARRAY(&index->arena, search_name, shelves),
	};

	pool_run(pool, blocks, name_block, &naming);
	for (uint32_t i = 0; i < blocks; i++)
		add_part(index, naming.blocks[i], SEARCH_BLOCK_OF_CARDS, i);
	for (uint32_t i = 0; i < shelves; i++) {
		buf_reset(&raw);
		search_shelf(naming.blocks, blocks, i, &raw);
		naming.shelves[i] = search_name_of(buf_str(&raw));
		add_part(index, naming.shelves[i], SEARCH_SHELF_OF_BLOCKS, i);
	}
	buf_clear(&raw);
	index->blocks = naming.blocks;
	index->shelves = naming.shelves;
}

/* By name; of parts with the same bytes, that which is there comes first. */
static int compare_parts(const void *a, const void *b)
{
	const struct search_part *x = a, *y = b;

	if (x->name != y->name)
		return x->name < y->name ? -1 : 1;
	if ((x->bytes.len == 0) != (y->bytes.len == 0))
		return x->bytes.len ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

/*
 * The index
 */

/* Parts of the same bytes are one. */
static void order_parts(struct search_index *index)
{
	uint32_t kept = 0;

	if (index->part_count)
		qsort(index->parts, index->part_count, sizeof(*index->parts),
		      compare_parts);
	for (uint32_t i = 0; i < index->part_count; i++)
		if (i == 0 || index->parts[i].name != index->parts[kept - 1].name)
			index->parts[kept++] = index->parts[i];
	index->part_count = kept;
}

void search_index_make(struct search_index *index, const struct search_input *input,
                       struct str remembered, struct pool *pool)
{
	struct buf packed = { 0 };

	*index = (struct search_index){ .is_made = true, .input = *input };
	pthread_mutex_init(&index->mutex, NULL);
	index->segment_count = search_layout(input->archive->count, index->segments);
	for (uint32_t i = 0; i < index->segment_count; i++) {
		index->inputs[i] = search_inputs(input->archive, index->segments[i].start,
		                                 index->segments[i].end);
		if (recall_segment(index, i, remembered) || make_segment(index, i, pool))
			pack_segment(index, i, &packed);
	}
	index->remember = packed;
	add_cards(index, pool);
	order_parts(index);
	search_manifest(input->archive, index->segments, index->segment_count,
	                index->shelves, &index->manifest);
}

static int compare_name(const void *key, const void *part)
{
	search_name name = *(const search_name *)key;
	search_name other = ((const struct search_part *)part)->name;

	return (name > other) - (name < other);
}

static struct search_part *find_part(const struct search_index *index, search_name name)
{
	return index->part_count ? bsearch(&name, index->parts, index->part_count,
	                                   sizeof(*index->parts), compare_name)
	                         : NULL;
}

bool search_index_has(const struct search_index *index, struct str digits)
{
	search_name name = 0;

	for (size_t i = 0; i < digits.len; i++) {
		char digit = digits.ptr[i];

		name = name << 4 |
		       (search_name)(is_digit(digit) ? digit - '0' : digit - 'a' + 10);
	}
	return find_part(index, name) != NULL;
}

static void keep_late(void *context, search_name name, struct str bytes)
{
	struct search_index *index = context;
	struct search_part *part = find_part(index, name);

	if (part && part->bytes.len == 0)
		part->bytes = arena_str(&index->bytes, bytes);
}

/* Make a segment for the parts of it that were lost. */
static void make_late(struct search_index *index, uint32_t number)
{
	struct search_segment segment = index->segments[number];
	struct search_sink sink = { keep_late, index };
	struct pool *pool = pool_new(1);
	struct arena scratch = { 0 };
	struct texts texts;

	read_texts(index, number, pool, &texts);
	search_build(&texts, &segment, pool, &sink, &scratch);
	texts_clear(&texts);
	arena_clear(&scratch);
	pool_free(pool);
}

static void compress(struct str raw, struct buf *out)
{
	struct gzip *gzip = gzip_new();

	gzip_add(gzip, raw, out);
	gzip_free(gzip);
}

bool search_index_render(struct search_index *index, struct search_part *part,
                         struct buf *out)
{
	const struct archive *archive = index->input.archive;
	struct buf raw = { 0 };
	bool ok = true;

	switch (part->kind) {
	case SEARCH_WORDS:
		pthread_mutex_lock(&index->mutex);
		if (part->bytes.len == 0)
			make_late(index, part->number);
		ok = part->bytes.len != 0;
		buf_add(out, part->bytes);
		pthread_mutex_unlock(&index->mutex);
		break;
	case SEARCH_SHELF_OF_BLOCKS:
		search_shelf(index->blocks, search_blocks(archive->count), part->number,
		             &raw);
		compress(buf_str(&raw), out);
		break;
	case SEARCH_BLOCK_OF_CARDS:
		search_block(archive, part->number, &raw);
		compress(buf_str(&raw), out);
		break;
	}
	buf_clear(&raw);
	return ok;
}

void search_index_rest(struct search_index *index)
{
	for (uint32_t i = 0; i < index->part_count; i++)
		index->parts[i].bytes = (struct str){ 0 };
	arena_clear(&index->bytes);
}

void search_index_clear(struct search_index *index)
{
	if (!index->is_made)
		return;
	pthread_mutex_destroy(&index->mutex);
	free(index->parts);
	free(index->unread);
	buf_clear(&index->manifest);
	buf_clear(&index->remember);
	arena_clear(&index->bytes);
	arena_clear(&index->arena);
	*index = (struct search_index){ 0 };
}
