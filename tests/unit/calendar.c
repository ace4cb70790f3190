#include "archive/calendar.h"

#include "archive/archive.h"
#include "fixture.h"
#include "t.h"

#define RECORDS_MAX 16

struct shelf {
	struct config config;
	struct record *records[RECORDS_MAX];
	uint32_t ids[RECORDS_MAX];
	struct listing listing;
	struct calendar calendar;
};

/* The calendar of articles on these days, in order; "" is undated. */
static void build(struct shelf *shelf, const char *const *dates, uint32_t count)
{
	shelf->config = config_of("title: The Test");
	for (uint32_t i = 0; i < count; i++) {
		struct str path =
			arena_printf(&t_arena, "content/%c.md", (char)('a' + i));
		struct article article = article_of(path.ptr, "2014-02-10");

		article.date = (struct date){ 0 };
		if (dates[i][0])
			date_parse(str_of(dates[i]), &article.date);
		shelf->records[i] = record_of(&shelf->config, &article);
		shelf->ids[i] = i;
	}
	shelf->listing =
		(struct listing){ STR("latest"), STR("/latest/"), shelf->ids, count };
	calendar_build(&shelf->calendar, shelf->records, &shelf->listing, &t_arena);
}

static struct str all_of(const struct calendar *calendar)
{
	struct buf out = { 0 };
	struct str text;

	for (uint32_t i = 0; i < calendar->count; i++) {
		const struct period *period = &calendar->periods[i];

		buf_printf(&out, "%s%.*s=%u-%u", i ? " " : "",
		           STR_ARG(period_name(period, &t_arena)), period->start,
		           period->end);
	}
	text = buf_keep(&out, &t_arena);
	buf_clear(&out);
	return text;
}

TEST(calendar, periods_are_ranges)
{
	static const char *const dates[] = {
		"", "", "1999-12-31", "2000-01-01", "2000-01-01T10:00", "2000-03-01"
	};
	struct shelf shelf;

	build(&shelf, dates, 6);
	CHECK_STR(all_of(&shelf.calendar),
	          STR("1999=2-3 2000=3-6 1999/12=2-3 2000/01=3-5 2000/03=5-6 "
	              "1999/12/31=2-3 2000/01/01=3-5 2000/03/01=5-6"));
	CHECK_INT(shelf.calendar.year_count, 2);
	CHECK_INT(shelf.calendar.periods[1].first, 3);
	CHECK_INT(shelf.calendar.periods[1].child_count, 2);
	CHECK_STR(period_url(&shelf.calendar.periods[6], &t_arena), STR("/2000/01/01/"));
}

TEST(calendar, same_month_of_other_years)
{
	static const char *const dates[] = { "2000-05-05", "2001-05-05" };
	struct shelf shelf;

	build(&shelf, dates, 2);
	CHECK_STR(all_of(&shelf.calendar),
	          STR("2000=0-1 2001=1-2 2000/05=0-1 2001/05=1-2 2000/05/05=0-1 "
	              "2001/05/05=1-2"));
}

TEST(calendar, nothing_dated)
{
	static const char *const dates[] = { "" };
	struct shelf shelf;

	build(&shelf, dates, 1);
	CHECK_INT(shelf.calendar.count, 0);
	CHECK(calendar_find(&shelf.calendar, 2014, 0, 0) == PERIOD_NONE);
}

TEST(calendar, find_by_name)
{
	static const char *const dates[] = { "0987-01-02", "2014-02-10", "2014-02-12" };
	static const char *const unknown[] = { "",        "2015",          "2014/2",
		                               "2014/03", "2014/02/11",    "2014/02/10/",
		                               "2014/00", "2014/02/10/11", "201" };
	struct shelf shelf;

	build(&shelf, dates, 3);
	for (uint32_t i = 0; i < shelf.calendar.count; i++)
		CHECK_INT(
			calendar_named(&shelf.calendar,
		                       period_name(&shelf.calendar.periods[i], &t_arena)),
			i);
	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
		CHECK(calendar_named(&shelf.calendar, str_of(unknown[i])) == PERIOD_NONE);
}

TEST(calendar, neighbours_are_of_one_length)
{
	static const char *const dates[] = { "1999-12-31", "2000-01-01" };
	struct shelf shelf;
	uint32_t previous, next;

	build(&shelf, dates, 2);
	for (uint32_t i = 0; i < 6; i += 2) {
		calendar_neighbours(&shelf.calendar, i, &previous, &next);
		CHECK(previous == PERIOD_NONE);
		CHECK_INT(next, i + 1);
		calendar_neighbours(&shelf.calendar, i + 1, &previous, &next);
		CHECK_INT(previous, i);
		CHECK(next == PERIOD_NONE);
	}
}

TEST(calendar, week_start)
{
	CHECK_INT(calendar_week_start(STR("en")), 1);
	CHECK_INT(calendar_week_start(STR("en-us")), 0);
	CHECK_INT(calendar_week_start(STR("ar-EG")), 6);
	CHECK_INT(calendar_week_start(STR("")), 1);
}
