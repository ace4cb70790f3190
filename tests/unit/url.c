#include "base/url.h"

#include "base/attr.h"

#include "t.h"

/* RFC 3986, 5.4 has these of base http://a/b/c/d;p?q */
static const struct {
	const char *link, *wanted;
} references[] = {
	{ "g", "http://a/b/c/g" },
	{ "./g", "http://a/b/c/g" },
	{ "g/", "http://a/b/c/g/" },
	{ "/g", "http://a/g" },
	{ "//g", "http://g/" },
	{ "?y", "http://a/b/c/d;p?y" },
	{ "g?y", "http://a/b/c/g?y" },
	{ "#s", "http://a/b/c/d;p?q#s" },
	{ "g#s", "http://a/b/c/g#s" },
	{ ";x", "http://a/b/c/;x" },
	{ ".", "http://a/b/c/" },
	{ "..", "http://a/b/" },
	{ "../g", "http://a/b/g" },
	{ "../../g", "http://a/g" },
	{ "../../../../g", "http://a/g" },
	{ "g/./h", "http://a/b/c/g/h" },
	{ "g/../h", "http://a/b/c/h" },
	{ "g?y/../x", "http://a/b/c/g?y/../x" },
	{ "mailto:a@b", "mailto:a@b" },
	{ "https://x/y", "https://x/y" },
	{ "", "" },
};

TEST(url, resolves_links_as_the_standard_says)
{
	for (size_t i = 0; i < ARRAY_LEN(references); i++)
		CHECK_STR(url_resolve(&t_arena, STR("http://a/b/c/d;p?q"),
		                      str_of(references[i].link)),
		          str_of(references[i].wanted));
}

TEST(url, forgives_space_and_line_breaks)
{
	CHECK_STR(url_resolve(&t_arena, STR("http://a/b/"), STR("  c d\n.html ")),
	          STR("http://a/b/c%20d.html"));
}

TEST(url, leaves_links_alone_without_a_base)
{
	CHECK_STR(url_resolve(&t_arena, STR(""), STR("../a.html")), STR("../a.html"));
	CHECK_STR(url_resolve(&t_arena, STR("file:///x/y"), STR("a")), STR("a"));
}

TEST(url, knows_its_parts)
{
	struct url url = url_split(STR("https://u:p@example.org:8080/a/b?c=d#e"));

	CHECK_STR(url.scheme, STR("https"));
	CHECK_STR(url.host, STR("example.org:8080"));
	CHECK_STR(url.path, STR("/a/b"));
	CHECK_STR(url.query, STR("?c=d"));
	CHECK_STR(url.fragment, STR("#e"));
	CHECK(url_is_web(STR("HTTP://a")) && !url_is_web(STR("http:a")));
	CHECK(!url_is_web(STR("javascript:alert(1)")));
}

TEST(url, knows_two_addresses_of_one_page)
{
	CHECK(url_same_page(STR("http://www.a.org/b/"), STR("https://a.org/b#c")));
	CHECK(!url_same_page(STR("http://a.org/b?c"), STR("http://a.org/b?d")));
}
