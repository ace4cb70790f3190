#include "import/markdownpieces.h"

#include "base/text.h"
#include "base/url.h"
#include "import/markdownescape.h"
#include "import/wordlist.h"

static bool is_break(const struct piece *piece)
{
	return piece->kind == PIECE_BREAK || piece->kind == PIECE_PARAGRAPH;
}

static struct piece *new_piece(struct pieces *pieces, enum piece_kind kind,
                               unsigned marks, const struct html_node *link)
{
	if (pieces->count == pieces->cap) {
		size_t cap = 2 * pieces->cap + 16;
		struct piece *more =
			ARENA_ARRAY(pieces->writer->arena, struct piece, cap);

		if (pieces->count)
			memcpy(more, pieces->items, pieces->count * sizeof(*more));
		pieces->items = more;
		pieces->cap = cap;
	}
	pieces->items[pieces->count] =
		(struct piece){ kind, marks, link, pieces->text.len, pieces->text.len };
	return &pieces->items[pieces->count++];
}

static void add(struct pieces *pieces, struct piece piece, struct str text)
{
	struct piece *last = pieces->count ? &pieces->items[pieces->count - 1] : NULL;

	if (!last || last->kind != piece.kind || last->marks != piece.marks ||
	    last->link != piece.link || piece.kind != PIECE_TEXT)
		last = new_piece(pieces, piece.kind, piece.marks, piece.link);
	buf_add(&pieces->text, text);
	last->end = pieces->text.len;
}

/* The white space that was seen, where fewer marks hold. */
static void add_space(struct pieces *pieces, struct piece next)
{
	const struct piece *last =
		pieces->count ? &pieces->items[pieces->count - 1] : NULL;
	struct piece space = { .kind = PIECE_TEXT };

	if (pieces->space && last && !is_break(last) && next.kind != PIECE_BREAK) {
		space.marks = last->marks & next.marks;
		space.link = last->link;
		if (last->link != next.link) {
			space.marks &= ~(unsigned)MARK_LINK;
			space.link = NULL;
		}
		add(pieces, space, STR(" "));
	}
	pieces->space = false;
}

static bool is_collapsible(char c)
{
	return is_space(c);
}

static void add_text(struct pieces *pieces, struct piece style, struct str text)
{
	size_t at = 0, end;

	style.kind = PIECE_TEXT;
	while (at < text.len) {
		if (is_collapsible(text.ptr[at])) {
			pieces->space = true;
			at++;
			continue;
		}
		end = at;
		while (end < text.len && !is_collapsible(text.ptr[end]))
			end++;
		add_space(pieces, style);
		add(pieces, style, str_slice(text, at, end));
		at = end;
	}
}

static void add_other(struct pieces *pieces, struct piece style, enum piece_kind kind,
                      struct str text)
{
	style.kind = kind;
	add_space(pieces, style);
	add(pieces, style, text);
}

static struct str plain_text(struct arena *arena, const struct html_node *element)
{
	struct html_node *root = (struct html_node *)(uintptr_t)element;
	struct buf out = { 0 };
	struct str text;

	for (struct html_node *node = html_next(root, root); node;
	     node = html_next(root, node))
		if (node->name.len == 0)
			buf_add(&out, node->text);
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}

