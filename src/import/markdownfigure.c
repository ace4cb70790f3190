/*
 * Figures: a picture with its caption, and what else stands beside it.
 *
 * A caption is the title of a picture, which is text. One with links is a figure of HTML,
 * within which it is Markdown.
 */
#include "base/text.h"
#include "import/hints.h"
#include "import/imagesource.h"
#include "import/markdownescape.h"
#include "import/markdownwriter.h"
#include "import/pagetext.h"
#include "import/wordlist.h"

#define FIGURE_NODES 40   /* of a figure that is none by its name */
#define CAPTIONS_MAX 4    /* of one picture: the caption, the credit, the licence */
#define CREDIT_MAX   1000 /* bytes: a longer text is no credit, whatever its class says */

/* What is said of one picture: its caption first. */
struct captions {
	struct html_node *items[CAPTIONS_MAX];
	size_t count;
};

static size_t text_size(struct html_node *root)
{
	size_t size = 0;

	for (struct html_node *node = root; node; node = html_next(root, node))
		if (node->mark != NODE_NOTHING)
			size += str_trim(node->text).len;
	return size;
}

static bool is_picture(const struct html_node *node)
{
	return html_is(node, "img") && node->mark != NODE_NOTHING &&
	       image_source(node).len && !image_is_tiny(node);
}

/* None, one, or two for any more. */
static size_t count_pictures(struct html_node *root)
{
	size_t count = 0;

	for (struct html_node *node = root; node && count < 2;
	     node = html_next(root, node))
		count += is_picture(node);
	return count;
}

static struct html_node *find_picture(struct html_node *root)
{
	for (struct html_node *node = html_next(root, root); node;
	     node = html_next(root, node))
		if (is_picture(node))
			return node;
	return NULL;
}

static bool has_embed(struct html_node *root)
{
	for (struct html_node *node = root; node; node = html_next(root, node))
		if (word_in(" iframe embed object video audio ", node->name))
			return true;
	return false;
}

/* Where a caption is looked for, the best first. */
enum caption_place {
	CAPTION_ELEMENT, /* figcaption */
	CAPTION_CLASS,   /* what says of itself that it is one, or a credit */
	CAPTION_AROUND,  /* the same, with the picture in it */
};

static bool is_caption(struct html_node *node, enum caption_place place)
{
	bool is_named = html_is(node, "figcaption");
	size_t size;

	if (node->name.len == 0 || node->mark == NODE_NOTHING ||
	    is_named != (place == CAPTION_ELEMENT) ||
	    (!is_named && !(hints_of(node) & HINT_CAPTION)))
		return false;
	size = text_size(node);
	return size > 0 && (is_named || size <= CREDIT_MAX) &&
	       (count_pictures(node) > 0) == (place == CAPTION_AROUND);
}

static void gather(struct html_node *root, enum caption_place place, struct captions *out)
{
	struct html_node *node = html_next(root, root);

	while (node && out->count < CAPTIONS_MAX) {
		bool found = is_caption(node, place);

		if (found)
			out->items[out->count++] = node;
		node = found || html_is(node, "figcaption") ? html_next_past(root, node)
		                                            : html_next(root, node);
	}
}

static struct captions find_captions(struct html_node *root)
{
	struct captions captions = { 0 };

	gather(root, CAPTION_ELEMENT, &captions);
	gather(root, CAPTION_CLASS, &captions);
	if (captions.count == 0)
		gather(root, CAPTION_AROUND, &captions);
	return captions;
}

/* As figures were before there was an element for them: nothing but picture and caption.
 */
bool is_figure(struct html_node *node)
{
	struct html_node *inner = node;
	struct captions captions;
	size_t of_captions = 0;

	if (html_is(node, "figure"))
		return true;
	if (!word_in(" div table p center td dl ", node->name))
		return false;
	for (size_t i = 0; i < FIGURE_NODES && inner; i++)
		inner = html_next(node, inner);
	if (inner || count_pictures(node) != 1)
		return false;
	captions = find_captions(node);
	for (size_t i = 0; i < captions.count; i++)
		of_captions += text_size(captions.items[i]);
	return of_captions > 0 && of_captions == text_size(node);
}

/* The link that the picture is alone in, but for its sources, or NULL. */
static struct html_node *link_around(struct html_node *image)
{
	struct html_node *above = image->parent;

	if (html_is(above, "picture"))
		above = above->parent;
	return html_is(above, "a") ? above : NULL;
}

