/*
 * How well the text import tells an article from what surrounds it: the made-up scrapes
 * in tests/import/text, whose lines are labelled. A line of such a file is a letter, a
 * space and the line of the scrape; the letters are
 *
 *     T headline   D dek   K kicker or section   B paragraph   H break     (kept)
 *     Y byline     W date or reading time                  (to front matter)
 *     P promotion, button or notice   G credit of a picture   S separator
 *     L heading over cards   C card   X card that comes twice     (removed)
 *
 * and "= key value" says what the article's fields are.
 */
#include <stdio.h>
#include <string.h>

#include "base/files.h"
#include "base/path.h"
#include "import/anatomy.h"
#include "import/wordlist.h"
#include "t.h"

#define FIXTURES "tests/import/text"
#define WANTED   0.98

struct fixture {
	struct str name, text, facts;
	struct str labels; /* one letter for each line of text */
};

struct score {
	size_t removed_rightly, removed_wrongly, missed;
	size_t head_wrong, facts, facts_wrong;
};

static struct fixture parse_fixture(struct str name, struct str file)
{
	struct buf text = { 0 }, facts = { 0 }, labels = { 0 };
	struct fixture fixture = { .name = name };
	struct str line;

	while (str_next_line(&file, &line)) {
		if (str_has_prefix(line, STR("= "))) {
			buf_add(&facts, str_from(line, 2));
			buf_add_char(&facts, '\n');
			continue;
		}
		buf_add_char(&labels, line.len > 0 ? line.ptr[0] : ' ');
		buf_add(&text, str_from(line, 2));
		buf_add_char(&text, '\n');
	}
	fixture.text = buf_keep(&text, &t_arena);
	fixture.facts = buf_keep(&facts, &t_arena);
	fixture.labels = buf_keep(&labels, &t_arena);
	buf_clear(&text);
	buf_clear(&facts);
	buf_clear(&labels);
	return fixture;
}

static size_t load_fixtures(struct str folder, struct fixture **out)
{
	struct files *files = files_open_disk(folder);
	struct file_entry *entries = NULL;
	struct fixture *fixtures;
	size_t count = 0, kept = 0;
	struct str file;

	if (files_list(files, STR(""), &t_arena, &entries, &count) != FILE_OK)
		count = 0;
	fixtures = ARENA_ARRAY(&t_arena, struct fixture, count);
	for (size_t i = 0; i < count; i++)
		if (str_eq(path_extension(entries[i].name), STR(".txt")) &&
		    files_read(files, entries[i].name, 1 << 20, &t_arena, &file, NULL) ==
		            FILE_OK)
			fixtures[kept++] = parse_fixture(entries[i].name, file);
	files_close(files);
	*out = fixtures;
	return kept;
}

static bool is_one_of(char label, const char *labels)
{
	return strchr(labels, label) != NULL;
}

/* The letter that a kind of line has; removed lines are all alike but for a few. */
static char letter_of(enum line_kind kind)
{
	static const char letters[] = {
		[LINE_BODY] = 'B',     [LINE_BREAK] = 'H',          [LINE_TITLE] = 'T',
		[LINE_DEK] = 'D',      [LINE_KICKER] = 'K',         [LINE_BYLINE] = 'Y',
		[LINE_DATE] = 'W',     [LINE_PROMOTION] = 'P',      [LINE_CREDIT] = 'G',
		[LINE_REPEATED] = 'P', [LINE_SEPARATOR] = 'S',      [LINE_LABEL] = 'L',
		[LINE_CARD] = 'C',     [LINE_DUPLICATE_CARD] = 'X',
	};

	return letters[kind];
}

static void score_line(const struct fixture *fixture, const struct scrape_line *line,
                       struct score *score)
{
	char want = fixture->labels.ptr[line->number - 1], got = letter_of(line->kind);
	bool want_removed = is_one_of(want, "PGSLCX"),
	     got_removed = is_one_of(got, "PGSLCX");
	bool wrong = true;

	if (want_removed && got_removed) {
		score->removed_rightly++;
		wrong = false;
	} else if (got_removed) {
		score->removed_wrongly++;
	} else if (want_removed) {
		score->missed++;
	} else {
		wrong = want != got;
		score->head_wrong += wrong;
	}
	if (wrong)
		printf("#   %.*s:%zu: want %c, got %c: %.*s\n", STR_ARG(fixture->name),
		       line->number, want, got, STR_ARG(str_slice(line->text, 0, 90)));
}

static struct str join(struct strs strs)
{
	struct buf out = { 0 };
	struct str text;

	for (size_t i = 0; i < strs.count; i++) {
		if (i > 0)
			buf_puts(&out, "; ");
		buf_add(&out, strs.items[i]);
	}
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

static struct str iso(struct date date)
{
	struct buf out = { 0 };
	struct str text;

