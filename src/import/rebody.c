#include "import/rebody.h"

#include <string.h>

#include "base/escape.h"
#include "base/path.h"
#include "base/text.h"
#include "import/insertion.h"

/* What a path keeps in Markdown's and HTML's targets; brackets and quotes do not. */
#define PATH_SIGNS "/,@:+=!$;"

/* Targets. */

bool url_is_foreign(struct str url)
{
	size_t i = 0;

	if (str_has_prefix(url, STR("//")) || str_has_prefix(url, STR("#")))
		return true;
	while (i < url.len && (is_alnum(url.ptr[i]) || url.ptr[i] == '+' ||
	                       url.ptr[i] == '-' || url.ptr[i] == '.'))
		i++;
	return i > 1 && i < url.len && url.ptr[i] == ':';
}

/* A path as a target, with the "?" and "#" that followed. */
static struct str write_target(const struct rebody *body, struct str path,
                               struct str suffix)
{
	struct buf out = { 0 };
	struct str target;

	escape_url(&out, path, PATH_SIGNS);
	buf_add(&out, suffix);
	target = buf_keep(&out, body->arena);
	buf_clear(&out);
	return target;
}

/* The path of this page's new file, without extension: the folder of its own files. */
static struct str own_folder(const struct rebody *body)
{
	struct str into = body->page->into;

	return str_slice(into, 0, into.len - path_extension(into).len);
}

static struct str link_to(const struct rebody *body, uint32_t page, struct str suffix)
{
	struct str path = path_relative(body->arena, path_dir(body->page->into),
	                                body->site->pages[page].into);

	return write_target(body, path, suffix);
}

/* A page has an article of its own and is no file to take along. */
static bool is_page(struct str path)
{
	struct str extension = path_extension(path);

	return str_eq_nocase(extension, STR(".md")) ||
	       str_eq_nocase(extension, STR(".markdown")) ||
	       str_eq_nocase(extension, STR(".html"));
}

/* A file that lies relative to the page's own: it is taken along. */
static bool take_beside(const struct rebody *body, struct str url, struct str suffix,
                        struct str *out)
{
	struct arena *arena = body->arena;
	struct str folder = path_dir(body->page->key), inner, sub, path, to;

	if (!path_normalize(arena, path_join(arena, folder, unescape_url(arena, url)),
	                    &inner) ||
	    inner.len == 0 || is_page(inner))
		return false;
	path = oldsite_place(body->site, inner, arena);
	if (!oldsite_is_file(body->site, path))
		return false;
	sub = inner;
	if (str_skip_prefix(&sub, folder))
		str_skip_prefix(&sub, STR("/"));
	to = path_join(arena, own_folder(body), sub);
	luggage_take(body->luggage, path, to, body->diags);
	*out = write_target(body, path_relative(arena, path_dir(body->page->into), to),
	                    suffix);
	return true;
}

/* What a URL from the root of the old site names: an article or a static file. */
static bool find_rooted(const struct rebody *body, struct str url, struct str suffix,
                        struct str *out)
{
	struct arena *arena = body->arena;
	uint32_t page = oldsite_find_url(body->site, url, arena);
	struct str path, inner, rest = url;

	if (page != OLDPAGE_NONE) {
		*out = link_to(body, page, suffix);
		return true;
	}
	/* Hugo publishes HTML that is static as it is; Jekyll's may be a page. */
	if (is_page(url) && (body->site->generator == GENERATOR_JEKYLL ||
	                     !str_eq_nocase(path_extension(url), STR(".html"))))
		return false;
	if (!oldsite_find_static(body->site, url, arena, &path))
		return false;
	if (body->site->base.len && str_skip_prefix(&rest, body->site->base) &&
	    str_has_prefix(rest, STR("/")))
		url = rest;
	while (str_skip_prefix(&url, STR("/")))
		;
	if (!path_normalize(arena, unescape_url(arena, url), &inner))
		return false;
	luggage_take(body->luggage, path, path_join(arena, STR("static"), inner),
	             body->diags);
	*out = write_target(body, arena_printf(arena, "/%.*s", STR_ARG(inner)), suffix);
	return true;
}

/* Relative to the page's old URL, as browsers read it. */
static bool find_from_url(const struct rebody *body, struct str url, struct str suffix,
                          struct str *out)
{
	struct arena *arena = body->arena;
	struct str folder = path_dir(str_from(body->page->url, 1)), path;

	if (!path_normalize(arena, path_join(arena, folder, url), &path))
		return false;
	return find_rooted(body, arena_printf(arena, "/%.*s", STR_ARG(path)), suffix,
	                   out);
}

