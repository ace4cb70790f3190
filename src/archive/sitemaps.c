#include "archive/sitemaps.h"

#include "base/attr.h"

/* The protocol's limit, and what an entry takes beside its URL, all of it escaped. */
#define BYTES_MAX     ((size_t)50 << 20)
#define ENTRY_BYTES   200
#define ESCAPED_BYTES 6 /* of one byte: an ampersand is five */

static const struct record *record_at(const struct archive *archive, uint32_t place)
{
	return archive->records[archive->latest.ids[place]];
}

static struct str name_of(struct arena *arena, const struct sitemap *sitemap)
{
	struct str name = STR("undated");

	if (sitemap->year)
		name = arena_printf(arena, "%04d-%02u", sitemap->year, sitemap->month);
	if (sitemap->piece)
		name = arena_printf(arena, "%.*s-%u", STR_ARG(name), sitemap->piece + 1);
	return name;
}

static bool same_month(const struct sitemap *sitemap, struct date date)
{
	return sitemap->year == date.year && sitemap->month == date.month;
}

static struct sitemap *add_part(struct archive *archive, uint32_t start, uint32_t *cap)
{
	struct date date = record_at(archive, start)->date;
	struct sitemap *part;

	if (archive->sitemap_count == *cap) {
		uint32_t grown = *cap ? *cap * 2 : 64;
		struct sitemap *items =
			ARENA_ARRAY(archive->arena, struct sitemap, grown);

		for (uint32_t i = 0; i < *cap; i++)
			items[i] = archive->sitemaps[i];
		archive->sitemaps = items;
		*cap = grown;
	}
	part = &archive->sitemaps[archive->sitemap_count++];
	*part = (struct sitemap){ .year = date.year,
		                  .month = date.month,
		                  .start = start };
	if (archive->sitemap_count > 1 && same_month(part - 1, date))
		part->piece = part[-1].piece + 1;
	part->name = name_of(archive->arena, part);
	return part;
}

void sitemaps_build(struct archive *archive)
{
	size_t base = archive->config->url.len + ENTRY_BYTES, bytes = 0;
	struct sitemap *part = NULL;
	uint32_t cap = 0;

	for (uint32_t i = 0; i < archive->latest.count; i++) {
		const struct record *record = record_at(archive, i);
		size_t size = base + record->url.len * ESCAPED_BYTES;

		if (!part || !same_month(part, record->date) ||
		    i - part->start == SITEMAP_URLS || bytes + size > BYTES_MAX) {
			part = add_part(archive, i, &cap);
			bytes = 0;
		}
		bytes += size;
		part->end = i + 1;
	}
}

const struct sitemap *sitemap_named(const struct archive *archive, struct str name)
{
	for (uint32_t i = 0; i < archive->sitemap_count; i++)
		if (str_eq(archive->sitemaps[i].name, name))
			return &archive->sitemaps[i];
	return NULL;
}

const struct sitemap *sitemap_of(const struct archive *archive, uint32_t article)
{
	for (uint32_t i = 0; i < archive->sitemap_count; i++) {
		const struct sitemap *part = &archive->sitemaps[i];

		/* In order of the records, as these are. */
		if (archive->latest.ids[part->start] <= article &&
		    article <= archive->latest.ids[part->end - 1])
			return part;
	}
	return NULL;
}

struct date sitemap_changed(const struct record *record)
{
	return date_cmp(record->updated, record->date) > 0 ? record->updated
	                                                   : record->date;
}

struct date sitemap_newest(const struct archive *archive, const struct sitemap *sitemap)
{
	struct date newest = { 0 };

	for (uint32_t i = sitemap->start; i < sitemap->end; i++) {
		struct date changed = sitemap_changed(record_at(archive, i));

		if (date_cmp(changed, newest) > 0)
			newest = changed;
	}
	return newest;
}

void sitemap_news(const struct archive *archive, uint32_t *start, uint32_t *end)
{
	struct date today = archive->config->today;
	int32_t last = date_to_days(today), first = last - NEWS_DAYS;

	*start = *end = archive->latest.count;
	if (!date_is_known(today) || archive->config->url.len == 0)
		return;
	while (*end && date_to_days(record_at(archive, *end - 1)->date) > last)
		--*end;
	*start = *end;
	while (*start && *end - *start < NEWS_URLS &&
	       date_is_known(record_at(archive, *start - 1)->date) &&
	       date_to_days(record_at(archive, *start - 1)->date) >= first)
		--*start;
}

/* Pages that every site has: the front page, the list of all, the calendar. */
static const struct str always[] = { STR_INIT("/"), STR_INIT("/latest/"),
	                             STR_INIT("/archive/") };

/* These, and each taxonomy with its terms. */
static uint32_t count_pages(const struct archive *archive)
{
	uint32_t count = (uint32_t)ARRAY_LEN(always);

	for (uint32_t i = 0; i < archive->config->taxonomies.count; i++)
		count += 1 + archive->taxonomies[i].count;
	return count;
}

uint32_t sitemap_page_parts(const struct archive *archive)
{
	return (count_pages(archive) + SITEMAP_URLS - 1) / SITEMAP_URLS;
}

struct str sitemap_pages_name(struct arena *arena, uint32_t part)
{
	return part ? arena_printf(arena, "pages-%u", part + 1) : STR("pages");
}

struct str sitemap_page_url(const struct archive *archive, uint32_t number)
{
	if (number < ARRAY_LEN(always))
		return always[number];
	number -= (uint32_t)ARRAY_LEN(always);
	for (uint32_t i = 0; i < archive->config->taxonomies.count; i++) {
		const struct taxonomy *taxonomy = &archive->taxonomies[i];

		if (number == 0)
			return taxonomy->url;
		if (number <= taxonomy->count)
			return taxonomy->terms[number - 1].url;
		number -= taxonomy->count + 1;
	}
	return (struct str){ 0 };
}
