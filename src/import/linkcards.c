#include "import/linkcards.h"

#include "import/byline.h"
#include "import/dateline.h"
#include "import/hints.h"
#include "import/label.h"
#include "import/wordlist.h"

#define CARD_BLOCKS 8   /* a card has no more */
#define CARD_CHARS  500 /* nor is it longer */
#define TITLE_CHARS 8   /* a headline is longer than that */
#define TEXT_CHARS  25  /* of a sentence that is text */
#define ROW_MIN     3
#define LABELLED    1    /* so many behind a label are a row too */
#define CARDS_SHARE 0.5  /* of a page's text: then its cards are what it is about */
#define CARDS_MAX   1000 /* of one page */
#define LABEL_DEPTH 4    /* elements around a row in which its label is looked for */

static const char related_words[] = " related recommended readmore seealso ";

enum links { LINKS_NONE, LINKS_ONE, LINKS_MANY };

struct finder {
	struct arena *arena;
	struct blocks *blocks;
	enum links *links; /* by number: how many addresses the element leads to */
	struct str *hrefs; /* by number: the only one */
	bool *is_card;     /* by number */
	bool *is_firm;     /* by block: of a row that is told from the text above it */
	uint32_t seen;     /* blocks in which headline and text were looked for */
	const struct block *title; /* the headline, or NULL */
	bool has_text;
	struct linkcards cards;
	size_t cap;
};

static void join_links(struct finder *finder, uint32_t into, uint32_t from)
{
	if (finder->links[from] == LINKS_NONE)
		return;
	if (finder->links[into] == LINKS_NONE) {
		finder->links[into] = finder->links[from];
		finder->hrefs[into] = finder->hrefs[from];
	} else if (finder->links[from] == LINKS_MANY ||
	           !str_eq(finder->hrefs[into], finder->hrefs[from])) {
		finder->links[into] = LINKS_MANY;
	}
}

/* Which addresses every element leads to, from the leaves up. */
static void count_links(struct finder *finder)
{
	struct blocks *blocks = finder->blocks;

	for (uint32_t i = blocks->nodes; i > 0; i--) {
		const struct html_node *node = blocks->node_of[i];
		struct str href = html_attribute(node, "href");

		if (html_is(node, "a") && href.len && href.ptr[0] != '#' &&
		    !str_has_prefix_nocase(href, STR("javascript:"))) {
			finder->links[i] = LINKS_ONE;
			finder->hrefs[i] = href;
		}
		if (node->parent)
			join_links(finder, (uint32_t)node->parent->mark, i);
	}
}

static bool is_headline(const struct block *block)
{
	return block->length >= TITLE_CHARS && block->linked * 10 >= block->length * 8 &&
	       words_count(block->words) >= 2;
}

static bool may_be_card(const struct finder *finder, uint32_t i)
{
	const struct html_node *node = finder->blocks->node_of[i];
	struct block_range range = finder->blocks->ranges[i];
	uint32_t chars = 0;
	bool has_headline = false;

	if (finder->links[i] != LINKS_ONE || range.end == range.start ||
	    range.end - range.start > CARD_BLOCKS || !is_block_element(node) ||
	    html_is(node, "p"))
		return false;
	for (uint32_t n = range.start; n < range.end; n++) {
		if (finder->blocks->items[n].flags & BLOCK_OWN)
			return false;
		has_headline |= is_headline(&finder->blocks->items[n]);
		chars += finder->blocks->items[n].length;
	}
	return has_headline && chars <= CARD_CHARS;
}

static bool is_related_label(const struct block *block)
{
	return block->length < 60 && label_is_related(block->words);
}

enum label { LABEL_NONE, LABEL_ANY, LABEL_RELATED };

/* What the block in front of the row, or a class around it, says the row is. */
static enum label label_of(const struct finder *finder, const struct html_node *first)
{
	uint32_t start = finder->blocks->ranges[first->mark].start;
	const struct html_node *node = first->parent;

	if (start > 0) {
		const struct block *block = &finder->blocks->items[start - 1];

		if (is_related_label(block))
			return LABEL_RELATED;
		if (block->flags & BLOCK_LABEL)
			return LABEL_ANY;
	}
	for (int depth = 0; node && depth < LABEL_DEPTH; depth++) {
		if (finder->blocks->hints[node->mark] & HINT_SPARED)
			break;
		if (hints_have(node, related_words))
			return LABEL_RELATED;
		node = node->parent;
	}
	return LABEL_NONE;
}

/* The fields of a card from its blocks. */
static struct linkcard read_card(struct finder *finder, const struct html_node *node)
{
	struct block_range range = finder->blocks->ranges[node->mark];
	struct linkcard card = { .url = finder->hrefs[node->mark] };

	for (uint32_t n = range.start; n < range.end; n++) {
		const struct block *block = &finder->blocks->items[n];
		struct dateline dates;
		struct byline byline;

		if (card.title.len == 0 && is_headline(block)) {
			card.title = block->text;
		} else if (dateline_read(finder->arena, block->text, &dates)) {
			card.date = dates.published;
		} else if (byline_read(finder->arena, block->text, &byline)) {
			card.authors = byline.authors;
			if (date_is_known(byline.date.published))
				card.date = byline.date.published;
		} else if (card.title.len == 0) {
			card.kicker = block->text;
		} else if (card.dek.len == 0 && block->is_sentence &&
		           block->linked < block->length) {
			card.dek = block->text;
		}
	}
	return card;
}

