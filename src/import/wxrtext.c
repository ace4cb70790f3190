#include "import/wxrtext.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/escape.h"
#include "base/table.h"
#include "import/entry.h"
#include "import/foreign.h"
#include "import/wxrparagraphs.h"

#define SHORTCODE_MAX  ((size_t)4096)     /* bytes of a tag in brackets */
#define INNER_MAX      ((size_t)64 << 10) /* bytes between two of them */
#define NAME_MAX_BYTES ((size_t)100)      /* of the name of one that is closed */
#define UNKNOWN_MAX    50                 /* of one post, that are listed */

/* "[/caption]": where it stands, and the next of its name. */
struct closing {
	size_t at;
	uint32_t next; /* by its number; CLOSING_NONE: it is the last */
};

#define CLOSING_NONE UINT32_MAX

struct writer {
	struct arena *arena;
	struct str text;
	struct table closed;      /* names that are closed anywhere, ... */
	uint32_t *first;          /* ... by their numbers: the next closing, */
	struct closing *closings; /* of all */
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
	     rest.ptr[len] != '\n' && rest.ptr[len] != '='))
		return false;
	close = str_find_char(rest, ']');
	if (close == STR_NONE)
		return false;
	*out = (struct shortcode){ .name = str_slice(rest, 1, len),
		                   .whole = str_slice(rest, 0, close + 1),
		                   .end = at + close + 1 };
	out->has_named = rest.ptr[len] == '='; /* [youtube=https://x/y] */
	out->args = foreign_args(str_slice(rest, len + out->has_named, close), in->arena);
	for (size_t i = 0; i < out->args.count; i++)
		out->has_named |= out->args.items[i].name.len > 0;
	return true;
}

/* List all "[/name]" once, from the last to the first. */
static void list_closings(struct writer *in)
{
	size_t count = 0, cap = 0, cap_first = 0;

	for (size_t at = in->text.len; at-- > 0;) {
		struct str rest = str_slice(in->text, at, at + NAME_MAX_BYTES), name;
		uint32_t number;
		bool added;

		if (!str_skip_prefix(&rest, STR("[/")))
			continue;
		name = str_slice(rest, 0, str_find_char(rest, ']'));
		if (name.len == rest.len || count == CLOSING_NONE)
			continue;
		number = table_add(&in->closed, name, &added);
		if (number >= cap_first) {
			cap_first = 2 * cap_first + 16;
			in->first =
				xrealloc_array(in->first, cap_first, sizeof(*in->first));
		}
		if (added)
			in->first[number] = CLOSING_NONE;
		if (count == cap) {
			cap = 2 * cap + 16;
			in->closings =
				xrealloc_array(in->closings, cap, sizeof(*in->closings));
		}
		in->closings[count] = (struct closing){ at, in->first[number] };
		in->first[number] = (uint32_t)count++;
	}
}

/*
 * What stands up to "[/name]"; *end is behind that. False if there is none. Shortcodes
 * are asked for in their order: what precedes one is of no use to those behind it.
 */
static bool find_closing(struct writer *in, const struct shortcode *code,
                         struct str *inner, size_t *end)
{
	uint32_t number = table_find(&in->closed, code->name), *first;
	size_t at;

	if (number == TABLE_NONE)
		return false;
	first = &in->first[number];
	while (*first != CLOSING_NONE && in->closings[*first].at < code->end)
		*first = in->closings[*first].next;
	if (*first == CLOSING_NONE)
		return false;
	at = in->closings[*first].at;
	if (at > code->end + INNER_MAX)
		return false;
	*inner = str_slice(in->text, code->end, at);
	*end = at + code->name.len + STR("[/]").len;
	return true;
}

/* [caption]<a><img></a> words[/caption], or the words in caption="". */
static void write_caption(struct writer *in, const struct shortcode *code,
                          struct str inner)
{
	struct str words = foreign_arg(&code->args, "caption");

