#include "import/oldsite.h"

#include "base/attr.h"
#include "base/path.h"
#include "base/text.h"
#include "content/naming.h"
#include "content/scan.h"
#include "import/importer.h"
#include "import/oldurl.h"

static const struct str config_names[] = {
	STR_INIT("hugo"),
	STR_INIT("config"),
	STR_INIT("config/_default/hugo"),
	STR_INIT("config/_default/config"),
};

static const struct str config_formats[] = { STR_INIT("toml"), STR_INIT("yaml"),
	                                     STR_INIT("yml"), STR_INIT("json") };

/* Keys that may have a file of their own in config/_default/. */
static const struct str config_parts[] = { STR_INIT("permalinks"), STR_INIT("params"),
	                                   STR_INIT("languages") };

/* Names and kinds of pages that no section is needed to know. */
static const struct str page_names[] = {
	STR_INIT("about"),    STR_INIT("contact"),   STR_INIT("search"),
	STR_INIT("archives"), STR_INIT("archive"),   STR_INIT("privacy"),
	STR_INIT("imprint"),  STR_INIT("impressum"), STR_INIT("404"),
	STR_INIT("terms"),    STR_INIT("uses"),      STR_INIT("now"),
	STR_INIT("links"),    STR_INIT("projects"),  STR_INIT("page"),
	STR_INIT("pages"),
};

/* The config. */

static struct str find_config(struct oldsite *site, struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(config_formats); i++) {
		struct str path = arena_printf(&site->arena, "%.*s.%.*s", STR_ARG(name),
		                               STR_ARG(config_formats[i]));

		path = path_join(&site->arena, site->root, path);
		if (oldsite_is_file(site, path))
			return path;
	}
	return (struct str){ 0 };
}

/* A part of the config: in it, or in a file of its own. */
static struct value config_part(struct oldsite *site, struct str name,
                                struct diags *diags)
{
	struct value value = dict_get(site->config, arena_cstr(&site->arena, name));
	struct str path;

	if (value.type != VALUE_UNDEFINED)
		return value;
	path = find_config(site, path_join(&site->arena, STR("config/_default"), name));
	return path.len ? oldsite_config(site, path, diags) : value;
}

static void read_config(struct oldsite *site, struct diags *diags)
{
	struct value_builder dict = { .arena = &site->arena };
	struct str path = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(config_names) && path.len == 0; i++)
		path = find_config(site, config_names[i]);
	if (path.len)
		site->config = oldsite_config(site, path, diags);
	for (uint32_t i = 0; site->config.type == VALUE_DICT && i < site->config.len; i++)
		value_add_entry(&dict, site->config.entries[i]);
	for (size_t i = 0; i < ARRAY_LEN(config_parts); i++)
		value_add(&dict, config_parts[i],
		          config_part(site, config_parts[i], diags));
	site->config = value_built_dict(&dict);
	site->params = dict_get(site->config, "params");
	oldsite_set_url(site, dict_text(site->config, "baseURL"));
}

static bool is_folder(const struct oldsite *site, struct str path)
{
	struct file_info info;

	return files_stat(site->files, path, &info) == FILE_OK &&
	       info.type == FILE_FOLDER;
}

/* Where static files lie: the site's own folder, its assets, the theme's. */
static void find_statics(struct oldsite *site)
{
	struct str *folders = ARENA_ARRAY(&site->arena, struct str, 3);
	struct str own = dict_text(site->config, "staticDir"),
		   theme = dict_text(site->config, "theme");
	size_t count = 0;

	folders[count++] =
		path_join(&site->arena, site->root, own.len ? own : STR("static"));
	folders[count++] = path_join(&site->arena, site->root, STR("assets"));
	if (theme.len) {
		theme = arena_printf(&site->arena, "themes/%.*s/static", STR_ARG(theme));
		folders[count++] = path_join(&site->arena, site->root, theme);
	}
	site->statics = (struct strs){ folders, count };
}

/* Cascades. */

static void add_cascade(struct oldsite *site, struct str folder, struct value cascade)
{
	struct olddefault item = { .folder = folder };
	struct value_builder dict = { .arena = &site->arena };
	struct value target;

	for (uint32_t i = 0; cascade.type == VALUE_LIST && i < cascade.len; i++)
		add_cascade(site, folder, cascade.items[i]);
	if (cascade.type != VALUE_DICT)
		return;
	target = dict_get(cascade, "_target");
	if (target.type == VALUE_UNDEFINED)
		target = dict_get(cascade, "target");
	if (dict_text(target, "kind").len &&
	    !str_eq_nocase(dict_text(target, "kind"), STR("page")))
		return;
	item.glob = arena_str(&site->arena, dict_text(target, "path"));
	for (uint32_t i = 0; i < cascade.len; i++)
		if (!str_eq(cascade.entries[i].key, STR("_target")) &&
		    !str_eq(cascade.entries[i].key, STR("target")))
			value_add_entry(&dict, cascade.entries[i]);
	item.data = value_built_dict(&dict);
	oldsite_add_default(site, item);
}

