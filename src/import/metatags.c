/*
 * Meta elements: OpenGraph, Twitter's cards, Highwire's citations, Dublin Core, and what
 * single publishing systems made up.
 */
#include "base/attr.h"
#include "import/metadata.h"
#include "import/pagetext.h"

enum tag_field {
	TAG_TITLE,
	TAG_DEK,
	TAG_AUTHOR,
	TAG_PUBLISHED,
	TAG_UPDATED,
	TAG_SECTION,
	TAG_TAG,
	TAG_TAGS, /* separated by commas */
	TAG_SITE,
	TAG_URL,
	TAG_IMAGE,
	TAG_IMAGE_ALT,
	TAG_LANGUAGE,
};

/* The most trustworthy first, for each field. */
static const struct {
	struct str name;
	enum tag_field field;
} tags[] = {
	{ STR_INIT("citation_title"), TAG_TITLE },
	{ STR_INIT("dc:title"), TAG_TITLE },
	{ STR_INIT("dcterms:title"), TAG_TITLE },
	{ STR_INIT("og:title"), TAG_TITLE },
	{ STR_INIT("twitter:title"), TAG_TITLE },
	{ STR_INIT("weibo:article:title"), TAG_TITLE },
	{ STR_INIT("parsely-title"), TAG_TITLE },
	{ STR_INIT("sailthru:title"), TAG_TITLE },
	{ STR_INIT("title"), TAG_TITLE },
	{ STR_INIT("og:description"), TAG_DEK },
	{ STR_INIT("description"), TAG_DEK },
	{ STR_INIT("twitter:description"), TAG_DEK },
	{ STR_INIT("dc:description"), TAG_DEK },
	{ STR_INIT("dcterms:description"), TAG_DEK },
	{ STR_INIT("citation_author"), TAG_AUTHOR },
	{ STR_INIT("citation_authors"), TAG_AUTHOR },
	{ STR_INIT("dc:creator"), TAG_AUTHOR },
	{ STR_INIT("dcterms:creator"), TAG_AUTHOR },
	{ STR_INIT("dcterm:creator"), TAG_AUTHOR },
	{ STR_INIT("parsely-author"), TAG_AUTHOR },
	{ STR_INIT("author"), TAG_AUTHOR },
	{ STR_INIT("article:author"), TAG_AUTHOR },
	{ STR_INIT("article:author_name"), TAG_AUTHOR },
	{ STR_INIT("sailthru:author"), TAG_AUTHOR },
	{ STR_INIT("byl"), TAG_AUTHOR },
	{ STR_INIT("byline"), TAG_AUTHOR },
	{ STR_INIT("article:published_time"), TAG_PUBLISHED },
	{ STR_INIT("article:published"), TAG_PUBLISHED },
	{ STR_INIT("og:article:published_time"), TAG_PUBLISHED },
	{ STR_INIT("datepublished"), TAG_PUBLISHED },
	{ STR_INIT("parsely-pub-date"), TAG_PUBLISHED },
	{ STR_INIT("citation_publication_date"), TAG_PUBLISHED },
	{ STR_INIT("citation_date"), TAG_PUBLISHED },
	{ STR_INIT("dc:date:issued"), TAG_PUBLISHED },
	{ STR_INIT("dcterms:issued"), TAG_PUBLISHED },
	{ STR_INIT("dcterms:created"), TAG_PUBLISHED },
	{ STR_INIT("dcterms:available"), TAG_PUBLISHED },
	{ STR_INIT("dc:date"), TAG_PUBLISHED },
	{ STR_INIT("dcterms:date"), TAG_PUBLISHED },
	{ STR_INIT("sailthru:date"), TAG_PUBLISHED },
	{ STR_INIT("pubdate"), TAG_PUBLISHED },
	{ STR_INIT("ptime"), TAG_PUBLISHED },
	{ STR_INIT("publish-date"), TAG_PUBLISHED },
	{ STR_INIT("publish_date"), TAG_PUBLISHED },
	{ STR_INIT("publication_date"), TAG_PUBLISHED },
	{ STR_INIT("originalpublicationdate"), TAG_PUBLISHED },
	{ STR_INIT("weibo:article:create_at"), TAG_PUBLISHED },
	{ STR_INIT("og:published_time"), TAG_PUBLISHED },
	{ STR_INIT("bt:pubdate"), TAG_PUBLISHED },
	{ STR_INIT("cxenseparse:publishtime"), TAG_PUBLISHED },
	{ STR_INIT("cxenseparse:recs:publishtime"), TAG_PUBLISHED },
	{ STR_INIT("shareaholic:article_published_time"), TAG_PUBLISHED },
	{ STR_INIT("displaydate"), TAG_PUBLISHED },
	{ STR_INIT("date"), TAG_PUBLISHED },
	{ STR_INIT("article:modified_time"), TAG_UPDATED },
	{ STR_INIT("og:updated_time"), TAG_UPDATED },
	{ STR_INIT("datemodified"), TAG_UPDATED },
	{ STR_INIT("dcterms:modified"), TAG_UPDATED },
	{ STR_INIT("last-modified"), TAG_UPDATED },
	{ STR_INIT("lastmod"), TAG_UPDATED },
	{ STR_INIT("article:section"), TAG_SECTION },
	{ STR_INIT("og:article:section"), TAG_SECTION },
	{ STR_INIT("parsely-section"), TAG_SECTION },
	{ STR_INIT("section"), TAG_SECTION },
	{ STR_INIT("article:tag"), TAG_TAG },
	{ STR_INIT("news_keywords"), TAG_TAGS },
	{ STR_INIT("parsely-tags"), TAG_TAGS },
	{ STR_INIT("citation_keywords"), TAG_TAGS },
	{ STR_INIT("keywords"), TAG_TAGS },
	{ STR_INIT("og:site_name"), TAG_SITE },
	{ STR_INIT("citation_journal_title"), TAG_SITE },
	{ STR_INIT("dc:publisher"), TAG_SITE },
	{ STR_INIT("application-name"), TAG_SITE },
	{ STR_INIT("og:url"), TAG_URL },
	{ STR_INIT("og:image"), TAG_IMAGE },
	{ STR_INIT("og:image:url"), TAG_IMAGE },
	{ STR_INIT("twitter:image"), TAG_IMAGE },
	{ STR_INIT("twitter:image:src"), TAG_IMAGE },
	{ STR_INIT("og:image:alt"), TAG_IMAGE_ALT },
	{ STR_INIT("twitter:image:alt"), TAG_IMAGE_ALT },
	{ STR_INIT("content-language"), TAG_LANGUAGE },
};

