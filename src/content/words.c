#include "content/words.h"

#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "base/utf8.h"

/* How a script is cut into words. */
enum cut {
	CUT_NONE,    /* it stands between words */
	CUT_RUN = 1, /* a word is a run of letters */
	CUT_PAIRS = 2,
	CUT_THREES = 3,
};

struct range {
	uint32_t first, last;
};

/* All tables are in the order of the codes. */
static bool is_in(const struct range *ranges, size_t count, uint32_t code)
{
	for (size_t i = 0; i < count && ranges[i].first <= code; i++)
		if (code <= ranges[i].last)
			return true;
	return false;
}

/* What is not seen, and the dash that only draws an Arabic word out. */
static bool is_ignored(uint32_t code)
{
	static const struct range ranges[] = {
		{ 0xad, 0xad },     { 0x34f, 0x34f },     { 0x61c, 0x61c },
		{ 0x640, 0x640 },   { 0x180b, 0x180e },   { 0x200b, 0x200f },
		{ 0x202a, 0x202e }, { 0x2060, 0x206f },   { 0xfe00, 0xfe0f },
		{ 0xfeff, 0xfeff }, { 0xe0100, 0xe01ef },
	};

	return code >= 0xad && is_in(ranges, ARRAY_LEN(ranges), code);
}

/*
 * The accents of Latin, Greek and Cyrillic and the points of Hebrew and Arabic, which
 * readers leave out. Not the vowel signs of Indic scripts, the tones of Thai or the
 * voicing marks of kana: without those it is another word.
 */
static bool is_accent(uint32_t code)
{
	static const struct range ranges[] = {
		{ 0x300, 0x36f },   { 0x591, 0x5bd },   { 0x5bf, 0x5bf },
		{ 0x5c1, 0x5c2 },   { 0x5c4, 0x5c5 },   { 0x5c7, 0x5c7 },
		{ 0x610, 0x61a },   { 0x64b, 0x65f },   { 0x670, 0x670 },
		{ 0x6d6, 0x6dc },   { 0x6df, 0x6e4 },   { 0x6e7, 0x6e8 },
		{ 0x6ea, 0x6ed },   { 0x1ab0, 0x1abd }, { 0x1abf, 0x1ace },
		{ 0x1dc0, 0x1dff }, { 0x20d0, 0x20dc }, { 0x20e1, 0x20e1 },
		{ 0x20e5, 0x20f0 }, { 0xfe20, 0xfe2f },
	};

	return code >= 0x300 && is_in(ranges, ARRAY_LEN(ranges), code);
}

/* Letters that Unicode does not take apart, though readers type them so. */
static size_t fold_letter(uint32_t code, uint32_t out[2])
{
	static const struct {
		uint32_t code, first, second;
	} letters[] = {
		{ 0xdf, 's', 's' },  { 0xe6, 'a', 'e' },  { 0xf0, 'd', 0 },
		{ 0xf8, 'o', 0 },    { 0xfe, 't', 'h' },  { 0x111, 'd', 0 },
		{ 0x127, 'h', 0 },   { 0x131, 'i', 0 },   { 0x142, 'l', 0 },
		{ 0x153, 'o', 'e' }, { 0x167, 't', 0 },   { 0x3c2, 0x3c3, 0 },
		{ 0x629, 0x647, 0 }, { 0x649, 0x64a, 0 }, { 0x671, 0x627, 0 },
		{ 0x6a9, 0x643, 0 }, { 0x6cc, 0x64a, 0 },
	};

	out[0] = code;
	if ((code >= 0x660 && code <= 0x669) || (code >= 0x6f0 && code <= 0x6f9))
		out[0] = '0' + (code & 15);
	for (size_t i = 0; i < ARRAY_LEN(letters) && letters[i].code <= code; i++) {
		if (letters[i].code != code)
			continue;
		out[0] = letters[i].first;
		out[1] = letters[i].second;
		return out[1] ? 2 : 1;
	}
	return 1;
}

static enum cut cut_of(uint32_t code)
{
	static const struct range pairs[] = {
		{ 0x3005, 0x31ff },   { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff },
		{ 0xac00, 0xd7af },   { 0xf900, 0xfaff }, { 0x1b000, 0x1b16f },
		{ 0x20000, 0x3ffff },
	};
	static const struct range threes[] = { { 0xe00, 0xeff },
		                               { 0x1000, 0x109f },
		                               { 0x1780, 0x17ff } };

	/* A letter to Unicode; to writers, an apostrophe. */
	if (!code_is_wordly(code) || code == 0x2bc)
		return CUT_NONE;
	if (is_in(pairs, ARRAY_LEN(pairs), code))
		return CUT_PAIRS;
	return is_in(threes, ARRAY_LEN(threes), code) ? CUT_THREES : CUT_RUN;
}

struct cutter {
	word_fn *each;
	void *context;
	enum cut cut;     /* of the run that is open; CUT_NONE: none is */
	struct str text;  /* all of it */
	size_t starts[3]; /* of the last letters of the run that began no word yet; of a
	                     run of CUT_RUN, its own */
	size_t count;     /* of them */
};

/* The longest beginning of whole characters that is no longer than a word may be. */
static struct str limit(struct str word)
{
	size_t end = WORD_MAX;

	if (word.len <= WORD_MAX)
		return word;
	while (end > 0 && ((unsigned char)word.ptr[end] & 0xc0) == 0x80)
		end--;
	return str_slice(word, 0, end);
}

