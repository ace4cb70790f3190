/*
 * periods: the years, months and days of the calendar, as templates see them.
 */
#include "render/view.h"

#include "base/attr.h"

#define WEEK 7

struct period_view {
	struct object object;
	struct view *view;
	uint32_t period;
};

static const struct calendar *calendar_of(const struct view *view)
{
	return &view->site->archive->calendar;
}

static const struct period *period_at(const struct view *view, uint32_t period)
{
	return &calendar_of(view)->periods[period];
}

/* Its first day. */
static struct date date_of(const struct period *period)
{
	return (struct date){
		.year = period->year,
		.month = period->month ? period->month : 1,
		.day = period->day ? period->day : 1,
		.offset = OFFSET_NONE,
	};
}

static void note(struct view *view, const struct period *period, const char *asked)
{
	struct str name = period ? period_name(period, view->arena) : STR("");

	view_note(view, FACT_CALENDAR,
	          arena_printf(view->arena, "%.*s?%s", STR_ARG(name), asked));
}

struct value period_title(struct view *view, uint32_t number)
{
	const struct period *period = period_at(view, number);
	struct str fmt = period->day     ? STR("%-d %B %Y")
	                 : period->month ? STR("%B %Y")
	                                 : STR("%Y");
	struct buf title = { 0 };
	struct value value;
	size_t bad;

	date_format(date_of(period), fmt, view->site->config->language, &title, &bad);
	value = value_str(buf_keep(&title, view->arena));
	buf_clear(&title);
	return value;
}

static struct value objects(struct view *view, uint32_t first, uint32_t count)
{
	struct value *items = ARENA_ARRAY(view->arena, struct value, count);

	for (uint32_t i = 0; i < count; i++)
		items[i] = period_object(view, first + i);
	return value_list(items, count);
}

struct value year_objects(struct view *view)
{
	note(view, NULL, "parts");
	return objects(view, 0, calendar_of(view)->year_count);
}

static struct value parts_field(struct view *view, uint32_t number)
{
	const struct period *period = period_at(view, number);

	if (period->day)
		return UNDEFINED;
	note(view, period, "parts");
	return objects(view, period->first, period->child_count);
}

static struct value parent_field(struct view *view, uint32_t number)
{
	const struct period *period = period_at(view, number);

	if (!period->month)
		return UNDEFINED;
	return period_object(view, calendar_find(calendar_of(view), period->year,
	                                         period->day ? period->month : 0, 0));
}

static struct value beside(struct view *view, uint32_t number, bool is_next)
{
	uint32_t both[2];

	note(view, period_at(view, number), "beside");
	calendar_neighbours(calendar_of(view), number, &both[0], &both[1]);
	return both[is_next] == PERIOD_NONE ? UNDEFINED
	                                    : period_object(view, both[is_next]);
}

static struct value previous_field(struct view *view, uint32_t number)
{
	return beside(view, number, false);
}

static struct value next_field(struct view *view, uint32_t number)
{
	return beside(view, number, true);
}

static struct value count_field(struct view *view, uint32_t number)
{
	const struct period *period = period_at(view, number);

	note(view, period, "count");
	return value_int(period->end - period->start);
}

static struct value items_field(struct view *view, uint32_t number)
{
	const struct period *period = period_at(view, number);

	note(view, period, "items");
	return cards_newest_first(view, &view->site->archive->latest, period->start,
	                          period->end);
}

/* One day of a grid: its number, its date, and its period if it has articles. */
static struct value cell(struct view *view, const struct period *month, int32_t day)
{
	struct value_builder cell = { .arena = view->arena };
	struct date date = date_from_days(day);
	uint32_t found;

	if (date_is_known(date)) {
		value_add(&cell, STR("date"), view_date(view, date));
		value_add(&cell, STR("day"), value_int(date.day));
	}
	if (date.year != month->year || date.month != month->month) {
		value_add(&cell, STR("outside"), value_bool(true));
		return value_built_dict(&cell);
	}
	found = calendar_find(calendar_of(view), date.year, date.month, date.day);
	if (found != PERIOD_NONE)
		value_add(&cell, STR("period"), period_object(view, found));
	return value_built_dict(&cell);
}

/* The grid of a month: whole weeks, each a list of seven days. */
static struct value weeks_field(struct view *view, uint32_t number)
{
	const struct period *month = period_at(view, number);
	struct value_builder weeks = { .arena = view->arena };
	struct date first = date_of(month), last = first;
	int32_t start = date_to_days(first), end;
	unsigned week_start = calendar_week_start(view->site->config->language);

	if (!month->month || month->day)
		return UNDEFINED;
	note(view, month, "parts");
	last.day = 28;
	end = date_to_days(last);
	while (date_from_days(end + 1).month == month->month)
		end++;
	start -= (int32_t)((date_weekday(first) + WEEK - week_start) % WEEK);
	for (int32_t day = start; day <= end; day += WEEK) {
		struct value_builder week = { .arena = view->arena };

		for (int32_t i = 0; i < WEEK; i++)
			value_add_item(&week, cell(view, month, day + i));
		value_add_item(&weeks, value_built_list(&week));
	}
	return value_built_list(&weeks);
}

static struct value title_field(struct view *view, uint32_t number)
{
	return period_title(view, number);
}

static struct value url_field(struct view *view, uint32_t number)
{
	return value_str(
		view_href(view, period_url(period_at(view, number), view->arena)));
}

static struct value date_field(struct view *view, uint32_t number)
{
	return view_date(view, date_of(period_at(view, number)));
}

static struct value number_or_undefined(uint8_t number)
{
	return number ? value_int(number) : UNDEFINED;
}

static struct value year_field(struct view *view, uint32_t number)
{
	return value_int(period_at(view, number)->year);
}

static struct value month_field(struct view *view, uint32_t number)
{
	return number_or_undefined(period_at(view, number)->month);
}

static struct value day_field(struct view *view, uint32_t number)
{
	return number_or_undefined(period_at(view, number)->day);
}

static struct value name_field(struct view *view, uint32_t number)
{
	return value_str(period_name(period_at(view, number), view->arena));
}

static const struct str names[] = {
	STR_INIT("title"),    STR_INIT("url"),   STR_INIT("date"),  STR_INIT("year"),
	STR_INIT("month"),    STR_INIT("day"),   STR_INIT("name"),  STR_INIT("parent"),
	STR_INIT("previous"), STR_INIT("next"),  STR_INIT("parts"), STR_INIT("weeks"),
	STR_INIT("count"),    STR_INIT("items"),
};

static struct value (*const fields[])(struct view *view, uint32_t period) = {
	title_field, url_field,   date_field,   year_field,     month_field,
	day_field,   name_field,  parent_field, previous_field, next_field,
	parts_field, weeks_field, count_field,  items_field,
};
_Static_assert(ARRAY_LEN(fields) == ARRAY_LEN(names), "a field for each name");

static struct value period_get(const struct object *object, struct str name)
{
	const struct period_view *self = (const struct period_view *)object;

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq(names[i], name))
			return fields[i](self->view, self->period);
	return UNDEFINED;
}

struct value period_object(struct view *view, uint32_t period)
{
	static const struct object_class class = {
		.name = "period",
		.get = period_get,
		.names = names,
		.name_count = ARRAY_LEN(names),
	};
	struct period_view *self = ARENA_NEW(view->arena, struct period_view);

	*self = (struct period_view){ { &class }, view, period };
	return value_object(&self->object);
}
