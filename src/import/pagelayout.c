#include "import/pagelayout.h"

#include <stdint.h>

#include "import/hints.h"
#include "import/imagesource.h"

#define BOX_CELLS 16 /* a box has fewer */
#define LABEL_MAX 30 /* bytes of what stands over a headline */

static bool is_blank(const struct html_node *node)
{
	return node->name.len == 0 && str_trim(node->text).len == 0;
}

static bool is_empty(const struct html_node *node)
{
	for (node = node->first; node; node = node->next)
		if (!is_blank(node))
			return false;
	return true;
}

/* WordPress 5.0 to 5.8 made a list of a gallery. */
static void settle_gallery(struct html_node *list)
{
	for (struct html_node *item = list->first; item; item = item->next)
		if (html_is(item, "li"))
			item->name = STR("div");
	list->name = STR("div");
}

/* The picture with the link around it. */
static struct html_node *with_link(struct html_node *image)
{
	struct html_node *link = image->parent;

	return html_is(link, "a") && !image->next && !image->previous ? link : image;
}

/* Does text follow the node, with which its paragraph begins? */
static bool begins_paragraph(const struct html_node *node)
{
	const struct html_node *before = node->previous, *after = node->next;

	while (before && is_blank(before))
		before = before->previous;
	while (after && is_blank(after))
		after = after->next;
	return html_is(node->parent, "p") && !before && after && !html_is(after, "br");
}

static void move_first(struct html_node *from, struct html_node *to)
{
	struct html_node *node = from->first;

	html_unlink(node);
	html_append(to, node);
}

/* Beside the words on the page is before them in a text. */
static void settle_float(struct arena *arena, struct html_node *image)
{
	struct html_node *picture = with_link(image), *first, *rest, *paragraph;

	if (!begins_paragraph(picture))
		return;
	paragraph = picture->parent;
	first = ARENA_NEW(arena, struct html_node);
	rest = ARENA_NEW(arena, struct html_node);
	first->name = rest->name = STR("p");
	html_unlink(picture);
	while (paragraph->first)
		move_first(paragraph, rest);
	html_append(first, picture);
	html_append(paragraph, first);
	html_append(paragraph, rest);
	paragraph->name = STR("div");
}

/* "Exclusive", in an element of its own at the start of a headline. */
static struct html_node *label_in(const struct html_node *heading)
{
	static const char words[] = " label kicker badge flag eyebrow overline rubric ";
	struct html_node *label = heading->first, *text;

	while (label && is_blank(label))
		label = label->next;
	if (!label || label->name.len == 0 || !label->next || !hints_have(label, words))
		return NULL;
	text = label->first;
	return text && !text->next && text->name.len == 0 &&
	                       str_trim(text->text).len <= LABEL_MAX &&
	                       !str_has_suffix(str_trim(text->text), STR(":"))
	               ? label
	               : NULL;
}

/* Labels are none of the headline: they stand over it, all in one line. */
static void settle_headline(struct arena *arena, struct html_node *heading)
{
	struct html_node *label = label_in(heading), *line, *rest;

	if (!label)
		return;
	line = ARENA_NEW(arena, struct html_node);
	rest = ARENA_NEW(arena, struct html_node);
	*rest = (struct html_node){ .name = heading->name,
		                    .attributes = heading->attributes,
		                    .attribute_count = heading->attribute_count };
	line->name = STR("p");
	for (; label; label = label_in(heading))
		while (label->parent == heading)
			move_first(heading, line);
	while (heading->first)
		move_first(heading, rest);
	heading->name = STR("div");
	heading->attribute_count = 0;
	html_append(heading, line);
	html_append(heading, rest);
}

/* A letter that is drawn, before the rest of its word. */
static bool is_initial(const struct html_node *image)
{
	struct str letter = str_trim(html_attribute(image, "alt"));
	const struct html_node *after = image->next;

	return letter.len == 1 && is_alpha(letter.ptr[0]) && after &&
	       after->name.len == 0 && after->text.len > 0 &&
	       (is_alpha(after->text.ptr[0]) || after->text.ptr[0] == '\'');
}

static bool is_table_part(const struct html_node *node)
{
	return html_is(node, "tbody") || html_is(node, "tr") || html_is(node, "td") ||
	       html_is(node, "table");
}

