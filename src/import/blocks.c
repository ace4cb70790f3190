#include "import/blocks.h"

#include "base/text.h"
#include "base/utf8.h"
#include "import/byline.h"
#include "import/dateline.h"
#include "import/hints.h"
#include "import/label.h"
#include "import/wordlist.h"

/* Furniture with more than this share of the page's text is none. */
#define FURNITURE_SHARE 0.5

/*
 * "Not of the article" is not believed of what has more of the text outside of links; of
 * comments only if they are nearly all of it.
 */
#define OTHER_SHARE    0.3
#define COMMENTS_SHARE 0.8

#define FIGURE_NODES 60  /* of a figure, among which what it shows is looked for */
#define OWN_LINE_MAX 200 /* bytes */
#define LINE_CHARS   150 /* characters of a dateline, a row of tags */

/* A text is read up to here to see what its words say. */
#define WORDS_MAX 400

struct reader {
	struct arena *arena;
	struct blocks *blocks;
	uint32_t *prose; /* by number: bytes of text outside of links */
	struct buf text; /* of the block that is open */
	struct block open;
	bool is_open;
	bool had_break; /* a br was the last thing */
	uint32_t link_depth, bold_depth;
	size_t bold;    /* bytes of the open block's text in b or strong */
	unsigned hints; /* that all words of the open block have */
	bool has_words; /* the open block has any */
};

static size_t text_size(struct str text)
{
	size_t size = 0;

	for (size_t i = 0; i < text.len; i++)
		size += !is_space(text.ptr[i]);
	return size;
}

/* Number the nodes. */
static void number_nodes(struct arena *arena, struct blocks *blocks)
{
	uint32_t count = 0;

	for (struct html_node *node = blocks->root; node;
	     node = html_next(blocks->root, node))
		node->mark = ++count;
	blocks->nodes = count;
	blocks->node_of = ARENA_ARRAY(arena, struct html_node *, count + 1);
	blocks->ranges = ARENA_ARRAY(arena, struct block_range, count + 1);
	blocks->hints = ARENA_ARRAY(arena, unsigned, count + 1);
	blocks->dropped = ARENA_ARRAY(arena, bool, count + 1);
	blocks->text_sizes = ARENA_ARRAY(arena, uint32_t, count + 1);
	blocks->pictures = ARENA_ARRAY(arena, bool, count + 1);
	for (struct html_node *node = blocks->root; node;
	     node = html_next(blocks->root, node))
		blocks->node_of[node->mark] = node;
}

static bool is_picture(const struct html_node *node)
{
	return html_is(node, "img") || html_is(node, "video") || html_is(node, "audio") ||
	       html_is(node, "iframe") || html_is(node, "embed") ||
	       html_is(node, "object");
}

/* Sizes of the texts, and where pictures are, from the leaves up: children have higher
 * numbers. */
static void measure(struct reader *reader)
{
	struct blocks *blocks = reader->blocks;

	for (uint32_t i = blocks->nodes; i > 0; i--) {
		struct html_node *node = blocks->node_of[i], *parent = node->parent;

		if (node->name.len == 0 && parent)
			blocks->text_sizes[i] = (uint32_t)text_size(node->text);
		else
			blocks->hints[i] = hints_of(node);
		if (blocks->hints[i] & HINT_NEVER)
			blocks->text_sizes[i] = reader->prose[i] = 0;
		else if (node->name.len == 0)
			reader->prose[i] = blocks->text_sizes[i];
		else if (html_is(node, "a"))
			reader->prose[i] = 0;
		blocks->pictures[i] |= is_picture(node);
		if (parent) {
			blocks->pictures[parent->mark] |= blocks->pictures[i];
			blocks->text_sizes[parent->mark] += blocks->text_sizes[i];
			reader->prose[parent->mark] += reader->prose[i];
		}
	}
}

/* Is it the caption of a table, a quote or code, and of no picture? */
static bool is_of_text(const struct blocks *blocks, const struct html_node *caption)
{
	struct html_node *figure = caption->parent, *node;

	while (figure && !html_is(figure, "figure"))
		figure = figure->parent;
	if (!figure || blocks->pictures[figure->mark])
		return false;
	node = figure;
	for (int i = 0; node && i < FIGURE_NODES; i++, node = html_next(figure, node))
		if (html_is(node, "table") || html_is(node, "blockquote") ||
		    html_is(node, "pre"))
			return true;
	return false;
}

