#include "import/pagehead.h"

#include "fixture.h"
#include "import/extract.h"
#include "t.h"

#define LONG                                                                         \
	"This is a paragraph of an article, which is long enough to be told from a " \
	"menu, and ends as sentences do."

/* What a page of the head and the body says, with two paragraphs behind. */
static struct metadata fields(const char *head, const char *body, const char *url)
{
	struct extract_options options = { .url = str_of(url) };
	struct str html = arena_printf(
		&t_arena, "<head>%s</head><body>%s<p>" LONG "<p>" LONG, head, body);
	struct extract out;

	extract_article(&t_arena, html_parse_page(html, &t_arena), &options, &out);
	return out.data;
}

static struct str title(const char *head, const char *body)
{
	return fields(head, body, "").title;
}

TEST(pagehead, the_heading_decides_over_a_title_that_is_not_the_headline)
{
	CHECK_STR(title("<title>The Harbour Gazette</title>", "<h1>Ferry is back</h1>"),
	          STR("Ferry is back"));
	CHECK_STR(title("<title>Gazette</title><meta property=og:title content=Gazette>",
	                "<h1>Ferry is back</h1>"),
	          STR("Ferry is back"));
	CHECK_STR(title("<title>Ferry is back after t... | Gazette</title>",
	                "<h1>Ferry is back after the storm</h1>"),
	          STR("Ferry is back after the storm"));
	CHECK_STR(title("<title>Ferry - Gazette</title>", "<h1>Ferry is back now</h1>"),
	          STR("Ferry is back now"));
	CHECK_STR(
		title("<title>Ann Lee: Ferry is back</title>", "<h1>Ferry is back</h1>"),
		STR("Ferry is back"));
	CHECK_STR(title("<title>Gazette</title>",
	                "<h1><a href=/>Gazette</a></h1><h2 class=entry-title>Ferry is "
	                "back</h2>"),
	          STR("Ferry is back"));
}

TEST(pagehead, a_heading_that_says_something_else_decides_nothing)
{
	CHECK_STR(
		title("<title>Boats return at noon</title>", "<h1>Boats to Bowmore</h1>"),
		STR("Boats return at noon"));
	CHECK_STR(title("<title>Boats return at noon</title>",
	                "<h1>Tips and hints</h1><h2>Boats return at noon</h2>"),
	          STR("Boats return at noon"));
	CHECK_STR(title("<title>Boats return at noon</title>",
	                "<h1>Tips and hints</h1><h1>What to see</h1>"),
	          STR("Boats return at noon"));
	CHECK_STR(title("<title>Gazette: x</title><meta property=og:title content='Boats "
	                "return'>",
	                "<h1>What you must know</h1>"),
	          STR("Boats return"));
}

TEST(pagehead, a_title_is_without_site_sections_and_counts)
{
	const char *site = "<meta property=og:site_name content=Gazette>";
	static const char *const titles[] = {
		"Ferry is back &gt; News &gt; Gazette",
		"Ferry is back | UK | News | Gazette",
		"Ferry is back - UK - News - Gazette",
		"Ferry is back | Gazette - Breaking News, Sport and Weather",
		"(2) Ferry is back - Gazette",
	};

	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		CHECK_STR(title(arena_cstr(&t_arena,
		                           arena_printf(&t_arena, "<title>%s</title>%s",
		                                        titles[i], site)),
		                ""),
		          STR("Ferry is back"));
	CHECK_STR(title("<title>BBC NEWS | England | Ferry is back after storm</title>",
	                ""),
	          STR("Ferry is back after storm"));
	CHECK_STR(title("<title>Page 2 - Ferry is back - Gazette</title>",
	                "<h1>Ferry is back</h1>"),
	          STR("Ferry is back"));
	CHECK_STR(title("<title>The Gazette Online -- Ferry is back after storm</title>",
	                "<b>Ferry is back after storm</b>"),
	          STR("Ferry is back after storm"));
	CHECK_STR(title("<title>Diary » Archive » The ferry – and now?</title>",
	                "<h2><a href=/ferry>The ferry – and now?</a></h2>"),
	          STR("The ferry – and now?"));
	CHECK_STR(
		title(arena_cstr(&t_arena, arena_printf(&t_arena,
	                                                "<title>Ferry and Son - review - "
	                                                "Gazette</title>%s",
	                                                site)),
	              ""),
		STR("Ferry and Son - review"));
	CHECK_STR(title("<title>(500) Days of Summer is here - Gazette</title>", ""),
	          STR("(500) Days of Summer is here"));
}

