#include "base/date.h"

#include "base/almanac.h"

#define YEAR_MAX     9999
#define DAY_SECONDS  86400
#define DAYS_UNKNOWN (-719163) /* the day before 0001-01-01 */
#define DAYS_MAX     2932896   /* 9999-12-31 */
#define OFFSET_MAX   (24 * 60) /* exclusive; real ones end at 15:13 */

bool date_is_known(struct date date)
{
	return date.year != 0;
}

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_before_month(int year, int month)
{
	static const int16_t before[] = { 0,   31,  59,  90,  120, 151,
		                          181, 212, 243, 273, 304, 334 };

	return before[month - 1] + (month > 2 && is_leap(year));
}

static int days_in_month(int year, int month)
{
	return month == 12 ? 31
	                   : days_before_month(year, month + 1) -
	                             days_before_month(year, month);
}

/* At least min and at most max digits. */
static bool take_number(struct str *rest, size_t min, size_t max, int *out)
{
	size_t len = 0;

	*out = 0;
	while (len < max && len < rest->len && is_digit(rest->ptr[len]))
		*out = *out * 10 + (rest->ptr[len++] - '0');
	*rest = str_from(*rest, len);
	return len >= min;
}

/* Z, +01:00, +0100, +01 or -5; nothing at all is no offset. */
static bool take_offset(struct str *rest, int16_t *offset)
{
	int hours, minutes = 0;
	bool west;

	*offset = OFFSET_NONE;
	*rest = str_trim_start(*rest);
	if (rest->len == 0)
		return true;
	if (str_skip_prefix(rest, STR("Z")) || str_skip_prefix(rest, STR("z"))) {
		*offset = 0;
		return true;
	}
	west = rest->ptr[0] == '-';
	if (!west && rest->ptr[0] != '+')
		return false;
	*rest = str_from(*rest, 1);
	if (!take_number(rest, 1, 2, &hours))
		return false;
	if ((str_skip_prefix(rest, STR(":")) || rest->len) &&
	    !take_number(rest, 2, 2, &minutes))
		return false;
	minutes += hours * 60;
	*offset = (int16_t)(west ? -minutes : minutes);
	return minutes < OFFSET_MAX;
}

/* 9:30, 09:30:00 or 09:30:00.5; the fraction is dropped. */
static bool take_time(struct str *rest, int *hour, int *minute, int *second)
{
	int digit;

	*second = 0;
	if (!take_number(rest, 1, 2, hour) || !str_skip_prefix(rest, STR(":")) ||
	    !take_number(rest, 2, 2, minute))
		return false;
	if (!str_skip_prefix(rest, STR(":")))
		return true;
	if (!take_number(rest, 2, 2, second))
		return false;
	if (str_skip_prefix(rest, STR(".")) || str_skip_prefix(rest, STR(",")))
		if (!take_number(rest, 1, 1, &digit))
			return false;
	while (rest->len && is_digit(rest->ptr[0]))
		*rest = str_from(*rest, 1);
	return true;
}

enum date_fault date_read(struct str text, struct date *date)
{
	int year, month, day, hour = 0, minute = 0, second = 0;
	int16_t offset = 0;
	struct str rest = text;
	bool has_time;

	*date = (struct date){ 0 };
	if (!take_number(&rest, 4, 4, &year) || !str_skip_prefix(&rest, STR("-")) ||
	    !take_number(&rest, 1, 2, &month) || !str_skip_prefix(&rest, STR("-")) ||
	    !take_number(&rest, 1, 2, &day))
		return DATE_NOT_ONE;
	has_time = rest.len != 0;
	if (has_time) {
		if (!str_skip_prefix(&rest, STR("T")) &&
		    !str_skip_prefix(&rest, STR("t")) && !is_space(rest.ptr[0]))
			return DATE_NOT_ONE;
		rest = str_trim_start(rest);
		if (!take_time(&rest, &hour, &minute, &second) ||
		    !take_offset(&rest, &offset) || rest.len)
			return DATE_NOT_ONE;
	}
	if (year < 1 || month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month) || hour > 23 || minute > 59 || second > 60)
		return DATE_NOT_IN_CALENDAR;
	*date = (struct date){
		.year = (int16_t)year,
		.month = (uint8_t)month,
		.day = (uint8_t)day,
		.has_time = has_time,
		.hour = (uint8_t)hour,
		.minute = (uint8_t)minute,
		.second = (uint8_t)second,
		.offset = offset,
	};
	return DATE_FINE;
}