/* Settle what is left out, and what of the rest is said not to be of the article. */
static void judge(struct reader *reader, bool ignore_others)
{
	struct blocks *blocks = reader->blocks;
	double text = blocks->text_sizes[1], prose = reader->prose[1];

	for (uint32_t i = 1; i <= blocks->nodes; i++) {
		const struct html_node *node = blocks->node_of[i];
		unsigned above = node->parent ? blocks->hints[node->parent->mark] : 0;
		unsigned *hints = &blocks->hints[i];

		if ((*hints & HINT_NEVER) ||
		    ((*hints & HINT_FURNITURE) &&
		     blocks->text_sizes[i] < FURNITURE_SHARE * text))
			blocks->dropped[i] = true;
		if (node->parent && blocks->dropped[node->parent->mark])
			blocks->dropped[i] = true;
		if (ignore_others ||
		    reader->prose[i] >
		            (*hints & HINT_COMMENTS ? COMMENTS_SHARE : OTHER_SHARE) *
		                    prose)
			*hints &= ~(unsigned)(HINT_OTHER | HINT_ASIDE);
		if (blocks->text_sizes[i] > CAPTION_MAX ||
		    ((*hints & HINT_CAPTION) && is_of_text(blocks, node)))
			*hints &= ~(unsigned)HINT_CAPTION;
		if (!(*hints & HINT_EMBED))
			*hints |= above & HINT_CAPTION;
		if (!(*hints & (HINT_EMBED | HINT_BODY)) || (above & HINT_COMMENTS))
			*hints |= above & (HINT_OTHER | HINT_COMMENTS);
		*hints |= above & HINT_ASIDE;
		*hints |= above & HINT_EMBED;
	}
}

static bool ends_sentence(struct str text)
{
	static const struct str ends[] = {
		STR_INIT("."), STR_INIT("!"),  STR_INIT("?"),  STR_INIT(":"),
		STR_INIT("…"), STR_INIT("。"), STR_INIT("！"), STR_INIT("？"),
		STR_INIT("।"), STR_INIT("؟"),  STR_INIT("۔"),
	};
	static const struct str closers[] = {
		STR_INIT("\""), STR_INIT("'"), STR_INIT(")"), STR_INIT("”"),
		STR_INIT("’"),  STR_INIT("»"), STR_INIT("“"), STR_INIT("」"),
		STR_INIT("]"),  STR_INIT("«"), STR_INIT("‘"),
	};

	/* The way back from a note is none of it. */
	str_skip_suffix(&text, STR("\uFE0E"));
	if (str_skip_suffix(&text, STR("↩")) || str_skip_suffix(&text, STR("↑")))
		while (str_skip_suffix(&text, STR("\u00A0")) ||
		       str_skip_suffix(&text, STR(" ")))
			continue;
	for (size_t n = 0; n < 3; n++)
		for (size_t i = 0; i < sizeof(closers) / sizeof(*closers); i++)
			str_skip_suffix(&text, closers[i]);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_has_suffix(text, ends[i]))
			return true;
	return false;
}

static unsigned flags_of(const struct html_node *element)
{
	unsigned flags = 0;

	for (; element; element = element->parent) {
		if (is_heading_element(element))
			flags |= BLOCK_HEADING;
		else if (html_is(element, "li") || html_is(element, "dd") ||
		         html_is(element, "dt"))
			flags |= BLOCK_ITEM;
		else if (html_is(element, "td") || html_is(element, "th") ||
		         html_is(element, "caption"))
			flags |= BLOCK_CELL;
		else if (html_is(element, "blockquote"))
			flags |= BLOCK_QUOTE;
		else if (html_is(element, "pre"))
			flags |= BLOCK_CODE;
		else if (html_is(element, "p") || html_is(element, "figcaption"))
			flags |= BLOCK_PARAGRAPH;
	}
	return flags;
}

static unsigned flags_of_hints(unsigned hints)
{
	return (hints & HINT_OTHER ? BLOCK_OTHER : 0) |
	       (hints & HINT_ASIDE ? BLOCK_ASIDE : 0) |
	       (hints & HINT_CAPTION ? BLOCK_CAPTION : 0);
}

/*
 * Has a paragraph only the class of a line, and is longer than such a line? "dateline"
 * may stand on what begins with one.
 */
