#include "content/address.h"

#include <string.h>

#include "base/path.h"
#include "base/text.h"
#include "content/article.h"

/* "/News//Local/" is News/Local. */
static struct str clean_section(struct arena *arena, struct str section)
{
	struct buf out = { 0 };
	struct str part, clean;

	while (section.len) {
		str_cut(section, '/', &part, &section);
		part = str_trim(part);
		if (part.len && out.len)
			buf_add_char(&out, '/');
		buf_add(&out, part);
	}
	clean = buf_keep(&out, arena);
	buf_clear(&out);
	return clean;
}

void address_section(const struct field *field, void *out)
{
	struct article *article = out;
	struct strs sections = { 0 };

	field_texts(field, &sections);
	if (sections.count == 0)
		return;
	article->section = clean_section(field->arena, sections.items[0]);
	if (sections.count == 1)
		return;
	diag_warn(field->diags, field_span(field),
	          "an article has one section: '%.*s' is used",
	          STR_ARG(sections.items[0]));
	diag_hint(field->diags,
	          "write 'News/Local' for a section in a section; use 'tags' for "
	          "others");
}

void address_slug(const struct field *field, void *out)
{
	struct article *article = out;
	size_t errors = field->diags->errors;
	struct str text = { 0 };

	field_text(field, &text);
	if (text.len == 0 || field->diags->errors > errors)
		return;
	if (str_find_char(text, '/') != STR_NONE) {
		diag_error(field->diags, field_span(field),
		           "a slug is one part of a URL, "
		           "without '/'");
		diag_hint(field->diags, "use 'url' for a whole path");
		return;
	}
	article->slug = text_slug(field->arena, text);
	if (article->slug.len == 0)
		diag_error(field->diags, field_span(field),
		           "a slug must have letters or digits");
}

/* What stands behind the host of an absolute URL; empty if it is none. */
static struct str url_path(struct str url)
{
	size_t host;

	if (!str_skip_prefix(&url, STR("https://")) &&
	    !str_skip_prefix(&url, STR("http://")))
		return (struct str){ 0 };
	host = str_find_char(url, '/');
	return host == STR_NONE ? STR("/") : str_from(url, host);
}

/* What is wrong with a path that becomes a file; NULL if nothing is. */
static const char *url_fault(struct str url)
{
	struct str part, rest = str_from(url, 1);

	for (size_t i = 0; i < url.len; i++)
		if (strchr("?#\\", url.ptr[i]))
			return "may not hold '?', '#' or '\\'";
	while (rest.len) {
		bool is_last = !str_cut(rest, '/', &part, &rest);

		if (str_eq(part, STR("..")) || str_eq(part, STR(".")))
			return "may not hold '.' or '..'";
		if (str_has_prefix(part, STR(":")))
			return "may not hold placeholders such as ':year'";
		if (part.len == 0 && !is_last)
			return "may not hold '//'";
	}
	return NULL;
}

void address_url(const struct field *field, void *out)
{
	struct article *article = out;
	size_t errors = field->diags->errors;
	struct str url = { 0 }, path;
	const char *fault;

	field_text(field, &url);
	if (url.len == 0 || field->diags->errors > errors)
		return;
	path = url_path(url);
	if (path.len) {
		diag_error(field->diags, field_span(field),
		           "'%.*s' must be a path on this site",
		           STR_ARG(field->entry.key));
		diag_hint(field->diags, "write '%.*s'", STR_ARG(path));
		return;
	}
	if (url.ptr[0] != '/')
		url = arena_printf(field->arena, "/%.*s", STR_ARG(url));
	fault = url_fault(url);
	if (fault)
		diag_error(field->diags, field_span(field), "'%.*s' %s",
		           STR_ARG(field->entry.key), fault);
	else
		article->url = url;
}

/* Hugo and Jekyll name layouts without their extension. */
void address_template(const struct field *field, void *out)
{
	struct article *article = out;
	struct str text = { 0 }, path;

	field_text(field, &text);
	if (text.len == 0)
		return;
	if (!path_normalize(field->arena, text, &path) || path.len == 0)
		diag_error(field->diags, field_span(field),
		           "'%.*s' must be a file below 'templates/'",
		           STR_ARG(field->entry.key));
	else if (path_extension(path).len)
		article->template = path;
	else
		article->template =
			arena_printf(field->arena, "%.*s.html", STR_ARG(path));
}
