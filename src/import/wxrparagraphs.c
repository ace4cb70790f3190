#include "import/wxrparagraphs.h"

#include "base/attr.h"
#include "base/escape.h"

#define TAG_MAX ((size_t)4096) /* bytes of a tag whose quotes are heeded */

void wxr_write_link(struct buf *out, struct str url)
{
	url = str_trim(url);
	buf_puts(out, "<a href=\"");
	escape_html(out, url);
	buf_puts(out, "\">");
	escape_html(out, url);
	buf_puts(out, "</a>");
}

size_t wxr_tag_end(struct str text)
{
	struct str tag = str_slice(text, 0, TAG_MAX);
	char quote = 0;
	size_t end;

	for (size_t i = 0; i < tag.len; i++) {
		char c = tag.ptr[i];

		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '>')
			return i + 1;
		else if ((c == '"' || c == '\'') && i > 0 && tag.ptr[i - 1] == '=')
			quote = c;
	}
	/* A quote that has no end is none. */
	end = str_find_char(text, '>');
	return end == STR_NONE ? text.len : end + 1;
}

/* Elements that stand for themselves and are no part of a paragraph. */
static const struct str blocks[] = {
	STR_INIT("table"),      STR_INIT("thead"),   STR_INIT("tfoot"),
	STR_INIT("caption"),    STR_INIT("col"),     STR_INIT("colgroup"),
	STR_INIT("tbody"),      STR_INIT("tr"),      STR_INIT("td"),
	STR_INIT("th"),         STR_INIT("div"),     STR_INIT("dl"),
	STR_INIT("dd"),         STR_INIT("dt"),      STR_INIT("ul"),
	STR_INIT("ol"),         STR_INIT("li"),      STR_INIT("pre"),
	STR_INIT("form"),       STR_INIT("map"),     STR_INIT("area"),
	STR_INIT("blockquote"), STR_INIT("address"), STR_INIT("style"),
	STR_INIT("p"),          STR_INIT("h1"),      STR_INIT("h2"),
	STR_INIT("h3"),         STR_INIT("h4"),      STR_INIT("h5"),
	STR_INIT("h6"),         STR_INIT("hr"),      STR_INIT("fieldset"),
	STR_INIT("legend"),     STR_INIT("section"), STR_INIT("article"),
	STR_INIT("aside"),      STR_INIT("header"),  STR_INIT("footer"),
	STR_INIT("nav"),        STR_INIT("figure"),  STR_INIT("figcaption"),
	STR_INIT("details"),    STR_INIT("summary"), STR_INIT("script"),
};

/* Those in which, or behind which, paragraphs are made too. */
static const struct str containers[] = { STR_INIT("blockquote"), STR_INIT("div"),
	                                 STR_INIT("section"),    STR_INIT("article"),
	                                 STR_INIT("aside"),      STR_INIT("hr") };

static bool is_one_of(struct str name, const struct str *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq_nocase(name, list[i]))
			return true;
	return false;
}

/* The name in the tag that begins a text, if any. */
static struct str tag_name(struct str text, bool *closing)
{
	size_t len = 0;

	*closing = str_has_prefix(text, STR("</"));
	if (!str_has_prefix(text, STR("<")))
		return (struct str){ 0 };
	text = str_from(text, *closing ? 2 : 1);
	while (len < text.len && is_alnum(text.ptr[len]))
		len++;
	return str_slice(text, 0, len);
}

/* Is it code, or a program? */
static bool is_kept(struct str name)
{
	return str_eq_nocase(name, STR("pre")) || str_eq_nocase(name, STR("script")) ||
	       str_eq_nocase(name, STR("style"));
}

/* Set blocks apart by empty lines; what is in <pre> is left as it is. */
static struct str set_apart(struct arena *arena, struct str text)
{
	struct buf out = { 0 };
	struct str html;

	for (size_t at = 0; at < text.len;) {
		struct str rest = str_from(text, at), name;
		bool closing, block, container;
		size_t end;

		name = tag_name(rest, &closing);
		if (name.len == 0) {
			buf_add_char(&out, text.ptr[at++]);
			continue;
		}
		block = is_one_of(name, blocks, ARRAY_LEN(blocks));
		container = is_one_of(name, containers, ARRAY_LEN(containers));
		end = wxr_tag_end(rest);
		if (!closing && is_kept(name)) {
			struct str mark = arena_printf(arena, "</%.*s>", STR_ARG(name));
			size_t close = str_find(rest, mark);

			end = close == STR_NONE ? rest.len : close + mark.len;
			closing = true;
			buf_puts(&out, "\n\n");
		} else if (block && (!closing || container)) {
			buf_puts(&out, "\n\n");
		}
		buf_add(&out, str_slice(rest, 0, end));
		if (block && (closing || container))
			buf_puts(&out, "\n\n");
		at += end;
	}
	html = buf_keep(&out, arena);
	buf_clear(&out);
	return html;
}

