#include "import/newfront.h"

#include "base/attr.h"
#include "base/escape.h"
#include "base/path.h"
#include "base/text.h"
#include "base/utf8.h"
#include "content/article.h"
#include "content/keys.h"
#include "import/anydate.h"
#include "import/entry.h"
#include "import/importer.h"

/* The entry that says a key, and how well its name fits. */
struct chosen {
	const struct value_entry *entry;
	size_t rank;
};

struct writer {
	struct newfront *front;
	struct rebody *body;
	struct arena *arena;
	struct chosen chosen[KEY_COUNT];
	struct value_builder dict; /* the new front matter */
	struct value_builder kept; /* what is kept under the generator's name */
	struct value_builder tags;
};

/* Aliases. */

/* URLs that are one file on some disk have one key; a front page has none. */
static struct str alias_key(struct arena *arena, struct str url)
{
	struct str key, query;

	str_cut(url, '?', &key, &query);
	key = text_lower(arena, unescape_url(arena, key));
	while (str_skip_prefix(&key, STR("/")))
		;
	if (!path_normalize(arena, key, &key))
		return (struct str){ 0 };
	str_skip_suffix(&key, STR("index.html"));
	while (str_skip_suffix(&key, STR("/")))
		;
	if (key.len && query.len)
		return arena_printf(arena, "%.*s?%.*s", STR_ARG(key), STR_ARG(query));
	return key;
}

static bool claim(struct newfront *front, struct str url)
{
	struct str key = alias_key(&front->arena, url);
	bool added = false;

	if (key.len)
		table_add(&front->aliases, key, &added);
	return added;
}

void newfront_claim(struct newfront *front, struct oldpage *page)
{
	page->url_taken = page->url.len && !claim(front, page->url);
}

/* An alias that does not begin with "/" is relative to what is above the page. */
static struct str alias_of(const struct writer *in, struct str text)
{
	struct str path = { 0 };
	struct arena *arena = in->arena;

	if (str_has_prefix(text, STR("/")) || url_is_foreign(text) ||
	    in->body->site->generator == GENERATOR_JEKYLL)
		return text;
	path = in->body->page->url;
	str_skip_suffix(&path, STR("/"));
	if (!path_normalize(arena, path_join(arena, path_dir(str_from(path, 1)), text),
	                    &path)) {
		remark_file(in->body->remarks, in->body->page->path, "alias",
		            "leads out of the site", text);
		return (struct str){ 0 };
	}
	return arena_printf(arena, "/%.*s", STR_ARG(path));
}

static void add_alias(struct writer *in, struct value_builder *list, struct value item)
{
	struct str alias = str_trim(value_text(item));

	if (alias.len)
		alias = alias_of(in, alias);
	if (alias.len == 0)
		return;
	if (claim(in->front, alias))
		value_add_item(list, value_str(alias));
	else if (!str_eq(alias_key(in->arena, alias),
	                 alias_key(in->arena, in->body->page->url)))
		remark_file(in->body->remarks, in->body->page->path, "alias",
		            "another article has this URL", alias);
}

static struct value make_aliases(struct writer *in)
{
	struct value data = in->body->file->data;
	struct value_builder list = { .arena = in->arena };
	const struct oldpage *page = in->body->page;
	size_t rank;

	if (page->url.len && !page->url_taken)
		value_add_item(&list, value_str(page->url));
	else if (alias_key(in->arena, page->url).len)
		remark_file(in->body->remarks, page->path, "alias",
		            "another article has had this URL", page->url);
	for (uint32_t i = 0; i < data.len; i++) {
		struct value value = data.entries[i].value;

		if (key_of(data.entries[i].key, &rank) != KEY_ALIASES)
			continue;
		add_alias(in, &list, value);
		for (uint32_t k = 0; value.type == VALUE_LIST && k < value.len; k++)
			add_alias(in, &list, value.items[k]);
	}
	return list.count ? value_built_list(&list) : UNDEFINED;
}

/* Values. */

static bool has_item(const struct value_builder *list, struct value item)
{
	struct value all = value_built_list(list);

	for (uint32_t i = 0; i < all.len; i++)
		if (value_eq(all.items[i], item))
			return true;
	return false;
}

static void put(struct writer *in, const char *name, struct value value)
{
	if (value.type != VALUE_UNDEFINED && value.type != VALUE_NONE)
		value_add(&in->dict, str_of(name), value);
}

static bool is_given(struct value value)
{
	if (value.type == VALUE_STR)
		return str_trim(value_text(value)).len > 0;
	return value.type != VALUE_NONE && value.type != VALUE_UNDEFINED;
}

static void keep(struct writer *in, const struct value_entry *entry)
{
	value_add(&in->kept, entry->key, entry->value);
}