/* The sections' own pages have no article, but their cascades hold for those below. */
static bool read_cascades(struct oldsite *site, struct diags *diags)
{
	struct arena scratch = { 0 };
	bool ok = true;

	add_cascade(site, (struct str){ 0 }, dict_get(site->config, "cascade"));
	for (size_t i = 0; i < site->count; i++) {
		const struct oldpage *page = &site->pages[i];
		enum file_status status;
		struct oldfile file;

		if (!str_eq(path_stem(page->key), STR("_index")))
			continue;
		if (!oldsite_read(site, page, &scratch, &file, &status, diags))
			ok = false;
		else
			add_cascade(site, path_dir(page->key),
			            dict_get(file.data, "cascade"));
		arena_reset(&scratch);
	}
	arena_clear(&scratch);
	return ok;
}

/* The pages. */

static const char *why_unread(struct str path)
{
	static const struct str known[] = { STR_INIT(".md"), STR_INIT(".markdown"),
		                            STR_INIT(".mdown"), STR_INIT(".html"),
		                            STR_INIT(".htm") };
	static const struct str foreign[] = { STR_INIT(".adoc"), STR_INIT(".asciidoc"),
		                              STR_INIT(".ad"),   STR_INIT(".org"),
		                              STR_INIT(".rst"),  STR_INIT(".pandoc"),
		                              STR_INIT(".pdc") };
	struct str extension = path_extension(path);

	if (is_listed(extension, known, ARRAY_LEN(known)))
		return NULL;
	return is_listed(extension, foreign, ARRAY_LEN(foreign))
	               ? "not Markdown or HTML: convert it first"
	               : "";
}

/* The languages of a site are the keys of a dict. */
static bool is_language(const struct oldsite *site, struct str name)
{
	struct value languages = dict_get(site->config, "languages");

	for (uint32_t i = 0; languages.type == VALUE_DICT && i < languages.len; i++)
		if (name.len && str_eq_nocase(languages.entries[i].key, name))
			return true;
	return false;
}

/* "a.fr.md" is in French; the stem without it. */
static struct str split_language(const struct oldsite *site, struct str stem,
                                 struct str *language)
{
	struct str tag = path_extension(stem);

	*language = (struct str){ 0 };
	if (!str_skip_prefix(&tag, STR(".")) || !is_language(site, tag))
		return stem;
	*language = tag;
	return str_slice(stem, 0, stem.len - tag.len - 1);
}

/* Is the file an index.md, in whatever language? */
static bool is_index(const struct oldsite *site, struct str path, const char *name)
{
	struct str language;

	return str_eq(split_language(site, path_stem(path), &language), str_of(name));
}

/* Is the path in the folder, and what is it there? */
static bool skip_folder(struct str *path, struct str folder)
{
	struct str rest = *path;

	if (folder.len &&
	    !(str_skip_prefix(&rest, folder) && str_skip_prefix(&rest, STR("/"))))
		return false;
	*path = rest;
	return true;
}

/* The path below the folder of all pages, or below its language's, behind its name. */
static struct str key_of(struct oldsite *site, struct str path)
{
	struct str key = path;

	for (size_t i = 0; i < site->root_count; i++)
		if (skip_folder(&key, site->roots[i].folder))
			return path_join(&site->arena, site->roots[i].language, key);
	skip_folder(&key, site->content);
	return key;
}

static void list_page(struct oldsite *site, struct str path)
{
	const char *why = why_unread(path);
	struct oldpage *page;
	struct str key, head;

	if (why && !*why)
		return; /* a picture or the like */
	page = oldsite_add(site, path);
	page->key = key = key_of(site, path);
	page->why_not = why;
	if (is_index(site, key, "_index"))
		page->why_not = "a listing of its section";
	else if (is_index(site, key, "index"))
		page->folder = path_dir(path);
	split_language(site, path_stem(key), &page->language);
	str_cut(key, '/', &head, &key);
	if (key.len && page->language.len == 0 && is_language(site, head)) {
		page->language = head; /* content/fr/posts/a.md */
		str_cut(key, '/', &head, &key);
	}
	if (key.len && !(page->folder.len && str_find_char(key, '/') == STR_NONE))
		page->group = head;
	if (page->group.len == 0 && page->folder.len && key.len == 0)
		page->why_not = "the front page";
}