#define LD_DATE(date)                                                  \
	"<script type=application/ld+json>{\"@type\":\"NewsArticle\"," \
	"\"datePublished\":\"" date "\"}</script>"

static struct str date_text(struct metadata data)
{
	struct buf out = { 0 };
	struct str text;

	if (!date_is_known(data.published))
		return STR("unknown");
	date_format_iso(data.published, &out);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

TEST(pagehead, dates_of_the_data_are_read_as_publishing_systems_write_them)
{
	CHECK_STR(date_text(fields("<meta name=pubdate content=20130305>", "", "")),
	          STR("2013-03-05"));
	CHECK_STR(date_text(fields("<meta name=ptime content=20130305140311>", "", "")),
	          STR("2013-03-05T14:03:11"));
	CHECK_STR(date_text(fields("<meta name=ptime content=20139905140311>", "", "")),
	          STR("unknown"));
	CHECK_STR(date_text(fields("<meta name=bt:pubDate content=2013-03-05>", "", "")),
	          STR("2013-03-05"));
	CHECK_STR(date_text(fields("<script type=application/ld+json>{\"@type\":\"Article"
	                           "\",\"datePublished\":1362492180000}</script>",
	                           "", "")),
	          STR("2013-03-05T14:03:00+00:00"));
	CHECK_STR(
		date_text(fields("<script type=application/ld+json>{\"@type\":"
	                         "\"https://schema.org/NewsArticle\",\"datePublished\":"
	                         "\"Tue Mar 05 2013 14:03:00 GMT+0100 (CET)\"}</script>",
	                         "", "")),
		STR("2013-03-05T14:03:00+01:00"));
}

TEST(pagehead, of_several_articles_in_json_ld_the_one_of_the_page_counts)
{
	static const char other[] =
		"{\"@type\":\"Article\",\"headline\":\"Fog\",\"author\":\"Jo "
		"Day\",\"url\":\"https://g.example/fog\",\"keywords\":\"fog\"}";
	static const char own[] =
		"{\"@type\":\"Article\",\"headline\":\"Ferry is back\",\"author\":\"Ann "
		"Lee\",\"url\":\"https://g.example/f\"}";
	static const char *const heads[] = {
		"<title>Ferry is back | Gazette</title>",
		"<title>Gazette</title><link rel=canonical href=https://g.example/f>",
		"<title>G</title><meta property=og:title content='Ferry is back'>",
	};

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		struct str head = arena_printf(
			&t_arena, "%s<script type=application/ld+json>[%s,%s]</script>",
			heads[i], other, own);
		struct metadata data = fields(arena_cstr(&t_arena, head), "", "");

		CHECK_STR(data.title, STR("Ferry is back"));
		CHECK_STR(data.authors.items[0], STR("Ann Lee"));
		CHECK(data.authors.count == 1 && data.tags.count == 0);
	}
}

