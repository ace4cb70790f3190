#include "import/prune.h"

#include "import/hints.h"

#define NOTE_MARK_CHARS 6 /* of "[12]" */

struct pruner {
	struct blocks *blocks;
	struct choice choice;
	bool *stays;       /* by number */
	bool *has_picture; /* by number: a picture or film that stays is in it */
};

static bool is_media(const struct html_node *node)
{
	return html_is(node, "img") || html_is(node, "picture") ||
	       html_is(node, "source") || html_is(node, "video") ||
	       html_is(node, "audio") || html_is(node, "iframe") ||
	       html_is(node, "embed") || html_is(node, "object") ||
	       html_is(node, "noscript") || html_is(node, "hr") || html_is(node, "br");
}

static bool is_player(const struct html_node *node)
{
	return html_is(node, "video") || html_is(node, "audio") ||
	       html_is(node, "object") || html_is(node, "embed");
}

/* Does the element show something by its own address, or by those of its parts? */
static bool is_film(const struct html_node *node)
{
	return (is_player(node) || html_is(node, "iframe")) &&
	       (node->first || html_attribute(node, "src").len ||
	        html_attribute(node, "data").len);
}

/* Are its children no text, but sources, and what stands in for them? */
static bool holds_parts(const struct html_node *node)
{
	return is_player(node) || html_is(node, "picture") || html_is(node, "noscript");
}

/* Is the element a picture or film within the run of the text, and not beside it? */
static bool is_illustration(const struct pruner *pruner, const struct html_node *node)
{
	struct block_range range = pruner->blocks->ranges[node->mark];

	if (!is_media(node) || range.start < pruner->choice.start ||
	    range.end > pruner->choice.end)
		return false;
	/* A rule at an end of the text parts nothing. */
	if (html_is(node, "hr") &&
	    (range.start == pruner->choice.start || range.start == pruner->choice.end))
		return false;
	for (; node; node = node->parent) {
		unsigned hints = pruner->blocks->hints[node->mark];

		if ((hints & (HINT_OTHER | HINT_FURNITURE | HINT_ASIDE)) &&
		    !(hints & HINT_NEVER))
			return false;
		/* The picture of a card goes with its text. */
		if (html_is(node, "a") && !pruner->stays[node->mark] &&
		    pruner->blocks->text_sizes[node->mark] > NOTE_MARK_CHARS)
			return false;
	}
	return true;
}

/* Settle what stays: kept text and illustrations, and all that is around these. */
static void mark_staying(struct pruner *pruner)
{
	struct blocks *blocks = pruner->blocks;

	for (uint32_t i = blocks->nodes; i > 0; i--) {
		struct html_node *node = blocks->node_of[i];
		struct block_range range = blocks->ranges[i];

		if (node->name.len == 0 && node->parent)
			pruner->stays[i] = !blocks->dropped[i] &&
			                   range.end > range.start &&
			                   blocks->items[range.start].kept;
		else if (is_illustration(pruner, node))
			pruner->stays[i] = true;
		if (html_is(node, "img") || is_film(node))
			pruner->has_picture[i] = pruner->stays[i];
		if (pruner->stays[i] && node->parent)
			pruner->stays[node->parent->mark] = true;
		if (pruner->has_picture[i] && node->parent)
			pruner->has_picture[node->parent->mark] = true;
	}
}

/*
 * A short link within the page is the mark of a footnote, and says nothing without its
 * text; it stays with what is around it.
 */
static bool is_note_mark(const struct pruner *pruner, const struct html_node *node)
{
	const struct html_node *link = html_is(node, "a") ? node : node->parent;

	return link && html_is(link, "a") && link->parent &&
	       !pruner->blocks->dropped[link->mark] &&
	       pruner->stays[link->parent->mark] &&
	       str_has_prefix(html_attribute(link, "href"), STR("#")) &&
	       pruner->blocks->text_sizes[link->mark] <= NOTE_MARK_CHARS;
}

/* Space between words belongs to no block, but to what is around it. */
static bool is_space_that_stays(const struct pruner *pruner, const struct html_node *node)
{
	return node->name.len == 0 && str_trim(node->text).len == 0 && node->previous &&
	       pruner->stays[node->previous->mark];
}

/* A caption, or part of one, stays with its picture. */
static bool is_caption_of_one(const struct pruner *pruner, const struct html_node *node)
{
	if (!(pruner->blocks->hints[node->name.len ? node->mark : node->parent->mark] &
	      HINT_CAPTION))
		return false;
	for (int depth = 0; node && depth < CAPTION_DEPTH; node = node->parent, depth++)
		if (pruner->has_picture[node->mark])
			return pruner->blocks->text_sizes[node->mark] <= CAPTION_MAX;
	return false;
}

static void cut(struct pruner *pruner, struct html_node *root)
{
	struct html_node *node = root->first, *next;

	for (; node; node = next) {
		bool stays =
			pruner->stays[node->mark] || is_space_that_stays(pruner, node) ||
			is_caption_of_one(pruner, node) || is_note_mark(pruner, node);

		if (stays) {
			next = holds_parts(node) &&
			                       pruner->blocks->text_sizes[node->mark] == 0
			               ? html_next_past(root, node)
			               : html_next(root, node);
		} else {
			next = html_next_past(root, node);
			html_unlink(node);
		}
	}
}

void prune(struct arena *arena, struct blocks *blocks, struct choice choice)
{
	size_t size = (size_t)blocks->nodes + 1;
	struct pruner pruner = { .blocks = blocks, .choice = choice };

	pruner.stays = ARENA_ARRAY(arena, bool, size);
	pruner.has_picture = ARENA_ARRAY(arena, bool, size);
	mark_staying(&pruner);
	cut(&pruner, choice.root);
}
