#include "import/extract.h"

#include "fixture.h"
#include "import/headline.h"
#include "import/tomarkdown.h"
#include "t.h"

#define LONG                                                                         \
	"This is a paragraph of an article, which is long enough to be told from a " \
	"menu, and ends as sentences do."

static struct extract extract(const char *html, const char *url)
{
	struct extract_options options = { .url = str_of(url) };
	struct extract out;

	extract_article(&t_arena, html_parse_page(str_of(html), &t_arena), &options,
	                &out);
	return out;
}

static struct str body(const char *html)
{
	struct extract out = extract(html, "");

	if (!out.body)
		return (struct str){ 0 };
	return html_to_markdown(&t_arena, out.body, out.base, NULL);
}

TEST(extract, takes_the_text_and_not_what_is_around_it)
{
	CHECK_STR(body("<nav><a href=/a>News</a></nav><div><p>" LONG "</p><p>" LONG
	               "</p></div><footer><p>" LONG "</p></footer>"),
	          STR(LONG "\n\n" LONG "\n"));
	CHECK_STR(body("<div class=sidebar><p>Short text here.</p></div><div><p>" LONG
	               "<p>" LONG "<p>" LONG "</div>"),
	          STR(LONG "\n\n" LONG "\n\n" LONG "\n"));
}

TEST(extract, does_not_believe_classes_that_hold_most_of_the_text)
{
	CHECK_STR(body("<div class=sidebar><p>" LONG "<p>" LONG "</div>"),
	          STR(LONG "\n\n" LONG "\n"));
	CHECK_STR(body("<form><p>" LONG "<p>" LONG "</form>"),
	          STR(LONG "\n\n" LONG "\n"));
}

TEST(extract, finds_nothing_where_there_is_nothing)
{
	CHECK(!extract("", "").body);
	CHECK(!extract("<ul><li><a href=/a>News</a><li><a href=/b>Sport</a></ul>", "")
	               .body);
	CHECK(!extract("<script>" LONG "</script>", "").body);
}

TEST(extract, keeps_what_is_short_between_what_is_long)
{
	CHECK_STR(body("<p>" LONG "</p><h2>A heading</h2><p>" LONG
	               "</p><ul><li>one<li>two</ul><p>" LONG "</p>"),
	          STR(LONG "\n\n## A heading\n\n" LONG "\n\n- one\n- two\n\n" LONG "\n"));
}

/* What a page of several paragraphs keeps of what stands between two of them. */
static struct str between(const char *html)
{
	struct str text =
		body(arena_cstr(&t_arena, arena_printf(&t_arena,
	                                               "<h1>Ferry</h1><p>" LONG "<p>" LONG
	                                               "</p>%s<p>" LONG "<p>" LONG,
	                                               html)));

	CHECK(str_skip_prefix(&text, STR(LONG "\n\n" LONG "\n\n")));
	str_skip_suffix(&text, STR(LONG "\n\n" LONG "\n"));
	return str_trim(text);
}

TEST(extract, keeps_pictures_however_they_are_shown)
{
	CHECK_STR(
		between("<figure><div role=button tabindex=0><div><picture><source "
	                "srcset='/a.jpg 640w'><img alt=b></picture></div></div></figure>"),
		STR("![b](/a.jpg)"));
	CHECK_STR(between("<div><button><img src=/a.jpg alt=b></button></div>"),
	          STR("![b](/a.jpg)"));
	CHECK_STR(between("<button><img src=/close.svg> Close</button>"), STR(""));
	CHECK_STR(between("<figure><noscript><img src=/a.jpg></noscript><figcaption>b"
	                  "</figcaption></figure>"),
	          STR("![](/a.jpg \"b\")"));
	CHECK_STR(between("<p><img src=/a.jpg><noscript><img src=/a.jpg></noscript>"),
	          STR("![](/a.jpg)"));
	CHECK_STR(between("<noscript><img src=/t.gif width=1 height=1></noscript>"),
	          STR(""));
	CHECK_STR(between("<script>ad()</script><noscript><a href=/a><img src=/b.jpg></a>"
	                  "</noscript>"),
	          STR(""));
	CHECK_STR(between("<figure><img src=/img/loading.svg data-lazy=/a.jpg></figure>"),
	          STR("![](/a.jpg)"));
	CHECK_STR(between("<img src=/b.gif data-photo=/a.jpg>"), STR("![](/b.gif)"));
	CHECK_STR(between("<img src='data:,' data-photo=/a.jpg>"), STR("![](/a.jpg)"));
}

