/*
 * Any bytes as a page of a Hugo and of a Jekyll site, beside another one that it may link
 * to: nothing crashes, no file lands elsewhere, what is written reads as an article, and
 * the same import twice changes nothing.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/files.h"
#include "base/path.h"
#include "content/article.h"
#include "content/scan.h"
#include "import/migration.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool ok)
{
	if (!ok)
		abort();
}

static void check_articles(struct files *site, struct arena *arena)
{
	struct article_options options = { .root = STR("content") };
	struct diags diags = { 0 };
	struct scan scan;

	insist(scan_articles(site, STR("content"), arena, &scan, &diags));
	for (size_t i = 0; i < scan.count; i++) {
		struct source source = { .path = scan.paths[i] };
		struct article article;

		insist(files_read(site, source.path, SIZE_MAX, arena, &source.text,
		                  NULL) == FILE_OK);
		insist(article_read(&source, &options, arena, &article, &diags));
	}
	diags_clear(&diags);
}

static void put(struct files *files, const char *path, struct str bytes)
{
	insist(files_make_folder(files, path_dir(str_of(path))) == FILE_OK);
	insist(files_replace(files, str_of(path), bytes) == FILE_OK);
}

static void migrate(enum generator generator, const char *path, struct str bytes)
{
	static const struct str input = STR_INIT("old");
	struct files *inputs = files_open_memory(), *site = files_open_memory();
	struct migration options = { .generator = generator,
		                     .inputs = inputs,
		                     .paths = &input,
		                     .path_count = 1,
		                     .site = site,
		                     .into = STR("content") };
	struct migration_counts counts;
	struct diags diags = { 0 };
	struct arena arena = { 0 };
	size_t articles;

	put(inputs, path, bytes);
	put(inputs, "old/content/posts/other.md",
	    STR("---\ntitle: O\ndate: 1974-06-02\n---\n"));
	put(inputs, "old/_posts/1974-06-02-other.md", STR("---\ntitle: O\n---\n"));
	put(inputs, "old/x.png", STR("x"));
	migration_run(&options, &arena, &counts, &diags);
	articles = counts.written;
	check_articles(site, &arena);
	migration_run(&options, &arena, &counts, &diags);
	insist(counts.unchanged == articles && counts.written == 0);
	diags_clear(&diags);
	arena_clear(&arena);
	files_close(inputs);
	files_close(site);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size };

	migrate(GENERATOR_HUGO, "old/content/posts/page.md", bytes);
	migrate(GENERATOR_JEKYLL, "old/_posts/1974-06-03-page.md", bytes);
	return 0;
}
