#include "base/text.h"

#include <string.h>
#include <utf8proc.h>

#include "base/attr.h"
#include "base/utf8.h"

/* No code becomes more than 18 (U+FDFA does). */
#define PARTS_MAX 20

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] >= 0x80)
			return false;
	return true;
}

bool code_is_letter(uint32_t code)
{
	if (code < 0x80)
		return is_alpha((char)code);
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return true;
	default:
		return false;
	}
}

bool code_is_digit(uint32_t code)
{
	if (code < 0x80)
		return is_digit((char)code);
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
		return true;
	default:
		return false;
	}
}

bool code_is_upper(uint32_t code)
{
	if (code < 0x80)
		return is_upper((char)code);
	return utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_LU;
}

bool code_is_space(uint32_t code)
{
	if (code < 0x80)
		return is_space((char)code);
	return code == 0xa0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200a) ||
	       code == 0x2028 || code == 0x2029 || code == 0x202f || code == 0x205f ||
	       code == 0x3000 || code == 0x85;
}

bool code_is_punctuation(uint32_t code)
{
	if (code < 0x80)
		return is_punct((char)code);
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
		return true;
	default:
		return false;
	}
}

/* A mark that belongs to the letter before it, as vowel signs of Indic scripts do. */
static bool is_mark(uint32_t code)
{
	if (code < 0x80)
		return false;
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
		return true;
	default:
		return false;
	}
}

