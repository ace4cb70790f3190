#include "archive/letters.h"

#include "archive/archive.h"
#include "fixture.h"
#include "t.h"

/* The letters of tags, "a|b|c", when a page takes so many. */
static struct taxonomy index_of(struct strs names, uint32_t per_page)
{
	struct config config = config_of(
		arena_printf(&t_arena, "taxonomies: [tags]\npaginate_terms: %u", per_page)
			.ptr);
	struct article article = article_of("content/a.md", "2014-02-10");
	struct record *records[1];
	struct diags diags = { 0 };
	struct taxonomy taxonomy;

	article.tags = names;
	records[0] = record_of(&config, &article);
	CHECK(taxonomy_build(&taxonomy, 0, &config, records, 1, &t_arena, &diags));
	CHECK_STR(t_messages(&diags), STR(""));
	return taxonomy;
}

static void add_terms(const struct taxonomy *taxonomy, const struct letter *letter,
                      struct buf *out)
{
	for (uint32_t i = letter->start; i < letter->end; i++)
		buf_printf(out, "%s%.*s", i > letter->start ? " " : "",
		           STR_ARG(taxonomy->terms[taxonomy->letters.order[i]].label));
}

/* "a(apple avocado) s(sa(sail) se(sea seal))" */
static struct str text_of(const struct taxonomy *taxonomy)
{
	const struct letters *letters = &taxonomy->letters;
	struct buf out = { 0 };
	struct str text;

	for (uint32_t i = 0; i < letters->letter_count; i++) {
		const struct letter *letter = &letters->items[i];

		buf_printf(&out, "%s%.*s(", i ? " " : "", STR_ARG(letter->name));
		CHECK(letters_named(letters, letter->name) == letter);
		for (uint32_t j = 0; j < letter->part_count; j++) {
			const struct letter *part = &letters->items[letter->first + j];
			struct str path = letter_path(letters, part, &t_arena);

			CHECK_INT(part->parent, i);
			CHECK(letters_named(letters, path) == part);
			buf_printf(&out, "%s%.*s(", j ? " " : "", STR_ARG(part->name));
			add_terms(taxonomy, part, &out);
			buf_add_char(&out, ')');
		}
		if (letter->part_count == 0)
			add_terms(taxonomy, letter, &out);
		buf_add_char(&out, ')');
	}
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

static struct str letters_of(const char *names, uint32_t per_page)
{
	struct taxonomy taxonomy = index_of(words(names), per_page);
	struct str text = text_of(&taxonomy);

