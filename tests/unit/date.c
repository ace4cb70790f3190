#include "base/date.h"

#include <time.h>

#include "base/almanac.h"
#include "t.h"

static struct date date_of(const char *text)
{
	struct date date;

	CHECK(date_parse(str_of(text), &date));
	return date;
}

static struct str iso(struct date date)
{
	struct buf out = { 0 };
	struct str text;

	date_format_iso(date, &out);
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

static struct str reread(const char *text)
{
	return iso(date_of(text));
}

static struct str format(const char *date, const char *fmt, const char *language)
{
	struct buf out = { 0 };
	struct str text;
	size_t bad;

	CHECK(date_format(date_of(date), str_of(fmt), str_of(language), &out, &bad));
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

TEST(date, reads_what_yaml_toml_and_hugo_write)
{
	CHECK_STR(reread("2014-02-10"), STR("2014-02-10"));
	CHECK_STR(reread("2014-2-9"), STR("2014-02-09"));
	CHECK_STR(reread("2014-02-10T09:30"), STR("2014-02-10T09:30:00"));
	CHECK_STR(reread("2014-02-10t09:30:15"), STR("2014-02-10T09:30:15"));
	CHECK_STR(reread("2014-02-10 9:30:00 -0500"), STR("2014-02-10T09:30:00-05:00"));
	CHECK_STR(reread("2014-02-10  09:30:00.123456 +01:00"),
	          STR("2014-02-10T09:30:00+01:00"));
	CHECK_STR(reread("2014-02-10T09:30:00Z"), STR("2014-02-10T09:30:00+00:00"));
	CHECK_STR(reread("2014-02-10T09:30:00z"), STR("2014-02-10T09:30:00+00:00"));
	CHECK_STR(reread("2014-02-10 09:30 +5"), STR("2014-02-10T09:30:00+05:00"));
	CHECK_STR(reread("2014-02-10T09:30+05:45"), STR("2014-02-10T09:30:00+05:45"));
	CHECK_STR(reread("2016-12-31T23:59:60Z"), STR("2016-12-31T23:59:60+00:00"));
	CHECK_STR(reread("0033-04-03"), STR("0033-04-03"));
}

TEST(date, refuses_what_is_no_date)
{
	static const char *const wrong[] = {
		"",
		"2014",
		"2014-02",
		"10.2.2014",
		"20140210",
		"2014-02-10x",
		"2014-02-10T",
		"2014-02-10T9",
		" 2014-02-10",
		"2014-02-10 ",
		"2014-02-10Z",
		"2014-02-10T09:30:",
		"14-02-10",
		"2014/02/10",
		"2014-02-10T09:30.",
		"2014-02-10T09:30:00.",
		"soon",
		"2014-02-10T09:30:00+1:2",
		"2014-02-10T09:30:00+24:00",
		"2014-02-10T09:30:00+0100x",
		"2014-002-10",
		"-2014-02-10",
	};
	struct date date;

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		if (!CHECK(date_read(str_of(wrong[i]), &date) == DATE_NOT_ONE))
			CHECK_STR(str_of(wrong[i]), STR("(no date)"));
		CHECK(!date_is_known(date));
	}
}

TEST(date, knows_what_is_not_in_the_calendar)
{
	static const char *const wrong[] = {
		"2014-02-30", "2014-02-29",          "1900-02-29",
		"2014-13-01", "2014-00-10",          "2014-04-31",
		"2014-01-00", "2014-02-10T24:00",    "2014-02-10T9:60",
		"0000-01-01", "2014-02-10T09:30:61",
	};
	struct date date;

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		CHECK_INT(date_read(str_of(wrong[i]), &date), DATE_NOT_IN_CALENDAR);
	CHECK(date_parse(STR("2000-02-29"), &date));
	CHECK(date_parse(STR("9999-12-31"), &date));
}

TEST(date, orders_by_civil_day_and_time)
{
	static const char *const order[] = {
		"1974-12-31",       "2014-02-10",          "2014-02-10T00:00",
		"2014-02-10T09:30", "2014-02-10T09:30:01", "2014-02-11",
		"2014-03-01",       "2015-01-01",
	};
	struct date unknown = { 0 };

	for (size_t i = 0; i < ARRAY_LEN(order); i++) {
		CHECK_INT(date_cmp(unknown, date_of(order[i])), -1);
		for (size_t j = 0; j < ARRAY_LEN(order); j++)
			CHECK_INT(date_cmp(date_of(order[i]), date_of(order[j])),
			          (i > j) - (i < j));
	}
	CHECK_INT(date_cmp(unknown, unknown), 0);
}

TEST(date, counts_every_day_of_every_year)
{
	struct date date = { .year = 1, .month = 1, .day = 1 };
	struct date last = { .year = 9999, .month = 12, .day = 31 };
	int32_t first_day = date_to_days(date), last_day = date_to_days(last);
	struct date previous = { 0 };
	int wrong = 0;

	CHECK_INT(date_to_days(date_of("1970-01-01")), 0);
	CHECK_INT(date_to_days(date_of("2000-03-01")), 11017);
	CHECK_INT(first_day, -719162);
	CHECK_INT(last_day, 2932896);
	for (int32_t day = first_day; day <= last_day; day++) {
		date = date_from_days(day);
		wrong += date_to_days(date) != day || date_cmp(previous, date) >= 0 ||
		         (int)date_weekday(date) != (day + 4 + 7 * 110000) % 7;
		previous = date;
	}
	CHECK_INT(wrong, 0);
	CHECK(!date_is_known(date_from_days(first_day - 1)));
	CHECK(!date_is_known(date_from_days(last_day + 1)));
	CHECK(!date_is_known(date_from_days(INT32_MIN)));
	CHECK(!date_is_known(date_from_days(INT32_MAX)));
	CHECK_INT(date_to_days((struct date){ 0 }), first_day - 1);
}

TEST(date, counts_seconds_from_1970)
{
	CHECK_INT(date_to_seconds(date_of("1970-01-01T00:00Z")), 0);
	CHECK_INT(date_to_seconds(date_of("2014-02-10T09:30:00+01:00")), 1392021000);
	CHECK_INT(date_to_seconds(date_of("2014-02-10T09:30:00")), 1392024600);
	CHECK_INT(date_to_seconds(date_of("1969-12-31T23:59:59Z")), -1);
	CHECK_STR(iso(date_from_seconds(1392021000, 60)),
	          STR("2014-02-10T09:30:00+01:00"));
	CHECK_STR(iso(date_from_seconds(-1, 0)), STR("1969-12-31T23:59:59+00:00"));
	CHECK_STR(iso(date_from_seconds(-1, OFFSET_NONE)), STR("1969-12-31T23:59:59"));
	CHECK_STR(iso(date_from_seconds(0, -210)), STR("1969-12-31T20:30:00-03:30"));
	CHECK_STR(iso(date_from_seconds(INT64_MAX, 0)), STR(""));
	CHECK_STR(iso(date_from_seconds(INT64_MIN, -60)), STR(""));
}

TEST(date, formats_as_strftime_does)
{
	static const char *const formats[] = {
		"%a %A %b %B %C %d %D %e %F %g %G %h %H %I",
		"%j %k %l %m %M %n %p %P %r %R",
		"%S %t %T %u %U %V %w %W %y %Y %%",
		"%-d/%-m %_d/%_m %-H %-I %_j %-y",
		"%c|%x|%X",
	};
	int wrong = 0;

	for (int32_t day = -40000; day < 40000; day += 13) {
		struct date date =
			date_from_seconds((int64_t)day * 86400 + day * 7 % 86400, 0);
		time_t seconds = date_to_seconds(date);
		struct tm tm;

		gmtime_r(&seconds, &tm);
		for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
			struct buf out = { 0 };
			char want[200];
			size_t bad;

			CHECK(date_format(date, str_of(formats[i]), STR("en"), &out,
			                  &bad));
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			strftime(want, sizeof(want), formats[i], &tm);
#pragma GCC diagnostic pop
			if (!str_eq(buf_str(&out), str_of(want)) && !wrong++)
				CHECK_STR(buf_str(&out), str_of(want));
			buf_clear(&out);
		}
	}
	CHECK_INT(wrong, 0);
}

