/*
 * wordlist: a line of text as a row of folded words, for comparing lines and for finding
 * phrases in them.
 *
 * A row looks like " sign up for today s best articles ": without case, accents and
 * punctuation, one space around each word, so that a phrase is found at the borders of
 * words by a plain search. An empty row is the empty string. Rows live in the arena
 * they were made in. Nothing here can fail.
 */
#ifndef IMPORT_WORDLIST_H
#define IMPORT_WORDLIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct str words_of(struct arena *arena, struct str text);

size_t words_count(struct str words);

/* Take the first word off the row. */
bool words_next(struct str *words, struct str *word);

/* Does the row consist of, begin with, hold the phrase ("sign up")? */
bool words_are(struct str words, struct str phrase);
bool words_start(struct str words, struct str phrase);
bool words_hold(struct str words, struct str phrase);

/*
 * For many phrases and one row: a row can hold a phrase only if the phrase's bit is in
 * the mask of the row, which tells most of them apart without a search.
 */
uint64_t words_mask(struct str words);
uint64_t words_bit(struct str phrase);

/* The same for a list of phrases: the first one that fits, or NULL. */
const struct str *words_are_any(struct str words, const struct str *list, size_t count);
const struct str *words_start_any(struct str words, const struct str *list, size_t count);
const struct str *words_hold_any(struct str words, const struct str *list, size_t count);

/* Is the word (folded, without spaces) in a list that is written as a row? */
bool word_in(const char *row, struct str word);

/* The next run of bytes without a space of a line as it was written. */
bool token_next(struct str *rest, struct str *token);

/* The token folded and without punctuation: "Today's" gives "today s" */
struct str token_word(struct arena *arena, struct str token);

/* Is its first letter or digit, behind quotes and brackets, a capital letter? */
bool token_is_capital(struct str token);

/* Letters, of which none is small. */
bool text_is_capitals(struct str text);

/* A hash in which every digit counts the same: "5 comments" and "7 comments" are one. */
uint64_t words_hash(struct str words);

#endif
