#include "serve/inject.h"

#include "base/json.h"
#include "t.h"

#define SHEET(hash) "<link rel=\"stylesheet\" href=\"/assets/style." hash ".css\">"
#define PUT         "<script src=\"/_broadsheet/live.js\" data-version=\"7\" defer></script>\n"

static struct str injected(struct str html)
{
	struct buf out = { 0 };
	struct str kept;

	page_inject(&out, html, STR("7"));
	kept = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return kept;
}

static struct str sheets(const char *html)
{
	struct buf out = { 0 };
	struct str kept;

	json_write(&out, page_stylesheets(&t_arena, str_of(html), STR("/base/")),
	           JSON_PLAIN, 0);
	kept = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return kept;
}

static bool same_version(const char *a, const char *b)
{
	return str_eq(page_version(&t_arena, str_of(a)),
	              page_version(&t_arena, str_of(b)));
}

TEST(inject, the_script_stands_before_the_last_end_of_the_body)
{
	CHECK_STR(injected(STR("<p></p></body></html>")),
	          STR("<p></p>" PUT "</body></html>"));
	CHECK_STR(injected(STR("<pre></body></pre></BODY >")),
	          STR("<pre></body></pre>" PUT "</BODY >"));
}

TEST(inject, without_a_body_it_comes_last)
{
	CHECK_STR(injected(STR("<p>")), STR("<p>" PUT));
	CHECK_STR(injected(STR("")), STR(PUT));
	CHECK_STR(injected(STR("</bod")), STR("</bod" PUT));
}

TEST(inject, a_version_leaves_the_hashes_of_stylesheets_out)
{
	CHECK(same_version(SHEET("0123456789") "<p>", SHEET("abcdef6789") "<p>"));
	CHECK(same_version("<link href='/base/assets/a/b.0123456789.css'>",
	                   "<link href='/base/assets/a/b.0123456780.css'>"));
	CHECK(!same_version(SHEET("0123456789") "<p>", SHEET("0123456789") "<b>"));
	CHECK(!same_version("<p>" SHEET("0123456789"), "<b>" SHEET("0123456789")));
	CHECK(!same_version(SHEET("0123456789"), ""));
	CHECK(same_version("", ""));
}

TEST(inject, a_version_has_all_else)
{
	CHECK(!same_version("\"/assets/a.0123456789.js\"",
	                    "\"/assets/a.0123456780.js\""));
	CHECK(!same_version("\"/assets/a.0123456789.css\"",
	                    "\"/assets/b.0123456789.css\""));
	CHECK(!same_version("\"/x/a.0123456789.css\"", "\"/x/a.0123456780.css\""));
	CHECK(!same_version("/assets/a.0123456789.css ", "/assets/a.0123456780.css "));
	CHECK(!same_version("\"/assets/a.012345678g.css\"",
	                    "\"/assets/a.012345678h.css\""));
	CHECK(!same_version("\"/assets/a&amp;b.0123456789.css\"",
	                    "\"/assets/a&amp;b.0123456780.css\""));
}

TEST(inject, stylesheets_are_listed_below_the_home_of_the_site)
{
	CHECK_STR(sheets("<p>"), STR("[]"));
	CHECK_STR(sheets("\"/assets/a.css\" \"/assets/.css\" \"/assets/"), STR("[]"));
	CHECK_STR(sheets(SHEET("0123456789") "'/base/assets/b/c.abcdefabcd.css'"),
	          STR("[\"/base/assets/style.0123456789.css\", "
	              "\"/base/assets/b/c.abcdefabcd.css\"]"));
}

TEST(inject, a_stylesheet_has_a_hash_in_its_name)
{
	CHECK(path_is_stylesheet(STR("assets/style.0123456789.css")));
	CHECK(path_is_stylesheet(STR("assets/a/b.c.0123456789.css")));
	CHECK(!path_is_stylesheet(STR("assets/style.css")));
	CHECK(!path_is_stylesheet(STR("assets/0123456789.css")));
	CHECK(!path_is_stylesheet(STR("assets/.0123456789.css")));
	CHECK(!path_is_stylesheet(STR("style.0123456789.css")));
	CHECK(!path_is_stylesheet(STR("assets/style.0123456789.js")));
	CHECK(!path_is_stylesheet(STR("assets/style.A123456789.css")));
	CHECK(!path_is_stylesheet(STR("")));
}