TEST(extract, keeps_terms)
{
	CHECK_STR(between("<dl><dt>Ferry<dd>A boat<dt>Quay<dd>A wall</dl>"),
	          STR("**Ferry**\n\nA boat\n\n**Quay**\n\nA wall"));
}

TEST(extract, keeps_formulas)
{
	CHECK_STR(between("<p>" LONG " <span class=katex><span class=katex-mathml><math>"
	                  "<semantics><mi>E</mi><annotation encoding=application/x-tex>"
	                  "E=mc^2</annotation></semantics></math></span><span "
	                  "class=katex-html aria-hidden=true>E=mc2</span></span>.</p>"),
	          STR(LONG " `E=mc^2`."));
	CHECK_STR(
		between("<p>" LONG
	                " <math><mi>E</mi><mo>=</mo><mi>m</mi> <msup><mi>c</mi>"
	                "<mn>2</mn></msup></math>, <math><mfrac><mrow><mi>a</mi><mo>+</mo>"
	                "<msub><mi>b</mi><mi>i</mi></msub></mrow> <mn>10</mn></mfrac></math>"
	                " and <math><msqrt><mi>x</mi><mo>-</mo><mi>y</mi></msqrt></math>."),
		STR(LONG " `E=mc^2`, `(a+b_i)/10` and `√(x-y)`."));
	CHECK_STR(between("<p>" LONG " <math><mfrac></mfrac></math><math></math>."),
	          STR(LONG " `/`."));
}

TEST(extract, keeps_the_parts_of_players)
{
	CHECK_STR(between("<video controls><source src=/a.mp4><p>Your browser is too "
	                  "old.</p></video>"),
	          STR("[Video](/a.mp4)"));
	CHECK_STR(between("<figure><audio><source src=/a.mp3></audio><figcaption>b"
	                  "</figcaption></figure>"),
	          STR("[Audio](/a.mp3)\n\nb"));
	CHECK_STR(between("<object width=425><param name=wmode value=a><embed "
	                  "src=//www.youtube.com/v/x></object>"),
	          STR("[youtube.com](https://www.youtube.com/watch?v=x)"));
	CHECK_STR(between("<p><object><param name=movie value=//b.org/v></object></p>"),
	          STR("[b.org](//b.org/v)"));
	CHECK_STR(between("<iframe src='//youtube.com/v/x&amp;hl=en'></iframe><video>"
	                  "<source></video>"),
	          STR("[youtube.com](https://www.youtube.com/watch?v=x)"));
}

TEST(extract, keeps_what_is_folded_within_the_text)
{
	CHECK_STR(between("<h2><button class=accordion-button>Who pays for it?</button>"
	                  "</h2><div>" LONG "</div>"),
	          STR("## Who pays for it?\n\n" LONG));
	CHECK_STR(between("<div role=button aria-expanded=false><h3>Who pays?</h3></div>"
	                  "<div hidden><p>" LONG "</div>"),
	          STR("## Who pays?\n\n" LONG));
	CHECK_STR(
		between("<h2><button>Who pays?</button></h2><div aria-hidden=true><p>" LONG
	                "</div>"),
		STR("## Who pays?\n\n" LONG));
	CHECK_STR(between("<div id=more style='display:none'><p>" LONG "</p></div>"),
	          STR(LONG));
	CHECK_STR(
		between("<h2><button>Who pays for it?</button></h2><div hidden>The town "
	                "pays for it.</div><h2><button>And who does not?</button></h2>"
	                "<div hidden>The harbour does not.</div>"),
		STR("## Who pays for it?\n\nThe town pays for it.\n\n"
	            "## And who does not?\n\nThe harbour does not."));
	CHECK_STR(between("<h2>Who pays for it?<button>#</button></h2><p>" LONG),
	          STR("## Who pays for it?\n\n" LONG));
	/* But no scraps, and nothing that is for a program. */
	CHECK_STR(between("<div hidden><p>Copied!</div>"), STR(""));
	CHECK_STR(between("<div hidden><form><p>" LONG "<input></form></div>"), STR(""));
	CHECK_STR(between("<div><button>Share</button></div>"), STR(""));
}

