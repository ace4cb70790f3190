/* That nothing of an article is lost, whatever it holds. */
#include "import/extract.h"

#include "import/tomarkdown.h"
#include "t.h"

#define P0                                                                             \
	"The ferry to the island sailed again on Monday, after eleven weeks in which " \
	"the crew, the harbour office and the council had each blamed the others for " \
	"the delay."
#define P1                                                                                \
	"Nobody had counted what the repair would cost until the hull was out of the "    \
	"water, the engineer said, and by then the yard had ordered plates of the wrong " \
	"size."
#define P2                                                                                \
	"The shop in the village sold its last onions in March, and the school cooked "   \
	"from tins until the mail boat brought potatoes, flour and a crate of very sour " \
	"apples."
#define P3                                                                                \
	"Two families left for good during the winter, one of them after forty years at " \
	"the lighthouse, and their houses now stand empty above the beach with the "      \
	"curtains drawn."

#define PAGE(body)                                                                \
	"<title>The ferry sails again</title><main><article><h1>The ferry sails " \
	"again</h1>" body "</article></main>"

static struct extract extract(const char *html)
{
	struct extract_options options = { 0 };
	struct extract out;

	extract_article(&t_arena, html_parse_page(str_of(html), &t_arena), &options,
	                &out);
	return out;
}

static struct str body(const char *html)
{
	struct extract out = extract(html);

	if (!out.body)
		return (struct str){ 0 };
	return html_to_markdown(&t_arena, out.body, out.base, NULL);
}

/* Headings that look as the head of a page does. */

TEST(choose, a_heading_that_is_a_date_deletes_nothing)
{
	CHECK_STR(body(PAGE("<p>" P0 "<p>" P1 "<h2>3 May 2014</h2><p>" P2 "<p>" P3)),
	          STR(P0 "\n\n" P1 "\n\n## 3 May 2014\n\n" P2 "\n\n" P3 "\n"));
	CHECK_STR(body(PAGE("<p>" P0 "<h2>3 May 2014</h2><p>" P2 "<h2>5 May 2014</h2>"
	                    "<p>" P3)),
	          STR(P0 "\n\n## 3 May 2014\n\n" P2 "\n\n## 5 May 2014\n\n" P3 "\n"));
	CHECK_STR(body(PAGE("<p>" P0 "<p>3 May 2014</p><p>" P1 P2 "<p>5 May 2014</p>"
	                    "<p>" P3)),
	          STR(P0 "\n\n3 May 2014\n\n" P1 P2 "\n\n5 May 2014\n\n" P3 "\n"));
}

TEST(choose, the_first_date_of_a_timeline_is_not_the_page_s)
{
	struct extract out = extract(PAGE("<h2>3 May 1914</h2><p>" P0 "<h2>5 May 1915"
	                                  "</h2><p>" P1 "<p>" P2));

	CHECK_INT(out.data.published.year, 0);
	CHECK_STR(html_to_markdown(&t_arena, out.body, out.base, NULL),
	          STR("## 3 May 1914\n\n" P0 "\n\n## 5 May 1915\n\n" P1 "\n\n" P2 "\n"));
}

TEST(choose, a_subheading_is_no_standfirst_behind_text)
{
	struct extract out =
		extract(PAGE("<p>" P0 "<p>" P1 "<h3 class=subhead>Background "
	                     "to the vote</h3><p>" P2 "<p>" P3));

	CHECK_STR(out.data.dek, STR(""));
	CHECK_STR(
		html_to_markdown(&t_arena, out.body, out.base, NULL),
		STR(P0 "\n\n" P1 "\n\n## Background to the vote\n\n" P2 "\n\n" P3 "\n"));
}

TEST(choose, a_heading_may_name_the_author)
{
	CHECK_STR(
		body("<meta name=author content='Jane Ortiz'>" PAGE(
			"<p>" P0 "<p>" P1 "<p>" P2 "<h3>Jane Ortiz</h3><p>" P3 "<p>" P0)),
		STR(P0 "\n\n" P1 "\n\n" P2 "\n\n## Jane Ortiz\n\n" P3 "\n\n" P0 "\n"));
}