bool rebody_target(const struct rebody *body, struct str url, struct str *out)
{
	struct str suffix, plain, given = url;
	size_t at = 0;
	uint32_t page;

	*out = url;
	url = str_trim(url);
	if (body->site->url.len && str_skip_prefix(&url, body->site->url) &&
	    (url.len == 0 || url.ptr[0] != '/'))
		url = given; /* another host that begins alike */
	if (url.len == 0 || url_is_foreign(url))
		return true;
	while (at < url.len && url.ptr[at] != '?' && url.ptr[at] != '#')
		at++;
	suffix = str_from(url, at);
	plain = str_slice(url, 0, at);
	if (plain.ptr == NULL || plain.len == 0)
		return true;
	if (plain.ptr[0] == '/') {
		if (find_rooted(body, plain, suffix, out) || url.ptr != given.ptr)
			return true;
		if (body->site->address.len)
			*out = arena_printf(body->arena, "%.*s%.*s",
			                    STR_ARG(body->site->address), STR_ARG(url));
		return false;
	}
	if (is_page(plain)) {
		page = oldsite_find(body->site, body->page, plain, body->arena);
		if (page != OLDPAGE_NONE) {
			*out = link_to(body, page, suffix);
			return true;
		}
	}
	return take_beside(body, plain, suffix, out) ||
	       find_from_url(body, plain, suffix, out) ||
	       find_rooted(body, arena_printf(body->arena, "/%.*s", STR_ARG(plain)),
	                   suffix, out);
}

bool rebody_reference(const struct rebody *body, struct str reference, struct str *out)
{
	struct str path, fragment;
	uint32_t page;

	str_cut(reference, '#', &path, &fragment);
	if (path.len == 0) {
		*out = reference;
		return reference.len > 1;
	}
	page = oldsite_find(body->site, body->page, path, body->arena);
	if (page == OLDPAGE_NONE)
		return false;
	*out = link_to(body, page, str_from(reference, path.len));
	return true;
}

/* Edits. */

void rebody_edit(struct rebody *body, size_t start, size_t end, struct str text)
{
	if (body->edit_count == body->edit_cap) {
		size_t cap = body->edit_cap ? 2 * body->edit_cap : 16;
		struct edit *edits = ARENA_ARRAY(body->arena, struct edit, cap);

		if (body->edit_count)
			memcpy(edits, body->edits, body->edit_count * sizeof(*edits));
		body->edits = edits;
		body->edit_cap = cap;
	}
	body->edits[body->edit_count++] = (struct edit){ start, end, text };
}

void rebody_say(struct rebody *body, const struct foreign *item, const char *kind,
                const char *why)
{
	size_t from = body->file->body;

	remark(body->remarks,
	       (struct span){ &body->file->source, from + item->start, from + item->end },
	       kind, why);
}

struct str rebody_inner(const struct rebody *body, const struct foreign *tag)
{
	if (tag->partner == FOREIGN_NONE || tag->closing)
		return (struct str){ 0 };
	return str_slice(body->text, tag->end, body->found.items[tag->partner].start);
}

/* Is there nothing else on the lines but blanks, and marks of quotes before? */
static bool has_own_lines(const struct rebody *body, size_t start, size_t end)
{
	struct str text = body->text;

	while (start > 0 && str_find_char(STR(" \t>"), text.ptr[start - 1]) != STR_NONE)
		start--;
	while (end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '\t'))
		end++;
	return (start == 0 || text.ptr[start - 1] == '\n') &&
	       (end >= text.len || text.ptr[end] == '\n');
}

bool rebody_is_alone(const struct rebody *body, const struct foreign *tag)
{
	size_t end = tag->end;

	if (tag->partner != FOREIGN_NONE && !tag->closing)
		end = body->found.items[tag->partner].end;
	return has_own_lines(body, tag->start, end);
}

static bool is_empty_line(struct str line)
{
	for (size_t i = 0; i < line.len; i++)
		if (!is_space(line.ptr[i]) && line.ptr[i] != '>')
			return false;
	return true;
}

/* Has the paragraph that ends there been given an empty line? */
static bool ends_empty(const struct rebody *body, size_t end)
{
	const struct edit *last;

	if (body->edit_count == 0)
		return false;
	last = &body->edits[body->edit_count - 1];
	return last->end == end && str_has_suffix(last->text, STR("\n"));
}

static struct str next_line(struct str text)
{
	size_t at = str_find_char(text, '\n');

	text = at == STR_NONE ? (struct str){ 0 } : str_from(text, at + 1);
	return str_slice(text, 0, str_find_char(text, '\n'));
}

/* A paragraph of its own: with an empty line before and behind it. */
static struct str as_paragraph(struct rebody *body, size_t start, size_t end,
                               struct str text)
{
	struct str before = str_slice(body->text, 0, start), after, prefix;
	struct buf out = { 0 };
	bool starts_item, is_alone;
	size_t at;

