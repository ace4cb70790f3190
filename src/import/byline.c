#include "import/byline.h"

#include "base/attr.h"
#include "base/buf.h"
#include "base/text.h"
#include "base/utf8.h"
#include "import/bylineplain.h"
#include "import/bylineprefix.h"
#include "import/wordlist.h"

#define BYLINE_MAX  240 /* bytes: three names and two papers */
#define AUTHORS_MAX 16  /* beyond it is a list of something else */

/* Words inside names that are written small, or join two names. */
static const char particles[] =
	" de da das do dos di du del della van von der den zu zum la le el al"
	" bin bint ibn ben ter ten af av y e i and und et en og och "
	"for in of the fur pour para i m dem with avec con mit ";

static const char joints[] = " and und et y e en og och ";

/* What follows is one more name, or a paper that has helped. */
static const char helpers[] = " with avec con mit ";

/* What follows is a paper or place. */
static const char purposes[] = " for fur pour para in ";

/* The last word of many papers' names. */
static const char paper_words[] =
	" times post news gazette herald press tribune week journal zeitung kurier tageblatt"
	" presse courrier figaro monde magazine chronicle observer guardian telegraph agency"
	" reuters afp ap dpa pa efe ansa echo express mail mirror argus advertiser examiner"
	" bote anzeiger nachrichten rundschau blatt allgemeine depeche gazzetta corriere"
	" giornale diario periodico krant dagblad courant online digital wire service bureau"
	" standard independent sun star globe register sentinel mercury review weekly daily"
	" com net org uk us ";

/* What a writer may be. */
static const char roles[] =
	" editor correspondent reporter writer columnist critic redakteur redakteurin"
	" korrespondent korrespondentin journaliste correspondant correspondante"
	" envoye envoyee redactrice redacteur reporterin chief head analyst ";

/* Words of those who sign without a name. */
static const char staff_words[] =
	" staff reporter reporters newsroom desk redaktion redaction redaccion"
	" redazione redactie correspondent correspondents editors editor board team ";

/* What stands between a name and what is not one. */
static const struct str separators[] = {
	STR_INIT(","),   STR_INIT("|"),   STR_INIT("•"),   STR_INIT("·"),
	STR_INIT(" – "), STR_INIT(" — "), STR_INIT(" - "), STR_INIT(" / "),
};

static struct str trim_separators(struct str text)
{
	bool more = true;

	while (more) {
		text = str_trim(text);
		more = str_skip_suffix(&text, STR(",")) ||
		       str_skip_suffix(&text, STR("|")) ||
		       str_skip_suffix(&text, STR("•")) ||
		       str_skip_suffix(&text, STR("·")) ||
		       str_skip_suffix(&text, STR("–")) ||
		       str_skip_suffix(&text, STR("—")) ||
		       str_skip_suffix(&text, STR("-")) ||
		       str_skip_suffix(&text, STR(":")) ||
		       str_skip_suffix(&text, STR("("));
	}
	return text;
}

/* A letter of a script without capitals: Hebrew, Arabic, and those east of them. */
static bool is_caseless(struct str token)
{
	for (size_t at = 0; at < token.len;) {
		uint32_t code = utf8_next(token, &at);

		if (code_is_letter(code))
			return (code >= 0x590 && code < 0x10a0) ||
			       (code >= 0x1100 && code < 0x1e00) || code >= 0x2e80;
	}
	return false;
}

/* May all of it be names: capitals, particles and initials? */
static bool may_be_names(struct arena *arena, struct str text)
{
	struct str rest = text, token;
	size_t capitals = 0, count = 0;

	while (token_next(&rest, &token)) {
		struct str word = token_word(arena, token);
		bool dotted = str_has_suffix(token, STR(".")) && token.len > 4 &&
		              str_find_char(token, '.') + 1 == token.len; /* "Ph.D." */

		if (word.len == 0)
			continue;
		if (dotted || is_digit(word.ptr[0]) || str_has_suffix(token, STR("?")) ||
		    str_has_suffix(token, STR("!")))
			return false;
		if (token_is_capital(token) || is_caseless(token))
			capitals++;
		else if (!word_in(particles, word) && !str_contains(token, STR(".")))
			return false;
		count++;
	}
	return capitals > 0 && count <= 20;
}

