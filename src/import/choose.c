#include "import/choose.h"

#include <float.h>

#include "import/hints.h"
#include "import/keep.h"

/* Elements that say what they are, within the heaviest one, and with so much of it. */
#define BODY_SHARE    0.6
#define ARTICLE_SHARE 0.8
#define ALONE_MIN     250 /* weight of one of several articles */
#define ONLY_SHARE    0.9 /* of all that such elements hold */

#define GAP_IN_BODY    50  /* weight against a run, of all that is between two texts */
#define GAP_IN_ARTICLE 150 /* of an article element, which may hold more than text */

struct chooser {
	struct blocks *blocks;
	double *sums; /* of the weights before each block */
};

static double sum_of(const struct chooser *chooser, struct block_range range)
{
	return chooser->sums[range.end] - chooser->sums[range.start];
}

static struct block_range range_of(const struct chooser *chooser,
                                   const struct html_node *node)
{
	return chooser->blocks->ranges[node->mark];
}

/* The deepest element of the greatest sum. */
static struct html_node *heaviest(const struct chooser *chooser)
{
	struct blocks *blocks = chooser->blocks;
	struct html_node *best = NULL;
	double most = 0;

	for (uint32_t i = 1; i <= blocks->nodes; i++) {
		struct html_node *node = blocks->node_of[i];
		double sum = sum_of(chooser, blocks->ranges[i]);

		if ((node->name.len || !node->parent) && sum > 0 && sum >= most) {
			most = sum;
			best = node;
		}
	}
	return best;
}

/* The element around the table of data, or list, that root is or is part of; else root.
 */
static struct html_node *around_parts(const struct chooser *chooser,
                                      struct html_node *root)
{
	struct block_range range = range_of(chooser, root);
	unsigned flags = chooser->blocks->items[range.start].flags;
	bool data = (flags & BLOCK_OWN) && (flags & BLOCK_CELL);

	while (root->parent &&
	       (html_is(root, "ul") || html_is(root, "ol") || html_is(root, "li") ||
	        html_is(root, "dl") || html_is(root, "dd") ||
	        (data && (html_is(root, "table") || html_is(root, "tbody") ||
	                  html_is(root, "tr") || html_is(root, "td")))))
		root = root->parent;
	return root;
}

/* How much of the sum an element must have that says it is the article; 0: it says not.
 */
static double declared_share(const struct chooser *chooser, const struct html_node *node)
{
	if (chooser->blocks->hints[node->mark] & HINT_BODY)
		return BODY_SHARE;
	return html_is(node, "article") || html_is(node, "main") ? ARTICLE_SHARE : 0;
}

/*
 * The only element inside root that says it is the article, or root: some pages say so of
 * each part of the text.
 */
static struct html_node *declared(const struct chooser *chooser, struct html_node *root)
{
	double sum = sum_of(chooser, range_of(chooser, root)), most = 0, all = 0;
	struct html_node *best = root, *inside = NULL;

	for (struct html_node *node = html_next(root, root); node;
	     node = html_next(root, node)) {
		double share = declared_share(chooser, node);
		double mine = share > 0 ? sum_of(chooser, range_of(chooser, node)) : 0;

		if (mine <= 0)
			continue;
		if (!inside ||
		    range_of(chooser, node).start >= range_of(chooser, inside).end) {
			all += mine;
			inside = node;
		}
		if (mine > share * sum && mine >= most) {
			most = mine;
			best = node;
		}
	}
	return most < ONLY_SHARE * all ? root : best;
}

static bool is_headline(const struct block *block)
{
	return (block->flags & BLOCK_TITLE) && (block->flags & BLOCK_HEADING);
}

/* Does the element hold the headline, and text enough for an article? */
static bool has_headline(const struct chooser *chooser, const struct html_node *node)
{
	struct block_range range = range_of(chooser, node);

	for (uint32_t i = range.start; i < range.end; i++)
		if (is_headline(&chooser->blocks->items[i]))
			return sum_of(chooser, range) >= ALONE_MIN;
	return false;
}

/*
 * Of several article elements side by side, as where one story is loaded after another,
 * the one that has the headline; else root.
 */