/* A text; anything else is none of ours, and is kept. */
static struct value text_value(struct writer *in, enum key key)
{
	const struct value_entry *entry = in->chosen[key].entry;

	if (!entry)
		return UNDEFINED;
	if (entry->value.type == VALUE_STR || value_is_number(entry->value))
		return entry->value;
	keep(in, entry);
	return UNDEFINED;
}

/* Every page has one, if only of its name. */
static struct value title_value(struct writer *in)
{
	const struct oldpage *page = in->body->page;
	struct value title = text_value(in, KEY_TITLE);
	struct str whole, text;

	if (title.type == VALUE_UNDEFINED)
		title = value_str(page->title);
	if (title.type != VALUE_STR)
		return title;
	whole = value_text(title);
	text = utf8_prefix(whole, TITLE_MAX);
	if (text.len < whole.len)
		remark_file(in->body->remarks, page->path, "title",
		            "too long for a headline: cut", whole);
	return value_str(text);
}

static struct value iso_value(struct arena *arena, struct date date)
{
	struct buf out = { 0 };
	struct value value;

	date_format_iso(date, &out);
	value = value_str(buf_keep(&out, arena));
	buf_clear(&out);
	return value;
}

static struct value date_of_key(struct writer *in, enum key key)
{
	const struct value_entry *entry = in->chosen[key].entry;
	struct date date;

	if (!entry)
		return UNDEFINED;
	if (anydate_parse(value_text(entry->value), &date))
		return iso_value(in->arena, date);
	keep(in, entry);
	return UNDEFINED;
}

/* Texts and numbers, or dicts with a name: a list of texts. */
static void add_text(struct value_builder *list, struct value value)
{
	struct value name = dict_get(value, "name");

	if (value.type == VALUE_DICT)
		value = name;
	if (value.type == VALUE_STR && str_trim(value_text(value)).len)
		value_add_item(list, value_str(str_trim(value_text(value))));
	else if (value.type == VALUE_INT)
		value_add_item(list, value);
}

/* Jekyll's tags and categories in one text are words; split says so. */
static struct value list_value(struct writer *in, struct value value, bool split)
{
	struct value_builder list = { .arena = in->arena };
	struct str rest = value_text(value), word;

	while (split && rest.len) {
		str_cut(rest, ' ', &word, &rest);
		add_text(&list, value_str(word));
	}
	if (!split || value.type != VALUE_STR)
		add_text(&list, value);
	for (uint32_t i = 0; value.type == VALUE_LIST && i < value.len; i++)
		add_text(&list, value.items[i]);
	return list.count ? value_built_list(&list) : UNDEFINED;
}

static struct value names_value(struct writer *in, enum key key)
{
	const struct value_entry *entry = in->chosen[key].entry;
	struct value list;

	if (!entry)
		return UNDEFINED;
	list = list_value(in, entry->value, false);
	if (list.type == VALUE_UNDEFINED)
		keep(in, entry);
	return list;
}

static void add_tags(struct writer *in, struct value list, uint32_t from)
{
	for (uint32_t i = from; list.type == VALUE_LIST && i < list.len; i++)
		if (!has_item(&in->tags, list.items[i]))
			value_add_item(&in->tags, list.items[i]);
}

/* Sections that say no more than that a page is an article. */
static bool is_plain_section(struct str name)
{
	static const struct str plain[] = { STR_INIT("post"),    STR_INIT("posts"),
		                            STR_INIT("_posts"),  STR_INIT("blog"),
		                            STR_INIT("article"), STR_INIT("articles"),
		                            STR_INIT("drafts") };

	return name.len == 0 || is_listed(name, plain, ARRAY_LEN(plain));
}

/*
 * The first category is the section, and the others are tags. Without categories it is
 * the folder, if that says anything.
 */
static void put_section(struct writer *in)
{
	bool jekyll = in->body->site->generator == GENERATOR_JEKYLL;
	struct value data = in->body->file->data;
	const struct value_entry *entry = in->chosen[KEY_SECTION].entry;
	struct value list = UNDEFINED;
	struct str group = in->body->page->group;

	if (entry && str_has_prefix(entry->key, STR("section")))
		list = list_value(in, entry->value, false);
	else if (entry)
		list = list_value(in, entry->value,
		                  jekyll && str_eq_nocase(entry->key, STR("categories")));
	if (entry && list.type == VALUE_UNDEFINED)
		keep(in, entry);
	if (jekyll && dict_get(data, "category").type != VALUE_UNDEFINED && entry &&
	    !str_eq_nocase(entry->key, STR("category")))
		add_tags(in, list_value(in, dict_get(data, "category"), false), 0);
	if (list.type == VALUE_UNDEFINED && jekyll && in->body->page->categories.len) {
		struct str head, rest;

		str_cut(in->body->page->categories, '/', &head, &rest);
		list = list_value(in, value_str(head), false);
	}
	if (list.type == VALUE_LIST) {
		put(in, "section", list.items[0]);
		add_tags(in, list, 1);
	} else if (!is_plain_section(group)) {
		put(in, "section", value_str(title_from_slug(in->arena, group)));
	}
}

