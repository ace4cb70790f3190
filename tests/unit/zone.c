#include "base/zone.h"

#include "base/buf.h"
#include "t.h"

/* A TZif file of version 2 whose second block has the given parts. */
struct tzif {
	const char *times;   /* 8 bytes for each transition */
	const char *indexes; /* one digit for each transition */
	struct str types;    /* 6 bytes each */
	const char *footer;
	size_t count;
};

static void add_u32(struct buf *out, size_t n)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_add_char(out, (char)(n >> shift & 255));
}

static void add_header(struct buf *out, size_t times, size_t types)
{
	buf_puts(out, "TZif2");
	buf_add_chars(out, '\0', 15);
	add_u32(out, 0);
	add_u32(out, 0);
	add_u32(out, 0);
	add_u32(out, times);
	add_u32(out, types);
	add_u32(out, 4);
}

static struct str tzif_bytes(const struct tzif *tzif)
{
	struct buf out = { 0 };
	struct str bytes;

	add_header(&out, 0, 1);
	buf_add_chars(&out, '\0', 6 + 4);
	add_header(&out, tzif->count, tzif->types.len / 6);
	buf_add(&out, (struct str){ tzif->times, tzif->count * 8 });
	for (size_t i = 0; i < tzif->count; i++)
		buf_add_char(&out, (char)(tzif->indexes[i] - '0'));
	buf_add(&out, tzif->types);
	buf_puts(&out, "ABC");
	buf_add_char(&out, '\0');
	buf_add_char(&out, '\n');
	buf_add(&out, str_of(tzif->footer));
	buf_add_char(&out, '\n');
	bytes = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return bytes;
}

static const struct zone *zone_of_rule(const char *rule)
{
	struct tzif tzif = { "", "", STR("\0\0\0\0\0\0"), rule, 0 };

	return zone_parse(&t_arena, tzif_bytes(&tzif));
}

static struct date date_of(const char *text)
{
	struct date date;

	CHECK(date_parse(str_of(text), &date));
	return date;
}

static int offset_at(const struct zone *zone, const char *instant)
{
	return zone_offset_at(zone, date_to_seconds(date_of(instant)));
}

static struct str localized(const struct zone *zone, const char *date)
{
	struct buf out = { 0 };
	struct str text;

