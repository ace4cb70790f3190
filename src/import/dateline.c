#include "import/dateline.h"

#include "base/attr.h"
#include "import/dateplain.h"
#include "import/datewords.h"
#include "import/monthnames.h"
#include "import/persiandate.h"
#include "import/wordlist.h"

#define LINE_MAX  200 /* bytes */
#define WORDS_MAX 32  /* no line of dates has more: "Published on ... Updated on ..." */

struct clock {
	bool is_known;
	int64_t hour, minute;
	int16_t offset;  /* minutes, or OFFSET_NONE */
	bool is_unclear; /* in which zone it is */
};

/* The words of a line that are still to be read. */
struct reader {
	struct str words[WORDS_MAX];
	size_t count, at;
	bool slashes, dots;
	bool month_first; /* with slashes, as in the zones of North America */
	struct dateline *out;
	bool any, updating;
	bool behind_unclear; /* the date before is one that could be two days */
	struct str text;     /* the line, with its signs */
	int shift;           /* whether zones are east or west of Greenwich */
	struct clock early;  /* a time that stands before its date */
};

static bool number_at(const struct reader *reader, size_t at, int64_t *out)
{
	struct str word;

	if (at >= reader->count)
		return false;
	word = reader->words[at];
	return word.len <= 4 && is_digit(word.ptr[0]) && str_to_int(word, out);
}

/* "12", "12th", "1er". */
static bool day_at(const struct reader *reader, size_t at, int64_t *out)
{
	static const char endings[] = " st nd rd th er re te ";
	struct str word;
	size_t digits = 0;

	if (at >= reader->count)
		return false;
	word = reader->words[at];
	while (digits < word.len && is_digit(word.ptr[digits]))
		digits++;
	if (digits == 0 || digits > 2 || !str_to_int(str_slice(word, 0, digits), out))
		return false;
	return (digits == word.len || word_in(endings, str_from(word, digits))) &&
	       *out >= 1 && *out <= 31;
}

static bool month_at(const struct reader *reader, size_t at, int64_t *out)
{
	struct str word;

	if (at >= reader->count)
		return false;
	word = reader->words[at];
	/* "12. listopada" is of October in Croatia, "12 listopada" of November in Poland.
	 */
	if (reader->dots && str_eq(word, STR("listopada")))
		return false;
	*out = month_named(word);
	return *out > 0;
}

static bool year_at(const struct reader *reader, size_t at, int64_t *out)
{
	return number_at(reader, at, out) && *out >= 1500 && *out <= 2200;
}