static void put_tags(struct writer *in)
{
	const struct value_entry *entry = in->chosen[KEY_TAGS].entry;
	bool jekyll = in->body->site->generator == GENERATOR_JEKYLL;
	struct value list = UNDEFINED;

	if (entry)
		list = list_value(in, entry->value,
		                  jekyll && str_eq_nocase(entry->key, STR("tags")));
	if (entry && list.type == VALUE_UNDEFINED)
		keep(in, entry);
	add_tags(in, list, 0);
	if (in->tags.count)
		put(in, "tags", value_built_list(&in->tags));
}

/* A picture: a path, a list of which the first counts, or a dict of any theme's. */
static struct value image_said(const struct writer *in, const struct value_entry *entry)
{
	struct value data = in->body->file->data;
	struct value value = entry ? entry->value : dict_get(data, "images");

	if (value.type == VALUE_LIST && value.len)
		return value.items[0];
	if (value.type != VALUE_UNDEFINED)
		return value;
	/* Minimal Mistakes: { overlay_image, image_description, caption } */
	value = dict_get(data, "header");
	return value.type == VALUE_DICT ? value : UNDEFINED;
}

static struct str first_text(struct value dict, const char *const *names, size_t count)
{
	struct str text = { 0 };

	for (size_t i = 0; i < count && text.len == 0; i++)
		text = dict_text(dict, names[i]);
	return text;
}

static void put_image(struct writer *in)
{
	static const char *const paths[] = { "src", "image", "path", "overlay_image",
		                             "teaser" };
	static const char *const alts[] = { "alt", "image_description" };
	const struct value_entry *entry = in->chosen[KEY_IMAGE].entry;
	struct value value = image_said(in, entry);
	struct value_builder dict = { .arena = in->arena };
	struct str src = value.type == VALUE_DICT
	                         ? first_text(value, paths, ARRAY_LEN(paths))
	                         : value_text(value);
	struct str alt = first_text(value, alts, ARRAY_LEN(alts)), to;

	if (src.len == 0) {
		if (entry)
			keep(in, entry);
		return;
	}
	if (!rebody_target(in->body, src, &to)) {
		remark_file(in->body->remarks, in->body->page->path, "picture",
		            "of the front matter is nowhere in the input", src);
		if (entry)
			keep(in, entry);
		return;
	}
	if (value.type != VALUE_DICT) {
		put(in, "image", value_str(to));
		return;
	}
	value_add(&dict, STR("src"), value_str(to));
	if (alt.len)
		value_add(&dict, STR("alt"), value_str(alt));
	if (dict_text(value, "caption").len)
		value_add(&dict, STR("caption"), value_str(dict_text(value, "caption")));
	if (dict_text(value, "credit").len)
		value_add(&dict, STR("credit"), value_str(dict_text(value, "credit")));
	put(in, "image", value_built_dict(&dict));
}

static struct value language_value(struct writer *in)
{
	struct str tag = value_text(text_value(in, KEY_LANGUAGE));

	tag = entry_language(in->arena, tag.len ? tag : in->body->page->language);
	return tag.len ? value_str(tag) : UNDEFINED;
}

/* A URL; what else is called a source is a theme's own. */
static struct value source_value(struct writer *in)
{
	const struct value_entry *entry = in->chosen[KEY_SOURCE].entry;
	struct str text = entry ? str_trim(value_text(entry->value)) : (struct str){ 0 };

	if (str_has_prefix(text, STR("http://")) || str_has_prefix(text, STR("https://")))
		return value_str(text);
	if (entry)
		keep(in, entry);
	return in->body->site->address.len && in->body->page->url.len
	               ? value_str(arena_printf(in->arena, "%.*s%.*s%.*s",
	                                        STR_ARG(in->body->site->address),
	                                        STR_ARG(in->body->site->base),
	                                        STR_ARG(in->body->page->url)))
	               : UNDEFINED;
}

/* Neither generator shows what is of a later day than it runs, but if it is told to. */
static bool is_of_future(const struct writer *in, struct date date)
{
	const struct oldsite *site = in->body->site;
	bool hugo = site->generator == GENERATOR_HUGO;
	struct value shown = dict_get(site->config, hugo ? "buildFuture" : "future");

	return date_is_known(in->front->today) &&
	       date_to_days(date) > date_to_days(in->front->today) &&
	       !value_is_true(shown);
}

