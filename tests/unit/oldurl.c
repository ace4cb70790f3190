#include "import/oldurl.h"

#include "t.h"

static struct oldurl ferry(void)
{
	struct oldurl parts = { .title = STR("The Last  Ferry!"),
		                .name = STR("last_Ferry"),
		                .path = STR("News/Local"),
		                .collection = STR("tales"),
		                .folder = STR("a/b") };

	CHECK(date_parse(STR("1974-06-02T09:05:07"), &parts.date));
	return parts;
}

TEST(oldurl, knows_hugos_tokens)
{
	static const struct {
		const char *pattern, *url;
	} cases[] = {
		{ "/:year/:month/:day/:slug/", "/1974/06/02/the-last-ferry/" },
		{ ":monthname/:weekday/:yearday", "/june/0/153" },
		{ "/:sections/:filename/", "/news/local/last_ferry/" },
		{ "/:section/:slugorfilename/", "/news/last_ferry/" },
		{ "/:sections[1:]/:title/", "/local/the-last-ferry/" },
		{ "/:sections[last]/x", "/local/x" },
		{ "/:sections[7]//x/", "/x/" },
		{ "/:2006/:01/:contentbasename.html", "/1974/06/last_ferry.html" },
	};
	struct oldurl parts = ferry();
	struct str unknown;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		CHECK_STR(
			oldurl_hugo(&t_arena, str_of(cases[i].pattern), &parts, &unknown),
			str_of(cases[i].url));
		CHECK_STR(unknown, STR(""));
	}
	parts.slug = STR("Über Ferry");
	CHECK_STR(oldurl_hugo(&t_arena, STR("/:slug/:slugorfilename"), &parts, &unknown),
	          STR("/über-ferry/über-ferry"));
	oldurl_hugo(&t_arena, STR("/:nothing/"), &parts, &unknown);
	CHECK_STR(unknown, STR("nothing"));
}

TEST(oldurl, knows_jekylls_tokens)
{
	static const struct {
		const char *pattern, *url;
	} cases[] = {
		{ "date", "/news/local/1974/06/02/last_Ferry.html" },
		{ "pretty", "/news/local/1974/06/02/last_Ferry/" },
		{ "ordinal", "/news/local/1974/153/last_Ferry.html" },
		{ "weekdate", "/news/local/1974/W22/Sun/last_Ferry.html" },
		{ "none", "/news/local/last_Ferry.html" },
		{ "/:short_year/:i_month/:i_day/:slug", "/74/6/2/last-ferry" },
		{ "/:hour:minute:second/:long_month", "/090507/June" },
		{ "/:collection/:path:output_ext", "/tales/a/b.html" },
		{ "/:slugified_categories/", "/news/local/" },
	};
	struct oldurl parts = ferry();
	struct str unknown;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_STR(oldurl_jekyll(&t_arena, str_of(cases[i].pattern), &parts,
		                        &unknown),
		          str_of(cases[i].url));
}
