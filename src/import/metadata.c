#include "import/metadata.h"

#include "base/attr.h"
#include "base/text.h"
#include "base/url.h"
#include "import/anydate.h"
#include "import/byline.h"
#include "import/bylineplain.h"
#include "import/dateline.h"
#include "import/wordlist.h"

#define AUTHOR_MAX 120 /* bytes: a longer text is no name */
#define STRS_MAX   64  /* authors or tags of one article */

#define YEAR_FIRST 1500 /* nothing was published on the web or in print before */
#define YEAR_LAST  2200
#define SINCE_MAX  13 /* digits of milliseconds since 1970 */

#define MILLISECONDS_FROM \
	100000000000 /* the year 5138 in seconds, 1973 in milliseconds */

void strs_add(struct arena *arena, struct strs *list, struct str text)
{
	struct str *items;

	if (text.len == 0 || list->count == STRS_MAX)
		return;
	for (size_t i = 0; i < list->count; i++)
		if (str_eq_nocase(list->items[i], text))
			return;
	items = ARENA_ARRAY(arena, struct str, list->count + 1);
	if (list->count)
		memcpy(items, list->items, list->count * sizeof(*items));
	items[list->count++] = text;
	list->items = items;
}

/* "Mon, 12 May 2014 10:30:00 GMT": without the day's name, so that words remain. */
static struct date in_words(struct arena *arena, struct str text)
{
	struct dateline line;
	size_t comma = str_find_char(text, ',');

	if (dateline_read(arena, text, &line) ||
	    (comma != STR_NONE && dateline_read(arena, str_from(text, comma + 1), &line)))
		return date_is_known(line.published) ? line.published : line.updated;
	return (struct date){ 0 };
}

static bool is_digits(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!is_digit(text.ptr[i]))
			return false;
	return text.len > 0;
}

/* "20140512", "201405121030" and "20140512103059" of this time. */
static bool compact_date(struct arena *arena, struct str text, struct date *date)
{
	struct buf out = { 0 };
	struct str iso;

	if (!is_digits(text) || (text.len != 8 && text.len != 12 && text.len != 14))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (i == 4 || i == 6)
			buf_add_char(&out, '-');
		else if (i >= 8 && i % 2 == 0)
			buf_add_char(&out, i == 8 ? 'T' : ':');
		buf_add_char(&out, text.ptr[i]);
	}
	iso = buf_keep(&out, arena);
	buf_clear(&out);
	return date_parse(iso, date) && date->year >= YEAR_FIRST &&
	       date->year <= YEAR_LAST;
}

/* "Tue Mar 05 2013 14:03:00 GMT+0000 (UTC)", as JavaScript writes dates. */
static bool script_date(struct arena *arena, struct str text, struct date *date)
{
	size_t gmt = str_find(text, STR(" GMT"));
	struct str zone;

	if (gmt == STR_NONE)
		return false;
	zone = str_from(text, gmt + 4);
	zone = str_trim(str_slice(zone, 0, str_find_char(zone, '(')));
	return zone.len && anydate_parse(arena_printf(arena, "%.*s %.*s", (int)gmt,
	                                              text.ptr, STR_ARG(zone)),
	                                 date);
}

static struct date any_date(struct arena *arena, struct str text)
{
	struct date date = { 0 };
	int64_t seconds;

	text = str_trim(text);
	if (text.len == 0 || date_parse(text, &date) ||
	    compact_date(arena, text, &date) || script_date(arena, text, &date))
		return date;
	date = (struct date){ 0 };
	if (text.len >= 9 && text.len <= SINCE_MAX && str_to_int(text, &seconds) &&
	    seconds > 0) {
		if (seconds >= MILLISECONDS_FROM)
			seconds /= 1000;
		return date_from_seconds(seconds, 0);
	}
	/* 2014/05/12 and 2014/05/12 10:30 are only ever written for year, month, day. */
	if (text.len >= 10 && text.ptr[4] == '/' && text.ptr[7] == '/') {
		struct str iso = arena_str(arena, text);
		char *chars = (char *)(uintptr_t)iso.ptr;

		chars[4] = chars[7] = '-';
		if (date_parse(iso, &date))
			return date;
	}
	return in_words(arena, text);
}

bool metadata_no_date(struct date date)
{
	return date.year < YEAR_FIRST ||
	       (date.year == 1970 && date.month == 1 && date.day == 1 && date.has_time &&
	        date.hour == 0 && date.minute == 0 && date.second == 0 &&
	        (date.offset == 0 || date.offset == OFFSET_NONE));
}

struct date metadata_date(struct arena *arena, struct str text)
{
	struct date date = any_date(arena, text);

	return date_is_known(date) && metadata_no_date(date) ? (struct date){ 0 } : date;
}

struct joint {
	struct str sign;
	bool in_names; /* it may stand in one name, too: "José Ortega y Gasset" */
};

