#include "import/pagemedia.h"

#include "base/attr.h"
#include "base/buf.h"
#include "base/text.h"
#include "content/markup.h"
#include "import/imagesource.h"
#include "import/pagelayout.h"

#define NEAR_NODES 100 /* looked at for another copy of a picture: no figure has more */

/* An element of AMP or of a script's own: its HTML, and what its address begins with. */
static const struct {
	struct str name, plain, attribute, start, title;
} players[] = {
	{ STR_INIT("amp-img"), STR_INIT("img"), STR_INIT(""), STR_INIT(""),
	  STR_INIT("") },
	{ STR_INIT("amp-anim"), STR_INIT("img"), STR_INIT(""), STR_INIT(""),
	  STR_INIT("") },
	{ STR_INIT("amp-iframe"), STR_INIT("iframe"), STR_INIT("src"), STR_INIT(""),
	  STR_INIT("") },
	{ STR_INIT("amp-video"), STR_INIT("video"), STR_INIT("src"), STR_INIT(""),
	  STR_INIT("") },
	{ STR_INIT("amp-audio"), STR_INIT("audio"), STR_INIT("src"), STR_INIT(""),
	  STR_INIT("") },
	{ STR_INIT("amp-youtube"), STR_INIT("iframe"), STR_INIT("data-videoid"),
	  STR_INIT("https://www.youtube.com/watch?v="), STR_INIT("") },
	{ STR_INIT("amp-vimeo"), STR_INIT("iframe"), STR_INIT("data-videoid"),
	  STR_INIT("https://vimeo.com/"), STR_INIT("") },
	{ STR_INIT("amp-twitter"), STR_INIT("iframe"), STR_INIT("data-tweetid"),
	  STR_INIT("https://x.com/i/status/"), STR_INIT("Post on X") },
	{ STR_INIT("amp-instagram"), STR_INIT("iframe"), STR_INIT("data-shortcode"),
	  STR_INIT("https://www.instagram.com/p/"), STR_INIT("Post on Instagram") },
	{ STR_INIT("lite-youtube"), STR_INIT("iframe"), STR_INIT("videoid"),
	  STR_INIT("https://www.youtube.com/watch?v="), STR_INIT("") },
	{ STR_INIT("lite-vimeo"), STR_INIT("iframe"), STR_INIT("videoid"),
	  STR_INIT("https://vimeo.com/"), STR_INIT("") },
	{ STR_INIT("twitter-widget"), STR_INIT("iframe"), STR_INIT("data-tweet-id"),
	  STR_INIT("https://x.com/i/status/"), STR_INIT("Post on X") },
	{ STR_INIT("amp-facebook"), STR_INIT("iframe"), STR_INIT("data-href"),
	  STR_INIT(""), STR_INIT("Post on Facebook") },
};

#define FACEBOOK (ARRAY_LEN(players) - 1)

/* The first source of a film that has no address itself. */
static struct str source_in(const struct html_node *node)
{
	for (node = node->first; node; node = node->next)
		if (html_is(node, "source") && html_attribute(node, "src").len)
			return html_attribute(node, "src");
	return (struct str){ 0 };
}

static const struct html_attribute *attributes_for(struct arena *arena, size_t player,
                                                   const struct html_node *node,
                                                   size_t *count)
{
	struct html_attribute *attributes = ARENA_ARRAY(arena, struct html_attribute, 2);
	const char *name = arena_cstr(arena, players[player].attribute);
	struct str code = html_attribute(node, name);
	struct str title = html_attribute(node, "title");

	if (code.len == 0)
		code = source_in(node);
	if (title.len == 0)
		title = players[player].title;
	*count = 2;
	attributes[0] = (struct html_attribute){ STR("src"), code, false };
	if (code.len && players[player].start.len)
		attributes[0].value = arena_printf(
			arena, "%.*s%.*s", STR_ARG(players[player].start), STR_ARG(code));
	attributes[1] = (struct html_attribute){ STR("title"), title, false };
	return attributes;
}

/*
 * Put the plain element into the one of AMP, which becomes no more than what is around
 * it; what AMP shows until it has loaded goes.
 */
