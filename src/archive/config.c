#include "archive/config.h"

#include "archive/permalink.h"
#include "content/frontmatter.h"

/* What a setter needs to know: the value, and where it stands for messages. */
struct setting {
	const struct source *source;
	struct arena *arena;
	struct diags *diags;
	const char *name;
	const struct value_entry *entry;
};

static struct span value_span(const struct setting *setting)
{
	return (struct span){ setting->source, setting->entry->value_at,
		              setting->entry->value_at };
}

static bool wrong_type(const struct setting *setting, const char *wanted)
{
	return diag_error(setting->diags, value_span(setting), "'%s' must be %s, not %s",
	                  setting->name, wanted, value_type_name(setting->entry->value));
}

static bool get_text(const struct setting *setting, struct str *text)
{
	if (setting->entry->value.type != VALUE_STR)
		return wrong_type(setting, "text");
	*text = str_trim(value_text(setting->entry->value));
	return true;
}

static bool get_bool(const struct setting *setting, bool *out)
{
	if (setting->entry->value.type != VALUE_BOOL)
		return wrong_type(setting, "true or false");
	*out = setting->entry->value.boolean;
	return true;
}

static bool get_count(const struct setting *setting, int64_t most, uint32_t *out)
{
	struct value value = setting->entry->value;

	if (value.type != VALUE_INT)
		return wrong_type(setting, "a number");
	if (value.integer < 1 || value.integer > most)
		return diag_error(setting->diags, value_span(setting),
		                  "'%s' must be from 1 to %lld", setting->name,
		                  (long long)most);
	*out = (uint32_t)value.integer;
	return true;
}

/* One of some words; its number. */
static bool get_choice(const struct setting *setting, struct value value,
                       const struct str *words, size_t count, size_t *choice)
{
	struct str text = value_text(value);

	if (value.type != VALUE_STR)
		return wrong_type(setting, "text");
	for (*choice = 0; *choice < count; ++*choice)
		if (str_eq(words[*choice], text))
			return true;
	diag_error(setting->diags, value_span(setting), "'%s' cannot be '%.*s'",
	           setting->name, STR_ARG(text));
	diag_did_you_mean(setting->diags, str_nearest(text, words, count));
	return false;
}

/* A list of words; with a list of choices, each must be one of them. */
static bool get_words(const struct setting *setting, const struct str *choices,
                      size_t choice_count, struct strs *out)
{
	struct value list = setting->entry->value;
	struct str *items;
	size_t choice;

	if (list.type == VALUE_NONE || list.type == VALUE_BOOL) {
		*out = (struct strs){ 0 };
		return list.type == VALUE_NONE || !list.boolean ||
		       wrong_type(setting, "a list");
	}
	if (list.type == VALUE_STR)
		list = value_list(&setting->entry->value, 1);
	if (list.type != VALUE_LIST)
		return wrong_type(setting, "a list");
	items = ARENA_ARRAY(setting->arena, struct str, list.len);
	for (uint32_t i = 0; i < list.len; i++) {
		if (list.items[i].type != VALUE_STR || list.items[i].len == 0)
			return diag_error(setting->diags, value_span(setting),
			                  "'%s' must be a list of names", setting->name);
		if (choices &&
		    !get_choice(setting, list.items[i], choices, choice_count, &choice))
			return false;
		items[i] = value_text(list.items[i]);
	}
	*out = (struct strs){ items, list.len };
	return true;
}

static bool set_title(const struct setting *setting, struct config *config)
{
	return get_text(setting, &config->title);
}

static bool set_tagline(const struct setting *setting, struct config *config)
{
	return get_text(setting, &config->tagline);
}

