#include "render/observe.h"

#include "archive/alias.h"
#include "archive/feeds.h"
#include "archive/redirects.h"
#include "archive/related.h"
#include "archive/search_index.h"
#include "archive/sitemaps.h"
#include "content/picture.h"
#include "render/observe_terms.h"
#include "render/page.h"

static const struct hash nothing;

static const struct record *record_at(const struct site *site, struct str path)
{
	uint32_t article = archive_by_path(site->archive, path);

	return article == ARTICLE_NONE ? NULL : site->archive->records[article];
}

static struct hash ids_hash(const struct archive *archive, const uint32_t *ids,
                            uint32_t count)
{
	struct hash hash = nothing;

	for (uint32_t i = 0; i < count; i++)
		hash = hash_join(hash, archive->records[ids[i]]->id);
	return hash;
}

/* The terms are facts of their own: only which they are is part of the card. */
static struct hash card_hash(const struct site *site, const struct record *record)
{
	struct hash hash = record->card;

	for (uint32_t i = 0; i < site->config->taxonomies.count; i++) {
		const struct filing *filing = &record->filings[i];

		for (size_t j = 0; filing->terms && j < filing->names.count; j++)
			if (filing->terms[j] != TERM_NONE)
				hash = hash_join(
					hash, hash_bytes(site->archive->taxonomies[i]
				                                 .terms[filing->terms[j]]
				                                 .slug));
	}
	return hash;
}

static const struct listing *listing_named(const struct site *site, struct str name)
{
	static const struct listing none;
	const struct term *term;

	if (str_eq(name, site->archive->latest.name))
		return &site->archive->latest;
	term = term_named(site, name);
	return term ? &term->listing : &none;
}

/* Which articles are on a page, and how it stands among the others. */
static struct hash listing_page_hash(const struct site *site,
                                     const struct listing *listing, uint32_t number)
{
	uint32_t per_page = site->config->paginate, start, end;
	uint32_t pages = listing_pages(listing->count, per_page);
	struct hash hash;

	if (number > pages)
		return nothing;
	listing_range(listing->count, per_page, number, &start, &end);
	hash = ids_hash(site->archive, listing->ids + start, end - start);
	/* The front page leads to the last of the numbered, and that one to it. */
	return hash_join(hash, number == LISTING_FRONT ? hash_number(pages)
	                                               : hash_number(number == pages));
}

static struct hash listing_hash(const struct site *site, struct str key)
{
	const struct listing *listing;
	uint32_t number;

	if (key_cut_number(&key, STR("?newest="), &number)) {
		listing = listing_named(site, key);
		if (number > listing->count)
			number = listing->count;
		return ids_hash(site->archive, listing->ids + listing->count - number,
		                number);
	}
	if (!key_cut_number(&key, STR("/"), &number)) {
		number = LISTING_FRONT;
		str_skip_suffix(&key, STR("/"));
	}
	return listing_page_hash(site, listing_named(site, key), number);
}

/* Which articles are in a document of a feed, and how it stands among the others. */
static struct hash feed_hash(const struct site *site, struct str key)
{
	uint32_t number = LISTING_FRONT, documents, start, end;
	const struct archive *archive = site->archive;
	const struct listing *listing;
	struct hash hash;

	if (str_skip_suffix(&key, STR("?newest"))) {
		listing = listing_named(site, key);
		feed_newest(archive, listing, &start, &end);
		return ids_hash(archive, listing->ids + start, end - start);
	}
	if (str_skip_suffix(&key, STR("?any")))
		return hash_number(feed_has_entries(archive, listing_named(site, key)));
	if (!key_cut_number(&key, STR("/"), &number))
		str_skip_suffix(&key, STR("/"));
	listing = listing_named(site, key);
	documents = feed_documents(archive, listing);
	if (number > documents)
		return nothing;
	feed_range(archive, listing, number, &start, &end);
	hash = ids_hash(archive, listing->ids + start, end - start);
	return hash_join(hash, number == LISTING_FRONT
	                               ? hash_number(documents)
	                               : hash_number(number == documents));
}

