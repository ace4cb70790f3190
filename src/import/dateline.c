#include "import/dateline.h"

#include "base/attr.h"
#include "import/wordlist.h"

#define WORDS_MAX \
	24 /* no line of dates is longer: "Published on Mon ... Updated on ..." */

static const char *const months[] = {
	" january jan januar janner jaenner janvier janv enero ene gennaio gen janeiro januari ",
	" february feb februar fevrier fev fevr febrero febbraio fevereiro februari ",
	" march mar marz maerz mrz mars marzo marco maart mrt ",
	" april apr avril avr abril abr aprile ",
	" may mai mayo maggio mag maio mei ",
	" june jun juni juin junio giugno giu junho ",
	" july jul juli juillet juil julio luglio lug julho ",
	" august aug aout agosto ago augustus ",
	" september sep sept septembre septiembre settembre set setembro ",
	" october oct oktober okt octobre octubre ottobre ott outubro ",
	" november nov novembre noviembre novembro ",
	" december dec dezember dez decembre diciembre dic dicembre dezembro ",
};

/* Words of a published date and of a change, longest first where one begins another. */
static const struct str published_words[] = {
	STR_INIT("first published"),
	STR_INIT("published"),
	STR_INIT("date published"),
	STR_INIT("posted"),
	STR_INIT("veroffentlicht"),
	STR_INIT("erschienen"),
	STR_INIT("publie"),
	STR_INIT("publiee"),
	STR_INIT("paru"),
	STR_INIT("mis en ligne"),
	STR_INIT("publicado"),
	STR_INIT("pubblicato"),
	STR_INIT("gepubliceerd"),
	STR_INIT("geplaatst"),
};

static const struct str updated_words[] = {
	STR_INIT("last updated"), STR_INIT("last modified"),
	STR_INIT("updated"),      STR_INIT("modified"),
	STR_INIT("last update"),  STR_INIT("zuletzt aktualisiert"),
	STR_INIT("aktualisiert"), STR_INIT("aktualisierung"),
	STR_INIT("mis a jour"),   STR_INIT("mise a jour"),
	STR_INIT("modifie"),      STR_INIT("actualizado"),
	STR_INIT("aggiornato"),   STR_INIT("atualizado"),
	STR_INIT("bijgewerkt"),   STR_INIT("laatst bijgewerkt"),
};

/* What may stand between dates. */
static const char fillers[] =
	" date datum stand at on the of le am um uhr den der a de del il alle ore op om o d em la el las et und and h"
	" mon tue wed thu fri sat sun tues weds thurs monday tuesday wednesday thursday friday"
	" saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi"
	" do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes"
	" miercoles jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi"
	" sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ";

static const struct str reading_times[] = {
	STR_INIT("min read"),         STR_INIT("mins read"),
	STR_INIT("minute read"),      STR_INIT("minutes read"),
	STR_INIT("min lesezeit"),     STR_INIT("minuten lesezeit"),
	STR_INIT("min de lecture"),   STR_INIT("minutes de lecture"),
	STR_INIT("min de lectura"),   STR_INIT("min leestijd"),
	STR_INIT("minuten leestijd"), STR_INIT("min di lettura"),
};

static const struct str reading_labels[] = {
	STR_INIT("reading time"),     STR_INIT("lesezeit"),
	STR_INIT("temps de lecture"), STR_INIT("tiempo de lectura"),
	STR_INIT("tempo di lettura"), STR_INIT("leestijd"),
};

static const struct str ages[] = {
	STR_INIT("minutes ago"), STR_INIT("minute ago"), STR_INIT("hours ago"),
	STR_INIT("hour ago"),    STR_INIT("days ago"),   STR_INIT("day ago"),
	STR_INIT("weeks ago"),   STR_INIT("week ago"),   STR_INIT("months ago"),
	STR_INIT("month ago"),   STR_INIT("years ago"),  STR_INIT("year ago"),
};

/* The words of a line that are still to be read. */
struct reader {
	struct str words[WORDS_MAX];
	size_t count, at;
	bool slashes;
	struct dateline *out;
	bool any, updating;
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
	if (at >= reader->count)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(months); i++) {
		if (word_in(months[i], reader->words[at])) {
			*out = (int64_t)i + 1;
			return true;
		}
	}
	return false;
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
	static const char joints[] = " de of del ";

	return at < reader->count && word_in(joints, reader->words[at]) ? at + 1 : at;
}