static struct str last_word(struct str words)
{
	struct str word = { 0 }, next;

	while (words_next(&words, &next))
		word = next;
	return word;
}

static bool is_staff(struct arena *arena, struct str piece)
{
	return word_in(staff_words, last_word(words_of(arena, piece)));
}

static bool is_paper(struct arena *arena, struct str piece)
{
	struct str words = words_of(arena, piece);

	return words_start(words, STR("the")) || word_in(paper_words, last_word(words)) ||
	       (words_count(words) == 1 && piece.len <= 5 && text_is_capitals(piece));
}

/* "CNN Business": begins with letters that are no name. */
static bool is_network(struct str text)
{
	struct str rest = text, token;

	return token_next(&rest, &token) && token.len >= 3 && token.len <= 5 &&
	       text_is_capitals(token) && !text_is_capitals(text) &&
	       str_find_char(token, '.') == STR_NONE;
}

/* "dpa", "example.org": a paper that is not written with a capital. */
static bool is_agency(struct arena *arena, struct str piece)
{
	struct str words = words_of(arena, piece);

	return words_count(words) == 1 && word_in(paper_words, str_trim(words));
}

/* The first separator in text: cut it into what precedes and what follows. */
static bool cut_piece(struct str text, struct str *head, struct str *tail)
{
	size_t first = STR_NONE, width = 0;

	for (size_t i = 0; i < ARRAY_LEN(separators); i++) {
		size_t at = str_find(text, separators[i]);

		if (at < first) {
			first = at;
			width = separators[i].len;
		}
	}
	*head = str_trim(str_slice(text, 0, first));
	*tail = first == STR_NONE ? (struct str){ 0 }
	                          : str_trim(str_from(text, first + width));
	return first != STR_NONE;
}

/* One line's names as they are gathered. */
struct names {
	struct arena *arena;
	struct str authors[AUTHORS_MAX];
	size_t count;
	struct str publication;
};

static void add_author(struct names *names, struct str name)
{
	name = trim_separators(name);
	if (!str_eq_nocase(name, STR("admin")) && name.len > 0 &&
	    names->count < AUTHORS_MAX)
		names->authors[names->count++] = name;
}

static size_t count_tokens(struct str text)
{
	struct str token;
	size_t count = 0;

	while (token_next(&text, &token))
		count++;
	return count;
}

/* The name in front, up to a word that may stand behind one. */
static struct str name_before_words(struct arena *arena, struct str piece)
{
	struct str rest = piece, token;

	while (token_next(&rest, &token)) {
		struct str word = token_word(arena, token);

		if (word_in(joints, word) || word_in(purposes, word) ||
		    word_in(helpers, word) || str_eq(token, STR("&")))
			return str_trim(
				str_slice(piece, 0, (size_t)(token.ptr - piece.ptr)));
	}
	return str_trim(piece);
}

/*
 * Behind a place, the name that comes next: "Ann Lee in Port Ellen and Tom Hale in
 * Bowmore", but not "Ann Lee in Trinidad and Tobago". Empty if there is none.
 */
static struct str next_name(struct names *names, struct str piece)
{
	struct str rest = piece, token;

	while (token_next(&rest, &token)) {
		struct str word = token_word(names->arena, token);

		if ((word_in(joints, word) || str_eq(token, STR("&"))) &&
		    is_person(names->arena, name_before_words(names->arena, rest)))
			return rest;
	}
	return (struct str){ 0 };
}

/*
 * A piece without separators: "Ann Lee", "Ann Lee and Tom Hale for the Gazette", "Ann
 * Lee in Berlin", "Ann Lee with AFP". The words between names decide what follows.
 */