static struct hash date_hash(struct date date)
{
	struct buf text = { 0 };
	struct hash hash;

	date_format_iso(date, &text);
	hash = hash_bytes(buf_str(&text));
	buf_clear(&text);
	return hash;
}

/* Which parts the sitemap has. */
static struct hash sitemaps_hash(const struct archive *archive)
{
	uint32_t start, end;
	struct hash hash = hash_number(sitemap_page_parts(archive));

	sitemap_news(archive, &start, &end);
	hash = hash_join(hash, hash_number(start < end));
	for (uint32_t i = 0; i < archive->sitemap_count; i++)
		hash = hash_join(hash, hash_bytes(archive->sitemaps[i].name));
	return hash;
}

static struct hash sitemap_hash(const struct site *site, struct str key)
{
	const struct archive *archive = site->archive;
	bool newest = str_skip_suffix(&key, STR("?newest"));
	const struct sitemap *sitemap;
	struct hash hash = nothing;
	uint32_t start, end;

	if (key.len == 0)
		return sitemaps_hash(archive);
	if (str_eq(key, STR("news"))) {
		sitemap_news(archive, &start, &end);
		return ids_hash(archive, archive->latest.ids + start, end - start);
	}
	sitemap = sitemap_named(archive, key);
	if (!sitemap)
		return nothing;
	if (newest)
		return date_hash(sitemap_newest(archive, sitemap));
	for (uint32_t i = sitemap->start; i < sitemap->end; i++) {
		const struct record *record = archive->records[archive->latest.ids[i]];

		hash = hash_join(hash, hash_bytes(record->url));
		hash = hash_join(hash, date_hash(sitemap_changed(record)));
	}
	return hash;
}

/* Two articles, either of which may be none. */
static struct hash beside_hash(const struct archive *archive, const uint32_t both[2])
{
	struct hash hash = nothing;

	for (size_t i = 0; i < 2; i++)
		hash = hash_join(hash, both[i] == ARTICLE_NONE
		                               ? nothing
		                               : archive->records[both[i]]->id);
	return hash;
}

static struct hash neighbours_hash(const struct site *site, struct str path)
{
	uint32_t article = archive_by_path(site->archive, path), both[2];

	if (article == ARTICLE_NONE)
		return nothing;
	archive_neighbours(site->archive, article, &both[0], &both[1]);
	return beside_hash(site->archive, both);
}

/* The articles before and after an article among those of a term. */
static struct hash sequence_hash(const struct site *site, struct str key)
{
	uint32_t article, both[2];
	const struct term *term;
	struct str name, path;

	str_cut(key, '?', &name, &path);
	term = term_named(site, name);
	article = archive_by_path(site->archive, path);
	if (!term || article == ARTICLE_NONE)
		return nothing;
	listing_neighbours(&term->listing, article, &both[0], &both[1]);
	return beside_hash(site->archive, both);
}

/* Which periods are these? */
static struct hash periods_hash(const struct calendar *calendar, uint32_t first,
                                uint32_t count)
{
	struct hash hash = hash_number(count);

	for (uint32_t i = first; i < first + count; i++) {
		const struct period *period = &calendar->periods[i];

		hash = hash_join(hash,
		                 hash_number((uint32_t)period->year << 16 |
		                             (uint32_t)period->month << 8 | period->day));
	}
	return hash;
}

/* The periods before and after one. */
static struct hash period_beside_hash(const struct calendar *calendar, uint32_t period)
{
	struct hash hash = nothing;
	uint32_t both[2];

	calendar_neighbours(calendar, period, &both[0], &both[1]);
	for (size_t i = 0; i < 2; i++)
		hash = hash_join(hash, both[i] == PERIOD_NONE
		                               ? nothing
		                               : periods_hash(calendar, both[i], 1));
	return hash;
}

/* "2014/02?parts" */
static struct hash calendar_hash(const struct site *site, struct str key)
{
	const struct archive *archive = site->archive;
	const struct calendar *calendar = &archive->calendar;
	const struct period *period;
	struct str name, asked;
	uint32_t number, most;

