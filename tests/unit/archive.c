#include "archive/archive.h"

#include "fixture.h"
#include "t.h"

#define COUNT 8

struct example {
	struct config config;
	struct record *records[COUNT];
	struct archive archive;
};

/*
 * In order: z (undated), a, b (withdrawn), c, two of one slug, e, f (withdrawn).
 */
static void make_example(struct example *example)
{
	static const struct {
		const char *path, *date;
		bool withdrawn;
	} articles[COUNT] = {
		{ "content/z.md", NULL, false },
		{ "content/2013/a.md", "2013-01-01", false },
		{ "content/2014/b.md", "2014-01-01", true },
		{ "content/2014/c.md", "2014-02-01", false },
		{ "content/2014/same.md", "2014-03-01", false },
		{ "content/2015/same.md", "2015-01-01", false },
		{ "content/2015/e.md", "2015-02-01", false },
		{ "content/2015/f.md", "2015-03-01", true },
	};
	struct diags diags = { 0 };

	example->config = config_of("url: https://example.org/base/\ntaxonomies: [tags]");
	for (size_t i = 0; i < COUNT; i++) {
		struct article article = article_of(articles[i].path, articles[i].date);

		article.is_withdrawn = articles[i].withdrawn;
		/* Given in any order */
		example->records[i * 3 % COUNT] = record_of(&example->config, &article);
	}
	CHECK(archive_build(&example->archive, &example->config, example->records, COUNT,
	                    &t_arena, &diags));
	CHECK(archive_list_pages(&example->archive, NULL, 0, &diags));
	CHECK_STR(t_messages(&diags), STR(""));
}

TEST(archive, is_in_order_the_undated_first)
{
	struct example example;

	make_example(&example);
	CHECK_STR(example.archive.records[0]->path, STR("content/z.md"));
	CHECK_STR(example.archive.records[1]->path, STR("content/2013/a.md"));
	CHECK_STR(example.archive.records[7]->path, STR("content/2015/f.md"));
	archive_clear(&example.archive);
}

TEST(archive, the_latest_leave_out_what_is_withdrawn)
{
	struct example example;

	make_example(&example);
	CHECK_INT(example.archive.latest.count, COUNT - 2);
	CHECK_INT(example.archive.latest.ids[2], 3);
	CHECK_INT(example.archive.latest.ids[5], 6);
	archive_clear(&example.archive);
}

TEST(archive, finds_an_article_by_whatever_an_author_may_write)
{
	static const struct {
		const char *reference;
		uint32_t article;
	} cases[] = {
		{ "content/2014/c.md", 3 },
		{ "2014/c.md", 3 },
		{ "/2014/02/c.html", 3 },
		{ "https://example.org/base/2014/02/c.html", 3 },
		{ "c", 3 },
		{ "z", 0 },
		{ "same", ARTICLE_NONE },
		{ "2014/same.md", 4 },
		{ "https://example.com/2014/02/c.html", ARTICLE_NONE },
		{ "2014/02/c.html", ARTICLE_NONE },
		{ "", ARTICLE_NONE },
	};
	struct example example;

	make_example(&example);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		CHECK_INT(archive_find(&example.archive, str_of(cases[i].reference)),
		          cases[i].article);
	CHECK_INT(archive_by_url(&example.archive, STR("/undated/z.html")), 0);
	CHECK_INT(archive_by_path(&example.archive, STR("content/none.md")),
	          ARTICLE_NONE);
	archive_clear(&example.archive);
}

TEST(archive, finds_the_page_a_host_would_serve)
{
	struct example example;

	make_example(&example);
	CHECK_INT(archive_page(&example.archive, STR("/2014/02/c.html"))->article, 3);
	CHECK_INT(archive_page(&example.archive, STR("/"))->kind, PAGE_HOME);
	CHECK_INT(archive_page(&example.archive, STR("/index.html"))->kind, PAGE_HOME);
	CHECK_INT(archive_page(&example.archive, STR("/tags/index.html"))->kind,
	          PAGE_TAXONOMY);
	CHECK(archive_page(&example.archive, STR("/nothing.html")) == NULL);
	CHECK(archive_page(&example.archive, STR("2014/02/c.html")) == NULL);
	CHECK(archive_page(&example.archive, STR("")) == NULL);
	archive_clear(&example.archive);
}

TEST(archive, neighbours_in_time_are_listed_and_dated)
{
	static const uint32_t want[COUNT][2] = {
		{ ARTICLE_NONE, ARTICLE_NONE },
		{ ARTICLE_NONE, 3 },
		{ 1, 3 },
		{ 1, 4 },
		{ 3, 5 },
		{ 4, 6 },
		{ 5, ARTICLE_NONE },
		{ 6, ARTICLE_NONE },
	};
	struct example example;

	make_example(&example);
	for (uint32_t i = 0; i < COUNT; i++) {
		uint32_t earlier, later;

		archive_neighbours(&example.archive, i, &earlier, &later);
		CHECK_INT(earlier, want[i][0]);
		CHECK_INT(later, want[i][1]);
	}
	archive_clear(&example.archive);
}

TEST(archive, finds_taxonomies_by_name)
{
	struct example example;

	make_example(&example);
	CHECK_STR(archive_taxonomy(&example.archive, STR("tags"))->url, STR("/tags/"));
	CHECK(archive_taxonomy(&example.archive, STR("authors")) == NULL);
	archive_clear(&example.archive);
}

TEST(archive, an_empty_one_answers_every_question)
{
	struct config config = config_of("taxonomies: []");
	struct diags diags = { 0 };
	struct archive archive;

	CHECK(archive_build(&archive, &config, NULL, 0, &t_arena, &diags));
	CHECK(archive_list_pages(&archive, NULL, 0, &diags));
	CHECK_INT(archive.latest.count, 0);
	CHECK_INT(archive_find(&archive, STR("a")), ARTICLE_NONE);
	CHECK(archive_page(&archive, STR("/"))->kind == PAGE_HOME);
	archive_clear(&archive);
	archive_clear(&archive);
}
