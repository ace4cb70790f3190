#include "import/databody.h"

#include "base/buf.h"
#include "base/entities.h"
#include "base/utf8.h"
#include "import/pagetext.h"
#include "import/wordlist.h"

#define BODY_MIN    300 /* characters; what is shorter is a description */
#define TIMES       2   /* as long as what the page shows */
#define JUNK_TIMES  4   /* and if the page shows none of it */
#define BLOCKS_MANY 10  /* of what the page shows: more are not looked for */

/* Are most of the blocks that were chosen in the text, too? */
static bool holds_blocks(struct arena *arena, const struct blocks *blocks,
                         struct choice choice, struct str text)
{
	struct str words = words_of(arena, text);
	uint32_t held = 0, count = 0;

	for (uint32_t i = choice.start; i < choice.end && count < BLOCKS_MANY; i++) {
		if (!blocks->items[i].kept)
			continue;
		count++;
		held += words_hold(words, str_trim(blocks->items[i].words));
	}
	return 2 * held >= count;
}

bool databody_is_more(struct arena *arena, const struct blocks *blocks,
                      struct choice choice, struct str text)
{
	struct arena_mark mark = arena_mark(arena);
	struct str plain = clean_text(arena, text);
	size_t length = utf8_length(plain);
	bool more = length >= BODY_MIN && length >= TIMES * choice.length;

	if (more && choice.root)
		more = holds_blocks(arena, blocks, choice, plain) ||
		       (choice.length < BODY_MIN && length >= JUNK_TIMES * choice.length);
	arena_rewind(arena, mark);
	return more;
}

static bool is_html(struct str text)
{
	static const struct str signs[] = { STR_INIT("<p"), STR_INIT("<br"),
		                            STR_INIT("<div"), STR_INIT("</") };

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (str_contains(text, signs[i]))
			return true;
	return false;
}

static struct html_node *new_node(struct arena *arena, const char *name, struct str text)
{
	struct html_node *node = ARENA_NEW(arena, struct html_node);

	node->name = str_of(name);
	node->text = text;
	return node;
}

/* Does an empty line part the paragraphs, or every line one? */
static bool has_empty_line(struct str text)
{
	struct str line, rest = str_trim(text);

	while (str_next_line(&rest, &line))
		if (str_trim(line).len == 0)
			return true;
	return false;
}

struct html_node *databody_tree(struct arena *arena, struct str text)
{
	struct html_node *root = new_node(arena, "", STR("")), *paragraph = NULL;
	bool parted = has_empty_line(text);
	struct buf plain = { 0 };
	struct str line;

	unescape_html(&plain, text);
	text = buf_keep(&plain, arena);
	buf_clear(&plain);
	if (is_html(text))
		return html_parse(text, arena);
	while (str_next_line(&text, &line)) {
		line = str_trim(line);
		if (line.len == 0 || !parted)
			paragraph = NULL;
		if (line.len == 0)
			continue;
		if (!paragraph)
			html_append(root, paragraph = new_node(arena, "p", STR("")));
		else
			html_append(paragraph, new_node(arena, "", STR(" ")));
		html_append(paragraph, new_node(arena, "", line));
	}
	return root;
}