	str_cut(key, '?', &name, &asked);
	if (name.len == 0)
		return periods_hash(calendar, 0, calendar->year_count);
	number = calendar_named(calendar, name);
	if (number == PERIOD_NONE)
		return nothing;
	period = &calendar->periods[number];
	most = period->end - period->start;
	if (str_eq(asked, STR("parts")))
		return periods_hash(calendar, period->first, period->child_count);
	if (str_eq(asked, STR("beside")))
		return period_beside_hash(calendar, number);
	if (str_eq(asked, STR("count")))
		return hash_number(most);
	if (key_cut_number(&asked, STR("newest="), &number) && number < most)
		most = number;
	return ids_hash(archive, archive->latest.ids + period->end - most, most);
}

static struct hash reference_hash(const struct site *site, struct str reference)
{
	uint32_t article = archive_find(site->archive, reference);
	const struct record *record;

	if (article == ARTICLE_NONE)
		return nothing;
	record = site->archive->records[article];
	return hash_join(hash_bytes(record->path), hash_bytes(record->url));
}

/*
 * As the article's own page shows them, or all of them ("content/a.md?all"), or only the
 * copies ("content/a.md?copies").
 */
static struct hash related_hash(const struct site *site, struct str key)
{
	const struct archive *archive = site->archive;
	bool all = str_skip_suffix(&key, STR("?all"));
	bool copies = str_skip_suffix(&key, STR("?copies"));
	uint32_t article = archive_by_path(archive, key), count;
	struct related_list list;

	if (article == ARTICLE_NONE || !archive->related)
		return nothing;
	list = related_list(archive->related, article);
	if (copies)
		return ids_hash(archive, list.copies, list.copy_count);
	count = all ? list.count : related_first(archive->config, &list);
	return hash_join(hash_join(hash_number(list.count != 0),
	                           ids_hash(archive, list.articles, count)),
	                 ids_hash(archive, list.copies, list.copy_count));
}

static struct hash data_hash(const struct site *site, struct str name)
{
	const struct data_file *file = site_data(site, name);

	if (file)
		return file->hash;
	return site_has_data_folder(site, name) ? hash_bytes(STR("/")) : nothing;
}

/* A part's name is the hash of what it holds, so that it is there or is not. */
static struct hash search_hash(const struct site *site, struct str key)
{
	const struct search_index *search = site->archive->search;

	if (!search)
		return nothing;
	if (key.len == 0)
		return hash_bytes(buf_str(&search->manifest));
	return search_index_has(search, key) ? hash_bytes(key) : nothing;
}

static struct hash article_hash(const struct site *site, enum fact_kind kind,
                                struct str path)
{
	const struct record *record = record_at(site, path);

	if (!record)
		return nothing;
	switch (kind) {
	case FACT_CARD:
		return card_hash(site, record);
	case FACT_ARTICLE:
		return record->front;
	case FACT_BODY:
		return record->body;
	default:
		return hash_bytes(record->url);
	}
}

/* The page, or the redirect, at a URL. */
static struct hash page_hash(const struct site *site, struct str url)
{
	const struct page *page = archive_page(site->archive, url);

	if (!page && alias_find(site->archive, url))
		return hash_bytes(url);
	return page ? hash_bytes(page->url) : nothing;
}

/* Facts that are part of the archive or the theme, in memory. */
static struct hash known_hash(const struct site *site, enum fact_kind kind,
                              struct str key)
{
	const struct template *template;
	const struct asset *asset;
	const struct term *term;

