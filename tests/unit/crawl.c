#include "import/crawl.h"

#include "t.h"

static void add(struct crawl *crawl, const char *url, int64_t seconds, uint64_t digest)
{
	crawl_add(crawl, (struct capture){ .url = url_key(str_of(url)),
	                                   .digest = digest,
	                                   .seconds = seconds,
	                                   .place = { .at = crawl->count },
	                                   .kind = CAPTURE_PAGE });
}

static void add_revisit(struct crawl *crawl, const char *url, int64_t seconds,
                        uint64_t digest, const char *refers)
{
	struct revisit revisit = { .url = str_of(url), .refers_seconds = 1 };

	if (refers)
		revisit.refers_url = url_key(str_of(refers));
	crawl_add_revisit(crawl,
	                  (struct capture){ .url = url_key(str_of(url)),
	                                    .digest = digest,
	                                    .seconds = seconds,
	                                    .place = { .at = crawl->count } },
	                  &revisit);
}

/* Which record has the URL's bytes, by the order in which they were added; or -1. */
static int original_of(const struct crawl *crawl, const char *url)
{
	const struct capture *capture = crawl_find(crawl, url_key(str_of(url)));

	return capture ? (int)crawl_original(crawl, capture)->place.at : -1;
}

static bool same(const char *a, const char *b)
{
	return url_key(str_of(a)) == url_key(str_of(b));
}

TEST(crawl, knows_a_page_by_more_than_one_url)
{
	CHECK(same("http://www.Example.org/a/", "https://example.org:443/a#top"));
	CHECK(same("http://example.org", "http://example.org/"));
	CHECK(same("http://example.org/a?utm_source=x&b=1&fbclid=y",
	           "http://example.org/a?b=1"));
	CHECK(same("http://example.org/a?", "http://example.org/a"));
	CHECK(!same("http://example.org/a", "http://example.org/A"));
	CHECK(!same("http://example.org/a?b=1", "http://example.org/a?b=2"));
	CHECK(!same("http://example.org/a", "http://sub.example.org/a"));
}

TEST(crawl, knows_a_page_by_each_spelling_of_its_url)
{
	CHECK(same("http://a/\u0444.jpg", "http://a/%d1%84.jpg"));
	CHECK(same("http://a/%c3%A9?q=%c3%a9", "http://a/%C3%a9?q=\u00e9"));
	CHECK(same("http://a/x[y] z.jpg", "http://a/x%5By%5d%20z.jpg"));
	CHECK(same("http://a/%7Eann/%41%2d%5f", "http://a/~ann/A-_"));
	CHECK(!same("http://a/b%2Fc", "http://a/b/c")); /* these say something else */
	CHECK(!same("http://a/?b%26c", "http://a/?b&c"));
	CHECK(!same("http://a/100%", "http://a/100%25"));
}

TEST(crawl, follows_redirects_to_what_is_there)
{
	struct crawl crawl = { 0 };
	const char *urls[] = { "http://a/1", "http://a/2", "http://a/3", "http://a/4",
		               "http://a/3" };

	for (size_t i = 0; i + 1 < ARRAY_LEN(urls); i++)
		crawl_add_redirect(&crawl,
		                   (struct capture){ .url = url_key(str_of(urls[i])) },
		                   str_of(urls[i]), url_key(str_of(urls[i + 1])));
	crawl_sort(&crawl);
	CHECK(!crawl_follow(&crawl, url_key(STR("http://a/1")))); /* a loop */
	crawl_clear(&crawl);

	for (size_t i = 0; i < 2; i++)
		crawl_add_redirect(&crawl,
		                   (struct capture){ .url = url_key(str_of(urls[i])) },
		                   str_of(urls[i]), url_key(str_of(urls[i + 1])));
	add(&crawl, "http://a/3", 1, 0);
	crawl_sort(&crawl);
	CHECK(crawl_follow(&crawl, url_key(STR("http://a/1"))) ==
	      crawl_find(&crawl, url_key(STR("http://a/3"))));
	CHECK(crawl_find(&crawl, url_key(STR("http://a/3"))) != NULL);
	CHECK(!crawl_follow(&crawl, url_key(STR("http://a/0"))));
	crawl_clear(&crawl);
}

TEST(crawl, takes_the_newest_capture_of_each_url)
{
	struct crawl crawl = { 0 };

	add(&crawl, "http://a/", 20, 0);
	add(&crawl, "http://b/", 10, 0);
	add(&crawl, "http://a/", 30, 0);
	add(&crawl, "http://a/", 10, 0);
	add(&crawl, "http://c/", 0, 0);
	add(&crawl, "http://c/", 0, 0);
	crawl_sort(&crawl);
	CHECK_INT(crawl.newest_count, 3);
	CHECK_INT(original_of(&crawl, "http://a/"), 2);
	CHECK_INT(original_of(&crawl, "http://b/"), 1);
	CHECK_INT(original_of(&crawl, "http://c/"), 5); /* the later one of two */
	CHECK_INT(original_of(&crawl, "http://d/"), -1);
	crawl_clear(&crawl);
	crawl_sort(&crawl);
	CHECK_INT(original_of(&crawl, "http://a/"), -1);
	crawl_clear(&crawl);
}