static void settle_player(struct arena *arena, struct html_node *node, size_t player)
{
	struct html_node *plain = ARENA_NEW(arena, struct html_node), *inner, *next;

	plain->name = players[player].plain;
	plain->attributes = node->attributes;
	plain->attribute_count = node->attribute_count;
	if (players[player].attribute.len)
		plain->attributes =
			attributes_for(arena, player, node, &plain->attribute_count);
	for (inner = node->first; inner; inner = next) {
		next = inner->next;
		if (html_is(inner, "noscript") || html_is(inner, "img") ||
		    html_is(inner, "source") || html_is(inner, "amp-img") ||
		    html_attribute(inner, "placeholder").ptr ||
		    html_attribute(inner, "fallback").ptr)
			html_unlink(inner);
	}
	node->name = html_is(plain, "img") ? STR("span") : STR("div");
	html_prepend(node, plain);
}

/* A post that Facebook's script puts where nothing is but its address? */
static bool is_facebook(const struct html_node *node)
{
	static const struct str classes[] = { STR_INIT("fb-post"), STR_INIT("fb-video") };
	struct str class = html_attribute(node, "class");

	if (!html_is(node, "div") || html_attribute(node, "data-href").len == 0)
		return false;
	for (const struct html_node *inner = node->first; inner; inner = inner->next)
		if (inner->name.len || str_trim(inner->text).len)
			return false;
	return str_contains(class, classes[0]) || str_contains(class, classes[1]);
}

static void settle_players(struct arena *arena, struct html_node *node)
{
	if (is_facebook(node))
		settle_player(arena, node, FACEBOOK);
	if (!str_contains(node->name, STR("-")))
		return;
	for (size_t i = 0; i < ARRAY_LEN(players); i++) {
		if (str_eq(node->name, players[i].name)) {
			settle_player(arena, node, i);
			return;
		}
	}
}

/* The only thing in a noscript, if that is a picture. */
static struct html_node *only_picture(struct html_node *noscript)
{
	struct html_node *found = NULL;

	for (struct html_node *node = html_next(noscript, noscript); node;
	     node = html_next(noscript, node)) {
		if (str_trim(node->text).len || html_is(node, "iframe"))
			return NULL;
		if (html_is(node, "img") && found)
			return NULL;
		if (html_is(node, "img"))
			found = node;
	}
	return found && image_source(found).len && !image_is_tiny(found) ? found : NULL;
}

/* Is there a picture with an address in the element, and not in a noscript? */
static bool has_picture(struct html_node *root)
{
	struct html_node *node = root;

	for (size_t i = 0; node && i < NEAR_NODES; i++) {
		if (html_is(node, "img") && image_source(node).len)
			return true;
		node = html_is(node, "noscript") ? html_next_past(root, node)
		                                 : html_next(root, node);
	}
	return false;
}

static struct html_node *beside(struct html_node *node, bool before)
{
	do
		node = before ? node->previous : node->next;
	while (node && node->name.len == 0 && str_trim(node->text).len == 0);
	return node;
}

/* Does the page show the noscript's picture by itself, or count or advertise with it? */
static bool is_fallback(struct html_node *noscript)
{
	struct html_node *figure = noscript->parent;
	struct html_node *before = beside(noscript, true),
			 *after = beside(noscript, false);

	if (html_is(before, "script") || html_is(before, "iframe") ||
	    html_is(before, "ins"))
		return true;
	while (figure && !html_is(figure, "figure"))
		figure = figure->parent;
	if (figure)
		return has_picture(figure);
	return (before && has_picture(before)) || (after && has_picture(after));
}

static void settle_noscript(struct html_node *noscript)
{
	if (only_picture(noscript) && !is_fallback(noscript))
		noscript->name = STR("span");
}

/* A formula as TeX has it, if it says that: in MathML, as KaTeX and others write it. */
static struct str tex_of(struct html_node *math)
{
	for (struct html_node *node = html_next(math, math); node;
	     node = html_next(math, node))
		if (html_is(node, "annotation") && node->first &&
		    str_eq(html_attribute(node, "encoding"), STR("application/x-tex")))
			return str_trim(node->first->text);
	return str_trim(html_attribute(math, "alttext"));
}