static bool has_content(const struct html_node *cell)
{
	struct html_node *root = (struct html_node *)(uintptr_t)cell;

	for (struct html_node *node = root->first; node; node = html_next(root, node))
		if (str_trim(node->text).len > 0 ||
		    (html_is(node, "img") && !image_is_tiny(node)))
			return true;
	return false;
}

/* Has it but one cell with anything in it? Then it is a box, of spacers and a text. */
static bool is_box(struct html_node *table)
{
	size_t cells = 0, filled = 0;
	struct html_node *node = html_next(table, table);

	for (; node && cells < BOX_CELLS && filled < 2; node = html_next(table, node)) {
		if (html_is(node, "th") || html_is(node, "caption") ||
		    html_is(node, "table"))
			return false;
		if (html_is(node, "td")) {
			cells++;
			filled += has_content(node);
		}
	}
	return !node && cells > 1 && filled == 1;
}

/* Is it a line of its own, without others in it? */
static bool is_line(const struct html_node *node)
{
	if (!html_is(node, "div") || is_empty(node))
		return false;
	for (node = node->first; node; node = node->next)
		if (is_block_element(node))
			return false;
	return true;
}

static void settle_box(struct html_node *table)
{
	for (struct html_node *node = html_next(table, table); node;
	     node = html_next(table, node))
		if (is_table_part(node))
			node->name = STR("div");
		else if (is_line(node))
			node->name = STR("p");
	table->name = STR("div");
}

/* The lines of a poem, which are no code. */
static void settle_verse(struct arena *arena, struct html_node *verse)
{
	struct html_node *old = verse->first, *next;

	verse->name = STR("p");
	verse->first = verse->last = NULL;
	for (; old; old = next) {
		struct str rest = old->text, line;

		next = old->next;
		old->previous = old->next = old->parent = NULL;
		if (old->name.len > 0) {
			html_append(verse, old);
			continue;
		}
		while (rest.len > 0) {
			bool breaks = str_cut(rest, '\n', &line, &rest);
			struct html_node *text = ARENA_NEW(arena, struct html_node);
			struct html_node *end = ARENA_NEW(arena, struct html_node);

			text->text = line;
			html_append(verse, text);
			end->name = STR("br");
			if (breaks)
				html_append(verse, end);
		}
	}
}

/* "Download", to where the link before it leads. */
static bool is_repeated_button(const struct html_node *link)
{
	const struct html_node *before = link->previous;

	while (before && is_blank(before))
		before = before->previous;
	return before && html_is(before, "a") &&
	       str_eq(html_attribute(before, "href"), html_attribute(link, "href"));
}

/* Squarespace keeps a player's markup for its script. */
static void settle_player(struct arena *arena, struct html_node *node)
{
	struct html_node *root = html_parse(html_attribute(node, "data-html"), arena);

	for (struct html_node *frame = root; frame; frame = html_next(root, frame))
		if (html_is(frame, "iframe") && html_attribute(frame, "src").len) {
			html_unlink(frame);
			html_append(node, frame);
			return;
		}
}

void pagelayout_settle(struct arena *arena, struct html_node *node)
{
	if (html_is(node, "img") && is_initial(node)) {
		node->text = str_trim(html_attribute(node, "alt"));
		node->name = (struct str){ 0 };
	} else if (html_is(node, "h1"))
		settle_headline(arena, node);
	else if (html_is(node, "table") && is_box(node))
		settle_box(node);
	else if (html_is(node, "ul") &&
	         html_has_word(node, "class", "blocks-gallery-grid"))
		settle_gallery(node);
	else if (html_is(node, "img") && (html_has_word(node, "class", "alignleft") ||
	                                  html_has_word(node, "class", "alignright")))
		settle_float(arena, node);
	else if (html_is(node, "a") &&
	         html_has_word(node, "class", "wp-block-file__button") &&
	         is_repeated_button(node))
		while (node->first)
			html_unlink(node->first);
	else if (html_is(node, "pre") && html_has_word(node, "class", "wp-block-verse"))
		settle_verse(arena, node);
	else if (html_has_word(node, "class", "sqs-video-wrapper") && is_empty(node))
		settle_player(arena, node);
}