TEST(choose, a_heading_may_say_the_headline_again)
{
	CHECK_STR(body(PAGE("<p>" P0 "<p>" P1 "<h2>The ferry sails again</h2><p>" P2
	                    "<p>" P3)),
	          STR(P0 "\n\n" P1 "\n\n" P2 "\n\n" P3 "\n"));
}

TEST(choose, who_speaks_is_no_byline_behind_text)
{
	CHECK_STR(
		body("<meta name=author content='Jane Ortiz'><meta name=date "
	             "content=2014-05-10>" PAGE("<p>" P0 "<p><b>Jane Ortiz</b></p><p>" P1
	                                        "<p>3 May 1914</p><p>" P2)),
		STR(P0 "\n\n**Jane Ortiz**\n\n" P1 "\n\n3 May 1914\n\n" P2 "\n"));
	CHECK_STR(body("<meta name=date content=2014-05-10>" PAGE("<p>" P0 "<p>3 May 1914"
	                                                          "</p><p>" P1 "<p>" P2)),
	          STR(P0 "\n\n3 May 1914\n\n" P1 "\n\n" P2 "\n"));
}

TEST(choose, a_byline_may_stand_behind_the_standfirst)
{
	struct extract out = extract(PAGE(
		"<p>" P0 "<p>By Ann Lee</p><p>3 May 2014</p><p>" P1 "<p>" P2 "<p>" P3));

	CHECK_INT(out.data.authors.count, 1);
	CHECK_INT(out.data.published.year, 2014);
	CHECK_STR(html_to_markdown(&t_arena, out.body, out.base, NULL),
	          STR(P0 "\n\n" P1 "\n\n" P2 "\n\n" P3 "\n"));
}

/* Classes of a few words. */

TEST(choose, the_class_of_a_few_words_is_not_their_paragraph_s)
{
	CHECK_STR(
		body(PAGE("<p><span class=dateline>PORT ELLEN (AP)</span> — " P0 "<p>" P1
	                  "<p><a class=tag href=/o>Jane Ortiz</a> was there. " P2
	                  "<p><span class=promo>Exclusive:</span> " P3)),
		STR("PORT ELLEN (AP) — " P0 "\n\n" P1
	            "\n\n[Jane Ortiz](/o) was there. " P2 "\n\nExclusive: " P3 "\n"));
	CHECK_STR(body(PAGE("<p><span aria-hidden=true>T</span><span class="
	                    "visually-hidden>T</span>hat day. " P0 "<p>" P1 "<p>" P2)),
	          STR("That day. " P0 "\n\n" P1 "\n\n" P2 "\n"));
	CHECK_STR(body(PAGE("<p><span aria-hidden=true>T</span>hat day. " P0 "<p>" P1)),
	          STR("That day. " P0 "\n\n" P1 "\n"));
	CHECK_STR(body(PAGE("<p>" P0 "<p><span class=credit>Ann Lee</span> saw it. " P1
	                    "<p>" P2)),
	          STR(P0 "\n\nAnn Lee saw it. " P1 "\n\n" P2 "\n"));
}

TEST(choose, the_class_of_all_words_is_their_paragraph_s)
{
	CHECK_STR(body(PAGE("<p>" P0 "<p>" P1 "<p><a class=tag href=/a>Ferries</a>, "
	                    "<a class=tag href=/b>The harbour of Lorne</a>.</p>"
	                    "<p><span class=promo>A tour of the island, at half the "
	                    "price for all who read this.</span></p><p>" P2)),
	          STR(P0 "\n\n" P1 "\n\n" P2 "\n"));
}

TEST(choose, the_class_of_a_line_is_not_of_more)
{
	CHECK_STR(body(PAGE("<p class=dateline>PORT ELLEN (AP) — " P0 "<p>" P1 "<p>" P2
	                    "<p class=dateline>Port Ellen, after the storm.</p>")),
	          STR("PORT ELLEN (AP) — " P0 "\n\n" P1 "\n\n" P2 "\n"));
}

/* Classes that are of the layout. */