	prefix = insertion_prefix(body->arena, body->text, start, &starts_item);
	text = insertion_lines(body->arena, text, prefix);
	after = str_from(body->text, end);
	is_alone = has_own_lines(body, start, end);
	if (!is_alone && (!starts_item || !is_empty_line(str_slice(
						  after, 0, str_find_char(after, '\n')))))
		return text;
	at = str_find_last_char(before, '\n');
	before = str_slice(before, 0, at == STR_NONE ? 0 : at);
	at = str_find_last_char(before, '\n');
	if (is_alone && before.len && !ends_empty(body, before.len) &&
	    !is_empty_line(str_from(before, at == STR_NONE ? 0 : at + 1)))
		buf_printf(&out, "\n%.*s", STR_ARG(prefix));
	buf_add(&out, text);
	after = next_line(after);
	/* The next item is no part of this one. */
	if (!is_empty_line(after) && (is_alone || str_has_prefix(after, prefix)))
		buf_printf(&out, "\n%.*s", STR_ARG(str_trim_end(prefix)));
	text = buf_keep(&out, body->arena);
	buf_clear(&out);
	return text;
}

void embed_clear(struct embed *embed)
{
	buf_clear(&embed->open);
	buf_clear(&embed->close);
}

static bool understand(const struct rebody *body, const struct foreign *tag,
                       struct embed *out)
{
	if (tag->kind == FOREIGN_SHORTCODE)
		return body->site->generator == GENERATOR_HUGO && !tag->escaped &&
		       embed_shortcode(body, tag, out);
	if (body->site->generator == GENERATOR_HUGO)
		return false;
	return tag->kind == FOREIGN_TAG ? embed_liquid(body, tag, out)
	                                : embed_output(body, tag, out);
}

/* A target with the tags in it carried out. False: one of them is not understood. */
static bool expand_target(struct rebody *body, const struct foreign *item,
                          struct str *target, bool *is_final)
{
	struct buf out = { 0 };
	struct foreigns tags;
	size_t at = 0;
	bool ok = true;

	*target = str_slice(body->text, item->start, item->end);
	*is_final = false;
	if (!str_contains(*target, STR("{{")) && !str_contains(*target, STR("{%")))
		return true;
	foreign_scan(*target, body->arena, &tags);
	for (size_t i = 0; i < tags.count && ok; i++) {
		struct embed embed = { 0 };

		if (tags.items[i].kind == FOREIGN_TARGET)
			continue;
		buf_add(&out, str_slice(*target, at, tags.items[i].start));
		ok = understand(body, &tags.items[i], &embed);
		if (embed.is_target)
			buf_reset(
				&out); /* of the site's address, which it does without */
		buf_add(&out, buf_str(&embed.open));
		*is_final |= embed.is_target;
		at = tags.items[i].end;
		embed_clear(&embed);
		if (!ok)
			remark_tag(body->remarks, tags.items[i].name);
	}
	buf_add(&out, str_from(*target, at));
	*target = buf_keep(&out, body->arena);
	buf_clear(&out);
	return ok;
}

static void convert_target(struct rebody *body, const struct foreign *item)
{
	struct str target, now;
	bool is_final;

	/* Tags are carried out in code too; what only looks like a link stays. */
	if (!expand_target(body, item, &target, &is_final)) {
		rebody_say(body, item, "link", "not understood: left in the text");
		return;
	}
	now = target;
	if (!is_final && !item->in_code && !rebody_target(body, target, &now))
		rebody_say(body, item, "link", "leads to nothing that was imported");
	if (!str_eq(now, str_slice(body->text, item->start, item->end)))
		rebody_edit(body, item->start, item->end, now);
}

/* Braces that are a text here must not be taken for a tag by our own build. */
static void convert_text(struct rebody *body, const struct foreign *item)
{
	struct buf out = { 0 };
	struct str text = str_slice(body->text, item->start, item->end);

	if (item->escaped) {
		size_t open = str_find(text, STR("/*"));
		size_t close = text.len - STR("*/>}}").len;

		buf_add(&out, str_slice(text, 0, open));
		buf_add(&out, str_slice(text, open + 2, close));
		buf_add(&out, str_from(text, close + 2));
		text = buf_keep(&out, body->arena);
		buf_reset(&out);
	}
	if (!item->in_code)
		buf_printf(&out, "%s%.*s",
		           item->kind == FOREIGN_TAG ? "&#123;" : "{&#123;",
		           STR_ARG(str_from(text, item->kind == FOREIGN_TAG ? 1 : 2)));
	else
		buf_add(&out, text);
	rebody_edit(body, item->start, item->end, buf_keep(&out, body->arena));
	buf_clear(&out);
}