/* Code between as many backticks as it needs. */
static void add_code(struct pieces *pieces, struct piece style, struct str code)
{
	struct arena *arena = pieces->writer->arena;
	struct buf out = { 0 };
	size_t run = 0, longest = 0;
	bool pad;
	char *text = arena_cstr(arena, code);

	for (size_t i = 0; i < code.len; i++) {
		if (text[i] == '\n')
			text[i] = ' ';
		run = text[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	code.ptr = text;
	if (code.len == 0)
		return;
	pad = text[0] == '`' || text[code.len - 1] == '`' ||
	      (text[0] == ' ' && text[code.len - 1] == ' ' && str_trim(code).len);
	buf_add_chars(&out, '`', longest + 1);
	if (pad)
		buf_add_char(&out, ' ');
	buf_add(&out, code);
	if (pad)
		buf_add_char(&out, ' ');
	buf_add_chars(&out, '`', longest + 1);
	add_other(pieces, style, PIECE_CODE, buf_keep(&out, arena));
	buf_clear(&out);
}

/* A text between the breaks and links of code. */
static void add_code_text(struct pieces *pieces, struct piece style, struct str text)
{
	struct str code = str_trim(text);

	if (text.len && is_space(text.ptr[0]))
		pieces->space = true;
	add_code(pieces, style, code);
	if (code.len && is_space(text.ptr[text.len - 1]))
		pieces->space = true;
}

static bool holds_parts(const struct html_node *element)
{
	struct html_node *root = (struct html_node *)(uintptr_t)element;

	for (struct html_node *node = html_next(root, root); node;
	     node = html_next(root, node))
		if (word_in(" br a img ", node->name))
			return true;
	return false;
}

static void add_picture(struct pieces *pieces, struct piece style,
                        const struct html_node *node)
{
	struct picture picture = picture_of(pieces->writer, node);
	struct buf out = { 0 };

	if (picture.src.len == 0)
		return;
	picture.caption = html_attribute(node, "title");
	write_picture(&out, &picture);
	add_other(pieces, style, PIECE_PICTURE, buf_keep(&out, pieces->writer->arena));
	buf_clear(&out);
}

static void add_embed(struct pieces *pieces, struct piece style,
                      const struct html_node *node)
{
	struct str url, name;
	struct buf out = { 0 };

	if (style.link || !embed_of(pieces->writer, node, &url, &name))
		return;
	buf_add_char(&out, '[');
	escape_markdown(&out, name, true);
	buf_puts(&out, "](");
	write_destination(&out, url);
	buf_add_char(&out, ')');
	add_other(pieces, style, PIECE_PICTURE, buf_keep(&out, pieces->writer->arena));
	buf_clear(&out);
}

static bool has_style(const struct html_node *node, const char *what)
{
	return str_contains(html_attribute(node, "style"), str_of(what));
}

static unsigned marks_of(const struct html_node *node)
{
	if (word_in(" strong b ", node->name))
		return MARK_STRONG;
	if (word_in(" em i cite dfn var ", node->name))
		return MARK_EM;
	if (word_in(" del s strike ", node->name))
		return MARK_DEL;
	if (html_is(node, "span"))
		return (has_style(node, "font-weight:bold") ||
		                        has_style(node, "font-weight: bold") ||
		                        has_style(node, "font-weight:700") ||
		                        has_style(node, "font-weight: 700")
		                ? MARK_STRONG
		                : 0) |
		       (has_style(node, "font-style:italic") ||
		                        has_style(node, "font-style: italic")
		                ? MARK_EM
		                : 0);
	return 0;
}

static void add_nodes(struct pieces *pieces, struct piece style, struct inline_run run);

static void add_children(struct pieces *pieces, struct piece style,
                         const struct html_node *node)
{
	add_nodes(pieces, style, (struct inline_run){ node->first, NULL });
}

static void add_code_element(struct pieces *pieces, struct piece style,
                             const struct html_node *node)
{
	bool code = pieces->code;

	if (!holds_parts(node)) {
		add_code(pieces, style, plain_text(pieces->writer->arena, node));
		return;
	}
	pieces->code = true;
	add_children(pieces, style, node);
	pieces->code = code;
}

static void add_link(struct pieces *pieces, struct piece style,
                     const struct html_node *node)
{
	size_t note = note_number(pieces->writer, node);

	if (note) {
		struct str mark = arena_printf(pieces->writer->arena, "[^%zu]", note);

		pieces->space = false; /* a note stands close to its word */
		add_other(pieces, style, PIECE_HTML, mark);
		return;
	}
	if (link_url(pieces->writer, html_attribute(node, "href")).len && !style.link) {
		style.marks |= MARK_LINK;
		style.link = node;
	}
	add_children(pieces, style, node);
}

static void add_html(struct pieces *pieces, struct piece style,
                     const struct html_node *node)
{
	struct arena *arena = pieces->writer->arena;
	struct str title = html_attribute(node, "title");
	struct buf open = { 0 };

	if (!node->first)
		return;
	/* Its only content may be the reference of a note. */
	if (html_is(node, "sup") && node->first == node->last &&
	    html_is(node->first, "a") && note_number(pieces->writer, node->first)) {
		add_children(pieces, style, node);
		return;
	}
	buf_printf(&open, "<%.*s", STR_ARG(node->name));
	if (html_is(node, "abbr") && title.len) {
		buf_puts(&open, " title=\"");
		escape_raw_html(&open, title);
		buf_add_char(&open, '"');
	}
	buf_add_char(&open, '>');
	add_other(pieces, style, PIECE_HTML, buf_keep(&open, arena));
	buf_clear(&open);
	add_children(pieces, style, node);
	pieces->space = false;
	add_other(pieces, style, PIECE_HTML,
	          arena_printf(arena, "</%.*s>", STR_ARG(node->name)));
}

static void add_node(struct pieces *pieces, struct piece style,
                     const struct html_node *node)
{
	if (node->mark == NODE_NOTHING)
		return;
	if (node->name.len == 0 && pieces->code) {
		add_code_text(pieces, style, node->text);
	} else if (node->name.len == 0) {
		add_text(pieces, style, node->text);
	} else if (html_is(node, "br")) {
		pieces->space = false;
		add_other(pieces, style, PIECE_BREAK, (struct str){ 0 });
	} else if (html_is(node, "img")) {
		add_picture(pieces, style, node);
	} else if (word_in(" code tt samp ", node->name)) {
		add_code_element(pieces, style, node);
	} else if (word_in(" iframe embed object video audio frame ", node->name)) {
		add_embed(pieces, style, node);
	} else if (html_is(node, "a")) {
		add_link(pieces, style, node);
	} else if (html_is_kept(node)) {
		add_html(pieces, style, node);
	} else {
		style.marks |= marks_of(node);
		add_children(pieces, style, node);
	}
}

static void add_nodes(struct pieces *pieces, struct piece style, struct inline_run run)
{
	for (const struct html_node *node = run.first; node != run.end; node = node->next)
		add_node(pieces, style, node);
}

/* Breaks at the ends are none, and more than one in a row are the end of a paragraph. */
static void drop_breaks(struct pieces *pieces)
{
	size_t kept = 0;

	for (size_t i = 0; i < pieces->count; i++) {
		struct piece piece = pieces->items[i];

		if (piece.kind == PIECE_BREAK && kept == 0)
			continue;
		if (piece.kind == PIECE_BREAK && is_break(&pieces->items[kept - 1])) {
			pieces->items[kept - 1].kind = PIECE_PARAGRAPH;
			pieces->items[kept - 1].marks = 0;
			continue;
		}
		if (piece.kind == PIECE_BREAK && kept > 0)
			piece.marks &= pieces->items[kept - 1].marks;
		pieces->items[kept++] = piece;
	}
	while (kept && is_break(&pieces->items[kept - 1]))
		kept--;
	pieces->count = kept;
	for (size_t i = 0; i + 1 < kept; i++)
		if (pieces->items[i].kind == PIECE_BREAK)
			pieces->items[i].marks &= pieces->items[i + 1].marks;
}

void pieces_read(struct pieces *pieces, struct inline_run run)
{
	add_nodes(pieces, (struct piece){ 0 }, run);
	drop_breaks(pieces);
}

void pieces_clear(struct pieces *pieces)
{
	buf_clear(&pieces->text);
}