bool date_parse(struct str text, struct date *date)
{
	return date_read(text, date) == DATE_FINE;
}

int date_cmp(struct date a, struct date b)
{
	const int parts[][2] = {
		{ a.year, b.year },         { a.month, b.month }, { a.day, b.day },
		{ a.has_time, b.has_time }, { a.hour, b.hour },   { a.minute, b.minute },
		{ a.second, b.second },
	};

	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (parts[i][0] != parts[i][1])
			return parts[i][0] < parts[i][1] ? -1 : 1;
	return 0;
}

static int32_t days_before_year(int year)
{
	int past = year - 1;

	return past * 365 + past / 4 - past / 100 + past / 400 + DAYS_UNKNOWN + 1;
}

int32_t date_to_days(struct date date)
{
	if (!date_is_known(date))
		return DAYS_UNKNOWN;
	return days_before_year(date.year) + days_before_month(date.year, date.month) +
	       date.day - 1;
}

struct date date_from_days(int32_t days)
{
	int year, month = 12;

	if (days <= DAYS_UNKNOWN || days > DAYS_MAX)
		return (struct date){ 0 };
	/* A year is never longer than 366 days, so that the first guess is not too late.
	 */
	year = (days - DAYS_UNKNOWN - 1) / 366 + 1;
	while (year < YEAR_MAX && days_before_year(year + 1) <= days)
		year += (days - days_before_year(year + 1)) / 366 + 1;
	days -= days_before_year(year);
	while (days_before_month(year, month) > days)
		month--;
	return (struct date){
		.year = (int16_t)year,
		.month = (uint8_t)month,
		.day = (uint8_t)(days - days_before_month(year, month) + 1),
	};
}

int64_t date_to_seconds(struct date date)
{
	int64_t offset = date.has_time && date.offset != OFFSET_NONE ? date.offset : 0;

	return (int64_t)date_to_days(date) * DAY_SECONDS + date.hour * 3600 +
	       date.minute * 60 + date.second - offset * 60;
}

struct date date_from_seconds(int64_t seconds, int16_t offset)
{
	struct date date;
	int64_t days, rest;

	if (__builtin_add_overflow(seconds, offset == OFFSET_NONE ? 0 : offset * 60,
	                           &seconds))
		return (struct date){ 0 };
	days = seconds / DAY_SECONDS;
	rest = seconds % DAY_SECONDS;
	if (rest < 0) {
		rest += DAY_SECONDS;
		days--;
	}
	if (days <= DAYS_UNKNOWN || days > DAYS_MAX)
		return (struct date){ 0 };
	date = date_from_days((int32_t)days);
	date.has_time = true;
	date.hour = (uint8_t)(rest / 3600);
	date.minute = (uint8_t)(rest / 60 % 60);
	date.second = (uint8_t)(rest % 60);
	date.offset = offset;
	return date;
}

unsigned date_weekday(struct date date)
{
	/* 1970-01-01 was a Thursday; the multiple of 7 keeps early years above zero. */
	return (unsigned)(date_to_days(date) + 7 * 110000 + 4) % 7;
}

static void add_number(struct buf *out, int number, int width, char pad)
{
	int digits = 1;

	for (int rest = number; rest >= 10; rest /= 10)
		digits++;
	if (pad != '-')
		for (; digits < width; digits++)
			buf_add_char(out, pad == '_' ? ' ' : '0');
	buf_add_int(out, number);
}