	taxonomy_clear(&taxonomy);
	return text;
}

TEST(letters, there_are_none_without_terms)
{
	CHECK_STR(letters_of("", 2), STR(""));
}

TEST(letters, stand_in_the_order_of_their_scripts_digits_first)
{
	CHECK_STR(letters_of("Zebra|Дом|apple|1984|Étude|'Allo|eta|東京", 100),
	          STR("0-9(1984) a('Allo apple) e(eta Étude) z(Zebra) д(Дом) 漢(東京)"));
}

TEST(letters, have_pages_when_the_terms_are_too_many_for_one)
{
	struct taxonomy taxonomy = index_of(words("a|b|c"), 3);

	CHECK(!taxonomy.letters.have_pages);
	taxonomy_clear(&taxonomy);
	taxonomy = index_of(words("a|b|c"), 2);
	CHECK(taxonomy.letters.have_pages);
	CHECK_STR(letter_url(&taxonomy, &taxonomy.letters.items[1], &t_arena),
	          STR("/tags/by-letter/b/"));
	taxonomy_clear(&taxonomy);
}

TEST(letters, are_cut_by_what_terms_begin_with)
{
	struct taxonomy taxonomy =
		index_of(words("sail|sand|sea|seal|season|s|school|a|se"), 2);
	const struct letter *part = letters_named(&taxonomy.letters, STR("s/sea"));

	/* "se" has four, of which "sea" has three. */
	CHECK_STR(text_of(&taxonomy),
	          STR("a(a) s(s(s) sa(sail sand) sc(school) se(se) sea(sea) seal(seal) "
	              "seas(season))"));
	CHECK_STR(part->label, STR("Sea"));
	CHECK_STR(letter_url(&taxonomy, part, &t_arena), STR("/tags/by-letter/s/sea/"));
	CHECK(letters_named(&taxonomy.letters, STR("s/x")) == NULL);
	CHECK(letters_named(&taxonomy.letters, STR("x")) == NULL);
	CHECK(letters_named(&taxonomy.letters, STR("a/a")) == NULL);
	taxonomy_clear(&taxonomy);
}

TEST(letters, what_all_terms_of_a_letter_share_is_passed_over)
{
	CHECK_STR(letters_of("tag 10|tag 11|tag 20|tag 30", 2),
	          STR("t(tag-1(tag 10 tag 11) tag-2(tag 20) tag-3(tag 30))"));
}

TEST(letters, ideographs_are_cut_in_blocks_then_by_the_first)
{
	struct taxonomy taxonomy = index_of(words("一人|一口|一日|東京|東大"), 2);

	CHECK_STR(text_of(&taxonomy),
	          STR("漢(一人(一人) 一口(一口) 一日(一日) 67(東京 東大))"));
	CHECK_STR(letters_named(&taxonomy.letters, STR("漢/67"))->label, STR("最–柿"));
	taxonomy_clear(&taxonomy);
}

TEST(letters, a_nested_term_stands_under_its_own_name)
{
	struct config config = config_of("taxonomies: [sections]");
	struct article article = article_of("content/a.md", "2014-02-10");
	struct record *record;
	struct diags diags = { 0 };
	struct taxonomy taxonomy;

	article.section = STR("News/Harbour");
	record = record_of(&config, &article);
	CHECK(taxonomy_build(&taxonomy, 0, &config, &record, 1, &t_arena, &diags));
	CHECK_STR(text_of(&taxonomy), STR("h(Harbour) n(News)"));
	taxonomy_clear(&taxonomy);
}

static struct str random_name(uint64_t *seed)
{
	struct str end = random_text(seed, STR("abc東大なガ1"), 5);

	return random_below(seed, 2) && end.len
	               ? end
	               : arena_printf(&t_arena, "x%.*s", STR_ARG(end));
}

/* Every term is in one letter or part; none has more than a page takes, if they differ.
 */
TEST(letters, hold_every_term_once)
{
	uint64_t seed = 5;

	for (int round = 0; round < 200; round++) {
		uint32_t count = 1 + random_below(&seed, 60);
		uint32_t per_page = 1 + random_below(&seed, 8), next = 0;
		struct str *names = ARENA_ARRAY(&t_arena, struct str, count);
		struct taxonomy taxonomy;
		const struct letters *letters;

		for (uint32_t i = 0; i < count; i++)
			names[i] = random_name(&seed);
		taxonomy = index_of((struct strs){ names, count }, per_page);
		letters = &taxonomy.letters;
		for (uint32_t i = 0; i < letters->letter_count; i++) {
			const struct letter *letter = &letters->items[i];
			uint32_t at = letter->start;

			CHECK_INT(letter->start, next);
			next = letter->end;
			for (uint32_t j = 0; j < letter->part_count; j++) {
				const struct letter *part =
					&letters->items[letter->first + j];

				CHECK_INT(part->start, at);
				CHECK(part->end - part->start <= per_page);
				at = part->end;
			}
			CHECK(at == letter->end || letter->part_count == 0);
		}
		CHECK_INT(next, taxonomy.count);
		taxonomy_clear(&taxonomy);
	}
}

TEST(letters, terms_that_never_differ_have_an_end)
{
	struct str *names = ARENA_ARRAY(&t_arena, struct str, 100);
	struct taxonomy taxonomy;
	struct buf name = { 0 };

	for (size_t i = 0; i < 100; i++) {
		buf_add_char(&name, 'a');
		names[i] = buf_keep(&name, &t_arena);
	}
	buf_clear(&name);
	taxonomy = index_of((struct strs){ names, 100 }, 1);
	CHECK(taxonomy.letters.count > 1 && taxonomy.letters.count < 100);
	taxonomy_clear(&taxonomy);
}
