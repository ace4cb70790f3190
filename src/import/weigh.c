#include "import/weigh.h"

#include "import/label.h"
#include "import/promotion.h"

/* Found on the development half of article-extraction-benchmark; all are flat optima. */
#define OTHER_MAX        200 /* characters that speak against a block which says "other" */
#define OTHER_SHARE      0.5
#define LINKS_MAX        0.5 /* share of a block in links that makes it a menu */
#define LINKED_SENTENCE  80  /* characters of a sentence that may be mostly link */
#define LINKED_ALL       0.9
#define LINKS_COST       1.5
#define FRAGMENT         25  /* shorter and no sentence: a label, a button */
#define ARTICLE_MIN      300 /* weight of what may be an article by itself */
#define LABELS_MAX       16  /* headings that are judged, each by all that is behind it */
#define TEASERS_MIN      4   /* of a list; of so many two may stand together */
#define FRAGMENT_COST    5
#define SHORT            60
#define SHORT_SHARE      0.6
#define UNENDED_SHARE    0.4
#define PARAGRAPHS_SHARE 0.5 /* of a page's text in p, so that the rest is beside it */
#define INSET_SHARE      0.7 /* of lists and tables */
#define PROMOTION_CHARS  160 /* a longer block is no promotion, whatever its words */

/* Text that is in no element for text, on a page that has such elements. */
static bool is_stray(const struct blocks *blocks, const struct block *block)
{
	return !(block->flags & (BLOCK_PARAGRAPH | BLOCK_HEADING | BLOCK_ITEM |
	                         BLOCK_CELL | BLOCK_QUOTE | BLOCK_CODE)) &&
	       blocks->paragraph_text > PARAGRAPHS_SHARE * blocks->text;
}

/* Is the block a caption, and its picture near it? The two are part of what is around. */
static bool is_of_picture(const struct blocks *blocks, const struct block *block)
{
	const struct html_node *node = block->element;

	if ((block->flags & (BLOCK_CAPTION | BLOCK_OTHER)) != BLOCK_CAPTION)
		return false;
	for (int depth = 0; node && depth < CAPTION_DEPTH; node = node->parent, depth++)
		if (blocks->pictures[node->mark])
			return blocks->text_sizes[node->mark] <= CAPTION_MAX;
	return false;
}

static double weigh(const struct blocks *blocks, const struct block *block)
{
	double length = block->length;
	double linked = length > 0 ? block->linked / length : 0;

	if (block->flags & (BLOCK_HEAD | BLOCK_ASIDE | BLOCK_CARD))
		return 0;
	if (is_of_picture(blocks, block))
		return 0;
	if (block->flags & (BLOCK_OTHER | BLOCK_CAPTION))
		return -OTHER_SHARE * (length < OTHER_MAX ? length : OTHER_MAX);
	if (block->flags & BLOCK_CODE)
		return length;
	if (block->flags & BLOCK_LABEL)
		return -FRAGMENT_COST;
	if (linked > LINKS_MAX)
		return block->is_sentence && length > LINKED_SENTENCE &&
		                       linked < LINKED_ALL
		               ? 0
		               : -length - FRAGMENT_COST;
	/* What parts an article says nothing against it. */
	if (block->linked == 0 && length < SHORT && (block->flags & BLOCK_HEADING))
		return 0;
	if (block->linked == 0 && length < FRAGMENT &&
	    ((block->flags & (BLOCK_ITEM | BLOCK_CELL)) ||
	     ((block->flags & BLOCK_PARAGRAPH) && !block->is_sentence)))
		return 0;
	if (length < SHORT && !block->is_sentence && is_stray(blocks, block))
		return -length;
	if (length < FRAGMENT && !block->is_sentence)
		return -length - FRAGMENT_COST;
	if (block->flags & BLOCK_PROMOTION)
		return -length;
	length *= 1 - LINKS_COST * linked;
	if (!block->is_sentence)
		length *= UNENDED_SHARE;
	if (block->flags & (BLOCK_ITEM | BLOCK_CELL))
		length *= INSET_SHARE;
	if (block->length < SHORT)
		length *= SHORT_SHARE;
	return length;
}

/* The list that an item's block is in, or NULL. */
static const struct html_node *list_of(const struct block *block)
{
	const struct html_node *node = block->element;

	while (node && !html_is(node, "ul") && !html_is(node, "ol"))
		node = node->parent;
	return node;
}

/*
 * Where a list has more text than links, an item of links alone says nothing against it.
 */