TEST(choose, words_in_the_classes_of_a_layout_say_nothing)
{
	CHECK_STR(
		body(PAGE("<p>" P0 "<p>" P1 "<div class='field field--label-hidden'>"
	                  "<p>" P2 "</div><div class='overflow-hidden'><p>Short.</div>"
	                  "<div class='elementor-widget-container'><p>" P3 "</div>"
	                  "<div class='hidden md:block'><p>" P0 "</div><p>" P1)),
		STR(P0 "\n\n" P1 "\n\n" P2 "\n\nShort.\n\n" P3 "\n\n" P0 "\n\n" P1 "\n"));
	CHECK_STR(body(PAGE("<p>" P0 "<p>" P1 "<p><img class='skip-lazy' src=/a.jpg></p>"
	                    "<p><img class='hidden' src=/b.jpg></p><p>" P2)),
	          STR(P0 "\n\n" P1 "\n\n![](/a.jpg)\n\n![](/b.jpg)\n\n" P2 "\n"));
}

TEST(choose, a_class_of_one_such_word_is_believed)
{
	CHECK_STR(body(PAGE("<p>" P0 "<p>" P1 "<div class='box hidden'><p>A box that "
	                    "nobody sees.</div><div class=widget><p>The tide is low "
	                    "now.</p><img src=/a.jpg></div><p>" P2)),
	          STR(P0 "\n\n" P1 "\n\n" P2 "\n"));
}

/* What stands between paragraphs and is no text. */

#define FIVE(row, n) row(n "1") row(n "2") row(n "3") row(n "4") row(n "5")
#define FIGURE(n)                                                                      \
	"<figure><img src=/" n ".jpg><figcaption>The crew stands on deck " n " while " \
	"the harbour master, whose dog can be seen behind the winch, reads them the "  \
	"list of what was lost.</figcaption></figure>"
#define CLUB(n) \
	"<tr><td>" n "<td><a href=/clubs/" n ">Knattspyrnufelagid" n "</a><td>3<td>19"

static bool has(struct str text, const char *part)
{
	return str_contains(text, str_of(part));
}

TEST(choose, pictures_do_not_cut_an_article)
{
	struct str text = body(PAGE("<p>" P0 "<p>" P1 "<h2>In pictures</h2>" FIVE(
		FIGURE, "1") FIVE(FIGURE, "2") "<p>" P2 "<p>" P3 "<p>" P2 "<p>" P3));

	CHECK(str_has_prefix(text, STR(P0 "\n\n" P1 "\n\n## In pictures\n\n![")));
	CHECK(has(text, "(/11.jpg") && has(text, "(/25.jpg") && has(text, "deck 25"));
}

TEST(choose, a_table_with_links_does_not_cut_an_article)
{
	struct str text =
		body(PAGE("<p>" P0 "<p>" P1 "<table><tr><th>No<th>Club<th>Won<th>"
	                  "Points" FIVE(CLUB, "1") FIVE(CLUB, "2")
	                          FIVE(CLUB, "3") "</table><p>" P2 "<p>" P3));

	CHECK(str_has_prefix(text, STR(P0 "\n\n" P1 "\n\n|")));
	CHECK(str_has_suffix(text, STR(P2 "\n\n" P3 "\n")));
}

TEST(choose, short_lines_do_not_cut_an_article)
{
	struct str text = body(PAGE(
		"<p>" P0 "<p>The tide is out again<p>The boats lie on sand<p>And who "
		"has seen a moon<p>Come up without a hand<p>The tide is in again<p>The "
		"boats are all gone<p>And nobody on the land<p>Will say a word now<p>" P1
		"<p>" P2));

	CHECK(str_has_prefix(text, STR(P0 "\n\n")));
}

TEST(choose, a_sentence_may_be_mostly_a_link)
{
	CHECK_STR(body(PAGE("<p>" P0
	                    "<p>See <a href=/r>the report</a>.<p><a href=/s>The ferry "
	                    "was sold.</a><p>" P1)),
	          STR(P0 "\n\nSee [the report](/r).\n\n" P1 "\n"));
}

TEST(choose, responses_may_be_told_of)
{
	CHECK_STR(body(PAGE("<p>" P0 "<p>" P1 "<p>" P2 "<h2>Responses</h2><p>" P3
	                    "<p>" P0)),
	          STR(P0 "\n\n" P1 "\n\n" P2 "\n\n## Responses\n\n" P3 "\n\n" P0 "\n"));
	CHECK_STR(body(PAGE("<p>" P0 "<p>" P1 "<p>" P2 "<div><h2>Responses</h2><p>" P3
	                    "<p>" P0 "</div>")),
	          STR(P0 "\n\n" P1 "\n\n" P2 "\n"));
}

