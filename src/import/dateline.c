#include "import/dateline.h"

#include "base/attr.h"
#include "import/dateplain.h"
#include "import/monthnames.h"
#include "import/persiandate.h"
#include "import/wordlist.h"

#define LINE_MAX  200 /* bytes */
#define WORDS_MAX 32  /* no line of dates has more: "Published on ... Updated on ..." */

/* Words of a published date and of a change, longest first where one begins another. */
static const struct str published_words[] = {
	STR_INIT("first published"),
	STR_INIT("originally published"),
	STR_INIT("first posted"),
	STR_INIT("this entry was posted"),
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
	STR_INIT("publication date"),
	STR_INIT("date of publication"),
	STR_INIT("publish date"),
	STR_INIT("publicerad"),
	STR_INIT("publisert"),
	STR_INIT("offentliggjort"),
	STR_INIT("julkaistu"),
	STR_INIT("opublikowano"),
	STR_INIT("data publikacji"),
	STR_INIT("publicat"),
	STR_INIT("publikovano"),
	STR_INIT("vydano"),
	STR_INIT("objavljeno"),
	STR_INIT("megjelent"),
	STR_INIT("yayınlanma tarihi"),
	STR_INIT("yayınlanma"),
	STR_INIT("yayın tarihi"),
	STR_INIT("опубликовано"),
	STR_INIT("дата публикации"),
	STR_INIT("опубліковано"),
	STR_INIT("публикация"),
	STR_INIT("δημοσιευση"),
	STR_INIT("δημοσιευτηκε"),
	STR_INIT("نشر في"),
	STR_INIT("نشر"),
	STR_INIT("تاريخ النشر"),
	STR_INIT("تاریخ انتشار"),
	STR_INIT("انتشار"),
	STR_INIT("פורסם"),
	STR_INIT("发布时间"),
	STR_INIT("发布日期"),
	STR_INIT("发布于"),
	STR_INIT("发布"),
	STR_INIT("发表于"),
	STR_INIT("发表时间"),
	STR_INIT("發布時間"),
	STR_INIT("發表時間"),
	STR_INIT("公開日"),
	STR_INIT("公開"),
	STR_INIT("掲載"),
	STR_INIT("投稿日"),
	STR_INIT("配信"),
	STR_INIT("입력"),
	STR_INIT("등록"),
	STR_INIT("작성"),
	STR_INIT("게시"),
};

static const struct str updated_words[] = {
	STR_INIT("last updated"),   STR_INIT("last modified"),
	STR_INIT("updated"),        STR_INIT("modified"),
	STR_INIT("last update"),    STR_INIT("zuletzt aktualisiert"),
	STR_INIT("aktualisiert"),   STR_INIT("aktualisierung"),
	STR_INIT("mis a jour"),     STR_INIT("mise a jour"),
	STR_INIT("modifie"),        STR_INIT("actualizado"),
	STR_INIT("aggiornato"),     STR_INIT("atualizado"),
	STR_INIT("bijgewerkt"),     STR_INIT("laatst bijgewerkt"),
	STR_INIT("uppdaterad"),     STR_INIT("oppdatert"),
	STR_INIT("opdateret"),      STR_INIT("paivitetty"),
	STR_INIT("aktualizacja"),   STR_INIT("zaktualizowano"),
	STR_INIT("aktualizovano"),  STR_INIT("actualitzat"),
	STR_INIT("frissitve"),      STR_INIT("guncelleme tarihi"),
	STR_INIT("guncelleme"),     STR_INIT("guncellendi"),
	STR_INIT("son guncelleme"), STR_INIT("обновлено"),
	STR_INIT("изменено"),       STR_INIT("оновлено"),
	STR_INIT("ενημερωση"),      STR_INIT("اخر تحديث"),
	STR_INIT("تحديث"),          STR_INIT("به روز رسانی"),
	STR_INIT("עודכן"),          STR_INIT("更新时间"),
	STR_INIT("更新時間"),       STR_INIT("更新日"),
	STR_INIT("更新于"),         STR_INIT("更新"),
	STR_INIT("최종수정"),       STR_INIT("수정"),
	STR_INIT("업데이트"),
};

/* What may stand between dates. */
static const char fillers[] =
	" date datum stand at on the of le am um uhr den der a de del il alle ore op om o d em la el las et und and h"
	" mon tue wed thu fri sat sun tues weds thurs monday tuesday wednesday thursday friday"
	" saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi"
	" do fr sa so lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes"
	" miercoles jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi"
	" sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
	" time kl klo godz saat ora orario hs hrs as г года год р року в о і и το"
	" τησ στισ στη ωρα في الساعة يوم م ه ساعت در søndag mandag tirsdag tisdag"
	" onsdag torsdag fredag lørdag lordag sondag dzis poniedziałek wtorek"
	" sroda czwartek piatek sobota niedziela pondeli utery streda ctvrtek"
	" patek nedele pazartesi salı carsamba persembe cuma cumartesi pazar"
	" понедельник вторник среда четверг пятница суббота воскресенье пн вт ср"
	" чт пт сб вс الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت شنبه"
	" یکشنبه دوشنبه سهشنبه چهارشنبه پنجشنبه جمعه 星期一 星期二 星期三 星期四 星期五 星期六 星期日"
	" 周一 周二 周三 周四 周五 周六 周日 月 火 水 木 金 土 日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 월 화 수 목"
	" 금 토 일 월요일 화요일 수요일 목요일 금요일 토요일 일요일 时间 日期 hetfo kedd szerda csutortok pentek szombat vasarnap senin selasa"
	" rabu kamis jumat sabtu minggu יום ראשון שני שלישי רביעי חמישי שישי שבת δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη ";

static const struct str reading_times[] = {
	STR_INIT("min read"),         STR_INIT("mins read"),
	STR_INIT("minute read"),      STR_INIT("minutes read"),
	STR_INIT("min lesezeit"),     STR_INIT("minuten lesezeit"),
	STR_INIT("min de lecture"),   STR_INIT("minutes de lecture"),
	STR_INIT("min de lectura"),   STR_INIT("min leestijd"),
	STR_INIT("minuten leestijd"), STR_INIT("min di lettura"),
};

static const struct str reading_labels[] = {
	STR_INIT("reading time"),      STR_INIT("lesezeit"),
	STR_INIT("lesedauer"),         STR_INIT("temps de lecture"),
	STR_INIT("tiempo de lectura"), STR_INIT("tempo di lettura"),
	STR_INIT("leestijd"),
};

static const struct str ages[] = {
	STR_INIT("minutes ago"), STR_INIT("minute ago"), STR_INIT("hours ago"),
	STR_INIT("hour ago"),    STR_INIT("days ago"),   STR_INIT("day ago"),
	STR_INIT("weeks ago"),   STR_INIT("week ago"),   STR_INIT("months ago"),
	STR_INIT("month ago"),   STR_INIT("years ago"),  STR_INIT("year ago"),
};

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
	struct clock early; /* a time that stands before its date */
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
		reader->out->unclear = true;
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
	bool afternoon = word_at(reader, at, " pm p ");
	size_t used = word_at(reader, at, " am pm ") ? 1 : 0;

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
	if (date_is_known(*date) && !date->has_time)
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
