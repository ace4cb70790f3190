#include "import/oldsite.h"

#include <stdlib.h>

#include "base/escape.h"
#include "base/path.h"
#include "base/text.h"
#include "content/frontmatter.h"

#define AMBIGUOUS  (OLDPAGE_NONE - 1) /* several pages have the name */
#define CONFIG_MAX ((size_t)4 << 20)
#define GLOB_STEPS 10000 /* a pattern that needs more matches nothing */

/* Files. */

bool oldsite_is_file(const struct oldsite *site, struct str path)
{
	struct file_info info;

	return files_stat(site->files, path, &info) == FILE_OK &&
	       info.type == FILE_REGULAR;
}

struct str oldsite_place(const struct oldsite *site, struct str key, struct arena *arena)
{
	for (size_t i = 0; i < site->root_count; i++) {
		struct str rest = key;

		if (str_skip_prefix(&rest, site->roots[i].language) &&
		    str_skip_prefix(&rest, STR("/")))
			return path_join(arena, site->roots[i].folder, rest);
	}
	return path_join(arena, site->content, key);
}

struct value oldsite_config(struct oldsite *site, struct str path, struct diags *diags)
{
	struct source *source = ARENA_NEW(&site->arena, struct source);
	struct str extension = path_extension(path);
	enum data_format format = str_eq(extension, STR(".toml"))   ? DATA_TOML
	                          : str_eq(extension, STR(".json")) ? DATA_JSON
	                                                            : DATA_YAML;
	struct value value = UNDEFINED;

	source->path = path;
	if (files_read(site->files, path, CONFIG_MAX, &site->arena, &source->text,
	               NULL) == FILE_OK)
		data_parse(source, format, &site->arena, &value, diags);
	return value;
}

void oldsite_set_url(struct oldsite *site, struct str url)
{
	struct str rest = url;
	size_t host;

	str_skip_suffix(&rest, STR("/"));
	url = rest;
	if (!str_skip_prefix(&rest, STR("https://")) &&
	    !str_skip_prefix(&rest, STR("http://")) && !str_skip_prefix(&rest, STR("//")))
		return;
	host = str_find_char(rest, '/');
	if (host == STR_NONE)
		host = rest.len;
	site->url = str_slice(url, 0, url.len - rest.len + host);
	if (host < rest.len)
		site->base = str_from(rest, host);
}

/* Has it front matter? Both generators know it by its first line. */
static bool has_front(enum generator generator, struct str text)
{
	struct str line, rest = text;

	str_skip_prefix(&rest, STR("\xef\xbb\xbf"));
	rest = str_trim_start(rest);
	if (!str_next_line(&rest, &line))
		return false;
	line = str_trim_end(line);
	if (str_eq(line, STR("---")))
		return true;
	return generator == GENERATOR_HUGO &&
	       (str_eq(line, STR("+++")) ||
	        (str_has_prefix(line, STR("{")) && !str_has_prefix(line, STR("{{")) &&
	         !str_has_prefix(line, STR("{%"))));
}

/* Does a pattern with *, ** and ? match all of s? */
static bool glob_matches(struct str glob, struct str s, unsigned *steps)
{
	while (glob.len) {
		bool any = str_has_prefix(glob, STR("**"));

		if (++*steps > GLOB_STEPS)
			return false;
		if (glob.ptr[0] == '*') {
			glob = str_from(glob, any ? 2 : 1);
			for (size_t i = 0; i <= s.len; i++) {
				if (glob_matches(glob, str_from(s, i), steps))
					return true;
				if (i < s.len && s.ptr[i] == '/' && !any)
					return false;
			}
			return false;
		}
		if (s.len == 0 ||
		    (glob.ptr[0] != '?' && to_lower(glob.ptr[0]) != to_lower(s.ptr[0])))
			return false;
		glob = str_from(glob, 1);
		s = str_from(s, 1);
	}
	return s.len == 0;
}

static bool holds_for(const struct olddefault *item, const struct oldpage *page)
{
	struct str rest = page->key, glob = item->glob, name = page->key;
	unsigned steps = 0, more = 0;

	if (item->folder.len && !(str_skip_prefix(&rest, item->folder) &&
	                          (rest.len == 0 || rest.ptr[0] == '/')))
		return false;
	if (item->group.len && !str_eq(item->group, page->group))
		return false;
	if (glob.len == 0)
		return true;
	str_skip_prefix(&glob, STR("/"));
	name = page->folder.len ? path_dir(name)
	                        : str_slice(name, 0, name.len - path_extension(name).len);
	return glob_matches(glob, page->key, &steps) || glob_matches(glob, name, &more);
}

/* What the page says, and behind it what it leaves to the defaults. */
static struct value with_defaults(const struct oldsite *site, const struct oldpage *page,
                                  struct value data, struct arena *arena)
{
	struct value_builder dict = { .arena = arena };

