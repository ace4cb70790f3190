#include "import/anydate.h"

#include "base/attr.h"

#define MONTHS STR("JanFebMarAprMayJunJulAugSepOctNovDec")

/* What the words of a date have said so far. */
struct reading {
	int year, month, day;
	int hour, minute, second;
	bool has_time, has_offset, afternoon, forenoon;
	int offset;
};

static const struct {
	struct str name;
	int hours;
} zones[] = {
	{ STR_INIT("UTC"), 0 },  { STR_INIT("GMT"), 0 },  { STR_INIT("Z"), 0 },
	{ STR_INIT("UT"), 0 },   { STR_INIT("EST"), -5 }, { STR_INIT("EDT"), -4 },
	{ STR_INIT("CST"), -6 }, { STR_INIT("CDT"), -5 }, { STR_INIT("MST"), -7 },
	{ STR_INIT("MDT"), -6 }, { STR_INIT("PST"), -8 }, { STR_INIT("PDT"), -7 },
	{ STR_INIT("CET"), 1 },  { STR_INIT("CEST"), 2 }, { STR_INIT("BST"), 1 },
};

/* A row of words in which a name begins at every third letter. */
static int find_name(struct str word, struct str row)
{
	if (word.len < 3)
		return 0;
	for (size_t i = 0; i + 3 <= row.len; i += 3)
		if (str_eq_nocase(str_slice(word, 0, 3), str_slice(row, i, i + 3)))
			return (int)(i / 3) + 1;
	return 0;
}

/* Digits at the start of *s, at most most of them; -1 if there are none. */
static int take_number(struct str *s, size_t most)
{
	size_t len = 0;
	int number = 0;

	while (len < s->len && len < most && is_digit(s->ptr[len]))
		number = number * 10 + (s->ptr[len++] - '0');
	*s = str_from(*s, len);
	return len ? number : -1;
}

/* 10:00, 10:00:59.5, with an offset or "Z" or "pm" behind it or none. */
static bool read_time(struct reading *in, struct str word)
{
	in->hour = take_number(&word, 2);
	if (in->has_time || in->hour < 0 || !str_skip_prefix(&word, STR(":")))
		return false;
	in->minute = take_number(&word, 2);
	if (str_skip_prefix(&word, STR(":")))
		in->second = take_number(&word, 2);
	if (str_skip_prefix(&word, STR(".")))
		take_number(&word, 9);
	in->has_time = true;
	in->afternoon = str_eq_nocase(word, STR("pm"));
	in->forenoon = str_eq_nocase(word, STR("am"));
	return in->minute >= 0 && in->second >= 0 &&
	       (word.len == 0 || in->afternoon || in->forenoon);
}

/* +0100, -05:00 */
static bool read_offset(struct reading *in, struct str word)
{
	bool west = str_has_prefix(word, STR("-"));
	int hours, minutes;

	if (!in->has_time || in->has_offset ||
	    (!str_skip_prefix(&word, STR("+")) && !str_skip_prefix(&word, STR("-"))))
		return false;
	hours = take_number(&word, 2);
	str_skip_prefix(&word, STR(":"));
	minutes = word.len ? take_number(&word, 2) : 0;
	if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59 || word.len)
		return false;
	in->offset = (hours * 60 + minutes) * (west ? -1 : 1);
	in->has_offset = true;
	return true;
}

static bool read_zone(struct reading *in, struct str word)
{
	for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
		if (!str_eq(word, zones[i].name))
			continue;
		/* "+0100 CET" says it twice. */
		if (!in->has_offset)
			in->offset = zones[i].hours * 60;
		in->has_offset = true;
		return in->has_time;
	}
	return false;
}

/* 2014/2/3, 2014-2-3, with a "T" and a time behind it or none. */
static bool read_day(struct reading *in, struct str word)
{
	struct str rest = word;
	char sign;

	in->year = take_number(&rest, 4);
	if (word.len - rest.len != 4 || rest.len == 0)
		return false;
	sign = rest.ptr[0];
	if (sign != '-' && sign != '/' && sign != '.')
		return false;
	rest = str_from(rest, 1);
	in->month = take_number(&rest, 2);
	if (rest.len == 0 || rest.ptr[0] != sign)
		return false;
	rest = str_from(rest, 1);
	in->day = take_number(&rest, 2);
	return rest.len == 0 || (str_skip_prefix(&rest, STR("T")) && read_time(in, rest));
}

