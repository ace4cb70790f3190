#include "import/extract.h"

#include "base/text.h"
#include "base/url.h"
#include "import/choose.h"
#include "import/hints.h"
#include "import/imagesource.h"
#include "import/ownlinks.h"
#include "import/pagehead.h"
#include "import/pagemedia.h"
#include "import/pagetext.h"
#include "import/prune.h"
#include "import/weigh.h"

/*
 * An article as short as this, and of so little of the page's paragraphs, was cut by
 * words that did not mean what they say.
 */
#define SHORT_ARTICLE 250
#define SHORT_SHARE   0.25

/* What links are relative to: a base element, as seen from the page's own address. */
static struct str find_base(struct arena *arena, struct html_node *root, struct str url)
{
	for (struct html_node *node = root; node; node = html_next(root, node))
		if (html_is(node, "base") && html_attribute(node, "href").len)
			return url_resolve(arena, url, html_attribute(node, "href"));
	return url;
}

/* The caption of a picture, and from it the credit, if the page tells it apart. */
static void read_caption(struct arena *arena, struct html_node *figure,
                         struct picture *picture)
{
	struct html_node *caption = NULL, *credit = NULL;

	for (struct html_node *node = html_next(figure, figure); node;
	     node = html_next(figure, node)) {
		if (html_is(node, "figcaption") ||
		    (!caption && hints_have(node, " caption ")))
			caption = caption ? caption : node;
		if (!credit && hints_have(node, " credit credits copyright "))
			credit = node;
	}
	if (credit && credit != caption) {
		picture->credit = element_text(arena, credit);
		if (str_has_prefix(picture->credit, STR("(")) &&
		    str_has_suffix(picture->credit, STR(")")))
			picture->credit =
				str_slice(picture->credit, 1, picture->credit.len - 1);
		html_unlink(credit);
	}
	if (caption)
		picture->caption = element_text(arena, caption);
}

/* The first picture between the headline and the text is the article's. */
static struct picture find_lead(struct arena *arena, struct blocks *blocks,
                                struct choice choice, const struct html_node **image)
{
	uint32_t title = 0;
	struct picture lead = { 0 };

	while (title < choice.start && !(blocks->items[title].flags & BLOCK_HEAD))
		title++;
	for (uint32_t i = 1; i <= blocks->nodes && lead.src.len == 0; i++) {
		struct html_node *node = blocks->node_of[i], *figure = node;
		struct block_range range = blocks->ranges[i];

		if (!html_is(node, "img") || range.start <= title ||
		    range.start > choice.start ||
		    (blocks->hints[i] & (HINT_OTHER | HINT_ASIDE)))
			continue;
		while (figure && !html_is(figure, "figure"))
			figure = figure->parent;
		if (!figure || blocks->text_sizes[figure->mark] > CAPTION_MAX)
			continue;
		*image = node;
		lead.src = image_source(node);
		lead.alt = text_squeeze(arena, html_attribute(node, "alt"));
		read_caption(arena, figure, &lead);
		if (blocks->ranges[figure->mark].start >= choice.start)
			html_unlink(figure);
	}
	return lead;
}

static void read_blocks(struct arena *arena, struct html_node *root, struct str url,
                        bool ignore_others, struct extract *out)
{
	out->blocks = blocks_read(arena, root, ignore_others);
	pagehead_read(arena, out->blocks, url, &out->data);
	ownlinks_find(out->blocks);
	out->cards = linkcards_find(arena, out->blocks);
	blocks_weigh(out->blocks);
}

void extract_article(struct arena *arena, struct html_node *root,
                     const struct extract_options *options, struct extract *out)
{
	struct str url = options->url;
	struct metadata data;
	struct choice choice;

	*out = (struct extract){ 0 };
	pagemedia_settle(arena, root);
	metadata_read_data(arena, root, &out->data);
	data = out->data;
	out->base = find_base(arena, root, url.len ? url : out->data.url);
	read_blocks(arena, root, url, false, out);
	choice = blocks_choose(arena, out->blocks);
	if (choice.length < SHORT_ARTICLE &&
	    choice.length < SHORT_SHARE * out->blocks->paragraph_text) {
		out->data = data;
		read_blocks(arena, root, url, true, out);
		choice = blocks_choose(arena, out->blocks);
	}
	if (!choice.root)
		return;
	if (options->refrain)
		refrain_drop(options->refrain, out->blocks);
	out->lead = find_lead(arena, out->blocks, choice, &out->lead_image);
	prune(arena, out->blocks, choice);
	out->body = choice.root;
}