TEST(choose, a_line_between_pictures_stays)
{
	CHECK(has(body(PAGE("<p>" P0 FIGURE("1") "<div>Step 2</div><p>" P1)),
	          "Step 2\n\n" P1));
}

TEST(choose, terms_stay_with_what_they_mean)
{
	struct str text =
		body(PAGE("<p>" P0 "<dl><dt>Luff<dd>The side to the wind<dt>Lee<dd>"
	                  "The other</dl><p>" P1));

	CHECK(has(text, "Luff") && has(text, "\n\nThe side to the wind\n\n"));
	CHECK(has(text, "Lee") && has(text, "\n\nThe other\n\n"));
}

TEST(choose, boxes_do_not_cut_an_article)
{
	CHECK_STR(body(PAGE("<div class=entry-content><p>" P0 "<div class=promo><p>" P1
	                    "</div><div class=related><p>" P2 "</div><p><a href=/a>The "
	                    "ferry of the next island is for sale</a></p><p>" P1 "<p>" P2
	                    "<p>" P3 "<p>" P1 "<p>" P3 "</div>")),
	          STR(P0 "\n\n" P1 "\n\n" P2 "\n\n" P3 "\n\n" P1 "\n\n" P3 "\n"));
}

/* What stands behind the last paragraph, or before the first. */

#define TEXT        "<p>" P0 "<p>" P1 "<p>" P2 "<p>" P3
#define TEXT_MD     P0 "\n\n" P1 "\n\n" P2 "\n\n" P3 "\n"
#define BODY(parts) PAGE("<div class=entry-content>" parts "</div>")

TEST(choose, an_article_may_end_with_a_table)
{
	CHECK_STR(
		body(BODY(TEXT
	                  "<h2>Results</h2><table><tr><th>2010<th>2014<tr><td>311<td>"
	                  "402<tr><td>299<td>301</table>")),
		STR(TEXT_MD
	            "\n## Results\n\n| 2010 | 2014 |\n|------|------|\n| 311  | 402  |\n"
	            "| 299  | 301  |\n"));
}

TEST(choose, an_article_ends_where_its_element_does)
{
	CHECK_STR(
		body(PAGE("<div>" TEXT "</div><table><tr><th>2010<th>2014<tr><td>311<td>"
	                  "402</table>")),
		STR(TEXT_MD "\n| 2010 | 2014 |\n|------|------|\n| 311  | 402  |\n"));
}

TEST(choose, an_article_may_end_with_pictures)
{
	struct str text = body(BODY(TEXT FIVE(FIGURE, "1")));

	CHECK(has(text, "(/11.jpg") && has(text, "(/15.jpg") && has(text, "deck 15"));
}

TEST(choose, an_article_may_be_pictures)
{
	struct str text = body(BODY(FIVE(FIGURE, "1") "<p>" P0 FIVE(FIGURE, "2")));

	/* The first is the article's own. */
	CHECK(has(text, "(/12.jpg") && has(text, "deck 12"));
	CHECK(has(text, P0) && has(text, "(/25.jpg") && has(text, "deck 25"));
}

TEST(choose, an_article_may_end_with_lists)
{
	CHECK_STR(
		body(BODY(TEXT
	                  "<h2>Sources</h2><ul><li>Harbour Act<li>Minutes of <a "
	                  "href=/m>March</a></ul><ul><li><strong>Ann Lee</strong> 7 votes"
	                  "<li><strong>Tom Hale</strong> 3 votes</ul>")),
		STR(TEXT_MD "\n## Sources\n\n- Harbour Act\n- Minutes of [March](/m)\n\n"
	                    "* **Ann Lee** 7 votes\n* **Tom Hale** 3 votes\n"));
}

TEST(choose, an_article_may_begin_with_lines)
{
	CHECK_STR(
		body(PAGE(
			"<ul><li>World</ul><p>4 min read<p>By Ann Lee<ul><li>Harbour shut"
			"<li>Ferry sold</ul><p>The boats lie on sand<p>And who has seen a "
			"moon" TEXT)),
		STR("- Harbour shut\n- Ferry sold\n\nThe boats lie on sand\n\nAnd who has seen "
	            "a moon\n\n" TEXT_MD));
}

