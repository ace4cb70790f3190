#include "serve/locate.h"

#include "t.h"

static struct str located(const char *path, const char *home)
{
	struct location place;

	switch (locate(&t_arena, str_of(path), str_of(home), &place)) {
	case LOCATE_FILE:
		return arena_printf(&t_arena, "%.*s at %.*s", STR_ARG(place.path),
		                    STR_ARG(place.url));
	case LOCATE_HOME:
		return STR("home");
	case LOCATE_MISSING:
		return STR("missing");
	case LOCATE_MALFORMED:
		return STR("malformed");
	}
	return STR("no status");
}

TEST(locate, folders_have_an_index)
{
	CHECK_STR(located("/", "/"), STR("index.html at /"));
	CHECK_STR(located("/tags/", "/"), STR("tags/index.html at /tags/"));
	CHECK_STR(located("/tags", "/"), STR("tags at /tags"));
	CHECK_STR(located("/a/b.html", "/"), STR("a/b.html at /a/b.html"));
	CHECK_STR(located("/.well-known/x", "/"), STR(".well-known/x at /.well-known/x"));
	CHECK_STR(located("/...", "/"), STR("... at /..."));
}

TEST(locate, decodes_exactly_once)
{
	CHECK_STR(located("/a%20b", "/"), STR("a b at /a b"));
	CHECK_STR(located("/a+b", "/"), STR("a+b at /a+b"));
	CHECK_STR(located("/%e6%9d%B1", "/"), STR("東 at /東"));
	CHECK_STR(located("/%2541", "/"), STR("%41 at /%41"));
	CHECK_STR(located("/%252e%252e/x", "/"), STR("%2e%2e/x at /%2e%2e/x"));
	CHECK_STR(located("/a%3Fb%23c", "/"), STR("a?b#c at /a?b#c"));
}

TEST(locate, lets_no_trick_through)
{
	static const char *const missing[] = {
		"/..",
		"/../x",
		"/a/../b",
		"/%2e%2e/x",
		"/.%2E/x",
		"/a/%2e%2e",
		"/./a",
		"/a/.",
		"//",
		"//evil.example",
		"/a//b",
		"/a%2fb",
		"/%2Fetc",
		"/a\\b",
		"/%5c%5c",
		"/..%5cx",
		"/..%2f..%2f",
		"///",
		"/%2e/",
		"/%2e%2e%2f",
		"/..;/x/../../",
		"/a/..",
		"/%2e%2e%5c%61",
	};
	static const char *const malformed[] = {
		"",     "a",          "*",       "http://evil.example/",
		"/%00", "/a%00.html", "/%",      "/%4",
		"/%zz", "/%0a",       "/%7f",    "/%-1",
		"/\r",  "/a\t",       "/%u0041",
	};

	for (size_t i = 0; i < ARRAY_LEN(missing); i++)
		if (!CHECK_STR(located(missing[i], "/"), STR("missing")))
			CHECK_STR(str_of(missing[i]), STR("otherwise"));
	for (size_t i = 0; i < ARRAY_LEN(malformed); i++)
		if (!CHECK_STR(located(malformed[i], "/"), STR("malformed")))
			CHECK_STR(str_of(malformed[i]), STR("otherwise"));
}

TEST(locate, refuses_what_no_path_is_as_long_as)
{
	char path[URL_MAX + 2];

	memset(path, 'a', sizeof(path));
	path[0] = '/';
	path[sizeof(path) - 1] = '\0';
	CHECK_STR(located(path, "/"), STR("missing"));
}

TEST(locate, a_site_can_begin_below_the_root)
{
	CHECK_STR(located("/base/", "/base/"), STR("index.html at /"));
	CHECK_STR(located("/base/a", "/base/"), STR("a at /a"));
	CHECK_STR(located("/", "/base/"), STR("home"));
	CHECK_STR(located("/base", "/base/"), STR("home"));
	CHECK_STR(located("/a", "/base/"), STR("missing"));
	CHECK_STR(located("/basement/", "/base/"), STR("missing"));
	CHECK_STR(located("/base//a", "/base/"), STR("missing"));
	CHECK_STR(located("/base/../a", "/base/"), STR("missing"));
}