static const char *kind_name(enum foreign_kind kind)
{
	switch (kind) {
	case FOREIGN_SHORTCODE:
		return "shortcode";
	case FOREIGN_TAG:
		return "tag";
	case FOREIGN_OUTPUT:
		return "variable";
	default:
		break;
	}
	return "link";
}

/* A tag that stays; on one line, or our own build would not see that it is one. */
static void leave(struct rebody *body, const struct foreign *tag)
{
	struct str text = str_slice(body->text, tag->start, tag->end);

	if (tag->kind != FOREIGN_SHORTCODE && str_contains(text, STR("\n")))
		rebody_edit(body, tag->start, tag->end, text_squeeze(body->arena, text));
	rebody_say(body, tag, kind_name(tag->kind), "not understood: left in the text");
	remark_tag(body->remarks, tag->kind == FOREIGN_OUTPUT ? tag->inside : tag->name);
}

/* A tag, and what it takes with it; the item to go on behind. */
static size_t convert_tag(struct rebody *body, size_t i)
{
	const struct foreign *tag = &body->found.items[i], *partner = NULL;
	struct embed embed = { 0 };
	size_t end = tag->end;
	struct str text;
	bool starts_item;

	if (tag->closing) {
		if (tag->partner == FOREIGN_NONE)
			leave(body, tag);
		return i + 1; /* its partner has seen to it */
	}
	if (!understand(body, tag, &embed)) {
		embed_clear(&embed);
		leave(body, tag);
		return i + 1;
	}
	if (tag->partner != FOREIGN_NONE)
		partner = &body->found.items[tag->partner];
	if (partner && embed.takes_inner)
		end = partner->end;
	text = buf_keep(&embed.open, body->arena);
	if (embed.is_block)
		text = as_paragraph(body, tag->start, end, text);
	rebody_edit(body, tag->start, end, text);
	if (partner && !embed.takes_inner)
		body->found.items[tag->partner].inside =
			insertion_lines(body->arena, buf_keep(&embed.close, body->arena),
		                        insertion_prefix(body->arena, body->text,
		                                         partner->start, &starts_item));
	if (partner && !embed.takes_inner)
		body->found.items[tag->partner].is_done = true;
	i = partner && embed.takes_inner ? tag->partner + 1 : i + 1;
	embed_clear(&embed);
	return i;
}

/* The text between {% raw %} and its end is not Liquid's. */
static size_t convert_raw(struct rebody *body, size_t i)
{
	const struct foreign *tag = &body->found.items[i];
	size_t end = tag->partner;

	if (end == FOREIGN_NONE) {
		leave(body, tag);
		return i + 1;
	}
	rebody_edit(body, tag->start, tag->end, (struct str){ 0 });
	for (i++; i < end; i++) {
		const struct foreign *item = &body->found.items[i];

		if (item->kind == FOREIGN_TARGET)
			convert_target(body, item);
		else if (!rebody_is_extra(item) && !item->in_code)
			convert_text(body, item);
	}
	rebody_edit(body, body->found.items[end].start, body->found.items[end].end,
	            (struct str){ 0 });
	return end + 1;
}

/* One item; where to go on. */
static size_t convert_item(struct rebody *body, size_t i)
{
	const struct foreign *item = &body->found.items[i];
	bool hugo = body->site->generator == GENERATOR_HUGO;

	if (item->is_done) {
		rebody_edit(body, item->start, item->end, item->inside);
	} else if (item->kind == FOREIGN_TARGET) {
		convert_target(body, item);
	} else if (rebody_is_extra(item)) {
		return item->in_code ? i + 1 : rebody_extra(body, i);
	} else if (item->escaped || hugo != (item->kind == FOREIGN_SHORTCODE)) {
		if (item->escaped || !item->in_code)
			convert_text(body, item);
	} else if (!hugo && str_eq(item->name, STR("raw")) && !item->closing) {
		return convert_raw(body, i);
	} else {
		return convert_tag(body, i);
	}
	return i + 1;
}

struct str rebody_convert(struct rebody *body)
{
	struct buf out = { 0 };
	struct str text;
	size_t at = 0;

	body->text = str_from(body->file->source.text, body->file->body);
	foreign_scan(body->text, body->arena, &body->found);
	for (size_t i = 0; i < body->found.count;)
		i = convert_item(body, i);
	for (size_t i = 0; i < body->edit_count; i++) {
		buf_add(&out, str_slice(body->text, at, body->edits[i].start));
		buf_add(&out, body->edits[i].text);
		at = body->edits[i].end;
	}
	buf_add(&out, str_from(body->text, at));
	text = buf_keep(&out, body->arena);
	buf_clear(&out);
	return text;
}
