#include "import/outskirts.h"

#include "base/attr.h"
#include "import/byline.h"
#include "import/hints.h"
#include "import/promotion.h"

#define PROSE_MIN 30  /* characters of what says something */
#define DEK_MAX   300 /* of a standfirst */

struct edge {
	struct arena *arena;
	struct blocks *blocks;
	struct choice *choice;
	struct metadata *data;
	const struct html_node *within; /* what holds both the block and the text */
};

/* Does a class around the block have one of the words? */
static bool is_called(const struct edge *edge, const struct block *block,
                      const char *words)
{
	const struct html_node *node = block->element;

	for (; node && node != edge->within; node = node->parent)
		if (hints_have(node, words))
			return true;
	return false;
}

static bool is_property(const struct edge *edge, const struct block *block,
                        const char *name)
{
	const struct html_node *node = block->element;

	for (; node && node != edge->within; node = node->parent)
		if (str_eq(html_attribute(node, "itemprop"), str_of(name)))
			return true;
	return false;
}

/* Does the page say something of itself there, or of its authors? */
static bool is_of_page(const struct edge *edge, const struct block *block)
{
	return is_called(edge, block, " author authors about footer site player ") ||
	       is_property(edge, block, "author");
}

/* Is the block text by itself, wherever it stands? */
static bool is_prose(const struct edge *edge, const struct block *block)
{
	struct byline byline;

	return block->weight > 0 && block->is_sentence && block->length >= PROSE_MIN &&
	       !(block->flags & (BLOCK_BARRED | BLOCK_ITEM | BLOCK_CELL | BLOCK_CODE)) &&
	       !is_of_page(edge, block) &&
	       !promotion_judge(block->text, block->words).offers &&
	       !byline_read(edge->arena, block->text, &byline);
}

/* A paragraph without a name, as those of the text are. */
static bool is_plain(const struct edge *edge, const struct block *block)
{
	return html_is(block->element, "p") && block->element->parent == edge->within &&
	       html_attribute(block->element, "class").len == 0;
}

/*
 * By its class a standfirst; or by its place alone, if it is no paragraph like those of
 * the text and the page's data have no other.
 */
static bool is_standfirst(const struct edge *edge, const struct block *block)
{
	static const char words[] =
		" lead intro introduction summary description excerpt chapo chapeau"
		" vorspann bajada entradilla sumario sommario occhiello sub spot ingress"
		" sapo resumo ";
	unsigned against = BLOCK_BARRED | BLOCK_ITEM | BLOCK_CELL;
	bool described = is_property(edge, block, "description");

	if (described)
		against &= ~(unsigned)BLOCK_OTHER;
	if (block->length < PROSE_MIN || block->length > DEK_MAX ||
	    block->linked * 2 > block->length || (block->flags & against) ||
	    is_of_page(edge, block))
		return false;
	return described || is_called(edge, block, words) ||
	       (is_prose(edge, block) && edge->data->dek.len == 0 &&
	        !is_plain(edge, block));
}

/* The smallest element that holds the blocks' range too, from node up. */
static struct html_node *around(const struct blocks *blocks, struct html_node *node,
                                struct block_range range)
{
	while (node->parent && (blocks->ranges[node->mark].start > range.start ||
	                        blocks->ranges[node->mark].end < range.end))
		node = node->parent;
	return node;
}

/* What stands between the headline and the element. */
static void take_before(struct edge *edge)
{
	struct block *items = edge->blocks->items;
	uint32_t end = edge->blocks->ranges[edge->choice->root->mark].start, title = end;
	uint32_t first = end, count = 0;
	struct html_node *root;

	while (title > 0 && !(items[title - 1].flags & BLOCK_TITLE))
		title--;
	if (title == 0)
		return;
	root = around(edge->blocks, edge->choice->root,
	              (struct block_range){ title - 1, end });
	edge->within = root;
	for (uint32_t i = end; i-- > title;)
		if (is_prose(edge, &items[i]) || is_standfirst(edge, &items[i])) {
			count++;
			first = i;
		}
	if (count == 1 && is_standfirst(edge, &items[first])) {
		items[first].flags |= BLOCK_HEAD;
		edge->data->dek = items[first].text;
	} else if (count > 1 || (count == 1 && is_plain(edge, &items[first]))) {
		for (uint32_t i = first; i < end; i++)
			items[i].kept = is_prose(edge, &items[i]);
		edge->choice->start = first;
	}
}

/* May text go on behind the block? */
static bool may_be_between(const struct block *block)
{
	return (block->flags & BLOCK_CAPTION) ||
	       ((block->flags & BLOCK_HEADING) && block->linked == 0 &&
	        !(block->flags & BLOCK_BARRED));
}

/* What follows the element in the article that it is in. */
static void take_after(struct edge *edge)
{
	struct html_node *root = edge->choice->root, *article = root;
	struct block *items = edge->blocks->items;
	uint32_t start = edge->blocks->ranges[root->mark].end, end;

	while (article && !html_is(article, "article"))
		article = article->parent;
	if (!article || article == root)
		return;
	edge->within = article;
	end = edge->blocks->ranges[article->mark].end;
	for (uint32_t i = start; i < end; i++) {
		if (is_prose(edge, &items[i]) && items[i].linked == 0) {
			for (; start <= i; start++)
				items[start].kept = !(items[start].flags & BLOCK_CAPTION);
			edge->choice->end = start;
		} else if (!may_be_between(&items[i])) {
			break;
		}
	}
}

void outskirts_take(struct arena *arena, struct blocks *blocks, struct choice *choice,
                    struct metadata *data)
{
	struct edge edge = { arena, blocks, choice, data, NULL };

	take_before(&edge);
	take_after(&edge);
	choice->root = around(blocks, choice->root,
	                      (struct block_range){ choice->start, choice->end });
}