	for (uint32_t i = 0; i < data.len; i++)
		value_add_entry(&dict, data.entries[i]);
	for (size_t i = site->default_count; i-- > 0;) {
		const struct olddefault *item = &site->defaults[i];

		if (!holds_for(item, page))
			continue;
		for (uint32_t k = 0; k < item->data.len; k++) {
			struct value known = value_built_dict(&dict);
			char *name = arena_cstr(arena, item->data.entries[k].key);

			if (dict_get(known, name).type == VALUE_UNDEFINED)
				value_add(&dict, item->data.entries[k].key,
				          item->data.entries[k].value);
		}
	}
	return value_built_dict(&dict);
}

/* The key of a line of YAML that begins an entry of the outermost dict; else empty. */
static struct str outer_key(struct str line)
{
	size_t colon = str_find_char(line, ':');

	if (line.len == 0 || is_space(line.ptr[0]) || line.ptr[0] == '#' ||
	    line.ptr[0] == '-' || colon == STR_NONE ||
	    (colon + 1 < line.len && !is_space(line.ptr[colon + 1])))
		return (struct str){ 0 };
	return str_slice(line, 0, colon);
}

/* Where the entry ends that begins at start: before the next one, or a fence. */
static size_t entry_end(struct str text, size_t start)
{
	struct str rest = str_from(text, start), line;

	str_next_line(&rest, &line);
	while (rest.len) {
		size_t at = text.len - rest.len;

		str_next_line(&rest, &line);
		if (outer_key(line).len || str_eq(str_trim_end(line), STR("---")))
			return at;
	}
	return text.len;
}

/* Make comments of the lines from start on that belong to one entry. */
static void blot_out(char *text, size_t start, size_t end)
{
	for (size_t at = start; at < end; at++)
		if ((at == start || text[at - 1] == '\n') && text[at] != '\n')
			text[at] = '#';
}

/*
 * Both generators take the last of two equal keys, where we see a mistake. Blot out the
 * others; no byte moves. False if there are none.
 */
static bool forget_repeated_keys(struct oldfile *file, struct arena *arena)
{
	struct str all = file->source.text, rest = all, line;
	char *text = arena_cstr(arena, all);
	struct table keys = { 0 };
	size_t *starts = ARENA_ARRAY(arena, size_t, all.len / 2 + 1);

	str_next_line(&rest, &line);
	while (str_next_line(&rest, &line) && !str_eq(str_trim_end(line), STR("---"))) {
		struct str key = outer_key(line);
		size_t at = (size_t)(line.ptr - all.ptr);
		uint32_t number;
		bool added;

		if (key.len == 0)
			continue;
		number = table_add(&keys, key, &added);
		if (!added) {
			blot_out(text, starts[number], entry_end(all, starts[number]));
			file->twice_start = at;
			file->twice_end = at + key.len;
		}
		starts[number] = at;
	}
	table_clear(&keys);
	file->source.text = (struct str){ text, all.len };
	return file->twice_end > 0;
}

/* Parse it, and once more if that may help. */
static bool parse_front(struct oldfile *file, struct arena *arena,
                        struct frontmatter *front, struct diags *diags)
{
	struct diags found = { 0 };
	bool ok = frontmatter_parse(&file->source, arena, front, &found);

	if (!ok && front->format == DATA_YAML && forget_repeated_keys(file, arena)) {
		diags_clear(&found);
		found = (struct diags){ 0 };
		ok = frontmatter_parse(&file->source, arena, front, &found);
	}
	diags_move(diags, &found);
	return ok;
}

bool oldsite_read(const struct oldsite *site, const struct oldpage *page,
                  struct arena *arena, struct oldfile *out, enum file_status *status,
                  struct diags *diags)
{
	struct frontmatter front = { .data = value_dict(NULL, 0) };
	struct str bytes;

	*out = (struct oldfile){ .source = { .path = page->path } };
	*status = files_read(site->files, page->path, OLDPAGE_MAX, arena, &bytes, NULL);
	if (*status != FILE_OK)
		return diag_error_path(diags, page->path, "%s", files_explain(*status));
	out->source.text = encoding_clean(arena, bytes, &out->notes);
	out->has_front = has_front(site->generator, out->source.text);
	if (out->has_front && !parse_front(out, arena, &front, diags))
		return false;
	out->body = front.body;
	out->data = value_without_controls(arena,
	                                   with_defaults(site, page, front.data, arena));
	return true;
}

/* Pages. */

struct oldpage *oldsite_add(struct oldsite *site, struct str path)
{
	if (site->count == site->cap) {
		site->cap = 2 * site->cap + 64;
		site->pages =
			xrealloc_array(site->pages, site->cap, sizeof(*site->pages));
	}
	site->pages[site->count] = (struct oldpage){ .path = path };
	return &site->pages[site->count++];
}

