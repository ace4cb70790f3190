/*
 * JSON-LD: the script elements in which most news sites describe their articles for
 * search engines, in the vocabulary of schema.org.
 */
#include "base/attr.h"
#include "base/json.h"
#include "base/text.h"
#include "base/url.h"
#include "import/metadata.h"
#include "import/pagetext.h"
#include "import/wordlist.h"

#define NAMES_MAX    64 /* authors or tags that are looked at */
#define ARTICLES_MAX 32 /* of one page; those of a listing are all others' */

#define GRAPH_DEPTH \
	8 /* of arrays, graphs and entities in which an article is looked for */

static const struct str types[] = {
	STR_INIT("NewsArticle"),
	STR_INIT("Article"),
	STR_INIT("BlogPosting"),
	STR_INIT("ReportageNewsArticle"),
	STR_INIT("OpinionNewsArticle"),
	STR_INIT("AnalysisNewsArticle"),
	STR_INIT("BackgroundNewsArticle"),
	STR_INIT("ReviewNewsArticle"),
	STR_INIT("AskPublicNewsArticle"),
	STR_INIT("LiveBlogPosting"),
	STR_INIT("Report"),
	STR_INIT("TechArticle"),
	STR_INIT("ScholarlyArticle"),
	STR_INIT("SocialMediaPosting"),
	STR_INIT("DiscussionForumPosting"),
	STR_INIT("AdvertiserContentArticle"),
	STR_INIT("SatiricalArticle"),
	STR_INIT("MedicalScholarlyArticle"),
};

/* Also a page as such, if there is no article. */
static const struct str page_types[] = {
	STR_INIT("WebPage"),
	STR_INIT("ItemPage"),
	STR_INIT("Review"),
};

struct reader {
	struct arena *arena;
	struct value document;
};

/*
 * People write JSON-LD by hand: comments of HTML around it, line breaks within strings,
 * commas before a closing bracket. What makes JSON of these is done here.
 */
static struct str repaired(struct arena *arena, struct str json)
{
	struct buf out = { 0 };
	bool in_string = false;

	json = str_trim(json);
	str_skip_prefix(&json, STR("<!--"));
	str_skip_suffix(&json, STR("-->"));
	json = str_trim(json);
	str_skip_prefix(&json, STR("//"));
	json = str_trim(json);
	str_skip_prefix(&json, STR("<![CDATA["));
	str_skip_suffix(&json, STR("]]>"));
	json = str_trim(json);
	str_skip_suffix(&json, STR("//"));
	json = str_trim(json);
	str_skip_suffix(&json, STR(";"));
	for (size_t i = 0; i < json.len; i++) {
		char c = json.ptr[i];

		if (in_string && c == '\\' && i + 1 < json.len) {
			buf_add_char(&out, c);
			c = json.ptr[++i];
		} else if (c == '"') {
			in_string = !in_string;
		} else if (in_string && is_space(c)) {
			if (c == '\n')
				buf_add_char(&out, '\\');
			c = c == '\n' ? 'n' : ' ';
		} else if (!in_string && (c == '}' || c == ']')) {
			while (out.len && is_space(out.ptr[out.len - 1]))
				out.len--;
			if (out.len && out.ptr[out.len - 1] == ',')
				out.len--;
		}
		buf_add_char(&out, c);
	}
	json = buf_keep(&out, arena);
	buf_clear(&out);
	return json;
}

/* "NewsArticle", also as "https://schema.org/NewsArticle". */
static bool is_type(struct value type, struct str name)
{
	struct str text = value_text(type);
	size_t slash = str_find_last_char(text, '/');

	return str_eq(slash == STR_NONE ? text : str_from(text, slash + 1), name);
}

static bool has_type(struct value node, const struct str *names, size_t count)
{
	struct value type = value_get(node, STR("@type"));

	for (uint32_t n = 0; type.type == VALUE_LIST && n < type.len; n++)
		for (size_t i = 0; i < count; i++)
			if (is_type(type.items[n], names[i]))
				return true;
	for (size_t i = 0; i < count; i++)
		if (is_type(type, names[i]))
			return true;
	return false;
}

/* Nodes of one of the types, in lists, graphs and what pages are about. */
struct nodes {
	struct value items[ARTICLES_MAX];
	size_t count;
};

static void find_type(struct value value, const struct str *names, size_t count,
                      unsigned depth, struct nodes *out)
{
	static const struct str below[] = {
		STR_INIT("@graph"),
		STR_INIT("mainEntity"),
		STR_INIT("mainEntityOfPage"),
	};

	if (depth == GRAPH_DEPTH || out->count == ARTICLES_MAX)
		return;
	for (uint32_t i = 0; value.type == VALUE_LIST && i < value.len; i++)
		find_type(value.items[i], names, count, depth + 1, out);
	if (value.type != VALUE_DICT)
		return;
	if (has_type(value, names, count)) {
		if (out->count < ARTICLES_MAX)
			out->items[out->count++] = value;
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(below); i++)
		find_type(value_get(value, below[i]), names, count, depth + 1, out);
}

