#include <string.h>

#include "base/files.h"
#include "content/article.h"
#include "content/markdown.h"
#include "import/anatomy.h"
#include "import/encoding.h"
#include "import/markdownfile.h"
#include "import/report.h"
#include "import/textimport.h"
#include "t.h"

/* A site and a folder of scrapes in memory, and what an import of them said. */
struct desk {
	struct files *inputs, *site;
	struct buf report;
	struct import_counts counts;
	struct diags diags;
	size_t steps, total;
	struct import_options options;
};

static void add_report(void *context, struct str rows)
{
	buf_add(&((struct desk *)context)->report, rows);
}

static void count_step(void *context, size_t done, size_t total)
{
	struct desk *desk = context;

	CHECK_INT(done, ++desk->steps);
	desk->total = total;
}

static struct desk desk_open(void)
{
	struct desk desk = { .inputs = files_open_memory(), .site = files_open_memory() };

	desk.options = (struct import_options){ .inputs = desk.inputs,
		                                .site = desk.site,
		                                .into = STR("content/x"),
		                                .report = add_report,
		                                .progress = count_step };
	return desk;
}

static void desk_close(struct desk *desk)
{
	files_close(desk->inputs);
	files_close(desk->site);
	buf_clear(&desk->report);
	diags_clear(&desk->diags);
}

static void put(struct files *files, struct str path, struct str text)
{
	CHECK_INT(files_replace(files, path, text), FILE_OK);
}

static bool run(struct desk *desk, const struct str *paths, size_t count)
{
	desk->options.context = desk;
	desk->options.paths = paths;
	desk->options.path_count = count;
	desk->steps = 0;
	buf_reset(&desk->report);
	return text_import(&desk->options, &desk->counts, &desk->diags);
}

static bool run_all(struct desk *desk)
{
	return run(desk, (struct str[]){ STR("in") }, 1);
}

static struct str get(struct desk *desk, struct str path)
{
	struct str text = { 0 };

	if (files_read(desk->site, path, 1 << 24, &t_arena, &text, NULL) != FILE_OK)
		return STR("(none)");
	return text;
}

static void add_input(struct desk *desk, struct str path, struct str text)
{
	CHECK_INT(files_make_folder(desk->inputs, STR("in")), FILE_OK);
	put(desk->inputs, path, text);
}

#define WALL                                                                              \
	"Harbour wall falls\n"                                                            \
	"Nobody was hurt when forty feet of it went\n"                                    \
	"By Ann Lee, Harbour Gazette\n"                                                   \
	"Published 12 May 2014\n"                                                         \
	"The wall of the inner harbour fell on Monday night after eleven days of rain.\n" \
	"Sign up for our free newsletter\n"                                               \
	"Nobody was hurt, the harbour master said, and the *Margaret_Ann* was at sea.\n"

#define WALL_MD                                             \
	"---\n"                                             \
	"title: Harbour wall falls\n"                       \
	"dek: Nobody was hurt when forty feet of it went\n" \
	"date: 2014-05-12\n"                                \
	"authors:\n"                                        \
	"  - Ann Lee\n"                                     \
	"publication: Harbour Gazette\n"                    \
	"imported:\n"                                       \
	"  from: a.txt\n"                                   \
	"  hash: "

TEST(importtext, writes_an_article_and_a_report)
{
	struct desk desk = desk_open();
	struct str text;

	add_input(&desk, STR("in/a.txt"), STR(WALL));
	CHECK(run_all(&desk));
	text = get(&desk, STR("content/x/2014/05/harbour-wall-falls.md"));
	CHECK(str_skip_prefix(&text, STR(WALL_MD)));
	CHECK_STR(
		str_from(text, str_find_char(text, '\n')),
		STR("\n---\n"
	            "\nThe wall of the inner harbour fell on Monday night after eleven days of "
	            "rain.\n"
	            "\nNobody was hurt, the harbour master said, and the \\*Margaret_Ann\\* was "
	            "at sea.\n"));
	CHECK_STR(
		buf_str(&desk.report),
		STR("input\tline\tkind\twhy\tsure\ttext\n"
	            "in/a.txt\t3\tbyline\tbyline of the article\t0.95\tBy Ann Lee, Harbour "
	            "Gazette\n"
	            "in/a.txt\t4\tdate\tdate of the article, or reading time\t0.90\tPublished 12 "
	            "May 2014\n"
	            "in/a.txt\t6\tpromotion\toffers a newsletter, subscription or app\t0.87\tSign "
	            "up for our free newsletter\n"
	            "in/a.txt\t0\tarticle\twritten\t1.00\tcontent/x/2014/05/harbour-wall-falls.md\n"));
	CHECK_INT(desk.counts.written, 1);
	CHECK_INT(desk.counts.removed, 3);
	CHECK_STR(t_messages(&desk.diags), STR(""));
	desk_close(&desk);
}