void oldsite_add_default(struct oldsite *site, struct olddefault item)
{
	if (site->default_count == site->default_cap) {
		site->default_cap = 2 * site->default_cap + 8;
		site->defaults = xrealloc_array(site->defaults, site->default_cap,
		                                sizeof(*site->defaults));
	}
	item.data = value_copy(&site->arena, item.data);
	site->defaults[site->default_count++] = item;
}

/* A page's key as links may name it: without extension and without "index". */
static struct str link_key(struct arena *arena, struct str key)
{
	static const struct str extensions[] = {
		STR_INIT(".md"),   STR_INIT(".markdown"), STR_INIT(".html"),
		STR_INIT(".htm"),  STR_INIT(".mdown"),    STR_INIT(".mkd"),
		STR_INIT(".mkdn"), STR_INIT(".mkdown"),
	};

	str_skip_suffix(&key, STR("/"));
	for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++)
		if (str_skip_suffix(&key, extensions[i]))
			break;
	if (!str_skip_suffix(&key, STR("/index")))
		str_skip_suffix(&key, STR("/_index"));
	return text_lower(arena, key);
}

/* Of a URL: it leads to one page with and without "/", ".html" and "index.html". */
static struct str url_key(struct arena *arena, struct str url)
{
	struct str key = unescape_url(arena, url);

	str_skip_suffix(&key, STR("index.html"));
	while (str_skip_suffix(&key, STR("/")))
		;
	str_skip_suffix(&key, STR(".html"));
	return key;
}

/* Of two pages with one key the first counts, or none if it is to be unambiguous. */
static void file_under(struct table *table, uint32_t **pages, struct str key,
                       uint32_t page, bool first_counts)
{
	bool added;
	uint32_t number = table_add(table, key, &added);

	if (!added) {
		if (!first_counts)
			(*pages)[number] = AMBIGUOUS;
		return;
	}
	if ((number & (number + 1)) == 0) /* 0, 1, 3, 7: room for as many again */
		*pages = xrealloc_array(*pages, 2 * (size_t)number + 2, sizeof(**pages));
	(*pages)[number] = page;
}

static void index_pages(struct oldsite *site)
{
	for (uint32_t i = 0; i < site->count; i++) {
		const struct oldpage *page = &site->pages[i];
		struct str key = link_key(&site->arena, page->key);

		if (page->why_not)
			continue;
		file_under(&site->by_key, &site->key_pages,
		           text_lower(&site->arena, page->key), i, true);
		file_under(&site->by_key, &site->key_pages, key, i, true);
		file_under(&site->by_name, &site->name_pages, path_base(key), i, false);
		if (page->url.len)
			file_under(&site->by_url, &site->url_pages,
			           url_key(&site->arena, page->url), i, true);
	}
}

static uint32_t look_up(const struct table *table, const uint32_t *pages, struct str key)
{
	uint32_t number = table_find(table, key);

	if (number == TABLE_NONE || pages[number] == AMBIGUOUS)
		return OLDPAGE_NONE;
	return pages[number];
}

/* By a path below the folder of all pages: with extension as it is, or without. */
static uint32_t find_key(const struct oldsite *site, struct str path, struct arena *arena)
{
	uint32_t found;

	if (!path_normalize(arena, text_lower(arena, path), &path))
		return OLDPAGE_NONE;
	found = look_up(&site->by_key, site->key_pages, path);
	if (found == OLDPAGE_NONE)
		found = look_up(&site->by_key, site->key_pages, link_key(arena, path));
	return found;
}

uint32_t oldsite_find(const struct oldsite *site, const struct oldpage *from,
                      struct str reference, struct arena *arena)
{
	uint32_t found = OLDPAGE_NONE;
	bool rooted = str_skip_prefix(&reference, STR("/"));
	struct str key = link_key(arena, reference), inner = from->key;

	if (!rooted)
		found = find_key(site, path_join(arena, path_dir(from->key), reference),
		                 arena);
	/* A language's folder is the root of its pages, before that of all pages. */
	else if (str_skip_prefix(&inner, from->language) &&
	         str_has_prefix(inner, STR("/")))
		found = find_key(site, path_join(arena, from->language, reference),
		                 arena);
	if (found == OLDPAGE_NONE)
		found = find_key(site, reference, arena);
	if (found == OLDPAGE_NONE && (!rooted || site->generator == GENERATOR_JEKYLL))
		found = look_up(&site->by_name, site->name_pages, path_base(key));
	return found;
}