TEST(pagehead, times_of_others_are_not_the_articles)
{
	static const char ticker[] = "<p>Fog <time datetime=2013-03-09>today</time></p>";

	CHECK_STR(date_text(fields(
			  "<title>Ferry is back</title>",
			  arena_cstr(&t_arena, arena_printf(&t_arena,
	                                                    "%s<h1>Ferry is back</h1>"
	                                                    "<p>March 5, 2013</p>",
	                                                    ticker)),
			  "")),
	          STR("2013-03-05"));
	CHECK_STR(date_text(fields("<title>Ferry</title>",
	                           "<h1>Ferry</h1><div id=comments><div>Bob <time "
	                           "datetime=2013-03-09>x</time></div></div>",
	                           "")),
	          STR("unknown"));
	CHECK_STR(date_text(fields("<title>Ferry</title>",
	                           "<h1>Ferry</h1><section class=related><a href=/t "
	                           "rel=author>Jo Day</a> <time datetime=2013-03-09>x"
	                           "</time></section>",
	                           "")),
	          STR("unknown"));
}

TEST(pagehead, dates_stand_in_addresses_in_many_forms)
{
	static const char *const urls[] = {
		"https://x.example/2013/03/05/pier",
		"https://x.example/2013/mar/05/p",
		"https://x.example/20130305/pier.html",
		"https://x.example/2013-03/05/p",
		"https://x.example/pier-20130305-1.htm",
		"https://x.example/2013/3/5/pier",
	};
	static const char *const others[] = {
		"https://x.example/2013/03/pier",  "https://x.example/1303051403",
		"https://x.example/of-2013/03/99", "https://x.example/05-03-2013/p",
		"https://x.example/p/201303051",   "https://x.example/2013/0305/p",
	};

	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++)
		CHECK_STR(date_text(fields("", "", urls[i])), STR("2013-03-05"));
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		CHECK_STR(date_text(fields("", "", others[i])), STR("unknown"));
}

static struct str authors(const char *head, const char *body)
{
	return joined(fields(head, body, "").authors, "; ");
}

#define META(name) "<meta name=author content='" name "'>"
#define LD(author)                                                                   \
	"<script type=application/ld+json>{\"@type\":\"Article\",\"author\":" author \
	"}</script>"

TEST(pagehead, the_picture_of_json_ld_has_caption_and_credit)
{
	struct metadata data = fields(
		"<script type=application/ld+json>{\"@type\":\"Article\",\"image\":{"
		"\"@type\":\"ImageObject\",\"url\":\"https://g.example/p.jpg\","
		"\"caption\":\"The pier\",\"creditText\":\"Ann Lee\"}}</script>",
		"", "");

	CHECK_STR(data.image.caption, STR("The pier"));
	CHECK_STR(data.image.credit, STR("Ann Lee"));
}

TEST(pagehead, who_is_named_goes_before_an_organisation)
{
	static const char byline[] = "<h1>Ferry</h1><p class=byline>By Ann Lee</p>";
	static const char ld[] = LD("{\"@type\":\"Organization\",\"name\":\"Gazette\"}");

	CHECK_STR(authors(ld, byline), STR("Ann Lee"));
	CHECK_STR(authors(ld, ""), STR("Gazette"));
	CHECK_STR(authors(META("The Gazette") "<meta property=og:site_name content='The "
	                                      "Gazette'>",
	                  byline),
	          STR("Ann Lee"));
	CHECK_STR(authors(META("Super User"), ""), STR(""));
	CHECK_STR(authors(META("lee@gazette.example"), byline), STR("Ann Lee"));
}