bool code_is_mark(uint32_t code)
{
	utf8proc_category_t category;

	if (code < 0x80)
		return false;
	category = utf8proc_category((utf8proc_int32_t)code);
	return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

bool code_is_wordly(uint32_t code)
{
	utf8proc_category_t category;

	if (code < 0x80)
		return is_alnum((char)code);
	category = utf8proc_category((utf8proc_int32_t)code);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

static bool is_kana(uint32_t code)
{
	return code >= 0x3041 && code <= 0x30ff;
}

bool code_is_ideograph(uint32_t code)
{
	return (code >= 0x3400 && code <= 0x4dbf) || (code >= 0x4e00 && code <= 0x9fff) ||
	       (code >= 0xf900 && code <= 0xfaff) || (code >= 0x20000 && code <= 0x3ffff);
}

/* Map every code point of s; ASCII, by far the most, takes the short way. */
static struct str map_codes(struct arena *arena, struct str s, char (*ascii)(char),
                            utf8proc_int32_t (*wide)(utf8proc_int32_t))
{
	struct buf out = { 0 };
	struct str result;

	if (is_ascii(s)) {
		char *text = arena_alloc_raw(arena, s.len + 1);

		for (size_t i = 0; i < s.len; i++)
			text[i] = ascii(s.ptr[i]);
		text[s.len] = '\0';
		return (struct str){ text, s.len };
	}
	for (size_t at = 0; at < s.len;)
		utf8_add(&out, (uint32_t)wide((utf8proc_int32_t)utf8_next(s, &at)));
	result = buf_keep(&out, arena);
	buf_clear(&out);
	return result;
}

struct str text_lower(struct arena *arena, struct str s)
{
	return map_codes(arena, s, to_lower, utf8proc_tolower);
}

struct str text_upper(struct arena *arena, struct str s)
{
	struct buf out = { 0 };
	struct str result;

	if (!str_contains(s, STR("\xc3\x9f"))) /* sharp s becomes two letters */
		return map_codes(arena, s, to_upper, utf8proc_toupper);
	for (size_t at = 0; at < s.len;) {
		uint32_t code = utf8_next(s, &at);

		if (code == 0xdf)
			buf_puts(&out, "SS");
		else
			utf8_add(&out,
			         (uint32_t)utf8proc_toupper((utf8proc_int32_t)code));
	}
	result = buf_keep(&out, arena);
	buf_clear(&out);
	return result;
}

/* Title-case the first letter of the text, or of each word; lower the others. */
static struct str capitalize(struct arena *arena, struct str s, bool every_word)
{
	struct buf out = { 0 };
	bool at_start = true;
	struct str result;

	for (size_t at = 0; at < s.len;) {
		utf8proc_int32_t code = (utf8proc_int32_t)utf8_next(s, &at);

		utf8_add(&out, (uint32_t)(at_start ? utf8proc_totitle(code)
		                                   : utf8proc_tolower(code)));
		at_start = every_word && !code_is_letter((uint32_t)code);
	}
	result = buf_keep(&out, arena);
	buf_clear(&out);
	return result;
}

struct str text_capitalize(struct arena *arena, struct str s)
{
	return capitalize(arena, s, false);
}

struct str text_title(struct arena *arena, struct str s)
{
	return capitalize(arena, s, true);
}

/* s, with U+FFFD for what is no UTF-8. */
static struct str repair(struct arena *arena, struct str s)
{
	struct buf out = { 0 };
	struct str repaired;

	if (utf8_invalid(s) == STR_NONE)
		return s;
	for (size_t at = 0; at < s.len;)
		utf8_add(&out, utf8_next(s, &at));
	repaired = buf_keep(&out, arena);
	buf_clear(&out);
	return repaired;
}

/*
 * Accents, and the points over Hebrew and Arabic, that readers leave out. Not the vowel
 * signs of Indic scripts, the tones of Thai or the voicing marks of kana: without those
 * it is another word.
 */
static bool is_accent(utf8proc_int32_t code)
{
	if (code < 0x300 || utf8proc_get_property(code)->combining_class == 0)
		return false;
	return code <= 0x036f || (code >= 0x0591 && code <= 0x05c7) ||
	       (code >= 0x0610 && code <= 0x06ed) || (code >= 0x1ab0 && code <= 0x1aff) ||
	       (code >= 0x1dc0 && code <= 0x1dff) || (code >= 0x20d0 && code <= 0x20ff) ||
	       (code >= 0xfe20 && code <= 0xfe2f);
}

static utf8proc_ssize_t drop_accents(utf8proc_int32_t *codes, utf8proc_ssize_t count)
{
	utf8proc_ssize_t kept = 0;

	for (utf8proc_ssize_t i = 0; i < count; i++)
		if (!is_accent(codes[i]))
			codes[kept++] = codes[i];
	return kept;
}

/* utf8proc's transformation, result in the arena. It fails on invalid UTF-8 only. */
static struct str transform(struct arena *arena, struct str s, utf8proc_option_t options,
                            bool keep_accents)
{
	utf8proc_ssize_t count, room = (utf8proc_ssize_t)s.len * 4 + 8;
	struct arena_mark mark;
	utf8proc_int32_t *codes;

	s = repair(arena, s);
	mark = arena_mark(arena);
	/* utf8proc re-encodes in place, and writes a NUL behind it. */
	codes = arena_alloc_raw(arena, ((size_t)room + 1) * sizeof(*codes));
	count = utf8proc_decompose((const utf8proc_uint8_t *)s.ptr,
	                           (utf8proc_ssize_t)s.len, codes, room, options);
	if (count > room) {
		arena_rewind(arena, mark);
		room = count;
		codes = arena_alloc_raw(arena, ((size_t)room + 1) * sizeof(*codes));
		count = utf8proc_decompose((const utf8proc_uint8_t *)s.ptr,
		                           (utf8proc_ssize_t)s.len, codes, room, options);
	}
	if (count < 0)
		return s;
	if (!keep_accents)
		count = drop_accents(codes, count);
	count = utf8proc_reencode(codes, count, options);
	return (struct str){ (const char *)codes, count < 0 ? 0 : (size_t)count };
}

static unsigned combining_class(utf8proc_int32_t code)
{
	return (unsigned)utf8proc_get_property(code)->combining_class;
}

/* Marks in canonical order: those on one letter by their class, otherwise as they stand.
 */
static void order_marks(utf8proc_int32_t *codes, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		utf8proc_int32_t code = codes[i];
		unsigned class = combining_class(code);
		size_t at = i;

		while (class && at > 0 && combining_class(codes[at - 1]) > class) {
			codes[at] = codes[at - 1];
			at--;
		}
		codes[at] = code;
	}
}

/* One code taken apart and mapped; gives how many codes it became. */
static size_t refold_code(uint32_t code, utf8proc_int32_t out[2 * PARTS_MAX],
                          size_t (*map)(uint32_t code, uint32_t out[2]))
{
	utf8proc_int32_t parts[PARTS_MAX];
	utf8proc_ssize_t count =
		utf8proc_decompose_char((utf8proc_int32_t)code, parts, PARTS_MAX,
	                                UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, NULL);
	size_t made = 0;

	for (utf8proc_ssize_t i = 0; i < count && i < PARTS_MAX; i++) {
		uint32_t mapped[2];
		size_t kept = map((uint32_t)utf8proc_tolower(parts[i]), mapped);

		for (size_t j = 0; j < kept; j++)
			out[made++] = (utf8proc_int32_t)mapped[j];
	}
	return made;
}

struct str text_refold(struct arena *arena, struct str s,
                       size_t (*map)(uint32_t code, uint32_t out[2]))
{
	/* Few texts need more than this, which is doubled then. */
	size_t room = s.len + 2 * PARTS_MAX, count = 0;
	utf8proc_int32_t *codes = arena_alloc_raw(arena, (room + 1) * sizeof(*codes));
	utf8proc_ssize_t len;

	for (size_t at = 0; at < s.len;) {
		if (room - count < 2 * PARTS_MAX) {
			utf8proc_int32_t *before = codes;

			room *= 2;
			codes = arena_alloc_raw(arena, (room + 1) * sizeof(*codes));
			memcpy(codes, before, count * sizeof(*codes));
		}
		count += refold_code(utf8_next(s, &at), codes + count, map);
	}
	order_marks(codes, count);
	len = utf8proc_reencode(codes, (utf8proc_ssize_t)count,
	                        UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	return (struct str){ (const char *)codes, len < 0 ? 0 : (size_t)len };
}

struct str text_normalize(struct arena *arena, struct str s)
{
	if (is_ascii(s))
		return s;
	return transform(arena, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE, true);
}

struct str text_fold(struct arena *arena, struct str s)
{
	if (is_ascii(s))
		return text_lower(arena, s);
	return transform(arena, s,
	                 UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE |
	                         UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
	                 false);
}

struct str text_slug(struct arena *arena, struct str s)
{
	struct str folded = text_fold(arena, s);
	struct buf out = { 0 };
	bool gap = false;
	struct str slug;

	for (size_t at = 0; at < folded.len;) {
		uint32_t code = utf8_next(folded, &at);

		/* Apostrophes join what they stand between. */
		if (code == '\'' || code == 0x2019 || code == 0x2bc)
			continue;
		if (!code_is_letter(code) && !code_is_digit(code) &&
		    !(is_mark(code) && out.len && !gap)) {
			gap = true;
			continue;
		}
		if (gap && out.len)
			buf_add_char(&out, '-');
		gap = false;
		utf8_add(&out, code);
	}
	/* What an apostrophe stood between may be one letter now. */
	slug = text_normalize(arena, buf_keep(&out, arena));
	buf_clear(&out);
	return slug;
}

/* The rows of the Japanese syllabary, by the first code of each. */
static const struct {
	uint32_t first;
	const char *row;
} kana_rows[] = {
	{ 0x3041, "あ" }, { 0x304b, "か" }, { 0x3055, "さ" }, { 0x305f, "た" },
	{ 0x306a, "な" }, { 0x306f, "は" }, { 0x307e, "ま" }, { 0x3083, "や" },
	{ 0x3089, "ら" }, { 0x308e, "わ" }, { 0x3094, "あ" }, { 0x3095, "か" },
	{ 0x3097, NULL },
};

static const char *kana_row(uint32_t code)
{
	const char *row = NULL;

	if (code >= 0x30a1 && code <= 0x30f6)
		code -= 0x60; /* katakana as hiragana */
	for (size_t i = 0; i < ARRAY_LEN(kana_rows) && kana_rows[i].first <= code; i++)
		row = kana_rows[i].row;
	return row;
}

/* Hangul syllables are in order of their 19 first consonants; doubled ones are filed with
 * the plain. */
static const char *hangul_consonant(uint32_t code)
{
	static const char *const consonants[] = { "ㄱ", "ㄱ", "ㄴ", "ㄷ", "ㄷ",
		                                  "ㄹ", "ㅁ", "ㅂ", "ㅂ", "ㅅ",
		                                  "ㅅ", "ㅇ", "ㅈ", "ㅈ", "ㅊ",
		                                  "ㅋ", "ㅌ", "ㅍ", "ㅎ" };

	return code >= 0xac00 && code <= 0xd7a3 ? consonants[(code - 0xac00) / 588]
	                                        : NULL;
}

struct str text_initial(struct str slug)
{
	size_t start = 0, end = 0;
	uint32_t code = slug.len ? utf8_next(slug, &end) : 0;
	const char *group;

	/* Thai and Lao write some vowels before the consonant. */
	if (((code >= 0xe40 && code <= 0xe44) || (code >= 0xec0 && code <= 0xec4)) &&
	    end < slug.len) {
		start = end;
		code = utf8_next(slug, &end);
	}
	if (code_is_digit(code))
		return STR("0-9");
	if (code_is_ideograph(code))
		return STR("漢");
	group = kana_row(code);
	if (!group)
		group = hangul_consonant(code);
	return group ? str_of(group) : str_slice(slug, start, end);
}

struct str text_squeeze(struct arena *arena, struct str s)
{
	char *text = arena_alloc_raw(arena, s.len + 1);
	size_t len = 0;
	bool gap = false;

	for (size_t at = 0; at < s.len;) {
		size_t start = at;

		if (code_is_space(utf8_next(s, &at))) {
			gap = true;
			continue;
		}
		if (gap && len)
			text[len++] = ' ';
		gap = false;
		while (start < at)
			text[len++] = s.ptr[start++];
	}
	text[len] = '\0';
	return (struct str){ text, len };
}

struct str text_unhyphen(struct arena *arena, struct str s)
{
	char *text = arena_cstr(arena, s);

	for (size_t i = 0; i < s.len; i++)
		if (text[i] == '-' || text[i] == '_')
			text[i] = ' ';
	return text_squeeze(arena, (struct str){ text, s.len });
}

struct str text_term(struct arena *arena, struct str s)
{
	return text_unhyphen(arena, text_fold(arena, s));
}

bool text_is_blank(struct str s)
{
	struct arena scratch = { 0 };
	bool blank = text_squeeze(&scratch, text_fold(&scratch, s)).len == 0;

	arena_clear(&scratch);
	return blank;
}

struct str text_without_controls(struct arena *arena, struct str s)
{
	struct buf out = { 0 };
	struct str text;
	size_t first = 0;

	while (first < s.len && !is_control(s.ptr[first]))
		first++;
	if (first == s.len)
		return s;
	for (size_t i = 0; i < s.len; i++)
		if (!is_control(s.ptr[i]))
			buf_add_char(&out, s.ptr[i]);
	text = buf_keep(&out, arena);
	buf_clear(&out);
	return text;
}

size_t text_count_words(struct str s)
{
	size_t words = 0;
	bool inside = false;

	for (size_t at = 0; at < s.len;) {
		uint32_t code;

		if ((unsigned char)s.ptr[at] < 0x80) {
			code = (unsigned char)s.ptr[at++];
		} else {
			code = utf8_next(s, &at);
			if (is_kana(code) || code_is_ideograph(code)) {
				words++;
				inside = false;
				continue;
			}
		}
		if (code_is_letter(code) || code_is_digit(code)) {
			words += !inside;
			inside = true;
		} else if (inside && code != '\'' && code != 0x2019 && !is_mark(code)) {
			inside = false;
		}
	}
	return words;
}