static void forgive_items(struct blocks *blocks)
{
	for (uint32_t i = 0; i < blocks->count;) {
		const struct html_node *list = NULL;
		struct block_range range = { i, i + 1 };
		double length = 0, linked = 0;

		if (blocks->items[i].flags & BLOCK_ITEM)
			list = list_of(&blocks->items[i]);
		if (list)
			range = blocks->ranges[list->mark];
		for (uint32_t n = range.start; list && n < range.end; n++) {
			length += blocks->items[n].length;
			linked += blocks->items[n].linked;
			if (!html_is(blocks->items[n].element, "li"))
				linked += blocks->items[n].length; /* a card */
		}
		for (uint32_t n = range.start; list && n < range.end; n++)
			if (linked < LINKS_MAX * length && blocks->items[n].weight < 0 &&
			    !(blocks->items[n].flags & BLOCK_BARRED))
				blocks->items[n].weight = 0;
		i = range.end > i ? range.end : i + 1;
	}
}

/*
 * Is the block a heading between paragraphs of one element? Then it is of their text:
 * comments have an element of their own.
 */
static bool is_subheading(const struct blocks *blocks, uint32_t index)
{
	const struct block *block = &blocks->items[index];
	const struct html_node *around = block->element->parent;

	return (block->flags & BLOCK_HEADING) && index > 0 && index + 1 < blocks->count &&
	       html_is(block[-1].element, "p") && block[-1].element->parent == around &&
	       html_is(block[1].element, "p") && block[1].element->parent == around;
}

/*
 * What stands behind a heading of comments is comments, or belongs to the page; if there
 * is an article before it.
 */
static void bar_comments(struct blocks *blocks)
{
	double text = 0;
	bool barred = false;

	for (uint32_t i = 0; i < blocks->count; i++) {
		struct block *block = &blocks->items[i];

		if (!barred && text >= ARTICLE_MIN && block->length < FRAGMENT &&
		    label_is_comments(block->words) && !is_subheading(blocks, i))
			barred = true;
		if (barred) {
			block->flags |= BLOCK_OTHER;
			block->weight = block->weight < 0 ? block->weight : 0;
		} else if (block->weight > 0) {
			text += block->weight;
		}
	}
}

/* Do the two texts stand in one element, or in two of one kind, one for each part? */
static bool are_of_one_text(const struct block *a, const struct block *b)
{
	const struct html_node *x = a->element->parent, *y = b->element->parent;

	return x == y || (x && y && str_eq(x->name, y->name) &&
	                  str_eq(html_attribute(x, "class"), html_attribute(y, "class")));
}

/*
 * Is the text behind the block so many texts that each stand between links and pictures,
 * and none of them in an element as that of the text before?
 */
static bool is_before_teasers(const struct blocks *blocks, uint32_t index,
                              const struct block *text)
{
	uint32_t texts = 0, pairs = 0;

	for (uint32_t i = index + 1; i < blocks->count; i++) {
		const struct block *block = &blocks->items[i];

		if (block->weight <= 0)
			continue;
		if (are_of_one_text(block, text))
			return false;
		texts++;
		pairs += i + 1 < blocks->count && block[1].weight > 0;
	}
	return texts >= TEASERS_MIN && pairs * TEASERS_MIN <= texts;
}

/* The same of a heading of other articles with a text under each: one of the first. */
static void bar_teasers(struct blocks *blocks)
{
	const struct block *text = NULL;
	uint32_t judged = 0;
	double before = 0;

	for (uint32_t i = 0; i < blocks->count; i++) {
		struct block *block = &blocks->items[i];

		if (block->flags & BLOCK_TITLE)
			before = 0;
		if (block->weight > 0) {
			before += block->weight;
			text = block;
		}
		if (before < ARTICLE_MIN || !(block->flags & BLOCK_LABEL) ||
		    !(block->flags & BLOCK_HEADING))
			continue;
		if (judged++ == LABELS_MAX)
			return;
		if (!is_before_teasers(blocks, i, text))
			continue;
		for (i++; i < blocks->count; i++)
			if (blocks->items[i].weight > 0) {
				blocks->items[i].flags |= BLOCK_OTHER;
				blocks->items[i].weight = 0;
			}
	}
}

void blocks_weigh(struct blocks *blocks)
{
	for (uint32_t i = 0; i < blocks->count; i++) {
		struct block *block = &blocks->items[i];

		if (block->length < PROMOTION_CHARS &&
		    !(block->flags & (BLOCK_HEADING | BLOCK_CODE)) &&
		    promotion_judge(block->text, block->words).score >= PROMOTION_SURE)
			block->flags |= BLOCK_PROMOTION;
		block->weight = weigh(blocks, block);
		if ((block->flags & BLOCK_OWN) && block->weight < 0 &&
		    !(block->flags & BLOCK_BARRED))
			block->weight = 0;
	}
	forgive_items(blocks);
	bar_comments(blocks);
	bar_teasers(blocks);
}