TEST(extract, knows_the_elements_of_amp)
{
	CHECK_STR(
		between("<figure><amp-img src=/a.jpg alt=b layout=responsive><noscript>"
	                "<img src=/a.jpg></noscript></amp-img><figcaption>c</figcaption>"
	                "</figure>"),
		STR("![b](/a.jpg \"c\")"));
	CHECK_STR(between("<amp-youtube data-videoid=x></amp-youtube>"),
	          STR("[youtube.com](https://www.youtube.com/watch?v=x)"));
	CHECK_STR(between("<amp-twitter data-tweetid=1><blockquote placeholder>Post"
	                  "</blockquote></amp-twitter>"),
	          STR("[Post on X](https://x.com/i/status/1)"));
	CHECK_STR(between("<twitter-widget data-tweet-id=1></twitter-widget>"),
	          STR("[Post on X](https://x.com/i/status/1)"));
	CHECK_STR(
		between("<iframe title=Ferry src='/media/oembed?url=https%3A//www.youtube."
	                "com/watch%3Fv%3Dx&max_width=0&hash=zz'></iframe>"),
		STR("[Ferry](https://www.youtube.com/watch?v=x)"));
	CHECK_STR(between("<lite-youtube videoid=abc title=Ferry></lite-youtube>"),
	          STR("[Ferry](https://www.youtube.com/watch?v=abc)"));
	CHECK_STR(between("<div class=fb-post data-href=https://www.facebook.com/a/1>"
	                  "</div>"),
	          STR("[Post on Facebook](https://www.facebook.com/a/1)"));
	CHECK_STR(between("<div class=fb-post data-href=https://www.facebook.com/a/1>"
	                  "<blockquote>The ferry is back.</blockquote></div>"),
	          STR("> The ferry is back."));
	CHECK_STR(between("<amp-iframe src=https://b.org/c><amp-img placeholder "
	                  "src=/a.jpg></amp-img></amp-iframe>"),
	          STR("[b.org](https://b.org/c)"));
}

/* The article's own picture, and what stands at the top of the body. */
static struct str lead(const char *shared, const char *html)
{
	const char *page = arena_cstr(
		&t_arena,
		arena_printf(&t_arena,
	                     "%s%s%s<title>A ferry returns</title><article><h1>A ferry "
	                     "returns</h1>%s<p>" LONG "<p>" LONG "<p>" LONG "</article>",
	                     *shared ? "<meta property=og:image content='" : "", shared,
	                     *shared ? "'>" : "", html));
	struct extract out = extract(page, "https://a.org/");
	struct picture picture = out.data.image;
	struct str text = html_to_markdown(&t_arena, out.body, out.base, NULL);

	CHECK(str_skip_suffix(&text, STR(LONG "\n\n" LONG "\n\n" LONG "\n")));
	return arena_printf(&t_arena, "%.*s %.*s/%.*s/%.*s| %.*s", STR_ARG(picture.src),
	                    STR_ARG(picture.alt), STR_ARG(picture.caption),
	                    STR_ARG(picture.credit), STR_ARG(str_trim(text)));
}

TEST(extract, shows_the_picture_that_the_page_shows)
{
	CHECK_STR(lead("/logo.png", "<figure><img src=/a.jpg alt=b><span class=credit>c"
	                            "</span></figure>"),
	          STR("/a.jpg b//c| "));
	CHECK_STR(lead("/shared.jpg", "<figure><img src=/a.jpg alt=b></figure>"),
	          STR("/a.jpg b//| "));
	CHECK_STR(lead("/ferry-1200x630.jpg",
	               "<figure><img src=/ferry-640x480.jpg alt=b></figure>"),
	          STR("/ferry-1200x630.jpg b//| "));
	CHECK_STR(lead("", "<div class=post-thumbnail><img src=/a.jpg></div>"),
	          STR("/a.jpg //| "));
	CHECK_STR(lead("/shared.jpg", "<div><img src=/a.jpg></div>"),
	          STR("/shared.jpg //| ![](https://a.org/a.jpg)"));
	CHECK_STR(lead("", "<div class=author><img src=/a.jpg></div><p>By Ann Lee</p>"),
	          STR(" //| "));
	CHECK_STR(lead("", "<a href=/b.html><img src=/a.jpg></a><p>By Ann Lee</p>"),
	          STR(" //| "));
}