/* A year of two digits is one from 1950 to 2049, as mail has it (RFC 2822). */
static int full_year(int number, size_t digits)
{
	return digits == 4 ? number : number < 50 ? 2000 + number : 1900 + number;
}

/* A bare number is a day or a year; mail writes the year behind the month's name. */
static bool read_number(struct reading *in, struct str word)
{
	size_t digits = word.len;
	int number = take_number(&word, 4);

	digits -= word.len;
	if (number < 0 ||
	    (word.len && !str_eq_nocase(word, STR("st")) &&
	     !str_eq_nocase(word, STR("nd")) && !str_eq_nocase(word, STR("rd")) &&
	     !str_eq_nocase(word, STR("th"))))
		return false;
	if (digits <= 2 && in->day == 0)
		in->day = number;
	else if (in->year == 0 && word.len == 0 && (digits == 4 || digits == 2))
		in->year = full_year(number, digits);
	else
		return false;
	return true;
}

/* 05-Mar-14, as the first HTTP had it. */
static bool read_dashed_day(struct reading *in, struct str word)
{
	struct str day, month, year;

	str_cut(word, '-', &day, &word);
	str_cut(word, '-', &month, &year);
	in->month = find_name(month, MONTHS);
	return in->month && in->day == 0 && read_number(in, day) && in->day &&
	       read_number(in, year) && in->year;
}

static bool read_word(struct reading *in, struct str word)
{
	int month;

	str_skip_suffix(&word, STR(","));
	if (word.len == 0 || find_name(word, STR("SunMonTueWedThuFriSat")) > 0)
		return true;
	month = find_name(word, MONTHS);
	if (month && in->month)
		return false;
	if (month)
		in->month = month;
	if (month)
		return true;
	if (in->has_time &&
	    (str_eq_nocase(word, STR("pm")) || str_eq_nocase(word, STR("am")))) {
		in->afternoon = to_lower(word.ptr[0]) == 'p';
		in->forenoon = !in->afternoon;
		return true;
	}
	if (read_offset(in, word) || read_zone(in, word))
		return true;
	if (str_find_char(word, ':') != STR_NONE && in->day)
		return read_time(in, word) ||
		       (in->year == 0 && !in->has_time && read_day(in, word));
	if (in->month == 0 && str_find_char(word, '-') <= 2)
		return read_dashed_day(in, word);
	return in->year == 0 && in->month == 0 && word.len >= 8 ? read_day(in, word)
	                                                        : read_number(in, word);
}

static bool is_valid(const struct reading *in)
{
	struct date first = { .year = (int16_t)in->year,
		              .month = (uint8_t)in->month,
		              .day = 1 };

	if (in->year < 1 || in->year > 9999 || in->month < 1 || in->month > 12 ||
	    in->day < 1 || in->day > 31 || in->hour > 23 || in->minute > 59 ||
	    in->second > 60)
		return false;
	/* The 30th of February is a day of March. */
	return date_from_days(date_to_days(first) + in->day - 1).month == in->month;
}

bool anydate_parse(struct str text, struct date *date)
{
	struct reading in = { 0 };
	struct str word;

	text = str_trim(text);
	if (date_parse(text, date))
		return true;
	for (text = str_trim(text); text.len; text = str_trim_start(text)) {
		str_cut(text, ' ', &word, &text);
		if (!read_word(&in, word))
			return false;
	}
	if (in.afternoon && in.hour < 12)
		in.hour += 12;
	if (in.forenoon && in.hour == 12)
		in.hour = 0;
	if (!is_valid(&in))
		return false;
	*date = (struct date){ .year = (int16_t)in.year,
		               .month = (uint8_t)in.month,
		               .day = (uint8_t)in.day,
		               .has_time = in.has_time,
		               .hour = (uint8_t)in.hour,
		               .minute = (uint8_t)in.minute,
		               .second = (uint8_t)in.second,
		               .offset = !in.has_time    ? 0
		                         : in.has_offset ? (int16_t)in.offset
		                                         : (int16_t)OFFSET_NONE };
	return true;
}