/* A date with its month in words: the number of words read, or 0. */
static size_t worded_date(const struct reader *reader, size_t at, struct date *date)
{
	int64_t year, month, day;
	size_t next;

	if (day_at(reader, at, &day)) {
		next = skip_of(reader, at + 1);
		if (!month_at(reader, next, &month))
			return 0;
		next = skip_of(reader, next + 1);
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
	if (reader->slashes && a <= 12 && b <= 12 && a != b) {
		reader->out->unclear = true;
		*date = (struct date){ 0 };
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
	else
		str_skip_suffix(&tail, STR("am"));
	if (tail.len != 2 || !str_to_int(tail, minute))
		return 0;
	return *hour >= 0 && *hour < 24 && *minute >= 0 && *minute < 60 ? used : 0;
}

/* What follows a time: 1 for UTC, -1 for another zone, 0 for none. */
static int zone_word(struct reader *reader, int64_t *hour)
{
	static const char others[] =
		" bst cet cest est edt pst pdt cst cdt ist et mez mesz aest ";
	struct str word;

	if (reader->at < reader->count && *hour <= 12) {
		word = reader->words[reader->at];
		if (str_eq(word, STR("pm")) || str_eq(word, STR("am"))) {
			if (word.ptr[0] == 'p' && *hour < 12)
				*hour += 12;
			reader->at++;
		}
	}
	if (reader->at >= reader->count)
		return 0;
	word = reader->words[reader->at];
	if (word_in(" gmt utc z ", word)) {
		reader->at++;
		return 1;
	}
	if (word_in(others, word)) {
		reader->at++;
		return -1;
	}
	return 0;
}

static bool read_time(struct reader *reader)
{
	struct date *date =
		reader->updating ? &reader->out->updated : &reader->out->published;
	int64_t hour, minute;
	size_t used = clock_time(reader, reader->at, &hour, &minute);
	int zone;

	if (used == 0)
		return false;
	reader->at += used;
	zone = zone_word(reader, &hour);
	if (date_is_known(*date) && zone >= 0) {
		date->has_time = true;
		date->hour = (uint8_t)hour;
		date->minute = (uint8_t)minute;
		date->offset = zone > 0 ? 0 : OFFSET_NONE;
	}
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
	if (read_phrase(reader, updated_words, ARRAY_LEN(updated_words)))
		reader->updating = true;
	else if (read_phrase(reader, published_words, ARRAY_LEN(published_words)))
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

	if (read_phrase(reader, reading_labels, ARRAY_LEN(reading_labels))) {
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
	if (read_phrase(reader, reading_times, ARRAY_LEN(reading_times)))
		return true;
	if (read_phrase(reader, ages, ARRAY_LEN(ages))) {
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
		return false;
	reader->at += used;
	if (reader->updating)
		reader->out->updated = date;
	else if (!date_is_known(reader->out->published))
		reader->out->published = date;
	return true;
}

bool dateline_read(struct arena *arena, struct str text, struct dateline *out)
{
	struct reader reader = { .slashes = str_contains(text, STR("/")), .out = out };
	struct arena_mark mark = arena_mark(arena);
	struct str rest, word;
	bool ok = true;

	*out = (struct dateline){ 0 };
	if (text.len > 200)
		return false;
	rest = words_of(arena, text);
	while (ok && words_next(&rest, &word)) {
		ok = reader.count < WORDS_MAX;
		if (ok)
			reader.words[reader.count++] = word;
	}
	while (ok && reader.at < reader.count) {
		if (read_marker(&reader) || read_age(&reader) || read_date(&reader))
			reader.any = true;
		else if (!read_time(&reader))
			ok = word_in(fillers, reader.words[reader.at++]);
	}
	arena_rewind(arena, mark);
	return ok && reader.any;
}

size_t dateline_find_tail(struct arena *arena, struct str text, struct dateline *out)
{
	for (size_t i = 1; i < text.len && text.len <= 200; i++) {
		bool starts_word = is_space(text.ptr[i - 1]) && !is_space(text.ptr[i]);

		if (starts_word &&
		    (is_alnum(text.ptr[i]) || (unsigned char)text.ptr[i] >= 0x80) &&
		    dateline_read(arena, str_from(text, i), out))
			return i;
	}
	*out = (struct dateline){ 0 };
	return text.len;
}