static bool is_more_than_line(const struct reader *reader, const struct block *block)
{
	const struct html_node *node = block->element;

	return html_is(node, "p") && block->is_sentence && block->length > LINE_CHARS &&
	       block->linked * 2 < block->length && node->parent &&
	       !(reader->blocks->hints[node->parent->mark] & HINT_OTHER) &&
	       hints_have(node, " dateline timestamp pubdate tag topics ");
}

static void close_block(struct reader *reader)
{
	struct blocks *blocks = reader->blocks;
	struct block *block = &reader->open;

	reader->is_open = reader->had_break = false;
	block->text = text_squeeze(reader->arena, buf_str(&reader->text));
	buf_reset(&reader->text);
	block->words = words_of(reader->arena, str_slice(block->text, 0, WORDS_MAX));
	block->length = (uint32_t)utf8_length(block->text);
	if (block->linked > block->length)
		block->linked = block->length;
	block->is_sentence = ends_sentence(block->text);
	block->flags |= flags_of(block->element) | flags_of_hints(reader->hints);
	if (is_more_than_line(reader, block))
		block->flags &= ~(unsigned)BLOCK_OTHER;
	if (label_is_heading(block->text, block->words))
		block->flags |= BLOCK_LABEL;
	blocks->text += block->length;
	if (block->flags & BLOCK_PARAGRAPH)
		blocks->paragraph_text += block->length;
	if (blocks->count == blocks->cap) {
		struct block *more = ARENA_ARRAY(reader->arena, struct block,
		                                 2 * (size_t)blocks->cap + 64);

		if (blocks->count)
			memcpy(more, blocks->items, blocks->count * sizeof(*more));
		blocks->items = more;
		blocks->cap = 2 * blocks->cap + 64;
	}
	blocks->items[blocks->count++] = *block;
}

static bool is_index(const struct html_node *node)
{
	return node && (html_is(node, "sub") || html_is(node, "sup"));
}

/*
 * Do the words of two elements that touch belong apart, as on the page, where their
 * styles part them? "Ray Sand" and "23 May", "Town" and "By Ray Sand".
 */
static bool parts_words(struct str before, const struct html_node *node)
{
	char last, first;

	if (before.len == 0 || node->text.len == 0 || is_index(node->parent) ||
	    is_index(node->previous))
		return false;
	last = before.ptr[before.len - 1];
	first = node->text.ptr[0];
	return (is_alpha(last) && is_digit(first)) ||
	       (is_digit(last) && is_alpha(first)) ||
	       (is_alpha(last) && to_lower(last) == last && is_alpha(first) &&
	        to_lower(first) != first);
}

static void add_text(struct reader *reader, struct html_node *node)
{
	struct html_node *element = node->parent;
	unsigned hints = reader->blocks->hints[element->mark];

	if (text_size(node->text) > 0 && !reader->is_open) {
		reader->open = (struct block){ 0 };
		reader->is_open = true;
		reader->bold = 0;
		while (element->parent && !is_block_element(element))
			element = element->parent;
		reader->open.element = element;
		reader->hints = hints;
		reader->has_words = false;
	}
	if (!reader->is_open)
		return;
	if (parts_words(buf_str(&reader->text), node))
		buf_add_char(&reader->text, ' ');
	buf_add(&reader->text, node->text);
	if (reader->bold_depth > 0)
		reader->bold += str_trim(node->text).len;
	if (text_size(node->text) == 0)
		return;
	/* What a few words are says nothing of the others; commas are no words. */
	if (words_of(reader->arena, str_slice(node->text, 0, WORDS_MAX)).len) {
		reader->hints = reader->has_words ? reader->hints & hints : hints;
		reader->has_words = true;
	}
	reader->had_break = false;
	if (reader->link_depth > 0)
		reader->open.linked += (uint32_t)utf8_length(str_trim(node->text));
}

/*
 * A line that was a block to whoever wrote it, though only a line break ends it: all
 * bold, a byline, a date.
 */
static bool is_own_line(struct reader *reader)
{
	struct str text = str_trim(buf_str(&reader->text));
	struct dateline dates;
	struct byline byline;

	if (text.len == 0 || text.len > OWN_LINE_MAX)
		return false;
	return reader->bold >= text.len ||
	       (byline_read(reader->arena, text, &byline) && byline.marked) ||
	       dateline_read(reader->arena, text, &dates);
}