TEST(importtext, twice_changes_nothing)
{
	struct desk desk = desk_open();
	struct str before;

	add_input(&desk, STR("in/a.txt"), STR(WALL));
	add_input(
		&desk, STR("in/b.txt"),
		STR("Harbour wall falls\n"
	            "Published 12 May 2014\n"
	            "Another wall of the harbour fell in the night of that same Monday.\n"
	            "Who sat on it, and why, the board means to find out by the summer.\n"));
	CHECK(run_all(&desk));
	CHECK_INT(desk.counts.written, 2);
	CHECK_INT(desk.total, 4);
	before = get(&desk, STR("content/x/2014/05/harbour-wall-falls-2.md"));
	CHECK(run_all(&desk));
	CHECK_INT(desk.counts.unchanged, 2);
	CHECK_INT(desk.counts.written + desk.counts.updated + desk.counts.beside, 0);
	CHECK_STR(get(&desk, STR("content/x/2014/05/harbour-wall-falls-2.md")), before);
	desk_close(&desk);
}

TEST(importtext, a_name_stays_with_its_input)
{
	struct desk desk = desk_open();
	struct str second;

	add_input(&desk, STR("in/a.txt"), STR(WALL));
	add_input(&desk, STR("in/b.txt"),
	          STR(WALL "It will be rebuilt in stone, they say.\n"));
	CHECK(run_all(&desk));
	second = get(&desk, STR("content/x/2014/05/harbour-wall-falls-2.md"));
	CHECK(str_contains(second, STR("from: b.txt")));
	CHECK(run(&desk, (struct str[]){ STR("in/b.txt") }, 1));
	CHECK_INT(desk.counts.unchanged, 1);
	CHECK_STR(get(&desk, STR("content/x/2014/05/harbour-wall-falls-2.md")), second);
	CHECK_STR(get(&desk, STR("content/x/2014/05/harbour-wall-falls-3.md")),
	          STR("(none)"));
	desk_close(&desk);
}

TEST(importtext, brings_its_own_files_up_to_date)
{
	struct desk desk = desk_open();

	add_input(&desk, STR("in/a.txt"), STR(WALL));
	CHECK(run_all(&desk));
	add_input(&desk, STR("in/a.txt"),
	          STR(WALL "It will be rebuilt in stone, they say.\n"));
	CHECK(run_all(&desk));
	CHECK_INT(desk.counts.updated, 1);
	CHECK(str_contains(get(&desk, STR("content/x/2014/05/harbour-wall-falls.md")),
	                   STR("rebuilt in stone")));
	desk_close(&desk);
}

TEST(importtext, never_overwrites_what_was_edited)
{
	struct desk desk = desk_open();
	struct str path = STR("content/x/2014/05/harbour-wall-falls.md");
	struct str beside = STR("content/x/2014/05/harbour-wall-falls.md.new");
	struct str edited, newer;

	add_input(&desk, STR("in/a.txt"), STR(WALL));
	CHECK(run_all(&desk));
	edited = arena_printf(&t_arena, "%.*sCorrected.\n", STR_ARG(get(&desk, path)));
	put(desk.site, path, edited);
	CHECK(run_all(&desk));
	CHECK_INT(desk.counts.beside, 1);
	CHECK_STR(get(&desk, path), edited);
	newer = get(&desk, beside);
	CHECK(str_has_suffix(newer, STR("at sea.\n")));
	CHECK_STR(
		t_messages(&desk.diags),
		STR("content/x/2014/05/harbour-wall-falls.md: warning: was edited since it was "
	            "imported, and stays as it is\n"
	            "  hint: the new version is in "
	            "'content/x/2014/05/harbour-wall-falls.md.new'\n"));
	CHECK(run_all(&desk));
	CHECK_STR(get(&desk, beside), newer);
	diags_clear(&desk.diags);
	put(desk.site, beside, STR("mine"));
	CHECK(!run_all(&desk));
	CHECK_STR(get(&desk, beside), STR("mine"));
	desk_close(&desk);
}

