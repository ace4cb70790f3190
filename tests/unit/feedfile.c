#include "import/feedfile.h"

#include "base/buf.h"
#include "t.h"

static struct value articles_of(struct str bytes)
{
	static const struct feed_options options = { .drafts = true };
	struct charsets charsets = { 0 };
	struct value feed = feed_articles(&t_arena, &charsets, bytes, &options);

	charsets_clear(&charsets);
	return value_get(feed, STR("articles"));
}

TEST(feedfile, bears_an_entry_with_any_number_of_terms)
{
	struct buf feed = { 0 };
	struct value articles, front;

	buf_puts(&feed, "<rss><channel><title>A</title><item><title>B</title>"
	                "<content:encoded>C</content:encoded>");
	for (int i = 0; i < 20000; i++)
		buf_printf(&feed, "<category>%d</category>", i % 19000);
	buf_puts(&feed, "</item></channel></rss>");
	articles = articles_of(buf_str(&feed));
	CHECK_INT(articles.len, 1);
	front = value_get(articles.items[0], STR("front"));
	CHECK_INT(value_get(front, STR("tags")).len, 19000);
	CHECK_STR(value_text(value_get(front, STR("tags")).items[18999]), STR("18999"));
	buf_clear(&feed);
}

TEST(feedfile, parts_authors_who_are_persons)
{
	struct value articles = articles_of(
		STR("<rss><channel><item><title>A</title><dc:creator>Ann Lee &amp; Tom "
	            "Hale</dc:creator><dc:creator>Rum and Sons Ltd</dc:creator>"
	            "<content:encoded>B</content:encoded></item></channel></rss>"));
	struct value authors =
		value_get(value_get(articles.items[0], STR("front")), STR("authors"));

	CHECK_INT(authors.len, 3);
	CHECK_STR(value_text(authors.items[0]), STR("Ann Lee"));
	CHECK_STR(value_text(authors.items[1]), STR("Tom Hale"));
	CHECK_STR(value_text(authors.items[2]), STR("Rum and Sons Ltd"));
}
