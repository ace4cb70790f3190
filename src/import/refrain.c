#include "import/refrain.h"

#include "base/pack.h"
#include "import/promotion.h"
#include "import/wordlist.h"

#define PAGES_MIN      3     /* that have a block, or it is chance */
#define PAGES_SHARE    0.002 /* of all, or it is chance */
#define REFRAIN_MAX    500   /* characters: a longer text is worth reading twice */
#define COPIED_SHARE   0.5   /* of a page's text: then it is a copy */
#define OWN_MIN        60    /* characters of a text that shows where the article is */
#define BACKGROUND_MIN 100   /* characters; a shorter repetition may be a notice */
#define LESSON_MAX     5000  /* blocks of one page */

/* Pieces of tables and code are alike without being a refrain. */
static bool may_repeat(const struct block *block)
{
	return block->kept && block->length <= REFRAIN_MAX && block->words.len > 0 &&
	       !(block->flags & (BLOCK_CELL | BLOCK_CODE));
}

void refrain_pack(struct buf *out, const struct blocks *blocks)
{
	size_t count = 0;

	for (uint32_t i = 0; i < blocks->count && count < LESSON_MAX; i++)
		if (may_repeat(&blocks->items[i])) {
			pack_uint(out, words_hash(blocks->items[i].words));
			count++;
		}
}

void refrain_learn(struct refrain *refrain, struct str packed)
{
	struct unpack in = { .rest = packed };
	uint32_t round = (uint32_t)++refrain->pages;

	while (in.rest.len && !in.failed) {
		struct tally_entry *entry = tally_add(&refrain->blocks, unpack_uint(&in));

		if (entry->round != round)
			entry->count++; /* once for each page */
		entry->round = round;
	}
}

static bool is_repeated(const struct refrain *refrain, const struct block *block)
{
	const struct tally_entry *entry =
		tally_find(&refrain->blocks, words_hash(block->words));

	return entry && entry->count >= PAGES_MIN &&
	       entry->count >= PAGES_SHARE * (double)refrain->pages;
}

/* Is the block text that other pages do not have? */
static bool is_own(const struct block *block)
{
	return block->kept && !(block->flags & BLOCK_REPEATED) && block->is_sentence &&
	       block->length >= OWN_MIN;
}

/* From the first block that is the page's own to behind the last. */
static struct block_range own_range(const struct blocks *blocks)
{
	struct block_range range = { 0, blocks->count };

	while (range.start < range.end && !is_own(&blocks->items[range.start]))
		range.start++;
	while (range.end > range.start && !is_own(&blocks->items[range.end - 1]))
		range.end--;
	return range;
}

/*
 * Is it what a reporter repeats in each story of a row? It stands amid a text, is longer
 * than a notice, and advertises nothing.
 */
static bool is_background(const struct blocks *blocks, uint32_t index,
                          struct block_range own)
{
	const struct block *block = &blocks->items[index];

	return index > own.start && index < own.end && block->is_sentence &&
	       block->length >= BACKGROUND_MIN &&
	       promotion_judge(block->text, block->words).score < PROMOTION_LIKELY;
}

/* "Background" may stand over something else in each article. */
static bool is_heading(const struct blocks *blocks, uint32_t index)
{
	return (blocks->items[index].flags & BLOCK_HEADING) &&
	       index + 1 < blocks->count && blocks->items[index + 1].kept;
}

void refrain_drop(const struct refrain *refrain, struct blocks *blocks)
{
	double all = 0, repeated = 0;
	struct block_range own;

	for (uint32_t i = 0; i < blocks->count; i++) {
		struct block *block = &blocks->items[i];

		all += block->kept ? block->length : 0;
		if (may_repeat(block) && is_repeated(refrain, block)) {
			block->flags |= BLOCK_REPEATED;
			repeated += block->length;
		}
	}
	own = own_range(blocks);
	for (uint32_t i = blocks->count; i-- > 0;) {
		struct block *block = &blocks->items[i];

		if (!(block->flags & BLOCK_REPEATED))
			continue;
		if (repeated > COPIED_SHARE * all || is_heading(blocks, i) ||
		    is_background(blocks, i, own))
			block->flags &= ~(unsigned)BLOCK_REPEATED;
		else
			block->kept = false;
	}
}

void refrain_clear(struct refrain *refrain)
{
	tally_clear(&refrain->blocks);
	*refrain = (struct refrain){ 0 };
}
