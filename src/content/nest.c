#include "content/nest.h"

#include "base/text.h"
#include "content/markup.h"
#include "content/values.h"

/* Room for the parts that a block may need inside it: tbody, tr, td, li, p. */
#define SPARE 8

/* Emphasis torn apart by blocks may be opened again for this much more than the input. */
#define AGAIN_MIN 65536

static struct frame *top_frame(struct nest *nest)
{
	return &nest->frames[nest->frame_count - 1];
}

static bool is_kind(const struct frame *frame, enum element_kind kind)
{
	return frame->rule->kind == kind;
}

static bool is_named(const struct frame *frame, const char *name)
{
	return str_eq(frame->name, str_of(name));
}

/* The innermost block that is no paragraph. */
static struct frame *top_block(struct nest *nest)
{
	struct frame *frame = top_frame(nest);

	while (is_kind(frame, ELEMENT_PARAGRAPH))
		frame--;
	return frame;
}

static bool is_heading(struct str name)
{
	return name.len == 2 && name.ptr[0] == 'h' && name.ptr[1] >= '1' && name.ptr[1] <= '6';
}

/* Blocks that hold no blocks. */
static bool holds_lines(const struct frame *frame)
{
	return is_kind(frame, ELEMENT_LINES) || is_named(frame, "dt");
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
		return frame->state == FRAME_BLOCK || is_named(frame, "blockquote");
	}
}

/*
 * Tags
 */

static void write_end_tag(struct nest *nest, struct str name)
{
	buf_puts(&nest->html, "</");
	buf_add(&nest->html, name);
	buf_add_char(&nest->html, '>');
}

static void close_runs(struct nest *nest, size_t left)
{
	while (nest->open_runs > left) {
		const struct run *run = &nest->runs[--nest->open_runs];

		if (!run->silent)
			write_end_tag(nest, run->name);
	}
}

static bool has_id(struct str attributes)
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

/* A run is about to begin again; it has no tag if that says nothing, or costs too much. */
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

static void open_runs(struct nest *nest, size_t count)
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
	heading.id = value_is_id(own) ? headings_own_id(headings, own) :
	                                headings_slug(headings, heading.text);
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
	close_runs(nest, 0);
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
	bool is_dt = is_named(term, "dt");

	if (!is_dt && terms->state == FRAME_EMPTY) {
		markup_line(&nest->html);
		buf_puts(&nest->html, "<dt></dt>\n");
	}
	terms->after_term = is_dt;
}

/*
 * Write the tags of all blocks that have begun. A paragraph is open only while it is the
 * innermost: a block ends it, and with for_block, one is about to begin.
 */
static void open_frames(struct nest *nest, bool for_block)
{
	struct frame *outer = &nest->frames[0];

	for (size_t i = 1; i < nest->frame_count; i++) {
		struct frame *frame = &nest->frames[i];
		bool last = i + 1 == nest->frame_count;

		if (is_kind(frame, ELEMENT_PARAGRAPH) && (!last || for_block)) {
			if (frame->open) {
				close_frame(nest, frame);
				frame->state = FRAME_EMPTY;
				outer->state = FRAME_BLOCK;
			}
			continue;
		}
		if (!frame->open) {
			close_runs(nest, 0);
			if (is_kind(outer, ELEMENT_TERMS))
				see_term(nest, outer, frame);
			outer->has_rows |= is_kind(frame, ELEMENT_ROWS);
			outer->state = FRAME_BLOCK;
			open_frame(nest, frame);
		}
		outer = frame;
	}
	if (for_block) {
		close_runs(nest, 0);
		outer->state = FRAME_BLOCK;
	}
}

static struct frame *push_frame(struct nest *nest, struct html_node *node, struct str name)
{
	struct frame *frame = &nest->frames[nest->frame_count++];
	const struct element_rule *rule = policy_element(name);

	*frame = (struct frame){ .rule = rule, .node = node, .name = name };
	if (rule->as)
		frame->name = str_of(rule->as);
	nest->lines += holds_lines(frame);
	nest->preformatted += is_named(frame, "pre");
	nest->headers += is_named(frame, "th");
	buf_reset(&nest->pending);
	return frame;
}