TEST(date, writes_offsets_only_if_known)
{
	CHECK_STR(format("2014-02-10", "[%z%Z]", "en"), STR("[]"));
	CHECK_STR(format("2014-02-10T09:30", "[%z%Z]", "en"), STR("[]"));
	CHECK_STR(format("2014-02-10T09:30Z", "%z %Z", "en"), STR("+0000 UTC"));
	CHECK_STR(format("2014-02-10T09:30-03:30", "%z %Z", "en"), STR("-0330 -03:30"));
	CHECK_STR(format("2014-02-10T09:30:00+01:00", "%s", "en"), STR("1392021000"));
}

TEST(date, speaks_the_languages_of_newspapers)
{
	CHECK_STR(format("2014-02-10", "%A, %-d %B %Y", "en-GB"),
	          STR("Monday, 10 February 2014"));
	CHECK_STR(format("2014-03-10", "%A, %-d. %B %Y", "de"),
	          STR("Montag, 10. März 2014"));
	CHECK_STR(format("2014-02-10", "%A %-d %B %Y", "fr-CA"),
	          STR("lundi 10 février 2014"));
	CHECK_STR(format("2014-02-10", "%-d de %B de %Y", "pt-BR"),
	          STR("10 de fevereiro de 2014"));
	CHECK_STR(format("2014-02-10", "%Y年%B%-d日 (%a)", "ja"),
	          STR("2014年2月10日 (月)"));
	CHECK_STR(format("2014-02-10", "%Y년 %B %-d일", "KO"), STR("2014년 2월 10일"));
	CHECK_STR(format("2014-02-10", "%A، %-d %B %Y", "ar"),
	          STR("الاثنين، 10 فبراير 2014"));
	CHECK_STR(format("2014-02-10", "%-d. %b", "no"), STR("10. feb."));
	CHECK_STR(format("2014-02-10T15:00", "%p%-I", "ja"), STR("午後3"));
	CHECK_STR(format("2014-02-10", "%B", "tlh"), STR("February"));
	CHECK_STR(format("2014-02-10", "%B", ""), STR("February"));
	CHECK_STR(format("2014-02-10", "%B", "w"), STR("February"));
	CHECK_STR(format("2014-02-10", "%B", "deutsch"), STR("February"));
}

