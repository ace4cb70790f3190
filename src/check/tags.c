#include "check/tags.h"

#include "base/attr.h"
#include "base/buf.h"
#include "base/entities.h"

static const struct str raw_names[] = { STR_INIT("script"), STR_INIT("style"),
	                                STR_INIT("title"), STR_INIT("textarea") };

/* Where the tag that begins at at ends: quoted ">" does not count. */
static size_t find_end(struct str html, size_t at)
{
	char quote = 0;

	for (; at < html.len; at++) {
		char c = html.ptr[at];

		if (quote)
			quote = c == quote ? 0 : quote;
		else if ((c == '"' || c == '\'') && html.ptr[at - 1] == '=')
			quote = c;
		else if (c == '>')
			return at;
	}
	return STR_NONE;
}

static size_t past(struct str html, size_t at, struct str end)
{
	size_t found = str_find(str_from(html, at), end);

	return found == STR_NONE ? html.len : at + found + end.len;
}

static bool is_name_char(char c)
{
	return is_alnum(c) || c == '-' || c == ':' || c == '_';
}

/* The "<" of the next tag; comments and the like are left behind. */
static bool find_start(struct tags *tags)
{
	struct str html = tags->html;

	while (tags->at < html.len) {
		size_t found = str_find_char(str_from(html, tags->at), '<');
		struct str rest;

		if (found == STR_NONE)
			break;
		tags->at += found;
		rest = str_from(html, tags->at);
		if (tags->raw.len) {
			struct str name = str_slice(rest, 2, 2 + tags->raw.len);

			if (str_has_prefix(rest, STR("</")) &&
			    str_eq_nocase(name, tags->raw)) {
				tags->raw = (struct str){ 0 };
				return true;
			}
			tags->at++;
		} else if (str_has_prefix(rest, STR("<!--"))) {
			tags->at = past(html, tags->at + 4, STR("-->"));
		} else if (str_has_prefix(rest, STR("<!")) ||
		           str_has_prefix(rest, STR("<?"))) {
			tags->at = past(html, tags->at, STR(">"));
		} else if (rest.len > 1 &&
		           (is_alpha(rest.ptr[1]) || rest.ptr[1] == '/')) {
			return true;
		} else {
			tags->at++;
		}
	}
	tags->at = html.len;
	return false;
}

bool tags_next(struct tags *tags, struct tag *tag)
{
	struct str inside;
	size_t end, length = 0;

	if (!find_start(tags))
		return false;
	*tag = (struct tag){ .start = tags->at };
	end = find_end(tags->html, tags->at + 1);
	tag->is_cut_off = end == STR_NONE;
	if (tag->is_cut_off)
		end = tags->html.len;
	inside = str_slice(tags->html, tags->at + 1, end);
	tags->at = end + 1;
	tag->is_end = str_skip_prefix(&inside, STR("/"));
	while (length < inside.len && is_name_char(inside.ptr[length]))
		length++;
	tag->name = str_slice(inside, 0, length);
	tag->attributes = str_from(inside, length);
	tag->closes_itself = str_skip_suffix(&tag->attributes, STR("/"));
	for (size_t i = 0; !tag->is_end && i < ARRAY_LEN(raw_names); i++)
		if (str_eq_nocase(tag->name, raw_names[i]))
			tags->raw = raw_names[i];
	return true;
}

bool tag_next_attribute(struct str *attributes, struct attribute *attribute)
{
	struct str rest = str_trim_start(*attributes);
	size_t length = 0;

	while (length < rest.len && !is_space(rest.ptr[length]) &&
	       rest.ptr[length] != '=')
		length++;
	if (length == 0)
		return false;
	*attribute = (struct attribute){ .name = str_slice(rest, 0, length) };
	rest = str_from(rest, length);
	*attributes = rest;
	rest = str_trim_start(rest);
	if (!str_skip_prefix(&rest, STR("=")))
		return true;
	rest = str_trim_start(rest);
	if (rest.len && (rest.ptr[0] == '"' || rest.ptr[0] == '\'')) {
		str_cut(str_from(rest, 1), rest.ptr[0], &attribute->value, &rest);
	} else {
		for (length = 0; length < rest.len && !is_space(rest.ptr[length]);)
			length++;
		attribute->value = str_slice(rest, 0, length);
		rest = str_from(rest, length);
	}
	*attributes = rest;
	return true;
}

struct str attribute_text(struct str value, struct arena *arena)
{
	struct buf out = { 0 };
	struct str kept;

	if (str_find_char(value, '&') == STR_NONE)
		return value;
	unescape_html(&out, value);
	kept = buf_keep(&out, arena);
	buf_clear(&out);
	return kept;
}