static void pop_frame(struct nest *nest)
{
	struct frame *frame = top_frame(nest);

	if (frame->open)
		close_frame(nest, frame);
	nest->lines -= holds_lines(frame);
	nest->preformatted -= is_named(frame, "pre");
	nest->headers -= is_named(frame, "th");
	buf_reset(&nest->pending);
	nest->frame_count--;
}

/* May a frame that nobody wrote be left, because what comes does not belong in it? */
static bool is_leavable(struct nest *nest, const struct frame *frame)
{
	return !frame->node && frame == top_frame(nest) && nest->frame_count > 1;
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
		return kind == ELEMENT_ROWS || kind == ELEMENT_COLUMNS ? FIT_WELL : FIT_PARTS;
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
		return is_kind(frame, kind) && (kind == ELEMENT_ITEM || kind == ELEMENT_TERM) ?
		               FIT_LEAVE :
		               FIT_WELL;
	}
}

/* Blocks and runs that are open, and some that may have to be, are within the limit. */
static bool has_room(const struct nest *nest, size_t more)
{
	return nest->frame_count + nest->run_count + more <= SANITIZE_DEPTH;
}

/*
 * Make the innermost block one in which an element of the kind may stand. False if there
 * is no such block: then the element loses its tags.
 */
static bool make_room(struct nest *nest, enum element_kind kind)
{
	for (;;) {
		struct frame *frame = top_block(nest);
		bool leavable = is_leavable(nest, frame);
		bool is_list = is_kind(frame, ELEMENT_LIST) || is_kind(frame, ELEMENT_TERMS);
		enum fit fit = fit_of(frame, kind);

		if (leavable && (fit == FIT_LEAVE || (fit == FIT_PARTS && is_list))) {
			pop_frame(nest);
			continue;
		}
		if (fit == FIT_NOT || (fit == FIT_LEAVE && is_table_part(kind)))
			return false;
		if (fit == FIT_PARTS) {
			push_frame(nest, NULL, part_of(frame));
			continue;
		}
		if (kind == ELEMENT_ITEM && !is_kind(frame, ELEMENT_LIST)) {
			if (!has_room(nest, SPARE))
				return false;
			push_frame(nest, NULL, STR("ul"));
		}
		if (kind == ELEMENT_TERM && !is_kind(frame, ELEMENT_TERMS)) {
			if (!has_room(nest, SPARE))
				return false;
			push_frame(nest, NULL, STR("dl"));
		}
		return true;
	}
}

/* Parts of a block that stand right in it, or not at all. */
static bool may_be_part(struct nest *nest, struct str name)
{
	const struct frame *frame = top_frame(nest);

	if (str_eq(name, STR("caption")))
		return is_kind(frame, ELEMENT_TABLE) && frame->state == FRAME_EMPTY;
	if (str_eq(name, STR("figcaption")))
		return is_named(frame, "figure");
	return !str_eq(name, STR("summary")) ||
	       (is_named(frame, "details") && frame->state == FRAME_EMPTY);
}

/* Blocks that are there even if they are empty. */
static bool is_written_empty(const struct frame *frame)
{
	return is_kind(frame, ELEMENT_ITEM) || is_kind(frame, ELEMENT_TERM) ||
	       is_kind(frame, ELEMENT_CELL) || is_named(frame, "blockquote") ||
	       is_named(frame, "summary") || is_named(frame, "pre");
}

/* Kinds that have a place kept for them inside their parent. */
static bool needs_no_room(enum element_kind kind)
{
	return kind == ELEMENT_ITEM || kind == ELEMENT_TERM || is_table_part(kind);
}

static void enter_block(struct nest *nest, struct html_node *node,
                        const struct element_rule *rule)
{
	bool is_caption = str_eq(rule->name, STR("caption"));
	struct str name;

	buf_reset(&nest->pending);
	if (nest->lines || !may_be_part(nest, rule->name) ||
	    (nest->headers && is_heading(rule->name)) ||
	    (!needs_no_room(rule->kind) && !has_room(nest, SPARE)) ||
	    (!is_caption && !make_room(nest, rule->kind)))
		return;
	name = node->name;
	/* A table's head stands before all other rows. */
	if (str_eq(name, STR("thead")) && top_block(nest)->has_rows)
		name = STR("tbody");
	node->mark = nest->frame_count;
	if (is_written_empty(push_frame(nest, node, name)))
		open_frames(nest, false);
}

