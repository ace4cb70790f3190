/*
 * sitemaps: how the URLs of a site are cut into parts that search engines take.
 *
 * The articles of each month are a part, and so are the undated; one that would be too
 * big is cut into pieces, numbered from the oldest. So an article that is added today
 * changes the part of this month alone. All other pages are in parts of their own, by
 * number. Pure functions of the archive.
 */
#ifndef ARCHIVE_SITEMAPS_H
#define ARCHIVE_SITEMAPS_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"

#define SITEMAP_URLS 50000 /* as the protocol has it, */
#define NEWS_URLS    1000  /* and Google's for news */
#define NEWS_DAYS    2

/* Cut archive->latest into parts. */
void sitemaps_build(struct archive *archive);

/* NULL if there is no such part. */
const struct sitemap *sitemap_named(const struct archive *archive, struct str name);

/* The part that an article is in, or NULL. */
const struct sitemap *sitemap_of(const struct archive *archive, uint32_t article);

/* When an article was changed last; unknown for most of the undated. */
struct date sitemap_changed(const struct record *record);

/* The newest change of a part. */
struct date sitemap_newest(const struct archive *archive, const struct sitemap *sitemap);

/*
 * The articles [*start, *end) of archive->latest that were published in the two days
 * before the build's date, or on it; none without a date.
 */
void sitemap_news(const struct archive *archive, uint32_t *start, uint32_t *end);

/* How many parts the pages that are no articles make: front page, lists, terms. */
uint32_t sitemap_page_parts(const struct archive *archive);

/* "pages", "pages-2": such a part by its number, from 0. */
struct str sitemap_pages_name(struct arena *arena, uint32_t part);

/* The URL of one of these by its number, the first of a part being a multiple of
 * SITEMAP_URLS; an empty str behind the last. */
struct str sitemap_page_url(const struct archive *archive, uint32_t number);

#endif
