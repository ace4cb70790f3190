#include "import/scrape.h"

#include "base/attr.h"
#include "base/text.h"
#include "base/utf8.h"
#include "import/byline.h"
#include "import/dateline.h"
#include "import/label.h"
#include "import/wordlist.h"

#define HEADLINE_MAX   160 /* bytes; newspapers' longest have 120 */
#define HEADLINE_WORDS 22
#define TRAIL_PART     30  /* bytes of a section's name */
#define PROSE_MIN      60  /* bytes of a sentence that is one of an article */
#define PROSE_LONG     200 /* beyond it a line is prose without a full stop too */
#define WRAP_MAX       100 /* columns at which a text may have been wrapped */
#define WRAP_BREAKS    5   /* so many breaks must look like wrapping to be it */

/* Unicode's spaces trimmed too: pages are full of no-break spaces. */
static struct str trim(struct str text)
{
	size_t at;

	for (at = 0; at < text.len;) {
		size_t start = at;

		if (!code_is_space(utf8_next(text, &at))) {
			text = str_from(text, start);
			break;
		}
		if (at == text.len)
			return (struct str){ 0 };
	}
	for (at = text.len; at > 0; text.len = at)
		if (!code_is_space(utf8_previous(text, &at)))
			break;
	return text;
}

/* The text without what may close a quotation or bracket behind the last sentence. */
static struct str without_closers(struct str text)
{
	while (str_skip_suffix(&text, STR("\"")) || str_skip_suffix(&text, STR("”")) ||
	       str_skip_suffix(&text, STR("'")) || str_skip_suffix(&text, STR("’")) ||
	       str_skip_suffix(&text, STR("»")) || str_skip_suffix(&text, STR("“")) ||
	       str_skip_suffix(&text, STR(")")) || str_skip_suffix(&text, STR("」")))
		text = str_trim_end(text);
	return text;
}

static bool ends_statement(struct str text)
{
	text = without_closers(text);
	return str_has_suffix(text, STR(".")) || str_has_suffix(text, STR("…")) ||
	       str_has_suffix(text, STR("。")) || str_has_suffix(text, STR("।"));
}

static bool ends_question(struct str text)
{
	text = without_closers(text);
	return str_has_suffix(text, STR("?")) || str_has_suffix(text, STR("!")) ||
	       str_has_suffix(text, STR("？")) || str_has_suffix(text, STR("！")) ||
	       str_has_suffix(text, STR("؟"));
}

/* Hebrew to Tibetan, and what lies behind the Latin and Greek supplements. */
static bool is_caseless(uint32_t code)
{
	return (code >= 0x590 && code < 0x1e00) || code >= 0x3040;
}

/* Begins with a capital, a digit, or a letter of a script without capitals. */
static bool begins_large(struct str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);

		if (code_is_letter(code))
			return code_is_upper(code) || is_caseless(code);
		if (code_is_digit(code))
			return true;
	}
	return false;
}

static bool is_headline(struct str text, struct str words)
{
	size_t count = words_count(words);
	char last = text.ptr[text.len - 1];

	return text.len <= HEADLINE_MAX && count >= 1 && count <= HEADLINE_WORDS &&
	       !ends_statement(text) && last != ',' && last != ';' && last != ':' &&
	       begins_large(text);
}

static bool is_home(struct str text)
{
	return str_has_prefix_nocase(text, STR("home ")) ||
	       str_has_prefix_nocase(text, STR("startseite ")) ||
	       str_has_prefix_nocase(text, STR("accueil "));
}

/* "Home > News > Harbour": three parts of a few words, or two and the first is home. */
static bool is_trail(struct str text)
{
	static const struct str marks[] = { STR_INIT(" > "), STR_INIT(" » "),
		                            STR_INIT(" › "), STR_INIT(" / ") };

	for (size_t i = 0; i < ARRAY_LEN(marks) && text.len <= HEADLINE_MAX; i++) {
		struct str rest = text;
		size_t parts = 1, at, longest = 0;

		while ((at = str_find(rest, marks[i])) != STR_NONE) {
			longest = at > longest ? at : longest;
			rest = str_from(rest, at + marks[i].len);
			parts++;
		}
		if (parts >= (is_home(text) ? 2 : 3) && longest <= TRAIL_PART &&
		    (i < ARRAY_LEN(marks) - 1 || is_home(text)))
			return true; /* a stroke parts many things */
	}
	return false;
}

