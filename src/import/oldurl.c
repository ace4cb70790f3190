#include "import/oldurl.h"

#include "base/attr.h"
#include "base/text.h"
#include "base/utf8.h"

#define SECTIONS_MAX 64 /* folders in folders; nobody has more */

/* A token that is a form of the date. */
struct date_token {
	struct str name, format;
};

static const struct date_token hugo_dates[] = {
	{ STR_INIT("year"), STR_INIT("%Y") },
	{ STR_INIT("month"), STR_INIT("%m") },
	{ STR_INIT("monthname"), STR_INIT("%B") },
	{ STR_INIT("day"), STR_INIT("%d") },
	{ STR_INIT("weekday"), STR_INIT("%w") },
	{ STR_INIT("yearday"), STR_INIT("%-j") },
	{ STR_INIT("weekdayname"), STR_INIT("%A") },
	{ STR_INIT("2006"), STR_INIT("%Y") },
	{ STR_INIT("06"), STR_INIT("%y") },
	{ STR_INIT("01"), STR_INIT("%m") },
	{ STR_INIT("1"), STR_INIT("%-m") },
	{ STR_INIT("02"), STR_INIT("%d") },
	{ STR_INIT("2"), STR_INIT("%-d") },
	{ STR_INIT("Jan"), STR_INIT("%b") },
	{ STR_INIT("January"), STR_INIT("%B") },
};

static const struct date_token jekyll_dates[] = {
	{ STR_INIT("year"), STR_INIT("%Y") },
	{ STR_INIT("short_year"), STR_INIT("%y") },
	{ STR_INIT("month"), STR_INIT("%m") },
	{ STR_INIT("i_month"), STR_INIT("%-m") },
	{ STR_INIT("short_month"), STR_INIT("%b") },
	{ STR_INIT("long_month"), STR_INIT("%B") },
	{ STR_INIT("day"), STR_INIT("%d") },
	{ STR_INIT("i_day"), STR_INIT("%-d") },
	{ STR_INIT("y_day"), STR_INIT("%j") },
	{ STR_INIT("w_year"), STR_INIT("%G") },
	{ STR_INIT("week"), STR_INIT("%V") },
	{ STR_INIT("w_day"), STR_INIT("%u") },
	{ STR_INIT("short_day"), STR_INIT("%a") },
	{ STR_INIT("long_day"), STR_INIT("%A") },
	{ STR_INIT("hour"), STR_INIT("%H") },
	{ STR_INIT("minute"), STR_INIT("%M") },
	{ STR_INIT("second"), STR_INIT("%S") },
};

/* Jekyll's patterns that have names. */
static const struct {
	struct str name, pattern;
} styles[] = {
	{ STR_INIT("date"),
	  STR_INIT("/:categories/:year/:month/:day/:title:output_ext") },
	{ STR_INIT("pretty"), STR_INIT("/:categories/:year/:month/:day/:title/") },
	{ STR_INIT("ordinal"), STR_INIT("/:categories/:year/:y_day/:title:output_ext") },
	{ STR_INIT("weekdate"),
	  STR_INIT("/:categories/:year/W:week/:short_day/:title:output_ext") },
	{ STR_INIT("none"), STR_INIT("/:categories/:title:output_ext") },
};

/* Letters, digits and the marks on them, of every script. */
static bool is_wordly(uint32_t code)
{
	return code_is_wordly(code) || code_is_mark(code);
}

struct str hugo_urlize(struct arena *arena, struct str text)
{
	struct buf out = { 0 };
	struct str url;
	bool hyphen = false;

	text = text_lower(arena, text);
	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);

		if (code_is_space(code)) {
			hyphen = true;
		} else if (is_wordly(code) ||
		           (code < 0x80 &&
		            str_find_char(STR("./_#+~-@"), (char)code) != STR_NONE)) {
			if (hyphen && out.len)
				buf_add_char(&out, '-');
			utf8_add(&out, code);
			hyphen = false;
		}
	}
	url = buf_keep(&out, arena);
	buf_clear(&out);
	return url;
}

struct str jekyll_slugify(struct arena *arena, struct str text, bool pretty, bool cased)
{
	struct buf out = { 0 };
	struct str slug;
	bool hyphen = false;

	if (!cased)
		text = text_lower(arena, text);
	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);

		if (!is_wordly(code) &&
		    !(pretty && code < 0x80 &&
		      str_find_char(STR("._~!$&'()+,;=@"), (char)code) != STR_NONE)) {
			hyphen = true;
			continue;
		}
		if (hyphen && out.len)
			buf_add_char(&out, '-');
		utf8_add(&out, code);
		hyphen = false;
	}
	slug = buf_keep(&out, arena);
	buf_clear(&out);
	return slug;
}

static bool add_date(struct buf *out, struct date date, struct str name,
                     const struct date_token *tokens, size_t count)
{
	size_t bad;

	for (size_t i = 0; i < count; i++)
		if (str_eq(tokens[i].name, name)) {
			date_format(date, tokens[i].format, STR("en"), out, &bad);
			return true;
		}
	return false;
}

/* The parts of "a/b/c" that Hugo's [1:], [last] or [0] choose. */
static struct str choose(struct str path, struct str range)
{
	struct str parts[SECTIONS_MAX], rest = path, low, high;
	size_t count = 0;
	int64_t from = 0, to;
	bool slice;

	while (rest.len && count < SECTIONS_MAX)
		str_cut(rest, '/', &parts[count++], &rest);
	to = (int64_t)count;
	slice = str_cut(range, ':', &low, &high);
	if (str_eq(low, STR("last")))
		from = to - 1;
	else if (low.len)
		str_to_int(low, &from);
	if (!slice)
		to = from + 1;
	else if (str_eq(high, STR("last")))
		to--;
	else if (high.len)
		str_to_int(high, &to);
	if (from < 0 || to > (int64_t)count || from >= to)
		return (struct str){ 0 };
	low = parts[from];
	high = parts[to - 1];
	return (struct str){ low.ptr, (size_t)(high.ptr + high.len - low.ptr) };
}