static bool set_url(const struct setting *setting, struct config *config)
{
	struct str url, rest;
	size_t slash;

	if (!get_text(setting, &url))
		return false;
	rest = url;
	if (!str_skip_prefix(&rest, STR("https://")) &&
	    !str_skip_prefix(&rest, STR("http://"))) {
		diag_error(setting->diags, value_span(setting), "'url' must be absolute");
		diag_hint(setting->diags, "begin it with https://");
		return false;
	}
	if (rest.len == 0 || rest.ptr[0] == '/' || str_find_char(rest, '?') != STR_NONE ||
	    str_find_char(rest, '#') != STR_NONE)
		return diag_error(setting->diags, value_span(setting),
		                  "'url' must be a host and a path, no more");
	if (!str_has_suffix(url, STR("/")))
		url = arena_printf(setting->arena, "%.*s/", STR_ARG(url));
	config->url = url;
	/* The path begins at the first slash behind the host. */
	slash = str_find(url, STR("://")) + 3;
	slash += str_find_char(str_from(url, slash), '/');
	config->home = str_from(url, slash);
	return true;
}

static bool set_language(const struct setting *setting, struct config *config)
{
	if (!get_text(setting, &config->language))
		return false;
	if (config->language.len == 0)
		return diag_error(setting->diags, value_span(setting),
		                  "'language' is empty");
	return true;
}

static bool set_direction(const struct setting *setting, struct config *config)
{
	static const struct str words[] = { STR_INIT("ltr"), STR_INIT("rtl"),
		                            STR_INIT("auto") };
	size_t choice;

	if (!get_choice(setting, setting->entry->value, words, ARRAY_LEN(words), &choice))
		return false;
	config->direction = words[choice];
	return true;
}

static bool set_timezone(const struct setting *setting, struct config *config)
{
	if (!get_text(setting, &config->timezone))
		return false;
	config->zone = zone_open(setting->arena, config->timezone);
	if (config->zone)
		return true;
	diag_error(setting->diags, value_span(setting), "unknown time zone '%.*s'",
	           STR_ARG(config->timezone));
	diag_hint(setting->diags,
	          "names are those of the tz database (package tzdata): Europe/London");
	return false;
}

static bool set_permalink(const struct setting *setting, struct config *config)
{
	struct str text, problem;

	if (!get_text(setting, &text))
		return false;
	if (!permalink_check(text, setting->arena, &problem)) {
		diag_error(setting->diags, value_span(setting), "%.*s", STR_ARG(problem));
		diag_hint(setting->diags, "as in /{year}/{month}/{slug}.html; there are "
		                          "{year} {month} {day} {section} {slug} {id}");
		return false;
	}
	config->permalink = text;
	return true;
}

static bool set_paginate(const struct setting *setting, struct config *config)
{
	return get_count(setting, PAGINATE_MAX, &config->paginate);
}

static bool set_paginate_terms(const struct setting *setting, struct config *config)
{
	return get_count(setting, TERMS_MAX, &config->paginate_terms);
}

static bool set_taxonomies(const struct setting *setting, struct config *config)
{
	struct strs names;

	if (!get_words(setting, NULL, 0, &names))
		return false;
	for (size_t i = 0; i < names.count; i++) {
		for (size_t j = 0; j < names.items[i].len; j++) {
			char c = names.items[i].ptr[j];

			if (!is_alnum(c) && c != '-' && c != '_')
				return diag_error(setting->diags, value_span(setting),
				                  "taxonomy '%.*s' is no name: letters, "
				                  "digits, '-' and '_' only",
				                  STR_ARG(names.items[i]));
		}
		for (size_t j = 0; j < i; j++)
			if (str_eq(names.items[i], names.items[j]))
				return diag_error(setting->diags, value_span(setting),
				                  "taxonomy '%.*s' comes twice",
				                  STR_ARG(names.items[i]));
	}
	config->taxonomies = names;
	return true;
}

static bool set_html(const struct setting *setting, struct config *config)
{
	static const struct str words[] = { STR_INIT("safe"), STR_INIT("trusted"),
		                            STR_INIT("none") };
	static const enum html_policy policies[] = { HTML_SAFE, HTML_TRUSTED, HTML_NONE };
	size_t choice;

	if (!get_choice(setting, setting->entry->value, words, ARRAY_LEN(words), &choice))
		return false;
	config->html = policies[choice];
	return true;
}

static bool get_formats(const struct setting *setting, struct strs *out)
{
	static const struct str words[] = { STR_INIT("atom"), STR_INIT("rss"),
		                            STR_INIT("json") };

	return get_words(setting, words, ARRAY_LEN(words), out);
}

