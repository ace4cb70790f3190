#include "archive/terms.h"

#include <stdlib.h>

static int year_at(const struct archive *archive, const struct listing *listing,
                   uint32_t place)
{
	struct date date = archive->records[listing->ids[place]]->date;

	return date_is_known(date) ? date.year : YEAR_UNDATED;
}

/* The first of [0, end) that is of the year or later; they are in order of their dates.
 */
static uint32_t start_of(const struct archive *archive, const struct listing *listing,
                         int year, uint32_t end)
{
	uint32_t low = 0, high = end;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (year_at(archive, listing, middle) < year)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t listing_years(const struct archive *archive, const struct listing *listing,
                       struct arena *arena, struct listed_year **years)
{
	uint32_t per_page = archive->config->paginate, count = 0, cap = 0, start;
	uint32_t pages = listing_pages(listing->count, per_page);

	*years = NULL;
	for (uint32_t end = listing->count; end; end = start) {
		int year = year_at(archive, listing, end - 1);
		uint32_t page = (end - 1) / per_page + 1;

		start = start_of(archive, listing, year, end);
		if (count == cap) {
			struct listed_year *grown;

			cap = cap ? cap * 2 : 16;
			grown = ARENA_ARRAY(arena, struct listed_year, cap);
			for (uint32_t i = 0; i < count; i++)
				grown[i] = (*years)[i];
			*years = grown;
		}
		(*years)[count++] = (struct listed_year){
			.year = year,
			.count = end - start,
			.page = page > pages ? LISTING_FRONT : page,
		};
	}
	return count;
}

/* Is one term the other, or above it? */
static bool is_within(const struct taxonomy *taxonomy, uint32_t term, uint32_t other)
{
	while (term != TERM_NONE && term != other)
		term = taxonomy->terms[term].parent;
	return term == other;
}

static int compare_sightings(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Every term of the newest articles of a listing, with the article, in order; some twice.
 */
static size_t sightings_of(const struct archive *archive, const struct listing *listing,
                           uint32_t taxonomy, struct arena *scratch, uint64_t **sightings)
{
	uint32_t first =
		listing->count > RELATED_ARTICLES ? listing->count - RELATED_ARTICLES : 0;
	size_t most = 0, count = 0;

	for (uint32_t i = first; i < listing->count; i++)
		most += archive->records[listing->ids[i]]->filings[taxonomy].names.count;
	*sightings = ARENA_ARRAY(scratch, uint64_t, most);
	for (uint32_t i = first; i < listing->count; i++) {
		const struct filing *filing =
			&archive->records[listing->ids[i]]->filings[taxonomy];

		for (size_t j = 0; j < filing->names.count; j++)
			if (filing->terms[j] != TERM_NONE)
				(*sightings)[count++] =
					(uint64_t)filing->terms[j] << 32 | i;
	}
	if (count)
		qsort(*sightings, count, sizeof(**sightings), compare_sightings);
	return count;
}

/* Put a term where it belongs among the best so far, which are in order. */
static void rank(uint32_t related[RELATED_TERMS], uint32_t uses[RELATED_TERMS],
                 uint32_t *count, uint32_t term, uint32_t seen)
{
	uint32_t at = *count;

	if (at == RELATED_TERMS && seen <= uses[at - 1])
		return;
	if (at == RELATED_TERMS)
		at--;
	else
		++*count;
	for (; at > 0 && uses[at - 1] < seen; at--) {
		uses[at] = uses[at - 1];
		related[at] = related[at - 1];
	}
	uses[at] = seen;
	related[at] = term;
}

uint32_t term_related(const struct archive *archive, uint32_t taxonomy, uint32_t term,
                      uint32_t related[RELATED_TERMS])
{
	const struct taxonomy *all = &archive->taxonomies[taxonomy];
	uint32_t uses[RELATED_TERMS], count = 0;
	struct arena scratch = { 0 };
	uint64_t *sightings;
	size_t total = sightings_of(archive, &all->terms[term].listing, taxonomy,
	                            &scratch, &sightings);

	for (size_t i = 0, next; i < total; i = next) {
		uint32_t other = (uint32_t)(sightings[i] >> 32), seen = 1;

		for (next = i + 1; next < total && sightings[next] >> 32 == other; next++)
			seen += sightings[next] != sightings[next - 1];
		if (!is_within(all, other, term) && !is_within(all, term, other))
			rank(related, uses, &count, other, seen);
	}
	arena_clear(&scratch);
	return count;
}
