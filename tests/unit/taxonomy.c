#include "archive/taxonomy.h"

#include <stdlib.h>

#include "archive/archive.h"
#include "fixture.h"
#include "t.h"

#define RECORDS_MAX 64

/* Articles being gathered for one taxonomy. */
struct shelf {
	struct config config;
	struct record *records[RECORDS_MAX];
	uint32_t count;
};

static struct shelf shelf_of(const char *taxonomy)
{
	return (struct shelf){
		.config = config_of(
			arena_printf(&t_arena, "taxonomies: [%s]", taxonomy).ptr)
	};
}

/* Articles in order of their paths a.md, b.md, ... */
static struct record *file(struct shelf *shelf, const char *names)
{
	struct str path =
		arena_printf(&t_arena, "content/%c.md", (char)('a' + shelf->count));
	struct article article = article_of(path.ptr, "2014-02-10");

	article.tags = article.series = words(names);
	article.section = str_of(names);
	shelf->records[shelf->count] = record_of(&shelf->config, &article);
	return shelf->records[shelf->count++];
}

/* Every term: "slug=label(number of articles) ...". */
static struct str terms_of(const struct taxonomy *taxonomy)
{
	struct buf out = { 0 };
	struct str text;

	for (uint32_t i = 0; i < taxonomy->count; i++) {
		const struct term *term = &taxonomy->terms[i];

		CHECK_INT(table_find(&taxonomy->by_slug, term->slug), i);
		buf_printf(&out, "%s%.*s=%.*s(%u)", i ? " " : "", STR_ARG(term->slug),
		           STR_ARG(term->label), term->listing.count);
	}
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

static struct taxonomy build(struct shelf *shelf, const char *messages)
{
	struct diags diags = { 0 };
	struct taxonomy taxonomy;
	bool ok = taxonomy_build(&taxonomy, 0, &shelf->config, shelf->records,
	                         shelf->count, &t_arena, &diags);

	CHECK_INT(ok, diags.errors == 0);
	CHECK_STR(t_messages(&diags), str_of(messages));
	return taxonomy;
}

static struct str built(struct shelf *shelf)
{
	struct taxonomy taxonomy = build(shelf, "");
	struct str terms = terms_of(&taxonomy);

