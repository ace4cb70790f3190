#include "base/zone.h"

#include <string.h>

#include "base/attr.h"
#include "base/files.h"

#define ZONE_FOLDER     "/usr/share/zoneinfo"
#define ZONE_NAME_MAX   64
#define ZONE_MAX        ((size_t)64 << 10) /* the largest real one has 4 KiB */
#define HEADER_SIZE     44
#define TYPE_SIZE       6
#define TRANSITIONS_MAX 10000 /* one a week for 190 years */
#define DAY_SECONDS     86400
#define YEAR_LAST       9999

/* When in a year the clocks change. */
struct change {
	enum { BY_WEEKDAY, BY_DAY_NO_LEAP, BY_DAY } kind;
	int month, week, day; /* day: a weekday (0 is Sunday), or the day of the year */
	int32_t seconds;      /* after midnight, by the clock before the change */
};

/* What holds after the last transition: a POSIX TZ string such as
 * GMT0BST,M3.5.0/1,M10.5.0 */
struct rule {
	bool is_set, has_summer;
	int32_t standard, summer; /* seconds east of UTC */
	struct change start, end; /* of summer time */
};

struct zone {
	size_t count;
	const int64_t *times;   /* of transitions, ascending */
	const int32_t *offsets; /* seconds east of UTC from then on */
	int32_t first;          /* and before the first of them */
	struct rule rule;
};

static const struct zone utc = { 0 };

/* The rule's syntax: each of these takes something off *rest. */

static bool take_name(struct str *rest)
{
	size_t len = 0;

	if (str_skip_prefix(rest, STR("<"))) {
		len = str_find_char(*rest, '>');
		if (len == STR_NONE)
			return false;
		*rest = str_from(*rest, len + 1);
		return true;
	}
	while (len < rest->len && is_alpha(rest->ptr[len]))
		len++;
	*rest = str_from(*rest, len);
	return len >= 3;
}

static bool take_number(struct str *rest, int max, int *out)
{
	size_t len = 0;

	*out = 0;
	while (len < rest->len && len < 4 && is_digit(rest->ptr[len]))
		*out = *out * 10 + (rest->ptr[len++] - '0');
	*rest = str_from(*rest, len);
	return len && *out <= max;
}

/* [+-]hh[:mm[:ss]] */
static bool take_duration(struct str *rest, int32_t *seconds)
{
	int hours, minutes = 0, rest_seconds = 0;
	bool negative = str_skip_prefix(rest, STR("-"));

	if (!negative)
		str_skip_prefix(rest, STR("+"));
	if (!take_number(rest, 167, &hours))
		return false;
	if (str_skip_prefix(rest, STR(":"))) {
		if (!take_number(rest, 59, &minutes))
			return false;
		if (str_skip_prefix(rest, STR(":")) &&
		    !take_number(rest, 59, &rest_seconds))
			return false;
	}
	*seconds = hours * 3600 + minutes * 60 + rest_seconds;
	if (negative)
		*seconds = -*seconds;
	return true;
}

/* ,M3.5.0/1 or ,J60 or ,59/3 */
static bool take_change(struct str *rest, struct change *change)
{
	bool ok;

	if (!str_skip_prefix(rest, STR(",")))
		return false;
	if (str_skip_prefix(rest, STR("M"))) {
		change->kind = BY_WEEKDAY;
		ok = take_number(rest, 12, &change->month) && change->month > 0 &&
		     str_skip_prefix(rest, STR(".")) &&
		     take_number(rest, 5, &change->week) && change->week > 0 &&
		     str_skip_prefix(rest, STR(".")) &&
		     take_number(rest, 6, &change->day);
	} else if (str_skip_prefix(rest, STR("J"))) {
		change->kind = BY_DAY_NO_LEAP;
		ok = take_number(rest, 365, &change->day) && change->day > 0;
	} else {
		change->kind = BY_DAY;
		ok = take_number(rest, 365, &change->day);
	}
	change->seconds = 2 * 3600;
	return ok && (!str_skip_prefix(rest, STR("/")) ||
	              take_duration(rest, &change->seconds));
}

