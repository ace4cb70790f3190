#include "import/pagekind.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/attr.h"
#include "base/url.h"
#include "import/hints.h"
#include "import/wordlist.h"

#define PARAGRAPH_LEAST 80  /* characters of a paragraph that teasers seldom have */
#define TEXT_MUCH       900 /* of an article's text: a few paragraphs */
#define TEXT_LITTLE     300
#define HEADINGS_MANY   5 /* that are links */
#define ARTICLES_MANY   3 /* elements */
#define CARDS_MANY      8

/* Looking. */

/* One type that JSON-LD names: "NewsArticle", "http://schema.org/ItemList". */
static void note_type(struct pagesigns *signs, struct str type)
{
	size_t slash = str_find_last_char(type, '/');

	if (slash != STR_NONE)
		type = str_from(type, slash + 1);
	if (str_has_suffix(type, STR("Article")) || str_eq(type, STR("BlogPosting")) ||
	    str_eq(type, STR("ReportageNewsArticle")) || str_eq(type, STR("Report")))
		signs->ld_article = true;
	if (str_eq(type, STR("ItemList")) || str_eq(type, STR("CollectionPage")) ||
	    str_eq(type, STR("SearchResultsPage")) || str_eq(type, STR("ProfilePage")) ||
	    str_eq(type, STR("Blog")))
		signs->ld_listing = true;
}

/* Every "@type" and the string or list of strings that is its value. */
static void look_at_json(struct pagesigns *signs, struct str text)
{
	size_t at;

	while ((at = str_find(text, STR("\"@type\""))) != STR_NONE) {
		struct str value, type;
		bool is_list;

		text = str_from(text, at + 7);
		value = str_trim_start(str_slice(text, 0, 200));
		if (!str_skip_prefix(&value, STR(":")))
			continue;
		value = str_trim_start(value);
		is_list = str_skip_prefix(&value, STR("["));
		do {
			value = str_trim_start(value);
			if (!str_skip_prefix(&value, STR("\"")) ||
			    !str_cut(value, '"', &type, &value))
				break;
			note_type(signs, type);
			value = str_trim_start(value);
		} while (is_list && str_skip_prefix(&value, STR(",")));
	}
}

static void look_at_meta(struct pagesigns *signs, const struct html_node *meta)
{
	struct str content = str_trim(html_attribute(meta, "content"));

	if (!str_eq_nocase(html_attribute(meta, "property"), STR("og:type")) &&
	    !str_eq_nocase(html_attribute(meta, "name"), STR("og:type")))
		return;
	if (str_eq_nocase(content, STR("article")))
		signs->og_article = true;
	else if (content.len)
		signs->og_website = true;
}

/* WordPress, Drupal and others say in the body's classes what kind of page it is. */
static void look_at_body(struct pagesigns *signs, const struct html_node *body)
{
	if (hints_have(body, " single article story postid "))
		signs->body_article = true;
	else if (hints_have(body, " home blog archive category tag author search paged "
	                          "frontpage homepage listing taxonomy "))
		signs->body_listing = true;
}

/* An element that claims to be an article, once for those within it. */
static bool is_article_element(const struct html_node *node)
{
	struct str type = html_attribute(node, "itemtype");

	return html_is(node, "article") || str_has_suffix(type, STR("Article")) ||
	       str_has_suffix(type, STR("/BlogPosting"));
}

static bool is_within(const struct html_node *node, bool (*is)(const struct html_node *))
{
	for (node = node->parent; node; node = node->parent)
		if (is(node))
			return true;
	return false;
}

static bool is_link(const struct html_node *node)
{
	return html_is(node, "a");
}

/* Is the heading in a link, or the first thing in it one? */
static bool is_linked(const struct html_node *heading)
{
	const struct html_node *node = heading->first;

	while (node && !node->name.len && str_trim(node->text).len == 0)
		node = node->next;
	while (node && (html_is(node, "span") || html_is(node, "strong")))
		node = node->first;
	return (node && is_link(node)) || is_within(heading, is_link);
}

static void look_at(struct pagesigns *signs, const struct html_node *node)
{
	struct str rel;

	if (html_is(node, "meta"))
		look_at_meta(signs, node);
	else if (html_is(node, "body"))
		look_at_body(signs, node);
	else if (html_is(node, "script") &&
	         str_eq_nocase(html_attribute(node, "type"), STR("application/ld+json")))
		look_at_json(signs, node->first ? node->first->text : (struct str){ 0 });
	else if (is_heading_element(node))
		signs->linked_headings += is_linked(node);
	rel = html_attribute(node, "rel");
	if (html_is(node, "link") &&
	    (str_eq_nocase(rel, STR("next")) || str_eq_nocase(rel, STR("prev"))))
		signs->paged = true;
	if (is_article_element(node))
		signs->articles += !is_within(node, is_article_element);
}