TEST(choose, what_declares_nothing_may_end_with_tables_lists_and_pictures)
{
	struct str text =
		body("<div><h1>The ferry sails again</h1>" TEXT
	             "<table><tr><td>Lorne<td>402<tr>"
	             "<td>Oa<td>311</table><ul><li>Ann Lee<li>Tom Hale</ul>" FIVE(
			     FIGURE, "1") "<p>Share</div>");

	CHECK(has(text, "| 402 |") && has(text, "- Ann Lee\n- Tom Hale\n"));
	CHECK(has(text, "(/15.jpg") && !has(text, "Share"));
}

TEST(choose, an_article_may_end_with_short_lines)
{
	CHECK_STR(body(BODY(TEXT "<h2>Results</h2><p>Lorne 2-1 Ardbeg<p>Oa 0-0 Bowmore"
	                         "<p>Translated by Kim")),
	          STR(TEXT_MD "\n## Results\n\nLorne 2-1 Ardbeg\n\nOa 0-0 Bowmore\n\n"
	                      "Translated by Kim\n"));
}

TEST(choose, an_article_may_end_with_notes)
{
	CHECK_STR(
		body(BODY(
			TEXT
			"<p>It is the law.<sup id=fnref:2><a href='#fn:2'>2</a></sup>"
			"<div class=footnotes><ol><li id='fn:2'><p>Harbour Act.&#160;<a "
			"href='#fnref:2'>↩</a></p></li></ol></div>")),
		STR(TEXT_MD "\nIt is the law.[^1]\n\n[^1]: Harbour Act.\n"));
}

TEST(choose, an_article_does_not_end_with_what_is_beside_it)
{
	CHECK_STR(body(BODY(TEXT
	                    "<ul class=tags><li>Ferries<li>Ships</ul><p>Sign up for our "
	                    "newsletter</p><p><a href=/n>Next: a harbour</a><h3>Most read"
	                    "</h3><p>The quay<p>The hull<figure><img src=/a.jpg>"
	                    "<figcaption>A hull</figcaption></figure>")),
	          STR(TEXT_MD));
}

/* Links in rows that are the article's own. */

TEST(choose, rows_of_a_table_with_a_link_are_no_cards)
{
	CHECK_STR(
		body(PAGE(
			"<p>" P0 "<table><tr><td><a href=/1>Jane Ortiz</a><td>Yes<tr><td>"
			"<a href=/2>Thomas Hale</a><td>No<tr><td><a href=/3>Anna Lee</a>"
			"<td>No<tr><td><a href=/4>Joan Day</a><td>No</table><p>" P1)),
		STR(P0 "\n\n|                   |     |\n|-------------------|-----|\n"
	               "| [Jane Ortiz](/1)  | Yes |\n| [Thomas Hale](/2) | No  |\n"
	               "| [Anna Lee](/3)    | No  |\n| [Joan Day](/4)    | No  |\n\n" P1
	               "\n"));
}

TEST(choose, two_cells_of_three_may_be_links)
{
	CHECK_STR(
		body(PAGE(
			"<p>" P0 "<table><tr><td><a href=/1>Jane Ortiz</a><td><a href=/l>"
			"Liberal</a><td>402<tr><td><a href=/2>Tom Hale</a><td><a href=/g>"
			"Green</a><td>311</table><p>" P1)),
		STR(P0 "\n\n|                  |               |     |\n"
	               "|------------------|---------------|-----|\n"
	               "| [Jane Ortiz](/1) | [Liberal](/l) | 402 |\n"
	               "| [Tom Hale](/2)   | [Green](/g)   | 311 |\n\n" P1 "\n"));
}

TEST(choose, an_article_may_be_a_table)
{
	struct str text = body(
		"<div><h1>The ferry sails again</h1><p>" P0 "<ul><li><a href=/m>Menus of "
		"the other boats, and their times</a><li><a href=/n>Names of all that ever "
		"sailed from here</a></ul><table><tr><th>Boat<th>Fate<tr><td><a href=/1>The "
		"Rosebud</a><td>" P1 "<tr><td><a href=/2>The Thistle</a><td>" P2
		"<tr><td><a href=/3>The Heather</a><td>" P3 "</table></div>");

	CHECK(str_has_prefix(text, STR(P0)));
	CHECK(has(text, "[The Rosebud](/1)") && has(text, "[The Heather](/3)"));
	CHECK(has(text, "Boat") && has(text, "|--"));
}