static bool parse_rule(struct str text, struct rule *rule)
{
	*rule = (struct rule){ 0 };
	if (text.len == 0)
		return true;
	/* POSIX counts west of Greenwich. */
	if (!take_name(&text) || !take_duration(&text, &rule->standard))
		return false;
	rule->standard = -rule->standard;
	rule->is_set = true;
	if (text.len == 0)
		return true;
	rule->has_summer = true;
	rule->summer = rule->standard + 3600;
	if (!take_name(&text))
		return false;
	if (text.len && text.ptr[0] != ',') {
		if (!take_duration(&text, &rule->summer))
			return false;
		rule->summer = -rule->summer;
	}
	return take_change(&text, &rule->start) && take_change(&text, &rule->end) &&
	       text.len == 0;
}

/* The day of the change in that year, as days since 1970-01-01. */
static int64_t change_day(const struct change *change, int year)
{
	struct date date = { .year = (int16_t)year, .month = 1, .day = 1 };
	bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	int64_t days;

	switch (change->kind) {
	case BY_DAY:
		return date_to_days(date) + change->day;
	case BY_DAY_NO_LEAP:
		return date_to_days(date) + change->day - 1 +
		       (is_leap && change->day >= 60);
	case BY_WEEKDAY:
		break;
	}
	date.month = (uint8_t)change->month;
	days = date_to_days(date);
	days += (change->day + 7 - (int)date_weekday(date)) % 7 + (change->week - 1) * 7;
	/* Week 5 is the last one: of four, in most months. */
	if (date_from_days((int32_t)days).month != change->month)
		days -= 7;
	return days;
}

static int32_t rule_offset_at(const struct rule *rule, int64_t seconds)
{
	int year = date_from_seconds(seconds, 0).year;
	int64_t start, end;

	if (!rule->has_summer || year == 0)
		return rule->standard;
	start = change_day(&rule->start, year) * DAY_SECONDS + rule->start.seconds -
	        rule->standard;
	end = change_day(&rule->end, year) * DAY_SECONDS + rule->end.seconds -
	      rule->summer;
	if (start < end)
		return seconds >= start && seconds < end ? rule->summer : rule->standard;
	return seconds >= end && seconds < start ? rule->standard : rule->summer;
}

static uint32_t read_u32(const char *at)
{
	const unsigned char *byte = (const unsigned char *)at;

	return (uint32_t)byte[0] << 24 | (uint32_t)byte[1] << 16 |
	       (uint32_t)byte[2] << 8 | byte[3];
}

static int64_t read_i64(const char *at)
{
	return (int64_t)((uint64_t)read_u32(at) << 32 | read_u32(at + 4));
}

/* A TZif header: the numbers of things in the block behind it. */
struct block {
	uint32_t indicators[2], leaps, times, types, chars;
};

static bool take_header(struct str *rest, struct block *block)
{
	const char *counts;

	if (rest->len < HEADER_SIZE || !str_has_prefix(*rest, STR("TZif")))
		return false;
	counts = rest->ptr + 20;
	*block = (struct block){
		.indicators = { read_u32(counts), read_u32(counts + 4) },
		.leaps = read_u32(counts + 8),
		.times = read_u32(counts + 12),
		.types = read_u32(counts + 16),
		.chars = read_u32(counts + 20),
	};
	*rest = str_from(*rest, HEADER_SIZE);
	return block->times <= TRANSITIONS_MAX && block->types >= 1 &&
	       block->types <= 256 && block->chars <= ZONE_MAX &&
	       block->leaps <= ZONE_MAX && block->indicators[0] <= 256 &&
	       block->indicators[1] <= 256;
}

static size_t block_size(const struct block *block, size_t time_size)
{
	return block->times * (time_size + 1) + (size_t)block->types * TYPE_SIZE +
	       block->chars + block->leaps * (time_size + 4) + block->indicators[0] +
	       block->indicators[1];
}

/* The second block, with times of 64 bits; data is as long as block_size says. */
static bool read_block(struct arena *arena, struct str data, const struct block *block,
                       struct zone *zone)
{
	int64_t *times = ARENA_ARRAY(arena, int64_t, block->times);
	int32_t *offsets = ARENA_ARRAY(arena, int32_t, block->times);
	const char *indexes = data.ptr + block->times * 8u;
	const char *types = indexes + block->times;

