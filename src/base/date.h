/*
 * date: civil dates and times, as a newspaper prints them.
 *
 * A date is what the calendar on the wall said: it is never shifted, and the zero
 * value is "unknown". The machine's clock, time zone and locale are never read.
 * Owns nothing.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

#define OFFSET_NONE INT16_MIN

struct date {
	int16_t year;                 /* 1 to 9999; 0: unknown */
	uint8_t month, day;           /* from 1 */
	bool has_time;                /* the rest is 0 without */
	uint8_t hour, minute, second; /* second up to 60 */
	int16_t offset;               /* minutes east of UTC, or OFFSET_NONE */
};

bool date_is_known(struct date date);

/*
 * Read 2014-02-10, 2014-02-10T09:30, 2014-02-10 09:30:00.5 +0100, ...Z and the like
 * (ISO 8601 as YAML, TOML and Hugo write it). All of text must be used. False if it
 * is no date or not in the calendar (2014-02-30).
 */
bool date_parse(struct str text, struct date *date);

enum date_fault { DATE_FINE, DATE_NOT_ONE, DATE_NOT_IN_CALENDAR };

/* date_parse that says what is wrong; *date is unknown then. */
enum date_fault date_read(struct str text, struct date *date);

/* -1, 0, 1: by civil day and time; unknown dates are before all others. */
int date_cmp(struct date a, struct date b);

/*
 * Days since 1970-01-01 of the civil day, and back. Unknown is the day before
 * 0001-01-01, and so is what lies outside the years 1 to 9999.
 */
int32_t date_to_days(struct date date);
struct date date_from_days(int32_t days);

/* Seconds since 1970-01-01T00:00 UTC, an absent offset taken as 0, and back. */
int64_t date_to_seconds(struct date date);
struct date date_from_seconds(int64_t seconds, int16_t offset);

/* 0 is Sunday. */
unsigned date_weekday(struct date date);

/* 2014-02-10, or 2014-02-10T09:30:00+01:00: for <time datetime>, feeds and JSON. */
void date_format_iso(struct date date, struct buf *out);

/*
 * strftime's conversions (%a %A %b %B %c %C %d %D %e %F %g %G %h %H %I %j %k %l %m %M
 * %n %p %P %r %R %s %S %t %T %u %U %V %w %W %x %X %y %Y %z %Z %%, and "-" or "_" as in
 * %-d), with names of months and days in the language (a BCP 47 tag; English if it is
 * not known). An unknown date gives nothing. False if fmt has another conversion:
 * *bad is then its place.
 */
bool date_format(struct date date, struct str fmt, struct str language, struct buf *out,
                 size_t *bad);

#endif
