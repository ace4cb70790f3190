#include "import/leadpicture.h"

#include <stdint.h>

#include "base/attr.h"
#include "base/text.h"
#include "base/url.h"
#include "import/hints.h"
#include "import/imagesource.h"
#include "import/pagetext.h"
#include "import/prune.h"
#include "import/wordlist.h"

#define PORTRAIT_DEPTH 4 /* elements around a picture whose classes are looked at */
#define STEM_MIN       5 /* letters of a file's name that say which picture it is */
#define BEGINNING_MIN  8 /* and of its beginning */

struct finder {
	struct arena *arena;
	struct blocks *blocks;
	struct choice choice;
	uint32_t from, to; /* the blocks before which pictures are looked for */
	const struct html_node *within; /* an element that they are in, or NULL */
	struct leads *out;
};

/* The caption of a picture, and from it the credit, if the page tells it apart. */
static void read_caption(struct arena *arena, struct html_node *figure,
                         struct picture *picture)
{
	struct html_node *caption = NULL, *credit = NULL;

	for (struct html_node *node = html_next(figure, figure); node;
	     node = html_next(figure, node)) {
		if (html_is(node, "img"))
			continue;
		if (html_is(node, "figcaption") ||
		    (!caption && hints_have(node, " caption ")))
			caption = caption && html_is(caption, "figcaption") ? caption
			                                                    : node;
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

/* The name of a picture's file, without its size: "ferry" of "a/ferry-640x480.jpg". */
static struct str stem_of(struct str url)
{
	struct str path = url_split(url).path;
	size_t at = path.len, end, digits;

	while (at > 0 && path.ptr[at - 1] != '/')
		at--;
	path = str_from(path, at);
	path = str_slice(path, 0, str_find_char(path, '.'));
	str_skip_suffix(&path, STR("-scaled"));
	for (end = path.len; end > 0 && is_digit(path.ptr[end - 1]);)
		end--;
	if (end == 0 || end == path.len || to_lower(path.ptr[end - 1]) != 'x')
		return path;
	for (digits = end - 1; digits > 0 && is_digit(path.ptr[digits - 1]);)
		digits--;
	return digits > 0 && digits < end - 1 ? str_slice(path, 0, digits - 1) : path;
}

/* Are they two sizes of one picture? */
static bool is_same(struct str a, struct str b)
{
	static const char any[] = " image photo picture original default index ";
	struct str stem = stem_of(a);

	if (str_eq(url_split(a).path, url_split(b).path))
		return true;
	return stem.len >= STEM_MIN && !word_in(any, stem) && str_eq(stem, stem_of(b));
}

/* Is the picture probably the one that is shared? Its name may have got an ending. */
static bool is_shared(struct str src, struct str shared)
{
	struct str a = stem_of(src), b = stem_of(shared);

	return is_same(src, shared) || (a.len >= BEGINNING_MIN && str_has_prefix(b, a)) ||
	       (b.len >= BEGINNING_MIN && str_has_prefix(a, b));
}

/* Is a picture for sharing that of the site, and not of the article? */
static bool is_of_site(struct arena *arena, struct str url)
{
	static const char names[] =
		" logo logos default placeholder icon favicon avatar share sharing social"
		" opengraph og fallback generic brand ";
	struct str path = url_split(url).path, word, words;
	size_t at = path.len;

	while (at > 0 && path.ptr[at - 1] != '/')
		at--;
	words = words_of(arena, str_from(path, at));
	while (words_next(&words, &word))
		if (word_in(names, word))
			return true;
	return false;
}

/* The face of who wrote it, or the sign of the paper. */
static bool is_portrait(const struct html_node *image)
{
	const struct html_node *node = image;

	for (int depth = 0; node && depth < PORTRAIT_DEPTH; node = node->parent, depth++)
		if (hints_have(node, " avatar avatars author authors gravatar profile"
		                     " headshot portrait logo icon byline "))
			return true;
	return false;
}

/* Is it in a link that leads elsewhere than to a picture: a card? */
static bool is_in_card(const struct html_node *image)
{
	const struct html_node *node = image;

	while (node && !html_is(node, "a"))
		node = node->parent;
	return node && html_attribute(node, "href").len &&
	       !image_is_photograph(html_attribute(node, "href"));
}

static bool is_inside(const struct html_node *node, const struct html_node *root)
{
	while (node && node != root)
		node = node->parent;
	return node != NULL;
}

static bool is_large_element(const struct finder *finder, const struct html_node *node)
{
	return !node->parent || html_is(node, "body") || html_is(node, "article") ||
	       html_is(node, "main") || html_is(node, "section") ||
	       html_is(node, "header") ||
	       (finder->blocks->hints[node->mark] & HINT_BODY) ||
	       is_inside(finder->choice.root, node);
}

/* Is all the text of the element said to be a caption? */
static bool has_only_captions(const struct finder *finder, const struct html_node *node)
{
	struct block_range range = finder->blocks->ranges[node->mark];

	for (uint32_t i = range.start; i < range.end; i++)
		if (!(finder->blocks->items[i].flags & BLOCK_CAPTION))
			return false;
	return finder->blocks->text_sizes[node->mark] <= CAPTION_MAX;
}

/* What holds the picture and its caption, and nothing else. */
static struct html_node *figure_of(const struct finder *finder, struct html_node *image)
{
	struct html_node *node = image, *figure = image;

	while (node && !html_is(node, "figure"))
		node = node->parent;
	if (node)
		return finder->blocks->text_sizes[node->mark] <= CAPTION_MAX &&
		                       !is_inside(finder->choice.root, node)
		               ? node
		               : NULL;
	for (node = image->parent;
	     node && !is_large_element(finder, node) && has_only_captions(finder, node);
	     node = node->parent)
		figure = node;
	/* In the middle of a line it is of that. */
	return figure != image || is_large_element(finder, image->parent) ? figure : NULL;
}

static bool has_words(const struct html_node *figure)
{
	struct html_node *root = (struct html_node *)(uintptr_t)figure;

	for (struct html_node *node = html_next(root, root); node;
	     node = html_next(root, node))
		if (node->name.len && !html_is(node, "img") && node->first &&
		    (hints_of(node) & HINT_CAPTION))
			return true;
	return false;
}

static bool is_called_one(const struct lead *lead)
{
	static const char names[] = " thumbnail featured hero lead photo picture image ";

	for (const struct html_node *node = lead->image; node; node = node->parent) {
		if (hints_have(node, names))
			return true;
		if (node == lead->figure)
			break;
	}
	return false;
}

static bool is_candidate(const struct finder *finder, const struct html_node *node)
{
	const struct blocks *blocks = finder->blocks;
	uint32_t at = blocks->ranges[node->mark].start;

	return html_is(node, "img") && at >= finder->from && at <= finder->to &&
	       (!finder->within || is_inside(node, finder->within)) &&
	       !blocks->dropped[node->mark] &&
	       !(blocks->hints[node->mark] & (HINT_OTHER | HINT_ASIDE)) &&
	       !image_is_tiny(node) && !is_portrait(node) && image_source(node).len;
}

static void add(struct finder *finder, struct html_node *image)
{
	struct leads *out = finder->out;
	struct lead *last = out->count ? &out->items[out->count - 1] : NULL;
	struct lead lead = { .image = image, .figure = figure_of(finder, image) };
	bool is_element = html_is(lead.figure, "figure");

	if (!lead.figure || out->count == LEADS_MAX ||
	    (!is_element && (is_in_card(image) || image_is_icon(image))))
		return;
	lead.stays =
		is_inside(image, finder->choice.root) &&
		finder->blocks->ranges[lead.figure->mark].start >= finder->choice.start;
	lead.picture.src = image_source(image);
	lead.picture.alt = text_squeeze(finder->arena, html_attribute(image, "alt"));
	lead.has_words = (!last || last->figure != lead.figure) && has_words(lead.figure);
	lead.is_sure = is_element || lead.has_words || is_called_one(&lead);
	for (size_t i = 0; i < out->count; i++) {
		struct lead *copy = &out->items[i];

		if (!is_same(lead.picture.src, copy->picture.src))
			continue;
		html_unlink(lead.has_words ? copy->image : image);
		if (lead.has_words)
			*copy = lead;
		return;
	}
	out->items[out->count++] = lead;
}

/* The picture of the article: what the page shows is better than what it shares. */
static size_t choose_image(struct arena *arena, struct leads *leads,
                           const struct picture *shared, struct str base)
{
	bool is_any = shared->src.len == 0 || is_of_site(arena, shared->src);

	for (size_t i = 0; i < leads->count; i++) {
		struct lead *lead = &leads->items[i];
		bool same = is_shared(lead->picture.src, shared->src);
		bool is_element = html_is(lead->figure, "figure");

		if (!lead->has_words && !is_element && !same &&
		    (!is_any || (lead->stays && !lead->is_sure)))
			continue;
		if (!url_is_web(url_resolve(arena, base, lead->picture.src)))
			continue; /* a field has no use for it, the body has */
		if (lead->has_words)
			read_caption(arena, lead->figure, &lead->picture);
		if (same && !(lead->has_words && is_element))
			lead->picture.src = shared->src; /* larger, as a rule */
		if (same && lead->picture.alt.len == 0)
			lead->picture.alt = shared->alt;
		leads->image = lead->picture;
		leads->node = lead->image;
		return i;
	}
	return leads->count;
}

/* Has the body the picture, too? */
static bool is_in_body(const struct finder *finder, const struct lead *lead)
{
	const struct blocks *blocks = finder->blocks;

	for (uint32_t i = 1; i <= blocks->nodes; i++)
		if (html_is(blocks->node_of[i], "img") &&
		    blocks->node_of[i] != lead->image &&
		    blocks->ranges[i].start >= finder->choice.start &&
		    blocks->ranges[i].end <= finder->choice.end &&
		    is_inside(blocks->node_of[i], finder->choice.root) &&
		    is_same(image_source(blocks->node_of[i]), lead->picture.src))
			return true;
	return false;
}

/* Returns which of them is the article's own, or their count. */
static size_t find(struct finder *finder, const struct picture *shared, struct str base)
{
	for (uint32_t i = 1; i <= finder->blocks->nodes; i++)
		if (is_candidate(finder, finder->blocks->node_of[i]))
			add(finder, finder->blocks->node_of[i]);
	return choose_image(finder->arena, finder->out, shared, base);
}

/* If the article is an element, a picture may stand in it over its headline. */
static const struct html_node *article_of(const struct html_node *headline)
{
	while (headline && !html_is(headline, "article"))
		headline = headline->parent;
	return headline;
}

struct leads leads_take(struct arena *arena, struct blocks *blocks, struct choice choice,
                        const struct picture *shared, struct str base)
{
	struct leads leads = { 0 };
	struct finder finder = { arena, blocks, choice, 0, choice.start, NULL, &leads };
	uint32_t title = 0;
	size_t chosen, kept = 0;

	while (title < choice.start && !(blocks->items[title].flags & BLOCK_TITLE))
		title++;
	finder.from = title + 1;
	chosen = find(&finder, shared, base);
	if (title < choice.start)
		finder.within = article_of(blocks->items[title].element);
	if (chosen == leads.count && shared->src.len == 0 && finder.within) {
		finder.from = 0;
		finder.to = title;
		chosen = find(&finder, shared, base);
	}
	for (size_t i = 0; i < leads.count; i++) {
		struct lead lead = leads.items[i];

		if (i == chosen && lead.stays)
			html_unlink(html_is(lead.figure, "figure") ? lead.figure
			                                           : lead.image);
		if (i == chosen || lead.stays || !lead.is_sure ||
		    is_in_body(&finder, &lead))
			continue;
		if (lead.has_words)
			read_caption(arena, lead.figure, &lead.picture);
		leads.items[kept++] = lead;
	}
	leads.count = kept;
	return leads;
}

static struct html_node *new_node(struct arena *arena, const char *name, struct str text)
{
	struct html_node *node = ARENA_NEW(arena, struct html_node);

	node->name = str_of(name);
	node->text = text;
	return node;
}

static void add_text(struct arena *arena, struct html_node *caption, struct str text)
{
	if (caption->first && text.len)
		html_append(caption, new_node(arena, "", STR(" ")));
	if (text.len)
		html_append(caption, new_node(arena, "", text));
}

void leads_put(struct arena *arena, const struct leads *leads, struct html_node *body)
{
	for (size_t i = leads->count; i-- > 0;) {
		const struct lead *lead = &leads->items[i];
		struct html_node *figure = new_node(arena, "figure", (struct str){ 0 });
		struct html_node *caption =
			new_node(arena, "figcaption", (struct str){ 0 });
		struct html_node *image = lead->image;

		if (html_is(image->parent, "picture"))
			image = image->parent;
		if (image->parent)
			html_unlink(image);
		add_text(arena, caption, lead->picture.caption);
		add_text(arena, caption, lead->picture.credit);
		html_append(figure, image);
		html_append(figure, caption);
		html_prepend(body, figure);
	}
}