static void add_offset(struct buf *out, int16_t offset, bool colon)
{
	int minutes = offset < 0 ? -offset : offset;

	buf_add_char(out, offset < 0 ? '-' : '+');
	add_number(out, minutes / 60, 2, '0');
	if (colon)
		buf_add_char(out, ':');
	add_number(out, minutes % 60, 2, '0');
}

void date_format_iso(struct date date, struct buf *out)
{
	if (!date_is_known(date))
		return;
	add_number(out, date.year, 4, '0');
	buf_add_char(out, '-');
	add_number(out, date.month, 2, '0');
	buf_add_char(out, '-');
	add_number(out, date.day, 2, '0');
	if (!date.has_time)
		return;
	buf_add_char(out, 'T');
	add_number(out, date.hour, 2, '0');
	buf_add_char(out, ':');
	add_number(out, date.minute, 2, '0');
	buf_add_char(out, ':');
	add_number(out, date.second, 2, '0');
	if (date.offset != OFFSET_NONE)
		add_offset(out, date.offset, true);
}

static int day_of_year(struct date date)
{
	return days_before_month(date.year, date.month) + date.day;
}

/* Weeks begin on the given weekday; days before the first one are in week 0. */
static int week_of_year(struct date date, unsigned first_weekday)
{
	int since = (int)((date_weekday(date) + 7 - first_weekday) % 7);

	return (day_of_year(date) + 6 - since) / 7;
}

/* ISO 8601: a week belongs to the year in which its Thursday lies. */
static void iso_week(struct date date, int *year, int *week)
{
	int since_monday = (int)((date_weekday(date) + 6) % 7);
	int thursday = day_of_year(date) - since_monday + 3;
	int length = is_leap(date.year) ? 366 : 365;

	*year = date.year;
	if (thursday < 1) {
		--*year;
		thursday += is_leap(*year) ? 366 : 365;
	} else if (thursday > length) {
		++*year;
		thursday -= length;
	}
	*week = (thursday - 1) / 7 + 1;
}

/* The conversions that are a number; -1 for all others. */
static int number_of(struct date date, char conversion)
{
	int year, week;

	iso_week(date, &year, &week);
	switch (conversion) {
	case 'C':
		return date.year / 100;
	case 'd':
	case 'e':
		return date.day;
	case 'g':
		return year % 100;
	case 'G':
		return year;
	case 'H':
	case 'k':
		return date.hour;
	case 'I':
	case 'l':
		return date.hour % 12 ? date.hour % 12 : 12;
	case 'j':
		return day_of_year(date);
	case 'm':
		return date.month;
	case 'M':
		return date.minute;
	case 'S':
		return date.second;
	case 'u':
		return (int)((date_weekday(date) + 6) % 7 + 1);
	case 'U':
		return week_of_year(date, 0);
	case 'V':
		return week;
	case 'w':
		return (int)date_weekday(date);
	case 'W':
		return week_of_year(date, 1);
	case 'y':
		return date.year % 100;
	case 'Y':
		return date.year;
	default:
		return -1;
	}
}

static int width_of(char conversion)
{
	switch (conversion) {
	case 'u':
	case 'w':
		return 1;
	case 'j':
		return 3;
	case 'G':
	case 'Y':
		return 4;
	default:
		return 2;
	}
}

static char pad_of(char conversion)
{
	return conversion == 'e' || conversion == 'k' || conversion == 'l' ? '_' : '0';
}

/* The conversions that stand for others, as in the C locale. */
static struct str expansion_of(char conversion)
{
	switch (conversion) {
	case 'c':
		return STR("%a %b %e %H:%M:%S %Y");
	case 'D':
	case 'x':
		return STR("%m/%d/%y");
	case 'F':
		return STR("%Y-%m-%d");
	case 'r':
		return STR("%I:%M:%S %p");
	case 'R':
		return STR("%H:%M");
	case 'T':
	case 'X':
		return STR("%H:%M:%S");
	default:
		return (struct str){ 0 };
	}
}

/* What conversions read. */
struct formatting {
	struct date date;
	const struct almanac *names;
	bool beside_day;
};