/* What is styled apart stands apart in the text, too. */
static void part_credits(struct markdown_writer *writer, struct html_node *caption)
{
	for (struct html_node *node = html_next(caption, caption); node;
	     node = html_next(caption, node)) {
		struct html_node *space;

		if (!html_is(node, "cite") && !html_is(node, "small") &&
		    (node->name.len == 0 || !(hints_of(node) & HINT_CAPTION)))
			continue;
		space = ARENA_NEW(writer->arena, struct html_node);
		space->text = STR(" ");
		html_prepend(node, space);
		node = space;
	}
}

/* Is there a link in a caption that leads elsewhere than to the picture? */
static bool has_links(struct markdown_writer *writer, const struct captions *captions,
                      struct str src, struct str url)
{
	for (size_t i = 0; i < captions->count; i++) {
		struct html_node *root = captions->items[i];

		for (struct html_node *node = root; node; node = html_next(root, node)) {
			struct str to = { 0 };

			if (html_is(node, "a") && text_size(node) > 0)
				to = link_url(writer, html_attribute(node, "href"));
			if (to.len && !str_eq(to, src) && !str_eq(to, url))
				return true;
		}
	}
	return false;
}

static struct str text_of(struct markdown_writer *writer, const struct captions *captions)
{
	struct buf out = { 0 };
	struct str text;

	for (size_t i = 0; i < captions->count; i++) {
		if (i > 0)
			buf_add_char(&out, ' ');
		buf_add(&out, element_text(writer->arena, captions->items[i]));
	}
	text = buf_keep(&out, writer->arena);
	buf_clear(&out);
	return text;
}

static void write_line(struct markdown_writer *writer, struct str text)
{
	begin_line(writer);
	buf_add(&writer->out, text);
	buf_add_char(&writer->out, '\n');
}

static void write_plain(struct markdown_writer *writer, const struct picture *picture,
                        struct str url)
{
	begin_block(writer);
	begin_line(writer);
	if (url.len)
		buf_add_char(&writer->out, '[');
	write_picture(&writer->out, picture);
	if (url.len) {
		buf_puts(&writer->out, "](");
		write_destination(&writer->out, url);
		buf_add_char(&writer->out, ')');
	}
	buf_add_char(&writer->out, '\n');
}

static void write_as_html(struct markdown_writer *writer, const struct picture *picture,
                          struct str url, const struct captions *captions)
{
	bool tight = writer->tight;

	begin_block(writer);
	writer->tight = false;
	write_line(writer, STR("<figure>"));
	begin_line(writer);
	if (url.len) {
		buf_puts(&writer->out, "<a href=\"");
		escape_raw_html(&writer->out, url);
		buf_puts(&writer->out, "\">");
	}
	buf_puts(&writer->out, "<img src=\"");
	escape_raw_html(&writer->out, picture->src);
	buf_puts(&writer->out, "\" alt=\"");
	escape_raw_html(&writer->out, picture->alt);
	buf_puts(&writer->out, "\">");
	buf_add(&writer->out, url.len ? STR("</a>\n") : STR("\n"));
	write_line(writer, STR("<figcaption>"));
	for (size_t i = 0; i < captions->count; i++)
		write_blocks(writer, captions->items[i]);
	begin_block(writer);
	write_line(writer, STR("</figcaption>"));
	write_line(writer, STR("</figure>"));
	writer->tight = tight;
}

void write_figure(struct markdown_writer *writer, struct html_node *figure)
{
	struct html_node *image = find_picture(figure), *link;
	struct captions captions;
	struct picture picture = { 0 };
	struct str url = { 0 };

	if (image && count_pictures(figure) == 1)
		picture = picture_of(writer, image);
	if (picture.src.len == 0) {
		write_blocks(writer, figure);
		return;
	}
	captions = find_captions(figure);
	link = link_around(image);
	if (link)
		url = link_url(writer, html_attribute(link, "href"));
	if (str_eq(url, picture.src))
		url = (struct str){ 0 };
	html_unlink(image);
	for (size_t i = 0; i < captions.count; i++) {
		html_unlink(captions.items[i]);
		part_credits(writer, captions.items[i]);
	}
	picture.caption = captions.count ? text_of(writer, &captions)
	                                 : text_squeeze(writer->arena,
	                                                html_attribute(image, "title"));
	if (has_links(writer, &captions, picture.src, url))
		write_as_html(writer, &picture, url, &captions);
	else
		write_plain(writer, &picture, url);
	if (text_size(figure) > 0 || has_embed(figure))
		write_blocks(writer, figure); /* what is neither */
}