TEST(pagehead, offices_places_and_papers_are_no_authors)
{
	CHECK_STR(authors(META("Ann Lee, Tom Hale and Jo Day, CNN"), ""),
	          STR("Ann Lee; Tom Hale; Jo Day"));
	CHECK_STR(authors(META("Ann Lee and Tom Hale, CNN Business"), ""),
	          STR("Ann Lee; Tom Hale"));
	CHECK_STR(authors(META("Ann Lee, Gazette Reporter"), ""), STR("Ann Lee"));
	CHECK_STR(authors(META("Ann Lee, Husum"), ""), STR("Ann Lee"));
	CHECK_STR(
		authors("<meta property=og:site_name content='The Milltown Courier'>" META(
				"Ann Lee, Milltown Courier"),
	                ""),
		STR("Ann Lee"));
	CHECK_STR(authors(META("Ann Lee (https://a.example/)"), ""), STR("Ann Lee"));
	CHECK_STR(authors(META("Текст: Венера Ерофеева"), ""), STR("Венера Ерофеева"));
	CHECK_STR(authors(META("Lee, Ann"), ""), STR("Lee, Ann"));
	CHECK_STR(authors(META("Sammy Lee, Jr., Tom Hale"), ""),
	          STR("Sammy Lee, Jr.; Tom Hale"));
	CHECK_STR(
		authors(LD("{\"@type\":\"Person\",\"name\":\"Ann Lee, Tom Hale\"}"), ""),
		STR("Ann Lee; Tom Hale"));
	CHECK_STR(authors(LD("{\"@type\":\"Person\",\"name\":\"Ann Lee, Chief Transport "
	                     "Correspondent\"}"),
	                  ""),
	          STR("Ann Lee"));
	CHECK_STR(
		authors(LD("{\"@type\":\"Person\",\"name\":\"Ann Lee for The Gazette\"}"),
	                ""),
		STR("Ann Lee"));
}

TEST(pagehead, publishing_systems_say_dates_in_their_own_ways)
{
	CHECK_STR(date_text(fields("",
	                           "<h1>Ferry</h1><p>This entry was posted on Monday, "
	                           "March 5th, 2007 at 2:03 pm and is filed under <a "
	                           "href=/t>Town</a>. You can leave a response.</p>",
	                           "")),
	          STR("2007-03-05T14:03:00"));
	CHECK_STR(date_text(fields("",
	                           "<h1>Ferry</h1><span property='dc:date dc:created' "
	                           "content='2012-03-05T14:03:00+00:00'>by lee</span>",
	                           "")),
	          STR("2012-03-05T14:03:00+00:00"));
}

TEST(pagehead, a_date_that_no_program_knew_is_none)
{
	CHECK_STR(date_text(fields(LD_DATE("0001-01-01T00:00:00Z"),
	                           "<h1>Ferry</h1><p>May 12, 2014</p>", "")),
	          STR("2014-05-12"));
	CHECK_STR(date_text(fields(LD_DATE("1970-01-01T00:00:00+00:00"), "",
	                           "https://g.example/2014/05/12/ferry")),
	          STR("2014-05-12"));
	CHECK_STR(date_text(fields(LD_DATE("1970-01-01"), "", "")), STR("1970-01-01"));
	CHECK_STR(date_text(fields(LD_DATE("1970-01-01T06:00:00+00:00"), "", "")),
	          STR("1970-01-01T06:00:00+00:00"));
}

#define LANGUAGE(tag) "<meta http-equiv=content-language content=" tag ">"

TEST(pagehead, the_language_tells_days_from_months)
{
	static const char body[] = "<h1>Ferry</h1><p>04/05/2014</p>";

	CHECK_STR(date_text(fields(LANGUAGE("pt-BR"), body, "")), STR("2014-05-04"));
	CHECK_STR(date_text(fields(LANGUAGE("fr"), body, "")), STR("2014-05-04"));
	CHECK_STR(date_text(fields(LANGUAGE("en-GB"), body, "")), STR("2014-05-04"));
	CHECK_STR(date_text(fields(LANGUAGE("EN_au"), body, "")), STR("2014-05-04"));
	CHECK_STR(date_text(fields(LANGUAGE("en"), body, "")), STR("unknown"));
	CHECK_STR(date_text(fields(LANGUAGE("en-US"), body, "")), STR("unknown"));
	CHECK_STR(date_text(fields(LANGUAGE("fr-CA"), body, "")), STR("unknown"));
	CHECK_STR(date_text(fields("", body, "")), STR("unknown"));
	CHECK_STR(date_text(fields(LANGUAGE("fr"),
	                           "<h1>Ferry</h1><p>Updated 04/05/2014</p>", "")),
	          STR("unknown"));
}