	date_format_iso(zone_localize(zone, date_of(date)), &out);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

TEST(zone, knows_utc_without_a_file)
{
	const struct zone *utc = zone_open(&t_arena, STR("UTC"));

	CHECK_INT(zone_offset_at(utc, 0), 0);
	CHECK_STR(localized(utc, "2014-02-10T09:30:00+01:00"),
	          STR("2014-02-10T08:30:00+00:00"));
	CHECK_STR(localized(utc, "2014-02-10T09:30"), STR("2014-02-10T09:30:00+00:00"));
}

TEST(zone, never_shifts_a_bare_date)
{
	const struct zone *zone = zone_of_rule("XXX-14");

	CHECK_STR(localized(zone, "2014-02-10"), STR("2014-02-10"));
	CHECK_STR(localized(zone, "2014-02-10T23:00"), STR("2014-02-10T23:00:00+14:00"));
	CHECK_STR(localized(zone, "2014-02-10T23:00Z"), STR("2014-02-11T13:00:00+14:00"));
	CHECK(!date_is_known(zone_localize(zone, (struct date){ 0 })));
}

TEST(zone, follows_the_rule_after_the_last_transition)
{
	const struct zone *london = zone_of_rule("GMT0BST,M3.5.0/1,M10.5.0");
	const struct zone *santiago = zone_of_rule("<-04>4<-03>,M9.1.6/24,M4.1.6/24");

	CHECK_INT(offset_at(london, "2040-03-25T00:59:59Z"), 0);
	CHECK_INT(offset_at(london, "2040-03-25T01:00:00Z"), 60);
	CHECK_INT(offset_at(london, "2040-10-28T00:59:59Z"), 60);
	CHECK_INT(offset_at(london, "2040-10-28T01:00:00Z"), 0);
	CHECK_INT(offset_at(santiago, "2040-01-15T12:00:00Z"), -180);
	CHECK_INT(offset_at(santiago, "2040-04-08T02:59:59Z"), -180);
	CHECK_INT(offset_at(santiago, "2040-04-08T03:00:00Z"), -240);
	CHECK_INT(offset_at(santiago, "2040-09-02T03:59:59Z"), -240);
	CHECK_INT(offset_at(santiago, "2040-09-02T04:00:00Z"), -180);
}

TEST(zone, counts_days_of_the_year_with_and_without_leap_days)
{
	const struct zone *julian = zone_of_rule("AAA0BBB,J60/0,J365/0");
	const struct zone *plain = zone_of_rule("AAA0BBB,59/0,300/0");

	CHECK_INT(offset_at(julian, "2040-02-29T23:00Z"), 0);
	CHECK_INT(offset_at(julian, "2040-03-01T00:00Z"), 60);
	CHECK_INT(offset_at(plain, "2040-02-28T23:00Z"), 0);
	CHECK_INT(offset_at(plain, "2040-02-29T00:00Z"), 60);
}

TEST(zone, takes_the_first_of_a_time_that_comes_twice)
{
	const struct zone *london = zone_of_rule("GMT0BST,M3.5.0/1,M10.5.0");

	CHECK_STR(localized(london, "2040-10-28T01:30"),
	          STR("2040-10-28T01:30:00+01:00"));
	CHECK_STR(localized(london, "2040-10-28T02:00"),
	          STR("2040-10-28T02:00:00+00:00"));
	CHECK_STR(localized(london, "2040-03-25T01:30"),
	          STR("2040-03-25T01:30:00+00:00"));
	CHECK_STR(localized(london, "2040-03-25T02:30"),
	          STR("2040-03-25T02:30:00+01:00"));
}

TEST(zone, reads_transitions_before_the_rule)
{
	/* From the year 1970 on +01:00, from 10^9 seconds later on +02:00. */
	struct tzif tzif = { "\0\0\0\0\0\0\0\0\0\0\0\0\x3b\x9a\xca\0", "12",
		             STR("\xff\xff\xff\xb5\0\0\0\0\x0e\x10\0\0\0\0\x1c\x20\1\0"),
		             "", 2 };
	const struct zone *zone = zone_parse(&t_arena, tzif_bytes(&tzif));

	if (!CHECK(zone))
		return;
	CHECK_INT(zone_offset_at(zone, -1), -1);
	CHECK_INT(zone_offset_at(zone, 0), 60);
	CHECK_INT(zone_offset_at(zone, 999999999), 60);
	CHECK_INT(zone_offset_at(zone, 1000000000), 120);
	CHECK_INT(zone_offset_at(zone, INT64_MAX), 120);
	tzif.indexes = "13";
	CHECK(!zone_parse(&t_arena, tzif_bytes(&tzif)));
	tzif.indexes = "12";
	tzif.times = "\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\1";
	CHECK(!zone_parse(&t_arena, tzif_bytes(&tzif)));
}

TEST(zone, refuses_damaged_files)
{
	static const char *const rules[] = { "X0",
		                             "GMT",
		                             "GMT0BST",
		                             "GMT0BST,",
		                             "GMT0BST,M13.1.0,M1.1.0",
		                             "GMT0BST,M3.5.0/1,M10.5.0x",
		                             "GMT0BST,J0,J1",
		                             "<GMT0",
		                             "GMT200",
		                             "GMT0BST,M3.5,M4.5.0" };
	struct tzif tzif = { "", "", STR("\0\0\0\0\0\0"), "UTC0", 0 };
	struct str whole = tzif_bytes(&tzif);

	CHECK(zone_parse(&t_arena, whole));
	for (size_t len = 0; len < whole.len; len++)
		CHECK(!zone_parse(&t_arena, str_slice(whole, 0, len)));
	for (size_t i = 0; i < ARRAY_LEN(rules); i++)
		CHECK(!zone_of_rule(rules[i]));
}

TEST(zone, opens_zones_by_name_and_nothing_else)
{
	static const char *const wrong[] = { "",
		                             "Mars/Olympus",
		                             "../../../etc/passwd",
		                             "/etc/localtime",
		                             "Europe",
		                             "Europe/",
		                             "zone.tab",
		                             "Europe/London\n" };
	const struct zone *london;

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		CHECK(!zone_open(&t_arena, str_of(wrong[i])));
	london = zone_open(&t_arena, STR("Europe/London"));
	if (!london) {
		t_skip("no /usr/share/zoneinfo");
		return;
	}
	CHECK_INT(offset_at(london, "1974-06-01T12:00Z"), 60);
	CHECK_INT(offset_at(london, "1970-01-01T00:00Z"), 60); /* British Standard Time */
	CHECK_INT(offset_at(london, "1980-01-01T00:00Z"), 0);
	CHECK_INT(offset_at(london, "2014-07-01T00:00Z"), 60);
	CHECK_STR(localized(london, "2014-06-30T23:30:00Z"),
	          STR("2014-07-01T00:30:00+01:00"));
}