static void add_persons(struct names *names, struct str piece)
{
	struct str rest = piece, token;
	size_t start = 0;

	while (token_next(&rest, &token)) {
		struct str word = token_word(names->arena, token);
		size_t at = (size_t)(token.ptr - piece.ptr), end = at + token.len;
		bool helps = word_in(helpers, word);

		if (at == start) {
			start = word_in(joints, word) ? end : start; /* ", and Ann Lee" */
			continue;
		}
		if (helps && is_paper(names->arena, str_trim(rest))) {
			add_author(names, str_slice(piece, start, at));
			names->publication = str_trim(rest);
			return;
		}
		/* "José Ortega y Gasset" */
		if (word_in(" y e ", word) &&
		    (count_tokens(str_slice(piece, start, at)) < 2 ||
		     count_tokens(name_before_words(names->arena, rest)) < 2))
			continue;
		if (helps || word_in(joints, word) || str_eq(token, STR("&"))) {
			add_author(names, str_slice(piece, start, at));
			start = end;
		} else if (word_in(purposes, word)) {
			add_author(names, str_slice(piece, start, at));
			if (!str_eq(word, STR("in"))) {
				names->publication = str_trim(str_from(piece, end));
				return;
			}
			rest = next_name(names, rest);
			if (rest.len == 0)
				return;
			start = (size_t)(rest.ptr - piece.ptr);
		}
	}
	add_author(names, str_from(piece, start));
}

static bool has_any(struct arena *arena, struct str piece, const char *row)
{
	struct str words = words_of(arena, piece), word;

	while (words_next(&words, &word))
		if (word_in(row, word))
			return true;
	return false;
}

static bool has_joint(struct arena *arena, struct str piece)
{
	return has_any(arena, piece, joints) || str_contains(piece, STR(" & "));
}

/* "Ann Lee, Jr." */
static void extend(struct names *names, struct str suffix)
{
	struct str *name = &names->authors[names->count - 1];

	name->len = (size_t)(suffix.ptr + suffix.len - name->ptr);
}

/* "Ann Lee BBC News": a person, and letters that are a paper's. */
static bool person_and_paper(struct names *names, struct str piece)
{
	struct str rest = piece, token;

	while (token_next(&rest, &token)) {
		struct str paper = str_from(piece, (size_t)(token.ptr - piece.ptr));
		struct str person = str_trim(str_slice(piece, 0, piece.len - paper.len));

		if (person.len && is_network(paper) && is_person(names->arena, person)) {
			add_author(names, person);
			names->publication = paper;
			return true;
		}
	}
	return false;
}

/* One word, of a script that has capitals. */
static bool is_place(struct str piece)
{
	return count_tokens(piece) == 1 && !is_caseless(piece);
}

/* "Ann Lee, Harbour Gazette", "Ann Lee, Tom Hale and Jo Day", "The Week UK". */
static void read_names(struct names *names, struct str who)
{
	bool many = has_joint(names->arena, who);
	struct str piece, rest = who;
	bool first = true, more = true;

	while (more) {
		more = cut_piece(rest, &piece, &rest);
		if (piece.len == 0)
			continue;
		if (names->count && is_name_suffix(names->arena, piece))
			extend(names, piece);
		else if (first && person_and_paper(names, piece))
			;
		else if (names->count && !more && !has_joint(names->arena, piece) &&
		         (names->publication.len || (many && is_place(piece))))
			; /* where it was written */
		else if (is_paper(names->arena, piece) &&
		         !is_staff(names->arena, piece) &&
		         !has_joint(names->arena, piece) &&
		         !has_any(names->arena, piece, purposes) &&
		         !has_any(names->arena, piece, helpers))
			names->publication = piece;
		else if (first)
			add_persons(names, piece);
		else if (has_any(names->arena, piece, roles))
			; /* "chief reporter": the report of removed lines has it */
		else if (!many && !more && names->count == 1)
			names->publication = piece;
		else
			add_persons(names, piece);
		first = false;
	}
}

static bool finish(struct names *names, struct byline *out)
{
	struct str *items = ARENA_ARRAY(names->arena, struct str, names->count);

	for (size_t i = 0; i < names->count; i++)
		items[i] = names->authors[i];
	out->authors = (struct strs){ items, names->count };
	out->publication = names->publication;
	return names->count > 0 || names->publication.len > 0;
}

