/*
 * Footnotes, by what all of them have in common, whatever made them: a short link leads
 * to a block further on, and a link in that block leads back to where the first one is.
 */
#include "import/markdownwriter.h"
#include "import/wordlist.h"

#define REFERENCE_CHARS 8    /* "[12]", "note 3" */
#define NEAR            3    /* elements around a link that may have its id */
#define NOTES_MAX       1000 /* of one article: more are no notes */
#define NODES_MAX       500  /* of a note */

struct noter {
	struct markdown_writer *writer;
	struct html_node *root;
	struct table ids;
	struct html_node **targets; /* by the number of the id */
	size_t cap;
};

static void note_id(struct noter *noter, struct str id, struct html_node *node)
{
	bool added;
	uint32_t n;

	if (id.len == 0)
		return;
	n = table_add(&noter->ids, id, &added);
	if (n >= noter->cap) {
		size_t cap = 2 * noter->cap + 16;
		struct html_node **more =
			ARENA_ARRAY(noter->writer->arena, struct html_node *, cap);

		if (noter->cap)
			memcpy(more, noter->targets, noter->cap * sizeof(*more));
		noter->targets = more;
		noter->cap = cap;
	}
	if (added)
		noter->targets[n] = node;
}

static void note_ids(struct noter *noter)
{
	for (struct html_node *node = noter->root; node;
	     node = html_next(noter->root, node)) {
		note_id(noter, html_attribute(node, "id"), node);
		if (html_is(node, "a"))
			note_id(noter, html_attribute(node, "name"), node);
	}
}

/* What is behind "#", of a link within the page. */
static struct str fragment_of(const struct html_node *node)
{
	struct str href =
		html_is(node, "a") ? html_attribute(node, "href") : (struct str){ 0 };
	size_t hash = str_find_char(href, '#');

	return hash == STR_NONE ? (struct str){ 0 } : str_from(href, hash + 1);
}

static struct html_node *target_of(const struct noter *noter,
                                   const struct html_node *link)
{
	struct str id = fragment_of(link);
	uint32_t n = id.len ? table_find(&noter->ids, id) : TABLE_NONE;

	return n == TABLE_NONE ? NULL : noter->targets[n];
}

static size_t text_length(const struct html_node *element)
{
	struct html_node *root = (struct html_node *)(uintptr_t)element;
	size_t length = 0;

	for (struct html_node *node = root; node; node = html_next(root, node))
		length += str_trim(node->text).len;
	return length;
}

/* The block that a note is: the item, paragraph or definition around its id. */
static struct html_node *block_of(struct html_node *node)
{
	while (node && !word_in(" li p div dd tr section ", node->name))
		node = node->parent;
	return node;
}

static bool is_near(const struct html_node *node, const struct html_node *link)
{
	for (int i = 0; i <= NEAR && link; i++, link = link->parent)
		if (node == link)
			return true;
	return false;
}

static bool is_inside(const struct html_node *node, const struct html_node *root)
{
	while (node && node != root)
		node = node->parent;
	return node == root;
}

/* The link in the note that leads back to the reference, or NULL. */
static struct html_node *back_link(const struct noter *noter, struct html_node *block,
                                   const struct html_node *reference)
{
	size_t count = 0;

	for (struct html_node *node = html_next(block, block); node && count < NODES_MAX;
	     node = html_next(block, node), count++) {
		struct html_node *target = target_of(noter, node);

		/* The id may be on the link, around it, or in it. */
		if (target &&
		    (is_near(target, reference) || is_inside(target, reference)))
			return node;
	}
	return NULL;
}

static void remove_back_links(const struct noter *noter, struct html_node *block)
{
	struct html_node *node = html_next(block, block), *next;

	for (; node; node = next) {
		struct html_node *target = target_of(noter, node);

		next = html_next(block, node);
		if (target && !is_inside(target, block) &&
		    text_length(node) <= REFERENCE_CHARS) {
			next = html_next_past(block, node);
			html_unlink(node);
		}
	}
}

/* "1. " was a link and its dot is left. */
static void trim_start(struct html_node *block)
{
	struct html_node *node = block;

	while (node && (node->name.len || str_trim(node->text).len == 0))
		node = html_next(block, node);
	if (!node)
		return;
	node->text = str_trim_start(node->text);
	while (node->text.len && strchr(".)]:^", node->text.ptr[0]))
		node->text = str_trim_start(str_from(node->text, 1));
}

static void add_note(struct noter *noter, struct html_node *link, struct html_node *block)
{
	struct markdown_writer *writer = noter->writer;
	size_t count = writer->note_count;

	if ((count & (count - 1)) == 0) { /* a power of two is full */
		struct note *more =
			ARENA_ARRAY(writer->arena, struct note, count ? 2 * count : 1);

		if (count)
			memcpy(more, writer->notes, count * sizeof(*more));
		writer->notes = more;
	}
	writer->notes[writer->note_count++] = (struct note){ link, block };
}