	date_format_iso(date, &out);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

static bool has_card(const struct anatomy *anatomy, struct str want)
{
	for (size_t i = 0; i < anatomy->card_count; i++) {
		const struct card *card = &anatomy->cards[i];
		struct str got =
			arena_printf(&t_arena, "%.*s | %.*s | %.*s | %.*s",
		                     STR_ARG(card->title), STR_ARG(card->kicker),
		                     STR_ARG(card->dek), STR_ARG(join(card->authors)));

		if (str_eq(got, want))
			return true;
	}
	return false;
}

static bool fact_holds(const struct anatomy *anatomy, struct str key, struct str want)
{
	if (str_eq(key, STR("authors")))
		return str_eq(join(anatomy->authors), want);
	if (str_eq(key, STR("date")))
		return str_eq(iso(anatomy->date), want);
	if (str_eq(key, STR("updated")))
		return str_eq(iso(anatomy->updated), want);
	if (str_eq(key, STR("kicker")))
		return str_eq(anatomy->kicker, want);
	if (str_eq(key, STR("dek")))
		return str_eq(anatomy->dek, want);
	if (str_eq(key, STR("publication")))
		return str_eq(anatomy->publication, want);
	if (str_eq(key, STR("related")))
		return str_eq(arena_printf(&t_arena, "%zu", anatomy->card_count), want);
	return str_eq(key, STR("card")) && has_card(anatomy, want);
}

static void score_fixture(const struct fixture *fixture, const struct repetition *learned,
                          struct score *score)
{
	struct scrape scrape = scrape_read(&t_arena, fixture->text);
	struct str facts = fixture->facts, fact, key, want;
	struct anatomy anatomy;

	anatomy_read(&t_arena, &scrape, learned, &anatomy);
	for (size_t i = 0; i < scrape.count; i++)
		score_line(fixture, &scrape.lines[i], score);
	while (str_next_line(&facts, &fact)) {
		str_cut(fact, ' ', &key, &want);
		score->facts++;
		if (!fact_holds(&anatomy, key, want)) {
			score->facts_wrong++;
			printf("#   %.*s: not so: %.*s\n", STR_ARG(fixture->name),
			       STR_ARG(fact));
		}
	}
}

static double part(size_t n, size_t others)
{
	return n + others > 0 ? (double)n / (double)(n + others) : 1;
}

static void say_score(const char *what, const struct score *score)
{
	printf("# %s: removed lines: precision %.4f, recall %.4f (%zu right, %zu wrong, %zu "
	       "missed); head lines wrong %zu; fields wrong %zu of %zu\n",
	       what, part(score->removed_rightly, score->removed_wrongly),
	       part(score->removed_rightly, score->missed), score->removed_rightly,
	       score->removed_wrongly, score->missed, score->head_wrong,
	       score->facts_wrong, score->facts);
}

static void check_score(const struct score *score, double precision, double recall)
{
	CHECK(part(score->removed_rightly, score->removed_wrongly) >= precision);
	CHECK(part(score->removed_rightly, score->missed) >= recall);
}

TEST(importscore, each_scrape_alone)
{
	struct fixture *fixtures;
	size_t count = load_fixtures(STR(FIXTURES), &fixtures);
	struct score score = { 0 };

	if (count == 0) {
		t_skip("no " FIXTURES);
		return;
	}
	CHECK(count >= 30);
	for (size_t i = 0; i < count; i++)
		score_fixture(&fixtures[i], NULL, &score);
	say_score("each alone", &score);
	check_score(&score, WANTED, 0.9); /* half of what tells a promotion is missing */
}

TEST(importscore, all_scrapes_as_one_set)
{
	struct fixture *fixtures;
	size_t count = load_fixtures(STR(FIXTURES), &fixtures);
	struct repetition learned = { 0 };
	struct score score = { 0 };

	if (count == 0) {
		t_skip("no " FIXTURES);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct scrape scrape = scrape_read(&t_arena, fixtures[i].text);

		anatomy_teach(&t_arena, &scrape, &learned);
	}
	for (size_t i = 0; i < count; i++)
		score_fixture(&fixtures[i], &learned, &score);
	say_score("as one set", &score);
	check_score(&score, WANTED, WANTED);
	CHECK_INT(score.facts_wrong, 0);
	repetition_clear(&learned);
}

/* Written when the rules stood, in other forms: they show what the rules are worth. */
TEST(importscore, scrapes_of_sites_that_the_rules_were_not_made_for)
{
	struct fixture *fixtures;
	size_t count = load_fixtures(STR(FIXTURES "/later"), &fixtures);
	struct score score = { 0 };

	if (count == 0) {
		t_skip("no " FIXTURES "/later");
		return;
	}
	for (size_t i = 0; i < count; i++)
		score_fixture(&fixtures[i], NULL, &score);
	say_score("later ones, each alone", &score);
	check_score(&score, WANTED, 0.95);
}