/* Is the line an address and nothing else? Such a line is a film or a post. */
static bool is_address(struct str line)
{
	return (str_has_prefix(line, STR("https://")) ||
	        str_has_prefix(line, STR("http://"))) &&
	       str_find_char(line, ' ') == STR_NONE &&
	       str_find_char(line, '<') == STR_NONE;
}

/* Elements behind whose end, and before whose tags, a line's end is no break. */
static bool ends_line(struct str text)
{
	bool closing;
	struct str name = tag_name(text, &closing);

	return is_one_of(name, blocks, ARRAY_LEN(blocks)) ||
	       str_eq_nocase(name, STR("br"));
}

/* The text with its line breaks, but for those beside the tags of blocks. */
static void write_lines(struct buf *out, struct str text)
{
	bool at_start = true, behind_block = true;

	while (text.len) {
		struct str line = { 0 };
		size_t end = 1;

		if (text.ptr[0] == '\n') {
			text = str_trim_start(text);
			if (!behind_block && !ends_line(text))
				buf_puts(out, "<br>");
			buf_add_char(out, '\n');
			at_start = true;
			continue;
		}
		if (at_start)
			line = str_slice(text, 0, str_find_char(text, '\n'));
		if (is_address(str_trim(line))) {
			wxr_write_link(out, line);
			end = line.len;
			behind_block = false;
		} else if (text.ptr[0] == '<') {
			end = wxr_tag_end(text);
			behind_block = ends_line(text);
			buf_add(out, str_slice(text, 0, end));
		} else {
			behind_block &= is_space(text.ptr[0]);
			buf_add_char(out, text.ptr[0]);
		}
		at_start = false;
		text = str_from(text, end);
	}
}

static void write_piece(struct buf *out, struct str piece)
{
	bool closing, is_block;
	struct str name;

	piece = str_trim(piece);
	if (piece.len == 0)
		return;
	name = tag_name(piece, &closing);
	is_block = is_one_of(name, blocks, ARRAY_LEN(blocks));
	if (!is_block)
		buf_puts(out, "<p>");
	if (is_kept(name))
		buf_add(out, piece);
	else
		write_lines(out, piece);
	if (!is_block)
		buf_puts(out, "</p>");
	buf_puts(out, "\n\n");
}

/* The end of a piece: an empty line, but none within <pre>. */
static size_t piece_end(struct str rest)
{
	bool closing;
	struct str name;
	size_t lead = rest.len - str_trim_start(rest).len, end;

	name = tag_name(str_from(rest, lead), &closing);
	if (!closing && str_eq_nocase(name, STR("pre"))) {
		end = str_find(rest, STR("</pre>"));
		return end == STR_NONE ? rest.len : end + 6;
	}
	for (end = lead; end < rest.len; end++) {
		size_t next = end + 1;

		if (rest.ptr[end] != '\n')
			continue;
		while (next < rest.len &&
		       (rest.ptr[next] == ' ' || rest.ptr[next] == '\t'))
			next++;
		if (next < rest.len && rest.ptr[next] == '\n')
			return end;
	}
	return rest.len;
}

struct str wxr_paragraphs(struct arena *arena, struct str text)
{
	struct buf out = { 0 };
	struct str html;

	text = set_apart(arena, text);
	while (str_trim(text).len) {
		size_t end = piece_end(text);

		write_piece(&out, str_slice(text, 0, end));
		text = str_from(text, end);
	}
	html = buf_keep(&out, arena);
	buf_clear(&out);
	return html;
}

struct str wxr_link_addresses(struct arena *arena, struct str html)
{
	struct buf out = { 0 };
	struct str line, linked;
	bool is_code = false;

	while (html.len) {
		size_t end = str_find_char(html, '\n');

		line = str_slice(html, 0, end == STR_NONE ? html.len : end + 1);
		html = str_from(html, line.len);
		is_code |= str_contains(line, STR("<pre")) ||
		           str_contains(line, STR("<script"));
		if (is_address(str_trim(line)) && !is_code) {
			wxr_write_link(&out, line);
			buf_add_char(&out, '\n');
		} else {
			buf_add(&out, line);
		}
		is_code &= !str_contains(line, STR("</pre")) &&
		           !str_contains(line, STR("</script"));
	}
	linked = buf_keep(&out, arena);
	buf_clear(&out);
	return linked;
}