#define TAGS         ARRAY_LEN(tags)
#define TAG_NAME_MAX 64
#define SAME_MAX     64 /* elements of one name that are looked at: authors, tags */

struct found {
	struct strs values[TAGS];
};

/* The tag's place in the table, or TAGS: "DC.Title" and "dc:title" are one. */
static size_t find_tag(struct str name)
{
	char plain[TAG_NAME_MAX];

	if (name.len > sizeof(plain))
		return TAGS;
	for (size_t i = 0; i < name.len; i++)
		plain[i] = name.ptr[i] == '.' ? ':' : to_lower(name.ptr[i]);
	for (size_t i = 0; i < TAGS; i++)
		if (str_eq(tags[i].name, (struct str){ plain, name.len }))
			return i;
	return TAGS;
}

static void read_element(struct arena *arena, const struct html_node *meta,
                         struct found *found)
{
	static const char *const attributes[] = { "property", "name", "itemprop",
		                                  "http-equiv" };
	struct str content = clean_text(arena, html_attribute(meta, "content"));

	for (size_t i = 0; content.len && i < ARRAY_LEN(attributes); i++) {
		struct str names = html_attribute(meta, attributes[i]), name;

		while (names.len) {
			size_t tag;

			str_cut(str_trim_start(names), ' ', &name, &names);
			tag = find_tag(str_trim(name));
			if (tag < TAGS && found->values[tag].count < SAME_MAX)
				strs_add(arena, &found->values[tag], content);
		}
	}
}

static void set(struct str *field, struct str text)
{
	if (field->len == 0)
		*field = text;
}

static void set_date(struct arena *arena, struct date *field, struct str text)
{
	if (!date_is_known(*field))
		*field = metadata_date(arena, text);
}

static void take(struct arena *arena, size_t tag, struct strs values,
                 struct metadata *out)
{
	enum tag_field field = tags[tag].field;
	bool had_authors = out->authors.count > 0, had_tags = out->tags.count > 0;
	struct str *const texts[] = {
		[TAG_TITLE] = &out->title,
		[TAG_DEK] = &out->dek,
		[TAG_SECTION] = &out->section,
		[TAG_SITE] = &out->site,
		[TAG_URL] = &out->url,
		[TAG_IMAGE] = &out->image.src,
		[TAG_IMAGE_ALT] = &out->image.alt,
		[TAG_LANGUAGE] = &out->language,
	};

	for (size_t i = 0; i < values.count; i++) {
		struct str text = values.items[i];

		if (field == TAG_AUTHOR && !had_authors)
			authors_add(arena, &out->authors, text);
		else if (field == TAG_PUBLISHED)
			set_date(arena, &out->published, text);
		else if (field == TAG_UPDATED)
			set_date(arena, &out->updated, text);
		/* A lone tag may be all of them. */
		else if (field == TAG_TAG && !had_tags && values.count > 1)
			strs_add(arena, &out->tags, text);
		else if ((field == TAG_TAG || field == TAG_TAGS) && !had_tags)
			tags_add(arena, &out->tags, text);
		else if (texts[field] &&
		         !(field == TAG_SECTION && str_has_prefix(text, STR("/"))))
			set(texts[field], text);
	}
}

void metatags_read(struct arena *arena, struct html_node *root, struct metadata *out)
{
	struct found *found = ARENA_NEW(arena, struct found);

	for (struct html_node *node = root; node; node = html_next(root, node)) {
		if (html_is(node, "meta"))
			read_element(arena, node, found);
		/* Drupal 7 says in RDFa when its articles were made. */
		else if (html_is(node, "span") &&
		         str_contains(html_attribute(node, "property"), STR("dc:date")))
			read_element(arena, node, found);
		else if (html_is(node, "title") && out->page_title.len == 0)
			out->page_title = element_text(arena, node);
		else if (html_is(node, "html")) {
			set(&out->language, html_attribute(node, "lang"));
			set(&out->language, html_attribute(node, "xml:lang"));
			set(&out->direction, html_attribute(node, "dir"));
		} else if (html_is(node, "body")) {
			set(&out->direction, html_attribute(node, "dir"));
		} else if (html_is(node, "link") &&
		           str_eq_nocase(html_attribute(node, "rel"), STR("canonical"))) {
			set(&out->url, str_trim(html_attribute(node, "href")));
		}
	}
	for (size_t i = 0; i < TAGS; i++)
		take(arena, i, found->values[i], out);
}
