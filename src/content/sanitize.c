#include "content/sanitize.h"

#include "content/headings.h"
#include "content/htmltree.h"
#include "content/markup.h"
#include "content/nest.h"
#include "content/repair.h"
#include "content/values.h"

#define SCHEME_MAX 8 /* letters of the longest that is allowed, and some */

/* The ids that the author gave to anything, before slugs are made. */
static void reserve_ids(struct headings *headings, struct html_node *root)
{
	for (struct html_node *node = root->first; node; node = html_next(root, node)) {
		struct str id = str_trim(html_attribute(node, "id"));

		if (value_is_id(id))
			headings_reserve(headings, id);
	}
}

/* What a node begins; the next node, below it or past it, is returned. */
static struct html_node *step(struct nest *nest, struct html_node *root,
                              struct html_node *node)
{
	bool inside = true;

	if (node->name.len)
		inside = nest_enter(nest, node);
	else
		nest_text(nest, node->text);
	if (inside && node->first)
		return node->first;
	while (node != root) {
		if (node->name.len)
			nest_leave(nest, node);
		if (node->next)
			return node->next;
		node = node->parent;
	}
	return NULL;
}

static void walk(struct nest *nest, struct html_node *root)
{
	struct html_node *node = root->first;

	while (node)
		node = step(nest, root, node);
	nest_end(nest);
}

/* What of a body is asked for. */
enum extent {
	EXTENT_LINE,  /* no blocks */
	EXTENT_PART,  /* as it is */
	EXTENT_WHOLE, /* with an outline of its headings */
};

/* HTML through the allow-list; the caller reads the result and calls nest_done. */
static struct nest *sanitize(struct str html, struct headings *headings,
                             const struct link_resolver *links, struct span place,
                             enum extent extent)
{
	struct arena *arena = headings->arena;
	struct nest *nest = ARENA_NEW(arena, struct nest);
	struct html_node *root = html_parse(markup_clean(html, arena), arena);

	repair_tree(root);
	nest_begin(nest, headings, links, place, html.len);
	nest->outline = extent == EXTENT_WHOLE;
	nest->lines = extent == EXTENT_LINE;
	if (nest->outline)
		reserve_ids(headings, root);
	walk(nest, root);
	return nest;
}

void sanitize_body(struct str html, const struct markdown_options *options,
                   struct span place, struct arena *arena, struct markdown *out)
{
	struct headings headings = { .arena = arena, .prefix = options->id_prefix };
	struct nest *nest =
		sanitize(html, &headings, options->links, place, EXTENT_WHOLE);

	out->html = buf_keep(&nest->html, arena);
	out->text = buf_keep(&nest->text, arena);
	out->headings = headings.items;
	out->heading_count = headings.count;
	nest_done(nest);
	headings_clear(&headings);
}

/* The HTML, or else the text. */
static struct str sanitize_part(struct str html, const struct link_resolver *links,
                                struct span place, struct arena *arena,
                                enum extent extent, bool as_text)
{
	struct headings headings = { .arena = arena };
	struct nest *nest = sanitize(html, &headings, links, place, extent);
	struct str result = buf_keep(as_text ? &nest->text : &nest->html, arena);

	nest_done(nest);
	headings_clear(&headings);
	return result;
}

struct str sanitize_html(struct str html, const struct link_resolver *links,
                         struct span place, struct arena *arena)
{
	return sanitize_part(html, links, place, arena, EXTENT_PART, false);
}

struct str sanitize_line(struct str html, struct arena *arena)
{
	return sanitize_part(html, NULL, SPAN_NONE, arena, EXTENT_LINE, false);
}

struct str sanitize_text(struct str html, struct arena *arena)
{
	return sanitize_part(html, NULL, SPAN_NONE, arena, EXTENT_PART, true);
}

static bool is_scheme(struct str scheme, enum link_kind kind)
{
	static const struct str schemes[] = {
		STR_INIT("https"),  STR_INIT("http"), /* these for pictures, too */
		STR_INIT("mailto"), STR_INIT("tel"),  STR_INIT("ftp"),
	};
	size_t count = kind == LINK_PICTURE ? 2 : ARRAY_LEN(schemes);

	for (size_t i = 0; i < count; i++)
		if (str_eq(scheme, schemes[i]))
			return true;
	return false;
}

/*
 * As browsers read URLs: control characters and spaces at the start are skipped, tabs and
 * new lines anywhere. What has a colon before any of "/?#" has a scheme, or looks so much
 * like it that it is not trusted.
 */
bool url_is_safe(struct str url, enum link_kind kind)
{
	char scheme[SCHEME_MAX];
	size_t len = 0, at = 0;

	while (at < url.len && (unsigned char)url.ptr[at] <= ' ')
		at++;
	for (; at < url.len; at++) {
		char c = url.ptr[at];

		if (c == '/' || c == '?' || c == '#')
			return true;
		if (c == ':')
			return len <= SCHEME_MAX &&
			       is_scheme((struct str){ scheme, len }, kind);
		if (c == '\t' || c == '\n' || c == '\r')
			continue;
		if (len < SCHEME_MAX)
			scheme[len] = to_lower(c);
		len++;
	}
	return true;
}
