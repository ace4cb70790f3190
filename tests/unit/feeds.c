/*
 * Which articles are in which document of a feed, and in which part of the sitemap.
 */
#include "archive/feeds.h"
#include "archive/sitemaps.h"
#include "fixture.h"
#include "t.h"

/* An archive of bare records, dated as the function says. */
static struct archive archive_with(const struct config *config, uint32_t count,
                                   struct date (*date_of)(uint32_t number))
{
	struct archive archive = { .config = config, .arena = &t_arena };
	struct record *records = ARENA_ARRAY(&t_arena, struct record, count);
	uint32_t *ids = ARENA_ARRAY(&t_arena, uint32_t, count);

	archive.records = ARENA_ARRAY(&t_arena, struct record *, count);
	for (uint32_t i = 0; i < count; i++) {
		records[i] = (struct record){ .url = STR("/x.html"), .date = date_of(i) };
		archive.records[i] = &records[i];
		ids[i] = i;
	}
	archive.count = count;
	archive.latest = (struct listing){ STR("latest"), STR("/latest/"), ids, count };
	sitemaps_build(&archive);
	return archive;
}

/* Three undated, then one a day. */
static struct date daily(uint32_t number)
{
	return number < 3 ? (struct date){ 0 } : date_from_days(16000 + (int32_t)number);
}

static struct date one_month(uint32_t number)
{
	(void)number;
	return (struct date){ .year = 2014, .month = 2, .day = 3 };
}

TEST(feeds, documents_are_cut_from_the_oldest_dated)
{
	struct config config = config_of("url: https://x.org\nfeeds: { count: 2 }");
	struct archive archive = archive_with(&config, 8, daily);
	uint32_t start, end;

	CHECK_INT(feed_documents(&archive, &archive.latest), 1);
	feed_range(&archive, &archive.latest, 1, &start, &end);
	CHECK_INT(start, 3);
	CHECK_INT(end, 5);
	feed_range(&archive, &archive.latest, LISTING_FRONT, &start, &end);
	CHECK_INT(start, 5);
	CHECK_INT(end, 8);
	feed_newest(&archive, &archive.latest, &start, &end);
	CHECK_INT(start, 6);
	CHECK_INT(end, 8);
}

TEST(feeds, the_undated_are_in_none)
{
	struct config config = config_of("url: https://x.org");
	struct archive archive = archive_with(&config, 3, daily);
	uint32_t start, end;

	CHECK_INT(feed_documents(&archive, &archive.latest), 0);
	feed_range(&archive, &archive.latest, LISTING_FRONT, &start, &end);
	CHECK_INT(start, end);
	feed_newest(&archive, &archive.latest, &start, &end);
	CHECK_INT(start, end);
}

TEST(feeds, a_term_without_dated_articles_has_none)
{
	struct config config = config_of("url: https://x.org");
	struct archive archive = archive_with(&config, 3, daily);
	struct term term = { 0 };
	struct feed_source of_site = { .listing = &archive.latest };
	struct feed_source of_term = { .listing = &archive.latest, .term = &term };

	CHECK(feed_is_made(&archive, of_site, FEED_ATOM));
	CHECK(!feed_is_made(&archive, of_term, FEED_ATOM));
	archive = archive_with(&config, 4, daily);
	CHECK(feed_is_made(&archive, of_term, FEED_ATOM));
}

TEST(feeds, documents_have_urls)
{
	CHECK_STR(feed_url(&t_arena, STR("/"), FEED_ATOM, 0), STR("/feed.xml"));
	CHECK_STR(feed_url(&t_arena, STR("/"), FEED_RSS, 12), STR("/rss/12.xml"));
	CHECK_STR(feed_url(&t_arena, STR("/tags/x/"), FEED_JSON, 0),
	          STR("/tags/x/feed.json"));
	CHECK_STR(feed_url(&t_arena, STR("/"), FEED_JSON, 3), STR("/feed/3.json"));
}

TEST(feeds, what_is_not_a_format_of_the_site_is_none_of_terms)
{
	struct config config =
		config_of("url: https://x.org\nfeeds: { formats: rss, terms: [atom, rss],"
	                  " archives: [rss] }");

	struct archive archive = archive_with(&config, 4, daily);
	struct term term = { 0 };
	struct feed_source of_site = { .listing = &archive.latest };
	struct feed_source of_term = { .listing = &archive.latest, .term = &term };

	CHECK(!feed_is_made(&archive, of_site, FEED_ATOM));
	CHECK(!feed_is_made(&archive, of_term, FEED_ATOM));
	CHECK(feed_is_made(&archive, of_term, FEED_RSS));
	CHECK(feed_has_archive(&config, FEED_RSS, false));
	CHECK(!feed_has_archive(&config, FEED_RSS, true));
}

TEST(sitemaps, a_month_is_a_part_and_so_are_the_undated)
{
	struct config config = config_of("url: https://x.org");
	struct archive archive = archive_with(&config, 40, daily);

	CHECK_INT(archive.sitemap_count, 3);
	CHECK_STR(archive.sitemaps[0].name, STR("undated"));
	CHECK_STR(archive.sitemaps[1].name, STR("2013-10"));
	CHECK_STR(archive.sitemaps[2].name, STR("2013-11"));
	for (uint32_t i = 0; i < archive.count; i++) {
		const struct sitemap *sitemap = sitemap_of(&archive, i);

		CHECK(sitemap && sitemap->start <= i && i < sitemap->end);
	}
	CHECK(sitemap_named(&archive, STR("2013-11")) == &archive.sitemaps[2]);
	CHECK(!sitemap_named(&archive, STR("2013-12")));
	CHECK_INT(date_to_days(sitemap_newest(&archive, &archive.sitemaps[2])), 16039);
}

TEST(sitemaps, a_big_month_is_cut_by_number)
{
	struct config config = config_of("url: https://x.org");
	struct archive archive = archive_with(&config, 2 * SITEMAP_URLS + 1, one_month);

	CHECK_INT(archive.sitemap_count, 3);
	CHECK_STR(archive.sitemaps[0].name, STR("2014-02"));
	CHECK_INT(archive.sitemaps[0].end, SITEMAP_URLS);
	CHECK_STR(archive.sitemaps[1].name, STR("2014-02-2"));
	CHECK_STR(archive.sitemaps[2].name, STR("2014-02-3"));
	CHECK_INT(archive.sitemaps[2].end - archive.sitemaps[2].start, 1);
}

TEST(sitemaps, a_part_is_cut_by_size_too)
{
	struct config config = config_of("url: https://x.org");
	struct archive archive = archive_with(&config, 20000, one_month);
	char *url = arena_alloc(&t_arena, 1000);

	for (size_t i = 0; i < 1000; i++)
		url[i] = '&';
	for (uint32_t i = 0; i < archive.count; i++)
		archive.records[i]->url = (struct str){ url, 1000 };
	archive.sitemap_count = 0;
	archive.sitemaps = NULL;
	sitemaps_build(&archive);
	CHECK_INT(archive.sitemap_count, 3);
}

TEST(sitemaps, news_are_of_two_days)
{
	struct config config = config_of("url: https://x.org");
	struct archive archive = archive_with(&config, 40, daily);
	uint32_t start, end;

	sitemap_news(&archive, &start, &end);
	CHECK_INT(start, end);
	config.today = date_from_days(16030);
	sitemap_news(&archive, &start, &end);
	CHECK_INT(start, 28);
	CHECK_INT(end, 31);
	config.today = date_from_days(16000);
	sitemap_news(&archive, &start, &end);
	CHECK_INT(start, end);
}
