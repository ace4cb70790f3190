#include "import/oldsite.h"

#include "base/attr.h"
#include "base/path.h"
#include "content/scan.h"
#include "import/importer.h"
#include "import/oldurl.h"

/* What Jekyll leaves alone, and what it makes itself. */
static const struct str skipped[] = {
	STR_INIT("_site"),   STR_INIT("node_modules"), STR_INIT("vendor"),
	STR_INIT("Gemfile"), STR_INIT("Gemfile.lock"), STR_INIT("README.md"),
	STR_INIT("_cache"),
};

static bool is_excluded(const struct oldsite *site, struct str name)
{
	struct value exclude = dict_get(site->config, "exclude");

	if (str_has_prefix(name, STR(".")) ||
	    is_listed(name, skipped, ARRAY_LEN(skipped)))
		return true;
	for (uint32_t i = 0; exclude.type == VALUE_LIST && i < exclude.len; i++) {
		struct str item = value_text(exclude.items[i]);

		str_skip_prefix(&item, STR("/"));
		str_skip_suffix(&item, STR("/"));
		if (str_eq(item, name))
			return true;
	}
	return false;
}

/* Does the config give the collection pages? *known: does it name it at all? */
static struct value collection_of(const struct oldsite *site, struct str name,
                                  bool *known)
{
	struct value all = dict_get(site->config, "collections");

	*known = false;
	for (uint32_t i = 0; all.type == VALUE_DICT && i < all.len; i++)
		if (str_eq(all.entries[i].key, name)) {
			*known = true;
			return all.entries[i].value;
		}
	for (uint32_t i = 0; all.type == VALUE_LIST && i < all.len; i++)
		*known |= str_eq(value_text(all.items[i]), name);
	return UNDEFINED;
}

static bool is_page_path(struct str path)
{
	static const struct str known[] = {
		STR_INIT(".md"),   STR_INIT(".markdown"), STR_INIT(".mkd"),
		STR_INIT(".mkdn"), STR_INIT(".mkdown"),   STR_INIT(".html"),
		STR_INIT(".htm"),  STR_INIT(".textile"),
	};

	return is_listed(path_extension(path), known, ARRAY_LEN(known));
}

/* Is a folder on the way to the file called name? Where what is below it begins. */
static size_t below(struct str key, struct str name)
{
	for (size_t at = 0; at < key.len;) {
		struct str rest = str_from(key, at);
		size_t slash = str_find_char(rest, '/');

		if (slash == STR_NONE)
			break;
		at += slash + 1;
		if (str_eq(str_slice(rest, 0, slash), name))
			return at;
	}
	return STR_NONE;
}

/* What a file is by where it lies. */
static void classify(const struct oldsite *site, struct oldpage *page)
{
	struct str first, rest, place = page->key, dir;
	bool known;

	dir = dict_text(site->config, "collections_dir");
	if (dir.len && str_skip_prefix(&place, dir))
		str_skip_prefix(&place, STR("/"));
	str_cut(place, '/', &first, &rest);
	page->draft = below(page->key, STR("_drafts")) != STR_NONE;
	if (page->draft || below(page->key, STR("_posts")) != STR_NONE)
		page->group = STR("posts");
	else if (str_skip_prefix(&first, STR("_")) && rest.len) {
		struct value collection = collection_of(site, first, &known);

		page->group = first;
		if (!known)
			page->why_not = "a part of the theme or its data";
		else if (!value_is_true(dict_get(collection, "output")))
			page->why_not = "of a collection that has no pages";
	} else {
		page->why_not = "a page, not an article";
	}
	if (!page->why_not && str_eq_nocase(path_extension(page->key), STR(".textile")))
		page->why_not = "not Markdown or HTML: convert it first";
}

static void list_page(struct oldsite *site, struct str path)
{
	struct oldpage *page;
	struct str key = path;

	if (!is_page_path(path))
		return;
	if (site->content.len && str_skip_prefix(&key, site->content))
		str_skip_prefix(&key, STR("/"));
	page = oldsite_add(site, path);
	page->key = key;
	classify(site, page);
}

