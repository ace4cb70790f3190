#include "content/frames.h"

#include "base/text.h"
#include "content/markup.h"
#include "content/values.h"

struct frame *frames_top(struct nest *nest)
{
	return &nest->frames[nest->frame_count - 1];
}

bool frame_is_kind(const struct frame *frame, enum element_kind kind)
{
	return frame->rule->kind == kind;
}

bool frame_is_named(const struct frame *frame, const char *name)
{
	return str_eq(frame->name, str_of(name));
}

struct frame *frames_top_block(struct nest *nest)
{
	struct frame *frame = frames_top(nest);

	while (frame_is_kind(frame, ELEMENT_PARAGRAPH))
		frame--;
	return frame;
}

bool is_heading(struct str name)
{
	return name.len == 2 && name.ptr[0] == 'h' && name.ptr[1] >= '1' &&
	       name.ptr[1] <= '6';
}

/* Blocks that hold no blocks. */
static bool holds_lines(const struct frame *frame)
{
	return frame_is_kind(frame, ELEMENT_LINES) || frame_is_named(frame, "dt");
}

/* Blocks whose closing tag stands on a line of its own. */
static bool is_tall(const struct frame *frame)
{
	switch (frame->rule->kind) {
	case ELEMENT_LIST:
	case ELEMENT_TERMS:
	case ELEMENT_TABLE:
	case ELEMENT_ROWS:
	case ELEMENT_ROW:
		return true;
	default:
		return frame->state == FRAME_BLOCK || frame_is_named(frame, "blockquote");
	}
}

/*
 * Tags
 */

void write_end_tag(struct nest *nest, struct str name)
{
	buf_puts(&nest->html, "</");
	buf_add(&nest->html, name);
	buf_add_char(&nest->html, '>');
}

void runs_close(struct nest *nest, size_t left)
{
	while (nest->open_runs > left) {
		const struct run *run = &nest->runs[--nest->open_runs];

		if (!run->silent)
			write_end_tag(nest, run->name);
	}
}

bool has_id(struct str attributes)
{
	return str_contains(attributes, STR(" id=\""));
}

/* Attributes without the id, which is in the page once. */
static struct str without_id(struct nest *nest, struct str attributes)
{
	size_t at = str_find(attributes, STR(" id=\""));
	struct str rest = str_from(attributes, at + 5);

	if (at == STR_NONE)
		return attributes;
	return arena_printf(nest->attributes.arena, "%.*s%.*s",
	                    STR_ARG(str_slice(attributes, 0, at)),
	                    STR_ARG(str_from(rest, str_find_char(rest, '"') + 1)));
}

/* A run begins again. It has no tag if that would say nothing, or cost too much. */
static void repeat_run(struct nest *nest, struct run *run)
{
	size_t size = run->name.len + run->attributes.len;

	if (!run->repeated)
		run->attributes = without_id(nest, run->attributes);
	run->repeated = true;
	run->silent = size > nest->again ||
	              (html_is(run->node, "span") && run->attributes.len == 0) ||
	              (html_is(run->node, "a") &&
	               !str_has_prefix(run->attributes, STR(" href=")));
	if (!run->silent)
		nest->again -= size;
}

void runs_open(struct nest *nest, size_t count)
{
	while (nest->open_runs < count) {
		struct run *run = &nest->runs[nest->open_runs++];

		if (run->written)
			repeat_run(nest, run);
		run->written = true;
		if (run->silent)
			continue;
		buf_add_char(&nest->html, '<');
		buf_add(&nest->html, run->name);
		buf_add(&nest->html, run->attributes);
		buf_add_char(&nest->html, '>');
	}
}

/* All of a heading's text but the numbers of footnotes. */
static struct str heading_text(struct nest *nest, struct html_node *heading)
{
	struct html_node *node = html_next(heading, heading);
	struct buf text = { 0 };
	struct str kept;

	while (node) {
		bool skip = policy_element(node->name)->kind == ELEMENT_DROP ||
		            str_eq(html_attribute(node, "role"), STR("doc-noteref"));

		if (node->name.len == 0)
			buf_add(&text, node->text);
		node = skip ? html_next_past(heading, node) : html_next(heading, node);
	}
	kept = text_squeeze(nest->attributes.arena, buf_str(&text));
	buf_clear(&text);
	return kept;
}