TEST(date, puts_months_in_the_case_that_a_day_asks_for)
{
	CHECK_STR(format("2014-02-10", "%-d %B %Y", "pl"), STR("10 lutego 2014"));
	CHECK_STR(format("2014-02-10", "%B %Y", "pl"), STR("luty 2014"));
	CHECK_STR(format("2014-05-10", "%e %B", "ru"), STR("10 мая"));
	CHECK_STR(format("2014-05-10", "%B %Y", "ru"), STR("май 2014"));
	CHECK_STR(format("2014-05-10", "%-d. %B", "cs"), STR("10. května"));
	CHECK_STR(format("2014-05-10", "%-d. %B", "fi"), STR("10. toukokuuta"));
	CHECK_STR(format("2014-05-10", "%d %B", "uk"), STR("10 травня"));
	CHECK_STR(format("2014-05-10", "%d %B", "el"), STR("10 Μαΐου"));
	CHECK_STR(format("2014-05-10", "%B, 100%%d", "el"), STR("Μάιος, 100%d"));
}

TEST(date, has_as_many_names_as_there_are_months_and_days)
{
	static const char *const languages[] = { "en", "ar", "bg", "ca", "cs", "da", "de",
		                                 "el", "es", "fa", "fi", "fr", "he", "hi",
		                                 "hr", "hu", "id", "it", "ja", "ko", "nb",
		                                 "nl", "nn", "pl", "pt", "ro", "ru", "sk",
		                                 "sv", "tr", "uk", "zh" };

	for (size_t i = 0; i < ARRAY_LEN(languages); i++) {
		const struct almanac *names = almanac_of(str_of(languages[i]));

		CHECK(i == 0 || names != almanac_of(STR("en")));
		CHECK(almanac_name(names->months, 11).len &&
		      !almanac_name(names->months, 12).len);
		CHECK(almanac_name(names->short_months, 11).len &&
		      !almanac_name(names->short_months, 12).len);
		CHECK(!names->dated || (almanac_name(names->dated, 11).len &&
		                        !almanac_name(names->dated, 12).len));
		CHECK(almanac_name(names->days, 6).len &&
		      !almanac_name(names->days, 7).len);
		CHECK(almanac_name(names->short_days, 6).len &&
		      !almanac_name(names->short_days, 7).len);
		CHECK(almanac_name(names->halves, 1).len &&
		      !almanac_name(names->halves, 2).len);
	}
}

TEST(date, prints_nothing_for_an_unknown_date)
{
	struct buf out = { 0 };
	size_t bad;

	buf_puts(&out, "on ");
	CHECK(date_format((struct date){ 0 }, STR("%d %B"), STR("en"), &out, &bad));
	date_format_iso((struct date){ 0 }, &out);
	CHECK_STR(buf_str(&out), STR("on "));
	buf_clear(&out);
}

TEST(date, names_the_place_of_a_conversion_that_it_does_not_know)
{
	static const struct {
		const char *fmt;
		size_t at;
	} wrong[] = {
		{ "%d %Q", 3 }, { "%", 0 }, { "ab%-", 2 }, { "%d%E", 2 }, { "%--d", 0 }
	};

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct buf out = { 0 };
		size_t bad = 99;

		CHECK(!date_format(date_of("2014-02-10"), str_of(wrong[i].fmt), STR("en"),
		                   &out, &bad));
		CHECK_INT(bad, wrong[i].at);
		CHECK_INT(out.len, 0);
		CHECK(!date_format((struct date){ 0 }, str_of(wrong[i].fmt), STR("en"),
		                   &out, &bad));
		buf_clear(&out);
	}
}