static bool list_pages(struct oldsite *site, struct diags *diags)
{
	struct arena scratch = { 0 };
	struct file_entry *entries;
	size_t count = 0;
	struct scan scan;
	bool ok = true;
	enum file_status status =
		files_list(site->files, site->content, &scratch, &entries, &count);

	if (status != FILE_OK)
		ok = diag_error_path(diags, site->content, "%s", files_explain(status));
	for (size_t i = 0; i < count; i++) {
		struct str path = path_join(&site->arena, site->content, entries[i].name);

		if (is_excluded(site, entries[i].name))
			continue;
		if (entries[i].type == FILE_REGULAR)
			list_page(site, path);
		if (entries[i].type != FILE_FOLDER)
			continue;
		ok &= scan_files(site->files, path, &site->arena, &scan, diags);
		for (size_t k = 0; k < scan.count; k++)
			list_page(site, scan.paths[k]);
	}
	arena_clear(&scratch);
	return ok;
}

/* The config's defaults, of which those of deeper folders are more particular. */
static void add_defaults(struct oldsite *site)
{
	struct value defaults = dict_get(site->config, "defaults");

	for (size_t depth = 0, more = 1; more && depth < SCAN_DEPTH; depth++) {
		more = 0;
		for (uint32_t i = 0; defaults.type == VALUE_LIST && i < defaults.len;
		     i++) {
			struct value item = defaults.items[i],
				     scope = dict_get(item, "scope");
			struct str path = dict_text(scope, "path"), rest;
			struct str type = dict_text(scope, "type");
			size_t slashes = 0;

			str_skip_suffix(&path, STR("/"));
			for (rest = path; rest.len; slashes++)
				str_cut(rest, '/', &(struct str){ 0 }, &rest);
			more += slashes > depth;
			if (slashes == depth &&
			    dict_get(item, "values").type == VALUE_DICT)
				oldsite_add_default(
					site, (struct olddefault){
						      .folder = path,
						      .group = type,
						      .data = dict_get(item, "values") });
		}
	}
}

bool jekyllsite_open(struct oldsite *site, struct diags *diags)
{
	static const struct str names[] = { STR_INIT("_config.yml"),
		                            STR_INIT("_config.yaml"),
		                            STR_INIT("_config.toml") };
	struct str *statics = ARENA_NEW(&site->arena, struct str), path, base, zone;

	for (size_t i = 0; i < ARRAY_LEN(names) && site->config.type == VALUE_UNDEFINED;
	     i++) {
		path = path_join(&site->arena, site->root, names[i]);
		site->config = oldsite_config(site, path, diags);
	}
	site->params = site->config;
	site->content =
		path_join(&site->arena, site->root, dict_text(site->config, "source"));
	oldsite_set_url(site, dict_text(site->config, "url"));
	base = dict_text(site->config, "baseurl");
	str_skip_suffix(&base, STR("/"));
	if (base.len)
		site->base = base;
	zone = dict_text(site->config, "timezone");
	if (zone.len)
		site->zone = zone_open(&site->arena, zone);
	*statics = site->content;
	site->statics = (struct strs){ statics, 1 };
	add_defaults(site);
	return list_pages(site, diags);
}

/* One page. */

/* "2014-02-03-title": the date, and where the title begins; 0 if it has none. */
static size_t date_in_name(struct str stem, struct date *date)
{
	size_t at = 0;

	for (unsigned signs = 0; at < stem.len && signs < 3; at++)
		signs += stem.ptr[at] == '-';
	if (at > 1 && at < stem.len && date_parse(str_slice(stem, 0, at - 1), date))
		return at;
	*date = (struct date){ 0 };
	return 0;
}

static void add_category(struct buf *out, struct str name)
{
	struct str rest = buf_str(out), part;

	name = str_trim(name);
	while (rest.len) {
		str_cut(rest, '/', &part, &rest);
		if (str_eq(part, name))
			return;
	}
	if (name.len && out->len)
		buf_add_char(out, '/');
	buf_add(out, name);
}

