/*
 * extract: what the import sees on a page, for whoever works on it.
 *
 *     extract blocks FILE     every block with its weight and flags; "+" is kept
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "content/htmltree.h"
#include "import/blocks.h"
#include "import/charset.h"
#include "import/extract.h"

static void print_date(const char *name, struct date date)
{
	struct buf out = { 0 };

	date_format_iso(date, &out);
	printf("%s: %.*s\n", name, STR_ARG(buf_str(&out)));
	buf_clear(&out);
}

static void print_data(const struct extract *extract)
{
	const struct metadata *data = &extract->data;

	printf("title: %.*s\n", STR_ARG(data->title));
	printf("authors: ");
	for (size_t i = 0; i < data->authors.count; i++)
		printf("%s%.*s", i ? ", " : "", STR_ARG(data->authors.items[i]));
	printf("\nsite: %.*s\nlanguage: %.*s\ndek: %.*s\n", STR_ARG(data->site),
	       STR_ARG(data->language), STR_ARG(data->dek));
	print_date("published", data->published);
	print_date("updated", data->updated);
}

int main(int argc, char **argv)
{
	struct files *files = files_open_disk(STR("."));
	struct arena arena = { 0 };
	struct charsets charsets = { 0 };
	struct str bytes;

	for (int i = 2; i < argc; i++) {
		struct extract_options options = { 0 };
		struct extract extract;
		struct blocks *blocks;

		if (files_read(files, str_of(argv[i]), 1 << 24, &arena, &bytes, NULL))
			return 1;
		bytes = charset_decode(&charsets, &arena, bytes, (struct str){ 0 }, NULL);
		extract_article(&arena, html_parse_page(bytes, &arena), &options,
		                &extract);
		blocks = extract.blocks;
		if (strcmp(argv[1], "data") == 0) {
			print_data(&extract);
			continue;
		}
		if (strcmp(argv[1], "time") == 0) {
			arena_reset(&arena);
			continue;
		}
		for (uint32_t n = 0; n < blocks->count; n++) {
			struct block *block = &blocks->items[n];
			struct str class = html_attribute(block->element, "class");

			if (strcmp(argv[1], "text") == 0) {
				if (block->kept)
					printf("%.*s\n\n", STR_ARG(block->text));
				continue;
			}
			printf("%s %6.0f %4x %.*s.%.*s | %.*s\n",
			       block->kept         ? "+"
			       : block->weight > 0 ? "."
			                           : " ",
			       block->weight, block->flags, STR_ARG(block->element->name),
			       STR_ARG(class), STR_ARG(str_slice(block->text, 0, 150)));
		}
	}
	return 0;
}
