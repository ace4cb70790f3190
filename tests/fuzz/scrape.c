/*
 * Any bytes as a scrape: nothing crashes, no line is lost, and what the import writes is
 * an article that reads back with the same fields and paragraphs.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/files.h"
#include "base/path.h"
#include "content/article.h"
#include "import/anatomy.h"
#include "import/encoding.h"
#include "import/textimport.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool ok)
{
	if (!ok)
		abort();
}

/* The fields as the anatomy has them, and as the article's file gives them back. */
static void compare(const struct anatomy *anatomy, const struct article *article)
{
	insist(anatomy->title.len == 0 || str_eq(anatomy->title, article->title));
	insist(str_eq(anatomy->dek, article->dek));
	insist(anatomy->card_count == article->related_count);
	for (size_t i = 0; i < anatomy->card_count; i++) {
		insist(str_eq(anatomy->cards[i].title, article->related[i].title));
		insist(str_eq(anatomy->cards[i].dek, article->related[i].dek));
	}
}

static void check_file(struct files *site, struct str path, const struct anatomy *anatomy,
                       struct arena *arena)
{
	struct article_options options = { .root = STR("content") };
	struct source source = { .path = path };
	struct article article;
	struct diags diags = { 0 };

	insist(files_read(site, path, SIZE_MAX, arena, &source.text, NULL) == FILE_OK);
	insist(article_read(&source, &options, arena, &article, &diags));
	compare(anatomy, &article);
	diags_clear(&diags);
}

static void check_folder(struct files *site, struct str folder,
                         const struct anatomy *anatomy, struct arena *arena)
{
	struct file_entry *entries;
	size_t count;

	insist(files_list(site, folder, arena, &entries, &count) == FILE_OK);
	for (size_t i = 0; i < count; i++) {
		struct str path = path_join(arena, folder, entries[i].name);

		if (entries[i].type == FILE_FOLDER)
			check_folder(site, path, anatomy, arena); /* YYYY/MM: two deep */
		else
			check_file(site, path, anatomy, arena);
	}
}

/* Alone: every line is settled as something. */
static void dissect(struct str bytes, struct arena *arena, struct anatomy *anatomy)
{
	struct encoding_notes notes;
	struct scrape scrape = scrape_read(arena, encoding_clean(arena, bytes, &notes));
	size_t paragraphs = 0;

	anatomy_read(arena, &scrape, NULL, anatomy);
	for (size_t i = 0; i < scrape.count; i++) {
		const struct scrape_line *line = &scrape.lines[i];

		paragraphs += line->kind == LINE_BODY;
		insist(line->kind < LINE_FIRST_REMOVED || line->why);
		insist(line->kind < LINE_FIRST_REMOVED ||
		       (line->sure > 0 && line->sure <= 1));
	}
	insist(paragraphs == anatomy->paragraphs);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size }, path = STR("a.txt");
	struct files *inputs = files_open_memory(), *site = files_open_memory();
	struct import_options options = { .inputs = inputs,
		                          .paths = &path,
		                          .path_count = 1,
		                          .site = site,
		                          .into = STR("content") };
	struct import_counts counts;
	struct diags diags = { 0 };
	struct arena arena = { 0 };
	struct anatomy anatomy;

	insist(files_create(inputs, path, bytes) == FILE_OK);
	dissect(bytes, &arena, &anatomy);
	if (text_import(&options, &counts, &diags)) {
		insist(counts.written == 1 && anatomy.paragraphs > 0);
		check_folder(site, STR("content"), &anatomy, &arena);
		insist(text_import(&options, &counts, &diags) && counts.unchanged == 1);
	}
	diags_clear(&diags);
	arena_clear(&arena);
	files_close(inputs);
	files_close(site);
	return 0;
}
