#include "archive/permalink.h"

#include "base/buf.h"
#include "base/path.h"
#include "base/text.h"

enum token { TOKEN_YEAR, TOKEN_MONTH, TOKEN_DAY, TOKEN_SECTION, TOKEN_SLUG, TOKEN_ID };

static const struct str token_names[] = {
	[TOKEN_YEAR] = STR_INIT("year"), [TOKEN_MONTH] = STR_INIT("month"),
	[TOKEN_DAY] = STR_INIT("day"),   [TOKEN_SECTION] = STR_INIT("section"),
	[TOKEN_SLUG] = STR_INIT("slug"), [TOKEN_ID] = STR_INIT("id"),
};

/* Take text up to a "{", then the token up to "}", off the pattern. */
static bool next_token(struct str *pattern, struct str *literal, struct str *name)
{
	struct str rest;

	if (!str_cut(*pattern, '{', literal, &rest)) {
		*pattern = (struct str){ 0 };
		return false;
	}
	str_cut(rest, '}', name, pattern);
	return true;
}

/* A part that is "." or ".." would lead elsewhere. */
static bool has_dots(struct str pattern)
{
	struct str part;

	while (pattern.len) {
		str_cut(pattern, '/', &part, &pattern);
		if (str_eq(part, STR(".")) || str_eq(part, STR("..")))
			return true;
	}
	return false;
}

static bool find_token(struct str name, enum token *token)
{
	for (size_t i = 0; i < ARRAY_LEN(token_names); i++) {
		if (str_eq(token_names[i], name)) {
			*token = (enum token)i;
			return true;
		}
	}
	return false;
}

bool permalink_check(struct str pattern, struct arena *arena, struct str *problem)
{
	struct str literal, name, rest = pattern;
	bool names_article = false;
	enum token token;

	if (!str_has_prefix(pattern, STR("/"))) {
		*problem = STR("the permalink must begin with '/'");
		return false;
	}
	if (str_find_char(pattern, '?') != STR_NONE ||
	    str_find_char(pattern, '#') != STR_NONE || has_dots(pattern)) {
		*problem = STR("the permalink cannot be a file's name");
		return false;
	}
	while (next_token(&rest, &literal, &name)) {
		/* The name of one that is not closed runs to the pattern's end. */
		if (name.ptr + name.len == pattern.ptr + pattern.len) {
			*problem = arena_printf(arena, "'{%.*s' is not closed",
			                        STR_ARG(name));
			return false;
		}
		if (!find_token(name, &token)) {
			*problem = arena_printf(arena, "unknown token '{%.*s}'",
			                        STR_ARG(name));
			return false;
		}
		names_article |= token == TOKEN_SLUG || token == TOKEN_ID;
	}
	if (!names_article) {
		*problem = STR("the permalink needs {slug} or {id}");
		return false;
	}
	return true;
}

static void add_section(struct buf *out, struct str section, struct arena *arena)
{
	struct str slug = { 0 }, part;

	while (section.len) {
		str_cut(section, '/', &part, &section);
		slug = path_join(arena, slug, text_slug(arena, part));
	}
	buf_add(out, slug);
}

static void add_token(struct buf *out, enum token token, const struct article *article,
                      struct arena *arena)
{
	struct str path = article->path;

	switch (token) {
	case TOKEN_YEAR:
		buf_printf(out, "%04d", article->date.year);
		break;
	case TOKEN_MONTH:
		buf_printf(out, "%02d", article->date.month);
		break;
	case TOKEN_DAY:
		buf_printf(out, "%02d", article->date.day);
		break;
	case TOKEN_SECTION:
		add_section(out, article->section, arena);
		break;
	case TOKEN_SLUG:
		buf_add(out, article->slug);
		break;
	case TOKEN_ID:
		path.len -= path_extension(path).len;
		buf_add(out, text_slug(arena, path));
		break;
	}
}

/* An absent section leaves two. */
static void drop_double_slashes(struct buf *url)
{
	size_t len = 0;

	for (size_t i = 0; i < url->len; i++)
		if (url->ptr[i] != '/' || len == 0 || url->ptr[len - 1] != '/')
			url->ptr[len++] = url->ptr[i];
	buf_truncate(url, len);
}

struct str permalink_make(struct str pattern, const struct article *article,
                          struct arena *arena)
{
	struct buf out = { 0 };
	struct str literal, name, url;
	enum token token;

	if (article->url.len)
		return arena_str(arena, article->url);
	/* A pattern's date means nothing for an article without one. */
	if (article->undated)
		pattern = str_has_suffix(pattern, STR("/")) ? STR("/undated/{slug}/")
		                                            : STR("/undated/{slug}.html");
	while (next_token(&pattern, &literal, &name)) {
		buf_add(&out, literal);
		if (find_token(name, &token))
			add_token(&out, token, article, arena);
	}
	buf_add(&out, literal);
	drop_double_slashes(&out);
	url = buf_keep(&out, arena);
	buf_clear(&out);
	return url;
}

struct str url_to_path(struct arena *arena, struct str url)
{
	str_skip_prefix(&url, STR("/"));
	if (url.len == 0 || str_has_suffix(url, STR("/")))
		return arena_printf(arena, "%.*sindex.html", STR_ARG(url));
	return url;
}

struct str path_to_url(struct arena *arena, struct str path)
{
	if (str_eq(path_base(path), STR("index.html")))
		path.len -= sizeof("index.html") - 1;
	return arena_printf(arena, "/%.*s", STR_ARG(path));
}

bool url_is_external(struct str url)
{
	for (size_t i = 0; i < url.len; i++) {
		char c = url.ptr[i];

		if (c == ':')
			return i > 0;
		if (!is_alnum(c) && c != '+' && c != '-' && c != '.')
			break;
	}
	return str_has_prefix(url, STR("//"));
}