static bool set_feed_formats(const struct setting *setting, struct config *config)
{
	return get_formats(setting, &config->feeds.formats);
}

static bool set_feed_archives(const struct setting *setting, struct config *config)
{
	return get_formats(setting, &config->feeds.archives);
}

static bool set_feed_terms(const struct setting *setting, struct config *config)
{
	return get_formats(setting, &config->feeds.terms);
}

static bool set_feed_count(const struct setting *setting, struct config *config)
{
	return get_count(setting, FEED_MAX, &config->feeds.count);
}

static bool set_feeds(const struct setting *setting, struct config *config);

static bool set_canonical(const struct setting *setting, struct config *config)
{
	static const struct str words[] = { STR_INIT("own"), STR_INIT("source") };
	size_t choice;

	if (!get_choice(setting, setting->entry->value, words, ARRAY_LEN(words), &choice))
		return false;
	config->canonical_is_source = choice == 1;
	return true;
}

static bool set_redirects(const struct setting *setting, struct config *config)
{
	static const struct str words[] = { STR_INIT("html"),       STR_INIT("netlify"),
		                            STR_INIT("cloudflare"), STR_INIT("nginx"),
		                            STR_INIT("apache"),     STR_INIT("s3") };

	return get_words(setting, words, ARRAY_LEN(words), &config->redirects);
}

static bool set_search(const struct setting *setting, struct config *config)
{
	return get_bool(setting, &config->search);
}

static bool set_params(const struct setting *setting, struct config *config)
{
	if (setting->entry->value.type == VALUE_NONE)
		return true;
	if (setting->entry->value.type != VALUE_DICT)
		return wrong_type(setting, "keys and values");
	config->params = setting->entry->value;
	return true;
}

static bool set_related_count(const struct setting *setting, struct config *config)
{
	return get_count(setting, 100, &config->related_count);
}

static bool set_related_pages(const struct setting *setting, struct config *config)
{
	return get_bool(setting, &config->related_pages);
}

static bool set_related_page_count(const struct setting *setting, struct config *config)
{
	return get_count(setting, 1000, &config->related_page_count);
}

static bool set_related(const struct setting *setting, struct config *config);

struct key {
	struct str name;
	bool (*set)(const struct setting *setting, struct config *config);
};

static const struct key keys[] = {
	{ STR_INIT("title"), set_title },
	{ STR_INIT("tagline"), set_tagline },
	{ STR_INIT("url"), set_url },
	{ STR_INIT("language"), set_language },
	{ STR_INIT("direction"), set_direction },
	{ STR_INIT("timezone"), set_timezone },
	{ STR_INIT("permalink"), set_permalink },
	{ STR_INIT("paginate"), set_paginate },
	{ STR_INIT("paginate_terms"), set_paginate_terms },
	{ STR_INIT("taxonomies"), set_taxonomies },
	{ STR_INIT("related"), set_related },
	{ STR_INIT("html"), set_html },
	{ STR_INIT("canonical"), set_canonical },
	{ STR_INIT("feeds"), set_feeds },
	{ STR_INIT("search"), set_search },
	{ STR_INIT("redirects"), set_redirects },
	{ STR_INIT("params"), set_params },
};

static const struct key related_keys[] = {
	{ STR_INIT("count"), set_related_count },
	{ STR_INIT("pages"), set_related_pages },
	{ STR_INIT("page_count"), set_related_page_count },
};

static const struct key feed_keys[] = {
	{ STR_INIT("formats"), set_feed_formats },
	{ STR_INIT("archives"), set_feed_archives },
	{ STR_INIT("terms"), set_feed_terms },
	{ STR_INIT("count"), set_feed_count },
};

#define KEYS_MAX 32

static const struct key *find_key(const struct key *table, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(table[i].name, name))
			return &table[i];
	return NULL;
}

static bool unknown_key(const struct setting *setting, const struct key *table,
                        size_t count)
{
	const struct value_entry *entry = setting->entry;
	struct str names[KEYS_MAX];

	diag_error(setting->diags,
	           (struct span){ setting->source, entry->key_at,
	                          entry->key_at + entry->key.len },
	           "unknown key '%.*s'", STR_ARG(entry->key));
	for (size_t i = 0; i < count; i++)
		names[i] = table[i].name;
	diag_did_you_mean(setting->diags, str_nearest(entry->key, names, count));
	if (setting->diags->last->hint.len == 0)
		diag_hint(setting->diags, "settings of your own go under 'params'");
	return false;
}