TEST(extract, keeps_all_pictures_above_the_text)
{
	CHECK_STR(lead("/c.jpg", "<figure><img src=/a.jpg><figcaption>A</figcaption>"
	                         "</figure><figure><img src=/b.jpg alt=d><figcaption>B "
	                         "<span class=credit>(C)</span></figcaption></figure>"
	                         "<p>By Ann Lee</p>"),
	          STR("/a.jpg /A/| ![d](https://a.org/b.jpg \"B (C)\")"));
	CHECK_STR(lead("", "<figure><img src=/a.jpg></figure><figure><img src=/a.jpg>"
	                   "</figure><figure><img src=/b.jpg></figure>"),
	          STR("/a.jpg //| ![](https://a.org/b.jpg)"));
	CHECK_STR(
		extract("<title>A ferry</title><img src=/logo.jpg><article><div "
	                "class=hero><img src=/a.jpg></div><header><h1>A ferry</h1></header>"
	                "<p>" LONG "<p>" LONG "</article>",
	                "https://a.org/")
			.data.image.src,
		STR("/a.jpg"));
	/* Without an address none can be the article's own. */
	CHECK_STR(body("<title>A ferry</title><h1>A ferry</h1><figure><img src=/a.jpg>"
	               "</figure><p>By Ann Lee</p><p>" LONG "<p>" LONG),
	          STR("![](/a.jpg)\n\n" LONG "\n\n" LONG "\n"));
}

TEST(extract, takes_one_of_several_articles)
{
	CHECK_STR(
		body("<title>A ferry returns</title><article><h1>A ferry returns</h1><p>" LONG
	             "<p>" LONG "<p>" LONG "</article><article><h1>A quay is shut</h1>"
	             "<p>" LONG " No.<p>" LONG "<p>" LONG "</article>"),
		STR(LONG "\n\n" LONG "\n\n" LONG "\n"));
}

TEST(extract, begins_behind_the_headline)
{
	CHECK_STR(body("<title>A ferry returns</title><p>" LONG " No.<h1>A ferry returns"
	               "</h1><p>" LONG "<p>" LONG "<p>" LONG),
	          STR(LONG "\n\n" LONG "\n\n" LONG "\n"));
}

TEST(extract, reads_json_ld_as_people_write_it)
{
	struct extract out = extract(
		"<script type='application/ld+json'>// <![CDATA[\n"
		"{\"@graph\": [{\"@id\": \"#a\", \"name\": \"Ann Lee\", \"@type\": "
		"\"Person\"},{\"@type\":[\"NewsArticle\"],\"headline\":\"A &amp;\nB\","
		"\"author\":[{\"@id\":\"#a\"}, {\"name\": \"Tom Hale\"}],"
		"\"datePublished\":\"2014-05-12T10:30:00Z\",}]}\n// ]]></script><p>" LONG,
		"");

	CHECK_STR(out.data.title, STR("A & B"));
	CHECK_STR(joined(out.data.authors, "; "), STR("Ann Lee; Tom Hale"));
	CHECK_INT(out.data.published.day, 12);
}

/* The body of a page whose data have a text. */
static struct str from_data(const char *data, const char *html)
{
	return body(arena_cstr(
		&t_arena,
		arena_printf(&t_arena,
	                     "<script type='application/ld+json'>{\"@type\":"
	                     "\"NewsArticle\",\"headline\":\"A ferry\",\"articleBody\":"
	                     "\"%s\"}</script><h1>A ferry</h1>%s",
	                     data, html)));
}

TEST(extract, takes_the_text_of_the_data_if_the_page_shows_less)
{
#define THREE LONG "\n\n" LONG " No.\n\n" LONG "\n"
	CHECK_STR(from_data(LONG "\\n\\n" LONG " No.\\n\\n" LONG, ""), STR(THREE));
	CHECK_STR(from_data(LONG "\n" LONG " No.\\n" LONG,
	                    "<p>" LONG "</p><p>Subscribe to read on.</p>"),
	          STR(THREE));
	CHECK_STR(from_data("&lt;p>" LONG "&lt;/p><p>" LONG " No.</p><p>" LONG "</p>",
	                    "<p>Please enable JavaScript to see this page.</p>"),
	          STR(THREE));
	CHECK_STR(from_data(LONG, ""), STR(""));
	CHECK_STR(from_data("Another text. " LONG LONG LONG LONG,
	                    "<p>" LONG "</p><p>" LONG "</p><p>" LONG "</p>"),
	          STR(LONG "\n\n" LONG "\n\n" LONG "\n"));
#undef THREE
}

