#include "check/inspect.h"

#include <stdlib.h>

#include "archive/alias.h"
#include "archive/permalink.h"
#include "archive/redirects.h"
#include "base/attr.h"
#include "base/escape.h"
#include "base/hash.h"
#include "base/path.h"

/* The page in work. */
struct look {
	struct inspector *inspector;
	uint32_t number;
	struct str path;
	bool leads; /* its links count: it is no redirect */
};

/* What a link is, seen from the output. */
enum whither { OUTSIDE, NOWHERE, HERE };

uint64_t place_hash(uint32_t file, struct str id)
{
	return hash_short(id) ^ ((uint64_t)file + 1) * 0x9e3779b97f4a7c15u;
}

static void find(const struct look *look, enum finding_kind kind, struct str what,
                 size_t offset)
{
	struct inspector *inspector = look->inspector;

	findings_add(&inspector->findings,
	             (struct finding){ .kind = kind,
	                               .path = look->path,
	                               .what = arena_str(&inspector->kept, what),
	                               .offset = offset });
}

/*
 * Cut the site's own scheme and host off a link; false if it has others or none. A host
 * answers to http and https alike, or sends from one to the other.
 */
static bool cut_origin(const struct config *config, struct str *link)
{
	struct str rest = *link, host = config->url; /* "//example.org" */

	if (config->url.len == 0)
		return false;
	host = str_slice(host, str_find(host, STR("//")), host.len - config->home.len);
	if (str_has_prefix_nocase(rest, STR("http:")) ||
	    str_has_prefix_nocase(rest, STR("https:")))
		rest = str_from(rest, str_find_char(rest, ':') + 1);
	if (!str_has_prefix_nocase(rest, host))
		return false;
	rest = str_from(rest, host.len);
	if (rest.len && rest.ptr[0] != '/')
		return false;
	*link = rest.len ? rest : STR("/");
	return true;
}

/* The path from the site's root that a link stands for; false if it is another site's. */
static bool site_path(const struct look *look, struct str link, struct str *path)
{
	const struct config *config = look->inspector->territory->archive->config;
	struct arena *arena = &look->inspector->scratch;

	if (!cut_origin(config, &link) && url_is_external(link))
		return false;
	if (!str_has_prefix(link, STR("/"))) {
		/* An empty path is this page. */
		*path = link.len ? arena_printf(arena, "%.*s%s%.*s",
		                                STR_ARG(path_dir(look->path)),
		                                path_dir(look->path).len ? "/" : "",
		                                STR_ARG(link))
		                 : look->path;
		return true;
	}
	*path = link;
	return str_skip_prefix(path, config->home);
}

/* Is there a redirect at a path from the site's root? */
static bool is_alias(const struct look *look, struct str path, struct str query)
{
	const struct archive *archive = look->inspector->territory->archive;
	struct arena *arena = &look->inspector->scratch;
	const struct redirect *alias =
		alias_find(archive, arena_printf(arena, "/%.*s", STR_ARG(path)));

	if (!alias)
		alias = alias_find(archive, arena_printf(arena, "/%.*s?%.*s",
		                                         STR_ARG(path), STR_ARG(query)));
	return alias && redirects_carry(archive->config, alias);
}

static enum whither follow_path(const struct look *look, struct str path,
                                struct str query, uint32_t *file)
{
	const struct territory *territory = look->inspector->territory;
	struct arena *arena = &look->inspector->scratch;
	bool is_folder = path.len == 0 || str_has_suffix(path, STR("/"));
	struct str plain = { 0 };

	if (path.len && !path_normalize(arena, unescape_url(arena, path), &plain))
		return NOWHERE;
	*file = TABLE_NONE;
	if (!is_folder)
		*file = table_find(&territory->files, plain);
	/* Hosts lead from a folder's name to the folder. */
	if (*file == TABLE_NONE)
		*file = table_find(&territory->files,
		                   path_join(arena, plain, STR("index.html")));
	if (*file != TABLE_NONE)
		return HERE;
	return is_alias(look, plain, query) ? OUTSIDE : NOWHERE;
}

static void add_jump(struct inspector *inspector, struct jump jump)
{
	if (inspector->jump_count == inspector->jump_cap) {
		inspector->jump_cap = inspector->jump_cap ? inspector->jump_cap * 2 : 64;
		inspector->jumps = xrealloc_array(inspector->jumps, inspector->jump_cap,
		                                  sizeof(*inspector->jumps));
	}
	inspector->jumps[inspector->jump_count++] = jump;
}

static void add_place(struct inspector *inspector, uint64_t place)
{
	if (inspector->place_count == inspector->place_cap) {
		inspector->place_cap =
			inspector->place_cap ? inspector->place_cap * 2 : 256;
		inspector->places =
			xrealloc_array(inspector->places, inspector->place_cap,
		                       sizeof(*inspector->places));
	}
	inspector->places[inspector->place_count++] = place;
}

