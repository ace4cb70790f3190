/*
 * Any bytes as an article: front matter in YAML, TOML or JSON, whichever its first line
 * announces, and the fields made of it.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/json.h"
#include "content/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition)
{
	if (!condition)
		abort();
}

static void check_article(const struct article *article, const struct source *source)
{
	require(article->title.len > 0 && article->slug.len > 0);
	require(date_is_known(article->date) != article->undated);
	require(article->front_start <= article->front_end);
	require(article->front_end <= article->body && article->body <= source->text.len);
	require(article->url.len == 0 || article->url.ptr[0] == '/');
	for (uint32_t i = 0; i < article->data.len; i++)
		require(article->data.entries[i].value_at <= article->front_end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct article_options options = { .zone = NULL,
		                                 .root = STR_INIT("content") };
	struct source source = { STR("content/2014/02/10/a.md"),
		                 { (const char *)data, size } };
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	struct article article;
	struct buf out = { 0 };

	if (article_read(&source, &options, &arena, &article, &diags)) {
		require(diags.errors == 0);
		check_article(&article, &source);
		json_write(&out, article.data, JSON_IN_HTML, 2);
	} else {
		require(diags.errors > 0);
	}
	diags_sort(&diags);
	diags_format(&diags, &out);
	buf_clear(&out);
	diags_clear(&diags);
	arena_clear(&arena);
	return 0;
}