static struct html_node *with_headline(const struct chooser *chooser,
                                       struct html_node *root)
{
	struct html_node *node = html_next(root, root), *found = NULL;
	uint32_t count = 0;

	while (node) {
		if (!html_is(node, "article")) {
			node = html_next(root, node);
			continue;
		}
		count++;
		if (!found && has_headline(chooser, node))
			found = node;
		node = html_next_past(root, node);
	}
	return found && count > 1 ? found : root;
}

/*
 * The most that blocks between two of the text can say against their being of one: in an
 * element that declares itself the body less than a paragraph says for it.
 */
static double gap_cost(const struct chooser *chooser, const struct html_node *root)
{
	for (; root && !html_is(root, "body"); root = root->parent)
		if (chooser->blocks->hints[root->mark] & HINT_BODY)
			return GAP_IN_BODY;
		else if (declared_share(chooser, root) > 0)
			return GAP_IN_ARTICLE;
	return DBL_MAX;
}

/* The run within the element whose weights sum to most. */
static struct block_range best_run(const struct chooser *chooser,
                                   const struct html_node *root)
{
	struct block_range within = range_of(chooser, root);
	struct block_range best = { within.start, within.start };
	uint32_t start = within.start;
	double sum = 0, most = 0, gap = 0, cost = gap_cost(chooser, root);

	for (uint32_t i = within.start; i < within.end; i++) {
		double weight = chooser->blocks->items[i].weight;

		if (sum <= 0) {
			sum = gap = 0;
			start = i;
		}
		if (weight > 0)
			gap = 0;
		else if (gap + weight < -cost)
			weight = -cost - gap;
		gap += weight < 0 ? weight : 0;
		sum += weight;
		if (sum > most) {
			most = sum;
			best = (struct block_range){ start, i + 1 };
		}
	}
	return best;
}

/*
 * A run that goes on behind the headline does not begin before it; but where a heading
 * below it says the same again, that is there to part the text.
 */
static struct block_range behind_headline(const struct chooser *chooser,
                                          struct block_range run)
{
	bool first = true;

	for (uint32_t i = 0; i < run.end; i++) {
		const struct block *block = &chooser->blocks->items[i];
		struct block_range rest = { i + 1, run.end };

		if (!is_headline(block))
			continue;
		if (i >= run.start && (first || html_is(block->element, "h1")))
			return sum_of(chooser, rest) >= ALONE_MIN ? rest : run;
		first = false;
	}
	return run;
}

/*
 * The element that holds the text: the nearest around the heaviest that declares itself
 * the article, for what ends an article may weigh nothing; or else that one. A main may
 * hold more.
 */
static struct html_node *article_around(const struct chooser *chooser,
                                        struct html_node *root)
{
	for (struct html_node *node = root; node && !html_is(node, "body");
	     node = node->parent)
		if (declared_share(chooser, node) > 0 && !html_is(node, "main"))
			return node;
	return root;
}

struct choice blocks_choose(struct arena *arena, struct blocks *blocks)
{
	struct chooser chooser = { .blocks = blocks };
	struct choice choice = { 0 };
	struct block_range run;

	chooser.sums = ARENA_ARRAY(arena, double, (size_t)blocks->count + 1);
	for (uint32_t i = 0; i < blocks->count; i++)
		chooser.sums[i + 1] = chooser.sums[i] + blocks->items[i].weight;
	choice.root = heaviest(&chooser);
	if (!choice.root)
		return choice;
	choice.root = around_parts(&chooser, choice.root);
	choice.root = declared(&chooser, with_headline(&chooser, choice.root));
	run = behind_headline(&chooser, best_run(&chooser, choice.root));
	for (uint32_t i = run.start; i < run.end; i++)
		blocks->items[i].kept = blocks->items[i].weight > 0;
	choice.root = article_around(&chooser, choice.root);
	run = keep_around(blocks, run, range_of(&chooser, choice.root),
	                  declared_share(&chooser, choice.root) > 0);
	choice.start = run.start;
	choice.end = run.end;
	for (uint32_t i = choice.start; i < choice.end; i++)
		if (blocks->items[i].kept)
			choice.length += blocks->items[i].length;
	return choice;
}