static bool set_all(struct setting setting, struct value dict, const struct key *table,
                    size_t count, struct config *config)
{
	bool ok = true;

	for (uint32_t i = 0; i < dict.len; i++) {
		const struct key *key = find_key(table, count, dict.entries[i].key);

		setting.entry = &dict.entries[i];
		if (!key) {
			ok = unknown_key(&setting, table, count);
			continue;
		}
		setting.name = key->name.ptr;
		ok &= key->set(&setting, config);
	}
	return ok;
}

static bool set_related(const struct setting *setting, struct config *config)
{
	const struct value *value = &setting->entry->value;

	if (value->type == VALUE_BOOL) {
		config->has_related = value->boolean;
		return true;
	}
	if (value->type != VALUE_DICT)
		return wrong_type(setting, "true, false, or keys and values");
	return set_all(*setting, setting->entry->value, related_keys,
	               ARRAY_LEN(related_keys), config);
}

/* Keys and values, or the formats alone. */
static bool set_feeds(const struct setting *setting, struct config *config)
{
	if (setting->entry->value.type != VALUE_DICT)
		return set_feed_formats(setting, config);
	return set_all(*setting, setting->entry->value, feed_keys, ARRAY_LEN(feed_keys),
	               config);
}

static struct config defaults(void)
{
	static const struct str taxonomies[] = { STR_INIT("tags"), STR_INIT("sections"),
		                                 STR_INIT("authors") };
	static const struct str feeds[] = { STR_INIT("atom"), STR_INIT("rss"),
		                            STR_INIT("json") };
	static const struct str redirects[] = { STR_INIT("html") };

	return (struct config){
		.title = STR("Untitled"),
		.home = STR("/"),
		.language = STR("en"),
		.direction = STR("ltr"),
		.timezone = STR("UTC"),
		.permalink = STR("/{year}/{month}/{slug}.html"),
		.paginate = 20,
		.paginate_terms = 500,
		.taxonomies = { taxonomies, ARRAY_LEN(taxonomies) },
		.has_related = true,
		.related_count = 6,
		.related_pages = true,
		.related_page_count = 30,
		.html = HTML_SAFE,
		.feeds = {
			.formats = { feeds, ARRAY_LEN(feeds) },
			.archives = { feeds, 1 },
			.terms = { feeds, 1 },
			.count = 20,
		},
		.redirects = { redirects, ARRAY_LEN(redirects) },
		.search = true,
		.params = value_dict(NULL, 0),
	};
}

/* Feeds name pages by whole URLs; who asks for feeds is told what they want. */
static void check_feeds(const struct source *source, struct value dict,
                        struct config *config, struct diags *diags)
{
	const struct value_entry *entry = value_entry(dict, STR("feeds"));

	if (config->url.len)
		return;
	if (entry && config->feeds.formats.count) {
		diag_warn(diags,
		          (struct span){ source, entry->key_at,
		                         entry->key_at + entry->key.len },
		          "there are no feeds without the site's 'url'");
		diag_hint(diags, "say where the site will be: url: https://...");
	}
	config->feeds.formats = (struct strs){ 0 };
}

bool config_read(const struct source *source, struct arena *arena, struct config *config,
                 struct diags *diags)
{
	struct setting setting = { .source = source, .arena = arena, .diags = diags };
	struct value dict;

	*config = defaults();
	config->zone = zone_open(arena, STR("UTC"));
	config->hash = hash_bytes(source->text);
	if (!data_parse(source, DATA_YAML, arena, &dict, diags))
		return false;
	if (dict.type == VALUE_NONE)
		dict = value_dict(NULL, 0);
	if (dict.type != VALUE_DICT)
		return diag_error(diags, (struct span){ source, 0, 0 },
		                  "the site's settings must be keys and values");
	if (!set_all(setting, dict, keys, ARRAY_LEN(keys), config))
		return false;
	check_feeds(source, dict, config, diags);
	return true;
}
