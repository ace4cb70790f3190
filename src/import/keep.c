#include "import/keep.h"
#include "import/wordlist.h"

#define LINKED_SENTENCE 60  /* characters of a paragraph that is all link and yet text */
#define BETWEEN_MAX     200 /* characters of an unlikely block between two that stay */
#define LINE_WORDS      4   /* of a line with which an article may begin */
#define ITEM_WORDS      2   /* of an item of a list with which it may */
#define SCRAP_CHARS     25
#define AXIS_CHARS      4 /* of a month, a year, a share */
#define SCRAPS_MAX      6 /* between two blocks; more are a graphic */

static bool is_barred(const struct block *block)
{
	return block->flags & BLOCK_BARRED;
}

static bool is_linked(const struct block *block)
{
	return block->linked * 2 > block->length;
}

/* A link that says no more than its own address is there to be read. */
static bool is_address(const struct block *block)
{
	return str_has_prefix(block->text, STR("http")) &&
	       str_find_char(block->text, ' ') == STR_NONE;
}

/* Prose may be a link for the most part, if it says something besides. */
static bool is_linked_prose(const struct block *block)
{
	return ((block->flags & BLOCK_ITEM) ||
	        ((block->flags & BLOCK_PARAGRAPH) && block->is_sentence)) &&
	       block->linked * 10 < (size_t)block->length * 9;
}

/* Would the block be kept if its neighbours are? */
static bool may_stay(const struct block *block)
{
	if (is_barred(block))
		return false;
	if (is_linked(block))
		return is_address(block) || is_linked_prose(block) ||
		       (block->flags & BLOCK_OWN) ||
		       ((block->flags & BLOCK_PARAGRAPH) && block->is_sentence &&
		        block->length > LINKED_SENTENCE);
	return block->length < BETWEEN_MAX;
}

/* Is the block part of what a text is made of, and no scrap between? */
static bool is_part(const struct block *block)
{
	return block->flags & (BLOCK_HEADING | BLOCK_ITEM | BLOCK_CELL | BLOCK_QUOTE |
	                       BLOCK_CODE | BLOCK_PARAGRAPH);
}

/* Is the block a scrap that has a paragraph to itself: the label of a graphic? */
static bool is_scrap(const struct block *block)
{
	return block->length < SCRAP_CHARS && html_is(block->element, "p");
}

/* Is the block the caption of a picture that it stands with? Then prune.h settles both.
 */
static bool is_picture(const struct block *block)
{
	return (block->flags & BLOCK_CAPTION) && block->weight == 0;
}

/* Is it a number, or as short as one? */
static bool is_axis(const struct block *block)
{
	size_t letters = 0;

	for (size_t i = 0; i < block->text.len; i++)
		letters += !is_space(block->text.ptr[i]) &&
		           !is_digit(block->text.ptr[i]) && !is_punct(block->text.ptr[i]);
	return letters == 0 || block->length <= AXIS_CHARS;
}

/*
 * Are the scraps in the gap a graphic? Many are one: of an article's element, if most are
 * on its axes, for results and poems are made of short lines too.
 */
static bool is_graphic(const struct blocks *blocks, struct block_range gap, bool declared)
{
	uint32_t scraps = 0, axes = 0;

	for (uint32_t i = gap.start; i < gap.end; i++)
		if (is_scrap(&blocks->items[i])) {
			scraps++;
			axes += is_axis(&blocks->items[i]);
		}
	return scraps > SCRAPS_MAX && (!declared || axes * 2 > scraps);
}

/*
 * Keep what stands between two blocks that are kept, if nothing but its shortness speaks
 * against it.
 */
static void fill_gap(struct blocks *blocks, struct block_range gap, bool declared)
{
	bool graphic = is_graphic(blocks, gap, declared);
	uint32_t others = 0; /* than captions */

	for (uint32_t i = gap.start; i < gap.end; i++)
		others += !is_picture(&blocks->items[i]);
	for (uint32_t i = gap.start; i < gap.end; i++) {
		struct block *block = &blocks->items[i];

		if (may_stay(block) && (is_part(block) || others == 1) &&
		    !(graphic && is_scrap(block)))
			block->kept = true;
	}
}