TEST(importtext, leaves_a_file_alone_that_it_did_not_write)
{
	struct desk desk = desk_open();
	struct str path = STR("content/x/2014/05/harbour-wall-falls.md");

	add_input(&desk, STR("in/a.txt"), STR(WALL));
	CHECK_INT(files_make_folder(desk.site, STR("content/x/2014/05")), FILE_OK);
	put(desk.site, path, STR("---\ntitle: Mine\n---\n"));
	CHECK(run_all(&desk));
	CHECK_STR(get(&desk, path), STR("---\ntitle: Mine\n---\n"));
	CHECK_INT(desk.counts.beside, 1);
	desk_close(&desk);
}

TEST(importtext, says_what_is_wrong_and_goes_on)
{
	struct desk desk = desk_open();

	add_input(&desk, STR("in/a.txt"), STR(WALL));
	add_input(&desk, STR("in/b.txt"), STR("\n \n"));
	add_input(&desk, STR("in/c.txt"), STR("Subscribe\nShare\n"));
	add_input(
		&desk, STR("in/d.txt"),
		STR("Caf\xe9 closes on the quay\0\nIt had been open since 1931, and the owner said that was long enough.\n"));
	add_input(&desk, STR("in/e.html"), STR("not a scrape"));
	CHECK(!run(&desk, (struct str[]){ STR("in"), STR("nowhere.txt") }, 2));
	diags_sort(&desk.diags);
	CHECK_STR(
		t_messages(&desk.diags),
		STR("in/b.txt: error: is empty\n"
	            "in/c.txt: error: has no text of an article\n"
	            "in/d.txt: warning: 1 control character removed\n"
	            "in/d.txt: warning: is not valid UTF-8: 1 byte read as windows-1252\n"
	            "nowhere.txt: error: no such file or folder\n"));
	CHECK_INT(desk.counts.inputs, 4);
	CHECK_INT(desk.counts.written, 2);
	CHECK_INT(desk.counts.failed, 2);
	CHECK(!desk.counts.machine_failed);
	desk_close(&desk);
}

TEST(importtext, takes_date_and_source_from_the_options)
{
	struct desk desk = desk_open();
	struct str text =
		STR("Cafe closes on the quay\nIt had been open since 1931, and the owner "
	            "said that was long enough.\n");
	struct str got;

	add_input(&desk, STR("in/a.txt"), text);
	CHECK(run_all(&desk));
	CHECK(str_contains(get(&desk, STR("content/x/cafe-closes-on-the-quay.md")),
	                   STR("\ndate: unknown\n")));
	desk.options.date = (struct date){
		.year = 1999, .month = 2, .day = 3, .offset = OFFSET_NONE
	};
	desk.options.url = STR("https://example.org/cafe");
	CHECK(run_all(&desk));
	got = get(&desk, STR("content/x/1999/02/cafe-closes-on-the-quay.md"));
	CHECK(str_contains(got, STR("\ndate: 1999-02-03\n")));
	CHECK(str_contains(got, STR("\nsource: https://example.org/cafe\n")));
	add_input(&desk, STR("in/b.txt"), text);
	CHECK(!run_all(&desk));
	CHECK_STR(t_messages(&desk.diags),
	          STR("error: one URL cannot be the source of 2 articles\n"
	              "  hint: import them one by one, or without --url\n"));
	desk_close(&desk);
}

TEST(importtext, copies_of_an_article_do_not_make_it_boilerplate)
{
	struct desk desk = desk_open();
	struct str text = STR(
		"Harbour wall falls\n"
		"The wall of the inner harbour fell on Monday night after eleven days of rain.\n"
		"Nobody was hurt, the harbour master said, and the fleet was at sea that night.\n"
		"It will be rebuilt in stone, at a cost that the board has not yet dared to say.\n"
		"The last time it fell was in the winter of 1911, when it took a tram with it.\n");

	for (int i = 0; i < 5; i++)
		add_input(&desk, arena_printf(&t_arena, "in/%d.txt", i), text);
	CHECK(run_all(&desk));
	CHECK(str_has_suffix(get(&desk, STR("content/x/harbour-wall-falls.md")),
	                     STR("a tram with it.\n")));
	CHECK_INT(desk.counts.written, 1);
	CHECK_INT(desk.counts.copies, 4);
	CHECK_INT(desk.counts.removed, 0);
	desk_close(&desk);
}

