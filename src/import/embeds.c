/*
 * embeds: what the common shortcodes of Hugo, and the tags and includes of Jekyll, become
 * in Markdown: pictures, code, links that still mean something without a script.
 */
#include "import/rebody.h"

#include "base/attr.h"
#include "base/escape.h"
#include "base/path.h"

/* One tag that is being written. */
struct maker {
	const struct rebody *body;
	const struct foreign *tag;
	struct foreign_args args;
	struct embed *out;
};

/* The words of an argument, by its names or its place. */
static struct str arg(const struct maker *in, const char *names, size_t place)
{
	struct str value = foreign_arg(&in->args, names);

	return str_trim(value.len ? value : foreign_arg_at(&in->args, place));
}

/* Part of a URL: letters, digits, and signs that change nothing there. */
static bool is_code(struct str s, const char *signs)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_alnum(s.ptr[i]) &&
		    str_find_char(str_of(signs), s.ptr[i]) == STR_NONE)
			return false;
	return s.len > 0;
}

/* Text in the brackets of a link or picture, or between the quotes of its title. */
static void write_text(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '[' || c == ']' || c == '"' || c == '\\' || c == '`' ||
		    c == '<' || c == '{')
			buf_add_char(out, '\\');
		buf_add_char(out, c == '\n' ? ' ' : c);
	}
}

/* A URL between "(" and ")". */
static void write_url(struct buf *out, struct str url)
{
	for (size_t i = 0; i < url.len; i++) {
		char c = url.ptr[i];

		if (is_space(c) || c == '(' || c == ')' || c == '<' || c == '>' ||
		    c == '"')
			buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
		else
			buf_add_char(out, c);
	}
}

static bool write_link(struct maker *in, struct str text, struct str url)
{
	struct buf *out = &in->out->open;

	buf_add_char(out, '[');
	write_text(out, text);
	buf_puts(out, "](");
	write_url(out, url);
	buf_add_char(out, ')');
	in->out->is_block = true;
	return true;
}

/* A link to a page of its own, which a code and a pattern name. */
static bool link_to_code(struct maker *in, const char *text, const char *url,
                         struct str code)
{
	struct str title = foreign_arg(&in->args, "title caption");

	if (code.len == 0 || !is_code(code, "-_/"))
		return false;
	return write_link(in, title.len ? title : str_of(text),
	                  arena_printf(in->body->arena, "%s%.*s", url, STR_ARG(code)));
}

static bool make_youtube(struct maker *in)
{
	struct str id = arg(in, "id yid video_id videoid", 0), query;

	if (str_has_prefix(id, STR("https://")))
		return write_link(in, STR("Video on YouTube"), id);
	str_cut(id, '?', &id, &query); /* Octopress writes parameters behind it */
	return link_to_code(in, "Video on YouTube",
	                    "https://www.youtube.com/watch?v=", id);
}

static bool make_vimeo(struct maker *in)
{
	return link_to_code(in, "Video on Vimeo", "https://vimeo.com/",
	                    arg(in, "id video_id videoid", 0));
}

/* Minimal Mistakes: {% include video id="x" provider="youtube" %} */
static bool make_video(struct maker *in)
{
	struct str provider = foreign_arg(&in->args, "provider");

	if (str_eq(provider, STR("vimeo")))
		return make_vimeo(in);
	return str_eq(provider, STR("youtube")) && make_youtube(in);
}

static bool make_tweet(struct maker *in)
{
	struct str user = foreign_arg(&in->args, "user"), id = arg(in, "id", 0);
	struct arena *arena = in->body->arena;

	if (str_has_prefix(id, STR("https://")))
		return write_link(in, STR("Post on X"), id);
	if (!is_code(id, "") || (user.len && !is_code(user, "_")))
		return false;
	if (user.len == 0)
		return write_link(
			in, STR("Post on X"),
			arena_printf(arena, "https://x.com/i/status/%.*s", STR_ARG(id)));
	return write_link(in, arena_printf(arena, "Post by @%.*s on X", STR_ARG(user)),
	                  arena_printf(arena, "https://x.com/%.*s/status/%.*s",
	                               STR_ARG(user), STR_ARG(id)));
}

static bool make_instagram(struct maker *in)
{
	return link_to_code(in, "Post on Instagram", "https://www.instagram.com/p/",
	                    arg(in, "id", 0));
}

/* "user id file", or Jekyll's "user/id file". */
static bool make_gist(struct maker *in)
{
	struct str user = foreign_arg_at(&in->args, 0), id = foreign_arg_at(&in->args, 1);

	if (in->tag->kind == FOREIGN_SHORTCODE && id.len)
		user = arena_printf(in->body->arena, "%.*s/%.*s", STR_ARG(user),
		                    STR_ARG(id));
	return link_to_code(in, "Gist on GitHub", "https://gist.github.com/", user);
}