TEST(choose, links_that_the_text_announces_are_no_cards)
{
	CHECK_STR(
		body("<div><p>" P0
	             "<p>The documents are these:<ul><li><a href=/1>Harbour "
	             "Act</a><li><a href=/2>Minutes of March</a><li><a href=/3>The bill</a>"
	             "</ul><p>" P1
	             "<p>The documents are these:<ul><li><a href=/4>Plan</a>"
	             "</ul></div>"),
		STR(P0
	            "\n\nThe documents are these:\n\n- [Harbour Act](/1)\n- [Minutes of "
	            "March](/2)\n- [The bill](/3)\n\n" P1
	            "\n\nThe documents are these:\n\n- [Plan](/4)\n"));
	CHECK_STR(
		body(PAGE(
			TEXT
			"<h2>Documents</h2><ul><li><a href=/1>Harbour Act</a><li><a "
			"href=/2>Minutes of March</a><li><a href=/3>The bill</a></ul>")),
		STR(TEXT_MD
	            "\n## Documents\n\n- [Harbour Act](/1)\n- [Minutes of March](/2)\n"
	            "- [The bill](/3)\n"));
}

TEST(choose, links_under_a_label_are_others)
{
	CHECK_STR(
		body(PAGE(TEXT
	                  "<h3>Most read business stories</h3><ul><li><a href=/1>Harbour "
	                  "Act fails</a><li><a href=/2>Minutes of March</a></ul>")),
		STR(TEXT_MD));
	CHECK_STR(body(PAGE(TEXT
	                    "<h3>Read more</h3><ul><li><a href=/1>Harbour Act fails</a>"
	                    "<li><a href=/2>Minutes of March</a></ul><p>Tags:<ul><li><a "
	                    "href=/t>Ferries</a></ul>")),
	          STR(TEXT_MD));
}

/* Many short lines in a row. */

#define LINE(n)  "<p>Lorne 2-1 Oa " n "</p>"
#define LABEL(n) "<p>" n "0</p>"

TEST(choose, many_short_lines_are_text_if_they_have_words)
{
	CHECK_STR(
		body(PAGE("<p>" P0 "<h2>Results</h2>" FIVE(LINE, "1")
	                          FIVE(LINE, "2") "<p>" P2)),
		STR(P0
	            "\n\n## Results\n\nLorne 2-1 Oa 11\n\nLorne 2-1 Oa 12\n\nLorne 2-1 Oa "
	            "13\n\nLorne 2-1 Oa 14\n\nLorne 2-1 Oa 15\n\nLorne 2-1 Oa 21\n\nLorne "
	            "2-1 Oa 22\n\nLorne 2-1 Oa 23\n\nLorne 2-1 Oa 24\n\nLorne 2-1 Oa 25\n\n" P2
	            "\n"));
	CHECK(has(
		body(PAGE(
			"<p>" P0
			"<p>The tide is out again<p>The boats lie on sand<p>And who "
			"has seen a moon<p>Come up without a hand<p>The tide is in "
			"again<p>The boats are all gone<p>And nobody on the land<p>Will say "
			"a word now<p>" P1)),
		"\n\nThe boats lie on sand\n\n"));
}

TEST(choose, many_numbers_are_a_graphic)
{
	CHECK_STR(body(PAGE("<p>" P0 FIVE(LABEL, "1")
	                            FIVE(LABEL, "2") "<p>Jan<p>Feb<p>" P2)),
	          STR(P0 "\n\n" P2 "\n"));
	CHECK_STR(body(PAGE("<p>" P0 "<p>" P2 FIVE(LABEL, "1") FIVE(LABEL, "2"))),
	          STR(P0 "\n\n" P2 "\n"));
	CHECK_STR(body("<p>" P0 FIVE(LINE, "1") FIVE(LINE, "2") "<p>" P2),
	          STR(P0 "\n\n" P2 "\n"));
}