/* Give a heading its place in the outline, and an id. */
static void outline_heading(struct nest *nest, struct frame *frame)
{
	static const char *const names[] = { "h2", "h3", "h4", "h5", "h6" };
	struct headings *headings = nest->attributes.headings;
	struct heading heading = { .level = frame->name.ptr[1] - '0' };
	struct str own = str_trim(html_attribute(frame->node, "id"));

	heading.text = heading_text(nest, frame->node);
	heading.id = value_is_id(own) ? headings_own_id(headings, own)
	                              : headings_slug(headings, heading.text);
	headings_add(headings, heading);
	frame->name = str_of(names[headings_level(headings, heading.level) - 2]);
	nest->attributes.id = heading.id;
}

/*
 * Blocks
 */

static void open_frame(struct nest *nest, struct frame *frame)
{
	buf_reset(&nest->tag);
	if (nest->outline && frame->node && is_heading(frame->name))
		outline_heading(nest, frame);
	if (frame->node)
		attributes_write(&nest->attributes, frame->node, frame->rule);
	nest->attributes.id = (struct str){ 0 };
	markup_line(&nest->html);
	buf_add_char(&nest->html, '<');
	buf_add(&nest->html, frame->name);
	buf_add(&nest->html, buf_str(&nest->tag));
	buf_add_char(&nest->html, '>');
	markup_line(&nest->text);
	frame->open = true;
	frame->state = FRAME_EMPTY;
}

static void close_frame(struct nest *nest, struct frame *frame)
{
	runs_close(nest, 0);
	if (is_tall(frame))
		markup_line(&nest->html);
	if (frame->after_term) {
		buf_puts(&nest->html, "<dd></dd>\n");
		frame->after_term = false;
	}
	write_end_tag(nest, frame->name);
	markup_line(&nest->text);
	frame->open = false;
}

/* A definition needs a term before it. */
static void see_term(struct nest *nest, struct frame *terms, const struct frame *term)
{
	bool is_dt = frame_is_named(term, "dt");

	if (!is_dt && terms->state == FRAME_EMPTY) {
		markup_line(&nest->html);
		buf_puts(&nest->html, "<dt></dt>\n");
	}
	terms->after_term = is_dt;
}

void frames_open(struct nest *nest, bool for_block)
{
	struct frame *outer = &nest->frames[0];

	for (size_t i = 1; i < nest->frame_count; i++) {
		struct frame *frame = &nest->frames[i];
		bool last = i + 1 == nest->frame_count;

		if (frame_is_kind(frame, ELEMENT_PARAGRAPH) && (!last || for_block)) {
			if (frame->open) {
				close_frame(nest, frame);
				frame->state = FRAME_EMPTY;
				outer->state = FRAME_BLOCK;
			}
			continue;
		}
		if (!frame->open) {
			runs_close(nest, 0);
			if (frame_is_kind(outer, ELEMENT_TERMS))
				see_term(nest, outer, frame);
			outer->has_rows |= frame_is_kind(frame, ELEMENT_ROWS);
			outer->state = FRAME_BLOCK;
			open_frame(nest, frame);
		}
		outer = frame;
	}
	if (for_block) {
		runs_close(nest, 0);
		outer->state = FRAME_BLOCK;
	}
}

struct frame *frames_push(struct nest *nest, struct html_node *node, struct str name)
{
	struct frame *frame = &nest->frames[nest->frame_count++];
	const struct element_rule *rule = policy_element(name);

	*frame = (struct frame){ .rule = rule, .node = node, .name = name };
	if (rule->as)
		frame->name = str_of(rule->as);
	nest->lines += holds_lines(frame);
	nest->preformatted += frame_is_named(frame, "pre");
	nest->headers += frame_is_named(frame, "th");
	buf_reset(&nest->pending);
	return frame;
}

void frames_pop(struct nest *nest)
{
	struct frame *frame = frames_top(nest);

	if (frame->open)
		close_frame(nest, frame);
	nest->lines -= holds_lines(frame);
	nest->preformatted -= frame_is_named(frame, "pre");
	nest->headers -= frame_is_named(frame, "th");
	buf_reset(&nest->pending);
	nest->frame_count--;
}