uint32_t oldsite_find_url(const struct oldsite *site, struct str url, struct arena *arena)
{
	struct str rest = url;

	if (site->url.len && str_skip_prefix(&rest, site->url) &&
	    (rest.len == 0 || rest.ptr[0] == '/'))
		url = rest;
	rest = url;
	if (site->base.len && str_skip_prefix(&rest, site->base) &&
	    str_has_prefix(rest, STR("/")))
		url = rest;
	if (!str_has_prefix(url, STR("/")))
		return OLDPAGE_NONE;
	return look_up(&site->by_url, site->url_pages, url_key(arena, url));
}

bool oldsite_find_static(const struct oldsite *site, struct str url, struct arena *arena,
                         struct str *path)
{
	struct str rest = url, inner;

	if (site->base.len && str_skip_prefix(&rest, site->base) &&
	    str_has_prefix(rest, STR("/")))
		url = rest;
	while (str_skip_prefix(&url, STR("/")))
		;
	if (!path_normalize(arena, unescape_url(arena, url), &inner) || inner.len == 0 ||
	    inner.ptr[0] == '_' || inner.ptr[0] == '.')
		return false;
	for (size_t i = 0; i < site->statics.count; i++) {
		*path = path_join(arena, site->statics.items[i], inner);
		if (oldsite_is_file(site, *path))
			return true;
	}
	return false;
}

/* The whole. */

static int compare_pages(const void *a, const void *b)
{
	const struct oldpage *x = a, *y = b;
	int order = str_cmp(x->key, y->key);

	return order ? order : str_cmp(x->path, y->path);
}

/* A URL that can be a file of the site: without host, "?", "#" and "..". */
static void tidy_url(struct oldpage *page, struct arena *arena)
{
	struct str url = page->url, path;
	bool is_folder;

	url = str_slice(url, 0, str_find_char(url, '?'));
	url = str_slice(url, 0, str_find_char(url, '#'));
	while (str_skip_prefix(&url, STR("/")))
		;
	is_folder = str_has_suffix(url, STR("/"));
	page->url = (struct str){ 0 };
	if (path_normalize(arena, url, &path) && path.len)
		page->url = arena_printf(arena, "/%.*s%s", STR_ARG(path),
		                         is_folder ? "/" : "");
}

static bool know_page(struct oldsite *site, struct oldpage *page, struct arena *scratch,
                      bool *machine_failed, struct diags *diags)
{
	struct oldfile file;
	enum file_status status;

	if (!oldsite_read(site, page, scratch, &file, &status, diags)) {
		*machine_failed |= files_is_system(status);
		page->why_not = arena_cstr(&site->arena, diags->last->message);
		page->failed = true;
		return false;
	}
	if (!file.has_front) {
		page->why_not = "has no front matter";
		return true;
	}
	if (site->generator == GENERATOR_HUGO)
		hugosite_describe(site, page, file.data);
	else
		jekyllsite_describe(site, page, file.data);
	tidy_url(page, &site->arena);
	return true;
}

static bool has_date(const struct oldpage *page)
{
	return date_is_known(page->date) || page->date_unclear || page->draft;
}

/* Of a section without any date the pages are no articles. */
static void judge_groups(struct oldsite *site)
{
	struct table dated = { 0 };

	for (size_t i = 0; i < site->count; i++)
		if (!site->pages[i].why_not && has_date(&site->pages[i]))
			table_add(&dated, site->pages[i].group, NULL);
	for (size_t i = 0; i < site->count; i++) {
		struct oldpage *page = &site->pages[i];

		if (page->why_not || has_date(page))
			continue;
		if (page->group.len == 0)
			page->why_not = "a page without a date, in no section";
		else if (table_find(&dated, page->group) == TABLE_NONE)
			page->why_not = "a page without a date, in a section without any";
	}
	table_clear(&dated);
}

bool oldsite_open(struct oldsite *site, bool *machine_failed, struct diags *diags)
{
	bool ok = site->generator == GENERATOR_HUGO ? hugosite_open(site, diags)
	                                            : jekyllsite_open(site, diags);
	struct arena scratch = { 0 };

	if (site->count)
		qsort(site->pages, site->count, sizeof(*site->pages), compare_pages);
	for (size_t i = 0; i < site->count; i++) {
		if (!site->pages[i].why_not)
			ok &= know_page(site, &site->pages[i], &scratch, machine_failed,
			                diags);
		arena_reset(&scratch);
	}
	arena_clear(&scratch);
	judge_groups(site);
	index_pages(site);
	return ok;
}

void oldsite_clear(struct oldsite *site)
{
	table_clear(&site->by_key);
	table_clear(&site->by_name);
	table_clear(&site->by_url);
	free(site->key_pages);
	free(site->name_pages);
	free(site->url_pages);
	free(site->pages);
	free(site->defaults);
	arena_clear(&site->arena);
	*site = (struct oldsite){ 0 };
}