TEST(importtext, takes_but_the_first_date)
{
	struct desk desk = desk_open();
	struct str text;

	add_input(&desk, STR("in/year.txt"),
	          STR("The harbour in a year\nBy Ann Lee\n13 May 2014\n"
	              "The ferry came back to the old stone quay on Monday morning.\n"
	              "12 May 2014\nShe was put into the water.\n"
	              "13 May 2014\nShe sailed.\n"
	              "Updated 14 May 2014\nAnd that was the whole story of her.\n"));
	CHECK(run_all(&desk));
	text = get(&desk, STR("content/x/2014/05/the-harbour-in-a-year.md"));
	CHECK(str_contains(text, STR("date: 2014-05-13\n")));
	CHECK(str_contains(text, STR("12 May 2014\n\nShe was put")));
	CHECK(str_contains(text, STR("13 May 2014\n\nShe sailed.")));
	CHECK(!str_contains(text, STR("Updated")));
	desk_close(&desk);
}

/* Every line of the input is a kept line or a row of the report. */
static void check_nothing_is_lost(struct str text)
{
	struct encoding_notes notes;
	struct scrape scrape =
		scrape_read(&t_arena, encoding_clean(&t_arena, text, &notes));
	struct anatomy anatomy;
	struct buf rows = { 0 };
	size_t kept = 0;

	anatomy_read(&t_arena, &scrape, NULL, &anatomy);
	for (size_t i = 0; i < scrape.count; i++)
		kept += scrape.lines[i].kind < LINE_FIRST_REMOVED;
	CHECK_INT(kept + report_scrape(&rows, STR("x"), &scrape), scrape.count);
	buf_clear(&rows);
}

TEST(importtext, loses_no_line)
{
	check_nothing_is_lost(STR(WALL));
	check_nothing_is_lost(STR("-\n-\n-\n"));
	check_nothing_is_lost(STR("By Ann Lee\nPublished\n***\nRelated\nA b c\nd\n"));
}

/* The text of a paragraph survives Markdown. */
static void check_paragraph(struct str text)
{
	struct buf out = { 0 };
	struct source source = { .path = STR("a.md") };
	struct markdown_options options = { 0 };
	struct markdown markdown = { 0 };
	struct diags diags = { 0 };

	markdown_write_paragraph(&out, text);
	source.text = buf_keep(&out, &t_arena);
	CHECK(markdown_render(&source, 0, false, &options, &t_arena, &markdown, &diags));
	CHECK_STR(str_trim(markdown.text), text);
	CHECK(str_has_prefix(markdown.html, STR("<p>")));
	diags_clear(&diags);
	buf_clear(&out);
}

TEST(importtext, markdown_gives_the_same_text_back)
{
	static const struct str texts[] = {
		STR_INIT("plain"),
		STR_INIT("a * b _c_ __d__ snake_case _x"),
		STR_INIT("# no heading"),
		STR_INIT("#hash"),
		STR_INIT("> quote"),
		STR_INIT("- item"),
		STR_INIT("-5 degrees"),
		STR_INIT("---"),
		STR_INIT("- - -"),
		STR_INIT("+ plus"),
		STR_INIT("1. one"),
		STR_INIT("1) one"),
		STR_INIT("1986. A great year"),
		STR_INIT("1.5 m"),
		STR_INIT("==="),
		STR_INIT("[a](b) ![c](d) [^1] [x]"),
		STR_INIT("[a]: http://b"),
		STR_INIT("<b>bold</b>"),
		STR_INIT("a < b > c"),
		STR_INIT("<http://a.example>"),
		STR_INIT("&amp; &#38; & &x"),
		STR_INIT("back\\slash \\* end\\"),
		STR_INIT("`code` ``"),
		STR_INIT("```"),
		STR_INIT("~~~"),
		STR_INIT("~~gone~~"),
		STR_INIT("a | b"),
		STR_INIT("***"),
		STR_INIT("* * *"),
		STR_INIT("___"),
		STR_INIT("“Peace is the prize”, she says…"),
		STR_INIT("!important"),
		STR_INIT("a\tb"),
		STR_INIT("two  spaces"),
		STR_INIT("+++"),
		STR_INIT("TODO: [ ] x"),
		STR_INIT("|---|"),
		STR_INIT("2014-02-10"),
		STR_INIT("12"),
		STR_INIT("1234567890. ten digits"),
		STR_INIT("<!-- c -->"),
		STR_INIT("<?php"),
		STR_INIT("\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 _a_"),
		STR_INIT("http://a.b/_c_d*"),
	};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		check_paragraph(texts[i]);
}