/* Pictures. */

struct figure {
	struct str src, alt, caption, link, credit, credit_link;
};

static bool has_markup(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (str_find_char(STR("[*_<`"), text.ptr[i]) != STR_NONE)
			return true;
	return false;
}

/* A caption that has links or emphasis: HTML, in which it is Markdown still. */
static void write_html_figure(struct buf *out, const struct figure *figure)
{
	buf_puts(out, "<figure>\n");
	if (figure->link.len) {
		buf_puts(out, "<a href=\"");
		escape_html(out, figure->link);
		buf_puts(out, "\">");
	}
	buf_puts(out, "<img src=\"");
	escape_html(out, figure->src);
	buf_puts(out, "\" alt=\"");
	escape_html(out, figure->alt);
	buf_add(out, figure->link.len ? STR("\"></a>\n") : STR("\">\n"));
	buf_puts(out, "<figcaption>\n\n");
	buf_add(out, figure->caption);
	if (figure->caption.len && figure->credit.len)
		buf_add_char(out, ' ');
	if (figure->credit_link.len && figure->credit.len) {
		buf_add_char(out, '[');
		buf_add(out, figure->credit);
		buf_puts(out, "](");
		write_url(out, figure->credit_link);
		buf_add_char(out, ')');
	} else {
		buf_add(out, figure->credit);
	}
	buf_puts(out, "\n\n</figcaption>\n</figure>");
}

static void write_figure(struct buf *out, const struct figure *figure)
{
	if (has_markup(figure->caption) || has_markup(figure->credit) ||
	    figure->credit_link.len) {
		write_html_figure(out, figure);
		return;
	}
	if (figure->link.len)
		buf_add_char(out, '[');
	buf_puts(out, "![");
	write_text(out, figure->alt);
	buf_puts(out, "](");
	write_url(out, figure->src);
	if (figure->caption.len || figure->credit.len) {
		buf_puts(out, " \"");
		write_text(out, figure->caption);
		if (figure->caption.len && figure->credit.len)
			buf_add_char(out, ' ');
		write_text(out, figure->credit);
		buf_add_char(out, '"');
	}
	buf_add_char(out, ')');
	if (figure->link.len) {
		buf_puts(out, "](");
		write_url(out, figure->link);
		buf_add_char(out, ')');
	}
}

/* The headline and the text of a caption, as one. */
static struct str join_caption(struct arena *arena, struct str title, struct str text)
{
	bool ended = title.len &&
	             str_find_char(STR(".!?:"), title.ptr[title.len - 1]) != STR_NONE;

	if (title.len == 0 || text.len == 0)
		return title.len ? title : text;
	return arena_printf(arena, "%.*s%s %.*s", STR_ARG(title), ended ? "" : ".",
	                    STR_ARG(text));
}

/* must_exist: a site's own tag of this kind may mean another folder by its path. */
static bool make_picture(struct maker *in, bool must_exist)
{
	struct arena *arena = in->body->arena;
	struct str title = foreign_arg(&in->args, "title");
	struct figure figure = {
		.src = arg(in, "src image_path image url path img file", 0),
		.alt = foreign_arg(&in->args, "alt"),
		.caption = foreign_arg(&in->args, "caption description"),
		.link = foreign_arg(&in->args, "link href"),
		.credit = foreign_arg(&in->args, "attr credit"),
		.credit_link = foreign_arg(&in->args, "attrlink"),
	};
	bool found;

	if (figure.src.len == 0 || str_contains(figure.src, STR("{{")))
		return false;
	found = rebody_target(in->body, figure.src, &figure.src);
	if (!found && must_exist)
		return false;
	if (!found)
		remark(in->body->remarks,
		       (struct span){ &in->body->file->source,
		                      in->body->file->body + in->tag->start,
		                      in->body->file->body + in->tag->end },
		       "picture", "is nowhere in the input");
	if (figure.link.len)
		rebody_target(in->body, figure.link, &figure.link);
	figure.caption = join_caption(arena, title, figure.caption);
	if (figure.alt.len == 0 && !has_markup(figure.caption))
		figure.alt = figure.caption;
	write_figure(&in->out->open, &figure);
	in->out->is_block = true;
	return true;
}

static bool make_figure(struct maker *in)
{
	return make_picture(in, false);
}

static bool make_image(struct maker *in)
{
	return make_picture(in, true);
}

/* Blocks. */