/* The node of the graph that has the id. */
static struct value find_id(struct value value, struct str id, unsigned depth)
{
	struct value found = UNDEFINED;

	if (depth == GRAPH_DEPTH)
		return UNDEFINED;
	if (value.type == VALUE_LIST) {
		for (uint32_t i = 0; i < value.len && found.type == VALUE_UNDEFINED; i++)
			found = find_id(value.items[i], id, depth + 1);
		return found;
	}
	if (value.type != VALUE_DICT)
		return UNDEFINED;
	if (value.len > 1 && str_eq(value_text(value_get(value, STR("@id"))), id))
		return value;
	return find_id(value_get(value, STR("@graph")), id, depth + 1);
}

/* A node that says no more than which other one is meant. */
static struct value follow(const struct reader *reader, struct value value)
{
	struct str id = value_text(value_get(value, STR("@id")));
	struct value found;

	if (value.type != VALUE_DICT || id.len == 0 ||
	    value_get(value, STR("name")).type != VALUE_UNDEFINED ||
	    value_get(value, STR("url")).type != VALUE_UNDEFINED)
		return value;
	found = find_id(reader->document, id, 0);
	return found.type == VALUE_UNDEFINED ? value : found;
}

/* The text of a value, or of its key ("name", "url") if it is a node; of lists the first.
 */
static struct str text_of(const struct reader *reader, struct value value, struct str key)
{
	if (value.type == VALUE_LIST)
		value = value.len ? value.items[0] : UNDEFINED;
	value = follow(reader, value);
	if (value.type == VALUE_DICT)
		value = value_get(value, key);
	if (value.type == VALUE_LIST)
		value = value.len ? value.items[0] : UNDEFINED;
	return clean_text(reader->arena, value_text(value));
}

static struct str field(const struct reader *reader, struct value node, struct str name)
{
	return text_of(reader, value_get(node, name), STR("name"));
}

static void read_author(const struct reader *reader, struct value value,
                        struct metadata *out)
{
	static const struct str person[] = { STR_INIT("Person") };
	static const struct str organisation[] = {
		STR_INIT("Organization"),
		STR_INIT("NewsMediaOrganization"),
	};
	struct str name = text_of(reader, value, STR("name"));
	struct value node = follow(reader, value);

	if (has_type(node, person, ARRAY_LEN(person)))
		author_add_person(reader->arena, &out->authors, name);
	else if (has_type(node, organisation, ARRAY_LEN(organisation)))
		authors_add(reader->arena, &out->organisations, name);
	else
		authors_add(reader->arena, &out->authors, name);
}

static void read_authors(const struct reader *reader, struct value value,
                         struct metadata *out)
{
	if (value.type == VALUE_LIST) {
		for (uint32_t i = 0; i < value.len && i < NAMES_MAX; i++)
			read_author(reader, value.items[i], out);
		return;
	}
	value = follow(reader, value);
	if (value_get(value, STR("name")).type == VALUE_LIST)
		read_authors(reader, value_get(value, STR("name")), out);
	else
		read_author(reader, value, out);
}

static void read_tags(const struct reader *reader, struct value value, struct strs *tags)
{
	if (value.type == VALUE_LIST) {
		for (uint32_t i = 0; i < value.len && i < NAMES_MAX; i++) {
			struct str tag = text_of(reader, value.items[i], STR("name"));
			/* "Tag:harbour", "section:news": some sites file by kinds */
			if (str_find_char(tag, ':') == STR_NONE)
				strs_add(reader->arena, tags, tag);
		}
		return;
	}
	tags_add(reader->arena, tags, text_of(reader, value, STR("name")));
}

/* A date, also as a number. */
static struct date date_of(const struct reader *reader, struct value node,
                           struct str name)
{
	struct value value = value_get(node, name);

	return metadata_date(
		reader->arena,
		value.type == VALUE_INT
			? arena_printf(reader->arena, "%lld", (long long)value.integer)
			: field(reader, node, name));
}

static void read_image(const struct reader *reader, struct value value,
                       struct picture *out)
{
	out->src = text_of(reader, value, STR("url"));
	if (value.type == VALUE_LIST)
		value = value.len ? value.items[0] : UNDEFINED;
	value = follow(reader, value);
	if (out->src.len == 0 || value.type != VALUE_DICT)
		return;
	/* One word is what plugins put there: the name of the file. */
	out->caption = field(reader, value, STR("caption"));
	if (words_count(words_of(reader->arena, out->caption)) < 2)
		out->caption = (struct str){ 0 };
	out->credit = field(reader, value, STR("creditText"));
}