struct pagesigns pagekind_look(struct html_node *root)
{
	struct pagesigns signs = { 0 };

	for (struct html_node *node = root; node; node = html_next(root, node))
		if (node->name.len)
			look_at(&signs, node);
	return signs;
}

/* Judging. */

struct score {
	int points;
	const char *why[2]; /* for a listing, for an article */
	int most[2];
};

static void add(struct score *score, bool applies, int points, const char *why)
{
	bool side = points > 0;
	int weight = side ? points : -points;

	if (!applies)
		return;
	score->points += points;
	if (weight > score->most[side]) {
		score->most[side] = weight;
		score->why[side] = why;
	}
}

static bool is_number(struct str part)
{
	for (size_t i = 0; i < part.len; i++)
		if (!is_digit(part.ptr[i]))
			return false;
	return part.len > 0;
}

/* What an address says by the conventions of publishing systems: is it a listing's? */
static bool judge_url(struct score *score, struct str url)
{
	static const char listings[] =
		" tag tags category categories topic topics author "
		"authors search archive archives page section ";
	struct str path = url_split(url).path, part, last = { 0 };
	size_t hyphens = 0, digits = 0, names = 0;
	bool listing = false;

	while (path.len > 0) {
		str_cut(path, '/', &part, &path);
		if (part.len == 0)
			continue;
		listing |= word_in(listings, part);
		names += !is_number(part);
		last = part;
	}
	for (size_t i = 0; i < last.len; i++) {
		hyphens += last.ptr[i] == '-' || last.ptr[i] == '_';
		digits += is_digit(last.ptr[i]);
	}
	add(score, last.len == 0 || str_has_prefix(last, STR("index.")), -4,
	    "its address is a folder's");
	add(score, listing, -3, "its address is a listing's");
	add(score, last.len > 0 && names == 0, -2, "its address is a date");
	add(score, hyphens >= 3 || digits >= 5, 1, "its address names one thing");
	return listing || names == 0;
}

struct text_signs {
	size_t length, paragraphs;
};

static struct text_signs read_text(const struct blocks *blocks)
{
	struct text_signs signs = { 0 };

	for (uint32_t i = 0; i < blocks->count; i++) {
		const struct block *block = &blocks->items[i];

		if (!block->kept)
			continue;
		signs.length += block->length;
		signs.paragraphs += block->is_sentence &&
		                    block->length >= PARAGRAPH_LEAST &&
		                    block->linked * 2 < block->length;
	}
	return signs;
}

struct pagekind pagekind_judge(const struct pagesigns *signs,
                               const struct extract *extract, struct str url)
{
	struct text_signs text = read_text(extract->blocks);
	struct score score = { .why = { "nothing says that it is an article",
		                        "nothing says that it is a listing" } };
	bool is_article, says_listing;
	int sure;

	add(&score, signs->ld_article && !signs->ld_listing, 3, "JSON-LD says it is one");
	add(&score, signs->ld_listing && !signs->ld_article, -3,
	    "JSON-LD says it is a listing");
	add(&score, signs->og_article, 2, "og:type says it is one");
	add(&score, signs->og_website, -1, "og:type says it is none");
	add(&score, signs->body_article, 2, "the body's class says it is one");
	add(&score, signs->body_listing, -3, "the body's class says it is a listing");
	add(&score, date_is_known(extract->data.published), 2,
	    "it was published on a day");
	add(&score, extract->data.authors.count > 0, 1, "it has an author");
	add(&score, signs->articles == 1, 1, "it has one article element");
	add(&score, signs->articles > ARTICLES_MANY, -2, "it has many article elements");
	add(&score, signs->linked_headings >= HEADINGS_MANY, -2,
	    "many of its headings are links");
	add(&score, extract->cards.count >= CARDS_MANY && text.length < TEXT_MUCH, -2,
	    "it is rows of cards");
	add(&score, signs->paged, -1, "it has a next page");
	add(&score, text.length >= TEXT_MUCH && text.paragraphs >= 2, 3,
	    "it has much text");
	add(&score, text.length < TEXT_LITTLE, -2, "it has little text");
	add(&score, text.paragraphs == 0, -2, "it has no paragraph");
	says_listing = (signs->ld_listing && !signs->ld_article) || signs->body_listing;
	says_listing |= judge_url(&score, url);
	/* What it says of itself is no text. */
	add(&score, !extract->body, -2, "no text of an article is in it");
	is_article = score.points > 0 && extract->body;
	sure = score.points > 0 && !is_article ? 50 : 50 + 8 * abs(score.points);
	return (struct pagekind){ .is_article = is_article,
		                  .says_listing = says_listing,
		                  .percent = sure > 99 ? 99 : sure,
		                  .why = score.why[is_article] };
}
