#include "content/nest.h"

#include "content/frames.h"
#include "content/markup.h"

/* Emphasis torn apart by blocks may be opened again for this much more than the input. */
#define AGAIN_MIN 65536

/* Parts of a block that stand right in it, or not at all. */
static bool may_be_part(struct nest *nest, struct str name)
{
	const struct frame *frame = frames_top(nest);

	if (str_eq(name, STR("caption")))
		return frame_is_kind(frame, ELEMENT_TABLE) && frame->state == FRAME_EMPTY;
	if (str_eq(name, STR("figcaption")))
		return frame_is_named(frame, "figure");
	return !str_eq(name, STR("summary")) ||
	       (frame_is_named(frame, "details") && frame->state == FRAME_EMPTY);
}

/* Blocks that are there even if they are empty. */
static bool is_written_empty(const struct frame *frame)
{
	return frame_is_kind(frame, ELEMENT_ITEM) || frame_is_kind(frame, ELEMENT_TERM) ||
	       frame_is_kind(frame, ELEMENT_CELL) ||
	       frame_is_named(frame, "blockquote") || frame_is_named(frame, "summary") ||
	       frame_is_named(frame, "pre");
}

/* Kinds that have a place kept for them inside their parent. */
static bool needs_no_room(enum element_kind kind)
{
	return kind == ELEMENT_ITEM || kind == ELEMENT_TERM || kind == ELEMENT_ROWS ||
	       kind == ELEMENT_ROW || kind == ELEMENT_CELL;
}

static void enter_block(struct nest *nest, struct html_node *node,
                        const struct element_rule *rule)
{
	bool is_caption = str_eq(rule->name, STR("caption"));
	struct str name;

	buf_reset(&nest->pending);
	if (nest->lines || !may_be_part(nest, rule->name) ||
	    (nest->headers && is_heading(rule->name)) ||
	    (!needs_no_room(rule->kind) && !frames_have_room(nest, FRAMES_SPARE)) ||
	    (!is_caption && !frames_make_room(nest, rule->kind)))
		return;
	name = node->name;
	/* A table's head stands before all other rows. */
	if (str_eq(name, STR("thead")) && frames_top_block(nest)->has_rows)
		name = STR("tbody");
	node->mark = nest->frame_count;
	if (is_written_empty(frames_push(nest, node, name)))
		frames_open(nest, false);
}

/* Write a block as a whole. */
static void write_block(struct nest *nest, struct str html)
{
	frames_open(nest, true);
	markup_line(&nest->html);
	buf_add(&nest->html, html);
	markup_line(&nest->text);
	buf_reset(&nest->pending);
}

static void write_rule(struct nest *nest)
{
	if (nest->lines == 0 && frames_make_room(nest, ELEMENT_RULE))
		write_block(nest, STR("<hr />"));
}

/* Only before the rows, to which it belongs. */
static void write_columns(struct nest *nest, struct html_node *node)
{
	struct frame *frame = frames_top(nest);

	buf_reset(&nest->tag);
	if (frame_is_kind(frame, ELEMENT_TABLE) && !frame->has_rows &&
	    attributes_write_columns(&nest->attributes, node))
		write_block(nest, buf_keep(&nest->tag, nest->attributes.arena));
}

/*
 * What is inside a paragraph
 */

/*
 * Get ready for text or a picture with the first count runs around it. True if it
 * follows a block, so that it is on a new line.
 */
static bool begin_phrase(struct nest *nest, size_t count)
{
	struct frame *frame;
	bool follows_block;

	frames_make_room(nest, ELEMENT_INLINE);
	frames_open(nest, false);
	frame = frames_top(nest);
	follows_block = frame->state == FRAME_BLOCK;
	if (follows_block)
		markup_line(&nest->html);
	else if (frame->state == FRAME_EMPTY)
		buf_add(&nest->html, buf_str(&nest->pending));
	buf_reset(&nest->pending);
	frame->state = FRAME_TEXT;
	runs_close(nest, count);
	runs_open(nest, count);
	return follows_block;
}