/* A fence that is longer than any run of backticks in the code. */
static size_t fence_length(struct str code)
{
	size_t longest = 2, run = 0;

	for (size_t i = 0; i < code.len; i++) {
		run = code.ptr[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest + 1;
}

/* Without the marks that keep Liquid off it. */
static void write_code(struct buf *out, struct str code)
{
	while (code.len) {
		size_t at = str_find(code, STR("{%")), end;
		struct str mark;

		buf_add(out, str_slice(code, 0, at));
		if (at == STR_NONE)
			break;
		code = str_from(code, at);
		end = str_find(code, STR("%}"));
		mark = str_trim(str_slice(code, 2, end));
		if (end != STR_NONE &&
		    (str_eq(mark, STR("raw")) || str_eq(mark, STR("endraw")))) {
			code = str_from(code, end + 2);
		} else {
			buf_puts(out, "{%");
			code = str_from(code, 2);
		}
	}
}

/* Of one line, in a line of other text. */
static bool make_inline_code(struct maker *in, struct str code)
{
	struct buf *out = &in->out->open;
	size_t fence = fence_length(code) - 2;

	code = str_trim(code);
	if (!str_contains(code, STR("`")))
		fence = 1;
	buf_add_chars(out, '`', fence);
	write_code(out, code);
	buf_add_chars(out, '`', fence);
	in->out->takes_inner = true;
	return true;
}

static bool make_highlight(struct maker *in)
{
	struct str language = foreign_arg_at(&in->args, 0);
	struct str code = rebody_inner(in->body, in->tag);
	struct buf *out = &in->out->open;
	size_t fence = fence_length(code);
	bool alone = rebody_is_alone(in->body, in->tag);

	if (in->tag->partner == FOREIGN_NONE)
		return false;
	if (!alone && str_find_char(str_trim(code), '\n') == STR_NONE)
		return make_inline_code(in, code);
	str_skip_prefix(&code, STR("\n"));
	code = str_trim_end(code);
	if (!alone)
		buf_puts(out, "\n\n");
	buf_add_chars(out, '`', fence);
	if (is_code(language, "-_+#."))
		buf_add(out, language);
	buf_add_char(out, '\n');
	write_code(out, code);
	buf_add_char(out, '\n');
	buf_add_chars(out, '`', fence);
	if (!alone)
		buf_puts(out, "\n\n");
	in->out->takes_inner = in->out->is_block = true;
	return true;
}

static bool make_details(struct maker *in)
{
	struct str summary = foreign_arg(&in->args, "summary title");
	struct str open = foreign_arg(&in->args, "open"), inner;
	struct buf *out = &in->out->open;

	if (in->tag->partner == FOREIGN_NONE)
		return false;
	if (summary.len == 0)
		summary = foreign_arg_at(&in->args, 0);
	inner = rebody_inner(in->body, in->tag);
	buf_add(out, str_eq(open, STR("true")) ? STR("<details open>\n<summary>")
	                                       : STR("<details>\n<summary>"));
	if (summary.len)
		escape_html(out, summary);
	else
		buf_puts(out, "Details");
	buf_puts(out, "</summary>");
	if (!str_has_prefix(inner, STR("\n")))
		buf_puts(out, "\n\n");
	if (!str_has_suffix(inner, STR("\n")))
		buf_puts(&in->out->close, "\n\n");
	buf_puts(&in->out->close, "</details>");
	in->out->is_block = true;
	return true;
}

/* What nobody was to see. */
static bool make_nothing(struct maker *in)
{
	if (in->tag->partner == FOREIGN_NONE)
		return false;
	in->out->takes_inner = true;
	remark(in->body->remarks,
	       (struct span){ &in->body->file->source,
	                      in->body->file->body + in->tag->start,
	                      in->body->file->body + in->tag->end },
	       "comment", "a comment is left out");
	return true;
}

/* A QR code is a text that a camera can read. */
static bool make_qr(struct maker *in)
{
	struct str text = foreign_arg(&in->args, "text");

	if (text.len == 0)
		text = str_trim(rebody_inner(in->body, in->tag));
	if (text.len == 0)
		return false;
	in->out->takes_inner = true;
	if (url_is_foreign(text) && !has_markup(text) && !str_contains(text, STR(" ")))
		return write_link(in, text, text);
	write_text(&in->out->open, text);
	return true;
}

/* A value of the page, or else of the site. */
static bool make_param(struct maker *in)
{
	const struct rebody *body = in->body;
	char *name = arena_cstr(body->arena, arg(in, "name", 0));
	struct value value = dict_get(body->file->data, name);

	if (value.type == VALUE_UNDEFINED)
		value = dict_get(body->site->params, name);
	if (value.type == VALUE_STR)
		buf_add(&in->out->open, value_text(value));
	else if (value.type == VALUE_INT)
		buf_add_int(&in->out->open, value.integer);
	else if (value.type == VALUE_BOOL)
		buf_add(&in->out->open, value.boolean ? STR("true") : STR("false"));
	return value.type == VALUE_STR || value.type == VALUE_INT ||
	       value.type == VALUE_BOOL;
}

/* Links to other pages; they stand where a target may. */

static bool make_reference(struct maker *in)
{
	struct str target;

	if (!rebody_reference(in->body, arg(in, "path", 0), &target))
		return false;
	buf_add(&in->out->open, target);
	return in->out->is_target = true;
}

/* {% link _posts/x.md %}: an article, or a file of the site. */
static bool make_link(struct maker *in)
{
	struct str path = in->tag->inside, target;

	if (rebody_reference(in->body, path, &target) ||
	    rebody_target(in->body, arena_printf(in->body->arena, "/%.*s", STR_ARG(path)),
	                  &target)) {
		buf_add(&in->out->open, target);
		return in->out->is_target = true;
	}
	return false;
}

typedef bool make(struct maker *in);

struct known {
	struct str name;
	make *make;
};

static const struct known shortcodes[] = {
	{ STR_INIT("figure"), make_figure },
	{ STR_INIT("img"), make_image },
	{ STR_INIT("image"), make_image },
	{ STR_INIT("picture"), make_image },
	{ STR_INIT("youtube"), make_youtube },
	{ STR_INIT("vimeo"), make_vimeo },
	{ STR_INIT("vimeo_simple"), make_vimeo },
	{ STR_INIT("tweet"), make_tweet },
	{ STR_INIT("twitter"), make_tweet },
	{ STR_INIT("twitter_simple"), make_tweet },
	{ STR_INIT("x"), make_tweet },
	{ STR_INIT("x_simple"), make_tweet },
	{ STR_INIT("instagram"), make_instagram },
	{ STR_INIT("instagram_simple"), make_instagram },
	{ STR_INIT("gist"), make_gist },
	{ STR_INIT("highlight"), make_highlight },
	{ STR_INIT("details"), make_details },
	{ STR_INIT("comment"), make_nothing },
	{ STR_INIT("qr"), make_qr },
	{ STR_INIT("param"), make_param },
	{ STR_INIT("ref"), make_reference },
	{ STR_INIT("relref"), make_reference },
};

static const struct known tags[] = {
	{ STR_INIT("highlight"), make_highlight }, { STR_INIT("comment"), make_nothing },
	{ STR_INIT("post_url"), make_reference },  { STR_INIT("link"), make_link },
	{ STR_INIT("youtube"), make_youtube },     { STR_INIT("vimeo"), make_vimeo },
	{ STR_INIT("twitter"), make_tweet },       { STR_INIT("tweet"), make_tweet },
	{ STR_INIT("instagram"), make_instagram }, { STR_INIT("gist"), make_gist },
};

/* By the file's name, without extension. */
static const struct known includes[] = {
	{ STR_INIT("figure"), make_figure },
	{ STR_INIT("image"), make_image },
	{ STR_INIT("img"), make_image },
	{ STR_INIT("picture"), make_image },
	{ STR_INIT("video"), make_video },
	{ STR_INIT("youtube"), make_youtube },
	{ STR_INIT("vimeo"), make_vimeo },
	{ STR_INIT("youtubePlayer"), make_youtube },
	{ STR_INIT("tweet"), make_tweet },
	{ STR_INIT("twitter"), make_tweet },
	{ STR_INIT("instagram"), make_instagram },
	{ STR_INIT("gist"), make_gist },
};

static bool make_known(struct maker *in, struct str name, const struct known *list,
                       size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(list[i].name, name))
			return list[i].make(in);
	return false;
}

bool embed_shortcode(const struct rebody *body, const struct foreign *tag,
                     struct embed *out)
{
	struct maker in = { body, tag, foreign_args(tag->inside, body->arena), out };

	return make_known(&in, tag->name, shortcodes, ARRAY_LEN(shortcodes));
}

bool embed_liquid(const struct rebody *body, const struct foreign *tag, struct embed *out)
{
	struct maker in = { body, tag, { 0 }, out };
	struct str inside = tag->inside, file;
	bool is_include = str_eq(tag->name, STR("include"));

	if (is_include) {
		str_cut(inside, ' ', &file, &inside);
		file = path_stem(str_trim(file));
	}
	in.args = foreign_args(inside, body->arena);
	if (is_include)
		return make_known(&in, file, includes, ARRAY_LEN(includes));
	return make_known(&in, tag->name, tags, ARRAY_LEN(tags));
}