static bool make_date(int64_t year, int64_t month, int64_t day, struct date *out)
{
	struct date date = { .year = (int16_t)year,
		             .month = (uint8_t)month,
		             .day = (uint8_t)day,
		             .offset = OFFSET_NONE };
	struct date back;

	if (month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	back = date_from_days(date_to_days(date));
	if (back.month != date.month || back.day != date.day)
		return false;
	*out = date;
	return true;
}

/* Skip "de" in "12 de mayo de 2014", "of" in "the 12th of May". */
static size_t skip_of(const struct reader *reader, size_t at)
{
	static const char joints[] = " de of del d ";

	return at < reader->count && word_in(joints, reader->words[at]) ? at + 1 : at;
}

/* "22 اردیبهشت 1393" and "1393/2/22": the number of words read, or 0. */
static size_t read_persian(const struct reader *reader, size_t at, struct date *date)
{
	int64_t year, month, day;

	if (number_at(reader, at, &year) && number_at(reader, at + 1, &month) &&
	    number_at(reader, at + 2, &day))
		return persian_date(year, month, day, date) ? 3 : 0;
	if (!day_at(reader, at, &day) || at + 1 >= reader->count ||
	    !number_at(reader, at + 2, &year))
		return 0;
	month = persian_month(reader->words[at + 1]);
	return persian_date(year, month, day, date) ? 3 : 0;
}

/* The month, which Arabic often says twice: "مارس/آذار". Where what follows begins. */
static size_t read_month(const struct reader *reader, size_t at, int64_t *month)
{
	int64_t again;

	if (!month_at(reader, at, month))
		return 0;
	return month_at(reader, at + 1, &again) && again == *month ? at + 2 : at + 1;
}

/* A date with its month in words: the number of words read, or 0. */
static size_t worded_date(const struct reader *reader, size_t at, struct date *date)
{
	int64_t year, month, day;
	size_t next;

	if (year_at(reader, at, &year) && month_at(reader, at + 1, &month) &&
	    day_at(reader, at + 2, &day))
		return make_date(year, month, day, date) ? 3 : 0;
	if (day_at(reader, at, &day)) {
		next = read_month(reader, skip_of(reader, at + 1), &month);
		if (next == 0)
			return 0;
		next = skip_of(reader, next);
	} else if (month_at(reader, at, &month) && day_at(reader, at + 1, &day)) {
		next = at + 2;
	} else {
		return 0;
	}
	if (!year_at(reader, next, &year) || !make_date(year, month, day, date))
		return 0;
	return next + 1 - at;
}

/* 2014-05-12, 12.05.2014, and 12/05/2014 where only one reading is a date. */
static size_t numeric_date(struct reader *reader, size_t at, struct date *date)
{
	int64_t a, b, c;

	if (year_at(reader, at, &a) && number_at(reader, at + 1, &b) &&
	    number_at(reader, at + 2, &c))
		return make_date(a, b, c, date) ? 3 : 0;
	if (!number_at(reader, at, &a) || !number_at(reader, at + 1, &b) ||
	    !year_at(reader, at + 2, &c))
		return 0;
	if (reader->slashes && reader->month_first)
		return make_date(c, a, b, date) ? 3 : 0;
	if (reader->slashes && a <= 12 && b <= 12 && a != b) {
		reader->out->unclear = reader->behind_unclear = true;
		*date = (struct date){ 0 };
		if (!reader->updating && !date_is_known(reader->out->by_day))
			make_date(c, b, a, &reader->out->by_day);
		return a >= 1 && b >= 1 ? 3 : 0;
	}
	return make_date(c, b, a, date) || (reader->slashes && make_date(c, a, b, date))
	               ? 3
	               : 0;
}

/* "14:30", "10h30", "2.30pm": the number of words read, or 0. */
static size_t clock_time(const struct reader *reader, size_t at, int64_t *hour,
                         int64_t *minute)
{
	struct str word, head, tail;
	size_t used = 2;

	if (number_at(reader, at, hour)) {
		if (at + 1 >= reader->count)
			return 0;
		tail = reader->words[at + 1];
	} else {
		word = reader->words[at];
		if (!str_cut(word, 'h', &head, &tail) || !str_to_int(head, hour))
			return 0;
		used = 1;
	}
	if (str_skip_suffix(&tail, STR("pm")))
		*hour += *hour < 12 ? 12 : 0;
	else if (str_skip_suffix(&tail, STR("am")))
		*hour -= *hour == 12 ? 12 : 0;
	if (tail.len != 2 || !str_to_int(tail, minute))
		return 0;
	return *hour >= 0 && *hour < 24 && *minute >= 0 && *minute < 60 ? used : 0;
}

static bool word_at(const struct reader *reader, size_t at, const char *row)
{
	return at < reader->count && word_in(row, reader->words[at]);
}

/* "pm", "p.m.", or none. */
static void read_half(struct reader *reader, int64_t *hour)
{
	size_t at = reader->at;
	bool afternoon = word_at(reader, at, " pm p م μμ ");
	size_t used = word_at(reader, at, " am pm ص م πμ μμ ") ? 1 : 0;

	if (word_at(reader, at, " a p ") && word_at(reader, at + 1, " m "))
		used = 2;
	if (used == 0 || *hour > 12)
		return;
	if (afternoon && *hour < 12)
		*hour += 12;
	else if (!afternoon && *hour == 12)
		*hour = 0;
	reader->at += used;
}

/* "GMT+7" */
static void read_shift(struct reader *reader, struct clock *clock)
{
	int64_t hours;

	if (reader->shift == 0 || clock->offset != 0 ||
	    !number_at(reader, reader->at, &hours) || hours > 14)
		return;
	clock->offset = (int16_t)(reader->shift * hours * 60);
	reader->at++;
}

/* Words have no signs: 1 for "GMT+7", -1 for "GMT-5", 0 for none. */
static int shift_in(struct str text)
{
	if (str_contains(text, STR("GMT+")) || str_contains(text, STR("UTC+")))
		return 1;
	return str_contains(text, STR("GMT-")) || str_contains(text, STR("UTC-")) ? -1
	                                                                          : 0;
}

/*
 * The zone that follows a time. "ET" is summer and winter, so that its time is kept as it
 * is; of a zone that is none of these, or several ("IST"), it is not known what it means.
 */
static void read_zone(struct reader *reader, struct clock *clock)
{
	static const struct {
		const char *names;
		int minutes;
	} zones[] = {
		{ " gmt utc z ", 0 },       { " bst cet mez ", 60 },
		{ " cest mesz eet ", 120 }, { " eest msk мск ", 180 },
		{ " wib ", 420 },           { " wita ", 480 },
		{ " jst kst wit ", 540 },   { " aest ", 600 },
		{ " aedt ", 660 },          { " edt ", -240 },
		{ " est cdt ", -300 },      { " mdt ", -360 },
		{ " mst pdt ", -420 },      { " pst ", -480 },
	};

	clock->offset = OFFSET_NONE;
	for (size_t i = 0; i < ARRAY_LEN(zones); i++)
		if (word_at(reader, reader->at, zones[i].names)) {
			clock->offset = (int16_t)zones[i].minutes;
			reader->at++;
			read_shift(reader, clock);
			return;
		}
	if (word_at(reader, reader->at, " et ct mt pt ")) {
		reader->at++;
	} else if (word_at(reader, reader->at, " cst ist uk " DATE_OFFSET_WORD " ")) {
		clock->is_unclear = true;
		reader->at++;
	}
}

static void set_time(struct date *date, const struct clock *clock)
{
	if (clock->is_unclear)
		return;
	date->has_time = true;
	date->hour = (uint8_t)clock->hour;
	date->minute = (uint8_t)clock->minute;
	date->offset = clock->offset;
}

static bool read_time(struct reader *reader)
{
	static const char forenoons[] = " 上午 午前 오전 ",
			  afternoons[] = " 下午 午後 오후 ";
	struct date *date =
		reader->updating ? &reader->out->updated : &reader->out->published;
	struct clock clock = { .is_known = true };
	bool afternoon = word_at(reader, reader->at, afternoons);
	size_t before = afternoon || word_at(reader, reader->at, forenoons);
	size_t used;

	if (reader->at + before >= reader->count)
		return false;
	used = clock_time(reader, reader->at + before, &clock.hour, &clock.minute);
	if (used == 0)
		return false;
	reader->at += before + used;
	clock.hour += afternoon && clock.hour < 12 ? 12 : 0;
	read_half(reader, &clock.hour);
	read_zone(reader, &clock);
	if (reader->behind_unclear) {
		if (!reader->updating && date_is_known(reader->out->by_day))
			set_time(&reader->out->by_day, &clock);
		reader->behind_unclear = false;
	} else if (date_is_known(*date) && !date->has_time)
		set_time(date, &clock);
	else
		reader->early = clock;
	return true;
}

/* Where the phrase ends that stands here, or 0. */
static size_t phrase_end(const struct reader *reader, struct str phrase)
{
	size_t at = reader->at;
	struct str word;

	for (; words_next(&phrase, &word); at++)
		if (at >= reader->count || !str_eq(word, reader->words[at]))
			return 0;
	return at;
}

/* If one of the phrases stands here, read it. */
static bool read_phrase(struct reader *reader, const struct str *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t end = phrase_end(reader, list[i]);

		if (end > 0) {
			reader->at = end;
			return true;
		}
	}
	return false;
}

