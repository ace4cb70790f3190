#include "archive/record.h"

#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "t.h"

static struct str names_of(const struct record *record, size_t taxonomy)
{
	return joined(record->filings[taxonomy].names, "|");
}

TEST(record, keeps_copies_of_what_cards_show)
{
	struct config config = config_of("taxonomies: [tags]");
	struct arena short_lived = { 0 };
	struct article article = article_of("content/a.md", "2014-02-10");
	struct str tag = arena_str(&short_lived, STR("Harbour"));
	struct record *record;

	article.title = arena_str(&short_lived, STR("Headline"));
	article.dek = arena_str(&short_lived, STR("Standfirst"));
	article.image.src = arena_str(&short_lived, STR("a.jpg"));
	article.tags = (struct strs){ &tag, 1 };
	article.aliases = article.tags;
	record = record_of(&config, &article);
	arena_clear(&short_lived);
	CHECK_STR(record->title, STR("Headline"));
	CHECK_STR(record->dek, STR("Standfirst"));
	CHECK_STR(record->image_src, STR("a.jpg"));
	CHECK_STR(record->url, STR("/2014/02/a.html"));
	CHECK_STR(names_of(record, 0), STR("Harbour"));
	CHECK_STR(record->aliases.items[0], STR("Harbour"));
	CHECK(!record->withdrawn);
}

TEST(record, is_filed_by_fields_and_by_keys_of_its_own)
{
	struct config config = config_of("taxonomies: [tags, sections, authors, series, "
	                                 "kickers, publications, editions, absent]");
	struct article article = article_of("content/a.md", "2014-02-10");
	struct value_builder editions = { .arena = &t_arena },
			     params = { .arena = &t_arena };
	struct record *record;

	value_add_item(&editions, value_str(STR("Evening")));
	value_add_item(&editions, value_int(7));
	value_add_item(&editions, value_str(STR("City")));
	value_add(&params, STR("editions"), value_built_list(&editions));
	article.tags = words("a|b");
	article.section = STR("News/Local");
	article.authors = words("Ann");
	article.series = words("S");
	article.kicker = STR("Explainer");
	article.publication = STR("Gazette");
	article.params = value_built_dict(&params);
	record = record_of(&config, &article);
	CHECK_STR(names_of(record, 0), STR("a|b"));
	CHECK_STR(names_of(record, 1), STR("News/Local"));
	CHECK_STR(names_of(record, 2), STR("Ann"));
	CHECK_STR(names_of(record, 3), STR("S"));
	CHECK_STR(names_of(record, 4), STR("Explainer"));
	CHECK_STR(names_of(record, 5), STR("Gazette"));
	CHECK_STR(names_of(record, 6), STR("Evening|City"));
	CHECK_STR(names_of(record, 7), STR(""));
}

static struct hash card_of(const struct config *config, const struct article *article)
{
	return record_of(config, article)->card;
}

TEST(record, the_card_changes_with_what_a_card_shows_and_with_nothing_else)
{
	struct config config = config_of("");
	struct article base = article_of("content/a.md", "2014-02-10"), other = base;
	struct hash card = card_of(&config, &base);

	CHECK(hash_eq(card_of(&config, &base), card));
	other.source = STR("https://example.org/");
	other.params = value_dict(NULL, 0);
	other.aliases = words("/old");
	CHECK(hash_eq(card_of(&config, &other), card));

#define CHANGES(field, value)                                    \
	do {                                                     \
		other = base;                                    \
		other.field = (value);                           \
		CHECK(!hash_eq(card_of(&config, &other), card)); \
	} while (0)
	CHANGES(title, STR("Other"));
	CHANGES(dek, STR("Other"));
	CHANGES(kicker, STR("Other"));
	CHANGES(publication, STR("Other"));
	CHANGES(language, STR("fr"));
	CHANGES(direction, STR("rtl"));
	CHANGES(image.src, STR("a.jpg"));
	CHANGES(image.alt, STR("Other"));
	CHANGES(url, STR("/other.html"));
	CHANGES(tags, words("a"));
	CHANGES(authors, words("a"));
	CHANGES(updated, base.date);
	CHANGES(undated, true);
#undef CHANGES
	/* The same text in another field, or filed elsewhere, is another card. */
	base.title = STR("x");
	base.dek = (struct str){ 0 };
	other = base;
	other.title = (struct str){ 0 };
	other.dek = STR("x");
	CHECK(!hash_eq(card_of(&config, &base), card_of(&config, &other)));
	base.tags = words("a|b");
	other = base;
	other.tags = words("a");
	other.section = STR("b");
	CHECK(!hash_eq(card_of(&config, &base), card_of(&config, &other)));
}

TEST(record, hashes_front_matter_and_body_apart)
{
	struct config config = config_of("");
	struct article article = article_of("content/a.md", "2014-02-10");
	struct source one = { article.path, STR("---\na: 1\n---\nBody") }, two = one;
	struct record *first, *second;

	article.body = 13;
	first = record_new(&fixture_shelf, &config, &one, &article);
	two.text = STR("---\na: 1\n---\nText");
	second = record_new(&fixture_shelf, &config, &two, &article);
	CHECK(hash_eq(first->front, second->front));
	CHECK(!hash_eq(first->body, second->body));
	CHECK(!hash_eq(first->source, second->source));
	two.text = STR("---\na: 2\n---\nBody");
	second = record_new(&fixture_shelf, &config, &two, &article);
	CHECK(!hash_eq(first->front, second->front));
	CHECK(hash_eq(first->body, second->body));
}

static int compare(const void *a, const void *b)
{
	return record_cmp(*(struct record *const *)a, *(struct record *const *)b);
}

TEST(record, order_is_by_date_and_then_by_path)
{
	static const struct {
		const char *path, *date;
	} articles[] = {
		{ "content/z.md", NULL },
		{ "content/a.md", "2013-12-31T23:00" },
		{ "content/c.md", "2014-02-10" },
		{ "content/d.md", "2014-02-10" },
		{ "content/b.md", "2014-02-10T09:30" },
	};
	struct record *records[5];
	struct config config = config_of("");

	for (size_t i = 0; i < 5; i++) {
		struct article article = article_of(articles[i].path, articles[i].date);

		records[4 - i] = record_of(&config, &article);
	}
	qsort(records, 5, sizeof(struct record *), compare);
	for (size_t i = 0; i < 5; i++)
		CHECK_STR(records[i]->path, str_of(articles[i].path));
	CHECK_INT(record_cmp(records[2], records[2]), 0);
}
