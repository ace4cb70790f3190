#include "archive/search.h"

#include <string.h>

#include "base/escape.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "content/markdown.h"

/* Change it with what is in a part, or how it is made. */
#define FORMAT 2

/* Characters of a dek in a result. */
#define DEK_MAX 400

uint32_t search_layout(uint32_t articles, struct search_segment segments[])
{
	uint32_t size = SEARCH_RADIX, start = 0, count = 0;

	while (size <= articles / 4 / SEARCH_RADIX)
		size *= SEARCH_RADIX;
	for (; size >= 1; size = size == SEARCH_RADIX ? 1 : size / SEARCH_RADIX) {
		uint32_t end = articles - articles % size;

		if (end > start)
			segments[count++] =
				(struct search_segment){ .start = start, .end = end };
		start = end;
		if (size == 1)
			break;
	}
	return count;
}

struct hash search_inputs(const struct archive *archive, uint32_t start, uint32_t end)
{
	struct hash hash =
		hash_join((struct hash){ FORMAT, start }, archive->config->hash);

	for (uint32_t i = start; i < end; i++) {
		const struct record *record = archive->records[i];

		hash = hash_join(hash_join(hash, record->id), record->source);
	}
	return hash;
}

search_name search_name_of(struct str raw)
{
	return hash_short(raw);
}

void search_pack_name(struct buf *out, search_name name)
{
	for (int shift = 56; shift >= 0; shift -= 8)
		buf_add_char(out, (char)(name >> shift & 0xff));
}

struct str search_part_url(struct arena *arena, search_name name)
{
	return arena_printf(arena, "/search/%02x/%014llx.bin", (unsigned)(name >> 56),
	                    (unsigned long long)(name & 0xffffffffffffff));
}

uint32_t search_blocks(uint32_t articles)
{
	return (articles + SEARCH_BLOCK - 1) / SEARCH_BLOCK;
}

uint32_t search_shelves(uint32_t articles)
{
	return (articles + SEARCH_SHELF - 1) / SEARCH_SHELF;
}

/* A dek is one line of Markdown; in a card it is HTML, of which a reader takes the text.
 */
static void add_dek(struct buf *out, struct str dek)
{
	static const char special[] = "*_[]<>&\\`!\"";
	struct arena scratch = { 0 };
	struct buf html = { 0 };
	size_t plain = 0;

	dek = utf8_prefix(dek, DEK_MAX);
	while (plain < dek.len && !strchr(special, dek.ptr[plain]))
		plain++;
	if (plain < dek.len)
		buf_add(&html, markdown_inline(dek, HTML_NONE, &scratch));
	else
		buf_add(&html, dek);
	escape_json(out, buf_str(&html));
	buf_clear(&html);
	arena_clear(&scratch);
}

/* [url, headline, date, kicker, dek], and if they differ from the site's, its language
 * and direction. */
static void add_card(const struct archive *archive, const struct record *record,
                     struct buf *out)
{
	const struct config *config = archive->config;
	struct buf text = { 0 };

	buf_puts(out, "[");
	escape_url_path(&text, record->url);
	escape_json(out, buf_str(&text));
	buf_puts(out, ",");
	escape_json(out, record->title);
	buf_puts(out, ",\"");
	if (date_is_known(record->date))
		buf_printf(out, "%04d-%02u-%02u", record->date.year, record->date.month,
		           record->date.day);
	buf_puts(out, "\",");
	escape_json(out, record->kicker);
	buf_puts(out, ",");
	add_dek(out, record->dek);
	if (!str_eq(record->language, config->language) ||
	    !str_eq(record->direction, config->direction)) {
		buf_puts(out, ",");
		escape_json(out, record->language);
		buf_puts(out, ",");
		escape_json(out, record->direction);
	}
	buf_puts(out, "]");
	buf_clear(&text);
}

void search_block(const struct archive *archive, uint32_t block, struct buf *out)
{
	uint32_t start = block * SEARCH_BLOCK, end = start + SEARCH_BLOCK;

	if (end > archive->count)
		end = archive->count;
	buf_puts(out, "[");
	for (uint32_t i = start; i < end; i++) {
		if (i > start)
			buf_puts(out, ",\n");
		if (archive->records[i]->withdrawn)
			buf_puts(out, "null");
		else
			add_card(archive, archive->records[i], out);
	}
	buf_puts(out, "]\n");
}

void search_shelf(const search_name *blocks, uint32_t count, uint32_t shelf,
                  struct buf *out)
{
	uint32_t start = shelf * (SEARCH_SHELF / SEARCH_BLOCK),
		 end = start + SEARCH_SHELF / SEARCH_BLOCK;

	for (uint32_t i = start; i < end && i < count; i++)
		search_pack_name(out, blocks[i]);
}

static void add_name(struct buf *out, search_name name)
{
	buf_printf(out, "\"%016llx\"", (unsigned long long)name);
}

/* The first article of each year that has any; the undated lie before all. */
static void add_years(const struct archive *archive, struct buf *out)
{
	int year = 0;

	for (uint32_t i = 0; i < archive->count; i++) {
		if (archive->records[i]->date.year == year)
			continue;
		if (year)
			buf_puts(out, ",");
		year = archive->records[i]->date.year;
		buf_printf(out, "[%d,%u]", year, i);
	}
}

static void add_withdrawn(const struct archive *archive, struct buf *out)
{
	const char *separator = "";

	for (uint32_t i = 0; i < archive->count; i++) {
		if (!archive->records[i]->withdrawn)
			continue;
		buf_printf(out, "%s%u", separator, i);
		separator = ",";
	}
}

static void add_segment(struct buf *out, const struct search_segment *segment)
{
	buf_printf(out, "[%u,%u,[", segment->start, segment->end);
	for (uint32_t i = 0; i < segment->leaf_count; i++) {
		buf_puts(out, "\n[");
		escape_json(out, segment->leaves[i].first);
		buf_puts(out, ",");
		add_name(out, segment->leaves[i].name);
		buf_add(out, i + 1 < segment->leaf_count ? STR("],") : STR("]"));
	}
	buf_puts(out, "]]");
}

void search_manifest(const struct archive *archive, const struct search_segment *segments,
                     uint32_t count, const search_name *shelves, struct buf *out)
{
	buf_printf(out, "{\"format\":%d,\"articles\":%u,\"years\":[", FORMAT,
	           archive->count);
	add_years(archive, out);
	buf_puts(out, "],\n\"withdrawn\":[");
	add_withdrawn(archive, out);
	buf_puts(out, "],\n\"segments\":[");
	for (uint32_t i = 0; i < count; i++) {
		if (i > 0)
			buf_puts(out, ",\n");
		add_segment(out, &segments[i]);
	}
	buf_puts(out, "],\n\"shelves\":[");
	for (uint32_t i = 0; i < search_shelves(archive->count); i++) {
		if (i > 0)
			buf_puts(out, ",");
		add_name(out, shelves[i]);
	}
	buf_puts(out, "]}\n");
}
