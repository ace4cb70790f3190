/*
 * Lines: text with its marks, links and pictures.
 *
 * Marks are opened and closed as the pieces need them (markdownpieces.h). An asterisk
 * means what it should only beside the right characters; where it would not, the tag is
 * written instead.
 */
#include "base/attr.h"
#include "base/text.h"
#include "base/url.h"
#include "base/utf8.h"
#include "import/markdownescape.h"
#include "import/markdownpieces.h"

#define EXTENT_MAX 64 /* pieces looked at to see which mark ends first */
#define ROUNDS_MAX 16 /* of making tags of asterisks */

/* An asterisk or two, or their like, in the text that is written. */
struct marker {
	size_t at;
	unsigned mark;
	size_t partner;
	bool opens, as_tag;
};

struct line {
	struct pieces pieces;
	enum line_use use;
	struct buf out;
	struct marker *markers;
	size_t marker_count, marker_cap;
	unsigned stack[MARKS];
	size_t opened[MARKS]; /* the markers of the stack */
	size_t depth;
	const struct html_node *link; /* that is open */
};

static const struct {
	struct str mark, open, close;
} spellings[] = {
	[MARK_STRONG] = { STR_INIT("**"), STR_INIT("<strong>"), STR_INIT("</strong>") },
	[MARK_EM] = { STR_INIT("*"), STR_INIT("<em>"), STR_INIT("</em>") },
	[MARK_DEL] = { STR_INIT("~~"), STR_INIT("<del>"), STR_INIT("</del>") },
};

static size_t add_marker(struct line *line, unsigned mark, bool opens, size_t partner)
{
	if (line->marker_count == line->marker_cap) {
		size_t cap = 2 * line->marker_cap + 16;
		struct marker *more =
			ARENA_ARRAY(line->pieces.writer->arena, struct marker, cap);

		if (line->marker_count)
			memcpy(more, line->markers, line->marker_count * sizeof(*more));
		line->markers = more;
		line->marker_cap = cap;
	}
	line->markers[line->marker_count] =
		(struct marker){ line->out.len, mark, partner, opens, false };
	if (!opens)
		line->markers[partner].partner = line->marker_count;
	return line->marker_count++;
}

static void close_link(struct line *line)
{
	struct str title = html_attribute(line->link, "title");

	buf_puts(&line->out, "](");
	write_destination(&line->out, link_url(line->pieces.writer,
	                                       html_attribute(line->link, "href")));
	write_link_title(&line->out, title);
	buf_add_char(&line->out, ')');
	line->link = NULL;
}

static void close_top(struct line *line)
{
	unsigned mark = line->stack[--line->depth];

	if (mark == MARK_LINK)
		close_link(line);
	else
		add_marker(line, mark, false, line->opened[line->depth]);
}

/* How many pieces from i on have the mark. */
static size_t extent(const struct line *line, size_t i, unsigned mark)
{
	const struct html_node *link = line->pieces.items[i].link;
	size_t n = i;

	while (n < line->pieces.count && n < i + EXTENT_MAX &&
	       (line->pieces.items[n].marks & mark) &&
	       (mark != MARK_LINK || line->pieces.items[n].link == link))
		n++;
	return n - i;
}

static void open_mark(struct line *line, unsigned mark, const struct html_node *link)
{
	line->stack[line->depth] = mark;
	if (mark == MARK_LINK) {
		/* "!" before a link would make a picture of it. */
		if (line->out.len && line->out.ptr[line->out.len - 1] == '!') {
			line->out.len--;
			buf_puts(&line->out, "\\!");
		}
		buf_add_char(&line->out, '[');
		line->link = link;
	} else {
		line->opened[line->depth] = add_marker(line, mark, true, 0);
	}
	line->depth++;
}

static bool is_open(const struct line *line, unsigned mark)
{
	for (size_t i = 0; i < line->depth; i++)
		if (line->stack[i] == mark)
			return true;
	return false;
}

static bool holds(const struct line *line, const struct piece *piece, unsigned mark)
{
	return (piece->marks & mark) && (mark != MARK_LINK || piece->link == line->link);
}

/* Close what does not hold for the piece, and open what does. */
static void set_marks(struct line *line, size_t i)
{
	const struct piece *piece = &line->pieces.items[i];
	size_t keep = 0;

	while (keep < line->depth && holds(line, piece, line->stack[keep]))
		keep++;
	while (line->depth > keep)
		close_top(line);
	for (;;) {
		unsigned best = 0;
		size_t longest = 0;

		for (unsigned mark = MARK_LINK; mark; mark >>= 1) {
			size_t length = (piece->marks & mark) && !is_open(line, mark)
			                        ? extent(line, i, mark)
			                        : 0;

			if (length > longest) {
				longest = length;
				best = mark;
			}
		}
		if (!best)
			return;
		open_mark(line, best, piece->link);
	}
}

