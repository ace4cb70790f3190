#include "archive/terms.h"

#include "fixture.h"
#include "t.h"

#define RECORDS_MAX 512

struct shelf {
	struct config config;
	struct record *records[RECORDS_MAX];
	uint32_t count;
	struct archive archive;
};

static struct shelf *shelf_of(const char *yaml)
{
	struct shelf *shelf = ARENA_NEW(&t_arena, struct shelf);

	*shelf = (struct shelf){ .config = config_of(yaml) };
	return shelf;
}

/* An article of a date ("" is undated) with these tags, in that section. */
static void file(struct shelf *shelf, const char *date, const char *tags,
                 const char *section)
{
	struct str path = arena_printf(&t_arena, "content/%04u.md", shelf->count);
	struct article article = article_of(path.ptr, *date ? date : NULL);

	article.tags = words(tags);
	article.section = str_of(section);
	shelf->records[shelf->count++] = record_of(&shelf->config, &article);
}

static void build(struct shelf *shelf)
{
	struct diags diags = { 0 };

	CHECK(archive_build(&shelf->archive, &shelf->config, shelf->records, shelf->count,
	                    &t_arena, &diags));
	CHECK_STR(t_messages(&diags), STR(""));
}

static const struct term *term_of(const struct shelf *shelf, const char *slug)
{
	return taxonomy_term(&shelf->archive.taxonomies[0], str_of(slug));
}

/* "2014=3@0": the year, how many articles, the page of the newest. */
static struct str years_of(struct shelf *shelf, const struct listing *listing)
{
	struct listed_year *years;
	uint32_t count = listing_years(&shelf->archive, listing, &t_arena, &years);
	struct str text = { 0 };

	for (uint32_t i = 0; i < count; i++)
		text = arena_printf(&t_arena, "%.*s%s%d=%u@%u", STR_ARG(text),
		                    i ? " " : "", years[i].year, years[i].count,
		                    years[i].page);
	return text;
}

static struct str related_to(struct shelf *shelf, const char *slug)
{
	const struct taxonomy *taxonomy = &shelf->archive.taxonomies[0];
	uint32_t related[RELATED_TERMS];
	uint32_t count =
		term_related(&shelf->archive, 0,
	                     (uint32_t)(term_of(shelf, slug) - taxonomy->terms), related);
	struct str text = { 0 };

	for (uint32_t i = 0; i < count; i++)
		text = arena_printf(&t_arena, "%.*s%s%.*s", STR_ARG(text), i ? " " : "",
		                    STR_ARG(taxonomy->terms[related[i]].slug));
	return text;
}

TEST(terms, the_years_of_a_listing_lead_to_the_page_of_their_newest)
{
	struct shelf *shelf = shelf_of("taxonomies: [tags]\npaginate: 2");

	file(shelf, "", "a|none", "");
	file(shelf, "1999-01-01", "a", "");
	file(shelf, "1999-06-01", "a", "");
	file(shelf, "1999-12-31", "a", "");
	file(shelf, "2001-01-01", "a", "");
	file(shelf, "2003-01-01", "a|b", "");
	file(shelf, "2003-01-02", "a", "");
	build(shelf);
	/* Pages 1 and 2 hold two each, the front page three. */
	CHECK_STR(years_of(shelf, &term_of(shelf, "a")->listing),
	          STR("2003=2@0 2001=1@0 1999=3@2 -1=1@1"));
	CHECK_STR(years_of(shelf, &term_of(shelf, "b")->listing), STR("2003=1@0"));
	CHECK_STR(years_of(shelf, &term_of(shelf, "none")->listing), STR("-1=1@0"));
	archive_clear(&shelf->archive);
}

TEST(terms, many_years_are_all_there)
{
	struct shelf *shelf = shelf_of("taxonomies: [tags]\npaginate: 1");
	struct listed_year *years;

	for (int i = 0; i < 100; i++)
		file(shelf, arena_printf(&t_arena, "%d-05-05", 1900 + i).ptr, "a", "");
	build(shelf);
	CHECK_INT(listing_years(&shelf->archive, &term_of(shelf, "a")->listing, &t_arena,
	                        &years),
	          100);
	for (int i = 0; i < 100; i++) {
		CHECK_INT(years[i].year, 1999 - i);
		CHECK_INT(years[i].count, 1);
		CHECK_INT(years[i].page, i ? 100 - i : LISTING_FRONT);
	}
	archive_clear(&shelf->archive);
}

TEST(terms, are_related_that_are_found_together_the_most_frequent_first)
{
	struct shelf *shelf = shelf_of("taxonomies: [tags]");

	file(shelf, "2014-01-01", "a|b|c", "");
	file(shelf, "2014-01-02", "a|C|c|Z", "");
	file(shelf, "2014-01-03", "b|z|lone", "");
	file(shelf, "2014-01-04", "alone", "");
	build(shelf);
	/* "c" twice; of "b" and "z", once each, the first by label. */
	CHECK_STR(related_to(shelf, "a"), STR("c b z"));
	CHECK_STR(related_to(shelf, "lone"), STR("b z"));
	CHECK_STR(related_to(shelf, "alone"), STR(""));
	archive_clear(&shelf->archive);
}

TEST(terms, no_more_than_eight_are_related_and_ties_go_by_label)
{
	struct shelf *shelf = shelf_of("taxonomies: [tags]");

	file(shelf, "2014-01-01", "x|k|j|i|h|g|f|e|d|c|b|a", "");
	file(shelf, "2014-01-02", "x|k|i", "");
	build(shelf);
	CHECK_STR(related_to(shelf, "x"), STR("i k a b c d e f"));
	archive_clear(&shelf->archive);
}

TEST(terms, only_the_newest_articles_say_what_is_related)
{
	struct shelf *shelf = shelf_of("taxonomies: [tags]");

	file(shelf, "2010-01-01", "a|old", "");
	for (int i = 0; i < RELATED_ARTICLES; i++)
		file(shelf, "2014-01-01", i ? "a" : "a|new", "");
	build(shelf);
	CHECK_STR(related_to(shelf, "a"), STR("new"));
	CHECK_STR(related_to(shelf, "old"), STR("a"));
	archive_clear(&shelf->archive);
}

TEST(terms, what_is_above_or_below_is_not_related)
{
	struct shelf *shelf = shelf_of("taxonomies: [sections]");

	file(shelf, "2014-01-01", "", "News/Harbour/Boats");
	file(shelf, "2014-01-02", "", "News");
	build(shelf);
	CHECK_STR(related_to(shelf, "news"), STR(""));
	CHECK_STR(related_to(shelf, "news/harbour"), STR(""));
	CHECK_STR(related_to(shelf, "news/harbour/boats"), STR(""));
	archive_clear(&shelf->archive);
}