static void look_at_link(const struct look *look, struct str value, size_t offset,
                         enum finding_kind kind)
{
	struct inspector *inspector = look->inspector;
	struct str link = str_trim(attribute_text(value, &inspector->scratch));
	struct str path, fragment, query;
	uint32_t file;

	inspector->links++;
	str_cut(link, '#', &path, &fragment);
	str_cut(path, '?', &path, &query);
	if (!site_path(look, path, &path))
		return;
	switch (follow_path(look, path, query, &file)) {
	case OUTSIDE:
		return;
	case NOWHERE:
		find(look, kind, link, offset);
		return;
	case HERE:
		break;
	}
	if (file != look->number && look->leads && kind == FOUND_LINK)
		atomic_store_explicit(&inspector->territory->linked[file], true,
		                      memory_order_relaxed);
	fragment = unescape_url(&inspector->scratch, fragment);
	/* Text fragments are the browser's, and "#top" is in every page. */
	if (fragment.len && kind == FOUND_LINK && !str_eq(fragment, STR("top")) &&
	    !str_has_prefix(fragment, STR(":~:")))
		add_jump(inspector,
		         (struct jump){ place_hash(file, fragment), look->path,
		                        arena_str(&inspector->kept, link), offset });
}

/* "a.png 1x, b.png 2x" */
static void look_at_set(const struct look *look, struct str value, size_t offset)
{
	struct str part, link, rest;

	while (value.len) {
		str_cut(value, ',', &part, &value);
		str_cut(str_trim(part), ' ', &link, &rest);
		if (link.len)
			look_at_link(look, link, offset, FOUND_FILE);
	}
}

static void look_at_id(const struct look *look, struct str value, size_t offset,
                       bool is_id)
{
	struct inspector *inspector = look->inspector;
	struct str id = attribute_text(value, &inspector->scratch);
	bool is_new = true;

	if (is_id)
		table_add(&inspector->ids, id, &is_new);
	if (!is_new)
		find(look, FOUND_ID, id, offset);
	add_place(inspector, place_hash(look->number, id));
}

static bool is_attribute(const struct attribute *attribute, const char *name)
{
	return str_eq_nocase(attribute->name, str_of(name));
}

static void look_at_tag(const struct look *look, const struct tag *tag)
{
	bool is_link = str_eq_nocase(tag->name, STR("a")) ||
	               str_eq_nocase(tag->name, STR("area"));
	bool is_picture = str_eq_nocase(tag->name, STR("img"));
	bool has_alt = false;
	struct str rest = tag->attributes, src = { 0 };
	struct attribute attribute;

	while (tag_next_attribute(&rest, &attribute)) {
		if (is_attribute(&attribute, "id"))
			look_at_id(look, attribute.value, tag->start, true);
		else if (is_link && is_attribute(&attribute, "name"))
			look_at_id(look, attribute.value, tag->start, false);
		else if (is_attribute(&attribute, "href"))
			look_at_link(look, attribute.value, tag->start,
			             is_link ? FOUND_LINK : FOUND_FILE);
		else if (is_attribute(&attribute, "src"))
			look_at_link(look, src = attribute.value, tag->start, FOUND_FILE);
		else if (is_attribute(&attribute, "srcset"))
			look_at_set(look, attribute.value, tag->start);
		has_alt |= is_attribute(&attribute, "alt") && attribute.value.ptr;
	}
	if (is_picture && !has_alt)
		find(look, FOUND_ALT, attribute_text(src, &look->inspector->scratch),
		     tag->start);
}

void inspect_page(struct inspector *inspector, uint32_t number, struct str html)
{
	const struct territory *territory = inspector->territory;
	struct look look = { inspector, number, territory->files.keys[number], true };
	struct tags tags = { .html = html };
	const struct page *page;
	struct tag tag;

	arena_reset(&inspector->scratch);
	inspector->balance.count = 0;
	page = archive_page(territory->archive,
	                    path_to_url(&inspector->scratch, look.path));
	look.leads = !page || page->kind != PAGE_REDIRECT;
	while (tags_next(&tags, &tag)) {
		struct str wrong =
			balance_add(&inspector->balance, &tag, &inspector->scratch);

		if (wrong.len)
			find(&look, FOUND_MARKUP, wrong, tag.start);
		if (!tag.is_end)
			look_at_tag(&look, &tag);
	}
	if (balance_end(&inspector->balance, &tag))
		find(&look, FOUND_MARKUP,
		     arena_printf(&inspector->scratch, "<%.*s> is never closed",
		                  STR_ARG(tag.name)),
		     tag.start);
	table_clear(&inspector->ids);
}

void inspector_clear(struct inspector *inspector)
{
	findings_clear(&inspector->findings);
	free(inspector->jumps);
	free(inspector->places);
	arena_clear(&inspector->kept);
	arena_clear(&inspector->scratch);
	table_clear(&inspector->ids);
}