/* Those of the folders above _posts, and those that the page names. */
static struct str categories_of(const struct oldpage *page, struct value data,
                                struct arena *arena)
{
	struct value all = dict_get(data, "categories");
	struct str folders = page->key, part, rest = value_text(all), path;
	struct buf out = { 0 };
	size_t at = below(page->key, STR("_posts"));

	folders = at == STR_NONE ? (struct str){ 0 }
	                         : str_slice(folders, 0, at - STR("_posts/").len);
	while (folders.len) {
		str_cut(folders, '/', &part, &folders);
		add_category(&out, part);
	}
	add_category(&out, dict_text(data, "category"));
	while (rest.len) {
		str_cut(rest, ' ', &part, &rest);
		add_category(&out, part);
	}
	for (uint32_t i = 0; all.type == VALUE_LIST && i < all.len; i++)
		add_category(&out, value_text(all.items[i]));
	path = buf_keep(&out, arena);
	buf_clear(&out);
	return path;
}

static struct str pattern_of(const struct oldsite *site, const struct oldpage *page,
                             struct value data)
{
	bool known, posts = str_eq(page->group, STR("posts"));
	struct str pattern = dict_text(data, "permalink"),
		   usual = dict_text(site->config, "permalink");

	if (pattern.len)
		return pattern;
	pattern = dict_text(collection_of(site, page->group, &known), "permalink");
	if (pattern.len)
		return pattern;
	if (posts)
		return usual.len ? usual : STR("date");
	return str_eq(usual, STR("pretty")) || str_has_suffix(usual, STR("/"))
	               ? STR("/:collection/:path/")
	               : STR("/:collection/:path:output_ext");
}

/* Where it is below its collection, without extension. */
static struct str inner_path(const struct oldpage *page)
{
	struct str inner = page->key, head;

	str_cut(inner, '/', &head, &inner);
	return str_slice(inner, 0, inner.len - path_extension(inner).len);
}

void jekyllsite_describe(struct oldsite *site, struct oldpage *page, struct value data)
{
	struct arena scratch = { 0 };
	struct str stem = path_stem(page->key), unknown;
	struct oldurl parts = { .slug = dict_text(data, "slug") };
	size_t named = date_in_name(stem, &page->date);
	struct value published = dict_get(data, "published");
	bool unclear = false;
	struct str pattern = pattern_of(site, page, data);
	struct date date;

	parts.name = str_from(stem, named);
	if (str_eq(page->group, STR("posts")) && !page->draft && named == 0)
		page->why_not = "a post whose name has no date, which Jekyll leaves out";
	if (dict_date(data, "date", &date, &unclear))
		page->date = date;
	page->date_unclear = unclear && !date_is_known(page->date);
	page->draft |= value_is_true(dict_get(data, "draft")) ||
	               (published.type == VALUE_BOOL && !published.boolean);
	page->slug = arena_str(&site->arena, parts.slug.len ? parts.slug : parts.name);
	page->title = dict_words(data, "title", &site->arena);
	if (page->title.len == 0)
		page->title = title_from_slug(&site->arena, parts.name);
	parts.title = page->title;
	if (site->zone && page->date.has_time && page->date.offset != OFFSET_NONE)
		page->date = zone_localize(site->zone, page->date);
	parts.date = page->date;
	page->categories = categories_of(page, data, &site->arena);
	parts.path = page->categories;
	parts.collection = page->group;
	parts.folder = inner_path(page);
	/* Without a date there was no URL with one. */
	if (date_is_known(parts.date) || str_eq(pattern, STR("none")) ||
	    (str_contains(pattern, STR("/")) && !str_contains(pattern, STR(":year"))))
		page->url = arena_str(&site->arena, oldurl_jekyll(&site->arena, pattern,
		                                                  &parts, &unknown));
	arena_clear(&scratch);
}