/* Hugo holds a page back until its publishDate; one that is no later holds nothing. */
static struct value embargo_value(struct writer *in, struct date date)
{
	const struct value_entry *entry = in->chosen[KEY_EMBARGO].entry;
	struct date embargo;

	if (entry && anydate_parse(value_text(entry->value), &embargo) &&
	    date_cmp(embargo, date) <= 0)
		return UNDEFINED;
	if (!entry && !is_of_future(in, date))
		return UNDEFINED;
	in->front->under_embargo++;
	return entry ? date_of_key(in, KEY_EMBARGO) : iso_value(in->arena, date);
}

static void choose(struct writer *in, struct value data)
{
	for (uint32_t i = 0; i < data.len; i++) {
		const struct value_entry *entry = &data.entries[i];
		size_t rank;
		enum key key = key_of(entry->key, &rank);

		if (key == KEY_COUNT || !is_given(entry->value))
			continue;
		if (!in->chosen[key].entry || rank < in->chosen[key].rank)
			in->chosen[key] = (struct chosen){ entry, rank };
	}
}

/* Has the key been said, or is its meaning another one here? */
static bool is_said(enum key key)
{
	switch (key) {
	case KEY_TEMPLATE:
	case KEY_RELATED:
	case KEY_CORRECTIONS:
	case KEY_WITHDRAWN:
	case KEY_ARCHIVED:
	case KEY_DIRECTION:
		return false;
	default:
		return true;
	}
}

/* Keys that nothing here reads, and a list of which all is said elsewhere. */
static bool is_dropped(struct str name)
{
	return str_eq_nocase(name, STR("cascade")) || str_eq_nocase(name, STR("images"));
}

/* The key under which stays what is none of ours and may not stand beside our keys. */
static struct str key_of_kept(const struct rebody *body)
{
	return body->site->generator == GENERATOR_HUGO ? STR("hugo") : STR("jekyll");
}

/* No key of an article, but one that an import writes there itself. */
static bool is_imports_own(const struct writer *in, struct str name)
{
	return str_eq(name, STR("imported")) || str_eq(name, key_of_kept(in->body));
}

/* What is no key of ours stays; what was not chosen of several names is kept apart. */
static void put_rest(struct writer *in, struct value data)
{
	for (uint32_t i = 0; i < data.len; i++) {
		const struct value_entry *entry = &data.entries[i];
		size_t rank;
		enum key key = key_of(entry->key, &rank);

		if (!is_given(entry->value) || is_dropped(entry->key))
			continue;
		if (key == KEY_COUNT && is_imports_own(in, entry->key))
			keep(in, entry);
		else if (key == KEY_COUNT)
			value_add_entry(&in->dict, *entry);
		else if ((in->chosen[key].entry != entry || !is_said(key)) &&
		         key != KEY_SLUG && key != KEY_URL && key != KEY_ALIASES &&
		         !(key == KEY_DATE && entry->value.type == VALUE_BOOL))
			keep(in, entry);
	}
}

struct value newfront_make(struct newfront *front, struct rebody *body, struct date date)
{
	struct writer in = { .front = front, .body = body, .arena = body->arena };

	in.dict.arena = in.kept.arena = in.tags.arena = body->arena;
	choose(&in, body->file->data);
	put(&in, "title", title_value(&in));
	put(&in, "kicker", text_value(&in, KEY_KICKER));
	put(&in, "dek", text_value(&in, KEY_DEK));
	put(&in, "date",
	    date_is_known(date) ? iso_value(in.arena, date) : value_str(STR("unknown")));
	put(&in, "updated", date_of_key(&in, KEY_UPDATED));
	put(&in, "authors", names_value(&in, KEY_AUTHORS));
	put_section(&in);
	put_tags(&in);
	put(&in, "series", names_value(&in, KEY_SERIES));
	put_image(&in);
	put(&in, "language", language_value(&in));
	put(&in, "source", source_value(&in));
	put(&in, "publication", text_value(&in, KEY_PUBLICATION));
	if (body->page->draft)
		put(&in, "draft", value_bool(true));
	put(&in, "embargo", embargo_value(&in, date));
	put(&in, "expires", date_of_key(&in, KEY_EXPIRES));
	put(&in, "aliases", make_aliases(&in));
	put_rest(&in, body->file->data);
	if (in.kept.count)
		value_add(&in.dict, key_of_kept(body), value_built_dict(&in.kept));
	return value_built_dict(&in.dict);
}

void newfront_clear(struct newfront *front)
{
	table_clear(&front->aliases);
	arena_clear(&front->arena);
	*front = (struct newfront){ 0 };
}
