#include "import/extract.h"

#include "base/url.h"
#include "import/choose.h"
#include "import/databody.h"
#include "import/leadpicture.h"
#include "import/outskirts.h"
#include "import/ownlinks.h"
#include "import/pagecode.h"
#include "import/pagehead.h"
#include "import/pagemedia.h"
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

static void read_blocks(struct arena *arena, struct html_node *root, struct str url,
                        bool ignore_others, struct extract *out)
{
	out->blocks = blocks_read(arena, root, ignore_others);
	pagehead_read(arena, out->blocks, url, &out->data);
	ownlinks_find(out->blocks);
	out->cards = linkcards_find(arena, out->blocks);
	blocks_weigh(out->blocks);
}

/* What the page's data have as its text, all of it. */
static void take_data_body(struct arena *arena, struct extract *out)
{
	out->body = databody_tree(arena, out->data.body);
	out->blocks = blocks_read(arena, out->body, true);
	for (uint32_t i = 0; i < out->blocks->count; i++)
		out->blocks->items[i].kept = true;
}

void extract_article(struct arena *arena, struct html_node *root,
                     const struct extract_options *options, struct extract *out)
{
	struct str url = options->url;
	struct metadata data;
	struct choice choice;
	struct leads leads;

	*out = (struct extract){ 0 };
	pagemedia_settle(arena, root);
	pagecode_settle(arena, root);
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
	out->shown = out->blocks;
	if (databody_is_more(arena, out->blocks, choice, out->data.body)) {
		take_data_body(arena, out);
		return;
	}
	if (!choice.root)
		return;
	outskirts_take(arena, out->blocks, &choice, &out->data);
	if (options->refrain)
		refrain_drop(options->refrain, out->blocks);
	leads = leads_take(arena, out->blocks, choice, &out->data.image, out->base);
	if (leads.image.src.len)
		out->data.image = leads.image;
	out->lead_image = leads.node;
	prune(arena, out->blocks, choice);
	leads_put(arena, &leads, choice.root);
	out->body = choice.root;
}