static struct str ld_authors(const char *json)
{
	return joined(extract(arena_cstr(&t_arena,
	                                 arena_printf(&t_arena,
	                                              "<script type=application/ld+json>"
	                                              "{\"@type\":\"Article\",\"author\":"
	                                              "%s}</script><p>" LONG,
	                                              json)),
	                      "")
	                      .data.authors,
	              "; ");
}

TEST(extract, leaves_the_name_of_one_person_whole)
{
	CHECK_STR(ld_authors("{\"@type\":\"Person\",\"name\":\"José Ortega y Gasset\"}"),
	          STR("José Ortega y Gasset"));
	CHECK_STR(ld_authors("[{\"@type\":\"Person\",\"name\":\"Ann Lee, MD PhD\"}]"),
	          STR("Ann Lee, MD PhD"));
	CHECK_STR(
		ld_authors("{\"@type\":\"Person\",\"name\":\"By Ann Lee, Tom Hale and Jo "
	                   "Day\"}"),
		STR("Ann Lee; Tom Hale; Jo Day"));
	CHECK_STR(ld_authors("\"Ana López y Luis García\""),
	          STR("Ana López; Luis García"));
	CHECK_STR(ld_authors("\"José Ortega y Gasset\""), STR("José Ortega y Gasset"));
}

TEST(extract, reads_the_visible_head)
{
	struct extract out = extract("<title>Harbour wall breaks | Gazette</title>"
	                             "<h1>Harbour wall breaks</h1>"
	                             "<p>By Ann Lee and Tom Hale</p>"
	                             "<p>12 May 2014</p><p>" LONG "<p>" LONG,
	                             "");

	CHECK_STR(out.data.title, STR("Harbour wall breaks"));
	CHECK_STR(joined(out.data.authors, "; "), STR("Ann Lee; Tom Hale"));
	CHECK_INT(out.data.published.year, 2014);
	CHECK_STR(html_to_markdown(&t_arena, out.body, out.base, NULL),
	          STR(LONG "\n\n" LONG "\n"));
}

TEST(extract, reads_bylines_of_all_kinds)
{
	struct extract out = extract("<h1>A ferry</h1><div class=byline>Ann Lee, "
	                             "Associated Press</div><p>" LONG "<p>" LONG,
	                             "");

	CHECK_STR(joined(out.data.authors, "; "), STR("Ann Lee"));
	out = extract("<h1>A ferry</h1><p>Ann Lee and Tom Hale</p><p>May 12, 2014 3:45 "
	              "p.m.</p><p>" LONG "<p>" LONG,
	              "");
	CHECK_STR(joined(out.data.authors, "; "), STR("Ann Lee; Tom Hale"));
	CHECK_INT(out.data.published.day, 12);
	CHECK_STR(html_to_markdown(&t_arena, out.body, out.base, NULL),
	          STR(LONG "\n\n" LONG "\n"));
	out = extract("<h1>A ferry</h1><p>Ann Lee | Gazette | May 12, 2014</p><p>" LONG
	              "<p>" LONG,
	              "");
	CHECK_STR(joined(out.data.authors, "; "), STR("Ann Lee"));
	CHECK_INT(out.data.published.day, 12);
	out = extract(
		"<meta property=article:section content='Local Life'><h1>A ferry</h1>"
		"<p>Local Life | May 12, 2014</p><p>" LONG "<p>" LONG,
		"");
	CHECK_STR(joined(out.data.authors, "; "), STR(""));
	CHECK_INT(out.data.published.day, 12);
	out = extract("<h1>A ferry</h1><p>By Ann Lee for the Gazette | Updated May 12, "
	              "2014 | 3:45pm</p><p>" LONG "<p>" LONG,
	              "");
	CHECK_INT(out.data.published.day, 12);
	CHECK_STR(joined(out.data.authors, "; "), STR("Ann Lee"));
}