/* What lies in a bundle beside its index.md belongs to it. */
static void find_resources(struct oldsite *site)
{
	struct table bundles = { 0 };

	for (size_t i = 0; i < site->count; i++)
		if (site->pages[i].folder.len)
			table_add(&bundles, site->pages[i].folder, NULL);
	for (size_t i = 0; i < site->count; i++) {
		struct oldpage *page = &site->pages[i];
		struct str folder = path_dir(page->path);

		if (page->folder.len)
			folder = path_dir(folder);
		for (; folder.len > site->content.len && !page->why_not;
		     folder = path_dir(folder))
			if (table_find(&bundles, folder) != TABLE_NONE)
				page->why_not = "part of the bundle that it lies in";
	}
	table_clear(&bundles);
}

/* The folders of languages, other than that of all pages. */
static void find_roots(struct oldsite *site)
{
	struct value languages = dict_get(site->config, "languages");
	size_t count = languages.type == VALUE_DICT ? languages.len : 0;

	site->roots = ARENA_ARRAY(&site->arena, struct oldroot, count);
	for (size_t i = 0; i < count; i++) {
		struct value_entry entry = languages.entries[i];
		struct str folder = dict_text(entry.value, "contentDir"), path;

		if (folder.len == 0 || !path_normalize(&site->arena, folder, &path))
			continue;
		path = path_join(&site->arena, site->root, path);
		if (str_eq(path, site->content) || !is_folder(site, path))
			continue;
		site->roots[site->root_count++] = (struct oldroot){ path, entry.key };
	}
}

static bool list_folder(struct oldsite *site, struct str folder, struct diags *diags)
{
	struct scan scan;
	bool ok = scan_files(site->files, folder, &site->arena, &scan, diags);

	for (size_t i = 0; i < scan.count; i++)
		list_page(site, scan.paths[i]);
	return ok;
}

bool hugosite_open(struct oldsite *site, struct diags *diags)
{
	struct str folder, zone;
	bool ok = true;

	read_config(site, diags);
	zone = dict_text(site->config, "timeZone");
	if (zone.len)
		site->zone = zone_open(&site->arena, zone);
	folder = dict_text(site->config, "contentDir");
	site->content =
		path_join(&site->arena, site->root, folder.len ? folder : STR("content"));
	find_roots(site);
	if (is_folder(site, site->content))
		ok = list_folder(site, site->content, diags);
	else if (site->root_count == 0)
		ok = list_folder(site, site->content = site->root, diags);
	for (size_t i = 0; i < site->root_count; i++) {
		folder = site->roots[i].folder;
		if (!skip_folder(&folder, site->content))
			ok &= list_folder(site, site->roots[i].folder, diags);
	}
	find_statics(site);
	find_resources(site);
	return read_cascades(site, diags) && ok;
}

/* One page. */

static const char *judge(const struct oldpage *page, struct value data)
{
	struct value build = dict_get(data, "build");
	struct str layout = dict_text(data, "layout"), type = dict_text(data, "type");
	struct str name =
		page->folder.len ? path_base(page->folder) : path_stem(page->path);

	if (build.type == VALUE_UNDEFINED)
		build = dict_get(data, "_build");
	if (value_is_true(dict_get(data, "headless")) ||
	    str_eq(dict_text(build, "render"), STR("never")) ||
	    (dict_get(build, "render").type == VALUE_BOOL &&
	     !value_is_true(dict_get(build, "render"))))
		return "a part of other pages, which has no page of its own";
	if (is_listed(layout, page_names, ARRAY_LEN(page_names)) ||
	    is_listed(type, page_names, ARRAY_LEN(page_names)))
		return "a page, not an article, by its layout or type";
	if (page->group.len == 0 && (is_listed(name, page_names, ARRAY_LEN(page_names)) ||
	                             dict_get(data, "menu").type != VALUE_UNDEFINED))
		return "a page, not an article";
	return NULL;
}

/* The pattern for the section, if the config has one. */
static struct str pattern_of(const struct oldsite *site, struct str section)
{
	struct value permalinks = dict_get(site->config, "permalinks");
	struct value pages = dict_get(permalinks, "page");