	switch (kind) {
	case FACT_SITE:
		return site->config->hash;
	case FACT_CARD:
	case FACT_ARTICLE:
	case FACT_BODY:
	case FACT_ROUTE:
		return article_hash(site, kind, key);
	case FACT_LISTING:
		return listing_hash(site, key);
	case FACT_TERM:
		term = term_named(site, key);
		return term ? term->hash : nothing;
	case FACT_TERMS:
		return terms_hash(site, key);
	case FACT_LETTERS:
		return letters_hash(site, key);
	case FACT_YEARS:
		return years_hash(site, key);
	case FACT_RELATED_TERMS:
		return related_terms_hash(site, key);
	case FACT_COUNT:
		return hash_number(listing_named(site, key)->count);
	case FACT_NEIGHBOURS:
		return neighbours_hash(site, key);
	case FACT_SEQUENCE:
		return sequence_hash(site, key);
	case FACT_CALENDAR:
		return calendar_hash(site, key);
	case FACT_FEED:
		return feed_hash(site, key);
	case FACT_SITEMAP:
		return sitemap_hash(site, key);
	case FACT_REFERENCE:
		return reference_hash(site, key);
	case FACT_REDIRECTS:
		return redirects_hash(site->archive);
	case FACT_PAGE:
		return page_hash(site, key);
	case FACT_RELATED:
		return related_hash(site, key);
	case FACT_SEARCH:
		return search_hash(site, key);
	case FACT_TEMPLATE:
		template = template_find(site->templates, key);
		return template ? template_hash(template) : nothing;
	case FACT_ASSET:
		asset = site_asset(site, key);
		return asset ? asset->hash : nothing;
	case FACT_DATA:
		return data_hash(site, key);
	default:
		return nothing;
	}
}

static void observe_picture(const struct site *site, struct fact *fact)
{
	struct arena scratch = { 0 };
	uint32_t width = 0, height = 0;
	enum file_status status;
	struct str head;

	status = files_read_start(site->files, fact->key, PICTURE_HEAD, &scratch, &head);
	fact->seen = files_is_system(status) ? HASH_UNSTEADY : nothing;
	if (status == FILE_OK) {
		picture_size(head, &width, &height);
		fact->seen = (struct hash){ (uint64_t)width << 32 | height, 1 };
	}
	arena_clear(&scratch);
}

bool fact_picture_size(const struct fact *fact, uint32_t *width, uint32_t *height)
{
	*width = (uint32_t)(fact->seen.high >> 32);
	*height = (uint32_t)fact->seen.high;
	return fact->seen.low == 1;
}

static void observe_bytes(const struct site *site, struct fact *fact)
{
	struct arena scratch = { 0 };
	enum file_status status;
	struct str text;

	status = files_read(site->files, fact->key, PICTURE_MAX, &scratch, &text, NULL);
	fact->seen = files_is_system(status) ? HASH_UNSTEADY : nothing;
	if (status == FILE_OK)
		fact->seen = hash_bytes(text);
	arena_clear(&scratch);
}

/* The stamp is from before the bytes are read: should they change between, it is old. */
static void observe_file(const struct site *site, struct fact *fact)
{
	struct stamp before = fact->stamp;
	enum file_status status;
	struct file_info info;

	fact->stamp = (struct stamp){ 0 };
	status = files_stat(site->files, fact->key, &info);
	if (status != FILE_OK) {
		fact->seen = files_is_system(status) ? HASH_UNSTEADY : nothing;
		return;
	}
	fact->stamp = stamp_of(&info, site->now, STAMP_GAP_NS);
	if (stamp_eq(before, fact->stamp))
		return;
	if (fact->kind == FACT_PICTURE)
		observe_picture(site, fact);
	else
		observe_bytes(site, fact);
	if (hash_eq(fact->seen, HASH_UNSTEADY))
		fact->stamp = (struct stamp){ 0 }; /* to be read again */
}

static struct hash presence(const struct site *site, struct str path)
{
	struct file_info info;

	if (files_stat(site->files, path, &info) != FILE_OK || info.type != FILE_REGULAR)
		return nothing;
	return (struct hash){ 1, 1 };
}

void fact_observe(const struct site *site, struct fact *fact)
{
	if (fact->kind == FACT_FILE || fact->kind == FACT_PICTURE)
		observe_file(site, fact);
	else if (fact->kind == FACT_PRESENCE)
		fact->seen = presence(site, fact->key);
	else
		fact->seen = known_hash(site, fact->kind, fact->key);
}
