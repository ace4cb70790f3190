#include "archive/letters.h"

#include <stdlib.h>

#include "archive/taxonomy.h"
#include "base/text.h"
#include "base/utf8.h"

/* How far into their slugs terms are told apart: the depth of recursion has an end. */
#define DEPTH_MAX 32

/* A term on its way to its letter. */
struct entry {
	struct str letter;
	struct str key; /* its slug; of a nested one the last part */
	uint32_t term;
};

struct builder {
	struct letters *letters;
	struct arena *arena; /* lasting */
	struct arena scratch;
	struct entry *entries;
	uint32_t per_page;
	uint32_t cap;
};

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = str_cmp(x->letter, y->letter);

	if (order == 0)
		order = str_cmp(x->key, y->key);
	return order ? order : (x->term > y->term) - (x->term < y->term);
}

static struct str last_part(struct str slug)
{
	size_t slash = str_find_last_char(slug, '/');

	return slash == STR_NONE ? slug : str_from(slug, slash + 1);
}

static void sort_entries(struct builder *builder, const struct taxonomy *taxonomy)
{
	struct entry *entries =
		ARENA_ARRAY(&builder->scratch, struct entry, taxonomy->count);

	for (uint32_t i = 0; i < taxonomy->count; i++) {
		struct str key = last_part(taxonomy->terms[i].slug);

		entries[i] = (struct entry){ text_initial(key), key, i };
	}
	if (taxonomy->count)
		qsort(entries, taxonomy->count, sizeof(*entries), compare_entries);
	for (uint32_t i = 0; i < taxonomy->count; i++)
		builder->letters->order[i] = entries[i].term;
	builder->entries = entries;
}

static struct letter *add_letter(struct builder *builder, uint32_t parent,
                                 struct str name, uint32_t start, uint32_t end)
{
	struct letters *letters = builder->letters;
	struct letter *letter;

	if (letters->count == builder->cap) {
		uint32_t cap = builder->cap ? builder->cap * 2 : 64;
		struct letter *items = ARENA_ARRAY(builder->arena, struct letter, cap);

		for (uint32_t i = 0; i < letters->count; i++)
			items[i] = letters->items[i];
		letters->items = items;
		builder->cap = cap;
	}
	letter = &letters->items[letters->count++];
	*letter = (struct letter){
		.name = arena_str(builder->arena, name),
		.label = text_capitalize(builder->arena, name),
		.parent = parent,
		.start = start,
		.end = end,
	};
	return letter;
}

/*
 * What entries are told apart by at some depth: their first letters, as many as that.
 * Ideographs are so many that the first step are blocks of 256 of them; they are in order
 * of their radicals.
 */
static struct str prefix_at(struct builder *builder, uint32_t entry, size_t depth)
{
	struct str key = builder->entries[entry].key;
	size_t at = 0;
	uint32_t first = utf8_next(key, &at);

	if (code_is_ideograph(first)) {
		if (depth == 1)
			return arena_printf(&builder->scratch, "%02x", first >> 8);
		depth--;
	}
	return utf8_prefix(key, depth);
}

/* "4e" as the ideographs from the first to the last that are in it: "一–仿". */
static struct str block_label(struct builder *builder, uint32_t entry)
{
	struct str key = builder->entries[entry].key, label;
	size_t at = 0;
	uint32_t block = utf8_next(key, &at) & ~0xffu;
	struct buf text = { 0 };

	utf8_add(&text, block);
	buf_add(&text, STR("–"));
	utf8_add(&text, block | 0xff);
	label = buf_keep(&text, builder->arena);
	buf_clear(&text);
	return label;
}

static void add_part(struct builder *builder, uint32_t parent, uint32_t start,
                     uint32_t end, size_t depth)
{
	struct str key = builder->entries[start].key;
	struct str name = prefix_at(builder, start, depth);
	struct letter *part = add_letter(builder, parent, name, start, end);

	if (!str_has_prefix(key, name))
		part->label = block_label(builder, start);
	builder->letters->items[parent].part_count++;
}

/* Cut entries of one letter, which share what they begin with to a depth, into parts. */
static void cut(struct builder *builder, uint32_t parent, uint32_t start, uint32_t end,
                size_t depth)
{
	/* They are in order: what the first and the last share, all do. */
	while (depth < DEPTH_MAX && str_eq(prefix_at(builder, start, depth),
	                                   prefix_at(builder, end - 1, depth)))
		depth++;
	while (start < end) {
		struct str prefix = prefix_at(builder, start, depth);
		uint32_t next = start + 1;

		while (next < end && str_eq(prefix_at(builder, next, depth), prefix))
			next++;
		if (next - start > builder->per_page && depth < DEPTH_MAX)
			cut(builder, parent, start, next, depth + 1);
		else
			add_part(builder, parent, start, next, depth);
		start = next;
	}
}

void letters_build(struct letters *letters, const struct taxonomy *taxonomy,
                   uint32_t per_page, struct arena *arena)
{
	struct builder builder = { .letters = letters,
		                   .arena = arena,
		                   .per_page = per_page };
	uint32_t next;

	*letters = (struct letters){
		.order = ARENA_ARRAY(arena, uint32_t, taxonomy->count),
		.have_pages = taxonomy->count > per_page,
	};
	sort_entries(&builder, taxonomy);
	for (uint32_t start = 0; start < taxonomy->count; start = next) {
		struct str letter = builder.entries[start].letter;

		next = start + 1;
		while (next < taxonomy->count &&
		       str_eq(builder.entries[next].letter, letter))
			next++;
		add_letter(&builder, LETTER_NONE, letter, start, next);
	}
	letters->letter_count = letters->count;
	for (uint32_t i = 0; letters->have_pages && i < letters->letter_count; i++) {
		struct letter *letter = &letters->items[i];

		letter->first = letters->count;
		if (letter->end - letter->start > per_page)
			cut(&builder, i, letter->start, letter->end, 1);
	}
	arena_clear(&builder.scratch);
}

static const struct letter *find_in_row(const struct letters *letters, uint32_t first,
                                        uint32_t count, struct str name)
{
	for (uint32_t i = first; i < first + count; i++)
		if (str_eq(letters->items[i].name, name))
			return &letters->items[i];
	return NULL;
}

const struct letter *letters_named(const struct letters *letters, struct str name)
{
	const struct letter *letter;
	struct str part;

	str_cut(name, '/', &name, &part);
	letter = find_in_row(letters, 0, letters->letter_count, name);
	if (!letter || part.len == 0)
		return letter;
	return find_in_row(letters, letter->first, letter->part_count, part);
}

struct str letter_path(const struct letters *letters, const struct letter *letter,
                       struct arena *arena)
{
	if (letter->parent == LETTER_NONE)
		return letter->name;
	return arena_printf(arena, "%.*s/%.*s",
	                    STR_ARG(letters->items[letter->parent].name),
	                    STR_ARG(letter->name));
}

struct str letter_url(const struct taxonomy *taxonomy, const struct letter *letter,
                      struct arena *arena)
{
	return arena_printf(arena, "%.*sby-letter/%.*s/", STR_ARG(taxonomy->url),
	                    STR_ARG(letter_path(&taxonomy->letters, letter, arena)));
}