TEST(pagehead, a_standfirst_may_be_an_excerpt_or_a_summary)
{
	static const char *const marks[] = { "class=article-excerpt",
		                             "id=article-summary", "class=sub-title" };

	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		CHECK_STR(fields("",
		                 arena_printf(&t_arena,
		                              "<h1>Ferry</h1><p %s>The ferry is back "
		                              "after eleven weeks in the dock.</p>",
		                              marks[i])
		                         .ptr,
		                 "")
		                  .dek,
		          STR("The ferry is back after eleven weeks in the dock."));
}

TEST(pagehead, the_heading_of_a_box_is_no_standfirst)
{
	CHECK_STR(
		fields("<meta name=description content='It is back.'>",
	               "<h1>Ferry</h1><div class=widget><h4 class='title with-subtitle'>"
	               "Most Popular Today</h4></div>",
	               "")
			.dek,
		STR("It is back."));
	CHECK_STR(fields("<meta name=description content='It is back.'>",
	                 "<h1>Ferry</h1><h4 class=subtitle>After eleven weeks</h4>", "")
	                  .dek,
	          STR("After eleven weeks"));
}

TEST(pagehead, words_of_elements_that_touch_are_apart)
{
	struct metadata data =
		fields("",
	               "<h1>Ferry</h1><div><span>Town</span><span>By Ray Sand</span>"
	               "<span>23 May 2022, 09:12</span></div>",
	               "");

	CHECK_STR(date_text(data), STR("2022-05-23T09:12:00"));
	CHECK_STR(title("<title>H2O is back in town</title>",
	                "<h1>H<sub>2</sub>O is <b>back</b> in town</h1>"),
	          STR("H2O is back in town"));
}

TEST(pagehead, the_lines_of_a_byline_are_apart)
{
	CHECK_STR(authors("",
	                  "<h1>Ferry</h1><div class=byline-section><span class=author>"
	                  "Ann Lee</span> <span class=publication>Florida Today"
	                  "</span></div>"),
	          STR("Ann Lee"));

	CHECK_STR(authors("", "<h1>Ferry</h1><p class=byline>By Ann Lee<br>Staff Writer"),
	          STR("Ann Lee"));
	CHECK_STR(authors("", "<h1>Ferry</h1><div class=byline><span>Ann Lee</span><span>"
	                      "Transport Correspondent</span><span>al@g.example</span>"
	                      "</div>"),
	          STR("Ann Lee"));
	CHECK_STR(authors("", "<h1>Ferry</h1><ul class=authors><li><a href=/a>Ann Lee</a>"
	                      "<li><a href=/t>Tom Hale</a></ul>"),
	          STR("Ann Lee; Tom Hale"));
}

TEST(pagehead, authors_are_called_so_in_many_languages)
{
	CHECK_STR(authors("", "<h1>Ferry</h1><span class=auteur>Anne Le Gall</span>"),
	          STR("Anne Le Gall"));
	CHECK_STR(authors("", "<h1>Ferry</h1><span class=author>محمد عبد الله</span>"),
	          STR("محمد عبد الله"));
	CHECK_STR(authors("", "<h1>Ferry</h1><a rel=author href=/z>张伟</a>"),
	          STR("张伟"));
	CHECK_STR(authors("", "<h1>Ferry</h1><span class=author>編集部 12</span>"),
	          STR(""));
	CHECK_STR(authors(META("100561"), ""), STR(""));
}

TEST(pagehead, a_byline_of_a_paper_names_the_paper)
{
	CHECK_STR(
		authors("", "<h1>Ferry</h1><p class=byline>By The Associated Press</p>"),
		STR("The Associated Press"));
}

TEST(pagehead, a_line_may_count_comments)
{
	struct metadata data =
		fields("",
	               "<h1>Ferry</h1><p>March 5, 2013 by <a href=/a>Ann Lee</a> <a "
	               "href=#c>3 Comments</a></p>",
	               "");

	CHECK_STR(data.authors.items[0], STR("Ann Lee"));
	CHECK_STR(date_text(data), STR("2013-03-05"));
}