static void give(const struct cutter *cutter, size_t start, size_t end)
{
	cutter->each(cutter->context, limit(str_slice(cutter->text, start, end)));
}

static bool is_arabic(struct str word)
{
	unsigned char lead = (unsigned char)word.ptr[0];

	return lead >= 0xd8 && lead <= 0xdb;
}

#define WAW     STR("\xd9\x88")
#define FEH     STR("\xd9\x81")
#define BEH     STR("\xd8\xa8")
#define KAF     STR("\xd9\x83")
#define LAM     STR("\xd9\x84")
#define LAM_LAM STR("\xd9\x84\xd9\x84")
#define ARTICLE STR("\xd8\xa7\xd9\x84")

/* Remove what stands before the article, if it stands there. */
static void skip_to_article(struct str *word, struct str particle)
{
	struct str rest = *word;

	if (str_skip_prefix(&rest, particle) && str_has_prefix(rest, ARTICLE))
		*word = rest;
}

/*
 * In Arabic, the article and the short prepositions and conjunctions are written in one
 * with the word, which readers look for alone. The article is taken off, with what stands
 * before it; of any other word that may begin with a particle, the rest is a word, too.
 */
static void give_arabic(const struct cutter *cutter, size_t start, size_t end)
{
	const struct str particles[] = { WAW, FEH, BEH, LAM };
	struct str word = str_slice(cutter->text, start, end), rest = word;

	str_skip_prefix(&rest, WAW);
	skip_to_article(&rest, FEH);
	skip_to_article(&rest, BEH);
	skip_to_article(&rest, KAF);
	if ((str_skip_prefix(&rest, ARTICLE) || str_skip_prefix(&rest, LAM_LAM)) &&
	    utf8_length(rest) >= 2)
		word = rest;
	cutter->each(cutter->context, limit(word));
	for (size_t i = 0; i < ARRAY_LEN(particles); i++) {
		rest = word;
		if (str_skip_prefix(&rest, particles[i]) && utf8_length(rest) >= 3)
			cutter->each(cutter->context, limit(rest));
	}
}

static void close_run(struct cutter *cutter, size_t end)
{
	if (cutter->cut == CUT_RUN &&
	    is_arabic(str_slice(cutter->text, cutter->starts[0], end)))
		give_arabic(cutter, cutter->starts[0], end);
	else
		for (size_t i = 0; i < cutter->count; i++)
			give(cutter, cutter->starts[i], end);
	cutter->cut = CUT_NONE;
	cutter->count = 0;
}

/* A letter begins at a place of the text; marks belong to the letter before them. */
static void open_letter(struct cutter *cutter, enum cut cut, size_t at)
{
	if (cut != cutter->cut)
		close_run(cutter, at);
	cutter->cut = cut;
	if (cut == CUT_NONE || (cut == CUT_RUN && cutter->count))
		return;
	if (cutter->count == (size_t)cut) {
		give(cutter, cutter->starts[0], at);
		memmove(cutter->starts, cutter->starts + 1,
		        sizeof(cutter->starts[0]) * 2);
		cutter->count--;
	}
	cutter->starts[cutter->count++] = at;
}

/* Cut a text that has its final form. */
static void cut_text(struct str text, word_fn *each, void *context)
{
	struct cutter cutter = { .each = each, .context = context, .text = text };

	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		uint32_t code = utf8_next(text, &at);

		if (cutter.cut == CUT_NONE || !code_is_mark(code))
			open_letter(&cutter, cut_of(code), start);
	}
	close_run(&cutter, text.len);
}

/* What a code of the text, taken apart and in lower case, becomes: nothing, or one or
 * two. */
static size_t fold(uint32_t code, uint32_t out[2])
{
	return is_ignored(code) || is_accent(code) ? 0 : fold_letter(code, out);
}

/* The space, dashes, quotes and dots that stand in nearly every text. */
static bool is_wide_gap(uint32_t code)
{
	return code == 0xa0 || (code >= 0x2010 && code <= 0x2027) ||
	       (code >= 0x2030 && code <= 0x205e);
}

/* The piece of text from *at to the next gap; *at goes behind that. */
static struct str next_piece(struct str text, size_t *at)
{
	size_t start = *at, end = start;

	while (end < text.len) {
		size_t next = end;
		uint32_t code = utf8_next(text, &next);

		if (code < 0x80 ? !is_alnum((char)code) : is_wide_gap(code)) {
			*at = next;
			return str_slice(text, start, end);
		}
		end = next;
	}
	*at = end;
	return str_slice(text, start, end);
}

/* Most words are ASCII: those are folded while their end is looked for. */
void words_each(struct str text, struct arena *scratch, word_fn *each, void *context)
{
	char word[WORD_MAX];

	for (size_t at = 0; at < text.len;) {
		size_t start = at, len = 0;
		bool is_gap = true;

		for (; at < text.len && is_alnum(text.ptr[at]); at++)
			if (len < WORD_MAX)
				word[len++] = to_lower(text.ptr[at]);
		if (at < text.len) {
			uint32_t code = utf8_next(text, &at);

			is_gap = code < 0x80 || is_wide_gap(code);
		}
		if (!is_gap) {
			struct arena_mark mark = arena_mark(scratch);

			at = start;
			cut_text(text_refold(scratch, next_piece(text, &at), fold), each,
			         context);
			arena_rewind(scratch, mark);
		} else if (len) {
			each(context, (struct str){ word, len });
		}
	}
}
