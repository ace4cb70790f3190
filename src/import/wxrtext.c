#include "import/wxrtext.h"

#include "base/attr.h"
#include "base/escape.h"
#include "import/entry.h"
#include "import/foreign.h"

#define SHORTCODE_MAX ((size_t)4096)     /* bytes of a tag in brackets */
#define INNER_MAX     ((size_t)64 << 10) /* bytes between two of them */
#define UNKNOWN_MAX   50                 /* of one post, that are listed */

/* Comments and shortcodes. */

struct writer {
	struct arena *arena;
	struct str text;
	const struct wxr_pictures *pictures;
	struct strs *unknown;
	struct buf out;
};

/* A shortcode that begins at "[": its name, its arguments, and where it ends. */
struct shortcode {
	struct str name;
	struct foreign_args args;
	struct str whole;
	bool has_named; /* an argument with a name: no "[sic]" */
	size_t end;
};

static bool read_shortcode(struct writer *in, size_t at, struct shortcode *out)
{
	struct str rest = str_slice(in->text, at, at + SHORTCODE_MAX);
	size_t len = 1, close;

	while (len < rest.len &&
	       (is_alnum(rest.ptr[len]) || rest.ptr[len] == '_' || rest.ptr[len] == '-'))
		len++;
	if (len == 1 || len >= rest.len || !is_alpha(rest.ptr[1]) ||
	    (rest.ptr[len] != ']' && rest.ptr[len] != ' ' && rest.ptr[len] != '/' &&
	     rest.ptr[len] != '\n'))
		return false;
	close = str_find_char(rest, ']');
	if (close == STR_NONE)
		return false;
	*out = (struct shortcode){ .name = str_slice(rest, 1, len),
		                   .whole = str_slice(rest, 0, close + 1),
		                   .end = at + close + 1 };
	out->args = foreign_args(str_slice(rest, len, close), in->arena);
	for (size_t i = 0; i < out->args.count; i++)
		out->has_named |= out->args.items[i].name.len > 0;
	return true;
}

/* What stands up to "[/name]"; *end is behind that. False if there is none. */
static bool find_closing(struct writer *in, const struct shortcode *code,
                         struct str *inner, size_t *end)
{
	struct str mark = arena_printf(in->arena, "[/%.*s]", STR_ARG(code->name));
	size_t found =
		str_find(str_slice(in->text, code->end, code->end + INNER_MAX), mark);

	if (found == STR_NONE)
		return false;
	*inner = str_slice(in->text, code->end, code->end + found);
	*end = code->end + found + mark.len;
	return true;
}

static void write_link(struct buf *out, struct str url)
{
	url = str_trim(url);
	buf_puts(out, "<a href=\"");
	escape_html(out, url);
	buf_puts(out, "\">");
	escape_html(out, url);
	buf_puts(out, "</a>");
}

/* [caption]<a><img></a> words[/caption], or the words in caption="". */
static void write_caption(struct writer *in, const struct shortcode *code,
                          struct str inner)
{
	struct str words = foreign_arg(&code->args, "caption");
	size_t end = str_find_last_char(inner, '>');

	buf_puts(&in->out, "\n\n<figure>");
	if (words.len == 0 && end != STR_NONE) {
		/* Words may have markup of their own: they begin behind the picture. */
		size_t image = str_find(inner, STR("<img"));
		struct str rest = str_from(inner, image == STR_NONE ? 0 : image);

		end = str_find_char(rest, '>');
		rest = str_from(rest, end == STR_NONE ? rest.len : end + 1);
		words = str_trim_start(rest);
		if (str_skip_prefix(&words, STR("</a>")))
			rest = words;
		words = rest;
		inner = str_slice(inner, 0, (size_t)(rest.ptr - inner.ptr));
	}
	buf_add(&in->out, str_trim(inner));
	if (str_trim(words).len) {
		buf_puts(&in->out, "<figcaption>");
		buf_add(&in->out, str_trim(words));
		buf_puts(&in->out, "</figcaption>");
	}
	buf_puts(&in->out, "</figure>\n\n");
}

/* [gallery ids="1,2,3"]: the pictures that the export has. */
static bool write_gallery(struct writer *in, const struct shortcode *code)
{
	struct str ids = foreign_arg(&code->args, "ids include"), id;
	bool any = false;

	while (ids.len) {
		struct str url;

		str_cut(ids, ',', &id, &ids);
		url = in->pictures->find(in->pictures->context, str_trim(id));
		if (url.len == 0)
			continue;
		buf_puts(&in->out, "\n\n<p><img src=\"");
		escape_html(&in->out, url);
		buf_puts(&in->out, "\" alt=\"\"></p>\n\n");
		any = true;
	}
	return any;
}