/* Where the names in text part, or STR_NONE. */
static size_t find_joint(struct str text, struct joint *joint)
{
	static const struct joint joints[] = {
		{ STR_INIT(" and "), false }, { STR_INIT(" & "), false },
		{ STR_INIT("; "), false },    { STR_INIT(" | "), false },
		{ STR_INIT(" / "), false },   { STR_INIT(" und "), true },
		{ STR_INIT(" et "), true },   { STR_INIT(" y "), true },
	};
	size_t first = STR_NONE;

	for (size_t i = 0; i < ARRAY_LEN(joints); i++) {
		size_t at = str_find(text, joints[i].sign);

		if (at < first) {
			first = at;
			*joint = joints[i];
		}
	}
	return first;
}

static bool has_space(struct str text)
{
	return str_find_char(str_trim(text), ' ') != STR_NONE;
}

/* Add the name, without "for The Gazette" and an address in parentheses. */
static void add_name(struct arena *arena, struct strs *list, struct str name)
{
	size_t at = str_find(name, STR(" for "));

	if (at != STR_NONE && is_affiliation(arena, str_from(name, at + 5)))
		name = str_slice(name, 0, at);
	at = str_find(name, STR(" (http"));
	strs_add(arena, list, str_trim(str_slice(name, 0, at)));
}

/*
 * "Ann Lee, Tom Hale" are two, "Lee, Ann" is one. Behind a name a single word is a place
 * or a paper, and no name is what tells an office.
 */
static void add_at_commas(struct arena *arena, struct strs *list, struct str text)
{
	struct str name, piece, rest;

	str_cut(text, ',', &name, &rest);
	if (!has_space(name))
		name = text;
	else
		while (rest.len) {
			str_cut(rest, ',', &piece, &rest);
			piece = str_trim(piece);
			if (is_name_suffix(arena, piece)) {
				name.len = (size_t)(piece.ptr + piece.len - name.ptr);
			} else if (has_space(piece) && !is_affiliation(arena, piece)) {
				add_name(arena, list, name);
				name = piece;
			}
		}
	add_name(arena, list, name);
}

/* Who has no name: an account, an address, or a number. */
static bool is_nobody(struct str text)
{
	static const struct str accounts[] = {
		STR_INIT("admin"),     STR_INIT("administrator"), STR_INIT("super user"),
		STR_INIT("superuser"), STR_INIT("webmaster"),     STR_INIT("root"),
	};

	for (size_t i = 0; i < ARRAY_LEN(accounts); i++)
		if (str_eq_nocase(text, accounts[i]))
			return true;
	return url_is_web(text) || is_digits(text) || str_has_prefix(text, STR("@")) ||
	       (str_find_char(text, '@') != STR_NONE && !has_space(text));
}

/* Without "By"; empty if it is no name at all. */
static struct str bare_name(struct str text)
{
	static const struct str prefixes[] = {
		STR_INIT("written by "), STR_INIT("by "),        STR_INIT("by: "),
		STR_INIT("von "),        STR_INIT("par "),       STR_INIT("por "),
		STR_INIT("author: "),    STR_INIT("posted by "), STR_INIT("text: "),
		STR_INIT("words: "),     STR_INIT("autor: "),    STR_INIT("autorin: "),
		STR_INIT("auteur : "),   STR_INIT("texte : "),   STR_INIT("texto: "),
		STR_INIT("testo: "),     STR_INIT("tekst: "),    STR_INIT("автор: "),
		STR_INIT("Автор: "),     STR_INIT("текст: "),    STR_INIT("Текст: "),
	};

	text = str_trim(text);
	for (size_t i = 0; i < ARRAY_LEN(prefixes); i++)
		if (str_has_prefix_nocase(text, prefixes[i])) {
			text = str_trim(str_from(text, prefixes[i].len));
			break;
		}
	return is_nobody(text) ? (struct str){ 0 } : text;
}

void authors_add(struct arena *arena, struct strs *list, struct str text)
{
	struct joint joint = { 0 };
	size_t at;

	text = bare_name(text);
	while ((at = find_joint(text, &joint)) != STR_NONE && text.len < 4 * AUTHOR_MAX) {
		struct str head = str_slice(text, 0, at);
		struct str tail = str_from(text, at + joint.sign.len);

		if ((!has_space(head) && !has_space(tail)) ||
		    (joint.in_names && (!has_space(head) || !has_space(tail))))
			break;
		add_at_commas(arena, list, head);
		text = str_trim(tail);
	}
	if (text.len > 0 && text.len <= AUTHOR_MAX)
		add_at_commas(arena, list, text);
}

void author_add_person(struct arena *arena, struct strs *list, struct str text)
{
	struct joint joint = { 0 };
	size_t at = find_joint(text, &joint);

	/* Some write them all into one: two of two words each are two. */
	if (at != STR_NONE && !joint.in_names && has_space(str_slice(text, 0, at)) &&
	    has_space(str_from(text, at + joint.sign.len))) {
		authors_add(arena, list, text);
		return;
	}
	text = bare_name(text);
	if (text.len <= AUTHOR_MAX)
		add_at_commas(arena, list, text);
}