static void read_article(const struct reader *reader, struct value node,
                         struct metadata *out)
{
	out->title = field(reader, node, STR("headline"));
	out->other_title = field(reader, node, STR("name"));
	if (out->title.len == 0)
		out->title = out->other_title;
	out->dek = field(reader, node, STR("description"));
	out->section = field(reader, node, STR("articleSection"));
	out->site = field(reader, node, STR("publisher"));
	out->url = text_of(reader, value_get(node, STR("url")), STR("@id"));
	out->language = field(reader, node, STR("inLanguage"));
	out->published = date_of(reader, node, STR("datePublished"));
	out->updated = date_of(reader, node, STR("dateModified"));
	read_image(reader, value_get(node, STR("image")), &out->image);
	out->body = value_text(value_get(node, STR("articleBody")));
	read_authors(reader, value_get(node, STR("author")), out);
	/* Ghost has all authors but the first there. */
	read_authors(reader, value_get(node, STR("contributor")), out);
	if (out->authors.count == 0)
		read_authors(reader, value_get(node, STR("creator")), out);
	read_tags(reader, value_get(node, STR("keywords")), &out->tags);
}

/* What the scripts of a page describe. */
struct found {
	struct metadata articles[ARTICLES_MAX];
	bool first[ARTICLES_MAX]; /* of its script */
	size_t count;
	struct metadata page;
};

static void read_document(const struct reader *reader, struct found *found)
{
	struct nodes nodes = { .count = 0 };
	struct metadata page = { 0 };

	find_type(reader->document, types, ARRAY_LEN(types), 0, &nodes);
	for (size_t i = 0; i < nodes.count && found->count < ARTICLES_MAX; i++) {
		found->first[found->count] = i == 0;
		read_article(reader, nodes.items[i], &found->articles[found->count++]);
	}
	if (nodes.count)
		return;
	find_type(reader->document, page_types, ARRAY_LEN(page_types), 0, &nodes);
	if (nodes.count)
		read_article(reader, nodes.items[0], &page);
	page.title = page.other_title = (struct str){ 0 };
	metadata_fill(&found->page, &page);
}

/* The second step of a trail from the front page, unless that is the article. */
static void read_trail(const struct reader *reader, const struct metadata *tags,
                       struct found *found)
{
	static const struct str trail[] = { STR_INIT("BreadcrumbList") };
	struct nodes nodes = { .count = 0 };
	struct value steps, item;
	struct str name;

	find_type(reader->document, trail, ARRAY_LEN(trail), 0, &nodes);
	steps = nodes.count ? value_get(nodes.items[0], STR("itemListElement"))
	                    : UNDEFINED;
	if (steps.type != VALUE_LIST || steps.len < 2)
		return;
	item = steps.items[1];
	name = field(reader, item, STR("name"));
	if (name.len == 0)
		name = field(reader, item, STR("item"));
	if (name.len && !url_is_web(name) &&
	    !str_contains(words_of(reader->arena, tags->page_title),
	                  words_of(reader->arena, name)) &&
	    !str_contains(words_of(reader->arena, tags->title),
	                  words_of(reader->arena, name)) &&
	    found->page.section.len == 0)
		found->page.section = name;
}

static void read_script(struct arena *arena, struct str text, const struct metadata *tags,
                        struct found *found)
{
	struct reader reader = { .arena = arena };
	struct source source = { STR("JSON-LD"), repaired(arena, text) };
	struct diags diags = { 0 };
	size_t at = 0;

	/* What is no JSON says nothing; the page has other sources. */
	if (json_parse(&source, &at, arena, &reader.document, &diags)) {
		reader.document = value_without_controls(arena, reader.document);
		read_document(&reader, found);
		read_trail(&reader, tags, found);
	}
	diags_clear(&diags);
}

/* Is it the article that the page's tags speak of? */
static bool is_of_page(struct arena *arena, const struct metadata *article,
                       const struct metadata *tags)
{
	struct str words = words_of(arena, article->title);

	return (article->url.len && url_same_page(article->url, tags->url)) ||
	       (words.len && (str_contains(words_of(arena, tags->page_title), words) ||
	                      str_eq(words_of(arena, tags->title), words)));
}

void jsonld_read(struct arena *arena, struct html_node *root, const struct metadata *tags,
                 struct metadata *out)
{
	struct found *found = ARENA_NEW(arena, struct found);
	bool is_told = false;

	for (struct html_node *node = root; node; node = html_next(root, node))
		if (html_is(node, "script") && node->first &&
		    str_has_prefix_nocase(html_attribute(node, "type"),
		                          STR("application/ld+json")))
			read_script(arena, node->first->text, tags, found);
	for (size_t i = 0; i < found->count; i++)
		is_told |= is_of_page(arena, &found->articles[i], tags);
	for (size_t i = 0; i < found->count; i++)
		if (is_told ? is_of_page(arena, &found->articles[i], tags)
		            : found->first[i])
			metadata_fill(out, &found->articles[i]);
	metadata_fill(out, &found->page);
}
