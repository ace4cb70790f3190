#include "archive/redirects.h"

#include "fixture.h"
#include "t.h"

/* The table of one alias of an article, which may be withdrawn, and one that is. */
static struct str table_of_article(enum redirect_form form, struct str alias,
                                   struct record article)
{
	static struct record moved, gone;
	struct record *records[] = { &moved, &gone };
	struct redirect redirect = { .url = alias };
	struct config config = { .home = STR("/") };
	struct archive archive = {
		.config = &config,
		.records = records,
		.count = 2,
		.redirects = &redirect,
		.redirect_count = 1,
	};
	struct buf out = { 0 };
	struct str text;

	moved = article;
	gone = (struct record){ .url = STR("/z"), .withdrawn = true };
	redirects_write(&archive, form, &out);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

static struct str table_of(enum redirect_form form, struct str alias, struct str url)
{
	return table_of_article(form, alias, (struct record){ .url = url });
}

#define HOSTILE STR("/a b\"\\$1%41*:\xc3\xa9(\n")

TEST(redirects, netlify_and_cloudflare_take_encoded_urls)
{
	CHECK_STR(table_of(REDIRECTS_NETLIFY, HOSTILE, STR("/n*:")),
	          STR("/a%20b%22%5C%241%2541%2A%3A%C3%A9%28%0A /n%2A%3A 301!\n"
	              "/z /z 410!\n"));
	CHECK_STR(table_of(REDIRECTS_CLOUDFLARE, STR("/a"), STR("/b")),
	          STR("/a /b 301\n"));
}

TEST(redirects, nginx_compares_what_is_unescaped_and_sends_what_is_escaped)
{
	CHECK_STR(table_of(REDIRECTS_NGINX, HOSTILE, STR("/n$1\"")),
	          STR("\"/a b\\\"\\\\$1%41*:\xc3\xa9(\\n\" \"/n%241%22\";\n"
	              "\"/z\" \"gone\";\n"));
}

TEST(redirects, apache_matches_these_bytes_and_no_others)
{
	CHECK_STR(
		table_of(REDIRECTS_APACHE, HOSTILE, STR("/n 1$1")),
		STR("RewriteEngine On\n"
	            "RewriteRule \"^a b\\\\\\\"\\\\\\\\\\\\$1\\\\%41\\\\*\\\\:\xc3\xa9\\\\(\\\\x0a$\" "
	            "\"/n\\%201\\%241\" [R=301,NE,L]\n"
	            "RewriteRule \"^z$\" - [G]\n"));
}

TEST(redirects, s3_takes_json_and_no_withdrawals)
{
	CHECK_STR(table_of(REDIRECTS_S3, STR("/a\""), STR("/b\\")),
	          STR("[\n{\"Condition\":{\"HttpErrorCodeReturnedEquals\":\"404\","
	              "\"KeyPrefixEquals\":\"a\\\"\"},\"Redirect\":{\"HttpRedirectCode\":"
	              "\"301\",\"ReplaceKeyWith\":\"b\\\\\"}}\n]\n"));
}

TEST(redirects, the_alias_of_what_is_gone_leads_to_the_notice_where_no_status_says_it)
{
	struct record gone = { .url = STR("/b"), .withdrawn = true };

	CHECK_STR(table_of_article(REDIRECTS_CLOUDFLARE, STR("/a"), gone),
	          STR("/a /b 301\n"));
	CHECK_STR(table_of_article(REDIRECTS_S3, STR("/a"), gone),
	          STR("[\n{\"Condition\":{\"HttpErrorCodeReturnedEquals\":\"404\","
	              "\"KeyPrefixEquals\":\"a\"},\"Redirect\":{\"HttpRedirectCode\":"
	              "\"301\",\"ReplaceKeyWith\":\"b\"}}\n]\n"));
	CHECK_STR(table_of_article(REDIRECTS_NETLIFY, STR("/a"), gone),
	          STR("/a /b 410!\n/b /b 410!\n/z /z 410!\n"));
}

TEST(redirects, each_spelling_that_a_host_tells_apart_counts)
{
	struct record record = { .url = STR("/a/"), .withdrawn = true };
	struct record *records[] = { &record };
	struct redirect redirects[] = { { .url = STR("/f/1/") },
		                        { .url = STR("/b.html") } };
	struct config config = { .home = STR("/") };
	struct archive archive = {
		.config = &config,
		.records = records,
		.count = 1,
		.redirects = redirects,
		.redirect_count = 2,
	};

	CHECK_INT(redirects_count(&archive, STR("cloudflare")), 3);
	CHECK_INT(redirects_count(&archive, STR("s3")), 2);
	CHECK_INT(redirects_count(&archive, STR("github")), 0);
}