static void add_formula(struct buf *out, const struct html_node *part);

static void add_parts(struct buf *out, const struct html_node *first)
{
	for (const struct html_node *part = first; part; part = part->next)
		add_formula(out, part);
}

/* Some parts as one: in parentheses, if they are more than a letter or a number. */
static void add_group(struct buf *out, const struct html_node *first)
{
	struct buf group = { 0 };
	struct str text;
	size_t at = 0;

	add_parts(&group, first);
	text = buf_str(&group);
	while (at < text.len && (is_alnum(text.ptr[at]) || text.ptr[at] & 0x80))
		at++;
	buf_printf(out, at == text.len ? "%.*s" : "(%.*s)", STR_ARG(text));
	buf_clear(&group);
}

/* A part of MathML on one line: x^2, (a+b)/2. Parts are no deeper than a tree of HTML. */
static void add_formula(struct buf *out, const struct html_node *part)
{
	const struct html_node *first = part->first;

	while (first && first->name.len == 0 && is_blank(first->text))
		first = first->next;
	if (part->name.len == 0) {
		buf_add(out, str_trim(part->text));
	} else if (html_is(part, "mfrac") || html_is(part, "msup") ||
	           html_is(part, "msub")) {
		struct html_node alone = first ? *first : (struct html_node){ 0 };

		alone.next = NULL;
		add_group(out, &alone);
		buf_add(out, html_is(part, "mfrac")  ? STR("/")
		             : html_is(part, "msup") ? STR("^")
		                                     : STR("_"));
		add_group(out, first ? first->next : NULL);
	} else if (html_is(part, "msqrt")) {
		buf_puts(out, "√");
		add_group(out, first);
	} else if (!html_is(part, "annotation") && !html_is(part, "annotation-xml")) {
		add_parts(out, first);
	}
}

static struct str formula_of(struct arena *arena, const struct html_node *math)
{
	struct buf out = { 0 };
	struct str formula;

	add_parts(&out, math->first);
	formula = text_squeeze(arena, buf_str(&out));
	buf_clear(&out);
	return formula;
}

static void settle_math(struct arena *arena, struct html_node *math)
{
	struct str tex = tex_of(math);
	struct html_node *text;

	if (tex.len == 0)
		tex = formula_of(arena, math);
	if (tex.len == 0)
		return;
	while (math->first)
		html_unlink(math->first);
	text = ARENA_NEW(arena, struct html_node);
	text->text = tex;
	html_append(math, text);
	math->name = STR("code");
}

/* Is it for those who listen to the page: "Image caption, "? */
static bool is_spoken(const struct html_node *node)
{
	static const struct str classes[] = { STR_INIT("visually-hidden"),
		                              STR_INIT("visuallyhidden"),
		                              STR_INIT("sr-only"),
		                              STR_INIT("screen-reader-text") };
	struct str class = html_attribute(node, "class");

	for (size_t i = 0; i < ARRAY_LEN(classes); i++)
		if (html_is(node, "span") && str_contains(class, classes[i]))
			return true;
	return false;
}

/* In a figure it says what all can see; elsewhere it is a word of its own: "Published" */
static void settle_spoken(struct arena *arena, struct html_node *span)
{
	const struct html_node *node = span->parent;
	struct html_node *space;

	while (node && !html_is(node, "figure"))
		node = node->parent;
	if (node) {
		while (span->first)
			html_unlink(span->first);
		return;
	}
	space = ARENA_NEW(arena, struct html_node);
	space->text = STR(" ");
	html_append(span, space);
}

void pagemedia_settle(struct arena *arena, struct html_node *root)
{
	struct html_node *node = html_next(root, root);

	while (node) {
		bool is_head = html_is(node, "head");

		if (html_is(node, "noscript"))
			settle_noscript(node);
		else if (html_is(node, "math"))
			settle_math(arena, node);
		else if (is_spoken(node))
			settle_spoken(arena, node);
		else if (!is_head && !html_is(node->parent, "noscript"))
			settle_players(arena, node);
		if (!is_head)
			pagelayout_settle(arena, node);
		node = is_head ? html_next_past(root, node) : html_next(root, node);
	}
}