/* Two line breaks in a row are what a paragraph was made of once. */
static void add_break(struct reader *reader)
{
	if (reader->is_open && (reader->had_break || is_own_line(reader)))
		close_block(reader);
	else if (reader->is_open)
		buf_add_char(&reader->text, ' ');
	reader->had_break = true;
}

static bool is_bold(const struct html_node *node)
{
	return html_is(node, "b") || html_is(node, "strong");
}

/* Is it words, or an element among words? */
static bool is_wording(const struct html_node *node)
{
	return node &&
	       (node->name.len == 0 || !(is_block_element(node) || html_is(node, "br")));
}

static bool is_blank_text(const struct html_node *node)
{
	return node && node->name.len == 0 && text_size(node->text) == 0;
}

/* Does the element part two blocks? Not a picture between two words of a line. */
static bool parts_blocks(const struct html_node *node)
{
	const struct html_node *before = node->previous, *after = node->next;

	if (!html_is(node, "img"))
		return is_block_element(node);
	if (is_blank_text(before))
		before = before->previous;
	if (is_blank_text(after))
		after = after->next;
	return !is_wording(before) || !is_wording(after);
}

static void enter(struct reader *reader, struct html_node *node)
{
	if (html_is(node, "br"))
		add_break(reader);
	else if (parts_blocks(node) && reader->is_open)
		close_block(reader);
	if (html_is(node, "a") && html_attribute(node, "href").ptr)
		reader->link_depth++;
	if (is_bold(node))
		reader->bold_depth++;
}

static void leave(struct reader *reader, struct html_node *node)
{
	if (parts_blocks(node) && reader->is_open)
		close_block(reader);
	if (html_is(node, "a") && html_attribute(node, "href").ptr)
		reader->link_depth--;
	if (is_bold(node))
		reader->bold_depth--;
	reader->blocks->ranges[node->mark].end = reader->blocks->count;
}

/* The number that the block of what comes next will have. */
static uint32_t next_block(const struct reader *reader)
{
	return reader->blocks->count;
}

static void walk(struct reader *reader, struct html_node *root)
{
	struct blocks *blocks = reader->blocks;
	struct html_node *node = root;

	while (node) {
		struct block_range *range = &blocks->ranges[node->mark];
		bool descend = false;

		if (node->name.len == 0 && node != root) {
			add_text(reader, node);
			range->start = next_block(reader);
			range->end = range->start + reader->is_open;
		} else if (blocks->dropped[node->mark]) {
			if (is_block_element(node) && reader->is_open)
				close_block(reader);
			range->start = range->end = next_block(reader);
		} else {
			enter(reader, node);
			range->start = next_block(reader);
			descend = node->first;
			if (!descend)
				leave(reader, node);
		}
		if (descend) {
			node = node->first;
			continue;
		}
		while (node != root && !node->next) {
			node = node->parent;
			leave(reader, node);
		}
		node = node == root ? NULL : node->next;
	}
	if (reader->is_open)
		close_block(reader);
}

/* An element within a block ends before the block does: its range holds the block too. */
static void widen_ranges(struct blocks *blocks)
{
	for (uint32_t i = blocks->nodes; i > 1; i--) {
		struct block_range *range = &blocks->ranges[i];
		struct block_range *above =
			&blocks->ranges[blocks->node_of[i]->parent->mark];

		if (range->end > above->end)
			above->end = range->end;
	}
}

struct blocks *blocks_read(struct arena *arena, struct html_node *root,
                           bool ignore_others)
{
	struct blocks *blocks = ARENA_NEW(arena, struct blocks);
	struct reader reader = { .arena = arena, .blocks = blocks };

	blocks->root = root;
	number_nodes(arena, blocks);
	reader.prose = ARENA_ARRAY(arena, uint32_t, blocks->nodes + 1);
	measure(&reader);
	judge(&reader, ignore_others);
	walk(&reader, root);
	widen_ranges(blocks);
	buf_clear(&reader.text);
	return blocks;
}

bool blocks_node_is_anothers(const struct blocks *blocks, uint32_t number)
{
	const struct html_node *node = blocks->node_of[number];

	if (blocks->hints[number] & HINT_COMMENTS)
		return true;
	for (; node; node = node->parent)
		if (hints_have(node, " related recommended recommendations trending "
		                     "popular ticker "))
			return true;
	return false;
}