static void fill_gaps(struct blocks *blocks, struct block_range run, bool declared)
{
	struct block_range gap = { BLOCK_NONE, 0 };

	for (uint32_t i = run.start; i < run.end; i++) {
		if (!blocks->items[i].kept)
			continue;
		gap.end = i;
		if (gap.start != BLOCK_NONE)
			fill_gap(blocks, gap, declared);
		gap.start = i + 1;
	}
}

/* Is the block a heading over something? */
static bool may_head(const struct block *block)
{
	return (block->flags & BLOCK_HEADING) && !is_barred(block) &&
	       (!is_linked(block) || (block->flags & BLOCK_OWN));
}

/* Keep the headings over what is kept, and over pictures. */
static void keep_headings(struct blocks *blocks, struct block_range run)
{
	for (uint32_t n = run.end; n-- > run.start;)
		if (may_head(&blocks->items[n]) && n + 1 < run.end &&
		    (blocks->items[n + 1].kept || is_picture(&blocks->items[n + 1])))
			blocks->items[n].kept = true;
}

/* The first block behind the headline, if that is before the run, and within the element.
 */
static uint32_t behind_title(const struct blocks *blocks, struct block_range run,
                             uint32_t first)
{
	uint32_t title = run.start;

	while (title > 0 && !(blocks->items[title - 1].flags & BLOCK_TITLE))
		title--;
	if (title == 0)
		return run.start;
	return title > first ? title : first;
}

/* Do other articles begin here, or a menu? */
static bool begins_others(const struct block *block)
{
	return (block->flags & (BLOCK_LABEL | BLOCK_CARD)) ||
	       (!is_barred(block) && is_linked(block) && !may_stay(block));
}

/* May an article end with the block? With a line only if its element says it is one. */
static bool may_end(const struct block *block, bool declared)
{
	return is_picture(block) ||
	       (is_part(block) && may_stay(block) && !(block->flags & BLOCK_HEADING) &&
	        (declared || (block->flags & (BLOCK_ITEM | BLOCK_CELL))));
}

/*
 * May an article begin with the block? Lines before it are of the page more often, if
 * they are not of several words: "World", "4 min read".
 */
static bool may_begin(const struct block *block, bool declared)
{
	size_t words = block->flags & BLOCK_ITEM ? ITEM_WORDS : LINE_WORDS;

	if (block->flags & BLOCK_CELL)
		return (block->flags & BLOCK_OWN) && may_stay(block);
	return is_picture(block) || (declared && may_end(block, declared) &&
	                             words_count(block->words) >= words);
}

/* Where the article begins, from first on. */
static uint32_t widen_start(struct blocks *blocks, struct block_range run, uint32_t first,
                            bool declared)
{
	uint32_t start = run.start;

	for (uint32_t i = run.start; i > first && !begins_others(&blocks->items[i - 1]);
	     i--)
		if (may_begin(&blocks->items[i - 1], declared)) {
			start = i - 1;
			blocks->items[start].kept = !is_picture(&blocks->items[start]);
		}
	return start;
}

/* Where the article ends, at last. */
static uint32_t widen_end(struct blocks *blocks, struct block_range run, uint32_t last,
                          bool declared)
{
	struct block_range rest = { run.end, last };
	bool graphic = is_graphic(blocks, rest, true);
	uint32_t end = run.end;

	for (uint32_t i = run.end; i < last && !begins_others(&blocks->items[i]); i++)
		if (may_end(&blocks->items[i], declared) &&
		    !(graphic && is_scrap(&blocks->items[i]))) {
			blocks->items[i].kept = !is_picture(&blocks->items[i]);
			end = i + 1;
		}
	return end;
}

struct block_range keep_around(struct blocks *blocks, struct block_range run,
                               struct block_range within, bool declared)
{
	uint32_t first = behind_title(blocks, run, within.start);

	if (run.start == run.end)
		return run;
	fill_gaps(blocks, run, declared);
	run.start = widen_start(blocks, run, first, declared);
	run.end = widen_end(blocks, run, within.end, declared);
	while (run.start > first && may_head(&blocks->items[run.start - 1]) &&
	       !html_is(blocks->items[run.start - 1].element, "h1"))
		run.start--;
	keep_headings(blocks, run);
	return run;
}