static bool read_marker(struct reader *reader)
{
	if (read_phrase(reader, date_updated, date_updated_count))
		reader->updating = true;
	else if (read_phrase(reader, date_published, date_published_count))
		reader->updating = false;
	else
		return false;
	reader->out->marked = true;
	return true;
}

/* "3 min read", "Lesezeit: 3 Minuten", "2 hours ago". */
static bool read_age(struct reader *reader)
{
	static const char units[] = " min mins minute minutes minuten minuti minutos ";
	size_t start = reader->at;
	int64_t n;

	if (read_phrase(reader, date_reading_labels, date_reading_labels_count)) {
		if (number_at(reader, reader->at, &n) && reader->at + 1 < reader->count &&
		    word_in(units, reader->words[reader->at + 1])) {
			reader->at += 2;
			return true;
		}
		reader->at = start;
	}
	if (!number_at(reader, reader->at, &n))
		return false;
	reader->at++;
	if (read_phrase(reader, date_reading_times, date_reading_times_count))
		return true;
	if (read_phrase(reader, date_ages, date_ages_count)) {
		reader->out->unclear = true;
		return true;
	}
	reader->at = start;
	return false;
}

static bool read_date(struct reader *reader)
{
	struct date date;
	size_t used = worded_date(reader, reader->at, &date);

	if (used == 0)
		used = numeric_date(reader, reader->at, &date);
	if (used == 0)
		used = read_persian(reader, reader->at, &date);
	if (used == 0)
		return false;
	reader->at += used;
	if (reader->early.is_known && date_is_known(date))
		set_time(&date, &reader->early);
	reader->early.is_known = false;
	if (reader->updating)
		reader->out->updated = date;
	else if (!date_is_known(reader->out->published))
		reader->out->published = date;
	return true;
}