/* The plain text has each run of white space as one space, but in code. */
static void add_text(struct nest *nest, struct str text)
{
	struct buf *out = &nest->text;
	size_t start = 0;

	if (nest->preformatted) {
		buf_add(out, text);
		return;
	}
	for (size_t i = 0; i < text.len; i++) {
		if (!is_space(text.ptr[i]))
			continue;
		buf_add(out, str_slice(text, start, i));
		if (out->len && out->ptr[out->len - 1] != ' ' &&
		    out->ptr[out->len - 1] != '\n')
			buf_add_char(out, ' ');
		start = i + 1;
	}
	buf_add(out, str_from(text, start));
}

static void write_space(struct nest *nest, struct str space)
{
	const struct frame *frame = frames_top(nest);

	if (!frames_hold_text(nest))
		return;
	if (frame->state == FRAME_EMPTY) {
		buf_add(&nest->pending, space);
	} else if (frame->state == FRAME_TEXT) {
		runs_open(nest, nest->run_count);
		markup_text(&nest->html, space);
		add_text(nest, space);
	}
}

/* Is space text here, wherever it stands: in a listing, or as all of a piece of code? */
static bool is_verbatim(const struct nest *nest)
{
	const struct run *run = nest->run_count ? &nest->runs[nest->run_count - 1] : NULL;
	const struct html_node *inside = run ? run->node->first : NULL;

	return nest->preformatted || (inside && html_is(run->node, "code") &&
	                              !inside->next && inside->name.len == 0);
}

void nest_text(struct nest *nest, struct str text)
{
	bool verbatim = is_verbatim(nest);

	if (is_blank(text) && !verbatim) {
		write_space(nest, text);
		return;
	}
	if (begin_phrase(nest, nest->run_count) && !verbatim)
		text = str_trim_start(text);
	markup_text(&nest->html, text);
	add_text(nest, text);
}

/* The innermost run with the name; or NULL. */
static const struct run *find_run(const struct nest *nest, const char *name)
{
	for (size_t i = nest->run_count; i > 0; i--)
		if (str_eq(nest->runs[i - 1].name, str_of(name)))
			return &nest->runs[i - 1];
	return NULL;
}

/* Readings, and neither a ruby in it nor a block that would tear it apart. */
static bool is_whole_ruby(struct html_node *ruby)
{
	struct html_node *node = ruby;
	bool has_reading = false;

	while ((node = html_next(ruby, node))) {
		enum element_kind kind = policy_element(node->name)->kind;

		has_reading |= html_is(node, "rt") && node->parent == ruby &&
		               node->first && !is_blank(node->first->text);
		if (html_is(node, "ruby") || (node->name.len && kind != ELEMENT_INLINE))
			return false;
	}
	return has_reading;
}

static bool may_be_run(struct nest *nest, struct html_node *node)
{
	const struct run *last =
		nest->run_count ? &nest->runs[nest->run_count - 1] : NULL;

	if (!frames_have_room(nest, 1))
		return false;
	if (html_is(node, "a") || html_is(node, "dfn"))
		return !find_run(nest, node->name.ptr);
	if (html_is(node, "rt") || html_is(node, "rp"))
		return last && str_eq(last->name, STR("ruby"));
	return !html_is(node, "ruby") || is_whole_ruby(node);
}

static void enter_run(struct nest *nest, struct html_node *node,
                      const struct element_rule *rule)
{
	struct run *run;

	buf_reset(&nest->tag);
	if (!may_be_run(nest, node) || !attributes_write(&nest->attributes, node, rule))
		return;
	run = &nest->runs[nest->run_count++];
	*run = (struct run){ .node = node,
		             .name = rule->as ? str_of(rule->as) : rule->name };
	run->attributes = buf_keep(&nest->tag, nest->attributes.arena);
	node->mark = nest->run_count;
}

static void leave_run(struct nest *nest, struct html_node *node)
{
	size_t left = node->mark - 1;
	const struct run *run = &nest->runs[left];

	/* An anchor is there even if nothing is in it, and so is an empty listing. */
	if (!run->written && (has_id(run->attributes) ||
	                      (nest->preformatted && str_eq(run->name, STR("code")))))
		begin_phrase(nest, nest->run_count);
	if (nest->open_runs > left)
		runs_close(nest, left);
	nest->run_count = left;
}

