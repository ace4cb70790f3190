#include "import/anydate.h"

#include "t.h"

static struct str iso(const char *text)
{
	struct date date;
	struct buf out = { 0 };
	struct str kept = STR("none");

	if (anydate_parse(str_of(text), &date)) {
		date_format_iso(date, &out);
		kept = buf_keep(&out, &t_arena);
	}
	buf_clear(&out);
	return kept;
}

TEST(anydate, reads_dates_as_programs_write_them)
{
	static const struct {
		const char *text, *iso;
	} cases[] = {
		{ "2014-02-03", "2014-02-03" },
		{ "2014/2/3", "2014-02-03" },
		{ "2014-2-3 9:05", "2014-02-03T09:05:00" },
		{ "2014-02-03 10:00:00 -0500", "2014-02-03T10:00:00-05:00" },
		{ "2014-02-03 10:00:00 EST", "2014-02-03T10:00:00-05:00" },
		{ "2014-02-03 10:00:00 +0000 UTC", "2014-02-03T10:00:00+00:00" },
		{ "2014/02/03 10:00:00 +01:00", "2014-02-03T10:00:00+01:00" },
		{ "Mon, 03 Feb 2014 10:00:00 GMT", "2014-02-03T10:00:00+00:00" },
		{ "3 Feb 14 10:00 Z", "2014-02-03T10:00:00+00:00" },
		{ "Mon Feb 3 10:00:00 2014", "2014-02-03T10:00:00" },
		{ "Feb 3, 2014", "2014-02-03" },
		{ "February 3rd, 2014", "2014-02-03" },
		{ "3 February 2014 10:00 pm", "2014-02-03T22:00:00" },
		{ "3 February 2014 12:30am", "2014-02-03T00:30:00" },
		{ "Wednesday, 05-Mar-14 10:20:00 UTC", "2014-03-05T10:20:00+00:00" },
		{ "5-Mar-2014", "2014-03-05" },
		{ "Sun, 06 Nov 94 08:49:37 GMT", "1994-11-06T08:49:37+00:00" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_STR(iso(cases[i].text), str_of(cases[i].iso));
}

TEST(anydate, guesses_nothing)
{
	static const char *const cases[] = {
		"",
		"04/05/2014",
		"2014",
		"2014-02-30",
		"04-05-2014",
		"5-Mar",
		"5-Mar-",
		"-Mar-14",
		"yesterday",
		"Feb 30, 2014",
		"10:00",
		"2014-02-03 25:00",
		"3 Feb",
		"2014-02-03 10:00 somewhere",
		"Feb Mar 3 2014",
		"2014-13-01",
		"2014-02-03 10:00 +9900",
		"1 2 3 4",
		"-",
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_STR(iso(cases[i]), STR("none"));
}
