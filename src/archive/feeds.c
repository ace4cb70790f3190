#include "archive/feeds.h"

#include "base/attr.h"

static bool has_word(struct strs words, struct str word)
{
	for (size_t i = 0; i < words.count; i++)
		if (str_eq(words.items[i], word))
			return true;
	return false;
}

static struct str format_name(enum feed_format format)
{
	static const struct str names[] = {
		[FEED_ATOM] = STR_INIT("atom"),
		[FEED_RSS] = STR_INIT("rss"),
		[FEED_JSON] = STR_INIT("json"),
	};

	return names[format];
}

bool feed_has_archive(const struct config *config, enum feed_format format, bool of_terms)
{
	return !of_terms && has_word(config->feeds.archives, format_name(format));
}

static const enum page_kind kinds[] = {
	[FEED_ATOM] = PAGE_ATOM,
	[FEED_RSS] = PAGE_RSS,
	[FEED_JSON] = PAGE_JSON_FEED,
};

enum page_kind feed_page_kind(enum feed_format format)
{
	return kinds[format];
}

enum feed_format feed_format_of(const struct page *page)
{
	enum feed_format format = FEED_ATOM;

	while (format < FEED_JSON && kinds[format] != page->kind)
		format++;
	return format;
}

struct feed_source feed_source_of(const struct archive *archive, const struct page *page)
{
	struct feed_source source = { .listing = &archive->latest };

	if (page->taxonomy != TAXONOMY_NONE) {
		source.taxonomy = &archive->taxonomies[page->taxonomy];
		source.term = &source.taxonomy->terms[page->term];
		source.listing = &source.term->listing;
	}
	return source;
}

/* Where the dated articles begin: the undated are before all others. */
static uint32_t first_dated(const struct archive *archive, const struct listing *listing)
{
	uint32_t low = 0, high = listing->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (date_is_known(archive->records[listing->ids[middle]]->date))
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

uint32_t feed_documents(const struct archive *archive, const struct listing *listing)
{
	return listing_pages(listing->count - first_dated(archive, listing),
	                     archive->config->feeds.count);
}

bool feed_has_entries(const struct archive *archive, const struct listing *listing)
{
	return first_dated(archive, listing) < listing->count;
}

bool feed_is_made(const struct archive *archive, struct feed_source source,
                  enum feed_format format)
{
	const struct feed_settings *feeds = &archive->config->feeds;
	struct str name = format_name(format);

	if (!has_word(feeds->formats, name))
		return false;
	return !source.term || (has_word(feeds->terms, name) &&
	                        feed_has_entries(archive, source.listing));
}

void feed_range(const struct archive *archive, const struct listing *listing,
                uint32_t number, uint32_t *start, uint32_t *end)
{
	uint32_t first = first_dated(archive, listing);

	listing_range(listing->count - first, archive->config->feeds.count, number, start,
	              end);
	*start += first;
	*end += first;
}

void feed_newest(const struct archive *archive, const struct listing *listing,
                 uint32_t *start, uint32_t *end)
{
	uint32_t first = first_dated(archive, listing);

	*end = listing->count;
	*start = *end - first > archive->config->feeds.count
	                 ? *end - archive->config->feeds.count
	                 : first;
}

struct str feed_url(struct arena *arena, struct str folder, enum feed_format format,
                    uint32_t number)
{
	static const struct {
		const char *name, *extension;
	} files[] = {
		[FEED_ATOM] = { "feed", ".xml" },
		[FEED_RSS] = { "rss", ".xml" },
		[FEED_JSON] = { "feed", ".json" },
	};

	if (number == LISTING_FRONT)
		return arena_printf(arena, "%.*s%s%s", STR_ARG(folder),
		                    files[format].name, files[format].extension);
	return arena_printf(arena, "%.*s%s/%u%s", STR_ARG(folder), files[format].name,
	                    number, files[format].extension);
}