TEST(crawl, finds_what_a_revisit_saw_again)
{
	struct crawl crawl = { 0 };

	add(&crawl, "http://a/", 1, 7);
	add(&crawl, "http://a/", 2, 8);
	add(&crawl, "http://b/", 1, 7);
	add_revisit(&crawl, "http://a/", 3, 7, NULL); /* its own, the first of them */
	add_revisit(&crawl, "http://b/", 3, 8, NULL); /* another page's */
	add_revisit(&crawl, "http://c/", 3, 9, "http://b/"); /* by name */
	add_revisit(&crawl, "http://b/", 0, 0, NULL);        /* older than all: nothing */
	add_revisit(&crawl, "http://d/", 3, 9, NULL);
	add_revisit(&crawl, "http://e/", 2, 0, NULL);
	crawl_sort(&crawl);
	CHECK_INT(original_of(&crawl, "http://a/"), 0);
	CHECK_INT(crawl_find(&crawl, url_key(STR("http://a/")))->seconds, 3);
	CHECK_INT(original_of(&crawl, "http://b/"), 1);
	CHECK_STR(crawl_url(&crawl, crawl_find(&crawl, url_key(STR("http://b/")))),
	          STR("http://b/"));
	CHECK_INT(original_of(&crawl, "http://c/"), 2);
	CHECK_INT(original_of(&crawl, "http://d/"), -1);
	CHECK_INT(original_of(&crawl, "http://e/"), -1);
	CHECK_INT(crawl.lost, 3);
	crawl_clear(&crawl);
}

TEST(crawl, takes_not_modified_for_the_capture_before)
{
	struct crawl crawl = { 0 };

	add(&crawl, "http://a/", 1, 7);
	add(&crawl, "http://a/", 2, 8);
	add_revisit(&crawl, "http://a/", 3, 0, NULL);
	add(&crawl, "http://b/", 1, 7);
	add_revisit(&crawl, "http://b/", 2, 9, NULL); /* lost: the older one counts */
	crawl_sort(&crawl);
	CHECK_INT(original_of(&crawl, "http://a/"), 1);
	CHECK_INT(original_of(&crawl, "http://b/"), 3);
	CHECK_INT(crawl.lost, 1);
	crawl_clear(&crawl);
}

static void add_redirect(struct crawl *crawl, const char *url, const char *target)
{
	crawl_add_redirect(crawl,
	                   (struct capture){ .url = url_key(str_of(url)),
	                                     .place = { .at = crawl->count } },
	                   str_of(url), url_key(str_of(target)));
}

TEST(crawl, knows_what_led_to_a_page)
{
	uint64_t target = url_key(STR("http://a/"));
	struct crawl crawl = { 0 };
	struct str url;

	add(&crawl, "http://a/", 1, 7);
	add(&crawl, "http://c/", 1, 8);
	add_redirect(&crawl, "http://b/", "http://a/");
	add_redirect(&crawl, "http://b/", "http://a/");
	add_redirect(&crawl, "http://c/", "http://a/"); /* has a page of its own */
	crawl_sort(&crawl);
	CHECK_INT(original_of(&crawl, "http://a/"), 0);
	CHECK_INT(original_of(&crawl, "http://b/"), -1);
	CHECK_INT(original_of(&crawl, "http://c/"), 1);
	CHECK(crawl_redirect(&crawl, target, 0, &url));
	CHECK_STR(url, STR("http://b/"));
	CHECK(!crawl_redirect(&crawl, target, 1, &url));
	CHECK(!crawl_redirect(&crawl, 1, 0, &url));
	CHECK_INT(crawl.lost, 0);
	crawl_clear(&crawl);
}

/* When the capture that comes before the newest one was; 0: there is none. */
static int64_t older_than_newest(const struct crawl *crawl, const char *url)
{
	const struct capture *newest = crawl_find(crawl, url_key(str_of(url)));
	const struct capture *older = crawl_older(crawl, newest);
	const struct capture *oldest = crawl_oldest(crawl, newest);

	CHECK(!older == !oldest);
	CHECK(!older || oldest->seconds <= older->seconds);
	return older ? older->seconds : 0;
}

TEST(crawl, knows_what_was_at_a_url_before)
{
	struct crawl crawl = { 0 };

	add(&crawl, "http://a/", 10, 7);
	add(&crawl, "http://a/", 20, 8);
	add(&crawl, "http://a/", 30, 9);
	add(&crawl, "http://a/", 40, 9);
	add_revisit(&crawl, "http://a/", 50, 9, NULL);
	add(&crawl, "http://b/", 10, 0);
	add(&crawl, "http://b/", 20, 0);
	add(&crawl, "http://c/", 10, 7);
	add_revisit(&crawl, "http://c/", 20, 7, NULL);
	crawl_sort(&crawl);
	CHECK_INT(older_than_newest(&crawl, "http://a/"), 20);
	CHECK_INT(crawl_oldest(&crawl, crawl_find(&crawl, url_key(STR("http://a/"))))
	                  ->seconds,
	          10);
	CHECK_INT(older_than_newest(&crawl, "http://b/"), 10);
	CHECK_INT(older_than_newest(&crawl, "http://c/"), 0);
	crawl_clear(&crawl);
}
