#include "import/ownlinks.h"

#include "import/hints.h"
#include "import/wordlist.h"

#define CELL_MAX       120 /* characters of a cell of data; one of a layout is longer */
#define ANNOUNCE_WORDS 4   /* "Filed under:" has fewer, and announces nothing */
#define ROW_MIN        3   /* links in a row are one of cards */

#define NOT_OWN (BLOCK_OTHER | BLOCK_CAPTION | BLOCK_LABEL | BLOCK_HEAD | BLOCK_ASIDE)

static bool is_linked(const struct block *block)
{
	return block->linked * 2 > block->length;
}

/* The innermost table or list that the block is in, or NULL. */
static struct html_node *holder_of(const struct block *block)
{
	struct html_node *node = block->element;

	while (node && !html_is(node, "table") && !html_is(node, "ul") &&
	       !html_is(node, "ol"))
		node = node->parent;
	return node;
}

static bool is_declared(const struct blocks *blocks, const struct html_node *node)
{
	for (; node && !html_is(node, "body"); node = node->parent)
		if ((blocks->hints[node->mark] & HINT_BODY) || html_is(node, "article"))
			return true;
	return false;
}

/* Does its first link lead within the page? Then it is of a table of contents. */
static bool leads_within(struct html_node *list)
{
	struct html_node *node = list;

	while (node && !html_is(node, "a"))
		node = html_next(list, node);
	return node && str_has_prefix(html_attribute(node, "href"), STR("#"));
}

/* Are the items no more than lines? Those with a headline are cards. */
static bool is_plain(const struct blocks *blocks, struct block_range range)
{
	for (uint32_t i = range.start; i < range.end; i++) {
		const struct html_node *node = blocks->items[i].element;

		if (html_is(node, "p"))
			node = node->parent;
		if (!node || !html_is(node, "li"))
			return false;
	}
	return true;
}

/*
 * Is the list of the text, by the block before it? Behind a sentence that announces
 * nothing, three links are a row of cards.
 */
static bool is_announced(const struct blocks *blocks, struct html_node *list,
                         struct block_range range)
{
	const struct block *before = &blocks->items[range.start - 1];

	if ((before->flags & NOT_OWN) || is_linked(before) || leads_within(list))
		return false;
	if (str_has_suffix(before->text, STR(":")))
		return words_count(before->words) >= ANNOUNCE_WORDS;
	if (!is_declared(blocks, list) || !is_plain(blocks, range))
		return false;
	return (before->flags & BLOCK_HEADING) ||
	       (before->is_sentence && range.end - range.start < ROW_MIN);
}

static bool is_header(const struct block *block)
{
	return html_is(block->element, "th") ||
	       (block->element->parent && html_is(block->element->parent, "th"));
}

/*
 * Is the table one of data, and not all links? Layouts have long cells, and none that is
 * a header.
 */
static bool is_data(const struct blocks *blocks, struct block_range range)
{
	uint32_t linked = 0, headers = 0, longest = 0;

	for (uint32_t i = range.start; i < range.end; i++) {
		const struct block *block = &blocks->items[i];

		headers += is_header(block);
		linked += is_linked(block);
		longest = block->length > longest ? block->length : longest;
	}
	return (headers > 0 || longest < CELL_MAX) &&
	       linked * 4 <= (range.end - range.start) * 3;
}

/* Are the links of a table or list, of the blocks in range, its text's own? */
static bool are_own(const struct blocks *blocks, struct html_node *holder,
                    struct block_range range)
{
	if (range.start > 0 && (blocks->items[range.start - 1].flags & BLOCK_LABEL))
		return false;
	if (html_is(holder, "table"))
		return is_data(blocks, range);
	return range.start > 0 && is_announced(blocks, holder, range);
}

/*
 * Is the block a heading between text of one element? Then it heads what follows, though
 * it is a link: a card is an element of its own, and so is a box with one.
 */
static bool is_heading_of_text(const struct blocks *blocks, uint32_t i)
{
	const struct block *block = &blocks->items[i], *next = block + 1;
	const struct html_node *around = block->element->parent;

	if (i == 0 || i + 1 == blocks->count || !(block->flags & BLOCK_HEADING) ||
	    !is_linked(block) || (block->flags & (NOT_OWN | BLOCK_ITEM)))
		return false;
	return html_is(next->element, "p") && next->element->parent == around &&
	       next->is_sentence && !is_linked(next) && !(next->flags & NOT_OWN) &&
	       (block[-1].element->parent == around ||
	        (blocks->hints[around->mark] & HINT_BODY));
}

/* A post that is quoted may be a link and nothing else. */
static bool is_of_embed(const struct blocks *blocks, const struct block *block)
{
	return (blocks->hints[block->element->mark] & HINT_EMBED) &&
	       !(block->flags & NOT_OWN);
}

void ownlinks_find(struct blocks *blocks)
{
	for (uint32_t i = 0; i < blocks->count; i++)
		if (is_heading_of_text(blocks, i) ||
		    is_of_embed(blocks, &blocks->items[i]))
			blocks->items[i].flags |= BLOCK_OWN;
	for (uint32_t i = 0; i < blocks->count;) {
		struct html_node *holder = NULL;
		struct block_range range = { i, i + 1 };

		if (blocks->items[i].flags & (BLOCK_CELL | BLOCK_ITEM))
			holder = holder_of(&blocks->items[i]);
		if (holder)
			range = blocks->ranges[holder->mark];
		if (holder && are_own(blocks, holder, range))
			for (uint32_t n = range.start; n < range.end; n++)
				if (!(blocks->items[n].flags & NOT_OWN))
					blocks->items[n].flags |= BLOCK_OWN;
		i = range.end > i ? range.end : i + 1;
	}
}
