#include "serve/mime.h"

#include "t.h"

TEST(mime, by_the_extension_in_any_case)
{
	CHECK_STR(mime_type(STR("a/index.html")), STR("text/html; charset=utf-8"));
	CHECK_STR(mime_type(STR("a/B.HTML")), STR("text/html; charset=utf-8"));
	CHECK_STR(mime_type(STR("assets/style.0a.css")), STR("text/css; charset=utf-8"));
	CHECK_STR(mime_type(STR("x.woff2")), STR("font/woff2"));
	CHECK_STR(mime_type(STR("CNAME")), STR("application/octet-stream"));
	CHECK_STR(mime_type(STR("x.html/y")), STR("application/octet-stream"));
}

TEST(mime, pages_are_html_alone)
{
	CHECK(mime_is_html(STR("a.htm")));
	CHECK(!mime_is_html(STR("a.xhtml")));
	CHECK(!mime_is_html(STR("a.svg")));
	CHECK(!mime_is_html(STR("html")));
}
