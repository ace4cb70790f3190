#include "import/persiandate.h"

#include "base/attr.h"
#include "import/wordlist.h"

#define FIRST_YEAR 1200 /* 1821 */
#define LAST_YEAR  1499 /* 2120 */

int persian_month(struct str word)
{
	static const char *const names[] = {
		" فروردین ",      " اردیبهشت ", " خرداد ", " تیر ",
		" مرداد امرداد ", " شهریور ",   " مهر ",   " ابان ",
		" اذر ",          " دی ",       " بهمن ",  " اسفند ",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (word_in(names[i], word))
			return (int)i + 1;
	return 0;
}

/* Days to the start of a year, from some day on: eight years of 33 are leap years. */
static int64_t days_before(int64_t year)
{
	year += 1595;
	return 365 * year + year / 33 * 8 + (year % 33 + 3) / 4;
}

bool persian_date(int64_t year, int64_t month, int64_t day, struct date *out)
{
	static const struct date new_year = {
		.year = 2014, .month = 3, .day = 21, .offset = OFFSET_NONE
	}; /* of 1393 */
	int64_t days;

	if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 ||
	    day > (month <= 6 ? 31 : 30))
		return false;
	days = days_before(year) - days_before(1393) + day - 1;
	days += month <= 6 ? (month - 1) * 31 : 186 + (month - 7) * 30;
	*out = date_from_days(date_to_days(new_year) + (int)days);
	out->offset = OFFSET_NONE;
	return true;
}
