/*
 * Any bytes as a feed: nothing crashes, and every article that comes of it can be written
 * and read again.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/utf8.h"
#include "content/article.h"
#include "import/feedfile.h"
#include "import/markdownfile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool ok)
{
	if (!ok)
		abort();
}

static void check_article(struct value article, struct arena *arena)
{
	struct article_options options = { .root = STR("content") };
	struct source source = { .path = STR("content/a.md") };
	struct diags diags = { 0 };
	struct article read;
	struct buf out = { 0 };

	insist(value_text(value_get(article, STR("slug"))).len > 0);
	markdownfile_write(&out, value_get(article, STR("front")),
	                   value_text(value_get(article, STR("body"))));
	source.text = buf_keep(&out, arena);
	insist(article_read(&source, &options, arena, &read, &diags));
	diags_clear(&diags);
	buf_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size };
	struct charsets charsets = { 0 };
	struct arena arena = { 0 };
	struct buf out = { 0 };
	struct feed_options options = { .url = STR("https://example.org/feed"),
		                        .drafts = true };
	struct value feed = feed_articles(&arena, &charsets, bytes, &options);
	struct value articles = value_get(feed, STR("articles"));

	for (uint32_t i = 0; articles.type == VALUE_LIST && i < articles.len; i++)
		check_article(articles.items[i], &arena);
	json_write(&out, feed, JSON_PLAIN, 0);
	insist(utf8_invalid(buf_str(&out)) == STR_NONE);
	buf_clear(&out);
	charsets_clear(&charsets);
	arena_clear(&arena);
	return 0;
}
