#include "base/url.h"

#include "base/buf.h"

/* Where a scheme ends, at ":", or STR_NONE. */
static size_t scheme_end(struct str text)
{
	size_t i = 0;

	if (text.len == 0 || !is_alpha(text.ptr[0]))
		return STR_NONE;
	while (i < text.len && (is_alnum(text.ptr[i]) || text.ptr[i] == '+' ||
	                        text.ptr[i] == '-' || text.ptr[i] == '.'))
		i++;
	return i < text.len && text.ptr[i] == ':' ? i : STR_NONE;
}

/* The first of the characters in text, or its length. */
static size_t find_any(struct str text, const char *chars)
{
	size_t i = 0;

	while (i < text.len && !strchr(chars, text.ptr[i]))
		i++;
	return i;
}

struct url url_split(struct str text)
{
	struct url url = { 0 };
	size_t end = scheme_end(text), at;

	if (end != STR_NONE) {
		url.scheme = str_slice(text, 0, end);
		text = str_from(text, end + 1);
	}
	end = find_any(text, "#");
	url.fragment = str_from(text, end);
	text = str_slice(text, 0, end);
	end = find_any(text, "?");
	url.query = str_from(text, end);
	text = str_slice(text, 0, end);
	if (str_skip_prefix(&text, STR("//"))) {
		end = find_any(text, "/");
		url.host = str_slice(text, 0, end);
		text = str_from(text, end);
		at = str_find_last_char(url.host, '@');
		if (at != STR_NONE)
			url.host = str_from(url.host, at + 1);
	}
	url.path = text;
	return url;
}

bool url_is_web(struct str text)
{
	struct url url = url_split(text);

	return (str_eq_nocase(url.scheme, STR("http")) ||
	        str_eq_nocase(url.scheme, STR("https"))) &&
	       url.host.len > 0;
}

/* Add a path without its "." and ".." (RFC 3986, 5.2.4); at is where it begins in out. */
static void add_path(struct buf *out, struct str path)
{
	size_t start = out->len;
	struct str part;

	str_skip_prefix(&path, STR("/"));
	for (bool more = true; more;) {
		more = str_cut(path, '/', &part, &path);
		if (str_eq(part, STR("."))) {
			part.len = 0;
		} else if (str_eq(part, STR(".."))) {
			while (out->len > start && out->ptr[--out->len] != '/')
				;
			part.len = 0;
		} else {
			buf_add_char(out, '/');
			buf_add(out, part);
			continue;
		}
		if (!more)
			buf_add_char(out, '/');
	}
	if (out->len == start)
		buf_add_char(out, '/');
}

/* The link without line breaks, its spaces encoded. */
static struct str clean_link(struct arena *arena, struct str link)
{
	struct buf out = { 0 };

	link = str_trim(link);
	if (find_any(link, " \t\r\n\f\v") == link.len)
		return link;
	for (size_t i = 0; i < link.len; i++) {
		if (link.ptr[i] == ' ')
			buf_puts(&out, "%20");
		else if (!is_space(link.ptr[i]))
			buf_add_char(&out, link.ptr[i]);
	}
	link = buf_keep(&out, arena);
	buf_clear(&out);
	return link;
}

/* The folder of the base, then the link's path. */
static struct str join_paths(struct arena *arena, struct str base, struct str link)
{
	size_t slash = str_find_last_char(base, '/');

	if (str_has_prefix(link, STR("/")))
		return link;
	return arena_printf(arena, "%.*s/%.*s",
	                    STR_ARG(str_slice(base, 0, slash == STR_NONE ? 0 : slash)),
	                    STR_ARG(link));
}

struct str url_resolve(struct arena *arena, struct str base, struct str link)
{
	struct url from = url_split(str_trim(base)), to;
	struct buf out = { 0 };

	link = clean_link(arena, link);
	to = url_split(link);
	if (link.len == 0 || to.scheme.len || !url_is_web(str_trim(base)))
		return link;
	buf_add(&out, from.scheme);
	buf_puts(&out, "://");
	buf_add(&out, to.host.len ? to.host : from.host);
	if (to.host.len)
		add_path(&out, to.path);
	else if (to.path.len)
		add_path(&out, join_paths(arena, from.path, to.path));
	else
		buf_add(&out, from.path.len ? from.path : STR("/"));
	buf_add(&out, to.query.len || to.path.len || to.host.len ? to.query : from.query);
	buf_add(&out, to.fragment);
	link = buf_keep(&out, arena);
	buf_clear(&out);
	return link;
}

static struct str plain_host(struct str host)
{
	if (str_has_prefix_nocase(host, STR("www.")))
		host = str_from(host, 4);
	return host;
}

bool url_same_page(struct str a, struct str b)
{
	struct url x = url_split(str_trim(a)), y = url_split(str_trim(b));

	str_skip_suffix(&x.path, STR("/"));
	str_skip_suffix(&y.path, STR("/"));
	return str_eq_nocase(plain_host(x.host), plain_host(y.host)) &&
	       str_eq(x.path, y.path) && str_eq(x.query, y.query);
}