static struct str tags(const char *head, const char *body)
{
	struct metadata data = fields(head, body, "");
	struct buf out = { 0 };
	struct str text;

	buf_add(&out, data.section);
	for (size_t i = 0; i < data.tags.count; i++)
		buf_printf(&out, "; %.*s", STR_ARG(data.tags.items[i]));
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

TEST(pagehead, sections_and_tags_are_said_in_many_ways)
{
	CHECK_STR(tags("<meta property=article:tag content='Pier, Ferries'>", ""),
	          STR("; Pier; Ferries"));
	CHECK_STR(tags("<meta property=article:tag content='Hull, Yorks'><meta "
	               "property=article:tag content=Pier>",
	               ""),
	          STR("; Hull, Yorks; Pier"));
	CHECK_STR(tags("<meta name=section content=Town>", ""), STR("Town"));
	CHECK_STR(tags("<meta name=section content=/town/port>", ""), STR(""));
	CHECK_STR(tags("<meta name=section content='Town,Home Page,Popular'>", ""),
	          STR("Town"));
	CHECK_STR(tags("<meta name=section content='Posted in Town'>", ""), STR("Town"));
	CHECK_STR(tags("<meta name=keywords content='Pier;Fog; '>", ""),
	          STR("; Pier; Fog"));
	CHECK_STR(tags("<meta name=keywords content='关注点；发展'>", ""),
	          STR("; 关注点; 发展"));
	CHECK_STR(tags("<meta name=keywords content='关注点，发展、国家'>", ""),
	          STR("; 关注点; 发展; 国家"));
	CHECK_STR(tags("<meta name=section content='Food, Wine'>", ""),
	          STR("Food, Wine"));
	CHECK_STR(tags("<meta property=og:article:section content=Town>", ""),
	          STR("Town"));
	CHECK_STR(
		tags("<title>Ferry</title>",
	             "<aside><a rel=tag href=/x>Fog</a></aside><h1>Ferry</h1><p>Posted in "
	             "<a href=/t rel='category tag'>Town</a>, tags <a rel=tag "
	             "href=/p>Pier</a></p><div class=widget><a rel=tag href=/x>Fog</a>"
	             "</div>"),
		STR("Town; Pier"));
	CHECK_STR(tags("<title>Ferry</title>",
	               "<article><h1>Ferry</h1><p>" LONG "<footer><a rel='category tag' "
	               "href=/t>Town</a> <a rel=tag href=/p>Pier</a></footer></article>"
	               "<footer><a rel=tag href=/x>Fog</a></footer>"),
	          STR("Town; Pier"));
	CHECK_STR(tags("<title>Ferry is back</title><script type=application/ld+json>"
	               "{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{\"name\":"
	               "\"Home\"},{\"item\":{\"name\":\"Town\"}},{\"name\":\"Ferry "
	               "is back\"}]}</script>",
	               ""),
	          STR("Town"));
	CHECK_STR(tags("<title>Ferry is back</title><script type=application/ld+json>"
	               "{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{\"name\":"
	               "\"Home\"},{\"name\":\"Ferry is back\"}]}</script>",
	               ""),
	          STR(""));
}

static struct str site(const char *name)
{
	return fields(arena_printf(&t_arena, "<meta property=og:site_name content='%s'>",
	                           name)
	                      .ptr,
	              "", "")
	        .site;
}

TEST(pagehead, an_address_is_no_name_of_a_site)
{
	CHECK_STR(site("The Gazette"), STR("The Gazette"));
	CHECK_STR(site("http://www.gazette.example"), STR("gazette.example"));
	CHECK_STR(site("www.gazette.example"), STR("gazette.example"));
	CHECK_STR(site("@gazette"), STR("gazette"));
}