bool is_affiliation(struct arena *arena, struct str text)
{
	text = str_trim(text);
	return is_paper(arena, text) || is_staff(arena, text) || is_network(text) ||
	       has_any(arena, text, roles);
}

bool is_person(struct arena *arena, struct str text)
{
	struct str rest = text, token;
	size_t tokens = 0;

	if (text.len > 60 || is_paper(arena, text) || !may_be_names(arena, text))
		return false;
	while (token_next(&rest, &token)) {
		for (size_t i = 0; i < token.len; i++)
			if (is_punct(token.ptr[i]) &&
			    !str_contains(STR("-'."), str_slice(token, i, i + 1)))
				return false;
		if (!token_is_capital(token) && (tokens == 0 || rest.len == 0))
			return false;
		tokens++;
	}
	return tokens >= 2 && tokens <= 4;
}

/*
 * May a piece of a line stand in a byline? Without "By" it must be a person or, behind
 * one, a paper.
 */
static bool is_piece(struct arena *arena, struct str piece, bool marked, bool first)
{
	if (!first && is_name_suffix(arena, piece))
		return true;
	if (!marked)
		return is_person(arena, piece) || (!first && is_paper(arena, piece));
	return may_be_names(arena, piece) ||
	       (!first && (has_any(arena, piece, roles) || is_agency(arena, piece)));
}

static bool are_pieces(struct arena *arena, struct str who, bool marked)
{
	struct str piece, rest = who;
	bool more = true;

	while (more) {
		bool first = rest.ptr == who.ptr;

		more = cut_piece(rest, &piece, &rest);
		if (piece.len > 0 && !is_piece(arena, piece, marked, first))
			return false;
	}
	return who.len > 0;
}

static bool has_digit(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (is_digit(text.ptr[i]))
			return true;
	return false;
}

/* "12 May 2014 by Ann Lee": the date is taken off, and what is left begins with "by". */
static bool skip_date(struct arena *arena, struct str *text, struct dateline *date)
{
	static const char by[] = " by von par por di door av af автор بقلم ";
	struct str rest = *text, token;

	while (token_next(&rest, &token)) {
		size_t at = (size_t)(token.ptr - text->ptr);

		if (at == 0 || !word_in(by, token_word(arena, token)))
			continue;
		if (dateline_read(arena, str_trim(str_slice(*text, 0, at)), date)) {
			*text = str_from(*text, at);
			return true;
		}
	}
	*date = (struct dateline){ 0 };
	return false;
}

static bool read_who(struct arena *arena, struct str who, struct byline *out)
{
	struct names names = { .arena = arena };

	read_names(&names, who);
	return finish(&names, out);
}

bool byline_read_names(struct arena *arena, struct str text, struct byline *out)
{
	struct str first, rest;

	*out = (struct byline){ 0 };
	if (text.len == 0 || text.len > BYLINE_MAX)
		return false;
	text = byline_plain(arena, text);
	cut_piece(text, &first, &rest);
	if (!is_person(arena, name_before_words(arena, first)) ||
	    !are_pieces(arena, text, true))
		return false;
	return read_who(arena, text, out);
}

bool byline_read(struct arena *arena, struct str text, struct byline *out)
{
	struct dateline before = { 0 };
	struct str who;
	size_t tail;

	*out = (struct byline){ 0 };
	if (text.len == 0 || text.len > BYLINE_MAX)
		return false;
	who = text = byline_plain(arena, text);
	out->marked = byline_skip_prefix(arena, &who);
	if (!out->marked && !has_digit(text))
		return false; /* a date without a digit is none: most lines end here */
	if (!out->marked && skip_date(arena, &who, &before))
		out->marked = byline_skip_prefix(arena, &who);
	tail = dateline_find_tail(arena, who, &out->date);
	if (!out->marked && tail == who.len)
		return false;
	if (date_is_known(before.published) || date_is_known(before.updated))
		out->date = before;
	if (tail < who.len) {
		who = str_trim(str_slice(who, 0, tail));
		str_skip_suffix(&who, STR(".")); /* "Written by Ann Lee. Updated ..." */
	}
	who = trim_separators(who);
	return are_pieces(arena, who, out->marked) && read_who(arena, who, out);
}