/* Where a list of tags parts next; *size is the separator's. */
static size_t find_separator(struct str text, bool semicolons, size_t *size)
{
	static const struct str commas[] = { STR_INIT(","), STR_INIT("，"),
		                             STR_INIT("、") };
	static const struct str others[] = { STR_INIT(";"), STR_INIT("；") };
	const struct str *signs = semicolons ? others : commas;
	size_t count = semicolons ? ARRAY_LEN(others) : ARRAY_LEN(commas);
	size_t first = text.len;

	*size = 0;
	for (size_t i = 0; i < count; i++) {
		size_t at = str_find(text, signs[i]);

		if (at < first) {
			first = at;
			*size = signs[i].len;
		}
	}
	return first;
}

void tags_add(struct arena *arena, struct strs *list, struct str text)
{
	size_t size;
	bool semicolons = find_separator(text, false, &size) == text.len;

	while (text.len) {
		size_t at = find_separator(text, semicolons, &size);

		strs_add(arena, list, str_trim(str_slice(text, 0, at)));
		text = str_from(text, at + size);
	}
}

static void fill(struct str *to, struct str from)
{
	if (to->len == 0)
		*to = from;
}

void metadata_fill(struct metadata *to, const struct metadata *from)
{
	fill(&to->title, from->title);
	fill(&to->other_title, from->other_title);
	fill(&to->page_title, from->page_title);
	fill(&to->dek, from->dek);
	fill(&to->kicker, from->kicker);
	fill(&to->section, from->section);
	fill(&to->site, from->site);
	fill(&to->url, from->url);
	fill(&to->language, from->language);
	fill(&to->direction, from->direction);
	fill(&to->body, from->body);
	if (to->authors.count == 0)
		to->authors = from->authors;
	if (to->organisations.count == 0)
		to->organisations = from->organisations;
	if (to->tags.count == 0)
		to->tags = from->tags;
	if (!date_is_known(to->published))
		to->published = from->published;
	if (!date_is_known(to->updated))
		to->updated = from->updated;
	if (to->image.src.len == 0)
		to->image = from->image;
}

/* The same name, or one that is part of the other: "Courier", "The Milltown Courier". */
static bool is_name_of(struct arena *arena, struct str author, struct str site)
{
	struct str words = words_of(arena, author);

	return site.len > 0 && words.len > 0 &&
	       (str_eq(words, site) ||
	        (words_count(words) > 1 && str_contains(site, words)) ||
	        (words_count(site) > 1 && str_contains(words, site)));
}

void metadata_part_site(struct arena *arena, struct metadata *data)
{
	struct str site = words_of(arena, data->site);
	struct strs authors = data->authors;

	data->authors = (struct strs){ 0 };
	for (size_t i = 0; i < authors.count; i++)
		strs_add(arena,
		         is_name_of(arena, authors.items[i], site) ? &data->organisations
		                                                   : &data->authors,
		         authors.items[i]);
}

/*
 * "News,Home Page,Popular" is a list: between names of one section there is a space
 * behind the comma. Nor is "Posted in" a part of the name.
 */
static struct str bare_section(struct str text)
{
	static const struct str labels[] = { STR_INIT("posted in "),
		                             STR_INIT("filed under "),
		                             STR_INIT("filed in ") };
	size_t comma = str_find_char(text, ',');

	if (comma != STR_NONE && comma + 1 < text.len && !is_space(text.ptr[comma + 1]))
		text = str_trim(str_slice(text, 0, comma));
	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		if (str_has_prefix_nocase(text, labels[i]))
			return str_trim(str_from(text, labels[i].len));
	return text;
}

/* "@politifact" and "http://www.tmz.com" stand where a name should. */
static struct str bare_site(struct str text)
{
	if (url_is_web(text))
		text = url_split(text).host;
	str_skip_prefix(&text, STR("@"));
	str_skip_prefix(&text, STR("www."));
	return text;
}

void metadata_read_data(struct arena *arena, struct html_node *root, struct metadata *out)
{
	struct metadata data = { 0 }, tags = { 0 }, items = { 0 };

	metatags_read(arena, root, &tags);
	jsonld_read(arena, root, &tags, &data);
	microdata_read(arena, root, &items);
	*out = data;
	/* The page's own word for its site and address is better than its publisher's. */
	if (tags.site.len)
		out->site = tags.site;
	if (tags.url.len)
		out->url = tags.url;
	if (tags.language.len)
		out->language = tags.language;
	metadata_part_site(arena, out);
	metadata_part_site(arena, &tags);
	metadata_fill(out, &tags);
	metadata_fill(out, &items);
	metadata_part_site(arena, out);
	out->section = bare_section(out->section);
	out->site = bare_site(out->site);
}