static bool add_hugo(struct buf *out, struct arena *arena, struct str name,
                     const struct oldurl *parts)
{
	struct str slug = hugo_urlize(arena, parts->slug), range, head;
	size_t start = out->len;

	if (add_date(out, parts->date, name, hugo_dates, ARRAY_LEN(hugo_dates))) {
		for (size_t i = start; i < out->len; i++)
			out->ptr[i] = to_lower(out->ptr[i]); /* "march" */
		return true;
	}
	if (str_eq(name, STR("title")))
		slug = hugo_urlize(arena, parts->title);
	else if (str_eq(name, STR("slug")))
		slug = slug.len ? slug : hugo_urlize(arena, parts->title);
	else if (str_eq(name, STR("filename")) || str_eq(name, STR("contentbasename")))
		slug = hugo_urlize(arena, parts->name);
	else if (str_eq(name, STR("slugorfilename")) ||
	         str_eq(name, STR("slugorcontentbasename")))
		slug = slug.len ? slug : hugo_urlize(arena, parts->name);
	else if (str_eq(name, STR("section")))
		slug = hugo_urlize(arena, choose(parts->path, STR("0")));
	else if (str_eq(name, STR("sections")))
		slug = hugo_urlize(arena, parts->path);
	else if (str_cut(name, '[', &head, &range) && str_eq(head, STR("sections")) &&
	         str_skip_suffix(&range, STR("]")))
		slug = hugo_urlize(arena, choose(parts->path, range));
	else
		return false;
	buf_add(out, slug);
	return true;
}

/* "a B/c" as Jekyll writes categories: small, and as slugs if asked. */
static void add_categories(struct buf *out, struct arena *arena, struct str path,
                           bool slugs)
{
	struct str part;

	path = text_lower(arena, path);
	for (bool first = true; path.len; first = false) {
		str_cut(path, '/', &part, &path);
		if (!first)
			buf_add_char(out, '/');
		buf_add(out, slugs ? jekyll_slugify(arena, part, false, false) : part);
	}
}

static bool add_jekyll(struct buf *out, struct arena *arena, struct str name,
                       const struct oldurl *parts)
{
	struct str base = parts->slug.len ? parts->slug : parts->name;

	if (add_date(out, parts->date, name, jekyll_dates, ARRAY_LEN(jekyll_dates)))
		return true;
	if (str_eq(name, STR("title")))
		buf_add(out, jekyll_slugify(arena, base, true, true));
	else if (str_eq(name, STR("slug")))
		buf_add(out, jekyll_slugify(arena, base, false, false));
	else if (str_eq(name, STR("name")))
		buf_add(out, jekyll_slugify(arena, parts->name, false, false));
	else if (str_eq(name, STR("path")))
		buf_add(out, parts->folder);
	else if (str_eq(name, STR("collection")))
		buf_add(out, parts->collection);
	else if (str_eq(name, STR("categories")))
		add_categories(out, arena, parts->path, false);
	else if (str_eq(name, STR("slugified_categories")))
		add_categories(out, arena, parts->path, true);
	else if (str_eq(name, STR("output_ext")))
		buf_puts(out, ".html");
	else
		return false;
	return true;
}

/* Behind ":": the name of a token. Hugo's may have a range in brackets. */
static size_t token_length(struct str rest, bool hugo)
{
	size_t len = 0, close;

	while (len < rest.len &&
	       (is_alnum(rest.ptr[len]) || (!hugo && rest.ptr[len] == '_')))
		len++;
	if (hugo && len && len < rest.len && rest.ptr[len] == '[') {
		close = str_find_char(str_from(rest, len), ']');
		if (close != STR_NONE)
			len += close + 1;
	}
	return len;
}

/* With one "/" at the start, and none beside another. */
static struct str tidy(struct arena *arena, struct str url)
{
	char *text = arena_alloc_raw(arena, url.len + 1);
	size_t len = 0;

	text[len++] = '/';
	for (size_t i = 0; i < url.len; i++)
		if (url.ptr[i] != '/' || text[len - 1] != '/')
			text[len++] = url.ptr[i];
	return (struct str){ text, len };
}

static struct str expand(struct arena *arena, struct str pattern,
                         const struct oldurl *parts, bool hugo, struct str *unknown)
{
	struct buf out = { 0 };
	struct str url;

	*unknown = (struct str){ 0 };
	for (size_t i = 0; i < pattern.len;) {
		struct str name = str_from(pattern, i + 1);

		name = str_slice(name, 0, token_length(name, hugo));
		if (pattern.ptr[i] != ':' || name.len == 0) {
			buf_add_char(&out, pattern.ptr[i++]);
			continue;
		}
		if (!(hugo ? add_hugo(&out, arena, name, parts)
		           : add_jekyll(&out, arena, name, parts)))
			*unknown = name;
		i += 1 + name.len;
	}
	url = tidy(arena, buf_str(&out));
	buf_clear(&out);
	return url;
}

struct str oldurl_hugo(struct arena *arena, struct str pattern,
                       const struct oldurl *parts, struct str *unknown)
{
	return expand(arena, pattern, parts, true, unknown);
}

struct str oldurl_jekyll(struct arena *arena, struct str pattern,
                         const struct oldurl *parts, struct str *unknown)
{
	for (size_t i = 0; i < ARRAY_LEN(styles); i++)
		if (str_eq(pattern, styles[i].name))
			pattern = styles[i].pattern;
	return expand(arena, pattern, parts, false, unknown);
}
