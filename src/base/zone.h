/*
 * zone: a time zone of the tz database, for turning instants into civil dates.
 *
 * Reads compiled zones (TZif, RFC 8536) below /usr/share/zoneinfo once; nothing is
 * taken from TZ or /etc/localtime. A zone is immutable and may be shared by threads.
 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"

struct zone;

/* "UTC" needs no file. NULL if there is no such zone or its file is damaged. */
const struct zone *zone_open(struct arena *arena, struct str name);

/* The same from the bytes of a TZif file, for tests. */
const struct zone *zone_parse(struct arena *arena, struct str tzif);

/* Minutes east of UTC at that instant (seconds since 1970-01-01T00:00Z). */
int16_t zone_offset_at(const struct zone *zone, int64_t seconds);

/*
 * The date as a clock in the zone shows it. A bare date, and a time without an offset,
 * stay the same day and time; the latter gets the zone's offset.
 */
struct date zone_localize(const struct zone *zone, struct date date);

#endif
