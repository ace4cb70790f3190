#include "archive/search_fields.h"

#include <stdlib.h>

#include "archive/taxonomy.h"
#include "base/buf.h"
#include "content/words.h"

/* Many articles are filed under one name: it is cut into words once. */
struct filer {
	struct search_fields *fields;
	struct table names; /* "tags/Port of London" */
	struct buf words;   /* uint32_t: of each name the count and the numbers */
	size_t *starts;     /* where they are, by the names' numbers */
	uint32_t cap;
	struct buf key, whole;
	struct arena arena, scratch;
	struct str taxonomy;
};

static void add_number(struct buf *out, uint32_t number)
{
	buf_add(out, (struct str){ (const char *)&number, sizeof(number) });
}

static uint32_t *numbers_in(const struct buf *numbers)
{
	return (uint32_t *)(void *)numbers->ptr;
}

static size_t count_of(const struct buf *numbers)
{
	return numbers->len / sizeof(uint32_t);
}

static void join(struct buf *out, struct str a, char between, struct str b)
{
	buf_add(out, a);
	buf_add_char(out, between);
	buf_add(out, b);
}

static void add_word(void *context, struct str word)
{
	struct filer *filer = context;
	struct search_fields *fields = filer->fields;
	uint32_t number;

	buf_reset(&filer->key);
	buf_add_char(&filer->key, '#');
	join(&filer->key, filer->taxonomy, ':', word);
	number = table_find(&fields->words, buf_str(&filer->key));
	if (number == TABLE_NONE)
		number = table_add(&fields->words, buf_keep(&filer->key, &fields->arena),
		                   NULL);
	add_number(&filer->words, number);
}

static void add_to_whole(void *context, struct str word)
{
	struct buf *whole = &((struct filer *)context)->whole;

	if (whole->ptr[whole->len - 1] != '/')
		buf_add_char(whole, ' ');
	buf_add(whole, word);
}

/* The name as one word, "/port of london"; of a section, those above it, too. */
static void add_whole(struct filer *filer, struct str name)
{
	bool is_nested = taxonomy_nests(filer->taxonomy);
	struct str part = name, rest = { 0 };

	buf_reset(&filer->whole);
	do {
		size_t above = filer->whole.len;

		if (is_nested)
			str_cut(name, '/', &part, &rest);
		name = rest;
		buf_add_char(&filer->whole, '/');
		words_each(part, &filer->scratch, add_to_whole, filer);
		if (filer->whole.len > above + 1)
			add_word(filer, buf_str(&filer->whole));
		else
			filer->whole.len = above;
	} while (name.len);
}

/* Cut a name that was not seen before; gives where its words are. */
static size_t cut_name(struct filer *filer, struct str taxonomy, struct str name)
{
	uint32_t number =
		table_add(&filer->names, buf_keep(&filer->key, &filer->arena), NULL);
	size_t start = count_of(&filer->words);

	if (number >= filer->cap) {
		filer->cap = filer->cap ? filer->cap * 2 : 256;
		filer->starts =
			xrealloc_array(filer->starts, filer->cap, sizeof(*filer->starts));
	}
	filer->starts[number] = start;
	filer->taxonomy = taxonomy;
	add_number(&filer->words, 0);
	words_each(name, &filer->scratch, add_word, filer);
	add_whole(filer, name);
	numbers_in(&filer->words)[start] =
		(uint32_t)(count_of(&filer->words) - start - 1);
	return start;
}

/* Add the words of a name that the article, whose words begin at first, has not yet. */
static void file_name(struct filer *filer, size_t first, struct str taxonomy,
                      struct str name)
{
	struct buf *out = &filer->fields->numbers;
	const uint32_t *words;
	uint32_t number;
	size_t start;

	buf_reset(&filer->key);
	join(&filer->key, taxonomy, '/', name);
	number = table_find(&filer->names, buf_str(&filer->key));
	start = number == TABLE_NONE ? cut_name(filer, taxonomy, name)
	                             : filer->starts[number];
	words = numbers_in(&filer->words) + start;
	for (uint32_t i = 1; i <= words[0]; i++) {
		size_t at = first;

		while (at < count_of(out) && numbers_in(out)[at] != words[i])
			at++;
		if (at == count_of(out))
			add_number(out, words[i]);
	}
}

void search_fields_list(struct search_fields *fields, const struct archive *archive,
                        uint32_t start, uint32_t end)
{
	const struct strs *taxonomies = &archive->config->taxonomies;
	struct filer filer = { .fields = fields };

	fields->ends = xrealloc_array(NULL, end - start + 1, sizeof(*fields->ends));
	for (uint32_t i = start; i < end; i++) {
		const struct record *record = archive->records[i];
		size_t first = count_of(&fields->numbers);

		for (size_t t = 0; !record->withdrawn && t < taxonomies->count; t++)
			for (size_t n = 0; n < record->filings[t].names.count; n++)
				file_name(&filer, first, taxonomies->items[t],
				          record->filings[t].names.items[n]);
		fields->ends[i - start] = (uint32_t)count_of(&fields->numbers);
	}
	table_clear(&filer.names);
	buf_clear(&filer.words);
	buf_clear(&filer.key);
	buf_clear(&filer.whole);
	arena_clear(&filer.arena);
	arena_clear(&filer.scratch);
	free(filer.starts);
}

const uint32_t *search_fields_of(const struct search_fields *fields, uint32_t index,
                                 uint32_t *count)
{
	uint32_t start = index ? fields->ends[index - 1] : 0;

	*count = fields->ends[index] - start;
	return numbers_in(&fields->numbers) + start;
}

void search_fields_clear(struct search_fields *fields)
{
	table_clear(&fields->words);
	buf_clear(&fields->numbers);
	free(fields->ends);
	arena_clear(&fields->arena);
	*fields = (struct search_fields){ 0 };
}