/* The seed: what the foundation promises of it, line by line. */

#define SEED "../shared/seeds/000_46d40e25a7fe4013.txt"

static void check_cards(const struct article *article)
{
	static const struct {
		const char *kicker, *dek, *author, *publication;
	} want[] = {
		{ "The Explainer", "'Everything", "Tess Foley-Cox", "" },
		{ "Talking Point", "European", "Richard Windsor", "The Week UK" },
		{ "", "Have you", "The Week Staff", "" },
		{ "", "Multi-billion-dollar", "Richard Windsor", "The Week UK" },
		{ "The Explainer", "The newly", "", "The Week UK" },
		{ "Speed Read", "The rebel", "Peter Weber", "The Week US" },
		{ "Today's Big Question", "The weight", "Harriet Marsden",
		  "The Week UK" },
		{ "The Explainer", "Shock", "Sorcha Bradley", "The Week UK" },
		{ "Talking Point", "Steering", "", "The Week UK" },
		{ "Today's Big Question", "Rebels", "Joel Mathis", "The Week US" },
	};

	if (!CHECK_INT(article->related_count, ARRAY_LEN(want)))
		return;
	for (size_t i = 0; i < ARRAY_LEN(want); i++) {
		const struct related_entry *card = &article->related[i];
		struct str author =
			card->authors.count ? card->authors.items[0] : STR("");

		CHECK_STR(card->kicker, str_of(want[i].kicker));
		CHECK(str_has_prefix(card->dek, str_of(want[i].dek)));
		CHECK_STR(author, str_of(want[i].author));
		CHECK_STR(card->publication, str_of(want[i].publication));
	}
}

/* The paragraphs are lines 3 to 5 and 11 to 24 of the file, as they are. */
static void check_seed_body(struct str seed, struct str body)
{
	size_t number = 0, paragraphs = 0;
	struct str line, got;

	body = str_trim(body);
	while (str_next_line(&seed, &line)) {
		number++;
		if (number < 3 || (number > 5 && number < 11) || number > 24)
			continue;
		CHECK(str_next_line(&body, &got));
		CHECK_STR(got, line);
		str_next_line(&body, &got); /* the empty line */
		paragraphs++;
	}
	CHECK_INT(paragraphs, 17);
	CHECK_STR(body, STR(""));
}

TEST(importtext, the_seed_becomes_a_clean_article)
{
	struct files *disk = files_open_disk(STR("."));
	struct article_options options = { .root = STR("content") };
	struct desk desk = desk_open();
	struct source source = {
		STR("content/x/syrian-peace-talks-resume-in-geneva-as-hundreds-"
		    "escape-homs.md"),
		{ 0 }
	};
	struct article article;
	struct str seed;

	if (files_read(disk, STR(SEED), 1 << 20, &t_arena, &seed, NULL) != FILE_OK) {
		t_skip("no seed");
		desk_close(&desk);
		files_close(disk);
		return;
	}
	add_input(&desk, STR("in/seed.txt"), seed);
	CHECK(run_all(&desk));
	source.text = get(&desk, source.path);
	CHECK(article_read(&source, &options, &t_arena, &article, &desk.diags));
	CHECK_STR(article.title,
	          STR("Syrian peace talks resume in Geneva as hundreds escape Homs"));
	CHECK_STR(article.dek,
	          STR("Ceasefire set to continue in the 'capital of the revolution', "
	              "but what's next for Geneva II?"));
	CHECK(article.undated);
	check_cards(&article);
	check_seed_body(seed, str_from(source.text, article.body));
	CHECK_STR(t_messages(&desk.diags), STR(""));
	desk_close(&desk);
	files_close(disk);
}
