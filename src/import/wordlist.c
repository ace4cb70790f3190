#include "import/wordlist.h"

#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"

#define IN_MAX 60 /* bytes: no list has a longer word */

/* Blocks of punctuation and symbols; everything else beyond ASCII belongs to a word. */
static bool is_border(uint32_t code)
{
	static const struct {
		uint32_t first, last;
	} blocks[] = {
		{ 0x80, 0xa9 },     { 0xab, 0xb4 },     { 0xb6, 0xb9 },
		{ 0xbb, 0xbf },     { 0x2000, 0x206f }, { 0x20a0, 0x20cf },
		{ 0x2190, 0x2bff }, { 0x3000, 0x3004 }, { 0x3008, 0x3020 },
		{ 0x30fb, 0x30fb }, { 0xfe10, 0xfe6f }, { 0xff00, 0xff0f },
		{ 0xff1a, 0xff20 }, { 0xff3b, 0xff40 }, { 0xff5b, 0xff65 },
		{ 0xfffd, 0xfffd },
	};

	if (code < 0x80)
		return !is_alnum((char)code);
	for (size_t i = 0; i < ARRAY_LEN(blocks); i++)
		if (code >= blocks[i].first && code <= blocks[i].last)
			return true;
	return code_is_space(code);
}

struct str words_of(struct arena *arena, struct str text)
{
	struct str folded = text_fold(arena, text);
	char *row = arena_alloc_raw(arena, folded.len + 2); /* a space before and after */
	size_t len = 0, at = 0;
	bool inside = false;

	while (at < folded.len) {
		size_t start = at;

		if (is_border(utf8_next(folded, &at))) {
			inside = false;
			continue;
		}
		if (!inside)
			row[len++] = ' ';
		inside = true;
		while (start < at)
			row[len++] = folded.ptr[start++];
	}
	if (len > 0)
		row[len++] = ' ';
	return (struct str){ row, len };
}

size_t words_count(struct str words)
{
	size_t spaces = 0;

	for (size_t i = 0; i < words.len; i++)
		spaces += words.ptr[i] == ' ';
	return spaces > 0 ? spaces - 1 : 0;
}

bool words_next(struct str *words, struct str *word)
{
	struct str rest = str_trim_start(*words);

	if (rest.len == 0)
		return false;
	str_cut(rest, ' ', word, words);
	return true;
}

/* Does the phrase stand here, up to the end of a word? */
static bool phrase_at(struct str words, size_t at, struct str phrase)
{
	return str_has_prefix(str_from(words, at), phrase) &&
	       at + phrase.len < words.len && words.ptr[at + phrase.len] == ' ';
}

bool words_start(struct str words, struct str phrase)
{
	return words.len > 0 && phrase_at(words, 1, phrase);
}

bool words_are(struct str words, struct str phrase)
{
	return words.len == phrase.len + 2 && words_start(words, phrase);
}

bool words_hold(struct str words, struct str phrase)
{
	size_t at = 0;

	while (at < words.len && phrase.len > 0) {
		const char *found =
			memmem(words.ptr + at, words.len - at, phrase.ptr, phrase.len);

		if (!found)
			return false;
		at = (size_t)(found - words.ptr) + 1;
		if (at > 1 && found[-1] == ' ' && phrase_at(words, at - 1, phrase))
			return true;
	}
	return false;
}

uint64_t words_mask(struct str words)
{
	uint64_t mask = 0;

	for (size_t i = 0; i + 2 < words.len; i++)
		if (words.ptr[i] == ' ')
			mask |= words_bit(str_from(words, i + 1));
	return mask;
}

uint64_t words_bit(struct str phrase)
{
	unsigned first = phrase.len > 0 ? (unsigned char)phrase.ptr[0] : 0;
	unsigned second = phrase.len > 1 ? (unsigned char)phrase.ptr[1] : ' ';

	return (uint64_t)1 << ((first * 7 + second) & 63);
}

/* May the row begin with the phrase? Most do not, by their first bytes. */
static bool may_start(struct str words, struct str phrase)
{
	return words.len > 1 && phrase.len > 0 && words.ptr[1] == phrase.ptr[0];
}

const struct str *words_are_any(struct str words, const struct str *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (may_start(words, list[i]) && words_are(words, list[i]))
			return &list[i];
	return NULL;
}

const struct str *words_start_any(struct str words, const struct str *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (may_start(words, list[i]) && words_start(words, list[i]))
			return &list[i];
	return NULL;
}

const struct str *words_hold_any(struct str words, const struct str *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (words_hold(words, list[i]))
			return &list[i];
	return NULL;
}

uint64_t words_hash(struct str words)
{
	struct buf row = { 0 };
	uint64_t hash;

	buf_add(&row, words);
	for (size_t i = 0; i < row.len; i++)
		if (is_digit(row.ptr[i]))
			row.ptr[i] = '0';
	hash = hash_short(buf_str(&row));
	buf_clear(&row);
	return hash;
}

bool word_in(const char *row, struct str word)
{
	char phrase[IN_MAX + 3] = " ";

	if (word.len == 0 || word.len > IN_MAX || memchr(word.ptr, '\0', word.len))
		return false;
	memcpy(phrase + 1, word.ptr, word.len);
	phrase[word.len + 1] = ' ';
	phrase[word.len + 2] = '\0';
	return strstr(row, phrase) != NULL;
}

bool token_next(struct str *rest, struct str *token)
{
	*rest = str_trim_start(*rest);
	if (rest->len == 0)
		return false;
	str_cut(*rest, ' ', token, rest);
	return true;
}

struct str token_word(struct arena *arena, struct str token)
{
	return str_trim(words_of(arena, token));
}

bool token_is_capital(struct str token)
{
	for (size_t at = 0; at < token.len;) {
		uint32_t code = utf8_next(token, &at);

		if (code_is_letter(code) || code_is_digit(code))
			return code_is_upper(code);
	}
	return false;
}

bool text_is_capitals(struct str text)
{
	size_t capitals = 0;

	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);

		if (code_is_upper(code))
			capitals++;
		else if (code_is_letter(code))
			return false;
	}
	return capitals > 1;
}