static void add_card(struct finder *finder, struct linkcard card)
{
	struct linkcards *cards = &finder->cards;

	if (card.title.len == 0 || cards->count == CARDS_MAX)
		return;
	if (cards->count == finder->cap) {
		struct linkcard *more =
			ARENA_ARRAY(finder->arena, struct linkcard, 2 * finder->cap + 16);

		if (cards->count)
			memcpy(more, cards->items, cards->count * sizeof(*more));
		cards->items = more;
		finder->cap = 2 * finder->cap + 16;
	}
	cards->items[cards->count++] = card;
}

static bool is_blank_node(const struct finder *finder, const struct html_node *node)
{
	struct block_range range = finder->blocks->ranges[node->mark];

	return range.start == range.end;
}

/* Is there a headline before the block, and a sentence behind it that is of no card? */
static bool is_behind_text(struct finder *finder, uint32_t index)
{
	for (; finder->seen < index && !finder->has_text; finder->seen++) {
		const struct block *block = &finder->blocks->items[finder->seen];

		if (block->flags & BLOCK_TITLE)
			finder->title = block;
		else if (finder->title && block->is_sentence &&
		         block->length >= TEXT_CHARS && block->linked == 0 &&
		         !(block->flags & (BLOCK_BARRED | BLOCK_HEADING)))
			finder->has_text = true;
	}
	return finder->has_text;
}

/*
 * Does a label tell the row from a text above it, or the element of the article, which
 * ends before it?
 */
static bool is_told_apart(struct finder *finder, const struct html_node *first,
                          enum label label)
{
	uint32_t start = finder->blocks->ranges[first->mark].start;
	const struct html_node *article;

	if (!is_behind_text(finder, start))
		return false;
	article = finder->title->element;
	while (article && !html_is(article, "article"))
		article = article->parent;
	return label != LABEL_NONE ||
	       (article && finder->blocks->ranges[article->mark].end <= start);
}

/* A row of cards begins at first: take its cards. */
static void read_row(struct finder *finder, struct html_node *first)
{
	enum label label = label_of(finder, first);
	uint32_t count = 0;
	bool firm;

	for (struct html_node *node = first; node; node = node->next) {
		if (is_blank_node(finder, node))
			continue;
		if (!finder->is_card[node->mark] || !str_eq(node->name, first->name))
			break;
		count++;
	}
	if (count < (label == LABEL_NONE ? ROW_MIN : LABELLED))
		return;
	firm = is_told_apart(finder, first, label);
	for (struct html_node *node = first; node && count; node = node->next) {
		struct block_range range = finder->blocks->ranges[node->mark];
		struct linkcard card;

		if (is_blank_node(finder, node))
			continue;
		count--;
		card = read_card(finder, node);
		card.related = label == LABEL_RELATED;
		add_card(finder, card);
		for (uint32_t n = range.start; n < range.end; n++) {
			finder->blocks->items[n].flags |= BLOCK_CARD;
			finder->is_firm[n] = firm;
		}
	}
}

/* Is the node the first of a row: a card that follows none? */
static bool begins_row(const struct finder *finder, const struct html_node *node)
{
	const struct html_node *before = node->previous;

	if (!finder->is_card[node->mark] ||
	    (node->parent && finder->is_card[node->parent->mark]))
		return false;
	while (before && is_blank_node(finder, before))
		before = before->previous;
	return !before || !finder->is_card[before->mark] ||
	       !str_eq(before->name, node->name);
}

/*
 * Are the cards so much of the page that they are what it is about? Those that are told
 * from the text above them are not.
 */
static bool are_all(const struct finder *finder)
{
	const struct blocks *blocks = finder->blocks;
	double cards = 0, all = 0;

	for (uint32_t i = 0; i < blocks->count; i++) {
		const struct block *block = &blocks->items[i];
		double text = block->length - block->linked;

		if (finder->is_firm[i] ||
		    (block->flags & (BLOCK_OTHER | BLOCK_CAPTION | BLOCK_ASIDE)))
			continue;
		all += text;
		cards += block->flags & BLOCK_CARD ? text : 0;
	}
	return cards > CARDS_SHARE * all;
}

struct linkcards linkcards_find(struct arena *arena, struct blocks *blocks)
{
	struct finder finder = { .arena = arena, .blocks = blocks };
	size_t size = (size_t)blocks->nodes + 1;

	finder.links = ARENA_ARRAY(arena, enum links, size);
	finder.hrefs = ARENA_ARRAY(arena, struct str, size);
	finder.is_card = ARENA_ARRAY(arena, bool, size);
	finder.is_firm = ARENA_ARRAY(arena, bool, (size_t)blocks->count + 1);
	count_links(&finder);
	for (uint32_t i = 1; i <= blocks->nodes; i++)
		finder.is_card[i] = may_be_card(&finder, i);
	for (uint32_t i = 2; i <= blocks->nodes; i++)
		if (begins_row(&finder, blocks->node_of[i]))
			read_row(&finder, blocks->node_of[i]);
	if (are_all(&finder))
		for (uint32_t i = 0; i < blocks->count; i++)
			if (!finder.is_firm[i])
				blocks->items[i].flags &= ~(unsigned)BLOCK_CARD;
	return finder.cards;
}
