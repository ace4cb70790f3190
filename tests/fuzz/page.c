/*
 * Any bytes as a page: nothing crashes, what goes from process to process as JSON comes
 * back, the article reads back with its headline, and its Markdown renders as HTML in
 * which nothing runs. The first byte chooses an encoding.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/attr.h"
#include "base/json.h"
#include "base/utf8.h"
#include "content/article.h"
#include "content/htmltree.h"
#include "content/markdown.h"
#include "import/markdownfile.h"
#include "import/pagearticle.h"
#include "import/savedpictures.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const encodings[] = { "",       "utf-8",   "windows-1252", "shift_jis",
	                                 "big5",   "gb18030", "iso-2022-jp",  "euc-kr",
	                                 "utf-16", "koi8-r",  "iso-8859-8-i", "x" };

static void insist(bool ok)
{
	if (!ok)
		abort();
}

/* As it is sent to the parent, and read there. */
static struct value resent(struct arena *arena, struct value sent)
{
	struct source source = { .path = STR("page") };
	struct value received;
	struct diags diags = { 0 };
	struct buf json = { 0 };
	size_t at = 0;

	json_write(&json, sent, JSON_PLAIN, 0);
	source.text = buf_keep(&json, arena);
	insist(utf8_invalid(source.text) == STR_NONE);
	insist(json_parse(&source, &at, arena, &received, &diags));
	buf_clear(&json);
	diags_clear(&diags);
	return received;
}

/* A name for readers may begin with "javascript:"; anything else may not. */
static bool may_run(struct str name, struct str value)
{
	return str_has_prefix(name, STR("on")) ||
	       (!str_eq(name, STR("alt")) && !str_eq(name, STR("title")) &&
	        str_has_prefix_nocase(str_trim(value), STR("javascript:")));
}

static bool is_harmless(struct str html, struct arena *arena)
{
	struct html_node *root = html_parse(html, arena);

	for (struct html_node *node = root; node; node = html_next(root, node)) {
		if (html_is(node, "script") || html_is(node, "style"))
			return false;
		for (size_t i = 0; i < node->attribute_count; i++)
			if (may_run(node->attributes[i].name, node->attributes[i].value))
				return false;
	}
	return true;
}

/* The file that would be written, read and rendered. */
static void check_file(struct arena *arena, struct value front, struct str body)
{
	struct article_options options = { .root = STR("content") };
	struct markdown_options markdown = { .html = HTML_SAFE };
	struct source source = { .path = STR("content/a.md") };
	struct article article;
	struct markdown rendered;
	struct diags diags = { 0 };
	struct buf file = { 0 };

	markdownfile_write(&file, front, body);
	source.text = buf_str(&file);
	if (value_get(front, STR("title")).type == VALUE_STR) {
		insist(article_read(&source, &options, arena, &article, &diags));
		insist(str_eq(article.title, value_text(value_get(front, STR("title")))));
		markdown_render(&source, article.body, false, &markdown, arena, &rendered,
		                &diags);
		insist(is_harmless(rendered.html, arena));
	}
	buf_clear(&file);
	diags_clear(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct charsets charsets;
	struct str bytes = { (const char *)data, size };
	struct arena arena = { 0 };
	static struct embedded embedded;
	struct nearby nearby = { 0 };
	struct savedpictures pictures = { .nearby = &nearby,
		                          .embedded = &embedded,
		                          .folder = STR("f"),
		                          .page = STR("b/c.html"),
		                          .found = { .arena = &arena } };
	struct picture_finder finder = { savedpictures_find, &pictures };
	struct page page = { .url = STR("https://a.org/b/c.html"),
		             .finder = &finder,
		             .embedded = &embedded };
	struct value article;

	if (size == 0)
		return 0;
	embedded.count = 0;
	page.charset = str_of(encodings[data[0] % ARRAY_LEN(encodings)]);
	page.bytes = str_from(bytes, 1);
	article = resent(&arena, page_article(&arena, &charsets, &page));
	if (value_get(article, STR("front")).type == VALUE_DICT)
		check_file(&arena, value_get(article, STR("front")),
		           value_text(value_get(article, STR("body"))));
	arena_clear(&arena);
	return 0;
}