	buf_puts(&in->out, "\n\n<figure>");
	if (words.len == 0 && str_find_char(inner, '>') != STR_NONE) {
		/* Words may have markup of their own: they begin behind the picture. */
		size_t image = str_find(inner, STR("<img"));
		struct str rest = str_from(inner, image == STR_NONE ? 0 : image);

		rest = str_from(rest, wxr_tag_end(rest));
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

static void write_attribute(struct buf *out, const char *name, struct str value)
{
	buf_printf(out, " %s=\"", name);
	escape_html(out, value);
	buf_add_char(out, '"');
}

static void write_picture(struct buf *out, const struct picture *picture)
{
	buf_add(out, picture->caption.len ? STR("\n\n<figure><img") : STR("\n\n<p><img"));
	write_attribute(out, "src", picture->src);
	write_attribute(out, "alt", picture->alt);
	buf_add_char(out, '>');
	if (picture->caption.len) {
		buf_puts(out, "<figcaption>");
		buf_add(out, picture->caption);
		buf_puts(out, "</figcaption></figure>\n\n");
	} else {
		buf_puts(out, "</p>\n\n");
	}
}

/* Is it one of "1, 2,3"? */
static bool is_listed(struct str list, struct str id)
{
	struct str one;

	while (list.len) {
		str_cut(list, ',', &one, &list);
		if (str_eq(str_trim(one), id))
			return true;
	}
	return false;
}

/*
 * [gallery ids="1,2,3"]: the pictures that the export has; without numbers, as it was
 * before WordPress 3.5, those that were uploaded to the post.
 */
static bool write_gallery(struct writer *in, const struct shortcode *code)
{
	const struct wxr_pictures *pictures = in->pictures;
	struct str ids = foreign_arg(&code->args, "ids include"), id;
	struct str post = foreign_arg(&code->args, "id");
	struct picture picture;
	bool any = false;

	if (ids.len == 0) {
		struct str left_out = foreign_arg(&code->args, "exclude");

		for (size_t i = 0;
		     pictures->of_post(pictures->context, post, i, &id, &picture); i++) {
			if (is_listed(left_out, id))
				continue;
			write_picture(&in->out, &picture);
			any = true;
		}
	}
	while (ids.len) {
		str_cut(ids, ',', &id, &ids);
		if (!pictures->find(pictures->context, str_trim(id), &picture))
			continue;
		write_picture(&in->out, &picture);
		any = true;
	}
	return any;
}

/* "dQw4w9WgXcQ", or an address already. */
static struct str film_address(struct writer *in, struct str name, struct str id)
{
	for (size_t i = 0; i < id.len; i++)
		if (!is_alnum(id.ptr[i]) && id.ptr[i] != '-' && id.ptr[i] != '_')
			return id;
	if (id.len && str_eq(name, STR("youtube")))
		return arena_printf(in->arena, "https://www.youtube.com/watch?v=%.*s",
		                    STR_ARG(id));
	if (id.len && str_eq(name, STR("vimeo")))
		return arena_printf(in->arena, "https://vimeo.com/%.*s", STR_ARG(id));
	return id;
}

static bool write_media(struct writer *in, const struct shortcode *code, struct str inner)
{
	struct str url =
		foreign_arg(&code->args, "src mp4 mp3 m4v m4a webm ogv ogg wav url id");

	if (url.len == 0)
		url = foreign_arg_at(&code->args, 0);
	if (url.len == 0)
		url = str_trim(inner);
	url = film_address(in, code->name, url);
	if (url.len == 0)
		return false;
	buf_puts(&in->out, "\n\n<p>");
	wxr_write_link(&in->out, url);
	buf_puts(&in->out, "</p>\n\n");
	return true;
}

/* SyntaxHighlighter's shortcodes that are named after a language. */
static const char *const languages[] = {
	"as3",        "actionscript3",
	"bash",       "shell",
	"cf",         "coldfusion",
	"clojure",    "clj",
	"cpp",        "c",
	"csharp",     "c-sharp",
	"css",        "delphi",
	"pas",        "pascal",
	"diff",       "patch",
	"erl",        "erlang",
	"fsharp",     "go",
	"golang",     "groovy",
	"html",       "java",
	"jfx",        "javafx",
	"js",         "jscript",
	"javascript", "latex",
	"tex",        "matlab",
	"objc",       "obj-c",
	"perl",       "pl",
	"php",        "plain",
	"text",       "ps",
	"powershell", "py",
	"python",     "r",
	"rails",      "rb",
	"ror",        "ruby",
	"scala",      "sql",
	"swift",      "vb",
	"vbnet",      "xml",
	"xhtml",      "xslt",
	"yaml",
};

static bool is_language(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(languages); i++)
		if (str_eq(name, str_of(languages[i])))
			return true;
	return false;
}

static bool is_code(struct str name)
{
	return str_eq(name, STR("code")) || str_eq(name, STR("sourcecode")) ||
	       str_eq(name, STR("source")) || is_language(name);
}

/*
 * [code language="php"]: the text as it stands. Its editor saves it as HTML, where "<"
 * and ">" cannot be; but where one is, it was written by hand.
 */
static void write_code(struct writer *in, const struct shortcode *code, struct str inner)
{
	struct str language = foreign_arg(&code->args, "language lang");
	bool is_raw = str_find_char(inner, '<') != STR_NONE ||
	              str_find_char(inner, '>') != STR_NONE;

	if (language.len == 0 && is_language(code->name))
		language = code->name;
	buf_puts(&in->out, "\n\n<pre><code");
	if (language.len && !str_eq(language, STR("plain")) &&
	    !str_eq(language, STR("text")))
		write_attribute(
			&in->out, "class",
			arena_printf(in->arena, "language-%.*s", STR_ARG(language)));
	buf_add_char(&in->out, '>');
	str_skip_prefix(&inner, STR("\n"));
	inner = str_trim_end(inner);
	if (is_raw)
		escape_html(&in->out, inner);
	else
		buf_add(&in->out, inner);
	buf_puts(&in->out, "</code></pre>\n\n");
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
	if (is_code(code->name) && closed) {
		write_code(in, code, inner);
		return end;
	}
	if (str_eq(code->name, STR("gallery")))
		return write_gallery(in, code) ? code->end : 0;
	if (str_eq(code->name, STR("embed")) && closed) {
		buf_puts(&in->out, "\n\n<p>");
		wxr_write_link(&in->out, inner);
		buf_puts(&in->out, "</p>\n\n");
		return end;
	}
	if (str_eq(code->name, STR("audio")) || str_eq(code->name, STR("video")) ||
	    str_eq(code->name, STR("youtube")) || str_eq(code->name, STR("vimeo")))
		return write_media(in, code, inner) ? (closed ? end : code->end) : 0;
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

/*
 * "[[gallery]]", "[[code]x[/code]]": one that is to be shown, not run, without the outer
 * brackets. Where to go on; 0: it is none.
 */
static size_t write_escaped(struct writer *in, size_t at)
{
	struct str text = in->text, inner;
	struct shortcode code;
	size_t end;

	if (at + 1 >= text.len || text.ptr[at + 1] != '[' ||
	    !read_shortcode(in, at + 1, &code))
		return 0;
	end = code.end;
	if (end < text.len && text.ptr[end] == ']' && !is_tag(in, &code))
		return 0; /* "[[Ferry]]" */
	if ((end >= text.len || text.ptr[end] != ']') &&
	    (!find_closing(in, &code, &inner, &end) || end >= text.len ||
	     text.ptr[end] != ']'))
		return 0;
	escape_html(&in->out, str_slice(text, at + 1, end));
	return end + 1;
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
		if (text.ptr[at] == '[')
			end = write_escaped(in, at);
		if (end == 0 && text.ptr[at] == '[' && read_shortcode(in, at, &code)) {
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

struct str wxr_html(struct arena *arena, struct str text,
                    const struct wxr_pictures *pictures, struct strs *unknown)
{
	struct writer in = {
		.arena = arena, .text = text, .pictures = pictures, .unknown = unknown
	};
	/* The editor of blocks writes its paragraphs itself. */
	bool has_blocks = str_contains(text, STR("<!-- wp:"));
	struct str html;

	list_closings(&in);
	html = run_shortcodes(&in);
	table_clear(&in.closed);
	free(in.first);
	free(in.closings);
	return has_blocks ? wxr_link_addresses(arena, html) : wxr_paragraphs(arena, html);
}