TEST(extract, reads_a_date_in_the_address_if_there_is_no_other)
{
	CHECK_INT(extract("<p>" LONG, "https://a.org/2014/05/12/b.html")
	                  .data.published.month,
	          5);
	CHECK_INT(extract("<p>" LONG, "https://a.org/2014/15/12/b.html")
	                  .data.published.year,
	          0);
}

TEST(extract, finds_cards_by_their_structure)
{
	struct extract out = extract(
		"<div><p>" LONG "<p>" LONG "<p>" LONG "</div><h3>Related</h3>"
		"<div><div class=x><h4><a href=/a>The quay is closed</a></h4><p>For "
		"the winter, it is said.</p></div>"
		"<div class=x><h4><a href=/b>A hull in a shed</a></h4><p>It is not for "
		"sale.</p></div></div>",
		"https://a.org/x");

	CHECK_INT(out.cards.count, 2);
	CHECK(out.cards.items[0].related);
	CHECK_STR(out.cards.items[0].title, STR("The quay is closed"));
	CHECK_STR(out.cards.items[1].dek, STR("It is not for sale."));
	CHECK_STR(html_to_markdown(&t_arena, out.body, out.base, NULL),
	          STR(LONG "\n\n" LONG "\n\n" LONG "\n"));
}

static struct str headline(const char *title, const char *heading, const char *site,
                           const char *url)
{
	struct metadata data = { .page_title = str_of(title), .site = str_of(site) };
	struct str text = str_of(heading);
	struct headline_hints hints = { .headings = { &text, text.len > 0 },
		                        .url = str_of(url) };

	return headline_find(&t_arena, &data, &hints);
}

TEST(extract, takes_the_name_of_the_site_off_titles)
{
	CHECK_STR(headline("Ferry returns - The Gazette", "", "The Gazette", ""),
	          STR("Ferry returns"));
	CHECK_STR(headline("Ferry returns | News | Gazette", "Ferry Returns", "", ""),
	          STR("Ferry returns"));
	CHECK_STR(headline("Daring Fireball - Colophon", "", "",
	                   "https://daringfireball.net/"),
	          STR("Colophon"));
	CHECK_STR(headline("The ferry returns at last - Gazette", "", "", ""),
	          STR("The ferry returns at last"));
	CHECK_STR(headline("Ferry - harbour", "", "", ""), STR("Ferry - harbour"));
}

TEST(extract, knows_other_ways_of_joining_titles)
{
	CHECK_STR(
		headline("海港防波堤获批准_新闻中心_新浪网", "海港防波堤获批准", "", ""),
		STR("海港防波堤获批准"));
	CHECK_STR(headline("海港防波堤获批准-中新网", "海港防波堤获批准", "", ""),
	          STR("海港防波堤获批准"));
	CHECK_STR(headline("海港防波堤获批准_新浪网", "", "新浪网", ""),
	          STR("海港防波堤获批准"));
	CHECK_STR(headline("Harbour wall approved (Gazette Weblog)", "", "Gazette Weblog",
	                   ""),
	          STR("Harbour wall approved"));
	CHECK_STR(headline("Harbour wall approved (Gazette Weblog)",
	                   "Harbour wall approved", "", ""),
	          STR("Harbour wall approved"));
	CHECK_STR(headline("Harbour wall approved: The Gazette", "Harbour Wall Approved",
	                   "", ""),
	          STR("Harbour wall approved"));
	CHECK_STR(headline("Harbour wall approved (video)", "", "Gazette", ""),
	          STR("Harbour wall approved (video)"));
	CHECK_STR(headline("Сан-Франциско snake_case", "", "", ""),
	          STR("Сан-Франциско snake_case"));
	CHECK_STR(headline("Sport: ferry wins", "Sport", "", ""),
	          STR("Sport: ferry wins"));
}

TEST(extract, takes_a_headline_of_any_level)
{
	CHECK_STR(
		extract("<title>Harbour wall approved (Gazette Weblog)</title><h1>Gazette "
	                "Weblog</h1><h2 class=entry-title>Harbour wall approved</h2><p>" LONG,
	                "")
			.data.title,
		STR("Harbour wall approved"));
}