/* Write a block as a whole. */
static void write_block(struct nest *nest, struct str html)
{
	open_frames(nest, true);
	markup_line(&nest->html);
	buf_add(&nest->html, html);
	markup_line(&nest->text);
	buf_reset(&nest->pending);
}

static void write_rule(struct nest *nest)
{
	if (nest->lines == 0 && make_room(nest, ELEMENT_RULE))
		write_block(nest, STR("<hr />"));
}

/* Only before the rows, to which it belongs. */
static void write_columns(struct nest *nest, struct html_node *node)
{
	struct frame *frame = top_frame(nest);

	buf_reset(&nest->tag);
	if (is_kind(frame, ELEMENT_TABLE) && !frame->has_rows &&
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

	make_room(nest, ELEMENT_INLINE);
	open_frames(nest, false);
	frame = top_frame(nest);
	follows_block = frame->state == FRAME_BLOCK;
	if (follows_block)
		markup_line(&nest->html);
	else if (frame->state == FRAME_EMPTY)
		buf_add(&nest->html, buf_str(&nest->pending));
	buf_reset(&nest->pending);
	frame->state = FRAME_TEXT;
	close_runs(nest, count);
	open_runs(nest, count);
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
		if (out->len && out->ptr[out->len - 1] != ' ' && out->ptr[out->len - 1] != '\n')
			buf_add_char(out, ' ');
		start = i + 1;
	}
	buf_add(out, str_from(text, start));
}

static void write_space(struct nest *nest, struct str space)
{
	const struct frame *frame = top_frame(nest);

	if (fit_of(top_block(nest), ELEMENT_INLINE) != FIT_WELL)
		return;
	if (frame->state == FRAME_EMPTY) {
		buf_add(&nest->pending, space);
	} else if (frame->state == FRAME_TEXT) {
		open_runs(nest, nest->run_count);
		markup_text(&nest->html, space);
		add_text(nest, space);
	}
}

/* Is space text here, wherever it stands: in a listing, or as all of a piece of code? */
static bool is_verbatim(const struct nest *nest)
{
	const struct run *run = nest->run_count ? &nest->runs[nest->run_count - 1] : NULL;

	return nest->preformatted || (run && html_is(run->node, "code") &&
	                              run->node->first == run->node->last);
}

void nest_text(struct nest *nest, struct str text)
{
	if (is_blank(text) && !is_verbatim(nest)) {
		write_space(nest, text);
		return;
	}
	if (begin_phrase(nest, nest->run_count))
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

		has_reading |= html_is(node, "rt") && node->first && !is_blank(node->first->text);
		if (html_is(node, "ruby") || (node->name.len && kind != ELEMENT_INLINE))
			return false;
	}
	return has_reading;
}

static bool may_be_run(struct nest *nest, struct html_node *node)
{
	const struct run *last = nest->run_count ? &nest->runs[nest->run_count - 1] : NULL;

	if (!has_room(nest, 1))
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
	*run = (struct run){ .node = node, .name = rule->as ? str_of(rule->as) : rule->name };
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
		close_runs(nest, left);
	nest->run_count = left;
}

/* br and wbr; between rows or items they are nothing. */
static void write_break(struct nest *nest, struct str name)
{
	if (fit_of(top_block(nest), ELEMENT_INLINE) != FIT_WELL)
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
	struct str url = attributes_frame_url(node), title = html_attribute(node, "title");
	struct html_attribute href = { STR("href"), url };
	struct html_node link = { .name = STR("a"), .attributes = &href, .attribute_count = 1 };
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

void nest_begin(struct nest *nest, struct arena *arena, struct headings *headings,
                const struct link_resolver *links, struct span place, size_t size)
{
	nest->attributes = (struct attribute_writer){
		.out = &nest->tag,
		.arena = arena,
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
		return (html_is(node, "object") && node->first) || !write_frame(nest, node);
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
		pop_frame(nest);
}

void nest_end(struct nest *nest)
{
	while (nest->frame_count > 1)
		pop_frame(nest);
	close_runs(nest, 0);
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