	for (uint32_t i = 0; i < block->times; i++) {
		unsigned char type = (unsigned char)indexes[i];

		times[i] = read_i64(data.ptr + i * 8u);
		if (type >= block->types || (i && times[i] <= times[i - 1]))
			return false;
		offsets[i] = (int32_t)read_u32(types + type * TYPE_SIZE);
		if (offsets[i] <= -DAY_SECONDS || offsets[i] >= DAY_SECONDS)
			return false;
	}
	zone->count = block->times;
	zone->times = times;
	zone->offsets = offsets;
	zone->first = (int32_t)read_u32(types);
	return zone->first > -DAY_SECONDS && zone->first < DAY_SECONDS;
}

const struct zone *zone_parse(struct arena *arena, struct str tzif)
{
	struct zone *zone = ARENA_NEW(arena, struct zone);
	struct str rest = tzif, footer;
	struct block block;

	/* Version 1 has times of 32 bits only, and no rule: nobody ships it alone. */
	if (!take_header(&rest, &block) || tzif.ptr[4] < '2' ||
	    rest.len < block_size(&block, 4))
		return NULL;
	rest = str_from(rest, block_size(&block, 4));
	if (!take_header(&rest, &block) || rest.len < block_size(&block, 8))
		return NULL;
	if (!read_block(arena, rest, &block, zone))
		return NULL;
	rest = str_from(rest, block_size(&block, 8));
	if (!str_skip_prefix(&rest, STR("\n")) || !str_cut(rest, '\n', &footer, &rest))
		return NULL;
	return parse_rule(footer, &zone->rule) ? zone : NULL;
}

/* Names become paths: Europe/London, Etc/GMT+1. */
static bool is_name(struct str name)
{
	if (name.len == 0 || name.len > ZONE_NAME_MAX || !is_alpha(name.ptr[0]))
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!is_alnum(name.ptr[i]) && !strchr("/_+-", name.ptr[i]))
			return false;
	return true;
}

const struct zone *zone_open(struct arena *arena, struct str name)
{
	const struct zone *zone = NULL;
	struct files *files;
	struct str tzif;

	if (str_eq(name, STR("UTC")))
		return &utc;
	if (!is_name(name))
		return NULL;
	files = files_open_disk(STR(ZONE_FOLDER));
	if (files_read(files, name, ZONE_MAX, arena, &tzif, NULL) == FILE_OK)
		zone = zone_parse(arena, tzif);
	files_close(files);
	return zone;
}

int16_t zone_offset_at(const struct zone *zone, int64_t seconds)
{
	size_t low = 0, high = zone->count;
	int32_t offset;

	/* How many transitions are not after the instant? */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (zone->times[middle] <= seconds)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == zone->count && zone->rule.is_set)
		offset = rule_offset_at(&zone->rule, seconds);
	else
		offset = low ? zone->offsets[low - 1] : zone->first;
	return (int16_t)(offset / 60);
}

/*
 * The offset when clocks in the zone show that time. When they show it twice, the first
 * is meant; a time that they skip is read as if they had not been put forward yet.
 */
static int16_t offset_of_civil(const struct zone *zone, struct date date)
{
	int64_t civil;
	int16_t before, after;

	date.offset = 0;
	civil = date_to_seconds(date);
	before = zone_offset_at(zone, civil - DAY_SECONDS);
	after = zone_offset_at(zone, civil + DAY_SECONDS);
	if (zone_offset_at(zone, civil - before * 60) != before &&
	    zone_offset_at(zone, civil - after * 60) == after)
		return after;
	return before;
}

struct date zone_localize(const struct zone *zone, struct date date)
{
	int64_t seconds;

	if (!date_is_known(date) || !date.has_time)
		return date;
	if (date.offset == OFFSET_NONE) {
		date.offset = offset_of_civil(zone, date);
		return date;
	}
	seconds = date_to_seconds(date);
	return date_from_seconds(seconds, zone_offset_at(zone, seconds));
}