static void add_half(const struct formatting *how, char conversion, struct buf *out)
{
	struct str name = almanac_name(how->names->halves, how->date.hour >= 12);

	for (size_t i = 0; i < name.len; i++)
		buf_add_char(out,
		             conversion == 'P' ? to_lower(name.ptr[i]) : name.ptr[i]);
}

static void add_zone(const struct formatting *how, char conversion, struct buf *out)
{
	if (!how->date.has_time || how->date.offset == OFFSET_NONE)
		return;
	if (conversion == 'Z' && how->date.offset == 0)
		buf_puts(out, "UTC");
	else
		add_offset(out, how->date.offset, conversion == 'Z');
}

/* The conversions that are a word or a sign; false for all others. */
static bool add_word(const struct formatting *how, char conversion, struct buf *out)
{
	const struct almanac *names = how->names;
	unsigned month = how->date.month - 1u;

	switch (conversion) {
	case 'a':
		buf_add(out, almanac_name(names->short_days, date_weekday(how->date)));
		return true;
	case 'A':
		buf_add(out, almanac_name(names->days, date_weekday(how->date)));
		return true;
	case 'b':
	case 'h':
		buf_add(out, almanac_name(names->short_months, month));
		return true;
	case 'B':
		buf_add(out, almanac_name(how->beside_day && names->dated ? names->dated
		                                                          : names->months,
		                          month));
		return true;
	case 'n':
		buf_add_char(out, '\n');
		return true;
	case 'p':
	case 'P':
		add_half(how, conversion, out);
		return true;
	case 's':
		buf_add_int(out, date_to_seconds(how->date));
		return true;
	case 't':
		buf_add_char(out, '\t');
		return true;
	case 'z':
	case 'Z':
		add_zone(how, conversion, out);
		return true;
	case '%':
		buf_add_char(out, '%');
		return true;
	default:
		return false;
	}
}

static bool add_conversion(const struct formatting *how, char conversion, char pad,
                           struct buf *out)
{
	struct str expansion = expansion_of(conversion);
	int number = number_of(how->date, conversion);

	if (number >= 0) {
		add_number(out, number, width_of(conversion),
		           pad ? pad : pad_of(conversion));
		return true;
	}
	for (size_t i = 0; i < expansion.len; i++) {
		char c = expansion.ptr[i];

		/* No expansion holds another, so that this goes one deep. */
		if (c == '%')
			add_conversion(how, expansion.ptr[++i], '\0', out);
		else
			buf_add_char(out, c);
	}
	return expansion.len || add_word(how, conversion, out);
}

/* Move *at, which is behind a "%", to the conversion; returns the flag before it. */
static char skip_flag(struct str fmt, size_t *at)
{
	if (*at < fmt.len && (fmt.ptr[*at] == '-' || fmt.ptr[*at] == '_'))
		return fmt.ptr[(*at)++];
	return '\0';
}

static bool has_day(struct str fmt)
{
	for (size_t at = 0; at < fmt.len; at++) {
		if (fmt.ptr[at] != '%')
			continue;
		at++;
		skip_flag(fmt, &at);
		if (at < fmt.len && (fmt.ptr[at] == 'd' || fmt.ptr[at] == 'e'))
			return true;
	}
	return false;
}

bool date_format(struct date date, struct str fmt, struct str language, struct buf *out,
                 size_t *bad)
{
	struct formatting how = { date, almanac_of(language), has_day(fmt) };
	size_t before = out->len;

	/* A wrong format is an error for an unknown date too: it waits for the next one.
	 */
	if (!date_is_known(date))
		how.date = date_from_days(0);
	for (size_t at = 0; at < fmt.len; at++) {
		size_t start = at;
		char pad;

		if (fmt.ptr[at] != '%') {
			buf_add_char(out, fmt.ptr[at]);
			continue;
		}
		at++;
		pad = skip_flag(fmt, &at);
		if (at == fmt.len || !add_conversion(&how, fmt.ptr[at], pad, out)) {
			buf_truncate(out, before);
			*bad = start;
			return false;
		}
	}
	if (!date_is_known(date))
		buf_truncate(out, before);
	return true;
}