/* "10:30 AM EDT": the month stands before the day there. */
static bool is_american(const struct reader *reader)
{
	static const char zones[] = " et est edt ct cst cdt mt mst mdt pt pst pdt ";
	bool zone = false, half = false;

	for (size_t i = 0; i < reader->count; i++) {
		zone |= word_in(zones, reader->words[i]);
		half |= word_in(" am pm m ", reader->words[i]) ||
		        str_has_suffix(reader->words[i], STR("am")) ||
		        str_has_suffix(reader->words[i], STR("pm"));
	}
	return zone && half;
}

/*
 * "2014年5月12日 10:30 来源：新华网": without the source that is named behind, or the
 * page of the paper: "Sunday, October 8, 2000; Page A01".
 */
static struct str without_source(struct str text)
{
	static const struct str labels[] = { STR_INIT("来源"), STR_INIT("來源"),
		                             STR_INIT("; Page ") };

	for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
		size_t at = str_find(text, labels[i]);

		if (at != STR_NONE && at > 0)
			text = str_slice(text, 0, at);
	}
	return text;
}

/* "10:14" before a year, behind a date: a time, though "10 14 2021" may be a day. */
static bool is_clock(const struct reader *reader, struct arena *arena)
{
	const struct date *date =
		reader->updating ? &reader->out->updated : &reader->out->published;
	int64_t hour, minute;

	return date_is_known(*date) && !date->has_time &&
	       number_at(reader, reader->at, &hour) &&
	       number_at(reader, reader->at + 1, &minute) &&
	       str_contains(reader->text,
	                    arena_printf(arena, "%.*s:%.*s",
	                                 STR_ARG(reader->words[reader->at]),
	                                 STR_ARG(reader->words[reader->at + 1])));
}

bool dateline_read(struct arena *arena, struct str text, struct dateline *out)
{
	struct reader reader = { .out = out };
	struct arena_mark mark = arena_mark(arena);
	struct str rest, word;
	bool ok = true;

	*out = (struct dateline){ 0 };
	if (text.len > LINE_MAX)
		return false;
	text = date_plain(arena, without_source(text));
	reader.text = text;
	reader.shift = shift_in(text);
	reader.slashes = str_contains(text, STR("/"));
	reader.dots = str_contains(text, STR("."));
	rest = words_of(arena, text);
	while (ok && words_next(&rest, &word)) {
		ok = reader.count < WORDS_MAX;
		if (ok)
			reader.words[reader.count++] = word;
	}
	reader.month_first = is_american(&reader);
	while (ok && reader.at < reader.count) {
		if (is_clock(&reader, arena) && read_time(&reader))
			continue;
		if (read_marker(&reader) || read_age(&reader) || read_date(&reader))
			reader.any = true;
		else if (!read_time(&reader))
			ok = word_in(date_fillers, reader.words[reader.at++]);
	}
	arena_rewind(arena, mark);
	return ok && reader.any;
}

size_t dateline_find_tail(struct arena *arena, struct str text, struct dateline *out)
{
	for (size_t i = 1; i < text.len && text.len <= LINE_MAX; i++) {
		bool starts_word = is_space(text.ptr[i - 1]) && !is_space(text.ptr[i]);

		if (starts_word &&
		    (is_alnum(text.ptr[i]) || (unsigned char)text.ptr[i] >= 0x80) &&
		    dateline_read(arena, str_from(text, i), out))
			return i;
	}
	*out = (struct dateline){ 0 };
	return text.len;
}