/* The place of the note that a link refers to, or NULL, if it is no reference. */
static struct html_node *note_of(const struct noter *noter, const struct html_node *link)
{
	struct html_node *target = target_of(noter, link), *block = block_of(target);

	if (!block || block == noter->root || !is_inside(block, noter->root) ||
	    block->mark < link->mark || is_inside(link, block) ||
	    text_length(link) > REFERENCE_CHARS || text_length(link) == 0 ||
	    !back_link(noter, block, link))
		return NULL;
	return target;
}

/* Notes that share a paragraph, with line breaks between them. */

/* The child of a block that a node is or is in. */
static struct html_node *child_of(const struct html_node *block, struct html_node *node)
{
	while (node->parent != block)
		node = node->parent;
	return node;
}

static bool is_break(const struct html_node *node)
{
	return html_is(node, "br") ||
	       (node->name.len == 0 && str_trim(node->text).len == 0);
}

/* From a child on, the block becomes one of its own behind it. */
static void split(struct noter *noter, struct html_node *block, struct html_node *child)
{
	struct html_node *rest = ARENA_NEW(noter->writer->arena, struct html_node);

	while (child->previous && is_break(child->previous))
		html_unlink(child->previous);
	if (!child->previous)
		return;
	rest->name = block->name;
	rest->mark = child->mark;
	for (struct html_node *next; child; child = next) {
		next = child->next;
		html_unlink(child);
		html_append(rest, child);
	}
	rest->parent = block->parent;
	rest->previous = block;
	rest->next = block->next;
	if (block->next)
		block->next->previous = rest;
	else
		block->parent->last = rest;
	block->next = rest;
}

/* Is the block the note of another target, too? */
static bool is_shared(struct html_node *const *targets, size_t count,
                      struct html_node *target)
{
	struct html_node *block = block_of(target);

	for (size_t i = 0; i < count; i++)
		if (block_of(targets[i]) == block &&
		    child_of(block, targets[i]) != child_of(block, target))
			return true;
	return false;
}

static void split_blocks(struct noter *noter)
{
	struct html_node **targets =
		ARENA_ARRAY(noter->writer->arena, struct html_node *, NOTES_MAX);
	size_t count = 0;

	for (struct html_node *node = noter->root; node && count < NOTES_MAX;
	     node = html_next(noter->root, node)) {
		struct html_node *target = note_of(noter, node);

		if (target && target != block_of(target) &&
		    word_in(" p div li dd ", block_of(target)->name))
			targets[count++] = target;
	}
	for (size_t i = 0; i < count; i++) {
		struct html_node *block = block_of(targets[i]);

		if (is_shared(targets, count, targets[i]))
			split(noter, block, child_of(block, targets[i]));
	}
}

void notes_take(struct markdown_writer *writer, struct html_node *root)
{
	struct noter noter = { .writer = writer, .root = root };
	size_t number = 0;

	/* A note stands behind what refers to it: marks say where nodes are. */
	for (struct html_node *node = root; node; node = html_next(root, node))
		node->mark = ++number;
	note_ids(&noter);
	split_blocks(&noter);
	for (struct html_node *node = root; node && writer->note_count < NOTES_MAX;
	     node = html_next(root, node)) {
		struct html_node *target = note_of(&noter, node);

		if (target)
			add_note(&noter, node, block_of(target));
	}
	for (size_t i = 0; i < writer->note_count; i++)
		if (writer->notes[i].block->parent) {
			remove_back_links(&noter, writer->notes[i].block);
			trim_start(writer->notes[i].block);
			html_unlink(writer->notes[i].block);
		}
	table_clear(&noter.ids);
}

size_t note_number(const struct markdown_writer *writer, const struct html_node *link)
{
	for (size_t i = 0; i < writer->note_count; i++)
		if (writer->notes[i].link == link) {
			/* The number of the first reference to the same note. */
			for (size_t n = 0; n <= i; n++)
				if (writer->notes[n].block == writer->notes[i].block)
					return n + 1;
		}
	return 0;
}

void notes_write(struct markdown_writer *writer)
{
	for (size_t i = 0; i < writer->note_count; i++) {
		struct html_node *link =
			(struct html_node *)(uintptr_t)writer->notes[i].link;
		struct str mark;

		if (note_number(writer, link) != i + 1)
			continue;
		mark = arena_printf(writer->arena, "[^%zu]: ", i + 1);
		begin_block(writer);
		push_prefix(writer, mark, STR("    "));
		write_blocks(writer, writer->notes[i].block);
		pop_prefix(writer, 4);
	}
}