static unsigned looks_of(struct arena *arena, struct str text, struct str words)
{
	struct dateline date;
	struct byline byline;
	unsigned looks = 0;

	if (words.len == 0)
		return LOOKS_SEPARATOR;
	if ((text.len >= PROSE_MIN && (ends_statement(text) || ends_question(text))) ||
	    text.len > PROSE_LONG)
		looks |= LOOKS_PROSE;
	if (is_headline(text, words))
		looks |= LOOKS_HEADLINE;
	if (dateline_read(arena, text, &date))
		looks |= LOOKS_DATE;
	else if (byline_read(arena, text, &byline))
		looks |= LOOKS_BYLINE;
	if (is_person(arena, text))
		looks |= LOOKS_PERSON;
	if (label_is_heading(text, words))
		looks |= LOOKS_LABEL;
	if (label_headline(arena, text).len > 0)
		looks |= LOOKS_POINTER;
	if (label_is_foot(words))
		looks |= LOOKS_FOOT;
	if (promotion_is_credit(text, words))
		looks |= LOOKS_CREDIT;
	if (is_trail(text))
		looks |= LOOKS_TRAIL;
	return looks;
}

/* Would the first word of next have fitted behind line, had the text not been wrapped? */
static bool is_full(struct str line, struct str next, size_t width)
{
	struct str token;

	return token_next(&next, &token) &&
	       utf8_length(line) + 1 + utf8_length(token) > width;
}

/* The width at which the text was wrapped, or 0 if its lines are paragraphs. */
static size_t find_wrap(struct str text)
{
	struct str rest = text, line, last = { 0 };
	size_t width = 0, full = 0, breaks = 0;

	while (str_next_line(&rest, &line)) {
		size_t length = utf8_length(str_trim_end(line));

		width = length > width ? length : width;
		if (width > WRAP_MAX)
			return 0;
	}
	for (rest = text; str_next_line(&rest, &line); last = line) {
		line = trim(line);
		if (line.len == 0 || last.len == 0)
			continue;
		breaks++;
		full += is_full(last, line, width);
	}
	return full >= WRAP_BREAKS && full * 4 >= breaks * 3 ? width : 0;
}

/* The paragraph of a wrapped text that begins with line, on one line. */
static struct str join_wrapped(struct arena *arena, struct str line, struct str *rest,
                               size_t width, size_t *number)
{
	struct buf joined = { 0 };
	struct str peek = *rest, next;

	buf_add(&joined, line);
	while (str_next_line(&peek, &next)) {
		next = trim(next);
		if (next.len == 0 || !is_full(line, next, width))
			break;
		buf_add_char(&joined, ' ');
		buf_add(&joined, next);
		*rest = peek;
		*number += 1;
		line = next;
	}
	line = buf_keep(&joined, arena);
	buf_clear(&joined);
	return line;
}

struct scrape scrape_read(struct arena *arena, struct str text)
{
	struct scrape scrape = { 0 };
	struct str rest, line;
	size_t wrap = find_wrap(text), lines = 0, number = 0;

	for (rest = text; str_next_line(&rest, &line);)
		lines += trim(line).len > 0;
	scrape.lines = ARENA_ARRAY(arena, struct scrape_line, lines);
	for (rest = text; str_next_line(&rest, &line);) {
		struct scrape_line *out;
		size_t start = ++number;

		line = trim(line);
		if (line.len == 0)
			continue;
		if (wrap > 0)
			line = join_wrapped(arena, line, &rest, wrap, &number);
		out = &scrape.lines[scrape.count++];
		out->number = start;
		out->text = line;
		out->words = words_of(arena, line);
		out->hash = words_hash(out->words);
		out->looks = looks_of(arena, line, out->words);
		out->promotion = promotion_judge(line, out->words);
	}
	return scrape;
}

void scrape_settle(struct scrape_line *line, enum line_kind kind, const char *why,
                   double sure)
{
	line->kind = kind;
	line->why = why;
	line->sure = sure;
	line->settled = true;
}

const char *line_kind_name(enum line_kind kind)
{
	static const char *const names[] = {
		[LINE_BODY] = "body",           [LINE_BREAK] = "break",
		[LINE_TITLE] = "title",         [LINE_DEK] = "dek",
		[LINE_KICKER] = "kicker",       [LINE_BYLINE] = "byline",
		[LINE_DATE] = "date",           [LINE_PROMOTION] = "promotion",
		[LINE_CREDIT] = "credit",       [LINE_REPEATED] = "repeated",
		[LINE_SEPARATOR] = "separator", [LINE_LABEL] = "label",
		[LINE_CARD] = "card",           [LINE_DUPLICATE_CARD] = "duplicate card",
	};

	return names[kind];
}
