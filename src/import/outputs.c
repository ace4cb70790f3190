/*
 * outputs: Liquid's {{ expressions }} of which the value is known without running Jekyll:
 * the site's address, texts of the config and of the page, and the filters of links.
 */
#include "import/rebody.h"

#include "base/attr.h"
#include "base/escape.h"
#include "import/anydate.h"

/* A text between quotes; false if it is none. */
static bool is_quoted(struct str s, struct str *text)
{
	if (s.len < 2 || (s.ptr[0] != '"' && s.ptr[0] != '\'') ||
	    s.ptr[s.len - 1] != s.ptr[0])
		return false;
	*text = str_slice(s, 1, s.len - 1);
	return str_find_char(*text, s.ptr[0]) == STR_NONE;
}

static bool text_of(struct value value, struct arena *arena, struct str *text)
{
	*text = value_text(value);
	if (value.type == VALUE_INT)
		*text = arena_printf(arena, "%lld", (long long)value.integer);
	return value.type == VALUE_STR || value.type == VALUE_INT;
}

/* The entry of a dict that "a.b" names. */
static struct value walk(struct value dict, struct str path, struct arena *arena)
{
	struct str name;

	while (path.len) {
		str_cut(path, '.', &name, &path);
		dict = dict_get(dict, arena_cstr(arena, name));
	}
	return dict;
}

static struct str iso_date(struct arena *arena, struct date date)
{
	struct buf out = { 0 };
	struct str text;

	date_format_iso(date, &out);
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}

/* What an expression without filters is worth. */
static bool evaluate(const struct rebody *body, struct str expression, struct str *text)
{
	const struct oldsite *site = body->site;

	if (is_quoted(expression, text))
		return true;
	if (str_eq(expression, STR("site.baseurl"))) {
		*text = site->base;
		return true;
	}
	if (str_eq(expression, STR("site.url"))) {
		*text = site->url;
		return true;
	}
	if (str_eq(expression, STR("page.title"))) {
		*text = body->page->title;
		return true;
	}
	if (str_eq(expression, STR("page.url"))) {
		*text = body->page->url;
		return true;
	}
	if (str_eq(expression, STR("page.date")) && date_is_known(body->page->date)) {
		*text = iso_date(body->arena, body->page->date);
		return true;
	}
	if (str_skip_prefix(&expression, STR("site.")))
		return text_of(walk(site->config, expression, body->arena), body->arena,
		               text);
	if (str_skip_prefix(&expression, STR("page.")))
		return text_of(walk(body->file->data, expression, body->arena),
		               body->arena, text);
	return false;
}

static bool format_date(struct arena *arena, struct str format, struct str *text)
{
	struct buf out = { 0 };
	struct date date;
	size_t bad;
	bool ok = anydate_parse(*text, &date) &&
	          date_format(date, format, STR("en"), &out, &bad);

	if (ok)
		*text = buf_keep(&out, arena);
	buf_clear(&out);
	return ok;
}

/* One filter, which changes *text. */
static bool apply(const struct rebody *body, struct str filter, struct str *text)
{
	struct str name, operand, rest;
	struct arena *arena = body->arena;

	str_cut(filter, ':', &name, &operand);
	name = str_trim(name);
	if (str_eq(name, STR("relative_url")) || str_eq(name, STR("absolute_url"))) {
		if (!url_is_foreign(*text) && !str_has_prefix(*text, STR("/")))
			*text = arena_printf(arena, "/%.*s", STR_ARG(*text));
		return true;
	}
	if (str_eq(name, STR("strip"))) {
		*text = str_trim(*text);
		return true;
	}
	if (str_eq(name, STR("escape")) || str_eq(name, STR("xml_escape")))
		return !str_contains(*text, STR("<")) && !str_contains(*text, STR("&"));
	if (str_eq(name, STR("date_to_string")))
		return format_date(arena, STR("%d %b %Y"), text);
	if (str_eq(name, STR("date_to_long_string")))
		return format_date(arena, STR("%d %B %Y"), text);
	if (!evaluate(body, str_trim(operand), &rest))
		return false;
	if (str_eq(name, STR("date")))
		return format_date(arena, rest, text);
	if (str_eq(name, STR("prepend")))
		*text = arena_printf(arena, "%.*s%.*s", STR_ARG(rest), STR_ARG(*text));
	else if (str_eq(name, STR("append")))
		*text = arena_printf(arena, "%.*s%.*s", STR_ARG(*text), STR_ARG(rest));
	else
		return false;
	return true;
}

bool embed_output(const struct rebody *body, const struct foreign *tag, struct embed *out)
{
	struct str rest = tag->inside, part, text;

	str_cut(rest, '|', &part, &rest);
	if (!evaluate(body, str_trim(part), &text))
		return false;
	while (rest.len) {
		str_cut(rest, '|', &part, &rest);
		if (!apply(body, str_trim(part), &text))
			return false;
	}
	buf_add(&out->open, text);
	return true;
}