/* May a frame that nobody wrote be left, because what comes does not belong in it? */
static bool is_leavable(struct nest *nest, const struct frame *frame)
{
	return !frame->node && frame == frames_top(nest) && nest->frame_count > 1;
}

/* What stands between this block and nearly everything that is in it. */
static struct str part_of(const struct frame *frame)
{
	switch (frame->rule->kind) {
	case ELEMENT_LIST:
		return STR("li");
	case ELEMENT_TERMS:
		return STR("dd");
	case ELEMENT_TABLE:
		return STR("tbody");
	case ELEMENT_ROWS:
		return STR("tr");
	default:
		return STR("td");
	}
}

static bool is_table_part(enum element_kind kind)
{
	return kind == ELEMENT_ROWS || kind == ELEMENT_ROW || kind == ELEMENT_CELL ||
	       kind == ELEMENT_COLUMNS;
}

/* How an element goes with the block that it is in. */
enum fit {
	FIT_WELL,
	FIT_PARTS, /* a part between them is lacking */
	FIT_LEAVE, /* only if the block ends first */
	FIT_NOT,
};

static enum fit fit_of(const struct frame *frame, enum element_kind kind)
{
	switch (frame->rule->kind) {
	case ELEMENT_LIST:
		return kind == ELEMENT_ITEM ? FIT_WELL : FIT_PARTS;
	case ELEMENT_TERMS:
		return kind == ELEMENT_TERM ? FIT_WELL : FIT_PARTS;
	case ELEMENT_TABLE:
		return kind == ELEMENT_ROWS || kind == ELEMENT_COLUMNS ? FIT_WELL
		                                                       : FIT_PARTS;
	case ELEMENT_ROWS:
		if (kind == ELEMENT_ROWS || kind == ELEMENT_COLUMNS)
			return FIT_LEAVE;
		return kind == ELEMENT_ROW ? FIT_WELL : FIT_PARTS;
	case ELEMENT_ROW:
		if (is_table_part(kind) && kind != ELEMENT_CELL)
			return FIT_LEAVE;
		return kind == ELEMENT_CELL ? FIT_WELL : FIT_PARTS;
	case ELEMENT_CELL:
		return is_table_part(kind) ? FIT_LEAVE : FIT_WELL;
	default:
		if (is_table_part(kind))
			return FIT_NOT;
		return frame_is_kind(frame, kind) &&
		                       (kind == ELEMENT_ITEM || kind == ELEMENT_TERM)
		               ? FIT_LEAVE
		               : FIT_WELL;
	}
}

bool frames_have_room(const struct nest *nest, size_t more)
{
	return nest->frame_count + nest->run_count + more <= SANITIZE_DEPTH;
}

bool frames_make_room(struct nest *nest, enum element_kind kind)
{
	for (;;) {
		struct frame *frame = frames_top_block(nest);
		bool leavable = is_leavable(nest, frame);
		bool is_list = frame_is_kind(frame, ELEMENT_LIST) ||
		               frame_is_kind(frame, ELEMENT_TERMS);
		enum fit fit = fit_of(frame, kind);

		if (leavable && (fit == FIT_LEAVE || (fit == FIT_PARTS && is_list))) {
			frames_pop(nest);
			continue;
		}
		if (fit == FIT_NOT || (fit == FIT_LEAVE && is_table_part(kind)))
			return false;
		if (fit == FIT_PARTS) {
			frames_push(nest, NULL, part_of(frame));
			continue;
		}
		if (kind == ELEMENT_ITEM && !frame_is_kind(frame, ELEMENT_LIST)) {
			if (!frames_have_room(nest, FRAMES_SPARE))
				return false;
			frames_push(nest, NULL, STR("ul"));
		}
		if (kind == ELEMENT_TERM && !frame_is_kind(frame, ELEMENT_TERMS)) {
			if (!frames_have_room(nest, FRAMES_SPARE))
				return false;
			frames_push(nest, NULL, STR("dl"));
		}
		return true;
	}
}

bool frames_hold_text(struct nest *nest)
{
	return fit_of(frames_top_block(nest), ELEMENT_INLINE) == FIT_WELL;
}