/* A link that shows its own address: "<https://example.org/>" */
static bool write_autolink(struct line *line, size_t i)
{
	const struct piece *piece = &line->pieces.items[i];
	struct str text = str_slice(buf_str(&line->pieces.text), piece->start,
	                            piece->end),
		   url;

	if (piece->kind != PIECE_TEXT || piece->marks != MARK_LINK ||
	    piece->link == line->link || extent(line, i, MARK_LINK) != 1 ||
	    html_attribute(piece->link, "title").len)
		return false;
	url = link_url(line->pieces.writer, html_attribute(piece->link, "href"));
	if (!str_eq(url, text) || !url_is_web(url) ||
	    str_find_char(text, '<') != STR_NONE || str_find_char(text, '>') != STR_NONE)
		return false;
	while (line->depth)
		close_top(line);
	buf_printf(&line->out, "<%.*s>", STR_ARG(url));
	return true;
}

static void write_piece(struct line *line, size_t i)
{
	const struct piece *piece = &line->pieces.items[i];
	struct str text =
		str_slice(buf_str(&line->pieces.text), piece->start, piece->end);

	if (piece->kind == PIECE_PARAGRAPH) {
		set_marks(line, i);
		buf_add(&line->out, line->use == LINE_USE_PARAGRAPH ? STR("\n\n")
		                    : line->use == LINE_USE_CELL    ? STR("<br>")
		                                                    : STR(" "));
		return;
	}
	if (piece->kind == PIECE_BREAK) {
		/* A mark that ends here ends before the break. */
		if (i + 1 < line->pieces.count)
			set_marks(line, i);
		if (line->use == LINE_USE_PARAGRAPH)
			buf_puts(&line->out, "\\\n");
		else
			buf_add(&line->out,
			        line->use == LINE_USE_CELL ? STR("<br>") : STR(" "));
		return;
	}
	if (write_autolink(line, i))
		return;
	set_marks(line, i);
	if (piece->kind == PIECE_TEXT)
		escape_markdown(&line->out, text, line->link != NULL);
	else
		buf_add(&line->out, text);
}

/* Will asterisks that stand in a group there be read as marks? */
static bool is_understood(struct str out, const struct marker *group)
{
	size_t before = group->at, after = group->at;
	uint32_t left = ' ', right = ' ';

	if (before > 0)
		left = utf8_previous(out, &before);
	if (after < out.len)
		right = utf8_next(out, &after);
	if (!group->opens) {
		uint32_t swap = left;

		left = right;
		right = swap;
	}
	if (code_is_space(right))
		return false;
	return !code_is_punctuation(right) || code_is_space(left) ||
	       code_is_punctuation(left);
}

static bool make_tag(struct line *line, size_t i)
{
	struct marker *marker = &line->markers[i];
	bool changed = !marker->as_tag;

	marker->as_tag = line->markers[marker->partner].as_tag = true;
	return changed;
}

/* Make tags of a group of markers in which any would be misread. */
static bool check_group(struct line *line, size_t first, size_t end)
{
	struct str out = buf_str(&line->out);
	bool fine = is_understood(out, &line->markers[first]), changed = false;

	for (size_t i = first; i < end; i++)
		fine = fine && line->markers[i].opens == line->markers[first].opens &&
		       !line->markers[i].as_tag;
	for (size_t i = first; i < end && !fine; i++)
		changed |= make_tag(line, i);
	return changed;
}

static void check_markers(struct line *line)
{
	bool changed = true;

	for (size_t round = 0; changed; round++) {
		size_t first = 0;

		changed = false;
		for (size_t i = 1; i <= line->marker_count; i++) {
			if (i < line->marker_count &&
			    line->markers[i].at == line->markers[first].at)
				continue;
			changed |= check_group(line, first, i);
			first = i;
		}
		for (size_t i = 0; round == ROUNDS_MAX && i < line->marker_count; i++)
			make_tag(line, i);
		if (round == ROUNDS_MAX)
			return;
	}
}

/* The text with its markers in it. */
static struct str assemble(struct line *line)
{
	struct str out = buf_str(&line->out), result;
	struct buf full = { 0 };
	size_t at = 0;

	for (size_t i = 0; i < line->marker_count; i++) {
		const struct marker *marker = &line->markers[i];

		buf_add(&full, str_slice(out, at, marker->at));
		at = marker->at;
		buf_add(&full, !marker->as_tag ? spellings[marker->mark].mark
		               : marker->opens ? spellings[marker->mark].open
		                               : spellings[marker->mark].close);
	}
	buf_add(&full, str_from(out, at));
	result = buf_keep(&full, line->pieces.writer->arena);
	buf_clear(&full);
	return result;
}

/* No-break spaces at the ends of a line keep nothing together. */
static struct str trim_spaces(struct str text)
{
	size_t start = 0, end = text.len;

	for (size_t at = 0; at < text.len && code_is_space(utf8_next(text, &at));)
		start = at;
	for (size_t at = end; at > start && code_is_space(utf8_previous(text, &at));)
		end = at;
	return str_slice(text, start, end);
}

struct str line_of(struct markdown_writer *writer, struct inline_run run,
                   enum line_use use)
{
	struct line line = { .pieces = { .writer = writer }, .use = use };
	struct str result;

	pieces_read(&line.pieces, run);
	for (size_t i = 0; i < line.pieces.count; i++)
		write_piece(&line, i);
	while (line.depth)
		close_top(&line);
	check_markers(&line);
	result = trim_spaces(assemble(&line));
	pieces_clear(&line.pieces);
	buf_clear(&line.out);
	return result;
}
