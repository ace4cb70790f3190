/*
 * calendar: the years, months and days on which articles were published.
 *
 * Articles are in order of their dates, so that a period is a range of the list of all:
 * nothing is copied. Undated articles are in no period. Built once; immutable; lives in
 * the arena.
 */
#ifndef ARCHIVE_CALENDAR_H
#define ARCHIVE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "archive/listing.h"
#include "archive/record.h"

#define PERIOD_NONE UINT32_MAX

/* A year, a month or a day that has articles. */
struct period {
	int16_t year;
	uint8_t month, day;          /* 0: of the whole year, of the whole month */
	uint32_t start, end;         /* its articles: a range of the list of all */
	uint32_t first, child_count; /* its months or days: periods in a row */
};

/* All years, then all months, then all days, each in order. */
struct calendar {
	struct period *periods;
	uint32_t count;
	uint32_t year_count;
};

/* latest: all articles that are listed, as indexes of records, oldest first. */
void calendar_build(struct calendar *calendar, struct record *const *records,
                    const struct listing *latest, struct arena *arena);

/* The period with these numbers (0 for no month, no day), or PERIOD_NONE. */
uint32_t calendar_find(const struct calendar *calendar, int16_t year, uint8_t month,
                       uint8_t day);

/* The same for "2014", "2014/02", "2014/02/10". */
uint32_t calendar_named(const struct calendar *calendar, struct str name);

/* The nearest periods of the same length that have articles; PERIOD_NONE at the ends. */
void calendar_neighbours(const struct calendar *calendar, uint32_t period,
                         uint32_t *previous, uint32_t *next);

/* "2014", "2014/02", "2014/02/10" */
struct str period_name(const struct period *period, struct arena *arena);

/* "/2014/02/10/" */
struct str period_url(const struct period *period, struct arena *arena);

/* The first day of the week where a language is at home: 0 is Sunday. */
unsigned calendar_week_start(struct str language);

#endif