	taxonomy_clear(&taxonomy);
	return terms;
}

TEST(taxonomy, is_empty_without_names)
{
	struct shelf shelf = shelf_of("tags");

	CHECK_STR(built(&shelf), STR(""));
	file(&shelf, "");
	CHECK_STR(built(&shelf), STR(""));
	CHECK(shelf.records[0]->filings[0].terms == NULL);
}

TEST(taxonomy, names_that_differ_in_case_accents_or_width_are_one_term)
{
	struct shelf shelf = shelf_of("tags");

	file(&shelf, "Caf\xc3\xa9|harbour");
	file(&shelf, "cafe\xcc\x81|HARBOUR");
	file(&shelf, "CAFE|Harbour");
	file(&shelf, "\xef\xbd\x83\xef\xbd\x81\xef\xbd\x86\xef\xbd\x85|  Harbour ");
	CHECK_STR(built(&shelf), STR("cafe=Caf\xc3\xa9(4) harbour=Harbour(4)"));
}

TEST(taxonomy, the_label_is_what_most_articles_write)
{
	struct shelf shelf = shelf_of("tags");

	file(&shelf, "un");
	file(&shelf, "UN");
	file(&shelf, "Un");
	file(&shelf, "UN");
	CHECK_STR(built(&shelf), STR("un=UN(4)"));
	/* Of two, the one that comes first in the archive. */
	file(&shelf, "un");
	CHECK_STR(built(&shelf), STR("un=un(5)"));
}

TEST(taxonomy, terms_are_in_order_of_their_folded_labels)
{
	struct shelf shelf = shelf_of("tags");

	file(&shelf, "zebra|\xc3\x89t\xc3\xa9|Apple|eta|Zebra crossing|10");
	CHECK_STR(built(&shelf),
	          STR("10=10(1) apple=Apple(1) eta=eta(1) ete=\xc3\x89t\xc3\xa9(1) "
	              "zebra=zebra(1) zebra-crossing=Zebra crossing(1)"));
}

TEST(taxonomy, counts_an_article_once_for_a_term)
{
	struct shelf shelf = shelf_of("tags");
	struct taxonomy taxonomy;

	file(&shelf, "a|A|\xc3\xa1|a");
	file(&shelf, "b");
	file(&shelf, "b|a");
	taxonomy = build(&shelf, "");
	CHECK_STR(terms_of(&taxonomy), STR("a=a(2) b=b(2)"));
	CHECK_INT(taxonomy.terms[0].listing.ids[0], 0);
	CHECK_INT(taxonomy.terms[0].listing.ids[1], 2);
	CHECK_INT(shelf.records[2]->filings[0].terms[0], 1);
	CHECK_INT(shelf.records[2]->filings[0].terms[1], 0);
	CHECK_STR(taxonomy.terms[1].url, STR("/tags/b/"));
	CHECK_STR(taxonomy.terms[1].listing.name, STR("tags/b"));
	taxonomy_clear(&taxonomy);
}

TEST(taxonomy, withdrawn_articles_are_filed_nowhere)
{
	struct shelf shelf = shelf_of("tags");

	file(&shelf, "a|b");
	file(&shelf, "b|c|a")->withdrawn = true;
	file(&shelf, "c")->withdrawn = true;
	CHECK_STR(built(&shelf), STR("a=a(1) b=b(1)"));
	CHECK(shelf.records[1]->filings[0].terms == NULL);
}

TEST(taxonomy, sections_nest_with_those_above)
{
	struct shelf shelf = shelf_of("sections");
	struct taxonomy taxonomy;
	const struct term *news, *harbour, *boats;

	file(&shelf, "News/Harbour/Boats");
	file(&shelf, " news / harbour ");
	file(&shelf, "News");
	file(&shelf, "News//Town/");
	file(&shelf, "Sport");
	taxonomy = build(&shelf, "");
	CHECK_STR(terms_of(&taxonomy),
	          STR("news/harbour/boats=Boats(1) news/harbour=Harbour(2) news=News(4) "
	              "sport=Sport(1) news/town=Town(1)"));
	boats = &taxonomy.terms[0];
	harbour = &taxonomy.terms[1];
	news = &taxonomy.terms[2];
	CHECK_INT(boats->parent, 1);
	CHECK_INT(harbour->parent, 2);
	CHECK_INT(news->parent, TERM_NONE);
	CHECK_INT(news->child_count, 2);
	CHECK_INT(news->children[0], 1);
	CHECK_INT(news->children[1], 4);
	CHECK_INT(harbour->child_count, 1);
	CHECK_INT(boats->child_count, 0);
	CHECK_STR(boats->url, STR("/sections/news/harbour/boats/"));
	CHECK_INT(news->listing.ids[3], 3);
	CHECK_INT(shelf.records[0]->filings[0].terms[0], 0);
	taxonomy_clear(&taxonomy);
}

TEST(taxonomy, only_sections_nest)
{
	struct shelf shelf = shelf_of("tags");
	struct taxonomy taxonomy;

	file(&shelf, "AC/DC|/");
	shelf.records[0]->filings[0].names.count = 1;
	taxonomy = build(&shelf, "");
	CHECK_STR(terms_of(&taxonomy), STR("ac-dc=AC/DC(1)"));
	taxonomy_clear(&taxonomy);
}

TEST(taxonomy, a_term_is_found_by_slug_or_by_any_spelling)
{
	struct shelf tags = shelf_of("tags"), sections = shelf_of("sections");
	struct taxonomy taxonomy;

	file(&tags, "AC/DC|Caf\xc3\xa9 Society");
	taxonomy = build(&tags, "");
	CHECK(taxonomy_term(&taxonomy, STR("ac-dc")) == &taxonomy.terms[0]);
	CHECK(taxonomy_term(&taxonomy, STR("AC/DC")) == &taxonomy.terms[0]);
	CHECK(taxonomy_term(&taxonomy, STR("cafe society")) == &taxonomy.terms[1]);
	CHECK(taxonomy_term(&taxonomy, STR("cafe")) == NULL);
	CHECK(taxonomy_term(&taxonomy, STR("")) == NULL);
	taxonomy_clear(&taxonomy);
	file(&sections, "News/The Harbour");
	taxonomy = build(&sections, "");
	CHECK(taxonomy_term(&taxonomy, STR("news/the-harbour")) != NULL);
	CHECK(taxonomy_term(&taxonomy, STR(" NEWS / the harbour ")) != NULL);
	CHECK(taxonomy_term(&taxonomy, STR("the-harbour")) == NULL);
	taxonomy_clear(&taxonomy);
}

TEST(taxonomy, two_names_with_one_slug_are_an_error_that_names_both)
{
	struct shelf shelf = shelf_of("tags");
	struct taxonomy taxonomy;

	file(&shelf, "Harbour News");
	file(&shelf, "harbour-news|C++");
	file(&shelf, "C#|C++");
	file(&shelf, "c");
	taxonomy = build(&shelf,
	                 "content/c.md: error: 'C#' and 'C++' in tags want one URL, 'c'\n"
	                 "  hint: 'C++' is in 'content/b.md': rename one of them\n"
	                 "content/d.md: error: 'c' and 'C++' in tags want one URL, 'c'\n"
	                 "  hint: 'C++' is in 'content/b.md': rename one of them\n");
	/* The taxonomy is usable all the same: they are one term. */
	CHECK_STR(terms_of(&taxonomy), STR("c=C++(3) harbour-news=Harbour News(2)"));
	for (uint32_t i = 0; i < shelf.count; i++)
		for (size_t j = 0; j < shelf.records[i]->filings[0].names.count; j++)
			CHECK(shelf.records[i]->filings[0].terms[j] < taxonomy.count);
	taxonomy_clear(&taxonomy);
}

TEST(taxonomy, a_name_without_a_slug_is_an_error)
{
	struct shelf tags = shelf_of("tags"), sections = shelf_of("sections");
	struct taxonomy taxonomy;

	file(&tags, "!!!|a");
	taxonomy = build(
		&tags, "content/a.md: error: '!!!' in tags has no letter or digit for a "
		       "URL\n");
	CHECK_STR(terms_of(&taxonomy), STR("a=a(1)"));
	CHECK_INT(tags.records[0]->filings[0].terms[0], TERM_NONE);
	taxonomy_clear(&taxonomy);
	file(&sections, "News/!!!");
	file(&sections, "News/Town");
	taxonomy = build(&sections,
	                 "content/a.md: error: '!!!' in sections has no letter or digit "
	                 "for a URL\n");
	CHECK_STR(terms_of(&taxonomy), STR("news=News(1) news/town=Town(1)"));
	taxonomy_clear(&taxonomy);
}

TEST(taxonomy, names_of_nothing_but_space_are_not_there)
{
	struct shelf tags = shelf_of("tags"), sections = shelf_of("sections");

	file(&tags, " |\xc2\xa0|\xe3\x80\x80 |a");
	CHECK_STR(built(&tags), STR("a=a(1)"));
	CHECK_INT(tags.records[0]->filings[0].terms[1], TERM_NONE);
	file(&sections, "/ /\xc2\xa0");
	file(&sections, "News/\xc2\xa0/Town");
	CHECK_STR(built(&sections), STR("news=News(1) news/town=Town(1)"));
}

/* The same articles in any order, sorted as the archive sorts them, give the same terms.
 */
static int compare(const void *a, const void *b)
{
	return record_cmp(*(struct record *const *)a, *(struct record *const *)b);
}

TEST(taxonomy, does_not_depend_on_the_order_of_reading)
{
	static const char *const spellings[] = { "un",          "UN",    "Un",
		                                 "Caf\xc3\xa9", "CAFE",  "News/A",
		                                 "NEWS/a",      "news/B" };
	struct shelf shelf = shelf_of("sections");
	uint64_t seed = 17;
	struct str first;

	for (uint32_t i = 0; i < 60; i++)
		file(&shelf, spellings[random_below(&seed, ARRAY_LEN(spellings))]);
	qsort(shelf.records, shelf.count, sizeof(struct record *), compare);
	first = built(&shelf);
	CHECK(first.len > 0);
	for (int round = 0; round < 20; round++) {
		for (uint32_t i = shelf.count; i > 1; i--) {
			uint32_t other = random_below(&seed, i);
			struct record *record = shelf.records[i - 1];

			shelf.records[i - 1] = shelf.records[other];
			shelf.records[other] = record;
		}
		qsort(shelf.records, shelf.count, sizeof(struct record *), compare);
		CHECK_STR(built(&shelf), first);
	}
}

TEST(taxonomy, grows_to_many_terms)
{
	struct shelf shelf = shelf_of("tags");
	struct str *names = ARENA_ARRAY(&t_arena, struct str, 2000);
	struct taxonomy taxonomy;

	for (int i = 0; i < 2000; i++)
		names[i] = arena_printf(&t_arena, "tag %d", i);
	for (int i = 0; i < 3; i++)
		file(&shelf, "x")->filings[0].names = (struct strs){ names, 2000 };
	taxonomy = build(&shelf, "");
	CHECK_INT(taxonomy.count, 2000);
	for (uint32_t i = 0; i < taxonomy.count; i++)
		CHECK_INT(taxonomy.terms[i].listing.count, 3);
	taxonomy_clear(&taxonomy);
}
