#include "archive/calendar.h"

#include "base/attr.h"

enum level { YEARS, MONTHS, DAYS, LEVELS };

static bool same_period(struct date a, struct date b, enum level level)
{
	return a.year == b.year && (level < MONTHS || a.month == b.month) &&
	       (level < DAYS || a.day == b.day);
}

static struct period period_of(struct date date, enum level level)
{
	return (struct period){
		.year = date.year,
		.month = level >= MONTHS ? date.month : 0,
		.day = level >= DAYS ? date.day : 0,
	};
}

static struct date date_at(struct record *const *records, const struct listing *latest,
                           uint32_t place)
{
	return records[latest->ids[place]]->date;
}

/* Where the dated articles begin, and how many periods of each length they make. */
static uint32_t count_periods(struct record *const *records, const struct listing *latest,
                              uint32_t counts[LEVELS])
{
	struct date last = { 0 };
	uint32_t start = 0;

	while (start < latest->count && !date_is_known(date_at(records, latest, start)))
		start++;
	for (uint32_t i = start; i < latest->count; i++) {
		struct date date = date_at(records, latest, i);

		for (enum level level = YEARS; level < LEVELS; level++)
			counts[level] += !same_period(date, last, level);
		last = date;
	}
	return start;
}

void calendar_build(struct calendar *calendar, struct record *const *records,
                    const struct listing *latest, struct arena *arena)
{
	uint32_t counts[LEVELS] = { 0 }, next[LEVELS] = { 0 };
	uint32_t start = count_periods(records, latest, counts);
	struct date last = { 0 };

	*calendar = (struct calendar){
		.count = counts[YEARS] + counts[MONTHS] + counts[DAYS],
		.year_count = counts[YEARS],
	};
	calendar->periods = ARENA_ARRAY(arena, struct period, calendar->count);
	next[MONTHS] = counts[YEARS];
	next[DAYS] = counts[YEARS] + counts[MONTHS];
	for (uint32_t i = start; i < latest->count; i++) {
		struct date date = date_at(records, latest, i);

		for (enum level level = YEARS; level < LEVELS; level++) {
			if (!same_period(date, last, level)) {
				struct period *period = &calendar->periods[next[level]];

				*period = period_of(date, level);
				period->start = i;
				if (level < DAYS)
					period->first = next[level + 1];
				if (level > YEARS)
					calendar->periods[next[level - 1] - 1]
						.child_count++;
				next[level]++;
			}
			calendar->periods[next[level] - 1].end = i + 1;
		}
		last = date;
	}
}

static int32_t number_of(int16_t year, uint8_t month, uint8_t day)
{
	return ((int32_t)year * 16 + month) * 32 + day;
}

/* Of periods [first, first + count), which are of one length and in order. */
static uint32_t search(const struct calendar *calendar, uint32_t first, uint32_t count,
                       int32_t number)
{
	uint32_t low = first, high = first + count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct period *period = &calendar->periods[middle];
		int32_t here = number_of(period->year, period->month, period->day);

		if (here == number)
			return middle;
		if (here < number)
			low = middle + 1;
		else
			high = middle;
	}
	return PERIOD_NONE;
}

/* Among the months or days of a period, if there is such a period. */
static uint32_t search_in(const struct calendar *calendar, uint32_t period,
                          int32_t number)
{
	if (period == PERIOD_NONE)
		return PERIOD_NONE;
	return search(calendar, calendar->periods[period].first,
	              calendar->periods[period].child_count, number);
}

uint32_t calendar_find(const struct calendar *calendar, int16_t year, uint8_t month,
                       uint8_t day)
{
	uint32_t found = search(calendar, 0, calendar->year_count, number_of(year, 0, 0));

	if (month)
		found = search_in(calendar, found, number_of(year, month, 0));
	if (day)
		found = search_in(calendar, found, number_of(year, month, day));
	return found;
}

uint32_t calendar_named(const struct calendar *calendar, struct str name)
{
	static const size_t widths[LEVELS] = { 4, 2, 2 };
	int64_t numbers[LEVELS] = { 0 };
	bool is_open = true; /* more is to come */
	struct str part;

	for (size_t i = 0; i < LEVELS && is_open; i++) {
		is_open = str_cut(name, '/', &part, &name);
		if (part.len != widths[i] || !str_to_int(part, &numbers[i]) ||
		    numbers[i] <= 0)
			return PERIOD_NONE;
	}
	if (is_open)
		return PERIOD_NONE;
	return calendar_find(calendar, (int16_t)numbers[YEARS], (uint8_t)numbers[MONTHS],
	                     (uint8_t)numbers[DAYS]);
}

static bool same_length(const struct period *a, const struct period *b)
{
	return !a->month == !b->month && !a->day == !b->day;
}

void calendar_neighbours(const struct calendar *calendar, uint32_t period,
                         uint32_t *previous, uint32_t *next)
{
	const struct period *self = &calendar->periods[period];

	*previous = *next = PERIOD_NONE;
	if (period > 0 && same_length(self, self - 1))
		*previous = period - 1;
	if (period + 1 < calendar->count && same_length(self, self + 1))
		*next = period + 1;
}

struct str period_name(const struct period *period, struct arena *arena)
{
	if (!period->month)
		return arena_printf(arena, "%04d", period->year);
	if (!period->day)
		return arena_printf(arena, "%04d/%02d", period->year, period->month);
	return arena_printf(arena, "%04d/%02d/%02d", period->year, period->month,
	                    period->day);
}

struct str period_url(const struct period *period, struct arena *arena)
{
	return arena_printf(arena, "/%.*s/", STR_ARG(period_name(period, arena)));
}

unsigned calendar_week_start(struct str language)
{
	static const struct {
		struct str tag;
		unsigned day;
	} starts[] = {
		{ STR_INIT("ar"), 6 },    { STR_INIT("fa"), 6 },
		{ STR_INIT("ckb"), 6 },   { STR_INIT("en-CA"), 0 },
		{ STR_INIT("en-US"), 0 }, { STR_INIT("he"), 0 },
		{ STR_INIT("hi"), 0 },    { STR_INIT("ja"), 0 },
		{ STR_INIT("ko"), 0 },    { STR_INIT("pt-BR"), 0 },
		{ STR_INIT("th"), 0 },    { STR_INIT("zh-TW"), 0 },
	};
	struct str primary, region;

	str_cut(language, '-', &primary, &region);
	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (str_eq_nocase(starts[i].tag, language) ||
		    str_eq_nocase(starts[i].tag, primary))
			return starts[i].day;
	return 1;
}