	if (section.len == 0)
		section = STR("/");
	for (uint32_t i = 0; pages.type == VALUE_DICT && i < pages.len; i++)
		if (str_eq_nocase(pages.entries[i].key, section))
			return value_text(pages.entries[i].value);
	for (uint32_t i = 0; permalinks.type == VALUE_DICT && i < permalinks.len; i++)
		if (str_eq_nocase(permalinks.entries[i].key, section))
			return value_text(permalinks.entries[i].value);
	return (struct str){ 0 };
}

static bool is_ugly(const struct oldsite *site, struct str section)
{
	struct value ugly = dict_get(site->config, "uglyURLs");

	for (uint32_t i = 0; ugly.type == VALUE_DICT && i < ugly.len; i++)
		if (str_eq_nocase(ugly.entries[i].key, section))
			return value_is_true(ugly.entries[i].value);
	return ugly.type == VALUE_BOOL && ugly.boolean;
}

/* The folders of a page below its language's: "posts/2014". */
static struct str sections_of(const struct oldsite *site, const struct oldpage *page)
{
	struct str path = path_dir(page->key), head, rest;

	if (page->folder.len)
		path = path_dir(path);
	str_cut(path, '/', &head, &rest);
	return page->language.len && str_eq(head, page->language) &&
	                       is_language(site, head)
	               ? rest
	               : path;
}

static struct str language_prefix(const struct oldsite *site, const struct oldpage *page)
{
	struct str usual = dict_text(site->config, "defaultContentLanguage");
	struct str language = page->language;

	if (usual.len == 0)
		usual = STR("en");
	if (language.len == 0)
		language = usual;
	if (str_eq_nocase(language, usual) &&
	    !value_is_true(dict_get(site->config, "defaultContentLanguageInSubdir")))
		return (struct str){ 0 };
	return language;
}

/* What the file calls the page: without extension, language and "index". */
static struct str name_of(const struct oldsite *site, const struct oldpage *page)
{
	struct str language;

	return page->folder.len ? path_base(page->folder)
	                        : split_language(site, path_stem(page->key), &language);
}

static struct str url_of(const struct oldsite *site, const struct oldpage *page,
                         struct value data, struct arena *arena)
{
	struct str given = dict_text(data, "url"), sections = sections_of(site, page);
	struct str pattern = pattern_of(site, page->group), unknown, language, url;
	struct oldurl parts = {
		.date = date_is_known(page->date)
		                ? page->date
		                : (struct date){ .year = 1, .month = 1, .day = 1 },
		.title = page->title,
		.slug = dict_text(data, "slug"),
		.name = name_of(site, page),
		.path = sections
	};

	if (str_skip_prefix(&given, STR("https://")) ||
	    str_skip_prefix(&given, STR("http://")))
		given = str_from(given,
		                 str_slice(given, 0, str_find_char(given, '/')).len);
	if (given.len && str_has_prefix(given, STR("/")))
		return oldurl_hugo(arena, given, &parts, &unknown);
	if (!given.len && !pattern.len)
		pattern = sections.len ? STR("/:sections/:slugorfilename/")
		                       : STR("/:slugorfilename/");
	url = oldurl_hugo(arena, given.len ? given : pattern, &parts, &unknown);
	if (!given.len && is_ugly(site, page->group) && str_skip_suffix(&url, STR("/")))
		url = arena_printf(arena, "%.*s.html", STR_ARG(url));
	language = language_prefix(site, page);
	if (language.len)
		url = arena_printf(arena, "/%.*s%.*s", STR_ARG(language), STR_ARG(url));
	return url;
}

void hugosite_describe(struct oldsite *site, struct oldpage *page, struct value data)
{
	struct arena scratch = { 0 };
	struct str wrong, name, slug = dict_text(data, "slug");
	bool unclear = false;

	page->why_not = judge(page, data);
	name = naming_slug(&site->arena, name_of(site, page), (struct str){ 0 });
	if (dict_date(data, "date publishDate pubdate published lastmod modified",
	              &page->date, &unclear))
		;
	else
		page->date = naming_date(page->key, (struct str){ 0 }, &wrong);
	page->date_unclear = unclear && !date_is_known(page->date);
	if (site->zone && page->date.has_time && page->date.offset == OFFSET_NONE)
		page->date = zone_localize(site->zone, page->date);
	page->draft = value_is_true(dict_get(data, "draft"));
	page->slug = slug.len ? arena_str(&site->arena, slug) : name;
	page->title = dict_words(data, "title", &site->arena);
	if (page->title.len == 0)
		page->title = title_from_slug(&site->arena, name);
	page->url = arena_str(&site->arena, url_of(site, page, data, &scratch));
	arena_clear(&scratch);
}