/* br and wbr; between rows or items they are nothing. */
static void write_break(struct nest *nest, struct str name)
{
	if (!frames_hold_text(nest))
		return;
	begin_phrase(nest, nest->run_count);
	buf_puts(&nest->html, "<");
	buf_add(&nest->html, name);
	buf_puts(&nest->html, " />");
	if (str_eq(name, STR("br")))
		add_text(nest, STR(" "));
}

/* Sound and film have controls, which may not be inside a link. */
static bool write_embed(struct nest *nest, struct html_node *node)
{
	const struct run *link = find_run(nest, "a");
	bool is_picture = html_is(node, "img") || html_is(node, "picture");
	size_t count = nest->run_count;
	struct str html;

	buf_reset(&nest->tag);
	if (!attributes_write_embed(&nest->attributes, node))
		return false;
	if (link && !is_picture)
		count = (size_t)(link - nest->runs);
	html = buf_keep(&nest->tag, nest->attributes.arena);
	begin_phrase(nest, count);
	buf_add(&nest->html, html);
	return true;
}

/* Another page in a frame becomes a link to it. */
static bool write_frame(struct nest *nest, const struct html_node *node)
{
	struct str url = attributes_frame_url(node),
		   title = html_attribute(node, "title");
	struct html_attribute href = { STR("href"), url, false };
	struct html_node link = { .name = STR("a"),
		                  .attributes = &href,
		                  .attribute_count = 1 };
	struct str attributes;

	buf_reset(&nest->tag);
	if (url.len == 0 ||
	    !attributes_write(&nest->attributes, &link, policy_element(link.name)))
		return false;
	attributes = buf_keep(&nest->tag, nest->attributes.arena);
	begin_phrase(nest, nest->run_count);
	if (!find_run(nest, "a")) {
		buf_puts(&nest->html, "<a");
		buf_add(&nest->html, attributes);
		buf_puts(&nest->html, ">");
	}
	markup_text(&nest->html, is_blank(title) ? url : title);
	if (!find_run(nest, "a"))
		write_end_tag(nest, STR("a"));
	return true;
}

/*
 * The walk
 */

void nest_begin(struct nest *nest, struct headings *headings,
                const struct link_resolver *links, struct span place, size_t size)
{
	nest->attributes = (struct attribute_writer){
		.out = &nest->tag,
		.arena = headings->arena,
		.headings = headings,
		.links = links,
		.place = place,
	};
	nest->frames[0].rule = policy_element(STR("div"));
	nest->frames[0].open = true;
	nest->frame_count = 1;
	nest->again = size + AGAIN_MIN;
}

bool nest_enter(struct nest *nest, struct html_node *node)
{
	const struct element_rule *rule = policy_element(node->name);

	node->mark = 0;
	switch (rule->kind) {
	case ELEMENT_UNWRAP:
		return true;
	case ELEMENT_DROP:
		return false;
	case ELEMENT_INLINE:
		enter_run(nest, node, rule);
		return true;
	case ELEMENT_BREAK:
		write_break(nest, rule->name);
		return true;
	case ELEMENT_EMBED:
		return !write_embed(nest, node);
	case ELEMENT_FRAME:
		/* What an object holds is for those who cannot show it. */
		return (html_is(node, "object") && node->first) ||
		       !write_frame(nest, node);
	case ELEMENT_RULE:
		write_rule(nest);
		return true;
	case ELEMENT_COLUMNS:
		write_columns(nest, node);
		return false;
	default:
		enter_block(nest, node, rule);
		return true;
	}
}

void nest_leave(struct nest *nest, struct html_node *node)
{
	if (node->mark == 0)
		return;
	if (policy_element(node->name)->kind == ELEMENT_INLINE) {
		leave_run(nest, node);
		return;
	}
	while (nest->frame_count > node->mark)
		frames_pop(nest);
}

void nest_end(struct nest *nest)
{
	while (nest->frame_count > 1)
		frames_pop(nest);
	runs_close(nest, 0);
	if (nest->frames[0].state == FRAME_BLOCK)
		markup_line(&nest->html);
}

void nest_done(struct nest *nest)
{
	buf_clear(&nest->html);
	buf_clear(&nest->text);
	buf_clear(&nest->tag);
	buf_clear(&nest->pending);
}
