/*
 * text: operations on text for people: case, folding, slugs, words. The only includer
 * of utf8proc.h. Allocates in an arena; cannot fail: what is not valid UTF-8 is treated
 * as U+FFFD.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/escape.h"
#include "base/str.h"

struct str text_lower(struct arena *arena, struct str s);
struct str text_upper(struct arena *arena, struct str s);

/* First letter of the text upper, the rest lower; of every word. As Python does. */
struct str text_capitalize(struct arena *arena, struct str s);
struct str text_title(struct arena *arena, struct str s);

/* Unicode NFC. */
struct str text_normalize(struct arena *arena, struct str s);

/* A key under which texts that differ only in case, accents or width are equal. */
struct str text_fold(struct arena *arena, struct str s);

/* A key under which names are one term: folded, with runs of white space, "-" and "_" as
 * one space, and none at the ends. */
struct str text_term(struct arena *arena, struct str s);

/*
 * The text as part of a URL: folded, letters and digits of any script kept, runs of
 * anything else one "-", none at the ends. "Assad's fall: a crisis" gives
 * "assads-fall-a-crisis", "Müller" "muller", "東京" stays. May be empty.
 */
struct str text_slug(struct arena *arena, struct str s);

/*
 * What a slug stands under in an index of letters: its first letter; "0-9" for any digit;
 * of kana its row ("か" for "ガ"), of a Hangul syllable its consonant, of Thai and Lao
 * the letter that the vowel before it is read after; "漢" for any ideograph. Part of the
 * slug, or constant.
 */
struct str text_initial(struct str slug);

/* Runs of white space as one space, none at the ends. */
struct str text_squeeze(struct arena *arena, struct str s);

/* The same with "-" and "_" as spaces: the words of a name. */
struct str text_unhyphen(struct arena *arena, struct str s);

/* Has it nothing that is seen? White space and zero-width characters are not. */
bool text_is_blank(struct str s);

/* Without ASCII's control characters, white space aside; the text itself if it has none.
 */
struct str text_without_controls(struct arena *arena, struct str s);

/*
 * The text taken apart (NFKD), each code of it in lower case replaced by the codes (none,
 * one or two) that map puts in out, and put together again (NFC).
 */
struct str text_refold(struct arena *arena, struct str s,
                       size_t (*map)(uint32_t code, uint32_t out[2]));

bool code_is_letter(uint32_t code);
bool code_is_digit(uint32_t code);
bool code_is_upper(uint32_t code);
bool code_is_space(uint32_t code);
bool code_is_mark(uint32_t code);        /* belongs to the letter before it */
bool code_is_wordly(uint32_t code);      /* a letter, a mark, or a number of any kind */
bool code_is_punctuation(uint32_t code); /* as CommonMark 0.30 has it */
bool code_is_ideograph(uint32_t code);   /* a Chinese character, not kana */

/* Words as a reader counts them: runs of letters and digits; each CJK character is one.
 */
size_t text_count_words(struct str s);

#endif