static bool write_media(struct writer *in, const struct shortcode *code)
{
	struct str url =
		foreign_arg(&code->args, "src mp4 mp3 m4v m4a webm ogv ogg wav url");

	if (url.len == 0)
		url = foreign_arg_at(&code->args, 0);
	if (url.len == 0)
		return false;
	buf_puts(&in->out, "\n\n<p>");
	write_link(&in->out, url);
	buf_puts(&in->out, "</p>\n\n");
	return true;
}

/* Where to go on behind the shortcode; 0: it stays in the text. */
static size_t write_shortcode(struct writer *in, const struct shortcode *code)
{
	size_t end = code->end;
	struct str inner = { 0 };
	bool closed = find_closing(in, code, &inner, &end);

	if (str_eq(code->name, STR("caption")) || str_eq(code->name, STR("wp_caption"))) {
		if (!closed)
			return 0;
		write_caption(in, code, inner);
		return end;
	}
	if (str_eq(code->name, STR("gallery")))
		return write_gallery(in, code) ? code->end : 0;
	if (str_eq(code->name, STR("embed")) && closed) {
		buf_puts(&in->out, "\n\n<p>");
		write_link(&in->out, inner);
		buf_puts(&in->out, "</p>\n\n");
		return end;
	}
	if (str_eq(code->name, STR("audio")) || str_eq(code->name, STR("video")) ||
	    str_eq(code->name, STR("youtube")) || str_eq(code->name, STR("vimeo")))
		return write_media(in, code) ? (closed ? end : code->end) : 0;
	return 0;
}

/* Is it a shortcode of some plugin's, and not a word in brackets? */
static bool is_tag(struct writer *in, const struct shortcode *code)
{
	struct str inner;
	size_t end;

	return code->has_named || str_eq(code->name, STR("gallery")) ||
	       find_closing(in, code, &inner, &end);
}

static struct str run_shortcodes(struct writer *in)
{
	struct str text = in->text, html;
	size_t at = 0;

	while (at < text.len) {
		struct shortcode code;
		size_t end = 0;

		if (str_has_prefix(str_from(text, at), STR("<!--"))) {
			end = str_find(str_from(text, at), STR("-->"));
			at = end == STR_NONE ? text.len : at + end + 3;
			continue;
		}
		if (text.ptr[at] == '[' && read_shortcode(in, at, &code)) {
			end = write_shortcode(in, &code);
			if (end == 0 && in->unknown->count < UNKNOWN_MAX &&
			    is_tag(in, &code))
				entry_add(in->arena, in->unknown, code.whole);
		}
		if (end == 0)
			buf_add_char(&in->out, text.ptr[at++]);
		else
			at = end;
	}
	html = buf_keep(&in->out, in->arena);
	buf_clear(&in->out);
	return html;
}

/* Paragraphs. */

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

/* Those in which paragraphs are made too. */
static const struct str containers[] = { STR_INIT("blockquote"), STR_INIT("div"),
	                                 STR_INIT("section"), STR_INIT("article"),
	                                 STR_INIT("aside") };

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
		end = str_find_char(rest, '>');
		end = end == STR_NONE ? rest.len : end + 1;
		if (!closing && (str_eq_nocase(name, STR("pre")) ||
		                 str_eq_nocase(name, STR("script")) ||
		                 str_eq_nocase(name, STR("style")))) {
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

static void write_paragraph(struct buf *out, struct str text)
{
	struct str line;
	bool first = true;

	buf_puts(out, "<p>");
	while (str_next_line(&text, &line)) {
		if (!first)
			buf_puts(out, "<br>\n");
		first = false;
		line = str_trim(line);
		if (is_address(line))
			write_link(out, line);
		else
			buf_add(out, line);
	}
	buf_puts(out, "</p>\n\n");
}

static void write_piece(struct buf *out, struct str piece)
{
	bool closing;
	struct str name;

	piece = str_trim(piece);
	if (piece.len == 0)
		return;
	name = tag_name(piece, &closing);
	if (is_one_of(name, blocks, ARRAY_LEN(blocks))) {
		buf_add(out, piece);
		buf_puts(out, "\n\n");
	} else {
		write_paragraph(out, piece);
	}
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

static struct str make_paragraphs(struct arena *arena, struct str text)
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

struct str wxr_html(struct arena *arena, struct str text,
                    const struct wxr_pictures *pictures, struct strs *unknown)
{
	struct writer in = {
		.arena = arena, .text = text, .pictures = pictures, .unknown = unknown
	};
	/* The editor of blocks writes its paragraphs itself. */
	bool has_blocks = str_contains(text, STR("<!-- wp:"));
	struct str html = run_shortcodes(&in);

	return has_blocks ? html : make_paragraphs(arena, html);
}
